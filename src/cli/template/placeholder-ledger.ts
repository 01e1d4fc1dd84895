/** Which placeholder stands for which unknown value. */
import { dnsSuffixOf, partitionOf } from '../../core/rules/partition';
import { fits, type SchemaNode } from './schema-node';
import type { Form, Hole } from './unknown';

/** Twelve digits that nobody's template has in it by chance. */
export const ACCOUNT_ID = '418273650917';

export const STACK_NAME = 'STACK';

/** Between the limits of a session's length, and like no length that somebody would choose. */
const FIRST_NUMBER = 41_827;

export interface Entry {
  readonly shown: string;
  readonly knownParts: readonly string[];
}

/** Grows while values are placed, so that the same unknown value has the same placeholder each time. */
export interface Ledger {
  /** Of the stack: ARNs and user pools that are not known are taken to be there. */
  readonly region: string;
  readonly indexes: Map<string, number>;
  /** By placeholder. */
  readonly entries: Map<string, Entry>;
  readonly numbers: Map<number, string>;
  /** Texts of the caller's own, and how they are shown. */
  readonly declared: Map<string, string>;
  /** Maps to which a macro adds what no placeholder stands for. */
  readonly openMaps: Set<string>;
  /** The form that a value has where it stands alone, for texts that it is a part of. */
  readonly forms: Map<string, string>;
}

export function emptyLedger(region: string): Ledger {
  return {
    region,
    indexes: new Map(),
    entries: new Map(),
    numbers: new Map(),
    declared: new Map(),
    openMaps: new Set(),
    forms: new Map(),
  };
}

export function nameOf({ indexes }: Ledger, shown: string): string {
  const index = indexes.get(shown) ?? indexes.size;
  indexes.set(shown, index);
  return `unresolved${String(index).padStart(3, '0')}`;
}

/** @returns the placeholder. */
export function remember(
  { entries }: Ledger,
  placeholder: string,
  { shown, knownParts = ['', ''] }: Partial<Entry> & Pick<Entry, 'shown'>,
): string {
  entries.set(placeholder, { shown, knownParts });
  return placeholder;
}

export function numberFor({ numbers }: Ledger, shown: string): number {
  const known = [...numbers].find(([, each]) => each === shown)?.[0];
  const number = known ?? FIRST_NUMBER + numbers.size;
  numbers.set(number, shown);
  return number;
}

/** The placeholder for a value that stands alone. */
export function alone(ledger: Ledger, { shown, form }: Pick<Hole, 'shown' | 'form'>, node: SchemaNode | undefined): string {
  const possible = candidates(ledger, shown, form);
  return possible.find((text) => fits(text, node)) ?? possible[0] ?? shown;
}

/** The placeholder for a value that is a part of a text. */
export function partOf(ledger: Ledger, { shown, form }: Hole): string {
  const text = ledger.forms.get(shown) ?? candidates(ledger, shown, form)[0] ?? shown;
  return form === 'accountId' ? text : remember(ledger, text, { shown });
}

/** The forms in which a placeholder may be expected; the likeliest one comes first. */
function candidates(ledger: Ledger, shown: string, form: Form): string[] {
  if (form === 'accountId') return [ACCOUNT_ID];
  if (form === 'stackName') return [STACK_NAME];
  const { region } = ledger;
  const name = nameOf(ledger, shown);
  const iam = `arn:${partitionOf(region)}:iam::${ACCOUNT_ID}`;
  const others = [
    name,
    `${region}_${name}`,
    ...['role', 'policy', 'saml-provider'].map((kind) => `${iam}:${kind}/${name}`),
    `${iam}:oidc-provider/${name}.${dnsSuffixOf(region)}`,
    `/${name}/`,
  ];
  if (form === 'userPoolId') return [`${region}_${name}`, ...others];
  if (form === 'arn') return [`arn:${partitionOf(region)}:service:${region}:${ACCOUNT_ID}:${name}`, ...others];
  return others;
}
