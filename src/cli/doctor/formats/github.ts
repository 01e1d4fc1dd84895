/** Workflow commands of GitHub Actions, which show on the lines of a pull request. */
import type { Finding, Severity } from '../finding';
import { allNotChecked, type Examined } from './format';

const COMMANDS: Readonly<Record<Severity, string>> = { critical: 'error', high: 'error', medium: 'warning', low: 'notice' };

export function toGitHub({ reports, notChecked, stale }: Examined): string {
  return [
    ...reports.flatMap(({ poolId, findings }) => findings.map((finding) => annotation(finding, poolId))),
    ...allNotChecked({ reports, notChecked }).map(({ what, why }) => command('warning', { title: 'not checked' }, `${what}. ${why}`)),
    ...stale.map((sentence) => command('warning', { title: 'stale entry' }, sentence)),
  ].join('\n');
}

function annotation({ id, severity, about, evidence, who, fix, place }: Finding, poolId: string): string {
  const where = place === undefined ? {} : { file: place.file, ...(place.line === undefined ? {} : { line: String(place.line) }) };
  const subject = place === undefined ? `Identity pool ${poolId}: ` : '';
  return command(COMMANDS[severity], { ...where, title: `${severity}: ${id}` }, `${subject}${about}. ${evidence}\n${who}\nFix: ${fix}`);
}

function command(name: string, properties: Readonly<Record<string, string>>, message: string): string {
  const given = Object.entries(properties).map(([key, value]) => `${key}=${escapedProperty(value)}`);
  return `::${name} ${given.join(',')}::${escapedData(message)}`;
}

/** As GitHub's own toolkit escapes them (actions/toolkit, packages/core, command.ts). */
function escapedData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapedProperty(text: string): string {
  return escapedData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
