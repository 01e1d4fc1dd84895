import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What programs make or install. */
const NOT_OURS = /^(node_modules|\.git|\.venv.*|\.local|dist|build|coverage)$/;

const everyPath = (folder = ''): string[] =>
  readdirSync(folder === '' ? '.' : folder, { withFileTypes: true })
    .filter(({ name }) => !NOT_OURS.test(name))
    .map((entry) => [join(folder, entry.name), entry.isDirectory()] as const)
    .flatMap(([path, isFolder]) => (isFolder ? [`${path}/`, ...everyPath(path)] : [path]));

const page = readFileSync('CONTRIBUTING.md', 'utf8');
const section = (title: string): string => {
  const [, text] = page.split(`\n## ${title}\n`);
  if (text === undefined) throw new Error(`CONTRIBUTING.md has no section "${title}"`);
  return text.split('\n## ')[0] ?? '';
};

const PATH = /(?<![\w./])[\w.-]+(?:\/[\w.-]+)*(?:\/|\.(?:cjs|json|md|mjs|sh|svg|ts|txt|ya?ml)\b)/g;
const pathsIn = (text: string): string[] => [...new Set(text.match(PATH) ?? [])];

/** In the map, an entry stands first in its line and lies in the folder above it that is indented less. */
const entriesOf = (map: string): string[] => {
  const folders: { readonly indent: number; readonly path: string }[] = [];
  return map.split('\n').flatMap((line) => {
    const [, space = '', name = ''] = /^( *)([\w.-]+(?:\/|\.\w+))(?=,? |$)/.exec(line) ?? [];
    if (name === '') return [];
    while ((folders.at(-1)?.indent ?? -1) >= space.length) folders.pop();
    const path = `${folders.at(-1)?.path ?? ''}${name}`;
    if (name.endsWith('/')) folders.push({ indent: space.length, path });
    return [path];
  });
};

const map = /```\n(.*?)```/s.exec(section('The map'))?.[1] ?? '';
const all = everyPath();
/** A path is written from the root, from src/, or as its end. */
const isThere = (path: string): boolean => all.some((each) => each === path || each.endsWith(`/${path}`));

it('CONTRIBUTING.md has a map and a table of where to change what', () => {
  expect(entriesOf(map)).toEqual(expect.arrayContaining(['schema.json', 'src/', 'src/core/', 'test/stories/', 'scripts/bench/last/']));
  expect(pathsIn(section('Where do I change ...'))).toEqual(expect.arrayContaining(['schema.json', 'core/rules/names.ts']));
});

it('each entry of the map in CONTRIBUTING.md exists at its place', () => {
  expect(entriesOf(map).filter((path) => !existsSync(path))).toEqual([]);
});

it.each(['The map', 'Where do I change ...'])('each path that CONTRIBUTING.md names under "%s" exists', (title) => {
  expect(pathsIn(section(title)).filter((path) => !isThere(path))).toEqual([]);
});
