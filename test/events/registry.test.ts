import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { createResource } from '../../src/registry/resource';
import { lifecycleOn, STACK_ID } from '../stories/cloudformation';
import { callerAt } from '../permissions/calls';
import { CALLER_CREDENTIALS, PLANTED } from '../secrets/planted';
import { watch } from '../secrets/watch';
import { hostileEvent } from './hostile-values';
import { watchWhatLeaves } from './what-leaves';
import { EVENTS, expectUndone, FAILURE_CODES, inhabited, moveOut, PROPERTIES, UNFORESEEN } from './inhabited-account';
import { ACCOUNT_ID } from '../stories/fixtures';

jest.setTimeout(600_000);

interface RegistryAnswer {
  readonly status: string;
  readonly errorCode?: string;
  readonly message?: string;
  readonly resourceModel?: { readonly IdentityPoolId?: unknown };
  readonly callbackContext?: object;
  readonly callbackDelaySeconds?: number;
}

const { printed, expectSilent } = watchWhatLeaves('the registry type');

/** An event but for what a template says. */
const withoutTemplate = (event: unknown): unknown => {
  const { requestData, ...rest } = (event ?? {}) as { requestData?: object | null };
  const others = Object.entries(requestData ?? {}).filter(([key]) => key !== 'resourceProperties' && key !== 'previousResourceProperties');
  return { ...rest, requestData: others };
};

it('the registry type answers every event once, coded, and leaves nothing half-made', async () => {
  const actions = ['CREATE', 'READ', 'UPDATE', 'DELETE', 'LIST'] as const;
  const poolId = 'us-east-1:00000001-abcd-4000-8000-0123456789ab';
  const eventFor = (action: string): object => ({
    action,
    awsAccountId: ACCOUNT_ID,
    region: 'us-east-1',
    bearerToken: PLANTED.bearerToken,
    resourceType: 'Community::Cognito::IdentityPoolWithRoles',
    stackId: STACK_ID,
    callbackContext: null,
    requestData: {
      callerCredentials: CALLER_CREDENTIALS,
      resourceProperties: action === 'CREATE' ? PROPERTIES : { ...PROPERTIES, IdentityPoolId: poolId },
      previousResourceProperties: action === 'UPDATE' ? { IdentityPoolName: 'there already', IdentityPoolId: poolId } : null,
      logicalResourceId: 'Identities',
      typeConfiguration: null,
    },
  });
  const anyEvent = fc.oneof(...actions.map((action) => hostileEvent(eventFor(action))));
  await fc.assert(
    fc.asyncProperty(anyEvent, async (event) => {
      const account = await inhabited();
      const { aws, clock } = account;
      aws.resetCalls();
      const before = aws.snapshot();
      const caller = callerAt('the registry type', (event as { action?: unknown } | null)?.action);
      const { entrypoint } = createResource({ lifecycleFor: ({ log }) => lifecycleOn(aws, clock, log, { caller }) });
      let answer = (await watch.during(() => entrypoint(event, {}))) as RegistryAnswer;
      for (let call = 0; answer.status === 'IN_PROGRESS' && call < 50; call += 1) {
        watch.progress(answer);
        clock.advance(1_000 * (answer.callbackDelaySeconds ?? 0));
        const { requestData, ...rest } = event as { requestData: object };
        const next = {
          ...rest,
          callbackContext: answer.callbackContext,
          requestData: { ...requestData, resourceProperties: answer.resourceModel },
        };
        answer = (await watch.during(() => entrypoint(next, {}))) as RegistryAnswer;
      }
      expect(answer.status).toMatch(/^(SUCCESS|FAILED)$/);
      if (answer.status === 'FAILED') {
        expect(answer.errorCode).toMatch(FAILURE_CODES);
        expect(answer.message).not.toBe('');
        // What CloudFormation itself says is not weighed: there it may be an error that nobody foresaw.
        if (actions.some((action) => isDeepStrictEqual(withoutTemplate(event), withoutTemplate(eventFor(action)))))
          expect(answer.message).not.toContain(UNFORESEEN);
      }
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
      const { requestData } = (event ?? {}) as { requestData?: { resourceProperties?: unknown } | null };
      if (answer.status === 'FAILED')
        await expectUndone(account, before, requestData?.resourceProperties, answer.resourceModel?.IdentityPoolId);
      else moveOut();
      expectSilent('answer', [JSON.stringify(answer)]);
      expectSilent('log line', printed.splice(0));
    }),
    { numRuns: EVENTS, seed: 20261125 },
  );
});
