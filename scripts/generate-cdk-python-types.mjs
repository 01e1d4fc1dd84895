/**
 * Writes the property types of the Python CDK example from schema.json; with `--check`, fails if the file says something else. Where the
 * schema says "one of these alone", the type is a union of dictionaries, and a type checker refuses a key that no member has.
 */
import { readFileSync } from 'node:fs';
import { writeOrCheck } from './write-or-check.mjs';

const TARGET = new URL('../examples/cdk-python/identity_pool_with_roles/properties.py', import.meta.url);
const schema = JSON.parse(readFileSync(new URL('../schema.json', import.meta.url), 'utf8'));
const attributes = schema.readOnlyProperties.map((pointer) => pointer.split('/').at(-1));

function without(properties, names) {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));
}

const INDENT = '    ';
const WIDTH = 100;

const SCALARS = { string: 'str', boolean: 'bool', integer: 'int' };

function literal(values) {
  const written = values.map((value) => (typeof value === 'boolean' ? (value ? 'True' : 'False') : JSON.stringify(value)));
  return `Literal[${written.join(', ')}]`;
}

function objectType({ patternProperties = {} }) {
  const [values] = Object.values(patternProperties);
  return `dict[str, ${values === undefined ? 'Any' : typeOf(values)}]`;
}

function typeOf(node) {
  if (node.$ref !== undefined) return node.$ref.split('/').at(-1);
  if (node.const !== undefined) return literal([node.const]);
  if (node.enum !== undefined) return literal(node.enum);
  const types = [node.type].flat().map((type) => {
    if (type === 'array') return `list[${typeOf(node.items)}]`;
    const written = type === 'object' ? objectType(node) : SCALARS[type];
    if (written === undefined) throw new Error(`There is no Python type for "${type}" of schema.json.`);
    return written;
  });
  return types.join(' | ');
}

/** A description as a docstring, in lines that an editor shows whole. */
function docstring(text, indent) {
  const lines = text.split(' ').reduce(
    (done, word) => {
      const last = `${done.at(-1)} ${word}`.trimStart();
      return last.length + indent.length > WIDTH ? [...done, word] : [...done.slice(0, -1), last];
    },
    [''],
  );
  const isOne = lines.length === 1;
  const body = [`"""${lines[0]}`, ...lines.slice(1)].join(`\n${indent}`);
  return `${indent}${body}${isOne ? '' : `\n${indent}`}"""\n`;
}

function dictionary(name, { description, properties, required = [] }) {
  const fields = Object.entries(properties)
    .filter(([, { maxItems }]) => maxItems !== 0)
    .map(([key, node]) => {
      const type = required.includes(key) ? typeOf(node) : `NotRequired[${typeOf(node)}]`;
      return `${INDENT}${key}: ${type}\n${node.description === undefined ? '' : docstring(node.description, INDENT)}`;
    });
  return `class ${name}(TypedDict):\n${docstring(description, INDENT)}\n${fields.join('\n')}`;
}

function union(name, description, members) {
  const line = `${name}: TypeAlias = ${members.join(' | ')}`;
  const written = line.length <= WIDTH ? line : `${name}: TypeAlias = (\n${INDENT}${members.join(`\n${INDENT}| `)}\n)`;
  return `${written}\n${docstring(description, '')}`;
}

/** One of the names, each with the properties that are no alternative. */
function oneOf(name, { description, properties, required = [] }, alternatives) {
  const members = alternatives.map((alternative) => ({
    name: `${name}With${alternative}`,
    node: {
      description: `${name} with ${alternative}.`,
      properties: { ...without(properties, alternatives), [alternative]: properties[alternative] },
      required: [...required, alternative],
    },
  }));
  return [
    ...members.map((member) => dictionary(member.name, member.node)),
    union(
      name,
      description,
      members.map((member) => member.name),
    ),
  ];
}

/** Each of the names alone, or all the rest. */
function aloneOrRest(name, { description, properties, required = [] }, alone) {
  const members = alone.map((key) => ({
    name: `${name}With${key}`,
    node: { description: `${name} with ${key} alone.`, properties: { [key]: properties[key] }, required: [key] },
  }));
  const rest = {
    name: `Created${name}`,
    node: { description: `${name} with settings.`, properties: without(properties, alone), required },
  };
  const all = [...members, rest];
  return [
    ...all.map((member) => dictionary(member.name, member.node)),
    union(
      name,
      description,
      all.map((member) => member.name),
    ),
  ];
}

function definition(name, node) {
  const choices = (node.oneOf ?? []).map(({ required = [] }) => required);
  if (choices.length > 0 && choices.every(({ length }) => length === 1)) return oneOf(name, node, choices.flat());
  const alone = Object.keys(node.dependencies ?? {}).filter((key) => node.dependencies[key].maxProperties === 1);
  if (alone.length > 0) return aloneOrRest(name, node, alone);
  const kinds = kindsOf(node).map(({ kind }) => kind);
  return [kinds.length > 0 ? union(name, node.description, kinds) : dictionary(name, { ...node, required: requiredIn(name, node) })];
}

/** The definitions between which one property decides. */
function kindsOf({ dependencies = {} }) {
  return Object.entries(dependencies).flatMap(([key, { oneOf: kinds = [] }]) => kinds.map((kind) => ({ key, kind: typeOf(kind) })));
}

/** What decides between kinds can be left out of one that something else identifies, if all kinds together do not require it. */
function requiredIn(name, { required = [] }) {
  return Object.values(schema.definitions).reduce((left, whole) => {
    const [found] = kindsOf(whole).filter(({ kind }) => kind === name);
    if (found === undefined || whole.required.includes(found.key)) return left;
    const identifies = left.some((key) => key !== found.key && !whole.required.includes(key));
    return identifies ? left.filter((key) => key !== found.key) : left;
  }, required);
}

function referencesOf(node) {
  return [...JSON.stringify(node).matchAll(/"#\/definitions\/(\w+)"/g)].map(([, name]) => name);
}

/** Python reads from top to bottom, so that what is referred to comes first. */
function inOrder(names, done = []) {
  return names.reduce(
    (before, name) => (before.includes(name) ? before : [...inOrder(referencesOf(schema.definitions[name]), before), name]),
    done,
  );
}

function attributeNames(name, type, description) {
  const names = attributes.filter((attribute) => schema.properties[attribute].type === type);
  return `${name}: TypeAlias = Literal[\n${names.map((each) => `${INDENT}"${each}",\n`).join('')}]\n${docstring(description, '')}`;
}

const properties = {
  description: 'What the resource takes, through both entry points.',
  properties: without(schema.properties, attributes),
};
const parts = [
  '"""The types of properties and attributes: made from schema.json by "npm run generate", not edited."""\n',
  'from typing import Any, Literal, NotRequired, TypeAlias, TypedDict\n',
  attributeNames('TextAttribute', 'string', 'What Fn::GetAtt gives as text.'),
  attributeNames('ListAttribute', 'array', 'What Fn::GetAtt gives as a list.'),
  ...inOrder(Object.keys(schema.definitions)).flatMap((name) => definition(name, schema.definitions[name])),
  dictionary('IdentityPoolProperties', properties),
];

writeOrCheck(TARGET, parts.join('\n\n'), 'npm run generate');
