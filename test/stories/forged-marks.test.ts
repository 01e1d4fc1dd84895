import type { FakeRole } from '../fakes';
import { tally, trying } from '../run/tally';
import { CustomResourceStack, DOORS, LOGICAL_ID, newAccount, RegistryStack, STACK_ID, type Stack } from './cloudformation';
import { DOCUMENT, guidOf, POWER_USER, READ_ONLY } from './fixtures';

const MARK = 'identity-pool-with-roles:';
const POLICIES = { ManagedPolicyArns: [READ_ONLY], Policies: [{ PolicyName: 'p', PolicyDocument: DOCUMENT }] };
const PARTS = ['authenticated', 'unauthenticated', 'mapped/Admin'] as const;

const forged = tally('forged marks', 'adopted');

/** Counts the try, and an adoption unless the victim is as it was. */
const expectUntouched = (stack: Stack, victim: FakeRole, before: unknown): Promise<void> =>
  trying({ tally: forged, check: () => expect(stack.aws.snapshot().roles[victim.name]).toEqual(before) });

/** All marks of a role of this pool, as a tagger can write them. */
const marksOf = (poolId: string | undefined, part: string): Record<string, string> => ({
  [`${MARK}pool`]: poolId ?? '',
  [`${MARK}part`]: part,
  [`${MARK}order`]: '00',
});

/** Paths that a role of somebody else can have; none of them is the pool's own. */
const PATHS: readonly (readonly [string, (guid: string) => string])[] = [
  ['no path', () => '/'],
  ['the account’s path', () => '/identity-pools/'],
  ['a path of the account’s that is longer', () => '/identity-pools/app/'],
  ['another pool’s path', () => '/identity-pools/00000099-abcd-4000-8000-0123456789ab/'],
  ['a path under the pool’s own', (guid) => `/identity-pools/${guid}/more/`],
  ['a path that ends like the pool’s own', (guid) => `/identity-pools/x${guid}/`],
];

/** In the template, the role to create has the victim's name. */
const taking = (part: (typeof PARTS)[number], RoleName: string, Path?: string): object => {
  const role = { RoleName, ...(Path === undefined ? {} : { Path }), ...POLICIES };
  if (part === 'authenticated') return { AuthenticatedRole: role };
  return part === 'unauthenticated' ? { UnauthenticatedRole: role } : { MappedRoles: [{ Name: 'Admin', ...role }] };
};

describe.each(DOORS)('a role of somebody else that carries every mark of this pool, through %s', (_door, open) => {
  describe.each(PATHS)('in %s', (_where, pathOf) => {
    it.each(PARTS)('a template that names it as its %s role is refused, and the delete leaves it', async (part) => {
      const stack = open();
      await stack.create({});
      const path = pathOf(guidOf(stack));
      const victim = stack.aws.seedRole({ name: 'victim', path, tags: marksOf(stack.id, part), managedPolicyArns: [POWER_USER] });
      const before = stack.aws.snapshot();
      const reply = await stack.update(taking(part, 'victim'));
      expect(reply).toMatchObject({ ok: false, code: 'AlreadyExists', id: stack.id });
      expect(reply.message).toContain('victim');
      expect(stack.aws.snapshot()).toEqual(before);
      await expectUntouched(stack, victim, before.roles['victim']);
      expect(await stack.delete()).toMatchObject({ ok: true });
      await expectUntouched(stack, victim, before.roles['victim']);
      expect(Object.keys(stack.aws.roles.size === 1 ? {} : stack.aws.snapshot().roles)).toEqual([]);
    });
  });

  it.each(PARTS)('its delete leaves a role that is marked as its %s and that it hands out', async (part) => {
    const stack = open();
    const mine = stack.aws.seedRole({ name: 'mine' });
    await stack.create({ AuthenticatedRole: { Arn: mine.arn } });
    const victim = stack.aws.seedRole({ name: 'victim', tags: marksOf(stack.id, part) });
    // Somebody who may also set the pool's roles puts it in the place of the default role.
    Object.assign(stack.aws.pools.get(stack.id ?? '')?.roles ?? {}, { authenticated: victim.arn });
    const before = stack.aws.snapshot().roles['victim'];
    await stack.update({ AuthenticatedRole: { Arn: mine.arn }, Tags: [{ Key: 'a', Value: 'b' }] });
    await expectUntouched(stack, victim, before);
    Object.assign(stack.aws.pools.get(stack.id ?? '')?.roles ?? {}, { authenticated: victim.arn });
    expect(await stack.delete()).toMatchObject({ ok: true });
    await expectUntouched(stack, victim, before);
  });

  it('READ shows a role with every mark as supplied, by its ARN', async () => {
    const stack = open();
    await stack.create({});
    const victim = stack.aws.seedRole({ name: 'victim', tags: marksOf(stack.id, 'authenticated') });
    Object.assign(stack.aws.pools.get(stack.id ?? '')?.roles ?? {}, { authenticated: victim.arn });
    expect((await stack.read()).model).toMatchObject({ AuthenticatedRole: { Arn: victim.arn } });
    expect((await stack.read()).model).not.toHaveProperty('MappedRoles');
  });

  it('marks of the pool that name a path of somebody else open no role there', async () => {
    const stack = open();
    await stack.create({});
    const victim = stack.aws.seedRole({ name: 'victim', path: '/team/', tags: marksOf(stack.id, 'authenticated') });
    Object.assign(stack.aws.pools.get(stack.id ?? '')?.tags ?? {}, { [`${MARK}paths`]: '/team/ /' });
    const before = stack.aws.snapshot().roles['victim'];
    await stack.update({ AllowClassicFlow: true });
    await expectUntouched(stack, victim, before);
    expect(await stack.delete()).toMatchObject({ ok: true });
    await expectUntouched(stack, victim, before);
  });
});

describe.each(DOORS)('marks that somebody moves between a pool’s own roles, through %s', (_door, open) => {
  const V1 = { AuthenticatedRole: POLICIES, MappedRoles: [{ Name: 'Admin', ManagedPolicyArns: [POWER_USER] }, { Name: 'Buyer' }] };
  const partOf = (role: FakeRole): string => role.tags[`${MARK}part`] ?? '';

  it.each([
    ['guests', 'authenticated', 'unauthenticated'],
    ['signed-in', 'unauthenticated', 'authenticated'],
    ['mapped and signed-in', 'mapped/Admin', 'authenticated'],
    ['mapped and guests', 'unauthenticated', 'mapped/Admin'],
  ])('the next update corrects permissions and trust: %s', async (_kind, one, other) => {
    const stack = open();
    await stack.create(V1);
    const before = stack.aws.snapshot();
    const roles = [...stack.aws.roles.values()];
    const [first, second] = [one, other].map((part) => roles.find((role) => partOf(role) === part));
    if (first === undefined || second === undefined) throw new Error('a role is missing');
    Object.assign(first.tags, { [`${MARK}part`]: other });
    Object.assign(second.tags, { [`${MARK}part`]: one });
    expect(await stack.update(V1)).toMatchObject({ ok: true });
    forged.tried += 1;
    const guests = stack.aws.roles.get(
      stack.aws.pools
        .get(stack.id ?? '')
        ?.roles['unauthenticated']?.split('/')
        .at(-1) ?? '',
    );
    forged.wrongs += guests?.managedPolicyArns.length ?? 1;
    expect(guests).toMatchObject({ managedPolicyArns: [], inlinePolicies: {} });
    expect(stack.aws.snapshot().roles).toEqual(before.roles);
    expect(await stack.delete()).toMatchObject({ ok: true });
    expect(stack.aws.snapshot()).toEqual(newAccount().aws.snapshot());
  });
});

describe('a pool of somebody else, through the custom resource', () => {
  const foreign: readonly (readonly [string, Record<string, string>])[] = [
    ['no mark', {}],
    [
      'the marks of another resource of the stack',
      { [`${MARK}request`]: 'a'.repeat(32), [`${MARK}stack`]: STACK_ID, [`${MARK}logical-id`]: 'Other' },
    ],
    [
      'the marks of another stack',
      { [`${MARK}request`]: 'a'.repeat(32), [`${MARK}stack`]: `${STACK_ID}0`, [`${MARK}logical-id`]: LOGICAL_ID },
    ],
    ['the mark of a stack alone', { [`${MARK}stack`]: STACK_ID }],
    ['the mark of an answer that is missing', { [`${MARK}unanswered`]: 'true' }],
  ];

  it.each(foreign)('an update is refused and a delete succeeds without a call that changes anything: %s', async (_kind, tags) => {
    const stack = new CustomResourceStack(newAccount());
    const theirs = stack.aws.seedPool({ IdentityPoolName: 'theirs', tags });
    const before = stack.aws.snapshot();
    stack.id = theirs.configuration.IdentityPoolId;
    const reply = await stack.update({ AllowClassicFlow: true }, { noRollback: true });
    expect(reply).toMatchObject({ ok: false, code: 'InvalidRequest', id: stack.id });
    expect(reply.message).toContain('was not created by this resource');
    expect(await stack.delete()).toMatchObject({ ok: true });
    expect(await stack.delete({ id: 'shop-prod-Identities-1ABCDEFGHIJKL' })).toMatchObject({ ok: true });
    await trying({ tally: forged, check: () => expect(stack.aws.writes).toEqual([]) });
    expect(stack.aws.snapshot()).toEqual(before);
  });

  it('a stack that was refactored through the registry keeps its pool, under another logical id and stack', async () => {
    const stack = new RegistryStack(newAccount());
    await stack.create({});
    const pool = stack.aws.pools.get(stack.id ?? '');
    Object.assign(pool?.tags ?? {}, { [`${MARK}stack`]: `${STACK_ID}-former`, [`${MARK}logical-id`]: 'Former' });
    expect(await stack.update({ AllowClassicFlow: true })).toMatchObject({ ok: true });
    expect(pool?.tags).toMatchObject({ [`${MARK}stack`]: STACK_ID, [`${MARK}logical-id`]: LOGICAL_ID });
    expect(await stack.delete()).toMatchObject({ ok: true });
    expect(stack.aws.snapshot()).toEqual(newAccount().aws.snapshot());
  });
});
