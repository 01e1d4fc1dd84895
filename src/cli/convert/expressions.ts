/** Reads and writes values of a template, intrinsic functions among them, in the style of the file. */
import type * as Yaml from 'yaml';
import { isMap } from '../template/template';
import { commentAboveKey, plain, valueAt, type Source } from './source';

/** A node of the file, text, or a map or list of these; `undefined` members are left out. */
export type Value = Yaml.Node | string | undefined | readonly Value[] | { readonly [key: string]: Value };

export interface Reference {
  readonly logicalId: string;
  /** undefined: a Ref. */
  readonly attribute: string | undefined;
}

/** What a value refers to if it is a reference and nothing else. */
export function referenceOf(value: unknown): Reference | undefined {
  if (!isMap(value)) return undefined;
  const [name, argument] = Object.entries(value)[0] ?? [];
  if (Object.keys(value).length !== 1) return undefined;
  if (name === 'Ref' && typeof argument === 'string') return { logicalId: argument, attribute: undefined };
  if (name === 'Fn::GetAtt') {
    const [logicalId, ...attribute] = (Array.isArray(argument) ? argument : String(argument).split('.')) as unknown[];
    if (typeof logicalId !== 'string' || attribute.some((part) => typeof part !== 'string')) return undefined;
    return { logicalId, attribute: attribute.join('.') };
  }
  const text = name === 'Fn::Sub' && typeof argument === 'string' ? /^\$\{([\w:]+)(?:\.([\w.]+))?\}$/.exec(argument) : null;
  return text === null ? undefined : { logicalId: text[1] ?? '', attribute: text[2] };
}

/** Every resource and parameter that a value refers to. */
export function referencesIn(value: unknown): Reference[] {
  const own = referenceOf(value);
  if (own !== undefined) return [own];
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([name, argument]) =>
    name === 'Fn::Sub' ? [...referencesInSub(argument), ...referencesIn(argument)] : referencesIn(argument),
  );
}

function referencesInSub(argument: unknown): Reference[] {
  const [text, variables] = Array.isArray(argument) ? (argument as unknown[]) : [argument];
  const own = isMap(variables) ? Object.keys(variables) : [];
  if (typeof text !== 'string') return [];
  return [...text.matchAll(/\$\{([\w:]+)(?:\.([\w.]+))?\}/g)]
    .map(([, logicalId = '', attribute]) => ({ logicalId, attribute }))
    .filter(({ logicalId, attribute }) => attribute !== undefined || !own.includes(logicalId));
}

/** `Fn::If` with its three arguments. */
export interface Choice {
  readonly condition: string;
  readonly yes: Yaml.Node;
  readonly no: Yaml.Node;
}

export function choiceIn({ yaml }: Pick<Source, 'yaml'>, node: unknown): Choice | undefined {
  const argument = argumentOf(yaml, node, 'If');
  if (!yaml.isSeq(argument) || argument.items.length !== 3) return undefined;
  const [condition, yes, no] = argument.items as [Yaml.Node, Yaml.Node, Yaml.Node];
  return { condition: String(plain(yaml, condition)), yes, no };
}

function argumentOf(yaml: typeof Yaml, node: unknown, name: string): unknown {
  if (!yaml.isCollection(node)) return undefined;
  if (node.tag === `!${name}`) return node;
  return yaml.isMap(node) && node.items.length === 1 ? node.get(`Fn::${name}`, true) : undefined;
}

/** A list in place of a list or a map, with the comments above its first member. */
export function listLike(source: Pick<Source, 'yaml' | 'isJson'>, from: Yaml.Node, members: readonly Value[]): Yaml.Node {
  const list = toNode(source, members);
  if (typeof from.commentBefore === 'string') list.commentBefore = from.commentBefore;
  return list;
}

export function isNothing({ yaml }: Pick<Source, 'yaml'>, node: unknown): boolean {
  const reference = referenceOf(plain(yaml, node));
  return reference?.logicalId === 'AWS::NoValue';
}

export const NOTHING: Value = { Ref: 'AWS::NoValue' };

/** A value for each way in which the conditions of another one turn out. */
export function eachWay(source: Pick<Source, 'yaml'>, node: Yaml.Node | undefined, convert: (node: Yaml.Node | undefined) => Value): Value {
  const choice = choiceIn(source, node);
  if (choice === undefined) return convert(node === undefined || isNothing(source, node) ? undefined : node);
  return {
    'Fn::If': [choice.condition, eachWay(source, choice.yes, convert) ?? NOTHING, eachWay(source, choice.no, convert) ?? NOTHING],
  };
}

/** What a value is in each way in which its conditions turn out; undefined: nothing. */
export function waysOf(source: Pick<Source, 'yaml'>, node: Yaml.Node | undefined): (Yaml.Node | undefined)[] {
  const choice = choiceIn(source, node);
  if (choice === undefined) return [node === undefined || isNothing(source, node) ? undefined : node];
  return [...waysOf(source, choice.yes), ...waysOf(source, choice.no)];
}

/** The member of a map, for each way in which the map may turn out. */
export function memberOf(source: Source, node: unknown, key: string): Yaml.Node | undefined {
  const { yaml } = source;
  if (choiceIn(source, node) !== undefined && yaml.isCollection(node)) {
    const choice = choiceIn(source, node);
    const [yes, no] = [memberOf(source, choice?.yes, key), memberOf(source, choice?.no, key)];
    if (yes === undefined && no === undefined) return undefined;
    return toNode(source, { 'Fn::If': [choice?.condition ?? '', yes ?? NOTHING, no ?? NOTHING] });
  }
  return valueAt(yaml, node, key);
}

/** A new node; nodes of the file are taken as they are, with their comments. */
export function toNode(source: Pick<Source, 'yaml' | 'isJson'>, value: Value): Yaml.Node {
  const { yaml, isJson } = source;
  if (yaml.isNode(value)) return value;
  if (typeof value === 'string' || value === undefined) return scalarOf(source, value ?? '');
  if (isList(value)) {
    const list = new yaml.YAMLSeq();
    list.items = value.filter((member) => member !== undefined).map((member) => toNode(source, member));
    return list;
  }
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  const [[name, argument] = ['', undefined]] = entries;
  if (!isJson && entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::')) && argument !== undefined)
    return tagged(source, name, argument);
  const map = new yaml.YAMLMap();
  map.items = entries.map(([name, member]) => {
    const key = scalarOf(source, name);
    const comment = yaml.isNode(member) ? commentAboveKey(member) : undefined;
    if (comment !== undefined) key.commentBefore = comment;
    return new yaml.Pair(key, toNode(source, member));
  });
  return map;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function tagged(source: Pick<Source, 'yaml' | 'isJson'>, name: string, argument: Value): Yaml.Node {
  const isAttribute = name === 'Fn::GetAtt' && isList(argument);
  const node = toNode(source, isAttribute ? argument.map(String).join('.') : argument);
  const tag = `!${name.replace(/^Fn::/, '')}`;
  // A function of a function has two tags, which YAML does not know.
  if ((node.tag ?? '') !== '') {
    const map = new source.yaml.YAMLMap();
    map.items = [new source.yaml.Pair(scalarOf(source, name), node)];
    return map;
  }
  node.tag = tag;
  if (source.yaml.isSeq(node) && node.items.every((item) => isShort(source.yaml, item))) node.flow = true;
  return node;
}

function isShort(yaml: typeof Yaml, node: unknown): boolean {
  if (yaml.isScalar(node)) return true;
  return yaml.isSeq(node) && node.flow === true;
}

function scalarOf({ yaml, isJson }: Pick<Source, 'yaml' | 'isJson'>, text: string): Yaml.Scalar {
  const scalar = new yaml.Scalar(text);
  const isTyped = /^(true|false|\d+)$/.test(text);
  const isPlain = isJson ? isTyped : /^[A-Za-z0-9_/.$][\w/.:${}=+@-]*$/.test(text) && !/:$|: | #/.test(text);
  scalar.type = isPlain ? 'PLAIN' : isJson ? 'QUOTE_DOUBLE' : 'QUOTE_SINGLE';
  return scalar;
}
