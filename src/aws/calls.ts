/** One call, tried again for as long as its failure is transient and there is time. Whatever it throws at last is a Failure. */
import { Failure, type FailureCode } from '../core/failure';
import { toFailure, type CallContext } from './failures';
import { createLimiter } from './limiter';
import { FIRST_PAUSE, LONGEST_PAUSE, PATIENCE_WITH_CONFLICTS, PATIENCE_WITHOUT_DEADLINE, type CallPolicy } from './patience';

/**
 * @param findMade for a call that makes something new each time it is sent: looks for what the first one made before another is sent, because an
 * answer may get lost. It throws nothing but a Failure.
 */
export type MakeCall = <Answer>(
  context: CallContext,
  send: () => Promise<Answer>,
  findMade?: () => Promise<Answer | undefined>,
) => Promise<Answer>;

/**
 * The loop is our own and not p-retry's, because p-retry waits by the machine's clock alone and knows no rate.
 * @returns a function that throws nothing but a Failure, or the reason of an aborted signal. All calls made by it share one limiter.
 */
export function createCalls(policy: CallPolicy): MakeCall {
  const { clock, signal, caller, onCall, random = Math.random } = policy;
  const limiter = createLimiter(policy);

  return async (context, send, findMade) => {
    const begun = clock.now();
    const timeLeft = policy.timeLeft ?? (() => (signal === undefined ? begun + PATIENCE_WITHOUT_DEADLINE - clock.now() : Infinity));
    let lastFailure: Failure | undefined;
    const patience = { isOver: false, firstConflict: Infinity };

    const givesUp = (wait: number, refusal: Failure | undefined): Failure | undefined => {
      if (wait < timeLeft()) return undefined;
      patience.isOver = true;
      // If it was never sent, others of the same action were refused: it fails with what AWS said to those.
      return lastFailure ?? (refusal && toFailure(refusal.cause, context, caller));
    };
    const attempt = async (): Promise<Awaited<ReturnType<typeof send>>> => {
      const sent = clock.now();
      const noteAnswer = (code?: FailureCode): void =>
        onCall?.({ action: context.permission, durationMs: clock.now() - sent, ...(code === undefined ? {} : { code }) });
      try {
        const answer = await send();
        noteAnswer();
        return answer;
      } catch (error) {
        const failure = error instanceof Failure ? error : toFailure(error, context, caller);
        noteAnswer(failure.code);
        signal?.throwIfAborted();
        throw failure;
      }
    };
    const pauseAfter = async (failure: Failure, failures: number): Promise<void> => {
      const longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - 1));
      // The limiter paces what is refused for its rate.
      const pause = failure.code === 'Throttling' ? 0 : longest * (1 - random() / 2);
      if (failure.code === 'ResourceConflict') patience.firstConflict = Math.min(patience.firstConflict, clock.now());
      const lasts = failure.code === 'ResourceConflict' && clock.now() + pause - patience.firstConflict > PATIENCE_WITH_CONFLICTS;
      if (lasts || pause >= timeLeft()) throw failure;
      if (pause > 0) await sleep(pause, policy);
    };

    for (let failures = 0; ; failures += 1) {
      const made = lastFailure === undefined ? undefined : await findMade?.();
      if (made !== undefined) return made;
      try {
        return await limiter.run({ action: context.permission, isRepeat: lastFailure !== undefined, givesUp }, attempt);
      } catch (error) {
        if (patience.isOver || !(error instanceof Failure) || error.verdict !== 'transient') throw error;
        lastFailure = error;
        await pauseAfter(error, failures + 1);
      }
    }
  };
}

/** @throws the reason of the signal, as soon as it is aborted. */
async function sleep(milliseconds: number, { clock, signal }: CallPolicy): Promise<void> {
  if (signal === undefined) return clock.sleep(milliseconds);
  signal.throwIfAborted();
  let stop: () => void = () => undefined;
  const aborted = new Promise<void>((resolve) => (stop = resolve));
  signal.addEventListener('abort', stop, { once: true });
  await Promise.race([clock.sleep(milliseconds), aborted]);
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
}

/** The call's answer, or undefined where what it is about is not there. */
export async function orUndefinedIfAbsent<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Failure && error.reason === 'absent') return undefined;
    throw error;
  }
}
