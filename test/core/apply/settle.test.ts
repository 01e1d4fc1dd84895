import { Unsettled } from '../../../src/core/apply/apply';
import { awaitUnseenRoles, settling } from '../../../src/core/apply/settle';
import { Failure, type FailureReason } from '../../../src/core/failure';
import type { CallbackContext, Outcome } from '../../../src/core/operation';
import { POOL_ID, thrownBy } from '../fixtures';
import { stubAws } from '../stub-aws';

const NOW = 1_000_000;

function waiting(waitingSince?: number): CallbackContext {
  return { poolId: POOL_ID, poolIsNew: true, ...(waitingSince === undefined ? {} : { waitingSince }) };
}

describe('what AWS may not show yet', () => {
  const settled = async (callbackContext?: CallbackContext, reason?: FailureReason) => {
    const { workplace, lines } = stubAws({}, NOW);
    const cause = new Failure('InvalidRequest', 'no', reason === undefined ? {} : { reason });
    const request = callbackContext === undefined ? {} : { callbackContext };
    try {
      return { outcome: await settling(request, POOL_ID, workplace, () => Promise.reject(new Unsettled(cause))), lines };
    } catch (error) {
      return { failed: error === cause, lines };
    }
  };
  const waits = (waitingSince: number, delaySeconds = 3) => ({
    outcome: { status: 'inProgress', poolId: POOL_ID, callbackContext: { poolId: POOL_ID, poolIsNew: false, waitingSince }, delaySeconds },
    lines: [`waiting for AWS to settle: InvalidRequest on ${POOL_ID}`],
  });
  const FAILS = { failed: true, lines: [] };

  it.each<[string, CallbackContext | undefined, FailureReason | undefined, object]>([
    ['is waited for from now on', undefined, undefined, waits(NOW)],
    ['is waited for from now on also in a call that was asked for', waiting(), undefined, waits(NOW)],
    ['is waited for further once it is', waiting(NOW - 59_999), undefined, waits(NOW - 59_999)],
    ['is waited for a minute and no longer', waiting(NOW - 60_000), undefined, FAILS],
    ['is tried again after a second if a name has to become free', undefined, 'exists', waits(NOW, 1)],
    ['is tried again after three seconds for any other reason', undefined, 'inUse', waits(NOW)],
  ])('%s', async (_case, context, reason, expected) => {
    expect(await settled(context, reason)).toStrictEqual(expected);
  });
});

describe('work that settles', () => {
  const { workplace, lines } = stubAws({}, NOW);

  it('gives its own outcome', async () => {
    const outcome: Outcome = { status: 'succeeded', poolId: POOL_ID };
    expect(await settling({}, POOL_ID, workplace, () => Promise.resolve(outcome))).toBe(outcome);
  });

  it('fails with any other error as it is', async () => {
    const denied = new Failure('AccessDenied', 'no');
    await expect(settling({ callbackContext: waiting(NOW) }, POOL_ID, workplace, () => Promise.reject(denied))).rejects.toBe(denied);
    expect(lines).toStrictEqual([]);
  });
});

describe('roles that IAM does not show', () => {
  const BY_NAME = { desired: { IdentityPoolName: 'demo' } };
  const BY_ID = { desired: {} };
  const look =
    (
      missingRoleNames: readonly string[],
      { isUnfinished = false, ...request }: Partial<Parameters<typeof awaitUnseenRoles>[0]> & { isUnfinished?: boolean } = {},
    ) =>
    () =>
      awaitUnseenRoles({ ...BY_NAME, ...request }, { missingRoleNames, isUnfinished }, stubAws({}, NOW).workplace);

  it('are waited for, and named if a template names them', () => {
    const error = thrownBy(look(['one', 'two']));
    expect(error).toBeInstanceOf(Unsettled);
    expect(error).toMatchObject({ message: 'IAM may not show role one and two yet.', cause: { code: 'NotStabilized' } });
  });

  it.each<[string, readonly string[], Parameters<typeof look>[1], boolean]>([
    ['are waited for from the first call on', ['one'], {}, true],
    ['are waited for ten seconds', ['one'], { callbackContext: waiting(NOW - 9_999) }, true],
    ['are waited for no longer', ['one'], { callbackContext: waiting(NOW - 10_000) }, false],
    ['are not waited for if there are none', [], {}, false],
    ['are waited for without a template if the pool is unfinished', [], { ...BY_ID, isUnfinished: true }, true],
    ['are waited for without a template once that has begun', [], { ...BY_ID, callbackContext: waiting(NOW - 9_999) }, true],
    ['are not waited for without a template if the pool is finished', [], BY_ID, false],
    ['are not waited for if an empty template is known', [], { ...BY_ID, provesOwnership: true, isUnfinished: true }, false],
  ])('%s', (_case, names, request, isAwaited) => {
    expect(thrownBy(look(names, request)) instanceof Unsettled).toBe(isAwaited);
  });
});
