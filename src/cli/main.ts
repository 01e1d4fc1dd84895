import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { Failure } from '../core/failure';
import { COMMANDS } from './commands';
import { EXIT, UsageError, type Context, type ExitCode } from './context';
import { EXIT_CODES } from './options';

export const createProgram = (context: Context, finish: (code: ExitCode) => void): Command => {
  const program = new Command('identity-pool-with-roles')
    .description('Answers what people ask about Amazon Cognito identity pools. Changes nothing.')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.print(text.trimEnd()),
      writeErr: (text) => context.complain(text.trimEnd()),
      getOutHasColors: () => context.isColoured,
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
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.failed;
    context.complain(messageOf(error));
    return EXIT.failed;
  }
};

/** What is no fault of this program's is reported without a stack trace. */
const messageOf = (error: unknown): string => {
  if (error instanceof Failure || error instanceof UsageError)
    return `error: ${error.message.replaceAll(HANDLER, 'whom these credentials are of')}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

/** As the gateways name the caller: for them it is the resource's handler. */
const HANDLER = 'the role that this handler acts as';
