/** Findings that somebody has looked at and accepts, each with a reason, and until when. */
import { problemAt, usageProblem } from '../template/problem';
import { isMap } from '../template/template';
import { lineOf, readYaml } from '../template/yaml';
import { readText } from '../read-text';
import { UsageError, type Context } from '../context';
import { FINDINGS } from './catalogue';
import type { Finding } from './finding';
import type { Report } from './report';

export interface Entry {
  readonly finding: string;
  /** The id or the name of a pool; left out: of any. */
  readonly pool?: string;
  /** A logical id of a template, the name or the ARN of a role, a provider; left out: of any. */
  readonly resource?: string;
  readonly reason: string;
  /** The last day on which it counts, such as 2027-01-31; left out: for good. */
  readonly until?: string;
  readonly line: number;
}

export interface Ignored {
  readonly finding: Finding;
  readonly reason: string;
  readonly until?: string;
}

const KEYS = ['finding', 'pool', 'resource', 'reason', 'until'];

/** @throws UsageError with every problem of the file, each with its line. */
export async function readIgnoreFile(file: string, context: Context): Promise<readonly Entry[]> {
  const parsed = readYaml(await import('yaml'), await readText(file, context), file);
  if (parsed === null || parsed === '' || parsed === undefined) return [];
  if (!Array.isArray(parsed)) throw usageProblem(`${file} is no list. Give a list of entries with finding and reason.`);
  const problems = parsed.flatMap((entry: unknown) => problemsOf(entry, file));
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  return parsed.map((entry: unknown) => ({ ...(entry as Omit<Entry, 'line'>), line: lineOf(entry) ?? 1 }));
}

function problemsOf(entry: unknown, file: string): string[] {
  const at = (problem: string, key?: string): string => problemAt(file, lineOf(entry, key), problem).message;
  if (!isMap(entry)) return [problemAt(file, undefined, 'an entry is no map. Give it finding and reason.').message];
  const unknown = Object.keys(entry).filter((key) => !KEYS.includes(key));
  const notText = KEYS.filter((key) => Object.hasOwn(entry, key) && (typeof entry[key] !== 'string' || entry[key] === ''));
  const { finding, reason, until } = entry;
  return [
    ...unknown.map((key) => at(`${key} is not known in an entry. Known: ${KEYS.join(', ')}.`, key)),
    ...notText.map((key) =>
      at(
        entry[key] === '' || entry[key] === null
          ? `${key} is empty.`
          : `${key} is ${JSON.stringify(entry[key])}, which is no text. Write it in quotes.`,
        key,
      ),
    ),
    ...(finding === undefined ? [at('an entry has no finding: say which kind it is about.')] : []),
    ...(typeof finding === 'string' && !Object.hasOwn(FINDINGS, finding)
      ? [at(`there is no kind of finding ${finding}. The guide lists all.`, 'finding')]
      : []),
    ...(reason === undefined ? [at('an entry has no reason: say why it may be ignored.')] : []),
    ...(typeof until === 'string' && !isDay(until) ? [at(`until is ${until}, which is no day such as 2027-01-31.`, 'until')] : []),
  ];
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

export interface Sifted {
  readonly reports: readonly Report[];
  /** Entries that are over, or that no finding fits any more; whole sentences. */
  readonly stale: readonly string[];
}

export interface Circumstances {
  readonly file: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Only some of the pools that the file is for were examined, so that an entry that fits none of them may still be of use. */
  readonly isPart?: boolean;
}

export function sift(reports: readonly Report[], entries: readonly Entry[], { file, now, isPart = false }: Circumstances): Sifted {
  const used = new Set<Entry>();
  const isOver = ({ until }: Entry): boolean => until !== undefined && now >= Date.parse(`${until}T00:00:00Z`) + DAY;
  const sifted = reports.map((report): Report => {
    const ignored: Ignored[] = [];
    const findings = report.findings.filter((finding) => {
      const fitting = entries.filter((entry) => fits(entry, finding, report));
      for (const entry of fitting) used.add(entry);
      const entry = fitting.find((each) => !isOver(each));
      if (entry === undefined) return true;
      const { reason, until } = entry;
      ignored.push({ finding, reason, ...(until === undefined ? {} : { until }) });
      return false;
    });
    return { ...report, findings, ignored };
  });
  const stale = entries.flatMap((entry) => {
    const what = `${file}:${String(entry.line)}: the entry on ${entry.finding}`;
    if (!used.has(entry)) return isForOthers(entry, reports) || isPart ? [] : [`${what} fits no finding any more. Remove it.`];
    return isOver(entry) ? [`${what} is over since ${String(entry.until)}. Fix what it is about, or look at it again.`] : [];
  });
  return { reports: sifted, stale };
}

/** The pool that it names was not examined, as where one file is for templates and accounts. */
function isForOthers({ pool }: Entry, reports: readonly Report[]): boolean {
  return pool !== undefined && !reports.some((report) => namesOf(report).includes(pool));
}

function namesOf({ poolId, poolName, place }: Report): readonly (string | undefined)[] {
  return [poolId, poolName, place?.logicalId];
}

const DAY = 24 * 60 * 60 * 1000;

function fits({ finding: id, pool, resource }: Entry, finding: Finding, report: Report): boolean {
  if (id !== finding.id) return false;
  if (pool !== undefined && !namesOf(report).includes(pool)) return false;
  if (resource === undefined) return true;
  // What a finding is about begins with the ARN, the provider or the rule.
  const [first = ''] = finding.about.split(/, |: /);
  return finding.place?.logicalId === resource || first === resource || first.endsWith(`/${resource}`);
}
