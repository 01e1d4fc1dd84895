import { spawn } from 'node:child_process';

export interface Finished {
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
}

/** @returns how it ended, whatever its exit code; rejects only if it cannot be started. */
export const run = (
  program: string,
  programArguments: readonly string[],
  { environment, folder, input, show = false }: RunOptions = {},
): Promise<Finished> =>
  new Promise((resolve, reject) => {
    const stdin = input === undefined ? 'ignore' : 'pipe';
    const child = spawn(program, programArguments, { env: environment ?? process.env, cwd: folder, stdio: [stdin, 'pipe', 'pipe'] });
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
    child.on('close', (code) => resolve({ code: code ?? 1, ...kept }));
  });
