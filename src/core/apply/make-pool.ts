import type { NewPool } from '../desire/new-pool';
import type { Outcome } from '../operation';
import type { Aws, Workplace } from '../ports';
import { requestMarkOn } from '../rules/ownership';
import type { IdentityPoolId } from '../state';

/**
 * Answers as soon as the pool exists, so that CloudFormation knows its id before anything else can fail.
 * A repeat of the request finds the pool that the first try made by its mark.
 */
export async function makePool(fresh: NewPool, { aws, log }: Workplace): Promise<Outcome> {
  const made = await findMadePool(fresh, aws);
  if (made !== undefined) {
    log(`found ${made}, made by an earlier try of this request`);
    return { status: 'inProgress', poolId: made, callbackContext: { poolId: made, poolIsNew: false }, delaySeconds: 0 };
  }
  log(`createPool ${fresh.configuration.name}`);
  const poolId = await aws.pools.create(fresh.configuration, fresh.tags, () => findMadePool(fresh, aws));
  return { status: 'inProgress', poolId, callbackContext: { poolId, poolIsNew: true }, delaySeconds: 0 };
}

/** The pool that a create with this request's token and properties made, if one did. */
export async function findMadePool(
  { configuration, requestMark }: Pick<NewPool, 'configuration' | 'requestMark'>,
  aws: Aws,
): Promise<IdentityPoolId | undefined> {
  let nextToken: string | undefined;
  do {
    const page = await aws.pools.page(nextToken);
    // Names are not unique, so that each pool of the name has to be asked for its mark.
    const candidates = page.pools.filter((pool) => pool.name === configuration.name);
    const pools = await Promise.all(candidates.map(({ id }) => aws.pools.find(id)));
    const marked = pools.find((pool) => pool !== undefined && requestMarkOn(pool.tags) === requestMark);
    if (marked !== undefined) return marked.id;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return undefined;
}
