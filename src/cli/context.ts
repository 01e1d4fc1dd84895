import type { Command } from 'commander';
import type { Session, SessionOptions } from '../aws/session';

/** What a command may use of the world around it, so that a test can be that world. */
export interface Context {
  readonly openSession: (options: SessionOptions) => Promise<Session>;
  readonly readFile: (path: string) => Promise<string>;
  readonly readStandardInput: () => Promise<string>;
  /** Whole lines, to standard output. */
  readonly print: (text: string) => void;
  /** Whole lines, to standard error. */
  readonly complain: (text: string) => void;
  /** Standard output is a terminal that shows color. */
  readonly isColored: boolean;
  /** Replaces the last such line on a terminal; an empty text takes it away. Left out: there is no terminal. */
  readonly showProgress?: (text: string) => void;
  /** How people call the tool, such as `npx .`; left out: by the package's name. */
  readonly call?: string;
  /** Milliseconds since the epoch; left out: the clock of the machine. */
  readonly now?: () => number;
}

/** What an exit code says. `unknown`: the answer is not the whole answer. */
export const EXIT = { fine: 0, findings: 1, failed: 2, unknown: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with exit code 2 and this message: wrong usage, or something that is not there. */
export class UsageError extends Error {}

/** Adds one command to the program; its action hands its exit code to `finish`. */
export type Register = (program: Command, context: Context, finish: (code: ExitCode) => void) => void;
