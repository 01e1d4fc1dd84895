/** How the findings are shown: in lines for people, as JSON for programs (answer.schema.json). */
import { createColors } from 'picocolors';
import { printable } from '../which-role/quoted';
import type { Place } from '../native/resources';
import type { FindingId } from './catalogue';
import { attacksOf, controlsOf } from './controls';
import type { NotChecked } from './reader';
import { SEVERITIES, type Finding, type Severity } from './finding';

export interface Report {
  readonly poolId: string;
  /** Empty if it could not be read. */
  readonly poolName: string;
  readonly findings: readonly Finding[];
  readonly notChecked: readonly NotChecked[];
  /** Of a pool in a template: where it stands, and what only its deployment knows. */
  readonly place?: Place;
  readonly notKnown?: readonly string[];
  /** By the ignore file. */
  readonly ignored?: readonly { readonly finding: Finding; readonly reason: string; readonly until?: string }[];
}

/** Several pools at once. */
export interface Reports {
  readonly reports: readonly Report[];
  /** Beside what each report has. */
  readonly notChecked: readonly NotChecked[];
  /** Entries of the ignore file that should go; whole sentences. */
  readonly stale: readonly string[];
}

export function toJson(report: Report, stale: readonly string[]): object {
  return { outcome: report.notChecked.length === 0 ? 'complete' : 'incomplete', ...poolToJson(report), ...staleOf(stale) };
}

export function allToJson({ reports, notChecked, stale }: Reports): object {
  const isComplete = notChecked.length === 0 && reports.every((report) => report.notChecked.length === 0);
  const findings = Object.fromEntries(SEVERITIES.map((severity) => [severity, countOf(reports, severity)]));
  return {
    outcome: isComplete ? 'complete' : 'incomplete',
    summary: { pools: reports.length, findings },
    pools: reports.map(poolToJson),
    notChecked,
    ...staleOf(stale),
  };
}

function staleOf(stale: readonly string[]): object {
  return stale.length === 0 ? {} : { staleIgnores: stale };
}

function countOf(reports: readonly Report[], severity: Severity): number {
  return reports.flatMap(({ findings }) => findings).filter((finding) => finding.severity === severity).length;
}

function poolToJson({ poolId, poolName, place, findings, notChecked, notKnown, ignored = [] }: Report): object {
  return {
    identityPoolId: poolId,
    ...(poolName === '' ? {} : { identityPoolName: poolName }),
    findings: findings.map(findingToJson),
    ...(ignored.length === 0 ? {} : { ignored: ignored.map((each) => ({ ...each, finding: findingToJson(each.finding) })) }),
    notChecked,
    ...(place === undefined ? {} : { place, notKnown }),
  };
}

function findingToJson(finding: Finding): object {
  return { ...finding, link: linkTo(finding.id), ...coveredElsewhere(finding.id) };
}

function coveredElsewhere(id: FindingId): object {
  const [controls, attacks] = [controlsOf(id), attacksOf(id)];
  return { ...(controls.length === 0 ? {} : { controls }), ...(attacks.length === 0 ? {} : { attacks }) };
}

/** In place of a report. */
export function failureToJson(problem: string): object {
  return { outcome: 'failed', problem };
}

export function linkTo(id: string): string {
  return `reference/findings.md#${id}`;
}

const WIDTH = 9;

/** The summary first, then each pool that has something to report. */
export function allToText({ reports, notChecked, stale }: Reports, isColored: boolean): string {
  if (reports.length + notChecked.length === 0) return ['No identity pools.', ...stale.map(printable)].join('\n');
  if (reports.length === 1 && notChecked.length === 0) return reports.map((report) => toText(report, isColored, stale)).join('');
  const counts = SEVERITIES.map((severity) => [severity, countOf(reports, severity)] as const).filter(([, count]) => count > 0);
  const quiet = reports.filter(isQuiet);
  const found = counts.length === 0 ? 'no findings' : counts.map(([severity, count]) => `${String(count)} ${severity}`).join(', ');
  return [
    `${String(reports.length)} identity pools: ${found}; ${String(quiet.length)} without findings.`,
    ...quiet.map((report) => `  ${nameOf(report)}`),
    ...reports.filter((report) => !isQuiet(report)).flatMap((report) => ['', toText(report, isColored)]),
    ...(notChecked.length === 0 ? [] : ['', 'Not checked:', ...notChecked.map(describeNotChecked)]),
    ...(stale.length === 0 ? [] : ['', ...stale.map(printable)]),
  ].join('\n');
}

function isQuiet({ findings, notChecked, notKnown = [], ignored = [] }: Report): boolean {
  return findings.length + notChecked.length + notKnown.length + ignored.length === 0;
}

function nameOf({ poolId, poolName, place }: Report): string {
  return `${place === undefined ? poolId : describePlace(place)} ${printable(poolName)}`.trimEnd();
}

export function toText(
  { poolId, poolName, place, findings, notChecked, notKnown = [], ignored = [] }: Report,
  isColored: boolean,
  stale: readonly string[] = [],
): string {
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
    `Identity pool ${place === undefined ? poolId : describePlace(place)} ${colors.dim(printable(poolName))}`.trimEnd(),
    ...findings.flatMap(({ id, severity, about, evidence, who, fix, statement, place: at }) => [
      '',
      `${paint[severity](severity.toUpperCase().padEnd(WIDTH))}${colors.bold(id)}: ${printable(`${about}. ${evidence}`)}`,
      ...(at === undefined ? [] : [indented(`At ${describePlace(at)}.`)]),
      indented(printable(who)),
      indented(`${colors.green('Fix:')} ${printable(fix)}`),
      ...(statement === undefined ? [] : [indented(printable(JSON.stringify(statement)))]),
      ...elsewhere(id).map((line) => indented(colors.dim(line))),
    ]),
    ...(ignored.length === 0
      ? []
      : ['', 'Ignored:', ...ignored.map(({ finding, reason }) => `  - ${printable(`${finding.id}: ${finding.about}. ${reason}`)}`)]),
    ...(notKnown.length === 0 ? [] : ['', 'Only a deployment knows:', ...notKnown.map((what) => `  - ${printable(what)}`)]),
    ...(notChecked.length === 0 ? [] : ['', 'Not checked:', ...notChecked.map(describeNotChecked)]),
    ...(stale.length === 0 ? [] : ['', ...stale.map(printable)]),
    '',
    summary(findings, notChecked),
  ].join('\n');
}

/** One line each; where they are published is in the JSON and in guide/auditors.md. */
function elsewhere(id: FindingId): string[] {
  const all = controlsOf(id);
  const controls = [...new Set(all.map(({ source }) => source))].map(
    (source) =>
      `${source} ${all
        .filter((control) => control.source === source)
        .map((control) => control.id)
        .join(', ')}`,
  );
  const attacks = attacksOf(id).map(({ name }) => name);
  return [
    ...(controls.length === 0 ? [] : [`Related checks: ${controls.join('; ')}`]),
    ...(attacks.length === 0 ? [] : [`Known attacks: ${attacks.join('; ')}`]),
  ];
}

export function describePlace({ file, line, logicalId }: Place): string {
  return printable(`${logicalId} in ${file}${line === undefined ? '' : `:${String(line)}`}`);
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
  return findings.length === 0 ? `${found}.` : `${found}. reference/findings.md has a line for each.`;
}
