import { toModel } from './answer/model';
import { differencesOf } from './answer/differences';
import {
  inAnotherRegion,
  noSuchPool,
  notAsDescribed,
  nothingToAdopt,
  notOwned,
  notUpdatable,
  ownedByAnother,
  poolIsGone,
  refuse,
  toFailed,
} from './answer/refusals';
import { idsIn, newlySupplied, succeeded, type RoleIds } from './answer/succeeded';
import { apply, type Made } from './apply/apply';
import { findMadePool, makePool } from './apply/make-pool';
import { lookingForTwins } from './apply/one-pool';
import { release } from './apply/release';
import { awaitUnseenRoles, settling } from './apply/settle';
import { confirmAnswered, findUnansweredPools } from './apply/unanswered';
import { defined } from './defined';
import { desire, desireNothing, isReachable } from './desire/desire';
import { newlyMade, newPool, type NewPool } from './desire/new-pool';
import { problemsOf } from './desire/problems';
import { Failure } from './failure';
import { hintsFor, hintsWithoutTemplate, observe, observeDeletable, readRoleIds } from './observe/observe';
import type { Lifecycle, ListOutcome, Operation, Outcome, Request } from './operation';
import { planDeletion } from './plan/deletion';
import { afterClients, isEmpty, planChange, planMarks, wholeOf } from './plan/plan';
import type { Workplace } from './ports';
import { parse, parseUsable } from './request/parse';
import { poolArnOf } from './rules/arn';
import { isAdopted, isAnothers, isOwnedBy } from './rules/ownership';
import { asPoolId, poolRegionOf } from './rules/pool-id';
import type { IdentityPoolId, ObservedState } from './state';

/** The life cycle of a pool with its roles: each operation observes, desires, refuses, plans, applies and answers. */
export function createLifecycle(workplace: Workplace): Lifecycle {
  return {
    create: (request) => answering(workplace, request.callbackContext?.poolId, () => create(request, workplace)),
    read: (request) => answering(workplace, undefined, () => read(request, workplace)),
    update: (request) => answering(workplace, request.poolId, () => update(request, workplace)),
    delete: (request) => answering(workplace, request.poolId, () => remove(request, workplace)),
    list: (nextToken) => list(nextToken, workplace),
    findMade: (request) => findMadePool(newPool(parseUsable(request)), workplace.aws),
    findUnanswered: (request) => findUnansweredPools(parseUsable(request), workplace.aws),
    confirmAnswered: (request, poolId) => confirmAnswered(request, poolId, workplace.aws),
  };
}

async function create(request: Request, workplace: Workplace): Promise<Outcome> {
  const operation = parse(request);
  if (operation.desired.AdoptIdentityPoolId !== undefined) return adopt(operation, operation.desired.AdoptIdentityPoolId, workplace);
  const fresh = newPool(operation);
  const context = operation.callbackContext;
  if (context === undefined) return makePool(fresh, workplace);
  const { poolId, poolIsNew } = context;
  const { outcome, twins } = await lookingForTwins(fresh, poolId, workplace, () =>
    poolIsNew ? converge(operation, newlyMade(fresh, poolId), workplace) : finish(operation, fresh, poolId, workplace),
  );
  if (twins === undefined) return outcome();
  for (const other of twins.others) await removeTwin({ ...request, poolId: other }, workplace);
  return twins.isToBeFinished ? finish(operation, fresh, twins.staying, workplace) : outcome();
}

/** Takes a pool over that exists. The template describes it as it is: nothing is written but the marks, and its roles count as supplied. */
async function adopt(operation: Operation, poolId: IdentityPoolId, workplace: Workplace): Promise<Outcome> {
  const observed = await observe(workplace.aws, poolId, hintsFor(operation, poolId));
  if (observed === undefined) throw nothingToAdopt(poolId);
  if (isAnothers(observed.pool.tags, operation)) throw ownedByAnother(operation, observed);
  const desired = desire(operation, observed);
  const issues = [...(isReachable(desired, observed) ? problemsOf(desired) : []), ...differencesOf(desired, observed)];
  if (issues.length > 0) throw notAsDescribed(poolId, issues);
  await apply(planMarks(desired, observed), workplace);
  return succeeded(operation, desired, { ...idsIn(observed), ...(await readRoleIds(workplace.aws, newlySupplied(desired, observed))) });
}

/** A create inherits nothing: what an earlier try left is brought to the template, not merged with it. */
async function finish(operation: Operation, fresh: NewPool, poolId: IdentityPoolId, workplace: Workplace): Promise<Outcome> {
  const observed = await observe(workplace.aws, poolId, { ...hintsFor(operation, poolId), mayHaveTwins: true });
  if (observed === undefined) throw poolIsGone(poolId);
  return converge(operation, observed, workplace, newlyMade(fresh, poolId));
}

/** The delivery that made the twin may be removing it at the same time: a pool that is already gone is no failure. */
async function removeTwin(request: Request, workplace: Workplace): Promise<void> {
  workplace.log(`deletePool ${String(request.poolId)}, which another delivery of this request made`);
  const outcome = await answering(workplace, request.poolId, () => remove(request, workplace));
  if (outcome.status === 'failed' && outcome.code !== 'NotFound') throw new Failure(outcome.code, outcome.message);
}

async function read(request: Request, { aws }: Workplace): Promise<Outcome> {
  const poolId = requirePoolId(request);
  const observed = await observe(aws, poolId, hintsWithoutTemplate(request));
  if (observed === undefined) throw noSuchPool(poolId);
  return { status: 'succeeded', poolId, model: toModel(request, observed) };
}

async function update(request: Request, workplace: Workplace): Promise<Outcome> {
  // The contract wants NotFound before any other complaint.
  const poolId = requirePoolId(request);
  const operation = parse(request);
  const observed = await observe(workplace.aws, poolId, hintsFor(operation, poolId));
  if (observed === undefined) throw noSuchPool(poolId);
  if (operation.provesOwnership === true && !isOwnedBy(observed.pool.tags, operation)) throw notOwned(observed.pool);
  return converge(operation, observed, workplace);
}

async function converge(
  operation: Operation,
  observed: ObservedState,
  workplace: Workplace,
  baseline: ObservedState = observed,
): Promise<Outcome> {
  const desired = desire(operation, observed, baseline);
  if (!isReachable(desired, observed)) throw notUpdatable(desired, observed);
  refuse(problemsOf(desired));
  for (const name of desired.droppedMappings) workplace.log(`the role mapping of ${name} goes with its provider`);
  const change = planChange(desired, observed);
  return settling(operation, observed.pool.id, workplace, async () => {
    const suppliedIds = readRoleIds(workplace.aws, newlySupplied(desired, observed));
    const ids = async ({ roleIds }: Made): Promise<RoleIds> => ({
      ...idsIn(observed),
      ...Object.fromEntries(roleIds),
      ...(await suppliedIds),
    });
    if (isEmpty(change.clients)) return succeeded(operation, desired, await ids(await apply(wholeOf(change), workplace)));
    // Cognito chooses the ids of app clients, and the pool names them: the rest is desired and planned once the ids are known.
    const made = await apply({ inOrder: [change.marks, { sideBySide: [change.clients, change.roles] }] }, workplace);
    const completed = afterClients(desired, observed, made.clients);
    const final = desire(operation, completed, baseline === observed ? completed : baseline);
    const { pool, rest } = planChange(final, completed);
    await apply({ inOrder: [pool, rest] }, workplace);
    return succeeded(operation, final, await ids(made));
  });
}

async function remove(request: Request, workplace: Workplace): Promise<Outcome> {
  const poolId = requirePoolId(request);
  const operation = parseUsable(request);
  const observed = await observeDeletable(workplace.aws, poolId, hintsFor(operation, poolId));
  const { poolTags } = observed;
  // Any of these is enough: a second delivery finds the marks gone, and a delete by the id alone has no template.
  const { releases = false } = operation.callbackContext ?? {};
  const isNamed = operation.desired.AdoptIdentityPoolId === poolId;
  if (isNamed || releases || isAdopted(poolTags ?? {})) {
    // The marks go with the release: if this call is cut short, its repeat needs the context to know that the pool is released.
    if (!isNamed && !releases)
      return { status: 'inProgress', poolId, callbackContext: { poolId, poolIsNew: false, releases: true }, delaySeconds: 0 };
    workplace.log(`releasing ${poolId}, which this resource adopted: the pool and its roles stay`);
    if (poolTags !== undefined && !isAnothers(poolTags, operation)) await release(poolArnOf(request, poolId), poolTags, workplace.aws);
    return { status: 'succeeded', poolId };
  }
  if (operation.provesOwnership === true && poolTags !== undefined && !isOwnedBy(poolTags, operation)) {
    workplace.log(`nothing to delete: ${poolId} carries no mark of this resource`);
    return { status: 'succeeded', poolId };
  }
  const desired = desireNothing(operation, poolId, observed);
  return settling(operation, poolId, workplace, async () => {
    const { poolWasThere } = await apply(planDeletion(desired), workplace);
    // A delete that has to be called twice found the pool the first time.
    const wasThere = poolTags !== undefined || poolWasThere === true;
    if (!wasThere && request.callbackContext === undefined) throw noSuchPool(poolId);
    awaitUnseenRoles(operation, observed, workplace);
    return { status: 'succeeded', poolId };
  });
}

async function list(nextToken: string | undefined, { aws, log }: Workplace): Promise<ListOutcome> {
  try {
    const page = await aws.pools.page(nextToken);
    return defined({ status: 'succeeded' as const, poolIds: page.pools.map(({ id }) => id), nextToken: page.nextToken });
  } catch (error) {
    return toFailed(error, log);
  }
}

/** Roles are global and pools regional: an id of another region is NotFound before any call, because "not here" does not mean "gone". */
function requirePoolId({ poolId: text, region }: Request): IdentityPoolId {
  const poolId = asPoolId(text);
  if (poolId === undefined) throw noSuchPool(text);
  if (poolRegionOf(poolId) !== region) throw inAnotherRegion(poolId, region);
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
