import type { CallbackContext, Outcome, Request } from '../operation';
import type { PlannedChange } from '../plan/plan';
import { stepsOf } from '../plan/steps';
import type { Workplace } from '../ports';
import type { IdentityPoolId, ObservedState } from '../state';
import { Unsettled } from './apply';

/** How long AWS gets to show a role that was just made, in milliseconds; a refusal after that is final. */
export const SETTLING_TIME = 60_000;
/** How long after its creation a role counts as just made, in milliseconds. */
const YOUNG_ROLE = 120_000;
/** Seconds between two tries while AWS settles. */
const SETTLING_DELAY = 3;
/** Seconds until a role name that was given up is free. */
const NAME_DELAY = 1;

/** Only a role that was made a moment ago may be refused because AWS does not show it yet; any other refusal is final. */
export function mayStillSettle(change: PlannedChange, { createdRoles }: ObservedState, { clock }: Workplace): boolean {
  return (
    stepsOf(change.roles).some((step) => step.do === 'createRole') ||
    createdRoles.some(({ createdAt }) => clock.now() - createdAt < YOUNG_ROLE)
  );
}

/** Does the work. If AWS changed, or has not caught up, since it was observed, asks to be called again. */
export async function settling(
  request: Pick<Request, 'callbackContext'>,
  poolId: IdentityPoolId,
  { isYoung, workplace }: { readonly isYoung: boolean; readonly workplace: Pick<Workplace, 'clock' | 'log'> },
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Unsettled)) throw error;
    const { clock, log } = workplace;
    const { cause } = error;
    const waitingSince = request.callbackContext?.waitingSince ?? clock.now();
    const isOver = clock.now() - waitingSince >= SETTLING_TIME;
    if (isOver || !(isYoung || request.callbackContext?.waitingSince !== undefined)) throw cause;
    log(`waiting for AWS to settle: ${cause.code} on ${poolId}`);
    const callbackContext: CallbackContext = { poolId, poolIsNew: false, waitingSince };
    return { status: 'inProgress', poolId, callbackContext, delaySeconds: cause.reason === 'exists' ? NAME_DELAY : SETTLING_DELAY };
  }
}
