import { allEnded, apply, Unsettled } from '../../../src/core/apply/apply';
import { Failure, type FailureReason } from '../../../src/core/failure';
import { stepsOf, type Plan, type Step } from '../../../src/core/plan/steps';
import {
  AUTHENTICATED,
  clientSettings,
  configuration,
  createdClient,
  createdRole,
  DEFAULTS,
  newRole,
  OTHER_PATH,
  pathUnder,
  POOL_ARN,
  POOL_ID,
  roleArn,
  UNAUTHENTICATED,
  roleId,
} from '../fixtures';
import type { Roles } from '../../../src/core/ports';
import type { ObservedRole } from '../../../src/core/state';
import { stubAws, type Answers, type Call } from '../stub-aws';

const tags = { team: 'web' };
const document = { Statement: [] };
const assignments = { roles: {}, mappings: {} };
const principalTags = { useDefaults: true, tags: {} };
const role = newRole('authenticated');
const A = 'us-east-1_A';
const createClient = (mayExist: boolean): Step => ({
  do: 'createClient',
  userPoolId: A,
  clientName: 'n',
  settings: clientSettings(),
  mayExist,
});
const attach = (roleName: string): Step => ({ do: 'attachPolicy', roleName, policyArn: 'p' });
const settled = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => error,
  );

describe('a step', () => {
  const STEPS: [Step, Call, string][] = [
    [
      { do: 'updatePool', poolId: POOL_ID, configuration: configuration(), tags },
      ['pools.update', POOL_ID, configuration(), tags],
      `updatePool ${POOL_ID}`,
    ],
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
      { do: 'createClient', userPoolId: 'us-east-1_A', clientName: 'n', settings: clientSettings(), mayExist: false },
      ['clients.create', 'us-east-1_A', 'n', clientSettings()],
      'createClient us-east-1_A',
    ],
    [
      { do: 'updateClient', userPoolId: 'us-east-1_A', clientId: 'c', settings: clientSettings() },
      ['clients.update', 'us-east-1_A', 'c', clientSettings()],
      'updateClient us-east-1_A',
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
  ];

  it.each(STEPS.map(([step, ...rest]) => [step.do, step, ...rest] as const))(
    'is one call, and one line of ids alone: %s',
    async (_do, step, call, line) => {
      const { workplace, calls, lines } = stubAws();
      await apply(step, workplace);
      expect({ calls, lines }).toStrictEqual({ calls: [call], lines: [line] });
    },
  );
});

describe('a plan', () => {
  const plan: Plan = { inOrder: [attach('1'), { sideBySide: [{ inOrder: [attach('2'), attach('3')] }, attach('4')] }, attach('5')] };

  it('lists its steps', () => {
    expect(stepsOf(plan)).toStrictEqual(['1', '2', '3', '4', '5'].map(attach));
  });

  it('is carried out in order, and side by side if the plan says so', async () => {
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

  it('reports what it created that nobody could name before', async () => {
    const { workplace } = stubAws({ clients: { create: (userPoolId) => Promise.resolve(`client of ${userPoolId}`) } });
    const plan: Plan = { sideBySide: [{ do: 'createRole', role }, attach('r'), createClient(false)] };
    expect(await apply(plan, workplace)).toStrictEqual({
      roleIds: new Map([[roleArn(role.name, role.path), roleId(role.name)]]),
      clients: [createdClient(A, `client of ${A}`)],
      poolWasThere: undefined,
    });
  });

  it.each([true, false])('reports whether there was a pool to delete: %s', async (wasThere) => {
    const { workplace } = stubAws({ pools: { delete: () => Promise.resolve(wasThere) } });
    expect((await apply({ do: 'deletePool', poolId: POOL_ID }, workplace)).poolWasThere).toBe(wasThere);
  });

  it.each<[string, boolean, readonly string[], Call[], readonly string[]]>([
    ['creates a client without a look if it cannot exist', false, ['one'], [['clients.create', A, 'n', clientSettings()]], ['created']],
    [
      'creates a client that may exist and does not',
      true,
      [],
      [
        ['clients.named', A, 'n'],
        ['clients.create', A, 'n', clientSettings()],
      ],
      ['created'],
    ],
    [
      'takes the client that exists already, with the settings that this template wants',
      true,
      ['one'],
      [
        ['clients.named', A, 'n'],
        ['clients.update', A, 'one', clientSettings()],
      ],
      ['one'],
    ],
    [
      'reports every client that exists, so that the plan can delete one too many',
      true,
      ['one', 'two'],
      [
        ['clients.named', A, 'n'],
        ['clients.update', A, 'one', clientSettings()],
        ['clients.update', A, 'two', clientSettings()],
      ],
      ['one', 'two'],
    ],
  ])('%s', async (_case, mayExist, existing, expected, clientIds) => {
    const { workplace, calls } = stubAws({
      clients: { named: () => Promise.resolve(existing), create: () => Promise.resolve('created') },
    });
    const { clients } = await apply(createClient(mayExist), workplace);
    expect({ calls, clients }).toStrictEqual({ calls: expected, clients: clientIds.map((clientId) => createdClient(A, clientId)) });
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

it('all that runs side by side ends, whatever fails, and then the first failure is thrown', async () => {
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
      clients: { create: fail, update: fail, delete: fail },
      roles: { attachPolicy: fail, setPermissionsBoundary: fail, setTrustPolicy: fail, delete: fail, ...answers },
    });
    return settled(apply({ inOrder: [...before, step] }, workplace));
  };
  const create: Step = { do: 'createRole', role };
  const update: Step = { do: 'updatePool', poolId: POOL_ID, configuration: configuration(), tags };
  const absent = failureOf('absent');

  it.each<[string, Step, Failure]>([
    ['without a reason', update, failureOf()],
    [
      'of a name that is taken, but of no role',
      { do: 'createClient', userPoolId: 'u', clientName: 'n', settings: clientSettings(), mayExist: false },
      failureOf('exists'),
    ],
  ])('%s is thrown as it is', async (_case, step, failure) => {
    expect(await failing(step, failure)).toBe(failure);
  });

  it('that is no Failure is thrown as it is', async () => {
    const error = Object.assign(new TypeError('x'), { reason: 'inUse' });
    expect(await failing(update, error)).toBe(error);
  });

  it('that something still depends on is retryable', async () => {
    const failure = failureOf('inUse');
    const error = await failing({ do: 'deleteRole', roleName: 'r' }, failure);
    expect(error).toBeInstanceOf(Unsettled);
    expect(error).toMatchObject({ name: 'Unsettled', message: 'AWS said so.', cause: failure });
  });

  describe('of a role that Cognito refuses', () => {
    const now = 1_000_000;
    const refused = failureOf('roleRefused');
    const assigning = (roles: Partial<typeof DEFAULTS>, ...inRules: readonly string[]): Step => ({
      do: 'assignRoles',
      poolId: POOL_ID,
      assignments: {
        roles,
        mappings: {
          'graph.facebook.com': { type: 'Token', ambiguousRoleResolution: 'Deny' },
          'accounts.google.com': {
            type: 'Rules',
            rules: inRules.map((roleArn) => ({ claim: 'c', matchType: 'Equals', value: 'v', roleArn })),
          },
        },
      },
    });
    const madeAgo = (age: number) => createdRole('authenticated', { createdAt: now - age });
    const showing =
      (...roles: readonly ObservedRole[]): Roles['find'] =>
      (name) =>
        Promise.resolve(roles.find((shown) => shown.name === name));

    it.each<[string, Step, Roles['find'], boolean]>([
      [
        'may settle if the role was created two minutes ago less a moment',
        assigning(DEFAULTS),
        showing(madeAgo(119_999), UNAUTHENTICATED),
        true,
      ],
      ['is final if the role was created two minutes ago', assigning(DEFAULTS), showing(madeAgo(120_000), UNAUTHENTICATED), false],
      ['may settle if IAM does not show one of the pool’s own roles', assigning(DEFAULTS), showing(UNAUTHENTICATED), true],
      ['is final if a supplied role does not exist', assigning({ authenticated: roleArn('theirs', '/') }), showing(), false],
      [
        'may settle if a supplied role was created just now',
        assigning({ authenticated: roleArn(AUTHENTICATED.name, '/') }),
        showing(madeAgo(1)),
        true,
      ],
      ['may settle if a role in a rule was created just now', assigning({}, AUTHENTICATED.arn), showing(madeAgo(1)), true],
      ['is final if a role in a rule is old', assigning({}, AUTHENTICATED.arn), showing(madeAgo(120_000)), false],
      ['may settle if the role may not be read', assigning(DEFAULTS), () => Promise.reject(new Failure('AccessDenied', 'no')), true],
      [
        'may settle if a supplied role may not be read',
        assigning({ authenticated: roleArn('theirs', '/') }),
        () => Promise.reject(new Failure('AccessDenied', 'no')),
        true,
      ],
      ['is final if there is no role', assigning({}), showing(), false],
    ])('%s', async (_case, step, find, maySettle) => {
      const { workplace } = stubAws({ pools: { assignRoles: () => Promise.reject(refused) }, roles: { find } }, now);
      const error = await settled(apply(step, workplace));
      expect(maySettle ? error instanceof Unsettled && error.cause === refused : error === refused).toBe(true);
    });
  });

  it.each<[string, Step, string]>([
    ['policy', attach('r'), 'InvalidRequest'],
    ['boundary', { do: 'setPermissionsBoundary', roleName: 'r', policyArn: 'p' }, 'InvalidRequest'],
    ['user pool', createClient(false), 'InvalidRequest'],
    ['app client', { do: 'updateClient', userPoolId: A, clientId: 'c', settings: clientSettings() }, 'InvalidRequest'],
    ['identity pool', update, 'NotFound'],
    ['identity pool to tag, whose id the step does not name', { do: 'tagPool', poolArn: POOL_ARN, tags }, 'NotStabilized'],
    ['role, which went meanwhile', { do: 'setTrustPolicy', roleName: 'r', document }, 'NotStabilized'],
    ['app client, which went meanwhile', { do: 'deleteClient', userPoolId: 'u', clientId: 'c' }, 'NotStabilized'],
  ])('to find no %s says whose mistake it is', async (_case, step, code) => {
    const error = await failing(step, absent);
    expect(error).toBeInstanceOf(Failure);
    expect(error).toMatchObject({ code, message: 'AWS said so.', cause: absent, reason: undefined });
  });

  it('to find nothing of what a new role is to have is a mistake of the template', async () => {
    expect(await failing(create, absent, { create: () => Promise.reject(absent) })).toMatchObject({
      code: 'InvalidRequest',
      cause: absent,
    });
  });

  it('to find no role is retryable if this plan created it, and is final for any other role', async () => {
    expect(await failing(attach(role.name), absent, {}, [create])).toBeInstanceOf(Unsettled);
    expect(await failing(attach('other'), absent, {}, [create])).toMatchObject({ name: 'Failure', code: 'InvalidRequest' });
    expect(await failing(update, absent, {}, [create])).toMatchObject({ name: 'Failure', code: 'NotFound' });
  });

  const exists = failureOf('exists');
  const taking = (holder: ObservedRole | undefined): Answers['roles'] => ({
    create: () => Promise.reject(exists),
    find: (name) => Promise.resolve(name === role.name ? holder : undefined),
  });

  it.each([
    ['that IAM does not show', undefined],
    ['that is this pool’s, whatever its tags', createdRole('mapped/Admin', { tags: {}, path: pathUnder('/other/') })],
  ])('to create a role whose name is taken by one %s is retryable', async (_case, holder) => {
    const error = await failing(create, exists, taking(holder));
    expect(error).toBeInstanceOf(Unsettled);
    expect(error).toMatchObject({ cause: exists });
  });

  it.each([
    ['something else’s, whatever its tags', createdRole('authenticated', { path: '/' })],
    ['another pool’s, whatever its tags', createdRole('authenticated', { path: OTHER_PATH })],
  ])('to create a role whose name is %s says what to do', async (_case, holder) => {
    const error = await failing(create, exists, taking(holder));
    expect(error).toBeInstanceOf(Failure);
    expect(error).toMatchObject({
      code: 'AlreadyExists',
      message: 'AWS said so. The role belongs to something else. Choose another RoleName, or use the role as it is: give its ARN as Arn.',
      cause: exists,
    });
  });
});
