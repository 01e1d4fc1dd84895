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

it('two configurations are the same whatever the order of their providers', () => {
  const turned: PoolConfiguration = {
    ...pool,
    loginProviders: { 'accounts.google.com': '456', 'graph.facebook.com': '123' },
    userPoolClients: [client('app'), client('web')],
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

it('what is in between has the new providers, and beside them those that only the old one has, each once', () => {
  const next: PoolConfiguration = {
    ...pool,
    name: 'renamed',
    loginProviders: { 'graph.facebook.com': '789' },
    userPoolClients: [client('web', { serverSideTokenCheck: false }), client('new')],
    openIdConnectProviderArns: ['arn:oidc:c', 'arn:oidc:a'],
    samlProviderArns: [],
  };
  expect(withProvidersOf(next, pool)).toEqual({
    ...next,
    loginProviders: { 'graph.facebook.com': '789', 'accounts.google.com': '456' },
    userPoolClients: [client('web', { serverSideTokenCheck: false }), client('new'), client('app')],
    openIdConnectProviderArns: ['arn:oidc:c', 'arn:oidc:a', 'arn:oidc:b'],
    samlProviderArns: ['arn:saml:b', 'arn:saml:a'],
  });
});

it('one app client in two user pools is two providers', () => {
  const elsewhere = client('web', { providerName: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE01' });
  expect(withProvidersOf({ ...pool, userPoolClients: [elsewhere] }, pool).userPoolClients).toEqual([
    elsewhere,
    client('web'),
    client('app'),
  ]);
});
