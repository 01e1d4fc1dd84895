/** Owns `npm run local-aws -- start|stop|status`: a local AWS with the provider stack in it, to try templates on. */
import { readArguments } from './local-aws/arguments';
import { explain, findKept, remember, stopKept } from './local-aws/kept';
import { deployProvider } from './local-aws/provider';
import { ReadableError, main } from './local-aws/readable-error';
import { withLocalAws } from './local-aws/server';

const start = async (): Promise<void> => {
  const kept = await findKept();
  if (kept !== undefined) {
    console.log(explain(kept));
    return;
  }
  await withLocalAws(
    async (aws) => {
      const { ServiceToken = '' } = await deployProvider(aws, { registryFunctions: true });
      remember(aws);
      console.log(`The provider stack is deployed; its ServiceToken is ${ServiceToken}\n\n${explain(aws)}`);
    },
    { keep: true },
  );
};

const stop = async (): Promise<void> => console.log((await stopKept()) ? 'The local AWS is stopped.' : 'No local AWS was up.');

const status = async (): Promise<void> => {
  const kept = await findKept();
  console.log(kept === undefined ? 'No local AWS is up.' : explain(kept));
};

await main(async () => {
  const { positionals } = readArguments({ allowPositionals: true });
  const [command = 'start'] = positionals;
  const commands: Record<string, () => Promise<void>> = { start, stop, status };
  const chosen = commands[command];
  if (chosen === undefined) throw new ReadableError(`"${command}" is not a command; use start, stop or status.`);
  await chosen();
});
