import { existsSync, readdirSync, readFileSync } from 'node:fs';

const ROOT = new URL('..', import.meta.url);

/** Pages in the order in which somebody needs them. Pages of guide/ that are not named here come after them under "More". */
const GROUPS = [
  ['Start', ['start', 'choose', 'install', 'install-from-a-clone', 'smoke', 'examples']],
  ['Roles', ['roles-and-rules', 'groups', 'principal-tags', 'guests', 'supplied-roles']],
  ['Sign-in', ['providers', 'app-clients', 'sign-in-refused', 'doctor']],
  ['Move a pool here', ['adopt-and-import', 'convert', 'native-templates']],
  ['Check', ['check-templates', 'rules-for-linters', 'pipelines', 'fleet']],
  ['Run', ['life-cycle', 'drift', 'operate', 'many-accounts', 'upgrade', 'leave']],
  ['Secure', ['guardrails', 'auditors']],
];
const REFERENCE = ['properties', 'attributes', 'errors', 'findings', 'settings', 'permissions', 'limits', 'costs', 'comparison'];
const OF_THE_PROJECT = ['TROUBLESHOOTING.md', 'SECURITY.md', 'RELIABILITY.md', 'CONTRIBUTING.md', 'DECISIONS.md', 'CHANGELOG.md'];

export const textOf = (path) => readFileSync(new URL(path, ROOT), 'utf8');
const titleOf = (path) => (/^# (.*)$/m.exec(textOf(path))?.[1] ?? path).replaceAll('`', '');
const isThere = (path) => existsSync(new URL(path, ROOT));
const markdownIn = (folder) =>
  isThere(folder)
    ? readdirSync(new URL(folder, ROOT))
        .filter((name) => name.endsWith('.md'))
        .map((name) => `${folder}/${name}`)
    : [];

const item = (path) => ({ text: titleOf(path), link: `/${path.replace(/\.md$/, '')}` });

/** The navigation beside each page, in VitePress's terms. */
export function sidebar() {
  const named = new Set(GROUPS.flatMap(([, names]) => names.map((name) => `guide/${name}.md`)));
  const more = markdownIn('guide').filter((path) => !named.has(path));
  const groups = [
    ...GROUPS.map(([text, names]) => [text, names.map((name) => `guide/${name}.md`)]),
    ['Recipes', markdownIn('guide/recipes')],
    ['More', more],
    ['Look up', REFERENCE.map((name) => `reference/${name}.md`)],
    ['The project', OF_THE_PROJECT],
  ];
  return groups.map(([text, paths]) => ({ text, items: paths.filter(isThere).map(item) })).filter(({ items }) => items.length > 0);
}

/** Each page's path in the repository. */
export function pages() {
  const examples = readdirSync(new URL('examples', ROOT))
    .map((name) => `examples/${name}/README.md`)
    .filter(isThere);
  return [
    'README.md',
    ...OF_THE_PROJECT,
    'test/local-aws/README.md',
    ...['guide', 'guide/recipes', 'reference'].flatMap(markdownIn),
    ...examples,
  ].filter(isThere);
}
