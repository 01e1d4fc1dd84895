import type { ErrorObject } from 'ajv';
import type { Properties } from '../properties';
import { findSchemaErrors, partsOfPointer } from './schema-validation';

/** Properties of which any part may be missing, because the template broke it: lists keep their indexes, with `undefined` for a broken entry. */
export type Intact<Value> = Value extends readonly (infer Member)[]
  ? (Intact<Member> | undefined)[]
  : Value extends object
    ? { [Key in keyof Value]?: Intact<Value[Key]> | undefined }
    : Value;

export interface IntactProperties {
  readonly properties: Intact<Properties>;
  /** Whether any part at or below this pointer, such as `/MappedRoles`, is broken: a check that needs all of it is skipped. */
  readonly isBroken: (pointer: string) => boolean;
  /** What stands at the pointer, if no part of it is broken. */
  readonly whole: <Value>(value: Intact<Value> | undefined, pointer: string) => Value | undefined;
}

/** What a further check can live with. */
const ABOUT_THE_NUMBER_OF_ENTRIES = new Set(['maxItems', 'minItems']);

/**
 * What is left of the properties without the parts that break the schema, so that the remaining checks run in the same pass.
 * Each check sees by the types that what it reads may be missing.
 */
export function intactProperties(given: unknown): IntactProperties {
  if (!isNode(given)) return { properties: {}, isBroken: () => true, whole: () => undefined };
  const properties = structuredClone(given);
  const broken = findSchemaErrors(given)
    .filter(({ keyword }) => !ABOUT_THE_NUMBER_OF_ENTRIES.has(keyword))
    .flatMap((error) => takeOut(properties, error));
  const isBroken = (pointer: string): boolean => broken.some((each) => each === pointer || each.startsWith(`${pointer}/`));
  return {
    properties,
    isBroken,
    // Broken parts are all that it lacks.
    whole: <Value>(value: Intact<Value> | undefined, pointer: string) => (isBroken(pointer) ? undefined : (value as Value | undefined)),
  };
}

type Node = Record<string, unknown>;

/** @returns the pointers of what is broken. */
function takeOut(root: Node, { keyword, instancePath, params }: ErrorObject): string[] {
  const { additionalProperty, missingProperty } = params as Readonly<Record<string, string>>;
  switch (keyword) {
    case 'required':
      return [`${instancePath}/${String(missingProperty)}`];
    case 'additionalProperties':
      return remove(root, `${instancePath}/${escaped(String(additionalProperty))}`);
    // Arn or Create, each of which stands alone.
    case 'maxProperties': {
      const names = Object.keys((valueAt(root, instancePath) as Node | undefined) ?? {});
      const alone = names.includes('Arn') ? 'Arn' : 'Create';
      return names.filter((name) => name !== alone).flatMap((name) => remove(root, `${instancePath}/${escaped(name)}`));
    }
    default:
      return remove(root, instancePath);
  }
}

function remove(root: Node, pointer: string): string[] {
  const parent = valueAt(root, pointer.slice(0, pointer.lastIndexOf('/')));
  const last = partsOfPointer(pointer).at(-1);
  if (isNode(parent) && last !== undefined && Object.hasOwn(parent, last)) {
    // An entry of a list stays a place: the paths of the others must not move.
    if (Array.isArray(parent)) (parent as unknown[])[Number(last)] = undefined;
    else Reflect.deleteProperty(parent, last);
  }
  return [pointer];
}

function valueAt(root: unknown, pointer: string): unknown {
  // Own properties only: a key such as __proto__ leads nowhere else.
  return partsOfPointer(pointer).reduce<unknown>(
    (value, part) => (isNode(value) && Object.hasOwn(value, part) ? value[part] : undefined),
    root,
  );
}

function escaped(name: string): string {
  return name.replace(/~/g, '~0').replace(/\//g, '~1');
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}
