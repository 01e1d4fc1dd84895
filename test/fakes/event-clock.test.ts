import { EventClock } from './event-clock';

const START = Date.parse('2026-01-01T00:00:00Z');

/** What woke when, in milliseconds since the start. */
const watched = (clock: EventClock) => {
  const woken: string[] = [];
  const sleep = async (name: string, milliseconds: number, signal?: AbortSignal): Promise<void> => {
    await clock.sleep(milliseconds, signal);
    woken.push(`${name} at ${String(clock.now() - START)}`);
  };
  return { woken, sleep };
};

it('the clock wakes sleepers in the order of their times', async () => {
  const { woken, sleep } = watched(new EventClock());
  await Promise.all([sleep('late', 3000), sleep('soon', 10), sleep('between', 500)]);
  expect(woken).toEqual(['soon at 10', 'between at 500', 'late at 3000']);
});

it('two works that sleep side by side take the time of the longer one', async () => {
  const clock = new EventClock();
  const work = async (naps: readonly number[]): Promise<void> => {
    for (const nap of naps) await clock.sleep(nap);
  };
  await Promise.all([work([100, 100, 100]), work([250])]);
  expect(clock.now() - START).toBe(300);
});

it('the clock does not move while work that takes no time is running', async () => {
  const clock = new EventClock();
  const busy = async (): Promise<number> => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    return clock.now() - START;
  };
  const [seen] = await Promise.all([busy(), clock.sleep(1000)]);
  expect(seen).toBe(0);
});

it('a deadline ends at its own time, but only when other sleeps move the clock past it', async () => {
  const { woken, sleep } = watched(new EventClock());
  const { signal } = new AbortController();
  void sleep('deadline', 50, signal);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(woken).toEqual([]);
  await sleep('work', 80);
  expect(woken).toEqual(['deadline at 50', 'work at 80']);
});

it('a sleep whose signal was aborted never ends', async () => {
  const { woken, sleep } = watched(new EventClock());
  const givenUp = new AbortController();
  void sleep('given up', 50, givenUp.signal);
  givenUp.abort();
  void sleep('given up before', 50, givenUp.signal);
  await sleep('work', 80);
  expect(woken).toEqual(['work at 80']);
});

it('advance moves the clock by hand, and onSleep hears of each sleep that is over', async () => {
  const clock = new EventClock();
  const heard: number[] = [];
  clock.onSleep = (milliseconds) => heard.push(milliseconds);
  const sleeping = Promise.all([clock.sleep(10), clock.sleep(20)]);
  clock.advance(20);
  expect(heard).toEqual([10, 20]);
  await sleeping;
  expect(clock.now() - START).toBe(20);
});

it('the clock can move another clock instead of keeping a time of its own', async () => {
  let time = 7;
  const clock = new EventClock({ now: () => time, advance: (milliseconds) => (time += milliseconds) });
  await Promise.all([clock.sleep(100), clock.sleep(40)]);
  expect([time, clock.now()]).toEqual([107, 107]);
});
