/** Takes apart what templates put together as one text, with Fn::Sub and Fn::Join. */
import type * as Yaml from 'yaml';
import { isMap } from '../template/template';
import { eachWay, referenceOf, type Value } from './expressions';
import { plain, type Source } from './source';

/** The id at the end of `cognito-idp.REGION.amazonaws.com/ID`. */
export function userPoolIdOf(source: Source, node: Yaml.Node | undefined): Value {
  return eachWay(source, node, (each) => idAtEnd(plain(source.yaml, each)) ?? { 'Fn::Select': ['1', { 'Fn::Split': ['/', each] }] });
}

/** undefined: it is no text that ends in an id. */
export function idAtEnd(value: unknown): Value {
  if (typeof value === 'string') return value.includes('/') ? value.slice(value.lastIndexOf('/') + 1) : undefined;
  const reference = referenceOf(value);
  if (reference?.attribute === 'ProviderName') return { Ref: reference.logicalId };
  if (!isMap(value)) return undefined;
  const text = subText(value['Fn::Sub']);
  if (text !== undefined) return idOfSub(text);
  const joined = value['Fn::Join'];
  if (!Array.isArray(joined)) return undefined;
  const [delimiter, parts] = joined as [unknown, unknown];
  if (!Array.isArray(parts) || parts.length < 2) return undefined;
  const before: unknown = parts.at(-2);
  const ends = delimiter === '/' || (delimiter === '' && typeof before === 'string' && before.endsWith('/'));
  return ends ? toValue(parts.at(-1)) : delimiter === '' && typeof parts.at(-1) === 'string' ? idAtEnd(parts.at(-1)) : undefined;
}

/** The text of a Fn::Sub, its own variables written out; undefined: it is none, or one of them is more than a reference. */
function subText(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (!Array.isArray(argument)) return undefined;
  const [text, variables] = argument as [unknown, unknown];
  if (typeof text !== 'string' || !isMap(variables)) return undefined;
  const written = new Map(Object.entries(variables).map(([name, value]) => [name, partOfText(value)]));
  if ([...written.values()].includes(undefined)) return undefined;
  return text.replace(/\$\{(\w+)\}/g, (whole, name: string) => written.get(name) ?? whole);
}

/** A text or a reference as a Fn::Sub has it. */
function partOfText(part: unknown): string | undefined {
  if (typeof part === 'string') return part;
  const reference = referenceOf(part);
  return reference && `\${${[reference.logicalId, reference.attribute].filter((each) => each !== undefined).join('.')}}`;
}

export function idOfSub(text: string): Value {
  const id = text.slice(text.lastIndexOf('/') + 1);
  const [, name, attribute] = /^\$\{([\w:]+)(?:\.([\w.]+))?\}$/.exec(id) ?? [];
  if (name === undefined) return text.includes('/') && !id.includes('$') ? id : text.includes('/') ? { 'Fn::Sub': id } : undefined;
  if (!text.includes('/')) return attribute === 'ProviderName' ? { Ref: name } : undefined;
  return attribute === undefined ? { Ref: name } : { 'Fn::GetAtt': [name, attribute] };
}

/** A value in the long form, to be written again. */
function toValue(value: unknown): Value {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(toValue);
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toValue(member)])) : undefined;
}

/** A join of texts and Refs as a Fn::Sub has it. */
function joinedText(value: Readonly<Record<string, unknown>>): string | undefined {
  const joined = value['Fn::Join'];
  if (!Array.isArray(joined) || !Array.isArray(joined[1]) || typeof joined[0] !== 'string') return undefined;
  const parts = (joined[1] as unknown[]).map(partOfText);
  return parts.includes(undefined) ? undefined : parts.join(joined[0]);
}

/** What a part of the text of a Fn::Sub is alone. */
export function subOf(text: string): Value {
  const reference = referenceOf({ 'Fn::Sub': text });
  if (reference === undefined) return text.includes('${') ? { 'Fn::Sub': text } : text;
  return reference.attribute === undefined ? { Ref: reference.logicalId } : { 'Fn::GetAtt': [reference.logicalId, reference.attribute] };
}

/** What a function puts together, as the text of a Fn::Sub; undefined: it is more than texts and references. */
export function madeText(value: unknown): string | undefined {
  return isMap(value) ? (subText(value['Fn::Sub']) ?? joinedText(value)) : undefined;
}
