import { confirmAnswered, findUnansweredPools } from '../../../src/core/apply/unanswered';
import { generatedPoolName } from '../../../src/core/rules/names';
import { ownerMarks, UNANSWERED_MARK } from '../../../src/core/rules/ownership';
import type { Tags } from '../../../src/core/state';
import { observedPool, operation, POOL_ARN, POOL_ID, REQUEST_TAG } from '../fixtures';
import { pagesOf, stubAws } from '../stub-aws';

const OWNER = { stackId: 'stack', logicalId: 'Pool' };
const UNANSWERED = { ...REQUEST_TAG, ...ownerMarks(OWNER), ...UNANSWERED_MARK };
const GIVEN = operation(OWNER);
/** The name that another request of the same resource generated. */
const GENERATED = generatedPoolName(GIVEN, 'f'.repeat(32));

async function found(name: string, tags: Tags, desired = {}): Promise<string[]> {
  const { aws } = stubAws({ pools: pagesOf([[['pool', name]]], [observedPool({ id: 'pool', tags })]) });
  return findUnansweredPools({ ...GIVEN, desired }, aws);
}

describe('a pool whose id never reached CloudFormation', () => {
  it.each<[string, string, Tags, object]>([
    ['is found by the name that was generated for the resource, whichever request made it', GENERATED, UNANSWERED, {}],
    ['is found by the name that the template gives', 'mine', UNANSWERED, { IdentityPoolName: 'mine' }],
  ])('%s', async (_case, name, tags, desired) => {
    expect(await found(name, tags, desired)).toStrictEqual(['pool']);
  });

  it.each<[string, string, Tags, object]>([
    ['one that was answered', GENERATED, { ...REQUEST_TAG, ...ownerMarks(OWNER) }, {}],
    ['one of another resource', GENERATED, { ...UNANSWERED, ...ownerMarks({ ...OWNER, logicalId: 'Other' }) }, {}],
    ['one of another stack', GENERATED, { ...UNANSWERED, ...ownerMarks({ ...OWNER, stackId: 'other' }) }, {}],
    ['one that does not say whose it is', GENERATED, { ...REQUEST_TAG, ...UNANSWERED_MARK }, {}],
    ['one of another name', 'other', UNANSWERED, {}],
    ['one of a generated name if the template gives another', GENERATED, UNANSWERED, { IdentityPoolName: 'mine' }],
  ])('is not %s', async (_case, name, tags, desired) => {
    expect(await found(name, tags, desired)).toStrictEqual([]);
  });
});

it('a pool whose id CloudFormation has taken loses the mark of an unanswered one', async () => {
  const { aws, calls } = stubAws();
  await confirmAnswered(GIVEN, POOL_ID, aws);
  expect(calls).toStrictEqual([['pools.untag', POOL_ARN, Object.keys(UNANSWERED_MARK)]]);
});
