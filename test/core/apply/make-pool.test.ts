import { findMadePool, findMadePools, findPools, makePool } from '../../../src/core/apply/make-pool';
import type { NewPool } from '../../../src/core/desire/new-pool';
import { poolMarks } from '../../../src/core/rules/ownership';
import type { ObservedPool } from '../../../src/core/state';
import { configuration, observedPool, POOL_ID, POOL_NAME, REQUEST_MARK, REQUEST_TAG } from '../fixtures';
import { pagesOf, stubAws, type Answers } from '../stub-aws';

const FRESH: NewPool = { requestMark: REQUEST_MARK, configuration: configuration(), tags: { team: 'web', ...REQUEST_TAG } };
const MARKED = observedPool({ id: 'marked' });
const OTHER = observedPool({ id: 'other', tags: poolMarks('other') });

function callsOf({ calls }: ReturnType<typeof stubAws>, method: string): readonly unknown[] {
  return calls.filter(([name]) => name === method).map(([, first]) => first);
}

describe('the pool that a request made', () => {
  it.each<[string, Answers['pools'], string | undefined, string[]]>([
    ['is not there if there are no pools', pagesOf([], []), undefined, []],
    [
      'is found by its name and its mark, not by its name alone',
      pagesOf(
        [
          [
            ['other', POOL_NAME],
            ['marked', POOL_NAME],
          ],
        ],
        [OTHER, MARKED],
      ),
      'marked',
      ['other', 'marked'],
    ],
    ['is not one of another name', pagesOf([[['marked', 'x']]], [MARKED]), undefined, []],
    ['is not one that is gone', pagesOf([[['marked', POOL_NAME]]], []), undefined, ['marked']],
    ['is not one of another request', pagesOf([[['other', POOL_NAME]]], [OTHER]), undefined, ['other']],
    [
      'is found on a later page',
      pagesOf([[['other', POOL_NAME]], [], [['marked', POOL_NAME]], [['later', 'x']]], [OTHER, MARKED]),
      'marked',
      ['other', 'marked'],
    ],
  ])('%s', async (_case, pools = {}, expected, asked) => {
    const stub = stubAws({ pools });
    expect(await findMadePool(FRESH, stub.aws)).toBe(expected);
    expect(callsOf(stub, 'pools.find')).toEqual(asked);
  });

  it('is, if there are several, the one that stays: the same for whoever looks', async () => {
    const names = ['b', 'a', 'c'].map((id) => [id, POOL_NAME] as const);
    const stub = stubAws({
      pools: pagesOf(
        [names.slice(0, 1), names.slice(1)],
        names.map(([id]) => observedPool({ id })),
      ),
    });
    expect(await findMadePools(FRESH, stub.aws)).toStrictEqual(['a', 'b', 'c']);
    expect(await findMadePool(FRESH, stub.aws)).toBe('a');
  });

  it('needs no look if it is known already', async () => {
    const names = ['b', 'a'].map((id) => [id, POOL_NAME] as const);
    const stub = stubAws({ pools: pagesOf([names], [observedPool({ id: 'a' })]) });
    expect(await findMadePools(FRESH, stub.aws, ['b'])).toStrictEqual(['a', 'b']);
    expect(callsOf(stub, 'pools.find')).toEqual(['a']);
  });
});

it('pools are found by what their names and they themselves are like', async () => {
  const pages = pagesOf(
    [
      [
        ['one', 'x'],
        ['two', 'y'],
      ],
      [['three', 'x']],
    ],
    ['one', 'two', 'three'].map((id) => observedPool({ id })),
  );
  const isMeant = ({ id }: ObservedPool): boolean => id !== 'one';
  expect(await findPools(stubAws({ pools: pages }).aws, ({ name }) => name === 'x', isMeant)).toStrictEqual([
    observedPool({ id: 'three' }),
  ]);
});

describe('a create', () => {
  it('makes the pool, and answers with its id at once', async () => {
    const stub = stubAws({ pools: { create: () => Promise.resolve(POOL_ID) } });
    expect(await makePool(FRESH, stub.workplace)).toStrictEqual({
      status: 'inProgress',
      poolId: POOL_ID,
      callbackContext: { poolId: POOL_ID, poolIsNew: true },
      delaySeconds: 0,
    });
    expect(stub.calls.map((call) => call.slice(0, 3))).toStrictEqual([
      ['pools.page', undefined],
      ['pools.create', FRESH.configuration, FRESH.tags],
    ]);
    expect(stub.lines).toStrictEqual([`createPool ${POOL_NAME}`]);
  });

  it('that is repeated finds the pool of the first', async () => {
    const stub = stubAws({ pools: pagesOf([[['marked', POOL_NAME]]], [MARKED]) });
    expect(await makePool(FRESH, stub.workplace)).toStrictEqual({
      status: 'inProgress',
      poolId: 'marked',
      callbackContext: { poolId: 'marked', poolIsNew: false },
      delaySeconds: 0,
    });
    expect(stub.calls.map(([name]) => name)).toStrictEqual(['pools.page', 'pools.find']);
    expect(stub.lines).toStrictEqual(['found marked, made by an earlier try of this request']);
  });

  it('whose answer was lost looks for the pool that the lost call made', async () => {
    let pages = pagesOf([], []);
    const { workplace } = stubAws({
      pools: {
        page: (token) => pages.page(token),
        find: (id) => pages.find(id),
        create: async (_configuration, _tags, findMade) => {
          pages = pagesOf([[['marked', POOL_NAME]]], [MARKED]);
          return (await findMade()) ?? 'not found';
        },
      },
    });
    expect(await makePool(FRESH, workplace)).toMatchObject({ poolId: 'marked', callbackContext: { poolIsNew: true } });
  });
});
