import { NO_SETTINGS } from '../../src/core/settings';
import { ANSWER_LIMIT, type Answer } from '../../src/custom-resource/answer';
import { createHandler } from '../../src/custom-resource/handler';
import { placeIn } from '../places';
import { PLANTED } from '../secrets/planted';
import { watch } from '../secrets/watch';
import { asSent, CustomResourceStack, lifecycleOn, LOGICAL_ID, newAccount, STACK_ID, type Account } from '../stories/cloudformation';

const NOTHING = 'identity-pool-with-roles:nothing-was-made';
const UNKNOWN = 'identity-pool-with-roles:unknown';
const MADE_UP = 'shop-prod-Identities-1ABCDEFGHIJKL';
const REFUSED = { name: 'InvalidParameterException', message: 'injected' };

const eventOf = (RequestType: string, fields: object): object => ({
  RequestType,
  ResponseURL: PLANTED.responseUrl,
  StackId: STACK_ID,
  RequestId: `${RequestType}-request`,
  ResourceType: 'Custom::IdentityPoolWithRoles',
  LogicalResourceId: LOGICAL_ID,
  ...fields,
});
const ask = async (stack: CustomResourceStack, RequestType: string, fields: object): Promise<Answer> =>
  JSON.parse((await stack.invoke(eventOf(RequestType, fields))).body) as Answer;
const update = (id: string | undefined, now: object, before: object): object => ({
  PhysicalResourceId: id,
  ResourceProperties: asSent(now),
  OldResourceProperties: asSent(before),
});

describe('the physical resource id is the pool’s, on every answer', () => {
  it('of a create, an update, one that fails in either way, and a delete', async () => {
    const stack = new CustomResourceStack(newAccount());
    const { PhysicalResourceId: id } = await ask(stack, 'Create', { ResourceProperties: {} });
    expect(id).toBe(Object.keys(stack.aws.snapshot().pools)[0]);
    const answers = [
      await ask(stack, 'Update', update(id, { AllowClassicFlow: true }, {})),
      await ask(stack, 'Update', update(id, { AllowClassicFlow: 'perhaps' }, {})),
    ];
    stack.aws.fail({ operation: 'UpdateIdentityPool', error: REFUSED });
    answers.push(await ask(stack, 'Update', update(id, { IdentityPoolName: 'b' }, { AllowClassicFlow: true })));
    stack.aws.fail({ operation: 'DeleteIdentityPool', error: REFUSED });
    answers.push(await ask(stack, 'Delete', { PhysicalResourceId: id, ResourceProperties: {} }));
    answers.push(await ask(stack, 'Delete', { PhysicalResourceId: id, ResourceProperties: {} }));
    answers.push(await ask(stack, 'Delete', { PhysicalResourceId: id, ResourceProperties: {} }));
    expect(answers.map(({ Status }) => Status)).toEqual(['SUCCESS', 'FAILED', 'FAILED', 'FAILED', 'SUCCESS', 'SUCCESS']);
    expect(new Set(answers.map(({ PhysicalResourceId }) => PhysicalResourceId))).toEqual(new Set([id]));
  });

  it('of a create that fails: the pool where there is one, the marker where nothing was made', async () => {
    for (const [operation, made] of [
      ['ListIdentityPools', false],
      ['CreateIdentityPool', false],
      ['CreateRole', true],
      ['SetIdentityPoolRoles', true],
    ] as const) {
      const stack = new CustomResourceStack(newAccount());
      stack.aws.fail({ operation, error: REFUSED });
      const { Status, PhysicalResourceId } = await ask(stack, 'Create', { ResourceProperties: {} });
      expect({ operation, Status, PhysicalResourceId }).toEqual({
        operation,
        Status: 'FAILED',
        PhysicalResourceId: made ? Object.keys(stack.aws.snapshot().pools)[0] : NOTHING,
      });
      await ask(stack, 'Delete', { PhysicalResourceId, ResourceProperties: {} });
      expect(stack.aws.snapshot()).toEqual(newAccount().aws.snapshot());
    }
  });

  it.each<[string, readonly string[]]>([
    [NOTHING, []],
    // An id that this function never answered: a pool whose answer was lost may have to be deleted, and this one's arrived.
    [UNKNOWN, ['ListIdentityPools', 'DescribeIdentityPool']],
    [MADE_UP, ['ListIdentityPools', 'DescribeIdentityPool']],
    ['2026/11/25/[$LATEST]0123456789abcdef', ['ListIdentityPools', 'DescribeIdentityPool']],
  ])('and of nothing else: a delete of %s deletes nothing', async (id, reads) => {
    const stack = new CustomResourceStack(newAccount());
    await stack.create({});
    const before = stack.aws.snapshot();
    stack.aws.resetCalls();
    expect(await ask(stack, 'Delete', { PhysicalResourceId: id, ResourceProperties: {} })).toMatchObject({
      Status: 'SUCCESS',
      PhysicalResourceId: id,
    });
    expect(stack.aws.calls.map(({ operation }) => operation)).toEqual(reads);
    expect(stack.aws.snapshot()).toEqual(before);
  });
});

/** The longest that everything may be. */
const LONGEST = {
  IdentityPoolName: 'n'.repeat(128),
  AuthenticationProviders: { Google: { ClientId: 'g'.repeat(128) } },
  MappedRoles: Array.from({ length: 25 }, (_, index) => ({
    Name: `Role${String(index)}`,
    RoleName: `${'r'.repeat(60)}${String(index).padStart(4, '0')}`,
  })),
  RoleMappings: [
    {
      IdentityProvider: { LoginProvider: 'Google' },
      Type: 'Rules',
      Rules: Array.from({ length: 25 }, (_, index) => ({
        Claim: 'sub',
        MatchType: 'Equals',
        Value: '\u00e9😀'.repeat(40),
        Role: `Role${String(index)}`,
      })),
    },
  ],
};

describe('the answer', () => {
  it('reports only ids, ARNs and names of a success, in at most 4,096 bytes, however long the template', async () => {
    const stack = new CustomResourceStack(newAccount());
    const { MappedRoles, ...short } = LONGEST;
    const answer = await ask(stack, 'Create', { ResourceProperties: { ...short, RoleMappings: undefined } });
    const { PhysicalResourceId: id } = answer;
    const [authenticated, unauthenticated] = Object.values(stack.aws.snapshot().roles);
    expect(answer).toEqual({
      Status: 'SUCCESS',
      PhysicalResourceId: id,
      StackId: STACK_ID,
      RequestId: 'Create-request',
      LogicalResourceId: LOGICAL_ID,
      Data: {
        IdentityPoolId: id,
        Arn: `arn:aws:cognito-identity:us-east-1:123456789012:identitypool/${id}`,
        Name: LONGEST.IdentityPoolName,
        AuthenticatedRoleArn: authenticated?.arn,
        AuthenticatedRoleName: authenticated?.name,
        AuthenticatedRoleId: authenticated?.id,
        UnauthenticatedRoleArn: unauthenticated?.arn,
        UnauthenticatedRoleName: unauthenticated?.name,
        UnauthenticatedRoleId: unauthenticated?.id,
      },
    });
    expect(MappedRoles).toHaveLength(25);
    const { body } = await stack.invoke(eventOf('Update', update(id, LONGEST, short)));
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(ANSWER_LIMIT);
    expect(JSON.parse(body)).toMatchObject({ Status: 'SUCCESS', Data: answer.Data });
    expect(body).not.toContain('\u00e9');
  });

  it.each(['x', '\u00e9', '😀', '"\\'])('cuts what AWS says at length in %s, and keeps the code and the id', async (text) => {
    const stack = new CustomResourceStack(newAccount());
    stack.aws.fail({ operation: 'SetIdentityPoolRoles', error: { name: 'InvalidParameterException', message: text.repeat(9000) } });
    const { body } = await stack.invoke(eventOf('Create', { ResourceProperties: {} }));
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(ANSWER_LIMIT);
    const answer = JSON.parse(body) as Answer;
    expect(answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: Object.keys(stack.aws.snapshot().pools)[0] });
    expect(answer.Reason).toMatch(/^InvalidRequest: Setting the roles of identity pool .*\.\.\.$/su);
    expect(answer.Reason).not.toMatch(/\ufffd/);
  });
});

/** Calls take so long, by the clock of the tests. */
const slowly = (account: Account, milliseconds: number): void => {
  account.aws.onCall(() => {
    account.clock.advance(milliseconds);
  });
};

describe('when the time runs out', () => {
  it.each([
    ['a create before its pool exists', 'Create', 'ListIdentityPools'],
    ['a create after it', 'Create', 'CreateRole'],
    ['an update', 'Update', 'UpdateIdentityPool'],
    ['a delete', 'Delete', 'DeleteIdentityPool'],
  ])('%s is answered once, with the id that holds, and what follows finishes the work', async (_case, RequestType, operation) => {
    const account = newAccount();
    const empty = account.aws.snapshot();
    const stack = new CustomResourceStack(account);
    const before = RequestType === 'Create' ? undefined : (await ask(stack, 'Create', { ResourceProperties: {} })).PhysicalResourceId;
    stack.timeLeft = 60_000;
    const stop = account.aws.onCall((call) => {
      if (call.operation === operation) account.clock.advance(55_000);
    });
    const fields = {
      Create: { ResourceProperties: {} },
      Update: update(before, { AllowClassicFlow: true, AuthenticatedRole: { Path: '/identity-pools/app/' } }, {}),
      Delete: { PhysicalResourceId: before, ResourceProperties: {} },
    }[RequestType];
    const answer = await ask(stack, RequestType, fields ?? {});
    stop();
    const expectedId = before ?? (operation === 'ListIdentityPools' ? UNKNOWN : Object.keys(account.aws.snapshot().pools)[0]);
    expect(answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: expectedId });
    expect(answer.Reason).toMatch(
      new RegExp(`^NotStabilized: The ${RequestType.toLowerCase()} was not finished when the function's time ran out;`),
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    const { PhysicalResourceId } = answer;
    if (RequestType === 'Update')
      expect(
        await ask(stack, 'Update', update(before, {}, { AllowClassicFlow: true, AuthenticatedRole: { Path: '/identity-pools/app/' } })),
      ).toMatchObject({
        Status: 'SUCCESS',
        PhysicalResourceId: before,
      });
    expect(await ask(stack, 'Delete', { PhysicalResourceId, ResourceProperties: {} })).toMatchObject({ Status: 'SUCCESS' });
    expect(account.aws.snapshot()).toEqual(empty);
  });

  it('after every call there may be, a create is answered once and its delete leaves nothing', async () => {
    for (let seconds = 1; seconds <= 60; seconds += 3) {
      const account = newAccount();
      const stack = new CustomResourceStack(account);
      stack.timeLeft = 60_000;
      slowly(account, seconds * 1000);
      const { PhysicalResourceId } = await ask(stack, 'Create', { ResourceProperties: {} });
      await new Promise((resolve) => setTimeout(resolve, 5));
      stack.timeLeft = 3_600_000;
      expect(await ask(stack, 'Delete', { PhysicalResourceId, ResourceProperties: {} })).toMatchObject({ Status: 'SUCCESS' });
      expect({ seconds, left: account.aws.snapshot() }).toEqual({ seconds, left: newAccount().aws.snapshot() });
    }
  });
});

describe('whatever goes wrong within', () => {
  const invoke = async (lifecycleFor: Parameters<typeof createHandler>[0]['lifecycleFor'], deliver: (body: string) => Promise<void>) => {
    const { clock } = newAccount();
    const lines: Record<string, unknown>[] = [];
    const handler = createHandler({
      settings: NO_SETTINGS,
      clock,
      write: (line) => {
        watch.text('log line', line);
        lines.push(JSON.parse(line) as Record<string, unknown>);
      },
      deliver: (_url, body) => {
        watch.text('answer', body);
        return deliver(body);
      },
      lifecycleFor,
    });
    const context = {
      getRemainingTimeInMillis: () => 300_000,
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:x',
    };
    await watch.during(() => handler(eventOf('Create', { ResourceProperties: {} }), context));
    return lines;
  };

  it('an error that nobody foresaw is answered, without its words, and logged with its place', async () => {
    const bodies: string[] = [];
    const { aws, clock } = newAccount();
    const lines = await invoke(
      () => ({ ...lifecycleOn(aws, clock, () => undefined), create: () => Promise.reject(new TypeError('planted-secret')) }),
      (body) => Promise.resolve(void bodies.push(body)),
    );
    expect(bodies.map((body) => JSON.parse(body) as Answer)).toEqual([
      {
        Status: 'FAILED',
        Reason: expect.stringMatching(/^InternalFailure: The handler met an error that it does not know\./) as string,
        PhysicalResourceId: NOTHING,
        StackId: STACK_ID,
        RequestId: 'Create-request',
        LogicalResourceId: LOGICAL_ID,
      },
    ]);
    expect(lines.at(-1)).toMatchObject({
      level: 'ERROR',
      message: 'Create failed: InternalFailure',
      stackId: STACK_ID,
      logicalId: LOGICAL_ID,
      requestId: 'Create-request',
      outcome: 'failed',
      code: 'InternalFailure',
      reason: expect.stringMatching(/^The handler met an error/) as string,
      error: { name: 'TypeError', stack: expect.stringMatching(placeIn(__filename, 'TypeError').stack) as string },
    });
  });

  it('an answer that cannot be delivered fails the function, so that Lambda calls it again, and then there is one pool', async () => {
    const { aws, clock } = newAccount();
    const lifecycleFor = () => lifecycleOn(aws, clock, () => undefined);
    await expect(invoke(lifecycleFor, () => Promise.reject(new Error('no way')))).rejects.toThrow('no way');
    const bodies: string[] = [];
    await invoke(lifecycleFor, (body) => Promise.resolve(void bodies.push(body)));
    expect(bodies.map((body) => (JSON.parse(body) as Answer).PhysicalResourceId)).toEqual(Object.keys(aws.snapshot().pools));
    expect(Object.keys(aws.snapshot().roles)).toHaveLength(2);
  });
});

describe('what is written', () => {
  const written = async (options: Partial<Parameters<typeof createHandler>[0]>, deliver: () => Promise<void>): Promise<string[]> => {
    const { aws, clock } = newAccount();
    const lines: string[] = [];
    const handler = createHandler({
      settings: NO_SETTINGS,
      clock,
      write: (line) => lines.push(line),
      deliver,
      lifecycleFor: ({ log, onCall, signal, timeLeft }) => lifecycleOn(aws, clock, log, { onCall, signal, timeLeft }),
      ...options,
    });
    const context = {
      getRemainingTimeInMillis: () => 300_000,
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:x',
      awsRequestId: 'lambda-1',
    };
    await handler(eventOf('Create', { ResourceProperties: {} }), context).catch(() => undefined);
    return lines;
  };
  const arrives = () => Promise.resolve();
  const isLost = () => Promise.reject(new Error('lost'));
  const kindOf = (line: string): string => ('_aws' in (JSON.parse(line) as object) ? 'metrics' : 'line');

  it.each<[string, Partial<Parameters<typeof createHandler>[0]>, () => Promise<void>, string[]]>([
    ['no metrics unless they are asked for', { logLevel: 'WARN' }, arrives, []],
    ['metrics of a success also where the log has failures only', { logLevel: 'ERROR', writesMetrics: true }, arrives, ['metrics']],
    ['metrics after the line of an answer that was lost', { logLevel: 'ERROR', writesMetrics: true }, isLost, ['line', 'metrics']],
  ])('is %s', async (_what, options, deliver, kinds) => {
    const lines = await written(options, deliver);
    expect(lines.map(kindOf)).toEqual(kinds);
  });

  it('counts an answer that was lost', async () => {
    const [metrics = '{}'] = (await written({ writesMetrics: true }, isLost)).filter((line) => kindOf(line) === 'metrics');
    expect(JSON.parse(metrics)).toMatchObject({ Succeeded: 1, Unanswered: 1 });
  });

  it('names the invocation as Lambda does, on every line', async () => {
    const lines = await written({ logLevel: 'DEBUG' }, arrives);
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ function_request_id: 'lambda-1' });
  });
});
