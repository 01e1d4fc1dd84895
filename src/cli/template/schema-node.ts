/** What schema.json says of the place where a value stands. */
import schema from '../../../schema.json';

export interface SchemaNode {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly patternProperties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly required?: readonly string[];
  readonly oneOf?: readonly { readonly required?: readonly string[] }[];
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
}

export const ROOT = schema as unknown as SchemaNode;

/** undefined where the schema says nothing, as inside a policy. */
export function definitionOf(node: SchemaNode | undefined): SchemaNode | undefined {
  const name = node?.$ref?.slice('#/definitions/'.length);
  return name === undefined ? node : ((schema.definitions as Readonly<Record<string, unknown>>)[name] as SchemaNode | undefined);
}

export function memberNode(node: SchemaNode | undefined, key: string): SchemaNode | undefined {
  const { properties, patternProperties } = definitionOf(node) ?? {};
  if (properties !== undefined && Object.hasOwn(properties, key)) return definitionOf(properties[key]);
  return definitionOf(Object.values(patternProperties ?? {})[0]);
}

export function itemNode(node: SchemaNode | undefined): SchemaNode | undefined {
  return definitionOf(definitionOf(node)?.items);
}

export function takes(node: SchemaNode | undefined, type: string): boolean {
  return node?.type === undefined ? node === undefined : [node.type].flat().includes(type);
}

/** Whether a text has the form that the schema wants. */
export function fits(text: string, { pattern, minLength = 0, maxLength = Infinity, enum: choices }: SchemaNode = {}): boolean {
  const { length } = text;
  if (length < minLength || length > maxLength) return false;
  if (choices !== undefined && !choices.includes(text)) return false;
  return pattern === undefined || new RegExp(pattern, 'u').test(text);
}
