import { toModel } from './answer/model';
import { noSuchPool, notUpdatable, poolIsGone, refuse, toFailed } from './answer/refusals';
import { succeeded } from './answer/succeeded';
import { apply } from './apply/apply';
import { findMadePool, makePool } from './apply/make-pool';
import { mayStillSettle, settling } from './apply/settle';
import { defined } from './defined';
import { desire, desireNothing, isReachable } from './desire/desire';
import { newlyMade, newPool } from './desire/new-pool';
import { problemsOf } from './desire/problems';
import { hintsFor, NO_HINTS, observe, observeDeletable } from './observe/observe';
import type { Lifecycle, ListOutcome, Operation, Outcome, Request } from './operation';
import { planDeletion } from './plan/deletion';
import { afterClients, isEmpty, planChange, wholeOf } from './plan/plan';
import type { Workplace } from './ports';
import { parse, parseUsable } from './request/parse';
import { asPoolId } from './rules/pool-id';
import type { IdentityPoolId, ObservedState } from './state';

/** The life of a pool with its roles: each operation observes, desires, refuses, plans, applies and answers. */
export function createLifecycle(workplace: Workplace): Lifecycle {
  return {
    create: (request) => answering(workplace, request.callbackContext?.poolId, () => create(request, workplace)),
    read: (request) => answering(workplace, undefined, () => read(request, workplace)),
    update: (request) => answering(workplace, request.poolId, () => update(request, workplace)),
    delete: (request) => answering(workplace, request.poolId, () => remove(request, workplace)),
    list: (nextToken) => list(nextToken, workplace),
    findMade: (request) => findMadePool(newPool(parse(request)), workplace.aws),
  };
}

async function create(request: Request, workplace: Workplace): Promise<Outcome> {
  const operation = parse(request);
  const fresh = newPool(operation);
  const context = operation.callbackContext;
  if (context === undefined) return makePool(fresh, workplace);
  const { poolId, poolIsNew } = context;
  const observed = poolIsNew ? newlyMade(fresh, poolId) : await observe(workplace.aws, poolId, hintsFor(operation, poolId));
  if (observed === undefined) throw poolIsGone(poolId);
  return converge(operation, observed, workplace);
}

async function read(request: Request, { aws }: Workplace): Promise<Outcome> {
  const poolId = requirePoolId(request);
  const observed = await observe(aws, poolId, NO_HINTS);
  if (observed === undefined) throw noSuchPool(poolId);
  return { status: 'succeeded', poolId, model: toModel(request, observed) };
}

async function update(request: Request, workplace: Workplace): Promise<Outcome> {
  // The contract wants NotFound before any other complaint.
  const poolId = requirePoolId(request);
  const operation = parse(request);
  const observed = await observe(workplace.aws, poolId, hintsFor(operation, poolId));
  if (observed === undefined) throw noSuchPool(poolId);
  return converge(operation, observed, workplace);
}

async function converge(operation: Operation, observed: ObservedState, workplace: Workplace): Promise<Outcome> {
  const desired = desire(operation, observed);
  if (!isReachable(desired, observed)) throw notUpdatable(desired, observed);
  refuse(problemsOf(desired));
  const change = planChange(desired, observed);
  const isYoung = mayStillSettle(change, observed, workplace);
  return settling(operation, observed.pool.id, { isYoung, workplace }, async () => {
    if (isEmpty(change.clients)) {
      await apply(wholeOf(change), workplace);
      return succeeded(operation, desired);
    }
    // Cognito chooses the ids of app clients, and the pool names them: what needs the ids is desired and planned once they are known.
    const { clients } = await apply({ sideBySide: [change.clients, change.roles] }, workplace);
    const completed = afterClients(desired, observed, clients);
    const final = desire(operation, completed);
    const { pool, rest } = planChange(final, completed);
    await apply({ inOrder: [pool, rest] }, workplace);
    return succeeded(operation, final);
  });
}

async function remove(request: Request, workplace: Workplace): Promise<Outcome> {
  const poolId = requirePoolId(request);
  const operation = parseUsable(request);
  const hints = hintsFor(operation, poolId);
  const observed = await observeDeletable(workplace.aws, poolId, hints);
  const desired = desireNothing(poolId, observed, hints);
  const outcome = await settling(operation, poolId, { isYoung: true, workplace }, async () => {
    await apply(planDeletion(desired, observed), workplace);
    return { status: 'succeeded', poolId };
  });
  // A delete that has to be called twice found the pool the first time.
  if (outcome.status === 'succeeded' && !observed.poolExists && request.callbackContext === undefined) throw noSuchPool(poolId);
  return outcome;
}

async function list(nextToken: string | undefined, { aws, log }: Workplace): Promise<ListOutcome> {
  try {
    const page = await aws.pools.page(nextToken);
    return defined({ status: 'succeeded' as const, poolIds: page.pools.map(({ id }) => id), nextToken: page.nextToken });
  } catch (error) {
    return toFailed(error, log);
  }
}

function requirePoolId({ poolId: text }: Request): IdentityPoolId {
  const poolId = asPoolId(text);
  if (poolId === undefined) throw noSuchPool(text);
  return poolId;
}

/** An operation never throws, and its failure names the pool that exists all the same. */
async function answering({ log }: Workplace, poolId: string | undefined, work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    return defined({ ...toFailed(error, log), poolId: asPoolId(poolId) });
  }
}
