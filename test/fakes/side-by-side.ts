import type { FakeAws } from './fake-aws';

export interface SideBySide {
  /** The same seed interleaves the calls in the same way. */
  readonly seed: number;
  /** Milliseconds from the start of one to the start of the next; 0 if left out. */
  readonly apart?: number;
  /** Milliseconds that a call takes, on average; each half of its way takes from none to twice its share. */
  readonly latency?: number;
}

/**
 * Runs works side by side in one account, such as two deliveries of one event, so that their calls interleave by the seed.
 * @returns what each gave; a failure of one is thrown when all are over.
 */
export async function sideBySide<Value>(
  aws: FakeAws,
  { seed, apart = 0, latency = 50 }: SideBySide,
  works: readonly (() => Promise<Value>)[],
): Promise<Value[]> {
  const earlier = aws.latency;
  aws.delayAnswers({ milliseconds: latency, jitter: 1, seed });
  try {
    const running = works.map(async (work, index) => {
      if (index > 0) await aws.wait(index * apart);
      return work();
    });
    await Promise.allSettled(running);
    return await Promise.all(running);
  } finally {
    aws.delayAnswers(earlier);
  }
}
