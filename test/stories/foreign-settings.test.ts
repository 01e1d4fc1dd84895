import type { RoleMapping } from '@aws-sdk/client-cognito-identity';
import { comparable } from './comparable';
import { DOORS, newAccount, RegistryStack, type Stack } from './cloudformation';
import { allow, BOUNDARY, ELSEWHERE, READ_ONLY, SAML, USER_POOL, USER_POOL_PROVIDER } from './fixtures';

const TOKEN: RoleMapping = { Type: 'Token', AmbiguousRoleResolution: 'Deny' };
const client = (UserPoolClientId: string): object => ({ UserPools: [{ UserPoolId: USER_POOL, UserPoolClientId }] });
const poolOf = (stack: Stack) => {
  const pool = stack.aws.pools.get(stack.id ?? '');
  if (pool === undefined) throw new Error('there is no pool');
  return pool;
};

describe.each(DOORS)('a role mapping that no template names, through %s', (_door, open) => {
  it.each<[string, object, string, object]>([
    ['the app client changes', client('one'), `${USER_POOL_PROVIDER}:one`, client('two')],
    ['a login provider goes', { Google: { ClientId: 'g' } }, 'accounts.google.com', {}],
    ['a login provider makes room for another', { Google: { ClientId: 'g' } }, 'accounts.google.com', { Facebook: { AppId: 'f' } }],
    ['a SAML provider goes', { SamlProviderArns: [SAML] }, SAML, { SamlProviderArns: [`${SAML}-2`] }],
    ['all providers go', client('one'), `${USER_POOL_PROVIDER}:one`, {}],
  ])('it goes with its provider, the log says so, and the rest stays: %s', async (_what, before, provider, after) => {
    const stack = open();
    const kept = { Amazon: { AppId: 'amzn1.application.0' } };
    await stack.create({ AuthenticationProviders: { ...before, ...kept } });
    poolOf(stack).roleMappings = { [provider]: TOKEN, 'www.amazon.com': TOKEN };
    expect(await stack.update({ AuthenticationProviders: { ...after, ...kept } })).toMatchObject({ ok: true });
    expect(poolOf(stack).roleMappings).toEqual({ 'www.amazon.com': TOKEN });
    expect(stack.transcript.join('\n')).toContain(`the role mapping of ${provider} goes with its provider`);
    // The way back, and the way on, work too.
    expect(await stack.update({ AuthenticationProviders: { ...before, ...kept } })).toMatchObject({ ok: true });
    expect(await stack.delete()).toMatchObject({ ok: true });
    expect(stack.aws.snapshot()).toEqual(newAccount().aws.snapshot());
  });

  it('principal tags of a provider that goes do not hold the update either', async () => {
    const stack = open();
    await stack.create({ AuthenticationProviders: { Google: { ClientId: 'g' } } });
    poolOf(stack).principalTags = { 'accounts.google.com': { UseDefaults: true, PrincipalTags: {} } };
    expect(await stack.update({})).toMatchObject({ ok: true });
    expect(poolOf(stack).configuration.SupportedLoginProviders).toEqual({});
  });
});

describe.each(DOORS)('the provider of a role mapping that others change on the pool, through %s', (_door, open) => {
  const mapping = { IdentityProvider: { UserPool: { UserPoolId: USER_POOL } }, Type: 'Token' };
  const addClient = (stack: Stack, ClientId: string): void => {
    const { configuration } = poolOf(stack);
    configuration.CognitoIdentityProviders = [
      ...(configuration.CognitoIdentityProviders ?? []),
      { ProviderName: USER_POOL_PROVIDER, ClientId, ServerSideTokenCheck: true },
    ];
  };
  /** A role of that name is somebody else's, so that the update fails half-way and is rolled back. */
  const failing = { MappedRoles: [{ Name: 'Taken', RoleName: 'taken' }] };
  const opened = async (): Promise<Stack> => {
    const stack = open();
    stack.aws.seedRole({ name: 'taken' });
    await stack.create({});
    addClient(stack, 'first');
    expect(await stack.update({ RoleMappings: [mapping] })).toMatchObject({ ok: true });
    return stack;
  };

  it('a second app client stops neither an update nor its way back, and the mapping stays with the first', async () => {
    const stack = await opened();
    addClient(stack, 'second');
    const mapped = { [`${USER_POOL_PROVIDER}:first`]: TOKEN };
    expect(await stack.update({ RoleMappings: [mapping], AllowClassicFlow: true })).toMatchObject({ ok: true });
    expect(poolOf(stack).roleMappings).toEqual(mapped);
    expect(await stack.update({ RoleMappings: [mapping], ...failing })).toMatchObject({ ok: false, code: 'AlreadyExists' });
    expect(poolOf(stack).roleMappings).toEqual(mapped);
    expect((await stack.read()).model['RoleMappings']).toEqual([{ ...mapping, AmbiguousRoleResolution: 'Deny' }]);
  });

  it('an app client that is gone stops neither an update nor its way back, and the log says that its mapping goes', async () => {
    const stack = await opened();
    poolOf(stack).configuration.CognitoIdentityProviders = [];
    expect(await stack.update({ RoleMappings: [mapping], ...failing })).toMatchObject({ ok: false, code: 'AlreadyExists' });
    expect(stack.transcript.join('\n')).toContain('the role mapping of RoleMappings[0].IdentityProvider goes with its provider');
    expect(await stack.update({ RoleMappings: [mapping], AllowClassicFlow: true })).toMatchObject({ ok: true });
    expect(poolOf(stack).roleMappings).toEqual({});
    addClient(stack, 'new');
    expect(await stack.update({ RoleMappings: [mapping] })).toMatchObject({ ok: true });
    expect(poolOf(stack).roleMappings).toEqual({ [`${USER_POOL_PROVIDER}:new`]: TOKEN });
  });

  it('an app client that is gone is gone although the pool has one of another user pool', async () => {
    const stack = await opened();
    poolOf(stack).configuration.CognitoIdentityProviders = [
      { ProviderName: `${USER_POOL_PROVIDER}2`, ClientId: 'other', ServerSideTokenCheck: true },
    ];
    expect(await stack.update({ RoleMappings: [mapping], AllowClassicFlow: true })).toMatchObject({ ok: true });
    expect(poolOf(stack).roleMappings).toEqual({});
  });

  it('a login provider that is gone stops neither, with its mapping and its principal tags', async () => {
    const stack = open();
    stack.aws.seedRole({ name: 'taken' });
    await stack.create({});
    poolOf(stack).configuration.SupportedLoginProviders = { 'accounts.google.com': 'g', 'graph.facebook.com': 'f' };
    const of = (LoginProvider: string) => ({ IdentityProvider: { LoginProvider } });
    const template = {
      RoleMappings: ['Google', 'Facebook'].map((name) => ({ ...of(name), Type: 'Token' })),
      PrincipalTags: ['Google', 'Facebook'].map((name) => ({ ...of(name), UseDefaults: true })),
    };
    expect(await stack.update(template)).toMatchObject({ ok: true });
    poolOf(stack).configuration.SupportedLoginProviders = { 'graph.facebook.com': 'f' };
    expect(await stack.update({ ...template, ...failing })).toMatchObject({ ok: false, code: 'AlreadyExists' });
    expect(await stack.update({ ...template, AllowClassicFlow: true })).toMatchObject({ ok: true });
    expect(poolOf(stack).roleMappings).toEqual({ 'graph.facebook.com': TOKEN });
    expect(await stack.delete()).toMatchObject({ ok: true });
  });

  it('a rollback to a mapping that the failed update replaced is refused if its provider is gone: the limit that RELIABILITY.md names', async () => {
    const stack = await opened();
    poolOf(stack).configuration.CognitoIdentityProviders = [];
    addClient(stack, 'new');
    const to = (UserPoolClientId: string) => ({
      RoleMappings: [{ ...mapping, IdentityProvider: { UserPool: { UserPoolId: USER_POOL, UserPoolClientId } } }],
    });
    expect(await stack.update(to('new'))).toMatchObject({ ok: true });
    await expect(stack.update({ ...to('new'), ...failing }, { from: to('first') })).rejects.toThrow('the rollback failed');
  });

  it('a mapping that is new is refused although others took its provider away', async () => {
    const stack = open();
    await stack.create({});
    expect(await stack.update({ RoleMappings: [mapping] })).toMatchObject({ ok: false, code: 'InvalidRequest' });
  });
});

describe('an imported pool with as many tags as AWS takes, through the registry type', () => {
  it.each([46, 49, 50])('an update without change writes nothing: %i tags', async (count) => {
    const stack = new RegistryStack(newAccount());
    const role = stack.aws.seedRole({ name: 'theirs' });
    const tags = Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${String(index)}`, 'x']));
    const theirs = stack.aws.seedPool({
      IdentityPoolName: 'theirs',
      AllowClassicFlow: true,
      SupportedLoginProviders: { 'accounts.google.com': 'g' },
      roles: { authenticated: role.arn },
      roleMappings: { 'accounts.google.com': TOKEN },
      tags: { ...tags, 'aws:cloudformation:stack-name': 'theirs' },
    });
    const properties = await stack.import(theirs.configuration.IdentityPoolId);
    const before = stack.aws.snapshot();
    expect(await stack.update(properties)).toMatchObject({ ok: true });
    expect(stack.aws.writes).toEqual([]);
    expect(stack.aws.snapshot()).toEqual(before);
    expect(await stack.update({ ...properties, AllowUnauthenticatedIdentities: true })).toMatchObject({ ok: true });
  });
});

describe.each(DOORS)('a create under a request token that was used before, through %s', (_door, open) => {
  const MUCH = {
    IdentityPoolName: 'shop',
    AllowClassicFlow: true,
    AllowUnauthenticatedIdentities: true,
    AuthenticationProviders: { Google: { ClientId: 'g' } },
    AuthenticatedRole: {
      RoleName: 'signed-in',
      Description: 'much',
      MaxSessionDuration: 7200,
      PermissionsBoundary: BOUNDARY,
      ManagedPolicyArns: [READ_ONLY],
      Policies: [{ PolicyName: 'all', PolicyDocument: allow('*') }],
    },
    MappedRoles: [{ Name: 'Admin', Policies: [{ PolicyName: 'all', PolicyDocument: allow('*') }] }],
    RoleMappings: [{ IdentityProvider: { LoginProvider: 'Google' }, Rules: [{ Claim: 'sub', Value: 'x', Role: 'Admin' }] }],
    PrincipalTags: [{ IdentityProvider: { LoginProvider: 'Google' }, UseDefaults: true }],
    Tags: [{ Key: 'much', Value: '1' }],
  };
  const LITTLE: readonly (readonly [string, object])[] = [
    ['the name alone', { IdentityPoolName: 'shop' }],
    ['the role’s name too', { IdentityPoolName: 'shop', AuthenticatedRole: { RoleName: 'signed-in' } }],
    ['the role’s name for guests', { IdentityPoolName: 'shop', UnauthenticatedRole: { RoleName: 'signed-in' } }],
    ['a supplied role', { IdentityPoolName: 'shop', AuthenticatedRole: { Arn: ELSEWHERE } }],
    ['the mapped role too', { IdentityPoolName: 'shop', MappedRoles: [{ Name: 'Admin' }] }],
    ['an app client to be created', { IdentityPoolName: 'shop', AuthenticationProviders: { UserPools: [{ UserPoolId: USER_POOL }] } }],
  ];

  it.each(LITTLE)('it is as the template says, not as the failed try left it: %s', async (_name, template) => {
    const fresh = open();
    const stack = open();
    for (const { aws } of [fresh, stack]) aws.seedUserPool({ id: USER_POOL });
    const empty = stack.aws.snapshot();
    expect(await fresh.create(template, { token: 'one' })).toMatchObject({ ok: true });
    stack.aws.fail({ operation: 'SetPrincipalTagAttributeMap', times: Infinity, error: { name: 'InvalidParameterException' } });
    expect(await stack.create(MUCH, { token: 'one', noRollback: true })).toMatchObject({ ok: false });
    stack.aws.heal();
    expect(await stack.create(template, { token: 'one' })).toMatchObject({ ok: true });
    expect(comparable(stack.aws)).toEqual(comparable(fresh.aws));
    expect(await stack.delete()).toMatchObject({ ok: true });
    expect(stack.aws.snapshot()).toEqual(empty);
  });

  it('roles of the failed try that the template does not create are deleted with all that is attached to them', async () => {
    const stack = open();
    stack.aws.fail({ operation: 'SetPrincipalTagAttributeMap', times: Infinity, error: { name: 'InvalidParameterException' } });
    expect(await stack.create(MUCH, { token: 'one', noRollback: true })).toMatchObject({ ok: false });
    stack.aws.heal();
    for (const role of stack.aws.roles.values()) role.instanceProfiles.push('theirs');
    const none = { AuthenticatedRole: { Create: false }, UnauthenticatedRole: { Create: false } };
    expect(await stack.create({ IdentityPoolName: 'shop', ...none }, { token: 'one' })).toMatchObject({ ok: true });
    expect(stack.aws.snapshot().roles).toEqual({});
  });
});
