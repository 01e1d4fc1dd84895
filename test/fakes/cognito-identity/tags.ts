import type { ListTagsForResourceInput, TagResourceInput, UntagResourceInput } from '@aws-sdk/client-cognito-identity';
import { list, needed } from '../constraints';
import { operation, type Operations } from '../operation';
import { poolArn, regionOf, type FakePool, type World } from '../world';
import { arnShape, checkTags, invalid, isSystemTag, poolOf, tagKeyShape, tagsShape } from './pool';

export const tagOperations = (world: World): Operations => ({
  TagResource: operation<TagResourceInput>({ ResourceArn: needed(arnShape), Tags: needed(tagsShape) }, ({ ResourceArn, Tags }) => {
    const pool = poolAt(world, ResourceArn);
    const tags = { ...pool.tags, ...Tags };
    checkTags(world, Tags, tags);
    pool.tags = tags;
    return {};
  }),

  UntagResource: operation<UntagResourceInput>(
    { ResourceArn: needed(arnShape), TagKeys: needed(list(tagKeyShape)) },
    ({ ResourceArn, TagKeys }) => {
      const pool = poolAt(world, ResourceArn);
      // They cannot be edited or deleted (Tagging AWS Resources and Tag Editor user guide, tag naming limits).
      const reserved = TagKeys.find(isSystemTag);
      if (reserved !== undefined) throw invalid(`Tag key ${reserved} is invalid: keys that start with aws: are reserved`);
      pool.tags = Object.fromEntries(Object.entries(pool.tags).filter(([key]) => !TagKeys.includes(key)));
      return {};
    },
  ),

  ListTagsForResource: operation<ListTagsForResourceInput>({ ResourceArn: needed(arnShape) }, ({ ResourceArn }) => ({
    Tags: poolAt(world, ResourceArn).tags,
  })),
});

const poolAt = (world: World, arn: string): FakePool => {
  const id = arn.split('identitypool/')[1] ?? '';
  // Region, account and partition are the caller's to get right: the ARN is composed, for the API never gives it.
  if (arn !== poolArn(world, id) || regionOf(id) !== world.region)
    throw invalid(`${arn} is not the ARN of an identity pool of this account and Region`);
  return poolOf(world, id);
};
