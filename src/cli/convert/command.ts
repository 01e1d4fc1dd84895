import { Option } from 'commander';
import schema from '../../../schema.json';
import { asPoolId } from '../../core/rules/pool-id';
import { EXIT, UsageError, type Context, type ExitCode, type Register } from '../context';
import { withExamples } from '../options';
import { readText } from '../read-text';
import { toTemplate } from '../template/template';
import { readYaml } from '../template/yaml';
import { ENTRY_POINTS, type EntryPoint, type Stage } from './conversion';
import { convert, type Converted } from './convert';
import { print, printPair } from './print';
import { readSource } from './source';
import { describeSteps, stepsOf } from './steps';

const PRINTED = ['template', 'resource', 'steps', 'retained', 'taken-out', 'adopted', 'imported', 'resources-to-import', 'json'] as const;

interface Options {
  readonly entryPoint: EntryPoint;
  readonly resource?: string;
  readonly print: (typeof PRINTED)[number];
  readonly pool?: string;
  readonly handOver: readonly string[];
  readonly keepRoleNames?: boolean;
}

export const registerConvert: Register = (program, context, finish) => {
  const command = program
    .command('convert')
    .argument('<template>', 'a template with native resources, YAML or JSON; - for standard input')
    .summary('turns native resources of a template into one of this type')
    .description(
      'Prints the template with one resource of this type in place of an AWS::Cognito::IdentityPool, its role attachment, its principal tags and ' +
        'its roles; what refers to them refers to the new resource. What differs, and what could not be carried over, is printed on standard error. ' +
        'Asks AWS nothing and writes no file.',
    )
    .addOption(
      new Option('--entry-point <name>', 'what the new resource is').choices(ENTRY_POINTS).default('custom-resource' satisfies EntryPoint),
    )
    .option('--resource <logical-id>', 'the AWS::Cognito::IdentityPool, if the template has several')
    .addOption(
      new Option(
        '--print <what>',
        'template: the whole template, for a new stack or for the end of a move; resource: the new resource alone; steps: how to move a deployed ' +
          'stack without losing the pool; retained, taken-out, adopted, imported, resources-to-import: the files of these steps; json: all of it, for ' +
          'another program',
      )
        .choices(PRINTED)
        .default('template' satisfies Options['print']),
    )
    .option('--pool <pool-id>', 'the id of the deployed pool, for the files of the steps')
    .option(
      '--hand-over <logical-id>',
      'with --print adopted or imported: a native role that the new resource replaces by one of its own; may be given often',
      (value: string, previous: readonly string[]) => [...previous, value],
      [],
    )
    .option('--keep-role-names', 'keep RoleName, for a stack of its own: IAM refuses the name while the old role has it')
    .action(async (file: string, options: Options) => finish(await convertFile(file, options, context)));
  withExamples(
    command,
    [
      'convert native.yml > converted.yml',
      'convert native.yml --print steps',
      'convert native.yml --print adopted --pool eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab > adopted.yml',
      'convert cdk.out/App.template.json --entry-point registry-type --print resource',
    ],
    EXIT_CODES,
  );
};

const EXIT_CODES = `Exit codes:
  0  everything was carried over
  1  something was not: standard error says what and why
  2  wrong usage, a file that cannot be read, or nothing to convert`;

const STAGES: Readonly<Record<Options['print'], Stage>> = {
  template: 'complete',
  resource: 'complete',
  steps: 'complete',
  json: 'complete',
  retained: 'retained',
  'taken-out': 'taken-out',
  adopted: 'adopted',
  imported: 'imported',
  'resources-to-import': 'imported',
};

async function convertFile(file: string, options: Options, context: Context): Promise<ExitCode> {
  const stage = STAGES[options.print];
  const poolId = checkedPool(options, stage);
  const text = (await readText(file, context)).replace(/\r\n/g, '\n');
  const yaml = await import('yaml');
  // Refuses what is no template, in the words of the other commands.
  toTemplate(readYaml(yaml, text, file), file);
  const converted = convert(readSource(yaml, text, file), {
    entryPoint: options.entryPoint,
    resource: options.resource,
    stage,
    poolId,
    handedOver: options.handOver,
    keepsRoleNames: options.keepRoleNames === true,
  });
  context.print(printed({ file, options, converted }).replace(/\n$/, ''));
  if (options.print === 'retained' || options.print === 'resources-to-import') return EXIT.fine;
  if (options.print !== 'json') context.complain(reportOf(converted));
  return converted.leftOut.length > 0 ? EXIT.findings : EXIT.fine;
}

function checkedPool({ pool, print: what, handOver }: Options, stage: Stage): string | undefined {
  if (pool !== undefined && asPoolId(pool) === undefined) throw new UsageError(`${pool} is not the id of an identity pool: REGION:GUID.`);
  if (pool === undefined && stage !== 'complete' && stage !== 'retained')
    throw new UsageError(`--print ${what} needs --pool ID, the id of the deployed pool. --print steps says how to find it.`);
  if (handOver.length > 0 && what !== 'adopted' && what !== 'imported')
    throw new UsageError(`--hand-over is for --print adopted or imported; --print ${what} hands over every role or none.`);
  return pool;
}

function printed({
  file,
  options,
  converted,
}: {
  readonly file: string;
  readonly options: Options;
  readonly converted: Converted;
}): string {
  const { source, layout, pair, id } = converted;
  const resource = (): string => (pair === undefined ? '' : printPair(source, pair, layout));
  switch (options.print) {
    case 'resource':
      return resource();
    case 'steps':
      return describeSteps(stepsOf({ file, entryPoint: options.entryPoint, converted, poolId: options.pool }));
    case 'resources-to-import':
      return JSON.stringify(
        [{ ResourceType: schema.typeName, LogicalResourceId: id, ResourceIdentifier: { IdentityPoolId: options.pool } }],
        null,
        2,
      );
    case 'json':
      return JSON.stringify(
        {
          logicalId: id,
          replaces: converted.removed.map((each) => each.id),
          putRight: converted.fixed,
          notCarriedOver: converted.leftOut,
          notes: converted.notes,
          template: print(source, layout),
          resource: resource(),
          steps: stepsOf({ file, entryPoint: options.entryPoint, converted, poolId: options.pool }).map(({ title, commands }) => ({
            title,
            commands,
          })),
        },
        null,
        2,
      );
    default:
      return print(source, layout);
  }
}

function reportOf({ id, removed, fixed, leftOut, notes }: Converted): string {
  const list = (title: string, items: readonly string[]): string[] =>
    items.length === 0 ? [] : ['', title, ...items.map((item) => `  - ${item}`)];
  return [
    removed.length === 0 ? `${id} is not in it yet.` : `${id} takes the place of ${removed.map((each) => each.id).join(', ')}.`,
    ...list('Fixed:', fixed),
    ...list('Not carried over:', leftOut),
    ...list('Good to know:', notes),
  ].join('\n');
}
