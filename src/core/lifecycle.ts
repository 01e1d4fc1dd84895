/** Owns the life of a pool with its roles: create, read, update, delete and list, each one flow of observe, plan and apply. */
import type { Workplace } from './apply';
import { converge } from './converge';
import { Failure } from './failure';
import { describeIssues } from './issue';
import { findMadePool, makePool, newlyMade } from './new-pool';
import { observe } from './observe';
import type { Lifecycle, ListOutcome, Operation, Outcome } from './operation';
import { hintsOf } from './plan-roles';
import type { Aws } from './ports';
import { toModel } from './present';
import { noSuchPool, poolIsGone, toFailed } from './refusals';
import { remove } from './remove';
import { asPoolId } from './rules/pool-id';
import type { IdentityPoolId } from './state';
import { usableProperties } from './schema-validation';
import { findIssues } from './validation';

export const createLifecycle = (workplace: Workplace): Lifecycle => ({
  create: (operation) => answering(workplace, () => create(operation, workplace), operation.callbackContext?.poolId),
  read: (operation) => answering(workplace, () => read(operation, workplace.aws)),
  update: (operation) => answering(workplace, () => update(operation, workplace), operation.poolId),
  delete: (operation) => answering(workplace, () => remove(operation, workplace), operation.poolId),
  list: (nextToken) => list(nextToken, workplace),
  findMade: (operation) => findMadePool(operation, workplace.aws),
});

const create = async (operation: Operation, workplace: Workplace): Promise<Outcome> => {
  refuseInvalid(operation);
  const context = operation.callbackContext;
  if (context === undefined) return makePool(operation, workplace);
  if (context.poolIsNew) return converge(operation, newlyMade(operation, context.poolId), workplace);
  const observed = await observe(workplace.aws, context.poolId, hintsOf(operation, context.poolId));
  if (observed === undefined) throw poolIsGone(context.poolId);
  return converge(operation, observed, workplace);
};

const read = async ({ poolId: text, region, accountId }: Operation, aws: Aws): Promise<Outcome> => {
  const poolId = asPoolId(text);
  const observed = poolId === undefined ? undefined : await observe(aws, poolId, { roleNames: [], userPoolIds: [] });
  if (observed === undefined) throw noSuchPool(text);
  return { status: 'succeeded', poolId: observed.pool.id, model: toModel({ region, accountId }, observed) };
};

const update = async (given: Operation, workplace: Workplace): Promise<Outcome> => {
  const poolId = asPoolId(given.poolId);
  // The contract wants NotFound before any other complaint.
  if (poolId === undefined) throw noSuchPool(given.poolId);
  refuseInvalid(given);
  const operation = given.previous === undefined ? given : { ...given, previous: usableProperties(given.previous) };
  const observed = await observe(workplace.aws, poolId, hintsOf(operation, poolId));
  if (observed === undefined) throw noSuchPool(poolId);
  return converge(operation, observed, workplace);
};

const list = async (nextToken: string | undefined, { aws, log }: Workplace): Promise<ListOutcome> => {
  try {
    const page = await aws.pools.page(nextToken);
    return {
      status: 'succeeded',
      poolIds: page.pools.map(({ id }) => id),
      ...(page.nextToken === undefined ? {} : { nextToken: page.nextToken }),
    };
  } catch (error) {
    return toFailed(error, log);
  }
};

const answering = async ({ log }: Workplace, work: () => Promise<Outcome>, poolId?: IdentityPoolId): Promise<Outcome> => {
  try {
    return await work();
  } catch (error) {
    const existing = asPoolId(poolId);
    return { ...toFailed(error, log), ...(existing === undefined ? {} : { poolId: existing }) };
  }
};

const refuseInvalid = (operation: Operation): void => {
  const issues = findIssues(operation);
  if (issues.length > 0) throw new Failure('InvalidRequest', describeIssues(issues));
};
