import { adviceOnOtherName } from '../../../src/core/request/other-names';
import { findSchemaIssues } from '../../../src/core/request/schema-validation';

const saying = (properties: object): string[] =>
  findSchemaIssues(properties).map(({ path, problem }) => `${path}: ${problem.replace(/ Known here: .*/, '')}`);
const not = 'is not a property of this resource.';

it.each([
  [
    'an identity pool of the native type',
    {
      CognitoIdentityProviders: [{ ClientId: 'a', ProviderName: 'b' }],
      SupportedLoginProviders: { 'graph.facebook.com': '1' },
      OpenIdConnectProviderARNs: ['a'],
      SamlProviderARNs: ['a'],
      DeveloperProviderName: 'a',
      IdentityPoolTags: [],
      CognitoStreams: {},
    },
    [
      `CognitoIdentityProviders: ${not} Here it is AuthenticationProviders.UserPools: UserPoolId and UserPoolClientId of each.`,
      `SupportedLoginProviders: ${not} Here it is AuthenticationProviders, with Amazon, Apple, Facebook, Google and Twitter by name.`,
      `OpenIdConnectProviderARNs: ${not} Here it is AuthenticationProviders.OpenIdConnectProviderArns.`,
      `SamlProviderARNs: ${not} Here it is AuthenticationProviders.SamlProviderArns.`,
      `DeveloperProviderName: ${not} Here it is AuthenticationProviders.DeveloperProviderName.`,
      `IdentityPoolTags: ${not} Here it is Tags.`,
      `CognitoStreams: ${not} It belongs to Cognito Sync, which this resource does not set. Remove it.`,
    ],
  ],
  [
    'a role attachment of the native type',
    {
      Roles: { authenticated: 'arn:aws:iam::123456789012:role/a' },
      RoleMappings: [{ IdentityProvider: { LoginProvider: 'Google' }, Type: 'Token', RulesConfiguration: { Rules: [] } }],
    },
    [
      `Roles: ${not} Here it is AuthenticatedRole and UnauthenticatedRole, each with Arn for a role that exists.`,
      `RoleMappings[0].RulesConfiguration: ${not} Here it is Rules, without a level between.`,
    ],
  ],
  [
    'providers by the names of their domains',
    { AuthenticationProviders: { 'accounts.google.com': '1', 'graph.facebook.com': '1' } },
    [
      `AuthenticationProviders.accounts.google.com: ${not} Here it is Google, with ClientId.`,
      `AuthenticationProviders.graph.facebook.com: ${not} Here it is Facebook, with AppId.`,
    ],
  ],
  [
    'the CDK construct, in any case',
    { authenticationProviders: {}, customProvider: 'a', AuthenticationProviders: { openIdConnectProviders: [] } },
    [
      `authenticationProviders: ${not} Did you mean AuthenticationProviders?`,
      `customProvider: ${not} Here it is AuthenticationProviders.DeveloperProviderName.`,
      `AuthenticationProviders.openIdConnectProviders: ${not} Here it is OpenIdConnectProviderArns.`,
    ],
  ],
  [
    'a role of the native type',
    { AuthenticatedRole: { AssumeRolePolicyDocument: {} }, MappedRoles: [{ Name: 'a', AssumeRolePolicyDocument: {} }] },
    [
      `AuthenticatedRole.AssumeRolePolicyDocument: ${not} The resource writes the trust policy of the roles that it creates. Remove it.`,
      `MappedRoles[0].AssumeRolePolicyDocument: ${not} The resource writes the trust policy of the roles that it creates. Remove it.`,
    ],
  ],
])('says where the properties of %s belong', (_, properties, issues) => {
  expect(saying(properties)).toEqual(issues);
});

it('advises on a name only where the other type has it', () => {
  expect(adviceOnOtherName('/AuthenticatedRole', 'CognitoIdentityProviders')).toBeUndefined();
  expect(adviceOnOtherName('/constructor', 'name')).toBeUndefined();
  expect(adviceOnOtherName('', 'toString')).toBeUndefined();
  expect(adviceOnOtherName('/AuthenticationProviders/UserPools/3', 'clientid')).toBe('Here it is UserPoolClientId.');
});

it.each([
  ['', 'UserPools', 'AuthenticationProviders.UserPools'],
  ['', 'OpenIdConnectProviderArns', 'AuthenticationProviders.OpenIdConnectProviderArns'],
  ['', 'OpenIdConnectProviders', 'AuthenticationProviders.OpenIdConnectProviderArns'],
  ['', 'SamlProviderArns', 'AuthenticationProviders.SamlProviderArns'],
  ['', 'SamlProviders', 'AuthenticationProviders.SamlProviderArns'],
  ['', 'Rules', 'RoleMappings[].Rules'],
  ['', 'RolesMappings', 'RoleMappings'],
  ['', 'AllowUnauthenticated', 'AllowUnauthenticatedIdentities'],
  ['/AuthenticationProviders', 'CognitoIdentityProviders', 'UserPools: UserPoolId and UserPoolClientId of each'],
  ['/AuthenticationProviders', 'CustomProvider', 'DeveloperProviderName'],
  ['/AuthenticationProviders', 'SamlProviders', 'SamlProviderArns'],
  ['/AuthenticationProviders', 'api.twitter.com', 'Twitter, with ConsumerKey and ConsumerSecret'],
  ['/AuthenticationProviders', 'appleid.apple.com', 'Apple, with ServicesId'],
  ['/AuthenticationProviders', 'www.amazon.com', 'Amazon, with AppId'],
  ['/AuthenticationProviders/UserPools/10', 'ProviderName', 'UserPoolId: what follows the / of a ProviderName'],
  ['/AuthenticationProviders/UserPools/10', 'UserPool', 'UserPoolId'],
  ['/AuthenticationProviders/UserPools/0', 'UserPoolClient', 'UserPoolClientId'],
  ['/AuthenticationProviders/UserPools/0', 'DisableServerSideTokenCheck', 'ServerSideTokenCheck, which says the opposite'],
  ['/RoleMappings/12', 'ProviderUrl', 'IdentityProvider'],
  ['/RoleMappings/12', 'MappingKey', 'IdentityProvider'],
  ['/RoleMappings/0', 'UseToken', 'Type: Token'],
  ['/RoleMappings/0', 'ResolveAmbiguousRoles', 'AmbiguousRoleResolution: AuthenticatedRole'],
  ['/RoleMappings/0/Rules/24', 'ClaimValue', 'Value'],
  ['/RoleMappings/0/Rules/24', 'MappedRole', 'Role, by the name of one of MappedRoles, or RoleArn'],
  ['/PrincipalTags/0', 'IdentityProviderName', 'IdentityProvider'],
  ['/PrincipalTags/0', 'PrincipalTags', 'Tags: an object with a claim for each tag'],
  ['/UnauthenticatedRole', 'RoleArn', 'Arn'],
  ['/AuthenticatedRole', 'ManagedPolicies', 'ManagedPolicyArns'],
  ['/MappedRoles/11', 'InlinePolicies', 'Policies: PolicyName and PolicyDocument of each'],
])('at %s, %s has another name here', (instancePath, name, here) => {
  expect(adviceOnOtherName(instancePath, name)).toBe(`Here it is ${here}.`);
});

it.each(['CognitoEvents', 'PushSync'])('%s is of another service', (name) => {
  expect(adviceOnOtherName('', name)).toBe('It belongs to Cognito Sync, which this resource does not set. Remove it.');
});

it.each([
  ['/AuthenticatedRoles', 'RoleArn'],
  ['/TheMappedRoles', 'RoleArn'],
  ['/0x1', 'UserPools'],
])('nothing is said of what stands where no property is: %s %s', (instancePath, name) => {
  expect(adviceOnOtherName(instancePath, name)).toBeUndefined();
});
