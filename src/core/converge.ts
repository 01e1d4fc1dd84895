/** Owns bringing a pool to what a template wants: plan from one look, and apply. */
import { allEnded, apply, Unsettled, type Workplace } from './apply';
import { wantedClientPools } from './desire';
import { Failure } from './failure';
import { describeIssues } from './issue';
import { findCreatedClients, type CreatedClient, type ObservedState } from './observe';
import type { Operation, Outcome } from './operation';
import { clientsToUse, marksWithClients, planChange, planClients, wholeOf, type PlannedChange } from './plan';
import { attributesOf, withoutSecrets } from './present';
import { findProviderIssues } from './provider-validation';
import { mayStillSettle, waitOrFail } from './settle';
import { stepsOf } from './steps';

/** Plans from one look and applies; where AWS turns out to be otherwise, or not yet, as the look took it to be, asks to be called again. */
export const converge = async (operation: Operation, observed: ObservedState, workplace: Workplace): Promise<Outcome> => {
  const { id: poolId } = observed.pool;
  const change = planChange(operation, observed);
  if (change === undefined) throw notUpdatable(operation, observed);
  refuseMismatch(operation, observed);
  try {
    const final = await applyChange(operation, observed, change, workplace);
    return {
      status: 'succeeded',
      poolId,
      model: { ...withoutSecrets(operation.desired), ...attributesOf(operation, poolId, final.outcome) },
    };
  } catch (error) {
    if (!(error instanceof Unsettled)) throw error;
    return waitOrFail(operation, poolId, error, mayStillSettle(change, observed, workplace), workplace);
  }
};

/** @returns the change as carried out: the ids of app clients are known only once they are created, and the pool's configuration waits for them. */
const applyChange = async (
  operation: Operation,
  observed: ObservedState,
  change: PlannedChange,
  workplace: Workplace,
): Promise<PlannedChange> => {
  const isNew = operation.callbackContext?.poolIsNew === true;
  const clientsMayBeMissing = isNew
    ? wantedClientPools(operation.desired).length > 0
    : stepsOf(planClients(operation, observed)).length > 0;
  if (!clientsMayBeMissing) {
    await apply(wholeOf(change), workplace);
    return change;
  }
  const clients = createClients(operation, observed, isNew, workplace);
  await allEnded<unknown>([clients, apply(change.roles, workplace)]);
  const createdClients = await clients;
  const pool = { ...observed.pool, tags: { ...observed.pool.tags, ...marksWithClients(operation, observed.pool) } };
  const final = planChange(operation, { ...observed, pool, createdClients });
  if (final === undefined) throw notUpdatable(operation, observed);
  await apply({ inOrder: [final.pool, final.rest] }, workplace);
  return final;
};

/** A create may be called again with the context of the first call: also a pool that counts as new may have its clients already. */
const createClients = async (
  operation: Operation,
  observed: ObservedState,
  isNew: boolean,
  workplace: Workplace,
): Promise<CreatedClient[]> => {
  const { aws } = workplace;
  const { pool } = observed;
  const found = isNew ? await findCreatedClients(aws, pool.id, wantedClientPools(operation.desired)) : observed.createdClients;
  const { clients } = await apply(planClients(operation, { ...observed, createdClients: found }), workplace);
  return [...found, ...clients];
};

/** What only the pool as it is can tell: a template need not name every provider that its mappings are for. */
const refuseMismatch = (operation: Operation, observed: ObservedState): void => {
  const issues = findProviderIssues(operation, observed.pool, clientsToUse(observed));
  if (issues.length > 0) throw new Failure('InvalidRequest', describeIssues(issues));
};

const notUpdatable = ({ desired }: Operation, { pool }: ObservedState): Failure =>
  new Failure(
    'NotUpdatable',
    `AuthenticationProviders.DeveloperProviderName of identity pool ${pool.id} is ${JSON.stringify(pool.developerProviderName)} and cannot become ` +
      `${JSON.stringify(desired.AuthenticationProviders?.DeveloperProviderName ?? null)}: once set, Cognito neither changes nor removes it. Another pool has to take its place.`,
  );
