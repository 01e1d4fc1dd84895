import { sameConfiguration, withProvidersOf } from '../../../src/core/rules/pool-configuration';
import type { PoolConfiguration, UserPoolClient } from '../../../src/core/state';

const client = (clientId: string, change: Partial<UserPoolClient> = {}): UserPoolClient => ({
  providerName: 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_EXAMPLE01',
  clientId,
  serverSideTokenCheck: true,
  ...change,
});
const pool: PoolConfiguration = {
  name: 'shop',
  allowUnauthenticatedIdentities: false,
  allowClassicFlow: false,
  loginProviders: { 'graph.facebook.com': '123', 'accounts.google.com': '456' },
  userPoolClients: [client('web'), client('app')],
  openIdConnectProviderArns: ['arn:oidc:b', 'arn:oidc:a'],
  samlProviderArns: ['arn:saml:b', 'arn:saml:a'],
  developerProviderName: 'login.example',
};

it('two configurations are the same whatever the order of their providers, except app clients', () => {
  const turned: PoolConfiguration = {
    ...pool,
    loginProviders: { 'accounts.google.com': '456', 'graph.facebook.com': '123' },
    openIdConnectProviderArns: ['arn:oidc:a', 'arn:oidc:b'],
    samlProviderArns: ['arn:saml:a', 'arn:saml:b'],
  };
  expect(sameConfiguration(pool, turned)).toBe(true);
  // Comparing sorts copies: the order in which a template names them is the order in which they are written.
  expect(turned.openIdConnectProviderArns).toEqual(['arn:oidc:a', 'arn:oidc:b']);
});

it.each<[string, Partial<PoolConfiguration>]>([
  ['the name', { name: 'other' }],
  ['guests', { allowUnauthenticatedIdentities: true }],
  ['the classic flow', { allowClassicFlow: true }],
  ['a developer provider', { developerProviderName: 'other.example' }],
  ['an application', { loginProviders: { ...pool.loginProviders, 'graph.facebook.com': '124' } }],
  ['a login provider', { loginProviders: { 'graph.facebook.com': '123' } }],
  ['an app client', { userPoolClients: [client('web'), client('other')] }],
  ['a user pool', { userPoolClients: [client('web'), client('app', { providerName: 'other' })] }],
  ['the order of app clients, which is the order of UserPoolClientIds', { userPoolClients: [client('app'), client('web')] }],
  ['a token check', { userPoolClients: [client('web'), client('app', { serverSideTokenCheck: false })] }],
  ['an OpenID Connect provider', { openIdConnectProviderArns: ['arn:oidc:a'] }],
  ['a SAML provider', { samlProviderArns: ['arn:saml:a', 'arn:saml:c'] }],
])('two configurations differ by %s', (_what, change) => {
  expect(sameConfiguration(pool, { ...pool, ...change })).toBe(false);
});

it('a classic flow that was never set is not one that is off (aws-cli#7652)', () => {
  const { allowClassicFlow: _, ...unset } = pool;
  expect(sameConfiguration(pool, unset)).toBe(false);
});

describe('a configuration in between', () => {
  const clientName = (clientId: string): string => `${client(clientId).providerName}:${clientId}`;
  const next: PoolConfiguration = {
    ...pool,
    name: 'renamed',
    loginProviders: { 'graph.facebook.com': '789' },
    userPoolClients: [client('web', { serverSideTokenCheck: false }), client('new')],
    openIdConnectProviderArns: ['arn:oidc:c', 'arn:oidc:a'],
    samlProviderArns: [],
  };

  it('has the new providers, and beside them the old ones that are to stay meanwhile, each once', () => {
    const stay = new Set([
      'accounts.google.com',
      'graph.facebook.com',
      clientName('web'),
      clientName('app'),
      'arn:oidc:a',
      'arn:oidc:b',
      'arn:saml:b',
      'arn:saml:a',
    ]);
    expect(withProvidersOf(next, pool, stay)).toEqual({
      ...next,
      loginProviders: { 'graph.facebook.com': '789', 'accounts.google.com': '456' },
      userPoolClients: [client('web', { serverSideTokenCheck: false }), client('new'), client('app')],
      openIdConnectProviderArns: ['arn:oidc:c', 'arn:oidc:a', 'arn:oidc:b'],
      samlProviderArns: ['arn:saml:b', 'arn:saml:a'],
    });
  });

  it.each<[string, readonly string[], Partial<PoolConfiguration>]>([
    ['none, if none is to stay', [], {}],
    ['one login provider', ['accounts.google.com'], { loginProviders: { 'graph.facebook.com': '789', 'accounts.google.com': '456' } }],
    ['one app client, by its name in a mapping', [clientName('app')], { userPoolClients: [...next.userPoolClients, client('app')] }],
    [
      'every app client of a user pool, by its name in principal tags',
      [client('app').providerName],
      { userPoolClients: [...next.userPoolClients, client('app')] },
    ],
    ['one OpenID Connect provider', ['arn:oidc:b'], { openIdConnectProviderArns: ['arn:oidc:c', 'arn:oidc:a', 'arn:oidc:b'] }],
    ['one SAML provider', ['arn:saml:a'], { samlProviderArns: ['arn:saml:a'] }],
  ])('has of the old providers %s', (_case, stay, more) => {
    expect(withProvidersOf(next, pool, new Set(stay))).toEqual({ ...next, ...more });
  });

  it('takes one app client in two user pools for two providers', () => {
    const elsewhere = client('web', { providerName: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE01' });
    const stay = new Set([clientName('web'), clientName('app')]);
    expect(withProvidersOf({ ...pool, userPoolClients: [elsewhere] }, pool, stay).userPoolClients).toEqual([
      elsewhere,
      client('web'),
      client('app'),
    ]);
  });
});
