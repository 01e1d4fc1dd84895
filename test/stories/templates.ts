/** Owns templates for stories: each property in two values, and what READ says beyond what a template names. */
import type { IdentityRole, Properties } from '../../src/core/properties';
import type { Account } from './cloudformation';
import { newAccount } from './cloudformation';
import { allow, BOUNDARY, ELSEWHERE, OIDC, OTHER_USER_POOL, POWER_USER, READ_ONLY, SAML, USER_POOL, USER_POOL_CLIENT } from './fixtures';

/** With user pools, in which templates can have app clients created. */
export function accountWithUserPools(...ids: string[]): Account {
  const account = newAccount();
  for (const id of ids.length === 0 ? [USER_POOL, OTHER_USER_POOL] : ids) account.aws.seedUserPool({ id });
  return account;
}

const policy = (PolicyName: string, Action: string): NonNullable<IdentityRole['Policies']>[number] => ({
  PolicyName,
  PolicyDocument: allow(Action),
});

/** A property without its value, with one, and with another. */
export type PropertyStory = readonly [name: string, without: Properties, first: Properties, second: Properties];

const ROLE_SETTINGS: readonly (readonly [string, IdentityRole, IdentityRole])[] = [
  ['ManagedPolicyArns', { ManagedPolicyArns: [READ_ONLY] }, { ManagedPolicyArns: [POWER_USER, READ_ONLY] }],
  ['Policies', { Policies: [policy('p', 's3:Get*'), policy('q', 's3:Put*')] }, { Policies: [policy('q', 's3:List*')] }],
  ['PermissionsBoundary', { PermissionsBoundary: BOUNDARY }, { PermissionsBoundary: `${BOUNDARY}-2` }],
  ['Path', { Path: '/identity-pools/app/' }, { Path: '/identity-pools/app/2/' }],
  ['RoleName', { RoleName: 'shop-role' }, { RoleName: 'shop-role-2' }],
  ['RoleName and Path', { RoleName: 'shop-role', Path: '/identity-pools/app/' }, { RoleName: 'shop-role', Path: '/identity-pools/other/' }],
  ['Description', { Description: 'Customers' }, { Description: '' }],
  [
    'Tags',
    { Tags: [{ Key: 'clearance', Value: 'low' }] },
    {
      Tags: [
        { Key: 'clearance', Value: 'high' },
        { Key: 'team', Value: '00123' },
      ],
    },
  ],
  ['MaxSessionDuration', { MaxSessionDuration: 7200 }, { MaxSessionDuration: 43_200 }],
];

const rolesWith = (settings: readonly [string, IdentityRole, IdentityRole]): PropertyStory[] => {
  const [name, first, second] = settings;
  return [
    [`AuthenticatedRole.${name}`, {}, { AuthenticatedRole: first }, { AuthenticatedRole: second }],
    [`UnauthenticatedRole.${name}`, {}, { UnauthenticatedRole: first }, { UnauthenticatedRole: second }],
    [
      `MappedRoles[].${name}`,
      { MappedRoles: [{ Name: 'Admin' }] },
      { MappedRoles: [{ Name: 'Admin', ...first }] },
      { MappedRoles: [{ Name: 'Admin', ...second }] },
    ],
  ];
};

type Providers = NonNullable<Properties['AuthenticationProviders']>;
const GIVEN = { UserPoolId: USER_POOL, UserPoolClientId: USER_POOL_CLIENT };

const PROVIDERS: readonly (readonly [string, Providers, Providers])[] = [
  ['UserPools', { UserPools: [{ ...GIVEN, ServerSideTokenCheck: false }] }, { UserPools: [{ ...GIVEN, UserPoolClientId: 'b' }, GIVEN] }],
  ['UserPools with a created client', { UserPools: [{ UserPoolId: USER_POOL }] }, { UserPools: [{ UserPoolId: OTHER_USER_POOL }, GIVEN] }],
  [
    'UserPools with sign-in pages',
    { UserPools: [{ UserPoolId: USER_POOL, CallbackURLs: ['https://app.example.com/'], LogoutURLs: ['https://app.example.com/bye'] }] },
    { UserPools: [{ UserPoolId: USER_POOL, SupportedIdentityProviders: ['COGNITO'], CallbackURLs: ['https://new.example.com/'] }] },
  ],
  ['Amazon', { Amazon: { AppId: 'amzn1.application.0000' } }, { Amazon: { AppId: 'amzn1.application.0001' } }],
  ['Apple', { Apple: { ServicesId: 'com.example.auth' } }, { Apple: { ServicesId: 'com.example.auth2' } }],
  ['Facebook', { Facebook: { AppId: '0012345' } }, { Facebook: { AppId: '12345' } }],
  ['Google', { Google: { ClientId: '000.apps.googleusercontent.com' } }, { Google: { ClientId: '001.apps.googleusercontent.com' } }],
  [
    'Twitter',
    { Twitter: { ConsumerKey: 'examplekey', ConsumerSecret: 'planted-one' } },
    { Twitter: { ConsumerKey: 'examplekey', ConsumerSecret: 'planted-two' } },
  ],
  ['OpenIdConnectProviderArns', { OpenIdConnectProviderArns: [OIDC] }, { OpenIdConnectProviderArns: [`${OIDC}/b`, OIDC] }],
  ['SamlProviderArns', { SamlProviderArns: [SAML, `${SAML}-2`] }, { SamlProviderArns: [`${SAML}-2`] }],
];

const GOOGLE = { LoginProvider: 'Google' } as const;
const rules = (...roles: string[]): NonNullable<Properties['RoleMappings']> => [
  {
    IdentityProvider: GOOGLE,
    Type: 'Rules',
    Rules: roles.map((Role) => ({ Claim: 'sub', MatchType: 'NotEqual' as const, Value: '00123', Role })),
  },
];
const WITH_PROVIDERS: Properties = {
  AuthenticationProviders: { Google: { ClientId: 'g' }, UserPools: [{ ...GIVEN, ServerSideTokenCheck: true }] },
  MappedRoles: [{ Name: 'Admin' }, { Name: 'Buyer' }],
};

/** Every property that a pool can take on, change and lose without being replaced. */
export const PROPERTY_STORIES: readonly PropertyStory[] = [
  ['IdentityPoolName', {}, { IdentityPoolName: 'demo one' }, { IdentityPoolName: 'demo-pool, a+b=c@d.e' }],
  ['AllowUnauthenticatedIdentities', {}, { AllowUnauthenticatedIdentities: true }, { AllowUnauthenticatedIdentities: false }],
  ['AllowClassicFlow', {}, { AllowClassicFlow: true }, { AllowClassicFlow: false }],
  ...PROVIDERS.map(([name, first, second]): PropertyStory => [
    `AuthenticationProviders.${name}`,
    {},
    { AuthenticationProviders: first },
    { AuthenticationProviders: second },
  ]),
  ['AuthenticatedRole', {}, { AuthenticatedRole: { Arn: ELSEWHERE } }, { AuthenticatedRole: { Create: false } }],
  ['UnauthenticatedRole', {}, { UnauthenticatedRole: { Arn: ELSEWHERE } }, { UnauthenticatedRole: { Create: false } }],
  ...ROLE_SETTINGS.flatMap(rolesWith),
  ['MappedRoles', {}, { MappedRoles: [{ Name: 'A' }] }, { MappedRoles: [{ Name: 'B' }, { Name: 'A' }] }],
  [
    'RoleMappings',
    WITH_PROVIDERS,
    { ...WITH_PROVIDERS, RoleMappings: rules('Admin', 'Authenticated') },
    {
      ...WITH_PROVIDERS,
      RoleMappings: [{ IdentityProvider: { UserPool: GIVEN }, Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' }],
    },
  ],
  [
    'RoleMappings[].Rules',
    WITH_PROVIDERS,
    { ...WITH_PROVIDERS, RoleMappings: rules('Admin', 'Buyer') },
    { ...WITH_PROVIDERS, RoleMappings: rules('Buyer', 'Admin') },
  ],
  [
    'PrincipalTags',
    WITH_PROVIDERS,
    {
      ...WITH_PROVIDERS,
      PrincipalTags: [{ IdentityProvider: { UserPool: { UserPoolId: USER_POOL } }, Tags: { tenant: 'custom:tenant', length: 'sub' } }],
    },
    { ...WITH_PROVIDERS, PrincipalTags: [{ IdentityProvider: GOOGLE, UseDefaults: true }] },
  ],
  [
    'Tags',
    {},
    {
      Tags: [
        { Key: 'length', Value: 'true' },
        { Key: 'team', Value: '00123' },
      ],
    },
    {
      Tags: [
        { Key: 'a.b/c', Value: '' },
        { Key: 'team', Value: 'b' },
      ],
    },
  ],
];

const ROLE_DEFAULTS = { Path: '/identity-pools/', MaxSessionDuration: 3600 };
const withRoleDefaults = (role: IdentityRole = {}): object =>
  role.Arn !== undefined || role.Create === false ? role : { ...ROLE_DEFAULTS, ...role };

/** What READ says of an entry beyond what the template says. */
export const withClientDefaults = (entry: object): object => ({ ServerSideTokenCheck: true, ...entry });

/** What READ says of a pool with this template, attributes left out: the template, its defaults, and no secret. */
export const asRead = (template: Properties): object => {
  const { AuthenticationProviders: providers, MappedRoles, RoleMappings, PrincipalTags } = template;
  return {
    AllowUnauthenticatedIdentities: false,
    AllowClassicFlow: false,
    ...withoutSecret(template),
    ...(providers?.UserPools && {
      AuthenticationProviders: { ...providers, UserPools: providers.UserPools.map(withClientDefaults) },
    }),
    AuthenticatedRole: withRoleDefaults(template.AuthenticatedRole),
    UnauthenticatedRole: withRoleDefaults(template.UnauthenticatedRole),
    ...(MappedRoles && { MappedRoles: MappedRoles.map((role) => ({ ...ROLE_DEFAULTS, ...role })) }),
    ...(RoleMappings && { RoleMappings: RoleMappings.map((mapping) => ({ AmbiguousRoleResolution: 'Deny', ...mapping })) }),
    ...(PrincipalTags && { PrincipalTags: PrincipalTags.map((entry) => ({ UseDefaults: false, ...entry })) }),
  };
};

/** What a create or an update answers of a template. */
export const withoutSecret = (template: Properties): object => {
  const { Twitter, ...providers } = template.AuthenticationProviders ?? {};
  if (Twitter === undefined) return template;
  return { ...template, AuthenticationProviders: { ...providers, Twitter: { ConsumerKey: Twitter.ConsumerKey } } };
};
