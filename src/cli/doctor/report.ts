/** How the findings are shown: in lines for people, as JSON for programs (answer.schema.json). */
import { createColors } from 'picocolors';
import { printable } from '../which-role/quoted';
import type { NotChecked } from './reader';
import { SEVERITIES, type Finding, type Severity } from './finding';

export interface Report {
  readonly poolId: string;
  /** Empty if it could not be read. */
  readonly poolName: string;
  readonly findings: readonly Finding[];
  readonly notChecked: readonly NotChecked[];
}

export function toJson({ poolId, poolName, findings, notChecked }: Report): object {
  return {
    outcome: notChecked.length === 0 ? 'complete' : 'incomplete',
    identityPoolId: poolId,
    ...(poolName === '' ? {} : { identityPoolName: poolName }),
    findings: findings.map((finding) => ({ ...finding, link: linkTo(finding.id) })),
    notChecked,
  };
}

/** In place of a report. */
export function failureToJson(problem: string): object {
  return { outcome: 'failed', problem };
}

export function linkTo(id: string): string {
  return `GUIDE.md#${id}`;
}

const WIDTH = 9;

export function toText({ poolId, poolName, findings, notChecked }: Report, isColored: boolean): string {
  const colors = createColors(isColored);
  const paint: Record<Severity, (text: string) => string> = {
    critical: (text) => colors.bold(colors.red(text)),
    high: colors.red,
    medium: colors.yellow,
    low: colors.cyan,
  };
  // Names, rules and conditions come from the account, and whoever wrote them may not mean well.
  const indented = (text: string): string => `${' '.repeat(WIDTH)}${text}`;
  return [
    `Identity pool ${poolId} ${colors.dim(printable(poolName))}`.trimEnd(),
    ...findings.flatMap(({ id, severity, about, evidence, who, fix, statement }) => [
      '',
      `${paint[severity](severity.toUpperCase().padEnd(WIDTH))}${colors.bold(id)}: ${printable(`${about}. ${evidence}`)}`,
      indented(printable(who)),
      indented(`${colors.green('Fix:')} ${printable(fix)}`),
      ...(statement === undefined ? [] : [indented(printable(JSON.stringify(statement)))]),
    ]),
    ...(notChecked.length === 0 ? [] : ['', 'Not checked:', ...notChecked.map(describeNotChecked)]),
    '',
    summary(findings, notChecked),
  ].join('\n');
}

function describeNotChecked({ what, permission, why }: NotChecked): string {
  return `  - ${printable(`${what}. ${permission === undefined ? why : `Grant ${permission}.`}`)}`;
}

function summary(findings: readonly Finding[], notChecked: readonly NotChecked[]): string {
  const counts = SEVERITIES.map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const);
  const parts = counts.filter(([, count]) => count > 0).map(([severity, count]) => `${count} ${severity}`);
  const found =
    findings.length === 0 ? 'No findings' : `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}: ${parts.join(', ')}`;
  if (notChecked.length > 0)
    return `${found}, and ${notChecked.length} not checked. --print-policy prints the permissions that a full check needs.`;
  return findings.length === 0 ? `${found}.` : `${found}. GUIDE.md has a section for each.`;
}
