/**
 * reference/properties.md, attributes.md and permissions.md, as far as schema.json says it:
 * `node scripts/docs/property-reference.mjs` writes it, `--check` fails if what is written is not what the schema says.
 */
import { readFile } from 'node:fs/promises';
import { writeOrCheck } from '../write-or-check.mjs';

const SCHEMA = new URL('../../schema.json', import.meta.url);
/** The formatter would pad the tables to the width of their longest cell. */
const beginOf = (name) => `<!-- ${name} reference: made by scripts/docs/property-reference.mjs -->\n<!-- prettier-ignore-start -->`;
const endOf = (name) => `<!-- prettier-ignore-end -->\n<!-- end of the ${name} reference -->`;

const schema = JSON.parse(await readFile(SCHEMA, 'utf8'));
const readOnly = new Set(schema.readOnlyProperties.map(nameIn));
const replacing = new Set([...(schema.createOnlyProperties ?? []), ...(schema.conditionalCreateOnlyProperties ?? [])].map(nameIn));
const writeOnly = new Set((schema.writeOnlyProperties ?? []).map(nameIn));

/** `/properties/AuthenticationProviders/Twitter/ConsumerSecret` is `AuthenticationProviders.Twitter.ConsumerSecret`. */
function nameIn(pointer) {
  return pointer.split('/').slice(2).join('.');
}

/** A node with what it refers to laid under it: a description beside the reference wins. */
function resolved({ $ref, ...own }) {
  return $ref === undefined ? own : { ...schema.definitions[$ref.split('/').at(-1)], ...own };
}

const definitionOf = (node) => node.$ref ?? node.items?.$ref;

/** Everything below a node, flat and in the schema's order, named as in `UserPools[].UserPoolId`. */
function* propertiesOf(node, prefix, path) {
  for (const [name, raw] of Object.entries(node.properties ?? {})) {
    const property = resolved(raw);
    const entry = {
      label: `${prefix}${name}`,
      path: [...path, name],
      property,
      isRequired: (node.required ?? []).includes(name),
    };
    yield entry;
    const inner = property.type === 'array' ? resolved(property.items) : property;
    yield* propertiesOf(inner, `${entry.label}${property.type === 'array' ? '[]' : ''}.`, entry.path);
  }
}

const code = (text) => `\`${text.replaceAll('|', '\\|')}\``;

const typeOf = (property) => {
  const types = [property.type].flat();
  return types.includes('array') ? `list of ${[resolved(property.items).type].flat().join(' or ')}s` : types.join(' or ');
};

const range = (low, high, unit) => {
  if (low !== undefined && high !== undefined) return [`${low} to ${high} ${unit}`.trim()];
  if (high !== undefined) return [`at most ${high} ${unit}`.trim()];
  return low === undefined ? [] : [`at least ${low} ${unit}`.trim()];
};

const limitsOf = (property) => [
  ...(property.enum === undefined ? [] : [`only ${property.enum.map((value) => code(JSON.stringify(value))).join(', ')}`]),
  ...range(property.minLength, property.maxLength, 'characters'),
  ...range(property.minimum, property.maximum, ''),
  ...range(property.minItems, property.maxItems, 'entries'),
  ...(property.pattern === undefined ? [] : [code(property.pattern)]),
];

const rowOf = ({ label, path, property, isRequired }) => {
  const name = path.join('.');
  const items = property.type === 'array' ? resolved(property.items) : {};
  const limits = [...limitsOf(property), ...(items.type === 'string' ? limitsOf(items).map((limit) => `each ${limit}`) : [])];
  const notes = [
    ...(writeOnly.has(name) ? ['Write-only.'] : []),
    ...(replacing.has(name) ? ['**A change or removal replaces the pool.**'] : []),
  ];
  return [
    code(label),
    typeOf(property) + (isRequired ? ', required' : ''),
    [property.description ?? '', ...notes].filter((text) => text !== '').join(' '),
    limits.join('; '),
  ];
};

const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const HEAD = ['Property', 'Type', 'Meaning', 'Limits'];

/** One table for the resource, and one for each object in it; what has the same definition shares a table. */
const properties = () => {
  const writable = Object.entries(schema.properties).filter(([name]) => !readOnly.has(name));
  const top = writable.map(([name, raw]) => rowOf({ label: name, path: [name], property: resolved(raw), isRequired: false }));
  const sections = new Map();
  for (const [name, raw] of writable) {
    const definition = definitionOf(raw);
    if (definition === undefined) continue;
    const section = sections.get(definition) ?? { names: [], rows: [] };
    section.names.push(name);
    if (section.names.length === 1) {
      const property = resolved(raw);
      const inner = property.type === 'array' ? resolved(property.items) : property;
      section.rows = [...propertiesOf(inner, '', [name])].map(rowOf);
    }
    sections.set(definition, section);
  }
  return [
    'None is required.',
    table(HEAD, top),
    ...[...sections.values()].flatMap(({ names, rows }) => [`## ${names.join(' and ')}`, table(HEAD, rows)]),
  ].join('\n\n');
};

const attributes = () => {
  const rows = [...readOnly].map((name) => [
    code(`!GetAtt Identities.${name}`),
    schema.properties[name].description + (schema.primaryIdentifier.some((pointer) => nameIn(pointer) === name) ? ' `!Ref Identities` gives it too.' : ''),
  ]);
  return table(['Attribute', 'Value'], rows);
};

const OPERATIONS = ['create', 'read', 'update', 'delete', 'list'];

/** Each permission of the type's handlers, and which of them need it. */
const permissions = () => {
  const all = [...new Set(OPERATIONS.flatMap((name) => schema.handlers[name].permissions))].sort();
  return table(
    ['Permission', ...OPERATIONS],
    all.map((name) => [code(name), ...OPERATIONS.map((operation) => (schema.handlers[operation].permissions.includes(name) ? 'yes' : ''))]),
  );
};

/** What is between the markers; the rest of the page is written by hand. */
async function writePage(page, name, text) {
  const path = new URL(`../../reference/${page}.md`, import.meta.url);
  const written = await readFile(path, 'utf8');
  const [begin, end] = [written.indexOf(beginOf(name)), written.indexOf(endOf(name))];
  if (begin < 0 || end < begin) throw new Error(`reference/${page}.md has lost the markers of the ${name} reference.`);
  await writeOrCheck(path, `${written.slice(0, begin)}${beginOf(name)}\n\n${text}\n\n${written.slice(end)}`, 'npm run docs');
}

await writePage('properties', 'property', properties());
await writePage('attributes', 'attribute', attributes());
await writePage('permissions', 'permission', permissions());
