import type { NewPool } from '../desire/new-pool';
import { Failure } from '../failure';
import type { Outcome } from '../operation';
import type { Aws, Workplace } from '../ports';
import type { IdentityPoolId } from '../state';
import { findMadePools } from './make-pool';

/**
 * Looks beside the work: the first runs beside the roles, the second beside what comes after them. One would miss a twin whose delivery had looked
 * before this pool was there, and made its own late; if its id sorts first it stays, and this answer would name the other. An account of several
 * pages takes as long for one look, and Cognito admits few calls of the kind: there the first is the only one.
 */
const LOOKS = 2;

export interface Twins {
  /** The pool that stays: whoever looks picks the same. */
  readonly staying: IdentityPoolId;
  readonly others: readonly IdentityPoolId[];
  /** Whether the work is not done for the pool that stays: it was for another one, or a twin held the name of a role. */
  readonly isToBeFinished: boolean;
}

/**
 * Lambda delivers an event at least once: two deliveries of one create may each have looked before the other's pool was there, and made one.
 * Looks for such a twin beside the work. A pool can be made after one look, but not after the work of its twin, whose last look finds it.
 * @returns the outcome of the work, which may have failed because the twin's delivery deleted the pool; and the twins, if there are any.
 */
export async function lookingForTwins(
  fresh: NewPool,
  own: IdentityPoolId,
  { aws }: Workplace,
  work: () => Promise<Outcome>,
): Promise<{ readonly outcome: () => Outcome; readonly twins: Twins | undefined }> {
  const seen = new Set<IdentityPoolId>([own]);
  const counted = countingPages(aws);
  const look = async (): Promise<void> => {
    for (const poolId of await findMadePools(fresh, counted.aws, [...seen])) seen.add(poolId);
  };
  const lookBeside = async (): Promise<void> => {
    for (let round = 0; round < LOOKS && counted.pages <= round; round += 1) await look();
  };
  const [working, looking] = await Promise.allSettled([work(), lookBeside()]);
  // A twin may hold a role name that the template gives: whose it is, only the twin shows.
  const isNameTaken = working.status === 'rejected' && working.reason instanceof Failure && working.reason.code === 'AlreadyExists';
  if (isNameTaken && seen.size === 1) await look().catch(() => undefined);
  // A look that fails says nothing of twins: the work counts.
  const all = looking.status === 'fulfilled' ? [...seen].sort() : [own];
  const [staying = own, ...others] = all;
  return {
    outcome: () => {
      if (working.status === 'rejected') throw working.reason;
      return working.value;
    },
    twins: others.length === 0 ? undefined : { staying, others, isToBeFinished: staying !== own || isNameTaken },
  };
}

function countingPages(aws: Aws): { readonly aws: Aws; pages: number } {
  const counted = {
    pages: 0,
    aws: {
      ...aws,
      pools: Object.assign(Object.create(aws.pools) as Aws['pools'], {
        page: (token?: string) => {
          counted.pages += 1;
          return aws.pools.page(token);
        },
      }),
    },
  };
  return counted;
}
