/** Owns how the answer is told: in lines for people, as JSON for programs. Of the claims, only those appear that rules name. */
import Table from 'cli-table3';
import { createColors } from 'picocolors';
import { describeOutcome, type Decision, type Step } from './outcome';
import { printable } from './quoted';

export interface Answer {
  readonly decision: Decision;
  /** Whose pool: an id, or where the properties are from. */
  readonly pool: string;
  /** Absent for a guest. */
  readonly provider?: string;
  readonly notes: readonly string[];
}

export const toJson = ({ decision, pool, provider, notes }: Answer): object => {
  const { outcome, possible, why, trail } = decision;
  const [first] = possible;
  return {
    pool,
    ...(provider === undefined ? { guest: true } : { provider }),
    outcome,
    ...(outcome === 'role' && first?.kind === 'role' ? { role: first.role } : {}),
    ...(outcome === 'denied' && first?.kind === 'denied' ? { denied: first.why } : {}),
    ...(outcome === 'unsettled'
      ? { possible: possible.map((each) => (each.kind === 'role' ? { role: each.role } : { denied: each.why })) }
      : {}),
    why,
    trail,
    notes,
  };
};

export const toText = ({ decision, pool, provider, notes }: Answer, isColoured: boolean): string => {
  const colours = createColors(isColoured);
  return [
    `Pool      ${pool}`,
    `Sign-in   ${provider === undefined ? 'guest' : printable(provider)}`,
    ...(decision.trail.length === 0 ? [] : ['', trailTable(decision.trail, isColoured)]),
    '',
    ...verdict(decision).map((line, index) => (index === 0 ? colours.bold(COLOUR[decision.outcome](colours)(line)) : line)),
    ...(notes.length === 0 ? [] : ['', ...notes.map((note) => `Note: ${note}`)]),
  ].join('\n');
};

const verdict = ({ outcome, possible, why }: Decision): string[] => {
  const [first] = possible;
  switch (outcome) {
    case 'role':
      return [`Role: ${first?.kind === 'role' ? printable(first.role) : ''}`, `Why: ${why}.`];
    case 'denied':
      return [`Denied: ${first?.kind === 'denied' ? printable(first.why) : ''}.`, `Why: ${why}.`];
    case 'unsettled':
      return [
        'Unsettled: the documentation leaves it open. One of:',
        ...possible.map((each) => `  - ${printable(describeOutcome(each))}`),
        `Why: ${why}.`,
      ];
  }
};

const COLOUR = {
  role: ({ green }: ReturnType<typeof createColors>) => green,
  denied: ({ red }: ReturnType<typeof createColors>) => red,
  unsettled: ({ yellow }: ReturnType<typeof createColors>) => yellow,
} as const;

const trailTable = (trail: readonly Step[], isColoured: boolean): string => {
  const table = new Table({
    chars: NO_LINES,
    style: { 'padding-left': 0, 'padding-right': 3, head: [], border: [] },
  });
  const { green, yellow } = createColors(isColoured);
  for (const { what, result, why } of trail)
    table.push([what, result === 'match' || result === 'used' ? green(result) : result === 'unsettled' ? yellow(result) : result, why]);
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
};

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
