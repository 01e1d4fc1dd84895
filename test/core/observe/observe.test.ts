import { isListed, observe, observeDeletable } from '../../../src/core/observe/observe';
import { clientMarks, roleMarks } from '../../../src/core/rules/ownership';
import type { Role } from '../../../src/core/state';
import { AUTHENTICATED, createdRole, OTHER_POOL_ID, poolAsFound, POOL_ID, REQUEST_TAG, roleArn } from '../fixtures';
import { stubAws, type Answers } from '../stub-aws';

const [A, B] = ['us-east-1_A', 'us-east-1_B'] as const;
const NAME = `cognito-idp.us-east-1.amazonaws.com/${A}`;
const CLIENT_NAME = `identity-pool-${POOL_ID.replace(':', '_')}`;
const HINTS = { roleNames: [], userPoolIds: [] };
const DOCUMENT = { Statement: [] };
const TAGS = { useDefaults: true, tags: {} };
const pool = poolAsFound({
  loginProviders: { 'accounts.google.com': 'g', 'graph.facebook.com': 'f' },
  userPoolClients: [{ providerName: NAME, clientId: 'a', serverSideTokenCheck: true }],
  tags: { ...REQUEST_TAG, ...clientMarks([A]) },
});
const assignments = { roles: { authenticated: roleArn('assigned', '/app/'), unauthenticated: roleArn('theirs') }, mappings: {} };

const bare = ({ managedPolicyArns: _managed, inlinePolicies: _inline, ...role }: typeof AUTHENTICATED): Role => role;
const ours = (name: string) => createdRole('authenticated', { name });
const ROLES = new Map([
  ...['assigned', 'trusting', 'hinted', 'half', 'halfToo'].map((name) => [name, bare(ours(name))] as const),
  ['theirs', bare(createdRole('authenticated', { name: 'theirs', tags: roleMarks(OTHER_POOL_ID, 'authenticated') }))],
]);

const answers = (more: Answers = {}): Answers => ({
  pools: {
    find: () => Promise.resolve(pool),
    roleAssignments: () => Promise.resolve(assignments),
    principalTags: (_id, name) => Promise.resolve(name === 'graph.facebook.com' ? undefined : TAGS),
    ...more.pools,
  },
  roles: {
    namesUnder: () => Promise.resolve(['trusting', 'assigned']),
    find: (name) => Promise.resolve(ROLES.get(name)),
    managedPolicyArns: (name) => Promise.resolve(name === 'half' ? undefined : [`managed on ${name}`]),
    inlinePolicyNames: (name) => Promise.resolve(name === 'halfToo' ? undefined : ['p', 'gone']),
    inlinePolicy: (_name, policyName) => Promise.resolve(policyName === 'gone' ? undefined : DOCUMENT),
  },
  clients: { named: (userPoolId) => Promise.resolve(userPoolId === A ? ['one', 'two'] : userPoolId === B ? ['b'] : []) },
});

const seen = (name: string) => ({
  ...ours(name),
  managedPolicyArns: [`managed on ${name}`],
  inlinePolicies: [{ name: 'p', document: DOCUMENT }],
});

it('a look finds the pool and all that was created for it, whatever leads there', async () => {
  const { aws, calls } = stubAws(answers());
  expect(
    await observe(aws, POOL_ID, { roleNames: ['hinted', 'assigned', 'half', 'halfToo', 'nobody'], userPoolIds: [B, A] }),
  ).toStrictEqual({
    pool,
    assignments,
    principalTags: { [NAME]: TAGS, 'accounts.google.com': TAGS },
    createdRoles: ['assigned', 'trusting', 'hinted'].map(seen),
    createdClients: [
      { userPoolId: A, clientId: 'one' },
      { userPoolId: A, clientId: 'two' },
      { userPoolId: B, clientId: 'b' },
    ],
  });
  const called = (method: string) => calls.filter(([name]) => name === method).map(([, ...args]) => args);
  expect(called('roles.find')).toEqual(['assigned', 'theirs', 'trusting', 'hinted', 'half', 'halfToo', 'nobody'].map((name) => [name]));
  expect(called('clients.named')).toEqual([A, B].map((userPoolId) => [userPoolId, CLIENT_NAME]));
  expect(called('pools.principalTags')).toEqual([NAME, 'accounts.google.com', 'graph.facebook.com'].map((name) => [POOL_ID, name]));
  expect([called('pools.find'), called('pools.roleAssignments'), called('roles.namesUnder')]).toEqual([
    [[POOL_ID]],
    [[POOL_ID]],
    [[POOL_ID]],
  ]);
});

it.each<[string, Answers]>([
  ['the pool', { pools: { find: () => Promise.resolve(undefined) } }],
  ['what it hands out', { pools: { roleAssignments: () => Promise.resolve(undefined) } }],
])('a look finds nothing, and looks no further, where %s is not there', async (_case, more) => {
  const { aws, calls } = stubAws(answers(more));
  expect(await observe(aws, POOL_ID, HINTS)).toBeUndefined();
  expect(calls.map(([name]) => name)).toEqual(['pools.find', 'pools.roleAssignments', 'roles.namesUnder']);
});

it('what is to be deleted is looked for by name, once, and only by its mark', async () => {
  const { aws, calls } = stubAws(answers());
  expect(await observeDeletable(aws, ['hinted', 'theirs', 'hinted', 'nobody', 'half', 'halfToo'], POOL_ID)).toStrictEqual([
    { name: 'hinted', managedPolicyArns: ['managed on hinted'], inlinePolicyNames: ['p', 'gone'] },
    { name: 'half', managedPolicyArns: [], inlinePolicyNames: ['p', 'gone'] },
    { name: 'halfToo', managedPolicyArns: ['managed on halfToo'], inlinePolicyNames: [] },
  ]);
  expect(calls.filter(([name]) => name === 'roles.find')).toHaveLength(5);
});

it.each([
  [{ userPoolId: A, clientId: 'a' }, true],
  [{ userPoolId: A, clientId: 'b' }, false],
  [{ userPoolId: B, clientId: 'a' }, false],
])('a pool lists a client by its user pool and its id: %j', (client, expected) => {
  const other = { providerName: NAME.replace(A, 'us-east-1_C'), clientId: 'c', serverSideTokenCheck: true };
  expect(isListed({ ...pool, userPoolClients: [...pool.userPoolClients, other] }, client)).toBe(expected);
});
