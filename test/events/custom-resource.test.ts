import fc from 'fast-check';
import { readSettings } from '../../src/core/settings';
import { ANSWER_LIMIT } from '../../src/custom-resource/answer';
import { createHandler } from '../../src/custom-resource/handler';
import { problemOfResponseUrl } from '../../src/custom-resource/response-url';
import { lifecycleOn, STACK_ID } from '../stories/cloudformation';
import { callerAt } from '../permissions/calls';
import { PLANTED } from '../secrets/planted';
import { watch } from '../secrets/watch';
import { hostileEvent } from './hostile-values';
import { watchWhatLeaves } from './what-leaves';
import { EVENTS, expectUndone, FAILURE_CODES, inhabited, moveOut, PROPERTIES, UNFORESEEN } from './inhabited-account';
import { ACCOUNT_ID } from '../stories/fixtures';

jest.setTimeout(600_000);

const { printed, expectSilent } = watchWhatLeaves('the custom resource');

it('the custom resource answers every event once, in 4,096 bytes, and leaves nothing half-made', async () => {
  const requestTypes = ['Create', 'Update', 'Delete'] as const;
  const poolId = 'us-east-1:00000001-abcd-4000-8000-0123456789ab';
  const eventFor = (RequestType: string): object => ({
    RequestType,
    ResponseURL: PLANTED.responseUrl,
    StackId: STACK_ID,
    RequestId: 'request',
    LogicalResourceId: 'Identities',
    ...(RequestType === 'Create' ? {} : { PhysicalResourceId: poolId }),
    ResourceProperties: { ServiceToken: 'arn', ...PROPERTIES },
    ...(RequestType === 'Update' ? { OldResourceProperties: { IdentityPoolName: 'there already' } } : {}),
  });
  const anyEvent = fc.oneof(...requestTypes.map((type) => hostileEvent(eventFor(type))));
  await fc.assert(
    fc.asyncProperty(anyEvent, async (event) => {
      const account = await inhabited();
      const { aws, clock } = account;
      aws.resetCalls();
      const before = aws.snapshot();
      const bodies: string[] = [];
      const caller = callerAt('the custom resource', (event as { RequestType?: unknown } | null)?.RequestType);
      const handler = createHandler({
        clock,
        settings: readSettings({}),
        write: (line) => void printed.push(line),
        deliver: (_url, body) => Promise.resolve(void bodies.push(body)),
        lifecycleFor: ({ log, signal, timeLeft }) => lifecycleOn(aws, clock, log, { signal, timeLeft, caller }),
      });
      const context = {
        getRemainingTimeInMillis: () => 300_000,
        invokedFunctionArn: `arn:aws:lambda:us-east-1:${ACCOUNT_ID}:function:x`,
      };
      await watch.during(() => handler(event, context));
      const url = (event as { ResponseURL?: unknown } | null)?.ResponseURL;
      // Where CloudFormation does not wait for an answer, there is none, and nothing is done.
      const isAnswerable = typeof url === 'string' && problemOfResponseUrl(url, 'us-east-1', undefined) === undefined;
      expect(bodies).toHaveLength(isAnswerable ? 1 : 0);
      if (!isAnswerable) expect(aws.calls).toEqual([]);
      const answers = bodies.map((body) => JSON.parse(body) as { Status: string; Reason?: string; PhysicalResourceId: string });
      for (const { Status, Reason = '', PhysicalResourceId } of answers) {
        expect(PhysicalResourceId).not.toBe('');
        expect(Reason).not.toContain(UNFORESEEN);
        if (Status === 'FAILED') expect(Reason.split(': ')[0]).toMatch(FAILURE_CODES);
        else expect(Status).toBe('SUCCESS');
      }
      for (const body of bodies) expect(Buffer.byteLength(body)).toBeLessThanOrEqual(ANSWER_LIMIT);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
      const { ResourceProperties } = (event ?? {}) as { ResourceProperties?: unknown };
      const named = answers[0]?.PhysicalResourceId;
      if (answers.every(({ Status }) => Status === 'FAILED')) await expectUndone(account, before, ResourceProperties, named);
      else moveOut();
      expectSilent('answer', bodies);
      expectSilent('log line', printed.splice(0));
    }),
    { numRuns: EVENTS, seed: 20261125 },
  );
});
