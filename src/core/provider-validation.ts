/** Owns whether mappings and principal tags are for providers that the pool has: what the template tells before any call, and what only the pool tells. */
import { wantedConfiguration, type CreatedClients } from './desire';
import type { Operation } from './operation';
import type { IdentityProvider, Properties } from './properties';
import { providerNamesOf, toProviderName, type Use } from './rules/identity-provider';
import { LOGIN_PROVIDERS, userPoolProviderName } from './rules/provider-name';
import type { ObservedPool, PoolConfiguration } from './state';
import type { Issue } from './issue';

/** Characters; a longer ARN can be a provider of the pool, but neither mapped nor tagged (service model of SetIdentityPoolRoles). */
const NAME_LIMIT = 128;

/**
 * What the template alone tells. A kind of provider that no template names may still be on the pool, set by others: it is left for the look at the pool.
 */
export const findNamedProviderIssues = (question: Pick<Operation, 'desired' | 'previous' | 'poolId'>): Issue[] => {
  const configuration = wantedConfiguration(question, EMPTY, placeholderClients(question.desired));
  const isNew = question.previous === undefined && question.poolId === undefined;
  return issuesOf(question.desired, configuration, (provider) => isNew || isKindNamed(provider, question.desired));
};

/** What the pool as it is going to be tells. */
export const findProviderIssues = (operation: Operation, pool: ObservedPool, createdClients: CreatedClients): Issue[] => {
  const clients = new Map([...placeholderClients(operation.desired), ...createdClients]);
  return issuesOf(operation.desired, wantedConfiguration(operation, pool, clients), () => true);
};

const EMPTY: PoolConfiguration = {
  name: '',
  allowUnauthenticatedIdentities: false,
  loginProviders: {},
  userPoolClients: [],
  openIdConnectProviderArns: [],
  samlProviderArns: [],
};

/** Clients that are yet to be created have a name already, as far as these checks go. */
const placeholderClients = ({ AuthenticationProviders }: Properties): CreatedClients =>
  new Map((AuthenticationProviders?.UserPools ?? []).map(({ UserPoolId }) => [UserPoolId, CREATED_CLIENT]));

const CREATED_CLIENT = '(the created client)';

const isKindNamed = (provider: IdentityProvider, { AuthenticationProviders: providers }: Properties): boolean => {
  if (provider.UserPool !== undefined) return providers?.UserPools !== undefined;
  if (provider.OpenIdConnectProviderArn !== undefined) return providers?.OpenIdConnectProviderArns !== undefined;
  if (provider.SamlProviderArn !== undefined) return providers?.SamlProviderArns !== undefined;
  return provider.ProviderName?.startsWith('https://') ?? false;
};

const issuesOf = (desired: Properties, configuration: PoolConfiguration, isDecidable: (provider: IdentityProvider) => boolean): Issue[] => [
  ...listIssues('RoleMappings', desired.RoleMappings ?? [], configuration, 'mapping', isDecidable),
  ...listIssues('PrincipalTags', desired.PrincipalTags ?? [], configuration, 'principalTags', isDecidable),
];

const listIssues = (
  list: 'RoleMappings' | 'PrincipalTags',
  entries: readonly { readonly IdentityProvider: IdentityProvider }[],
  configuration: PoolConfiguration,
  use: Use,
  isDecidable: (provider: IdentityProvider) => boolean,
): Issue[] => {
  const known = providerNamesOf(configuration, use);
  const names = entries.map(({ IdentityProvider }) => toProviderName(IdentityProvider, configuration, use));
  return entries.flatMap(({ IdentityProvider }, index) => {
    const path = `${list}[${String(index)}].IdentityProvider`;
    const name = names[index];
    const first = name === undefined ? index : names.indexOf(name);
    if (first < index)
      return [{ path, problem: `is ${String(name)}, which ${list}[${String(first)}] is for already. Each provider may be given once.` }];
    if (name !== undefined && name.length > NAME_LIMIT)
      return [
        { path, problem: `is ${name.slice(0, 60)}..., of ${String(name.length)} characters; Cognito takes ${String(NAME_LIMIT)} here.` },
      ];
    if (!isDecidable(IdentityProvider) || (name !== undefined && known.includes(name))) return [];
    return [{ path, problem: unknownProvider(IdentityProvider, name, configuration, use, known) }];
  });
};

const unknownProvider = (
  provider: IdentityProvider,
  name: string | undefined,
  configuration: PoolConfiguration,
  use: Use,
  known: readonly string[],
): string => {
  const has = known.length === 0 ? 'It has none; give AuthenticationProviders.' : `It has: ${known.join(', ')}.`;
  const { UserPool, ProviderName, LoginProvider } = provider;
  if (name === undefined && UserPool !== undefined) {
    const clients = clientsOf(UserPool.UserPoolId, configuration);
    return clients.length === 0
      ? `names user pool ${UserPool.UserPoolId}, of which this identity pool has no app client. ${has}`
      : `names user pool ${UserPool.UserPoolId}, of which this identity pool has ${String(clients.length)} app clients: give UserPoolClientId, one of ${clients.join(', ')}.`;
  }
  if (ProviderName !== undefined)
    return `is ${JSON.stringify(ProviderName)}, which is no provider of this pool as Cognito spells them.${spellingHint(ProviderName, use)} ${has}`;
  const shown = LoginProvider === undefined ? String(name) : `${LoginProvider} (${LOGIN_PROVIDERS[LoginProvider]})`;
  return `is ${shown}, which is no provider of this pool. ${has}`;
};

/** aws-cdk#22951: the URL attribute of a user pool in place of its name, or its name without the client. */
const spellingHint = (providerName: string, use: Use): string => {
  if (/^https?:\/\//i.test(providerName)) return ' Leave out the scheme: Cognito wants a name, not a URL.';
  if (use === 'mapping' && /^cognito-idp\..*\/[\w-]+$/.test(providerName))
    return ' A role mapping needs the app client too: USER_POOL:CLIENT.';
  return use === 'principalTags' && /^cognito-idp\..*:/.test(providerName)
    ? ' Principal tags are for the whole user pool: leave out the client.'
    : '';
};

const clientsOf = (userPoolId: string, { userPoolClients }: PoolConfiguration): string[] =>
  userPoolClients.filter(({ providerName }) => providerName === userPoolProviderName(userPoolId)).map(({ clientId }) => clientId);
