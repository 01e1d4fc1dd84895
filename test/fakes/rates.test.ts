import { ListIdentityPoolsCommand, TooManyRequestsException } from '@aws-sdk/client-cognito-identity';
import { ListUserPoolClientsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { AttachRolePolicyCommand, GetRoleCommand, IAMServiceException, ListRolesCommand } from '@aws-sdk/client-iam';
import { EventClock } from './event-clock';
import { FakeAws } from './fake-aws';
import { makeRole, POLICY_ARN } from './fixtures';
import type { Rates } from './rates';

let clock: EventClock;
let fake: FakeAws;

const open = async (rates: Rates): Promise<void> => {
  clock = new EventClock();
  fake = new FakeAws({ clock, rates });
  await makeRole(fake);
};

const getRole = () => fake.clients.iam.send(new GetRoleCommand({ RoleName: 'signed-in' }));
const attach = () => fake.clients.iam.send(new AttachRolePolicyCommand({ RoleName: 'signed-in', PolicyArn: POLICY_ARN }));
const listPools = () => fake.clients.cognitoIdentity.send(new ListIdentityPoolsCommand({ MaxResults: 1 }));
const admitted = async (count: number, call: () => Promise<unknown>): Promise<number> => {
  const outcomes = await Promise.allSettled(Array.from({ length: count }, call));
  return outcomes.filter(({ status }) => status === 'fulfilled').length;
};

it('a full bucket admits a second’s worth of calls, and then the clock fills it again', async () => {
  await open({ iam: { reads: { perSecond: 10 }, writes: { perSecond: 5 } } });
  expect([await admitted(30, getRole), await admitted(30, attach)]).toEqual([10, 5]);
  clock.advance(300);
  expect([await admitted(30, getRole), await admitted(30, attach)]).toEqual([3, 1]);
  clock.advance(3_600_000);
  expect([await admitted(30, getRole), await admitted(30, attach)]).toEqual([10, 5]);
});

it('each operation has a bucket of its own, which all callers share', async () => {
  await open({ iam: { reads: { perSecond: 2 } } });
  const listRoles = () => fake.clientsOf().iam.send(new ListRolesCommand({}));
  expect([await admitted(3, getRole), await admitted(3, listRoles)]).toEqual([2, 2]);
});

it('no token is lost to rounding when the time passes in thirds of a second', async () => {
  await open({ iam: { reads: { perSecond: 3, burst: 1 } } });
  expect(await admitted(1, getRole)).toBe(1);
  for (let n = 0; n < 30; n += 1) {
    clock.advance(1000 / 3);
    expect(await admitted(1, getRole)).toBe(1);
  }
});

it.each([
  ['a burst above a second’s worth', { perSecond: 5, burst: 20 }, 20],
  ['a burst below it', { perSecond: 5, burst: 1 }, 1],
  ['less than one call a second', { perSecond: 0.1 }, 1],
])('a rate can have %s', async (_, writes, expected) => {
  await open({ iam: { writes } });
  expect(await admitted(30, attach)).toBe(expected);
});

it('the rate of one operation replaces the rate of its kind', async () => {
  await open({ 'cognito-identity': { reads: { perSecond: 5 }, operations: { ListIdentityPools: { perSecond: 2 } } } });
  expect(await admitted(9, listPools)).toBe(2);
});

it('a service without rates admits every call', async () => {
  await open({ 'cognito-idp': { reads: { perSecond: 1 } } });
  expect(await admitted(100, getRole)).toBe(100);
});

// IAM: alantech/iasql#716 and gruntwork-io/cloud-nuke#371. Cognito: the service models.
it('each service refuses with its own throttling error, before it looks at anything else', async () => {
  await open({
    iam: { reads: { perSecond: 0, burst: 0 } },
    'cognito-identity': { reads: { perSecond: 0, burst: 0 } },
    'cognito-idp': { reads: { perSecond: 0, burst: 0 } },
  });
  const absent = fake.clients.iam.send(new GetRoleCommand({ RoleName: 'absent' }));
  await expect(absent).rejects.toBeInstanceOf(IAMServiceException);
  await expect(absent).rejects.toMatchObject({
    name: 'Throttling',
    message: 'Rate exceeded',
    $fault: 'client',
    $metadata: { httpStatusCode: 400 },
  });
  await expect(listPools()).rejects.toBeInstanceOf(TooManyRequestsException);
  const clients = fake.clients.userPools.send(new ListUserPoolClientsCommand({ UserPoolId: 'us-east-1_EXAMPLE01' }));
  await expect(clients).rejects.toMatchObject({ name: 'TooManyRequestsException' });
});

it('a throttled call changes nothing, and is counted and recorded', async () => {
  await open({ iam: { writes: { perSecond: 0, burst: 1 } } });
  await attach();
  fake.resetCalls();
  const before = fake.snapshot();
  expect(await admitted(3, attach)).toBe(0);
  expect(fake.snapshot()).toEqual(before);
  expect(fake.calls.map(({ operation, error }) => `${operation}: ${error ?? ''}`)).toEqual(Array(3).fill('AttachRolePolicy: Throttling'));
  expect(fake.traffic).toEqual({
    sent: 3,
    refused: 3,
    refusedByOperation: { 'iam:AttachRolePolicy': 3 },
    inFlight: 0,
    mostInFlight: 3,
    mostInFlightOfOneCaller: 3,
  });
  fake.resetCalls();
  expect(fake.traffic).toMatchObject({ sent: 0, refused: 0, mostInFlight: 0, mostInFlightOfOneCaller: 0 });
});

it('a throttled call does not use up a planned fault', async () => {
  await open({ iam: { reads: { perSecond: 1 } } });
  await getRole();
  const fault = fake.fail({ operation: 'GetRole', error: { name: 'ServiceFailureException' } });
  await expect(getRole()).rejects.toMatchObject({ name: 'Throttling' });
  expect(fault.fired).toBe(0);
});

it('calls in flight are counted for each caller and for all together', async () => {
  await open({});
  const [one, other] = [fake.clientsOf(), fake.clientsOf()];
  const ask = ({ iam }: typeof one) => iam.send(new GetRoleCommand({ RoleName: 'signed-in' }));
  await Promise.all([ask(one), ask(one), ask(one), ask(other), ask(other)]);
  expect(fake.traffic).toMatchObject({ mostInFlight: 5, mostInFlightOfOneCaller: 3, inFlight: 0 });
});

it('rates can change at any time, and heal restores those the account was opened with', async () => {
  await open({ iam: { reads: { perSecond: 4 } } });
  fake.limitRates({ iam: { reads: { perSecond: 2 } } });
  expect(await admitted(9, getRole)).toBe(2);
  fake.heal();
  expect(await admitted(9, getRole)).toBe(4);
});

it('a throttled call is answered sooner than an admitted one', async () => {
  clock = new EventClock();
  fake = new FakeAws({ clock, latency: { milliseconds: 100 }, rates: { iam: { reads: { perSecond: 1 } } } });
  fake.seedRole({ name: 'signed-in' });
  const start = clock.now();
  const took = async (): Promise<number> => {
    await getRole().catch(() => undefined);
    return clock.now() - start;
  };
  expect(await Promise.all([took(), took()])).toEqual([100, 50]);
});
