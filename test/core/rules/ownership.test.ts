import {
  ADOPTED_MARK,
  basePathsOn,
  clientMarks,
  formMarks,
  isAdopted,
  isAnothers,
  isCreatedAs,
  isCreatedFor,
  isMark,
  isOwnedBy,
  isOwnTag,
  isUnanswered,
  isWritten,
  orderOf,
  ownerMarks,
  ownerOn,
  ownTagMarks,
  partOf,
  pathMarks,
  poolMarks,
  requestMarkOf,
  requestMarkOn,
  roleMarkCount,
  roleMarks,
  rulesWithoutMatchType,
  rulesWithRoleArn,
  UNANSWERED_MARK,
  userPoolsWithClients,
  type Owner,
  type WrittenForm,
} from '../../../src/core/rules/ownership';
import type { Tags } from '../../../src/core/state';
import { AUTHENTICATED, createdRole, OTHER_PATH, pathUnder, POOL_ID, REQUEST_TAG } from '../fixtures';

const TOKEN = '11111111-2222-3333-4444-555555555555';
const OWNER = { stackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/demo/1', logicalId: 'Pool' };

it('a pool is marked with its request', () => {
  const mark = requestMarkOf(TOKEN, OWNER);
  expect(mark).toMatch(/^[0-9a-f]{32}$/);
  expect(poolMarks(mark)).toEqual({ 'identity-pool-with-roles:request': mark });
  expect(requestMarkOn({ ...poolMarks(mark), team: 'web' })).toBe(mark);
  expect(requestMarkOn({ team: 'web' })).toBeUndefined();
});

it.each<[string, string, Owner, boolean]>([
  ['the same for the same request', TOKEN, OWNER, true],
  ['another for another request', `${TOKEN}x`, OWNER, false],
  ['another for another resource of the stack, which may send the same token', TOKEN, { ...OWNER, logicalId: 'Other' }, false],
  ['another for a resource of another stack', TOKEN, { ...OWNER, stackId: 'other' }, false],
  ['another for a resource without a stack', TOKEN, {}, false],
])('the mark of a request is %s', (_case, token, owner, isSame) => {
  expect(requestMarkOf(token, owner) === requestMarkOf(TOKEN, OWNER)).toBe(isSame);
});

it('the mark of a request from nowhere is that of a request whose stack and resource are empty texts', () => {
  expect(requestMarkOf(TOKEN, {})).toBe(requestMarkOf(TOKEN, { stackId: '', logicalId: '' }));
});

it.each<[string, Tags, boolean]>([
  ['a pool without marks is nobody’s', { team: 'web' }, false],
  ['a pool with the marks of this resource is its own', { ...REQUEST_TAG, ...ownerMarks(OWNER) }, false],
  ['a pool with the marks of another resource is that one’s', ownerMarks({ ...OWNER, logicalId: 'Other' }), true],
  ['a pool that a request without a stack made is another’s', REQUEST_TAG, true],
])('%s', (_case, tags, expected) => {
  expect(isAnothers(tags, OWNER)).toBe(expected);
});

describe('the owner of a pool', () => {
  it('is marked with its stack and its logical id', () => {
    const marks = {
      'identity-pool-with-roles:stack': OWNER.stackId,
      'identity-pool-with-roles:logical-id': OWNER.logicalId,
    };
    expect([ownerMarks(OWNER), ownerOn({ ...marks, team: 'web' })]).toStrictEqual([marks, OWNER]);
  });

  it.each<[string, Owner]>([
    ['neither is known', {}],
    ['the stack is unknown', { logicalId: 'Pool' }],
    ['the logical id is unknown', { stackId: 'stack' }],
  ])('is not marked if %s', (_case, owner) => {
    expect(ownerMarks(owner)).toStrictEqual({});
  });

  it.each<[string, Tags, boolean]>([
    ['its marks say so', ownerMarks(OWNER), true],
    ['its marks name another stack', ownerMarks({ ...OWNER, stackId: 'other' }), false],
    ['its marks name another resource', ownerMarks({ ...OWNER, logicalId: 'Other' }), false],
    [
      'its marks name another resource, beside the mark of a request',
      { ...REQUEST_TAG, ...ownerMarks({ ...OWNER, logicalId: 'Other' }) },
      false,
    ],
    ['it has the mark of a request from before owners were marked', REQUEST_TAG, true],
    ['it has no mark', { team: 'web' }, false],
  ])('is a resource or not: %s', (_case, tags, expected) => {
    expect(isOwnedBy(tags, OWNER)).toBe(expected);
  });
});

it('a pool whose id has not been answered is marked so', () => {
  expect(UNANSWERED_MARK).toStrictEqual({ 'identity-pool-with-roles:unanswered': 'true' });
  expect([isUnanswered({ ...REQUEST_TAG, ...UNANSWERED_MARK }), isUnanswered(REQUEST_TAG)]).toStrictEqual([true, false]);
});

it('a pool that a resource adopted is marked so', () => {
  expect(ADOPTED_MARK).toStrictEqual({ 'identity-pool-with-roles:adopted': 'true' });
  expect([isAdopted({ ...REQUEST_TAG, ...ADOPTED_MARK }), isAdopted(REQUEST_TAG)]).toStrictEqual([true, false]);
});

describe('the tags that a template gave to one role alone', () => {
  it('are marked, as digests in one tag, each once', () => {
    const marks = ownTagMarks(['b', 'a', 'b']);
    expect(Object.keys(marks)).toStrictEqual(['identity-pool-with-roles:own-tags']);
    expect(Object.values(marks)[0]).toMatch(/^[0-9a-f]{8} [0-9a-f]{8}$/);
    expect(['a', 'b', 'c'].map((key) => isOwnTag(marks, key))).toStrictEqual([true, true, false]);
  });

  it('have no mark if there are none', () => {
    expect([ownTagMarks([]), isOwnTag({}, 'a')]).toStrictEqual([{}, false]);
  });
});

describe('the paths of the roles of a pool', () => {
  it('are marked, sorted, each once, without the default one', () => {
    const marks = { 'identity-pool-with-roles:paths': '/a/ /b/' };
    expect(pathMarks(['/b/', '/identity-pools/', '/a/', '/b/'])).toStrictEqual(marks);
    expect(basePathsOn({ ...REQUEST_TAG, ...marks })).toStrictEqual(['/a/', '/b/']);
  });

  it('have no mark if there is none but the default one', () => {
    expect([pathMarks(['/identity-pools/']), basePathsOn(REQUEST_TAG)]).toStrictEqual([{}, []]);
  });
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
])('a role is marked with its pool, its part, and, if it is a mapped one, its place: %j', (marks, expected) => {
  expect(marks).toEqual(expected);
});

describe('a role', () => {
  const admin = createdRole('mapped/Admin', {}, 12);

  it('is known as the pool’s by its path, which cannot be changed, and not by its tags, which can', () => {
    const unmarked = createdRole('mapped/Admin', { tags: {} });
    const foreign = createdRole('mapped/Admin', { path: OTHER_PATH });
    expect([admin, unmarked, foreign].map((role) => isCreatedFor(role, POOL_ID))).toStrictEqual([true, true, false]);
    expect(isCreatedFor(admin, 'us-east-1:0f1e2d3c-0000-4000-8000-ffffffffffff')).toBe(false);
  });

  it('is created as the part that its mark says, in the pool’s path', () => {
    expect([
      isCreatedAs(admin, POOL_ID, 'mapped/Admin'),
      isCreatedAs(admin, POOL_ID, 'authenticated'),
      isCreatedAs({ ...admin, path: OTHER_PATH }, POOL_ID, 'mapped/Admin'),
    ]).toStrictEqual([true, false, false]);
  });

  it('shows the part of a default role by its generated name, whatever its mark', () => {
    const planted = { ...AUTHENTICATED, tags: roleMarks(POOL_ID, 'mapped/Admin', 0) };
    expect([partOf(planted, POOL_ID), partOf({ ...planted, path: pathUnder('/other/') }, POOL_ID)]).toStrictEqual([
      'authenticated',
      'mapped/Admin',
    ]);
  });

  it('shows its part and its place by its marks, and neither without them', () => {
    const unmarked = createdRole('mapped/Admin', { tags: {} });
    expect([partOf(admin, POOL_ID), orderOf(admin)]).toStrictEqual(['mapped/Admin', '12']);
    expect([partOf(unmarked, POOL_ID), orderOf(unmarked)]).toStrictEqual(['', '']);
  });
});

it('a tag is a mark if its key begins with their prefix, in any case', () => {
  expect(
    [
      'identity-pool-with-roles:pool',
      'identity-pool-with-roles:x',
      'Identity-Pool-With-Roles:pool',
      'identity-pool-with-roles',
      'x:identity-pool-with-roles:',
    ].map(isMark),
  ).toEqual([true, true, true, false, false]);
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

  it('are none if the tag is not there, or is empty', () => {
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

  it('stand in it in one order, whatever the order in which they were written', () => {
    const forms = ['one', 'two', 'three', 'four'].map((providerName): WrittenForm => ({ ...raw, providerName }));
    expect(formMarks([...forms].reverse())).toStrictEqual(formMarks(forms));
    expect(ownTagMarks(['four', 'three', 'two', 'one'])).toStrictEqual(ownTagMarks(['one', 'two', 'three', 'four']));
  });

  it('say of each provider which of its rules they are about', () => {
    const providers = Array.from({ length: 20 }, (_, index) => `provider-${String(index)}`);
    const tags = formMarks([
      ...providers.map((providerName): WrittenForm => ({ providerName, use: 'mapping', form: 'roleArn', rules: [0, 24] })),
      { providerName: 'provider-0', use: 'mapping', form: 'matchTypeless', rules: [1, 2] },
    ]);
    const of = (read: typeof rulesWithRoleArn) => (providerName: string) => [...read(tags, providerName)];
    expect(providers.map(of(rulesWithRoleArn))).toStrictEqual(providers.map(() => [0, 24]));
    expect([...providers.slice(0, 2), 'another'].map(of(rulesWithoutMatchType))).toStrictEqual([[1, 2], [], []]);
    expect(of(rulesWithRoleArn)('another')).toStrictEqual([]);
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
