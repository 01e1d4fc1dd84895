import schema from '../../../schema.json';

interface SchemaNode {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
}

/**
 * CloudFormation hands booleans and numbers over as strings, at every depth.
 * @returns the same value with each `"true"`, `"False"` or `"3600"` turned back where the schema wants a boolean or an integer, and with every
 * null dropped. What the schema has no type for, such as the inside of a policy, is left unchanged; so is what does not fit, for validation to refuse.
 */
export const restoreTypes = (properties: unknown): unknown => restore(properties, schema);

const restore = (value: unknown, node: SchemaNode | undefined): unknown => {
  const { type, properties, items } = resolve(node);
  if (Array.isArray(value)) return items === undefined ? value : value.filter(isGiven).map((member) => restore(member, items));
  if (typeof value === 'object' && value !== null) {
    if (properties === undefined) return value;
    // fromEntries defines own properties, so that a key such as __proto__ stays a key and is refused as unknown.
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, member]) => isGiven(member))
        .map(([key, member]) => [key, restore(member, Object.hasOwn(properties, key) ? properties[key] : undefined)]),
    );
  }
  return typeof value === 'string' ? restoreText(value, type) : value;
};

const restoreText = (text: string, type: SchemaNode['type']): unknown => {
  if (type === 'boolean') {
    if (/^true$/i.test(text)) return true;
    if (/^false$/i.test(text)) return false;
  }
  return type === 'integer' && /^-?\d{1,15}$/.test(text) ? Number(text) : text;
};

const resolve = (node: SchemaNode | undefined): SchemaNode => {
  const name = node?.$ref?.slice('#/definitions/'.length);
  return name === undefined ? (node ?? {}) : ((schema.definitions as Readonly<Record<string, SchemaNode>>)[name] ?? {});
};

const isGiven = (value: unknown): boolean => value !== null && value !== undefined;
