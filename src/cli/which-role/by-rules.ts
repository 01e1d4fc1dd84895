/** Owns mappings of type Rules: the rules in their order, and the role that the caller asked for instead. */
import type { MappingRule, RoleArn } from '../../core/state';
import { compare, type Claims, type Comparison } from './comparison';
import { denied, role, type Finding, type Outcome, type Step } from './outcome';
import { quoted } from './quoted';

interface Tried extends Comparison {
  readonly rule: MappingRule;
  readonly number: number;
}

export const byRules = (
  rules: readonly MappingRule[],
  claims: Claims | undefined,
  whereNoneMatches: readonly Outcome[],
  customRole: RoleArn | undefined,
  lack: string,
): Finding => {
  const tried = rules.map((rule, index) => ({
    rule,
    number: index + 1,
    ...(claims === undefined ? NO_CLAIMS_KNOWN : compare(rule, claims, lack)),
  }));
  const inOrder = firstMatch(tried, whereNoneMatches);
  return customRole === undefined ? inOrder : asked(tried, inOrder, customRole);
};

const NO_CLAIMS_KNOWN: Comparison = { result: 'unsettled', why: 'the documentation names no claims of this provider' };

const firstMatch = (tried: readonly Tried[], whereNoneMatches: readonly Outcome[]): Finding => {
  const end = tried.findIndex(({ result }) => result === 'match');
  const first = tried[end];
  const reached = first === undefined ? tried : tried.slice(0, end + 1);
  const open = reached.filter(({ result }) => result === 'unsettled');
  return {
    possible: [...open.map(({ rule }) => role(rule.roleArn)), ...(first === undefined ? whereNoneMatches : [role(first.rule.roleArn)])],
    why: whyInOrder(first, open),
    isAmbiguous: first === undefined,
    trail: tried.map((entry) =>
      reached.includes(entry) ? step(entry) : { ...step(entry), result: 'not reached', why: 'a rule before it matches' },
    ),
  };
};

const whyInOrder = (first: Tried | undefined, open: readonly Tried[]): string => {
  const settled = first === undefined ? 'no rule matches' : `rule ${first.number} is the first that matches`;
  return open.length === 0 ? settled : `whether ${numbersOf(open)} not settled; otherwise ${settled}`;
};

const numbersOf = (open: readonly Tried[]): string => {
  const numbers = open.map(({ number }) => String(number));
  return numbers.length === 1 ? `rule ${numbers.join('')} matches is` : `rules ${numbers.join(', ')} match is`;
};

/** The documentation lets CustomRoleArn override the order; it does not say what becomes of one that no matching rule has. */
const asked = (tried: readonly Tried[], inOrder: Finding, customRole: RoleArn): Finding => {
  const trail = tried.map(step);
  const having = tried.filter(({ rule }) => rule.roleArn === customRole);
  const match = having.find(({ result }) => result === 'match');
  if (match !== undefined)
    return { possible: [role(customRole)], why: `rule ${match.number} matches and has the role that was asked for`, trail };
  const maybe = having.filter(({ result }) => result === 'unsettled');
  const sentence = 'what becomes of a role that is asked for and that no matching rule has is not documented';
  return {
    possible: [...maybe.map(() => role(customRole)), denied('no matching rule has the role that was asked for'), ...inOrder.possible],
    why: maybe.length === 0 ? sentence : `whether ${numbersOf(maybe)} not settled, and ${sentence}`,
    trail,
  };
};

const step = ({ rule, number, result, why }: Tried): Step => ({
  what: `rule ${number}: ${rule.claim} ${rule.matchType} ${quoted(rule.value)}`,
  result,
  why,
  role: rule.roleArn,
});
