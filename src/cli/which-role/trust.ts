/**
 * Whether a trust policy lets a federated identity do something to the role, by IAM's own logic: a Deny beats an Allow, every condition has to
 * hold, and a key that the request does not have fails a condition unless the operator is negated or ends in IfExists.
 * Source: IAM user guide, "IAM JSON policy elements: Condition operators", "Set operators for multi-valued context keys".
 */
import type { PolicyDocument } from '../../core/state';

/** What the request says, by key in lower case. A key that is not here: what it says cannot be known, `undefined`: it has no such key. */
export type RequestKeys = (key: string) => KeyValue;

export type KeyValue =
  | { readonly kind: 'single'; readonly value: string }
  /** A key that may have several values needs a set operator. */
  | { readonly kind: 'multi'; readonly values: readonly string[] }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown' };

export interface TrustRequest {
  /** The federated principal. */
  readonly principal: string;
  readonly action: string;
  readonly keys: RequestKeys;
}

export type Truth = boolean | 'unknown';

export interface WeighedTrust {
  readonly allowed: Truth;
  /** What decides, or what stands in the way, statement by statement; parts of sentences. */
  readonly reasons: readonly string[];
}

export function weighTrust(document: PolicyDocument, request: TrustRequest): WeighedTrust {
  const statements = listOf(document['Statement']).filter(isObject);
  const weighed = statements.map((statement, index) => ({
    isDeny: statement['Effect'] === 'Deny',
    number: index + 1,
    ...weighStatement(statement, request),
  }));
  const allows = weighed.filter(({ isDeny }) => !isDeny);
  const denies = weighed.filter(({ isDeny }) => isDeny);
  const allowed = all([any(allows.map(({ applies }) => applies)), not(any(denies.map(({ applies }) => applies)))]);
  return { allowed, reasons: allowed === true ? [] : reasonsOf(allows, denies) };
}

interface WeighedStatement {
  readonly applies: Truth;
  /** Why it does not apply, or may not. */
  readonly because: string;
}

type Numbered = WeighedStatement & { readonly number: number };

function reasonsOf(allows: readonly Numbered[], denies: readonly Numbered[]): string[] {
  const denying = denies.filter(({ applies }) => applies === true);
  if (denying.length > 0) return denying.map(({ number }) => `statement ${number} of its trust policy denies it`);
  const open = [...denies, ...allows].filter(({ applies }) => applies === 'unknown');
  if (open.length > 0) return open.map(({ number, because }) => `statement ${number} of its trust policy depends on ${because}`);
  const named = allows.map(({ number, because }) => (allows.length > 1 ? `in statement ${number} ${because}` : because));
  return named.length === 0 ? ['its trust policy allows nothing'] : named;
}

function weighStatement(statement: Readonly<Record<string, unknown>>, request: TrustRequest): WeighedStatement {
  if (!namesAction(statement, request.action)) return { applies: false, because: `its trust policy does not allow ${request.action}` };
  const principals = principalsOf(statement);
  if (!principals.applies(request.principal))
    return { applies: false, because: `its trust policy trusts ${principals.shown}, and Cognito comes as ${request.principal}` };
  const conditions = conditionsOf(statement).map((condition) => ({ condition, holds: weighCondition(condition, request.keys) }));
  const applies = all(conditions.map(({ holds }) => holds));
  const deciding = conditions.filter(({ holds }) => holds !== true && (applies === 'unknown' || holds === false));
  return { applies, because: deciding.map(({ condition, holds }) => explain(condition, holds, request.keys)).join(', and ') };
}

interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

function explain({ operator, key, values }: Condition, holds: Truth, keys: RequestKeys): string {
  const shown = `${operator} ${key} ${values.join(' or ')}`;
  if (holds === 'unknown') return `the condition ${shown}, which cannot be known here`;
  const found = keys(key.toLowerCase());
  switch (found.kind) {
    case 'absent':
      return `the condition ${shown} fails, because no sign-in has the key ${key}`;
    case 'multi':
      return setOperatorOf(operator) === undefined
        ? `the condition ${shown} fails, because ${key} has several values and needs ForAnyValue`
        : `the condition ${shown} fails, because ${key} is ${found.values.join(', ')}`;
    default:
      return `the condition ${shown} fails, because ${key} is ${found.kind === 'single' ? found.value : 'not known'}`;
  }
}

function namesAction({ Action, NotAction }: Readonly<Record<string, unknown>>, action: string): boolean {
  const isIn = (patterns: unknown): boolean => textsOf(patterns).some((pattern) => isLike(pattern.toLowerCase(), action.toLowerCase()));
  return Action === undefined ? NotAction !== undefined && !isIn(NotAction) : isIn(Action);
}

function principalsOf({ Principal, NotPrincipal }: Readonly<Record<string, unknown>>): {
  readonly applies: (principal: string) => boolean;
  readonly shown: string;
} {
  const named = federatedIn(Principal ?? NotPrincipal);
  const isNamed = (principal: string): boolean => named.includes('*') || named.includes(principal);
  return NotPrincipal === undefined
    ? { applies: isNamed, shown: named.length === 0 ? 'no federated provider' : named.join(', ') }
    : { applies: (principal) => !isNamed(principal), shown: `everybody but ${named.join(', ')}` };
}

/** `*`, and every AWS account, stand for everybody. */
function federatedIn(principal: unknown): string[] {
  if (principal === '*') return ['*'];
  if (!isObject(principal)) return [];
  return [...textsOf(principal['Federated']), ...textsOf(principal['AWS']).filter((text) => text === '*')];
}

function conditionsOf({ Condition: blocks }: Readonly<Record<string, unknown>>): Condition[] {
  return Object.entries(isObject(blocks) ? blocks : {}).flatMap(([operator, block]) =>
    Object.entries(isObject(block) ? block : {}).map(([key, values]) => ({ operator, key, values: textsOf(values) })),
  );
}

function setOperatorOf(operator: string): 'forallvalues' | 'foranyvalue' | undefined {
  return /^(forallvalues|foranyvalue):/i.exec(operator)?.[1]?.toLowerCase() as 'forallvalues' | 'foranyvalue' | undefined;
}

function weighCondition({ operator, key, values }: Condition, keys: RequestKeys): Truth {
  const found = keys(key.toLowerCase());
  const set = setOperatorOf(operator);
  const [, base = '', ifExists] = /^(?:for(?:all|any)values?:)?(\w+?)(ifexists)?$/i.exec(operator) ?? [];
  // A policy variable stands for something of the request.
  if (found.kind === 'unknown' || values.some((value) => value.includes('${'))) return 'unknown';
  if (base.toLowerCase() === 'null') return values.some((value) => (value.toLowerCase() === 'true') === (found.kind === 'absent'));
  const isNegated = /not/i.test(base);
  if (found.kind === 'absent') {
    // "If the key is not present, evaluate the condition element as true", and ForAnyValue: "for no matching key ... returns false".
    if (set === 'foranyvalue') return ifExists === undefined ? false : 'unknown';
    return set === 'forallvalues' || ifExists !== undefined || isNegated;
  }
  const test = OPERATORS.get(base.toLowerCase().replace('not', ''));
  // Numbers, dates, addresses and ARNs: what Cognito says of an identity is none of them.
  if (test === undefined) return isNegated ? 'unknown' : false;
  if (found.kind === 'multi' && set === undefined) return false;
  const each = (found.kind === 'multi' ? found.values : [found.value]).map(
    (text) => values.some((value) => test(value, text)) !== isNegated,
  );
  return set === 'forallvalues' ? each.every(Boolean) : each.some(Boolean);
}

const OPERATORS: ReadonlyMap<string, (value: string, text: string) => boolean> = new Map([
  ['stringequals', (value, text) => value === text],
  ['stringequalsignorecase', (value, text) => value.toLowerCase() === text.toLowerCase()],
  ['stringlike', isLike],
]);

/** IAM's wildcards: `*` for any text, `?` for one character. Linear in the text for each part between two stars. */
function isLike(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return first.length === text.length && isAt(first, text, 0);
  const end = text.length - last.length;
  if (!isAt(first, text, 0) || end < first.length || !isAt(last, text, end)) return false;
  let from = first.length;
  for (const part of rest) {
    while (from + part.length <= end && !isAt(part, text, from)) from += 1;
    if (from + part.length > end) return false;
    from += part.length;
  }
  return true;
}

function isAt(part: string, text: string, from: number): boolean {
  if (from + part.length > text.length) return false;
  for (let index = 0; index < part.length; index += 1) if (part[index] !== '?' && part[index] !== text[from + index]) return false;
  return true;
}

function any(truths: readonly Truth[]): Truth {
  return truths.includes(true) ? true : truths.includes('unknown') ? 'unknown' : false;
}

function all(truths: readonly Truth[]): Truth {
  return truths.includes(false) ? false : truths.includes('unknown') ? 'unknown' : true;
}

function not(truth: Truth): Truth {
  return truth === 'unknown' ? truth : !truth;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

function textsOf(value: unknown): string[] {
  return listOf(value)
    .filter((member) => typeof member !== 'object')
    .map(String);
}
