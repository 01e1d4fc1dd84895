import { isMap } from './template';
import { OpenComparison, problemIn, type Comparison, type Scope } from './scope';
import { canBe, Unknown } from './unknown';

/**
 * @param name of one of the template's Conditions.
 * @throws OpenComparison where the condition depends on an unknown value and nothing is assumed of it.
 */
export function isTrue(name: unknown, scope: Scope, place: unknown): boolean {
  const answer = named(name, scope, place);
  if (typeof answer === 'boolean') return answer;
  throw new OpenComparison(answer);
}

function named(name: unknown, scope: Scope, place: unknown): boolean | Comparison {
  const { template, path } = scope;
  if (typeof name !== 'string') throw problemIn(scope, place, 'a condition is named by a text. Give the name of one of the Conditions.');
  if (!Object.hasOwn(template.Conditions, name))
    throw problemIn(
      scope,
      place,
      `The template has no condition ${name}. It has: ${Object.keys(template.Conditions).join(', ') || 'none'}.`,
    );
  const step = `condition ${name}`;
  if (path.includes(step))
    throw problemIn(scope, template.Conditions[name], `The condition ${name} depends on itself. Take it out of its own definition.`);
  return holds(template.Conditions[name], { ...scope, path: [...path, step] });
}

function holds(condition: unknown, scope: Scope): boolean | Comparison {
  const [entry, ...others] = isMap(condition) ? Object.entries(condition) : [];
  if (entry === undefined || others.length > 0)
    throw problemIn(scope, condition, 'A condition is one function: Fn::Equals, Fn::And, Fn::Or, Fn::Not or Condition.');
  const [name, argument] = entry;
  if (name === 'Condition') return named(argument, scope, condition);
  const members = Array.isArray(argument) ? (argument as unknown[]) : [];
  const wants = SIZES.get(name);
  if (wants === undefined)
    throw problemIn(scope, condition, `${name} is not known in a condition. Known: Fn::Equals, Fn::And, Fn::Or, Fn::Not, Condition.`);
  const [least, most] = wants;
  if (members.length < least || members.length > most)
    throw problemIn(
      scope,
      condition,
      `${name} takes a list of ${least === most ? String(least) : `${String(least)} to ${String(most)}`}, not of ${String(members.length)}.`,
    );
  switch (name) {
    case 'Fn::Equals':
      return equals(members, scope, condition);
    case 'Fn::Not': {
      const answer = holds(members[0], scope);
      return typeof answer === 'boolean' ? !answer : answer;
    }
    default: {
      // One member that is known can decide without the others.
      const decisive = name === 'Fn::Or';
      const answers = members.map((member) => holds(member, scope));
      return answers.includes(decisive) ? decisive : (answers.find((answer) => typeof answer !== 'boolean') ?? !decisive);
    }
  }
}

const SIZES = new Map<string, readonly [number, number]>([
  ['Fn::Equals', [2, 2]],
  ['Fn::Not', [1, 1]],
  ['Fn::And', [2, 10]],
  ['Fn::Or', [2, 10]],
]);

function equals(members: readonly unknown[], scope: Scope, place: unknown): boolean | Comparison {
  const [one, other] = members.map((member) => comparable(scope.resolve(member, scope), scope, place));
  if (typeof one === 'string' && typeof other === 'string') return one === other;
  const [open, against] = one instanceof Unknown ? [one, other] : [other as Unknown, one];
  const text = typeof against === 'string' ? against : undefined;
  if (text === undefined && open.shown === (against as Unknown).shown) return true;
  if (text !== undefined && !canBe(open, text)) return false;
  return assumedOr(comparisonOf(open, against as string | Unknown, text), scope);
}

/**
 * Whether an unknown value is this text.
 * @throws OpenComparison where nothing is assumed of it.
 */
export function isText(open: Unknown, text: string, scope: Scope): boolean {
  if (!canBe(open, text)) return false;
  const answer = assumedOr({ ...comparisonOf(open, text, text), isOfValue: true }, scope);
  if (typeof answer === 'boolean') return answer;
  throw new OpenComparison(answer);
}

function comparable(value: unknown, scope: Scope, place: unknown): string | Unknown {
  if (value instanceof Unknown || typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw problemIn(scope, place, 'Fn::Equals compares two texts, and one of these is none.');
}

function comparisonOf(open: Unknown, against: string | Unknown, text: string | undefined): Comparison {
  const right = typeof against === 'string' ? against : against.shown;
  const holes = [...open.holes, ...(typeof against === 'string' ? [] : against.holes)];
  return {
    key: JSON.stringify([open.shown, right]),
    shown: `${open.shown} = ${right === '' ? "''" : right}`,
    unknown: open.shown,
    text,
    options: [...new Set(holes.flatMap(({ option }) => (option === undefined ? [] : [option])))],
  };
}

function assumedOr(comparison: Comparison, { assumed }: Scope): boolean | Comparison {
  const already = assumed.get(comparison.key);
  if (already !== undefined) return already.holds;
  // A value that equals one text equals no other.
  const excluded = [...assumed.values()].some(
    ({ holds, unknown, text }) => holds && unknown === comparison.unknown && text !== undefined && comparison.text !== undefined,
  );
  return excluded ? false : comparison;
}
