import { UsageError, type Context } from './context';

export const readText = async (file: string, context: Context): Promise<string> => {
  if (file === '-') return context.readStandardInput();
  try {
    return await context.readFile(file);
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
};
