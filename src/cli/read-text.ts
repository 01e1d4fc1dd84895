import { UsageError, type Context } from './context';

/** Without the byte order mark that Windows' editors and shells write before it. */
export async function readText(file: string, context: Context): Promise<string> {
  return (await written(file, context)).replace(/^\uFEFF/, '');
}

async function written(file: string, context: Context): Promise<string> {
  if (file === '-') return context.readStandardInput();
  try {
    return await context.readFile(file);
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
