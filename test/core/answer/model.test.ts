import { toModel } from '../../../src/core/answer/model';
import type { Model } from '../../../src/core/operation';
import { ADOPTED_MARK, clientMarks, formMarks, ownTagMarks, roleMarks } from '../../../src/core/rules/ownership';
import type { ObservedPool, ObservedRole, ObservedState } from '../../../src/core/state';
import {
  ACCOUNT,
  AUTHENTICATED,
  createdClient,
  createdRole,
  DEFAULTS,
  listed,
  observedPool,
  observedState,
  OTHER_PATH,
  pathUnder,
  POOL_ARN,
  POOL_ID,
  POOL_NAME,
  providerNameOf,
  REQUEST_TAG,
  roleArn,
  roleId,
  UNAUTHENTICATED,
} from '../fixtures';

const A = 'us-east-1_A';
const DOCUMENT = { Version: '2012-10-17', Statement: [] };
const GOOGLE = 'accounts.google.com';
const FACEBOOK = 'graph.facebook.com';
const POOL_ATTRIBUTES = { IdentityPoolId: POOL_ID, Arn: POOL_ARN, Name: POOL_NAME };
const ROLE_ATTRIBUTES = {
  AuthenticatedRoleArn: AUTHENTICATED.arn,
  AuthenticatedRoleName: AUTHENTICATED.name,
  AuthenticatedRoleId: AUTHENTICATED.id,
  UnauthenticatedRoleArn: UNAUTHENTICATED.arn,
  UnauthenticatedRoleName: UNAUTHENTICATED.name,
  UnauthenticatedRoleId: UNAUTHENTICATED.id,
};

const SETTINGS = { Path: '/identity-pools/', MaxSessionDuration: 3600 };
const MODEL: Model = {
  AllowUnauthenticatedIdentities: false,
  AllowClassicFlow: false,
  AuthenticatedRole: SETTINGS,
  UnauthenticatedRole: SETTINGS,
  ...POOL_ATTRIBUTES,
  ...ROLE_ATTRIBUTES,
};

/** The model of a pool whose name, which is an attribute too, is as it is. */
const modelOf = (state: Partial<ObservedState>): Model => toModel(ACCOUNT, observedState(state));
const named = (pool: Partial<ObservedPool>): Partial<ObservedState> => ({ pool: observedPool(pool) });

describe('a pool reads back', () => {
  it.each<[string, Partial<ObservedState>, Partial<Model>]>([
    ['without what was generated for it', {}, {}],
    ['with a name that a template may have given', named({ name: 'mine' }), { IdentityPoolName: 'mine', Name: 'mine' }],
    [
      'with its name if no request made it',
      named({ tags: {} }),
      { IdentityPoolName: 'demo_Pool_0123456789', Name: 'demo_Pool_0123456789' },
    ],
    [
      'with its switches',
      named({ allowUnauthenticatedIdentities: true, allowClassicFlow: true }),
      { AllowUnauthenticatedIdentities: true, AllowClassicFlow: true },
    ],
    [
      'with its tags, sorted, without marks and aws: tags',
      named({ tags: { ...REQUEST_TAG, team: 'web', app: 'x', 'aws:cloudformation:stack-name': 'demo' } }),
      {
        Tags: [
          { Key: 'app', Value: 'x' },
          { Key: 'team', Value: 'web' },
        ],
      },
    ],
    [
      'with each kind of provider, without the secret',
      named({
        loginProviders: { [GOOGLE]: 'g', [FACEBOOK]: 'f', 'api.twitter.com': 'k;s', 'unknown.example.com': 'u' },
        userPoolClients: [listed(A, 'one'), listed(A, 'two', false)],
        openIdConnectProviderArns: ['oidc-1', 'oidc-2'],
        samlProviderArns: ['saml-1', 'saml-2'],
        developerProviderName: 'login.mine',
      }),
      {
        AuthenticationProviders: {
          UserPools: [
            { UserPoolId: A, UserPoolClientId: 'one', ServerSideTokenCheck: true },
            { UserPoolId: A, UserPoolClientId: 'two', ServerSideTokenCheck: false },
          ],
          Facebook: { AppId: 'f' },
          Google: { ClientId: 'g' },
          Twitter: { ConsumerKey: 'k' } as { ConsumerKey: string; ConsumerSecret: string },
          OpenIdConnectProviderArns: ['oidc-1', 'oidc-2'],
          SamlProviderArns: ['saml-1', 'saml-2'],
          DeveloperProviderName: 'login.mine',
        },
        UserPoolClientIds: ['one', 'two'],
      },
    ],
    ['with one provider', named({ samlProviderArns: ['saml'] }), { AuthenticationProviders: { SamlProviderArns: ['saml'] } }],
    [
      'without the id of a client that was created for it',
      {
        pool: observedPool({ tags: { ...REQUEST_TAG, ...clientMarks([A]) }, userPoolClients: [listed(A, 'theirs'), listed(A, 'ours')] }),
        createdClients: [createdClient(A, 'ours'), createdClient('us-east-1_B', 'theirs')],
      },
      {
        AuthenticationProviders: {
          UserPools: [
            { UserPoolId: A, UserPoolClientId: 'theirs', ServerSideTokenCheck: true },
            { UserPoolId: A, ServerSideTokenCheck: true },
          ],
        },
        UserPoolClientIds: ['theirs', 'ours'],
      },
    ],
    [
      'with what is mapped to a client that was created for it, without the id',
      {
        pool: observedPool({ tags: { ...REQUEST_TAG, ...clientMarks([A]) }, userPoolClients: [listed(A, 'theirs'), listed(A, 'ours')] }),
        createdClients: [createdClient(A, 'ours')],
        assignments: {
          roles: DEFAULTS,
          mappings: {
            [`${providerNameOf(A)}:ours`]: { type: 'Token', ambiguousRoleResolution: 'Deny' },
            [`${providerNameOf(A)}:theirs`]: { type: 'Token', ambiguousRoleResolution: 'Deny' },
          },
        },
      },
      {
        AuthenticationProviders: {
          UserPools: [
            { UserPoolId: A, UserPoolClientId: 'theirs', ServerSideTokenCheck: true },
            { UserPoolId: A, ServerSideTokenCheck: true },
          ],
        },
        RoleMappings: [
          { IdentityProvider: { UserPool: { UserPoolId: A } }, Type: 'Token', AmbiguousRoleResolution: 'Deny' },
          {
            IdentityProvider: { UserPool: { UserPoolId: A, UserPoolClientId: 'theirs' } },
            Type: 'Token',
            AmbiguousRoleResolution: 'Deny',
          },
        ],
        UserPoolClientIds: ['theirs', 'ours'],
      },
    ],
    [
      'with the sign-in settings of a client that was created for it',
      {
        pool: observedPool({ tags: { ...REQUEST_TAG, ...clientMarks([A]) }, userPoolClients: [listed(A, 'ours')] }),
        createdClients: [
          createdClient(A, 'ours', {
            supportedIdentityProviders: ['COGNITO', 'Google'],
            callbackUrls: ['https://app.example.com/'],
            logoutUrls: ['https://app.example.com/bye'],
          }),
        ],
      },
      {
        AuthenticationProviders: {
          UserPools: [
            {
              UserPoolId: A,
              SupportedIdentityProviders: ['COGNITO', 'Google'],
              CallbackURLs: ['https://app.example.com/'],
              LogoutURLs: ['https://app.example.com/bye'],
              ServerSideTokenCheck: true,
            },
          ],
        },
        UserPoolClientIds: ['ours'],
      },
    ],
    [
      'with principal tags that are on, sorted by provider, each in the form that a template used',
      {
        principalTags: {
          [FACEBOOK]: { useDefaults: false, tags: { a: 'b' } },
          'www.amazon.com': { useDefaults: true, tags: {} },
          [GOOGLE]: { useDefaults: true, tags: {} },
          'api.twitter.com': { useDefaults: false, tags: {} },
        },
        ...named({ tags: { ...REQUEST_TAG, ...formMarks([{ providerName: FACEBOOK, use: 'principalTags', form: 'raw' }]) } }),
      },
      {
        PrincipalTags: [
          { IdentityProvider: { LoginProvider: 'Google' }, UseDefaults: true },
          { IdentityProvider: { ProviderName: FACEBOOK }, UseDefaults: false, Tags: { a: 'b' } },
          { IdentityProvider: { LoginProvider: 'Amazon' }, UseDefaults: true },
        ],
      },
    ],
    [
      'with its id as the adopted one if it was adopted',
      named({ tags: { ...REQUEST_TAG, ...ADOPTED_MARK } }),
      { AdoptIdentityPoolId: POOL_ID },
    ],
    ['without principal tags that are off', { principalTags: { [GOOGLE]: { useDefaults: false, tags: {} } } }, {}],
  ])('%s', (_case, state, more) => {
    expect(modelOf(state)).toStrictEqual({ ...MODEL, ...more });
  });

  it('without a switch that is unset', () => {
    const { allowClassicFlow: _unset, ...pool } = observedPool();
    const { AllowClassicFlow: _none, ...model } = MODEL;
    expect(modelOf({ pool })).toStrictEqual(model);
  });
});

describe('its roles read back', () => {
  const withSignedIn = (more: Partial<ObservedRole>): [Partial<ObservedState>, Partial<Model>] => {
    const role = createdRole('authenticated', more);
    return [
      {
        assignments: { roles: { ...DEFAULTS, authenticated: role.arn }, mappings: {} },
        // Another role comes first: the one that is assigned is meant.
        createdRoles: [UNAUTHENTICATED, role],
      },
      { AuthenticatedRoleArn: role.arn, AuthenticatedRoleName: role.name, AuthenticatedRoleId: role.id },
    ];
  };

  it.each<[string, Partial<ObservedRole>, object]>([
    ['as the defaults are', {}, SETTINGS],
    ['with a name that was given', { name: 'mine' }, { RoleName: 'mine', ...SETTINGS }],
    ['with its path', { path: pathUnder('/app/') }, { ...SETTINGS, Path: '/app/' }],
    [
      'with the tags that its template gave to it alone, sorted',
      { tags: { ...roleMarks(POOL_ID, 'authenticated'), b: '2', a: '1', theirs: '1', 'aws:x': '1', ...ownTagMarks(['a', 'b']) } },
      {
        ...SETTINGS,
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'b', Value: '2' },
        ],
      },
    ],
    ['with a description that was given', { description: 'mine' }, { ...SETTINGS, Description: 'mine' }],
    [
      'with all that is on it',
      {
        maxSessionDuration: 7200,
        permissionsBoundary: 'boundary',
        managedPolicyArns: ['one', 'two'],
        inlinePolicies: [
          { name: 'p', document: DOCUMENT },
          { name: 'q', document: {} },
        ],
      },
      {
        Path: '/identity-pools/',
        MaxSessionDuration: 7200,
        ManagedPolicyArns: ['one', 'two'],
        Policies: [
          { PolicyName: 'p', PolicyDocument: DOCUMENT },
          { PolicyName: 'q', PolicyDocument: {} },
        ],
        PermissionsBoundary: 'boundary',
      },
    ],
  ])('%s', (_case, more, AuthenticatedRole) => {
    const [state, attributes] = withSignedIn(more);
    expect(modelOf(state)).toStrictEqual({ ...MODEL, AuthenticatedRole, ...attributes });
  });

  const theirs = createdRole('authenticated', { name: 'theirs', path: OTHER_PATH });
  const another = createdRole('unauthenticated', { name: 'another' });
  it.each<[string, string, readonly ObservedRole[]]>([
    ['that this resource did not create', roleArn('stranger'), [AUTHENTICATED, UNAUTHENTICATED]],
    ['that was created for another pool', theirs.arn, [theirs, UNAUTHENTICATED]],
    ['that was created as another part', another.arn, [another, UNAUTHENTICATED]],
  ])('by its ARN if it is one %s', (_case, authenticated, createdRoles) => {
    const name = authenticated.slice(authenticated.lastIndexOf('/') + 1);
    const suppliedRoleIds = { [roleArn('stranger')]: roleId('stranger') };
    const assignments = { roles: { ...DEFAULTS, authenticated }, mappings: {} };
    expect(modelOf({ assignments, createdRoles, suppliedRoleIds })).toStrictEqual({
      ...MODEL,
      AuthenticatedRole: { Arn: authenticated },
      AuthenticatedRoleArn: authenticated,
      AuthenticatedRoleName: name,
      AuthenticatedRoleId: roleId(name),
    });
  });

  it('as none if there are none', () => {
    expect(modelOf({ assignments: { roles: {}, mappings: {} } })).toStrictEqual({
      AllowUnauthenticatedIdentities: false,
      AllowClassicFlow: false,
      AuthenticatedRole: { Create: false },
      UnauthenticatedRole: { Create: false },
      ...POOL_ATTRIBUTES,
    });
  });

  it('as mapped roles, in their order, and rules by the names of roles', () => {
    const [first, second] = [createdRole('mapped/First', { name: 'own' }, 0), createdRole('mapped/Second', {}, 1)];
    const [rule, Rule] = [
      { claim: 'c', matchType: 'Equals' as const, value: 'v' },
      { Claim: 'c', MatchType: 'Equals' as const, Value: 'v' },
    ];
    const rules = [first.arn, second.arn, AUTHENTICATED.arn, roleArn('stranger')].map((arn) => ({ ...rule, roleArn: arn }));
    for (const createdRoles of [
      [second, AUTHENTICATED, first, UNAUTHENTICATED],
      [first, second, AUTHENTICATED, UNAUTHENTICATED],
    ])
      expect(
        modelOf({
          createdRoles,
          assignments: {
            roles: DEFAULTS,
            mappings: {
              [GOOGLE]: { type: 'Rules', ambiguousRoleResolution: 'Deny', rules },
              [FACEBOOK]: { type: 'Token', ambiguousRoleResolution: 'Deny' },
            },
          },
          ...named({ tags: { ...REQUEST_TAG, ...formMarks([{ providerName: FACEBOOK, use: 'mapping', form: 'raw' }]) } }),
        }),
      ).toStrictEqual({
        ...MODEL,
        MappedRoles: [
          { Name: 'First', RoleName: 'own', ...SETTINGS },
          { Name: 'Second', ...SETTINGS },
        ],
        RoleMappings: [
          {
            IdentityProvider: { LoginProvider: 'Google' },
            Type: 'Rules',
            AmbiguousRoleResolution: 'Deny',
            Rules: [
              { ...Rule, Role: 'First' },
              { ...Rule, Role: 'Second' },
              { ...Rule, Role: 'Authenticated' },
              { ...Rule, RoleArn: roleArn('stranger') },
            ],
          },
          { IdentityProvider: { ProviderName: FACEBOOK }, Type: 'Token', AmbiguousRoleResolution: 'Deny' },
        ],
        MappedRoleArns: [first.arn, second.arn],
        MappedRoleNames: ['own', second.name],
      });
  });
});

it('a default role is read back as its ARN if its mark says that it is a mapped one', () => {
  const planted = createdRole('mapped/Admin', { name: 'planted' }, 0);
  const { AuthenticatedRole, MappedRoles } = modelOf({
    assignments: { roles: { ...DEFAULTS, authenticated: planted.arn }, mappings: {} },
    createdRoles: [planted, UNAUTHENTICATED],
  });
  expect({ AuthenticatedRole, MappedRoles }).toStrictEqual({
    AuthenticatedRole: { Arn: planted.arn },
    MappedRoles: [{ Name: 'Admin', RoleName: 'planted', ...SETTINGS }],
  });
});

it('a role with the generated name of a default role is read back as that, although its mark says that it is a mapped one', () => {
  const planted = { ...AUTHENTICATED, tags: roleMarks(POOL_ID, 'mapped/Admin', 0) };
  expect(modelOf({ createdRoles: [planted, UNAUTHENTICATED] })).toStrictEqual(MODEL);
});
