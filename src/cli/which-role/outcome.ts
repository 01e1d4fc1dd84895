/** What can come of a sign-in, and what is known when several things can. */

export type Outcome = RoleGiven | Refusal;

export interface RoleGiven {
  readonly kind: 'role';
  readonly role: string;
}

export interface Refusal {
  readonly kind: 'refused';
  /** Completes "The sign-in is refused because ...". */
  readonly why: string;
  /** What the app shows; absent if AWS documents no text and no report quotes one. */
  readonly error?: AppError;
  /** A whole sentence. */
  readonly fix: string;
}

export interface AppError {
  readonly code: string;
  readonly message: string;
}

/** One thing that was looked at on the way to the answer. */
export interface Step {
  /** Such as `rule 2: email StartsWith "admin"` or `cognito:preferred_role`. */
  readonly what: string;
  readonly result: 'match' | 'no match' | 'unsettled' | 'not reached' | 'used' | 'not used';
  readonly why: string;
  /** The role that a rule gives. */
  readonly role?: string;
}

export interface Decision {
  readonly outcome: 'role' | 'refused' | 'unsettled';
  /** One, unless the outcome is unsettled. */
  readonly possible: readonly Outcome[];
  readonly why: string;
  readonly trail: readonly Step[];
}

/** What a part of the walk found: at least one outcome, and the reason for it or for all of them. */
export interface Finding {
  readonly possible: readonly Outcome[];
  readonly why: string;
  readonly trail: readonly Step[];
  /** Whether AmbiguousRoleResolution decides: in each reading, in some, or (absent) in none. */
  readonly isAmbiguous?: 'always' | 'maybe';
}

export function toDecision({ possible, why, trail }: Finding): Decision {
  const outcomes = distinct(possible);
  const [first, ...others] = outcomes;
  const outcome = first === undefined || others.length > 0 ? 'unsettled' : first.kind;
  return { outcome, possible: outcomes, why, trail };
}

/** A sign-in that is refused for one reason or for another is refused: the first reason stands for all. */
export function distinct(outcomes: readonly Outcome[]): Outcome[] {
  return outcomes.filter((outcome, index) => outcomes.findIndex((other) => isSame(outcome, other)) === index);
}

function isSame(one: Outcome, other: Outcome): boolean {
  return one.kind === 'role' ? other.kind === 'role' && other.role === one.role : other.kind === 'refused';
}

export function role(name: string): RoleGiven {
  return { kind: 'role', role: name };
}

export function describeOutcome(outcome: Outcome): string {
  return outcome.kind === 'role' ? outcome.role : `refused, because ${outcome.why}`;
}
