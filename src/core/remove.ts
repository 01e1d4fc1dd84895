/** Owns the deletion of a pool with everything that was created for it. */
import { apply, Unsettled, type Workplace } from './apply';
import { assignedRoleNames, findCreatedClients, observeDeletable } from './observe';
import type { Operation, Outcome } from './operation';
import { planDeletion } from './plan';
import { hintsOf } from './plan-roles';
import { noSuchPool } from './refusals';
import { userPoolsWithClients } from './rules/ownership';
import { asPoolId } from './rules/pool-id';
import { waitOrFail } from './settle';

/**
 * Finds what the pool owned by every way there is, since a create may have been cut short anywhere: what the pool hands out, what trusts the
 * pool, the user pools that its marks name, and the names that the template gives. Each must carry the pool's mark or name.
 */
export const remove = async (operation: Operation, workplace: Workplace): Promise<Outcome> => {
  const poolId = asPoolId(operation.poolId);
  if (poolId === undefined) throw noSuchPool(operation.poolId);
  const { aws } = workplace;
  const [pool, assignments, trusting] = await Promise.all([
    aws.pools.find(poolId),
    aws.pools.roleAssignments(poolId),
    aws.roles.namesTrusting(poolId),
  ]);
  const hints = hintsOf(operation, poolId);
  const [roles, clients] = await Promise.all([
    observeDeletable(aws, [...(assignments === undefined ? [] : assignedRoleNames(assignments)), ...trusting, ...hints.roleNames], poolId),
    findCreatedClients(aws, poolId, [...userPoolsWithClients(pool?.tags ?? {}), ...hints.userPoolIds]),
  ]);
  try {
    await apply(planDeletion(poolId, pool !== undefined, clients, hints.userPoolIds, roles), workplace);
  } catch (error) {
    if (!(error instanceof Unsettled)) throw error;
    return waitOrFail(operation, poolId, error, true, workplace);
  }
  // A delete that has to be called twice has found the pool the first time.
  if (pool === undefined && operation.callbackContext === undefined) throw noSuchPool(poolId);
  return { status: 'succeeded', poolId };
};
