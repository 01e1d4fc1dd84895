import { parseArgs, type ParseArgsConfig } from 'node:util';
import { ReadableError } from './readable-error';

/** @throws ReadableError for an argument that the script does not have. */
export const readArguments = <T extends ParseArgsConfig>(configuration: T): ReturnType<typeof parseArgs<T>> => {
  try {
    return parseArgs(configuration);
  } catch (error) {
    throw error instanceof TypeError ? new ReadableError(error.message) : error;
  }
};
