/** Owns what can come of a sign-in, and what is known when several things can. */

export type Outcome = { readonly kind: 'role'; readonly role: string } | { readonly kind: 'denied'; readonly why: string };

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
  readonly outcome: 'role' | 'denied' | 'unsettled';
  /** One, unless the outcome is unsettled. */
  readonly possible: readonly Outcome[];
  readonly why: string;
  readonly trail: readonly Step[];
}

/** What a part of the walk found: at least one outcome, and the reason that one of them, or each, is it. */
export interface Finding {
  readonly possible: readonly Outcome[];
  readonly why: string;
  readonly trail: readonly Step[];
  /** Whether AmbiguousRoleResolution had to be asked. */
  readonly isAmbiguous?: boolean;
}

export const toDecision = ({ possible, why, trail }: Finding): Decision => {
  const [first, ...others] = distinct(possible);
  return { outcome: first === undefined || others.length > 0 ? 'unsettled' : first.kind, possible: distinct(possible), why, trail };
};

/** Denied for one reason or another is denied. */
const distinct = (outcomes: readonly Outcome[]): Outcome[] =>
  outcomes.filter((outcome, index) => outcomes.findIndex((other) => isSame(outcome, other)) === index);

const isSame = (one: Outcome, other: Outcome): boolean =>
  one.kind === 'role' ? other.kind === 'role' && other.role === one.role : other.kind === 'denied';

export const role = (name: string): Outcome => ({ kind: 'role', role: name });
export const denied = (why: string): Outcome => ({ kind: 'denied', why });

export const describeOutcome = (outcome: Outcome): string => (outcome.kind === 'role' ? outcome.role : `denied, since ${outcome.why}`);
