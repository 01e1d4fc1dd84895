import { dependentsOf } from './circles';
import { partsOf, type Conversion } from './conversion';
import { propertyOf, type Native, type RoleOfPool } from './native';
import { foldedPolicies } from './policies';
import type { Replaced } from './targets';

/** Changes nothing. */
export function decide(given: Pick<Conversion, 'source' | 'layout' | 'native' | 'requested'>): Conversion {
  const { source, native, requested } = given;
  const handedOver = native.roles.filter(({ resource }) => requested.stage === 'complete' || requested.handedOver.includes(resource.id));
  const replaced = replacedBy({ ...given, handedOver });
  const decided = { ...given, handedOver, replaced, dependents: dependentsOf(source, native, replaced) };
  return { ...decided, folded: foldedPolicies(decided) };
}

function replacedBy({
  source,
  native,
  requested: { stage, poolId },
  handedOver,
}: Pick<Conversion, 'source' | 'native' | 'requested' | 'handedOver'>): Replaced {
  return {
    id: freeName(native),
    pool: native.pool.id,
    poolId: stage === 'complete' ? undefined : poolId,
    poolName: propertyOf(source, native.pool, 'IdentityPoolName'),
    // An import changes nothing else, so that nothing can refer to what it brings.
    isReferable: stage === 'complete' || stage === 'adopted',
    others: new Set(partsOf(native).flatMap(({ id }) => (id === native.pool.id ? [] : [id]))),
    roles: new Map(handedOver.map((role) => [role.resource.id, role])),
    mapped: mappedRolesOf(native, handedOver),
  };
}

/** Roles that a condition may leave out come last: they move the numbers of the others. */
function mappedRolesOf({ pool }: Native, roles: readonly RoleOfPool[]): RoleOfPool[] {
  const mapped = roles.filter(({ places }) => places.some((place) => typeof place === 'object'));
  const isOpen = ({ resource }: RoleOfPool): boolean => resource.condition !== undefined && resource.condition !== pool.condition;
  return [...mapped.filter((role) => !isOpen(role)), ...mapped.filter(isOpen)];
}

function freeName({ all, pool }: Native): string {
  const names = ['Identities', `${pool.id}WithRoles`, `${pool.id}Identities`];
  return names.find((name) => !all.some(({ id }) => id === name)) ?? `${pool.id}IdentityPoolWithRoles`;
}
