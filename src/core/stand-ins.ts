/** Owns properties that can be checked further although some of them break the schema: what is broken has a stand-in that fits, so that nothing comes in a second round. */
import type { ErrorObject } from 'ajv';
import schema from '../../schema.json';
import type { Issue } from './issue';
import type { Properties } from './properties';
import { findSchemaErrors, withoutBroken } from './schema-validation';

export interface Checkable {
  /** Safe to check: each value has the type that the schema wants. */
  readonly properties: Properties;
  /** Whether any of what is at or below this pointer, such as `/MappedRoles`, is not as it was given. */
  readonly isMended: (pointer: string) => boolean;
  /** Whether an issue is about what was given, and not about a stand-in. */
  readonly isReal: (issue: Issue) => boolean;
}

/** A text that no template has. */
const STAND_IN = 'StandIn8c7a4b0e';

/** A stand-in may have to have parts, which are missing in their turn; the schema is four levels deep. */
const ROUNDS = 6;

/** What the further checks can live with: a number of entries, and the form of a text. */
const ABOUT_FORM = new Set(['maxItems', 'minItems', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum']);
const ABOUT_SIZE = new Set(['maxItems', 'minItems']);

export const checkable = (given: Properties): Checkable => {
  if (findSchemaErrors(given).length === 0) return { properties: given, isMended: () => false, isReal: () => true };
  const properties = structuredClone(given) as Node;
  const mended = new Set<string>();
  const unbearable = (): ErrorObject[] =>
    findSchemaErrors(properties).filter(
      ({ keyword, instancePath }) => !ABOUT_SIZE.has(keyword) && !(ABOUT_FORM.has(keyword) && mended.has(instancePath)),
    );
  for (let round = 0; round < ROUNDS; round += 1)
    for (const error of unbearable()) for (const pointer of mend(properties, error)) mended.add(pointer);
  return {
    properties: withoutBroken(properties, unbearable()),
    isMended: (pointer) => [...mended].some((each) => each === pointer || each.startsWith(`${pointer}/`)),
    isReal: ({ path, problem }) => !problem.includes(STAND_IN) && !ancestors(path).some((each) => mended.has(each)),
  };
};

type Node = Record<string, unknown>;

interface SchemaNode {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
}

/** @returns the pointers of what is not as it was given any more. */
const mend = (root: Node, error: ErrorObject): string[] => {
  const { keyword, instancePath, params } = error;
  const rules = error.parentSchema as SchemaNode | undefined;
  const at = valueAt(root, instancePath) as Node | undefined;
  const set = (name: string, value: unknown): string => {
    if (isNode(at)) at[name] = value;
    return `${instancePath}/${name}`;
  };
  switch (keyword) {
    case 'additionalProperties': {
      const { additionalProperty } = params as { additionalProperty: string };
      if (isNode(at)) Reflect.deleteProperty(at, additionalProperty);
      return [`${instancePath}/${additionalProperty}`];
    }
    case 'required': {
      const { missingProperty } = params as { missingProperty: string };
      return [set(missingProperty, standInFor(rules?.properties?.[missingProperty]))];
    }
    // One of several, and given none or more: none of them is to be taken at its word.
    case 'oneOf': {
      const names = (error.schema as readonly { required?: readonly string[] }[]).flatMap(({ required = [] }) => required);
      if (isNode(at)) for (const name of names) Reflect.deleteProperty(at, name);
      const last = names.at(-1) ?? '';
      return [instancePath, set(last, standInFor(rules?.properties?.[last]))];
    }
    // Arn or Create, each of which stands alone.
    case 'maxProperties': {
      const alone = 'Arn' in (at ?? {}) ? 'Arn' : 'Create';
      const beside = Object.keys(at ?? {}).filter((name) => name !== alone);
      if (isNode(at)) for (const name of beside) Reflect.deleteProperty(at, name);
      return beside.map((name) => `${instancePath}/${name}`);
    }
    default:
      replaceAt(root, instancePath, standInFor(rules));
      return [instancePath];
  }
};

const standInFor = (node: SchemaNode | undefined): unknown => {
  const { type, enum: choices, minimum = 0 } = resolve(node);
  if (choices !== undefined) return choices[0];
  switch (type) {
    case 'boolean':
      return false;
    case 'integer':
      return minimum;
    case 'array':
      return [];
    case 'object':
      return {};
    default:
      return STAND_IN;
  }
};

const resolve = (node: SchemaNode | undefined): SchemaNode => {
  const name = node?.$ref?.slice('#/definitions/'.length);
  return name === undefined ? (node ?? {}) : ((schema.definitions as Readonly<Record<string, SchemaNode>>)[name] ?? {});
};

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

const partsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));

/** Only what is the value's own: a key such as __proto__ leads nowhere else. */
const valueAt = (root: unknown, pointer: string): unknown =>
  partsOf(pointer).reduce<unknown>((value, part) => (isNode(value) && Object.hasOwn(value, part) ? value[part] : undefined), root);

const replaceAt = (root: Node, pointer: string, value: unknown): void => {
  const parent = valueAt(root, pointer.slice(0, pointer.lastIndexOf('/')));
  const last = partsOf(pointer).at(-1);
  if (isNode(parent) && last !== undefined && Object.hasOwn(parent, last)) parent[last] = value;
};

/** `A.B[0].C` as the pointers of A, of A/B and so on down to itself. */
const ancestors = (path: string): string[] => {
  const parts = path.split(/[.[\]]+/).filter((part) => part !== '');
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`);
};
