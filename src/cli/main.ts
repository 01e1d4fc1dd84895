import { Command, CommanderError } from 'commander';
import { name, version } from '../core/version';
import { COMMANDS } from './commands';
import { EXIT, type Context, type ExitCode } from './context';
import { problemOf } from './messages';

/** Of all commands together. */
const EXIT_CODES = `Exit codes, of which each command's --help says more:
  0  fine
  1  doctor has findings, which-role or plan reports a refusal, or convert could not carry everything over
  2  wrong usage, or a file or AWS could not be read
  3  the answer is incomplete: doctor could not read everything, or which-role cannot know the role`;

export const createProgram = (context: Context, finish: (code: ExitCode) => void): Command => {
  const program = new Command(context.call ?? `npx ${name}`)
    .description('Answers what people ask about Amazon Cognito identity pools. Changes nothing.')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.print(text.trimEnd()),
      writeErr: (text) => context.complain(text.trimEnd()),
      getOutHasColors: () => context.isColored,
    })
    .addHelpText('after', `\n${EXIT_CODES}`);
  for (const register of COMMANDS) register(program, context, finish);
  return program;
};

/** @returns the exit code; throws nothing. */
export const run = async (args: readonly string[], context: Context): Promise<ExitCode> => {
  let code: ExitCode = EXIT.fine;
  try {
    await createProgram(context, (given) => {
      code = given;
    }).parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // The library has printed what it throws for --help, --version and wrong usage.
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT.fine;
      // A program that asks for JSON gets some, also when it asks wrongly.
      if (args.includes('--json'))
        context.print(JSON.stringify({ outcome: 'failed', problem: error.message.replace(/^error: /, '') }, null, 2));
      return EXIT.failed;
    }
    const problem = problemOf(error);
    context.complain(problem === undefined ? traceOf(error) : `error: ${problem}`);
    return EXIT.failed;
  }
};

function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
