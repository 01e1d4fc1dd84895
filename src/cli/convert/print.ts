/** Prints a changed template: what was not changed stays as it is, to the letter; of YAML, also within a section. */
import type * as Yaml from 'yaml';
import { isMap } from '../template/template';
import { keyOf, type Source } from './source';

interface Unit {
  readonly pair: Yaml.Pair;
  /** Blank lines and comments above the key. */
  readonly above: readonly string[];
  readonly lines: readonly string[];
  /** Comments under the last line of the value, that are still part of it. */
  readonly below: readonly string[];
  readonly before: string;
}

/** Where each part of the template stands, taken before anything is changed. */
export interface Layout {
  readonly sections: ReadonlyMap<Yaml.Pair, { readonly unit: Unit; readonly members: ReadonlyMap<Yaml.Pair, Unit> | undefined }>;
  readonly indent: number;
  readonly areListsIndented: boolean;
  /** After the last value. */
  readonly end: readonly string[];
}

/** undefined: JSON, or YAML with sections in braces, which are printed again. */
export function layoutOf(source: Source): Layout | undefined {
  if (source.isJson) return undefined;
  const { text, root, yaml } = source;
  const lines = text.split('\n');
  const form = formOf(lines);
  const top = unitsOf(source, root, { lines, until: lines.length });
  if (top === undefined) return undefined;
  const sections = top.units.map((unit) => {
    const { value } = unit.pair;
    const from = lineOfKey(text, unit.pair);
    const members = yaml.isMap(value) && value.flow !== true && value.items.length > 0 ? value : undefined;
    const inside = members && unitsOf({ ...source, ...form }, members, { lines, until: from + unit.lines.length, after: from + 1 });
    return [unit.pair, { unit, members: inside && new Map(inside.units.map((member) => [member.pair, member])) }] as const;
  });
  return { sections: new Map(sections), ...form, end: [] };
}

function formOf(lines: readonly string[]): Pick<Layout, 'indent' | 'areListsIndented'> {
  const indented = lines.find((line) => /^ +[^\s#-]/.test(line)) ?? '  ';
  const lists = lines.flatMap((line, index) => {
    const before = /^( *)(- )?[^\s#][^#]*:\s*$/.exec(lines[index - 1] ?? '');
    const item = /^( *)- /.exec(line);
    return before === null || item === null ? [] : [(item[1] ?? '').length > (before[1] ?? '').length + (before[2] ?? '').length];
  });
  return { indent: indented.length - indented.trimStart().length, areListsIndented: lists[0] ?? true };
}

function lineOfKey(text: string, { key }: Yaml.Pair): number {
  const { range } = key as { readonly range?: readonly number[] };
  return text.slice(0, range?.[0] ?? 0).split('\n').length - 1;
}

function unitsOf(
  source: Pick<Source, 'text' | 'yaml'> & Partial<Pick<Layout, 'indent' | 'areListsIndented'>>,
  map: Yaml.YAMLMap,
  { lines, until, after = 0 }: { readonly lines: readonly string[]; readonly until: number; readonly after?: number },
): { readonly units: readonly Unit[] } | undefined {
  const starts = map.items.map((pair) => lineOfKey(source.text, pair));
  const isOneEach = starts.every((start, index) => start > (starts[index - 1] ?? -1) && /^ *["']?[\w:.]+["']?:/.test(lines[start] ?? ''));
  if (!isOneEach || map.flow === true) return undefined;
  const indentOf = (line: string): number => line.length - line.trimStart().length;
  const keyIndent = indentOf(lines[starts[0] ?? 0] ?? '');
  // Comments above a key are its own, if they are not further in than it.
  const aboves = starts.map((start, index) => {
    let from = start;
    const least = index === 0 ? after : (starts[index - 1] ?? 0) + 1;
    const isAbove = (line = ''): boolean => line.trim() === '' || (line.trimStart().startsWith('#') && indentOf(line) <= keyIndent);
    while (from > least && isAbove(lines[from - 1])) from -= 1;
    return from;
  });
  const units = map.items.map((pair, index): Unit => {
    const start = starts[index] ?? 0;
    const whole = lines.slice(start, aboves[index + 1] ?? until);
    let last = whole.length;
    const least = lastLineOfBlock(source, pair) - start + 1;
    while (last > Math.max(1, least) && /^\s*(#.*)?$/.test(whole[last - 1] ?? '')) last -= 1;
    return {
      pair,
      above: lines.slice(aboves[index] ?? 0, start),
      lines: whole.slice(0, last),
      below: whole.slice(last),
      before: printed(source.yaml, pair, source),
    };
  });
  return { units };
}

/** The last line of a value that ends in a block of text, where a # begins no comment; otherwise 0. */
function lastLineOfBlock({ text, yaml }: Pick<Source, 'text' | 'yaml'>, pair: Yaml.Pair): number {
  let node: unknown = pair.value;
  while (yaml.isCollection(node)) {
    const item: unknown = node.items.at(-1);
    node = yaml.isPair(item) ? item.value : item;
  }
  if (!yaml.isScalar(node) || !String(node.type).startsWith('BLOCK')) return 0;
  return (
    text
      .slice(0, node.range?.[1] ?? 0)
      .replace(/\s+$/, '')
      .split('\n').length - 1
  );
}

function printed(
  yaml: typeof Yaml,
  pair: Yaml.Pair,
  { indent = 2, areListsIndented = true }: Partial<Pick<Layout, 'indent' | 'areListsIndented'>>,
): string {
  const document = new yaml.Document(undefined, { schema: 'failsafe', version: '1.1' });
  const copy = pair.clone();
  if (yaml.isNode(copy.key)) delete copy.key.commentBefore;
  if (yaml.isNode(copy.key)) delete copy.key.spaceBefore;
  const map = new yaml.YAMLMap();
  map.items.push(copy);
  document.contents = map;
  return document
    .toString({ lineWidth: 0, indent, indentSeq: areListsIndented, flowCollectionPadding: false, directives: false })
    .replace(/\n$/, '');
}

export function print(source: Source, layout: Layout | undefined): string {
  if (source.isJson) return `${JSON.stringify(toJson(source, source.root), null, indentOfJson(source.text))}\n`;
  if (layout === undefined) return source.document.toString({ lineWidth: 0, flowCollectionPadding: false });
  const lines = source.root.items.flatMap((pair): readonly string[] => {
    const section = layout.sections.get(pair);
    if (section === undefined) return printed(source.yaml, pair, layout).split('\n');
    const { unit, members } = section;
    if (members === undefined || !source.yaml.isMap(pair.value)) return printedUnit(source, unit, layout, 0);
    const keyLine = unit.lines[0] ?? `${keyOf(pair)}:`;
    return [
      ...unit.above,
      keyLine,
      ...pair.value.items.flatMap((member) => printedMember(source, member, { layout, members })),
      ...unit.below,
    ];
  });
  const text = lines.join('\n');
  return text.endsWith('\n') ? text : `${text}\n`;
}

function printedMember(
  source: Source,
  member: Yaml.Pair,
  { layout, members }: { readonly layout: Layout; readonly members: ReadonlyMap<Yaml.Pair, Unit> },
): readonly string[] {
  const unit = members.get(member);
  const depth = [...members.values()].map(({ lines: [line = ''] }) => line.length - line.trimStart().length)[0] ?? layout.indent;
  if (unit !== undefined) return printedUnit(source, unit, layout, depth);
  const { commentBefore, spaceBefore } = member.key as { readonly commentBefore?: string; readonly spaceBefore?: boolean };
  const comments = commentBefore === undefined ? [] : commentBefore.split('\n').map((line) => (line === '' ? '' : `#${line}`));
  const lines = [...(spaceBefore === true ? [''] : []), ...comments, ...printed(source.yaml, member, layout).split('\n')];
  return lines.map((line) => indented(line, depth));
}

function printedUnit({ yaml }: Source, unit: Unit, layout: Layout, depth: number): readonly string[] {
  const now = printed(yaml, unit.pair, layout);
  if (now === unit.before) return [...unit.above, ...unit.lines, ...unit.below];
  const bare = unit.pair.clone();
  // What stands under the last line is printed as it was.
  if (unit.below.some((line) => line.includes('#'))) {
    let node: unknown = bare.value;
    while (yaml.isCollection(node) && node.flow !== true) {
      delete node.comment;
      const item: unknown = node.items.at(-1);
      node = yaml.isPair(item) ? item.value : item;
    }
  }
  const lines = printed(yaml, bare, layout).split('\n');
  return [...unit.above, ...lines.map((line) => indented(line, depth)), ...unit.below];
}

function indented(line: string, depth: number): string {
  return line === '' ? '' : `${' '.repeat(depth)}${line}`;
}

/** Of JSON text every scalar without quotes is a number, a boolean or null. */
function toJson(source: Pick<Source, 'yaml'>, node: unknown): unknown {
  const { yaml } = source;
  if (yaml.isScalar(node)) return node.type === 'PLAIN' ? (JSON.parse(String(node.value)) as unknown) : node.value;
  if (yaml.isSeq(node)) return node.items.map((item) => toJson(source, item));
  if (!yaml.isMap(node)) return null;
  const entries = node.items.map((pair) => [keyOf(pair), toJson(source, pair.value)] as const);
  const value: unknown = Object.fromEntries(entries);
  return isMap(value) ? value : {};
}

function indentOfJson(text: string): number {
  const [, spaces = '  '] = /\n( +)\S/.exec(text) ?? [];
  return text.includes('\n') ? spaces.length : 2;
}

/** The one pair alone, such as for --print resource. */
export function printPair(source: Source, pair: Yaml.Pair, layout: Layout | undefined): string {
  if (source.isJson) return JSON.stringify({ [keyOf(pair)]: toJson(source, pair.value) }, null, indentOfJson(source.text));
  return printed(source.yaml, pair, layout ?? {});
}
