import {
  DescribeIdentityPoolCommand,
  InternalErrorException,
  ListIdentityPoolsCommand,
  SetIdentityPoolRolesCommand,
} from '@aws-sdk/client-cognito-identity';
import {
  AttachRolePolicyCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { FakeAws } from './fake-aws';
import { Killed } from './faults';
import { allow, makePool, makeRole, POLICY_ARN } from './fixtures';

const RoleName = 'signed-in';

let fake: FakeAws;

beforeEach(() => {
  fake = new FakeAws();
});

const getRole = () => fake.clients.iam.send(new GetRoleCommand({ RoleName }));
const attach = () => fake.clients.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: POLICY_ARN }));
const names = async (...tries: (() => Promise<unknown>)[]): Promise<string[]> => {
  const outcomes: string[] = [];
  for (const attempt of tries)
    outcomes.push(
      await attempt().then(
        () => 'fine',
        (error: unknown) => (error as Error).name,
      ),
    );
  return outcomes;
};

describe('a planned fault', () => {
  it('strikes the named operation so many times', async () => {
    await makeRole(fake);
    const fault = fake.fail({ operation: 'GetRole', times: 2, error: { name: 'Throttling', message: 'Rate exceeded' } });
    expect(await names(attach, getRole, getRole, getRole)).toEqual(['fine', 'Throttling', 'Throttling', 'fine']);
    expect(fault.fired).toBe(2);
  });

  it('strikes only the inputs that it is for', async () => {
    fake.fail({
      operation: 'CreateIdentityPool',
      when: ({ IdentityPoolName }) => IdentityPoolName === 'b',
      error: { name: 'LimitExceededException' },
    });
    expect(
      await names(
        () => makePool(fake, { IdentityPoolName: 'a' }),
        () => makePool(fake, { IdentityPoolName: 'b' }),
      ),
    ).toEqual(['fine', 'LimitExceededException']);
  });

  it('can lose the answer of a call that took effect', async () => {
    fake.fail({ operation: 'CreateIdentityPool', after: true, error: { name: 'InternalErrorException' } });
    await expect(makePool(fake)).rejects.toBeInstanceOf(InternalErrorException);
    expect(fake.pools.size).toBe(1);
  });

  it('can be an error of the network, without a status', async () => {
    fake.fail({ service: 'iam', error: { name: 'Error', code: 'ECONNRESET', message: 'socket hang up' } });
    await expect(makeRole(fake)).rejects.toMatchObject({ code: 'ECONNRESET', message: 'socket hang up' });
  });

  it('is a fault of the server by its status', async () => {
    fake.fail({ error: { name: 'ServiceUnavailable', httpStatusCode: 503 } });
    await expect(makeRole(fake)).rejects.toMatchObject({
      name: 'ServiceUnavailable',
      $fault: 'server',
      $metadata: { httpStatusCode: 503 },
    });
  });

  it('is recorded as the answer of its call', async () => {
    fake.fail({ error: { name: 'Throttling' } });
    await names(getRole, getRole);
    expect(fake.calls.map(({ error }) => error)).toEqual(['Throttling', 'NoSuchEntityException']);
  });
});

describe('a caller killed at its n-th call', () => {
  it.each([
    ['before', 1],
    ['after', 2],
  ] as const)('%s that call leaves %i pools, and reaches AWS no more until it is revived', async (when, pools) => {
    fake.killAt(2, when);
    const make = () => makePool(fake);
    expect(await names(make, make, make)).toEqual(['fine', 'Killed', 'Killed']);
    expect([fake.pools.size, fake.calls.length, fake.killed]).toEqual([pools, pools, true]);
    fake.revive();
    expect(await names(make)).toEqual(['fine']);
  });

  it('is not killed by a death that its work does not reach', async () => {
    fake.killAt(2);
    await makePool(fake);
    expect(fake.killed).toBe(false);
  });

  it('learns nothing of the refusal of its last call', async () => {
    fake.killAt(1, 'after');
    await expect(getRole()).rejects.toBeInstanceOf(Killed);
  });
});

describe('lag', () => {
  it('hides a new role from so many reads of it, and from no writes', async () => {
    fake.lag({ operations: 'reads', calls: 2 });
    await makeRole(fake);
    expect(await names(getRole, attach, getRole, getRole)).toEqual(['NoSuchEntityException', 'fine', 'NoSuchEntityException', 'fine']);
  });

  it('hides a new role from writes too, and creating it again still finds it', async () => {
    fake.lag({ operations: 'all', calls: 1 });
    await makeRole(fake);
    expect(await names(() => makeRole(fake), attach, attach)).toEqual(['EntityAlreadyExistsException', 'NoSuchEntityException', 'fine']);
  });

  it('shows a changed role as it was, and a deleted one still there', async () => {
    await makeRole(fake, { Description: 'old' });
    fake.lag({ operations: ['GetRole'], calls: 1 });
    await fake.clients.iam.send(new UpdateRoleCommand({ RoleName, Description: 'new' }));
    expect((await getRole()).Role?.Description).toBe('old');
    expect((await getRole()).Role?.Description).toBe('new');
    await fake.clients.iam.send(new DeleteRoleCommand({ RoleName }));
    expect(await names(getRole, getRole)).toEqual(['fine', 'NoSuchEntityException']);
  });

  it('hides what is new from lists', async () => {
    await makePool(fake);
    fake.lag({ operations: 'reads', calls: 1 });
    const id = await makePool(fake);
    await makeRole(fake);
    const pools = () => fake.clients.cognitoIdentity.send(new ListIdentityPoolsCommand({ MaxResults: 60 }));
    expect((await pools()).IdentityPools).toHaveLength(1);
    expect((await pools()).IdentityPools?.[1]?.IdentityPoolId).toBe(id);
    expect((await fake.clients.iam.send(new ListRolesCommand({}))).Roles).toEqual([]);
  });

  it('can be of one service', async () => {
    fake.lag({ operations: 'reads', calls: 1, service: 'iam' });
    const id = await makePool(fake);
    await makeRole(fake);
    const describePool = () => fake.clients.cognitoIdentity.send(new DescribeIdentityPoolCommand({ IdentityPoolId: id }));
    expect(await names(describePool, getRole)).toEqual(['fine', 'NoSuchEntityException']);
  });
});

it('refuses a role made here so many times, and one that was there never', async () => {
  const id = await makePool(fake);
  const arn = await makeRole(fake);
  const { arn: older } = fake.seedRole({ name: 'older' });
  const assign = (authenticated: string) => () =>
    fake.clients.cognitoIdentity.send(new SetIdentityPoolRolesCommand({ IdentityPoolId: id, Roles: { authenticated } }));
  fake.refuseNewRoles(1);
  await expect(assign(arn)()).rejects.toThrow(`Access to Role '${arn}' is forbidden.`);
  fake.refuseNewRoles(1);
  expect(await names(assign(older), assign(arn), assign(arn))).toEqual(['fine', 'NotAuthorizedException', 'fine']);
});

it('is healed of everything at once', async () => {
  const put = () => fake.clients.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument: allow('s3:*') }));
  fake.fail({ times: Infinity, error: { name: 'Throttling' } });
  fake.lag({ operations: 'all', calls: 9 });
  fake.killAt(1);
  await names(put);
  fake.heal();
  expect(await names(() => makeRole(fake), put, getRole)).toEqual(['fine', 'fine', 'fine']);
});
