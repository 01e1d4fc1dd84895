// Writes src/core/generated/ from schema.json: the property types and the validator, so that no schema library is in the bundles.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import Ajv from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { compile } from 'json-schema-to-typescript';

const target = new URL('../src/core/generated/', import.meta.url);
const schema = JSON.parse(readFileSync(new URL('../schema.json', import.meta.url), 'utf8'));
const attributes = schema.readOnlyProperties.map((pointer) => pointer.split('/').at(-1));
const { definitions } = schema;

// What a template may give and what only we give are two types: a template that sets an attribute is refused.
const part = (keep) => ({
  type: 'object',
  additionalProperties: false,
  definitions,
  properties: Object.fromEntries(Object.entries(schema.properties).filter(([name]) => keep(name))),
});
const templateProperties = part((name) => !attributes.includes(name));
const readOnlyProperties = part((name) => attributes.includes(name));

// A description beside a $ref makes the type generator copy the definition under a second name.
const bareReference = (_key, value) => (value?.$ref ? { $ref: value.$ref } : value);

mkdirSync(target, { recursive: true });
const banner = '// This is a generated file: npm run generate.\n';
const types = [];
for (const [name, schemaPart] of [
  ['Properties', templateProperties],
  ['Attributes', { ...readOnlyProperties, definitions: undefined }],
]) {
  types.push(
    await compile(JSON.parse(JSON.stringify(schemaPart, bareReference)), name, {
      bannerComment: '',
      additionalProperties: false,
      ignoreMinAndMaxItems: true,
      declareExternallyReferenced: true,
      unreachableDefinitions: false,
    }),
  );
}
writeFileSync(new URL('property-types.ts', target), banner + types.join('\n'));

// A message quotes a description only beside these; the others would be half of the validator's texts.
const QUOTED_BESIDE = ['enum', 'pattern', 'minimum', 'maximum'];
const withQuotedDescriptions = (_key, value) => {
  if (typeof value?.description !== 'string' || QUOTED_BESIDE.some((keyword) => keyword in value)) return value;
  const { description: _description, ...rest } = value;
  return rest;
};
const validated = JSON.parse(JSON.stringify(templateProperties, withQuotedDescriptions));

// A function for each definition, and not a copy of it wherever it is used: the validator is in both bundles.
const ajv = new Ajv({
  allErrors: true,
  verbose: true,
  strict: false,
  inlineRefs: false,
  messages: false,
  code: { source: true, esm: false, lines: false },
});
writeFileSync(new URL('validate.js', target), banner + standaloneCode(ajv, ajv.compile(validated)) + '\n');
writeFileSync(
  new URL('validate.d.ts', target),
  banner +
    `import type { ErrorObject } from 'ajv';

declare const validate: { (data: unknown): boolean; errors?: ErrorObject[] | null };
export default validate;
`,
);
