import { UntagResourceCommand } from '@aws-sdk/client-cognito-identity';
import schema from '../../schema.json';
import { CustomResourceStack, DOORS, newAccount, RegistryStack, STACK_ID, LOGICAL_ID, type Account, type Stack } from './cloudformation';
import { allow, arnOfRole, READ_ONLY, USER_POOL, USER_POOL_CLIENT, USER_POOL_PROVIDER } from './fixtures';

const MARKS = {
  'identity-pool-with-roles:stack': STACK_ID,
  'identity-pool-with-roles:logical-id': LOGICAL_ID,
  'identity-pool-with-roles:adopted': 'true',
};
const OTHER_STACK = 'arn:aws:cloudformation:us-east-1:123456789012:stack/former/0f1e2d3c-2222-4000-8000-0123456789ab';
/** As on a pool that this type made for another stack. */
const ANOTHERS = {
  'identity-pool-with-roles:request': '0123456789abcdef0123456789abcdef',
  'identity-pool-with-roles:stack': OTHER_STACK,
  'identity-pool-with-roles:logical-id': 'Pool',
};
const GOOGLE = { Google: { ClientId: 'google-client' } };
const SIGNED_IN = arnOfRole('theirs/signed-in');
const GUESTS = arnOfRole('theirs/guests');

interface Theirs {
  readonly account: Account;
  readonly poolId: string;
  /** The template that describes the pool as it is. */
  readonly described: Record<string, unknown>;
}

/** A pool with two roles that somebody made by hand. Nobody ever set its classic flow. */
function theirs(): Theirs {
  const account = newAccount();
  account.aws.seedRole({ name: 'signed-in', path: '/theirs/', inlinePolicies: { own: allow('s3:GetObject') } });
  account.aws.seedRole({ name: 'guests', path: '/theirs/' });
  const { configuration } = account.aws.seedPool({
    IdentityPoolName: 'theirs',
    AllowUnauthenticatedIdentities: true,
    SupportedLoginProviders: { 'accounts.google.com': 'google-client', 'www.amazon.com': 'amzn1.application.0000' },
    CognitoIdentityProviders: [{ ProviderName: USER_POOL_PROVIDER, ClientId: USER_POOL_CLIENT, ServerSideTokenCheck: true }],
    roles: { authenticated: SIGNED_IN, unauthenticated: GUESTS },
    roleMappings: { 'accounts.google.com': { Type: 'Token', AmbiguousRoleResolution: 'Deny' } },
    principalTags: { [USER_POOL_PROVIDER]: { UseDefaults: true, PrincipalTags: {} } },
    tags: { team: 'a' },
  });
  const poolId = configuration.IdentityPoolId;
  const UserPool = { UserPoolId: USER_POOL };
  const described = {
    AdoptIdentityPoolId: poolId,
    IdentityPoolName: 'theirs',
    AllowUnauthenticatedIdentities: true,
    AuthenticationProviders: {
      UserPools: [{ ...UserPool, UserPoolClientId: USER_POOL_CLIENT }],
      Amazon: { AppId: 'amzn1.application.0000' },
      ...GOOGLE,
    },
    AuthenticatedRole: { Arn: SIGNED_IN },
    UnauthenticatedRole: { Arn: GUESTS },
    RoleMappings: [{ IdentityProvider: { LoginProvider: 'Google' }, Type: 'Token' }],
    PrincipalTags: [{ IdentityProvider: { UserPool }, UseDefaults: true }],
    Tags: [{ Key: 'team', Value: 'a' }],
  };
  return { account, poolId, described };
}

const poolIn = (stack: Stack) => Object.values(stack.aws.snapshot().pools)[0];

/** The same account, but for the marks on its one pool. */
const marked = (before: ReturnType<Stack['aws']['snapshot']>, marks: object): object => ({
  ...before,
  pools: Object.fromEntries(Object.entries(before.pools).map(([id, pool]) => [id, { ...pool, tags: { ...pool.tags, ...marks } }])),
});

const attributesIn = (model: object): object =>
  Object.fromEntries(Object.entries(model).filter(([name]) => schema.readOnlyProperties.includes(`/properties/${name}`)));

const without = (template: Record<string, unknown>, ...names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(template).filter(([name]) => !names.includes(name)));

describe.each(DOORS)('a pool that exists, adopted through %s', (_door, open) => {
  it('a pool that the template describes as it is is adopted, and nothing is written but the marks', async () => {
    const { account, poolId, described } = theirs();
    const before = account.aws.snapshot();
    const stack = open(account);
    const created = await stack.create(described);
    expect(created).toMatchObject({ ok: true, id: poolId });
    expect(created.model).toMatchObject({
      IdentityPoolId: poolId,
      Name: 'theirs',
      AuthenticatedRoleArn: SIGNED_IN,
      AuthenticatedRoleName: 'signed-in',
      AuthenticatedRoleId: before.roles['signed-in']?.id,
      UnauthenticatedRoleId: before.roles['guests']?.id,
      UserPoolClientIds: [USER_POOL_CLIENT],
    });
    expect(stack.aws.writes.map(({ operation }) => operation)).toEqual(['TagResource']);
    expect(account.aws.snapshot()).toEqual(marked(before, MARKS));
  });

  it('a template that names nothing but the pool adopts it as it is', async () => {
    const { account, poolId } = theirs();
    const before = account.aws.snapshot();
    const stack = open(account);
    expect(await stack.create({ AdoptIdentityPoolId: poolId, AllowUnauthenticatedIdentities: true })).toMatchObject({ ok: true });
    expect(account.aws.snapshot()).toEqual(marked(before, MARKS));
  });

  it('what READ says of an adopted pool is the template, and an update with it writes nothing', async () => {
    const { account, described } = theirs();
    const stack = open(account);
    await stack.create(described);
    const { model } = await stack.read();
    expect(model).toMatchObject({ ...described, RoleMappings: [{ IdentityProvider: { LoginProvider: 'Google' }, Type: 'Token' }] });
    expect(model).not.toHaveProperty('AllowClassicFlow');
    stack.aws.resetCalls();
    expect(await stack.update(described)).toMatchObject({ ok: true });
    expect(stack.aws.writes).toEqual([]);
  });

  it('all differences between the template and the pool are refused at once, and nothing is written', async () => {
    const { account, poolId } = theirs();
    const before = account.aws.snapshot();
    const stack = open(account);
    const reply = await stack.create({
      AdoptIdentityPoolId: poolId,
      IdentityPoolName: 'ours',
      AllowClassicFlow: true,
      AuthenticationProviders: {
        UserPools: [{ UserPoolId: USER_POOL, UserPoolClientId: 'another' }],
        Google: { ClientId: 'another' },
        Facebook: { AppId: '1' },
        Twitter: { ConsumerKey: 'key', ConsumerSecret: 'planted-consumer-secret' },
        SamlProviderArns: ['arn:aws:iam::123456789012:saml-provider/corporate'],
        DeveloperProviderName: 'login.example.com',
      },
      AuthenticatedRole: {},
      UnauthenticatedRole: { Create: false },
      MappedRoles: [{ Name: 'Admin' }],
      RoleMappings: [{ IdentityProvider: { LoginProvider: 'Google' }, Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' }],
      PrincipalTags: [{ IdentityProvider: { UserPool: { UserPoolId: USER_POOL } }, Tags: { tenant: 'sub' } }],
      Tags: [{ Key: 'team', Value: 'b' }],
    });
    expect(reply).toMatchObject({ ok: false, code: 'InvalidRequest' });
    expect(reply.message.split(/ (?=\(\d+\) )/)).toEqual([
      `AdoptIdentityPoolId: the template differs from identity pool ${poolId} in 14 places. Nothing was changed. Describe the pool as it is, and change it with the next update.`,
      '(1) IdentityPoolName: is "ours" in the template, and "theirs" on the pool.',
      '(2) AllowClassicFlow: is true in the template, and not set on the pool.',
      '(3) AuthenticationProviders.UserPools: is ["cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE01:another"] in the template, and ["cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE01:exampleclient01"] on the pool.',
      '(4) AuthenticationProviders.SamlProviderArns: is ["arn:aws:iam::123456789012:saml-provider/corporate"] in the template, and [] on the pool.',
      '(5) AuthenticationProviders.DeveloperProviderName: is "login.example.com" in the template, and not set on the pool.',
      '(6) AuthenticationProviders.Facebook: is "1" in the template, and not set on the pool.',
      '(7) AuthenticationProviders.Google: is "another" in the template, and "google-client" on the pool.',
      '(8) AuthenticationProviders.Twitter: differs from what the pool has (not shown).',
      '(9) Tags: is [{"Key":"team","Value":"b"}] in the template, and [{"Key":"team","Value":"a"}] on the pool.',
      '(10) UnauthenticatedRole: is not set in the template, and "arn:aws:iam::123456789012:role/theirs/guests" on the pool.',
      '(11) RoleMappings (accounts.google.com): is {"Type":"Token","AmbiguousRoleResolution":"AuthenticatedRole"} in the template, and {"Type":"Token","AmbiguousRoleResolution":"Deny"} on the pool.',
      '(12) PrincipalTags (cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE01): is {"UseDefaults":false,"Tags":{"tenant":"sub"}} in the template, and {"UseDefaults":true,"Tags":{}} on the pool.',
      '(13) AuthenticatedRole: would create the role shop-prod-Identities-Authenticated-7dbce7a82d. The pool has another: give Arn: arn:aws:iam::123456789012:role/theirs/signed-in.',
      '(14) MappedRoles (Admin): would create the role shop-prod-Identities-Admin-53bc73f266. The pool has no such role: add it with the next update.',
    ]);
    expect(stack.aws.writes).toEqual([]);
    expect(account.aws.snapshot()).toEqual(before);
  });

  it('after its adoption a pool is updated as any other, and settings that no template names stay', async () => {
    const { account, described } = theirs();
    const stack = open(account);
    const minimal = without(described, 'RoleMappings', 'PrincipalTags', 'UnauthenticatedRole', 'Tags', 'IdentityPoolName');
    await stack.create(minimal);
    const adopted = poolIn(stack);
    const UserPools = [{ UserPoolId: USER_POOL, UserPoolClientId: USER_POOL_CLIENT, ServerSideTokenCheck: false }];
    const changed = {
      ...minimal,
      IdentityPoolName: 'renamed',
      AuthenticationProviders: { UserPools, ...GOOGLE, Facebook: { AppId: '1' } },
    };
    expect(await stack.update({ ...changed, RoleMappings: described['RoleMappings'] })).toMatchObject({ ok: true });
    expect(poolIn(stack)).toEqual({
      ...adopted,
      configuration: {
        ...adopted?.configuration,
        IdentityPoolName: 'renamed',
        SupportedLoginProviders: { 'accounts.google.com': 'google-client', 'graph.facebook.com': '1' },
        CognitoIdentityProviders: [{ ProviderName: USER_POOL_PROVIDER, ClientId: USER_POOL_CLIENT, ServerSideTokenCheck: false }],
      },
    });
    // Unset is not off: an update that does not name it sends nothing.
    expect(poolIn(stack)?.configuration).not.toHaveProperty('AllowClassicFlow');
    expect(stack.aws.snapshot().roles).toEqual(theirs().account.aws.snapshot().roles);
  });

  it('while the property stands, a delete releases the pool: the marks go, and nothing else does', async () => {
    const { account, described } = theirs();
    const before = account.aws.snapshot();
    const stack = open(account);
    await stack.create(described);
    stack.aws.resetCalls();
    expect(await stack.delete()).toMatchObject({ ok: true });
    expect(stack.aws.writes.map(({ operation }) => operation)).toEqual(['UntagResource']);
    expect(account.aws.snapshot()).toEqual(before);
  });

  it('a released pool can be adopted by any stack', async () => {
    const { account, described } = theirs();
    const stack = open(account);
    await stack.create(described);
    await stack.delete();
    expect(await open(account).create(described)).toMatchObject({ ok: true });
  });

  it('once an update takes the property out, the pool is the resource’s own, and a delete deletes it without its roles', async () => {
    const { account, described } = theirs();
    const before = account.aws.snapshot();
    const stack = open(account);
    await stack.create(described);
    const { 'identity-pool-with-roles:adopted': _adopted, ...owned } = MARKS;
    expect(await stack.update(without(described, 'AdoptIdentityPoolId'))).toMatchObject({ ok: true });
    expect(account.aws.snapshot()).toEqual(marked(before, owned));
    expect((await stack.read()).model).not.toHaveProperty('AdoptIdentityPoolId');
    expect(await stack.delete()).toMatchObject({ ok: true });
    expect(account.aws.snapshot()).toEqual({ ...before, pools: {} });
  });

  it('a delete is done although somebody deleted the adopted pool meanwhile', async () => {
    const { account, poolId, described } = theirs();
    const stack = open(account);
    expect(await stack.create(described)).toMatchObject({ ok: true });
    account.aws.pools.delete(poolId);
    // The registry's delete has the id alone; CloudFormation takes NotFound for deleted.
    const answer = stack instanceof CustomResourceStack ? { ok: true } : { ok: false, code: 'NotFound' };
    expect(await stack.delete()).toMatchObject(answer);
    if (stack instanceof CustomResourceStack)
      expect(stack.transcript.join('\n')).toContain(`releasing ${poolId}, which this resource adopted: the pool and its roles stay`);
  });

  it('an update that fails after it took the property out is rolled back to an adopted pool, which a delete releases', async () => {
    const { account, described } = theirs();
    const before = account.aws.snapshot();
    const stack = open(account);
    await stack.create(described);
    stack.aws.fail({ operation: 'UntagResource', error: { name: 'InvalidParameterException', message: 'injected' } });
    expect(await stack.update(without(described, 'AdoptIdentityPoolId'))).toMatchObject({ ok: false });
    expect(account.aws.snapshot()).toEqual(marked(before, MARKS));
    expect(await stack.delete()).toMatchObject({ ok: true });
    expect(account.aws.snapshot()).toEqual(before);
  });

  it('a pool with another stack’s mark is refused with the mark and the command that takes it off', async () => {
    const { account, poolId, described } = theirs();
    Object.assign(account.aws.pools.get(poolId)?.tags ?? {}, ANOTHERS);
    const before = account.aws.snapshot();
    const reply = await open(account).create(described);
    expect([reply.code, reply.message]).toEqual([
      'AlreadyExists',
      `AdoptIdentityPoolId: identity pool ${poolId} belongs to Pool in ${OTHER_STACK}, by its marks. Nothing was changed. ` +
        'If that resource no longer exists because its stack retained the pool, take the marks off and try again: ' +
        `aws cognito-identity untag-resource --region us-east-1 --resource-arn arn:aws:cognito-identity:us-east-1:123456789012:identitypool/${poolId} ` +
        '--tag-keys identity-pool-with-roles:request identity-pool-with-roles:stack identity-pool-with-roles:logical-id',
    ]);
    expect(account.aws.snapshot()).toEqual(before);
  });

  it('a pool of this type that a stack retained is adopted after that command, and its roles count as created', async () => {
    const account = newAccount();
    account.aws.seedUserPool({ id: USER_POOL });
    const template = {
      AuthenticationProviders: { UserPools: [{ UserPoolId: USER_POOL }] },
      AuthenticatedRole: { ManagedPolicyArns: [READ_ONLY], Tags: [{ Key: 'clearance', Value: 'low' }] },
      MappedRoles: [{ Name: 'Admin' }],
      Tags: [{ Key: 'team', Value: 'a' }],
    };
    const empty = { ...account.aws.snapshot() };
    const retained = await open(account).create(template);
    const { tags = {} } = account.aws.pools.get(retained.id ?? '') ?? {};
    Object.assign(tags, ANOTHERS);
    const adopting = { ...template, AdoptIdentityPoolId: retained.id };
    const { message } = await open(account).create(adopting);
    const [, arn = '', keys = ''] = /--resource-arn (\S+) --tag-keys (.+)$/.exec(message) ?? [];
    await account.aws.clients.cognitoIdentity.send(new UntagResourceCommand({ ResourceArn: arn, TagKeys: keys.split(' ') }));
    expect(account.aws.pools.get(retained.id ?? '')?.tags).toEqual({ team: 'a' });
    const before = account.aws.snapshot();

    const stack = open(account);
    const adopted = await stack.create(adopting);
    expect(adopted).toMatchObject({ ok: true, id: retained.id });
    expect(attributesIn(adopted.model)).toEqual(attributesIn(retained.model));
    const clients = { 'identity-pool-with-roles:clients-in': USER_POOL };
    expect(account.aws.snapshot()).toEqual(marked(before, { ...MARKS, ...clients }));
    const AuthenticatedRole = { Description: 'ours again', Tags: [{ Key: 'clearance', Value: 'high' }] };
    expect(await stack.update({ ...adopting, AuthenticatedRole })).toMatchObject({ ok: true });
    const role = Object.values(account.aws.snapshot().roles).find(({ arn: each }) => each === adopted.model['AuthenticatedRoleArn']);
    expect(role).toMatchObject({ description: 'ours again', managedPolicyArns: [], tags: { clearance: 'high' } });
    // Still adopted: the roles and the app client stay with the pool.
    const others = account.aws.snapshot();
    expect(await stack.delete()).toMatchObject({ ok: true });
    expect(account.aws.snapshot()).toMatchObject({ roles: others.roles, userPools: others.userPools });
    expect(poolIn(stack)?.tags).toEqual({ team: 'a' });

    const owner = open(account);
    await owner.create({ ...adopting, AuthenticatedRole });
    await owner.update({ ...template, AuthenticatedRole });
    expect(await owner.delete()).toMatchObject({ ok: true });
    expect(account.aws.snapshot()).toEqual(empty);
  });

  it('an update that names another pool is refused, and nothing is written', async () => {
    const { account, poolId, described } = theirs();
    const other = account.aws.seedPool({ IdentityPoolName: 'other' }).configuration.IdentityPoolId;
    const stack = open(account);
    await stack.create(described);
    const before = account.aws.snapshot();
    const reply = await stack.update({ ...described, AdoptIdentityPoolId: other });
    expect([reply.ok, reply.code, reply.message]).toEqual([
      false,
      'InvalidRequest',
      `Invalid property. AdoptIdentityPoolId: ${other} is not this resource's pool, which is ${poolId}. An update cannot move a resource to another pool: give the resource another logical id, or remove the property.`,
    ]);
    expect(account.aws.snapshot()).toEqual(before);
  });

  it('a pool that does not exist cannot be adopted, and nothing is made instead', async () => {
    const { account } = theirs();
    const before = account.aws.snapshot();
    const AdoptIdentityPoolId = 'us-east-1:ffffffff-0000-4000-8000-0123456789ab';
    const reply = await open(account).create({ AdoptIdentityPoolId });
    expect([reply.code, reply.message]).toEqual([
      'InvalidRequest',
      `AdoptIdentityPoolId: there is no identity pool ${AdoptIdentityPoolId} in this account. Nothing was changed. Correct the id, or remove the property to create a pool.`,
    ]);
    expect(account.aws.snapshot()).toEqual(before);
  });

  it('an adopted pool that needs another developer provider’s name is not replaced', async () => {
    const { account, poolId, described } = theirs();
    Object.assign(account.aws.pools.get(poolId)?.configuration ?? {}, { DeveloperProviderName: 'login.theirs' });
    const stack = open(account);
    expect(await stack.create(described)).toMatchObject({ ok: true });
    const before = account.aws.snapshot();
    const providers = { ...(described['AuthenticationProviders'] as object), DeveloperProviderName: 'login.other' };
    expect(await stack.update({ ...described, AuthenticationProviders: providers })).toMatchObject({ ok: false, id: poolId });
    expect(account.aws.snapshot()).toEqual(before);
  });
});

describe('what says that a delete releases', () => {
  it('the mark alone does: a delete through the registry type has nothing but the id', async () => {
    const { account, described } = theirs();
    const before = account.aws.snapshot();
    const stack = new RegistryStack(account);
    await stack.create(described);
    expect(await stack.invoke('DELETE', { IdentityPoolId: stack.id }, undefined, {})).toMatchObject({ ok: true });
    expect(account.aws.snapshot()).toEqual(before);
  });

  it('the property alone does: the marks may be gone, and a second delivery deletes nothing', async () => {
    const { account, described } = theirs();
    const before = account.aws.snapshot();
    const stack = new CustomResourceStack(account);
    await stack.create(described);
    for (let delivery = 1; delivery <= 3; delivery += 1) {
      expect({ delivery, ...(await stack.delete()) }).toMatchObject({ delivery, ok: true });
      expect(account.aws.snapshot()).toEqual(before);
    }
  });

  it('a delete under an id that CloudFormation made up releases the pool of the property', async () => {
    const { account, described } = theirs();
    const before = account.aws.snapshot();
    const stack = new CustomResourceStack(account);
    await stack.create(described);
    expect(await stack.delete({ id: 'shop-prod-Identities-1ABCDEFGHIJKL' })).toMatchObject({ ok: true });
    expect(account.aws.snapshot()).toEqual(before);
  });

  it('a delete of a resource whose pool another stack adopted meanwhile leaves that stack’s marks', async () => {
    const { account, poolId, described } = theirs();
    const stack = new CustomResourceStack(account);
    await stack.create(described);
    Object.assign(account.aws.pools.get(poolId)?.tags ?? {}, { 'identity-pool-with-roles:stack': OTHER_STACK });
    const before = account.aws.snapshot();
    expect(await stack.delete()).toMatchObject({ ok: true });
    expect(account.aws.snapshot()).toEqual(before);
  });
});

/** Plays `act` once for each call that it makes and each way to die, and then each thing that may follow. */
async function killed(
  prepare: () => Promise<{ readonly stack: Stack; readonly theirs: Theirs }>,
  act: (stack: Stack, theirs: Theirs) => Promise<unknown>,
  follow: (stack: Stack, theirs: Theirs, at: string) => Promise<void>,
): Promise<number> {
  let points = 0;
  for (const when of ['before', 'after'] as const)
    for (let call = 1; ; call += 1) {
      const { stack, theirs: own } = await prepare();
      stack.aws.killAt(call, when);
      await act(stack, own).catch(() => undefined);
      const wasKilled = stack.aws.killed;
      stack.aws.revive();
      if (!wasKilled) break;
      points += 1;
      await follow(stack, own, `${when} call ${String(call)}`);
    }
  return points;
}

describe.each(DOORS)('killed anywhere, through %s', (_door, open) => {
  const BEFORE = theirs().account.aws.snapshot();
  const fresh = () => {
    const own = theirs();
    return Promise.resolve({ stack: open(own.account), theirs: own });
  };
  const adopted = async () => {
    const { stack, theirs: own } = await fresh();
    await stack.create(own.described);
    return { stack, theirs: own };
  };
  /** As CloudFormation deletes a resource whose create it has no answer of: through the registry it has no id to delete by. */
  const afterNoAnswer = async (stack: Stack, at: string): Promise<void> => {
    if (stack instanceof CustomResourceStack)
      expect({ at, ...(await stack.delete({ id: 'shop-prod-Identities-1ABCDEFGHIJKL' })) }).toMatchObject({ at, ok: true });
  };
  /** As CloudFormation sends a delete again: to the registry type with the context of the last call. */
  const deletedAgain = async (stack: Stack, at: string): Promise<void> =>
    expect({ at, ...(await (stack instanceof RegistryStack ? stack.goOn() : stack.delete())) }).toMatchObject({ at, ok: true });
  const withoutMarks = (stack: Stack) => {
    const now = stack.aws.snapshot();
    const tagsOf = (tags: object) =>
      Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith('identity-pool-with-roles:')));
    return { ...now, pools: Object.fromEntries(Object.entries(now.pools).map(([id, pool]) => [id, { ...pool, tags: tagsOf(pool.tags) }])) };
  };

  it('an adoption cut short is finished by its repeat, and writes nothing but the marks', async () => {
    const points = await killed(
      fresh,
      (stack, own) => stack.create(own.described, { token: 'one', noRollback: true }),
      async (stack, own, at) => {
        expect({ at, ...withoutMarks(stack) }).toEqual({ at, ...BEFORE });
        expect(await stack.create(own.described, { token: 'one', noRollback: true })).toMatchObject({ ok: true });
        expect({ at, now: stack.aws.snapshot() }).toEqual({ at, now: marked(BEFORE, MARKS) });
      },
    );
    expect(points).toBeGreaterThan(10);
  });

  it('an adoption cut short is undone by a rollback, and the pool stays', async () => {
    await killed(
      fresh,
      (stack, own) => stack.create(own.described, { token: 'one', noRollback: true }),
      async (stack, _own, at) => {
        await afterNoAnswer(stack, at);
        expect({ at, ...withoutMarks(stack) }).toEqual({ at, ...BEFORE });
        if (stack instanceof CustomResourceStack) expect({ at, now: stack.aws.snapshot() }).toEqual({ at, now: BEFORE });
      },
    );
  });

  const changed = ({ described }: Theirs) => ({
    ...described,
    IdentityPoolName: 'renamed',
    AuthenticationProviders: { ...(described['AuthenticationProviders'] as object), Facebook: { AppId: '1' } },
    UnauthenticatedRole: { Create: false },
    PrincipalTags: [{ IdentityProvider: { LoginProvider: 'Google' }, UseDefaults: true }],
    Tags: [{ Key: 'team', Value: 'b' }],
  });

  it('an update cut short is finished, or rolled back to the pool as it was, and a delete releases it in either case', async () => {
    const points = await killed(
      adopted,
      (stack, own) => stack.update(changed(own), { noRollback: true }),
      async (stack, own, at) => {
        expect(await stack.update(changed(own), { from: own.described })).toMatchObject({ ok: true });
        expect((await stack.read()).model).toMatchObject(changed(own));
        expect(await stack.update(own.described)).toMatchObject({ ok: true });
        expect({ at, now: stack.aws.snapshot() }).toEqual({ at, now: marked(BEFORE, MARKS) });
        expect(await stack.delete()).toMatchObject({ ok: true });
        expect({ at, now: stack.aws.snapshot() }).toEqual({ at, now: BEFORE });
      },
    );
    expect(points).toBeGreaterThan(10);
    await killed(
      adopted,
      (stack, own) => stack.update(changed(own), { noRollback: true }),
      async (stack, own, at) => {
        expect(await stack.update(own.described, { from: changed(own) })).toMatchObject({ ok: true });
        expect({ at, now: stack.aws.snapshot() }).toEqual({ at, now: marked(BEFORE, MARKS) });
      },
    );
  });

  it('after an update cut short, a delete releases the pool and touches no setting', async () => {
    await killed(
      adopted,
      (stack, own) => stack.update(changed(own), { noRollback: true }),
      async (stack, _own, at) => {
        const left = withoutMarks(stack);
        expect(await stack.delete()).toMatchObject({ ok: true });
        expect({ at, now: stack.aws.snapshot() }).toEqual({ at, now: left });
      },
    );
  });

  it('an update that takes the property out and is cut short is rolled back to an adopted pool', async () => {
    await killed(
      adopted,
      (stack, own) => stack.update(without(own.described, 'AdoptIdentityPoolId'), { noRollback: true }),
      async (stack, own, at) => {
        expect(await stack.update(own.described, { from: without(own.described, 'AdoptIdentityPoolId') })).toMatchObject({ ok: true });
        expect({ at, now: stack.aws.snapshot() }).toEqual({ at, now: marked(BEFORE, MARKS) });
        expect(await stack.delete()).toMatchObject({ ok: true });
        expect({ at, now: stack.aws.snapshot() }).toEqual({ at, now: BEFORE });
      },
    );
  });

  it('a release cut short is finished by its repeat, and the pool stays', async () => {
    const points = await killed(
      adopted,
      (stack) => stack.delete(),
      async (stack, _own, at) => {
        expect({ at, ...withoutMarks(stack) }).toEqual({ at, ...BEFORE });
        await deletedAgain(stack, at);
        expect({ at, now: stack.aws.snapshot() }).toEqual({ at, now: BEFORE });
      },
    );
    expect(points).toBeGreaterThan(3);
  });
});
