/** Reads YAML the way CloudFormation does: version 1.1, short tags for functions, dates as text. JSON is YAML too. */
import type * as Yaml from 'yaml';
import type { UsageError } from '../context';
import { problemAt, usageProblem } from './problem';

const lines = new WeakMap<object, number>();
const linesOfKeys = new WeakMap<object, ReadonlyMap<string, number>>();

/** The line on which a map, a list or a function of a template begins, or on which a key of the map or an entry of the list stands. */
export function lineOf(value: unknown, key?: string): number | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return (key === undefined ? undefined : linesOfKeys.get(value)?.get(key)) ?? lines.get(value);
}

/** For a copy of a part of a template. */
export function keepLine<Copy extends object>(copy: Copy, original: object): Copy {
  const line = lines.get(original);
  const keyLines = linesOfKeys.get(original);
  if (line !== undefined) lines.set(copy, line);
  // Entries of a list move up where one before them is left out.
  const isMoved = Array.isArray(copy) && Array.isArray(original) && copy.length !== original.length;
  if (keyLines !== undefined && !isMoved) linesOfKeys.set(copy, keyLines);
  return copy;
}

/** CloudFormation takes one megabyte of template; aliases of aliases can stand for any amount. */
const MOST_NODES = 200_000;
const DEEPEST = 400;

interface Converted {
  readonly value: unknown;
  readonly size: number;
}

interface Reading {
  readonly file: string;
  readonly lineAt: (offset: number) => number;
  /** What each anchor stands for so far; undefined while its own value is being read. */
  readonly anchors: Map<string, Converted | undefined>;
  depth: number;
}

/** @param yaml the library, which the caller loads only when there is something to read. */
export function readYaml(yaml: typeof Yaml, text: string, file: string): unknown {
  const lineCounter = new yaml.LineCounter();
  const reading: Reading = {
    file,
    lineAt: (offset) => lineCounter.linePos(offset).line,
    anchors: new Map(),
    depth: 0,
  };
  const document = parsed(yaml, text, { file, lineCounter });
  const [error] = document.errors;
  if (error !== undefined) throw syntaxError(error, text, reading);
  return convert(yaml, document.contents, reading).value;
}

function parsed(
  { parseDocument }: typeof Yaml,
  text: string,
  { file, lineCounter }: { readonly file: string; readonly lineCounter: Yaml.LineCounter },
): Yaml.Document.Parsed {
  try {
    // Every scalar comes as it is written: what it means to CloudFormation is decided here.
    return parseDocument(text, { schema: 'failsafe', version: '1.1', lineCounter, prettyErrors: false, logLevel: 'error' });
  } catch (error) {
    const why = error instanceof RangeError ? 'it is nested too deeply' : 'it cannot be parsed';
    throw usageProblem(`${file} is neither YAML nor JSON: ${why}.`);
  }
}

function syntaxError(
  { code, message, pos }: Pick<Yaml.YAMLParseError, 'code' | 'message' | 'pos'>,
  text: string,
  { file, lineAt }: Reading,
): UsageError {
  const line = lineAt(pos[0]);
  if (code !== 'DUPLICATE_KEY') return usageProblem(`${file} is neither YAML nor JSON: line ${String(line)}: ${oneLine(message)}.`);
  const key = /^["']?([^"':\n]*)/.exec(text.slice(pos[0], pos[0] + 200))?.[1] ?? '';
  return problemAt(file, line, `${key} is there twice in one map. Remove one of them.`);
}

function oneLine(message: string): string {
  return message.replace(/\s+/g, ' ').replace(/\.$/, '').trim();
}

function convert(yaml: typeof Yaml, node: unknown, reading: Reading): Converted {
  reading.depth += 1;
  if (reading.depth > DEEPEST) throw usageProblem(`${reading.file} is nested too deeply: ${String(DEEPEST)} levels.`);
  const converted = yaml.isAlias(node) ? convertAlias(node, reading) : convertNode(yaml, node, reading);
  reading.depth -= 1;
  if (converted.size > MOST_NODES)
    throw usageProblem(`${reading.file} is too large: with its aliases it has more than ${String(MOST_NODES)} values.`);
  return converted;
}

function convertAlias(node: Yaml.Alias, { file, lineAt, anchors }: Reading): Converted {
  const line = lineAt(node.range?.[0] ?? 0);
  if (!anchors.has(node.source))
    throw problemAt(file, line, `*${node.source} is an alias of nothing. Put &${node.source} before what it stands for, further up.`);
  const converted = anchors.get(node.source);
  if (converted === undefined) throw problemAt(file, line, `*${node.source} is an alias of what it is part of. Write the value out.`);
  return converted;
}

function convertNode(yaml: typeof Yaml, node: unknown, reading: Reading): Converted {
  if (!yaml.isNode(node) || yaml.isAlias(node)) return { value: null, size: 1 };
  const { anchor } = node as { readonly anchor?: string };
  if (anchor !== undefined) reading.anchors.set(anchor, undefined);
  const converted = withTag(yaml, node, reading);
  if (anchor !== undefined) reading.anchors.set(anchor, converted);
  return converted;
}

const PLAIN_TAGS = new Set(['!', 'tag:yaml.org,2002:str', 'tag:yaml.org,2002:map', 'tag:yaml.org,2002:seq']);
const TYPED_TAGS = new Set(['int', 'float', 'bool', 'null'].map((name) => `tag:yaml.org,2002:${name}`));

function withTag(yaml: typeof Yaml, node: Yaml.ParsedNode | Yaml.Node, reading: Reading): Converted {
  const { tag } = node as { readonly tag?: string };
  if (tag === undefined) return content(yaml, node, reading, true);
  if (PLAIN_TAGS.has(tag)) return content(yaml, node, reading, false);
  if (TYPED_TAGS.has(tag)) return content(yaml, node, reading, true);
  const line = reading.lineAt(node.range?.[0] ?? 0);
  if (!/^!\w[\w:]*$/.test(tag)) throw problemAt(reading.file, line, `CloudFormation does not know the tag ${shortTag(tag)}. Leave it out.`);
  const { value, size } = content(yaml, node, reading, false);
  const name = tag.slice(1);
  const argument = name === 'GetAtt' && typeof value === 'string' ? splitOnce(value) : value;
  return { value: placed({ [functionName(name)]: argument }, line), size: size + 1 };
}

function shortTag(tag: string): string {
  return tag.replace(/^tag:yaml\.org,2002:/, '!!');
}

function functionName(name: string): string {
  return name === 'Ref' || name === 'Condition' || name.startsWith('Fn::') ? name : `Fn::${name}`;
}

function splitOnce(text: string): unknown {
  const at = text.indexOf('.');
  return at < 0 ? text : [text.slice(0, at), text.slice(at + 1)];
}

function placed<Value extends object>(value: Value, line: number): Value {
  lines.set(value, line);
  return value;
}

/** @param isTyped whether a scalar without quotes may be a number, a boolean or nothing. */
function content(yaml: typeof Yaml, node: Yaml.Node, reading: Reading, isTyped: boolean): Converted {
  if (yaml.isScalar(node)) {
    const text = scalarText(node);
    return { value: isTyped && node.type === 'PLAIN' ? typedScalar(text) : text, size: 1 };
  }
  const line = reading.lineAt(node.range?.[0] ?? 0);
  if (yaml.isSeq(node)) {
    const members = node.items.map((item) => convert(yaml, item, reading));
    const list = members.map(({ value }) => value);
    linesOfKeys.set(list, new Map(node.items.map((item, index) => [String(index), reading.lineAt((item as Yaml.Node).range?.[0] ?? 0)])));
    return { value: placed(list, line), size: sizeOf(members) };
  }
  return yaml.isMap(node) ? convertMap(yaml, node, reading) : { value: null, size: 1 };
}

/** Under the failsafe schema every scalar is a text. */
function scalarText({ value }: Yaml.Scalar): string {
  return typeof value === 'string' ? value : '';
}

function sizeOf(members: readonly Converted[]): number {
  return members.reduce((sum, { size }) => sum + size, 1);
}

function convertMap(yaml: typeof Yaml, node: Yaml.YAMLMap, reading: Reading): Converted {
  const line = reading.lineAt(node.range?.[0] ?? 0);
  const own = new Map<string, unknown>();
  const merged = new Map<string, unknown>();
  const keyLines = new Map<string, number>();
  let size = 1;
  for (const { key, value } of node.items) {
    const name = convert(yaml, key, reading);
    if (!yaml.isScalar(key) && !yaml.isAlias(key))
      throw problemAt(reading.file, line, 'a key of this map is not text. Write the key as text.');
    const member = convert(yaml, value, reading);
    size += member.size;
    if (yaml.isScalar(key) && key.type === 'PLAIN' && key.value === '<<') {
      for (const [inherited, inheritedValue] of entriesToMerge(member.value, line, reading))
        if (!merged.has(inherited)) merged.set(inherited, inheritedValue);
    } else {
      const text = yaml.isScalar(key) ? scalarText(key) : String(name.value);
      own.set(text, member.value);
      keyLines.set(text, reading.lineAt(key.range?.[0] ?? 0));
    }
  }
  // fromEntries defines own properties, so that a key such as __proto__ stays a key.
  const map = Object.fromEntries(new Map([...merged, ...own]));
  linesOfKeys.set(map, keyLines);
  return { value: placed(map, line), size };
}

function entriesToMerge(value: unknown, line: number, { file }: Reading): [string, unknown][] {
  const maps: unknown[] = Array.isArray(value) ? value : [value];
  return maps.flatMap((map) => {
    if (typeof map !== 'object' || map === null || Array.isArray(map))
      throw problemAt(file, line, '<< merges something that is not a map. Give the alias of a map.');
    return Object.entries(map);
  });
}

/** As YAML 1.1 has it. A number that would lose digits stays text, and so does every date. */
function typedScalar(text: string): unknown {
  if (/^(~|null|Null|NULL|)$/.test(text)) return null;
  if (/^(yes|Yes|YES|true|True|TRUE|on|On|ON)$/.test(text)) return true;
  if (/^(no|No|NO|false|False|FALSE|off|Off|OFF)$/.test(text)) return false;
  if (/^[-+.]?\d/.test(text)) return typedNumber(text.replace(/_/g, '')) ?? text;
  return text;
}

function typedNumber(text: string): number | string | undefined {
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[-+]/, '');
  if (/^(0|[1-9]\d*)$/.test(digits)) {
    const number = sign * Number(digits);
    return Number.isSafeInteger(number) ? number : `${sign < 0 ? '-' : ''}${digits}`;
  }
  if (/^0[0-7]+$/.test(digits)) return sign * Number.parseInt(digits, 8);
  if (/^0x[\da-fA-F]+$/.test(digits)) return sign * Number.parseInt(digits.slice(2), 16);
  if (/^0b[01]+$/.test(digits)) return sign * Number.parseInt(digits.slice(2), 2);
  if (/^[1-9]\d*(:[0-5]?\d)+$/.test(digits)) return sign * digits.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  if (/^(\d+\.\d*|\.\d+|\d+(?=[eE]))([eE][-+]?\d+)?$/.test(digits)) {
    const number = sign * Number(digits);
    // CloudFormation writes 1.0 back as 1.0, and 1.10 as 1.1.
    return Number.isInteger(number) ? `${String(number)}.0` : number;
  }
  return undefined;
}
