import { Failure } from '../../src/core/failure';
import type { Operation, Outcome } from '../../src/core/operation';
import { remove } from '../../src/core/remove';
import { clientMarks } from '../../src/core/rules/ownership';
import { AUTHENTICATED, createdRole, operation, poolAsFound, POOL_ID, roleName, UNAUTHENTICATED } from './fixtures';
import { stubAws, type Answers, type Call } from './stub-aws';

const [A, B] = ['us-east-1_A', 'us-east-1_B'] as const;
const ASSIGNED = createdRole('authenticated', { name: 'assigned' });
const ROLES = [
  ASSIGNED,
  AUTHENTICATED,
  UNAUTHENTICATED,
  createdRole('mapped/Admin', { name: 'admin' }),
  createdRole('mapped/Old', { name: 'old' }),
];
const pool = poolAsFound({ tags: clientMarks([B]) });
const desired = {
  AuthenticationProviders: { UserPools: [{ UserPoolId: A }] },
  MappedRoles: [{ Name: 'Admin', RoleName: 'admin' }],
};
const FULL: Answers = {
  pools: {
    find: () => Promise.resolve(pool),
    roleAssignments: () => Promise.resolve({ roles: { authenticated: ASSIGNED.arn }, mappings: {} }),
  },
  roles: {
    namesUnder: () => Promise.resolve(['old']),
    find: (name) => Promise.resolve(ROLES.find((role) => role.name === name)),
  },
  clients: { named: (userPoolId) => Promise.resolve([`client in ${userPoolId}`]) },
};
const isRead = ([name]: Call): boolean => /find|Arns|Names|named|Assignments|Trusting/.test(name);

const removed = async (answers: Answers, asked: Partial<Operation> = { poolId: POOL_ID, desired }, now = 0) => {
  const { workplace, calls } = stubAws(answers, now);
  const outcome: unknown = await remove(operation(asked), workplace).catch((error: unknown) =>
    error instanceof Failure ? { code: error.code, message: error.message } : error,
  );
  return { outcome, writes: calls.filter((call) => !isRead(call)).map((call) => call.slice(0, 3)) };
};

const SUCCEEDED: Outcome = { status: 'succeeded', poolId: POOL_ID };
const away = (name: string): Call[] => [
  ['roles.leaveInstanceProfiles', name],
  ['roles.delete', name],
];
const NOT_FOUND = { code: 'NotFound', message: `There is no identity pool "${POOL_ID}".` };

it('a delete takes what was created for the pool, whichever way leads there', async () => {
  const { outcome, writes } = await removed(FULL);
  expect(outcome).toStrictEqual(SUCCEEDED);
  expect(writes.slice(0, 3)).toEqual([
    ['clients.delete', B, `client in ${B}`],
    ['clients.delete', A, `client in ${A}`],
    ['pools.delete', POOL_ID],
  ]);
  expect(writes.slice(3).sort()).toEqual(['assigned', AUTHENTICATED.name, UNAUTHENTICATED.name, 'admin', 'old'].flatMap(away).sort());
});

describe('a delete of a pool that is gone', () => {
  const GONE: Answers = { ...FULL, pools: {} };

  it('takes what it left, and says that it was not there', async () => {
    const { outcome, writes } = await removed(GONE);
    expect(outcome).toStrictEqual(NOT_FOUND);
    expect(writes.map(([name]) => name)).not.toContain('pools.delete');
    expect(writes).toContainEqual(['clients.delete', A, `client in ${A}`]);
    expect(writes).toContainEqual(['roles.delete', roleName('authenticated')]);
  });

  it('is done where this request has found it before', async () => {
    const { outcome } = await removed(GONE, { poolId: POOL_ID, desired, callbackContext: { poolId: POOL_ID, poolIsNew: false } });
    expect(outcome).toStrictEqual(SUCCEEDED);
  });
});

it.each([
  ['nothing', undefined, 'No IdentityPoolId was given, so there is no such identity pool.'],
  ['what can be no pool', 'nonsense', 'There is no identity pool "nonsense".'],
])('a delete of %s asks nobody', async (_case, poolId, message) => {
  const { workplace, calls } = stubAws(FULL);
  await expect(remove(operation(poolId === undefined ? {} : { poolId }), workplace)).rejects.toMatchObject({ code: 'NotFound', message });
  expect(calls).toEqual([]);
});

it('a delete waits for what hangs on a role to let go of it, and fails for any other reason', async () => {
  const failing = (error: Error): Answers => ({ ...FULL, roles: { ...FULL.roles, delete: () => Promise.reject(error) } });
  expect((await removed(failing(new Failure('ResourceConflict', 'in use', { reason: 'inUse' })), undefined, 7)).outcome).toStrictEqual({
    status: 'inProgress',
    poolId: POOL_ID,
    callbackContext: { poolId: POOL_ID, poolIsNew: false, waitingSince: 7 },
    delaySeconds: 3,
  });
  expect((await removed(failing(new Failure('AccessDenied', 'no')))).outcome).toEqual({ code: 'AccessDenied', message: 'no' });
});
