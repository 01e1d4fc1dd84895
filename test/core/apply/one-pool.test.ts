import { lookingForTwins } from '../../../src/core/apply/one-pool';
import type { NewPool } from '../../../src/core/desire/new-pool';
import { Failure } from '../../../src/core/failure';
import type { Outcome } from '../../../src/core/operation';
import { UNANSWERED_MARK } from '../../../src/core/rules/ownership';
import { configuration, observedPool, POOL_NAME, REQUEST_MARK, REQUEST_TAG } from '../fixtures';
import { pagesOf, stubAws, type Answers } from '../stub-aws';

const FRESH: NewPool = { requestMark: REQUEST_MARK, configuration: configuration(), tags: REQUEST_TAG };
const SUCCEEDED: Outcome = { status: 'succeeded', poolId: 'own' };

function showing(...ids: readonly string[]): ReturnType<typeof pagesOf> {
  return pagesOf(
    [ids.map((id) => [id, POOL_NAME])],
    ids.map((id) => observedPool({ id })),
  );
}

async function looked(
  pools: NonNullable<Answers['pools']>,
  work: () => Promise<Outcome> = () => Promise.resolve(SUCCEEDED),
  fresh: NewPool = FRESH,
) {
  const { workplace } = stubAws({ pools });
  return lookingForTwins(fresh, 'own', workplace, work);
}

describe('a create that looks for twins', () => {
  it.each<[string, readonly string[], { staying: string; others: string[] } | undefined]>([
    ['finds none if there is its own pool alone', ['own'], undefined],
    ['finds none if its own pool is not shown yet', [], undefined],
    ['stays with its own pool if that is the first', ['own', 'twin'], { staying: 'own', others: ['twin'] }],
    ['goes over to the other pool if that is the first', ['another', 'own'], { staying: 'another', others: ['own'] }],
    ['finds every twin', ['z', 'a', 'own', 'b'], { staying: 'a', others: ['b', 'own', 'z'] }],
    ['counts its own pool although it is not shown yet', ['twin'], { staying: 'own', others: ['twin'] }],
  ])('%s', async (_case, ids, twins) => {
    const { outcome, twins: found } = await looked(showing(...ids));
    expect([outcome(), found]).toStrictEqual([SUCCEEDED, twins]);
  });

  it.each<[string, NewPool, number, object | undefined]>([
    [
      'finds a twin that is made after the first look if one call makes pool and roles',
      { ...FRESH, tags: { ...REQUEST_TAG, ...UNANSWERED_MARK } },
      2,
      { staying: 'own', others: ['twin'] },
    ],
    ['looks but once if a later call makes the roles', FRESH, 1, undefined],
  ])('%s', async (_case, fresh, expected, found) => {
    let looks = 0;
    const page: ReturnType<typeof pagesOf>['page'] = (token) => showing(...(looks++ === 0 ? ['own'] : ['own', 'twin'])).page(token);
    const { twins } = await looked({ page, find: showing('own', 'twin').find }, undefined, fresh);
    expect([twins, looks]).toStrictEqual([found, expected]);
  });

  it('takes its work for done if a look fails', async () => {
    const { outcome, twins } = await looked({ page: () => Promise.reject(new Failure('Throttling', 'Slowly.')) });
    expect([outcome(), twins]).toStrictEqual([SUCCEEDED, undefined]);
  });

  it('shows that its work failed only once somebody asks, because a twin may be the reason', async () => {
    const gone = new Failure('NotFound', 'gone');
    const { outcome, twins } = await looked(showing('own', 'another'), () => Promise.reject(gone));
    expect(twins).toStrictEqual({ staying: 'another', others: ['own'] });
    expect(outcome).toThrow(gone);
  });
});
