import type { Difference, Inventory } from './inventory';
import type { EntryPoint } from './names';

export interface StepResult {
  readonly title: string;
  readonly outcome: 'passed' | 'failed' | 'not run';
  readonly seconds: number;
  /** What was seen, or why it failed. */
  readonly detail: string;
}

export interface Findings {
  readonly version: string;
  readonly entryPoint: EntryPoint;
  readonly accountId: string;
  readonly region: string;
  readonly isLocal: boolean;
  /** In ISO 8601. */
  readonly startedAt: string;
  readonly seconds: number;
  readonly calls: number;
  readonly node: string;
  readonly isInterrupted: boolean;
  readonly steps: readonly StepResult[];
  /** Undefined if it could not be taken. */
  readonly inventory: { readonly before: Inventory; readonly after: Inventory; readonly differences: readonly Difference[] } | undefined;
  /** What could not be removed, and the command for a person. */
  readonly left: readonly { readonly what: string; readonly byHand: string }[];
  /** Why not. */
  readonly failures: readonly string[];
}

export type Verdict = 'passed' | 'failed' | 'interrupted';

export function verdictOf({ steps, inventory, left, isInterrupted }: Findings): Verdict {
  if (isInterrupted) return 'interrupted';
  const isClean = left.length === 0 && inventory?.differences.length === 0;
  return isClean && steps.every(({ outcome }) => outcome === 'passed') ? 'passed' : 'failed';
}

/** Markdown to paste into an issue: no secret, and of the account's number the last four digits only. */
export function reportOf(findings: Findings): string {
  const { version, entryPoint, accountId, region, isLocal, startedAt, seconds, calls, node, steps, left, failures } = findings;
  const where = isLocal ? `a local AWS emulator, as ${region}` : `account ********${accountId.slice(-4)}, ${region}`;
  return [
    `## Smoke test: ${verdictOf(findings)}`,
    '',
    `identity-pool-with-roles ${version} as ${entryPoint}, on ${where}, ${startedAt}, ${seconds} s, ${calls} AWS calls, Node.js ${node}.`,
    '',
    ...table(
      ['Step', 'Outcome', 'Seconds', 'What was seen'],
      steps.map((step) => [step.title, step.outcome, step.outcome === 'not run' ? '' : String(step.seconds), step.detail]),
    ),
    '',
    ...inventoryLines(findings),
    ...(left.length === 0
      ? []
      : [
          '',
          'These could not be removed. Remove them by hand:',
          '',
          ...left.map(({ what, byHand }) => `- ${what}: \`${byHand}\``),
          '',
          ...failures.map((failure) => `- ${oneLine(failure)}`),
        ]),
    '',
  ]
    .join('\n')
    .replaceAll(accountId, `********${accountId.slice(-4)}`);
}

function inventoryLines({ inventory }: Findings): readonly string[] {
  if (inventory === undefined) return ['The inventory after the run could not be taken.'];
  const { before, after, differences } = inventory;
  const kinds = Object.keys(before).map((kind) => [kind, String(before[kind]?.length ?? 0), String(after[kind]?.length ?? 0)]);
  return [
    ...table(['In the account', 'Before', 'After'], kinds),
    '',
    ...(differences.length === 0
      ? ['The account is as it was before.']
      : [
          'The account is not as it was before. If others work in it meanwhile, their changes are here too:',
          '',
          ...differences.map(({ kind, name, change }) => `- ${kind}: ${name} ${change}`),
        ]),
  ];
}

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
  [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.map((cell) => oneLine(cell).replaceAll('|', '\\|')).join(' | ')} |`);

const oneLine = (text: string): string => text.trim().replace(/\s*\n\s*/g, ' ');
