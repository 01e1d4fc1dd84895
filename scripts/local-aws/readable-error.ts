/** Something that the reader can act on. Any other error is a defect and is shown whole. */
export class ReadableError extends Error {
  override readonly name = 'ReadableError';
}

/** Runs a script's story; a failure sets the exit code, after all the story's own cleaning up. */
export const main = async (story: () => Promise<void>): Promise<void> => {
  try {
    await story();
  } catch (error) {
    console.error(error instanceof ReadableError ? `\nFailed: ${error.message}` : error);
    process.exitCode = 1;
  }
};
