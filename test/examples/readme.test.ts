import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import packageJson from '../../package.json';
import schema from '../../schema.json';
import type { Properties } from '../../src/core/properties';
import {
  ADOPTED_MARK,
  clientMarks,
  formMarks,
  isMark,
  MARK_PREFIX,
  ownerMarks,
  ownTagMarks,
  pathMarks,
  poolMarks,
  roleMarkCount,
  roleMarks,
  UNANSWERED_MARK,
} from '../../src/core/rules/ownership';
import { trustPolicyFor } from '../../src/core/rules/trust-policy';
import { NO_SETTINGS } from '../../src/core/settings';
import { findIssues } from '../../src/core/request/validation';
import { ANSWER_LIMIT } from '../../src/custom-resource/answer';
import { NOTHING_WAS_MADE } from '../../src/custom-resource/conclude';
import { ENTRY_POINT_PROPERTIES } from '../../src/custom-resource/event';
import { PAGES as PAGES_OF_THE_PROJECT, pagesOf } from '../pages';
import { EXAMPLE_OF } from '../recipes';
import { DOORS, identitiesOf, parseTemplate, propertiesOf, resolve, type Resource } from './templates';

const PAGES = [...PAGES_OF_THE_PROJECT, 'DECISIONS.md', 'CHANGELOG.md'];
const textOf = (page: string): string => readFileSync(page, 'utf8');
const readme = textOf('README.md');
const GUIDE = [...pagesOf('guide'), ...pagesOf('guide/recipes')];
/** What a reader of all pages knows, whatever the width of their lines. */
const said = [readme, ...[...GUIDE, ...pagesOf('reference')].map(textOf)].join('\n').replace(/\s+/g, ' ');
const blocksOf = (page: string, language: string): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, text = '']) => text);

it('has a property reference that says what schema.json says', () => {
  expect(() => execFileSync('node', ['scripts/docs/property-reference.mjs', '--check'], { stdio: 'pipe' })).not.toThrow();
});

describe('the first template', () => {
  const [first = ''] = blocksOf(readme, 'yaml');
  const [second = ''] = blocksOf(textOf('guide/choose.md'), 'yaml');
  const template = parseTemplate(first);

  it('is a whole one, in fewer than 25 lines', () => {
    expect(first.trimEnd().split('\n').length).toBeLessThan(25);
    expect(template).toHaveProperty('Outputs');
    expect(identitiesOf(template).Type).toBe(DOORS['custom-resource']);
  });

  it('has no property that the resource refuses', () => {
    const desired = resolve(template, propertiesOf(template), true) as Properties;
    expect(findIssues({ desired, region: 'eu-west-1', stackTags: {}, settings: NO_SETTINGS })).toEqual([]);
  });

  it('is in guide/choose.md as the same resource through the registry', () => {
    const { Identities } = parseTemplate(second) as unknown as { Identities: Resource };
    expect(Identities).toEqual({ Type: DOORS['registry-type'], Properties: propertiesOf(template) });
  });
});

describe('the complete templates of the guide', () => {
  const templates = GUIDE.flatMap((page) => blocksOf(textOf(page), 'yaml'))
    .filter((text) => /^Resources:$/m.test(text) && text.includes(DOORS['custom-resource']))
    .map((text) => parseTemplate(text));

  it.each(templates.map((template) => [Object.keys(template.Resources).join(', '), template] as const))(
    'have no property that the resource refuses: %s',
    (_, template) => {
      expect(identitiesOf(template).Type).toBe(DOORS['custom-resource']);
      const desired = resolve(template, propertiesOf(template), true) as Properties;
      expect(findIssues({ desired, region: 'eu-west-1', stackTags: {}, settings: NO_SETTINGS })).toEqual([]);
    },
  );
});

it('shows the trust policy that created roles get', () => {
  const [policy = '{}'] = blocksOf(textOf('guide/supplied-roles.md'), 'json');
  const poolId = 'eu-west-1:00000000-0000-0000-0000-000000000000';
  expect(JSON.parse(policy)).toEqual(
    trustPolicyFor(poolId, 'authenticated', {
      principal: 'cognito-identity.amazonaws.com',
      conditionPrefix: 'cognito-identity.amazonaws.com',
    }),
  );
});

it('has at most 10 KB, and is read in five minutes', () => {
  const WORDS_A_MINUTE = 240;
  const read = readme.replace(/^```.*?^```/gms, '');
  expect(Buffer.byteLength(readme)).toBeLessThanOrEqual(10 * 1024);
  expect(read.match(/[\w'’]+(?:[-./:][\w'’]+)*/g)?.length).toBeLessThan(5 * WORDS_A_MINUTE);
});

it('has no line of code that GitHub cuts off at 838 pixels', () => {
  const COLUMNS = 98;
  const lines = [...readme.matchAll(/^```\w*\n(.*?)^```/gms)].flatMap(([, text = '']) => text.split('\n'));
  expect(lines.filter((line) => line.length > COLUMNS)).toEqual([]);
});

it('says how many lines the first template saves', () => {
  const native = textOf('test/native-templates/readme.yaml');
  const [first = ''] = blocksOf(readme, 'yaml');
  const count = (text: string): number => text.trimEnd().split('\n').length;
  expect(readme).toContain(`**${count(first)} lines in place of ${count(native)}.**`);
  const kinds = ({ Resources }: ReturnType<typeof parseTemplate>): string[] => Object.values(Resources).map(({ Type }) => Type);
  const ours = kinds(parseTemplate(first)).filter((type) => type !== DOORS['custom-resource']);
  expect(kinds(parseTemplate(native)).sort()).toEqual(
    [...ours, 'AWS::Cognito::IdentityPool', 'AWS::Cognito::IdentityPoolRoleAttachment', 'AWS::IAM::Role', 'AWS::IAM::Role'].sort(),
  );
});

it('says the version', () => {
  expect(readme).toContain(`version ${packageJson.version}. `);
});

it('explains every failure code', () => {
  const codes = [...(/type FailureCode =(.*?);/s.exec(textOf('src/core/failure.ts'))?.[1]?.matchAll(/'(\w+)'/g) ?? [])].map(
    ([, code]) => code,
  );
  const explained = [...textOf('reference/errors.md').matchAll(/^\| `(\w+)`/gm)].map(([, code]) => code);
  expect(codes.length).toBeGreaterThan(0);
  expect(explained.sort()).toEqual(codes.sort());
});

it.each([
  ...ENTRY_POINT_PROPERTIES,
  NOTHING_WAS_MADE,
  ...[
    poolMarks(''),
    ownerMarks({ stackId: '', logicalId: '' }),
    UNANSWERED_MARK,
    ADOPTED_MARK,
    pathMarks(['/people/']),
    ownTagMarks(['team']),
    clientMarks(['us-east-1_EXAMPLE01']),
    formMarks([{ providerName: 'accounts.google.com', use: 'mapping', form: 'raw' }]),
    roleMarks('', 'mapped/Admin', 0),
  ]
    .flatMap((marks) => Object.keys(marks))
    .filter(isMark),
  MARK_PREFIX,
])('mentions %s', (word) => {
  expect(said).toContain(`\`${word}`);
});

it('gives the numbers that the project has', () => {
  const marks = Object.keys({ ...poolMarks(''), ...ownerMarks({ stackId: '', logicalId: '' }), ...UNANSWERED_MARK }).length;
  expect(roleMarkCount('mapped/Admin')).toBeLessThan(marks);
  expect(said).toContain(`A new pool of a stack has ${marks}, so ${50 - marks} are left.`);
  expect(textOf('reference/attributes.md')).toContain(`A custom resource's answer holds ${ANSWER_LIMIT.toLocaleString('en-US')} bytes`);
  expect(readme).toContain(`Node ${packageJson.engines.node.replace('>=', '')} or newer`);
  expect(textOf('reference/limits.md')).toContain(`has ${/Timeout: (\d{3})/.exec(textOf('template.yml'))?.[1] ?? '?'} seconds`);
});

describe.each(PAGES)('%s', (page) => {
  it('names only scripts that there are', () => {
    const named = [...textOf(page).matchAll(/npm run (?:--silent )?([\w:][\w:-]*)/g)].map(([, name]) => name);
    expect(Object.keys(packageJson.scripts)).toEqual(expect.arrayContaining(named));
  });

  it('points only to files and headings that there are', () => {
    const links = [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !link.startsWith('https://'));
    const anchors = [...textOf(page).matchAll(/^#+ (.*)$/gm)].map(
      ([, title = '']) =>
        `#${title
          .toLowerCase()
          .replace(/[^\w -]/g, '')
          .replaceAll(' ', '-')}`,
    );
    const isThere = (link: string): boolean => existsSync(join(dirname(page), link.split('#')[0] ?? ''));
    expect(links.filter((link) => (link.startsWith('#') ? !anchors.includes(link) : !isThere(link)))).toEqual([]);
  });
});

describe('the account-wide settings', () => {
  const section = textOf('reference/settings.md').split('\n## ')[0] ?? '';

  it('are those of schema.json, and the parameters of template.yml', () => {
    const rows = [...section.matchAll(/^\| `(\w+)` +\| `(\w+)`/gm)];
    expect(rows.map(([, name]) => name)).toEqual(Object.keys(schema.typeConfiguration.properties));
    const parameters = (parseTemplate(textOf('template.yml')) as unknown as { Parameters: object }).Parameters;
    expect(Object.keys(parameters)).toEqual(expect.arrayContaining(rows.map(([, , name]) => name)));
  });
});

it('names every example or its recipe, each once', () => {
  const list = textOf('guide/examples.md');
  const named = [...list.matchAll(/\[examples\/([\w-]+)\]\(\.\.\/examples\/\1\)/g)].map(([, name = '']) => name);
  const recipes = [...list.matchAll(/\(recipes\/([\w-]+)\.md\)/g)].map(([, name = '']) => EXAMPLE_OF[name] ?? []).flat();
  expect([...named, ...recipes].sort()).toEqual(readdirSync('examples').sort());
});

it('has a heading in CHANGELOG.md for the version', () => {
  expect(textOf('CHANGELOG.md')).toMatch(new RegExp(`^## ${packageJson.version.replaceAll('.', '\\.')}\\b`, 'm'));
});
