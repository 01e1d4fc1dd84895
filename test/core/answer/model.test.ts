import type { ObservedState } from '../../../src/core/state';
import type { Model } from '../../../src/core/operation';
import { attributesOf, toModel, withoutSecrets } from '../../../src/core/answer/model';
import type { Properties } from '../../../src/core/properties';
import { clientMarks, formMarks, roleMarks } from '../../../src/core/rules/ownership';
import type { ObservedPool, ObservedRole, PoolConfiguration } from '../../../src/core/state';
import {
  AUTHENTICATED,
  createdRole,
  DEFAULTS,
  found,
  OTHER_POOL_ID,
  poolAsFound,
  POOL_ARN,
  POOL_ID,
  REQUEST_TAG,
  roleArn,
  UNAUTHENTICATED,
} from '../fixtures';

const ACCOUNT = { region: 'us-east-1', accountId: '123456789012' };
const A = 'us-east-1_A';
const client = (clientId: string, serverSideTokenCheck = true) => ({
  providerName: `cognito-idp.us-east-1.amazonaws.com/${A}`,
  clientId,
  serverSideTokenCheck,
});
const DOCUMENT = { Version: '2012-10-17', Statement: [] };
const GOOGLE = 'accounts.google.com';
const FACEBOOK = 'graph.facebook.com';

const POOL_ATTRIBUTES = { IdentityPoolId: POOL_ID, Arn: POOL_ARN, Name: 'demo_Pool_0123456789' };
const ROLE_ATTRIBUTES = {
  AuthenticatedRoleArn: AUTHENTICATED.arn,
  AuthenticatedRoleName: AUTHENTICATED.name,
  UnauthenticatedRoleArn: UNAUTHENTICATED.arn,
  UnauthenticatedRoleName: UNAUTHENTICATED.name,
};

describe('attributes', () => {
  const { id: _id, tags: _tags, ...CONFIGURATION } = poolAsFound();

  it.each<[string, Parameters<typeof attributesOf>[2], object]>([
    [
      'are of the pool alone where it has nothing else',
      { configuration: CONFIGURATION, defaultRoles: {}, mappedRoleArns: [] },
      POOL_ATTRIBUTES,
    ],
    [
      'are of one default role where there is one',
      { configuration: CONFIGURATION, defaultRoles: { authenticated: roleArn('a', '/app/') }, mappedRoleArns: [] },
      { ...POOL_ATTRIBUTES, AuthenticatedRoleArn: roleArn('a', '/app/'), AuthenticatedRoleName: 'a' },
    ],
    [
      'are of the other where that is the one',
      { configuration: CONFIGURATION, defaultRoles: { unauthenticated: roleArn('u', '/app/') }, mappedRoleArns: [] },
      { ...POOL_ATTRIBUTES, UnauthenticatedRoleArn: roleArn('u', '/app/'), UnauthenticatedRoleName: 'u' },
    ],
    [
      'are of all that there is, in order',
      {
        configuration: { ...CONFIGURATION, userPoolClients: [client('b'), client('a')] } satisfies PoolConfiguration,
        defaultRoles: DEFAULTS,
        mappedRoleArns: [roleArn('two', '/x/'), roleArn('one')],
      },
      {
        ...POOL_ATTRIBUTES,
        ...ROLE_ATTRIBUTES,
        MappedRoleArns: [roleArn('two', '/x/'), roleArn('one')],
        MappedRoleNames: ['two', 'one'],
        UserPoolClientIds: ['b', 'a'],
      },
    ],
  ])('%s', (_case, outcome, expected) => {
    expect(attributesOf(ACCOUNT, POOL_ID, outcome)).toStrictEqual(expected);
  });
});

describe('properties are answered as they were given, less the secret', () => {
  const google = { Google: { ClientId: 'g' } };

  it.each<[string, Properties, object]>([
    ['nothing', {}, {}],
    ['no providers', { IdentityPoolName: 'x' }, { IdentityPoolName: 'x' }],
    ['other providers', { AuthenticationProviders: google }, { AuthenticationProviders: google }],
    [
      'a secret among others',
      { IdentityPoolName: 'x', AuthenticationProviders: { ...google, Twitter: { ConsumerKey: 'k', ConsumerSecret: 's' } } },
      { IdentityPoolName: 'x', AuthenticationProviders: { ...google, Twitter: { ConsumerKey: 'k' } } },
    ],
  ])('%s', (_case, properties, expected) => {
    expect(withoutSecrets(properties)).toStrictEqual(expected);
  });
});

const SETTINGS = { Path: '/', MaxSessionDuration: 3600 };
const MODEL: Model = {
  AllowUnauthenticatedIdentities: false,
  AllowClassicFlow: false,
  AuthenticatedRole: SETTINGS,
  UnauthenticatedRole: SETTINGS,
  ...POOL_ATTRIBUTES,
  ...ROLE_ATTRIBUTES,
};

/** The model of a pool whose name, which is an attribute too, is as it is. */
const modelOf = (state: Partial<ObservedState>): Model => toModel(ACCOUNT, found(state));
const named = (pool: Partial<ObservedPool>): Partial<ObservedState> => ({ pool: poolAsFound(pool) });

describe('a pool reads back', () => {
  it.each<[string, Partial<ObservedState>, Partial<Model>]>([
    ['without what was generated for it', {}, {}],
    ['with a name that a template may have given', named({ name: 'mine' }), { IdentityPoolName: 'mine', Name: 'mine' }],
    [
      'with its name where no request made it',
      named({ tags: {} }),
      { IdentityPoolName: 'demo_Pool_0123456789', Name: 'demo_Pool_0123456789' },
    ],
    [
      'with its switches',
      named({ allowUnauthenticatedIdentities: true, allowClassicFlow: true }),
      { AllowUnauthenticatedIdentities: true, AllowClassicFlow: true },
    ],
    [
      'with its tags, sorted, less marks and what is AWS’s',
      named({ tags: { ...REQUEST_TAG, team: 'web', app: 'x', 'aws:cloudformation:stack-name': 'demo' } }),
      {
        Tags: [
          { Key: 'app', Value: 'x' },
          { Key: 'team', Value: 'web' },
        ],
      },
    ],
    [
      'with each kind of provider, less the secret',
      named({
        loginProviders: { [GOOGLE]: 'g', [FACEBOOK]: 'f', 'api.twitter.com': 'k;s', 'unknown.example.com': 'u' },
        userPoolClients: [client('one'), client('two', false)],
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
        pool: poolAsFound({ tags: { ...REQUEST_TAG, ...clientMarks([A]) }, userPoolClients: [client('theirs'), client('ours')] }),
        createdClients: [
          { userPoolId: A, clientId: 'ours' },
          { userPoolId: 'us-east-1_B', clientId: 'theirs' },
        ],
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
    ['without principal tags that are off', { principalTags: { [GOOGLE]: { useDefaults: false, tags: {} } } }, {}],
  ])('%s', (_case, state, more) => {
    expect(modelOf(state)).toStrictEqual({ ...MODEL, ...more });
  });

  it('without a switch that is unset', () => {
    const { allowClassicFlow: _unset, ...pool } = poolAsFound();
    const { AllowClassicFlow: _none, ...model } = MODEL;
    expect(modelOf({ pool })).toStrictEqual(model);
  });
});

describe('its roles read back', () => {
  const withSignedIn = (more: Partial<ObservedRole>): [Partial<ObservedState>, string, string] => {
    const role = createdRole('authenticated', more);
    return [
      {
        assignments: { roles: { ...DEFAULTS, authenticated: role.arn }, mappings: {} },
        // Another role comes first: the one that is assigned is meant.
        createdRoles: [UNAUTHENTICATED, role],
      },
      role.arn,
      role.name,
    ];
  };

  it.each<[string, Partial<ObservedRole>, object]>([
    ['as the defaults are', {}, SETTINGS],
    ['with a name that was given', { name: 'mine' }, { RoleName: 'mine', ...SETTINGS }],
    ['with its path', { path: '/app/' }, { ...SETTINGS, Path: '/app/' }],
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
        Path: '/',
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
    const [state, AuthenticatedRoleArn, AuthenticatedRoleName] = withSignedIn(more);
    expect(modelOf(state)).toStrictEqual({ ...MODEL, AuthenticatedRole, AuthenticatedRoleArn, AuthenticatedRoleName });
  });

  const theirs = createdRole('authenticated', { name: 'theirs', tags: roleMarks(OTHER_POOL_ID, 'authenticated') });
  const another = createdRole('unauthenticated', { name: 'another' });
  it.each<[string, string, readonly ObservedRole[]]>([
    ['that nobody here created', roleArn('stranger'), [AUTHENTICATED, UNAUTHENTICATED]],
    ['that was created for another pool', theirs.arn, [theirs, UNAUTHENTICATED]],
    ['that was created as another part', another.arn, [another, UNAUTHENTICATED]],
  ])('by its ARN, one %s', (_case, authenticated, createdRoles) => {
    expect(modelOf({ assignments: { roles: { ...DEFAULTS, authenticated }, mappings: {} }, createdRoles })).toStrictEqual({
      ...MODEL,
      AuthenticatedRole: { Arn: authenticated },
      AuthenticatedRoleArn: authenticated,
      AuthenticatedRoleName: authenticated.slice(authenticated.lastIndexOf('/') + 1),
    });
  });

  it('as none where there are none', () => {
    expect(modelOf({ assignments: { roles: {}, mappings: {} } })).toStrictEqual({
      AllowUnauthenticatedIdentities: false,
      AllowClassicFlow: false,
      AuthenticatedRole: { Create: false },
      UnauthenticatedRole: { Create: false },
      ...POOL_ATTRIBUTES,
    });
  });

  it('that are mapped, in their order, and rules by the names of roles', () => {
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
