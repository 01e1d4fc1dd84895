import type { Clock } from './ports';

export interface Deadline<Answer> {
  readonly clock: Pick<Clock, 'sleep'>;
  /** Milliseconds until work has to stop. */
  readonly time: number;
  /** Milliseconds after that for a call that is under way to end. */
  readonly timeToEnd: number;
  /** Aborted when time is up: no further call begins. */
  readonly stop: AbortController;
  /** Whether an answer that comes late is worth giving. */
  readonly isWorthGiving: (answer: Answer) => boolean;
}

/** undefined: there is no answer in time. The work goes on all the same, until it notices the signal. */
export async function answerInTime<Answer>(
  work: Promise<Answer>,
  { clock, time, timeToEnd, stop, isWorthGiving }: Deadline<Answer>,
): Promise<Answer | undefined> {
  const inTime = await within(time, work, clock);
  stop.abort(new Error('The time for an answer has run out.'));
  if (inTime !== undefined) return inTime;
  // The call that is under way may be the one that makes the pool: without its id nothing would lead to it.
  const late = await within(timeToEnd, work, clock);
  return late !== undefined && isWorthGiving(late) ? late : undefined;
}

/** undefined: it takes longer. Whatever it is goes on all the same. */
export async function within<Value>(milliseconds: number, work: Promise<Value>, clock: Pick<Clock, 'sleep'>): Promise<Value | undefined> {
  const isDone = new AbortController();
  const timeIsUp = clock.sleep(Math.max(0, milliseconds), isDone.signal).then(() => undefined);
  try {
    return await Promise.race([work, timeIsUp]);
  } finally {
    isDone.abort();
  }
}
