/** Owns `npm run local-aws -- start|stop|status`: a local AWS with the provider stack in it, to try templates on. */
import { parseArgs } from 'node:util';
import { explain, findKept, remember, stopKept } from './local-aws/kept';
import { deployProvider } from './local-aws/provider';
import { ReadableError, main } from './local-aws/readable-error';
import { startLocalAws, stopLocalAws } from './local-aws/server';

const start = async (): Promise<void> => {
  const kept = await findKept();
  if (kept !== undefined) {
    console.log(explain(kept));
    return;
  }
  const aws = await startLocalAws({ keep: true });
  try {
    const { ServiceToken = '' } = await deployProvider(aws, { registryFunctions: true });
    remember(aws);
    console.log(`The provider stack is deployed; its ServiceToken is ${ServiceToken}\n\n${explain(aws)}`);
  } catch (error) {
    await stopLocalAws(aws);
    throw error;
  }
};

const stop = async (): Promise<void> => console.log((await stopKept()) ? 'The local AWS is stopped.' : 'No local AWS was up.');

const status = async (): Promise<void> => {
  const kept = await findKept();
  console.log(kept === undefined ? 'No local AWS is up.' : explain(kept));
};

await main(async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [command = 'start'] = positionals;
  const commands: Record<string, () => Promise<void>> = { start, stop, status };
  const chosen = commands[command];
  if (chosen === undefined) throw new ReadableError(`"${command}" is not a command; use start, stop or status.`);
  await chosen();
});
