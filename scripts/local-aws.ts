import { resolve } from 'node:path';
import { readArguments } from './local-aws/arguments';
import { deleteDeployed, deployTemplate, parametersFrom, stackNameOf } from './local-aws/deploy';
import { explain, findKept, remember, stopKept } from './local-aws/kept';
import { buildBundles, deployProvider } from './local-aws/provider';
import { ReadableError, main } from './local-aws/readable-error';
import { withLocalAws, type LocalAws } from './local-aws/server';

interface Given {
  readonly operand: string | undefined;
  readonly stack: string | undefined;
  readonly parameters: readonly string[];
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
      console.log(`The provider stack is deployed; its ServiceToken is ${ServiceToken}\n`);
      return aws;
    },
    { keep: true },
  );
};

const start = async (): Promise<void> => console.log(explain(await ensureUp()));

const deploy = async ({ operand, stack, parameters }: Given): Promise<void> => {
  if (operand === undefined) throw new ReadableError('Name a template: npm run local-aws -- deploy FILE');
  // npm runs scripts in the project's folder; what is given is meant from where the user is.
  const file = resolve(process.env['INIT_CWD'] ?? '.', operand);
  const name = stack ?? stackNameOf(file);
  const { done, outputs } = await deployTemplate(await ensureUp(), { file, stack: name, parameters: parametersFrom(parameters) });
  console.log(`Stack "${name}" is ${done}.`);
  for (const [key, value] of Object.entries(outputs)) console.log(`  ${key}  ${value}`);
  console.log(
    `\nTo delete it:  npm run local-aws -- delete ${name}\nTo look at it with the AWS command line:  npm run local-aws -- status`,
  );
};

const remove = async ({ operand }: Given): Promise<void> => {
  if (operand === undefined) throw new ReadableError('Name a stack: npm run local-aws -- delete STACK');
  const kept = await findKept();
  if (kept === undefined) throw new ReadableError('No local AWS emulator is up.');
  await deleteDeployed(kept, operand);
  console.log(`Stack "${operand}" is deleted.`);
};

const stop = async (): Promise<void> =>
  console.log((await stopKept()) ? 'The local AWS emulator is stopped.' : 'No local AWS emulator was up.');

const status = async (): Promise<void> => {
  const kept = await findKept();
  console.log(kept === undefined ? 'No local AWS emulator is up.' : explain(kept));
};

void main(async () => {
  const { positionals, values } = readArguments({
    allowPositionals: true,
    options: { stack: { type: 'string' }, parameter: { type: 'string', multiple: true, default: [] } },
  });
  const [command = 'start', operand] = positionals;
  const commands: Readonly<Record<string, (given: Given) => Promise<void>>> = { start, deploy, delete: remove, stop, status };
  const chosen = commands[command];
  if (chosen === undefined) throw new ReadableError(`"${command}" is not a command; use ${Object.keys(commands).join(', ')}.`);
  await chosen({ operand, stack: values.stack, parameters: values.parameter });
});
