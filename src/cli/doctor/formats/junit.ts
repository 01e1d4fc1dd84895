/** JUnit's XML: a suite for each pool, a case for each finding. */
import type { NotChecked } from '../reader';
import type { Report } from '../report';
import type { Examined } from './format';

export function toJUnit({ reports, notChecked, stale }: Examined): string {
  const suites = reports.map(suiteOf);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    ...suites,
    ...besideSuite(notChecked),
    ...staleSuite(stale),
    '</testsuites>',
  ].join('\n');
}

interface Case {
  readonly name: string;
  readonly className: string;
  readonly result?: { readonly element: 'failure' | 'skipped'; readonly message: string; readonly text?: string; readonly type?: string };
}

function suiteOf({ poolId, poolName, place, findings, notChecked, ignored = [] }: Report): string {
  const name = [place === undefined ? poolId : `${place.logicalId} in ${place.file}`, poolName].filter((part) => part !== '').join(' ');
  const cases: Case[] = [
    ...findings.map(({ id, severity, about, evidence, who, fix, place: at }): Case => {
      const where = at === undefined ? '' : `At ${at.logicalId} in ${at.file}${at.line === undefined ? '' : `:${String(at.line)}`}.\n`;
      return {
        name: `${id}: ${about}`,
        className: id,
        result: { element: 'failure', message: `${about}. ${evidence}`, type: severity, text: `${where}${who}\nFix: ${fix}` },
      };
    }),
    ...ignored.map(({ finding: { id, about }, reason }): Case => ({
      name: `${id}: ${about}`,
      className: id,
      result: { element: 'skipped', message: `ignored: ${reason}` },
    })),
    ...notChecked.map(notCheckedCase),
  ];
  return suite(name, cases.length === 0 ? [{ name: 'no findings', className: 'identity-pool' }] : cases);
}

function notCheckedCase({ what, why }: NotChecked): Case {
  return { name: what, className: 'not-checked', result: { element: 'skipped', message: `not checked: ${why}` } };
}

function besideSuite(notChecked: readonly NotChecked[]): string[] {
  return notChecked.length === 0 ? [] : [suite('not checked', notChecked.map(notCheckedCase))];
}

function staleSuite(stale: readonly string[]): string[] {
  if (stale.length === 0) return [];
  const cases = stale.map((sentence): Case => ({
    name: sentence,
    className: 'stale-entry',
    result: { element: 'skipped', message: sentence },
  }));
  return [suite('ignore file', cases)];
}

function suite(name: string, cases: readonly Case[]): string {
  const count = (element: 'failure' | 'skipped'): number => cases.filter(({ result }) => result?.element === element).length;
  const attributes = { name, tests: cases.length, failures: count('failure'), errors: 0, skipped: count('skipped') };
  return [`  <testsuite${attributesOf(attributes)}>`, ...cases.map(testCase), '  </testsuite>'].join('\n');
}

function testCase({ name, className, result }: Case): string {
  const open = `    <testcase${attributesOf({ name, classname: className })}`;
  if (result === undefined) return `${open}/>`;
  const { element, message, type, text = '' } = result;
  const inside = `<${element}${attributesOf({ message, ...(type === undefined ? {} : { type }) })}`;
  return `${open}>\n      ${inside}${text === '' ? '/>' : `>${escaped(text)}</${element}>`}\n    </testcase>`;
}

function attributesOf(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(String(value)).replace(/\n/g, '&#10;')}"`)
    .join('');
}

/** XML 1.0 has no place at all for most control characters, and names of an account may have any. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
