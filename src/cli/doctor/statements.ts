/** Owns reading a policy document statement by statement. IAM takes one text wherever it takes a list, and writes keys in any case. */
import type { PolicyDocument } from '../../core/state';

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  /** Federated principals; `*` stands for everybody. */
  readonly federated: readonly string[];
  readonly actions: readonly string[];
  /** NotAction: everything but these. */
  readonly notActions: readonly string[];
  readonly conditions: readonly Condition[];
}

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

export const statementsOf = (document: PolicyDocument): Statement[] => listOf(document['Statement']).filter(isObject).map(toStatement);

const toStatement = (raw: Readonly<Record<string, unknown>>): Statement => ({
  effect: raw['Effect'] === 'Deny' ? 'Deny' : 'Allow',
  federated: raw['Principal'] === '*' ? ['*'] : textsOf(isObject(raw['Principal']) ? raw['Principal']['Federated'] : undefined),
  actions: textsOf(raw['Action']),
  notActions: textsOf(raw['NotAction']),
  conditions: Object.entries(isObject(raw['Condition']) ? raw['Condition'] : {}).flatMap(([operator, block]) =>
    Object.entries(isObject(block) ? block : {}).map(([key, values]) => ({ operator, key, values: textsOf(values) })),
  ),
});

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: unknown): readonly unknown[] => {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
};

const textsOf = (value: unknown): string[] =>
  listOf(value)
    .filter((member) => typeof member !== 'object')
    .map(String);

/** IAM's wildcards: `*` for any text, `?` for one character. */
export const matches = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '[^]*')
      .replace(/\?/g, '[^]')}$`,
  ).test(text);

/** Actions are compared without regard to case. */
export const allowsAction = ({ effect, actions, notActions }: Statement, action: string): boolean => {
  const isNamedIn = (patterns: readonly string[]): boolean =>
    patterns.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase()));
  return effect === 'Allow' && (isNamedIn(actions) || (notActions.length > 0 && !isNamedIn(notActions)));
};
