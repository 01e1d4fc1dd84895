import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, openSync, closeSync, rmSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { preparePython, pythonTool } from './python';
import { ReadableError } from './readable-error';

/** Where a local AWS emulator is, and who one is there. */
export interface LocalAws {
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  /** The process group of the server and of the functions that it runs. */
  readonly pid: number;
  readonly folder: string;
}

export const REGION = 'eu-west-1';
export const ACCOUNT_ID = '123456789012';

/** Of the account's root. */
export const CREDENTIALS = { accessKeyId: 'local-root', secretAccessKey: 'local-secret', sessionToken: 'local-session-token' };

const credentialVariables = {
  AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
  AWS_SESSION_TOKEN: CREDENTIALS.sessionToken,
};

const START_TIMEOUT = 60_000;
const STOP_TIMEOUT = 5_000;

/** Starts a local AWS emulator that ends with this process at the latest, unless it is to be kept. */
export const startLocalAws = async ({ keep = false } = {}): Promise<LocalAws> => {
  await preparePython();
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const folder = resolve('.local', `aws-${port}`);
  for (const name of ['state', 'tmp', 's3']) mkdirSync(join(folder, name), { recursive: true });

  const log = openSync(join(folder, 'server.log'), 'w');
  const server = spawn(pythonTool('python'), [resolve('scripts/local-aws/serve.py'), ...(keep ? ['--keep'] : [])], {
    env: {
      ...pick(process.env, ['PATH', 'HOME', 'LANG']),
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      // Its default, localhost, may be ::1, where nothing listens.
      MINISTACK_HOST: '127.0.0.1',
      MINISTACK_ACCOUNT_ID: ACCOUNT_ID,
      MINISTACK_REGION: REGION,
      // Signatures and IAM policies count: a function may do what its role allows, and these credentials are the account's root.
      AUTH: 'true',
      ...credentialVariables,
      // Would listen on a fixed port.
      IOT_MTLS_ENABLED: '0',
      STATE_DIR: join(folder, 'state'),
      S3_DATA_DIR: join(folder, 's3'),
      TMPDIR: join(folder, 'tmp'),
    },
    stdio: [keep ? 'ignore' : 'pipe', log, log],
    // A process group of its own: Ctrl-C in the terminal reaches this process alone, which then ends it in order.
    detached: true,
  });
  closeSync(log);
  const aws: LocalAws = { endpoint, region: REGION, accountId: ACCOUNT_ID, pid: server.pid ?? 0, folder };
  server.unref();
  (server.stdin as (NodeJS.WritableStream & { unref?: () => void }) | null)?.unref?.();
  try {
    await untilUp(aws, server);
  } catch (error) {
    await stopLocalAws(aws);
    throw error;
  }
  return aws;
};

/** Ends the server and the functions that it runs, and removes its folder. Safe to repeat. */
export const stopLocalAws = async ({ pid, folder }: Pick<LocalAws, 'pid' | 'folder'>): Promise<void> => {
  const deadline = Date.now() + STOP_TIMEOUT;
  for (let signal: NodeJS.Signals = 'SIGTERM'; signalGroup(pid, signal); signal = Date.now() < deadline ? 'SIGTERM' : 'SIGKILL') {
    await sleep(100);
    // Nothing outlives that. Who is there still is dead, and waits to be asked how it ended, which nobody does where PID 1 is no init, as in many containers.
    if (signal === 'SIGKILL') break;
  }
  rmSync(folder, { recursive: true, force: true });
};

/** Does the work with a local AWS emulator of its own that is gone afterwards, also after a failure or Ctrl-C; or kept, but only after work well done. */
export const withLocalAws = async <Result>(work: (aws: LocalAws) => Promise<Result>, { keep = false } = {}): Promise<Result> => {
  const aws = await startLocalAws({ keep });
  const interruption = new AbortController();
  const interrupt = (signal: NodeJS.Signals): void => {
    interruption.abort();
    console.error(`\n${signal}: stopping the local AWS emulator.`);
    void stopLocalAws(aws).finally(() => process.exit(130));
  };
  for (const signal of ENDING_SIGNALS) process.once(signal, interrupt);
  try {
    const result = await work(aws);
    if (!keep) await stopLocalAws(aws);
    return result;
  } catch (error) {
    // The work fails because its server goes, which is no news; the process is about to exit.
    if (interruption.signal.aborted) await new Promise(() => undefined);
    await stopLocalAws(aws);
    throw error;
  } finally {
    for (const signal of ENDING_SIGNALS) process.removeListener(signal, interrupt);
  }
};

const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export const isUp = ({ endpoint }: Pick<LocalAws, 'endpoint'>): Promise<boolean> =>
  fetch(`${endpoint}/_ministack/health`).then(
    ({ ok }) => ok,
    () => false,
  );

/** The environment in which a program of AWS's talks to the local AWS emulator, and to nothing else. */
export const environmentFor = ({ endpoint, region }: Pick<LocalAws, 'endpoint' | 'region'>): NodeJS.ProcessEnv => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  ...credentialVariables,
});

const untilUp = async ({ endpoint, folder }: LocalAws, server: ChildProcess): Promise<void> => {
  const deadline = Date.now() + START_TIMEOUT;
  while (Date.now() < deadline && server.exitCode === null && server.signalCode === null) {
    if (await isUp({ endpoint })) return;
    await sleep(100);
  }
  const file = join(folder, 'server.log');
  const lastLines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').slice(-15).join('\n') : '';
  throw new ReadableError(`The local AWS emulator did not start at ${endpoint}. Its last words:\n${lastLines}`);
};

/** @returns whether anyone was there to get the signal. */
const signalGroup = (pid: number, signal: NodeJS.Signals): boolean => {
  // 0 and 1 would be our own group and everybody's.
  if (pid <= 1) return false;
  try {
    process.kill(-pid, signal);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

const pick = (environment: NodeJS.ProcessEnv, names: readonly string[]): NodeJS.ProcessEnv =>
  Object.fromEntries(names.map((name) => [name, environment[name]]));
