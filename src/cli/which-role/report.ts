/** How the answer is reported: in lines for people, as JSON for programs (answer.schema.json). Of the claims, only those that rules name appear. */
import Table from 'cli-table3';
import { createColors } from 'picocolors';
import { describeOutcome, type Decision, type Outcome, type Refusal, type Step } from './outcome';
import { printable } from './quoted';
import type { Answer } from './sign-in';

export function toJson({ decision, pool, provider, isGuest, notes }: Answer): object {
  const { outcome, possible, why, trail } = decision;
  const [first] = possible;
  return {
    pool,
    ...(provider === undefined ? {} : { provider }),
    ...(isGuest === true ? { guest: true } : {}),
    outcome,
    ...(outcome === 'unsettled' ? { possible: possible.map(outcomeToJson) } : first === undefined ? {} : outcomeToJson(first)),
    why,
    trail,
    notes,
  };
}

function outcomeToJson(outcome: Outcome): object {
  if (outcome.kind === 'role') return { role: outcome.role };
  const { why, error, fix } = outcome;
  return { refused: { why, ...(error === undefined ? {} : { error }), fix } };
}

/** In place of an answer. */
export function failureToJson(problem: string): object {
  return { outcome: 'failed', problem };
}

export function toText({ decision, pool, signIn, notes }: Answer, isColored: boolean): string {
  const colors = createColors(isColored);
  return [
    `Pool      ${pool}`,
    `Sign-in   ${printable(signIn)}`,
    ...(decision.trail.length === 0 ? [] : ['', trailTable(decision.trail, isColored)]),
    '',
    ...verdict(decision).map((line, index) => (index === 0 ? colors.bold(COLOR[decision.outcome](colors)(line)) : line)),
    ...(notes.length === 0 ? [] : ['', ...notes.map((note) => `Note: ${printable(note)}`)]),
  ].join('\n');
}

function verdict({ outcome, possible, why }: Decision): string[] {
  const [first] = possible;
  if (outcome === 'unsettled' || first === undefined)
    return [
      'Unsettled: it cannot be known. One of:',
      ...possible.map((each) => `  - ${printable(describeOutcome(each))}`),
      `Why: ${printable(why)}.`,
    ];
  if (first.kind === 'role') return [`Role: ${printable(first.role)}`, `Why: ${printable(why)}.`];
  return [
    `Refused: ${printable(first.why)}.`,
    ...(why === first.why ? [] : [`Why: ${printable(why)}.`]),
    ...errorLines(first),
    `Fix: ${printable(first.fix)}`,
  ];
}

function errorLines({ error }: Refusal): string[] {
  return error === undefined ? [] : [`The app shows: ${error.code}: ${error.message}`];
}

const COLOR = {
  role: ({ green }: ReturnType<typeof createColors>) => green,
  refused: ({ red }: ReturnType<typeof createColors>) => red,
  unsettled: ({ yellow }: ReturnType<typeof createColors>) => yellow,
} as const;

function trailTable(trail: readonly Step[], isColored: boolean): string {
  const table = new Table({
    chars: NO_LINES,
    style: { 'padding-left': 0, 'padding-right': 3, head: [], border: [] },
  });
  const { green, yellow } = createColors(isColored);
  for (const { what, result, why } of trail)
    table.push([what, result === 'match' || result === 'used' ? green(result) : result === 'unsettled' ? yellow(result) : result, why]);
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

const NO_LINES = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
    'middle',
  ].map((name) => [name, '']),
);
