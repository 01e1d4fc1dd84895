import { ANSWER_LIMIT } from '../../src/custom-resource/answer';
import { createHandler } from '../../src/custom-resource/handler';
import { NO_SETTINGS } from '../../src/core/settings';
import { CustomResourceStack, newAccount } from './cloudformation';
import { ACCOUNT_ID } from './fixtures';

const ANSWER_URL = 'https://answers.s3.us-east-1.amazonaws.com/?X-Amz-Signature=planted-response-url';
const FRAME = {
  ResponseURL: ANSWER_URL,
  StackId: `arn:aws:cloudformation:us-east-1:${ACCOUNT_ID}:stack/shop/guid`,
  RequestId: 'r',
  LogicalResourceId: 'Identities',
};

const answerTo = async (event: object, stack = new CustomResourceStack(newAccount())): Promise<Record<string, unknown>> =>
  JSON.parse((await stack.invoke({ ...FRAME, ...event })).body) as Record<string, unknown>;

describe('the custom resource answers each request exactly once', () => {
  it.each<[string, object, string]>([
    [
      'an unknown request type',
      { RequestType: 'Upsert' },
      'InvalidRequest: RequestType is "Upsert"; allowed are "Create", "Update" and "Delete".',
    ],
    ['no request type', {}, 'InvalidRequest: RequestType is missing; allowed are "Create", "Update" and "Delete".'],
    ['a create without properties', { RequestType: 'Create' }, 'InvalidRequest: ResourceProperties is missing; it has to be an object.'],
    [
      'an update without a physical id',
      { RequestType: 'Update', ResourceProperties: {} },
      'InvalidRequest: PhysicalResourceId is missing from an Update.',
    ],
  ])('%s is refused before any AWS call', async (_case, event, Reason) => {
    const stack = new CustomResourceStack(newAccount());
    expect(await answerTo(event, stack)).toEqual({
      Status: 'FAILED',
      Reason,
      PhysicalResourceId: 'identity-pool-with-roles:nothing-was-made',
      StackId: FRAME.StackId,
      RequestId: 'r',
      LogicalResourceId: 'Identities',
    });
    expect(stack.aws.calls).toEqual([]);
  });

  it.each([
    ['the marker', 'identity-pool-with-roles:nothing-was-made'],
    ['a pool of another region', 'eu-west-1:00000001-abcd-4000-8000-0123456789ab'],
    ['nothing', undefined],
  ])('a delete of %s succeeds without an AWS call', async (_case, PhysicalResourceId) => {
    const stack = new CustomResourceStack(newAccount());
    expect(await answerTo({ RequestType: 'Delete', PhysicalResourceId }, stack)).toMatchObject({ Status: 'SUCCESS' });
    expect(stack.aws.calls).toEqual([]);
  });

  it('an update of a resource that was never created creates it', async () => {
    const stack = new CustomResourceStack(newAccount());
    const event = {
      RequestType: 'Update',
      PhysicalResourceId: 'identity-pool-with-roles:nothing-was-made',
      ResourceProperties: {},
      OldResourceProperties: {},
    };
    expect(await answerTo(event, stack)).toMatchObject({
      Status: 'SUCCESS',
      PhysicalResourceId: Object.keys(stack.aws.snapshot().pools)[0],
    });
  });

  it('ServiceToken, ServiceTimeout and Revision are not read as properties', async () => {
    const ResourceProperties = { ServiceToken: 'arn', ServiceTimeout: '60', Revision: '7' };
    expect(await answerTo({ RequestType: 'Create', ResourceProperties })).toMatchObject({ Status: 'SUCCESS' });
  });

  it('an answer out of time names the pool that exists, and nothing is started after it', async () => {
    const stack = new CustomResourceStack(newAccount());
    stack.timeLeft = 20_000;
    stack.aws.refuseNewRoles(Infinity);
    const answer = await answerTo({ RequestType: 'Create', ResourceProperties: {} }, stack);
    expect(answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: Object.keys(stack.aws.snapshot().pools)[0] });
    expect(answer['Reason']).toMatch(/^NotStabilized: The create was not finished when the function's time ran out;/);
    const { length } = stack.aws.calls;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(stack.aws.calls).toHaveLength(length);
  });

  it('an answer stays within 4,096 bytes for long rules, other scripts and many problems', async () => {
    for (const text of ['x', 'é', '😀']) {
      const rules = Array.from({ length: 25 }, (_, index) => ({
        Claim: `c${String(index)}`,
        MatchType: 'Equals',
        Value: text.repeat(60),
        Role: 'Nobody',
      }));
      const stack = new CustomResourceStack(newAccount());
      const { body } = await stack.invoke({
        ...FRAME,
        RequestType: 'Create',
        ResourceProperties: {
          AuthenticationProviders: { Google: { ClientId: 'g' } },
          RoleMappings: [{ IdentityProvider: { LoginProvider: 'Google' }, Type: 'Rules', Rules: rules }],
          IdentityPoolName: text.repeat(200),
        },
      });
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(ANSWER_LIMIT);
      expect(body).toContain('invalid properties');
    }
  });

  it('an event without a response URL gets no answer', async () => {
    const delivered: string[] = [];
    const handler = createHandler({
      settings: NO_SETTINGS,
      clock: new CustomResourceStack(newAccount()).clock,
      write: () => undefined,
      deliver: (_url, body) => Promise.resolve(void delivered.push(body)),
      lifecycleFor: () => {
        throw new Error('AWS was called');
      },
    });
    const context = { getRemainingTimeInMillis: () => 1000, invokedFunctionArn: `arn:aws:lambda:us-east-1:${ACCOUNT_ID}:function:x` };
    for (const event of [undefined, null, 'text', {}, { ...FRAME, ResponseURL: '' }]) await handler(event, context);
    expect(delivered).toEqual([]);
  });
});
