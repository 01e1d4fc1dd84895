import { defined } from '../defined';
import type { Operation } from '../operation';
import type { AuthenticationProviders, Properties } from '../properties';
import { toProviderName } from '../rules/identity-provider';
import { generatedPoolName } from '../rules/names';
import { requestMarkOn } from '../rules/ownership';
import { PRINCIPAL_TAGS_OFF } from '../rules/principal-tags';
import { LOGIN_PROVIDER_NAMES, LOGIN_PROVIDERS, toApplicationId, userPoolProviderName } from '../rules/provider-name';
import type { PoolConfiguration, PrincipalTags, Tags, UserPoolClient } from '../state';
import { named } from './naming';

/** What two templates name, and whose resource it is. */
export type Naming = Pick<Operation, 'desired' | 'previous' | 'stackName' | 'logicalId'>;

/** User pool id to the id of the app client that is created in it. */
export type CreatedClients = ReadonlyMap<string, string>;

type ObservedConfiguration = PoolConfiguration & { readonly tags?: Tags };

/** The configuration that a pool observed like this one should have. */
export function configurationOf(operation: Naming, observed: ObservedConfiguration, createdClients: CreatedClients): PoolConfiguration {
  const { desired, previous } = operation;
  const providers = desired.AuthenticationProviders ?? {};
  const previousProviders = previous?.AuthenticationProviders ?? {};
  return defined({
    name: named(desired.IdentityPoolName, previous?.IdentityPoolName, observed.name, nameWithoutOne(operation, observed)),
    ...switchesOf(operation, observed),
    loginProviders: loginProvidersOf(providers, previousProviders, observed.loginProviders),
    userPoolClients: named(
      userPoolClientsOf(providers.UserPools, createdClients),
      previousProviders.UserPools,
      observed.userPoolClients,
      [],
    ),
    openIdConnectProviderArns: named(
      providers.OpenIdConnectProviderArns,
      previousProviders.OpenIdConnectProviderArns,
      observed.openIdConnectProviderArns,
      [],
    ),
    samlProviderArns: named(providers.SamlProviderArns, previousProviders.SamlProviderArns, observed.samlProviderArns, []),
    developerProviderName: named(
      providers.DeveloperProviderName,
      previousProviders.DeveloperProviderName,
      observed.developerProviderName,
      undefined,
    ),
  });
}

/** The switches of a pool that this type made are always set, since unset is not off (aws-cli#7652); those of an imported pool are like any property. */
function switchesOf(
  { desired, previous }: Naming,
  observed: ObservedConfiguration,
): Pick<PoolConfiguration, 'allowUnauthenticatedIdentities'> & { allowClassicFlow: boolean | undefined } {
  const isOurs = requestMarkOn(observed.tags ?? {}) !== undefined;
  return {
    allowUnauthenticatedIdentities: named(
      desired.AllowUnauthenticatedIdentities,
      previous?.AllowUnauthenticatedIdentities,
      isOurs ? false : observed.allowUnauthenticatedIdentities,
      false,
    ),
    allowClassicFlow: named<boolean | undefined>(
      desired.AllowClassicFlow,
      previous?.AllowClassicFlow,
      isOurs ? false : observed.allowClassicFlow,
      false,
    ),
  };
}

/** The generated name needs the mark of the request that made the pool; a pool without that mark keeps its name. */
function nameWithoutOne(operation: Naming, observed: ObservedConfiguration): string {
  const requestMark = requestMarkOn(observed.tags ?? {});
  return requestMark === undefined ? observed.name : generatedPoolName(operation, requestMark);
}

/** Each login provider is a property of its own; a provider that templates have no word for is left unchanged. */
function loginProvidersOf(
  desired: AuthenticationProviders,
  previous: AuthenticationProviders,
  observed: Readonly<Record<string, string>>,
): Record<string, string> {
  const known = new Set<string>(Object.values(LOGIN_PROVIDERS));
  const foreign = Object.entries(observed).filter(([name]) => !known.has(name));
  const own = LOGIN_PROVIDER_NAMES.map((provider) => {
    const name = LOGIN_PROVIDERS[provider];
    return [name, named(toApplicationId(desired, provider), previous[provider], observed[name], undefined)] as const;
  });
  return Object.fromEntries([...foreign, ...own.filter((entry): entry is [(typeof entry)[0], string] => entry[1] !== undefined)]);
}

/** An entry whose app client is still to be created, and has no placeholder either, is left out. */
function userPoolClientsOf(
  entries: AuthenticationProviders['UserPools'],
  createdClients: CreatedClients,
): readonly UserPoolClient[] | undefined {
  return entries?.flatMap(({ UserPoolId, UserPoolClientId, ServerSideTokenCheck }) => {
    const clientId = UserPoolClientId ?? createdClients.get(UserPoolId);
    if (clientId === undefined) return [];
    return [{ providerName: userPoolProviderName(UserPoolId), clientId, serverSideTokenCheck: ServerSideTokenCheck ?? true }];
  });
}

/**
 * The principal tags to set, by provider: those that the template names, and off for each that the previous template named and this one does not.
 * Off is neither defaults nor tags; no call deletes principal tags.
 */
export function principalTagsOf({ desired, previous }: Naming, configuration: PoolConfiguration): Record<string, PrincipalTags> {
  const entriesOf = (properties: Properties | undefined) =>
    (properties?.PrincipalTags ?? []).flatMap((entry) => {
      const name = toProviderName(entry.IdentityProvider, configuration, 'principalTags');
      return name === undefined ? [] : [{ name, entry }];
    });
  return Object.fromEntries([
    ...entriesOf(previous).map(({ name }) => [name, PRINCIPAL_TAGS_OFF] as const),
    ...entriesOf(desired).map(({ name, entry }) => [name, { useDefaults: entry.UseDefaults ?? false, tags: entry.Tags ?? {} }] as const),
  ]);
}
