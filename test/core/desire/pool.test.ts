import {
  defaultDescription,
  isOn,
  needsAnotherPool,
  newPoolConfiguration,
  roleProperties,
  roleProperty,
  roleSettings,
  wanted,
  wantedClientPools,
  wantedConfiguration,
  wantedPrincipalTags,
  wantedRole,
  type FoundRole,
  type RoleProperty,
  type RoleSettings,
  type WantedRole,
} from '../../../src/core/desire/pool';
import type { Operation } from '../../../src/core/operation';
import type { AuthenticationProviders, Properties } from '../../../src/core/properties';
import type { ObservedPool, PoolConfiguration, PrincipalTags } from '../../../src/core/state';
import { AUTHENTICATED, createdRole, operation, poolAsFound, POOL_ID, REQUEST_MARK, roleArn, roleName } from '../fixtures';

const [A, B] = ['us-east-1_A', 'us-east-1_B'] as const;
const client = (userPoolId: string, clientId: string, serverSideTokenCheck = true) => ({
  providerName: `cognito-idp.us-east-1.amazonaws.com/${userPoolId}`,
  clientId,
  serverSideTokenCheck,
});
const POLICY = 'arn:aws:iam::aws:policy/';

it.each([
  ['what is named now', 'now', 'before', 'now'],
  ['what is named now, whatever it is', '', undefined, ''],
  ['the default, where it was named before and is no more', undefined, 'before', 'otherwise'],
  ['what is there, where it was named by neither', undefined, undefined, 'found'],
])('a property is %s', (_case, now, before, expected) => {
  expect(wanted<string>(now, before, 'found', 'otherwise')).toBe(expected);
});

describe('a new pool', () => {
  const EMPTY: PoolConfiguration = {
    name: 'demo_Pool_0123456789',
    allowUnauthenticatedIdentities: false,
    allowClassicFlow: false,
    loginProviders: {},
    userPoolClients: [],
    openIdConnectProviderArns: [],
    samlProviderArns: [],
  };

  it.each<[string, Partial<Operation>, Partial<PoolConfiguration>]>([
    ['has everything off and nothing in it, and a name of its own', {}, {}],
    [
      'has all that the template names; no client that is yet to be created',
      {
        desired: {
          IdentityPoolName: 'mine',
          AllowUnauthenticatedIdentities: true,
          AllowClassicFlow: true,
          AuthenticationProviders: {
            UserPools: [{ UserPoolId: A }, { UserPoolId: B, UserPoolClientId: 'b' }],
            Google: { ClientId: 'g' },
            OpenIdConnectProviderArns: ['oidc'],
            SamlProviderArns: ['saml'],
            DeveloperProviderName: 'login.mine',
          },
        },
      },
      {
        name: 'mine',
        allowUnauthenticatedIdentities: true,
        allowClassicFlow: true,
        loginProviders: { 'accounts.google.com': 'g' },
        userPoolClients: [client(B, 'b')],
        openIdConnectProviderArns: ['oidc'],
        samlProviderArns: ['saml'],
        developerProviderName: 'login.mine',
      },
    ],
  ])('%s', (_case, asked, more) => {
    expect(newPoolConfiguration(operation(asked), REQUEST_MARK)).toStrictEqual({ ...EMPTY, ...more });
  });
});

describe('a pool that is there', () => {
  const FOUND: ObservedPool = poolAsFound({
    name: 'found',
    allowUnauthenticatedIdentities: true,
    allowClassicFlow: true,
    loginProviders: { 'accounts.google.com': 'g', 'graph.facebook.com': 'f', 'unknown.example.com': 'u' },
    userPoolClients: [client(A, 'a')],
    openIdConnectProviderArns: ['oidc'],
    samlProviderArns: ['saml'],
    developerProviderName: 'login.found',
  });
  const { id: _id, tags: _tags, ...AS_FOUND } = FOUND;
  const OFF = { allowUnauthenticatedIdentities: false, allowClassicFlow: false };
  const CLIENTS = new Map([[A, 'created']]);

  const providers = (now?: AuthenticationProviders, before?: AuthenticationProviders): Partial<Operation> => ({
    desired: now === undefined ? {} : { AuthenticationProviders: now },
    ...(before && { previous: { AuthenticationProviders: before } }),
  });

  it.each<[string, Partial<Operation>, Partial<PoolConfiguration>]>([
    ['stays as it is where no template has a word, but for the switches', {}, {}],
    ['stays so where neither of two templates has', { previous: {} }, {}],
    [
      'has the switches and the name that are named',
      { desired: { IdentityPoolName: 'mine', AllowUnauthenticatedIdentities: true, AllowClassicFlow: true } },
      { name: 'mine', allowUnauthenticatedIdentities: true, allowClassicFlow: true },
    ],
    [
      'gets the generated name back',
      { previous: { IdentityPoolName: 'found', AllowUnauthenticatedIdentities: true, AllowClassicFlow: true } },
      { name: 'demo_Pool_0123456789' },
    ],
    [
      'has each kind of provider as it is named',
      providers({
        UserPools: [{ UserPoolId: A }, { UserPoolId: B, UserPoolClientId: 'b', ServerSideTokenCheck: false }, { UserPoolId: B }],
        Amazon: { AppId: 'a' },
        Apple: { ServicesId: 's' },
        Facebook: { AppId: 'f2' },
        Google: { ClientId: 'g2' },
        Twitter: { ConsumerKey: 'k', ConsumerSecret: 's' },
        OpenIdConnectProviderArns: ['oidc-2'],
        SamlProviderArns: ['saml-2'],
        DeveloperProviderName: 'login.named',
      }),
      {
        loginProviders: {
          'www.amazon.com': 'a',
          'appleid.apple.com': 's',
          'graph.facebook.com': 'f2',
          'accounts.google.com': 'g2',
          'api.twitter.com': 'k;s',
          'unknown.example.com': 'u',
        },
        userPoolClients: [client(A, 'created'), client(B, 'b', false)],
        openIdConnectProviderArns: ['oidc-2'],
        samlProviderArns: ['saml-2'],
        developerProviderName: 'login.named',
      },
    ],
    [
      'has none of a kind where it is named empty',
      providers({ UserPools: [], OpenIdConnectProviderArns: [], SamlProviderArns: [] }),
      { userPoolClients: [], openIdConnectProviderArns: [], samlProviderArns: [] },
    ],
    [
      'loses what was named before, but for a developer provider’s name',
      providers(undefined, {
        UserPools: [],
        Google: { ClientId: 'g' },
        OpenIdConnectProviderArns: [],
        SamlProviderArns: [],
        DeveloperProviderName: 'login.found',
      }),
      {
        loginProviders: { 'graph.facebook.com': 'f', 'unknown.example.com': 'u' },
        userPoolClients: [],
        openIdConnectProviderArns: [],
        samlProviderArns: [],
      },
    ],
  ])('%s', (_case, asked, more) => {
    expect(wantedConfiguration(operation(asked), FOUND, CLIENTS)).toStrictEqual({ ...AS_FOUND, ...OFF, ...more });
  });

  it.each<[string, Partial<Operation>, Partial<ObservedPool>, Partial<PoolConfiguration>]>([
    ['keeps its switches, on', {}, {}, {}],
    [
      'keeps its switches, off',
      {},
      { allowUnauthenticatedIdentities: false, allowClassicFlow: false },
      { allowUnauthenticatedIdentities: false, allowClassicFlow: false },
    ],
    [
      'loses them where they were named before, and keeps its name',
      { previous: { IdentityPoolName: 'found', AllowUnauthenticatedIdentities: true, AllowClassicFlow: true } },
      {},
      { allowUnauthenticatedIdentities: false, allowClassicFlow: false },
    ],
    [
      'has them as they are named',
      { desired: { AllowUnauthenticatedIdentities: false, AllowClassicFlow: false } },
      {},
      { allowUnauthenticatedIdentities: false, allowClassicFlow: false },
    ],
  ])('that somebody else made %s', (_case, asked, pool, more) => {
    const imported = { ...FOUND, tags: {}, ...pool };
    expect(wantedConfiguration(operation(asked), imported, CLIENTS)).toStrictEqual({ ...AS_FOUND, ...more });
  });

  it('that somebody else made leaves unset what is unset', () => {
    const { allowClassicFlow: _classicFlow, ...unset } = AS_FOUND;
    expect(wantedConfiguration(operation(), unset, CLIENTS)).toStrictEqual(unset);
  });
});

describe('app clients are created', () => {
  it.each<[string, Properties | undefined, string[]]>([
    ['for no template', undefined, []],
    ['for none without providers', {}, []],
    ['for none without user pools', { AuthenticationProviders: {} }, []],
    [
      'in the user pools whose client is not named',
      { AuthenticationProviders: { UserPools: [{ UserPoolId: A }, { UserPoolId: B, UserPoolClientId: 'b' }, { UserPoolId: 'c' }] } },
      [A, 'c'],
    ],
  ])('%s', (_case, properties, expected) => {
    expect(wantedClientPools(properties)).toStrictEqual(expected);
  });
});

describe('another pool is needed', () => {
  const named = (DeveloperProviderName: string) => ({ AuthenticationProviders: { DeveloperProviderName } });

  it.each<[string, Partial<Operation>, string | undefined, boolean]>([
    ['never where none has a name yet', { desired: named('new') }, undefined, false],
    ['not where the name stays', { desired: named('found') }, 'found', false],
    ['where the name changes', { desired: named('new') }, 'found', true],
    ['where the name goes', { previous: named('found') }, 'found', true],
    ['where the name goes with the last provider', { desired: { AuthenticationProviders: {} }, previous: named('found') }, 'found', true],
    ['not where no template has a word of it', { previous: { AuthenticationProviders: {} } }, 'found', false],
    ['not where there are no providers', { previous: {} }, 'found', false],
    ['not where there is no template before', {}, 'found', false],
  ])('%s', (_case, asked, developerProviderName, expected) => {
    const pool = poolAsFound(developerProviderName === undefined ? {} : { developerProviderName });
    expect(needsAnotherPool(operation(asked), pool)).toBe(expected);
  });
});

describe('principal tags', () => {
  const OFF: PrincipalTags = { useDefaults: false, tags: {} };
  const google = { IdentityProvider: { LoginProvider: 'Google' as const } };
  const facebook = { IdentityProvider: { LoginProvider: 'Facebook' as const } };
  const userPool = { IdentityProvider: { UserPool: { UserPoolId: A } } };

  it.each<[string, Partial<Operation>, Record<string, PrincipalTags>]>([
    ['are nobody’s business where none are named', {}, {}],
    [
      'are set as they are named',
      {
        desired: {
          PrincipalTags: [
            { ...google, UseDefaults: true },
            { ...facebook, Tags: { a: 'b' } },
            { ...userPool, UseDefaults: true },
          ],
        },
      },
      {
        'accounts.google.com': { useDefaults: true, tags: {} },
        'graph.facebook.com': { useDefaults: false, tags: { a: 'b' } },
        [`cognito-idp.us-east-1.amazonaws.com/${A}`]: { useDefaults: true, tags: {} },
      },
    ],
    [
      'are off where they were named before',
      { desired: {}, previous: { PrincipalTags: [{ ...google, UseDefaults: true }] } },
      { 'accounts.google.com': OFF },
    ],
    [
      'are set where they are named by both',
      {
        desired: { PrincipalTags: [{ ...google, Tags: { a: 'b' } }] },
        previous: { PrincipalTags: [{ ...google, UseDefaults: true }, facebook] },
      },
      { 'accounts.google.com': { useDefaults: false, tags: { a: 'b' } }, 'graph.facebook.com': OFF },
    ],
    [
      'are of nothing where a provider of the template before says nothing any more',
      { previous: { PrincipalTags: [{ IdentityProvider: {} }] } },
      {},
    ],
  ])('%s', (_case, asked, expected) => {
    expect(wantedPrincipalTags(operation(asked), poolAsFound())).toStrictEqual(expected);
  });

  it.each<[PrincipalTags, boolean]>([
    [OFF, false],
    [{ useDefaults: true, tags: {} }, true],
    [{ useDefaults: false, tags: { a: 'b' } }, true],
  ])('%j are on: %s', (tags, expected) => {
    expect(isOn(tags)).toBe(expected);
  });
});

describe('what a template says of roles', () => {
  const properties: Properties = {
    AuthenticatedRole: { RoleName: 'a' },
    UnauthenticatedRole: { RoleName: 'u' },
    MappedRoles: [{ Name: 'One', RoleName: 'o' }, { Name: 'Two' }],
  };

  it('is told by kind', () => {
    expect([roleProperty(properties, 'authenticated'), roleProperty(properties, 'unauthenticated')]).toStrictEqual([
      { RoleName: 'a' },
      { RoleName: 'u' },
    ]);
    expect([roleProperty(undefined, 'authenticated'), roleProperty(undefined, 'unauthenticated')]).toStrictEqual([undefined, undefined]);
  });

  it.each<[string, Properties | undefined, ReturnType<typeof roleProperties>]>([
    [
      'is told of every part',
      properties,
      [
        ['authenticated', { RoleName: 'a' }],
        ['unauthenticated', { RoleName: 'u' }],
        ['mapped/One', { RoleName: 'o' }],
        ['mapped/Two', {}],
      ],
    ],
    [
      'is nothing of both default roles where there is no template',
      undefined,
      [
        ['authenticated', {}],
        ['unauthenticated', {}],
      ],
    ],
  ])('%s', (_case, given, expected) => {
    expect(roleProperties(given)).toStrictEqual(expected);
  });

  it.each([
    ['authenticated', `Default authenticated role of identity pool ${POOL_ID}`],
    ['unauthenticated', `Default unauthenticated role of identity pool ${POOL_ID}`],
    ['mapped/Admin', `Role Admin of identity pool ${POOL_ID}`],
  ] as const)('describes the role of %s by the pool’s id unless given', (part, expected) => {
    expect(defaultDescription(POOL_ID, part)).toBe(expected);
  });
});

const SETTINGS: RoleSettings = {
  name: roleName('authenticated'),
  path: '/',
  description: `Default authenticated role of identity pool ${POOL_ID}`,
  maxSessionDuration: 3600,
  permissionsBoundary: undefined,
  attach: [],
  detach: [],
  put: [],
  drop: [],
};

describe('a default role', () => {
  const NONE: FoundRole = { assignedArn: undefined, created: undefined, poolIsOurs: false };
  const asItIs: WantedRole = { kind: 'asItIs' };
  const created = (more: Partial<RoleSettings> = {}): WantedRole => ({ kind: 'created', settings: { ...SETTINGS, ...more } });

  it.each<[string, Partial<Operation>, Partial<FoundRole>, WantedRole]>([
    ['is the one that is supplied', { desired: { AuthenticatedRole: { Arn: 'arn' } } }, {}, { kind: 'supplied', arn: 'arn' }],
    ['is none', { desired: { AuthenticatedRole: { Create: false } } }, {}, { kind: 'none' }],
    ['stays as it is on a pool that is not ours', {}, {}, asItIs],
    ['stays as it is on a pool that is not ours, whatever it is', {}, { assignedArn: AUTHENTICATED.arn }, asItIs],
    ['is created on a pool of ours that has none', {}, { poolIsOurs: true }, created()],
    ['is created again where its name is left', {}, { poolIsOurs: true, assignedArn: AUTHENTICATED.arn }, created()],
    ['stays as somebody put it on a pool of ours', {}, { poolIsOurs: true, assignedArn: roleArn('theirs') }, asItIs],
    [
      'stays as somebody put it, although its name is of another path',
      {},
      { poolIsOurs: true, assignedArn: roleArn(AUTHENTICATED.name, '/x/') },
      asItIs,
    ],
    ['is created where the pool uses a created one', {}, { assignedArn: AUTHENTICATED.arn, created: AUTHENTICATED }, created()],
    ['is created where it is named', { desired: { AuthenticatedRole: {} } }, { assignedArn: roleArn('theirs') }, created()],
    [
      'is created where the template before named it',
      { previous: { AuthenticatedRole: { Arn: roleArn('theirs') } } },
      { assignedArn: roleArn('theirs') },
      created(),
    ],
    [
      'has what is named, and loses what was',
      {
        desired: { AuthenticatedRole: { ManagedPolicyArns: ['now'] } },
        previous: { AuthenticatedRole: { ManagedPolicyArns: ['before'], RoleName: 'old' } },
      },
      { assignedArn: roleArn('old'), created: createdRole('authenticated', { name: 'old', description: 'by hand' }) },
      created({ attach: ['now'], detach: ['before'], description: 'by hand' }),
    ],
  ])('%s', (_case, asked, found, expected) => {
    expect(wantedRole(operation(asked), POOL_ID, 'authenticated', { ...NONE, ...found })).toStrictEqual(expected);
  });

  it('of guests is told by what is said of guests', () => {
    expect(wantedRole(operation({ desired: { UnauthenticatedRole: { Arn: 'arn' } } }), POOL_ID, 'unauthenticated', NONE)).toStrictEqual({
      kind: 'supplied',
      arn: 'arn',
    });
  });
});

describe('a created role', () => {
  const settingsOf = (now: RoleProperty, before: RoleProperty = {}, created?: typeof AUTHENTICATED, asked: Partial<Operation> = {}) =>
    roleSettings(operation(asked), POOL_ID, 'authenticated', now, before, created);
  const policy = (PolicyName: string, Statement: object[] = []) => ({ PolicyName, PolicyDocument: { Statement } });
  const byHand = createdRole('authenticated', {
    name: 'found',
    path: '/found/',
    description: 'found',
    maxSessionDuration: 4000,
    permissionsBoundary: `${POLICY}Found`,
  });
  const AS_FOUND = {
    name: 'found',
    path: '/found/',
    description: 'found',
    maxSessionDuration: 4000,
    permissionsBoundary: `${POLICY}Found`,
  };
  const NAMED = { RoleName: 'n', Path: '/n/', Description: 'd', MaxSessionDuration: 7200, PermissionsBoundary: `${POLICY}N` };
  const account = { settings: { tags: {}, path: '/account/', roleNamePrefix: 'acme-', permissionsBoundary: `${POLICY}Account` } };
  const ofAccount = {
    name: roleName('authenticated', '/account/', 'acme-'),
    path: '/account/',
    permissionsBoundary: `${POLICY}Account`,
  };

  it.each<[string, RoleSettings, Partial<RoleSettings>]>([
    ['that is not there has the defaults', settingsOf({}), {}],
    ['that is there stays as it is', settingsOf({}, {}, byHand), AS_FOUND],
    [
      'has what is named',
      settingsOf(NAMED, {}, byHand),
      { name: 'n', path: '/n/', description: 'd', maxSessionDuration: 7200, permissionsBoundary: `${POLICY}N` },
    ],
    ['has the defaults of all that was named and is no more', settingsOf({}, NAMED, byHand), {}],
    [
      'has a generated name where its path changes',
      settingsOf({ Path: '/n/' }, {}, byHand),
      { ...AS_FOUND, name: roleName('authenticated', '/n/'), path: '/n/' },
    ],
    ['has the account’s path, prefix and boundary', settingsOf({}, {}, undefined, account), ofAccount],
    ['goes back to the account’s', settingsOf({}, NAMED, byHand, account), ofAccount],
    [
      'stays where it is whatever the account’s path, but not without its boundary',
      settingsOf({}, {}, byHand, account),
      { ...AS_FOUND, permissionsBoundary: `${POLICY}Account` },
    ],
    [
      'has its own boundary before the account’s',
      settingsOf({ PermissionsBoundary: `${POLICY}N` }, {}, undefined, account),
      { ...ofAccount, permissionsBoundary: `${POLICY}N` },
    ],
    [
      'gets the policies that are named and loses those that were',
      settingsOf(
        { ManagedPolicyArns: ['a', 'b'], Policies: [policy('p', [{}]), { PolicyName: 'text', PolicyDocument: '{"Statement":[]}' }] },
        { ManagedPolicyArns: ['b', 'c'], Policies: [policy('p'), policy('q')] },
      ),
      {
        attach: ['a', 'b'],
        detach: ['c'],
        put: [
          { name: 'p', document: { Statement: [{}] } },
          { name: 'text', document: { Statement: [] } },
        ],
        drop: ['q'],
      },
    ],
  ])('%s', (_case, settings, more) => {
    expect(settings).toStrictEqual({ ...SETTINGS, ...more });
  });
});
