import type { RoleArn } from '../../core/state';
import { UsageError, type Context } from '../context';
import { accountOf } from '../native/account';
import { OPEN_VALUE } from '../native/documents';
import type { NativePool, NativeTemplate } from '../native/native-template';
import type { Place } from '../native/resources';
import { poolsIn, type TemplatePool } from '../native/variants';
import { readGiven, secretValuesOf, type TemplateOptions } from '../template/given';
import { readText } from '../read-text';
import { checkedRegion } from '../template/options';
import { createPlaceholders } from '../template/placeholders';
import { hiding } from '../template/secrets';
import type { Assumption } from '../template/scope';
import { loadTemplate } from '../template/template';
import { findingsOf } from './checks';
import { bySeverity, type Finding } from './finding';
import { gather } from './gather';
import { Reader } from './reader';
import type { Report } from './report';

export interface TemplateDoctorOptions extends TemplateOptions {
  readonly resource?: string;
  readonly region?: string;
  readonly allRoles?: boolean;
}

/** One report for each identity pool of the template, whatever type makes it. */
export async function examineTemplate(file: string, options: TemplateDoctorOptions, context: Context): Promise<Report[]> {
  const region = checkedRegion(options.region ?? process.env['AWS_REGION']);
  const template = await loadTemplate(file, context);
  const placeholders = createPlaceholders(region);
  const given = readGiven(options, [template]);
  const pools = poolsIn({ template, resource: options.resource, given, region, placeholders });
  if (pools.length === 0)
    throw new NoPools(`${file} has no identity pool: neither AWS::Cognito::IdentityPool nor a resource of this project's types.`);
  const examined = await Promise.all(pools.map((pool) => examine(pool, (context.now ?? Date.now)(), options.allRoles === true)));
  const hide = hiding(secretValuesOf(template, given));
  return united(examined.map((report, index) => ({ report, assumed: pools[index]?.native.assumed ?? [] }))).map((report) =>
    withoutRepeats(shown(report, (text) => hide(placeholders.show(text)))),
  );
}

const OF_POOLS = /AWS::Cognito::IdentityPool\b|IdentityPoolWithRoles/;

/**
 * Those of the files that have identity pools, as a hook hands over whatever has changed. The others may be no templates at all.
 * @throws UsageError with the problems of all files.
 */
export async function examineTemplates(files: readonly string[], options: TemplateDoctorOptions, context: Context): Promise<Report[]> {
  const problems: string[] = [];
  const reports: Report[] = [];
  for (const file of files)
    try {
      if (OF_POOLS.test(await readText(file, context))) reports.push(...(await examineTemplate(file, options, context)));
    } catch (error) {
      if (error instanceof NoPools) continue;
      if (!(error instanceof UsageError)) throw error;
      problems.push(error.message);
    }
  if (problems.length > 0) throw new UsageError([...new Set(problems)].join('\n'));
  return reports;
}

class NoPools extends UsageError {}

async function examine({ native, pool }: TemplatePool, now: number, allRoles: boolean): Promise<Report> {
  const reader = new Reader();
  const gathered = await gather({ ...accountOf({ ...native, pools: [pool] }), reader }, pool.pool.id, { now, allRoles });
  if (gathered === 'absent') throw new Error(`${pool.place.logicalId} is not in its own template`);
  const notChecked = gathered === 'unread' ? reader.notChecked : gathered.notChecked;
  const all = gathered === 'unread' ? [] : findingsOf(gathered.facts, gathered.unread);
  const isOpen = ({ id, evidence }: Finding): boolean => id === 'trust-unsettled' && evidence.includes(OPEN_VALUE);
  return {
    poolId: pool.pool.id,
    poolName: pool.pool.name,
    place: pool.place,
    findings: all.filter((finding) => !isOpen(finding)).map((finding) => ({ ...finding, place: placeOf(finding, native, pool) })),
    notChecked: notChecked.filter(({ isOutside }) => isOutside !== true),
    notKnown: [
      ...(pool.rivals.length === 0
        ? []
        : [`which of ${pool.rivals.join(' and ')} gives the pool its roles: the last one written counts. Keep one`]),
      ...notChecked.filter(({ isOutside }) => isOutside === true).map(({ what }) => what),
      ...all.filter(isOpen).map(({ about, evidence }) => `whom ${about}, trusts. ${evidence}`),
    ],
  };
}

interface Way {
  readonly report: Report;
  readonly assumed: readonly Assumption[];
}

/** One report for each pool: of what differs between the ways in which the template may turn out, it says when it is so. */
function united(ways: readonly Way[]): Report[] {
  const ids = [...new Set(ways.map(({ report }) => report.poolId))];
  return ids.flatMap((id) => {
    const ofPool = ways.filter(({ report }) => report.poolId === id);
    const reports = ofPool.map(({ report }) => report);
    const [first] = reports;
    if (first === undefined) return [];
    const conditional = distinct(reports.flatMap(({ findings }) => findings)).map((finding) => ({ finding, when: when(finding, ofPool) }));
    const isOfValue = ({ when: assumed }: { readonly when: readonly Assumption[] }): boolean => assumed.some((each) => each.isOfValue);
    return [
      {
        ...first,
        findings: bySeverity(
          conditional.filter((each) => !isOfValue(each)).map(({ finding, when: assumed }) => underCondition(finding, assumed)),
        ),
        notChecked: distinct(reports.flatMap(({ notChecked }) => notChecked)),
        notKnown: distinct([
          ...reports.flatMap(({ notKnown = [] }) => notKnown),
          ...conditional
            .filter(isOfValue)
            .map(({ finding: { id: finding, about }, when: assumed }) => `${finding}, ${about}: only if ${described(assumed)}`),
        ]),
      },
    ];
  });
}

/** What is assumed wherever the finding holds; nothing if it holds in every way. */
function when(finding: Finding, ways: readonly Way[]): readonly Assumption[] {
  const key = JSON.stringify(finding);
  const holding = ways.filter(({ report }) => report.findings.some((each) => JSON.stringify(each) === key));
  const [first] = holding;
  if (first === undefined || holding.length === ways.length) return [];
  return first.assumed.filter((each) =>
    holding.every(({ assumed }) => assumed.some((other) => other.key === each.key && other.holds === each.holds)),
  );
}

function underCondition(finding: Finding, assumed: readonly Assumption[]): Finding {
  return assumed.length === 0 ? finding : { ...finding, evidence: `If ${described(assumed)}: ${finding.evidence}` };
}

function described(assumed: readonly Assumption[]): string {
  return assumed
    .map(({ shown, unknown, text, holds }) => {
      if (text === undefined) return holds ? shown : `${shown} is false`;
      return `${unknown} is ${holds ? '' : 'not '}${text === '' ? "''" : text}`;
    })
    .join(' and ');
}

/** Several placeholders may stand for what is shown as the same. */
function withoutRepeats(report: Report): Report {
  return { ...report, notKnown: distinct(report.notKnown ?? []) };
}

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

const OF_ASSIGNMENTS = /^(mapping-|token-mapping-|rule-|no-|ambiguous-|claim-|client-without-mapping)/;

/** The resource to change: the role, what assigns it, or else the pool. */
function placeOf({ id, about }: Finding, native: NativeTemplate, pool: NativePool): Place {
  const isAbout = (name: string): boolean =>
    name !== '' && (about === name || about.startsWith(`${name},`) || about.startsWith(`${name}.`));
  const role = native.roles.find((each) => isAbout(each.role.arn satisfies RoleArn));
  if (role !== undefined) return role.place;
  const isOfAttachment = id !== 'token-check-off' && (/^rule \d+ of /.test(about) || OF_ASSIGNMENTS.test(id));
  return isOfAttachment ? (pool.attachment ?? pool.place) : pool.place;
}

function shown(report: Report, show: (text: string) => string): Report {
  const inAll = <Value>(value: Value): Value => {
    if (typeof value === 'string') return show(value) as Value;
    if (Array.isArray(value)) return value.map(inAll) as Value;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, inAll(member)])) as Value;
  };
  return inAll(report);
}
