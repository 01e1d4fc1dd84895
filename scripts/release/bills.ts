/** What esbuild put into a bundle, as scripts/release/bill-of-materials.mjs writes it, and the notices that follow from it. */
import { readFile } from 'node:fs/promises';
import { ReadableError } from '../local-aws/readable-error';

export interface Component {
  readonly 'bom-ref': string;
  readonly group?: string;
  readonly name: string;
  readonly version?: string;
  /** `excluded`: read by the bundler, and nothing of it is in the bundle. */
  readonly scope?: string;
  readonly licenses?: readonly { readonly license?: { readonly id?: string; readonly name?: string }; readonly expression?: string }[];
  readonly evidence?: {
    readonly licenses?: readonly {
      readonly license: { readonly name: string; readonly text: { readonly content: string; readonly encoding?: string } };
    }[];
  };
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
}

export interface Bill {
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

/** What is inside, without what only looks like a package: modules that our own build writes. */
export async function readBill(file: string): Promise<Bill> {
  const bill = JSON.parse(await readFile(file, 'utf8')) as Bill;
  const components = bill.components.filter((component) => component.scope !== 'excluded' && !isVirtual(component));
  const gone = new Set(bill.components.filter((component) => !components.includes(component)).map((component) => component['bom-ref']));
  const dependencies = bill.dependencies
    .filter(({ ref }) => !gone.has(ref))
    .map(({ dependsOn, ...rest }) => (dependsOn === undefined ? rest : { ...rest, dependsOn: dependsOn.filter((ref) => !gone.has(ref)) }));
  return { ...bill, components, dependencies };
}

const isVirtual = ({ properties = [] }: Component): boolean =>
  properties.some(({ name, value }) => name === 'cdx:esbuild:input:isVirtual' && value === 'true');

/** One bill of a package that has several bundles. */
export function merged(first: Bill, second: Bill): Bill {
  const byRef = <T>(entries: readonly (readonly [string, T])[]): T[] =>
    [...new Map(entries)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  const dependsOn = (ref: string): string[] =>
    [first, second].flatMap((bill) => bill.dependencies.filter((each) => each.ref === ref).flatMap((each) => each.dependsOn ?? []));
  const refs = [...first.dependencies, ...second.dependencies].map(({ ref }) => ref);
  return {
    ...first,
    components: byRef([...first.components, ...second.components].map((component) => [component['bom-ref'], component])),
    dependencies: byRef(refs.map((ref) => [ref, { ref, dependsOn: [...new Set(dependsOn(ref))].sort() }])),
  };
}

export const toText = (bill: Bill): string => `${JSON.stringify(bill, null, 2)}\n`;

const labelOf = ({ group, name, version }: Component): string => `${group === undefined ? '' : `${group}/`}${name} ${version ?? ''}`;

const declaredBy = ({ licenses = [] }: Component): string =>
  licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? '').join(' AND ');

const textsOf = ({ evidence }: Component): string =>
  (evidence?.licenses ?? [])
    .map(({ license: { text } }) => (text.encoding === 'base64' ? Buffer.from(text.content, 'base64').toString('utf8') : text.content))
    .map((text) => text.replaceAll('\r\n', '\n').trim())
    .join('\n\n');

/** Of these the project's own LICENSE has the text. */
const OWN_LICENSE = 'Apache-2.0';

/**
 * Every package in the bundles, with its license as it ships it; packages with the same text stand together.
 * @throws ReadableError if a package ships no license that could be passed on.
 */
export function noticesOf(bills: readonly Bill[]): string {
  const components = new Map(bills.flatMap((bill) => bill.components).map((component) => [labelOf(component), component]));
  const labels = [...components.keys()].sort();
  const byText = new Map<string, string[]>();
  for (const label of labels) {
    const component = components.get(label) as Component;
    const text = textsOf(component) || withoutText(label, declaredBy(component));
    byText.set(text, [...(byText.get(text) ?? []), `${label} (${declaredBy(component)})`]);
  }
  const line = '='.repeat(80);
  const sections = [...byText].map(([text, packages]) => [line, ...packages, line, '', text, ''].join('\n'));
  return [HEAD, ...sections].join('\n');
}

const HEAD = `Third-party notices

These packages of others are inside, in part: a bundler takes what is used.
`;

function withoutText(label: string, declared: string): string {
  if (declared === OWN_LICENSE) return `Distributed without a copy of its license, which is the one in the file LICENSE: ${OWN_LICENSE}.`;
  throw new ReadableError(
    `${label} is in a bundle, declares the license ${declared || '(none)'} and has no text of it to pass on. Fix: take another package, or add the text to scripts/release/bills.ts.`,
  );
}
