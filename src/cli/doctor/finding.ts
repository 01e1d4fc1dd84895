/** Owns what a finding is. */
import type { PoolFacts } from './facts';

export type Severity = 'high' | 'medium' | 'low';

export interface Finding {
  /** Stable: scripts and pages name it. */
  readonly id: string;
  /** high: somebody gets too much, or nobody gets in. medium: less safe than it looks, or without effect. low: worth knowing. */
  readonly severity: Severity;
  /** What it is about: a role's ARN, a provider, a rule, a setting. */
  readonly about: string;
  readonly evidence: string;
  readonly mend: string;
}

/** One kind of finding, over facts alone. */
export type Check = (facts: PoolFacts) => readonly Finding[];
