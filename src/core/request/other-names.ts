/** Of this resource's own objects, by the property that holds them; lists have no index here. */
type Place =
  '' | 'AuthenticationProviders' | 'AuthenticationProviders.UserPools' | 'RoleMappings' | 'RoleMappings.Rules' | 'PrincipalTags' | 'role';

/**
 * What the native types (AWS::Cognito::IdentityPool, IdentityPoolRoleAttachment, IdentityPoolPrincipalTag, AWS::IAM::Role) and the CDK
 * construct call a thing that has another name, or another place, here. Names that differ by their case alone are found without a table.
 */
const OTHER_NAMES: Readonly<Record<Place, Readonly<Record<string, string>>>> = {
  '': {
    CognitoIdentityProviders: 'Here it is AuthenticationProviders.UserPools: UserPoolId and UserPoolClientId of each.',
    UserPools: 'Here it is AuthenticationProviders.UserPools.',
    SupportedLoginProviders: 'Here it is AuthenticationProviders, with Amazon, Apple, Facebook, Google and Twitter by name.',
    OpenIdConnectProviderARNs: 'Here it is AuthenticationProviders.OpenIdConnectProviderArns.',
    OpenIdConnectProviders: 'Here it is AuthenticationProviders.OpenIdConnectProviderArns.',
    SamlProviderARNs: 'Here it is AuthenticationProviders.SamlProviderArns.',
    SamlProviders: 'Here it is AuthenticationProviders.SamlProviderArns.',
    DeveloperProviderName: 'Here it is AuthenticationProviders.DeveloperProviderName.',
    CustomProvider: 'Here it is AuthenticationProviders.DeveloperProviderName.',
    IdentityPoolTags: 'Here it is Tags.',
    Roles: 'Here it is AuthenticatedRole and UnauthenticatedRole, each with Arn for a role that exists.',
    Rules: 'Here it is RoleMappings[].Rules.',
    RolesMappings: 'Here it is RoleMappings.',
    AllowUnauthenticated: 'Here it is AllowUnauthenticatedIdentities.',
    CognitoEvents: 'It belongs to Cognito Sync, which this resource does not set. Remove it.',
    CognitoStreams: 'It belongs to Cognito Sync, which this resource does not set. Remove it.',
    PushSync: 'It belongs to Cognito Sync, which this resource does not set. Remove it.',
  },
  AuthenticationProviders: {
    CognitoIdentityProviders: 'Here it is UserPools: UserPoolId and UserPoolClientId of each.',
    CustomProvider: 'Here it is DeveloperProviderName.',
    OpenIdConnectProviders: 'Here it is OpenIdConnectProviderArns.',
    SamlProviders: 'Here it is SamlProviderArns.',
    'accounts.google.com': 'Here it is Google, with ClientId.',
    'api.twitter.com': 'Here it is Twitter, with ConsumerKey and ConsumerSecret.',
    'appleid.apple.com': 'Here it is Apple, with ServicesId.',
    'graph.facebook.com': 'Here it is Facebook, with AppId.',
    'www.amazon.com': 'Here it is Amazon, with AppId.',
  },
  'AuthenticationProviders.UserPools': {
    ClientId: 'Here it is UserPoolClientId.',
    ProviderName: 'Here it is UserPoolId: what follows the / of a ProviderName.',
    UserPool: 'Here it is UserPoolId.',
    UserPoolClient: 'Here it is UserPoolClientId.',
    DisableServerSideTokenCheck: 'Here it is ServerSideTokenCheck, which says the opposite.',
  },
  RoleMappings: {
    RulesConfiguration: 'Here it is Rules, without a level between.',
    ProviderUrl: 'Here it is IdentityProvider.',
    MappingKey: 'Here it is IdentityProvider.',
    UseToken: 'Here it is Type: Token.',
    ResolveAmbiguousRoles: 'Here it is AmbiguousRoleResolution: AuthenticatedRole.',
  },
  'RoleMappings.Rules': {
    ClaimValue: 'Here it is Value.',
    MappedRole: 'Here it is Role, by the name of one of MappedRoles, or RoleArn.',
  },
  PrincipalTags: {
    IdentityProviderName: 'Here it is IdentityProvider.',
    PrincipalTags: 'Here it is Tags: an object with a claim for each tag.',
  },
  role: {
    AssumeRolePolicyDocument: 'The resource writes the trust policy of the roles that it creates. Remove it.',
    RoleArn: 'Here it is Arn.',
    ManagedPolicies: 'Here it is ManagedPolicyArns.',
    InlinePolicies: 'Here it is Policies: PolicyName and PolicyDocument of each.',
  },
};

const HOLDS_A_ROLE = /^(AuthenticatedRole|UnauthenticatedRole|MappedRoles)$/;

/** What to write instead of a name that belongs to a native type or to the CDK construct; undefined for any other name. */
export function adviceOnOtherName(instancePath: string, name: string): string | undefined {
  const holder = instancePath
    .split('/')
    .filter((part) => part !== '' && !/^\d+$/.test(part))
    .join('.');
  const place = HOLDS_A_ROLE.test(holder) ? 'role' : holder;
  const names = Object.hasOwn(OTHER_NAMES, place) ? OTHER_NAMES[place as Place] : {};
  const known = Object.keys(names).find((other) => other.toLowerCase() === name.toLowerCase());
  return known === undefined ? undefined : names[known];
}
