/** Each row of the table of guide/drift.md: what the registry's read handler returns after a change by hand, and what the next update does about it. */
import { readFileSync } from 'node:fs';
import { newAccount, RegistryStack, type Stack } from './cloudformation';
import { DOCUMENT, ELSEWHERE, OTHER_DOCUMENT, POWER_USER, READ_ONLY, USER_POOL, USER_POOL_CLIENT } from './fixtures';

type Json = unknown;
type Template = Readonly<Record<string, Json>>;

interface Row {
  readonly change: string;
  /** As the page says it, with the reason. */
  readonly drift: string;
  readonly update: 'sets it again' | 'turns it off' | 'leaves it' | 'removes it' | 'corrects it';
  readonly template: Template;
  readonly byHand: (stack: Stack) => void;
}

const poolOf = (stack: Stack) => {
  const pool = stack.aws.pools.get(stack.id ?? '');
  if (pool === undefined) throw new Error('The story has no pool.');
  return pool;
};
const roleOf = (stack: Stack) => {
  const role = [...stack.aws.roles.values()].find(({ tags }) => tags['identity-pool-with-roles:part'] === 'authenticated');
  if (role === undefined) throw new Error('The story has no role for signed-in identities.');
  return role;
};

const GOOGLE = { AuthenticationProviders: { Google: { ClientId: 'g' }, Facebook: { AppId: 'f' } } };
const FACEBOOK_TAGS = [{ IdentityProvider: { LoginProvider: 'Facebook' }, Tags: { tenant: 'sub' } }];

const ROWS: readonly Row[] = [
  {
    change: 'a property that the template sets',
    drift: 'shows it',
    update: 'sets it again',
    template: { IdentityPoolName: 'ours' },
    byHand: (stack) => Object.assign(poolOf(stack).configuration, { IdentityPoolName: 'theirs' }),
  },
  {
    change: 'a switch that the template leaves out, such as `AllowClassicFlow`',
    drift: 'does not show it; set `false` in the template to see it',
    update: 'turns it off',
    template: {},
    byHand: (stack) => Object.assign(poolOf(stack).configuration, { AllowClassicFlow: true }),
  },
  {
    change: 'a policy attached to a created role, `ManagedPolicyArns` is set',
    drift: 'shows it, because AWS does not say who attached it',
    update: 'leaves it',
    template: { AuthenticatedRole: { ManagedPolicyArns: [READ_ONLY] } },
    byHand: (stack) => void roleOf(stack).managedPolicyArns.push(POWER_USER),
  },
  {
    change: 'a policy attached to a created role, `ManagedPolicyArns` is not set',
    drift: 'does not show it',
    update: 'leaves it',
    template: { AuthenticatedRole: { MaxSessionDuration: 7200 } },
    byHand: (stack) => void roleOf(stack).managedPolicyArns.push(POWER_USER),
  },
  {
    change: 'a policy embedded in a created role, `Policies` is set',
    drift: 'shows it',
    update: 'leaves it',
    template: { AuthenticatedRole: { Policies: [{ PolicyName: 'ours', PolicyDocument: DOCUMENT }] } },
    byHand: (stack) => Object.assign(roleOf(stack).inlinePolicies, { theirs: JSON.stringify(OTHER_DOCUMENT) }),
  },
  {
    change: 'a policy embedded in a created role, `Policies` is not set',
    drift: 'does not show it',
    update: 'leaves it',
    template: { AuthenticatedRole: { MaxSessionDuration: 7200 } },
    byHand: (stack) => Object.assign(roleOf(stack).inlinePolicies, { theirs: JSON.stringify(OTHER_DOCUMENT) }),
  },
  {
    change: 'a tag on the pool, `Tags` is set',
    drift: 'shows it',
    update: 'removes it',
    template: { Tags: [{ Key: 'team', Value: 'web' }] },
    byHand: (stack) => Object.assign(poolOf(stack).tags, { theirs: 'true' }),
  },
  {
    change: 'a tag on the pool, `Tags` was never set',
    drift: 'does not show it',
    update: 'leaves it',
    template: {},
    byHand: (stack) => Object.assign(poolOf(stack).tags, { theirs: 'true' }),
  },
  {
    change: 'a principal tag of a provider that the template never listed',
    drift: 'shows it if `PrincipalTags` is set',
    update: 'leaves it',
    template: { ...GOOGLE, PrincipalTags: FACEBOOK_TAGS },
    byHand: (stack) =>
      Object.assign(poolOf(stack).principalTags, { 'accounts.google.com': { UseDefaults: false, PrincipalTags: { a: 'sub' } } }),
  },
  {
    change: 'the trust policy of a created role',
    drift: 'does not show it, because it is no property',
    update: 'corrects it',
    template: { AuthenticatedRole: { ManagedPolicyArns: [READ_ONLY] } },
    byHand: (stack) => Object.assign(roleOf(stack), { trustPolicy: roleOf(stack).trustPolicy.replace('authenticated', 'unauthenticated') }),
  },
  {
    change: 'the permissions of a supplied role (`Arn`)',
    drift: 'does not show it',
    update: 'leaves it',
    template: { AuthenticatedRole: { Arn: ELSEWHERE } },
    byHand: (stack) => void stack.aws.roles.get('elsewhere')?.managedPolicyArns.push(POWER_USER),
  },
];

const isObject = (value: Json): value is Template => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Where the model differs from the template, by the properties that the template sets: nothing else is compared. Lists are in any order. */
function driftOf(template: Json, model: Json, path = ''): string[] {
  if (isObject(template) && isObject(model))
    return Object.keys(template).flatMap((key) => driftOf(template[key], model[key], `${path}/${key}`));
  if (!Array.isArray(template) || !Array.isArray(model)) return template === model ? [] : [path];
  const isSame = template.length === model.length && template.every((member) => model.some((other) => driftOf(member, other).length === 0));
  return isSame ? [] : [path];
}

async function afterwards({ template, byHand }: Pick<Row, 'template' | 'byHand'>) {
  const stack = new RegistryStack(newAccount());
  stack.aws.seedRole({ name: 'elsewhere' });
  expect(await stack.create(template)).toMatchObject({ ok: true });
  expect(driftOf(template, (await stack.read()).model)).toEqual([]);
  const before = stack.aws.snapshot();
  byHand(stack);
  const changed = stack.aws.snapshot();
  expect(changed).not.toEqual(before);
  const drift = driftOf(template, (await stack.read()).model);
  expect(await stack.update(template)).toMatchObject({ ok: true });
  return { drift, before, changed, after: stack.aws.snapshot() };
}

it('guide/drift.md has exactly the rows that are tried here', () => {
  const [, table = ''] = /\| The next update +\|\n\|[- |]+\|\n(.*?)\n\n/s.exec(readFileSync('guide/drift.md', 'utf8')) ?? [];
  const rows = table.split('\n').map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  expect(rows).toEqual(ROWS.map(({ change, drift, update }) => [change, drift, update]));
});

it.each(ROWS)('the read handler after a change by hand, row $#: drift detection of $change: $drift', async (row) => {
  const { drift } = await afterwards(row);
  expect(drift.length > 0).toBe(row.drift.startsWith('shows it'));
});

it.each(ROWS)('the next update after a change by hand, row $#: $change, $update', async (row) => {
  const { before, changed, after } = await afterwards(row);
  expect(after).toEqual(row.update === 'leaves it' ? changed : before);
});

it('a switch that is written into the template as off shows that somebody turned it on', async () => {
  const byHand = (stack: Stack) => void Object.assign(poolOf(stack).configuration, { AllowClassicFlow: true });
  expect((await afterwards({ template: { AllowClassicFlow: false }, byHand })).drift).toEqual(['/AllowClassicFlow']);
});

it('principal tags of another provider do not show if the template does not set PrincipalTags', async () => {
  const byHand = (stack: Stack) => {
    Object.assign(poolOf(stack).principalTags, { 'accounts.google.com': { UseDefaults: false, PrincipalTags: { a: 'sub' } } });
    // Without it nobody could sign in.
    const role = roleOf(stack);
    role.trustPolicy = role.trustPolicy.replace('"sts:AssumeRoleWithWebIdentity"', '["sts:AssumeRoleWithWebIdentity","sts:TagSession"]');
  };
  expect(await afterwards({ template: GOOGLE, byHand })).toMatchObject({ drift: [] });
});

it('a read also returns the defaults of list members that the template leaves out', async () => {
  const stack = new RegistryStack(newAccount());
  await stack.create({
    AuthenticationProviders: {
      UserPools: [{ UserPoolId: USER_POOL, UserPoolClientId: USER_POOL_CLIENT }],
      ...GOOGLE.AuthenticationProviders,
    },
    PrincipalTags: FACEBOOK_TAGS,
  });
  expect((await stack.read()).model).toMatchObject({
    AuthenticationProviders: { UserPools: [{ UserPoolId: USER_POOL, UserPoolClientId: USER_POOL_CLIENT, ServerSideTokenCheck: true }] },
    PrincipalTags: [{ ...FACEBOOK_TAGS[0], UseDefaults: false }],
  });
});

it('a read returns tags of the stack in Tags, and neither marks nor tags that begin with aws:', async () => {
  const stack = new RegistryStack(newAccount());
  const template = { Tags: [{ Key: 'team', Value: 'web' }] };
  await stack.create(template, { stackTags: { cost: '1' } });
  Object.assign(poolOf(stack).tags, { 'aws:cloudformation:stack-name': 'shop' });
  const { Tags } = (await stack.read()).model;
  expect(Tags).toEqual(expect.arrayContaining([...template.Tags, { Key: 'cost', Value: '1' }]));
  expect(Tags).toHaveLength(2);
});

describe('what naming Tags takes away', () => {
  const WEB = [{ Key: 'team', Value: 'web' }];
  const keys = (stack: Stack): string[] => Object.keys(poolOf(stack).tags).filter((key) => !key.startsWith('identity-pool-with-roles:'));

  it('nothing as long as no template names it; then each tag that is not in the template; then those that the template named', async () => {
    const stack = new RegistryStack(newAccount());
    await stack.create({});
    const marks = Object.keys(poolOf(stack).tags).length;
    expect(marks).toBeGreaterThan(0);
    Object.assign(poolOf(stack).tags, { theirs: 'true', 'aws:cloudformation:stack-name': 'shop' });
    await stack.update({ AllowClassicFlow: true });
    expect(keys(stack).sort()).toEqual(['aws:cloudformation:stack-name', 'theirs']);
    await stack.update({ Tags: WEB }, { from: { AllowClassicFlow: true } });
    expect(keys(stack).sort()).toEqual(['aws:cloudformation:stack-name', 'team']);
    Object.assign(poolOf(stack).tags, { later: 'true' });
    await stack.update({}, { from: { Tags: WEB } });
    expect(keys(stack)).not.toContain('team');
    expect(keys(stack)).toContain('aws:cloudformation:stack-name');
    expect(Object.keys(poolOf(stack).tags).length - keys(stack).length).toBe(marks);
  });
});
