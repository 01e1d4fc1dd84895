/** Owns which commands there are. */
import type { Command } from 'commander';
import type { Context, ExitCode } from './context';
import { registerDoctor } from './doctor/command';
import { registerPlan } from './plan/command';
import { registerWhichRole } from './which-role/command';

/** Adds one command to the program; its action hands its exit code to `finish`. */
export type Register = (program: Command, context: Context, finish: (code: ExitCode) => void) => void;

export const COMMANDS: readonly Register[] = [registerDoctor, registerWhichRole, registerPlan];
