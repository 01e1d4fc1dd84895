import { differencesOf } from '../../core/answer/differences';
import { defined } from '../../core/defined';
import { ownedByAnother } from '../../core/answer/refusals';
import { desire, isReachable } from '../../core/desire/desire';
import { newlyMade, newPool } from '../../core/desire/new-pool';
import { problemsOf } from '../../core/desire/problems';
import { hintsFor, observe } from '../../core/observe/observe';
import type { Operation, Request } from '../../core/operation';
import { planChange, planMarks, wholeOf } from '../../core/plan/plan';
import { stepsOf, type Step } from '../../core/plan/steps';
import type { Aws } from '../../core/ports';
import type { Issue } from '../../core/request/issue';
import { parseUsable } from '../../core/request/parse';
import { findIssues } from '../../core/request/validation';
import { isAdopted, isAnothers } from '../../core/rules/ownership';
import type { IdentityPoolId, ObservedState, PoolConfiguration, Tags } from '../../core/state';

/** Making the pool is the life cycle's own first step: nothing runs beside it. */
export type PlannedStep = Step | { readonly do: 'createPool'; readonly configuration: PoolConfiguration; readonly tags: Tags };

/** With its line in the template, where that is known. */
export interface PlacedIssue extends Issue {
  readonly line?: number;
}

export interface Planned {
  readonly does: 'create' | 'update' | 'replace' | 'adopt';
  /** Of an adoption: where the template does not describe the pool as it is; while there is a difference, the adoption is refused. */
  readonly differences?: readonly PlacedIssue[];
  readonly steps: readonly PlannedStep[];
  /** The pool's configuration before the first step that updates it. */
  readonly before: PoolConfiguration;
  /** What an update or an adoption finds. */
  readonly observed?: ObservedState;
}

export type Answer = { readonly issues: readonly PlacedIssue[] } | Planned;

/** The answer with the line of each problem. */
export function placeIssues(answer: Answer, lineOf: (path: string) => number | undefined): Answer {
  const place = (issues: readonly Issue[]): PlacedIssue[] => issues.map((issue) => defined({ ...issue, line: lineOf(issue.path) }));
  if ('issues' in answer) return { issues: place(answer.issues) };
  return answer.differences === undefined ? answer : { ...answer, differences: place(answer.differences) };
}

/** Leaves out the issues that depend on a value which only a deployment knows. */
export type Judge = (issues: readonly Issue[]) => readonly Issue[];

export function planCreate(request: Request, newPoolId: IdentityPoolId, judge: Judge): Answer {
  const issues = judge(findIssues(request));
  if (issues.length > 0) return { issues };
  const operation = parseUsable(request);
  const fresh = newPool(operation);
  const rest = planFrom(operation, { ...newlyMade(fresh, newPoolId), clientsAreUnseen: false }, judge);
  if ('issues' in rest) return rest;
  const { configuration, tags } = fresh;
  return { does: 'create', before: configuration, steps: [{ do: 'createPool', configuration, tags }, ...rest.steps] };
}

/** undefined: there is no such pool. */
export async function planUpdate(
  request: Request & { readonly poolId: IdentityPoolId },
  aws: Aws,
  { newPoolId, judge }: { readonly newPoolId: IdentityPoolId; readonly judge: Judge },
): Promise<Answer | undefined> {
  const issues = judge(findIssues(request));
  if (issues.length > 0) return { issues };
  const operation = parseUsable(request);
  const observed = await observe(aws, request.poolId, hintsFor(operation, request.poolId));
  if (observed === undefined) return undefined;
  const isToAdopt = operation.desired.AdoptIdentityPoolId !== undefined && !isAdopted(observed.pool.tags);
  if (isToAdopt) return planAdoption(operation, observed, judge);
  const planned = planFrom(operation, observed, judge);
  if ('issues' in planned || planned.does === 'update') return planned;
  const { previous: _previous, poolId: _poolId, ...replacing } = request;
  const replacement = planCreate(replacing, newPoolId, judge);
  return 'issues' in replacement ? replacement : { ...replacement, does: 'replace' };
}

/** Nobody here knows the stack: any mark of ownership may be another's. */
function planAdoption(operation: Operation, observed: ObservedState, judge: Judge): Answer {
  if (isAnothers(observed.pool.tags, {})) {
    // The failure names the property itself.
    return { issues: [{ path: '', problem: ownedByAnother(operation, observed).message }] };
  }
  const { id: _id, tags: _tags, ...before } = observed.pool;
  const desired = desire(operation, observed);
  const issues = judge(isReachable(desired, observed) ? problemsOf(desired) : []);
  if (issues.length > 0) return { issues };
  return { does: 'adopt', before, observed, differences: differencesOf(desired, observed), steps: stepsOf(planMarks(desired, observed)) };
}

function planFrom(operation: Operation, observed: ObservedState, judge: Judge): Answer {
  const { id: _id, tags: _tags, ...before } = observed.pool;
  const desired = desire(operation, observed);
  if (!isReachable(desired, observed)) return { does: 'replace', before, steps: [] };
  const issues = judge(problemsOf(desired));
  if (issues.length > 0) return { issues };
  return { does: 'update', before, observed, steps: stepsOf(wholeOf(planChange(desired, observed))) };
}
