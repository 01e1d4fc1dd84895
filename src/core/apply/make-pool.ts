import type { NewPool } from '../desire/new-pool';
import type { Outcome } from '../operation';
import type { Aws, Workplace } from '../ports';
import { requestMarkOn } from '../rules/ownership';
import type { IdentityPoolId, ObservedPool } from '../state';

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

/** The pool that a create with this request's token and properties made, if one did; of several the one that stays. */
export async function findMadePool(fresh: Pick<NewPool, 'configuration' | 'requestMark'>, aws: Aws): Promise<IdentityPoolId | undefined> {
  const made = await findMadePools(fresh, aws);
  return made[0];
}

/** In the order in which they stay: whoever looks picks the same. */
export async function findMadePools(
  { configuration, requestMark }: Pick<NewPool, 'configuration' | 'requestMark'>,
  aws: Aws,
): Promise<IdentityPoolId[]> {
  const isNamed = (name: string): boolean => name === configuration.name;
  const pools = await findPools(aws, isNamed, ({ tags }) => requestMarkOn(tags) === requestMark);
  return pools.map(({ id }) => id).sort();
}

/** Names are not unique, so that each pool of the name has to be asked for its marks. */
export async function findPools(
  aws: Aws,
  isNamed: (name: string) => boolean,
  isMeant: (pool: ObservedPool) => boolean,
): Promise<ObservedPool[]> {
  const found: ObservedPool[] = [];
  let nextToken: string | undefined;
  do {
    const page = await aws.pools.page(nextToken);
    const pools = await Promise.all(page.pools.filter(({ name }) => isNamed(name)).map(({ id }) => aws.pools.find(id)));
    found.push(...pools.filter((pool) => pool !== undefined && isMeant(pool)).filter((pool) => pool !== undefined));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found;
}
