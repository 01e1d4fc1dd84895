import { lookingForTwins } from '../../../src/core/apply/one-pool';
import type { NewPool } from '../../../src/core/desire/new-pool';
import { Failure } from '../../../src/core/failure';
import type { Outcome } from '../../../src/core/operation';
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

async function looked(pools: NonNullable<Answers['pools']>, work: () => Promise<Outcome> = () => Promise.resolve(SUCCEEDED)) {
  const { workplace } = stubAws({ pools });
  return lookingForTwins(FRESH, 'own', workplace, work);
}

describe('a create that looks for twins', () => {
  it.each<[string, readonly string[], { staying: string; others: string[]; isToBeFinished: boolean } | undefined]>([
    ['finds none if there is its own pool alone', ['own'], undefined],
    ['finds none if its own pool is not shown yet', [], undefined],
    ['stays with its own pool if that is the first', ['own', 'twin'], { staying: 'own', others: ['twin'], isToBeFinished: false }],
    ['goes over to the other pool if that is the first', ['another', 'own'], { staying: 'another', others: ['own'], isToBeFinished: true }],
    ['finds every twin', ['z', 'a', 'own', 'b'], { staying: 'a', others: ['b', 'own', 'z'], isToBeFinished: true }],
    ['counts its own pool although it is not shown yet', ['twin'], { staying: 'own', others: ['twin'], isToBeFinished: false }],
  ])('%s', async (_case, ids, twins) => {
    const { outcome, twins: found } = await looked(showing(...ids));
    expect([outcome(), found]).toStrictEqual([SUCCEEDED, twins]);
  });

  it('finds a twin that is made after the first look', async () => {
    let looks = 0;
    const page: ReturnType<typeof pagesOf>['page'] = (token) => showing(...(looks++ === 0 ? ['own'] : ['own', 'twin'])).page(token);
    const { twins } = await looked({ page, find: showing('own', 'twin').find });
    expect([twins, looks]).toStrictEqual([{ staying: 'own', others: ['twin'], isToBeFinished: false }, 2]);
  });

  it('looks but once in an account of several pages', async () => {
    const asked: (string | undefined)[] = [];
    const page = (token?: string) => {
      asked.push(token);
      return Promise.resolve(token === undefined ? { pools: [], nextToken: 'more' } : { pools: [] });
    };
    await looked({ page });
    expect(asked).toEqual([undefined, 'more']);
  });

  it('takes its work for done if a look fails', async () => {
    const { outcome, twins } = await looked({ page: () => Promise.reject(new Failure('Throttling', 'Slowly.')) });
    expect([outcome(), twins]).toStrictEqual([SUCCEEDED, undefined]);
  });

  it('takes its work for done if a look fails that follows one with a twin', async () => {
    let looks = 0;
    const page: ReturnType<typeof pagesOf>['page'] = (token) =>
      looks++ === 0 ? showing('another', 'own').page(token) : Promise.reject(new Failure('Throttling', 'Slowly.'));
    const { outcome, twins } = await looked({ page, find: showing('another', 'own').find });
    expect([outcome(), twins, looks]).toStrictEqual([SUCCEEDED, undefined, 2]);
  });

  it('shows that its work failed only once somebody asks, because a twin may be the reason', async () => {
    const gone = new Failure('NotFound', 'gone');
    const { outcome, twins } = await looked(showing('own', 'another'), () => Promise.reject(gone));
    expect(twins).toStrictEqual({ staying: 'another', others: ['own'], isToBeFinished: true });
    expect(outcome).toThrow(gone);
  });

  it('finishes its own pool once more if a twin held the name of a role, also one that only a further look shows', async () => {
    const taken = new Failure('AlreadyExists', 'taken');
    let looks = 0;
    const page: ReturnType<typeof pagesOf>['page'] = (token) => showing(...(looks++ < 2 ? ['own'] : ['own', 'twin'])).page(token);
    const { twins } = await looked({ page, find: showing('own', 'twin').find }, () => Promise.reject(taken));
    expect(twins).toStrictEqual({ staying: 'own', others: ['twin'], isToBeFinished: true });
  });
});
