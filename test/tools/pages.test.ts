/** The checks of the pages find what they are for: each is given a page that breaks it. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

jest.setTimeout(120_000);

let folder = '';
beforeAll(() => {
  // Inside of the project, because the checks look for their settings from the page upwards.
  mkdirSync('build', { recursive: true });
  folder = mkdtempSync('build/pages-');
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Checked {
  readonly failed: boolean;
  readonly said: string;
}

function check([program = '', ...args]: readonly string[], text: string, name = 'page.md'): Promise<Checked> {
  const file = join(folder, name);
  writeFileSync(file, text);
  return new Promise((resolve) => {
    execFile(`node_modules/.bin/${program}`, [...args, file], (error, stdout, stderr) =>
      resolve({ failed: error !== null, said: `${stdout}${stderr}` }),
    );
  });
}

const WORDS = ['textlint', '--config', 'words.textlintrc.json'];
const SPELLING = ['cspell', '--no-progress', '--no-gitignore'];
const LINKS = ['remark', '--quiet', '--frail', '--use', 'validate-links=repository:false'];

it.each([
  ['a word that pages avoid', WORDS, 'The message tells what happened.\n', 'Incorrect term: “tells”'],
  ['a misspelling', SPELLING, 'The identitty pool.\n', 'Unknown word (identitty)'],
  ['a link to a page that is not there', LINKS, '[a page](absent.md)\n', 'missing-file'],
  ['a link to a heading that is not there', LINKS, '# Title\n\n[a heading](#absent)\n', 'missing-heading'],
])('%s fails the check of the pages', async (_, args, text, finding) => {
  const { failed, said } = await check(args, text);
  expect(said).toContain(finding);
  expect(failed).toBe(true);
});

it.each([
  ['words', WORDS],
  ['spelling', SPELLING],
  ['links', LINKS],
])('a page without such faults passes the check of %s', async (_, args) => {
  expect(await check(args, '# Title\n\nThe message says [what happened](#title).\n')).toMatchObject({ failed: false });
});

/** A sentence that breaks each rule of words.textlintrc.json, in the order of the rules, and what it says of it. */
const SENTENCES: readonly (readonly [string, string])[] = [
  ['The message was told at once.', 'told'],
  ['A mark tells roles apart.', 'tells roles apart'],
  ['The next update mends the role.', 'mends'],
  ['Both doors give the same answer.', 'doors'],
  ['A stand-in takes the place of the value.', 'stand-in'],
  ['The seed has fewer properties.', 'The seed'],
  ['The wanted roles are created.', 'wanted'],
  ['The plan compares it with the existing state.', 'existing state'],
  ['A passing failure is tried again.', 'passing failure'],
  ['A real error is reported at once.', 'real error'],
  ['A thousand lives ran.', 'lives'],
  ['The whole life of a pool is tested.', 'life'],
  ['It is faster than the stock build.', 'stock'],
  ['The update leaves them alone.', 'leaves them alone'],
  ['The update keeps the switches as they are.', 'keeps the switches as they are'],
  ['They count as supplied, for they carry no mark.', 'for they carry'],
  ['The role is deleted first, for IAM has one name once.', 'for IAM has'],
  ['The local AWS answers.', 'local AWS'],
  ['Nothing is written but for the marks.', 'but for'],
  ['The role is made anew.', 'anew'],
  ['The plan says so beforehand.', 'beforehand'],
  ['The role stays for ever.', 'for ever'],
  ['The update puts the role right.', 'puts the role right'],
  ['It reports that which is wrong.', 'that which'],
  ['This file owns the marks.', 'owns the'],
  ['A role of whom nobody knows.', 'of whom'],
  ['The name is misspelt.', 'misspelt'],
  ['This is the behaviour of Cognito.', 'behaviour'],
  ['The licence is Apache-2.0.', 'licence'],
  ['The catalogue of findings.', 'catalogue'],
  ['The update was cancelled.', 'cancelled'],
  ['The call is unauthorised.', 'unauthorised'],
];

type Term = readonly [string, string];
const termsOf = (config: string): readonly Term[] =>
  (JSON.parse(config) as { rules: { terminology: { terms: Term[] } } }).rules.terminology.terms;

it('each word that pages avoid is found in a sentence that has it, and by its own rule', async () => {
  const config = readFileSync('words.textlintrc.json', 'utf8');
  expect(SENTENCES).toHaveLength(termsOf(config).length);
  const text = SENTENCES.map(([sentence]) => sentence).join('\n\n');
  const { said } = await check([...WORDS, '--format', 'unix'], text);
  const found = SENTENCES.map(([sentence, term], index) =>
    said.includes(`page.md:${index * 2 + 1}:${sentence.indexOf(term) + 1}: Incorrect term: “${term}”`),
  );
  expect(SENTENCES.filter((_, index) => !found[index])).toEqual([]);
  // Each rule alone finds its own sentence, so that no rule is dead behind another one.
  const alone = await Promise.all(
    termsOf(config).map(async (term, index) => {
      const [sentence = '', word = ''] = SENTENCES[index] ?? [];
      const rule = join(folder, `rule-${index}.json`);
      writeFileSync(rule, JSON.stringify({ rules: { terminology: { defaultTerms: false, skip: [], terms: [term] } } }));
      const { said: answer } = await check(['textlint', '--config', rule, '--format', 'unix'], `${sentence}\n`, `sentence-${index}.md`);
      return answer.includes(`“${word}”`) ? [] : [[term[0], sentence]];
    }),
  );
  expect(alone.flat()).toEqual([]);
});

it.each([
  ['a comment', 'source.ts', '/** Where to mend it. */\nexport const place = 1;\n', '1: Incorrect term: “mend”'],
  ['a message', 'source.ts', '\nexport const message = `${1} is what it tells`;\n', '2: Incorrect term: “tells”'],
  ['a name', 'source.ts', 'export function allToldOnce(): void {}\n', '1: Incorrect term: “told”'],
  ['a test title', 'some.test.ts', "\nit('tells what is wrong', () => undefined);\n", '2: Incorrect term: “tells”'],
  ['a test title of a table', 'some.test.ts', "it.each([1])('is told as %s', () => undefined);\n", '1: Incorrect term: “told”'],
  ['a comment of a script', 'script.sh', 'true\n# Made anew.\n', '2: Incorrect term: “anew”'],
  ['a docstring', 'script.py', 'def look():\n    """Tells the time."""\n', '2: Incorrect term: “Tells”'],
  ['a comment of a template', 'template.yml', 'Resources: {} # told elsewhere\n', '1: Incorrect term: “told”'],
])('a word that pages avoid fails the check of code, in %s', async (_, name, text, finding) => {
  expect(await check(['tsx', 'scripts/docs/words-in-code.ts'], text, name)).toEqual({
    failed: true,
    said: expect.stringContaining(finding) as unknown,
  });
});

it('code passes the check of words: keys, modules and code itself are not judged, nor words of the harness in titles of tests', async () => {
  const source = "import { tell } from './mend';\n/** Says what is wrong. */\nexport const answer = { told: tell('mend', `told`) };\n";
  expect(await check(['tsx', 'scripts/docs/words-in-code.ts'], source, 'source.ts')).toEqual({ failed: false, said: '' });
  const test = "const told = 1;\nit('a delete succeeds through both doors', () => expect(told).toBe('it was told'));\n";
  expect(await check(['tsx', 'scripts/docs/words-in-code.ts'], test, 'some.test.ts')).toEqual({ failed: false, said: '' });
});
