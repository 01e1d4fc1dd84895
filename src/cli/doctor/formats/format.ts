import type { Report } from '../report';

/** What was examined: one pool, those of a template, or those of an account. */
export interface Examined {
  readonly reports: readonly Report[];
  /** Entries of the ignore file that should go. */
  readonly stale: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export const FORMATS = ['text', 'json', 'sarif', 'github', 'junit', 'ocsf'] as const;
export type Format = (typeof FORMATS)[number];
