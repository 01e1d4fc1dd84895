import { createCalls } from '../../src/aws/calls';
import { EventClock } from '../fakes/event-clock';
import { sdkError } from './recorded-client';
import { RateLimitedService, type Counting, type Rates } from './rate-limited-service';

type Call = (action: string) => Promise<unknown>;
type Job = (call: Call) => Promise<void>;

const times = (count: number, work: () => Promise<unknown>): Promise<unknown> => Promise.all(Array.from({ length: count }, work));

/** As the life cycle makes roles: each by itself, and side by side with the others. */
const creating =
  (roles: number, policies: number, pagesOfPools = 1): Job =>
  async (call) => {
    for (let page = 0; page < pagesOfPools; page += 1) await call('cognito-identity:ListIdentityPools');
    await call('cognito-identity:CreateIdentityPool');
    await times(roles, async () => {
      await call('iam:CreateRole');
      await Promise.all([times(policies, () => call('iam:AttachRolePolicy')), call('iam:PutRolePolicy')]);
    });
    await call('cognito-identity:SetIdentityPoolRoles');
  };

const updating =
  (roles: number, policies: number): Job =>
  async (call) => {
    await times(roles, async () => {
      await Promise.all(['iam:GetRole', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'].map(call));
      await call('iam:GetRolePolicy');
      await times(policies, () => call('iam:DetachRolePolicy'));
      await Promise.all([times(policies, () => call('iam:AttachRolePolicy')), call('iam:PutRolePolicy')]);
    });
  };

const deleting =
  (roles: number, policies: number): Job =>
  async (call) => {
    await call('iam:ListRoles');
    await times(roles, async () => {
      await Promise.all(
        ['iam:GetRole', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies', 'iam:ListInstanceProfilesForRole'].map(call),
      );
      await Promise.all([times(policies, () => call('iam:DetachRolePolicy')), call('iam:DeleteRolePolicy')]);
      await call('iam:DeleteRole');
    });
  };

/** What a job sends to a service that refuses nothing. */
const fewestCallsOf = async (job: Job): Promise<number> => {
  let count = 0;
  await job(() => Promise.resolve((count += 1)));
  return count;
};

/** A generator of random numbers that gives the same ones in each run. */
const randomFrom = (seed: number) => () => {
  seed = (seed * 1664525 + 1013904223) % 2 ** 32;
  return seed / 2 ** 32;
};

const MINUTES_15 = 900_000;

const account = (rates: Partial<Rates> = {}) => {
  const clock = new EventClock();
  const service = new RateLimitedService(clock, { counting: 'bucket', reads: 10, writes: 5, latency: 100, ...rates });
  const start = clock.now();
  /** An invocation of a function: it has a limiter and a time of its own. */
  const invocation = (seed: number): Call => {
    const call = createCalls({ clock, random: randomFrom(seed), timeLeft: () => start + MINUTES_15 - clock.now() });
    return (action) => call({ doing: `Doing ${action}`, permission: action }, () => service.send(action));
  };
  return { clock, service, invocation, seconds: () => (clock.now() - start) / 1000 };
};

const SIZES = [
  [10, 3],
  [25, 5],
  [50, 10],
] as const;
const JOBS = { creating, updating, deleting };
const COUNTINGS: readonly Counting[] = ['bucket', 'window'];

describe.each(COUNTINGS)('IAM that admits ten reads and five writes a second of each action, counted by %s', (counting) => {
  it.each(
    SIZES.flatMap(([roles, policies]) =>
      Object.entries(JOBS).flatMap(([name, job]) => [20, 100, 400].map((latency) => [name, roles, policies, latency, job] as const)),
    ),
  )(
    '%s %i roles with %i policies each takes at most 1.5 times the fewest calls (latency %i ms)',
    async (_n, roles, policies, latency, job) => {
      const { service, invocation, seconds } = account({ counting, latency });
      await job(roles, policies)(invocation(roles + latency));
      const { sent, refused, mostInFlight } = service.counts;
      const fewest = await fewestCallsOf(job(roles, policies));
      expect(sent - refused).toBe(fewest);
      expect(sent / fewest).toBeLessThanOrEqual(1.25);
      expect(mostInFlight).toBeLessThanOrEqual(10);
      expect(seconds()).toBeLessThan(300);
    },
  );

  it.each([
    ['of ten roles', 1],
    ['of ten roles among 500 pools', 9],
  ])('twenty creates at once %s all succeed within 900 seconds', async (_sentence, pagesOfPools) => {
    const { service, invocation, seconds } = account({ counting });
    const job = creating(10, 3, pagesOfPools);
    await Promise.all(Array.from({ length: 20 }, (_, index) => job(invocation(index))));
    const { sent, refused } = service.counts;
    const fewest = 20 * (await fewestCallsOf(job));
    expect(sent - refused).toBe(fewest);
    expect(sent / fewest).toBeLessThanOrEqual(1.5);
    expect(seconds()).toBeLessThan(600);
  });

  it('twenty creates at once have all made their pools within the first minute, among 500 others', async () => {
    const { invocation, seconds } = account({ counting });
    await Promise.all(Array.from({ length: 20 }, (_, index) => creating(0, 0, 9)(invocation(index))));
    expect(seconds()).toBeLessThan(50);
  });
});

describe('an action that AWS refuses for its rate', () => {
  it('does not hold up calls of other actions', async () => {
    const { clock, service, invocation } = account();
    const call = invocation(1);
    const start = clock.now();
    const slow = times(40, () => call('iam:AttachRolePolicy'));
    await clock.sleep(500);
    await times(10, () => call('iam:GetRole'));
    expect(clock.now() - start).toBeLessThan(1500);
    await slow;
    expect(service.counts.sent).toBeLessThan(60);
  });

  it('is paced again by each invocation', async () => {
    const { clock, service, invocation } = account();
    await times(20, () => invocation(1)('iam:CreateRole'));
    await clock.sleep(60_000);
    const before = service.counts.refused;
    await times(5, () => invocation(2)('iam:CreateRole'));
    expect(service.counts.refused).toBe(before);
  });

  it('fails with what AWS said, also for calls that were never sent, if its turn would come too late', async () => {
    const clock = new EventClock();
    const start = clock.now();
    let sent = 0;
    const call = createCalls({ clock, random: () => 0.5, timeLeft: () => start + 5_000 - clock.now() });
    const refused = (): Promise<never> => {
      sent += 1;
      return Promise.reject(sdkError('Throttling', 'Rate exceeded'));
    };
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) => call({ doing: `Creating role r${String(index)}`, permission: 'iam:CreateRole' }, refused)),
    );
    expect(outcomes.map((outcome) => (outcome.status === 'rejected' ? (outcome.reason as Error).message : 'done'))).toEqual(
      Array.from(
        { length: 50 },
        (_, index) => `Creating role r${String(index)} failed. AWS said Throttling: Rate exceeded. Try again in a few minutes.`,
      ),
    );
    expect(sent).toBeLessThan(50);
    expect(clock.now() - start).toBeLessThan(5_000);
  });
});

it('an invocation never has more than ten calls in flight', async () => {
  const { service, invocation } = account({ reads: 10_000 });
  const call = invocation(1);
  await times(200, () => call('iam:GetRole'));
  expect(service.counts).toEqual({ sent: 200, refused: 0, mostInFlight: 10 });
});

it('fewer calls are in flight after a refusal, and ten again after many answers', async () => {
  const { clock, service, invocation } = account({ writes: 2, reads: 10_000, latency: 1000 });
  const call = invocation(1);
  await times(4, () => call('iam:CreateRole'));
  service.forgetMostInFlight();
  const reads = times(200, () => call('iam:GetRole'));
  await clock.sleep(500);
  expect(service.counts.mostInFlight).toBe(5);
  await reads;
  expect(service.counts.mostInFlight).toBe(10);
});
