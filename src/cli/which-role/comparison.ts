/**
 * Owns whether one rule matches the claims of a token. Cognito's documentation leaves open how it regards upper and lower case, lists, numbers
 * and booleans; so each claim is compared in every way that Cognito might, and an answer on which they differ is no answer.
 */
import type { MappingRule } from '../../core/state';
import { quoted } from './quoted';

export type Claims = Readonly<Record<string, unknown>>;

export interface Comparison {
  readonly result: 'match' | 'no match' | 'unsettled';
  readonly why: string;
}

/** @param lack how a claim that is not there is told of. */
export const compare = (rule: Pick<MappingRule, 'claim' | 'matchType' | 'value'>, claims: Claims, lack: string): Comparison => {
  const { claim } = rule;
  if (Object.hasOwn(claims, claim)) return compareValue(rule, claims[claim]);
  const otherCase = Object.keys(claims).find((name) => name.toLowerCase() === claim.toLowerCase());
  const absence = withoutClaim(rule, claims, lack);
  if (otherCase === undefined || compareValue(rule, claims[otherCase]).result === 'no match') return absence;
  return {
    result: 'unsettled',
    why: `the token has ${quoted(otherCase)}, and whether Cognito regards the case of claim names is not documented`,
  };
};

const withoutClaim = ({ claim, matchType }: Pick<MappingRule, 'claim' | 'matchType'>, claims: Claims, lack: string): Comparison => {
  const custom = `custom:${claim}`;
  const hint = Object.hasOwn(claims, custom) ? `; it has ${quoted(custom)}, and a rule has to name the prefix too` : '';
  const skipped = matchType === 'NotEqual' ? ', and NotEqual needs it' : '';
  return { result: 'no match', why: `${lack} ${quoted(claim)}${skipped}${hint}` };
};

const compareValue = (rule: Pick<MappingRule, 'claim' | 'matchType' | 'value'>, found: unknown): Comparison => {
  const readings = readingsOf(found);
  const answers = new Set(readings.texts.flatMap((text) => [matches(rule, text), matches(folded(rule), text.toLowerCase())]));
  if (readings.maybeNone) answers.add(false);
  const is = `the claim is ${quoted(found)}`;
  if (answers.size === 1) return { result: answers.has(true) ? 'match' : 'no match', why: is };
  return { result: 'unsettled', why: `${is}, and ${readings.open} is not documented` };
};

const matches = ({ matchType, value }: Pick<MappingRule, 'matchType' | 'value'>, text: string): boolean => {
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
};

const folded = <Rule extends { readonly value: string }>(rule: Rule): Rule => ({ ...rule, value: rule.value.toLowerCase() });

interface Readings {
  /** The texts that Cognito might compare. */
  readonly texts: readonly string[];
  /** Whether it might see no claim at all. */
  readonly maybeNone: boolean;
  /** What the documentation does not say of such a value. */
  readonly open: string;
}

const readingsOf = (found: unknown): Readings => {
  if (typeof found === 'string') return { texts: [found], maybeNone: false, open: 'whether Cognito regards upper and lower case' };
  if (Array.isArray(found)) return { texts: listTexts(found), maybeNone: true, open: 'how Cognito compares a list' };
  if (typeof found === 'number') {
    const texts = Number.isInteger(found) ? [String(found), found.toFixed(1)] : [String(found)];
    return { texts, maybeNone: true, open: 'how Cognito compares a number' };
  }
  if (typeof found === 'boolean') return { texts: [String(found)], maybeNone: true, open: 'how Cognito compares a boolean' };
  return { texts: [JSON.stringify(found)], maybeNone: true, open: 'how Cognito compares null or an object' };
};

/** Each entry by itself, and the ways to write them in one text. */
const listTexts = (list: readonly unknown[]): string[] => {
  const entries = list.map((entry) => (typeof entry === 'string' ? entry : JSON.stringify(entry)));
  return [
    ...entries,
    ...[',', ', ', ' '].map((separator) => entries.join(separator)),
    `[${entries.join(', ')}]`,
    `[${entries.join(',')}]`,
    JSON.stringify(list),
  ];
};
