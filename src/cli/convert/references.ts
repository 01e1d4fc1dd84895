/** Gives references to native resources that go to the new resource instead. */
import type * as Yaml from 'yaml';
import { isMap } from '../template/template';
import { referenceOf, referencesIn, toNode, type Reference, type Value } from './expressions';
import type { Resource } from './native';
import { keyOf, plain, type Source } from './source';
import { targetOf, type Replaced } from './targets';

/** @returns what cannot be rewritten. @param added the new resource. */
export function rewriteTemplate(
  source: Source,
  {
    replaced,
    removed,
    added,
  }: { readonly replaced: Replaced; readonly removed: readonly Resource[]; readonly added: Yaml.Pair | undefined },
): string[] {
  const { yaml } = source;
  const gone = new Set(removed.map(({ id }) => id));
  const lost: string[] = [];
  const sections = source.root.items.flatMap((section) => (yaml.isMap(section.value) ? [{ section, members: section.value.items }] : []));
  for (const { section, members } of sections)
    for (const member of members) {
      const node = member.value;
      if (!yaml.isNode(node)) continue;
      const cannot = ({ logicalId, attribute }: Reference): void => {
        const reference = [logicalId, attribute].filter((part) => part !== undefined).join('.');
        lost.push(`${keyOf(section)}.${keyOf(member)} refers to ${reference}, which is gone and has no counterpart: change it by hand.`);
      };
      rewrite(source, node, { replaced, cannot });
      if (yaml.isMap(node) && keyOf(section) === 'Resources')
        rewriteDependsOn(source, node, { gone, id: replaced.isReferable && member !== added ? replaced.id : undefined });
    }
  return lost;
}

/** @param cannot receives each reference that nothing can replace. */
function rewrite(
  source: Source,
  node: Yaml.Node,
  { replaced, cannot }: { readonly replaced: Replaced; readonly cannot: (reference: Reference) => void },
): void {
  const { yaml } = source;
  const rewritten = (child: unknown): Yaml.Node | undefined => {
    if (!yaml.isNode(child)) return undefined;
    const value = plain(yaml, child);
    const reference = referenceOf(value);
    if (reference !== undefined) {
      const target = targetOf(reference, replaced);
      if (target === null) cannot(reference);
      return target === undefined || target === null ? undefined : commented(toNode(source, target), child);
    }
    if (isMap(value) && Object.keys(value).length === 1 && 'Fn::Sub' in value) return rewrittenSub(source, child, { replaced, cannot });
    rewrite(source, child, { replaced, cannot });
    return undefined;
  };
  if (yaml.isMap(node))
    for (const pair of node.items) {
      if (keyOf(pair) === 'DependsOn') continue;
      pair.value = rewritten(pair.value) ?? pair.value;
    }
  if (yaml.isSeq(node)) node.items = node.items.map((item) => rewritten(item) ?? item);
}

function commented(node: Yaml.Node, from: Yaml.Node): Yaml.Node {
  if (typeof from.comment === 'string') node.comment = from.comment;
  if (typeof from.commentBefore === 'string') node.commentBefore = from.commentBefore;
  return node;
}

function rewrittenSub(
  source: Source,
  node: Yaml.Node,
  { replaced, cannot }: { readonly replaced: Replaced; readonly cannot: (reference: Reference) => void },
): Yaml.Node | undefined {
  const { yaml } = source;
  const argument = (plain(yaml, node) as { readonly 'Fn::Sub': unknown })['Fn::Sub'];
  const [text, given] = Array.isArray(argument) ? (argument as [unknown, unknown]) : [argument, undefined];
  if (typeof text !== 'string') return undefined;
  const variables: Record<string, Value> = {};
  const changed: string[] = [];
  const written = text.replace(/\$\{([\w:]+)(?:\.([\w.]+))?\}/g, (whole, logicalId: string, attribute: string | undefined) => {
    if (attribute === undefined && isMap(given) && Object.hasOwn(given, logicalId)) return whole;
    const target = targetOf({ logicalId, attribute }, replaced);
    if (target === null) cannot({ logicalId, attribute });
    if (target === undefined || target === null) return whole;
    changed.push(whole);
    if (typeof target === 'string') return target;
    const reference = referenceOf(target);
    if (reference !== undefined) return `\${${[reference.logicalId, reference.attribute].filter((part) => part !== undefined).join('.')}}`;
    const name = `${logicalId}${attribute ?? 'Name'}`.replace(/\W/g, '');
    variables[name] = target;
    return `\${${name}}`;
  });
  const inner = givenNode(source, node);
  if (inner !== undefined) rewrite(source, inner, { replaced, cannot });
  if (changed.length === 0) return undefined;
  const texts = textNode(source, node);
  const isAlone = inner === undefined && Object.keys(variables).length === 0;
  // What is left of a text that named one thing alone may be that thing, or a plain text.
  const reference = referenceOf({ 'Fn::Sub': written });
  if (isAlone && reference === undefined && !written.includes('${')) return commented(toNode(source, written), node);
  const scalar = texts.clone();
  if (!yaml.isScalar(scalar)) return undefined;
  delete scalar.tag;
  scalar.value = written;
  if (isAlone) return commented(toNode(source, { 'Fn::Sub': scalar }), node);
  const map = inner ?? new yaml.YAMLMap();
  for (const [name, value] of Object.entries(variables)) map.items.push(new yaml.Pair(toNode(source, name), toNode(source, value)));
  return commented(toNode(source, { 'Fn::Sub': [scalar, map] }), node);
}

/** The argument of a Fn::Sub, in either form. */
function argumentOf({ yaml }: Source, node: Yaml.Node): unknown {
  return yaml.isMap(node) ? node.items[0]?.value : node;
}

function textNode(source: Source, node: Yaml.Node): Yaml.Scalar {
  const argument = argumentOf(source, node);
  return (source.yaml.isSeq(argument) ? argument.items[0] : argument) as Yaml.Scalar;
}

function givenNode(source: Source, node: Yaml.Node): Yaml.YAMLMap | undefined {
  const argument = argumentOf(source, node);
  const given = source.yaml.isSeq(argument) ? argument.items[1] : undefined;
  return source.yaml.isMap(given) ? given : undefined;
}

/** @returns the names that a DependsOn has then; undefined: it stays. */
function rewriteDependsOn(
  source: Source,
  map: Yaml.YAMLMap,
  { gone, id }: { readonly gone: ReadonlySet<string>; readonly id: string | undefined },
): void {
  const written = plain(source.yaml, map.get('DependsOn', true));
  const names = (Array.isArray(written) ? written : [written]).filter((name): name is string => typeof name === 'string' && name !== '');
  if (!names.some((name) => gone.has(name))) return;
  // A reference is a dependency already.
  const { DependsOn: _names, ...rest } = plain(source.yaml, map) as Readonly<Record<string, unknown>>;
  const isReferredTo = referencesIn(rest).some(({ logicalId }) => logicalId === id);
  const kept = [...new Set(names.flatMap((name) => (gone.has(name) ? (id === undefined || isReferredTo ? [] : [id]) : [name])))];
  const [first] = kept;
  if (first === undefined) map.delete('DependsOn');
  else
    map.set(
      source.yaml.isScalar(map.items[0]?.key) ? keyNodeOf(source, map) : 'DependsOn',
      toNode(source, kept.length === 1 ? first : kept),
    );
}

function keyNodeOf({ yaml }: Source, map: Yaml.YAMLMap): unknown {
  return map.items.find(({ key }) => yaml.isScalar(key) && key.value === 'DependsOn')?.key ?? 'DependsOn';
}
