import type { NotChecked } from '../reader';
import type { Report } from '../report';

/** What was examined: one pool, those of a template, or those of an account. */
export interface Examined {
  readonly reports: readonly Report[];
  /** Beside what each report has. */
  readonly notChecked: readonly NotChecked[];
  /** Entries of the ignore file that should go. */
  readonly stale: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export const FORMATS = ['text', 'json', 'sarif', 'github', 'junit', 'ocsf'] as const;
export type Format = (typeof FORMATS)[number];

/** All that was not checked, of each pool and beside them. */
export function allNotChecked({ reports, notChecked }: Pick<Examined, 'reports' | 'notChecked'>): readonly NotChecked[] {
  return [...reports.flatMap((report) => report.notChecked), ...notChecked];
}
