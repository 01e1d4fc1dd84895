/** Mappings of type Rules: the rules in their order, and the role that the caller asked for instead. */
import type { MappingRule, RoleArn } from '../../core/state';
import { explain, matches, readingsFor, textsOf, type Claims, type Comparison, type Reading } from './comparison';
import { possibleValues, type KnownParts } from './open-values';
import { role, type Finding, type Outcome, type Step } from './outcome';
import { quoted } from './quoted';
import { askedWithoutMatch } from './refusals';

export interface RulesQuestion {
  readonly rules: readonly MappingRule[];
  /** undefined: AWS documents no claims of this provider, so any rule may match. */
  readonly claims: Claims | undefined;
  /** Claims that the token has and that only a deployment knows, such as the application id of Facebook. */
  readonly openClaims: readonly string[];
  readonly ifNoneMatches: readonly Outcome[];
  readonly customRole: RoleArn | undefined;
  /** How a missing claim is reported: what has no claim. */
  readonly lack: string;
  readonly knownParts: KnownParts;
}

interface NumberedRule extends MappingRule {
  /** In the list, from 1. */
  readonly number: number;
  /** What rules have in common that match or not for one reason: the value; nothing if any rule may match. */
  readonly unknown: string;
}

/** How a rule comes out in one reading: for each value that it may have, whether it matches. */
type Trial = (rule: NumberedRule) => ReadonlyMap<string, boolean>;

/** Where a walk through the rules may end: at a rule, or at none. */
type End = NumberedRule | undefined;

interface Tried extends Comparison {
  readonly rule: NumberedRule;
}

export function byRules(question: RulesQuestion): Finding {
  const rules = question.rules.map((rule, index) => ({
    ...rule,
    number: index + 1,
    unknown: mayBeEither(rule, question) ? `rule ${index + 1}` : rule.value,
  }));
  const trials = trialsOf(rules, question);
  const tried = rules.map((rule): Tried => ({ rule, ...comparisonOf(rule, trials, question) }));
  return question.customRole === undefined ? firstMatch(rules, trials, tried, question) : asked(rules, trials, tried, question);
}

/** Nothing is known of the claim, unless the rule is about the very value that only a deployment knows. */
function mayBeEither({ claim, value }: MappingRule, { claims, openClaims }: RulesQuestion): boolean {
  return claims === undefined || (openClaims.includes(claim) && claims[claim] !== value);
}

const EITHER: ReadonlyMap<string, boolean> = new Map([
  ['it matches', true],
  ['it does not', false],
]);

function trialsOf(rules: readonly NumberedRule[], question: RulesQuestion): Trial[] {
  const { claims, knownParts } = question;
  if (claims === undefined) return [() => EITHER];
  const readings = readingsFor(rules, claims);
  const values = valuesOf(rules, claims, readings, knownParts);
  return readings.map(
    (reading) => (rule) =>
      mayBeEither(rule, question)
        ? EITHER
        : new Map((values.get(rule.value) ?? []).map((value) => [value, matches({ ...rule, value }, claims, reading)])),
  );
}

/** A rule's value to the texts that it may be. */
function valuesOf(
  rules: readonly NumberedRule[],
  claims: Claims,
  readings: readonly Reading[],
  knownParts: KnownParts,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    rules.map(({ value }) => {
      const compared = rules.filter((other) => other.value === value).map(({ claim }) => claim.toLowerCase());
      const found = Object.entries(claims).filter(([name]) => compared.includes(name.toLowerCase()));
      const texts = new Set(found.flatMap(([, claim]) => readings.flatMap((reading) => textsOf(claim, reading))));
      // Whatever it turns out to be, the claim is the same.
      return [value, texts.has(value) ? [value] : possibleValues(knownParts(value), [...texts])];
    }),
  );
}

function comparisonOf(rule: NumberedRule, trials: readonly Trial[], question: RulesQuestion): Comparison {
  const { claims, lack, knownParts } = question;
  const results = new Set(trials.flatMap((trial) => [...trial(rule).values()]));
  const result = results.size > 1 ? 'unsettled' : results.has(true) ? 'match' : 'no match';
  if (claims === undefined) return { result, why: 'the documentation names no claims of this provider' };
  if (mayBeEither(rule, question)) return { result, why: `only a deployment knows the claim ${quoted(rule.claim)}` };
  const isOpen = knownParts(rule.value).length > 1 && result === 'unsettled';
  const why = explain(rule, claims, isOpen ? new Set() : results, lack);
  return { result, why: isOpen ? `${why}, and only a deployment knows the value of the rule` : why };
}

function firstMatch(rules: readonly NumberedRule[], trials: readonly Trial[], tried: readonly Tried[], question: RulesQuestion): Finding {
  const ends = trials.flatMap((trial) => walk(rules, trial).ends);
  const last = ends.includes(undefined) ? rules.length : Math.max(...ends.map((end) => end?.number ?? 0));
  const reached = tried.filter(({ rule }) => rule.number <= last);
  return {
    possible: outcomesAt(ends, rules, question),
    why: whyInOrder(
      ends,
      reached.filter(({ result }) => result === 'unsettled'),
    ),
    ...(ends.includes(undefined) ? { isAmbiguous: ends.every((end) => end === undefined) ? 'always' : 'maybe' } : {}),
    trail: tried.map((entry) =>
      reached.includes(entry) ? step(entry) : { ...step(entry), result: 'not reached', why: 'a rule before it matches' },
    ),
  };
}

/** In the order of the rules, whatever the order of the readings. */
function outcomesAt(ends: readonly End[], rules: readonly NumberedRule[], { ifNoneMatches }: RulesQuestion): Outcome[] {
  return [
    ...rules.filter((rule) => ends.includes(rule)).map(({ roleArn }) => role(roleArn)),
    ...(ends.includes(undefined) ? ifNoneMatches : []),
  ];
}

interface Walk {
  /** Every end that some value of the rules leads to. */
  readonly ends: readonly End[];
  /** The values with which no rule matches, by what they are the value of. */
  readonly unmatched: ReadonlyMap<string, ReadonlySet<string>>;
}

/** @param known what is known of the values already. */
function walk(rules: readonly NumberedRule[], trial: Trial, known: Walk['unmatched'] = new Map()): Walk {
  const unmatched = new Map(known);
  const ends: End[] = [];
  for (const rule of rules) {
    const results = trial(rule);
    const values = [...results.keys()].filter((value) => unmatched.get(rule.unknown)?.has(value) ?? true);
    const others = values.filter((value) => results.get(value) === false);
    if (others.length < values.length) ends.push(rule);
    if (others.length === 0) return { ends, unmatched };
    unmatched.set(rule.unknown, new Set(others));
  }
  return { ends: [...ends, undefined], unmatched };
}

function whyInOrder(ends: readonly End[], open: readonly Tried[]): string {
  const openRules = open.map(({ rule }) => rule);
  const settled = ends.find((end) => end !== undefined && !openRules.includes(end));
  const otherwise =
    settled !== undefined ? `rule ${settled.number} is the first that matches` : ends.includes(undefined) ? 'no rule matches' : undefined;
  if (openRules.length === 0) return otherwise ?? 'no rule matches';
  return otherwise === undefined
    ? `whether ${numbersOf(openRules)} not settled, but in each reading one of them does`
    : `whether ${numbersOf(openRules)} not settled; otherwise ${otherwise}`;
}

function numbersOf(rules: readonly NumberedRule[]): string {
  const numbers = rules.map(({ number }) => String(number));
  return numbers.length === 1 ? `rule ${numbers.join('')} matches is` : `rules ${numbers.join(', ')} match is`;
}

/** The documentation lets CustomRoleArn override the order; it does not say what becomes of one that no matching rule has. */
function asked(rules: readonly NumberedRule[], trials: readonly Trial[], tried: readonly Tried[], question: RulesQuestion): Finding {
  const { customRole = '' } = question;
  const having = rules.filter(({ roleArn }) => roleArn === customRole);
  const walks = trials.map((trial) => ({ trial, ...walk(having, trial) }));
  const isGiven = walks.some(({ ends }) => ends.some((end) => end !== undefined));
  const without = walks.filter(({ ends }) => ends.includes(undefined));
  // If no matching rule has the role, Cognito may refuse, or follow the order all the same.
  const inOrder = without.flatMap(({ trial, unmatched }) => walk(rules, trial, unmatched).ends);
  const trail = tried.map(step);
  if (without.length === 0) {
    const match = tried.find(({ rule, result }) => having.includes(rule) && result === 'match');
    const which = match === undefined ? 'in each reading a rule' : `rule ${match.rule.number}`;
    return { possible: [role(customRole)], why: `${which} matches and has the role that was asked for`, trail };
  }
  const open = tried.filter(({ rule, result }) => having.includes(rule) && result === 'unsettled').map(({ rule }) => rule);
  const sentence = 'what becomes of a role that is asked for and that no matching rule has is not documented';
  return {
    possible: [...(isGiven ? [role(customRole)] : []), askedWithoutMatch, ...outcomesAt(inOrder, rules, question)],
    why: open.length === 0 ? sentence : `whether ${numbersOf(open)} not settled, and ${sentence}`,
    trail,
  };
}

function step({ rule, result, why }: Tried): Step {
  return {
    what: `rule ${rule.number}: ${rule.claim} ${rule.matchType} ${quoted(rule.value)}`,
    result,
    why,
    role: rule.roleArn,
  };
}
