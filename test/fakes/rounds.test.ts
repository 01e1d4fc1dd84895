import { SetIdentityPoolRolesCommand, UpdateIdentityPoolCommand, type CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import { GetRoleCommand, GetUserCommand } from '@aws-sdk/client-iam';
import type { Call } from './border';
import { FakeAws } from './fake-aws';
import { makePool, makeRole } from './fixtures';

let fake: FakeAws;

beforeEach(() => {
  fake = new FakeAws();
});

const assign = (IdentityPoolId: string) =>
  fake.clients.cognitoIdentity.send(new SetIdentityPoolRolesCommand({ IdentityPoolId, Roles: {} }));
const rename = (IdentityPoolId: string) =>
  fake.clients.cognitoIdentity.send(
    new UpdateIdentityPoolCommand({ IdentityPoolId, IdentityPoolName: 'b', AllowUnauthenticatedIdentities: false }),
  );

it('counts calls side by side as one round, whatever they wait for in between', async () => {
  const slower = async () => {
    await Promise.resolve();
    await Promise.resolve();
    return makeRole(fake, { RoleName: 'b' });
  };
  await Promise.all([makeRole(fake, { RoleName: 'a' }), slower(), makePool(fake)]);
  expect(fake.rounds).toBe(1);
  await makeRole(fake, { RoleName: 'c' });
  expect(fake.rounds).toBe(2);
  expect(fake.calls.map(({ service, operation, round }) => [service, operation, round])).toEqual([
    ['iam', 'CreateRole', 1],
    ['cognito-identity', 'CreateIdentityPool', 1],
    ['iam', 'CreateRole', 1],
    ['iam', 'CreateRole', 2],
  ]);
});

it('reports writes on one pool that ran side by side, and does not report those on two pools', async () => {
  const [one, other] = [await makePool(fake), await makePool(fake)];
  await Promise.all([assign(one), assign(other)]);
  expect(fake.maxConcurrentWritesOnPool).toBe(1);
  await Promise.all([assign(one), rename(one).catch(() => undefined)]);
  expect(fake.maxConcurrentWritesOnPool).toBe(2);
});

it('distinguishes writes from reads, and forgets both when asked', async () => {
  await makeRole(fake);
  await fake.clients.iam.send(new GetRoleCommand({ RoleName: 'signed-in' }));
  expect([fake.calls.length, fake.writes.map(({ operation }) => operation)]).toEqual([2, ['CreateRole']]);
  fake.resetCalls();
  expect([fake.calls.length, fake.rounds, fake.maxConcurrentWritesOnPool]).toEqual([0, 0, 0]);
});

it('reports every call to listeners until they are taken off', async () => {
  const heard: Call[] = [];
  const stop = fake.onCall((call) => heard.push(call));
  await makePool(fake);
  stop();
  await makePool(fake);
  expect(heard).toEqual(fake.calls.slice(0, 1));
});

it('does nothing for a caller that has given up', async () => {
  const abort = new AbortController();
  const early = fake.clients.iam.send(new GetRoleCommand({ RoleName: 'x' }), { abortSignal: abort.signal });
  abort.abort();
  const late = fake.clients.iam.send(new GetRoleCommand({ RoleName: 'x' }), { abortSignal: abort.signal });
  const outcomes = await Promise.allSettled([early, late]);
  expect(outcomes).toMatchObject([{ reason: { name: 'AbortError' } }, { reason: { name: 'AbortError' } }]);
  expect(fake.calls).toEqual([]);
});

it('is loud about an operation or a service that it does not know', async () => {
  await expect(fake.clients.iam.send(new GetUserCommand({}))).rejects.toThrow('The fake AWS knows no iam:GetUser');
  const wrong = fake.clients.iam as unknown as CognitoIdentityClient;
  await expect(wrong.send(new SetIdentityPoolRolesCommand({ IdentityPoolId: 'x', Roles: {} }))).rejects.toThrow('iam:SetIdentityPoolRoles');
});

it('answers under fake timers too', async () => {
  jest.useFakeTimers();
  try {
    expect(await makePool(fake)).toMatch(/^us-east-1:/);
  } finally {
    jest.useRealTimers();
  }
});

it('gives two accounts the same ids for the same story', async () => {
  const other = new FakeAws();
  expect(await makePool(other)).toBe(await makePool(fake));
});
