import { Failure } from '../../src/core/failure';
import { createLifecycle } from '../../src/core/lifecycle';
import type { Operation } from '../../src/core/operation';
import { requestMarkOf } from '../../src/core/rules/ownership';
import { AUTHENTICATED, ASSIGNED, operation, poolAsFound, POOL_ID, UNAUTHENTICATED } from './fixtures';
import { stubAws, type Answers } from './stub-aws';

const FULL: Answers = {
  pools: { find: () => Promise.resolve(poolAsFound()), roleAssignments: () => Promise.resolve(ASSIGNED) },
  roles: {
    find: (name) => Promise.resolve([AUTHENTICATED, UNAUTHENTICATED].find((role) => role.name === name)),
    managedPolicyArns: () => Promise.resolve([]),
    inlinePolicyNames: () => Promise.resolve([]),
  },
};
const ATTRIBUTES = {
  IdentityPoolId: POOL_ID,
  Arn: `arn:aws:cognito-identity:us-east-1:123456789012:identitypool/${POOL_ID}`,
  Name: 'demo_Pool_0123456789',
  AuthenticatedRoleArn: AUTHENTICATED.arn,
  AuthenticatedRoleName: AUTHENTICATED.name,
  UnauthenticatedRoleArn: UNAUTHENTICATED.arn,
  UnauthenticatedRoleName: UNAUTHENTICATED.name,
};
const SUCCEEDED = { status: 'succeeded', poolId: POOL_ID, model: ATTRIBUTES };
const failed = (code: string, message: string, more: object = { poolId: POOL_ID }) => ({ status: 'failed', code, message, ...more });
const NOT_THERE = failed('NotFound', `There is no identity pool "${POOL_ID}".`);
const INVALID = failed('InvalidRequest', 'Invalid property. AllowClassicFlow: "yes" is not allowed: it has to be a boolean.');
const invalid = { AllowClassicFlow: 'yes' } as unknown as Operation['desired'];
const context = (poolIsNew: boolean) => ({ callbackContext: { poolId: POOL_ID, poolIsNew } });

type Door = 'create' | 'read' | 'update' | 'delete';
const answered = async (door: Door, asked: Partial<Operation>, answers: Answers = FULL) => {
  const { workplace, calls } = stubAws(answers);
  const outcome = await createLifecycle(workplace)[door](operation(asked));
  return { outcome, names: calls.map(([name]) => name) };
};

it.each<[string, Door, Partial<Operation>, Answers, object]>([
  ['a create that breaks the schema is refused', 'create', { desired: invalid }, FULL, { ...INVALID, poolId: undefined }],
  ['a create that breaks it later tells of the pool', 'create', { desired: invalid, ...context(true) }, FULL, INVALID],
  ['a create goes on with what is there', 'create', context(false), FULL, SUCCEEDED],
  [
    'a create tells that its pool went',
    'create',
    context(false),
    {},
    failed('NotStabilized', `Identity pool ${POOL_ID} was deleted by somebody else while its roles were being made.`),
  ],
  [
    'a read gives what a template would say',
    'read',
    { poolId: POOL_ID },
    FULL,
    {
      ...SUCCEEDED,
      model: {
        AllowUnauthenticatedIdentities: false,
        AllowClassicFlow: false,
        AuthenticatedRole: { Path: '/', MaxSessionDuration: 3600 },
        UnauthenticatedRole: { Path: '/', MaxSessionDuration: 3600 },
        ...ATTRIBUTES,
      },
    },
  ],
  ['a read of no pool', 'read', { poolId: POOL_ID }, {}, { ...NOT_THERE, poolId: undefined }],
  ['an update of no pool', 'update', { poolId: POOL_ID }, {}, NOT_THERE],
  ['an update that breaks the schema is refused', 'update', { poolId: POOL_ID, desired: invalid }, FULL, INVALID],
  ['an update changes nothing where there is nothing to change', 'update', { poolId: POOL_ID, previous: {} }, FULL, SUCCEEDED],
  ['an update takes back nothing that was refused', 'update', { poolId: POOL_ID, previous: invalid }, FULL, SUCCEEDED],
  ['a delete of no pool', 'delete', { poolId: POOL_ID }, {}, NOT_THERE],
])('%s', async (_case, door, asked, answers, outcome) => {
  expect((await answered(door, asked, answers)).outcome).toEqual(outcome);
});

it('a create makes the pool of a new request, and its roles in the next call without another look', async () => {
  const { outcome, names } = await answered('create', {}, { pools: { create: () => Promise.resolve(POOL_ID) } });
  expect(outcome).toMatchObject({ status: 'inProgress', callbackContext: { poolId: POOL_ID, poolIsNew: true } });
  expect(names).toEqual(['pools.page', 'pools.create']);
  expect((await answered('create', context(true))).names).toEqual(['roles.create', 'roles.create', 'pools.assignRoles']);
});

it.each<[Door, string | undefined]>(
  (['read', 'update', 'delete'] as const).flatMap((door): [Door, string | undefined][] => [
    [door, 'nonsense'],
    [door, undefined],
  ]),
)('a %s of %s is of a pool that is not there, whatever else is wrong, and asks nobody', async (door, poolId) => {
  const { outcome, names } = await answered(door, { desired: invalid, ...(poolId === undefined ? {} : { poolId }) });
  const message =
    poolId === undefined ? 'No IdentityPoolId was given, so there is no such identity pool.' : 'There is no identity pool "nonsense".';
  expect(outcome).toStrictEqual(failed('NotFound', message, {}));
  expect(names).toEqual([]);
});

it('an update takes no name back that was refused', async () => {
  const pools = { ...FULL.pools, find: () => Promise.resolve(poolAsFound({ name: 'mine' })) };
  const { outcome, names } = await answered('update', { poolId: POOL_ID, previous: { IdentityPoolName: '(' } }, { ...FULL, pools });
  expect(outcome).toEqual({ ...SUCCEEDED, model: { ...ATTRIBUTES, Name: 'mine' } });
  expect(names).not.toContain('pools.update');
});

it('an update looks also for what the template before may have left', async () => {
  const { workplace, calls } = stubAws(FULL);
  const previous = { AuthenticatedRole: { RoleName: 'before' }, AllowClassicFlow: 'yes' } as unknown as Operation['desired'];
  await createLifecycle(workplace).update(operation({ poolId: POOL_ID, previous }));
  expect(calls).toContainEqual(['roles.find', 'before']);
});

describe('a list', () => {
  const listing = (page: NonNullable<Answers['pools']>['page'], token?: string) => {
    const { workplace, calls, lines } = stubAws({ pools: page ? { page } : {} });
    return createLifecycle(workplace)
      .list(token)
      .then((outcome) => ({ outcome, calls, lines }));
  };
  const pools = ['one', 'two'].map((id) => ({ id, name: id }));

  it.each([
    ['the last page', { pools }, { status: 'succeeded', poolIds: ['one', 'two'] }],
    ['a page with more to come', { pools, nextToken: 'next' }, { status: 'succeeded', poolIds: ['one', 'two'], nextToken: 'next' }],
  ])('gives %s', async (_case, page, outcome) => {
    expect(await listing(() => Promise.resolve(page), 'token')).toStrictEqual({ outcome, calls: [['pools.page', 'token']], lines: [] });
  });

  it('tells why it cannot', async () => {
    expect((await listing(() => Promise.reject(new Failure('Throttling', 'Slowly.')))).outcome).toStrictEqual(
      failed('Throttling', 'Slowly.', {}),
    );
    expect((await listing(() => Promise.reject(Object.assign(new Error('x'), { stack: '' })))).lines).toEqual(['unexpected Error at ?']);
  });
});

it('what a request made can be asked for', async () => {
  const name = `demo_Pool_${requestMarkOf(operation().requestToken).slice(0, 10)}`;
  const tags = { 'identity-pool-with-roles:request': requestMarkOf(operation().requestToken) };
  const { workplace } = stubAws({
    pools: { page: () => Promise.resolve({ pools: [{ id: POOL_ID, name }] }), find: () => Promise.resolve(poolAsFound({ tags })) },
  });
  expect(await createLifecycle(workplace).findMade(operation())).toBe(POOL_ID);
});
