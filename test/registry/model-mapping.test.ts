import type { Model } from '../../src/core/operation';
import { toAttributes, toProperties, toResourceModel } from '../../src/registry/model-mapping';

/** IAM's grammar has keys that a serializer may take for its own. */
const POLICY_DOCUMENT = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['s3:GetObject'],
      Resource: '*',
      Condition: {
        Bool: { 'aws:SecureTransport': true, 'aws:MultiFactorAuthPresent': 'false' },
        StringEquals: { 'cognito-identity.amazonaws.com:aud': ['a', 'b'], 's3.prefix/dotted.key': '', length: '3', size: 3 },
        NumericLessThan: { 's3:max-keys': 10 },
      },
    },
  ],
};

const PROPERTIES = {
  IdentityPoolName: 'my-app',
  AllowUnauthenticatedIdentities: false,
  AllowClassicFlow: true,
  AuthenticationProviders: {
    UserPools: [
      { UserPoolId: 'us-east-1_EXAMPLE01', UserPoolClientId: 'exampleclient01', ServerSideTokenCheck: false },
      { UserPoolId: 'us-east-1_EXAMPLE02', UserPoolClientId: 'exampleclient02' },
    ],
    Amazon: { AppId: 'amzn1.application.0000' },
    Apple: { ServicesId: 'com.example.auth' },
    Facebook: { AppId: '1234567890123' },
    Google: { ClientId: '000.apps.googleusercontent.com' },
    Twitter: { ConsumerKey: 'k', ConsumerSecret: 's' },
    OpenIdConnectProviderArns: ['arn:aws:iam::123456789012:oidc-provider/example.com'],
    SamlProviderArns: [],
    DeveloperProviderName: 'login.example.com',
  },
  AuthenticatedRole: {
    RoleName: 'my-app-signed-in',
    Path: '/app/',
    Description: '',
    MaxSessionDuration: 7200,
    ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
    Policies: [
      { PolicyName: 'object', PolicyDocument: POLICY_DOCUMENT },
      { PolicyName: 'text', PolicyDocument: '{"Version":"2012-10-17","Statement":[]}' },
    ],
    PermissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess',
  },
  UnauthenticatedRole: { Create: false as const },
  Tags: [{ Key: 'team', Value: 'true' }],
};

const ATTRIBUTES = {
  IdentityPoolId: 'us-east-1:0f1e2d3c-0000-4000-8000-0123456789ab',
  Arn: 'arn:aws:cognito-identity:us-east-1:123456789012:identitypool/us-east-1:0f1e2d3c-0000-4000-8000-0123456789ab',
  Name: 'my-app',
  AuthenticatedRoleArn: 'arn:aws:iam::123456789012:role/app/my-app-signed-in',
  AuthenticatedRoleName: 'my-app-signed-in',
  UnauthenticatedRoleArn: 'arn:aws:iam::123456789012:role/guest',
  UnauthenticatedRoleName: 'guest',
};

/** CloudFormation hands every primitive over as text, except inside what the schema has no type for. */
const asText = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, key === 'PolicyDocument' ? member : asText(member)]));
  return String(value);
};

describe('a model', () => {
  it('that was answered comes back as what was put into it', () => {
    const answered = toResourceModel({ ...PROPERTIES, ...ATTRIBUTES }).serialize();
    expect(toProperties(answered)).toEqual(PROPERTIES);
    expect(toAttributes(answered)).toEqual(ATTRIBUTES);
  });

  it('leaves the function under the names of the schema and with nothing else', () => {
    expect(toResourceModel({ ...PROPERTIES, ...ATTRIBUTES }).serialize()).toEqual({ ...PROPERTIES, ...ATTRIBUTES });
  });

  it('gets its booleans and numbers back from text', () => {
    expect(toProperties(asText(PROPERTIES))).toEqual(PROPERTIES);
  });

  it('loses what is null, at every depth', () => {
    const nothing = { IdentityPoolName: null, AuthenticatedRole: { Path: null, Policies: null }, Tags: [null, { Key: 'k', Value: 'v' }] };
    expect(toProperties(nothing)).toEqual({ AuthenticatedRole: {}, Tags: [{ Key: 'k', Value: 'v' }] });
  });

  it('shares nothing with what it was made from', () => {
    const given = structuredClone(PROPERTIES) as Model;
    Object.freeze(given.AuthenticatedRole?.Policies?.[0]?.PolicyDocument);
    const model = toResourceModel(given);
    expect(Object.isFrozen(model.authenticatedRole?.policies?.[0]?.policyDocument)).toBe(false);
  });

  it('is empty where there is nothing', () => {
    for (const nothing of [{}, null, undefined]) expect([toProperties(nothing), toAttributes(nothing)]).toEqual([{}, {}]);
  });
});
