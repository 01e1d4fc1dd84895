import {
  fromApplicationId,
  isListed,
  LOGIN_PROVIDER_NAMES,
  secretsIn,
  toApplicationId,
  userPoolIdOf,
  userPoolProviderName,
} from '../../../src/core/rules/provider-name';
import { createdClient, listed, observedPool } from '../fixtures';

describe('a user pool is spelled as Cognito does', () => {
  it.each([
    ['us-east-1_EXAMPLE01', 'cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE01'],
    ['eu-west-1_EXAMPLE01', 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_EXAMPLE01'],
    ['us-gov-west-1_EXAMPLE01', 'cognito-idp.us-gov-west-1.amazonaws.com/us-gov-west-1_EXAMPLE01'],
    ['cn-north-1_EXAMPLE01', 'cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_EXAMPLE01'],
  ])('%s by its own region, whatever the stack’s is', (userPoolId, providerName) => {
    expect(userPoolProviderName(userPoolId)).toBe(providerName);
    expect(userPoolIdOf(providerName)).toBe(userPoolId);
  });
});

describe('a login provider comes back as it was given, without its secret', () => {
  const providers = {
    Amazon: { AppId: 'amzn1.application.0000' },
    Apple: { ServicesId: 'com.example.auth' },
    Facebook: { AppId: '1234567890123' },
    Google: { ClientId: '000.apps.googleusercontent.com' },
    Twitter: { ConsumerKey: 'examplekey', ConsumerSecret: 'examplesecret' },
  };

  it('stores each under one string, Twitter’s with the secret', () => {
    expect(LOGIN_PROVIDER_NAMES.map((provider) => toApplicationId(providers, provider))).toEqual([
      'amzn1.application.0000',
      'com.example.auth',
      '1234567890123',
      '000.apps.googleusercontent.com',
      'examplekey;examplesecret',
    ]);
  });

  it('reads each back', () => {
    const read = LOGIN_PROVIDER_NAMES.reduce(
      (found, provider) => ({ ...found, ...fromApplicationId(provider, toApplicationId(providers, provider) ?? '') }),
      {},
    );
    expect(read).toEqual({ ...providers, Twitter: { ConsumerKey: 'examplekey' } });
  });
});

describe('what no text may quote of what a pool stores for Twitter', () => {
  it.each([
    [undefined, []],
    ['key', []],
    ['key;', []],
    ['key;longsecret', ['longsecret']],
    ['key;exactly8', ['exactly8']],
    ['key;long;secret', ['long;secret']],
    // By itself it would be found in every word.
    ['key;seven77', [';seven77']],
  ])('%s has the secrets %j', (applicationId, secrets) => {
    const others = { 'graph.facebook.com': '123;notasecret' };
    expect(secretsIn(applicationId === undefined ? others : { ...others, 'api.twitter.com': applicationId })).toEqual(secrets);
  });
});

it.each([
  [createdClient('us-east-1_A', 'a'), true],
  [createdClient('us-east-1_A', 'b'), false],
  [createdClient('us-east-1_B', 'a'), false],
])('a pool lists an app client by its user pool and its id: %j', (client, expected) => {
  const pool = observedPool({ userPoolClients: [listed('us-east-1_A', 'a'), listed('us-east-1_C', 'c')] });
  expect(isListed(pool, client)).toBe(expected);
});
