import {
  DeleteIdentityPoolCommand,
  DescribeIdentityPoolCommand,
  ListIdentityPoolsCommand,
  ListTagsForResourceCommand,
  SetIdentityPoolRolesCommand,
} from '@aws-sdk/client-cognito-identity';
import { GetRoleCommand, ListAttachedRolePoliciesCommand, ListRolesCommand, type ListRolesCommandInput } from '@aws-sdk/client-iam';
import { FakeAws } from './fake-aws';
import { makePool, makeRole, POLICY_ARN } from './fixtures';

let fake: FakeAws;

beforeEach(() => {
  fake = new FakeAws();
});

const outcome = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'fine',
    (error: unknown) => (error as Error).name,
  );
const list = (input: ListRolesCommandInput) => fake.clients.iam.send(new ListRolesCommand(input));
const namesOf = async (PathPrefix: string) => (await list({ PathPrefix })).Roles?.map(({ RoleName }) => RoleName);

describe('a role’s path', () => {
  beforeEach(async () => {
    await makeRole(fake, { RoleName: 'plain' });
    await makeRole(fake, { RoleName: 'one', Path: '/identity-pools/abc/' });
    await makeRole(fake, { RoleName: 'two', Path: '/identity-pools/abcd/' });
    await makeRole(fake, { RoleName: 'upper', Path: '/Identity-Pools/abc/' });
  });

  // IAM API reference, ListRoles: the path prefix for filtering the results.
  it.each([
    ['/', ['one', 'plain', 'two', 'upper']],
    ['/identity-pools/', ['one', 'two']],
    ['/identity-pools/abc', ['one', 'two']],
    ['/identity-pools/abc/', ['one']],
    ['/Identity-Pools/', ['upper']],
    ['/pools/', []],
  ])('ListRoles finds the roles whose path begins with %s', async (prefix, expected) => {
    expect(await namesOf(prefix)).toEqual(expected);
  });

  // Service model: pathPrefixType, pathType, policyPathType.
  it.each([
    ['one without its first slash', 'ValidationError', 'identity-pools/'],
    ['nothing', 'ValidationError', ''],
    ['a letter outside ASCII', 'ValidationError', '/ä/'],
    ['a space', 'ValidationError', '/a b/'],
    ['512 characters', 'fine', `/${'a'.repeat(511)}`],
    ['513 characters', 'ValidationError', `/${'a'.repeat(512)}`],
  ])('ListRoles answers %s as a prefix with: %s', async (_, expected, PathPrefix) => {
    expect(await outcome(list({ PathPrefix }))).toBe(expected);
  });

  it.each([
    ['the root', 'fine', '/'],
    ['two levels', 'fine', '/a/b/'],
    ['two slashes in the middle', 'fine', '/a//b/'],
    ['one without its last slash', 'ValidationError', '/a'],
    ['one without its first slash', 'ValidationError', 'a/'],
    ['two slashes', 'ValidationError', '//'],
    ['a space', 'ValidationError', '/a b/'],
    ['512 characters', 'fine', `/${'a'.repeat(510)}/`],
    ['513 characters', 'ValidationError', `/${'a'.repeat(511)}/`],
  ])('CreateRole answers %s as a path with: %s', async (_, expected, Path) => {
    expect(await outcome(makeRole(fake, { RoleName: 'new', Path }))).toBe(expected);
  });

  it('a role’s name is unique in any case, whatever the path', async () => {
    expect(await outcome(makeRole(fake, { RoleName: 'ONE', Path: '/elsewhere/' }))).toBe('EntityAlreadyExistsException');
    expect((await fake.clients.iam.send(new GetRoleCommand({ RoleName: 'one' }))).Role).toMatchObject({
      Path: '/identity-pools/abc/',
      Arn: 'arn:aws:iam::123456789012:role/identity-pools/abc/one',
      RoleId: expect.stringMatching(/^AROA[A-Z0-9]{17}$/) as unknown,
    });
  });

  it('lists of policies are filtered by the policies’ own whole path', async () => {
    fake.seedRole({ name: 'loaded', managedPolicyArns: [POLICY_ARN, 'arn:aws:iam::123456789012:policy/app/mine'] });
    const attached = async (PathPrefix: string) =>
      (await fake.clients.iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'loaded', PathPrefix }))).AttachedPolicies?.map(
        ({ PolicyName }) => PolicyName,
      );
    expect([await attached('/'), await attached('/app/')]).toEqual([['ReadOnlyAccess', 'mine'], ['mine']]);
    expect(await outcome(attached('/app'))).toBe('ValidationError');
  });
});

it('ListRoles pages the roles under a prefix by 100, whatever else the account holds', async () => {
  for (let n = 0; n < 150; n += 1) fake.seedRole({ name: `mine-${String(n).padStart(3, '0')}`, path: '/mine/' });
  for (let n = 0; n < 300; n += 1) fake.seedRole({ name: `other-${String(n)}` });
  const first = await list({ PathPrefix: '/mine/' });
  const second = await list({ PathPrefix: '/mine/', Marker: first.Marker });
  expect([first.Roles?.length, first.IsTruncated, second.Roles?.length, second.IsTruncated, second.Marker]).toEqual([
    100,
    true,
    50,
    false,
    undefined,
  ]);
  expect((await list({ PathPrefix: '/mine/', MaxItems: 1000 })).Roles).toHaveLength(150);
});

it('a role that is made again under its name has another id', async () => {
  const idOf = (name: string) => fake.roles.get(name)?.id;
  await makeRole(fake);
  const first = idOf('signed-in');
  fake.roles.delete('signed-in');
  await makeRole(fake);
  expect(idOf('signed-in')).not.toBe(first);
});

describe('another Region of one account', () => {
  const describePool = (aws: FakeAws, IdentityPoolId: string) =>
    aws.clients.cognitoIdentity.send(new DescribeIdentityPoolCommand({ IdentityPoolId }));
  const poolsOf = async (aws: FakeAws) =>
    (await aws.clients.cognitoIdentity.send(new ListIdentityPoolsCommand({ MaxResults: 60 }))).IdentityPools?.map(
      ({ IdentityPoolId }) => IdentityPoolId,
    );

  // awslabs/aws-sdk-android-samples#151: a pool of us-east-2, asked for in us-east-1.
  it('another Region does not find a pool and changes none', async () => {
    const id = await makePool(fake);
    const there = fake.inRegion('eu-west-1');
    await expect(describePool(there, id)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `IdentityPool '${id}' not found.`,
    });
    const { cognitoIdentity } = there.clients;
    expect(await outcome(cognitoIdentity.send(new DeleteIdentityPoolCommand({ IdentityPoolId: id })))).toBe('ResourceNotFoundException');
    expect(await outcome(cognitoIdentity.send(new SetIdentityPoolRolesCommand({ IdentityPoolId: id, Roles: {} })))).toBe(
      'ResourceNotFoundException',
    );
    expect(await outcome(cognitoIdentity.send(new ListTagsForResourceCommand({ ResourceArn: there.poolArn(id) })))).toBe(
      'InvalidParameterException',
    );
    expect([await poolsOf(there), await poolsOf(fake)]).toEqual([[], [id]]);
  });

  it('another Region has pools of its own, with its name in their ids and ARNs', async () => {
    const there = fake.inRegion('eu-west-1');
    const id = await makePool(there);
    expect(id).toMatch(/^eu-west-1:/);
    expect(there.poolArn(id)).toBe(`arn:aws:cognito-identity:eu-west-1:123456789012:identitypool/${id}`);
    expect([await poolsOf(there), await poolsOf(fake), [...fake.pools.keys()]]).toEqual([[id], [], [id]]);
    expect(await outcome(describePool(there, id))).toBe('fine');
  });

  it('another Region shares roles, quotas, faults and recorded calls', async () => {
    const there = fake.inRegion('eu-west-1');
    await makeRole(there);
    expect(await outcome(fake.clients.iam.send(new GetRoleCommand({ RoleName: 'signed-in' })))).toBe('fine');
    fake.quotas.roles = 1;
    expect(await outcome(makeRole(there, { RoleName: 'other' }))).toBe('LimitExceededException');
    fake.fail({ operation: 'GetRole', error: { name: 'ServiceFailureException' } });
    expect(await outcome(there.clients.iam.send(new GetRoleCommand({ RoleName: 'signed-in' })))).toBe('ServiceFailureException');
    fake.refuseNewRoles(1);
    const id = await makePool(there);
    const assign = () =>
      there.clients.cognitoIdentity.send(
        new SetIdentityPoolRolesCommand({ IdentityPoolId: id, Roles: { authenticated: 'arn:aws:iam::123456789012:role/signed-in' } }),
      );
    expect([await outcome(assign()), await outcome(assign())]).toEqual(['NotAuthorizedException', 'fine']);
    expect(there.calls).toEqual(fake.calls);
  });
});
