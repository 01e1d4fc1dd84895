import {
  CognitoIdentityServiceException,
  CreateIdentityPoolCommand,
  DeleteIdentityPoolCommand,
  DescribeIdentityPoolCommand,
  GetIdentityPoolRolesCommand,
  GetPrincipalTagAttributeMapCommand,
  InvalidParameterException,
  ListIdentityPoolsCommand,
  SetIdentityPoolRolesCommand,
  SetPrincipalTagAttributeMapCommand,
  TagResourceCommand,
  UpdateIdentityPoolCommand,
  type MappingRule,
  type RoleMapping,
} from '@aws-sdk/client-cognito-identity';
import { FakeAws } from './fake-aws';
import { makePool, OIDC_ARN, ROLE_ARN, USER_POOL, USER_POOL_CLIENT } from './fixtures';

const ABSENT = 'us-east-1:ffffffff-0000-4000-8000-000000000000';
const MAPPED = `${USER_POOL}:exampleclient01`;

let fake: FakeAws;
let id: string;

beforeEach(async () => {
  fake = new FakeAws();
  id = await makePool(fake);
});

const create = (input: object) =>
  fake.clients.cognitoIdentity.send(
    new CreateIdentityPoolCommand({
      IdentityPoolName: 'a',
      AllowUnauthenticatedIdentities: false,
      ...input,
    }),
  );
const update = (input: object) =>
  fake.clients.cognitoIdentity.send(
    new UpdateIdentityPoolCommand({ IdentityPoolId: id, IdentityPoolName: 'a', AllowUnauthenticatedIdentities: false, ...input }),
  );
const set = (mappings: Record<string, RoleMapping>, roles: Record<string, string> | undefined = {}) =>
  fake.clients.cognitoIdentity.send(new SetIdentityPoolRolesCommand({ IdentityPoolId: id, Roles: roles, RoleMappings: mappings }));
const principalTags = (input: object) =>
  fake.clients.cognitoIdentity.send(
    new SetPrincipalTagAttributeMapCommand({ IdentityPoolId: id, IdentityProviderName: USER_POOL, ...input }),
  );
const token = { Type: 'Token', AmbiguousRoleResolution: 'Deny' } as const;
const rule: MappingRule = { Claim: 'sub', MatchType: 'Equals', Value: 'x', RoleARN: ROLE_ARN };
const rules = (...given: object[]): RoleMapping => ({
  Type: 'Rules',
  AmbiguousRoleResolution: 'Deny',
  RulesConfiguration: { Rules: given as MappingRule[] },
});

const rows: readonly [string, () => Promise<unknown>, string, RegExp][] = [
  ['a pool without a name', () => create({ IdentityPoolName: undefined }), 'ValidationException', /null at 'identityPoolName'/],
  ['a pool with an empty name', () => create({ IdentityPoolName: '' }), 'ValidationException', /greater than or equal to 1/],
  ['a name with brackets', () => create({ IdentityPoolName: 'demo (x)' }), 'ValidationException', /'demo \(x\)' at 'identityPoolName'/],
  ['a name of 129 characters', () => create({ IdentityPoolName: 'a'.repeat(129) }), 'ValidationException', /equal to 128/],
  ['guests left open', () => create({ AllowUnauthenticatedIdentities: undefined }), 'ValidationException', /allowUnauth/],
  ['a switch as text', () => create({ AllowClassicFlow: 'false' }), 'ValidationException', /be a boolean/],
  [
    'an update that leaves out the guests',
    () => update({ AllowUnauthenticatedIdentities: undefined }),
    'ValidationException',
    /allowUnauth/,
  ],
  ['an empty developer name', () => update({ DeveloperProviderName: '' }), 'ValidationException', /developerProviderName/],
  ['an empty application id', () => create({ SupportedLoginProviders: { 'www.amazon.com': '' } }), 'ValidationException', /www\.amazon/],
  [
    'a user pool by URL',
    () => create({ CognitoIdentityProviders: [{ ...USER_POOL_CLIENT, ProviderName: `https://${USER_POOL}` }] }),
    'InvalidParameterException',
    /^Invalid Cognito Identity Provider$/,
  ],
  [
    'a user pool under the host of another Region',
    () =>
      create({ CognitoIdentityProviders: [{ ...USER_POOL_CLIENT, ProviderName: USER_POOL.replace('idp.us-east-1', 'idp.eu-west-3') }] }),
    'InvalidParameterException',
    /^Invalid Cognito/,
  ],
  [
    'a user pool without a client',
    () => create({ CognitoIdentityProviders: [{ ProviderName: USER_POOL }] }),
    'InvalidParameterException',
    /^Invalid Cognito/,
  ],
  [
    'one client twice',
    () => create({ CognitoIdentityProviders: [USER_POOL_CLIENT, USER_POOL_CLIENT] }),
    'InvalidParameterException',
    /twice/,
  ],
  [
    'an issuer in place of an ARN',
    () => create({ OpenIdConnectProviderARNs: ['https://login.example.com'] }),
    'InvalidParameterException',
    /oidc-provider/,
  ],
  ['an OIDC provider as a SAML provider', () => create({ SamlProviderARNs: [OIDC_ARN] }), 'InvalidParameterException', /saml-provider/],
  ['a tag of AWS', () => create({ IdentityPoolTags: { 'aws:x': '1' } }), 'InvalidParameterException', /reserved/],
  [
    'a 51st tag',
    () => create({ IdentityPoolTags: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`k${String(n)}`, ''])) }),
    'InvalidParameterException',
    /50 tags/,
  ],
  [
    'a pool id in capitals',
    () => fake.clients.cognitoIdentity.send(new DescribeIdentityPoolCommand({ IdentityPoolId: id.toUpperCase() })),
    'ValidationException',
    /identityPoolId/,
  ],
  [
    'reading an absent pool',
    () => fake.clients.cognitoIdentity.send(new DescribeIdentityPoolCommand({ IdentityPoolId: ABSENT })),
    'ResourceNotFoundException',
    /ffffffff/,
  ],
  [
    'reading the roles of an absent pool',
    () => fake.clients.cognitoIdentity.send(new GetIdentityPoolRolesCommand({ IdentityPoolId: ABSENT })),
    'ResourceNotFoundException',
    /ffffffff/,
  ],
  [
    'deleting an absent pool',
    () => fake.clients.cognitoIdentity.send(new DeleteIdentityPoolCommand({ IdentityPoolId: ABSENT })),
    'ResourceNotFoundException',
    /ffffffff/,
  ],
  [
    'a list without a size',
    () => fake.clients.cognitoIdentity.send(new ListIdentityPoolsCommand({ MaxResults: undefined })),
    'ValidationException',
    /maxResults/,
  ],
  [
    'a page of 61',
    () => fake.clients.cognitoIdentity.send(new ListIdentityPoolsCommand({ MaxResults: 61 })),
    'ValidationException',
    /equal to 60/,
  ],
  [
    'a token that it did not give',
    () => fake.clients.cognitoIdentity.send(new ListIdentityPoolsCommand({ MaxResults: 1, NextToken: 'x' })),
    'InvalidParameterException',
    /NextToken/,
  ],
  [
    'roles left out',
    () => fake.clients.cognitoIdentity.send(new SetIdentityPoolRolesCommand({ IdentityPoolId: id, Roles: undefined })),
    'ValidationException',
    /null at 'roles'/,
  ],
  ['a role for a kind of identity that is none', () => set({}, { auth: ROLE_ARN }), 'ValidationException', /\(un\)\?authenticated/],
  ['an empty role ARN', () => set({}, { authenticated: '' }), 'ValidationException', /equal to 20/],
  [
    'a role name in place of an ARN',
    () => set({}, { authenticated: 'my-signed-in-role-of-old' }),
    'InvalidParameterException',
    /ARN of a role/,
  ],
  [
    'a role of another account',
    () => set({}, { authenticated: ROLE_ARN.replace('123456789012', '210987654321') }),
    'AccessDeniedException',
    /Cross-account/,
  ],
  [
    'a mapping for a user pool by URL',
    () => set({ [`https://${MAPPED}`]: token }),
    'InvalidParameterException',
    /^\(https:.*\) is not a valid RoleMapping ProviderName or is not a configured provider\.$/,
  ],
  [
    'a mapping for a user pool without its client',
    () => set({ [USER_POOL]: token }),
    'InvalidParameterException',
    /not a configured provider/,
  ],
  [
    'a mapping for a provider that the pool lacks',
    () => set({ 'graph.facebook.com': token }),
    'InvalidParameterException',
    /not a configured provider/,
  ],
  ['a key over 128 characters', () => set({ [`${OIDC_ARN}/${'a'.repeat(128)}`]: token }), 'ValidationException', /equal to 128/],
  [
    'a mapping that leaves the ambiguous open',
    () => set({ [MAPPED]: { Type: 'Token' } }),
    'InvalidParameterException',
    /AmbiguousRoleResolution/,
  ],
  [
    'rules without any',
    () => set({ [MAPPED]: { ...token, Type: 'Rules' } }),
    'InvalidParameterException',
    /RulesConfiguration is required/,
  ],
  ['an empty list of rules', () => set({ [MAPPED]: rules() }), 'ValidationException', /rulesConfiguration\.rules/],
  ['a token with rules', () => set({ [MAPPED]: { ...rules(rule), Type: 'Token' } }), 'InvalidParameterException', /Type Token/],
  ['a 26th rule', () => set({ [MAPPED]: rules(...Array.from({ length: 26 }, () => rule)) }), 'InvalidParameterException', /25 rules/],
  [
    'an 11th mapping',
    () => set(Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`p${String(n)}`, token]))),
    'ValidationException',
    /equal to 10/,
  ],
  ['a claim with a space', () => set({ [MAPPED]: rules({ ...rule, Claim: 'a b' }) }), 'ValidationException', /claim/],
  ['a claim of 65 characters', () => set({ [MAPPED]: rules({ ...rule, Claim: 'a'.repeat(65) }) }), 'ValidationException', /equal to 64/],
  ['a rule without a value', () => set({ [MAPPED]: rules({ ...rule, Value: '' }) }), 'ValidationException', /value/],
  ['a comparison that is none', () => set({ [MAPPED]: rules({ ...rule, MatchType: 'EQUALS' }) }), 'ValidationException', /enum value set/],
  [
    'principal tags named with the client',
    () => principalTags({ IdentityProviderName: MAPPED, UseDefaults: true }),
    'InvalidParameterException',
    /not a configured/,
  ],
  [
    'default principal tags beside others',
    () => principalTags({ UseDefaults: true, PrincipalTags: { a: 'sub' } }),
    'InvalidParameterException',
    /UseDefaults/,
  ],
  ['an empty claim', () => principalTags({ PrincipalTags: { a: '' } }), 'ValidationException', /principalTags/],
  [
    'claim names over 460 bytes',
    () => principalTags({ PrincipalTags: { a: 'x'.repeat(231), b: 'x'.repeat(230) } }),
    'InvalidParameterException',
    /460/,
  ],
  [
    'reading principal tags never set',
    () =>
      fake.clients.cognitoIdentity.send(new GetPrincipalTagAttributeMapCommand({ IdentityPoolId: id, IdentityProviderName: USER_POOL })),
    'ResourceNotFoundException',
    /principal tags/,
  ],
  [
    'reading principal tags of a provider that has the name of what every object has',
    () =>
      fake.clients.cognitoIdentity.send(
        new GetPrincipalTagAttributeMapCommand({ IdentityPoolId: id, IdentityProviderName: 'constructor' }),
      ),
    'ResourceNotFoundException',
    /principal tags/,
  ],
  [
    'tagging by an ARN of another Region',
    () =>
      fake.clients.cognitoIdentity.send(
        new TagResourceCommand({ ResourceArn: fake.poolArn(id).replace(':us-east-1', ':eu-west-1'), Tags: {} }),
      ),
    'InvalidParameterException',
    /not the ARN/,
  ],
];

it.each(rows)('refuses %s', async (_, call, name, message) => {
  const before = fake.snapshot();
  await expect(call()).rejects.toMatchObject({
    name,
    message: expect.stringMatching(message) as unknown,
    $fault: 'client',
    $metadata: { httpStatusCode: 400 },
  });
  expect(fake.snapshot()).toEqual(before);
});

it('throws the SDK’s own exceptions', async () => {
  await expect(set({ x: token })).rejects.toBeInstanceOf(InvalidParameterException);
  await expect(create({ IdentityPoolName: '' })).rejects.toBeInstanceOf(CognitoIdentityServiceException);
});

it('reports all violations at once', async () => {
  await expect(create({ IdentityPoolName: '', DeveloperProviderName: '' })).rejects.toThrow(/^4 validation errors detected: .*; .*/);
});

it('is loud about a member that the SDK would drop in silence', async () => {
  await expect(create({ SamlProviderArns: [] })).rejects.toThrow('The API has no SamlProviderArns');
});

it('refuses a second developer provider name, and takes a first one later', async () => {
  await update({ DeveloperProviderName: 'login.example.app' });
  await expect(update({ DeveloperProviderName: 'other' })).rejects.toThrow(/login\.example\.app and cannot be changed/);
});

it('refuses to drop a provider that a mapping names, unless a test says that this is silent', async () => {
  await set({ 'accounts.google.com': token });
  await expect(update({})).rejects.toThrow('(accounts.google.com) cannot be removed while a RoleMapping names it');
  fake.openQuestions.mappedProviderDropped = 'keepMapping';
  await update({});
  expect(Object.keys(fake.pools.get(id)?.roleMappings ?? {})).toEqual(['accounts.google.com']);
});
