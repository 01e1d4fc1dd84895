/**
 * The JSON schema for editors, made from schema.json: `node scripts/generate-editor-schema.mjs` writes it, `--check` fails if what is
 * written differs. It is for a whole template, says nothing of other types, and lets a function of CloudFormation's stand for any value.
 */
import { readFileSync } from 'node:fs';
import { writeOrCheck } from './write-or-check.mjs';

const TARGET = new URL('../examples/editor/template.schema.json', import.meta.url);
const schema = JSON.parse(readFileSync(new URL('../schema.json', import.meta.url), 'utf8'));
const attributes = new Set(schema.readOnlyProperties.map((pointer) => pointer.split('/').at(-1)));

/** An editor sees `!Ref UserPool` as the text UserPool: what text may look like cannot be said. */
const OF_TEXT = ['pattern', 'minLength', 'maxLength'];
/** Words of the registry's, not of JSON schema's; a default is no news in a template, and editors write it in by themselves. */
const OF_REGISTRY = ['insertionOrder', 'arrayType', 'uniqueItems', 'default'];

/** The long form of a function, such as {"Fn::If": [...]}. */
const anyFunction = {
  type: 'object',
  minProperties: 1,
  maxProperties: 1,
  patternProperties: { '^(Ref|Fn::[A-Za-z]+)$': {} },
  additionalProperties: false,
};

const orFunction = (description, value) => ({
  ...(description === undefined ? {} : { description }),
  anyOf: [value, { $ref: '#/definitions/Function' }],
});

/** What stands where a value is expected. */
const valueOf = (node) => {
  const { description, ...rest } = partOf(node);
  const types = [rest.type].flat();
  // A short form with a name (!Ref, !GetAtt) reads as text, whatever it gives.
  const text = types.some((type) => ['boolean', 'integer', 'array'].includes(type)) && rest.enum === undefined;
  return orFunction(description, text ? { anyOf: [rest, { type: 'string' }] } : rest);
};

const mapValues = (object, change) => Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));

const partOf = (node) => {
  const part = Object.fromEntries(Object.entries(node).filter(([key]) => !OF_TEXT.includes(key) && !OF_REGISTRY.includes(key)));
  if (part.properties !== undefined) part.properties = mapValues(part.properties, valueOf);
  if (part.patternProperties !== undefined) part.patternProperties = mapValues(part.patternProperties, valueOf);
  if (part.items !== undefined) part.items = valueOf(part.items);
  return part;
};

const properties = Object.fromEntries(Object.entries(schema.properties).filter(([name]) => !attributes.has(name)));
const resource = (own, required) => ({
  type: 'object',
  additionalProperties: false,
  properties: { ...own, ...mapValues(properties, valueOf) },
  ...(required.length === 0 ? {} : { required }),
});
const text = (description) => orFunction(description, { type: 'string' });

const types = {
  'Custom::IdentityPoolWithRoles': resource(
    {
      ServiceToken: text('The ARN of the function, as the provider stack exports it: !ImportValue IdentityPoolWithRoles-ServiceToken'),
      ServiceTimeout: orFunction('For how many seconds CloudFormation waits for the answer.', { type: ['integer', 'string'] }),
      Revision: text('Any text; a change forces an update, which corrects what was changed by hand.'),
    },
    ['ServiceToken'],
  ),
  [schema.typeName]: resource({}, []),
};

const expected = `${JSON.stringify(
  {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A CloudFormation template with an identity pool and its roles',
    $comment: 'Made from schema.json by npm run generate; not edited.',
    type: 'object',
    properties: {
      Resources: {
        type: 'object',
        additionalProperties: {
          type: 'object',
          properties: { Type: { type: 'string', anyOf: [{ enum: Object.keys(types) }, {}] } },
          allOf: Object.entries(types).map(([type, value]) => ({
            if: { required: ['Type'], properties: { Type: { const: type } } },
            then: { properties: { Properties: value }, ...(value.required === undefined ? {} : { required: ['Properties'] }) },
          })),
        },
      },
    },
    definitions: { Function: anyFunction, ...mapValues(schema.definitions, partOf) },
  },
  null,
  2,
)}\n`;

writeOrCheck(TARGET, expected, 'npm run generate');
