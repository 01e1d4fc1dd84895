/**
 * The ways in which a resource may turn out if a switch or a choice is unknown. No placeholder can stand for `true` or `Deny`: each value is
 * tried that the schema has. Texts keep their placeholders, which the rules of a mapping know how to compare.
 */
import type { Properties } from '../../core/properties';
import { UsageError } from '../context';
import type { UnknownValue } from '../template/place-unknown';
import { itemNode, memberNode, ROOT, type SchemaNode } from '../template/schema-node';

export interface Ways {
  readonly ways: readonly Properties[];
  readonly dependsOn: readonly string[];
}

/** What a sign-in depends on. */
const MATTERS =
  /^\/(AllowUnauthenticatedIdentities|(Una|A)uthenticatedRole\/Create|RoleMappings\/\d+\/(AmbiguousRoleResolution|Type|Rules\/\d+\/MatchType|IdentityProvider\/LoginProvider))$/;

const MOST_WAYS = 256;

export function waysToTurnOut(properties: Properties, unknown: ReadonlyMap<string, UnknownValue>): Ways {
  const open = [...unknown].filter(([pointer, { assumed }]) => assumed !== undefined && MATTERS.test(pointer));
  const ways = open.reduce<Properties[]>(
    (known, [pointer]) => {
      const values = valuesAt(pointer);
      if (known.length * values.length > MOST_WAYS)
        throw new UsageError(
          `Too much of the resource is known to a deployment only: ${open.map(([, { shown }]) => shown).join(', ')}. Give ${open.flatMap(([, { options }]) => options).join(' ')}.`,
        );
      return known.flatMap((way) => values.map((value) => withValue(way, pointer, value)));
    },
    [properties],
  );
  return { ways, dependsOn: [...new Set(open.map(([, { shown }]) => `what ${shown} is`))] };
}

function valuesAt(pointer: string): readonly unknown[] {
  const node = keysOf(pointer).reduce<SchemaNode | undefined>(
    (parent, key) => (/^\d+$/.test(key) ? itemNode(parent) : memberNode(parent, key)),
    ROOT,
  );
  return node?.enum ?? [true, false];
}

function keysOf(pointer: string): string[] {
  return pointer.split('/').slice(1);
}

function withValue(properties: Properties, pointer: string, value: unknown): Properties {
  const copy = structuredClone(properties);
  const keys = keysOf(pointer);
  const last = keys.pop() ?? '';
  const parent = keys.reduce<unknown>((member, key) => (member as Readonly<Record<string, unknown>>)[key], copy);
  (parent as Record<string, unknown>)[last] = value;
  return copy;
}
