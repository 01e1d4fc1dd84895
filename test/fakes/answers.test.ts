import { ListIdentityPoolsCommand } from '@aws-sdk/client-cognito-identity';
import {
  AttachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesForRoleCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { FakeAws } from './fake-aws';
import { allow, makePool, makeRole, POLICY_ARN, TRUST } from './fixtures';

const now = () => Date.parse('2026-01-02T03:04:05.678Z');
const RoleName = 'signed-in';

let fake: FakeAws;

beforeEach(() => {
  fake = new FakeAws({ now });
});

interface Paged {
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

const everyPage = async <Page extends Paged>(read: (marker?: string) => Promise<Page>): Promise<Page[]> => {
  const pages = [await read()];
  for (let last = pages.at(-1); last?.IsTruncated === true; last = pages.at(-1)) pages.push(await read(last.Marker));
  return pages;
};

it('pages pools by the size asked for, and ends with a page without a token', async () => {
  const ids = await Promise.all([1, 2, 3].map(() => makePool(fake)));
  const list = (NextToken?: string) => fake.clients.cognitoIdentity.send(new ListIdentityPoolsCommand({ MaxResults: 2, NextToken }));
  const first = await list();
  const second = await list(first.NextToken);
  expect([first, second].map((page) => page.IdentityPools?.map(({ IdentityPoolId }) => IdentityPoolId))).toEqual([
    ids.slice(0, 2),
    ids.slice(2),
  ]);
  expect(second.NextToken).toBeUndefined();
  expect(Object.keys(first.IdentityPools?.[0] ?? {})).toEqual(['IdentityPoolId', 'IdentityPoolName']);
});

it('gives smaller pages than asked for when it is set up so', async () => {
  fake.quotas.pageSize = 1;
  fake.seedRole({
    name: RoleName,
    managedPolicyArns: [POLICY_ARN, `${POLICY_ARN}2`],
    inlinePolicies: { b: {}, a: {} },
    instanceProfiles: ['p', 'q'],
    tags: { a: '1', b: '2' },
  });
  fake.seedRole({ name: 'another' });
  const { iam } = fake.clients;
  const roles = await everyPage((Marker) => iam.send(new ListRolesCommand({ MaxItems: 1000, Marker })));
  const attached = await everyPage((Marker) => iam.send(new ListAttachedRolePoliciesCommand({ RoleName, Marker })));
  const inline = await everyPage((Marker) => iam.send(new ListRolePoliciesCommand({ RoleName, Marker })));
  const profiles = await everyPage((Marker) => iam.send(new ListInstanceProfilesForRoleCommand({ RoleName, Marker })));
  const tags = await everyPage((Marker) => iam.send(new ListRoleTagsCommand({ RoleName, Marker })));
  expect(roles.map((page) => page.Roles?.map((role) => role.RoleName))).toEqual([['another'], [RoleName]]);
  expect(attached.flatMap((page) => page.AttachedPolicies)).toEqual([
    { PolicyName: 'ReadOnlyAccess', PolicyArn: POLICY_ARN },
    { PolicyName: 'ReadOnlyAccess2', PolicyArn: `${POLICY_ARN}2` },
  ]);
  expect(inline.map((page) => page.PolicyNames)).toEqual([['a'], ['b']]);
  expect(profiles.map((page) => page.InstanceProfiles?.[0]?.InstanceProfileName)).toEqual(['p', 'q']);
  expect(tags.map((page) => page.Tags)).toEqual([[{ Key: 'a', Value: '1' }], [{ Key: 'b', Value: '2' }]]);
});

it('answers policy documents as they were sent, encoded by RFC 3986', async () => {
  await makeRole(fake);
  fake.seedRole({ name: 'with-policy', inlinePolicies: { p: allow('s3:Get*', "arn:aws:s3:::a/b c!'()*%41+") } });
  const trust = (await fake.clients.iam.send(new GetRoleCommand({ RoleName }))).Role?.AssumeRolePolicyDocument ?? '';
  const policy = (await fake.clients.iam.send(new GetRolePolicyCommand({ RoleName: 'with-policy', PolicyName: 'p' }))).PolicyDocument ?? '';
  expect(trust).not.toBe(TRUST);
  expect(decodeURIComponent(trust)).toBe(TRUST);
  expect(policy).toContain('a%2Fb%20c%21%27%28%29%2A%2541%2B');
});

it('leaves tags and boundary out of a list of roles', async () => {
  await makeRole(fake, { Tags: [{ Key: 'a', Value: '1' }], PermissionsBoundary: POLICY_ARN, Description: 'd', Path: '/app/' });
  const [listed] = (await fake.clients.iam.send(new ListRolesCommand({ PathPrefix: '/app/' }))).Roles ?? [];
  const got = (await fake.clients.iam.send(new GetRoleCommand({ RoleName }))).Role;
  expect(listed).toEqual({
    Path: '/app/',
    RoleName,
    RoleId: expect.stringMatching(/^AROA[A-Z0-9]{17}$/) as unknown,
    Arn: 'arn:aws:iam::123456789012:role/app/signed-in',
    CreateDate: new Date('2026-01-02T03:04:05.000Z'),
    AssumeRolePolicyDocument: expect.any(String) as unknown,
    Description: 'd',
    MaxSessionDuration: 3600,
  });
  expect(got).toMatchObject({ Tags: [{ Key: 'a', Value: '1' }], PermissionsBoundary: { PermissionsBoundaryArn: POLICY_ARN } });
});

it('takes a role out of an instance profile', async () => {
  fake.seedRole({ name: RoleName, instanceProfiles: ['p'] });
  await fake.clients.iam.send(new RemoveRoleFromInstanceProfileCommand({ RoleName, InstanceProfileName: 'p' }));
  expect(fake.roles.get(RoleName)?.instanceProfiles).toEqual([]);
});

it('is an account of another partition when it is set up so', async () => {
  fake = new FakeAws({ partition: 'aws-us-gov', region: 'us-gov-west-1', accountId: '210987654321' });
  expect(fake.poolArn(await makePool(fake, { OpenIdConnectProviderARNs: [] }))).toMatch(
    /^arn:aws-us-gov:cognito-identity:us-gov-west-1:210987654321:identitypool\/us-gov-west-1:/,
  );
  expect(await makeRole(fake)).toBe('arn:aws-us-gov:iam::210987654321:role/signed-in');
});

it('gives a snapshot with documents decoded, in which the order of what has none does not show', async () => {
  await makeRole(fake);
  fake.seedRole({ name: 'other' });
  const attach = (PolicyArn: string) => fake.clients.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  await attach(`${POLICY_ARN}2`);
  await attach(POLICY_ARN);
  expect(Object.keys(fake.snapshot().roles)).toEqual(['other', RoleName]);
  expect(fake.snapshot().roles[RoleName]).toMatchObject({
    trustPolicy: JSON.parse(TRUST) as unknown,
    managedPolicyArns: [POLICY_ARN, `${POLICY_ARN}2`],
    createDate: '2026-01-02T03:04:05.000Z',
  });
});
