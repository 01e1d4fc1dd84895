/** Owns the life of a pool with its roles: create, read, update, delete and list, each one flow of observe, plan and apply. */
import { allEnded, apply, Unsettled, type Workplace } from './apply';
import { newPoolConfiguration, wantedClientPools } from './desire';
import { Failure } from './failure';
import {
  assignedRoleNames,
  findCreatedClients,
  observe,
  observeDeletable,
  type CreatedClient,
  type Hints,
  type ObservedState,
} from './observe';
import type { CallbackContext, Failed, Lifecycle, ListOutcome, Operation, Outcome } from './operation';
import { clientsToUse, planChange, planClients, planDeletion, wholeOf, type PlannedChange } from './plan';
import { possibleRoleNames } from './plan-roles';
import type { Aws, Clock } from './ports';
import { attributesOf, toModel, withoutSecrets } from './present';
import { clientMarks, formMarks, poolMarks, requestMarkOf, requestMarkOn, userPoolsWithClients } from './rules/ownership';
import { formsIn } from './rules/role-mapping';
import { wantedTags } from './rules/tags';
import type { IdentityPoolId, Tags } from './state';
import { stepsOf } from './steps';
import { describeIssues } from './issue';
import { findProviderIssues } from './provider-validation';
import { usableProperties } from './schema-validation';
import { findIssues } from './validation';

export interface LifecycleOptions extends Workplace {
  readonly clock: Pick<Clock, 'now'>;
}

/** How long AWS gets to show a role that was just made, in milliseconds; a refusal after that is real. */
export const SETTLING_TIME = 60_000;
/** How long after its creation a role counts as just made, in milliseconds. */
const YOUNG_ROLE = 120_000;
/** Seconds between two tries while AWS settles. */
const SETTLING_DELAY = 3;

export const createLifecycle = (options: LifecycleOptions): Lifecycle => ({
  create: (operation) => answering(options, () => create(operation, options), operation.callbackContext?.poolId),
  read: (operation) => answering(options, () => read(operation, options.aws)),
  update: (operation) => answering(options, () => update(operation, options), operation.poolId),
  delete: (operation) => answering(options, () => remove(operation, options), operation.poolId),
  list: (nextToken) => list(nextToken, options),
  findMade: (operation) => {
    const requestMark = requestMarkOf(operation.requestToken);
    return findMarkedPool(options.aws, newPoolConfiguration(operation, requestMark).name, requestMark);
  },
});

/** undefined where the id cannot be one: no call is needed to know that there is no such pool. */
export const asPoolId = (text: string | undefined): IdentityPoolId | undefined =>
  text !== undefined && text.length <= 55 && /^[\w-]+:[0-9a-f-]+$/.test(text) ? text : undefined;

const create = async (operation: Operation, options: LifecycleOptions): Promise<Outcome> => {
  refuseInvalid(operation);
  const requestMark = requestMarkOf(operation.requestToken);
  const context = operation.callbackContext;
  if (context === undefined) return makePool(operation, requestMark, options);
  if (context.poolIsNew) return converge(operation, newlyMade(operation, context.poolId, requestMark), options);
  const observed = await observe(options.aws, context.poolId, hintsOf(operation, context.poolId));
  if (observed === undefined) throw poolIsGone(context.poolId);
  return converge(operation, observed, options);
};

/**
 * Answers as soon as the pool exists, so that CloudFormation knows its id before anything else can fail.
 * A repeat of the request finds the pool that the first try made by its mark.
 */
const makePool = async (operation: Operation, requestMark: string, { aws, log }: LifecycleOptions): Promise<Outcome> => {
  const configuration = newPoolConfiguration(operation, requestMark);
  const made = await findMarkedPool(aws, configuration.name, requestMark);
  if (made !== undefined) {
    log(`found ${made}, made by an earlier try of this request`);
    return { status: 'inProgress', poolId: made, callbackContext: { poolId: made, poolIsNew: false }, delaySeconds: 0 };
  }
  log(`createPool ${configuration.name}`);
  const poolId = await aws.pools.create(configuration, tagsOfNewPool(operation, requestMark));
  return { status: 'inProgress', poolId, callbackContext: { poolId, poolIsNew: true }, delaySeconds: 0 };
};

/** All marks from the first: those of app clients come before the clients, so that one is found whatever happens next. */
const tagsOfNewPool = (operation: Operation, requestMark: string): Tags => ({
  ...wantedTags(operation, {}),
  ...poolMarks(requestMark),
  ...clientMarks(wantedClientPools(operation.desired)),
  ...formMarks(formsIn(operation.desired, { configuration: newPoolConfiguration(operation, requestMark), createdClientIds: [] })),
});

const hintsOf = (operation: Operation, poolId: IdentityPoolId): Hints => ({
  roleNames: possibleRoleNames(operation, poolId),
  userPoolIds: [...wantedClientPools(operation.desired), ...wantedClientPools(operation.previous)],
});

/** Names are not unique, so that each pool of the name has to be asked for its mark. */
const findMarkedPool = async (aws: Aws, name: string, requestMark: string): Promise<IdentityPoolId | undefined> => {
  let nextToken: string | undefined;
  do {
    const page = await aws.pools.page(nextToken);
    const candidates = page.pools.filter((pool) => pool.name === name);
    const found = await Promise.all(candidates.map(({ id }) => aws.pools.find(id)));
    const marked = found.find((pool) => pool !== undefined && requestMarkOn(pool.tags) === requestMark);
    if (marked !== undefined) return marked.id;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return undefined;
};

/** What a look at a pool that was just made would find: saves the look. */
const newlyMade = (operation: Operation, poolId: IdentityPoolId, requestMark: string): ObservedState => ({
  pool: { id: poolId, ...newPoolConfiguration(operation, requestMark), tags: tagsOfNewPool(operation, requestMark) },
  assignments: { roles: {}, mappings: {} },
  principalTags: {},
  createdRoles: [],
  createdClients: [],
});

const read = async ({ poolId: text, region, accountId }: Operation, aws: Aws): Promise<Outcome> => {
  const poolId = asPoolId(text);
  const observed = poolId === undefined ? undefined : await observe(aws, poolId, { roleNames: [], userPoolIds: [] });
  if (observed === undefined) throw noSuchPool(text);
  return { status: 'succeeded', poolId: observed.pool.id, model: toModel({ region, accountId }, observed) };
};

const update = async (given: Operation, options: LifecycleOptions): Promise<Outcome> => {
  const poolId = asPoolId(given.poolId);
  // The contract wants NotFound before any other complaint.
  if (poolId === undefined) throw noSuchPool(given.poolId);
  refuseInvalid(given);
  const operation = given.previous === undefined ? given : { ...given, previous: usableProperties(given.previous) };
  const observed = await observe(options.aws, poolId, hintsOf(operation, poolId));
  if (observed === undefined) throw noSuchPool(poolId);
  return converge(operation, observed, options);
};

/** Plans from one look and applies; where AWS turns out to be otherwise, or not yet, as the look took it to be, asks to be called again. */
const converge = async (operation: Operation, observed: ObservedState, options: LifecycleOptions): Promise<Outcome> => {
  const { id: poolId } = observed.pool;
  const change = planChange(operation, observed);
  if (change === undefined) throw notUpdatable(operation, observed);
  refuseMismatch(operation, observed);
  try {
    const final = await applyChange(operation, observed, change, options);
    return {
      status: 'succeeded',
      poolId,
      model: { ...withoutSecrets(operation.desired), ...attributesOf(operation, poolId, final.outcome) },
    };
  } catch (error) {
    if (!(error instanceof Unsettled)) throw error;
    return waitOrFail(operation, poolId, error, mayStillSettle(change, observed, options), options);
  }
};

/** @returns the change as carried out: the ids of app clients are known only once they are created, and the pool's configuration waits for them. */
const applyChange = async (
  operation: Operation,
  observed: ObservedState,
  change: PlannedChange,
  options: LifecycleOptions,
): Promise<PlannedChange> => {
  const isNew = operation.callbackContext?.poolIsNew === true;
  const clientsMayBeMissing = isNew
    ? wantedClientPools(operation.desired).length > 0
    : stepsOf(planClients(operation, observed)).length > 0;
  if (!clientsMayBeMissing) {
    await apply(wholeOf(change), options);
    return change;
  }
  const clients = createClients(operation, observed, isNew, options);
  await allEnded<unknown>([clients, apply(change.roles, options)]);
  const createdClients = await clients;
  const final = planChange(operation, { ...observed, createdClients });
  if (final === undefined) throw notUpdatable(operation, observed);
  await apply({ inOrder: [final.pool, final.rest] }, options);
  return final;
};

/** A create may be called again with the context of the first call: also a pool that counts as new may have its clients already. */
const createClients = async (
  operation: Operation,
  observed: ObservedState,
  isNew: boolean,
  options: LifecycleOptions,
): Promise<CreatedClient[]> => {
  const { aws } = options;
  const { pool } = observed;
  const found = isNew ? await findCreatedClients(aws, pool.id, wantedClientPools(operation.desired)) : observed.createdClients;
  const { clients } = await apply(planClients(operation, { ...observed, createdClients: found }), options);
  return [...found, ...clients];
};

/** Only a role that was made a moment ago may be refused for want of time; any other refusal is final. */
const mayStillSettle = (change: PlannedChange, { createdRoles }: ObservedState, { clock }: LifecycleOptions): boolean =>
  stepsOf(change.roles).some((step) => step.do === 'createRole') ||
  createdRoles.some(({ createdAt }) => clock.now() - createdAt < YOUNG_ROLE);

const waitOrFail = (
  operation: Operation,
  poolId: IdentityPoolId,
  { cause }: Unsettled,
  mayStillSettleNow: boolean,
  { clock, log }: LifecycleOptions,
): Outcome => {
  const waitingSince = operation.callbackContext?.waitingSince ?? clock.now();
  const isOver = clock.now() - waitingSince >= SETTLING_TIME;
  if (isOver || !(mayStillSettleNow || operation.callbackContext?.waitingSince !== undefined)) throw cause;
  log(`waiting for AWS to settle: ${cause.code} on ${poolId}`);
  const callbackContext: CallbackContext = { poolId, poolIsNew: false, waitingSince };
  return { status: 'inProgress', poolId, callbackContext, delaySeconds: cause.reason === 'exists' ? 1 : SETTLING_DELAY };
};

/**
 * Finds what the pool owned by every way there is, since a create may have been cut short anywhere: what the pool hands out, what trusts the
 * pool, the user pools that its marks name, and the names that the template gives. Each must carry the pool's mark or name.
 */
const remove = async (operation: Operation, options: LifecycleOptions): Promise<Outcome> => {
  const poolId = asPoolId(operation.poolId);
  if (poolId === undefined) throw noSuchPool(operation.poolId);
  const { aws } = options;
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
    await apply(planDeletion(poolId, pool !== undefined, clients, roles), options);
  } catch (error) {
    if (!(error instanceof Unsettled)) throw error;
    return waitOrFail(operation, poolId, error, true, options);
  }
  // A delete that has to be called twice has found the pool the first time.
  if (pool === undefined && operation.callbackContext === undefined) throw noSuchPool(poolId);
  return { status: 'succeeded', poolId };
};

const list = async (nextToken: string | undefined, options: LifecycleOptions): Promise<ListOutcome> => {
  try {
    const page = await options.aws.pools.page(nextToken);
    return {
      status: 'succeeded',
      poolIds: page.pools.map(({ id }) => id),
      ...(page.nextToken === undefined ? {} : { nextToken: page.nextToken }),
    };
  } catch (error) {
    return toFailed(error, options.log);
  }
};

const answering = async (options: LifecycleOptions, work: () => Promise<Outcome>, poolId?: IdentityPoolId): Promise<Outcome> => {
  try {
    return await work();
  } catch (error) {
    const existing = asPoolId(poolId);
    return { ...toFailed(error, options.log), ...(existing === undefined ? {} : { poolId: existing }) };
  }
};

/** What CloudFormation is told of any error. */
export const toFailed = (error: unknown, log: (line: string) => void): Failed => {
  if (error instanceof Failure) return { status: 'failed', code: error.code, message: error.message };
  // Not ours to show: an unexpected error's text may quote what it was handling.
  log(`unexpected ${error instanceof Error ? `${error.name} at ${error.stack?.split('\n')[1]?.trim() ?? '?'}` : typeof error}`);
  return { status: 'failed', code: 'InternalFailure', message: 'The handler met an error that it does not know. Its log names the place.' };
};

const refuseInvalid = (operation: Operation): void => {
  const issues = findIssues(operation);
  if (issues.length > 0) throw new Failure('InvalidRequest', describeIssues(issues));
};

/** What only the pool as it is can tell: a template need not name every provider that its mappings are for. */
const refuseMismatch = (operation: Operation, observed: ObservedState): void => {
  const issues = findProviderIssues(operation, observed.pool, clientsToUse(observed));
  if (issues.length > 0) throw new Failure('InvalidRequest', describeIssues(issues));
};

const noSuchPool = (text: string | undefined): Failure =>
  new Failure(
    'NotFound',
    text === undefined || text === ''
      ? 'No IdentityPoolId was given, so there is no such identity pool.'
      : `There is no identity pool ${JSON.stringify(text.slice(0, 80))}.`,
  );

const poolIsGone = (poolId: IdentityPoolId): Failure =>
  new Failure('NotStabilized', `Identity pool ${poolId} was deleted by somebody else while its roles were being made.`);

const notUpdatable = ({ desired }: Operation, { pool }: ObservedState): Failure =>
  new Failure(
    'NotUpdatable',
    `AuthenticationProviders.DeveloperProviderName of identity pool ${pool.id} is ${JSON.stringify(pool.developerProviderName)} and cannot become ` +
      `${JSON.stringify(desired.AuthenticationProviders?.DeveloperProviderName ?? null)}: once set, Cognito neither changes nor removes it. Another pool has to take its place.`,
  );
