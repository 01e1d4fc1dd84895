/** Owns how a pool that is not there is told of, and what CloudFormation is told of any error. */
import { Failure } from './failure';
import type { Failed } from './operation';
import type { IdentityPoolId } from './state';

export const noSuchPool = (text: string | undefined): Failure =>
  new Failure(
    'NotFound',
    text === undefined || text === ''
      ? 'No IdentityPoolId was given, so there is no such identity pool.'
      : `There is no identity pool ${JSON.stringify(text.slice(0, 80))}.`,
  );

export const poolIsGone = (poolId: IdentityPoolId): Failure =>
  new Failure('NotStabilized', `Identity pool ${poolId} was deleted by somebody else while its roles were being made.`);

/** What CloudFormation is told of any error. */
export const toFailed = (error: unknown, log: (line: string) => void): Failed => {
  if (error instanceof Failure) return { status: 'failed', code: error.code, message: error.message };
  // Not ours to show: an unexpected error's text may quote what it was handling.
  log(`unexpected ${error instanceof Error ? `${error.name} at ${error.stack?.split('\n')[1]?.trim() ?? '?'}` : typeof error}`);
  return { status: 'failed', code: 'InternalFailure', message: 'The handler met an error that it does not know. Its log names the place.' };
};
