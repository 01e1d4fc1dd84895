/** Owns the plan for one resource: the core's own steps, for a pool that is still to be made or for one that is there. */
import { wantedClientPools } from '../../core/desire';
import { newlyMade } from '../../core/new-pool';
import { observe, type ObservedState } from '../../core/observe';
import type { Operation } from '../../core/operation';
import { clientsToUse, planChange, planClients, wholeOf } from '../../core/plan';
import { hintsOf } from '../../core/plan-roles';
import type { Aws } from '../../core/ports';
import { findProviderIssues } from '../../core/provider-validation';
import type { Issue } from '../../core/issue';
import { stepsOf, type Step } from '../../core/steps';
import type { IdentityPoolId, PoolConfiguration, Tags } from '../../core/state';
import { findIssues } from '../../core/validation';

/** Making the pool is the life cycle's own first step, which no other waits beside. */
export type PlannedStep = Step | { readonly do: 'createPool'; readonly configuration: PoolConfiguration; readonly tags: Tags };

export interface Planned {
  readonly does: 'create' | 'update' | 'replace';
  readonly steps: readonly PlannedStep[];
  /** The pool's configuration before the first step that updates it. */
  readonly before: PoolConfiguration;
}

export type Answer = { readonly issues: readonly Issue[] } | Planned;

/** The id of an app client that is still to be created in a user pool. */
export type ClientIdFor = (userPoolId: string) => string;

export const planCreate = (operation: Operation, newPoolId: IdentityPoolId, clientIdFor: ClientIdFor): Answer => {
  const issues = findIssues(operation);
  if (issues.length > 0) return { issues };
  const { id: _id, tags, ...configuration } = newlyMade(operation, newPoolId).pool;
  const rest = planFrom(operation, newlyMade(operation, newPoolId), clientIdFor);
  if ('issues' in rest) return rest;
  return { does: 'create', before: configuration, steps: [{ do: 'createPool', configuration, tags }, ...rest.steps] };
};

/** undefined: there is no such pool. */
export const planUpdate = async (
  operation: Operation & { readonly poolId: IdentityPoolId },
  aws: Aws,
  newPoolId: IdentityPoolId,
  clientIdFor: ClientIdFor,
): Promise<Answer | undefined> => {
  const issues = findIssues(operation);
  if (issues.length > 0) return { issues };
  const observed = await observe(aws, operation.poolId, hintsOf(operation, operation.poolId));
  if (observed === undefined) return undefined;
  const planned = planFrom(operation, observed, clientIdFor);
  if ('issues' in planned) return planned;
  if (planned.does === 'update') return planned;
  const { previous: _previous, poolId: _poolId, ...anew } = operation;
  const replacement = planCreate(anew, newPoolId, clientIdFor);
  return 'issues' in replacement ? replacement : { ...replacement, does: 'replace' };
};

/** As the life cycle plans: once for the clients, and anew when they are there. */
const planFrom = (operation: Operation, observed: ObservedState, clientIdFor: ClientIdFor): Answer => {
  const { id: _id, tags: _tags, ...before } = observed.pool;
  const clients = planClients(operation, observed);
  const missing = wantedClientPools(operation.desired).filter(
    (userPoolId) => !observed.createdClients.some((client) => client.userPoolId === userPoolId),
  );
  const completed: ObservedState = {
    ...observed,
    createdClients: [...observed.createdClients, ...missing.map((userPoolId) => ({ userPoolId, clientId: clientIdFor(userPoolId) }))],
  };
  const change = planChange(operation, completed);
  if (change === undefined) return { does: 'replace', before, steps: [] };
  const issues = findProviderIssues(operation, observed.pool, clientsToUse(completed));
  if (issues.length > 0) return { issues };
  return { does: 'update', before, steps: [...stepsOf(clients), ...stepsOf(wholeOf(change))] };
};
