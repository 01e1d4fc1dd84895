import { Unsettled } from '../../../src/core/apply/apply';
import { Failure, type FailureReason } from '../../../src/core/failure';
import type { CallbackContext } from '../../../src/core/operation';
import type { PlannedChange } from '../../../src/core/plan';
import { mayStillSettle, waitOrFail } from '../../../src/core/apply/settle';
import type { Plan, Step } from '../../../src/core/plan/steps';
import { createdRole, found, newRole, operation, poolAsFound, POOL_ID } from '../fixtures';
import { stubAws } from '../stub-aws';

const NOW = 1_000_000;

describe('AWS may have to catch up', () => {
  const NOTHING: Plan = { inOrder: [] };
  const create: Step = { do: 'createRole', role: newRole('authenticated') };
  const changeOf = (roles: Plan, rest: Plan = NOTHING): PlannedChange => ({
    roles,
    pool: NOTHING,
    rest,
    outcome: { configuration: poolAsFound(), defaultRoles: {}, mappedRoleArns: [] },
  });
  const madeAgo = (...ages: readonly number[]) => ages.map((age) => createdRole('authenticated', { createdAt: NOW - age }));

  it.each<[string, PlannedChange, readonly number[], boolean]>([
    ['where a role is made', changeOf({ sideBySide: [{ do: 'deleteRole', roleName: 'r' }, create] }), [120_000], true],
    ['not where a role is only changed', changeOf({ do: 'deleteRole', roleName: 'r' }), [120_000], false],
    ['not where there are no roles', changeOf(NOTHING), [], false],
    ['where one of the roles was made two minutes ago less a moment', changeOf(NOTHING), [120_000, 119_999], true],
    ['not where the youngest was made two minutes ago', changeOf(NOTHING), [120_000, 120_001], false],
  ])('%s', (_case, change, ages, expected) => {
    expect(mayStillSettle(change, found({ createdRoles: madeAgo(...ages) }), stubAws({}, NOW).workplace)).toBe(expected);
  });
});

describe('what may settle', () => {
  const waiting = (waitingSince?: number): CallbackContext => ({
    poolId: POOL_ID,
    poolIsNew: true,
    ...(waitingSince === undefined ? {} : { waitingSince }),
  });
  const asked = (mayStillSettleNow: boolean, callbackContext?: CallbackContext, reason?: FailureReason) => {
    const { workplace, lines } = stubAws({}, NOW);
    const cause = new Failure('InvalidRequest', 'no', reason === undefined ? {} : { reason });
    const given = operation(callbackContext === undefined ? {} : { callbackContext });
    try {
      return { outcome: waitOrFail(given, POOL_ID, new Unsettled(cause), mayStillSettleNow, workplace), lines };
    } catch (error) {
      return { failed: error === cause, lines };
    }
  };
  const LINES = [`waiting for AWS to settle: InvalidRequest on ${POOL_ID}`];
  const waits = (waitingSince: number, delaySeconds = 3) => ({
    outcome: { status: 'inProgress', poolId: POOL_ID, callbackContext: { poolId: POOL_ID, poolIsNew: false, waitingSince }, delaySeconds },
    lines: LINES,
  });
  const FAILS = { failed: true, lines: [] };

  it.each<[string, ReturnType<typeof asked>, object]>([
    ['is waited for, from now on', asked(true), waits(NOW)],
    ['is waited for, from now on, also in a call that was asked for', asked(true, waiting()), waits(NOW)],
    ['is not where nothing was made lately', asked(false), FAILS],
    ['is not where nothing was made lately, whatever the call', asked(false, waiting()), FAILS],
    ['is waited for on and on once it is', asked(false, waiting(NOW - 59_999)), waits(NOW - 59_999)],
    ['is waited for a minute and no longer', asked(false, waiting(NOW - 60_000)), FAILS],
    ['is waited for a minute and no longer, whatever was made', asked(true, waiting(NOW - 60_000)), FAILS],
    ['is soon tried again where a name is to get free', asked(true, undefined, 'exists'), waits(NOW, 1)],
    ['is tried again after a while for any other reason', asked(true, undefined, 'inUse'), waits(NOW)],
  ])('%s', (_case, outcome, expected) => {
    expect(outcome).toStrictEqual(expected);
  });
});
