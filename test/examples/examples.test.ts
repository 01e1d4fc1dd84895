import { existsSync, readdirSync, readFileSync } from 'node:fs';
import schema from '../../schema.json';
import { NO_SETTINGS } from '../../src/core/settings';
import { findIssues } from '../../src/core/request/validation';
import type { Properties } from '../../src/core/properties';
import { EXAMPLE_OF } from '../recipes';
import { attributesAskedFor, DOORS, identitiesOf, propertiesOf, readTemplate, resolve, LOGICAL_ID, STORIES } from './templates';

/** Only the registry imports. */
const doorsOf = (story: string): (keyof typeof DOORS)[] =>
  (Object.keys(DOORS) as (keyof typeof DOORS)[]).filter((door) => story !== 'import' || door === 'registry-type');
const templateOf = (story: string, door: keyof typeof DOORS): ReturnType<typeof readTemplate> =>
  readTemplate(`examples/${story}/${door}.yml`);
/** Its second deployment has a mapping for a provider that another service added to the pool after the first. */
const MAPS_WHAT_IS_ADDED_LATER = ['opensearch-dashboards'];
const attributes = schema.readOnlyProperties.map((pointer) => pointer.split('/').at(-1));

describe.each(STORIES)('examples/%s', (story) => {
  it('is described in a title and a line, and what follows them is the link to its recipe, or has commands', () => {
    const [title, line, ...more] = readFileSync(`examples/${story}/README.md`, 'utf8')
      .split('\n')
      .filter((each) => each !== '');
    expect(title).toMatch(/^# \w/);
    expect(line).toMatch(/^\w.*\.$/);
    const recipe = Object.entries(EXAMPLE_OF).find(([, example]) => example === story)?.[0];
    if (recipe !== undefined) expect(more).toEqual([expect.stringContaining(`(../../guide/recipes/${recipe}.md)`)]);
    else if (more.length > 0) expect(more).toContain('```sh');
  });

  it.each([true, false])('has no property that the resource refuses, with every condition %s', (conditions) => {
    const template = templateOf(story, 'registry-type');
    const desired = resolve(template, propertiesOf(template), conditions) as Properties;
    const pool = conditions && MAPS_WHAT_IS_ADDED_LATER.includes(story) ? { poolId: 'eu-west-1:00000000-0000-4000-8000-000000000000' } : {};
    expect(findIssues({ desired, region: 'eu-west-1', stackTags: {}, settings: NO_SETTINGS, ...pool })).toEqual([]);
  });

  it('asks for no attribute that the resource does not give', () => {
    for (const door of doorsOf(story)) expect(attributes).toEqual(expect.arrayContaining(attributesAskedFor(templateOf(story, door))));
  });

  it('has no secret in it: a parameter for one is NoEcho and has no default', () => {
    const { Parameters = {} } = templateOf(story, 'registry-type');
    for (const [name, { NoEcho, Default }] of Object.entries(Parameters).filter(([parameter]) => parameter.includes('Secret')))
      expect({ name, NoEcho, Default }).toEqual({ name, NoEcho: true, Default: undefined });
  });
});

it.each(STORIES.filter((story) => doorsOf(story).length === 2))(
  'examples/%s differs from door to door in Type and ServiceToken alone',
  (story) => {
    const custom = templateOf(story, 'custom-resource');
    const registry = templateOf(story, 'registry-type');
    expect(identitiesOf(custom).Properties).toHaveProperty('ServiceToken', { 'Fn::ImportValue': 'IdentityPoolWithRoles-ServiceToken' });
    const properties = propertiesOf(custom);
    const asRegistryType = { Type: DOORS['registry-type'], ...(Object.keys(properties).length === 0 ? {} : { Properties: properties }) };
    expect(identitiesOf(custom).Type).toBe(DOORS['custom-resource']);
    expect({ ...custom, Resources: { ...custom.Resources, [LOGICAL_ID]: asRegistryType } }).toEqual(registry);
  },
);

interface Node {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
}

const resolved = (node: Node): Node =>
  node.$ref === undefined ? node : ((schema.definitions as Readonly<Record<string, Node>>)[node.$ref.split('/').at(-1) ?? ''] ?? {});

/** Every property below a node, such as `AuthenticationProviders.UserPools.UserPoolId`. */
const namesIn = (raw: Node, path = ''): string[] => {
  const node = resolved(raw);
  if (node.items !== undefined) return namesIn(node.items, path);
  return Object.entries(node.properties ?? {}).flatMap(([name, inner]) => {
    const here = path === '' ? name : `${path}.${name}`;
    return [here, ...namesIn(inner, here)];
  });
};

/** The names of a value's properties, as namesIn has them; free objects such as policy documents are not looked into. */
const namesUsed = (value: unknown, raw: Node, path = ''): string[] => {
  const node = resolved(raw);
  if (node.items !== undefined) return Array.isArray(value) ? value.flatMap((item) => namesUsed(item, node.items ?? {}, path)) : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    const known = node.properties?.[name];
    const here = path === '' ? name : `${path}.${name}`;
    return known === undefined ? [] : [here, ...namesUsed(inner, known, here)];
  });
};

it('shows every property in an example or in an input of the contract tests', () => {
  const inExamples = STORIES.flatMap((story) => {
    const template = templateOf(story, 'registry-type');
    return [true, false].map((conditions) => resolve(template, propertiesOf(template), conditions));
  });
  const inInputs = (existsSync('inputs') ? readdirSync('inputs') : [])
    .filter((name) => /_(create|update)\.json$/.test(name))
    .map((name) => JSON.parse(readFileSync(`inputs/${name}`, 'utf8')) as unknown);
  const used = new Set([...inExamples, ...inInputs].flatMap((value) => namesUsed(value, schema as Node)));
  // Refused there: principal tags are for a user pool, not for a client of it.
  const refused = 'PrincipalTags.IdentityProvider.UserPool.UserPoolClientId';
  // Needs a pool that is there already: guide/adopt-and-import.md shows it, and test/stories/adoption.test.ts plays it.
  const adoption = 'AdoptIdentityPoolId';
  const missing = namesIn(schema as Node).filter(
    (name) => !used.has(name) && !attributes.includes(name) && ![refused, adoption].includes(name),
  );
  expect(missing).toEqual([]);
});
