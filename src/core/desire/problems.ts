import type { Issue } from '../request/issue';
import type { IdentityProvider } from '../properties';
import { providerNamesOf } from '../rules/identity-provider';
import { LOGIN_PROVIDERS, PROVIDER_NAME_LIMIT, userPoolProviderName, type Use } from '../rules/provider-name';
import { TAG_LIMIT } from '../rules/tags';
import type { PoolConfiguration } from '../state';
import type { DesiredPool, NamedProvider } from './desired-state';

/** What only the pool shows: providers that templates do not name, and tags that are there already. */
export function problemsOf(desired: DesiredPool): Issue[] {
  const counts = [desired.tags, ...desired.roles.map(({ role }) => role.tags)].map((tags) => Object.keys(tags).length);
  const count = Math.max(...counts);
  return [
    ...providerProblems(desired),
    ...(count > TAG_LIMIT
      ? [
          {
            path: 'Tags',
            problem: `${String(count)} tags are too many for the pool or one of its roles: AWS takes ${String(TAG_LIMIT)}. The tags of the stack, of the account-wide settings and the marks of this type count, and so do tags that others set while Tags is not named.`,
          },
        ]
      : []),
  ];
}

/**
 * Whether mappings and principal tags are for providers that the pool will have.
 * @param isDecidable whether the configuration shows all providers of that kind: a template alone does not show those that others set on the pool.
 */
export function providerProblems(
  { configuration, namedProviders }: Pick<DesiredPool, 'configuration' | 'namedProviders'>,
  isDecidable: (provider: IdentityProvider) => boolean = () => true,
): Issue[] {
  return (['mapping', 'principalTags'] as const).flatMap((use) => {
    const known = providerNamesOf(configuration, use);
    const entries = namedProviders.filter((entry) => entry.use === use);
    return entries.flatMap((entry): Issue[] => {
      const { path, provider, name } = entry;
      const first = name === undefined ? entry : entries.find((other) => other.name === name);
      if (first !== undefined && first !== entry) return [{ path, problem: givenTwice(entry, first) }];
      if (name !== undefined && name.length > PROVIDER_NAME_LIMIT) return [{ path, problem: tooLong(name) }];
      if (entry.isGone || !isDecidable(provider) || (name !== undefined && known.includes(name))) return [];
      return [{ path, problem: unknownProvider(entry, configuration, known) }];
    });
  });
}

function givenTwice({ name }: NamedProvider, { path }: NamedProvider): string {
  return `is ${String(name)}, which ${path.replace(/\.IdentityProvider$/, '')} is for already. Each provider may be given once.`;
}

function tooLong(name: string): string {
  return `is ${name.slice(0, 60)}..., of ${String(name.length)} characters; Cognito takes ${String(PROVIDER_NAME_LIMIT)} here.`;
}

function unknownProvider({ provider, name, use }: NamedProvider, configuration: PoolConfiguration, known: readonly string[]): string {
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
}

/** aws-cdk#22951: the URL attribute of a user pool in place of its name, or its name without the client. */
function spellingHint(providerName: string, use: Use): string {
  if (/^https?:\/\//i.test(providerName)) return ' Leave out the scheme: Cognito wants a name, not a URL.';
  if (use === 'mapping' && /^cognito-idp\..*\/[\w-]+$/.test(providerName))
    return ' A role mapping needs the app client too: USER_POOL:CLIENT.';
  return use === 'principalTags' && /^cognito-idp\..*:/.test(providerName)
    ? ' Principal tags are for the whole user pool: leave out the client.'
    : '';
}

function clientsOf(userPoolId: string, { userPoolClients }: PoolConfiguration): string[] {
  return userPoolClients.filter(({ providerName }) => providerName === userPoolProviderName(userPoolId)).map(({ clientId }) => clientId);
}
