/** A template with each property of the type, and every way to break a part of it that JSON has. */

const USER_POOL = { UserPoolId: 'us-east-1_EXAMPLE01', UserPoolClientId: 'exampleclient01' };
const arn = (resource: string): string => `arn:aws:iam::123456789012:${resource}`;
const ROLE = {
  Path: '/identity-pools/app/',
  Description: 'whole',
  MaxSessionDuration: 7200,
  PermissionsBoundary: arn('policy/boundary'),
  ManagedPolicyArns: [arn('policy/read')],
  Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } }],
  Tags: [{ Key: 'role', Value: 'r' }],
};

/** With each property of the type, but for those that exclude others. */
export const WHOLE = {
  IdentityPoolName: 'shop',
  AllowUnauthenticatedIdentities: true,
  AllowClassicFlow: false,
  AuthenticationProviders: {
    UserPools: [
      { ...USER_POOL, ServerSideTokenCheck: false },
      { UserPoolId: 'us-east-1_EXAMPLE02', CallbackURLs: ['https://a.example/in'], LogoutURLs: ['https://a.example/out'] },
    ],
    Amazon: { AppId: 'amzn1.application.1' },
    Apple: { ServicesId: 'com.example' },
    Facebook: { AppId: '1' },
    Google: { ClientId: 'g' },
    Twitter: { ConsumerKey: 'k', ConsumerSecret: 's' },
    OpenIdConnectProviderArns: [arn('oidc-provider/login.example.com')],
    SamlProviderArns: [arn('saml-provider/company')],
    DeveloperProviderName: 'login.example',
  },
  AuthenticatedRole: ROLE,
  UnauthenticatedRole: { Arn: arn('role/guests') },
  MappedRoles: [{ ...ROLE, Name: 'Admin' }],
  RoleMappings: [
    {
      IdentityProvider: { LoginProvider: 'Google' },
      Type: 'Rules',
      AmbiguousRoleResolution: 'Deny',
      Rules: [
        { Claim: 'sub', MatchType: 'Equals', Value: 'x', Role: 'Admin' },
        { Claim: 'sub', MatchType: 'Equals', Value: 'y', RoleArn: arn('role/other') },
      ],
    },
    { IdentityProvider: { UserPool: USER_POOL }, Type: 'Token' },
    { IdentityProvider: { OpenIdConnectProviderArn: arn('oidc-provider/login.example.com') }, Type: 'Token' },
    { IdentityProvider: { SamlProviderArn: arn('saml-provider/company') }, Type: 'Token' },
    { IdentityProvider: { ProviderName: 'login.example' }, Type: 'Token' },
  ],
  PrincipalTags: [
    { IdentityProvider: { UserPool: { UserPoolId: USER_POOL.UserPoolId } }, Tags: { team: 'custom:team' } },
    { IdentityProvider: { LoginProvider: 'Google' }, UseDefaults: true },
  ],
  Tags: [{ Key: 'a', Value: 'b' }],
};

export const WRONG: readonly unknown[] = [{}, [], [{}], [null], '', ' ', 'a b €', 'x'.repeat(5000), 5, true, null, { Unknown: 1 }];

export const pathsIn = (value: unknown, path: readonly string[] = []): string[][] => [
  ...(path.length === 0 ? [] : [[...path]]),
  ...(typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, member]) => pathsIn(member, [...path, key])) : []),
];

export const withPart = (value: unknown, [key = '', ...rest]: readonly string[], part: unknown): unknown => {
  const copy: unknown = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  const inner = (value as Record<string, unknown>)[key];
  (copy as Record<string, unknown>)[key] = rest.length === 0 ? part : withPart(inner, rest, part);
  return copy;
};

export const shownPath = (path: readonly string[]): string =>
  path
    .map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`))
    .join('')
    .slice(1);
