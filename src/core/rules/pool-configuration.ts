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
    // In their order: UserPoolClientIds is a list in the order of UserPools, whoever answers.
    configuration.userPoolClients.map((client) => [client.providerName, client.clientId, client.serverSideTokenCheck]),
    [...configuration.openIdConnectProviderArns].sort(),
    [...configuration.samlProviderArns].sort(),
  ]);

/** The desired configuration with those observed providers that are still in `stay`: the state in between while mappings move from one provider to another. */
export function withProvidersOf(desired: PoolConfiguration, observed: PoolConfiguration, stay: ReadonlySet<string>): PoolConfiguration {
  const isStaying = ({ providerName, clientId }: UserPoolClient): boolean =>
    stay.has(providerName) || stay.has(`${providerName}:${clientId}`);
  return {
    ...desired,
    loginProviders: { ...pick(observed.loginProviders, stay), ...desired.loginProviders },
    userPoolClients: union(
      desired.userPoolClients,
      observed.userPoolClients.filter(isStaying),
      ({ providerName, clientId }) => `${providerName}:${clientId}`,
    ),
    openIdConnectProviderArns: union(
      desired.openIdConnectProviderArns,
      observed.openIdConnectProviderArns.filter((arn) => stay.has(arn)),
      String,
    ),
    samlProviderArns: union(
      desired.samlProviderArns,
      observed.samlProviderArns.filter((arn) => stay.has(arn)),
      String,
    ),
  };
}

function pick(providers: PoolConfiguration['loginProviders'], stay: ReadonlySet<string>): Record<string, string> {
  return Object.fromEntries(Object.entries(providers).filter(([name]) => stay.has(name)));
}

function union<Member>(first: readonly Member[], second: readonly Member[], keyOf: (member: Member) => string): Member[] {
  const keys = new Set(first.map(keyOf));
  return [...first, ...second.filter((member) => !keys.has(keyOf(member)))];
}
