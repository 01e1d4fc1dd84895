/** Owns waiting for something so long and no longer. */
import type { Clock } from './ports';

/** undefined: it takes longer. Whatever it is goes on all the same. */
export const within = async <Value>(
  milliseconds: number,
  work: Promise<Value>,
  clock: Pick<Clock, 'sleep'>,
): Promise<Value | undefined> => {
  const isDone = new AbortController();
  const timeIsUp = clock.sleep(Math.max(0, milliseconds), isDone.signal).then(() => undefined);
  try {
    return await Promise.race([work, timeIsUp]);
  } finally {
    isDone.abort();
  }
};
