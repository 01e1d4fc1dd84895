import type { CallbackContext, Operation, Outcome, Request } from '../operation';
import type { Workplace } from '../ports';
import type { DeletableState, IdentityPoolId } from '../state';
import { Failure } from '../failure';
import { Unsettled } from './apply';

/** How long AWS gets to show a role that was just made, in milliseconds; a refusal after that is final. */
export const SETTLING_TIME = 60_000;
/** Seconds between two tries while AWS settles. */
const SETTLING_DELAY = 3;
/** Seconds until a role name that was given up is free. */
const NAME_DELAY = 1;

/** Does the work. If AWS changed, or has not caught up, since it was observed, asks to be called again. */
export async function settling(
  request: Pick<Request, 'callbackContext'>,
  poolId: IdentityPoolId,
  { clock, log }: Pick<Workplace, 'clock' | 'log'>,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Unsettled)) throw error;
    const { cause } = error;
    const waitingSince = request.callbackContext?.waitingSince ?? clock.now();
    if (clock.now() - waitingSince >= SETTLING_TIME) throw cause;
    log(`waiting for AWS to settle: ${cause.code} on ${poolId}`, { poolId, code: cause.code, reason: cause.message });
    const callbackContext: CallbackContext = { poolId, poolIsNew: false, waitingSince };
    return { status: 'inProgress', poolId, callbackContext, delaySeconds: cause.reason === 'exists' ? NAME_DELAY : SETTLING_DELAY };
  }
}

/** How long IAM gets to show a role under a name that a template gave, in milliseconds: only a look at its path shows whether it is the pool's. */
const UNSEEN_TIME = 10_000;

/**
 * A delete by the id alone knows no names: while a create may have been cut short a moment ago, only a later look finds its roles.
 * @throws Unsettled while IAM may still hide a role that is to be deleted.
 */
export function awaitUnseenRoles(
  { callbackContext, desired, provesOwnership }: Pick<Operation, 'callbackContext' | 'desired' | 'provesOwnership'>,
  { missingRoleNames, isUnfinished }: Pick<DeletableState, 'missingRoleNames' | 'isUnfinished'>,
  { clock }: Pick<Workplace, 'clock'>,
): void {
  const { waitingSince } = callbackContext ?? {};
  const isByIdAlone = provesOwnership !== true && Object.keys(desired).length === 0;
  const mayHideRoles = isByIdAlone && (isUnfinished || waitingSince !== undefined);
  const isComplete = missingRoleNames.length === 0 && !mayHideRoles;
  if (isComplete || clock.now() - (waitingSince ?? clock.now()) >= UNSEEN_TIME) return;
  const names = missingRoleNames.length === 0 ? 'roles of the pool' : `role ${missingRoleNames.join(' and ')}`;
  throw new Unsettled(new Failure('NotStabilized', `IAM may not show ${names} yet.`));
}
