/** Placeholders for values that only a deployment knows: in the form that their place wants, and shown as the template has them. */
import { dnsSuffixOf, partitionOf } from '../../core/rules/partition';
import { OPEN } from './resolve';
import { definitionOf, fits, itemNode, memberNode, ROOT, takes, type SchemaNode } from './schema-node';
import { isMap } from './template';
import { Unknown, type Form, type Hole } from './unknown';

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

interface Placed {
  readonly value: unknown;
  /** By JSON pointer, such as `/AuthenticationProviders/UserPools/0/UserPoolId`. */
  readonly unknown: ReadonlyMap<string, UnknownValue>;
}

export interface Placeholders {
  /**
   * Replaces what is unknown in the properties of a resource; the same unknown value has the same placeholder each time.
   * @param root what is known of the properties' forms: by default this type's schema.
   */
  readonly place: (properties: unknown, root?: SchemaNode) => Placed;
  /** A placeholder for something that no template says, such as an app client that is still to be created. */
  readonly standFor: (shown: string) => string;
  /** Shows a text of the caller's own in other words. */
  readonly declare: (text: string, shown: string) => void;
  /** The text with every placeholder shown as the template has it. */
  readonly show: (text: string) => string;
  /** The same for each text in a value; a number that is a placeholder becomes text. */
  readonly showAll: (value: unknown) => unknown;
  /** The known parts of a text in order, with something unknown between each two: one part if all of it is known. */
  readonly knownParts: (text: string) => readonly string[];
  /** Whether a text has a placeholder in it; the account's has a known form and does not count. */
  readonly isOpen: (text: string) => boolean;
  /** Every value that was not known, as it is shown. */
  readonly unknown: () => string[];
}

/** Twelve digits that nobody's template has in it by chance. */
export const ACCOUNT_ID = '418273650917';

export const STACK_NAME = 'STACK';

/** Between the limits of a session's length, and like no length that somebody would choose. */
const FIRST_NUMBER = 41_827;

interface Entry {
  readonly shown: string;
  readonly knownParts: readonly string[];
}

/** @param region of the stack: ARNs and user pools that are not known are taken to be there. */
export function createPlaceholders(region: string): Placeholders {
  const indexes = new Map<string, number>();
  const entries = new Map<string, Entry>();
  const numbers = new Map<number, string>();
  const declared = new Map<string, string>();
  /** Maps to which a macro adds what no placeholder stands for. */
  const openMaps = new Set<string>();
  /** The form that a value has where it stands alone, for texts that it is a part of. */
  const forms = new Map<string, string>();

  const nameOf = (shown: string): string => {
    const index = indexes.get(shown) ?? indexes.size;
    indexes.set(shown, index);
    return `unresolved${String(index).padStart(3, '0')}`;
  };

  const remember = (placeholder: string, shown: string, knownParts: readonly string[] = ['', '']): string => {
    entries.set(placeholder, { shown, knownParts });
    return placeholder;
  };

  const candidates = (shown: string, form: Form): string[] => {
    if (form === 'accountId') return [ACCOUNT_ID];
    if (form === 'stackName') return [STACK_NAME];
    const name = nameOf(shown);
    const iam = `arn:${partitionOf(region)}:iam::${ACCOUNT_ID}`;
    const others = [
      name,
      `${region}_${name}`,
      ...['role', 'policy', 'saml-provider'].map((kind) => `${iam}:${kind}/${name}`),
      `${iam}:oidc-provider/${name}.${dnsSuffixOf(region)}`,
      `/${name}/`,
    ];
    if (form === 'userPoolId') return [`${region}_${name}`, ...others];
    if (form === 'arn') return [`arn:${partitionOf(region)}:service:${region}:${ACCOUNT_ID}:${name}`, ...others];
    return others;
  };

  const alone = (shown: string, form: Form, node: SchemaNode | undefined): string => {
    const possible = candidates(shown, form);
    return possible.find((text) => fits(text, node)) ?? possible[0] ?? shown;
  };

  const partOf = ({ shown, form }: Hole): string => {
    const text = forms.get(shown) ?? candidates(shown, form)[0] ?? shown;
    return form === 'accountId' ? text : remember(text, shown);
  };

  const embedded = ({ parts }: Unknown): string => parts.map((part) => (typeof part === 'string' ? part : partOf(part))).join('');

  /** @returns whether the value's form is known although the value is not: an account id is twelve digits. */
  const isOfKnownForm = ({ holes }: Unknown): boolean => holes.every(({ form }) => form === 'accountId');

  const placedText = (value: Unknown, node: SchemaNode | undefined): string => {
    const { hole, shown } = value;
    if (isOfKnownForm(value)) return embedded(value);
    if (hole !== undefined && hole.form !== 'stackName') return remember(alone(shown, hole.form, node), shown);
    const text = embedded(value);
    return fits(text, node) ? text : remember(alone(shown, 'text', node), shown, knownPartsOf(value));
  };

  const numberFor = (shown: string): number => {
    const known = [...numbers].find(([, each]) => each === shown)?.[0];
    const number = known ?? FIRST_NUMBER + numbers.size;
    numbers.set(number, shown);
    return number;
  };

  /** The least that the schema takes in this place. */
  const least = (value: Unknown, node: SchemaNode | undefined): unknown => {
    if (node?.enum !== undefined) return node.default ?? node.enum[0];
    if (takes(node, 'string') && !takes(node, 'object')) return placedText(value, node);
    if (takes(node, 'boolean') && node !== undefined) return node.default ?? false;
    if (takes(node, 'integer') && node !== undefined) return numberFor(value.shown);
    if (takes(node, 'array') && node !== undefined) return [least(value, itemNode(node))];
    if (node === undefined || node.properties === undefined) return freeObject(value, node);
    const names = [...(node.required ?? []), ...(node.oneOf?.at(-1)?.required ?? [])];
    return Object.fromEntries(names.map((name) => [name, least(value, memberNode(node, name))]));
  };

  /** A policy: as JSON text if it still is JSON with placeholders in it, otherwise an object that shows as the whole. */
  const freeObject = (value: Unknown, node: SchemaNode | undefined): unknown => {
    if (value.hole === undefined && takes(node, 'string')) {
      const text = embedded(value);
      if (isJsonObject(text)) return text;
    }
    if (node !== undefined && node.type === 'object') return {};
    const name = remember(candidates(value.shown, 'text')[0] ?? '', value.shown, knownPartsOf(value));
    const object = { [name]: name };
    declared.set(JSON.stringify(object), value.shown);
    return object;
  };

  const visitAlone = (value: unknown, node: SchemaNode | undefined): void => {
    if (value instanceof Unknown) {
      const { hole } = value;
      const places = node?.type === 'array' ? itemNode(node) : node;
      if (hole !== undefined && places?.pattern !== undefined && !forms.has(hole.shown))
        forms.set(hole.shown, alone(hole.shown, hole.form, places));
    } else if (Array.isArray(value)) for (const member of value) visitAlone(member, itemNode(node));
    else if (isMap(value)) for (const [key, member] of Object.entries(value)) visitAlone(member, memberNode(node, key));
  };

  const place = (
    value: unknown,
    node: SchemaNode | undefined,
    at: { readonly pointer: string; readonly unknown: Map<string, UnknownValue> },
  ): unknown => {
    const { pointer, unknown } = at;
    if (value instanceof Unknown) {
      const placed = node === undefined ? placedText(value, node) : least(value, node);
      if (!isOfKnownForm(value)) unknown.set(pointer, describe(value, node, placed));
      return placed;
    }
    if (Array.isArray(value))
      return value.map((member, index) => place(member, itemNode(node), { ...at, pointer: `${pointer}/${String(index)}` }));
    if (isMap(value)) {
      const open = (value as { readonly [OPEN]?: Unknown })[OPEN];
      if (open !== undefined) {
        unknown.set(pointer, { shown: open.shown, kind: 'object', options: [] });
        openMaps.add(open.shown);
      }
      return Object.fromEntries(
        Object.entries(value).map(([key, member]) => {
          const memberOf = memberNode(node, key);
          const narrowed = member instanceof Unknown && memberOf?.enum !== undefined ? narrowedBy(value, memberOf) : memberOf;
          return [key, place(member, narrowed, { ...at, pointer: `${pointer}/${escapedKey(key)}` })];
        }),
      );
    }
    // CloudFormation hands numbers and booleans over as text.
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  };

  const describe = ({ shown, holes }: Unknown, node: SchemaNode | undefined, placed: unknown): UnknownValue => {
    const options = [...new Set(holes.flatMap(({ option }) => (option === undefined ? [] : [option])))];
    const isRecognized = typeof placed === 'string' && node?.enum === undefined;
    const kind = kindOf(node, placed);
    return isRecognized || kind === 'number' || kind === 'list' ? { shown, kind, options } : { shown, kind, options, assumed: placed };
  };

  const allTexts = (): [string, Entry | string][] =>
    [...entries, ...declared, ...numbersAsTexts(numbers)].sort(([one], [other]) => other.length - one.length);

  const show = (text: string): string => {
    const shownWith = (result: string, [placeholder, entry]: [string, Entry | string]): string =>
      /^\d+$/.test(placeholder)
        ? result.replace(new RegExp(`(?<![\\w.-])${placeholder}(?![\\w.-])`, 'g'), () => shownOf(entry))
        : result.replaceAll(placeholder, () => shownOf(entry));
    return [...allTexts(), [ACCOUNT_ID, '${AWS::AccountId}'] as [string, string]].reduce(shownWith, text);
  };

  const showAll = (value: unknown): unknown => {
    if (typeof value === 'string') return show(value);
    if (typeof value === 'number') return numbers.get(value) ?? value;
    if (Array.isArray(value)) return value.map(showAll);
    if (!isMap(value)) return value;
    return (
      declared.get(JSON.stringify(value)) ?? Object.fromEntries(Object.entries(value).map(([key, member]) => [show(key), showAll(member)]))
    );
  };

  const openTexts = (): Map<string, Entry> => new Map([...entries, [ACCOUNT_ID, { shown: '${AWS::AccountId}', knownParts: ['', ''] }]]);

  return {
    place: (properties, root = ROOT) => {
      const unknown = new Map<string, UnknownValue>();
      visitAlone(properties, root);
      return { value: place(properties, root, { pointer: '', unknown }), unknown };
    },
    standFor: (shown) => remember(nameOf(shown), shown),
    declare: (text, shown) => void declared.set(text, shown),
    show,
    showAll,
    knownParts: (text) => splitAtPlaceholders(text, openTexts()),
    isOpen: (text) => [...entries.keys()].some((placeholder) => text.includes(placeholder)),
    unknown: () =>
      [...new Set([...[...entries.values()].map(({ shown }) => shown), ...numbers.values(), ...openMaps])].filter(
        (shown) => shown !== STACK_NAME,
      ),
  };
}

/** A mapping whose Type is not known and that has Rules can only be of type Rules. */
function narrowedBy(map: object, node: SchemaNode): SchemaNode {
  const choice = node.enum?.find((each) => typeof each === 'string' && Object.hasOwn(map, each));
  return choice === undefined ? node : { ...node, default: choice };
}

function shownOf(entry: Entry | string): string {
  return typeof entry === 'string' ? entry : entry.shown;
}

function numbersAsTexts(numbers: ReadonlyMap<number, string>): [string, string][] {
  return [...numbers].map(([number, shown]) => [String(number), shown]);
}

function kindOf(node: SchemaNode | undefined, placed: unknown): UnknownValue['kind'] {
  if (typeof placed === 'string') return 'text';
  if (typeof placed === 'boolean') return 'boolean';
  if (typeof placed === 'number') return 'number';
  return Array.isArray(placed) || definitionOf(node)?.type === 'array' ? 'list' : 'object';
}

function knownPartsOf({ parts }: Unknown): string[] {
  return parts.reduce<string[]>(
    (known, part) => {
      if (typeof part !== 'string') known.push('');
      else known[known.length - 1] = `${known.at(-1) ?? ''}${part}`;
      return known;
    },
    [''],
  );
}

function splitAtPlaceholders(text: string, placeholders: ReadonlyMap<string, Entry>): string[] {
  const names = [...placeholders.keys()].sort((one, other) => other.length - one.length);
  const known = [''];
  for (const piece of text.split(new RegExp(`(${names.map(escaped).join('|')})`))) {
    const [first = '', ...rest] = placeholders.get(piece)?.knownParts ?? [piece];
    known[known.length - 1] = `${known.at(-1) ?? ''}${first}`;
    known.push(...rest);
  }
  return known;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

export function escapedKey(key: string): string {
  return key.replace(/~/g, '~0').replace(/\//g, '~1');
}

function isJsonObject(text: string): boolean {
  try {
    return isMap(JSON.parse(text));
  } catch {
    return false;
  }
}
