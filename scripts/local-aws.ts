import { Command } from 'commander';
import { resolve } from 'node:path';
import { deleteDeployed, deployTemplate, readTemplate, stackNameOf } from './local-aws/deploy';
import { explain, findKept, remember, stopKept } from './local-aws/kept';
import { parametersFrom } from './local-aws/parameters';
import { buildBundles, deployProvider } from './local-aws/provider';
import { ReadableError, main } from './local-aws/readable-error';
import { withLocalAws, type LocalAws } from './local-aws/server';

interface DeployOptions {
  readonly stack?: string;
  readonly parameter?: readonly string[];
}

/** The one that is up, or a new one. */
const ensureUp = async (): Promise<LocalAws> => {
  const kept = await findKept();
  if (kept !== undefined) return kept;
  await buildBundles();
  return withLocalAws(
    async (aws) => {
      const { ServiceToken = '' } = await deployProvider(aws, { registryFunctions: true });
      remember(aws);
      console.log(`The provider stack of the custom resource (template.yml) is deployed; its ServiceToken is ${ServiceToken}\n`);
      return aws;
    },
    { keep: true },
  );
};

const start = async (): Promise<void> => console.log(explain(await ensureUp()));

const deploy = async (path: string, options: DeployOptions): Promise<void> => {
  // npm runs scripts in the project's folder; what is given is meant from where the user is.
  const file = resolve(process.env['INIT_CWD'] ?? '.', path);
  const name = options.stack ?? stackNameOf(file);
  const parameters = parametersFrom(options.parameter ?? []);
  const template = readTemplate(file, parameters);
  const { done, outputs } = await deployTemplate(await ensureUp(), { template, stack: name, parameters });
  console.log(`Stack "${name}" is ${done}.`);
  for (const [key, value] of Object.entries(outputs)) console.log(`  ${key}  ${value}`);
  console.log(
    `\nTo delete it:  npm run local-aws -- delete ${name}\nTo look at it with the AWS command line:  npm run local-aws -- status`,
  );
};

const remove = async (stack: string): Promise<void> => {
  const kept = await findKept();
  if (kept === undefined) throw new ReadableError('No local AWS emulator is up.');
  await deleteDeployed(kept, stack);
  console.log(`Stack "${stack}" is deleted.`);
};

const stop = async (): Promise<void> =>
  console.log((await stopKept()) ? 'The local AWS emulator is stopped.' : 'No local AWS emulator was up.');

const status = async (): Promise<void> => {
  const kept = await findKept();
  console.log(kept === undefined ? 'No local AWS emulator is up.' : explain(kept));
};

const program = new Command('npm run local-aws --')
  .description('A local AWS emulator on this machine, with the custom resource installed in it. Without a command: start.')
  .showHelpAfterError()
  // The word most like destroy is deploy.
  .showSuggestionAfterError(false)
  .helpCommand(false)
  .addHelpText(
    'after',
    '\nExample:\n  $ npm run local-aws -- deploy my-template.yml --stack photos --parameter Stage=test --parameter Owner=me',
  );
program.command('start').description('starts the emulator, unless it is up').action(start);
program
  .command('deploy')
  .description('creates or updates a stack, and starts the emulator if it is not up')
  .argument('<FILE>', 'a template, in YAML or JSON')
  .option('--stack <NAME>', "the stack's name; by default that of the file")
  .option(
    '--parameter <NAME=VALUE>',
    'a parameter of the template; once for each',
    (pair: string, others: readonly string[] | undefined) => [...(others ?? []), pair],
  )
  .action(deploy);
program.command('delete').description('deletes a stack').argument('<STACK>', "the stack's name").action(remove);
program.command('status').description('shows how to talk to the emulator').action(status);
program.command('stop').description('stops the emulator, and all that is in it is gone').action(stop);

void main(async () => {
  const given = process.argv.slice(2);
  await program.parseAsync(given.length === 0 ? ['start'] : given, { from: 'user' });
});
