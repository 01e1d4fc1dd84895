import { bySeverity, type Check, type Finding } from '../finding';
import type { PoolFacts } from '../facts';
import { claimUserWritable, clientWithoutMapping, ruleClaimMissing, ruleContains, ruleOnList, ruleOnUsername } from './claims';
import { classicFlowOpen, classicFlowUnset, classicFlowWithMappings, tokenCheckOff } from './flows';
import { mappingProviderMissing, ruleUnreachable, tokenMappingWithoutRoles } from './mappings';
import { permissions } from './permissions';
import { appClientMissing, digitsProvider, identityProviderMissing, userPoolMissing } from './providers';
import { ambiguousRoleMissing, noAuthenticatedRole, noGuestRole, noWayIn, roleMissing } from './roles';
import { nobodyCanTake } from './takers';
import { othersCanTake } from './trust';

type Part = 'pool' | 'assignments';

/** Each with what of the pool itself it cannot do without. */
const CHECKS: readonly (readonly [check: Check, needs: readonly Part[]])[] = [
  [noWayIn, ['pool']],
  [roleMissing, ['assignments']],
  [noAuthenticatedRole, ['pool', 'assignments']],
  [noGuestRole, ['pool', 'assignments']],
  [ambiguousRoleMissing, ['assignments']],
  [nobodyCanTake, ['pool', 'assignments']],
  [othersCanTake, ['assignments']],
  [permissions, ['pool', 'assignments']],
  [userPoolMissing, ['pool']],
  [appClientMissing, ['pool']],
  [identityProviderMissing, ['pool']],
  [digitsProvider, ['pool']],
  [classicFlowOpen, ['pool', 'assignments']],
  [classicFlowUnset, ['pool']],
  [classicFlowWithMappings, ['pool', 'assignments']],
  [tokenCheckOff, ['pool']],
  [mappingProviderMissing, ['pool', 'assignments']],
  [tokenMappingWithoutRoles, ['pool', 'assignments']],
  [clientWithoutMapping, ['pool', 'assignments']],
  [ruleUnreachable, ['assignments']],
  [ruleClaimMissing, ['pool', 'assignments']],
  [ruleContains, ['assignments']],
  [ruleOnList, ['assignments']],
  [ruleOnUsername, ['pool', 'assignments']],
  [claimUserWritable, ['pool', 'assignments']],
];

/** @param unread what of the pool itself could not be read: checks that need it are left out. */
export function findingsOf(facts: PoolFacts, unread: readonly Part[] = []): Finding[] {
  return bySeverity(CHECKS.filter(([, needs]) => !needs.some((part) => unread.includes(part))).flatMap(([check]) => check(facts)));
}
