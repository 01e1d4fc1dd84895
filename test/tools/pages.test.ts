/** The checks of the pages find what they are for: each is given a page that breaks it. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

jest.setTimeout(120_000);

let folder = '';
beforeAll(() => {
  // Inside of the project, because the checks look for their settings from the page upwards.
  mkdirSync('build', { recursive: true });
  folder = mkdtempSync('build/pages-');
});
afterAll(() => rmSync(folder, { recursive: true }));

function check([program = '', ...args]: readonly string[], text: string): Promise<{ readonly failed: boolean; readonly said: string }> {
  const file = join(folder, 'page.md');
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
