import {
  CognitoIdentityProviderServiceException,
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  ListIdentityProvidersCommand,
  ListUserPoolClientsCommand,
  ResourceNotFoundException,
  UpdateUserPoolClientCommand,
  type UserPoolClientType,
} from '@aws-sdk/client-cognito-identity-provider';
import { FakeAws } from './fake-aws';
import { Killed } from './faults';
import { makePool } from './fixtures';

const UserPoolId = 'us-east-1_EXAMPLE01';
const ELSEWHERE = 'eu-west-3_EXAMPLE02';
const START = Date.parse('2026-01-02T03:04:05.678Z');

let fake: FakeAws;
let clock: number;

beforeEach(() => {
  clock = START;
  fake = new FakeAws({ now: () => clock });
  fake.seedUserPool({ id: UserPoolId });
});

const create = async (input: object = {}): Promise<UserPoolClientType> => {
  const made = await fake.clients.userPools.send(new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'web', ...input }));
  return made.UserPoolClient ?? {};
};
const update = (ClientId: string | undefined, input: object = {}) =>
  fake.clients.userPools.send(new UpdateUserPoolClientCommand({ UserPoolId, ClientId, ...input }));
const describeClient = async (ClientId: string | undefined, userPoolId = UserPoolId): Promise<UserPoolClientType> => {
  const found = await fake.clients.userPools.send(new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId }));
  return found.UserPoolClient ?? {};
};
const remove = (ClientId: string | undefined) => fake.clients.userPools.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId }));
const list = (input: object = {}) => fake.clients.userPools.send(new ListUserPoolClientsCommand({ UserPoolId, MaxResults: 60, ...input }));
const outcome = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'fine',
    (error: unknown) => (error as Error).name,
  );

const CALLBACK = 'https://a.example';
const OAUTH = {
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ['code'],
  AllowedOAuthScopes: ['openid'],
  CallbackURLs: [CALLBACK],
};

const rows: readonly [string, () => Promise<unknown>, string, RegExp][] = [
  ['a client without a name', () => create({ ClientName: undefined }), 'InvalidParameterException', /null at 'clientName'/],
  ['a client without a user pool', () => create({ UserPoolId: undefined }), 'InvalidParameterException', /null at 'userPoolId'/],
  ['an empty name', () => create({ ClientName: '' }), 'InvalidParameterException', /greater than or equal to 1/],
  ['a name of 129 characters', () => create({ ClientName: 'a'.repeat(129) }), 'InvalidParameterException', /equal to 128/],
  ['a name with a colon', () => create({ ClientName: 'us-east-1:1' }), 'InvalidParameterException', /'us-east-1:1' at 'clientName'/],
  ['a user pool by provider name', () => create({ UserPoolId: `cognito-idp/${UserPoolId}` }), 'InvalidParameterException', /userPoolId/],
  ['a user pool id of 56 characters', () => create({ UserPoolId: `a_${'b'.repeat(54)}` }), 'InvalidParameterException', /equal to 55/],
  ['a client of an absent user pool', () => create({ UserPoolId: ELSEWHERE }), 'ResourceNotFoundException', /^User pool eu-west-3_E/],
  [
    'a flow that is none',
    () => create({ ExplicitAuthFlows: ['ALLOW_SRP'] }),
    'InvalidParameterException',
    /explicitAuthFlows.*enum value set/,
  ],
  [
    'flows of the old and the new kind together',
    () => create({ ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'USER_PASSWORD_AUTH'] }),
    'InvalidParameterException',
    /legacy/,
  ],
  ['a grant that is none', () => create({ AllowedOAuthFlows: ['token'] }), 'InvalidParameterException', /enum value set/],
  [
    'a unit that is none',
    () => create({ TokenValidityUnits: { IdToken: 'weeks' } }),
    'InvalidParameterException',
    /tokenValidityUnits\.id/,
  ],
  ['no validity at all', () => create({ AccessTokenValidity: 0 }), 'InvalidParameterException', /greater than or equal to 1/],
  ['an access token for 25 hours', () => create({ AccessTokenValidity: 25 }), 'InvalidParameterException', /^Invalid range for token val/],
  [
    'an ID token for four minutes',
    () => create({ IdTokenValidity: 4, TokenValidityUnits: { IdToken: 'minutes' } }),
    'InvalidParameterException',
    /^Invalid range/,
  ],
  ['a refresh token for 11 years', () => create({ RefreshTokenValidity: 4015 }), 'InvalidParameterException', /^Invalid range/],
  ['a sign-in of 2 minutes', () => create({ AuthSessionValidity: 2 }), 'InvalidParameterException', /equal to 3/],
  ['a sign-in of 16 minutes', () => create({ AuthSessionValidity: 16 }), 'InvalidParameterException', /equal to 15/],
  [
    'a grace of 61 seconds',
    () => create({ RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 61 } }),
    'InvalidParameterException',
    /60/,
  ],
  ['rotation left open', () => create({ RefreshTokenRotation: {} }), 'InvalidParameterException', /refreshTokenRotation\.feature/],
  ['existence errors by a switch', () => create({ PreventUserExistenceErrors: true }), 'InvalidParameterException', /be a string/],
  ['101 callbacks', () => create({ CallbackURLs: Array.from({ length: 101 }, () => 'https://a') }), 'InvalidParameterException', /100/],
  ['an empty callback', () => create({ CallbackURLs: [''] }), 'InvalidParameterException', /callbackURLs\.1/],
  ['a redirect that is no callback', () => create({ DefaultRedirectURI: 'https://a' }), 'InvalidParameterException', /one of CallbackURLs/],
  ['a provider name of 33 characters', () => create({ SupportedIdentityProviders: ['a'.repeat(33)] }), 'InvalidParameterException', /32/],
  [
    'a provider that the user pool lacks',
    () => create({ SupportedIdentityProviders: ['COGNITO', 'Google'] }),
    'InvalidParameterException',
    /^The provider Google does not exist for User Pool us-east-1_EXAMPLE01\.$/,
  ],
  ['OAuth without scopes', () => create({ ...OAUTH, AllowedOAuthScopes: [] }), 'InvalidOAuthFlowException', /are required/],
  ['a scope that is none', () => create({ ...OAUTH, AllowedOAuthScopes: ['Cognito'] }), 'ScopeDoesNotExistException', /requested: Cognito/],
  // AWS's words: cisagov/crossfeed#440.
  [
    'the code flow without a callback',
    () => create({ ...OAUTH, CallbackURLs: [] }),
    'InvalidOAuthFlowException',
    /^CallbackUrls can not be empty when code flow or implicit flow is selected$/,
  ],
  [
    'the implicit flow without a callback, also where OAuth is off',
    () => create({ AllowedOAuthFlows: ['implicit'] }),
    'InvalidOAuthFlowException',
    /^CallbackUrls can not be empty/,
  ],
  // Cognito API reference, CreateUserPoolClient, CallbackURLs.
  [
    'a callback over HTTP',
    () => create({ CallbackURLs: ['http://a.example/x'] }),
    'InvalidParameterException',
    /^http:\/\/a\.example\/x cannot use the HTTP protocol\.$/,
  ],
  [
    'a callback over HTTP to what only begins like this machine',
    () => create({ CallbackURLs: ['http://localhost.example'] }),
    'InvalidParameterException',
    /HTTP protocol/,
  ],
  ['a sign-out over HTTP', () => create({ LogoutURLs: ['http://a.example'] }), 'InvalidParameterException', /HTTP protocol/],
  ['a callback with a fragment', () => create({ CallbackURLs: [`${CALLBACK}/#x`] }), 'InvalidParameterException', /fragment/],
  ['a callback by path alone', () => create({ CallbackURLs: ['/signed-in'] }), 'InvalidParameterException', /absolute URI/],
  ['a callback with a space', () => create({ CallbackURLs: [`${CALLBACK}/a b`] }), 'InvalidParameterException', /callbackURLs\.1/],
  ['a 101st sign-out', () => create({ LogoutURLs: Array.from({ length: 101 }, () => CALLBACK) }), 'InvalidParameterException', /100/],
  ['a callback of 1,025 characters', () => create({ CallbackURLs: [CALLBACK.padEnd(1025, '/')] }), 'InvalidParameterException', /1024/],
  ['a 51st scope', () => create({ AllowedOAuthScopes: Array.from({ length: 51 }, () => 'openid') }), 'InvalidParameterException', /50/],
  [
    'client credentials beside others',
    () => create({ AllowedOAuthFlows: ['code', 'client_credentials'] }),
    'InvalidOAuthFlowException',
    /along with/,
  ],
  [
    'client credentials without a secret',
    () => create({ AllowedOAuthFlows: ['client_credentials'] }),
    'InvalidOAuthFlowException',
    /client secret/,
  ],
  ['a secret of 23 characters', () => create({ ClientSecret: 'a'.repeat(23) }), 'InvalidParameterException', /equal to 24/],
  [
    'a secret both given and generated',
    () => create({ ClientSecret: 'a'.repeat(24), GenerateSecret: true }),
    'InvalidParameterException',
    /together/,
  ],
  ['reading an absent client', () => describeClient('absent'), 'ResourceNotFoundException', /^User pool client absent does not exist/],
  ['reading a client without its id', () => describeClient(undefined), 'InvalidParameterException', /null at 'clientId'/],
  ['a client id with a hyphen', () => describeClient('a-b'), 'InvalidParameterException', /'a-b' at 'clientId'/],
  ['reading of an absent user pool', () => describeClient('absent', ELSEWHERE), 'ResourceNotFoundException', /^User pool eu-west-3/],
  ['changing an absent client', () => update('absent'), 'ResourceNotFoundException', /absent/],
  ['deleting an absent client', () => remove('absent'), 'ResourceNotFoundException', /absent/],
  ['listing an absent user pool', () => list({ UserPoolId: ELSEWHERE }), 'ResourceNotFoundException', /^User pool eu-west-3/],
  ['a page of none', () => list({ MaxResults: 0 }), 'InvalidParameterException', /equal to 1/],
  ['a page of 61', () => list({ MaxResults: 61 }), 'InvalidParameterException', /equal to 60/],
  ['a token that it did not give', () => list({ NextToken: 'x' }), 'InvalidParameterException', /NextToken/],
  [
    'listing the identity providers of an absent user pool',
    () => fake.clients.userPools.send(new ListIdentityProvidersCommand({ UserPoolId: ELSEWHERE })),
    'ResourceNotFoundException',
    /^User pool eu-west-3/,
  ],
  [
    'a page of 61 identity providers',
    () => fake.clients.userPools.send(new ListIdentityProvidersCommand({ UserPoolId, MaxResults: 61 })),
    'InvalidParameterException',
    /equal to 60/,
  ],
  [
    'an absent user pool',
    () => fake.clients.userPools.send(new DescribeUserPoolCommand({ UserPoolId: ELSEWHERE })),
    'ResourceNotFoundException',
    /^User pool eu-west-3_EXAMPLE02 does not exist\.$/,
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

it('throws the SDK’s own exceptions, and is loud about a member that the SDK would drop', async () => {
  await expect(describeClient('absent')).rejects.toBeInstanceOf(ResourceNotFoundException);
  fake.fail({ service: 'cognito-idp', error: { name: 'ThrottlingException' } });
  await expect(list()).rejects.toBeInstanceOf(CognitoIdentityProviderServiceException);
  const { ClientId } = await create();
  await expect(update(ClientId, { GenerateSecret: true })).rejects.toThrow('The API has no GenerateSecret');
});

it('has room for so many clients in each user pool', async () => {
  fake.quotas.clientsPerUserPool = 1;
  fake.seedUserPool({ id: ELSEWHERE });
  const { ClientId } = await create();
  await create({ UserPoolId: ELSEWHERE });
  await expect(create()).rejects.toMatchObject({ name: 'LimitExceededException' });
  await remove(ClientId);
  await create();
});

describe('an app client', () => {
  it('has the defaults where nothing is set, and no secret', async () => {
    const made = await create({ GenerateSecret: false });
    expect(made).toEqual({
      UserPoolId,
      ClientName: 'web',
      ClientId: expect.stringMatching(/^[a-z0-9]{26}$/) as unknown,
      CreationDate: new Date(START),
      LastModifiedDate: new Date(START),
      RefreshTokenValidity: 30,
      AuthSessionValidity: 3,
      AllowedOAuthFlowsUserPoolClient: false,
      EnableTokenRevocation: true,
      EnablePropagateAdditionalUserContextData: false,
    });
    expect(await describeClient(made.ClientId)).toEqual(made);
  });

  it('is another one when it is created again by the same name', async () => {
    const ids = [(await create()).ClientId, (await create()).ClientId];
    expect(new Set(ids).size).toBe(2);
    expect((await list()).UserPoolClients?.map(({ ClientName }) => ClientName)).toEqual(['web', 'web']);
  });

  it('has the same id and secret in every run of one story, and never one of another client', async () => {
    const story = async (account: FakeAws): Promise<readonly unknown[]> => {
      fake = account;
      account.userPools.clear();
      account.seedUserPool({ id: UserPoolId });
      const made = [];
      for (let count = 0; count < 500; count += 1) made.push(await create({ GenerateSecret: count === 0 }));
      return made.flatMap(({ ClientId, ClientSecret }) => (ClientSecret === undefined ? [ClientId] : [ClientId, ClientSecret]));
    };
    const [one, other] = [await story(new FakeAws()), await story(new FakeAws())];
    expect(one).toEqual(other);
    expect(new Set(one).size).toBe(501);
  });

  it('shows its secret wherever it is described, and not in lists', async () => {
    const [made, given] = [await create({ GenerateSecret: true }), await create({ ClientSecret: 'a'.repeat(24) })];
    expect(made.ClientSecret).toMatch(/^[a-z0-9]{52}$/);
    expect((await describeClient(made.ClientId)).ClientSecret).toBe(made.ClientSecret);
    expect((await describeClient(given.ClientId)).ClientSecret).toBe('a'.repeat(24));
    expect((await list()).UserPoolClients).toEqual([made, given].map(({ ClientId }) => ({ ClientId, UserPoolId, ClientName: 'web' })));
  });

  it('loses on update every setting that is left out, and keeps name, secret and date of birth', async () => {
    fake.userPools.get(UserPoolId)?.identityProviders.push('Google');
    const { ClientId, ClientSecret } = await create({
      GenerateSecret: true,
      ...OAUTH,
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
      SupportedIdentityProviders: ['COGNITO', 'Google'],
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: false,
      RefreshTokenValidity: 1,
      AuthSessionValidity: 15,
      CallbackURLs: ['https://a.example'],
      DefaultRedirectURI: 'https://a.example',
    });
    clock += 1000;
    const updated = await update(ClientId, { AccessTokenValidity: 2 });
    const after = await describeClient(ClientId);
    expect(after).toEqual({
      UserPoolId,
      ClientName: 'web',
      ClientId,
      ClientSecret,
      CreationDate: new Date(START),
      LastModifiedDate: new Date(START + 1000),
      AccessTokenValidity: 2,
      RefreshTokenValidity: 30,
      AuthSessionValidity: 3,
      AllowedOAuthFlowsUserPoolClient: false,
      EnableTokenRevocation: true,
      EnablePropagateAdditionalUserContextData: false,
    });
    expect(updated.UserPoolClient).toEqual(after);
    await update(ClientId, { ClientName: 'renamed', RefreshTokenValidity: 0 });
    expect(await describeClient(ClientId)).toMatchObject({ ClientName: 'renamed', RefreshTokenValidity: 30 });
  });

  it('may use client credentials when it has a secret, also after an update', async () => {
    const { ClientId } = await create({ GenerateSecret: true });
    await update(ClientId, { AllowedOAuthFlows: ['client_credentials'] });
    expect((await describeClient(ClientId)).AllowedOAuthFlows).toEqual(['client_credentials']);
  });

  it('is of its user pool only, which may be of any Region', async () => {
    fake.seedUserPool({ id: ELSEWHERE, name: 'people' });
    const { ClientId } = await create({ UserPoolId: ELSEWHERE });
    await expect(remove(ClientId)).rejects.toBeInstanceOf(ResourceNotFoundException);
    expect((await describeClient(ClientId, ELSEWHERE)).UserPoolId).toBe(ELSEWHERE);
    const { UserPool } = await fake.clients.userPools.send(new DescribeUserPoolCommand({ UserPoolId: ELSEWHERE }));
    expect(UserPool).toEqual({
      Id: ELSEWHERE,
      Name: 'people',
      Arn: `arn:aws:cognito-idp:eu-west-3:123456789012:userpool/${ELSEWHERE}`,
    });
  });

  it('is gone once deleted, and goes with its user pool behind the caller’s back', async () => {
    const [one, other] = [await create(), await create()];
    await remove(one.ClientId);
    expect(await outcome(remove(one.ClientId))).toBe('ResourceNotFoundException');
    fake.userPools.delete(UserPoolId);
    expect(await outcome(describeClient(other.ClientId))).toBe('ResourceNotFoundException');
  });
});

it.each([
  'http://localhost',
  'http://localhost:3000/x',
  'http://127.0.0.1:8080',
  'http://[::1]/',
  'myapp://example',
  'https://a.example/?b=c',
])('takes the callback %s', async (url) => {
  const { ClientId } = await create({ ...OAUTH, CallbackURLs: [url], LogoutURLs: [url], DefaultRedirectURI: url });
  expect(await describeClient(ClientId)).toMatchObject({ CallbackURLs: [url], LogoutURLs: [url], AllowedOAuthFlows: ['code'] });
});

it('loses on update the OAuth settings that are left out, and checks those that are given again', async () => {
  fake.userPools.get(UserPoolId)?.identityProviders.push('Google');
  const settings = { ...OAUTH, LogoutURLs: [CALLBACK], SupportedIdentityProviders: ['COGNITO', 'Google'] };
  const { ClientId } = await create(settings);
  expect(await outcome(update(ClientId, { ...settings, CallbackURLs: undefined }))).toBe('InvalidOAuthFlowException');
  expect(await outcome(update(ClientId, { ...settings, SupportedIdentityProviders: ['Facebook'] }))).toBe('InvalidParameterException');
  expect(await describeClient(ClientId)).toMatchObject(settings);
  await update(ClientId, {});
  const after = await describeClient(ClientId);
  expect(after.AllowedOAuthFlowsUserPoolClient).toBe(false);
  for (const name of ['CallbackURLs', 'LogoutURLs', 'AllowedOAuthFlows', 'AllowedOAuthScopes', 'SupportedIdentityProviders'])
    expect(after).not.toHaveProperty(name);
});

it('lists the identity providers of a user pool in pages, each with its type', async () => {
  fake.userPools.get(UserPoolId)?.identityProviders.push('Google', 'Okta', 'SignInWithApple');
  const page = (input: object = {}) => fake.clients.userPools.send(new ListIdentityProvidersCommand({ UserPoolId, ...input }));
  const first = await page({ MaxResults: 2 });
  const second = await page({ MaxResults: 2, NextToken: first.NextToken });
  expect([first.Providers, second.Providers, second.NextToken]).toEqual([
    [
      { ProviderName: 'Google', ProviderType: 'Google' },
      { ProviderName: 'Okta', ProviderType: 'OIDC' },
    ],
    [{ ProviderName: 'SignInWithApple', ProviderType: 'SignInWithApple' }],
    undefined,
  ]);
  expect((await page({ MaxResults: 0 })).Providers).toHaveLength(3);
});

describe('a list of app clients', () => {
  it('comes in pages, the last without a token', async () => {
    const ids = [(await create()).ClientId, (await create()).ClientId, (await create()).ClientId];
    const first = await list({ MaxResults: 2 });
    const second = await list({ MaxResults: 2, NextToken: first.NextToken });
    expect([first, second].map((page) => page.UserPoolClients?.map(({ ClientId }) => ClientId))).toEqual([ids.slice(0, 2), ids.slice(2)]);
    expect(second.NextToken).toBeUndefined();
    fake.quotas.pageSize = 1;
    expect((await list()).UserPoolClients).toHaveLength(1);
  });

  it('can be of one type, with pages that hold none and yet have a next', async () => {
    const clients = [await create(), await create()];
    const page = await list({ ClientType: 'DCR', MaxResults: 1 });
    expect([page.UserPoolClients, typeof page.NextToken]).toEqual([[], 'string']);
    expect((await list({ ClientType: 'REGULAR' })).UserPoolClients).toHaveLength(clients.length);
  });
});

it('shows clients in a snapshot by user pool and id, without the date of the last change', async () => {
  const { ClientId = '' } = await create({ PreventUserExistenceErrors: 'ENABLED' });
  const before = fake.snapshot();
  expect(before.userPools[UserPoolId]?.clients[ClientId]).toMatchObject({
    ClientName: 'web',
    PreventUserExistenceErrors: 'ENABLED',
    CreationDate: '2026-01-02T03:04:05.678Z',
  });
  clock += 1000;
  await update(ClientId, { PreventUserExistenceErrors: 'ENABLED' });
  expect(fake.snapshot()).toEqual(before);
  expect(new FakeAws().snapshot()).toEqual({ pools: {}, roles: {}, userPools: {} });
});

it('counts, records and reports calls of user pools as others, but not as writes on an identity pool', async () => {
  const heard: string[] = [];
  fake.onCall(({ service, operation }) => heard.push(`${service}:${operation}`));
  await Promise.all([create(), create(), makePool(fake), list()]);
  expect([fake.rounds, fake.maxConcurrentWritesOnPool, fake.writes.length]).toEqual([1, 0, 3]);
  expect(heard).toEqual([
    'cognito-idp:CreateUserPoolClient',
    'cognito-idp:CreateUserPoolClient',
    'cognito-identity:CreateIdentityPool',
    'cognito-idp:ListUserPoolClients',
  ]);
});

describe('what goes wrong', () => {
  it('can be a planned fault, whose call may take effect', async () => {
    fake.fail({ operation: 'CreateUserPoolClient', after: true, error: { name: 'InternalErrorException' } });
    await expect(create()).rejects.toMatchObject({ name: 'InternalErrorException', $fault: 'server' });
    expect((await list()).UserPoolClients).toHaveLength(1);
  });

  it('can be the death of the caller', async () => {
    fake.killAt(2, 'after');
    await create();
    await expect(create()).rejects.toBeInstanceOf(Killed);
    await expect(list()).rejects.toBeInstanceOf(Killed);
    fake.revive();
    expect((await list()).UserPoolClients).toHaveLength(2);
  });

  it('can be lag that hides a new client from reads, and not the older one beside it', async () => {
    const older = await create();
    fake.lag({ operations: 'reads', calls: 2 });
    const { ClientId } = await create();
    expect((await list()).UserPoolClients?.map((client) => client.ClientId)).toEqual([older.ClientId]);
    expect(await outcome(describeClient(older.ClientId))).toBe('fine');
    expect(await outcome(describeClient(ClientId))).toBe('ResourceNotFoundException');
    expect(await outcome(describeClient(ClientId))).toBe('fine');
  });

  it('can be lag that hides a new client from its deletion, and shows a changed or deleted one as it was', async () => {
    fake.lag({ operations: 'all', calls: 1 });
    const { ClientId } = await create();
    expect([await outcome(remove(ClientId)), await outcome(update(ClientId, { ClientName: 'b' }))]).toEqual([
      'ResourceNotFoundException',
      'fine',
    ]);
    expect((await describeClient(ClientId)).ClientName).toBe('web');
    expect((await describeClient(ClientId)).ClientName).toBe('b');
    await remove(ClientId);
    expect([await outcome(describeClient(ClientId)), await outcome(describeClient(ClientId))]).toEqual([
      'fine',
      'ResourceNotFoundException',
    ]);
  });
});

it('shares nothing with its callers, in either direction', async () => {
  const ExplicitAuthFlows = ['ALLOW_USER_SRP_AUTH'];
  const made = await create({ ExplicitAuthFlows });
  ExplicitAuthFlows.push('ALLOW_USER_AUTH');
  made.ExplicitAuthFlows?.push('ALLOW_USER_AUTH');
  expect((await describeClient(made.ClientId)).ExplicitAuthFlows).toEqual(['ALLOW_USER_SRP_AUTH']);
});
