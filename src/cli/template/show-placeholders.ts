/** Shows texts as the template has them, with its own words in place of placeholders. */
import { ACCOUNT_ID, STACK_NAME, type Entry, type Ledger } from './placeholder-ledger';
import { isMap } from './template';

const ACCOUNT_SHOWN = '${AWS::AccountId}';

export function show({ entries, declared, numbers }: Ledger, text: string): string {
  const all: [string, string][] = [
    ...[...entries].map(([placeholder, { shown }]): [string, string] => [placeholder, shown]),
    ...declared,
    ...[...numbers].map(([number, shown]): [string, string] => [String(number), shown]),
  ];
  // A placeholder may be a part of a longer one.
  const longestFirst = all.sort(([one], [other]) => other.length - one.length);
  return [...longestFirst, [ACCOUNT_ID, ACCOUNT_SHOWN] as const].reduce(
    (result, [placeholder, shown]) =>
      /^\d+$/.test(placeholder)
        ? result.replace(new RegExp(`(?<![\\w.-])${placeholder}(?![\\w.-])`, 'g'), () => shown)
        : result.replaceAll(placeholder, () => shown),
    text,
  );
}

export function showAll(ledger: Ledger, value: unknown): unknown {
  if (typeof value === 'string') return show(ledger, value);
  if (typeof value === 'number') return ledger.numbers.get(value) ?? value;
  if (Array.isArray(value)) return value.map((member) => showAll(ledger, member));
  if (!isMap(value)) return value;
  const members = Object.entries(value).map(([key, member]) => [show(ledger, key), showAll(ledger, member)] as const);
  return ledger.declared.get(JSON.stringify(value)) ?? Object.fromEntries(members);
}

export function knownPartsIn({ entries }: Ledger, text: string): string[] {
  const placeholders = new Map<string, Entry>([...entries, [ACCOUNT_ID, { shown: ACCOUNT_SHOWN, knownParts: ['', ''] }]]);
  const names = [...placeholders.keys()].sort((one, other) => other.length - one.length);
  const known = [''];
  for (const piece of text.split(new RegExp(`(${names.map(escaped).join('|')})`))) {
    const [first = '', ...rest] = placeholders.get(piece)?.knownParts ?? [piece];
    known[known.length - 1] = `${known.at(-1) ?? ''}${first}`;
    known.push(...rest);
  }
  return known;
}

export function isOpen({ entries }: Ledger, text: string): boolean {
  return [...entries.keys()].some((placeholder) => text.includes(placeholder));
}

export function everyUnknown({ entries, numbers, openMaps }: Ledger): string[] {
  const all = new Set([...[...entries.values()].map(({ shown }) => shown), ...numbers.values(), ...openMaps]);
  return [...all].filter((shown) => shown !== STACK_NAME);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
