import type { Operation } from '../operation';
import type { Properties } from '../properties';
import { defined } from '../defined';
import { poolArnOf } from '../rules/arn';
import { DEFAULT_CLIENT_SETTINGS } from '../rules/client-settings';
import { providerNamesOf, sameProvider, toProviderName, type Spelling } from '../rules/identity-provider';
import {
  ADOPTED_MARK,
  clientMarks,
  formMarks,
  isUnanswered,
  isWritten,
  ownerMarks,
  ownerOn,
  pathMarks,
  poolMarks,
  requestMarkOn,
  UNANSWERED_MARK,
} from '../rules/ownership';
import { isOn, PRINCIPAL_TAGS_OFF } from '../rules/principal-tags';
import { isListed, userPoolProviderName } from '../rules/provider-name';
import { formsIn, roleNaming, toRoleMappings } from '../rules/role-mapping';
import { desiredTags } from '../rules/tags';
import type {
  ClientSettings,
  DeletableState,
  IdentityPoolId,
  ObservedState,
  PoolConfiguration,
  PrincipalTags,
  RoleAssignments,
  Tags,
} from '../state';
import { awaitedClientId, type DesiredAbsence, type DesiredPool, type NamedProvider } from './desired-state';
import { clientPoolsIn, named } from './naming';
import { configurationOf, principalTagsOf, type CreatedClients } from './pool';
import { possibleRolesIn } from './possible-roles';
import { rolesOf, type DesiredRoles } from './roles';

/**
 * The only place that reads a template, the previous one, the account's settings and the stack's tags.
 * App clients that are still to be created have a placeholder for their id, because Cognito chooses it.
 * @param baseline what is left unchanged where no template names it. A create inherits nothing, not even from an earlier try of itself: its
 * baseline is what a new pool holds.
 */
export function desire(asked: Operation, observed: ObservedState, baseline: ObservedState = observed): DesiredPool {
  const { pool } = baseline;
  const clientPools = clientPoolsIn(asked.desired);
  const clients = clientsFor(observed, clientPools);
  const configuration = configurationOf(asked, pool, clients);
  const spelling: Spelling = {
    configuration,
    createdClientIds: clientPools.map((userPoolId) => clients.get(userPoolId) ?? ''),
    isWritten: (form) => isWritten(pool.tags, form),
  };
  const namedProviders = namedProvidersOf(asked, spelling, pool);
  const operation = withoutGone(asked, namedProviders);
  const principalTags = { ...offWithoutBaseline(observed, baseline), ...principalTagsOf(operation, configuration) };
  const tagsSessions = willTagSessions(baseline, configuration, principalTags, clientPools);
  const roles = rolesOf(operation, { observed, baseline }, tagsSessions);
  const mappings = mappingsOf(operation, baseline, spelling, roles);
  return {
    kind: 'pool',
    poolId: pool.id,
    poolArn: poolArnOf(operation, pool.id),
    configuration,
    tags: tagsOf(operation, pool, { spelling, roles }),
    assignments: { roles: roles.defaults, mappings },
    principalTags,
    tagsSessions,
    roles: roles.created,
    retiredRoles: roles.retired,
    clientPools,
    clientSettings: clientSettingsOf(operation, baseline),
    basePaths: roles.basePaths,
    droppedMappings: [
      ...droppedMappings(operation, observed, mappings),
      ...namedProviders.flatMap(({ use, isGone, name, path }) => (use === 'mapping' && isGone ? [name ?? path] : [])),
    ],
    namedProviders,
  };
}

/** A delete wants nothing: neither the pool nor what was created for it. */
export function desireNothing(operation: Operation, poolId: IdentityPoolId, observed: DeletableState): DesiredAbsence {
  const { desired, previous } = operation;
  const seen = new Set(observed.createdRoles.map(({ name }) => name));
  const unseen = new Map(
    [desired, previous]
      .flatMap((template) => possibleRolesIn(operation, poolId, template))
      .filter(({ name, isNameGenerated }) => isNameGenerated && !seen.has(name))
      .map(({ name, managedPolicyArns, inlinePolicyNames }) => [name, { name, managedPolicyArns, inlinePolicyNames }] as const),
  );
  return {
    kind: 'absence',
    poolId,
    namedUserPools: [...clientPoolsIn(desired), ...clientPoolsIn(previous)],
    retiredClients: observed.createdClients,
    retiredRoles: [...observed.createdRoles, ...unseen.values()],
  };
}

/**
 * Whether the service gets from here to there: a developer provider's name, once set, neither changes nor goes.
 * Source: UpdateIdentityPool, API reference.
 */
export function isReachable({ configuration }: DesiredPool, { pool }: ObservedState): boolean {
  const { developerProviderName } = pool;
  return developerProviderName === undefined || developerProviderName === configuration.developerProviderName;
}

/** A try that was cut short may have made a second client: the one that the pool lists is kept. */
function clientsFor({ pool, createdClients }: ObservedState, clientPools: readonly string[]): CreatedClients {
  return new Map([
    ...clientPools.map((userPoolId) => [userPoolId, awaitedClientId(userPoolId)] as const),
    ...[...createdClients]
      .sort((one, other) => Number(isListed(pool, one)) - Number(isListed(pool, other)))
      .map(({ userPoolId, clientId }) => [userPoolId, clientId] as const),
  ]);
}

function clientSettingsOf({ desired, previous }: Operation, { createdClients }: ObservedState): Record<string, ClientSettings> {
  const entryIn = (properties: Properties | undefined, userPoolId: string) =>
    properties?.AuthenticationProviders?.UserPools?.find(
      (entry) => entry.UserPoolId === userPoolId && entry.UserPoolClientId === undefined,
    );
  const settingsFor = (userPoolId: string): ClientSettings => {
    const desiredEntry = entryIn(desired, userPoolId);
    const previousEntry = entryIn(previous, userPoolId);
    const observed = createdClients.find((client) => client.userPoolId === userPoolId)?.settings ?? DEFAULT_CLIENT_SETTINGS;
    const { supportedIdentityProviders, callbackUrls, logoutUrls } = DEFAULT_CLIENT_SETTINGS;
    return {
      supportedIdentityProviders: named(
        desiredEntry?.SupportedIdentityProviders,
        previousEntry?.SupportedIdentityProviders,
        observed.supportedIdentityProviders,
        supportedIdentityProviders,
      ),
      callbackUrls: named(desiredEntry?.CallbackURLs, previousEntry?.CallbackURLs, observed.callbackUrls, callbackUrls),
      logoutUrls: named(desiredEntry?.LogoutURLs, previousEntry?.LogoutURLs, observed.logoutUrls, logoutUrls),
    };
  };
  return Object.fromEntries(clientPoolsIn(desired).map((userPoolId) => [userPoolId, settingsFor(userPoolId)]));
}

/** All tags of the pool, marks included. Only a pool that this type made says whose it is. */
function tagsOf(
  operation: Operation,
  { tags }: ObservedState['pool'],
  { spelling, roles }: { readonly spelling: Spelling; readonly roles: DesiredRoles },
): Tags {
  const requestMark = requestMarkOn(tags);
  const adopts = operation.desired.AdoptIdentityPoolId !== undefined;
  const isOwned = adopts || requestMark !== undefined || ownerOn(tags) !== undefined;
  const owner = ownerMarks(operation);
  // An update names the pool's id: the answer has arrived.
  const isAnswered = operation.poolId !== undefined || !isUnanswered(tags);
  return {
    ...desiredTags(operation, tags),
    ...(requestMark === undefined ? {} : poolMarks(requestMark)),
    ...(isOwned ? (Object.keys(owner).length > 0 ? owner : ownerMarks(ownerOn(tags) ?? {})) : {}),
    ...(adopts ? ADOPTED_MARK : {}),
    ...(isAnswered ? {} : UNANSWERED_MARK),
    ...pathMarks(roles.basePaths),
    ...formMarks(formsIn(operation.desired, spelling, [roles.defaults.authenticated, ...roles.mapped.values()])),
    ...clientMarks(clientPoolsIn(operation.desired)),
  };
}

/** Principal tags that an earlier try of a create left. */
function offWithoutBaseline({ principalTags }: ObservedState, baseline: ObservedState): Record<string, PrincipalTags> {
  const left = Object.keys(principalTags).filter((name) => !Object.hasOwn(baseline.principalTags, name));
  return Object.fromEntries(left.map((name) => [name, PRINCIPAL_TAGS_OFF]));
}

/** Role mappings that no template names are left unchanged, except those of providers that this change takes away: Cognito refuses them. */
function mappingsOf(
  { desired, previous }: Operation,
  { assignments }: ObservedState,
  spelling: Spelling,
  roles: DesiredRoles,
): RoleAssignments['mappings'] {
  if (desired.RoleMappings === undefined && previous?.RoleMappings !== undefined) return {};
  if (desired.RoleMappings === undefined) {
    const remaining = new Set(providerNamesOf(spelling.configuration, 'mapping'));
    return Object.fromEntries(Object.entries(assignments.mappings).filter(([name]) => remaining.has(name)));
  }
  return toRoleMappings(desired.RoleMappings, spelling, roleNaming(roles.defaults.authenticated, roles.mapped));
}

function droppedMappings(
  { desired, previous }: Operation,
  { assignments }: ObservedState,
  mappings: RoleAssignments['mappings'],
): string[] {
  if (desired.RoleMappings !== undefined || previous?.RoleMappings !== undefined) return [];
  return Object.keys(assignments.mappings).filter((name) => !Object.hasOwn(mappings, name));
}

/** A user pool whose app client is still to be created counts: the roles, which may be made beside the client, have to allow its tags. */
function willTagSessions(
  { principalTags: observed }: ObservedState,
  configuration: PoolConfiguration,
  desired: Readonly<Record<string, PrincipalTags>>,
  clientPools: readonly string[],
): boolean {
  const remaining = new Set([...providerNamesOf(configuration, 'principalTags'), ...clientPools.map(userPoolProviderName)]);
  return Object.entries({ ...observed, ...desired }).some(([name, principalTags]) => remaining.has(name) && isOn(principalTags));
}

function namedProvidersOf({ desired, previous }: Operation, spelling: Spelling, observed: PoolConfiguration): NamedProvider[] {
  const { configuration } = spelling;
  const nameAll = (list: 'RoleMappings' | 'PrincipalTags', use: NamedProvider['use']): NamedProvider[] => {
    const inPrevious = (previous?.[list] ?? []).map(({ IdentityProvider }) => IdentityProvider);
    const known = [configuration, observed].flatMap((each) => providerNamesOf(each, use));
    return (desired[list] ?? []).map(({ IdentityProvider: provider }, index) => {
      const name = toProviderName(provider, configuration, use, spelling.isWritten);
      const isOnPool = name === undefined ? hasClientOf(provider, configuration) : known.includes(name);
      const isGone = !isOnPool && inPrevious.some((each) => sameProvider(each, provider));
      return { path: `${list}[${String(index)}].IdentityProvider`, use, provider, name, isGone };
    });
  };
  return [...nameAll('RoleMappings', 'mapping'), ...nameAll('PrincipalTags', 'principalTags')];
}

function hasClientOf({ UserPool }: NamedProvider['provider'], { userPoolClients }: PoolConfiguration): boolean {
  return UserPool !== undefined && userPoolClients.some(({ providerName }) => providerName === userPoolProviderName(UserPool.UserPoolId));
}

/**
 * A mapping that was deployed, and whose provider somebody else took from the pool meanwhile: Cognito refuses it, and if it stopped an update it
 * would stop the way back too.
 */
function withoutGone(operation: Operation, namedProviders: readonly NamedProvider[]): Operation {
  const gone = new Set(namedProviders.flatMap(({ isGone, path }) => (isGone ? [path] : [])));
  if (gone.size === 0) return operation;
  const stays = (list: 'RoleMappings' | 'PrincipalTags', index: number): boolean => !gone.has(`${list}[${String(index)}].IdentityProvider`);
  const { RoleMappings, PrincipalTags } = operation.desired;
  return {
    ...operation,
    desired: defined({
      ...operation.desired,
      RoleMappings: RoleMappings?.filter((_, index) => stays('RoleMappings', index)),
      PrincipalTags: PrincipalTags?.filter((_, index) => stays('PrincipalTags', index)),
    }),
  };
}
