import { newPool } from '../../src/core/desire/new-pool';
import { Failure } from '../../src/core/failure';
import { createLifecycle } from '../../src/core/lifecycle';
import type { Operation, Outcome } from '../../src/core/operation';
import type { Properties } from '../../src/core/properties';
import { clientMarks, ownerMarks, UNANSWERED_MARK } from '../../src/core/rules/ownership';
import type { IdentityPoolId, ObservedPool, ObservedRole, RoleAssignments } from '../../src/core/state';
import {
  ASSIGNED,
  AUTHENTICATED,
  CLIENT_NAME,
  clientSettings,
  configuration,
  createdRole,
  DEFAULTS,
  listed,
  newRole,
  observedPool,
  operation,
  POOL_ARN,
  POOL_ID,
  POOL_NAME,
  REQUEST_TAG,
  roleArn,
  roleName,
  UNAUTHENTICATED,
} from './fixtures';
import { pagesOf, stubAws, type Answers, type Call } from './stub-aws';

const NOW = 200_000;
const [A, B] = ['us-east-1_A', 'us-east-1_B'] as const;
const wantingClient: Properties = { AuthenticationProviders: { UserPools: [{ UserPoolId: A }] } };
const invalid = { AllowClassicFlow: 'yes' } as unknown as Properties;

/** An AWS with this pool and these roles. */
function having(
  pool: ObservedPool,
  {
    assignments = ASSIGNED,
    roles = [AUTHENTICATED, UNAUTHENTICATED],
    ...more
  }: Answers['pools'] & { assignments?: RoleAssignments; roles?: readonly ObservedRole[] } = {},
): Answers {
  return {
    pools: { find: () => Promise.resolve(pool), roleAssignments: () => Promise.resolve(assignments), ...more },
    roles: {
      under: () => Promise.resolve(roles),
      find: (name) => Promise.resolve(roles.find((role) => role.name === name)),
      managedPolicyArns: (name) => Promise.resolve(roles.find((role) => role.name === name)?.managedPolicyArns),
      inlinePolicyNames: () => Promise.resolve([]),
    },
  };
}

const FULL = having(observedPool());
const NO_ROLES = { assignments: { roles: {}, mappings: {} }, roles: [] };

type EntryPoint = 'create' | 'read' | 'update' | 'delete';

const READS = /\.(find|page|named|describe|under|roleAssignments|principalTags|managedPolicyArns|inlinePolicyNames|inlinePolicy)$/;

async function answered(entryPoint: EntryPoint, asked: Partial<Operation>, answers: Answers = FULL) {
  const { workplace, calls, lines } = stubAws(answers, NOW);
  const outcome = await createLifecycle(workplace)[entryPoint](operation(asked));
  return { outcome, calls, lines, writes: calls.filter(([name]) => !READS.test(name)) };
}

function failed(code: string, message: string, more: { poolId?: IdentityPoolId } = { poolId: POOL_ID }) {
  return { status: 'failed', code, message, ...more };
}

const ATTRIBUTES = {
  IdentityPoolId: POOL_ID,
  Arn: POOL_ARN,
  Name: POOL_NAME,
  AuthenticatedRoleArn: AUTHENTICATED.arn,
  AuthenticatedRoleName: AUTHENTICATED.name,
  AuthenticatedRoleId: AUTHENTICATED.id,
  UnauthenticatedRoleArn: UNAUTHENTICATED.arn,
  UnauthenticatedRoleName: UNAUTHENTICATED.name,
  UnauthenticatedRoleId: UNAUTHENTICATED.id,
};

function succeeded(more: object = {}): Outcome {
  return { status: 'succeeded', poolId: POOL_ID, model: { ...ATTRIBUTES, ...more } };
}

const GONE = failed('NotFound', `There is no identity pool "${POOL_ID}".`);
const INVALID = 'Invalid property. AllowClassicFlow: "yes" is not allowed: it has to be a boolean.';
const assignDefaults: Call = ['pools.assignRoles', POOL_ID, { roles: DEFAULTS, mappings: {} }];
const createDefaults: Call[] = [
  ['roles.create', newRole('authenticated')],
  ['roles.create', newRole('unauthenticated')],
];
const describeClient = () => Promise.resolve({ name: CLIENT_NAME, settings: clientSettings() });
const createClient: Call = ['clients.create', A, CLIENT_NAME, clientSettings()];

describe('a create', () => {
  const context = (poolIsNew: boolean, poolId = POOL_ID) => ({ callbackContext: { poolId, poolIsNew } });
  const fresh = (desired: Properties = {}) => newPool(operation({ desired }));
  /** The pool as the first call of this request made it. */
  const made = (desired: Properties = {}): ObservedPool => observedPool({ ...fresh(desired).configuration, tags: fresh(desired).tags });
  const named = { Name: fresh().configuration.name };

  it('is refused before any call if its properties break the schema', async () => {
    const { outcome, calls } = await answered('create', { desired: invalid });
    expect([outcome, calls]).toStrictEqual([failed('InvalidRequest', INVALID, {}), []]);
  });

  it('that is refused later says which pool exists all the same', async () => {
    const { outcome } = await answered('create', { desired: invalid, ...context(true) });
    expect(outcome).toStrictEqual(failed('InvalidRequest', INVALID));
  });

  it('makes the pool and nothing else in its first call', async () => {
    const { outcome, calls } = await answered('create', {}, { pools: { create: () => Promise.resolve(POOL_ID) } });
    expect(outcome).toStrictEqual({ status: 'inProgress', poolId: POOL_ID, delaySeconds: 0, ...context(true) });
    expect(calls.map(([name]) => name)).toEqual(['pools.page', 'pools.create']);
  });

  it('makes the roles of a new pool and assigns them in its second call, without a look at the pool', async () => {
    const { outcome, calls, writes } = await answered('create', context(true), {});
    expect([outcome, writes]).toStrictEqual([succeeded(named), [...createDefaults, assignDefaults]]);
    expect(calls.map(([name]) => name).filter((name) => READS.test(name))).toEqual(['pools.page', 'pools.page']);
  });

  it('looks for the app client of a new pool, which an earlier try may have created, before it creates one', async () => {
    const clients = { create: () => Promise.resolve('made') };
    const { outcome, calls, writes } = await answered('create', { desired: wantingClient, ...context(true) }, { clients });
    const { configuration: wanted, tags } = fresh(wantingClient);
    expect(outcome).toStrictEqual(succeeded({ ...named, ...wantingClient, UserPoolClientIds: ['made'] }));
    expect(calls.filter(([name]) => name.startsWith('clients.'))).toStrictEqual([['clients.named', A, CLIENT_NAME], createClient]);
    expect(writes.slice(-2)).toStrictEqual([
      ['pools.update', POOL_ID, { ...wanted, userPoolClients: [listed(A, 'made')] }, tags],
      assignDefaults,
    ]);
  });

  it('uses the app client of a new pool that an earlier try created', async () => {
    const clients = { named: () => Promise.resolve(['made']), update: () => Promise.resolve() };
    const { outcome, calls } = await answered('create', { desired: wantingClient, ...context(true) }, { clients });
    expect(outcome).toStrictEqual(succeeded({ ...named, ...wantingClient, UserPoolClientIds: ['made'] }));
    expect(calls.filter(([name]) => name.startsWith('clients.'))).toStrictEqual([
      ['clients.named', A, CLIENT_NAME],
      ['clients.update', A, 'made', clientSettings()],
    ]);
  });

  it('that goes on with a pool as it should be writes nothing', async () => {
    const { outcome, writes } = await answered('create', context(false), having(made()));
    expect([outcome, writes]).toStrictEqual([succeeded(named), []]);
  });

  it('that goes on takes back what an earlier try of it left and this template does not want', async () => {
    const { writes } = await answered('create', context(false), having({ ...made(), allowClassicFlow: true }));
    expect(writes).toStrictEqual([['pools.update', POOL_ID, fresh().configuration, fresh().tags]]);
  });

  it('that goes on creates the app client that is missing, and inherits nothing afterwards either', async () => {
    const answers = {
      ...having({ ...made(wantingClient), allowClassicFlow: true }),
      clients: { create: () => Promise.resolve('made') },
    };
    const { outcome, writes } = await answered('create', { desired: wantingClient, ...context(false) }, answers);
    const { configuration: wanted, tags } = fresh(wantingClient);
    expect(outcome).toStrictEqual(succeeded({ ...named, ...wantingClient, UserPoolClientIds: ['made'] }));
    expect(writes).toStrictEqual([createClient, ['pools.update', POOL_ID, { ...wanted, userPoolClients: [listed(A, 'made')] }, tags]]);
  });

  it('says that somebody else deleted its pool meanwhile', async () => {
    const message = `Identity pool ${POOL_ID} was deleted by somebody else while its roles were being created.`;
    expect((await answered('create', context(false), {})).outcome).toStrictEqual(failed('NotStabilized', message));
  });

  it('asks to be called again if Cognito does not see a role that was created just now', async () => {
    const refused = new Failure('InvalidRequest', 'no such role', { reason: 'roleRefused' });
    const { outcome } = await answered('create', context(true), { pools: { assignRoles: () => Promise.reject(refused) } });
    expect(outcome).toStrictEqual({
      status: 'inProgress',
      poolId: POOL_ID,
      callbackContext: { poolId: POOL_ID, poolIsNew: false, waitingSince: NOW },
      delaySeconds: 3,
    });
  });

  describe('of which another delivery made a pool too', () => {
    const [FIRST, LAST] = ['us-east-1:00000000-0000-4000-8000-000000000000', 'us-east-1:ffffffff-ffff-4fff-8fff-ffffffffffff'] as const;
    const both = (twin: IdentityPoolId): Answers => {
      const pools = [POOL_ID, twin].map((id) => ({ ...made(), id }));
      const { page, find } = pagesOf([pools.map(({ id, name }) => [id, name])], pools);
      return { pools: { page, find, roleAssignments: () => Promise.resolve({ roles: {}, mappings: {} }) } };
    };

    it('stays with its own pool if that is the first, and deletes the other', async () => {
      const { outcome, writes, lines } = await answered('create', context(true), both(LAST));
      expect(outcome).toStrictEqual(succeeded(named));
      expect(writes.filter(([name]) => name === 'pools.delete')).toStrictEqual([['pools.delete', LAST]]);
      expect(lines).toContain(`deletePool ${LAST}, which another delivery of this request made`);
    });

    it('goes over to the other pool if that is the first, and deletes its own with its roles', async () => {
      const { outcome, writes } = await answered('create', context(true), both(FIRST));
      expect(outcome).toMatchObject({ status: 'succeeded', poolId: FIRST });
      expect(writes.filter(([name]) => name === 'pools.delete')).toStrictEqual([['pools.delete', POOL_ID]]);
      expect(writes).toContainEqual(['roles.delete', roleName('authenticated')]);
    });

    it('fails if the other pool cannot be deleted, and not if it is gone', async () => {
      const denied = (code: 'AccessDenied' | 'NotFound'): Answers => {
        const answers = both(LAST);
        return { pools: { ...answers.pools, delete: () => Promise.reject(new Failure(code, 'no')) } };
      };
      expect((await answered('create', context(true), denied('AccessDenied'))).outcome).toStrictEqual(failed('AccessDenied', 'no'));
      expect((await answered('create', context(true), denied('NotFound'))).outcome).toStrictEqual(succeeded(named));
    });
  });
});

describe('a read', () => {
  it('gives what a template would say', async () => {
    const settings = { Path: '/identity-pools/', MaxSessionDuration: 3600 };
    expect((await answered('read', { poolId: POOL_ID })).outcome).toStrictEqual(
      succeeded({
        AllowUnauthenticatedIdentities: false,
        AllowClassicFlow: false,
        AuthenticatedRole: settings,
        UnauthenticatedRole: settings,
      }),
    );
  });

  it('of a pool that does not exist is refused, and does not say that it exists', async () => {
    const { poolId: _poolId, ...gone } = GONE;
    expect((await answered('read', { poolId: POOL_ID }, {})).outcome).toStrictEqual(gone);
  });
});

describe('an update', () => {
  it('of a pool that does not exist is refused', async () => {
    expect((await answered('update', { poolId: POOL_ID }, {})).outcome).toStrictEqual(GONE);
  });

  it('is refused before any call if its properties break the schema', async () => {
    const { outcome, calls } = await answered('update', { poolId: POOL_ID, desired: invalid });
    expect([outcome, calls]).toStrictEqual([failed('InvalidRequest', INVALID), []]);
  });

  it.each<[string, Partial<Operation>]>([
    ['if there is nothing to change', { previous: {} }],
    ['if there is no previous template', {}],
    ['of what was refused before, because that had no effect', { previous: invalid }],
  ])('writes nothing %s', async (_case, asked) => {
    const { outcome, writes } = await answered('update', { poolId: POOL_ID, ...asked });
    expect([outcome, writes]).toStrictEqual([succeeded(), []]);
  });

  it('takes no name back that was refused before', async () => {
    const answers = having(observedPool({ name: 'mine' }));
    const { outcome, writes } = await answered('update', { poolId: POOL_ID, previous: { IdentityPoolName: '(' } }, answers);
    expect([outcome, writes]).toStrictEqual([succeeded({ Name: 'mine' }), []]);
  });

  it('looks also for what the previous template may have left', async () => {
    const previous: Properties = { AuthenticatedRole: { RoleName: 'before' } };
    expect((await answered('update', { poolId: POOL_ID, previous })).calls).toContainEqual(['roles.find', 'before']);
  });

  it('answers with what was given, without the secret', async () => {
    const AuthenticationProviders = { Twitter: { ConsumerKey: 'k', ConsumerSecret: 's' } };
    const answers = having(observedPool({ loginProviders: { 'api.twitter.com': 'k;s' } }));
    const { outcome, writes } = await answered('update', { poolId: POOL_ID, desired: { AuthenticationProviders } }, answers);
    expect([outcome, writes]).toStrictEqual([succeeded({ AuthenticationProviders: { Twitter: { ConsumerKey: 'k' } } }), []]);
  });

  it('writes the configuration beside the roles, and what names both after both', async () => {
    const desired = { AllowClassicFlow: true };
    const { outcome, writes } = await answered('update', { poolId: POOL_ID, desired }, having(observedPool(), NO_ROLES));
    expect([outcome, writes]).toStrictEqual([
      succeeded(desired),
      [['pools.update', POOL_ID, configuration({ allowClassicFlow: true }), REQUEST_TAG], ...createDefaults, assignDefaults],
    ]);
  });

  describe('with an app client of the pool’s own', () => {
    const tags = { ...REQUEST_TAG, ...clientMarks([A]) };
    const updatePool: Call = ['pools.update', POOL_ID, configuration({ userPoolClients: [listed(A, 'made')] }), tags];
    const withClient = succeeded({ ...wantingClient, UserPoolClientIds: ['made'] });

    it('marks the pool, creates the client, and then names it in the pool', async () => {
      const answers = { ...FULL, clients: { create: () => Promise.resolve('made') } };
      const { outcome, writes } = await answered('update', { poolId: POOL_ID, desired: wantingClient }, answers);
      expect([outcome, writes]).toStrictEqual([withClient, [['pools.tag', POOL_ARN, clientMarks([A])], createClient, updatePool]]);
    });

    it('uses the client that exists', async () => {
      const answers = { ...having(observedPool({ tags })), clients: { named: () => Promise.resolve(['made']), describe: describeClient } };
      const { outcome, writes } = await answered('update', { poolId: POOL_ID, desired: wantingClient }, answers);
      expect([outcome, writes]).toStrictEqual([withClient, [updatePool]]);
    });

    it('creates roles beside the client, and assigns them after both', async () => {
      const answers = { ...having(observedPool({ tags }), NO_ROLES), clients: { create: () => Promise.resolve('made') } };
      const { outcome, writes } = await answered('update', { poolId: POOL_ID, desired: wantingClient }, answers);
      expect([outcome, writes]).toStrictEqual([withClient, [...createDefaults, createClient, updatePool, assignDefaults]]);
    });

    it('keeps the created role in whose place somebody put another one', async () => {
      const roles = { ...DEFAULTS, unauthenticated: roleArn('theirs', '/theirs/') };
      const answers = {
        ...having(observedPool({ tags }), { assignments: { roles, mappings: {} } }),
        clients: { create: () => Promise.resolve('made') },
      };
      const { writes } = await answered('update', { poolId: POOL_ID, desired: wantingClient }, answers);
      expect(writes).toStrictEqual([createClient, updatePool]);
    });
  });

  it('says which role mappings go with a provider although no template names them', async () => {
    const answers = having(observedPool({ loginProviders: { 'accounts.google.com': 'g' } }), {
      assignments: { roles: DEFAULTS, mappings: { 'accounts.google.com': { type: 'Token', ambiguousRoleResolution: 'Deny' } } },
    });
    const previous = { AuthenticationProviders: { Google: { ClientId: '000.apps.googleusercontent.com' } } };
    const { lines, writes } = await answered('update', { poolId: POOL_ID, previous }, answers);
    expect(lines).toContain('the role mapping of accounts.google.com goes with its provider');
    expect(writes).toStrictEqual([assignDefaults, ['pools.update', POOL_ID, configuration(), REQUEST_TAG]]);
  });

  describe('of a developer provider’s name', () => {
    const named = (DeveloperProviderName: string) => ({ AuthenticationProviders: { DeveloperProviderName } });

    it.each<[string, Partial<Operation>, string]>([
      ['to another name', { desired: named('login.new') }, '"login.new"'],
      ['to no name', { previous: named('login.old') }, 'null'],
      ['to no name among providers', { desired: { AuthenticationProviders: {} }, previous: named('login.old') }, 'null'],
    ])('%s is refused, because another pool has to take this one’s place', async (_case, asked, shown) => {
      const answers = having(observedPool({ developerProviderName: 'login.old' }));
      const { outcome, writes } = await answered('update', { poolId: POOL_ID, ...asked }, answers);
      const message = `AuthenticationProviders.DeveloperProviderName of identity pool ${POOL_ID} is "login.old" and cannot become ${shown}: once set, Cognito neither changes nor removes it. Another pool has to take its place.`;
      expect([outcome, writes]).toStrictEqual([failed('NotUpdatable', message), []]);
    });
  });

  it('to a mapping for a provider that the pool does not have is refused before any write', async () => {
    const desired = { RoleMappings: [{ IdentityProvider: { LoginProvider: 'Google' as const }, Type: 'Token' as const }] };
    const { outcome, writes } = await answered('update', { poolId: POOL_ID, desired });
    const message =
      'Invalid property. RoleMappings[0].IdentityProvider: is Google (accounts.google.com), which is no provider of this pool. It has none; give AuthenticationProviders.';
    expect([outcome, writes]).toStrictEqual([failed('InvalidRequest', message), []]);
  });

  it.each<[string, Failure]>([
    ['because of a role that is old', new Failure('InvalidRequest', 'no such role', { reason: 'roleRefused' })],
    ['for any other reason', new Failure('AccessDenied', 'no')],
  ])('fails if Cognito refuses to assign roles %s', async (_case, failure) => {
    const answers = having(observedPool(), {
      assignments: { roles: {}, mappings: {} },
      assignRoles: () => Promise.reject(failure),
    });
    expect((await answered('update', { poolId: POOL_ID }, answers)).outcome).toStrictEqual(failed(failure.code, failure.message));
  });
});

describe('a delete', () => {
  const assigned = createdRole('authenticated', { name: 'assigned' });
  const roles = [
    assigned,
    AUTHENTICATED,
    UNAUTHENTICATED,
    createdRole('mapped/Admin', { name: 'admin' }),
    createdRole('mapped/Old', { name: 'old' }),
  ];
  const desired: Properties = {
    AuthenticationProviders: { UserPools: [{ UserPoolId: A }] },
    MappedRoles: [{ Name: 'Admin', RoleName: 'admin' }],
  };
  const full: Answers = {
    ...having(observedPool({ tags: clientMarks([B]) }), {
      roles,
      assignments: { roles: { authenticated: assigned.arn }, mappings: {} },
      delete: () => Promise.resolve(true),
    }),
    clients: { named: (userPoolId) => Promise.resolve([`client in ${userPoolId}`]), describe: describeClient },
  };
  const gone: Answers = { ...full, pools: { delete: () => Promise.resolve(false) } };
  const deletionOf = (name: string): Call[] => [
    ['roles.leaveInstanceProfiles', name],
    ['roles.delete', name],
  ];
  const SUCCEEDED: Outcome = { status: 'succeeded', poolId: POOL_ID };

  it('takes what was created for the pool, whatever leads there: clients, the pool, and then the roles', async () => {
    const { outcome, writes } = await answered('delete', { poolId: POOL_ID, desired }, full);
    expect(outcome).toStrictEqual(SUCCEEDED);
    expect(writes.slice(0, 3)).toEqual([
      ['clients.delete', B, `client in ${B}`],
      ['clients.delete', A, `client in ${A}`],
      ['pools.delete', POOL_ID],
    ]);
    expect(writes.slice(3).sort()).toEqual(roles.flatMap(({ name }) => deletionOf(name)).sort());
  });

  it('of a pool that is gone takes what the pool left, and says that the pool was not there', async () => {
    const { outcome, writes } = await answered('delete', { poolId: POOL_ID, desired }, gone);
    expect(outcome).toStrictEqual(GONE);
    expect(writes).toContainEqual(['clients.delete', A, `client in ${A}`]);
    expect(writes).toContainEqual(['roles.delete', AUTHENTICATED.name]);
  });

  it('of a pool that this request has seen before succeeds', async () => {
    const asked = { poolId: POOL_ID, desired, callbackContext: { poolId: POOL_ID, poolIsNew: false } };
    expect((await answered('delete', asked, gone)).outcome).toStrictEqual(SUCCEEDED);
  });

  it('takes a role of a generated name that IAM does not show yet', async () => {
    const { writes } = await answered('delete', { poolId: POOL_ID }, { pools: { delete: () => Promise.resolve(true) } });
    expect(writes).toStrictEqual([
      ['pools.delete', POOL_ID],
      ['roles.leaveInstanceProfiles', AUTHENTICATED.name],
      ['roles.leaveInstanceProfiles', UNAUTHENTICATED.name],
      ['roles.delete', AUTHENTICATED.name],
      ['roles.delete', UNAUTHENTICATED.name],
    ]);
  });

  it('asks to be called again while IAM may hide a role whose name the template gives', async () => {
    const asked = { poolId: POOL_ID, desired: { AuthenticatedRole: { RoleName: 'hidden' } } };
    expect((await answered('delete', asked)).outcome).toStrictEqual({
      status: 'inProgress',
      poolId: POOL_ID,
      callbackContext: { poolId: POOL_ID, poolIsNew: false, waitingSince: NOW },
      delaySeconds: 3,
    });
    const later = { callbackContext: { poolId: POOL_ID, poolIsNew: false, waitingSince: NOW - 10_000 } };
    expect((await answered('delete', { ...asked, ...later })).outcome).toStrictEqual(SUCCEEDED);
  });

  it('waits for what hangs on a role to let go of it, and fails for any other reason', async () => {
    const failing = (error: Error): Answers => ({ ...full, roles: { ...full.roles, delete: () => Promise.reject(error) } });
    const inUse = new Failure('ResourceConflict', 'in use', { reason: 'inUse' });
    expect((await answered('delete', { poolId: POOL_ID, desired }, failing(inUse))).outcome).toStrictEqual({
      status: 'inProgress',
      poolId: POOL_ID,
      callbackContext: { poolId: POOL_ID, poolIsNew: false, waitingSince: NOW },
      delaySeconds: 3,
    });
    const denied = failing(new Failure('AccessDenied', 'no'));
    expect((await answered('delete', { poolId: POOL_ID, desired }, denied)).outcome).toStrictEqual(failed('AccessDenied', 'no'));
  });
});

describe('a pool that is not the one of the resource', () => {
  const entryPoints = ['read', 'update', 'delete'] as const;
  const owner = { stackId: 'stack', logicalId: 'Pool' };
  const proving = { ...owner, poolId: POOL_ID, provesOwnership: true };
  const foreign = having(observedPool({ tags: { ...REQUEST_TAG, ...ownerMarks({ ...owner, logicalId: 'Other' }) } }));

  it.each(
    entryPoints.flatMap((entryPoint) => [
      [entryPoint, 'of no id', undefined, 'No IdentityPoolId was given, so there is no such identity pool.'] as const,
      [entryPoint, 'of what is no id', 'nonsense', 'There is no identity pool "nonsense".'] as const,
    ]),
  )('is not found, whatever else is wrong, and AWS is not asked: %s %s', async (entryPoint, _case, poolId, message) => {
    const { outcome, calls } = await answered(entryPoint, { desired: invalid, ...(poolId === undefined ? {} : { poolId }) });
    expect([outcome, calls]).toStrictEqual([failed('NotFound', message, {}), []]);
  });

  it.each(entryPoints)('is not found in another region, and AWS is not asked: %s', async (entryPoint) => {
    const { outcome, calls } = await answered(entryPoint, { poolId: POOL_ID, region: 'eu-west-1' });
    expect(outcome).toMatchObject({ status: 'failed', code: 'NotFound' });
    expect(outcome).toHaveProperty('message', expect.stringContaining('is not in eu-west-1'));
    expect(calls).toEqual([]);
  });

  it('is not changed by an update that has to prove whose it is', async () => {
    const { outcome, writes } = await answered('update', { ...proving, desired: { AllowClassicFlow: true } }, foreign);
    expect([outcome, writes]).toStrictEqual([
      failed(
        'InvalidRequest',
        `Identity pool ${POOL_ID} was not created by this resource: its marks say that it belongs to Other in stack. Nothing was changed. Name the resource's own pool, or remove the resource from the template with DeletionPolicy: Retain.`,
      ),
      [],
    ]);
  });

  it('is not deleted by a delete that has to prove whose it is, which succeeds', async () => {
    const { outcome, writes, lines } = await answered('delete', proving, foreign);
    expect([outcome, writes]).toStrictEqual([{ status: 'succeeded', poolId: POOL_ID }, []]);
    expect(lines).toStrictEqual([`nothing to delete: ${POOL_ID} carries no mark of this resource`]);
  });

  it.each(['update', 'delete'] as const)('is changed if the request need not prove whose it is: %s', async (entryPoint) => {
    const { writes } = await answered(entryPoint, { ...proving, provesOwnership: false, desired: { AllowClassicFlow: true } }, foreign);
    expect(writes.length).toBeGreaterThan(0);
  });

  it.each(['update', 'delete'] as const)('is no hindrance to a request for the resource’s own pool: %s', async (entryPoint) => {
    const own = having(observedPool({ tags: { ...REQUEST_TAG, ...ownerMarks(owner) } }));
    const { writes } = await answered(entryPoint, { ...proving, desired: { AllowClassicFlow: true } }, own);
    expect(writes.length).toBeGreaterThan(0);
  });
});

describe('a list', () => {
  const listing = async (page: NonNullable<NonNullable<Answers['pools']>['page']>, token?: string) => {
    const { workplace, calls, lines } = stubAws({ pools: { page } });
    return { outcome: await createLifecycle(workplace).list(token), calls, lines };
  };
  const pools = ['one', 'two'].map((id) => ({ id, name: id }));

  it.each([
    ['the last page', { pools }, { status: 'succeeded', poolIds: ['one', 'two'] }],
    ['a page with more to come', { pools, nextToken: 'next' }, { status: 'succeeded', poolIds: ['one', 'two'], nextToken: 'next' }],
  ])('gives %s', async (_case, page, outcome) => {
    expect(await listing(() => Promise.resolve(page), 'token')).toStrictEqual({ outcome, calls: [['pools.page', 'token']], lines: [] });
  });

  it('says why it cannot', async () => {
    expect((await listing(() => Promise.reject(new Failure('Throttling', 'Slowly.')))).outcome).toStrictEqual(
      failed('Throttling', 'Slowly.', {}),
    );
    expect((await listing(() => Promise.reject(Object.assign(new Error('x'), { stack: '' })))).lines).toEqual(['an unexpected error']);
  });
});

describe('a caller that lost an answer', () => {
  const owner = { stackId: 'stack', logicalId: 'Pool' };
  const { configuration: wanted, tags } = newPool(operation({ ...owner, provesOwnership: true }));
  const pool = observedPool({ ...wanted, tags });
  const answers = { pools: pagesOf([[[POOL_ID, pool.name]]], [pool]) };

  it('can ask for the pool that a create made', async () => {
    expect(await createLifecycle(stubAws(answers).workplace).findMade(operation(owner))).toBe(POOL_ID);
    expect(await createLifecycle(stubAws(answers).workplace).findMade(operation({ ...owner, requestToken: 'other' }))).toBeUndefined();
  });

  it('can ask for pools whose id was never answered, also with a template that was refused', async () => {
    const asked = operation({ ...owner, desired: invalid, requestToken: 'other' });
    expect(await createLifecycle(stubAws(answers).workplace).findUnanswered(asked)).toStrictEqual([POOL_ID]);
  });

  it('can confirm that the id was answered', async () => {
    const { workplace, calls } = stubAws();
    await createLifecycle(workplace).confirmAnswered(operation(), POOL_ID);
    expect(calls).toStrictEqual([['pools.untag', POOL_ARN, Object.keys(UNANSWERED_MARK)]]);
  });
});

it('of a supplied role nothing but its id is read', async () => {
  const desired = { AuthenticatedRole: { Arn: roleArn('theirs', '/') }, UnauthenticatedRole: { Create: false as const } };
  const assignments = { roles: { authenticated: roleArn('theirs', '/') }, mappings: {} };
  const { roles, ...answers } = having(observedPool(), { roles: [], assignments });
  const theirs = createdRole('authenticated', { name: 'theirs', path: '/' });
  const find = (name: string) => Promise.resolve(name === 'theirs' ? theirs : undefined);
  const { outcome, calls, writes } = await answered('update', { poolId: POOL_ID, desired }, { ...answers, roles: { ...roles, find } });
  expect(outcome).toMatchObject({ model: { AuthenticatedRoleId: theirs.id } });
  expect([writes, calls.filter(([, name]) => name === 'theirs')]).toStrictEqual([[], [['roles.find', 'theirs']]]);
});
