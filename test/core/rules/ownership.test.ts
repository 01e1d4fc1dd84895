import {
  areOfOnePool,
  clientMarks,
  formMarks,
  isCreatedAs,
  isCreatedFor,
  isMark,
  isWritten,
  orderOf,
  partOf,
  poolMarks,
  requestMarkOf,
  requestMarkOn,
  roleMarkCount,
  roleMarks,
  userPoolsWithClients,
  type WrittenForm,
} from '../../../src/core/rules/ownership';
import type { Role, Tags } from '../../../src/core/state';

const POOL_ID = 'us-east-1:0f1e2d3c-0000-4000-8000-0123456789ab';
const role = (tags: Tags): Role => ({
  name: 'r',
  arn: 'arn:aws:iam::123456789012:role/r',
  path: '/',
  trustPolicy: {},
  description: '',
  maxSessionDuration: 3600,
  tags,
  createdAt: 0,
});

it('a pool is marked with its request', () => {
  const mark = requestMarkOf('11111111-2222-3333-4444-555555555555');
  expect(mark).toMatch(/^[0-9a-f]{32}$/);
  expect(poolMarks(mark)).toEqual({ 'identity-pool-with-roles:request': mark });
  expect(requestMarkOn({ ...poolMarks(mark), team: 'web' })).toBe(mark);
  expect(requestMarkOn({ team: 'web' })).toBeUndefined();
});

it.each<[Tags, ReturnType<typeof roleMarks>]>([
  [roleMarks(POOL_ID, 'authenticated'), { 'identity-pool-with-roles:pool': POOL_ID, 'identity-pool-with-roles:part': 'authenticated' }],
  [
    roleMarks(POOL_ID, 'mapped/Admin', 3),
    {
      'identity-pool-with-roles:pool': POOL_ID,
      'identity-pool-with-roles:part': 'mapped/Admin',
      'identity-pool-with-roles:order': '03',
    },
  ],
])('a role is marked with its pool, its part, and, where it is a mapped one, its place: %j', (marks, expected) => {
  expect(marks).toEqual(expected);
});

it('a role is known by its marks', () => {
  const admin = role(roleMarks(POOL_ID, 'mapped/Admin', 12));
  expect([isCreatedFor(admin, POOL_ID), isCreatedFor(admin, 'us-east-1:other'), isCreatedFor(role({}), POOL_ID)]).toEqual([
    true,
    false,
    false,
  ]);
  expect([
    isCreatedAs(admin, POOL_ID, 'mapped/Admin'),
    isCreatedAs(admin, POOL_ID, 'authenticated'),
    isCreatedAs(admin, 'us-east-1:other', 'mapped/Admin'),
  ]).toEqual([true, false, false]);
  expect([partOf(admin), orderOf(admin)]).toEqual(['mapped/Admin', '12']);
  expect([partOf(role({})), orderOf(role({}))]).toEqual(['', '']);
  expect([areOfOnePool(admin.tags, roleMarks(POOL_ID, 'authenticated')), areOfOnePool(admin.tags, {})]).toEqual([true, false]);
});

it('what counts as a mark is what begins with their prefix', () => {
  expect(
    ['identity-pool-with-roles:pool', 'identity-pool-with-roles:x', 'identity-pool-with-roles', 'x:identity-pool-with-roles:'].map(isMark),
  ).toEqual([true, true, false, false]);
});

it('a default role carries two marks, a mapped one three', () => {
  expect([roleMarkCount('authenticated'), roleMarkCount('unauthenticated'), roleMarkCount('mapped/Admin')]).toEqual([2, 2, 3]);
});

describe('the user pools with created clients', () => {
  const userPools = (count: number): string[] =>
    Array.from({ length: count }, (_, index) => `us-east-1_EXAMPLE${String(index).padStart(3, '0')}`);

  it('stand in one tag, sorted, each once', () => {
    expect(clientMarks(['us-east-1_B', 'us-east-1_A', 'us-east-1_B'])).toEqual({
      'identity-pool-with-roles:clients-in': 'us-east-1_A us-east-1_B',
    });
    expect(clientMarks([])).toEqual({});
  });

  it('go on in further tags, of at most 256 characters each, and are all found again', () => {
    // 20 characters and a space each: 12 of them are 251.
    const marks = clientMarks(userPools(25));
    expect(Object.keys(marks)).toEqual([
      'identity-pool-with-roles:clients-in',
      'identity-pool-with-roles:clients-in-2',
      'identity-pool-with-roles:clients-in-3',
    ]);
    expect(Object.values(marks).map((value) => value.length)).toEqual([251, 251, 20]);
    expect(userPoolsWithClients({ team: 'web', ...marks })).toEqual(userPools(25));
  });

  it('fill a tag to the last character', () => {
    const [first, second] = ['a'.repeat(100), 'b'.repeat(155)];
    expect(Object.values(clientMarks([first, second]))).toEqual([`${first} ${second}`]);
    expect(Object.values(clientMarks([first, `${second}b`]))).toEqual([first, `${second}b`]);
  });

  it('are none where the tag is not there, or is empty', () => {
    expect(userPoolsWithClients({ 'identity-pool-with-roles:clients': 'x', team: 'web' })).toEqual([]);
    expect(userPoolsWithClients({ 'identity-pool-with-roles:clients-in': '' })).toEqual([]);
  });
});

describe('the forms in which providers are written', () => {
  const raw: WrittenForm = { providerName: 'accounts.google.com', use: 'mapping', form: 'raw' };
  const marks = formMarks([raw, raw]);

  it('stand in a tag as digests, each once', () => {
    expect(Object.keys(marks)).toEqual(['identity-pool-with-roles:forms']);
    expect(Object.values(marks)[0]).toMatch(/^[0-9a-f]{8}$/);
  });

  it.each<[string, WrittenForm, boolean]>([
    ['what was written', raw, true],
    ['another provider', { ...raw, providerName: 'graph.facebook.com' }, false],
    ['another use', { ...raw, use: 'principalTags' }, false],
    ['another form', { ...raw, form: 'clientless' }, false],
  ])('are known again: %s', (_what, form, expected) => {
    expect(isWritten(marks, form)).toBe(expected);
  });
});
