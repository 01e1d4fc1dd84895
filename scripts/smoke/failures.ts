import { setTimeout as sleep } from 'node:timers/promises';
import { Interrupted } from './account';

/** One line of what AWS, or this machine, said. */
export const messageOf = (error: unknown): string =>
  error instanceof Error
    ? `${error.name === 'Error' || error.name === 'ReadableError' ? '' : `${error.name}: `}${error.message}`
    : String(error);

/** Whether AWS answered so, or could not be asked with these credentials. */
export const isOfAws = (error: unknown): error is Error =>
  error instanceof Error && ('$fault' in error || error.name === 'CredentialsProviderError');

/** Whether AWS said that there is nothing of that name, in the words of any service. */
export const isGone = (error: unknown): boolean =>
  error instanceof Error &&
  (/NotFound|NoSuch|TypeNotFound/.test(error.name) || (error.name === 'ValidationError' && /does not exist/.test(error.message)));

/**
 * Repeats what IAM or Cognito may not have heard of yet.
 * @throws the last failure, when time is up.
 */
export async function eventually<T>(work: () => Promise<T>, { seconds = 60, pause = 2000 } = {}): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Interrupted || Date.now() > deadline) throw error;
      await sleep(pause);
    }
  }
}
