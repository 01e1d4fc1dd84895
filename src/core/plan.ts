/** Owns the difference between what is wanted and what is there: which steps, and in which order. */
import {
  isOn,
  needsAnotherPool,
  PRINCIPAL_TAGS_OFF,
  wantedClientPools,
  wantedConfiguration,
  wantedPrincipalTags,
  type CreatedClients,
} from './desire';
import { isListed, type CreatedClient, type DeletableRole, type ObservedState } from './observe';
import type { Operation } from './operation';
import { planRoleDeletion, planRoles, type RolesPlan } from './plan-roles';
import { poolArnOf } from './rules/arn';
import { providerNamesOf } from './rules/identity-provider';
import { createdClientName } from './rules/names';
import { clientMarks, formMarks, requestMarkOn, poolMarks, userPoolsWithClients } from './rules/ownership';
import { userPoolProviderName } from './rules/provider-name';
import { sameConfiguration, withProvidersOf } from './rules/pool-configuration';
import { formsIn, roleNaming, sameMappings, toRoleMappings, type RoleMappings } from './rules/role-mapping';
import { tagChanges, wantedTags } from './rules/tags';
import { IDENTITY_TYPES } from './state';
import type { IdentityPoolId, ObservedPool, PoolConfiguration, PrincipalTags, RoleArn, RoleAssignments, Tags } from './state';
import type { Plan, Step } from './steps';

export interface PlannedChange {
  /** The roles that the pool is to hand out: made and put right before anything else names them. */
  readonly roles: Plan;
  /** The pool's configuration and tags as they have to be before roles are assigned; does not wait for the roles. */
  readonly pool: Plan;
  /** Everything after both. */
  readonly rest: Plan;
  readonly outcome: PlannedOutcome;
}

/** The state that a plan leads to, as far as attributes tell of it. */
export interface PlannedOutcome {
  readonly configuration: PoolConfiguration;
  readonly defaultRoles: RoleAssignments['roles'];
  /** In the order of MappedRoles. */
  readonly mappedRoleArns: readonly RoleArn[];
}

/** The whole of it; no steps: AWS is as it should be. */
export const wholeOf = ({ roles, pool, rest }: PlannedChange): Plan => ({ inOrder: [{ sideBySide: [pool, roles] }, rest] });

/**
 * The app clients that are wanted and not there, and the mark that finds them again. They are planned by themselves, since the pool's providers
 * name their ids. No steps: none is missing.
 */
export const planClients = (operation: Operation, { pool, createdClients }: ObservedState): Plan => {
  const wanted = wantedClientPools(operation.desired);
  const missing = wanted.filter((userPoolId) => !createdClients.some((client) => client.userPoolId === userPoolId));
  if (missing.length === 0) return { inOrder: [] };
  const { set } = tagChanges(pool.tags, marksWithClients(operation, pool));
  return {
    inOrder: [
      ...(Object.keys(set).length === 0 ? [] : [{ do: 'tagPool' as const, poolArn: poolArnOf(operation, pool.id), tags: set }]),
      { sideBySide: missing.map((userPoolId): Step => ({ do: 'createClient', userPoolId, clientName: createdClientName(pool.id) })) },
    ],
  };
};

/** The marks of a pool once planClients is carried out: of the user pools that have created clients, and of those that are to have one. */
export const marksWithClients = ({ desired }: Operation, { tags }: ObservedPool): Tags =>
  clientMarks([...userPoolsWithClients(tags), ...wantedClientPools(desired)]);

/** The way from the observed to the desired state; undefined where only another pool can have it. */
export const planChange = (operation: Operation, observed: ObservedState): PlannedChange | undefined => {
  const { pool, assignments } = observed;
  if (needsAnotherPool(operation, pool)) return undefined;
  const clients = clientsToUse(observed);
  const configuration = wantedConfiguration(operation, pool, clients);
  const tagChange = planPrincipalTags(operation, observed, configuration);
  const roles = planRoles(operation, observed, tagChange.tagging);
  const next: RoleAssignments = { roles: roles.defaults, mappings: wantedMappings(operation, observed, configuration, roles) };
  const isAssigned = sameRoles(assignments.roles, next.roles) && sameMappings(assignments.mappings, next.mappings);
  const revocable = withoutNewDeveloperName(configuration, pool, Object.keys(next.mappings));
  const [early, late] = stagesOf(pool, revocable, Object.keys(assignments.mappings), Object.keys(next.mappings), tagChange.names);
  const leaving = clientsToDelete(observed, configuration);
  const tags = wantedPoolTags(operation, pool, configuration, clients);
  // The mark of an app client goes after the client: whoever is cut short in between finds it again.
  const tagsMeanwhile = {
    ...tags,
    ...clientMarks([...wantedClientPools(operation.desired), ...leaving.map(({ userPoolId }) => userPoolId)]),
  };
  return {
    roles: roles.first,
    pool: { inOrder: [...planConfiguration(pool, pool, early, tagsMeanwhile), ...planTags(operation, pool, pool.tags, tagsMeanwhile)] },
    rest: {
      inOrder: [
        // One call carries both maps, whole, and only after the roles in it exist: Cognito checks each.
        ...(isAssigned ? [] : [{ do: 'assignRoles' as const, poolId: pool.id, assignments: next }]),
        ...tagChange.steps,
        ...planConfiguration(pool, early, late, tagsMeanwhile),
        // What goes has left the pool by now.
        { sideBySide: [roles.last, ...leaving.map((client): Step => ({ do: 'deleteClient', ...client }))] },
        ...planTags(operation, pool, tagsMeanwhile, tags),
        ...planConfiguration(pool, late, configuration, tags),
      ],
    },
    outcome: { configuration, defaultRoles: roles.defaults, mappedRoleArns: [...roles.mapped.values()] },
  };
};

/** A try that was cut short may have made a second client: the one that the pool lists is kept. */
export const clientsToUse = ({ pool, createdClients }: ObservedState): CreatedClients =>
  new Map(
    [...createdClients]
      .sort((one, other) => Number(isListed(pool, one)) - Number(isListed(pool, other)))
      .map(({ userPoolId, clientId }) => [userPoolId, clientId]),
  );

const clientsToDelete = ({ createdClients }: ObservedState, { userPoolClients }: PoolConfiguration): CreatedClient[] =>
  createdClients.filter(({ clientId }) => !userPoolClients.some((entry) => entry.clientId === clientId));

const wantedMappings = (
  operation: Operation,
  { assignments }: ObservedState,
  configuration: PoolConfiguration,
  roles: RolesPlan,
): RoleMappings => {
  const { desired, previous } = operation;
  if (desired.RoleMappings === undefined) return previous?.RoleMappings === undefined ? assignments.mappings : {};
  return toRoleMappings(desired.RoleMappings, configuration, roleNaming(roles.defaults.authenticated, roles.mapped));
};

const sameRoles = (one: RoleAssignments['roles'], other: RoleAssignments['roles']): boolean =>
  IDENTITY_TYPES.every((identityType) => one[identityType] === other[identityType]);

/**
 * The pool's configuration before and after mappings and principal tags change. Cognito takes them only for providers that the pool has, and a
 * provider goes only when nothing is mapped to it any more: a move from one provider to another needs a time with both.
 */
const stagesOf = (
  pool: ObservedPool,
  next: PoolConfiguration,
  mappedNow: readonly string[],
  mappedNext: readonly string[],
  tagged: readonly string[],
): readonly [early: PoolConfiguration, late: PoolConfiguration] => {
  const remaining = new Set([...providerNamesOf(next, 'mapping'), ...providerNamesOf(next, 'principalTags')]);
  const isNeededUntilLater = [...mappedNow, ...tagged].some((name) => !remaining.has(name));
  if (!isNeededUntilLater) return [next, next];
  const present = new Set([...providerNamesOf(pool, 'mapping'), ...providerNamesOf(pool, 'principalTags')]);
  const isNeededAtOnce = [...mappedNext, ...tagged].some((name) => !present.has(name));
  return [isNeededAtOnce ? withProvidersOf(next, pool) : pool, next];
};

/**
 * Cognito never takes a developer provider's name back. It comes last, so that an update that fails before can be rolled back in the same pool
 * and no identity is lost; unless a mapping is for it, which needs it there.
 */
const withoutNewDeveloperName = (next: PoolConfiguration, pool: ObservedPool, mappedNext: readonly string[]): PoolConfiguration => {
  const { developerProviderName, ...rest } = next;
  const isNew = developerProviderName !== undefined && pool.developerProviderName === undefined;
  return isNew && !mappedNext.includes(developerProviderName) ? rest : next;
};

const planConfiguration = (pool: ObservedPool, now: PoolConfiguration, next: PoolConfiguration, tags: Tags): Step[] =>
  sameConfiguration(now, next) ? [] : [{ do: 'updatePool', poolId: pool.id, configuration: withoutId(next), tags }];

/** An observed pool is a configuration with more to it. */
const withoutId = (configuration: PoolConfiguration): PoolConfiguration => {
  const { id: _id, tags: _tags, ...rest } = { id: '', tags: {}, ...configuration };
  return rest;
};

/** All tags of the pool, marks included. */
const wantedPoolTags = (operation: Operation, pool: ObservedPool, configuration: PoolConfiguration, clients: CreatedClients): Tags => {
  const requestMark = requestMarkOn(pool.tags);
  const inUse = wantedClientPools(operation.desired);
  return {
    ...wantedTags(operation, pool.tags),
    ...(requestMark === undefined ? {} : poolMarks(requestMark)),
    ...formMarks(formsIn(operation.desired, { configuration, createdClientIds: inUse.map((userPoolId) => clients.get(userPoolId) ?? '') })),
    ...clientMarks(inUse),
  };
};

/** Calls on one pool are serial: two at a time collide (ConcurrentModificationException). */
const planTags = (operation: Operation, pool: ObservedPool, now: Tags, next: Tags): Step[] => {
  const poolArn = poolArnOf(operation, pool.id);
  const { set, remove } = tagChanges(now, next);
  return [
    ...(Object.keys(set).length === 0 ? [] : [{ do: 'tagPool' as const, poolArn, tags: set }]),
    ...(remove.length === 0 ? [] : [{ do: 'untagPool' as const, poolArn, keys: remove }]),
  ];
};

interface PrincipalTagsPlan {
  readonly steps: readonly Step[];
  /** The providers that the steps are about. */
  readonly names: readonly string[];
  readonly tagging: { readonly before: boolean; readonly after: boolean };
}

const planPrincipalTags = (
  operation: Operation,
  { pool, principalTags: found }: ObservedState,
  configuration: PoolConfiguration,
): PrincipalTagsPlan => {
  const wanted = wantedPrincipalTags(operation, configuration);
  const changed = Object.entries(wanted).filter(
    ([name, principalTags]) => !samePrincipalTags(found[name] ?? PRINCIPAL_TAGS_OFF, principalTags),
  );
  // A user pool whose app client is yet to be created counts: the roles, which may be made beside the client, have to allow its tags.
  const awaited = wantedClientPools(operation.desired).map(userPoolProviderName);
  const remaining = new Set([...providerNamesOf(configuration, 'principalTags'), ...awaited]);
  const after = Object.entries({ ...found, ...wanted }).filter(([name]) => remaining.has(name));
  return {
    names: changed.map(([name]) => name),
    steps: changed.map(([providerName, principalTags]) => ({ do: 'setPrincipalTags', poolId: pool.id, providerName, principalTags })),
    tagging: { before: Object.values(found).some(isOn), after: after.some(([, principalTags]) => isOn(principalTags)) },
  };
};

const samePrincipalTags = (one: PrincipalTags, other: PrincipalTags): boolean =>
  one.useDefaults === other.useDefaults &&
  JSON.stringify(Object.entries(one.tags).sort()) === JSON.stringify(Object.entries(other.tags).sort());

/**
 * An app client in a user pool that only the marks on the pool lead to goes before them; one that the template leads to as well goes beside, since a repeat
 * of the delete finds it again. Roles go after the pool, which stops new sessions first: each of them names the pool in its trust policy and is found by that.
 * @param namedUserPools those that the request itself leads to.
 */
export const planDeletion = (
  poolId: IdentityPoolId,
  poolExists: boolean,
  createdClients: readonly CreatedClient[],
  namedUserPools: readonly string[],
  createdRoles: readonly DeletableRole[],
): Plan => {
  const stepFor = ({ userPoolId, clientId }: CreatedClient): Step => ({ do: 'deleteClient', userPoolId, clientId });
  const isNamed = ({ userPoolId }: CreatedClient): boolean => namedUserPools.includes(userPoolId);
  return {
    inOrder: [
      { sideBySide: createdClients.filter((client) => !isNamed(client)).map(stepFor) },
      { sideBySide: [...createdClients.filter(isNamed).map(stepFor), ...(poolExists ? [{ do: 'deletePool' as const, poolId }] : [])] },
      { sideBySide: createdRoles.map(planRoleDeletion) },
    ],
  };
};
