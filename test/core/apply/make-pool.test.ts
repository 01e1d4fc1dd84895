import { findMadePool, makePool, newlyMade } from '../../../src/core/desire/new-pool';
import type { Operation } from '../../../src/core/operation';
import { clientMarks, formMarks, poolMarks, requestMarkOf } from '../../../src/core/rules/ownership';
import type { IdentityPoolId, ObservedPool } from '../../../src/core/state';
import { operation, poolAsFound, POOL_ID } from '../fixtures';
import { stubAws, type Answers } from '../stub-aws';

const GIVEN = operation();
const MARK = requestMarkOf(GIVEN.requestToken);
const NAME = `demo_Pool_${MARK.slice(0, 10)}`;
const { id: _id, tags: _tags, ...EMPTY } = poolAsFound({ name: NAME });
const marked: ObservedPool = poolAsFound({ id: 'marked', name: NAME, tags: poolMarks(MARK) });
const [A, B] = ['us-east-1_A', 'us-east-1_B'] as const;
const nameOfB = `cognito-idp.us-east-1.amazonaws.com/${B}`;

/** Pools by page; a pool without an entry in `found` is gone. */
const withPages = (pages: readonly (readonly [id: string, name: string][])[], found: readonly ObservedPool[]): Answers['pools'] => ({
  page: (nextToken) => {
    const index = nextToken === undefined ? 0 : Number(nextToken);
    return Promise.resolve({
      pools: (pages[index] ?? []).map(([id, name]) => ({ id, name })),
      ...(index + 1 < pages.length ? { nextToken: String(index + 1) } : {}),
    });
  },
  find: (id) => Promise.resolve(found.find((pool) => pool.id === id)),
});

describe('the pool that a request made', () => {
  const other = poolAsFound({ id: 'other', name: NAME, tags: poolMarks('other') });
  it.each<[string, Answers['pools'], IdentityPoolId | undefined, string[]]>([
    ['is not there where there are no pools', withPages([], []), undefined, []],
    [
      'is found by its name and its mark, not by its name alone',
      withPages(
        [
          [
            ['other', NAME],
            ['marked', NAME],
          ],
        ],
        [other, marked],
      ),
      'marked',
      ['other', 'marked'],
    ],
    ['is not one of another name', withPages([[['marked', 'x']]], [marked]), undefined, []],
    ['is not one that is gone', withPages([[['marked', NAME]]], []), undefined, ['marked']],
    ['is not one of another request', withPages([[['other', NAME]]], [other]), undefined, ['other']],
    [
      'is found on a later page, and looked for no further',
      withPages([[['other', NAME]], [], [['marked', NAME]], [['later', NAME]]], [other, marked]),
      'marked',
      ['other', 'marked'],
    ],
  ])('%s', async (_case, pools, expected, asked) => {
    const { aws, calls } = stubAws({ pools: pools ?? {} });
    expect(await findMadePool(GIVEN, aws)).toBe(expected);
    expect(calls.filter(([name]) => name === 'pools.find').map(([, id]) => id)).toEqual(asked);
  });
});

describe('a create', () => {
  it('makes the pool, and answers with its id at once', async () => {
    const { workplace, calls, lines } = stubAws({ pools: { create: () => Promise.resolve(POOL_ID) } });
    expect(await makePool(GIVEN, workplace)).toStrictEqual({
      status: 'inProgress',
      poolId: POOL_ID,
      callbackContext: { poolId: POOL_ID, poolIsNew: true },
      delaySeconds: 0,
    });
    expect([calls.at(-1)?.slice(0, 3), lines]).toStrictEqual([['pools.create', EMPTY, poolMarks(MARK)], [`createPool ${NAME}`]]);
  });

  it('that is repeated finds the pool of the first', async () => {
    const { workplace, calls, lines } = stubAws({ pools: withPages([[['marked', NAME]]], [marked]) ?? {} });
    expect(await makePool(GIVEN, workplace)).toStrictEqual({
      status: 'inProgress',
      poolId: 'marked',
      callbackContext: { poolId: 'marked', poolIsNew: false },
      delaySeconds: 0,
    });
    expect([calls.map(([name]) => name), lines]).toStrictEqual([
      ['pools.page', 'pools.find'],
      ['found marked, made by an earlier try of this request'],
    ]);
  });

  it('whose answer was lost looks for the pool that the lost call made', async () => {
    let pages: Answers['pools'] = {};
    const { workplace } = stubAws({
      pools: {
        page: (token) => pages?.page?.(token) ?? Promise.resolve({ pools: [] }),
        find: (id) => pages?.find?.(id) ?? Promise.resolve(undefined),
        create: async (_configuration, _tags, findMade) => {
          pages = withPages([[['marked', NAME]]], [marked]);
          return (await findMade()) ?? 'not found';
        },
      },
    });
    expect(await makePool(GIVEN, workplace)).toMatchObject({ poolId: 'marked', callbackContext: { poolIsNew: true } });
  });
});

it.each<[string, Partial<Operation>, object, object]>([
  ['nothing', {}, EMPTY, poolMarks(MARK)],
  [
    'all its marks and tags, those of clients that are yet to be created among them',
    {
      desired: {
        Tags: [{ Key: 'team', Value: 'web' }],
        AuthenticationProviders: { UserPools: [{ UserPoolId: A }, { UserPoolId: B, UserPoolClientId: 'b' }], Google: { ClientId: 'g' } },
        RoleMappings: [
          { IdentityProvider: { ProviderName: 'accounts.google.com' }, Type: 'Token' },
          { IdentityProvider: { UserPool: { UserPoolId: B } }, Type: 'Token' },
        ],
      },
      stackTags: { stack: 'demo' },
    },
    {
      ...EMPTY,
      loginProviders: { 'accounts.google.com': 'g' },
      userPoolClients: [{ providerName: nameOfB, clientId: 'b', serverSideTokenCheck: true }],
    },
    {
      stack: 'demo',
      team: 'web',
      ...poolMarks(MARK),
      ...clientMarks([A]),
      ...formMarks([
        { providerName: 'accounts.google.com', use: 'mapping', form: 'raw' },
        { providerName: `${nameOfB}:b`, use: 'mapping', form: 'clientless' },
      ]),
    },
  ],
])('a pool that was just made is known without a look: it has %s', async (_case, asked, configuration, tags) => {
  expect(newlyMade(operation(asked), POOL_ID)).toStrictEqual({
    pool: { id: POOL_ID, ...configuration, tags },
    assignments: { roles: {}, mappings: {} },
    principalTags: {},
    createdRoles: [],
    createdClients: [],
  });
  const { workplace, calls } = stubAws({ pools: { create: () => Promise.resolve(POOL_ID) } });
  await makePool(operation(asked), workplace);
  expect(calls.at(-1)?.slice(0, 3)).toStrictEqual(['pools.create', configuration, tags]);
});
