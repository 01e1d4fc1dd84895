import { DOORS, newAccount, type Stack } from './cloudformation';
import { ACCOUNT_ID, BOUNDARY, DOCUMENT, ELSEWHERE, guidOf, OTHER_DOCUMENT, POWER_USER, READ_ONLY } from './fixtures';

const FULL = {
  RoleName: 'shop-signed-in',
  Path: '/identity-pools/shop/',
  Description: 'Customers',
  MaxSessionDuration: 7200,
  ManagedPolicyArns: [READ_ONLY],
  Policies: [{ PolicyName: 'p', PolicyDocument: DOCUMENT }],
  PermissionsBoundary: BOUNDARY,
};

const rolesOf = (stack: Stack) => Object.values(stack.aws.snapshot().roles);
const created = (stack: Stack, part: string) => rolesOf(stack).find((role) => role.tags['identity-pool-with-roles:part'] === part);
const assigned = (stack: Stack): object => Object.values(stack.aws.snapshot().pools)[0]?.roles ?? {};
const trustPolicy = (poolId: string | undefined, amr: string, principal = 'cognito-identity.amazonaws.com'): object => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: principal },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { [`${principal}:aud`]: poolId }, 'ForAnyValue:StringLike': { [`${principal}:amr`]: amr } },
    },
  ],
});

describe.each(DOORS)('created roles, through %s', (_door, open) => {
  it.each([
    ['us-east-1', 'aws', 'cognito-identity.amazonaws.com'],
    ['us-gov-west-1', 'aws-us-gov', 'cognito-identity-us-gov.amazonaws.com'],
    ['us-gov-east-1', 'aws-us-gov', 'cognito-identity.us-gov-east-1.amazonaws.com'],
  ])('each created role trusts this pool and its own kind of identity alone, in %s', async (region, partition, principal) => {
    const stack = open(newAccount({ region, partition }));
    const { id } = await stack.create({ AllowUnauthenticatedIdentities: true });
    expect(created(stack, 'authenticated')?.trustPolicy).toEqual(trustPolicy(id, 'authenticated', principal));
    expect(created(stack, 'unauthenticated')?.trustPolicy).toEqual(trustPolicy(id, 'unauthenticated', principal));
    const written = stack.aws.calls.flatMap(({ input }) => (input['AssumeRolePolicyDocument'] as string | undefined) ?? []);
    expect(written.map((text) => JSON.parse(text) as unknown)).toEqual(
      ['authenticated', 'unauthenticated'].map((amr) => trustPolicy(id, amr, principal)),
    );
    expect(rolesOf(stack).every(({ arn }) => arn.startsWith(`arn:${partition}:iam::${ACCOUNT_ID}:role/`))).toBe(true);
  });

  it('created roles take every setting, and an update without a change writes nothing', async () => {
    const stack = open();
    await stack.create({ AuthenticatedRole: FULL });
    expect(created(stack, 'authenticated')).toMatchObject({
      name: 'shop-signed-in',
      path: `/identity-pools/shop/${guidOf(stack)}/`,
      description: 'Customers',
      maxSessionDuration: 7200,
      managedPolicyArns: [READ_ONLY],
      inlinePolicies: { p: DOCUMENT },
      permissionsBoundary: BOUNDARY,
    });
    expect((await stack.read()).model['AuthenticatedRole']).toEqual(FULL);
    stack.aws.resetCalls();
    await stack.update({ AuthenticatedRole: { ...FULL, Policies: [{ PolicyName: 'p', PolicyDocument: JSON.stringify(DOCUMENT) }] } });
    expect(stack.aws.writes).toEqual([]);
  });

  it.each<[string, object, object, string[]]>([
    ['the description', { Description: 'Buyers' }, { description: 'Buyers' }, ['UpdateRole']],
    ['the longest session', { MaxSessionDuration: 3600 }, { maxSessionDuration: 3600 }, ['UpdateRole']],
    [
      'a managed policy',
      { ManagedPolicyArns: [POWER_USER] },
      { managedPolicyArns: [POWER_USER] },
      ['DetachRolePolicy', 'AttachRolePolicy'],
    ],
    [
      'a document',
      { Policies: [{ PolicyName: 'p', PolicyDocument: OTHER_DOCUMENT }] },
      { inlinePolicies: { p: OTHER_DOCUMENT } },
      ['PutRolePolicy'],
    ],
    [
      'a policy’s name',
      { Policies: [{ PolicyName: 'q', PolicyDocument: DOCUMENT }] },
      { inlinePolicies: { q: DOCUMENT } },
      ['DeleteRolePolicy', 'PutRolePolicy'],
    ],
    ['the boundary', { PermissionsBoundary: `${BOUNDARY}-2` }, { permissionsBoundary: `${BOUNDARY}-2` }, ['PutRolePermissionsBoundary']],
  ])('a created role changes in place by %s, and back by its removal', async (_what, change, expected, calls) => {
    const stack = open();
    await stack.create({ AuthenticatedRole: FULL });
    const before = created(stack, 'authenticated');
    stack.aws.resetCalls();
    await stack.update({ AuthenticatedRole: { ...FULL, ...change } });
    expect(stack.aws.writes.map(({ operation }) => operation)).toEqual(calls);
    expect(created(stack, 'authenticated')).toEqual({ ...before, ...expected });
    await stack.update({ AuthenticatedRole: FULL });
    expect(created(stack, 'authenticated')).toEqual(before);
  });

  it('a created role loses what the template stops naming, and nothing that others added', async () => {
    const stack = open();
    await stack.create({ AuthenticatedRole: FULL });
    const role = stack.aws.roles.get('shop-signed-in');
    role?.managedPolicyArns.push(POWER_USER);
    Object.assign(role?.inlinePolicies ?? {}, { theirs: JSON.stringify(OTHER_DOCUMENT) });
    const { RoleName, Path } = FULL;
    await stack.update({ AuthenticatedRole: { RoleName, Path } });
    expect(created(stack, 'authenticated')).toMatchObject({
      description: `Default authenticated role of identity pool ${String(stack.id)}`,
      maxSessionDuration: 3600,
      managedPolicyArns: [POWER_USER],
      inlinePolicies: { theirs: OTHER_DOCUMENT },
    });
    expect(created(stack, 'authenticated')).not.toHaveProperty('permissionsBoundary');
  });

  it.each<[string, object]>([
    ['another name', { ...FULL, RoleName: 'shop-buyers' }],
    ['another path', { ...FULL, Path: '/identity-pools/buyers/' }],
    ['a generated name', { Path: FULL.Path }],
    ['the root path', { RoleName: FULL.RoleName }],
    ['a name in other letters', { ...FULL, RoleName: 'Shop-Signed-In' }],
  ])('%s makes a new role and deletes the old one with all that is attached to it', async (_what, AuthenticatedRole) => {
    const stack = open();
    await stack.create({ AuthenticatedRole: FULL });
    const old = created(stack, 'authenticated');
    stack.aws.roles.get('shop-signed-in')?.managedPolicyArns.push(POWER_USER);
    expect(await stack.update({ AuthenticatedRole })).toMatchObject({ ok: true });
    const now = created(stack, 'authenticated');
    expect(now?.id).not.toBe(old?.id);
    expect(assigned(stack)).toMatchObject({ authenticated: now?.arn });
    expect(rolesOf(stack)).toHaveLength(2);
    expect((await stack.read()).model['AuthenticatedRole']).toMatchObject(AuthenticatedRole);
  });

  it.each(['authenticated', 'unauthenticated'] as const)(
    'the default role of the %s becomes supplied, none, and created again',
    async (part) => {
      const name = part === 'authenticated' ? 'AuthenticatedRole' : 'UnauthenticatedRole';
      const stack = open();
      stack.aws.seedRole({ name: 'elsewhere' });
      const theirs = stack.aws.snapshot().roles['elsewhere'];
      await stack.create({});
      await stack.update({ [name]: { Arn: ELSEWHERE } });
      expect(created(stack, part)).toBeUndefined();
      expect(assigned(stack)).toMatchObject({ [part]: ELSEWHERE });
      await stack.update({ [name]: { Create: false } });
      expect(assigned(stack)).not.toHaveProperty(part);
      expect((await stack.read()).model[name]).toEqual({ Create: false });
      await stack.update({});
      expect(assigned(stack)).toMatchObject({ [part]: created(stack, part)?.arn });
      expect(stack.aws.snapshot().roles['elsewhere']).toEqual(theirs);
      expect(stack.aws.writes.filter(({ input }) => input['RoleName'] === 'elsewhere')).toEqual([]);
    },
  );

  it('a create fails if its RoleName belongs to something else, and leaves that role unchanged', async () => {
    const stack = open();
    stack.aws.seedRole({ name: 'shop-signed-in' });
    const before = stack.aws.snapshot();
    const reply = await stack.create({ AuthenticatedRole: FULL });
    expect(reply).toMatchObject({ ok: false, code: 'AlreadyExists' });
    expect(reply.message).toMatch(
      /^Creating role shop-signed-in failed\. AWS said EntityAlreadyExistsException: .* Choose another RoleName, or use the role as it is: give its ARN as Arn\.$/,
    );
    expect(stack.aws.snapshot()).toEqual(before);
  });

  it('a delete deletes created roles whatever is attached to them, also if one is gone already', async () => {
    const account = newAccount({ quotas: { pageSize: 1 } });
    const before = account.aws.snapshot();
    const stack = open(account);
    await stack.create({ AuthenticatedRole: FULL });
    const role = account.aws.roles.get('shop-signed-in');
    role?.managedPolicyArns.push(POWER_USER, `${BOUNDARY}-2`);
    Object.assign(role?.inlinePolicies ?? {}, { a: JSON.stringify(DOCUMENT), b: JSON.stringify(DOCUMENT) });
    role?.instanceProfiles.push('theirs', 'and-theirs');
    account.aws.roles.delete(created(stack, 'unauthenticated')?.name ?? '');
    expect(await stack.delete()).toMatchObject({ ok: true });
    expect(account.aws.snapshot()).toEqual(before);
  });

  it('the next update restores created roles that somebody changed', async () => {
    const stack = open();
    const { id } = await stack.create({ AuthenticatedRole: FULL });
    const before = stack.aws.snapshot();
    const role = stack.aws.roles.get('shop-signed-in');
    if (role) {
      role.trustPolicy = JSON.stringify({ ...trustPolicy(id, 'unauthenticated') });
      role.maxSessionDuration = 43_200;
      role.inlinePolicies = { p: JSON.stringify(OTHER_DOCUMENT) };
      role.managedPolicyArns = [];
    }
    stack.aws.roles.delete(created(stack, 'unauthenticated')?.name ?? '');
    expect((await stack.read()).model).toMatchObject({
      AuthenticatedRole: { MaxSessionDuration: 43_200, Policies: [{ PolicyName: 'p', PolicyDocument: OTHER_DOCUMENT }] },
      UnauthenticatedRole: { Arn: (assigned(stack) as { unauthenticated: string }).unauthenticated },
    });
    expect(await stack.update({ AuthenticatedRole: FULL })).toMatchObject({ ok: true });
    const after = stack.aws.snapshot();
    const made = created(stack, 'unauthenticated');
    expect(after).toEqual({ ...before, roles: { ...before.roles, [made?.name ?? '']: made } });
  });
});

describe.each(DOORS)('a refused role, through %s', (_door, open) => {
  it('a create waits while Cognito refuses a new role', async () => {
    const stack = open();
    stack.aws.refuseNewRoles(2);
    const start = stack.clock.now();
    expect(await stack.create({})).toMatchObject({ ok: true });
    expect(stack.clock.now() - start).toBeGreaterThanOrEqual(2_000);
  });

  it('a create ends within about a minute if its role is never accepted, and names the permission', async () => {
    const stack = open();
    stack.aws.refuseNewRoles(Infinity);
    const start = stack.clock.now();
    const reply = await stack.create({});
    expect(reply).toMatchObject({ ok: false, code: 'AccessDenied' });
    expect(reply.message).toMatch(
      /^Setting the roles of identity pool .* failed\. AWS said NotAuthorizedException: .* Grant iam:PassRole on that role/,
    );
    expect(stack.clock.now() - start).toBeLessThan(90_000);
    expect(stack.aws.snapshot()).toEqual(newAccount().aws.snapshot());
  });

  it('a refused supplied role and a plain denial are reported at once', async () => {
    for (const name of ['NotAuthorizedException', 'AccessDeniedException']) {
      const stack = open();
      stack.aws.fail({
        operation: 'SetIdentityPoolRoles',
        times: Infinity,
        error: { name, message: `Access to Role '${ELSEWHERE}' is forbidden.` },
      });
      const start = stack.clock.now();
      // A clean-up by the id alone waits for roles that IAM may still hide.
      const template = { AuthenticatedRole: { Arn: ELSEWHERE }, UnauthenticatedRole: { Create: false } };
      const reply = await stack.create(template, { noRollback: true });
      expect(reply).toMatchObject({ ok: false, code: 'AccessDenied' });
      expect(stack.clock.now()).toBe(start);
    }
  });

  it('a call that meets another change of the pool is tried again', async () => {
    const stack = open();
    await stack.create({});
    stack.aws.fail({ operation: 'UpdateIdentityPool', times: 2, error: { name: 'ConcurrentModificationException' } });
    expect(await stack.update({ AllowClassicFlow: true })).toMatchObject({ ok: true });
  });
});

describe.each(DOORS)('the ids of the default roles, through %s', (_door, open) => {
  const idsIn = ({ AuthenticatedRoleId, UnauthenticatedRoleId }: Readonly<Record<string, unknown>>) => [
    AuthenticatedRoleId,
    UnauthenticatedRoleId,
  ];
  const idOf = (stack: Stack, name: unknown): string | undefined => stack.aws.roles.get(String(name))?.id;

  it('the ids of created roles are attributes of a create, an update and READ', async () => {
    const stack = open();
    const created = await stack.create({});
    const ids = [idOf(stack, created.model['AuthenticatedRoleName']), idOf(stack, created.model['UnauthenticatedRoleName'])];
    expect(ids).toEqual([expect.stringMatching(/^AROA[A-Z0-9]{17}$/), expect.stringMatching(/^AROA[A-Z0-9]{17}$/)]);
    const updated = await stack.update({ AllowClassicFlow: true });
    expect([created.model, updated.model, (await stack.read()).model].map(idsIn)).toEqual([ids, ids, ids]);
  });

  it('the ids of supplied roles are attributes too, and a role made again has another id', async () => {
    const account = newAccount();
    const { arn, id } = account.aws.seedRole({ name: 'theirs', path: '/app/' });
    const stack = open(account);
    const created = await stack.create({ AuthenticatedRole: { Arn: arn } });
    expect(created.model['AuthenticatedRoleId']).toBe(id);
    expect((await stack.read()).model['AuthenticatedRoleId']).toBe(id);
    const moved = await stack.update({ UnauthenticatedRole: { Arn: arn } });
    expect(idsIn(moved.model)).toEqual([idOf(stack, moved.model['AuthenticatedRoleName']), id]);
  });

  it('the id of a supplied role that may not be read is left out, and nothing fails because of it', async () => {
    const account = newAccount();
    const { arn } = account.aws.seedRole({ name: 'theirs' });
    account.aws.fail({
      operation: 'GetRole',
      when: ({ RoleName }) => RoleName === 'theirs',
      times: 100,
      error: { name: 'AccessDenied', message: 'not allowed' },
    });
    const stack = open(account);
    const created = await stack.create({ AuthenticatedRole: { Arn: arn }, UnauthenticatedRole: { Create: false } });
    expect(created).toMatchObject({ ok: true, model: { AuthenticatedRoleArn: arn, AuthenticatedRoleName: 'theirs' } });
    expect(created.model).not.toHaveProperty('AuthenticatedRoleId');
    expect((await stack.read()).model).not.toHaveProperty('AuthenticatedRoleId');
  });
});
