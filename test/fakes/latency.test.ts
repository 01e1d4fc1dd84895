import { SetIdentityPoolRolesCommand, UpdateIdentityPoolCommand } from '@aws-sdk/client-cognito-identity';
import { CreateRoleCommand, GetRoleCommand, TagRoleCommand } from '@aws-sdk/client-iam';
import { TestClock } from '../stories/test-clock';
import { EventClock } from './event-clock';
import { FakeAws } from './fake-aws';
import { makePool, makeRole, TRUST } from './fixtures';
import { randomFrom } from './latency';
import { sideBySide } from './side-by-side';

const getRole = (fake: FakeAws, options?: { abortSignal: AbortSignal }) =>
  fake.clients.iam.send(new GetRoleCommand({ RoleName: 'signed-in' }), options);
const names = (outcomes: readonly PromiseSettledResult<unknown>[]): string[] =>
  outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'fine' : (outcome.reason as Error).name));

describe.each([
  ['a clock of events', () => new EventClock()],
  ['a clock that moves whenever something sleeps', () => new TestClock()],
])('on %s', (_, open) => {
  it('ten calls side by side take the time of one, and ten in a row take ten times that', async () => {
    const clock = open();
    const fake = new FakeAws({ clock, latency: { milliseconds: 60 } });
    await makeRole(fake);
    const start = clock.now();
    await Promise.all(Array.from({ length: 10 }, () => getRole(fake)));
    const sideBySideTime = clock.now() - start;
    for (let n = 0; n < 10; n += 1) await getRole(fake);
    expect([sideBySideTime, clock.now() - start - sideBySideTime]).toEqual([60, 600]);
    expect(fake.traffic).toMatchObject({ sent: 21, mostInFlight: 10, inFlight: 0 });
  });

  it('a call takes effect half way, before it is answered', async () => {
    const clock = open();
    const fake = new FakeAws({ clock, latency: { milliseconds: 60 } });
    const making = makeRole(fake);
    await fake.wait(29);
    expect(fake.roles.size).toBe(0);
    await fake.wait(2);
    expect([fake.roles.size, fake.traffic.inFlight]).toEqual([1, 1]);
    await making;
    expect(fake.traffic.inFlight).toBe(0);
  });
});

it('jitter reorders the calls by its seed, and the same seed gives the same order', async () => {
  const story = async (seed: number): Promise<string[]> => {
    const fake = new FakeAws({ clock: new EventClock(), latency: { milliseconds: 50, jitter: 1, seed } });
    const order: string[] = [];
    await Promise.all(['a', 'b', 'c', 'd'].map((RoleName) => makeRole(fake, { RoleName }).then(() => order.push(RoleName))));
    return [...order, ...fake.calls.map(({ input }) => String(input.RoleName))];
  };
  const stories = await Promise.all([1, 2, 3, 4, 1, 2, 3, 4].map(story));
  expect(stories.slice(4)).toEqual(stories.slice(0, 4));
  expect(new Set(stories.map((order) => order.join())).size).toBeGreaterThan(1);
});

it('random numbers lie between 0 and 1 and spread out', () => {
  const random = randomFrom(42);
  const drawn = Array.from({ length: 1000 }, () => random());
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...drawn)).toBeLessThan(1);
  expect(drawn.filter((number) => number < 0.5).length).toBeGreaterThan(450);
  expect(drawn.filter((number) => number < 0.5).length).toBeLessThan(550);
});

it('an aborted call ends at once, also when it has taken effect already', async () => {
  const fake = new FakeAws({ clock: new EventClock(), latency: { milliseconds: 60 } });
  const abort = new AbortController();
  const create = (RoleName: string) =>
    fake.clients.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST }), { abortSignal: abort.signal });
  const early = create('early');
  await fake.wait(40);
  const late = create('late');
  await fake.wait(10);
  abort.abort();
  expect(names(await Promise.allSettled([early, late]))).toEqual(['AbortError', 'AbortError']);
  await fake.wait(100);
  expect([...fake.roles.keys()]).toEqual(['early']);
  expect(fake.traffic).toMatchObject({ sent: 2, inFlight: 0 });
});

it('a killed caller gets no answer to the calls that were under way', async () => {
  const fake = new FakeAws({ clock: new EventClock(), latency: { milliseconds: 60 } });
  fake.killAt(2);
  const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((RoleName) => makeRole(fake, { RoleName })));
  expect(names(outcomes)).toEqual(['Killed', 'Killed', 'Killed']);
  expect([...fake.roles.keys()]).toEqual(['a']);
});

it('an account without a clock refuses to wait and says why', async () => {
  const fake = new FakeAws();
  await expect(fake.wait(1)).rejects.toThrow('Give the fake AWS a clock');
});

it('heal restores the latency that the account was opened with', async () => {
  const clock = new EventClock();
  const slow = new FakeAws({ clock, latency: { milliseconds: 60 } });
  const quick = new FakeAws({ clock });
  for (const fake of [slow, quick]) {
    fake.delayAnswers({ milliseconds: 1000 });
    fake.heal();
  }
  const start = clock.now();
  await makeRole(quick);
  expect(clock.now() - start).toBe(0);
  await makeRole(slow);
  expect(clock.now() - start).toBe(60);
});

describe('works side by side', () => {
  /** Looks, then makes: the mistake that a second delivery punishes. */
  const lookThenMake = (fake: FakeAws) => async (): Promise<string> => {
    const there = [...fake.roles.keys()];
    if (there.length > 0) return 'found';
    await fake.clients.iam.send(new GetRoleCommand({ RoleName: 'signed-in' })).catch(() => undefined);
    return makeRole(fake, { RoleName: `made-${String(fake.calls.length)}` });
  };

  it('works side by side interleave by the seed, which exposes a look before a create', async () => {
    const sizes = new Set<number>();
    for (let seed = 1; seed <= 20; seed += 1) {
      const fake = new FakeAws({ clock: new EventClock() });
      const work = lookThenMake(fake);
      await sideBySide(fake, { seed, apart: 60 }, [work, work]);
      sizes.add(fake.roles.size);
    }
    expect([...sizes].sort()).toEqual([1, 2]);
  });

  it('works side by side start the given time apart, and the latency is restored after them', async () => {
    const clock = new EventClock();
    const fake = new FakeAws({ clock, latency: { milliseconds: 10 } });
    const start = clock.now();
    const begun = await sideBySide(
      fake,
      { seed: 1, apart: 25 },
      [1, 2, 3].map(() => () => Promise.resolve(clock.now() - start)),
    );
    expect(begun).toEqual([0, 25, 50]);
    expect(fake.latency).toEqual({ milliseconds: 10 });
  });

  it('all works side by side end before the failure of one is thrown', async () => {
    const fake = new FakeAws({ clock: new EventClock() });
    const failing = (): Promise<string> => Promise.reject(new Error('the first fails'));
    await expect(sideBySide(fake, { seed: 1 }, [failing, () => makeRole(fake)])).rejects.toThrow('the first fails');
    expect(fake.roles.size).toBe(1);
  });
});

describe('writes on one thing that overlap', () => {
  const opened = async (overlappingWrites: 'accept' | 'refuse') => {
    const fake = new FakeAws({ clock: new EventClock(), openQuestions: { overlappingWrites } });
    const IdentityPoolId = await makePool(fake);
    await makeRole(fake);
    fake.delayAnswers({ milliseconds: 60 });
    return { fake, IdentityPoolId };
  };
  const rename = (fake: FakeAws, IdentityPoolId: string) =>
    fake.clients.cognitoIdentity.send(
      new UpdateIdentityPoolCommand({ IdentityPoolId, IdentityPoolName: 'b', AllowUnauthenticatedIdentities: false }),
    );
  const assign = (fake: FakeAws, IdentityPoolId: string) =>
    fake.clients.cognitoIdentity.send(new SetIdentityPoolRolesCommand({ IdentityPoolId, Roles: {} }));
  const tag = (fake: FakeAws, Key: string) =>
    fake.clients.iam.send(new TagRoleCommand({ RoleName: 'signed-in', Tags: [{ Key, Value: '' }] }));

  // Which operations: those whose service model lists ConcurrentModificationException.
  it.each([
    ['refuse', 'ConcurrentModificationException'],
    ['accept', 'fine'],
  ] as const)('overlapping writes on one thing are answered by the open question: %s', async (answer, second) => {
    const { fake, IdentityPoolId } = await opened(answer);
    const pool = await Promise.allSettled([rename(fake, IdentityPoolId), assign(fake, IdentityPoolId)]);
    const role = await Promise.allSettled([tag(fake, 'a'), tag(fake, 'b')]);
    expect([names(pool), names(role)]).toEqual([
      ['fine', second],
      ['fine', second],
    ]);
    expect(fake.maxConcurrentWritesOnPool).toBe(2);
  });

  it('writes one after another, or on two things, never count as overlapping', async () => {
    const { fake, IdentityPoolId } = await opened('refuse');
    await rename(fake, IdentityPoolId);
    await rename(fake, IdentityPoolId);
    expect(names(await Promise.allSettled([rename(fake, IdentityPoolId), tag(fake, 'a')]))).toEqual(['fine', 'fine']);
  });
});
