/**
 * IAM's condition operators, each on one value of the request and one of the policy, without set operators, IfExists and negation.
 * Source: IAM user guide, "IAM JSON policy elements: Condition operators".
 */
import { BlockList, isIP } from 'node:net';
import type { Truth } from './truth';
import { covers, matches, overlaps, patternOf, type Pattern } from './wildcards';

/** Whether the two fit; `unknown` if the request's value is not of the operator's type, of which AWS's pages say nothing. */
export type Test = (policy: string, request: string) => Truth;

export interface Operator {
  readonly test: Test;
  /** For operators on texts: the same on patterns, for values with variables and for requests of which only the form is known. */
  readonly texts?: { readonly hasWildcards: boolean; readonly ignoresCase: boolean };
}

export interface NamedOperator {
  readonly set?: 'ForAnyValue' | 'ForAllValues';
  /** In lower case, such as `stringlike`, without `Not`. */
  readonly base: string;
  readonly isNegated: boolean;
  readonly ifExists: boolean;
}

const SETS = { foranyvalue: 'ForAnyValue', forallvalues: 'ForAllValues' } as const;

export function parseOperator(text: string): NamedOperator {
  const [, set, rest = '', ifExists] = /^(?:(foranyvalue|forallvalues):)?(.*?)(ifexists)?$/.exec(text.toLowerCase()) ?? [];
  const base = rest.replace('not', '');
  return {
    ...(set === undefined ? {} : { set: SETS[set as keyof typeof SETS] }),
    base,
    isNegated: base !== rest,
    ifExists: ifExists !== undefined,
  };
}

const exactly: Test = (policy, request) => policy === request;
const isoOrEpoch = (text: string): number => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text));
const decimal = (text: string): number => (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text.trim()) ? Number(text) : NaN);

/** @param compare the request's value with the policy's. */
function ordered(read: (text: string) => number, compare: (request: number, policy: number) => boolean): Test {
  return (policy, request) => {
    const [given, asked] = [read(request), read(policy)];
    if (Number.isNaN(given)) return 'unknown';
    return !Number.isNaN(asked) && compare(given, asked);
  };
}

const COMPARISONS: Readonly<Record<string, (request: number, policy: number) => boolean>> = {
  equals: (request, policy) => request === policy,
  lessthan: (request, policy) => request < policy,
  lessthanequals: (request, policy) => request <= policy,
  greaterthan: (request, policy) => request > policy,
  greaterthanequals: (request, policy) => request >= policy,
};

/** Each of the six parts for itself: a star does not reach over a colon, except in the last. */
const arnLike: Test = (policy, request) => {
  const [asked, given] = [arnParts(policy), arnParts(request)];
  if (given.length < 6) return 'unknown';
  return asked.length === 6 && asked.every((part, index) => matches(patternOf(part), given[index] ?? ''));
};

function arnParts(arn: string): string[] {
  const [first = '', partition = '', service = '', region = '', account = '', ...resource] = arn.split(':');
  return resource.length === 0 ? [arn] : [first, partition, service, region, account, resource.join(':')];
}

const withinRange: Test = (policy, request) => {
  const family = isIP(request);
  if (family === 0) return 'unknown';
  const [address = '', length = isIP(policy) === 4 ? '32' : '128'] = policy.split('/');
  const [type, longest] = isIP(address) === 4 ? (['ipv4', 32] as const) : (['ipv6', 128] as const);
  if (isIP(address) !== family || !/^\d+$/.test(length) || Number(length) > longest) return false;
  const range = new BlockList();
  range.addSubnet(address, Number(length), type);
  return range.check(request, type);
};

const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['stringequals', { test: exactly, texts: { hasWildcards: false, ignoresCase: false } }],
  ['stringequalsignorecase', { test: exactly, texts: { hasWildcards: false, ignoresCase: true } }],
  ['stringlike', { test: exactly, texts: { hasWildcards: true, ignoresCase: false } }],
  ...Object.entries(COMPARISONS).flatMap(([name, compare]): [string, Operator][] => [
    [`numeric${name}`, { test: ordered(decimal, compare) }],
    [`date${name}`, { test: ordered(isoOrEpoch, compare) }],
  ]),
  ['bool', { test: (policy, request) => policy.toLowerCase() === request.toLowerCase() }],
  ['binaryequals', { test: exactly }],
  ['ipaddress', { test: withinRange }],
  // The two are alike: IAM user guide, "Amazon Resource Name (ARN) condition operators".
  ['arnequals', { test: arnLike }],
  ['arnlike', { test: arnLike }],
]);

export function operatorOf(base: string): Operator | undefined {
  return OPERATORS.get(base);
}

/** @param request a text, or the form of a text that is not known. */
export function weighText({ hasWildcards, ignoresCase }: NonNullable<Operator['texts']>, policy: Pattern, request: Pattern): Truth {
  const asked = hasWildcards ? policy : policy.map((part) => (typeof part === 'string' ? part : (part.description ?? '')));
  const [wide, narrow] = ignoresCase ? [lowered(asked), lowered(request)] : [asked, request];
  if (covers(wide, narrow)) return true;
  return overlaps(wide, narrow) ? 'unknown' : false;
}

function lowered(pattern: Pattern): Pattern {
  return pattern.map((part) => (typeof part === 'string' ? part.toLowerCase() : part));
}
