import { readFileSync } from 'node:fs';
import { FINDINGS } from '../../src/cli/doctor/catalogue';
import { createProgram } from '../../src/cli/main';

const textOf = (path: string): string => readFileSync(path, 'utf8');
const page = textOf('TROUBLESHOOTING.md');
const findings = Object.keys(FINDINGS);

const entries = page
  .split(/^### /m)
  .slice(1)
  .map((entry) => {
    const [title = '', ...rest] = entry.split(/^## /m)[0]?.split('\n') ?? [];
    return [title, rest.join('\n')] as const;
  });

it.each(entries)('%s has a cause and a fix', (_, text) => {
  expect(text).toMatch(/^\n- \*\*Cause:\*\* .+\n- \*\*Fix:\*\* .+\n(- \*\*Found by:\*\* .+\n)?\n?$/);
});

it('has an entry for each message that which-role says the app shows', () => {
  const source = textOf('src/cli/which-role/refusals.ts');
  const quoted = [...source.matchAll(/notAuthorized\((['"`])(.+?)\1\)|message: '(.+?)'/g)];
  const messages = quoted.map(([, , unauthorized, other = '']) => (unauthorized ?? other).replace(/\$\{.*/, ''));
  expect(messages.length).toBeGreaterThan(8);
  expect(messages.filter((message) => !entries.some(([title]) => title.includes(message)))).toEqual([]);
});

it('names each finding of the doctor, and none that it does not have', () => {
  const named = [...page.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, name = '']) => name).filter((name) => name !== 'which-role');
  expect(findings.length).toBeGreaterThan(0);
  expect([...new Set(named)].sort()).toEqual([...new Set(findings)].sort());
});

it('names commands and options that there are', () => {
  const unused = (): never => {
    throw new Error('nothing is run');
  };
  const context = { openSession: unused, readFile: unused, readStandardInput: unused, print: unused, complain: unused, isColored: false };
  const { commands } = createProgram(context, unused);
  const written = [...page.matchAll(/(?:npx \. |`)(doctor|which-role)((?: [^`\n]*)?)/g)];
  expect(written.length).toBeGreaterThan(0);
  for (const [, name, args = ''] of written) {
    const command = commands.find((candidate) => candidate.name() === name);
    const options = [...args.matchAll(/--[\w-]+/g)].map(([option]) => option);
    expect(command?.options.map(({ long }) => long)).toEqual(expect.arrayContaining(options));
  }
});
