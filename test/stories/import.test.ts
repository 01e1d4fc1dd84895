import { newAccount, RegistryStack } from './cloudformation';
import { arnOfRole, USER_POOL, USER_POOL_CLIENT, USER_POOL_PROVIDER } from './fixtures';

const GOOGLE = { 'accounts.google.com': 'google-client' };
const CLIENT = {
  ProviderName: USER_POOL_PROVIDER,
  ClientId: USER_POOL_CLIENT,
  ServerSideTokenCheck: false,
};
const RULES = {
  Type: 'Rules' as const,
  AmbiguousRoleResolution: 'Deny' as const,
  RulesConfiguration: { Rules: [{ Claim: 'sub', MatchType: 'Equals' as const, Value: 'x', RoleARN: arnOfRole('theirs') }] },
};

/** Seeds a pool that something else made, imports it with the template that describes it, and updates it with the same. */
const importPool = async (seed: Parameters<RegistryStack['aws']['seedPool']>[0]) => {
  const account = newAccount();
  account.aws.seedRole({ name: 'theirs' });
  const pool = account.aws.seedPool(seed);
  const before = account.aws.snapshot();
  const stack = new RegistryStack(account);
  const template = await stack.import(pool.configuration.IdentityPoolId);
  account.aws.resetCalls();
  const updated = await stack.update(template);
  return { stack, template, updated, before };
};

describe('an import of an identity pool that something else created', () => {
  it.each<[string, Parameters<RegistryStack['aws']['seedPool']>[0], object]>([
    [
      'no roles, and a classic flow that was never set',
      { IdentityPoolName: 'theirs', AllowUnauthenticatedIdentities: true },
      {
        IdentityPoolName: 'theirs',
        AllowUnauthenticatedIdentities: true,
        AuthenticatedRole: { Create: false },
        UnauthenticatedRole: { Create: false },
      },
    ],
    [
      'one role, which counts as supplied',
      { IdentityPoolName: 'theirs', AllowClassicFlow: true, roles: { authenticated: arnOfRole('theirs') } },
      {
        IdentityPoolName: 'theirs',
        AllowUnauthenticatedIdentities: false,
        AllowClassicFlow: true,
        AuthenticatedRole: { Arn: arnOfRole('theirs') },
        UnauthenticatedRole: { Create: false },
      },
    ],
    [
      'a role that no longer exists',
      { IdentityPoolName: 'theirs', AllowClassicFlow: false, roles: { unauthenticated: arnOfRole('gone') } },
      {
        IdentityPoolName: 'theirs',
        AllowUnauthenticatedIdentities: false,
        AllowClassicFlow: false,
        AuthenticatedRole: { Create: false },
        UnauthenticatedRole: { Arn: arnOfRole('gone') },
      },
    ],
    [
      'mappings, principal tags and tags from elsewhere',
      {
        IdentityPoolName: 'theirs',
        AllowClassicFlow: false,
        SupportedLoginProviders: GOOGLE,
        CognitoIdentityProviders: [CLIENT],
        roleMappings: { 'accounts.google.com': RULES },
        principalTags: { [USER_POOL_PROVIDER]: { UseDefaults: true, PrincipalTags: {} } },
        tags: { team: 'a' },
      },
      {
        IdentityPoolName: 'theirs',
        AllowUnauthenticatedIdentities: false,
        AllowClassicFlow: false,
        AuthenticationProviders: {
          UserPools: [{ UserPoolId: USER_POOL, UserPoolClientId: USER_POOL_CLIENT, ServerSideTokenCheck: false }],
          Google: { ClientId: 'google-client' },
        },
        AuthenticatedRole: { Create: false },
        UnauthenticatedRole: { Create: false },
        RoleMappings: [
          {
            IdentityProvider: { LoginProvider: 'Google' },
            Type: 'Rules',
            AmbiguousRoleResolution: 'Deny',
            Rules: [{ Claim: 'sub', MatchType: 'Equals', Value: 'x', RoleArn: arnOfRole('theirs') }],
          },
        ],
        PrincipalTags: [{ IdentityProvider: { UserPool: { UserPoolId: USER_POOL } }, UseDefaults: true }],
        Tags: [{ Key: 'team', Value: 'a' }],
      },
    ],
    [
      'a retired provider, with a mapping of its own',
      {
        IdentityPoolName: 'theirs',
        AllowClassicFlow: false,
        SupportedLoginProviders: { 'www.digits.com': 'digits-key' },
        roleMappings: { 'www.digits.com': { Type: 'Token', AmbiguousRoleResolution: 'Deny' } },
      },
      {
        IdentityPoolName: 'theirs',
        AllowUnauthenticatedIdentities: false,
        AllowClassicFlow: false,
        AuthenticatedRole: { Create: false },
        UnauthenticatedRole: { Create: false },
        RoleMappings: [{ IdentityProvider: { ProviderName: 'www.digits.com' }, Type: 'Token', AmbiguousRoleResolution: 'Deny' }],
      },
    ],
  ])('a pool with %s is read whole, and an update without a change writes nothing', async (_case, seed, template) => {
    const imported = await importPool(seed);
    expect(imported.template).toEqual(template);
    expect(imported.updated).toMatchObject({ ok: true });
    expect(imported.stack.aws.writes).toEqual([]);
    expect(imported.stack.aws.snapshot()).toEqual(imported.before);
  });

  it('an imported pool keeps what no template names, and its roles outlive a delete', async () => {
    const { stack, before } = await importPool({
      IdentityPoolName: 'theirs',
      SupportedLoginProviders: { 'www.digits.com': 'digits-key', ...GOOGLE },
      roles: { authenticated: arnOfRole('theirs') },
    });
    await stack.update({ AuthenticationProviders: { Facebook: { AppId: 'facebook-app' } } }, { from: {} });
    const pool = Object.values(stack.aws.snapshot().pools)[0];
    expect(pool?.configuration).toMatchObject({
      SupportedLoginProviders: { 'www.digits.com': 'digits-key', ...GOOGLE, 'graph.facebook.com': 'facebook-app' },
    });
    expect(pool?.roles).toEqual({ authenticated: arnOfRole('theirs') });
    expect(await stack.delete()).toMatchObject({ ok: true });
    expect(stack.aws.snapshot()).toEqual({ ...before, pools: {} });
  });
});
