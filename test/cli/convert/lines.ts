import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from '../terminal';

/** Native templates that the tests convert. */
export const NATIVE_TEMPLATES: readonly string[] = ['test/native-templates', 'test/cli/convert/native'].flatMap((folder) =>
  readdirSync(folder)
    .sort()
    .map((name) => join(folder, name)),
);

const linesOf = (text: string): number => text.split('\n').filter((line) => line.trim() !== '').length;

/** A row for each template: its lines that are not blank, before and after. */
export async function tableOfLines(): Promise<string> {
  const rows: string[][] = [];
  for (const file of NATIVE_TEMPLATES) {
    const text = readFileSync(file, 'utf8');
    const { out } = await runTool(['convert', file], { files: { [file]: text } });
    rows.push([`[${file.replace(/^.*\//, '')}](../${file})`, String(linesOf(text)), String(linesOf(out))]);
  }
  const before = rows.reduce((sum, [, lines]) => sum + Number(lines), 0);
  const after = rows.reduce((sum, [, , lines]) => sum + Number(lines), 0);
  const all = [['Template', 'Lines before', 'Lines after'], ...rows, [`All ${rows.length}`, String(before), String(after)]];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  const [head = [], ...body] = all;
  return [line(head), rule, ...body.map(line)].join('\n');
}
