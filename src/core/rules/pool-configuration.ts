import type { PoolConfiguration, UserPoolClient } from '../state';

/** A pool for which nothing is set. */
export const EMPTY_CONFIGURATION: PoolConfiguration = {
  name: '',
  allowUnauthenticatedIdentities: false,
  loginProviders: {},
  userPoolClients: [],
  openIdConnectProviderArns: [],
  samlProviderArns: [],
};

export const sameConfiguration = (one: PoolConfiguration, other: PoolConfiguration): boolean => canonical(one) === canonical(other);

const canonical = (configuration: PoolConfiguration): string =>
  JSON.stringify([
    configuration.name,
    configuration.allowUnauthenticatedIdentities,
    configuration.allowClassicFlow,
    configuration.developerProviderName,
    Object.entries(configuration.loginProviders).sort(),
    configuration.userPoolClients.map((client) => [client.providerName, client.clientId, client.serverSideTokenCheck]).sort(),
    [...configuration.openIdConnectProviderArns].sort(),
    [...configuration.samlProviderArns].sort(),
  ]);

/** As `next`, with the providers that only `now` has: the state in between while mappings move from one provider to another. */
export const withProvidersOf = (next: PoolConfiguration, now: PoolConfiguration): PoolConfiguration => ({
  ...next,
  loginProviders: { ...now.loginProviders, ...next.loginProviders },
  userPoolClients: union(
    next.userPoolClients,
    now.userPoolClients,
    ({ providerName, clientId }: UserPoolClient) => `${providerName}:${clientId}`,
  ),
  openIdConnectProviderArns: union(next.openIdConnectProviderArns, now.openIdConnectProviderArns, String),
  samlProviderArns: union(next.samlProviderArns, now.samlProviderArns, String),
});

const union = <Member>(first: readonly Member[], second: readonly Member[], keyOf: (member: Member) => string): Member[] => {
  const keys = new Set(first.map(keyOf));
  return [...first, ...second.filter((member) => !keys.has(keyOf(member)))];
};
