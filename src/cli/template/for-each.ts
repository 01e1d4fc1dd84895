/** Loops of AWS::LanguageExtensions: `Fn::ForEach::Name: [Identifier, Collection, {Key: Value}]`. */
import { FOR_EACH, isMap } from './template';
import { problemIn, type Scope } from './scope';
import { Unknown } from './unknown';
import { keepLine } from './yaml';

/** A template makes at most 500 resources. */
const MOST_ENTRIES = 5_000;

/** The entries of a map, with what each loop makes in the loop's place. */
export function expandedEntries(map: Readonly<Record<string, unknown>>, scope: Scope): [string, unknown][] {
  const entries = Object.entries(map).flatMap(([key, value]): [string, unknown][] =>
    key.startsWith(FOR_EACH) ? loop(key, value, { scope, place: map }) : [[key, value]],
  );
  if (entries.length > MOST_ENTRIES) throw problemIn(scope, map, `the loops here make more than ${String(MOST_ENTRIES)} entries.`);
  return entries;
}

function loop(key: string, argument: unknown, { scope, place }: { readonly scope: Scope; readonly place: unknown }): [string, unknown][] {
  const [identifier, collection, body] = Array.isArray(argument) ? (argument as unknown[]) : [];
  if (typeof identifier !== 'string' || !/^\w+$/.test(identifier) || !isMap(body))
    throw problemIn(scope, place, `${key} takes [Identifier, Collection, {Key: Value}].`);
  const values = collectionOf(collection, scope);
  if (values instanceof Unknown)
    throw problemIn(
      scope,
      place,
      `${key} cannot be expanded: its collection is ${values.shown}, which only a deployment knows. Give ${optionsOf(values) || 'the list in the template.'}`,
    );
  if (!Array.isArray(values))
    throw problemIn(scope, place, `the collection of ${key} is no list. Give a list, or Ref a parameter that is one.`);
  return (values as unknown[]).flat().flatMap((value) => {
    if (value instanceof Unknown || (typeof value === 'object' && value !== null))
      throw problemIn(
        scope,
        place,
        `the collection of ${key} has an entry that is not known here: ${value instanceof Unknown ? value.shown : 'an object'}.`,
      );
    return expandedEntries(substitute(body, identifier, String(value)) as Record<string, unknown>, scope);
  });
}

function collectionOf(collection: unknown, scope: Scope): unknown {
  return scope.resolve(collection, scope);
}

function optionsOf(unknown: Unknown): string {
  return unknown.holes.flatMap(({ option }) => (option === undefined ? [] : [option])).join(' ');
}

function substitute(node: unknown, identifier: string, value: string): unknown {
  if (typeof node === 'string')
    // In a logical id only letters and digits can stand: &{Name} leaves out the rest.
    return node.replaceAll(`\${${identifier}}`, () => value).replaceAll(`&{${identifier}}`, () => value.replace(/[^A-Za-z0-9]/g, ''));
  if (Array.isArray(node))
    return keepLine(
      node.map((member) => substitute(member, identifier, value)),
      node,
    );
  if (!isMap(node)) return node;
  if (Object.keys(node).length === 1 && node['Ref'] === identifier) return value;
  return keepLine(
    Object.fromEntries(
      Object.entries(node).map(([key, member]) => [substitute(key, identifier, value) as string, substitute(member, identifier, value)]),
    ),
    node,
  );
}
