/** What intrinsic functions give, as far as the template and the command line say; the rest is Unknown. */
import { expandedEntries } from './for-each';
import { isTrue } from './conditions';
import { optionFor } from './given';
import { forEach } from './problem';
import { attribute, reference } from './references';
import { NOTHING, OpenComparison, problemIn, type Scope } from './scope';
import { argumentOf } from './source';
import { FOR_EACH, isMap, TRANSFORM } from './template';
import { joined, Unknown } from './unknown';
import { keepLine } from './yaml';

/** A map into which a macro may put more than the template shows. */
export const OPEN = Symbol('a macro may add to this map');

/** Deeper than any template: what goes further leads back to itself. */
const DEEPEST = 300;

/** The value with every function replaced by what it gives; undefined for AWS::NoValue. */
export function resolve(value: unknown, scope: Scope): unknown {
  const resolved = resolveAny(value, scope);
  return resolved === NOTHING ? undefined : resolved;
}

function resolveAny(value: unknown, scope: Scope): unknown {
  if (scope.path.length > DEEPEST) throw problemIn(scope, value, 'the template is nested too deeply here.');
  if (typeof value === 'string') return withReferences(value, scope);
  if (Array.isArray(value))
    return keepLine(
      forEach(value, (member: unknown) => resolveAny(member, scope)).filter((member) => member !== NOTHING),
      value,
    );
  if (!isMap(value)) return value;
  const keys = Object.keys(value);
  const name = keys.find(isFunction);
  if (name !== undefined && name !== TRANSFORM && keys.length > 1)
    throw problemIn(
      scope,
      value,
      `${name} stands beside ${keys.filter((key) => key !== name).join(', ')}. A function stands alone in its map.`,
    );
  if (name !== undefined && keys.length === 1) return call(name, value[name], scope, value);
  return resolveMap(value, scope);
}

function isFunction(key: string): boolean {
  return key === 'Ref' || (key.startsWith('Fn::') && !key.startsWith(FOR_EACH));
}

function resolveMap(map: Readonly<Record<string, unknown>>, scope: Scope): object {
  const written = expandedEntries(map, scope).filter(([key]) => key !== TRANSFORM);
  const entries = forEach(written, ([key, member]) => {
    if (member === null) throw problemIn(scope, map, `${key} is empty. Give it a value, or take it out.`, key);
    return [key, resolveAny(member, scope)] as const;
  }).filter(([, member]) => member !== NOTHING);
  const resolved = keepLine(Object.fromEntries(entries), map);
  if (Object.hasOwn(map, TRANSFORM)) Object.defineProperty(resolved, OPEN, { value: unknownCall(TRANSFORM, map[TRANSFORM]) });
  return resolved;
}

/** `{{resolve:ssm:/name}}` and the like: what stands there is looked up by the deployment. */
function withReferences(text: string, scope: Scope): string | Unknown {
  if (!text.includes('{{resolve:')) return text;
  return joined(
    text.split(/(\{\{resolve:[^{}]+\}\})/).map((part) => {
      if (!part.startsWith('{{resolve:')) return part;
      return scope.given.parameters.get(part) ?? Unknown.of({ shown: part, form: 'text', option: optionFor(part) });
    }),
  );
}

/** Several texts in one, in which a dynamic reference may come together. */
function joinedTexts(texts: readonly (string | Unknown)[], scope: Scope): string | Unknown {
  const whole = joined(texts);
  if (typeof whole === 'string') return withReferences(whole, scope);
  return joined(whole.parts.map((part) => (typeof part === 'string' ? withReferences(part, scope) : Unknown.of(part))));
}

/** Of these only text comes. */
const OF_TEXT = ['Fn::Base64', 'Fn::ImportValue', 'Fn::Join', 'Fn::Length'];

function unknownCall(name: string, argument: unknown, option?: string): Unknown {
  const form = OF_TEXT.includes(name) ? 'text' : 'any';
  return Unknown.of({ shown: `\${${name.replace(/^Fn::/, '')} ${argumentOf(argument)}}`, form, option });
}

type Call = (argument: unknown, scope: Scope, place: Readonly<Record<string, unknown>>) => unknown;

const CALLS: Readonly<Record<string, Call>> = {
  Ref: (argument, scope, place) => {
    if (typeof argument !== 'string') throw problemIn(scope, place, 'Ref takes the name of a parameter or a resource.');
    return reference(argument, scope, place);
  },
  'Fn::GetAtt': getAtt,
  'Fn::Sub': substitute,
  'Fn::Join': join,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::If': choose,
  'Fn::FindInMap': findInMap,
  'Fn::ImportValue': importValue,
  'Fn::Base64': (argument, scope, place) => {
    const text = textOf(resolveAny(argument, scope), scope, place);
    return typeof text === 'string' ? Buffer.from(text).toString('base64') : unknownCall('Fn::Base64', argument);
  },
  'Fn::ToJsonString': (argument, scope) => toJson(resolveAny(argument, scope), scope),
  'Fn::Length': (argument, scope, place) => {
    const list = resolveAny(argument, scope);
    if (list instanceof Unknown) return unknownCall('Fn::Length', argument);
    if (!Array.isArray(list)) throw problemIn(scope, place, 'Fn::Length takes a list.');
    return list.length;
  },
};

/** A function that is not in the table is a deployment's own: a macro, Fn::GetAZs, Fn::Cidr, or one that is newer than this tool. */
function call(name: string, argument: unknown, scope: Scope, place: Readonly<Record<string, unknown>>): unknown {
  const known = Object.hasOwn(CALLS, name) ? CALLS[name] : undefined;
  return known === undefined ? unknownCall(name, argument) : known(argument, { ...scope, path: [...scope.path, name] }, place);
}

function getAtt(argument: unknown, scope: Scope, place: Readonly<Record<string, unknown>>): unknown {
  const [name, ...path] = typeof argument === 'string' ? argument.split('.') : Array.isArray(argument) ? (argument as unknown[]) : [];
  if (typeof name !== 'string' || path.length === 0) throw problemIn(scope, place, 'Fn::GetAtt takes a resource and an attribute of it.');
  const parts = path.map((part) => textOf(resolveAny(part, scope), scope, place));
  if (!parts.every(isKnown)) return unknownCall('Fn::GetAtt', argument);
  return attribute(name, parts.join('.'), scope, place);
}

function isKnown(text: string | Unknown): text is string {
  return typeof text === 'string';
}

/** @param place for the message if it is no text. */
function textOf(value: unknown, scope: Scope, place: Readonly<Record<string, unknown>>): string | Unknown {
  if (typeof value === 'string' || value instanceof Unknown) return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const name = Object.keys(place)[0] ?? '';
  throw problemIn(
    scope,
    place,
    `${name} takes text here, not ${Array.isArray(value) ? 'a list' : value === NOTHING ? 'AWS::NoValue' : 'a map'}.`,
  );
}

function argumentsOf(argument: unknown, scope: Scope, place: Readonly<Record<string, unknown>>): unknown[] {
  if (!Array.isArray(argument)) throw problemIn(scope, place, `${Object.keys(place)[0] ?? ''} takes a list.`);
  return argument as unknown[];
}

function join(argument: unknown, scope: Scope, place: Readonly<Record<string, unknown>>): unknown {
  const [separator, list] = argumentsOf(argument, scope, place);
  const members = resolveAny(list, scope);
  if (members instanceof Unknown) return unknownCall('Fn::Join', argument);
  if (typeof separator !== 'string' || !Array.isArray(members)) throw problemIn(scope, place, 'Fn::Join takes [separator, [text, ...]].');
  const texts = members.map((member) => textOf(member, scope, place));
  return joinedTexts(
    texts.flatMap((text, index) => (index === 0 ? [text] : [separator, text])),
    scope,
  );
}

function select(argument: unknown, scope: Scope, place: Readonly<Record<string, unknown>>): unknown {
  const [given, list] = argumentsOf(argument, scope, place);
  const index = textOf(resolveAny(given, scope), scope, place);
  const members = resolveAny(list, scope);
  if (index instanceof Unknown || members instanceof Unknown) return unknownCall('Fn::Select', argument);
  if (!Array.isArray(members) || !/^\d+$/.test(index)) throw problemIn(scope, place, 'Fn::Select takes [index, list].');
  if (Number(index) >= members.length)
    throw problemIn(scope, place, `Fn::Select asks for entry ${index} of a list of ${String(members.length)}; the first is 0.`);
  return members[Number(index)] as unknown;
}

function split(argument: unknown, scope: Scope, place: Readonly<Record<string, unknown>>): unknown {
  const [separator, whole] = argumentsOf(argument, scope, place);
  const text = textOf(resolveAny(whole, scope), scope, place);
  if (typeof separator !== 'string' || separator === '') throw problemIn(scope, place, 'Fn::Split takes [separator, text].');
  if (typeof text === 'string') return text.split(separator);
  // Only a text in which the separator stands between known parts can be split without knowing the rest.
  return text.hole === undefined && text.parts.every((part) => typeof part === 'string' || part.form === 'accountId')
    ? splitKnown(text, separator)
    : unknownCall('Fn::Split', argument);
}

function splitKnown({ parts }: Unknown, separator: string): (string | Unknown)[] {
  const members: (string | Unknown)[][] = [[]];
  for (const part of parts) {
    const [first = '', ...rest] = typeof part === 'string' ? part.split(separator) : [Unknown.of(part)];
    members.at(-1)?.push(first);
    for (const member of rest) members.push([member]);
  }
  return members.map((member) => joined(member));
}

function choose(argument: unknown, scope: Scope, place: Readonly<Record<string, unknown>>): unknown {
  const members = argumentsOf(argument, scope, place);
  if (members.length !== 3) throw problemIn(scope, place, 'Fn::If takes [condition, value if true, value if false].');
  const [condition, then, otherwise] = members;
  try {
    return resolveAny(isTrue(condition, scope, place) ? then : otherwise, scope);
  } catch (error) {
    if (!(error instanceof OpenComparison) || scope.missing.size === 0) throw error;
    // The parameter behind the condition has no value, and the message names all that have none.
    resolveAny(otherwise, scope);
    return resolveAny(then, scope);
  }
}

function findInMap(argument: unknown, scope: Scope, place: Readonly<Record<string, unknown>>): unknown {
  const [map, top, second, options] = argumentsOf(argument, scope, place);
  const keys = [map, top, second].map((key) => textOf(resolveAny(key, scope), scope, place));
  if (!keys.every(isKnown)) return unknownCall('Fn::FindInMap', argument);
  const found = keys.reduce<unknown>(
    (level, key) => (isMap(level) && Object.hasOwn(level, key) ? level[key] : undefined),
    scope.template.Mappings,
  );
  if (found !== undefined && found !== null) return isMap(found) ? found : resolveAny(found, scope);
  if (isMap(options) && Object.hasOwn(options, 'DefaultValue')) return resolveAny(options['DefaultValue'], scope);
  // An included file may bring the mapping.
  if (scope.template.hasMacros) return unknownCall('Fn::FindInMap', argument);
  throw problemIn(scope, place, `Mappings has no ${keys.join('.')}. Add it, or give Fn::FindInMap a DefaultValue.`);
}

function importValue(argument: unknown, scope: Scope, place: Readonly<Record<string, unknown>>): unknown {
  const name = textOf(resolveAny(argument, scope), scope, place);
  if (name instanceof Unknown)
    return unknownCall('Fn::ImportValue', argument, name.holes.find(({ option }) => option !== undefined)?.option);
  return (
    scope.given.imports.get(name) ??
    unknownCall('Fn::ImportValue', name, `--import ${/[^\w.:/-]/.test(name) ? `'${name}=...'` : `${name}=...`}`)
  );
}

function substitute(argument: unknown, scope: Scope, place: Readonly<Record<string, unknown>>): unknown {
  const [text, own] = Array.isArray(argument) ? (argument as unknown[]) : [argument];
  if ((typeof text !== 'string' && typeof text !== 'number') || (own !== undefined && !isMap(own)))
    throw problemIn(scope, place, 'Fn::Sub takes a text, or [text, {Name: value}].');
  // Every second piece is a name.
  const pieces = String(text).split(/\$\{(!?[^}]*)\}/);
  return joinedTexts(
    forEach([...pieces.entries()], ([index, piece]) => (index % 2 === 0 ? piece : named(piece, own, scope, place))),
    scope,
  );
}

function named(name: string, own: unknown, scope: Scope, place: Readonly<Record<string, unknown>>): string | Unknown {
  if (name.startsWith('!')) return `\${${name.slice(1)}}`;
  const trimmed = name.trim();
  const [id = '', ...path] = trimmed.split('.');
  const value =
    isMap(own) && Object.hasOwn(own, trimmed)
      ? resolveAny(own[trimmed], scope)
      : path.length > 0
        ? attribute(id, path.join('.'), scope, place)
        : reference(trimmed, scope, place);
  return textOf(
    Array.isArray(value) ? joined(value.flatMap((member, index) => [...(index === 0 ? [] : [',']), textOf(member, scope, place)])) : value,
    scope,
    place,
  );
}

/** JSON with what is unknown in its place: as text it stands in quotes. */
function toJson(value: unknown, scope: Scope): string | Unknown {
  if (value instanceof Unknown) return value.hole === undefined ? joined(['"', ...jsonParts(value), '"']) : joined(['"', value, '"']);
  if (Array.isArray(value)) return joined(['[', ...separated(value.map((member) => toJson(member, scope))), ']']);
  if (!isMap(value)) return JSON.stringify(value === NOTHING ? null : value);
  const members = Object.entries(value).map(([key, member]) => joined([`${JSON.stringify(key)}:`, toJson(member, scope)]));
  return joined(['{', ...separated(members), '}']);
}

function jsonParts({ parts }: Unknown): (string | Unknown)[] {
  return parts.map((part) => (typeof part === 'string' ? JSON.stringify(part).slice(1, -1) : Unknown.of(part)));
}

function separated(texts: readonly (string | Unknown)[]): (string | Unknown)[] {
  return texts.flatMap((text, index) => (index === 0 ? [text] : [',', text]));
}
