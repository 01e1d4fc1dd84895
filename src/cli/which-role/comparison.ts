/**
 * Whether a rule matches the claims of a token. Cognito's documentation leaves open how it compares upper and lower case, lists, numbers and
 * booleans. Each way in which Cognito may do so is a reading, and holds for all rules of a token: no answer mixes two of them.
 */
import type { MappingRule } from '../../core/state';
import { quoted } from './quoted';

export type Claims = Readonly<Record<string, unknown>>;

export interface Comparison {
  readonly result: 'match' | 'no match' | 'unsettled';
  readonly why: string;
}

export type Condition = Pick<MappingRule, 'claim' | 'matchType' | 'value'>;

/** One consistent way to read what the documentation leaves open. */
export interface Reading {
  readonly ignoresCase: boolean;
  readonly ignoresCaseOfNames: boolean;
  readonly list: ListReading;
  readonly number: NumberReading;
  /** Whether Cognito sees a claim that is a boolean, and one that is null or an object; as JSON if so. */
  readonly seesBooleans: boolean;
  readonly seesObjects: boolean;
}

const LISTS = {
  unseen: () => [],
  any: (entries: readonly string[]) => entries,
  each: (entries: readonly string[]) => entries,
  first: (entries: readonly string[]) => entries.slice(0, 1),
  last: (entries: readonly string[]) => entries.slice(-1),
  'joined by commas': (entries: readonly string[]) => [entries.join(',')],
  'joined by commas and spaces': (entries: readonly string[]) => [entries.join(', ')],
  'joined by spaces': (entries: readonly string[]) => [entries.join(' ')],
  'in brackets': (entries: readonly string[]) => [`[${entries.join(', ')}]`],
  'in narrow brackets': (entries: readonly string[]) => [`[${entries.join(',')}]`],
  JSON: (_: readonly string[], list: readonly unknown[]) => [JSON.stringify(list)],
} as const;
type ListReading = keyof typeof LISTS;

const NUMBERS = {
  unseen: () => [],
  shortest: (number: number) => [String(number)],
  decimal: (number: number) => [Number.isInteger(number) ? number.toFixed(1) : String(number)],
} as const;
type NumberReading = keyof typeof NUMBERS;

/** The readings that differ for these rules and claims. */
export function readingsFor(rules: readonly Condition[], claims: Claims): Reading[] {
  const values = rules.flatMap(({ claim }) => namesLike(claim, claims).map((name) => claims[name]));
  const has = (isOfKind: (value: unknown) => boolean): boolean => values.some(isOfKind);
  const lists = has(Array.isArray) ? keysOf(LISTS) : (['any'] as const);
  const numbers = has((value) => typeof value === 'number') ? keysOf(NUMBERS) : (['shortest'] as const);
  const booleans = has((value) => typeof value === 'boolean') ? BOTH : [true];
  const objects = has((value) => typeof value === 'object' && !Array.isArray(value)) ? BOTH : [true];
  const names = rules.some(({ claim }) => !Object.hasOwn(claims, claim) && namesLike(claim, claims).length > 0) ? BOTH : [false];
  return BOTH.flatMap((ignoresCase) =>
    names.flatMap((ignoresCaseOfNames) =>
      lists.flatMap((list) =>
        numbers.flatMap((number) =>
          booleans.flatMap((seesBooleans) =>
            objects.map((seesObjects) => ({ ignoresCase, ignoresCaseOfNames, list, number, seesBooleans, seesObjects })),
          ),
        ),
      ),
    ),
  );
}

const BOTH = [false, true] as const;

function keysOf<Key extends string>(table: Readonly<Record<Key, unknown>>): Key[] {
  return Object.keys(table) as Key[];
}

/** The claim of that name first, then those whose names differ in case only. */
function namesLike(claim: string, claims: Claims): string[] {
  const alike = Object.keys(claims).filter((name) => name !== claim && name.toLowerCase() === claim.toLowerCase());
  return Object.hasOwn(claims, claim) ? [claim, ...alike] : alike;
}

export function matches(condition: Condition, claims: Claims, reading: Reading): boolean {
  const [name] = namesLike(condition.claim, claims);
  if (name === undefined || (name !== condition.claim && !reading.ignoresCaseOfNames)) return false;
  const found = claims[name];
  const answers = textsOf(found, reading).map((text) => matchesText(condition, text, reading.ignoresCase));
  // NotEqual on a list: either no entry equals the value ("any" reads Equals and negates it), or an entry differs from it ("each").
  return Array.isArray(found) && reading.list === 'any' && condition.matchType === 'NotEqual'
    ? !answers.includes(false)
    : answers.includes(true);
}

/** What Cognito compares with the rule's value; none if it does not see the claim. */
export function textsOf(found: unknown, { list, number, seesBooleans, seesObjects }: Reading): readonly string[] {
  if (typeof found === 'string') return [found];
  if (typeof found === 'number') return NUMBERS[number](found);
  if (typeof found === 'boolean') return seesBooleans ? [String(found)] : [];
  if (Array.isArray(found)) return LISTS[list](found.map(textOf), found);
  return seesObjects ? [JSON.stringify(found)] : [];
}

function textOf(entry: unknown): string {
  return typeof entry === 'string' ? entry : JSON.stringify(entry);
}

function matchesText({ matchType, value: exact }: Condition, found: string, ignoresCase: boolean): boolean {
  const [value, text] = ignoresCase ? [exact.toLowerCase(), found.toLowerCase()] : [exact, found];
  switch (matchType) {
    case 'Equals':
      return text === value;
    case 'NotEqual':
      return text !== value;
    case 'Contains':
      return text.includes(value);
    case 'StartsWith':
      return text.startsWith(value);
  }
}

/** One rule by itself, for people: what all readings together say of it, and what they differ on. */
export function explain(condition: Condition, claims: Claims, results: ReadonlySet<boolean>, lack: string): string {
  const { claim } = condition;
  const [name] = namesLike(claim, claims);
  if (name === undefined) return withoutClaim(condition, claims, lack);
  const isOpen = results.size > 1;
  if (name !== claim)
    return isOpen
      ? `the token has ${quoted(name)}, and whether Cognito distinguishes upper and lower case in names of claims is not documented`
      : withoutClaim(condition, claims, lack);
  const is = `the claim is ${quoted(claims[name])}`;
  return isOpen ? `${is}, and ${openQuestion(claims[name])} is not documented` : is;
}

function withoutClaim({ claim, matchType }: Condition, claims: Claims, lack: string): string {
  const custom = `custom:${claim}`;
  const hint = Object.hasOwn(claims, custom) ? `; it has ${quoted(custom)}, and a rule has to name the prefix too` : '';
  const skipped = matchType === 'NotEqual' ? ', and NotEqual needs it' : '';
  return `${lack} ${quoted(claim)}${skipped}${hint}`;
}

function openQuestion(found: unknown): string {
  if (typeof found === 'string') return 'whether Cognito distinguishes upper and lower case';
  if (Array.isArray(found)) return 'how Cognito compares a list';
  if (typeof found === 'number') return 'how Cognito compares a number';
  if (typeof found === 'boolean') return 'how Cognito compares a boolean';
  return 'how Cognito compares null or an object';
}
