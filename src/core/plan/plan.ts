import type { DesiredPool } from '../desire/desired-state';
import { DEFAULT_CLIENT_SETTINGS, sameClientSettings } from '../rules/client-settings';
import { providerNamesOf } from '../rules/identity-provider';
import { createdClientName } from '../rules/names';
import { basePathsOn, clientMarks, isMark, pathMarks, userPoolsWithClients } from '../rules/ownership';
import { sameConfiguration, withProvidersOf } from '../rules/pool-configuration';
import { isOn, PRINCIPAL_TAGS_OFF, samePrincipalTags } from '../rules/principal-tags';
import { sameMappings } from '../rules/role-mapping';
import { isSystemTag, pickTags, TAG_LIMIT, tagChanges } from '../rules/tags';
import { IDENTITY_TYPES } from '../state';
import type { CreatedClient, ObservedPool, ObservedState, PoolConfiguration, RoleAssignments, Tags } from '../state';
import { planRoles } from './roles';
import { stepsOf, type Plan, type Step } from './steps';

export interface PlannedChange {
  /** The marks on the pool that lead to what is created after them, so that a delete finds it whatever happens in between. */
  readonly marks: Plan;
  /** App clients that are missing. Their ids are part of what the pool is to be. */
  readonly clients: Plan;
  /** The roles that the pool is to hand out: made and corrected before anything names them. */
  readonly roles: Plan;
  /** The pool's configuration and tags as they have to be before roles are assigned. Does not wait for the roles. */
  readonly pool: Plan;
  /** Everything after the other three. */
  readonly rest: Plan;
}

/** The whole change as one plan. Without a step AWS is as it should be. */
export function wholeOf({ marks, clients, roles, pool, rest }: PlannedChange): Plan {
  return { inOrder: [marks, clients, { sideBySide: [pool, roles] }, rest] };
}

export function isEmpty(plan: Plan): boolean {
  return stepsOf(plan).length === 0;
}

/** The difference between two states: which steps, and in which order. */
export function planChange(desired: DesiredPool, observed: ObservedState): PlannedChange {
  const { pool, assignments } = observed;
  const { configuration, poolId } = desired;
  const isTagged = Object.values(observed.principalTags).some(isOn);
  const roles = planRoles(desired, observed, { isTightened: isTagged && !desired.tagsSessions });
  const tagSteps = planPrincipalTags(desired, observed);
  const { released, stages, mappingsMeanwhile, laterTagSteps } = planProviders(desired, observed, tagSteps);
  const [early, late] = stages;
  const leaving = observed.createdClients.filter(({ clientId }) => !lists(configuration, clientId));
  const marked = tagsOnceMarked(desired, pool);
  // A mark goes after what it leads to, so that a delete finds that if this run is cut short in between.
  const tagsMeanwhile = {
    ...desired.tags,
    ...clientMarks([...desired.clientPools, ...leaving.map(({ userPoolId }) => userPoolId)]),
    ...pathMarks([...desired.basePaths, ...basePathsOn(pool.tags)]),
  };
  return {
    marks: { inOrder: planTags(desired, pool.tags, marked) },
    clients: planClients(desired, observed),
    roles: { sideBySide: [roles.first, ...planClientUpdates(desired, observed)] },
    pool: {
      inOrder: [...released, ...planTags(desired, marked, tagsMeanwhile), ...planConfiguration(poolId, [pool, early], tagsMeanwhile)],
    },
    rest: {
      inOrder: [
        ...planAssignments(desired, { roles: assignments.roles, mappings: mappingsMeanwhile }),
        ...laterTagSteps,
        ...planConfiguration(poolId, [early, late], tagsMeanwhile),
        // The pool no longer uses what goes here.
        { sideBySide: [roles.last, ...leaving.map(({ userPoolId, clientId }): Step => ({ do: 'deleteClient', userPoolId, clientId }))] },
        ...planTags(desired, tagsMeanwhile, desired.tags),
        ...planConfiguration(poolId, [late, configuration], desired.tags),
      ],
    },
  };
}

/** The tags alone: what is written of a pool that the template describes as it is. */
export function planMarks(desired: DesiredPool, { pool }: ObservedState): Plan {
  return { inOrder: planTags(desired, pool.tags, desired.tags) };
}

function planClients(desired: DesiredPool, { createdClients, clientsAreUnseen = false }: ObservedState): Plan {
  const missing = desired.clientPools.filter((userPoolId) => !createdClients.some((client) => client.userPoolId === userPoolId));
  const clientName = createdClientName(desired.poolId);
  return {
    sideBySide: missing.map((userPoolId): Step => ({
      do: 'createClient',
      userPoolId,
      clientName,
      settings: desired.clientSettings[userPoolId] ?? DEFAULT_CLIENT_SETTINGS,
      mayExist: clientsAreUnseen,
    })),
  };
}

function planClientUpdates({ configuration, clientSettings }: DesiredPool, { createdClients }: ObservedState): Step[] {
  return createdClients.flatMap(({ userPoolId, clientId, settings: observed }): Step[] => {
    const settings = clientSettings[userPoolId];
    const isUsed = settings !== undefined && lists(configuration, clientId);
    return isUsed && !sameClientSettings(observed, settings) ? [{ do: 'updateClient', userPoolId, clientId, settings }] : [];
  });
}

/** What a look would find once marks and clients of a plan are carried out. */
export function afterClients(desired: DesiredPool, observed: ObservedState, created: readonly CreatedClient[]): ObservedState {
  return {
    ...observed,
    pool: { ...observed.pool, tags: tagsOnceMarked(desired, observed.pool) },
    createdClients: [...observed.createdClients, ...created],
    clientsAreUnseen: false,
  };
}

/** The marks of what there is, and of what is to be created. Where they would not fit beside the tags that go, those go first. */
function tagsOnceMarked({ clientPools, basePaths, tags: desired }: DesiredPool, { tags }: ObservedPool): Tags {
  const marked = {
    ...tags,
    ...clientMarks([...userPoolsWithClients(tags), ...clientPools]),
    ...pathMarks([...basePathsOn(tags), ...basePaths]),
  };
  const fits = Object.keys(marked).filter((key) => !isSystemTag(key)).length <= TAG_LIMIT;
  return fits ? marked : pickTags(marked, (key) => isMark(key) || isSystemTag(key) || Object.hasOwn(desired, key));
}

/** One call carries both maps, whole, and only after the roles in it exist: Cognito checks each. */
function planAssignments({ poolId, assignments }: DesiredPool, observed: RoleAssignments): Step[] {
  const isSame = sameRoles(observed.roles, assignments.roles) && sameMappings(observed.mappings, assignments.mappings);
  return isSame ? [] : [{ do: 'assignRoles', poolId, assignments }];
}

function sameRoles(one: RoleAssignments['roles'], other: RoleAssignments['roles']): boolean {
  return IDENTITY_TYPES.every((identityType) => one[identityType] === other[identityType]);
}

function lists({ userPoolClients }: PoolConfiguration, clientId: CreatedClient['clientId']): boolean {
  return userPoolClients.some((entry) => entry.clientId === clientId);
}

type TagStep = Extract<Step, { do: 'setPrincipalTags' }>;

interface PlannedProviders {
  /** What has to be taken off leaving providers before the pool's configuration changes. */
  readonly released: readonly Step[];
  readonly stages: readonly [early: PoolConfiguration, late: PoolConfiguration];
  readonly mappingsMeanwhile: RoleAssignments['mappings'];
  readonly laterTagSteps: readonly TagStep[];
}

/** App clients of user pools in one identity pool (Cognito quotas). It can be raised, so that a pool may have more. */
const CLIENT_QUOTA = 50;

/** Where the providers of both states do not fit into the pool together, mappings and principal tags of those that leave go first. */
function planProviders(desired: DesiredPool, observed: ObservedState, tagSteps: readonly TagStep[]): PlannedProviders {
  const { pool, assignments } = observed;
  const { mappings } = assignments;
  const namesOfSteps = (steps: readonly TagStep[]): string[] => steps.map(({ providerName }) => providerName);
  const stages = stagesOf(desired, observed, namesOfSteps(tagSteps));
  const [early, late] = stages;
  const most = Math.max(CLIENT_QUOTA, pool.userPoolClients.length, late.userPoolClients.length);
  if (early.userPoolClients.length <= most) return { released: [], stages, mappingsMeanwhile: mappings, laterTagSteps: tagSteps };
  const remaining = namesOf(late);
  const kept = Object.fromEntries(Object.entries(mappings).filter(([name]) => remaining.has(name)));
  const laterTagSteps = tagSteps.filter(({ providerName }) => remaining.has(providerName));
  const meanwhile: RoleAssignments = { roles: assignments.roles, mappings: kept };
  return {
    released: [
      ...planAssignments({ ...desired, assignments: meanwhile }, assignments),
      ...tagSteps.filter(({ providerName }) => !remaining.has(providerName)),
    ],
    stages: stagesOf(desired, { ...observed, assignments: meanwhile }, namesOfSteps(laterTagSteps)),
    mappingsMeanwhile: kept,
    laterTagSteps,
  };
}

/**
 * The pool's configuration before and after mappings and principal tags change. Cognito takes them only for providers that the pool has, and a
 * provider goes only when nothing is mapped to it any more: a move from one provider to another needs a time with both. Nothing else stays
 * meanwhile, because all providers count against one quota.
 */
function stagesOf(
  desired: DesiredPool,
  { pool, assignments }: ObservedState,
  tagged: readonly string[],
): readonly [early: PoolConfiguration, late: PoolConfiguration] {
  const mappedBefore = Object.keys(assignments.mappings);
  const mappedAfter = Object.keys(desired.assignments.mappings);
  const late = withoutNewDeveloperName(desired.configuration, pool, mappedAfter);
  const remaining = namesOf(late);
  const isNeededUntilLater = [...mappedBefore, ...tagged].some((name) => !remaining.has(name));
  if (!isNeededUntilLater) return [late, late];
  const present = namesOf(pool);
  const isNeededAtOnce = [...mappedAfter, ...tagged].some((name) => !present.has(name));
  return [isNeededAtOnce ? withProvidersOf(late, pool, new Set([...mappedBefore, ...tagged])) : pool, late];
}

function namesOf(configuration: PoolConfiguration): ReadonlySet<string> {
  return new Set([...providerNamesOf(configuration, 'mapping'), ...providerNamesOf(configuration, 'principalTags')]);
}

/**
 * Cognito never takes a developer provider's name back. It comes last, so that an update that fails before can be rolled back in the same pool
 * and no identity is lost; unless a mapping is for it, which needs it there.
 */
function withoutNewDeveloperName(configuration: PoolConfiguration, pool: ObservedPool, mapped: readonly string[]): PoolConfiguration {
  const { developerProviderName, ...rest } = configuration;
  const isNew = developerProviderName !== undefined && pool.developerProviderName === undefined;
  return isNew && !mapped.includes(developerProviderName) ? rest : configuration;
}

function planConfiguration(
  poolId: DesiredPool['poolId'],
  [from, to]: readonly [from: PoolConfiguration, to: PoolConfiguration],
  tags: Tags,
): Step[] {
  return sameConfiguration(from, to) ? [] : [{ do: 'updatePool', poolId, configuration: withoutId(to), tags }];
}

/** An observed pool is a configuration with more to it. */
function withoutId(configuration: PoolConfiguration): PoolConfiguration {
  const { id: _id, tags: _tags, ...rest } = { id: '', tags: {}, ...configuration };
  return rest;
}

/** Removes before it sets: both count against one quota. Calls on one pool are serial, because two at a time collide (ConcurrentModificationException). */
function planTags({ poolArn }: DesiredPool, from: Tags, to: Tags): Step[] {
  const { remove, set } = tagChanges(from, to);
  return [
    ...(remove.length === 0 ? [] : [{ do: 'untagPool' as const, poolArn, keys: remove }]),
    ...(Object.keys(set).length === 0 ? [] : [{ do: 'tagPool' as const, poolArn, tags: set }]),
  ];
}

function planPrincipalTags({ poolId, principalTags }: DesiredPool, observed: ObservedState): TagStep[] {
  return Object.entries(principalTags)
    .filter(([name, desired]) => !samePrincipalTags(observed.principalTags[name] ?? PRINCIPAL_TAGS_OFF, desired))
    .map(([providerName, desired]) => ({ do: 'setPrincipalTags', poolId, providerName, principalTags: desired }));
}
