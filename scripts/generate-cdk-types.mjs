/**
 * The CDK example's property types, made from schema.json: `node scripts/generate-cdk-types.mjs` writes them, `--check` fails if what is
 * written differs. Where the schema says "one of these alone", the type is a union that a compiler holds to it.
 */
import { readFileSync } from 'node:fs';
import { compile } from 'json-schema-to-typescript';
import { format, resolveConfig } from 'prettier';
import { writeOrCheck } from './write-or-check.mjs';

const TARGET = new URL('../examples/cdk/lib/properties.ts', import.meta.url);
const schema = JSON.parse(readFileSync(new URL('../schema.json', import.meta.url), 'utf8'));
const attributes = new Set(schema.readOnlyProperties.map((pointer) => pointer.split('/').at(-1)));

const never = (names) => Object.fromEntries(names.map((name) => [name, { tsType: 'never' }]));
const without = (properties, names) => Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));

/** One of the names, each with what is left of the properties, and the other names never. */
const onlyOne = ({ properties, required = [], description }, names) => ({
  description,
  anyOf: names.map((name) => ({
    type: 'object',
    additionalProperties: false,
    properties: { ...without(properties, names), ...never(names.filter((other) => other !== name)), [name]: properties[name] },
    required: [...required, name],
  })),
});

/** Each of the names alone, or all the rest. */
const aloneOrRest = ({ properties, description }, names) => ({
  description,
  anyOf: [
    ...names.map((name) => ({
      type: 'object',
      additionalProperties: false,
      properties: { [name]: properties[name], ...never(Object.keys(properties).filter((other) => other !== name)) },
      required: [name],
    })),
    { type: 'object', additionalProperties: false, properties: { ...without(properties, names), ...never(names) } },
  ],
});

const definitionFor = (node) => {
  const choices = (node.oneOf ?? []).map(({ required = [] }) => required);
  if (choices.length > 0 && choices.every(({ length }) => length === 1)) return onlyOne(node, choices.flat());
  const alone = Object.keys(node.dependencies ?? {}).filter((name) => node.dependencies[name].maxProperties === 1);
  if (alone.length > 0) return aloneOrRest(node, alone);
  const kinds = Object.values(node.dependencies ?? {}).flatMap(({ oneOf = [] }) => oneOf);
  return kinds.length > 0 ? { description: node.description, anyOf: kinds } : node;
};

/** A description beside a $ref makes the generator copy the definition under a second name. */
const bareReference = (_key, value) => (value?.$ref === undefined ? value : { $ref: value.$ref });
/** What the generator writes worse than one can say it. An empty list of rules is a Token mapping's only one, and leaving it out says the same. */
const { Rules: _rules, ...ofToken } = schema.definitions.TokenRoleMapping.properties;
const { PolicyDocument, ...ofPolicy } = schema.definitions.InlinePolicy.properties;
const { Tags: tagsOfClaims, ...ofPrincipalTag } = schema.definitions.PrincipalTag.properties;
const definitions = {
  ...schema.definitions,
  // Type may be left out beside Rules.
  RulesRoleMapping: {
    ...schema.definitions.RulesRoleMapping,
    required: schema.definitions.RulesRoleMapping.required.filter((name) => name !== 'Type'),
  },
  TokenRoleMapping: { ...schema.definitions.TokenRoleMapping, properties: ofToken },
  InlinePolicy: {
    ...schema.definitions.InlinePolicy,
    properties: { ...ofPolicy, PolicyDocument: { ...PolicyDocument, tsType: 'object | string' } },
  },
  PrincipalTag: {
    ...schema.definitions.PrincipalTag,
    properties: { ...ofPrincipalTag, Tags: { ...tagsOfClaims, tsType: 'Record<string, string>' } },
  },
};

const types = await compile(
  JSON.parse(
    JSON.stringify(
      {
        description: 'What the resource takes, through both entry points.',
        type: 'object',
        additionalProperties: false,
        properties: without(schema.properties, [...attributes]),
        definitions: Object.fromEntries(Object.entries(definitions).map(([name, node]) => [name, definitionFor(node)])),
      },
      bareReference,
    ),
  ),
  'IdentityPoolProperties',
  { bannerComment: '', additionalProperties: false, ignoreMinAndMaxItems: true, unreachableDefinitions: false, format: false },
);
const names = [...attributes].map((name) => `'${name}'`).join(' | ');
const text =
  '/** The types of properties and attributes. Made from schema.json by npm run generate; not edited. */\n' +
  `\n/** What Fn::GetAtt gives. */\nexport type IdentityPoolAttribute = ${names};\n\n${types}`;
const expected = await format(text, { ...(await resolveConfig(TARGET.pathname)), parser: 'typescript' });

writeOrCheck(TARGET, expected, 'npm run generate');
