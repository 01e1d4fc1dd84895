/** Puts placeholders in the place of unknown values, each in the form that its place wants. */
import { alone, numberFor, partOf, remember, type Ledger } from './placeholder-ledger';
import { OPEN } from './resolve';
import { definitionOf, fits, itemNode, memberNode, ROOT, takes, type SchemaNode } from './schema-node';
import { isMisplaced } from './misplaced';
import { isMap } from './template';
import { Unknown } from './unknown';

export interface UnknownValue {
  /** As the template has it: `${ImportValue pool}`, or `files-${Stage}` where a part is known. */
  readonly shown: string;
  /** By the property that it stands in. */
  readonly kind: 'text' | 'number' | 'boolean' | 'list' | 'object';
  /** The options that give it, such as `--import pool=...`. */
  readonly options: readonly string[];
  /** What is taken in its place where no placeholder can be recognized: a boolean, one of a few texts, an object. */
  readonly assumed?: unknown;
}

export interface Placed {
  readonly value: unknown;
  /** By JSON pointer, such as `/AuthenticationProviders/UserPools/0/UserPoolId`. */
  readonly unknown: ReadonlyMap<string, UnknownValue>;
  /** Pointers of texts that are wrong in their place, whatever their unknown parts turn out to be. */
  readonly misplaced: ReadonlySet<string>;
}

export function placeUnknown(ledger: Ledger, properties: unknown, root: SchemaNode): Placed {
  const unknown = new Map<string, UnknownValue>();
  const misplaced = new Set<string>();
  rememberForms(ledger, properties, root);
  // Of native types little is known here, and CloudFormation judges them.
  const isJudged = root === ROOT;
  return { value: place({ ledger, unknown, misplaced, isJudged, pointer: '' }, properties, root), unknown, misplaced };
}

/** Takes down the form of values that stand alone somewhere. */
function rememberForms(ledger: Ledger, value: unknown, node: SchemaNode | undefined): void {
  if (value instanceof Unknown) {
    const { hole } = value;
    const expected = node?.type === 'array' ? itemNode(node) : node;
    if (hole !== undefined && expected?.pattern !== undefined && !ledger.forms.has(hole.shown))
      ledger.forms.set(hole.shown, alone(ledger, hole, expected));
  } else if (Array.isArray(value)) for (const member of value) rememberForms(ledger, member, itemNode(node));
  else if (isMap(value)) for (const [key, member] of Object.entries(value)) rememberForms(ledger, member, memberNode(node, key));
}

interface At {
  readonly ledger: Ledger;
  readonly unknown: Map<string, UnknownValue>;
  readonly misplaced: Set<string>;
  readonly isJudged: boolean;
  readonly pointer: string;
}

function place(at: At, value: unknown, node: SchemaNode | undefined): unknown {
  const below = (key: string): At => ({ ...at, pointer: `${at.pointer}/${key}` });
  if (value instanceof Unknown) {
    if (at.isJudged && isMisplaced(value, node)) {
      at.misplaced.add(at.pointer);
      return embedded(at.ledger, value);
    }
    const placed = node === undefined ? placedText(at.ledger, value, node) : least(at.ledger, value, node);
    if (!isOfKnownForm(value)) at.unknown.set(at.pointer, describe(value, node, placed));
    return placed;
  }
  if (Array.isArray(value)) return value.map((member, index) => place(below(String(index)), member, itemNode(node)));
  if (isMap(value)) {
    const open = (value as { readonly [OPEN]?: Unknown })[OPEN];
    if (open !== undefined) {
      at.unknown.set(at.pointer, { shown: open.shown, kind: 'object', options: [] });
      at.ledger.openMaps.add(open.shown);
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => {
        const expected = memberNode(node, key);
        const narrowed = member instanceof Unknown && expected?.enum !== undefined ? narrowedBy(value, expected) : expected;
        return [key, place(below(escapedKey(key)), member, narrowed)];
      }),
    );
  }
  // CloudFormation hands numbers and booleans over as text.
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

/** A mapping whose Type is not known and that has Rules can only be of type Rules. */
function narrowedBy(map: object, node: SchemaNode): SchemaNode {
  const choice = node.enum?.find((each) => typeof each === 'string' && Object.hasOwn(map, each));
  return choice === undefined ? node : { ...node, default: choice };
}

export function escapedKey(key: string): string {
  return key.replace(/~/g, '~0').replace(/\//g, '~1');
}

function describe({ shown, holes }: Unknown, node: SchemaNode | undefined, placed: unknown): UnknownValue {
  const options = [...new Set(holes.flatMap(({ option }) => (option === undefined ? [] : [option])))];
  const isRecognized = typeof placed === 'string' && node?.enum === undefined;
  const kind = kindOf(node, placed);
  return isRecognized || kind === 'number' || kind === 'list' ? { shown, kind, options } : { shown, kind, options, assumed: placed };
}

function kindOf(node: SchemaNode | undefined, placed: unknown): UnknownValue['kind'] {
  if (typeof placed === 'string') return 'text';
  if (typeof placed === 'boolean') return 'boolean';
  if (typeof placed === 'number') return 'number';
  return Array.isArray(placed) || definitionOf(node)?.type === 'array' ? 'list' : 'object';
}

/** Whether the value's form is known although the value is not: an account id is twelve digits. */
function isOfKnownForm({ holes }: Unknown): boolean {
  return holes.every(({ form }) => form === 'accountId');
}

/** The least that the schema takes in this place. */
function least(ledger: Ledger, value: Unknown, node: SchemaNode | undefined): unknown {
  if (node?.enum !== undefined) return node.default ?? node.enum[0];
  if (takes(node, 'string') && !takes(node, 'object')) return placedText(ledger, value, node);
  if (takes(node, 'boolean') && node !== undefined) return node.default ?? false;
  if (takes(node, 'integer') && node !== undefined) return numberFor(ledger, value.shown);
  if (takes(node, 'array') && node !== undefined) return [least(ledger, value, itemNode(node))];
  if (node === undefined || node.properties === undefined) return freeObject(ledger, value, node);
  const names = [...(node.required ?? []), ...(node.oneOf?.at(-1)?.required ?? [])];
  return Object.fromEntries(names.map((name) => [name, least(ledger, value, memberNode(node, name))]));
}

function placedText(ledger: Ledger, value: Unknown, node: SchemaNode | undefined): string {
  const { hole, shown } = value;
  if (isOfKnownForm(value)) return embedded(ledger, value);
  if (hole !== undefined && hole.form !== 'stackName') return remember(ledger, alone(ledger, hole, node), { shown });
  const text = embedded(ledger, value);
  if (fits(text, node)) return text;
  return remember(ledger, alone(ledger, { shown, form: 'text' }, node), { shown, knownParts: knownPartsOf(value) });
}

function embedded(ledger: Ledger, { parts }: Unknown): string {
  return parts.map((part) => (typeof part === 'string' ? part : partOf(ledger, part))).join('');
}

function knownPartsOf({ parts }: Unknown): string[] {
  const known = [''];
  for (const part of parts) {
    if (typeof part !== 'string') known.push('');
    else known[known.length - 1] = `${known.at(-1) ?? ''}${part}`;
  }
  return known;
}

/** A policy: as JSON text if it still is JSON with placeholders in it, otherwise an object that shows as the whole. */
function freeObject(ledger: Ledger, value: Unknown, node: SchemaNode | undefined): unknown {
  const { shown } = value;
  if (value.hole === undefined && takes(node, 'string')) {
    const text = embedded(ledger, value);
    if (isJsonObject(text)) return text;
  }
  if (node !== undefined && node.type === 'object') return {};
  const placeholder = alone(ledger, { shown, form: 'text' }, undefined);
  const name = remember(ledger, placeholder, { shown, knownParts: knownPartsOf(value) });
  const object = { [name]: name };
  ledger.declared.set(JSON.stringify(object), shown);
  return object;
}

function isJsonObject(text: string): boolean {
  try {
    return isMap(JSON.parse(text));
  } catch {
    return false;
  }
}
