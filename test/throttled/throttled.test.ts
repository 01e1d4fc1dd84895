import { FakeAws } from '../fakes';
import { EventClock } from '../fakes/event-clock';
import { CustomResourceStack, newAccount, RegistryStack, type Account, type Stack } from '../stories/cloudformation';
import { ACCOUNT_ID } from '../stories/fixtures';

/** IAM publishes no rates: these are what each action was admitted at where an ordinary resource failed. Calls a second. */
const IAM_RATES = { reads: { perSecond: 10 }, writes: { perSecond: 5 } };
const POLICIES = ['ReadOnlyAccess', 'SecurityAudit', 'ViewOnlyAccess', 'a', 'b', 'c', 'd', 'e', 'f', 'g'].map(
  (name) => `arn:aws:iam::aws:policy/${name}`,
);
const DOCUMENT = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
const template = (roles: number, policies: number, Description = 'first'): object => ({
  AuthenticationProviders: { Google: { ClientId: 'g' } },
  MappedRoles: Array.from({ length: roles }, (_, index) => ({
    Name: `R${String(index)}`,
    Description,
    ManagedPolicyArns: POLICIES.slice(0, policies),
    Policies: [{ PolicyName: 'p', PolicyDocument: DOCUMENT }],
  })),
});

/** By the test clock: nobody waits. */
const throttled = (): Account => {
  const clock = new EventClock();
  const aws = new FakeAws({ clock, latency: { milliseconds: 100 }, rates: { iam: IAM_RATES } });
  return { ...newAccount(), clock, aws, accountId: ACCOUNT_ID };
};

const ENTRY_POINTS = [
  ['the custom resource', (account: Account): Stack => patient(new CustomResourceStack(account))],
  ['the registry type', (account: Account): Stack => new RegistryStack(account)],
] as const;

/** Milliseconds that Lambda gives at most. */
const patient = (stack: CustomResourceStack): CustomResourceStack => Object.assign(stack, { timeLeft: 900_000 });

const tried = { sizes: 0, leftOver: 0 };
afterAll(() => {
  process.stdout.write(`throttled accounts: ${String(tried.sizes)} sizes and rates tried, left over: ${String(tried.leftOver)}\n`);
});

/** The calls that a run makes which nothing slows down, and those of one look at what it has made. */
const fewestCalls = async (
  open: (account: Account) => Stack,
  size: readonly [number, number],
): Promise<{ acts: number[]; look: number }> => {
  const stack = open(newAccount());
  const acts = await inTurn(stack, size, () => stack.aws.calls.length);
  await stack.create(template(...size));
  stack.aws.resetCalls();
  await stack.read();
  return { acts, look: stack.aws.calls.length };
};

/** CloudFormation gives a registry handler a minute: a create that takes longer is called again, and each further call has to look first. */
const furtherCalls = ({ transcript }: Stack): number =>
  Math.max(0, transcript.filter((line) => line.includes('"status":"IN_PROGRESS"')).length - 1);

const inTurn = async (stack: Stack, [roles, policies]: readonly [number, number], count: () => number): Promise<number[]> => {
  const counts: number[] = [];
  const acts = [
    () => stack.create(template(roles, policies)),
    () => stack.update(template(roles, policies, 'second')),
    () => stack.delete(),
  ];
  for (const act of acts) {
    const before = count();
    expect(await act()).toMatchObject({ ok: true });
    counts.push(count() - before);
  }
  return counts;
};

describe.each(ENTRY_POINTS)('an account that admits 10 reads and 5 writes a second of each IAM action, through %s', (_name, open) => {
  it.each([
    [10, 3],
    [25, 5],
    [50, 10],
  ] as const)('%i roles with %i policies each are created, updated and deleted with at most half as many calls again', async (...size) => {
    const fewest = await fewestCalls(open, size);
    const account = throttled();
    const stack = open(account);
    const further: number[] = [];
    // Refused calls count: each is one that was sent.
    const sent = await inTurn(stack, size, () => {
      further.push(furtherCalls(stack));
      stack.transcript.splice(0);
      return account.aws.traffic.sent;
    });
    tried.sizes += 1;
    tried.leftOver += account.aws.roles.size + account.aws.pools.size;
    expect(account.aws.roles.size + account.aws.pools.size).toBe(0);
    const ratios = sent.map((count, index) => {
      const looks = (further[2 * index + 1] ?? 0) * fewest.look;
      return Math.round((100 * count) / ((fewest.acts[index] ?? 1) + looks)) / 100;
    });
    expect({ ratios, tooMany: ratios.filter((ratio) => ratio > 1.5) }).toEqual({ ratios, tooMany: [] });
  });

  it.each([0, 500])('twenty stacks are created at once, among %i pools', async (pools) => {
    const account = throttled();
    for (let index = 0; index < pools; index += 1) account.aws.seedPool({ IdentityPoolName: `p${String(index)}` });
    account.aws.limitRates({ iam: IAM_RATES, 'cognito-identity': { operations: { ListIdentityPools: { perSecond: 10 } } } });
    const stacks = Array.from({ length: 20 }, () => open(account));
    const replies = await Promise.all(stacks.map((stack, index) => stack.create(template(10, 3), { token: `t${String(index)}` })));
    tried.sizes += 1;
    expect(replies.filter(({ ok }) => !ok).map(({ message }) => message)).toEqual([]);
    for (const stack of stacks) expect(await stack.delete()).toMatchObject({ ok: true });
    tried.leftOver += account.aws.roles.size + account.aws.pools.size - pools;
    expect(account.aws.roles.size + account.aws.pools.size).toBe(pools);
  });
});
