import { spawn } from 'node:child_process';

export interface Finished {
  /** 124, as of timeout(1), where the limit ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly environment?: NodeJS.ProcessEnv;
  /** Where it is run; here, unless given. */
  readonly folder?: string;
  /** What it finds on its standard input. */
  readonly input?: string;
  /** Whether its output is shown while it runs, beside being kept. */
  readonly show?: boolean;
  /** In milliseconds; when it has passed, the program and all that it started are killed. */
  readonly limit?: number;
}

/** @returns how it ended, whatever its exit code; rejects only if it cannot be started. */
export const run = (
  program: string,
  programArguments: readonly string[],
  { environment, folder, input, show = false, limit }: RunOptions = {},
): Promise<Finished> =>
  new Promise((resolve, reject) => {
    const stdin = input === undefined ? 'ignore' : 'pipe';
    const child = spawn(program, programArguments, {
      env: environment ?? process.env,
      cwd: folder,
      stdio: [stdin, 'pipe', 'pipe'],
      // A process group of its own, to be killed as one.
      detached: limit !== undefined,
    });
    let isLate = false;
    const end = (): void => {
      isLate = true;
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    };
    const timer = limit === undefined ? undefined : setTimeout(end, limit);
    // Who does not read to the end may be gone before all is written.
    child.stdin?.on('error', () => undefined).end(input);
    const kept = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name]?.setEncoding('utf8').on('data', (text: string) => {
        kept[name] += text;
        if (show) process[name].write(text);
      });
    }
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: isLate ? 124 : (code ?? 1), ...kept });
    });
  });
