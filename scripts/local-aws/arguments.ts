import { parseArgs, type ParseArgsConfig } from 'node:util';
import { ReadableError } from './readable-error';

/**
 * Ends the process for `--help`, after a line for each option.
 *
 * @throws ReadableError for an argument that the script does not have.
 */
export const readArguments = <T extends ParseArgsConfig>(configuration: T): ReturnType<typeof parseArgs<T>> => {
  if (process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) {
    console.log(usageOf(configuration));
    process.exit(0);
  }
  try {
    return parseArgs(configuration);
  } catch (error) {
    // Node goes on with advice on positional arguments, of which these scripts have none.
    throw error instanceof TypeError ? new ReadableError(`${error.message.split('. ')[0]}. ${usageOf(configuration)}`) : error;
  }
};

export const usageOf = ({ options = {} }: ParseArgsConfig): string => {
  const written = Object.entries(options).map(([name, { type }]) => (type === 'boolean' ? `--${name}` : `--${name} VALUE`));
  return written.length === 0 ? 'There are no options.' : `Options: ${written.join(', ')}.`;
};
