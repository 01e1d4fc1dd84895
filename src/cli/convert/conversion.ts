import { NOTHING, type Value } from './expressions';
import type { Native, Resource, RoleOfPool } from './native';
import type { Layout } from './print';
import type { Source } from './source';
import type { Replaced } from './targets';

export const ENTRY_POINTS = ['custom-resource', 'registry-type'] as const;
export type EntryPoint = (typeof ENTRY_POINTS)[number];

/** How far the move has come. `complete`: nothing native is left, as for a new stack and at the end of a move. */
export type Stage = 'retained' | 'taken-out' | 'adopted' | 'imported' | 'complete';

export interface Requested {
  readonly entryPoint: EntryPoint;
  readonly resource: string | undefined;
  readonly stage: Stage;
  /** Of the pool that is there, for the stages between. */
  readonly poolId: string | undefined;
  /** Logical ids of native roles that the new resource creates again; of no meaning once the move is complete. */
  readonly handedOver: readonly string[];
  readonly keepsRoleNames: boolean;
}

/** What is decided before anything is made or changed: what goes, what stays, and what takes its place. */
export interface Conversion {
  readonly source: Source;
  readonly layout: Layout | undefined;
  readonly native: Native;
  readonly requested: Requested;
  /** Native roles that the new resource creates again. */
  readonly handedOver: readonly RoleOfPool[];
  readonly replaced: Replaced;
  /** The new resource, and resources that stay and depend on it: nothing of the new resource may refer to them. */
  readonly dependents: ReadonlySet<string>;
  /** Policies beside a role that the new resource has inside. */
  readonly folded: readonly Resource[];
}

/** The native resources that the new resource replaces, except for roles. */
export function partsOf({ pool, attachment, principalTags }: Native): Resource[] {
  return [pool, ...(attachment === undefined ? [] : [attachment]), ...principalTags];
}

/** A value that comes from a resource, which may have a condition that the pool does not have. */
export function underCondition({ native }: Conversion, { condition }: Resource, value: Value): Value {
  if (value === undefined || condition === undefined || condition === native.pool.condition) return value;
  return { 'Fn::If': [condition, value, NOTHING] };
}
