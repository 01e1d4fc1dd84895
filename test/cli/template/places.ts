/** Every kind of place in which a value that only a deployment knows can stand; VALUE marks it. */
export const PLACES: readonly (readonly [place: string, properties: string])[] = [
  ['a user pool', 'AuthenticationProviders: { UserPools: [{ UserPoolId: VALUE }] }'],
  ['an app client', 'AuthenticationProviders: { UserPools: [{ UserPoolId: eu-west-1_a, UserPoolClientId: VALUE }] }'],
  ['a switch in a list', 'AuthenticationProviders: { UserPools: [{ UserPoolId: eu-west-1_a, ServerSideTokenCheck: VALUE }] }'],
  ['a list of providers', 'AuthenticationProviders: { OpenIdConnectProviderArns: VALUE }'],
  ['a provider', 'AuthenticationProviders: { SamlProviderArns: [VALUE] }'],
  ['an app id', 'AuthenticationProviders: { Facebook: { AppId: VALUE } }'],
  ['a secret', 'AuthenticationProviders: { Twitter: { ConsumerKey: k, ConsumerSecret: VALUE } }'],
  ['all providers', 'AuthenticationProviders: VALUE'],
  ['a role', 'AuthenticatedRole: { Arn: VALUE }'],
  ['a whole role', 'AuthenticatedRole: VALUE'],
  ['whether there is a role', 'UnauthenticatedRole: { Create: VALUE }'],
  ['a path', 'AuthenticatedRole: { Path: VALUE }'],
  ['a session', 'AuthenticatedRole: { MaxSessionDuration: VALUE }'],
  ['a boundary', 'AuthenticatedRole: { PermissionsBoundary: VALUE }'],
  ['a list of policies', 'AuthenticatedRole: { ManagedPolicyArns: VALUE }'],
  ['a policy', 'AuthenticatedRole: { ManagedPolicyArns: [VALUE] }'],
  ['a policy document', 'AuthenticatedRole: { Policies: [{ PolicyName: p, PolicyDocument: VALUE }] }'],
  ['a part of a policy', 'AuthenticatedRole: { Policies: [{ PolicyName: p, PolicyDocument: { Statement: VALUE } }] }'],
  ['the pool’s name', 'IdentityPoolName: VALUE'],
  ['guests', 'AllowUnauthenticatedIdentities: VALUE'],
  ['tags', 'Tags: VALUE'],
  ['a tag', 'Tags: [VALUE]'],
  ['a key of a tag', 'Tags: [{ Key: VALUE, Value: v }, { Key: VALUE, Value: w }]'],
  ['a name of a mapped role', 'MappedRoles: [{ Name: VALUE }]'],
  ['a provider of a mapping', 'RoleMappings: [{ IdentityProvider: { ProviderName: VALUE }, Type: Token }]'],
  ['a whole provider', 'RoleMappings: [{ IdentityProvider: VALUE, Type: Token }]'],
  ['a login provider', 'RoleMappings: [{ IdentityProvider: { LoginProvider: VALUE }, Type: Token }]'],
  ['a user pool of a mapping', 'RoleMappings: [{ IdentityProvider: { UserPool: { UserPoolId: VALUE } }, Type: Token }]'],
  [
    'a type of a mapping',
    'AuthenticationProviders: { Google: { ClientId: g } }\nRoleMappings: [{ IdentityProvider: { LoginProvider: Google }, Type: VALUE, Rules: [{ Claim: a, MatchType: Equals, Value: b, Role: Authenticated }] }]',
  ],
  [
    'a rule',
    'AuthenticationProviders: { Google: { ClientId: g } }\nRoleMappings: [{ IdentityProvider: { LoginProvider: Google }, Type: Rules, Rules: [{ Claim: a, MatchType: VALUE, Value: VALUE, RoleArn: VALUE }] }]',
  ],
  [
    'a role of a rule',
    'AuthenticationProviders: { Google: { ClientId: g } }\nRoleMappings: [{ IdentityProvider: { LoginProvider: Google }, Type: Rules, Rules: [{ Claim: a, MatchType: Equals, Value: b, Role: VALUE }] }]',
  ],
  [
    'defaults of principal tags',
    'AuthenticationProviders: { Google: { ClientId: g } }\nPrincipalTags: [{ IdentityProvider: { LoginProvider: Google }, UseDefaults: VALUE }]',
  ],
  [
    'claims of principal tags',
    'AuthenticationProviders: { Google: { ClientId: g } }\nPrincipalTags: [{ IdentityProvider: { LoginProvider: Google }, Tags: { team: VALUE } }]',
  ],
];

/** They may turn out to be a text, a list or a map. */
export const UNKNOWN_VALUES = ['!GetAtt Users.Anything', "!Split [',', !ImportValue x]", '{ Fn::Transform: { Name: AWS::Include } }'];

/** The last one has characters that few places take. */
export const UNKNOWN_TEXTS = ['!ImportValue x', "'{{resolve:ssm:/x}}'", "!Sub 'a b ${Users.Anything} €'"];
