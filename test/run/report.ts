import { compare } from '../permissions/compare';
import { readShippedPolicies } from '../permissions/policies';
import { PLANTED } from '../secrets/planted';
import { gather } from './run-file';
import { linesOf } from './tally';

export interface Report {
  readonly lines: readonly string[];
  readonly isGood: boolean;
}

/** @param isWhole whether every test was run: a part of them does not need every permission. */
export const reportOn = async (folder: string, isWhole: boolean): Promise<Report> => {
  const files = gather(folder);
  const calls = files.flatMap((file) => file.calls);
  const distinct = [...new Map(calls.map((call) => [JSON.stringify(call), call])).values()];
  const { missing, unused } = await compare(readShippedPolicies(), distinct);
  const finds = files.flatMap((file) => file.finds);
  const sum = (count: 'tests' | 'pieces'): number => files.reduce((total, file) => total + file[count], 0);
  const unusedCount = isWhole ? String(unused.length) : 'not looked for in a part of the tests';
  const lines = [
    `permissions: ${distinct.length} distinct calls of ${sum('tests')} tests’ lives, missing: ${missing.length}, unused: ${unusedCount}`,
    ...missing.map((each) => `  missing: ${each}`),
    ...(isWhole ? unused.map((each) => `  unused: ${each}`) : []),
    `secrets: ${Object.keys(PLANTED).length} planted values searched for in ${sum('pieces')} log lines, answers, errors and contexts of all tests, found: ${finds.length}`,
    ...finds.map((each) => `  found: ${each}`),
    ...fenceTable(files.flatMap(({ fences = [] }) => fences)),
    ...linesOf(files.flatMap(({ tallies = [] }) => tallies)),
    ...files.flatMap(({ differential }) =>
      differential === undefined
        ? []
        : `differential: ${differential.signIns} sign-ins, ${differential.trustPolicies} trust policies, differences ${differential.differences}`,
    ),
  ];
  return { lines, isGood: missing.length === 0 && finds.length === 0 && (!isWhole || unused.length === 0) };
};

function fenceTable(rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const table = [['guardrail', 'attack', 'refused by'], ...[...rows].sort(([one = ''], [other = '']) => one.localeCompare(other))];
  const widths = [0, 1].map((column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  return [
    `guardrails: ${String(rows.length)} attacks refused`,
    ...table.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`),
  ];
}
