import { observe, observeDeletable, type Hints } from '../../../src/core/observe/observe';
import { clientMarks, pathMarks } from '../../../src/core/rules/ownership';
import type { ObservedRole, Role } from '../../../src/core/state';
import {
  CLIENT_NAME,
  clientSettings,
  createdClient,
  createdRole,
  listed,
  observedPool,
  OTHER_PATH,
  pathUnder,
  POOL_ID,
  providerNameOf,
  REQUEST_TAG,
  roleArn,
  TAGGED,
} from '../fixtures';
import { stubAws, type Answers, type Stub } from '../stub-aws';

const [A, B] = ['us-east-1_A', 'us-east-1_B'] as const;
const DOCUMENT = { Statement: [] };
const pool = observedPool({
  loginProviders: { 'accounts.google.com': 'g', 'graph.facebook.com': 'f' },
  userPoolClients: [listed(A, 'a')],
  tags: { ...REQUEST_TAG, ...clientMarks([A]), ...pathMarks(['/marked/', '/hinted/']) },
});
const rules = [roleArn('inRule'), roleArn('stranger', '/')].map((arn) => ({
  claim: 'c',
  matchType: 'Equals' as const,
  value: 'v',
  roleArn: arn,
}));
const assignments = {
  roles: { authenticated: roleArn('assigned', pathUnder('/app/')), unauthenticated: roleArn('supplied', '/') },
  mappings: { 'accounts.google.com': { type: 'Rules' as const, rules }, 'graph.facebook.com': { type: 'Token' as const } },
};

const ours = (name: string): ObservedRole => createdRole('authenticated', { name });

function withoutPolicies({ managedPolicyArns: _managed, inlinePolicies: _inline, ...role }: ObservedRole): Role {
  return role;
}

const SUPPLIED = { ...withoutPolicies(createdRole('unauthenticated', { name: 'supplied', path: '/' })), arn: roleArn('supplied', '/') };
const ROLES = new Map([
  ['supplied', SUPPLIED],
  ...['assigned', 'inRule', 'listed', 'marked', 'hinted', 'half', 'halfToo'].map((name) => [name, withoutPolicies(ours(name))] as const),
  // Its marks say that it is this pool's, but whoever may tag roles can write them: only the path proves it.
  ['foreign', withoutPolicies(createdRole('authenticated', { name: 'foreign', path: OTHER_PATH }))],
]);
const LISTED = [
  { name: 'listed', path: pathUnder('/identity-pools/') },
  { name: 'assigned', path: pathUnder('/identity-pools/') },
  { name: 'foreign', path: OTHER_PATH },
  { name: 'marked', path: pathUnder('/marked/') },
  { name: 'listed', path: pathUnder('/marked/') },
];

function answers(more: Answers = {}): Answers {
  return {
    pools: {
      find: () => Promise.resolve(pool),
      roleAssignments: () => Promise.resolve(assignments),
      principalTags: (_id, name) => Promise.resolve(name === 'graph.facebook.com' ? undefined : TAGGED),
      ...more.pools,
    },
    roles: {
      under: (prefix) => Promise.resolve(LISTED.filter(({ path }) => path.startsWith(prefix))),
      find: (name) => Promise.resolve(ROLES.get(name)),
      managedPolicyArns: (name) => Promise.resolve(name === 'half' ? undefined : [`managed on ${name}`]),
      inlinePolicyNames: (name) => Promise.resolve(name === 'halfToo' ? undefined : ['p', 'gone']),
      inlinePolicy: (_name, policyName) => Promise.resolve(policyName === 'gone' ? undefined : DOCUMENT),
    },
    clients: {
      named: (userPoolId) => Promise.resolve(userPoolId === A ? ['one', 'two'] : userPoolId === B ? ['b'] : []),
      describe: (_userPoolId, clientId) =>
        Promise.resolve({ name: clientId === 'a' ? 'theirs' : CLIENT_NAME, settings: clientSettings({ callbackUrls: [clientId] }) }),
    },
  };
}

const HINTS: Hints = {
  basePaths: ['/identity-pools/', '/hinted/'],
  roleNames: ['hinted', 'assigned', 'half', 'halfToo', 'nobody', 'foreign'],
  givenRoleNames: ['hinted', 'nobody', 'foreign'],
  userPoolIds: [B, A],
};
const NO_HINTS: Hints = { basePaths: [], roleNames: [], givenRoleNames: [], userPoolIds: [] };
const CREATED_CLIENTS = [
  createdClient(A, 'one', { callbackUrls: ['one'] }),
  createdClient(A, 'two', { callbackUrls: ['two'] }),
  createdClient(B, 'b', { callbackUrls: ['b'] }),
];

function calledBy({ calls }: Stub, method: string): readonly unknown[] {
  return calls.filter(([name]) => name === method).map(([, ...args]) => args);
}

describe('a look at a pool', () => {
  const seen = (name: string): ObservedRole => ({
    ...ours(name),
    managedPolicyArns: [`managed on ${name}`],
    inlinePolicies: [{ name: 'p', document: DOCUMENT }],
  });

  it('finds the pool and all that was created for it, whatever leads there', async () => {
    const stub = stubAws(answers());
    expect(await observe(stub.aws, POOL_ID, HINTS)).toStrictEqual({
      pool,
      assignments,
      principalTags: { [providerNameOf(A)]: TAGGED, 'accounts.google.com': TAGGED },
      createdRoles: ['assigned', 'inRule', 'listed', 'hinted', 'marked'].map(seen),
      createdClients: CREATED_CLIENTS,
      suppliedRoleIds: { [roleArn('supplied', '/')]: SUPPLIED.id },
    });
  });

  it('asks once for each thing, and for the id alone of a role that is supplied', async () => {
    const stub = stubAws(answers());
    await observe(stub.aws, POOL_ID, HINTS);
    const names = ['assigned', 'inRule', 'listed', 'hinted', 'half', 'halfToo', 'nobody', 'foreign', 'marked'];
    expect(new Set(calledBy(stub, 'roles.find').flat())).toEqual(new Set([...names, 'supplied']));
    expect(calledBy(stub, 'roles.find')).toHaveLength(names.length + 1);
    expect(calledBy(stub, 'roles.managedPolicyArns')).toEqual(names.map((name) => [name]));
    expect(calledBy(stub, 'roles.under')).toEqual(['/identity-pools/', '/hinted/', '/marked/'].map((path) => [pathUnder(path)]));
    expect(calledBy(stub, 'clients.named')).toEqual([B, A].map((userPoolId) => [userPoolId, CLIENT_NAME]));
    expect(calledBy(stub, 'clients.describe')).toEqual([
      [A, 'a'],
      [B, 'b'],
      [A, 'one'],
      [A, 'two'],
    ]);
    expect(calledBy(stub, 'pools.principalTags')).toEqual(
      [providerNameOf(A), 'accounts.google.com', 'graph.facebook.com'].map((name) => [POOL_ID, name]),
    );
    expect([calledBy(stub, 'pools.find'), calledBy(stub, 'pools.roleAssignments')]).toEqual([[[POOL_ID]], [[POOL_ID]]]);
  });

  it('looks in the default path whatever the account’s path, because settings may have changed since', async () => {
    const stub = stubAws(answers());
    await observe(stub.aws, POOL_ID, { ...NO_HINTS, basePaths: ['/account/'] });
    expect(calledBy(stub, 'roles.under').slice(0, 2)).toEqual([[pathUnder('/identity-pools/')], [pathUnder('/account/')]]);
  });

  it.each<[string, Answers]>([
    ['the pool', { pools: { find: () => Promise.resolve(undefined) } }],
    ['what it hands out', { pools: { roleAssignments: () => Promise.resolve(undefined) } }],
  ])('finds nothing, and looks no further, if %s is not there', async (_case, more) => {
    const { aws, calls } = stubAws(answers(more));
    expect(await observe(aws, POOL_ID, NO_HINTS)).toBeUndefined();
    expect(calls.map(([name]) => name)).toEqual(['pools.find', 'pools.roleAssignments', 'roles.under']);
  });
});

describe('a look before a delete', () => {
  const deletable = (name: string) => ({
    name,
    path: pathUnder('/identity-pools/'),
    managedPolicyArns: [`managed on ${name}`],
    inlinePolicyNames: ['p', 'gone'],
  });

  it('finds what was created for the pool, also a role that is half gone, and no role of another path', async () => {
    expect(await observeDeletable(stubAws(answers()).aws, POOL_ID, HINTS)).toStrictEqual({
      poolTags: pool.tags,
      createdRoles: [
        deletable('assigned'),
        deletable('inRule'),
        deletable('listed'),
        deletable('hinted'),
        { ...deletable('half'), managedPolicyArns: [] },
        { ...deletable('halfToo'), inlinePolicyNames: [] },
        deletable('marked'),
      ],
      missingRoleNames: ['nobody'],
      isUnfinished: false,
      createdClients: CREATED_CLIENTS,
    });
  });

  it('reads no policy, because what it says does not matter any more', async () => {
    const stub = stubAws(answers());
    await observeDeletable(stub.aws, POOL_ID, HINTS);
    expect([calledBy(stub, 'roles.inlinePolicy'), calledBy(stub, 'pools.principalTags')]).toEqual([[], []]);
  });

  describe('of a pool that is gone', () => {
    const gone = answers({ pools: { find: () => Promise.resolve(undefined), roleAssignments: () => Promise.resolve(undefined) } });

    it('finds what the pool left', async () => {
      expect(await observeDeletable(stubAws(gone).aws, POOL_ID, { ...NO_HINTS, userPoolIds: [B] })).toStrictEqual({
        poolTags: undefined,
        createdRoles: [deletable('listed'), deletable('assigned')],
        missingRoleNames: [],
        isUnfinished: false,
        createdClients: [createdClient(B, 'b', { callbackUrls: ['b'] })],
      });
    });

    it('searches all that is below the account’s path, because the marks of further paths are gone with the pool', async () => {
      const deep = { name: 'hinted', path: pathUnder('/identity-pools/deep/') };
      const stub = stubAws({
        ...gone,
        roles: { ...gone.roles, under: (prefix) => Promise.resolve([deep].filter(({ path }) => path.startsWith(prefix))) },
      });
      const { createdRoles } = await observeDeletable(stub.aws, POOL_ID, {
        ...NO_HINTS,
        basePaths: ['/identity-pools/', '/identity-pools/app/', '/account/'],
      });
      expect(createdRoles).toStrictEqual([deletable('hinted')]);
      expect(calledBy(stub, 'roles.under')).toEqual(
        [pathUnder('/identity-pools/'), pathUnder('/identity-pools/app/'), pathUnder('/account/'), '/identity-pools/', '/account/'].map(
          (path) => [path],
        ),
      );
    });
  });
});
