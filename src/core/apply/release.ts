import type { Aws } from '../ports';
import { isMark } from '../rules/ownership';
import type { Tags } from '../state';

/** Takes this type's marks off a pool that stays: it is nobody's resource afterwards, and any stack may adopt or import it. */
export async function release(poolArn: string, poolTags: Tags, { pools }: Aws): Promise<void> {
  const marks = Object.keys(poolTags).filter(isMark);
  if (marks.length > 0) await pools.untag(poolArn, marks);
}
