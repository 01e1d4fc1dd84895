import type { Operation } from '../operation';
import { poolArnOf } from '../rules/arn';
import { providerNamesOf, toProviderName } from '../rules/identity-provider';
import { clientMarks, formMarks, poolMarks, requestMarkOn } from '../rules/ownership';
import { isOn } from '../rules/principal-tags';
import { isListed, userPoolProviderName } from '../rules/provider-name';
import { formsIn, roleNaming, toRoleMappings } from '../rules/role-mapping';
import { wantedTags } from '../rules/tags';
import type { DeletableState, IdentityPoolId, ObservedState, PoolConfiguration, PrincipalTags, RoleAssignments, Tags } from '../state';
import { awaitedClientId, type DesiredAbsence, type DesiredPool, type NamedProvider } from './desired-state';
import { clientPoolsIn } from './naming';
import { configurationOf, principalTagsOf, type CreatedClients } from './pool';
import { rolesOf, type DesiredRoles } from './roles';

/**
 * The only place that reads a template, the previous one, the account's settings and the stack's tags.
 * App clients that are still to be created have a placeholder for their id: Cognito chooses it.
 */
export function desire(operation: Operation, observed: ObservedState): DesiredPool {
  const { pool } = observed;
  const clientPools = clientPoolsIn(operation.desired);
  const clients = clientsFor(observed, clientPools);
  const configuration = configurationOf(operation, pool, clients);
  const principalTags = principalTagsOf(operation, configuration);
  const tagsSessions = willTagSessions(observed, configuration, principalTags, clientPools);
  const roles = rolesOf(operation, observed, tagsSessions);
  return {
    kind: 'pool',
    poolId: pool.id,
    poolArn: poolArnOf(operation, pool.id),
    configuration,
    tags: tagsOf(operation, pool.tags, configuration, clients),
    assignments: { roles: roles.defaults, mappings: mappingsOf(operation, observed, configuration, roles) },
    principalTags,
    tagsSessions,
    roles: roles.created,
    retiredRoles: roles.retired,
    clientPools,
    namedProviders: namedProvidersOf(operation, configuration),
  };
}

/** A delete wants nothing: neither the pool nor what was created for it. */
export function desireNothing(
  poolId: IdentityPoolId,
  { createdClients }: Pick<DeletableState, 'createdClients'>,
  { userPoolIds }: { readonly userPoolIds: readonly string[] },
): DesiredAbsence {
  return { kind: 'absence', poolId, namedUserPools: userPoolIds, retiredClients: createdClients };
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

/** All tags of the pool, marks included. */
function tagsOf(operation: Operation, observed: Tags, configuration: PoolConfiguration, clients: CreatedClients): Tags {
  const requestMark = requestMarkOn(observed);
  const clientPools = clientPoolsIn(operation.desired);
  const createdClientIds = clientPools.map((userPoolId) => clients.get(userPoolId) ?? '');
  return {
    ...wantedTags(operation, observed),
    ...(requestMark === undefined ? {} : poolMarks(requestMark)),
    ...formMarks(formsIn(operation.desired, { configuration, createdClientIds })),
    ...clientMarks(clientPools),
  };
}

function mappingsOf(
  { desired, previous }: Operation,
  { assignments }: ObservedState,
  configuration: PoolConfiguration,
  roles: DesiredRoles,
): RoleAssignments['mappings'] {
  if (desired.RoleMappings === undefined) return previous?.RoleMappings === undefined ? assignments.mappings : {};
  return toRoleMappings(desired.RoleMappings, configuration, roleNaming(roles.defaults.authenticated, roles.mapped));
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

export function namedProvidersOf({ desired }: Pick<Operation, 'desired'>, configuration: PoolConfiguration): NamedProvider[] {
  const { RoleMappings = [], PrincipalTags = [] } = desired;
  const nameAll = (list: string, entries: readonly { IdentityProvider: NamedProvider['provider'] }[], use: NamedProvider['use']) =>
    entries.map(({ IdentityProvider: provider }, index) => ({
      path: `${list}[${String(index)}].IdentityProvider`,
      use,
      provider,
      name: toProviderName(provider, configuration, use),
    }));
  return [...nameAll('RoleMappings', RoleMappings, 'mapping'), ...nameAll('PrincipalTags', PrincipalTags, 'principalTags')];
}
