import type { Operation, Request } from '../operation';
import type { Aws } from '../ports';
import { poolArnOf } from '../rules/arn';
import { isGeneratedPoolNameFor } from '../rules/names';
import { isOwnedBy, isUnanswered, ownerOn, UNANSWERED_MARK } from '../rules/ownership';
import type { IdentityPoolId } from '../state';
import { findPools } from './make-pool';

/**
 * The pools of this very resource whose id never reached CloudFormation. A retained pool of a former resource of the same name was answered, and is
 * not among them.
 */
export async function findUnansweredPools(operation: Operation, aws: Aws): Promise<IdentityPoolId[]> {
  const { IdentityPoolName } = operation.desired;
  const isCandidate = ({ name }: { readonly name: string }): boolean =>
    IdentityPoolName === undefined ? isGeneratedPoolNameFor(name, operation) : name === IdentityPoolName;
  const pools = await findPools(
    aws,
    isCandidate,
    ({ tags }) => isUnanswered(tags) && ownerOn(tags) !== undefined && isOwnedBy(tags, operation),
  );
  return pools.map(({ id }) => id);
}

/** CloudFormation has taken the answer: from now on the id leads to the pool. */
export async function confirmAnswered({ region, accountId }: Request, poolId: IdentityPoolId, aws: Aws): Promise<void> {
  await aws.pools.untag(poolArnOf({ region, accountId }, poolId), Object.keys(UNANSWERED_MARK));
}
