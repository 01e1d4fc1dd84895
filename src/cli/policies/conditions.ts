/**
 * One condition of a statement: whether it holds for a request, and if not, why.
 * Source: IAM user guide, "Condition operators" and "Set operators for multi-valued context keys".
 */
import type { Condition, Statement } from './document';
import { operatorOf, parseOperator, weighText, type NamedOperator, type Operator } from './operators';
import type { KeyValue, RequestKeys } from './request-keys';
import { all, any, not, type Truth } from './truth';
import { hasVariable, resolved } from './variables';
import { hasWildcard, patternOf, plainText, type Pattern } from './wildcards';

export interface WeighedCondition {
  readonly condition: Condition;
  readonly holds: Truth;
  /** Why it does not hold, or may not; absent if it holds. */
  readonly problem?: ConditionProblem;
}

export type ConditionProblem =
  /** No request of this kind has the key. */
  | 'absent key'
  /** The key has several values, and the operator takes one. */
  | 'several values'
  /** `*` and `?` are plain characters in this operator; as wildcards they would match. */
  | 'plain wildcard'
  /** ForAllValues, and the key has values beside those that are named. */
  | 'other values too'
  | 'differs'
  | 'not known';

export function weighCondition(condition: Condition, keys: RequestKeys, hasVariables: boolean): WeighedCondition {
  const operator = parseOperator(condition.operator);
  const found = keys(condition.key.toLowerCase());
  const holds = holdsFor({ condition, operator, found, keys, hasVariables });
  return holds === true
    ? { condition, holds }
    : { condition, holds, problem: problemOf({ condition, operator, found, keys, hasVariables }, holds) };
}

export function weighConditions({ conditions, hasVariables }: Statement, keys: RequestKeys): WeighedCondition[] {
  return conditions.map((condition) => weighCondition(condition, keys, hasVariables));
}

interface Weighing {
  readonly condition: Condition;
  readonly operator: NamedOperator;
  readonly found: KeyValue;
  readonly keys: RequestKeys;
  readonly hasVariables: boolean;
}

function holdsFor(weighing: Weighing): Truth {
  const { condition, operator, found } = weighing;
  const { set, base, isNegated, ifExists } = operator;
  if (base === 'null') return weighNull(condition.values, found);
  if (found.kind === 'absent') {
    // "If the key is not present, evaluate the condition element as true", and ForAnyValue: "for no matching key ... returns false".
    if (set === 'ForAnyValue') return ifExists ? 'unknown' : false;
    return set === 'ForAllValues' || ifExists || isNegated;
  }
  const known = operatorOf(base);
  if (known === undefined) return 'unknown';
  if (found.kind === 'unknown') return weighUnknown(weighing, known, found.form);
  if (found.kind === 'multi' && set === undefined) return false;
  const each = (found.kind === 'multi' ? found.values : [found.value]).map((text) => weighValue(weighing, known, plainText(text), text));
  return set === 'ForAllValues' ? all(each) : any(each);
}

function weighNull(values: readonly string[], found: KeyValue): Truth {
  if (found.kind === 'unknown') return 'unknown';
  return values.some((value) => (value.toLowerCase() === 'true') === (found.kind === 'absent'));
}

/** A key of which only the form is known may still be settled by it. That it might not be there at all is left open with IfExists and negation alike. */
function weighUnknown(weighing: Weighing, known: Operator, form: string | undefined): Truth {
  return form === undefined || known.texts === undefined ? 'unknown' : weighValue(weighing, known, patternOf(form), '');
}

/** One value of the request against all of the policy: one has to fit, or none if the operator is negated. */
function weighValue({ condition, operator, keys, hasVariables }: Weighing, known: Operator, request: Pattern, text: string): Truth {
  const fits = condition.values.map((value): Truth => {
    const policy = hasVariables && hasVariable(value) ? resolved(value, keys) : patternOf(value);
    if (policy === 'unknown') return 'unknown';
    // AWS does not say what a negated operator makes of a variable without a value.
    if (policy === 'no value') return operator.isNegated ? 'unknown' : false;
    if (known.texts !== undefined) return weighText(known.texts, policy, request);
    return known.test(policy.map((part) => (typeof part === 'string' ? part : part.description)).join(''), text);
  });
  const fit = any(fits);
  // What the request says is not of the operator's type: no match, and of the negation AWS says nothing.
  if (fit === 'unknown' && known.texts === undefined) return operator.isNegated ? 'unknown' : false;
  return operator.isNegated ? not(fit) : fit;
}

function problemOf(weighing: Weighing, holds: Truth): ConditionProblem {
  const { condition, operator, found } = weighing;
  if (holds === 'unknown') return 'not known';
  if (found.kind === 'absent') return 'absent key';
  if (operator.base === 'null') return 'differs';
  if (found.kind === 'multi' && operator.set === undefined) return 'several values';
  if (!operator.isNegated && isPlainWildcard(weighing)) return 'plain wildcard';
  if (operator.set === 'ForAllValues' && !operator.isNegated && found.kind === 'multi') {
    const asAny = { ...condition, operator: condition.operator.replace(/^forallvalues/i, 'ForAnyValue') };
    if (weighCondition(asAny, weighing.keys, weighing.hasVariables).holds === true) return 'other values too';
  }
  return 'differs';
}

function isPlainWildcard({ condition, operator, keys, hasVariables }: Weighing): boolean {
  if (operatorOf(operator.base)?.texts?.hasWildcards !== false || !condition.values.some((value) => hasWildcard(value))) return false;
  const asLike = { ...condition, operator: condition.operator.replace(/stringequals(ignorecase)?/i, 'StringLike') };
  return weighCondition(asLike, keys, hasVariables).holds !== false;
}
