import { release } from '../../../src/core/apply/release';
import { ADOPTED_MARK } from '../../../src/core/rules/ownership';
import { POOL_ARN, REQUEST_TAG } from '../fixtures';
import { stubAws, type Call } from '../stub-aws';

it.each<[string, Record<string, string>, Call[]]>([
  [
    'loses its marks and nothing else',
    { team: 'web', ...REQUEST_TAG, ...ADOPTED_MARK },
    [['pools.untag', POOL_ARN, [...Object.keys(REQUEST_TAG), ...Object.keys(ADOPTED_MARK)]]],
  ],
  ['needs no call if it carries none', { team: 'web' }, []],
])('a pool that stays %s', async (_case, tags, calls) => {
  const { aws, calls: made } = stubAws({});
  await release(POOL_ARN, tags, aws);
  expect(made).toStrictEqual(calls);
});
