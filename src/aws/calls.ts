/** Owns making one call: retried while what is wrong may pass, then told as a failure. */
import pRetry from 'p-retry';
import { Failure } from '../core/failure';
import { isPassing, toFailure, type CallContext } from './failures';

export interface CallPolicy {
  /** Tries after the first. */
  readonly retries: number;
  /** Milliseconds before the first of them; doubled each time, with jitter. */
  readonly firstDelay: number;
  readonly signal?: AbortSignal;
}

/** Five tries in about three to six seconds: a deploy of many stacks shares IAM's one control plane, and a real fault is told soon. */
export const DEFAULT_CALL_POLICY: CallPolicy = { retries: 4, firstDelay: 200 };

export type MakeCall = <Answer>(context: CallContext, send: () => Promise<Answer>) => Promise<Answer>;

/** @returns a function that throws nothing but a Failure, or the reason of an aborted signal. */
export const createCalls =
  ({ retries, firstDelay, signal }: CallPolicy): MakeCall =>
  async (context, send) => {
    const answers: Awaited<ReturnType<typeof send>>[] = [];
    const attempt = async (): Promise<void> => {
      try {
        answers.push(await send());
      } catch (error) {
        signal?.throwIfAborted();
        throw error instanceof Failure ? error : toFailure(error, context);
      }
    };
    try {
      await pRetry(attempt, {
        retries,
        minTimeout: firstDelay,
        maxTimeout: 5_000,
        randomize: true,
        shouldRetry: ({ error }) => error instanceof Failure && isPassing(error),
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (error) {
      // The retrier drops an answer that comes once the signal is aborted: it may tell the id of what was made.
      if (answers.length === 0) throw error;
    }
    return answers[0] as Awaited<ReturnType<typeof send>>;
  };

/**
 * For a call that makes something new each time it is sent: asks for what the first one made before it sends another, since an answer may get lost.
 * @param findMade throws nothing but a Failure.
 */
export const sentOnce = <Answer>(send: () => Promise<Answer>, findMade: () => Promise<Answer | undefined>): (() => Promise<Answer>) => {
  let isRepeat = false;
  return async () => {
    const made = isRepeat ? await findMade() : undefined;
    isRepeat = true;
    return made ?? send();
  };
};

/** The call's answer, or undefined where what it is about is not there. */
export const orUndefinedIfAbsent = async <Answer>(answer: Promise<Answer>): Promise<Answer | undefined> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Failure && error.reason === 'absent') return undefined;
    throw error;
  }
};
