/** Owns how findings are told to a person. */
import { createColors } from 'picocolors';
import type { ObservedPool } from '../../core/state';
import type { Finding, Severity } from './finding';

export const describeFindings = (pool: ObservedPool, findings: readonly Finding[], isColoured: boolean): string => {
  const colours = createColors(isColoured);
  const paint: Record<Severity, (text: string) => string> = { high: colours.red, medium: colours.yellow, low: colours.cyan };
  return [
    `Identity pool ${pool.id} ${colours.dim(pool.name)}`,
    ...findings.flatMap(({ id, severity, about, evidence, mend }) => [
      '',
      `${paint[severity](severity.toUpperCase().padEnd(6))} ${colours.bold(id)}`,
      `       ${about}`,
      `       ${evidence}`,
      `       ${colours.green('Mend:')} ${mend}`,
    ]),
    '',
    summary(findings),
  ].join('\n');
};

const summary = (findings: readonly Finding[]): string => {
  if (findings.length === 0) return 'No findings.';
  const counts = (['high', 'medium', 'low'] as const).map(
    (severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const,
  );
  const parts = counts.filter(([, count]) => count > 0).map(([severity, count]) => `${count} ${severity}`);
  return `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}: ${parts.join(', ')}.`;
};
