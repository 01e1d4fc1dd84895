import { CustomResourceStack, DOORS, LOGICAL_ID, newAccount, STACK_ID, type Stack } from './cloudformation';

jest.setTimeout(60_000);

type Line = Readonly<Record<string, unknown>>;

/** The lines of the log that have a level; the others are metrics, and of the runtime library. */
const linesOf = ({ transcript }: Stack): Line[] =>
  transcript
    .filter((line) => line.startsWith('{"level":'))
    .map((line) => JSON.parse(line) as Line)
    .filter(({ level }) => level !== 'DEBUG');

/** What came of the requests; the registry type says it of each call, the last of which has an end. */
const outcomesOf = (stack: Stack): Line[] =>
  linesOf(stack).filter(({ outcome }) => outcome !== undefined && outcome !== 'inProgress' && outcome !== 'ignored');

const OF_THE_STACK = {
  service: 'identity-pool-with-roles',
  version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
  stackId: STACK_ID,
  logicalId: LOGICAL_ID,
  requestId: expect.stringMatching(/./) as string,
  timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
};

describe.each(DOORS)('the log of %s', (_door, open) => {
  it('has one line for the outcome of a good create, with the pool and what it cost', async () => {
    const stack = open();
    const { id } = await stack.create({ IdentityPoolName: 'app' });
    const { calls } = stack.costUntilAnswer();
    const outcomes = linesOf(stack).filter(({ outcome }) => outcome !== undefined);
    const last = outcomes.at(-1);
    expect(last).toEqual({
      ...OF_THE_STACK,
      level: 'INFO',
      message: 'Create succeeded',
      requestType: 'Create',
      poolId: id,
      outcome: 'succeeded',
      durationMs: expect.any(Number) as number,
      calls: expect.any(Number) as number,
      throttled: 0,
    });
    expect(outcomes.reduce((sum, line) => sum + Number(line['calls']), 0)).toBe(calls);
  });

  it('has a line for each step, in the order in which they began, with what each is about', async () => {
    const stack = open();
    const { id } = await stack.create({ IdentityPoolName: 'app' });
    const steps = linesOf(stack).filter(({ step }) => step !== undefined);
    const roles = [...stack.aws.roles.keys()];
    expect(steps.map(({ step, target }) => [step, target])).toEqual([
      ['createPool', 'app'],
      ...roles.map((name) => ['createRole', name]),
      ['assignRoles', id],
    ]);
    for (const { message, step, target, ...line } of steps) {
      expect(message).toBe(`${String(step)} ${String(target)}`);
      expect(line).toMatchObject({
        ...OF_THE_STACK,
        level: 'INFO',
        requestType: 'Create',
        ...(step === 'createPool' ? {} : { poolId: id }),
      });
    }
  });

  it('has the reason of a template that is refused, which is also in the stack event', async () => {
    const stack = open();
    const { message } = await stack.create({ AllowClassicFlow: 'perhaps' });
    expect(outcomesOf(stack)[0]).toEqual({
      ...OF_THE_STACK,
      level: 'WARN',
      message: 'Create refused: InvalidRequest',
      requestType: 'Create',
      outcome: 'refused',
      code: 'InvalidRequest',
      reason: message,
      durationMs: 0,
      calls: 0,
      throttled: 0,
    });
  });

  it('has what AWS denied, as an error', async () => {
    const stack = open();
    stack.aws.fail({ operation: 'CreateRole', times: 9, error: { name: 'AccessDenied', message: 'no' } });
    const { id, message } = await stack.create({}, { noRollback: true });
    expect(outcomesOf(stack)).toEqual([
      expect.objectContaining({
        level: 'ERROR',
        outcome: 'failed',
        code: 'AccessDenied',
        reason: message,
        poolId: id,
        requestType: 'Create',
      }),
    ]);
  });

  it('counts the calls that AWS refused for their rate, of a create that succeeds all the same', async () => {
    const stack = open();
    stack.aws.fail({ operation: 'CreateRole', times: 3, error: { name: 'Throttling' } });
    expect(await stack.create({})).toMatchObject({ ok: true });
    expect(outcomesOf(stack)).toEqual([expect.objectContaining({ outcome: 'succeeded', throttled: 3 })]);
  });

  it('says what an update and a delete came to, by the id of the pool', async () => {
    const stack = open();
    const { id } = await stack.create({});
    stack.transcript.splice(0);
    await stack.update({ IdentityPoolName: 'renamed' });
    await stack.delete();
    const common = { ...OF_THE_STACK, poolId: id, outcome: 'succeeded' };
    expect(outcomesOf(stack)).toEqual([
      expect.objectContaining({ ...common, message: 'Update succeeded', requestType: 'Update' }),
      expect.objectContaining({ ...common, message: 'Delete succeeded', requestType: 'Delete' }),
    ]);
  });

  it('has every line in one shape: a level, a message, a time, the service and its version come first', async () => {
    const stack = open();
    await stack.create({ IdentityPoolName: 'app' });
    await stack.update({ AllowClassicFlow: 'perhaps' });
    await stack.delete();
    const lines = linesOf(stack);
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) expect(Object.keys(line).slice(0, 5)).toEqual(['level', 'message', 'timestamp', 'service', 'version']);
  });
});

describe('the log of the custom resource', () => {
  const event = (fields: object): object => ({
    RequestType: 'Create',
    ResponseURL: 'https://answers.s3.us-east-1.amazonaws.com/?X-Amz-Signature=s',
    StackId: STACK_ID,
    RequestId: 'r-1',
    LogicalResourceId: LOGICAL_ID,
    ResourceProperties: {},
    ...fields,
  });
  const said = async (fields: object): Promise<Line[]> => {
    const stack = new CustomResourceStack(newAccount());
    await stack.deliver(event(fields));
    return linesOf(stack).filter(({ outcome }) => outcome !== undefined);
  };

  it.each<[string, object, string]>([
    ['without a ResponseURL', { ResponseURL: undefined }, 'No answer is possible: the event has no ResponseURL. Nothing was done.'],
    [
      'whose ResponseURL is not CloudFormation’s',
      { ResponseURL: 'https://example.com/' },
      "No answer is possible: ResponseURL is not the address of a bucket of CloudFormation's. Nothing was done.",
    ],
  ])('says why an event %s was ignored', async (_case, fields, reason) => {
    expect(await said(fields)).toEqual([
      {
        ...OF_THE_STACK,
        level: 'WARN',
        message: 'Create ignored',
        requestType: 'Create',
        outcome: 'ignored',
        reason,
        durationMs: 0,
        calls: 0,
        throttled: 0,
      },
    ]);
  });

  it('has no request type where the event has one that there is not', async () => {
    const [line] = await said({ RequestType: 'planted' });
    expect(line).toMatchObject({ message: 'Request refused: InvalidRequest', outcome: 'refused' });
    expect(line).not.toHaveProperty('requestType');
  });

  it('says of a create that ran out of time how long it took and what it was waiting for', async () => {
    const stack = new CustomResourceStack(newAccount());
    stack.timeLeft = 30_000;
    stack.aws.fail({ operation: 'CreateRole', times: 1_000, error: { name: 'Throttling' } });
    await stack.create({}, { noRollback: true });
    const [outcome] = outcomesOf(stack);
    expect(outcome).toMatchObject({ level: 'ERROR', outcome: 'failed', code: 'Throttling' });
    expect(Number(outcome?.['throttled'])).toBeGreaterThan(3);
    expect(Number(outcome?.['durationMs'])).toBeGreaterThan(10_000);
  });

  it('says that an answer did not arrive, after the outcome', async () => {
    const stack = new CustomResourceStack(newAccount());
    stack.answerStoreSays = new Error("CloudFormation's answer store said 503");
    await expect(stack.create({})).rejects.toThrow('503');
    const [outcome, delivery] = linesOf(stack).slice(-2);
    expect(outcome).toMatchObject({ outcome: 'succeeded' });
    expect(delivery).toMatchObject({ ...OF_THE_STACK, level: 'ERROR', reason: "CloudFormation's answer store said 503" });
  });

  it('has each call of AWS with the level DEBUG, with its time and what was refused', async () => {
    const stack = new CustomResourceStack(newAccount());
    stack.aws.fail({ operation: 'CreateRole', error: { name: 'Throttling' } });
    await stack.create({});
    const calls = stack.transcript.filter((line) => line.startsWith('{"level":"DEBUG"')).map((line) => JSON.parse(line) as Line);
    expect(calls).toHaveLength(stack.aws.calls.length);
    expect(calls.filter(({ code }) => code === 'Throttling')).toEqual([
      expect.objectContaining({ message: 'iam:CreateRole', action: 'iam:CreateRole', durationMs: expect.any(Number) as number }),
    ]);
  });
});
