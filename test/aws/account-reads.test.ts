import { accountReads, type AccountReads } from '../../src/aws/account-reads';
import { once, recordedClient, sdkError } from './recorded-client';

const USER_POOL = 'ap-southeast-2_EXAMPLE01';
const ARN = 'arn:aws:iam::123456789012:oidc-provider/login.example.com';
const absent = [sdkError('ResourceNotFoundException'), sdkError('NoSuchEntityException')];

async function asked<Answer>(read: (reads: AccountReads) => Promise<Answer>, ...answers: readonly unknown[]) {
  const { client, requests } = recordedClient(...answers);
  const reads = accountReads({ iam: client, cognitoIdentity: client, userPools: () => client }, once);
  return { answer: await read(reads), requests };
}

it.each<[sentence: string, userPool: object, expected: object]>([
  ['nothing', {}, { isAdminOnly: false, changesTokens: false }],
  ['administrators alone', { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } }, { isAdminOnly: true, changesTokens: false }],
  ['a trigger', { LambdaConfig: { PreTokenGeneration: 'arn' } }, { isAdminOnly: false, changesTokens: true }],
  ['a trigger of the second version', { LambdaConfig: { PreTokenGenerationConfig: {} } }, { isAdminOnly: false, changesTokens: true }],
  [
    'a schema',
    { SchemaAttributes: [{ Name: 'custom:a', Mutable: false }, { Name: 'email', Mutable: true }, {}] },
    {
      isAdminOnly: false,
      changesTokens: false,
      attributes: [
        { name: 'custom:a', isMutable: false },
        { name: 'email', isMutable: true },
        { name: '', isMutable: true },
      ],
    },
  ],
])('reads of a user pool with %s who signs up and which attributes there are', async (_sentence, UserPool, expected) => {
  const { answer, requests } = await asked((reads) => reads.userPool(USER_POOL), { UserPool });
  expect(answer).toStrictEqual(expected);
  expect(requests).toStrictEqual([{ operation: 'DescribeUserPool', input: { UserPoolId: USER_POOL } }]);
});

it('reads the ids of app clients page by page', async () => {
  const pages = [{ UserPoolClients: [{ ClientId: 'a' }, {}], NextToken: 'more' }, { UserPoolClients: [{ ClientId: 'b' }] }];
  const { answer, requests } = await asked((reads) => reads.appClientIds(USER_POOL), ...pages);
  expect(answer).toStrictEqual(['a', '', 'b']);
  expect(requests.map(({ input }) => input)).toStrictEqual([
    { UserPoolId: USER_POOL, MaxResults: 60 },
    { UserPoolId: USER_POOL, MaxResults: 60, NextToken: 'more' },
  ]);
});

it.each<[string, (reads: AccountReads) => Promise<unknown>, object]>([
  ['GetOpenIDConnectProvider', (reads) => reads.openIdConnectProvider(ARN), { OpenIDConnectProviderArn: ARN }],
  ['GetSAMLProvider', (reads) => reads.samlProvider(ARN), { SAMLProviderArn: ARN }],
])('asks %s whether a provider exists', async (operation, read, input) => {
  const { answer, requests } = await asked(read, {});
  expect([answer, requests]).toStrictEqual([{}, [{ operation, input }]]);
});

it.each<[string, (reads: AccountReads) => Promise<unknown>]>([
  ['a user pool', (reads) => reads.userPool(USER_POOL)],
  ['the app clients of a user pool', (reads) => reads.appClientIds(USER_POOL)],
  ['an OIDC provider', (reads) => reads.openIdConnectProvider(ARN)],
  ['a SAML provider', (reads) => reads.samlProvider(ARN)],
])('answers undefined for %s that does not exist, and fails if it may not be read', async (_what, read) => {
  for (const error of absent) expect((await asked(read, error)).answer).toBeUndefined();
  await expect(asked(read, sdkError('AccessDenied', 'no'))).rejects.toThrow(/^Reading|^Listing/);
});
