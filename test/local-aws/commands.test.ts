/** Runs every command that the pages ask people to type, with the programs that they name, against the local AWS emulator and what stands in for what that lacks. */
import { readdirSync, readFileSync } from 'node:fs';
import { commandsIn, PAGES, type Written } from './commands/pages';
import type { Story } from './commands/row';
import { NOT_RUN, RUN_ELSEWHERE, RUN_HERE } from './commands/table';
import { startWorld, type World } from './commands/world';

// With the time to set up the Python tools, once.
jest.setTimeout(600_000);

const allWritten = PAGES.flatMap((page) => commandsIn(page));
const placesOf = (command: string): Written[] => allWritten.filter((each) => each.command === command);
const where = (found: readonly Written[]): string => found.map(({ page, line }) => `${page}:${line}`).join(', ');

const rows = Object.values(RUN_HERE).flat();
const inTable = [...rows.map(({ command }) => command), ...Object.keys(RUN_ELSEWHERE), ...Object.keys(NOT_RUN)];

const wordsOf = (command: string): string[] => command.replace(/^\.venv\/bin\//, '').split(/\s+/);

/** Whether it is named in a sentence by some of its words, such as `cfn submit`. */
const isPartOf = (part: string, whole: string): boolean => {
  const words = wordsOf(whole);
  let from = 0;
  return wordsOf(part).every((word) => (from = words.indexOf(word, from) + 1) > 0);
};

const PAGE = `
Call \`aws s3 ls\` or \`npm ci && npm test\`, where \`aws\` and \`aws:PrincipalTag/KEY\` are no commands.

\`\`\`yaml
Run: npm start
\`\`\`

  \`\`\`sh
  # alone
  one --with '# no comment' \\
    --and "more && more"   # a comment
  for each in a b; do
    two "$each" \\
      --three
  done
  \`\`\`

\`\`\`console
$ four
its output
  and more
$ five
\`\`\`

\`\`\`text
no command
\`\`\`
`;

it('reads continued lines, loops, dialogues and what is inside a sentence as one command each, with page and line', () => {
  const at = (line: number, command: string) => ({ page: 'PAGE.md', line, command });
  expect(commandsIn('PAGE.md', PAGE)).toEqual([
    at(10, `one --with '# no comment' --and "more && more"`),
    at(12, 'for each in a b; do\ntwo "$each" --three\ndone'),
    { ...at(19, 'four'), output: 'its output\n  and more' },
    { ...at(22, 'five'), output: '' },
    at(2, 'aws s3 ls'),
    at(2, 'npm ci'),
    at(2, 'npm test'),
  ]);
});

describe('the table of commands', () => {
  it('has each command of the pages, or one that it is a part of', () => {
    const unknown = allWritten.filter(({ command }) => !inTable.some((known) => isPartOf(command, known)));
    expect(unknown.map(({ page, line, command }) => `${page}:${line}: ${command}`)).toEqual([]);
  });

  it('has no command that no page has', () => {
    expect(inTable.filter((command) => placesOf(command).length === 0)).toEqual([]);
  });

  it('has each command once', () => {
    expect(inTable.filter((command, index) => inTable.indexOf(command) !== index)).toEqual([]);
  });

  it.each(Object.entries(RUN_ELSEWHERE))('%s names the file that runs it, and that file does so', (_, [file, words]) => {
    expect(readFileSync(file, 'utf8')).toContain(words);
  });
});

/** One after another, also after one that failed. */
const begin = (world: World, name: string, story: Story): [command: string, outcome: Promise<void>][] => {
  const place = world.enter(name);
  let before: Promise<unknown> = place;
  return story.map((row) => {
    const places = placesOf(row.command);
    const written = places.find(({ output }) => output !== undefined) ?? places[0] ?? { command: row.command, page: 'no page', line: 0 };
    const outcome = before.then(async () => row.run(await place, written));
    // A failure is told by the test that waits for it.
    before = outcome.catch(() => undefined);
    return [row.command, outcome];
  });
};

it.each(inTable.flatMap((command) => /^npx jest (\S+)/.exec(command)?.[1] ?? []))('names tests that there are: %s', (path) => {
  expect(readdirSync('test', { recursive: true, encoding: 'utf8' }).filter((name) => `test/${name}`.startsWith(path))).toContainEqual(
    expect.stringMatching(/\.test\.ts$/),
  );
});

describe('what is run here', () => {
  let world: World | undefined;
  let outcomes = new Map<string, Promise<void>>();

  beforeAll(async () => {
    const started = await startWorld();
    world = started;
    outcomes = new Map(Object.entries(RUN_HERE).flatMap(([name, story]) => begin(started, name, story)));
  });

  afterAll(async () => {
    await Promise.allSettled(outcomes.values());
    await world?.end();
  });

  it.each(rows.map(({ command, does }) => [command.replaceAll('\n', ' '), does, where(placesOf(command)), command] as const))(
    '`%s` %s (%s)',
    async (_title, _does, _where, command) => {
      await outcomes.get(command);
    },
  );
});
