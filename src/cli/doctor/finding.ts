import type { FindingId } from './catalogue';
import type { Place } from '../native/resources';
import type { PoolFacts } from './facts';

/** From the worst to the least; what each stands for is in reference/findings.md. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface Finding {
  /** Stable: scripts and pages name it. */
  readonly id: FindingId;
  readonly severity: Severity;
  /** A role's ARN, a provider, a rule, a setting. */
  readonly about: string;
  /** What is wrong, with the values that show it. */
  readonly evidence: string;
  /** Who can do what, or can no longer do what. */
  readonly who: string;
  readonly fix: string;
  /** For a policy document, to be pasted. */
  readonly statement?: object;
  /** AWS's own pages say different things of it. */
  readonly disputed?: true;
  /** In a template: where to fix it. */
  readonly place?: Place;
}

/** One kind of finding, over facts alone. */
export type Check = (facts: PoolFacts) => readonly Finding[];

/** One step less. */
export function lowered(severity: Severity): Severity {
  return SEVERITIES[Math.min(SEVERITIES.indexOf(severity) + 1, SEVERITIES.length - 1)] ?? 'low';
}

export function worst(severities: readonly Severity[]): Severity | undefined {
  return SEVERITIES.find((severity) => severities.includes(severity));
}

/** The worst first; among equals, the order of the checks. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  return SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}
