import { hintsWithoutTemplate, observe } from '../../core/observe/observe';
import { isMark } from '../../core/rules/ownership';
import { DEFAULT_PATH } from '../../core/rules/role-path';
import { NO_SETTINGS } from '../../core/settings';
import type { ObservedState } from '../../core/state';
import { EXIT, UsageError, type Context, type ExitCode, type Register } from '../context';
import { withAccountOptions, withExamples, withJsonOption, type CommonOptions } from '../options';
import { poolIdIn } from '../pool-argument';
import { nativeOf } from './native';

interface Options extends CommonOptions {
  readonly rolePath?: string;
  readonly resources?: boolean;
}

export const registerLeave: Register = (program, context, finish) => {
  const command = program
    .command('leave')
    .argument('<pool-id>', 'such as eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab, or the ARN of a pool')
    .summary('a pool as resources of CloudFormation itself, to leave this type with')
    .description(
      'Prints a template in which an identity pool, the roles that this type created for it, their assignment and its principal tags are ' +
        'resources of CloudFormation itself, for an import. Marks of this type are left out. Changes nothing. Run it before the pool is released: ' +
        'the marks say where its roles are.',
    )
    .option('--resources', 'print in its place the list for --resources-to-import')
    .option('--role-path <path>', `the account's path for created roles, if an administrator set another than ${DEFAULT_PATH}`)
    .action(async (pool: string, options: Options) => finish(await leave(pool, options, context)));
  withJsonOption(withAccountOptions(command));
  withExamples(
    command,
    [
      'leave eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab > native.yml',
      'leave eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab --resources > resources-to-import.json',
    ],
    EXIT_CODES,
  );
};

const EXIT_CODES = `Exit codes:
  0  the pool is printed
  2  wrong usage, or AWS could not be read`;

const leave = async (text: string, options: Options, context: Context): Promise<ExitCode> => {
  const poolId = poolIdIn(text, options.region);
  const { aws } = await context.openSession({ region: poolId.split(':')[0], profile: options.profile });
  const observed = await observe(aws, poolId, hintsWithoutTemplate({ settings: { ...NO_SETTINGS, path: options.rolePath } }));
  if (observed === undefined) throw new UsageError(`There is no identity pool ${poolId} in this account.`);
  const native = nativeOf(observed);
  const notes = notesOn(observed);
  if (options.json === true) context.print(JSON.stringify({ poolId, ...native, notes }, null, 2));
  else if (options.resources === true) context.print(JSON.stringify(native.resourcesToImport, null, 2));
  else {
    const { stringify } = await import('yaml');
    const head = notes.map((note) => `# ${note}\n`).join('');
    context.print(`${head}${stringify(native.template, { lineWidth: 0, singleQuote: true, aliasDuplicateObjects: false })}`.trimEnd());
  }
  return EXIT.fine;
};

/** What the template does not say. */
function notesOn({ pool, createdRoles, createdClients }: ObservedState): string[] {
  const marked = createdRoles.filter(({ tags }) => Object.keys(tags).some(isMark));
  return [
    ...marked.map(
      ({ name, tags }) =>
        `Once the pool is released, take the marks off role ${name}: aws iam untag-role --role-name ${name} --tag-keys ${Object.keys(tags).filter(isMark).join(' ')}`,
    ),
    ...createdClients.map(
      ({ clientId, userPoolId }) => `App client ${clientId} of user pool ${userPoolId} stays, and is not in this template.`,
    ),
    ...(pool.allowClassicFlow === undefined ? ['AllowClassicFlow was never set, and is left out.'] : []),
  ];
}
