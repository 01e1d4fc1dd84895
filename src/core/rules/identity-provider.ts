import type { IdentityProvider } from '../properties';
import type { PoolConfiguration } from '../state';
import type { WrittenForm } from './ownership';
import { LOGIN_PROVIDER_NAMES, LOGIN_PROVIDERS, PROVIDER_NAME_LIMIT, userPoolIdOf, userPoolProviderName, type Use } from './provider-name';

/** The names that Cognito has for those providers of a pool that can have a mapping or principal tags. */
export const providerNamesOf = (configuration: PoolConfiguration, use: Use): string[] => {
  const { loginProviders, userPoolClients, openIdConnectProviderArns, samlProviderArns, developerProviderName } = configuration;
  const userPools = userPoolClients.map(({ providerName, clientId }) => (use === 'mapping' ? `${providerName}:${clientId}` : providerName));
  const names = new Set([
    ...userPools,
    ...Object.keys(loginProviders),
    ...openIdConnectProviderArns,
    ...samlProviderArns,
    ...(developerProviderName === undefined || use === 'principalTags' ? [] : [developerProviderName]),
  ]);
  return [...names].filter((name) => name.length <= PROVIDER_NAME_LIMIT);
};

/**
 * The name as Cognito spells it.
 * undefined: the pool has no app client of that user pool, or several of which none was meant before.
 * @param isWritten what the pool's marks say. With a second app client, which others may add, a template goes on to mean the one that it meant.
 */
export const toProviderName = (
  provider: IdentityProvider,
  configuration: PoolConfiguration,
  use: Use,
  isWritten: Spelling['isWritten'] = () => false,
): string | undefined => {
  const { UserPool, LoginProvider, OpenIdConnectProviderArn, SamlProviderArn, ProviderName } = provider;
  if (LoginProvider !== undefined) return LOGIN_PROVIDERS[LoginProvider];
  if (UserPool === undefined) return OpenIdConnectProviderArn ?? SamlProviderArn ?? ProviderName;
  const providerName = userPoolProviderName(UserPool.UserPoolId);
  if (use === 'principalTags') return providerName;
  const clientId = UserPool.UserPoolClientId ?? meantClientOf(providerName, configuration, isWritten);
  return clientId === undefined ? undefined : `${providerName}:${clientId}`;
};

function meantClientOf(providerName: string, { userPoolClients }: PoolConfiguration, isWritten: Spelling['isWritten']): string | undefined {
  const clients = userPoolClients.filter((client) => client.providerName === providerName);
  const meant = clients.filter(({ clientId }) =>
    isWritten({ providerName: `${providerName}:${clientId}`, use: 'mapping', form: 'clientless' }),
  );
  const [only, ...others] = clients.length > 1 ? meant : clients;
  return others.length === 0 ? only?.clientId : undefined;
}

/** Whether two entries are written alike. */
export function sameProvider(one: IdentityProvider, other: IdentityProvider): boolean {
  const canonical = ({ UserPool, LoginProvider, OpenIdConnectProviderArn, SamlProviderArn, ProviderName }: IdentityProvider): string =>
    JSON.stringify([
      UserPool?.UserPoolId,
      UserPool?.UserPoolClientId,
      LoginProvider,
      OpenIdConnectProviderArn,
      SamlProviderArn,
      ProviderName,
    ]);
  return canonical(one) === canonical(other);
}

/** The form that a template would use, or did use where that left a mark. */
export const fromProviderName = (
  providerName: string,
  use: Use,
  { configuration, createdClientIds, isWritten }: Spelling,
): IdentityProvider => {
  if (isWritten({ providerName, use, form: 'raw' })) return { ProviderName: providerName };
  const loginProvider = LOGIN_PROVIDER_NAMES.find((name) => LOGIN_PROVIDERS[name] === providerName);
  if (loginProvider !== undefined) return { LoginProvider: loginProvider };
  if (configuration.openIdConnectProviderArns.includes(providerName)) return { OpenIdConnectProviderArn: providerName };
  if (configuration.samlProviderArns.includes(providerName)) return { SamlProviderArn: providerName };
  const client = configuration.userPoolClients.find((entry) => providerName === `${entry.providerName}:${entry.clientId}`);
  const userPool = client ?? configuration.userPoolClients.find((entry) => providerName === entry.providerName);
  if (userPool === undefined) return { ProviderName: providerName };
  const isClientless =
    client === undefined || createdClientIds.includes(client.clientId) || isWritten({ providerName, use, form: 'clientless' });
  return { UserPool: { UserPoolId: userPoolIdOf(userPool.providerName), ...(isClientless ? {} : { UserPoolClientId: client.clientId }) } };
};

export interface Spelling {
  readonly configuration: PoolConfiguration;
  /** A template cannot name a client that was created for it. */
  readonly createdClientIds: readonly string[];
  readonly isWritten: (form: WrittenForm) => boolean;
}

/** What has to be remembered so that Read gives this provider back as it is written here. */
export const writtenForms = (
  provider: IdentityProvider,
  providerName: string,
  use: Use,
  spelling: Omit<Spelling, 'isWritten'>,
): WrittenForm[] => {
  const unmarked = fromProviderName(providerName, use, { ...spelling, isWritten: () => false });
  if (provider.ProviderName !== undefined) return unmarked.ProviderName === undefined ? [{ providerName, use, form: 'raw' }] : [];
  const isClientless = provider.UserPool !== undefined && provider.UserPool.UserPoolClientId === undefined;
  return isClientless && unmarked.UserPool?.UserPoolClientId !== undefined ? [{ providerName, use, form: 'clientless' }] : [];
};
