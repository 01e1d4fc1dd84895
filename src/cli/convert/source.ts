import type * as Yaml from 'yaml';
import { usageProblem } from '../template/problem';

/** A template as somebody wrote it, to be changed and printed. */
export interface Source {
  readonly yaml: typeof Yaml;
  readonly file: string;
  readonly text: string;
  readonly document: Yaml.Document;
  readonly root: Yaml.YAMLMap;
  readonly resources: Yaml.YAMLMap;
  readonly isJson: boolean;
  /** Whether aliases had to be written out, because what they stand for may move or go. */
  readonly hadAliases: boolean;
}

/** @param text what loadTemplate has accepted. */
export function readSource(yaml: typeof Yaml, text: string, file: string): Source {
  // Every scalar stays the text that it is, and is printed like that.
  const document = yaml.parseDocument(text, { schema: 'failsafe', version: '1.1', prettyErrors: false, logLevel: 'silent' });
  const hadAliases = writeOutAliases(yaml, document);
  const root = document.contents;
  const resources = yaml.isMap(root) ? root.get('Resources', true) : undefined;
  if (!yaml.isMap(root) || !yaml.isMap(resources)) throw usageProblem(`${file} is no template: it has no Resources.`);
  return { yaml, file, text, document, root: root, resources, isJson: isJson(text), hadAliases };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function writeOutAliases(yaml: typeof Yaml, document: Yaml.Document): boolean {
  const aliases: Yaml.Alias[] = [];
  yaml.visit(document, {
    Alias: (_, alias) => {
      aliases.push(alias);
      const found: unknown = alias.resolve(document);
      return yaml.isNode(found) ? (found.clone() as Yaml.Node) : undefined;
    },
  });
  if (aliases.length === 0) return false;
  yaml.visit(document, {
    Node: (_, node) => {
      delete (node as { anchor?: string }).anchor;
    },
  });
  yaml.visit(document, { Map: (_, map) => merge(yaml, map) });
  return true;
}

function merge(yaml: typeof Yaml, map: Yaml.YAMLMap): void {
  const isMerge = ({ key }: Yaml.Pair): boolean => yaml.isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
  const merged = map.items.filter(isMerge).flatMap(({ value }) => (yaml.isSeq(value) ? value.items : [value]));
  map.items = map.items.filter((pair) => !isMerge(pair));
  for (const other of merged)
    if (yaml.isMap(other)) for (const pair of other.items) if (!map.has(keyOf(pair))) map.items.push(pair.clone());
}

const keyComments = new WeakMap<Yaml.Node, string>();

/** Comments above the key of a value, which move with it. */
export function commentAboveKey(value: Yaml.Node): string | undefined {
  return keyComments.get(value);
}

/** The value of a key, which remembers the comments above that key. */
export function valueAt(yaml: typeof Yaml, map: unknown, key: string): Yaml.Node | undefined {
  if (!yaml.isMap(map)) return undefined;
  const index = map.items.findIndex((pair) => keyOf(pair) === key);
  const pair = map.items[index];
  if (pair === undefined || !yaml.isNode(pair.value)) return undefined;
  // Comments above the first key are the map's.
  const above = [index === 0 && map.flow !== true ? map.commentBefore : undefined, (pair.key as Yaml.Scalar).commentBefore];
  const comment = above.filter((each) => typeof each === 'string').join('\n');
  if (comment !== '') keyComments.set(pair.value, comment);
  return pair.value;
}

/** A copy that remembers the comments above the key of the value, too. */
export function copyOf<Node extends Yaml.Node | undefined>(node: Node): Node {
  if (node === undefined) return node;
  const copy = node.clone() as Node & Yaml.Node;
  const comment = keyComments.get(node);
  if (comment !== undefined) keyComments.set(copy, comment);
  return copy;
}

export function keyOf({ key }: Yaml.Pair): string {
  const { value } = key as { readonly value?: unknown };
  return String(value ?? key);
}

/** Whether a value is a list that no function makes as a whole. */
export function isPlainList({ yaml }: Pick<Source, 'yaml'>, node: unknown): node is Yaml.YAMLSeq {
  return yaml.isSeq(node) && node.tag === undefined;
}

/** The value in CloudFormation's long form; scalars are text. */
export function plain(yaml: typeof Yaml, node: unknown): unknown {
  if (!yaml.isNode(node)) return node ?? '';
  const value = contentOf(yaml, node);
  const { tag } = node as { readonly tag?: string };
  if (tag === undefined || !/^!\w/.test(tag)) return value;
  const name = tag.slice(1);
  const isPlainName = name === 'Ref' || name === 'Condition' || name.startsWith('Fn::');
  return { [isPlainName ? name : `Fn::${name}`]: name === 'GetAtt' && typeof value === 'string' ? splitOnce(value) : value };
}

function contentOf(yaml: typeof Yaml, node: Yaml.Node): unknown {
  if (yaml.isScalar(node)) return typeof node.value === 'string' ? node.value : '';
  if (yaml.isSeq(node)) return node.items.map((item) => plain(yaml, item));
  if (yaml.isMap(node)) return Object.fromEntries(node.items.map((pair) => [keyOf(pair), plain(yaml, pair.value)]));
  return '';
}

function splitOnce(text: string): readonly string[] {
  const at = text.indexOf('.');
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
