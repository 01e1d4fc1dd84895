import { readFileSync } from 'node:fs';

it('RELIABILITY.md counts the mutants that no test sees as scripts/mutation/mutants.json lists them', () => {
  const mutants = JSON.parse(readFileSync('scripts/mutation/mutants.json', 'utf8')) as Readonly<Record<string, readonly object[]>>;
  const [, section = ''] = /## What no test sees\n([\s\S]*?)\n## /.exec(readFileSync('RELIABILITY.md', 'utf8')) ?? [];
  const rows = Array.from(section.matchAll(/^\| (\d+) +\| (.*?) +\|$/gm), ([, count, reason]) => [reason, Number(count)]);
  expect(rows).toEqual(Object.entries(mutants).map(([reason, { length }]) => [reason, length]));
});
