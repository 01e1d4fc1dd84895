import type { NewPool } from '../desire/new-pool';
import type { Outcome } from '../operation';
import type { Aws, PoolPage, Workplace } from '../ports';
import { requestMarkOn } from '../rules/ownership';
import type { IdentityPoolId, ObservedPool } from '../state';

/**
 * Answers as soon as the pool exists, so that CloudFormation knows its id before anything else can fail.
 * A repeat of the request finds the pool that the first try made by its mark.
 */
export async function makePool(fresh: NewPool, { aws, log }: Workplace): Promise<Outcome> {
  const made = await findMadePool(fresh, aws);
  if (made !== undefined) {
    log(`found ${made}, made by an earlier try of this request`, { poolId: made });
    return { status: 'inProgress', poolId: made, callbackContext: { poolId: made, poolIsNew: false }, delaySeconds: 0 };
  }
  const { name } = fresh.configuration;
  log(`createPool ${name}`, { step: 'createPool', target: name });
  const poolId = await aws.pools.create(fresh.configuration, fresh.tags, () => findMadePool(fresh, aws));
  return { status: 'inProgress', poolId, callbackContext: { poolId, poolIsNew: true }, delaySeconds: 0 };
}

/** The pool that a create with this request's token and properties made, if one did; of several the one that stays. */
export async function findMadePool(fresh: Pick<NewPool, 'configuration' | 'requestMark'>, aws: Aws): Promise<IdentityPoolId | undefined> {
  const made = await findMadePools(fresh, aws);
  return made[0];
}

/**
 * In the order in which they stay: whoever looks picks the same.
 * @param known pools of which it is known that this request made them: they need no look.
 */
export async function findMadePools(
  { configuration, requestMark }: Pick<NewPool, 'configuration' | 'requestMark'>,
  aws: Aws,
  known: readonly IdentityPoolId[] = [],
): Promise<IdentityPoolId[]> {
  const isCandidate = ({ id, name }: PoolPage['pools'][number]): boolean => name === configuration.name && !known.includes(id);
  const pools = await findPools(aws, isCandidate, ({ tags }) => requestMarkOn(tags) === requestMark);
  return [...known, ...pools.map(({ id }) => id)].sort();
}

/** Names are not unique, so that each pool of the name has to be asked for its marks. */
export async function findPools(
  aws: Aws,
  isCandidate: (pool: PoolPage['pools'][number]) => boolean,
  isMeant: (pool: ObservedPool) => boolean,
): Promise<ObservedPool[]> {
  const found: ObservedPool[] = [];
  let nextToken: string | undefined;
  do {
    const page = await aws.pools.page(nextToken);
    const pools = await Promise.all(page.pools.filter(isCandidate).map(({ id }) => aws.pools.find(id)));
    found.push(...pools.filter((pool) => pool !== undefined).filter(isMeant));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found;
}
