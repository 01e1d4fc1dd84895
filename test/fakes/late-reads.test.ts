import {
  DeleteIdentityPoolCommand,
  DescribeIdentityPoolCommand,
  GetIdentityPoolRolesCommand,
  ListIdentityPoolsCommand,
  ListTagsForResourceCommand,
  SetIdentityPoolRolesCommand,
  UpdateIdentityPoolCommand,
} from '@aws-sdk/client-cognito-identity';
import {
  CreateUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  AttachRolePolicyCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  TagRoleCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { EventClock } from './event-clock';
import { FakeAws } from './fake-aws';
import { makePool, makeRole, POLICY_ARN, TRUST } from './fixtures';
import type { Lateness } from './lateness';

const RoleName = 'signed-in';
const SECOND = 1000;

let clock: EventClock;
let fake: FakeAws;

const open = (lateness: Lateness): void => {
  clock = new EventClock();
  fake = new FakeAws({ clock, lateness });
};
const outcome = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'fine',
    (error: unknown) => (error as Error).name,
  );

const getRole = () => fake.clients.iam.send(new GetRoleCommand({ RoleName }));
const descriptionOf = async () => (await getRole()).Role?.Description;
const listed = async () => (await fake.clients.iam.send(new ListRolesCommand({}))).Roles?.map((role) => role.RoleName);
const attach = () => fake.clients.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: POLICY_ARN }));
const describePool = (IdentityPoolId: string) => fake.clients.cognitoIdentity.send(new DescribeIdentityPoolCommand({ IdentityPoolId }));
const listPools = async () =>
  (await fake.clients.cognitoIdentity.send(new ListIdentityPoolsCommand({ MaxResults: 60 }))).IdentityPools?.map(
    (pool) => pool.IdentityPoolId,
  );
const assign = (IdentityPoolId: string, authenticated: string) =>
  fake.clients.cognitoIdentity.send(new SetIdentityPoolRolesCommand({ IdentityPoolId, Roles: { authenticated } }));

// That IAM shows things late: IAM user guide, troubleshoot_general, "Changes that I make are not always immediately visible".
describe('a role', () => {
  it('a new role is hidden from every read for a time, and from no write', async () => {
    open({ roles: SECOND });
    await makeRole(fake);
    const reads = () =>
      Promise.all(
        [
          getRole(),
          fake.clients.iam.send(new ListRoleTagsCommand({ RoleName })),
          fake.clients.iam.send(new ListAttachedRolePoliciesCommand({ RoleName })),
        ].map(outcome),
      );
    expect(await reads()).toEqual(Array(3).fill('NoSuchEntityException'));
    expect([await listed(), await outcome(attach()), await outcome(makeRole(fake))]).toEqual([[], 'fine', 'EntityAlreadyExistsException']);
    clock.advance(SECOND - 1);
    expect(await outcome(getRole())).toBe('NoSuchEntityException');
    clock.advance(1);
    expect([await reads(), await listed()]).toEqual([Array(3).fill('fine'), [RoleName]]);
  });

  it('reads show a changed role as it was, and each change when its own time is over', async () => {
    open({ roles: SECOND });
    fake.seedRole({ name: RoleName, description: 'first', tags: { team: 'a' } });
    const change = async (Description: string): Promise<void> => {
      await fake.clients.iam.send(new UpdateRoleCommand({ RoleName, Description }));
    };
    const tags = async () => (await fake.clients.iam.send(new ListRoleTagsCommand({ RoleName }))).Tags;
    await change('second');
    clock.advance(400);
    await change('third');
    await fake.clients.iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'team', Value: 'b' }] }));
    expect([await descriptionOf(), await tags()]).toEqual(['first', [{ Key: 'team', Value: 'a' }]]);
    clock.advance(600);
    expect([await descriptionOf(), await tags()]).toEqual(['second', [{ Key: 'team', Value: 'a' }]]);
    clock.advance(400);
    expect([await descriptionOf(), await tags()]).toEqual(['third', [{ Key: 'team', Value: 'b' }]]);
  });

  it('reads still show a deleted role for a time', async () => {
    open({ roles: SECOND });
    fake.seedRole({ name: RoleName });
    await fake.clients.iam.send(new DeleteRoleCommand({ RoleName }));
    expect([await outcome(getRole()), await listed()]).toEqual(['fine', [RoleName]]);
    clock.advance(SECOND);
    expect([await outcome(getRole()), await listed()]).toEqual(['NoSuchEntityException', []]);
  });

  it('a role can be late after its deletion alone', async () => {
    open({ roles: { deleted: SECOND } });
    await makeRole(fake, { Description: 'first' });
    await fake.clients.iam.send(new UpdateRoleCommand({ RoleName, Description: 'second' }));
    expect(await descriptionOf()).toBe('second');
    await fake.clients.iam.send(new DeleteRoleCommand({ RoleName }));
    expect(await outcome(getRole())).toBe('fine');
  });

  it('a new role can be hidden from writes too, except from a second CreateRole', async () => {
    open({ newRolesInWrites: SECOND });
    await makeRole(fake);
    expect([await outcome(attach()), await outcome(makeRole(fake)), await outcome(getRole())]).toEqual([
      'NoSuchEntityException',
      'EntityAlreadyExistsException',
      'fine',
    ]);
    clock.advance(SECOND);
    expect(await outcome(attach())).toBe('fine');
  });

  it('roles are not late when only pools are', async () => {
    open({ pools: SECOND });
    await makeRole(fake);
    expect(await outcome(getRole())).toBe('fine');
  });
});

describe('a pool', () => {
  it('a new pool is hidden from every read for a time, and its deletion finds it', async () => {
    open({ pools: 2 * SECOND });
    const id = await makePool(fake);
    const reads = async () => [
      await outcome(describePool(id)),
      await outcome(fake.clients.cognitoIdentity.send(new GetIdentityPoolRolesCommand({ IdentityPoolId: id }))),
      await outcome(fake.clients.cognitoIdentity.send(new ListTagsForResourceCommand({ ResourceArn: fake.poolArn(id) }))),
      (await listPools())?.length,
    ];
    expect(await reads()).toEqual([...Array<string>(3).fill('ResourceNotFoundException'), 0]);
    clock.advance(2 * SECOND);
    expect(await reads()).toEqual(['fine', 'fine', 'fine', 1]);
    const hidden = await makePool(fake);
    expect(await outcome(fake.clients.cognitoIdentity.send(new DeleteIdentityPoolCommand({ IdentityPoolId: hidden })))).toBe('fine');
    expect([...fake.pools.keys()]).toEqual([id]);
  });

  it('reads show a changed pool as it was, and a deleted pool as still there', async () => {
    open({ pools: SECOND });
    const { IdentityPoolId } = fake.seedPool({ IdentityPoolName: 'old' }).configuration;
    const nameOf = async () => (await describePool(IdentityPoolId)).IdentityPoolName;
    await fake.clients.cognitoIdentity.send(
      new UpdateIdentityPoolCommand({ IdentityPoolId, IdentityPoolName: 'new', AllowUnauthenticatedIdentities: false }),
    );
    expect(await nameOf()).toBe('old');
    clock.advance(SECOND);
    expect(await nameOf()).toBe('new');
    await fake.clients.cognitoIdentity.send(new DeleteIdentityPoolCommand({ IdentityPoolId }));
    expect([await nameOf(), await listPools()]).toEqual(['new', [IdentityPoolId]]);
    clock.advance(SECOND);
    expect(await outcome(describePool(IdentityPoolId))).toBe('ResourceNotFoundException');
  });

  it('pools are not late when only roles are', async () => {
    open({ roles: SECOND });
    expect(await outcome(makePool(fake).then(describePool))).toBe('fine');
  });
});

it('a new app client is hidden from reads and lists for a time, an older one is not', async () => {
  open({ appClients: SECOND });
  const UserPoolId = 'us-east-1_EXAMPLE01';
  fake.seedUserPool({ id: UserPoolId });
  const create = async () =>
    (await fake.clients.userPools.send(new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'web' }))).UserPoolClient?.ClientId;
  const ids = async () =>
    (await fake.clients.userPools.send(new ListUserPoolClientsCommand({ UserPoolId }))).UserPoolClients?.map(({ ClientId }) => ClientId);
  const older = await create();
  clock.advance(SECOND);
  const newer = await create();
  expect([
    await ids(),
    await outcome(fake.clients.userPools.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId: newer }))),
  ]).toEqual([[older], 'ResourceNotFoundException']);
  clock.advance(SECOND);
  expect(await ids()).toEqual([older, newer]);
});

// boto3#73: the check of iam:PassRole did not see a role right after CreateRole.
describe('Cognito', () => {
  it('Cognito refuses a new role for a time, also one that was made again under its name', async () => {
    open({ newRolesInCognito: 5 * SECOND });
    const id = await makePool(fake);
    const arn = await makeRole(fake);
    await expect(assign(id, arn)).rejects.toThrow(`Access to Role '${arn}' is forbidden.`);
    clock.advance(5 * SECOND - 1);
    expect(await outcome(assign(id, arn))).toBe('NotAuthorizedException');
    clock.advance(1);
    expect(await outcome(assign(id, arn))).toBe('fine');
    await fake.clients.iam.send(new DeleteRoleCommand({ RoleName }));
    await makeRole(fake);
    expect(await outcome(assign(id, arn))).toBe('NotAuthorizedException');
  });

  it('Cognito refuses a supplied role that is too young, also in a rule', async () => {
    open({ newRolesInCognito: 5 * SECOND });
    const id = await makePool(fake);
    const young = fake.seedRole({ name: 'young', createdAt: clock.now() - 4 * SECOND, trustPolicy: TRUST }).arn;
    const old = fake.seedRole({ name: 'old', createdAt: clock.now() - 5 * SECOND, trustPolicy: TRUST }).arn;
    const inRule = (RoleARN: string) =>
      fake.clients.cognitoIdentity.send(
        new SetIdentityPoolRolesCommand({
          IdentityPoolId: id,
          Roles: {},
          RoleMappings: {
            'accounts.google.com': {
              Type: 'Rules',
              AmbiguousRoleResolution: 'Deny',
              RulesConfiguration: { Rules: [{ Claim: 'sub', MatchType: 'Equals', Value: 'x', RoleARN }] },
            },
          },
        }),
      );
    expect([await outcome(assign(id, young)), await outcome(inRule(young))]).toEqual(Array(2).fill('NotAuthorizedException'));
    expect([await outcome(assign(id, old)), await outcome(inRule(old))]).toEqual(['fine', 'fine']);
    clock.advance(SECOND);
    expect(await outcome(assign(id, young))).toBe('fine');
  });

  it('IAM shows the creation date that a seeded role was given', async () => {
    open({});
    fake.seedRole({ name: RoleName, createdAt: clock.now() - 90 * SECOND });
    expect((await getRole()).Role?.CreateDate).toEqual(new Date(clock.now() - 90 * SECOND));
  });
});

it('lateness can be set at any time, and catchUp and heal end it', async () => {
  open({});
  fake.showLate({ roles: 60 * SECOND });
  await makeRole(fake);
  expect(await outcome(getRole())).toBe('NoSuchEntityException');
  fake.catchUp();
  expect(await outcome(getRole())).toBe('fine');
  await fake.clients.iam.send(new DeleteRoleCommand({ RoleName }));
  fake.heal();
  expect(await outcome(getRole())).toBe('NoSuchEntityException');
  await makeRole(fake);
  expect(await outcome(getRole())).toBe('fine');
});

it('lateness by time and lag by calls work together', async () => {
  open({ roles: SECOND });
  fake.lag({ operations: 'reads', calls: 1 });
  await makeRole(fake);
  clock.advance(SECOND);
  expect([await outcome(getRole()), await outcome(getRole())]).toEqual(['NoSuchEntityException', 'fine']);
});
