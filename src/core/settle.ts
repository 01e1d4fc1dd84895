/** Owns waiting until AWS has caught up with itself: for what, for how long, and what the next call has to know. */
import type { Unsettled, Workplace } from './apply';
import type { ObservedState } from './observe';
import type { CallbackContext, Operation, Outcome } from './operation';
import type { PlannedChange } from './plan';
import type { IdentityPoolId } from './state';
import { stepsOf } from './steps';

/** How long AWS gets to show a role that was just made, in milliseconds; a refusal after that is real. */
export const SETTLING_TIME = 60_000;
/** How long after its creation a role counts as just made, in milliseconds. */
const YOUNG_ROLE = 120_000;
/** Seconds between two tries while AWS settles. */
const SETTLING_DELAY = 3;

/** Only a role that was made a moment ago may be refused for want of time; any other refusal is final. */
export const mayStillSettle = (change: PlannedChange, { createdRoles }: ObservedState, { clock }: Workplace): boolean =>
  stepsOf(change.roles).some((step) => step.do === 'createRole') ||
  createdRoles.some(({ createdAt }) => clock.now() - createdAt < YOUNG_ROLE);

export const waitOrFail = (
  operation: Operation,
  poolId: IdentityPoolId,
  { cause }: Unsettled,
  mayStillSettleNow: boolean,
  { clock, log }: Workplace,
): Outcome => {
  const waitingSince = operation.callbackContext?.waitingSince ?? clock.now();
  const isOver = clock.now() - waitingSince >= SETTLING_TIME;
  if (isOver || !(mayStillSettleNow || operation.callbackContext?.waitingSince !== undefined)) throw cause;
  log(`waiting for AWS to settle: ${cause.code} on ${poolId}`);
  const callbackContext: CallbackContext = { poolId, poolIsNew: false, waitingSince };
  return { status: 'inProgress', poolId, callbackContext, delaySeconds: cause.reason === 'exists' ? 1 : SETTLING_DELAY };
};
