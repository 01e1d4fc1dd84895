import { Option } from 'commander';
import { EXIT, UsageError, type Context, type ExitCode, type Register } from '../context';
import { problemOf } from '../messages';
import { withAccountOptions, withExamples, withJsonOption, type CommonOptions } from '../options';
import { poolIdIn } from '../pool-argument';
import type { TemplateOptions } from '../template/given';
import { withTemplateOptions } from '../template/options';
import { examineAll, examinePool } from './examine';
import { SEVERITIES, type Severity } from './finding';
import { FORMATS, type Examined, type Format } from './formats/format';
import { toGitHub } from './formats/github';
import { toJUnit } from './formats/junit';
import { toOcsf } from './formats/ocsf';
import { toSarif } from './formats/sarif';
import { examineTemplate, examineTemplates } from './from-template';
import { readIgnoreFile, sift } from './ignore';
import { leastPrivilege } from './policy';
import type { NotChecked } from './reader';
import { allToJson, allToText, failureToJson, toJson, toText, type Report } from './report';

interface DoctorOptions extends CommonOptions, TemplateOptions {
  readonly template?: string;
  readonly templates?: boolean;
  readonly resource?: string;
  readonly all?: boolean;
  readonly regions?: string;
  readonly allRoles?: boolean;
  readonly ignore?: string;
  readonly format?: Format;
  readonly printPolicy?: boolean;
  readonly failOn: Severity;
}

export const registerDoctor: Register = (program, context, finish) => {
  const command = program
    .command('doctor')
    .argument('[pool-id|files...]', 'such as eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab, or the ARN of a pool; with --templates: files')
    .summary('what is wrong with an identity pool')
    .description(
      'Reads an identity pool, whoever made it, with its roles, their permissions, and its providers, and says what is wrong, who can do what ' +
        'because of it, and how to fix it. Changes nothing.',
    )
    .option(
      '--template <file>',
      'in place of a pool: the identity pools of a template, YAML or JSON, before it is deployed; - for standard input',
    )
    .option('--templates', 'the arguments are files: the identity pools of those that have any; for hooks')
    .option('--all', 'in place of a pool: every identity pool of the account in one region, or in those of --regions')
    .option('--regions <list>', 'with --all: regions, by commas, such as eu-west-1,us-east-1')
    .option('--all-roles', 'every role of the account that identities of the pool can take through the classic flow, too')
    .option('--ignore <file>', 'findings that are accepted: a YAML list of finding, pool, resource, reason and until')
    .addOption(new Option('--format <format>', 'how the findings are written').choices(FORMATS))
    .option('--print-policy', 'print the permissions that a full check of this pool needs, and ask AWS nothing')
    .addOption(
      new Option('--fail-on <severity>', 'the least severity for exit code 1; findings below it are reported all the same')
        .choices(SEVERITIES)
        .default('low' satisfies Severity),
    )
    .action(async (given: readonly string[], options: DoctorOptions) => finish(await doctor(given, options, context)));
  withTemplateOptions(command, 'with --template: ');
  withJsonOption(withAccountOptions(command));
  withExamples(
    command,
    [
      'doctor eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab',
      'doctor eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab --profile production --json',
      'doctor eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab --fail-on high',
      'doctor eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab --print-policy',
      'doctor --all --regions eu-west-1,us-east-1 --all-roles',
      'doctor --template template.yml --region eu-west-1 --format sarif --ignore identity-pools.ignore.yml',
    ],
    EXIT_CODES,
  );
};

const EXIT_CODES = `Exit codes:
  0  no findings
  1  there are findings
  2  wrong usage, or AWS could not be read
  3  not everything could be read: what is reported is not all, findings or not`;

async function doctor(given: readonly string[], options: DoctorOptions, context: Context): Promise<ExitCode> {
  const format = options.format ?? (options.json === true ? 'json' : 'text');
  try {
    if (options.json === true && format !== 'json') throw new UsageError(`Give --json or --format ${format}, not both.`);
    if (options.printPolicy === true) {
      const poolId = poolIdIn(onlyPool(given, options), options.region);
      context.print(JSON.stringify(leastPrivilege(poolId, options), null, 2));
      return EXIT.fine;
    }
    const entries = options.ignore === undefined ? [] : await readIgnoreFile(options.ignore, context);
    const now = (context.now ?? Date.now)();
    const { kind, reports: found, notChecked } = await examined(given, options, context);
    const { reports, stale } = sift(found, entries, { file: options.ignore ?? '', now, isPart: options.templates === true });
    context.print(written({ kind, reports, notChecked, stale, now }, format, context.isColored));
    return exitCodeFor({ reports, notChecked }, options.failOn);
  } catch (error) {
    // Another format has no place for a failure: standard error says it, and the exit code.
    if (format === 'json')
      context.print(JSON.stringify(failureToJson(problemOf(error) ?? 'The tool failed; its stack trace is on standard error.'), null, 2));
    throw error;
  }
}

interface Found {
  readonly kind: 'one' | 'several';
  readonly reports: readonly Report[];
  /** Beside what each report has. */
  readonly notChecked: readonly NotChecked[];
}

async function examined(given: readonly string[], options: DoctorOptions, context: Context): Promise<Found> {
  if (options.templates === true) {
    if (options.template !== undefined || options.all === true) throw new UsageError('Give one of --template, --templates and --all.');
    if (options.resource !== undefined) throw new UsageError('--resource goes with --template FILE.');
    return { kind: 'several', reports: await examineTemplates(given, options, context), notChecked: [] };
  }
  const [pool, ...others] = given;
  if (others.length > 0) throw new UsageError('Give one pool. For all pools of an account there is --all, for several files --templates.');
  if ([pool, options.template, options.all].filter((each) => each !== undefined).length !== 1)
    throw new UsageError('Give one of POOL_ID, --template FILE and --all.');
  if (options.regions !== undefined && options.all !== true) throw new UsageError('--regions goes with --all.');
  if (options.template !== undefined)
    return { kind: 'several', reports: await examineTemplate(options.template, options, context), notChecked: [] };
  if (pool !== undefined)
    return { kind: 'one', reports: [await examinePool(poolIdIn(pool, options.region), options, context)], notChecked: [] };
  if (options.regions !== undefined && options.region !== undefined) throw new UsageError('Give --region or --regions, not both.');
  const regions = options.regions?.split(',').map((region) => region.trim()) ?? [options.region];
  return { kind: 'several', ...(await examineAll([...new Set(regions)], options, context)) };
}

function onlyPool([pool, ...others]: readonly string[], { template, templates, all }: DoctorOptions): string {
  if (pool === undefined || others.length > 0 || templates === true || template !== undefined || all === true)
    throw new UsageError('--print-policy goes with the id of one pool.');
  return pool;
}

function written({ kind, ...found }: Found & Examined, format: Format, isColored: boolean): string {
  const [only] = found.reports;
  switch (format) {
    case 'text':
      return kind === 'one' && only !== undefined ? toText(only, isColored, found.stale) : allToText(found, isColored);
    case 'json':
      return JSON.stringify(kind === 'one' && only !== undefined ? toJson(only, found.stale) : allToJson(found), null, 2);
    case 'sarif':
      return JSON.stringify(toSarif(found), null, 2);
    case 'github':
      return toGitHub(found);
    case 'junit':
      return toJUnit(found);
    case 'ocsf':
      return JSON.stringify(toOcsf(found), null, 2);
  }
}

function exitCodeFor({ reports, notChecked }: Pick<Found, 'reports' | 'notChecked'>, failOn: Severity): ExitCode {
  if (notChecked.length > 0 || reports.some((report) => report.notChecked.length > 0)) return EXIT.unknown;
  const counting = SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  return reports.some(({ findings }) => findings.some(({ severity }) => counting.includes(severity))) ? EXIT.findings : EXIT.fine;
}
