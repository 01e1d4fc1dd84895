import type { NewPool } from '../desire/new-pool';
import type { Outcome } from '../operation';
import type { Workplace } from '../ports';
import { isUnanswered } from '../rules/ownership';
import type { IdentityPoolId } from '../state';
import { findMadePools } from './make-pool';

/**
 * Looks beside the work: the first runs beside the roles, the second beside what comes after them. CloudFormation calls a registry handler again
 * before the roles are made, and only then the look begins: one is late enough, and pages through the account's pools but once.
 */
const LOOKS_IN_ONE_CALL = 2;
const LOOKS_IN_A_LATER_CALL = 1;

export interface Twins {
  /** The pool that stays: whoever looks picks the same. */
  readonly staying: IdentityPoolId;
  readonly others: readonly IdentityPoolId[];
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
  const looks = isUnanswered(fresh.tags) ? LOOKS_IN_ONE_CALL : LOOKS_IN_A_LATER_CALL;
  const look = async (): Promise<void> => {
    for (let round = 0; round < looks; round += 1) for (const poolId of await findMadePools(fresh, aws, [...seen])) seen.add(poolId);
  };
  const [working, looking] = await Promise.allSettled([work(), look()]);
  // A look that fails says nothing of twins: the work counts.
  const all = looking.status === 'fulfilled' ? [...seen].sort() : [own];
  const [staying = own, ...others] = all;
  return {
    outcome: () => {
      if (working.status === 'rejected') throw working.reason;
      return working.value;
    },
    twins: others.length === 0 ? undefined : { staying, others },
  };
}
