import { allEnded, apply, Unsettled } from '../../../src/core/apply/apply';
import { Failure, type FailureReason } from '../../../src/core/failure';
import { roleMarks } from '../../../src/core/rules/ownership';
import { stepsOf, type Plan, type Step } from '../../../src/core/plan/steps';
import { AUTHENTICATED, createdRole, newRole, OTHER_POOL_ID, poolAsFound, POOL_ARN, POOL_ID } from '../fixtures';
import { stubAws, type Answers, type Call } from '../stub-aws';

const { id: _id, tags: _tags, ...configuration } = poolAsFound();
const tags = { team: 'web' };
const document = { Statement: [] };
const assignments = { roles: {}, mappings: {} };
const principalTags = { useDefaults: true, tags: {} };
const role = newRole('authenticated');
const attach = (roleName: string): Step => ({ do: 'attachPolicy', roleName, policyArn: 'p' });
const settled = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => error,
  );

describe('a step is one call and one line, of ids alone', () => {
  it.each<[Step, Call, string]>([
    [{ do: 'updatePool', poolId: POOL_ID, configuration, tags }, ['pools.update', POOL_ID, configuration, tags], `updatePool ${POOL_ID}`],
    [{ do: 'tagPool', poolArn: POOL_ARN, tags }, ['pools.tag', POOL_ARN, tags], `tagPool ${POOL_ARN}`],
    [{ do: 'untagPool', poolArn: POOL_ARN, keys: ['k'] }, ['pools.untag', POOL_ARN, ['k']], `untagPool ${POOL_ARN}`],
    [{ do: 'assignRoles', poolId: POOL_ID, assignments }, ['pools.assignRoles', POOL_ID, assignments], `assignRoles ${POOL_ID}`],
    [
      { do: 'setPrincipalTags', poolId: POOL_ID, providerName: 'n', principalTags },
      ['pools.setPrincipalTags', POOL_ID, 'n', principalTags],
      `setPrincipalTags ${POOL_ID}`,
    ],
    [{ do: 'deletePool', poolId: POOL_ID }, ['pools.delete', POOL_ID], `deletePool ${POOL_ID}`],
    [
      { do: 'createClient', userPoolId: 'us-east-1_A', clientName: 'n' },
      ['clients.create', 'us-east-1_A', 'n'],
      'createClient us-east-1_A',
    ],
    [{ do: 'deleteClient', userPoolId: 'us-east-1_A', clientId: 'c' }, ['clients.delete', 'us-east-1_A', 'c'], 'deleteClient us-east-1_A'],
    [{ do: 'createRole', role }, ['roles.create', role], `createRole ${role.name}`],
    [{ do: 'setTrustPolicy', roleName: 'r', document }, ['roles.setTrustPolicy', 'r', document], 'setTrustPolicy r'],
    [
      { do: 'setDescriptionAndDuration', roleName: 'r', description: 'd', maxSessionDuration: 1 },
      ['roles.setDescriptionAndDuration', 'r', 'd', 1],
      'setDescriptionAndDuration r',
    ],
    [
      { do: 'setPermissionsBoundary', roleName: 'r', policyArn: 'p' },
      ['roles.setPermissionsBoundary', 'r', 'p'],
      'setPermissionsBoundary r',
    ],
    [{ do: 'removePermissionsBoundary', roleName: 'r' }, ['roles.removePermissionsBoundary', 'r'], 'removePermissionsBoundary r'],
    [attach('r'), ['roles.attachPolicy', 'r', 'p'], 'attachPolicy r'],
    [{ do: 'detachPolicy', roleName: 'r', policyArn: 'p' }, ['roles.detachPolicy', 'r', 'p'], 'detachPolicy r'],
    [
      { do: 'putInlinePolicy', roleName: 'r', policy: { name: 'p', document } },
      ['roles.putInlinePolicy', 'r', { name: 'p', document }],
      'putInlinePolicy r',
    ],
    [{ do: 'deleteInlinePolicy', roleName: 'r', policyName: 'p' }, ['roles.deleteInlinePolicy', 'r', 'p'], 'deleteInlinePolicy r'],
    [{ do: 'tagRole', roleName: 'r', tags }, ['roles.tag', 'r', tags], 'tagRole r'],
    [{ do: 'untagRole', roleName: 'r', keys: ['k'] }, ['roles.untag', 'r', ['k']], 'untagRole r'],
    [{ do: 'leaveInstanceProfiles', roleName: 'r' }, ['roles.leaveInstanceProfiles', 'r'], 'leaveInstanceProfiles r'],
    [{ do: 'deleteRole', roleName: 'r' }, ['roles.delete', 'r'], 'deleteRole r'],
  ])('%j', async (step, call, line) => {
    const { workplace, calls, lines } = stubAws();
    await apply(step, workplace);
    expect({ calls, lines }).toStrictEqual({ calls: [call], lines: [line] });
  });
});

describe('a plan', () => {
  const plan: Plan = { inOrder: [attach('1'), { sideBySide: [{ inOrder: [attach('2'), attach('3')] }, attach('4')] }, attach('5')] };

  it('lists its steps', () => {
    expect(stepsOf(plan)).toStrictEqual(['1', '2', '3', '4', '5'].map(attach));
  });

  it('is carried out in order, and side by side where it may', async () => {
    const { workplace, calls } = stubAws();
    await apply(plan, workplace);
    expect(calls.map(([, name]) => name)).toStrictEqual(['1', '2', '4', '3', '5']);
  });

  it('waits for each step before the next in order', async () => {
    let isDone = false;
    const seen: boolean[] = [];
    const attachPolicy = async (name: string): Promise<void> => {
      seen.push(isDone);
      await Promise.resolve();
      isDone = name === '1';
    };
    await apply({ inOrder: [attach('1'), attach('2')] }, stubAws({ roles: { attachPolicy } }).workplace);
    expect(seen).toStrictEqual([false, true]);
  });

  it('tells what it made that nobody could name before', async () => {
    const { workplace } = stubAws({ clients: { create: (userPoolId) => Promise.resolve(`client of ${userPoolId}`) } });
    const plan: Plan = {
      sideBySide: [{ do: 'createRole', role }, attach('r'), { do: 'createClient', userPoolId: 'us-east-1_A', clientName: 'n' }],
    };
    expect(await apply(plan, workplace)).toStrictEqual({
      roleNames: new Set([role.name]),
      clients: [{ userPoolId: 'us-east-1_A', clientId: 'client of us-east-1_A' }],
    });
  });

  it('goes no further after a failure, and lets what runs beside it end first', async () => {
    const failure = new Failure('AccessDenied', 'no');
    const ended: string[] = [];
    const attachPolicy = async (name: string): Promise<void> => {
      if (name === 'bad') throw failure;
      await new Promise(setImmediate);
      ended.push(name);
    };
    const { workplace, calls } = stubAws({ roles: { attachPolicy } });
    const plan: Plan = { inOrder: [{ sideBySide: [attach('bad'), attach('slow')] }, attach('next')] };
    expect(await settled(apply(plan, workplace))).toBe(failure);
    expect([ended, calls.map(([, name]) => name)]).toStrictEqual([['slow'], ['bad', 'slow']]);
  });

  it('begins no step once the time is up', async () => {
    const timeIsUp = new AbortController();
    const reason = new Error('time is up');
    const attachPolicy = (): Promise<void> => {
      timeIsUp.abort(reason);
      return Promise.resolve();
    };
    const { workplace, lines } = stubAws({ roles: { attachPolicy } }, 0, timeIsUp.signal);
    expect(await settled(apply({ inOrder: [attach('1'), attach('2')] }, workplace))).toBe(reason);
    expect(lines).toStrictEqual(['attachPolicy 1']);
  });
});

it('all that runs side by side ends, whatever fails, and then the first failure is told', async () => {
  expect(await allEnded([Promise.resolve(1), Promise.resolve(2)])).toStrictEqual([1, 2]);
  const [one, two] = [new Error('one'), new Error('two')];
  expect(await settled(allEnded([Promise.resolve(1), Promise.reject(one), Promise.reject(two)]))).toBe(one);
});

describe('a failure', () => {
  const failureOf = (reason?: FailureReason): Failure =>
    new Failure('AlreadyExists', 'AWS said so.', reason === undefined ? {} : { reason });
  const failing = async (step: Step, error: Error, answers: Answers['roles'] = {}, before: readonly Step[] = []): Promise<unknown> => {
    const fail = (): Promise<never> => Promise.reject(error);
    const { workplace } = stubAws({
      pools: { update: fail, assignRoles: fail, tag: fail },
      clients: { create: fail, delete: fail },
      roles: { attachPolicy: fail, setPermissionsBoundary: fail, setTrustPolicy: fail, delete: fail, ...answers },
    });
    return settled(apply({ inOrder: [...before, step] }, workplace));
  };
  const create: Step = { do: 'createRole', role };
  const update: Step = { do: 'updatePool', poolId: POOL_ID, configuration, tags };
  const absent = failureOf('absent');

  it.each<[string, Step, Failure]>([
    ['without a reason', update, failureOf()],
    ['of a name that is taken, but of no role', { do: 'createClient', userPoolId: 'u', clientName: 'n' }, failureOf('exists')],
  ])('%s is what it is', async (_case, step, failure) => {
    expect(await failing(step, failure)).toBe(failure);
  });

  it('that is none of ours is what it is', async () => {
    const error = Object.assign(new TypeError('x'), { reason: 'inUse' });
    expect(await failing(update, error)).toBe(error);
  });

  it.each<[string, Step, FailureReason]>([
    ['of a role that Cognito may not see yet', { do: 'assignRoles', poolId: POOL_ID, assignments }, 'roleRefused'],
    ['of what something still hangs on', { do: 'deleteRole', roleName: 'r' }, 'inUse'],
  ])('%s may settle', async (_case, step, reason) => {
    const failure = failureOf(reason);
    const error = await failing(step, failure);
    expect(error).toBeInstanceOf(Unsettled);
    expect(error).toMatchObject({ name: 'Unsettled', message: 'AWS said so.', cause: failure });
  });

  it.each<[string, Step, string]>([
    ['a policy', attach('r'), 'InvalidRequest'],
    ['a boundary', { do: 'setPermissionsBoundary', roleName: 'r', policyArn: 'p' }, 'InvalidRequest'],
    ['a user pool', { do: 'createClient', userPoolId: 'u', clientName: 'n' }, 'InvalidRequest'],
    ['the pool', update, 'NotFound'],
    ['the pool to tag, whose id it does not name', { do: 'tagPool', poolArn: POOL_ARN, tags }, 'NotStabilized'],
    ['a role that went meanwhile', { do: 'setTrustPolicy', roleName: 'r', document }, 'NotStabilized'],
    ['a client that went meanwhile', { do: 'deleteClient', userPoolId: 'u', clientId: 'c' }, 'NotStabilized'],
  ])('to find %s says whose mistake it is', async (_case, step, code) => {
    const error = await failing(step, absent);
    expect(error).toBeInstanceOf(Failure);
    expect(error).toMatchObject({ code, message: 'AWS said so.', cause: absent, reason: undefined });
  });

  it('to find what a new role is to have is a mistake of the template', async () => {
    expect(await failing(create, absent, { create: () => Promise.reject(absent) })).toMatchObject({
      code: 'InvalidRequest',
      cause: absent,
    });
  });

  it('to find a role that was made a moment ago may settle; of another role it is final', async () => {
    expect(await failing(attach(role.name), absent, {}, [create])).toBeInstanceOf(Unsettled);
    expect(await failing(attach('other'), absent, {}, [create])).toMatchObject({ name: 'Failure', code: 'InvalidRequest' });
    expect(await failing(update, absent, {}, [create])).toMatchObject({ name: 'Failure', code: 'NotFound' });
  });

  const exists = failureOf('exists');
  const taking = (found: typeof AUTHENTICATED | undefined): Answers['roles'] => ({
    create: () => Promise.reject(exists),
    find: (name) => Promise.resolve(name === role.name ? found : undefined),
  });

  it.each([
    ['that IAM does not show', undefined],
    ['that is this pool’s', createdRole('mapped/Admin')],
  ])('to make a role whose name is taken by one %s may settle', async (_case, found) => {
    const error = await failing(create, exists, taking(found));
    expect(error).toBeInstanceOf(Unsettled);
    expect(error).toMatchObject({ cause: exists });
  });

  it.each([
    ['something else’s', createdRole('authenticated', { tags: {} })],
    ['another pool’s', createdRole('authenticated', { tags: roleMarks(OTHER_POOL_ID, 'authenticated') })],
  ])('to make a role whose name is %s says so', async (_case, found) => {
    const error = await failing(create, exists, taking(found));
    expect(error).toBeInstanceOf(Failure);
    expect(error).toMatchObject({
      code: 'AlreadyExists',
      message: 'AWS said so. The role belongs to something else. Choose another RoleName, or use the role as it is: give its ARN as Arn.',
      cause: exists,
    });
  });
});
