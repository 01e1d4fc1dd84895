import { answerInTime, within } from '../../src/core/deadline';

/** A clock whose time is up when a test says so. */
const clock = () => {
  const asked: { milliseconds: number; signal: AbortSignal | undefined }[] = [];
  let end = (): void => undefined;
  return {
    asked,
    end: () => end(),
    sleep: (milliseconds: number, signal?: AbortSignal): Promise<void> => {
      asked.push({ milliseconds, signal });
      return new Promise((resolve) => (end = resolve));
    },
  };
};

it.each([
  [5, 5],
  [1, 1],
  [0, 0],
  [-1, 0],
])('what is done within %i milliseconds is given, and nothing goes on waiting', async (milliseconds, slept) => {
  const time = clock();
  expect(await within(milliseconds, Promise.resolve('done'), time)).toBe('done');
  expect(time.asked.map(({ milliseconds, signal }) => [milliseconds, signal?.aborted])).toEqual([[slept, true]]);
});

it('what fails within the time fails, and nothing goes on waiting', async () => {
  const time = clock();
  await expect(within(5, Promise.reject(new Error('no')), time)).rejects.toThrow('no');
  expect(time.asked[0]?.signal?.aborted).toBe(true);
});

it('what takes longer is undefined', async () => {
  const time = clock();
  const waited = within(5, new Promise(() => undefined), time);
  expect(time.asked[0]?.signal?.aborted).toBe(false);
  time.end();
  expect(await waited).toBeUndefined();
});

it('work that goes on too long gets the reason why it has to stop, and its late answer counts where it is worth giving', async () => {
  for (const isWorthGiving of [true, false]) {
    const stop = new AbortController();
    let end: (answer: string) => void = () => undefined;
    const late = new Promise<string>((resolve) => (end = resolve));
    const slept: number[] = [];
    const sleep = (milliseconds: number): Promise<void> => {
      slept.push(milliseconds);
      if (slept.length === 1) return Promise.resolve();
      end('late');
      return new Promise(() => undefined);
    };
    const answer = await answerInTime(late, { clock: { sleep }, time: 9, timeToEnd: 3, stop, isWorthGiving: () => isWorthGiving });
    expect([answer, slept, stop.signal.reason]).toEqual([
      isWorthGiving ? 'late' : undefined,
      [9, 3],
      new Error('The time for an answer has run out.'),
    ]);
  }
});
