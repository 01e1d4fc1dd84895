import { Option } from 'commander';
import { EXIT, UsageError, type Context, type ExitCode, type Register } from '../context';
import { forPeople, problemOf } from '../messages';
import { withAccountOptions, withExamples, withJsonOption, type CommonOptions } from '../options';
import { poolIdIn } from '../pool-argument';
import type { TemplateOptions } from '../template/given';
import { withTemplateOptions } from '../template/options';
import { findingsOf } from './checks';
import { SEVERITIES, type Severity } from './finding';
import { examineTemplate } from './from-template';
import { gather } from './gather';
import { leastPrivilege } from './policy';
import { Reader } from './reader';
import { allToJson, failureToJson, toJson, toText, type Report } from './report';

interface DoctorOptions extends CommonOptions, TemplateOptions {
  readonly template?: string;
  readonly resource?: string;
  readonly printPolicy?: boolean;
  readonly failOn: Severity;
}

export const registerDoctor: Register = (program, context, finish) => {
  const command = program
    .command('doctor')
    .argument('[pool-id]', 'such as eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab, or the ARN of a pool')
    .summary('what is wrong with an identity pool')
    .description(
      'Reads an identity pool, whoever made it, with its roles, their permissions, and its providers, and says what is wrong, who can do what ' +
        'because of it, and how to fix it. Changes nothing.',
    )
    .option(
      '--template <file>',
      'in place of a pool: the identity pools of a template, YAML or JSON, before it is deployed; - for standard input',
    )
    .option('--print-policy', 'print the permissions that a full check of this pool needs, and ask AWS nothing')
    .addOption(
      new Option('--fail-on <severity>', 'the least severity for exit code 1; findings below it are reported all the same')
        .choices(SEVERITIES)
        .default('low' satisfies Severity),
    )
    .action(async (pool: string | undefined, options: DoctorOptions) => finish(await doctor(pool, options, context)));
  withTemplateOptions(command, 'with --template: ');
  withJsonOption(withAccountOptions(command));
  withExamples(
    command,
    [
      'doctor eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab',
      'doctor eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab --profile production --json',
      'doctor eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab --fail-on high',
      'doctor eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab --print-policy',
      'doctor --template template.yml --region eu-west-1',
    ],
    EXIT_CODES,
  );
};

const EXIT_CODES = `Exit codes:
  0  no findings
  1  there are findings
  2  wrong usage, or AWS could not be read
  3  not everything could be read: what is reported is not all, findings or not`;

async function doctor(pool: string | undefined, options: DoctorOptions, context: Context): Promise<ExitCode> {
  const inJson = options.json === true;
  try {
    if (options.template !== undefined) {
      if (pool !== undefined) throw new UsageError('Give a pool or --template, not both.');
      const reports = await examineTemplate(options.template, options, context);
      context.print(
        inJson ? JSON.stringify(allToJson(reports), null, 2) : reports.map((report) => toText(report, context.isColoured)).join('\n\n'),
      );
      return exitCodeFor(reports, options.failOn);
    }
    if (pool === undefined) throw new UsageError('Give the id of a pool, or --template FILE.');
    const poolId = poolIdIn(pool, options.region);
    if (options.printPolicy === true) {
      context.print(JSON.stringify(leastPrivilege(poolId), null, 2));
      return EXIT.fine;
    }
    const report = await examine(poolId, options, context);
    context.print(inJson ? JSON.stringify(toJson(report), null, 2) : toText(report, context.isColoured));
    return exitCodeFor([report], options.failOn);
  } catch (error) {
    if (inJson)
      context.print(JSON.stringify(failureToJson(problemOf(error) ?? 'The tool failed; its stack trace is on standard error.'), null, 2));
    throw error;
  }
}

function exitCodeFor(reports: readonly Report[], failOn: Severity): ExitCode {
  if (reports.some(({ notChecked }) => notChecked.length > 0)) return EXIT.unknown;
  const counting = SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  return reports.some(({ findings }) => findings.some(({ severity }) => counting.includes(severity))) ? EXIT.findings : EXIT.fine;
}

async function examine(poolId: string, options: CommonOptions, { openSession, showProgress, now = Date.now }: Context): Promise<Report> {
  const { region = poolId.slice(0, poolId.indexOf(':')), profile } = options;
  const session = await openSession({ region, ...(profile === undefined ? {} : { profile }) });
  const reader = new Reader(({ done, known }) => showProgress?.(`Reading ${poolId}: ${done} of ${known}`));
  try {
    const gathered = await gather({ ...session, reader }, poolId, now());
    if (gathered === 'absent') throw new UsageError(`There is no identity pool ${poolId} in this account.`);
    if (gathered === 'unread') throw new UsageError(reader.notChecked.map(({ why }) => why).join(' '));
    const { facts, unread, notChecked } = gathered;
    return {
      poolId,
      poolName: facts.pool.name,
      findings: findingsOf(facts, unread),
      notChecked: notChecked.map((entry) => ({ ...entry, why: forPeople(entry.why) })),
    };
  } finally {
    showProgress?.('');
  }
}
