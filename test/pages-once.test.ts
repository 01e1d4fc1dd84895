/** A fact stands on one page: each page has its place in CONTRIBUTING.md, and no sentence stands in two pages. */
import { readdirSync, readFileSync } from 'node:fs';
import { PAGES, pagesOf } from './pages';

/** Words of a sentence, or of a part of one, that two pages may not share. */
const SENTENCE = 8;
const RUN = 12;

const ALL = [...new Set([...readdirSync('.').filter((name) => name.endsWith('.md')), ...PAGES, 'test/local-aws/README.md'])];
/** CHANGELOG.md repeats in a line each what pages explain. */
const REPEATS = new Set(['CHANGELOG.md']);

/** The titles of the findings are a column of guide/auditors.md, which test/cli/doctor/controls.test.ts compares. */
const TITLES_OF_FINDINGS = new Set(['guide/auditors.md', 'reference/findings.md']);

/** A reader follows one recipe alone, so recipes may repeat each other, but no other page. */
const areRecipes = (names: readonly string[]): boolean => names.every((name) => name.startsWith('guide/recipes/'));

/** The pages that each row of "What each page owns" names. */
function ownersIn(contributing: string): string[] {
  const [, section = ''] = contributing.split('\n## What each page owns\n');
  const [table = ''] = section.split('\n## ');
  return table
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (Page|---)/.test(line))
    .flatMap((line) => (line.split('|')[1] ?? '').split(',').map((page) => page.trim()));
}

/** What is wrong with the list, in the words of its reader. */
function faultsOf(owners: readonly string[], pages: readonly string[]): string[] {
  const folders = owners.filter((owner) => owner.endsWith('/'));
  return [
    ...owners.filter((owner, index) => owners.indexOf(owner) !== index).map((owner) => `${owner} has two rows`),
    ...owners.filter((owner) => !owner.endsWith('/') && !pages.includes(owner)).map((owner) => `${owner} is no page`),
    ...pages
      .filter((page) => !owners.includes(page) && !folders.some((folder) => page.startsWith(folder)))
      .map((page) => `${page} has no row`),
  ];
}

const wordsOf = (text: string): string[] =>
  text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*`]/g, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}_$:/.'-]*[\p{L}\p{N}]/gu) ?? [];

/** Sentences of the prose and of the cells of tables; code is not repeated but shown. */
function sentencesOf(page: string): string[] {
  const prose = page.replace(/^ *```[^]*?^ *```$/gm, '\n');
  const blocks = prose.split(/\n\s*\n|\n(?=\s*(?:[-|#]|\d+\.))/);
  const parts = blocks.flatMap((block) => (block.trimStart().startsWith('|') ? block.split('|') : [block]));
  return parts.flatMap((part) => part.replaceAll('\n', ' ').split(/(?<=[.!?:]) +/));
}

/** The sentence, if it has enough words, and each run of words that is long enough to be the same thought in another sentence. */
function piecesOf(sentence: string): string[] {
  const words = wordsOf(sentence);
  if (words.length < SENTENCE) return [];
  const runs = words.slice(0, Math.max(0, words.length - RUN + 1)).map((_, index) => words.slice(index, index + RUN).join(' '));
  return [words.join(' '), ...runs];
}

function repeatedIn(pages: Readonly<Record<string, string>>): string[] {
  const seen = new Map<string, Set<string>>();
  for (const [name, text] of Object.entries(pages))
    for (const piece of sentencesOf(text).flatMap(piecesOf)) seen.set(piece, (seen.get(piece) ?? new Set()).add(name));
  return [...seen]
    .filter(([, names]) => names.size > 1 && !areRecipes([...names]) && ![...names].every((name) => TITLES_OF_FINDINGS.has(name)))
    .map(([piece, names]) => `${[...names].join(' and ')}: ${piece}`);
}

it('CONTRIBUTING.md says of each page what it owns, once, and names no page that is not there', () => {
  const owners = ownersIn(readFileSync('CONTRIBUTING.md', 'utf8'));
  expect(owners.length).toBeGreaterThan(30);
  expect(faultsOf(owners, ALL)).toEqual([]);
});

it('a page without a row, a row without a page and a second row are found', () => {
  const list =
    '\n## What each page owns\n\n| Page | Owns |\n| ---- | ---- |\n| a.md, b.md | one |\n| b.md | two |\n| gone.md | none |\n| more/ | all |\n\n## Next\n';
  expect(faultsOf(ownersIn(list), ['a.md', 'b.md', 'c.md', 'more/d.md'])).toEqual([
    'b.md has two rows',
    'gone.md is no page',
    'c.md has no row',
  ]);
});

it('no sentence of eight words or more stands in two pages, nor twelve of its words', () => {
  const pages = ALL.filter((page) => !REPEATS.has(page)).map((page) => [page, readFileSync(page, 'utf8')] as const);
  expect(pages.length).toBeGreaterThan(pagesOf('guide').length + 10);
  expect(repeatedIn(Object.fromEntries(pages))).toEqual([]);
});

it.each([
  ['a sentence', 'IAM role names are unique within an account. Other.', 'It fails.\n\nIAM role names\nare unique within an account.'],
  ['a cell of a table', '| a | The pool keeps its id and all of its identities |', 'The pool **keeps its id** and all of its identities.'],
  [
    'a sentence with links and code',
    'See [the page](a.md) of `doctor` for what each of them means.',
    'See the page of doctor for what [each](b.md) of them means.',
  ],
  [
    'a part of a long sentence',
    'First one two three four five six seven eight nine ten eleven twelve.',
    'Also, one two three four five six seven eight nine ten eleven twelve!',
  ],
])('%s that stands in two pages is found', (_, one, other) => {
  expect(repeatedIn({ 'one.md': one, 'other.md': other })).not.toEqual([]);
});

it('two recipes may share a sentence, and a recipe and another page may not', () => {
  const text = 'The pool keeps its id and all of its identities.';
  expect(repeatedIn({ 'guide/recipes/a.md': text, 'guide/recipes/b.md': text })).toEqual([]);
  expect(repeatedIn({ 'guide/recipes/a.md': text, 'guide/recipes/b.md': text, 'guide/c.md': text })).not.toEqual([]);
});

it('code, short sentences and a sentence that stands twice in one page are no repetition', () => {
  const code = '```sh\naws cloudformation deploy --template-file template.yml --stack-name one two three four\n```\nRead it first.';
  const twice = 'The pool keeps its id and all of its identities. The pool keeps its id and all of its identities.';
  expect(repeatedIn({ 'one.md': code, 'other.md': code, 'third.md': twice })).toEqual([]);
});
