/** Owns running another program to its end. */
import { spawn } from 'node:child_process';

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly environment?: NodeJS.ProcessEnv;
  /** Where it is run; here unless given. */
  readonly folder?: string;
  /** Whether its output is shown while it runs, beside being kept. */
  readonly show?: boolean;
}

/** @returns how it ended, whatever its exit code; rejects only if it cannot be started. */
export const run = (
  program: string,
  programArguments: readonly string[],
  { environment, folder, show = false }: RunOptions = {},
): Promise<Finished> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, programArguments, { cwd: folder, env: environment ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] });
    const kept = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        kept[name] += text;
        if (show) process[name].write(text);
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, ...kept }));
  });
