import type { Operation } from '../../src/core/operation';
import { createLifecycle } from '../../src/core/lifecycle';
import type { Aws } from '../../src/core/ports';
import { NO_SETTINGS } from '../../src/core/settings';
import { createResource } from '../../src/registry/resource';
import { watch } from '../secrets/watch';
import { CREDENTIALS, eventOf, POOL_ID, scripted, STACK_ID } from './scripted-lifecycle';

const TWITTER = { ConsumerKey: 'k', ConsumerSecret: 'planted-consumer-secret' };
const PROPERTIES = { IdentityPoolName: 'my-app', AllowClassicFlow: true, AuthenticationProviders: { Twitter: TWITTER } };
const WITHOUT_SECRET = { ...PROPERTIES, AuthenticationProviders: { Twitter: { ConsumerKey: 'k' } } };
const ATTRIBUTES = { IdentityPoolId: POOL_ID, Arn: 'arn:aws:cognito-identity:us-east-1:123456789012:identitypool/x', Name: 'my-app' };
const CONTEXT = { poolId: POOL_ID, poolIsNew: true };

const OPERATION: Operation = {
  region: 'us-east-1',
  accountId: '123456789012',
  desired: {},
  stackTags: {},
  previousStackTags: {},
  settings: NO_SETTINGS,
  requestToken: 'planted-bearer-token',
  stackName: 'shop-prod',
  stackId: STACK_ID,
  logicalId: 'Identities',
};

let printed: string[];

beforeEach(() => {
  printed = [];
  jest.spyOn(console, 'log').mockImplementation((...parts) => {
    const line = parts.map(String).join(' ');
    watch.text('log line', line);
    printed.push(line);
  });
});

afterEach(() => jest.restoreAllMocks());

describe('create', () => {
  it('answers with the pool and the whole template, the secret too, and is called again with both', async () => {
    const { entrypoint, asked } = scripted([
      { status: 'inProgress', poolId: POOL_ID, callbackContext: CONTEXT, delaySeconds: 0 },
      { status: 'succeeded', poolId: POOL_ID, model: { ...WITHOUT_SECRET, ...ATTRIBUTES } as never },
    ]);
    const first = await entrypoint(
      eventOf('CREATE', { requestData: { resourceProperties: { ...PROPERTIES, AllowClassicFlow: 'true' } } }),
      {},
    );
    expect(first).toEqual({
      status: 'IN_PROGRESS',
      message: '',
      callbackContext: CONTEXT,
      callbackDelaySeconds: 0,
      resourceModel: { ...PROPERTIES, IdentityPoolId: POOL_ID },
    });
    const { resourceModel, callbackContext } = first as { resourceModel: object; callbackContext: object };
    expect(await entrypoint(eventOf('CREATE', { callbackContext, requestData: { resourceProperties: resourceModel } }), {})).toEqual({
      status: 'SUCCESS',
      message: '',
      callbackDelaySeconds: 0,
      resourceModel: { ...WITHOUT_SECRET, ...ATTRIBUTES },
    });
    expect(asked).toEqual([
      { action: 'create', given: { ...OPERATION, desired: PROPERTIES } },
      { action: 'create', given: { ...OPERATION, desired: PROPERTIES, poolId: POOL_ID, callbackContext: CONTEXT } },
    ]);
  });

  it('names the pool of a create that failed, so that CloudFormation deletes it, and nothing that a template gave', async () => {
    const { entrypoint } = scripted([{ status: 'failed', code: 'AlreadyExists', message: 'The role is there.', poolId: POOL_ID }]);
    expect(await entrypoint(eventOf('CREATE', { callbackContext: CONTEXT, requestData: { resourceProperties: PROPERTIES } }), {})).toEqual({
      status: 'FAILED',
      errorCode: 'AlreadyExists',
      message: 'The role is there.',
      callbackDelaySeconds: 0,
      resourceModel: { IdentityPoolId: POOL_ID },
    });
  });

  const aws = new Proxy(
    {},
    {
      get: () => {
        throw new Error('AWS was called');
      },
    },
  ) as Aws;

  it('refuses a value of another type and a property that there is not in the words of the type, all at once', async () => {
    const { entrypoint } = createResource({ lifecycleFor: ({ log }) => createLifecycle({ aws, log, clock: { now: () => 0 } }) });
    const event = eventOf('CREATE', { requestData: { resourceProperties: { AllowClassicFlow: 'perhaps', Tag: [] } } });
    expect(await entrypoint(event, {})).toEqual({
      status: 'FAILED',
      errorCode: 'InvalidRequest',
      message: expect.stringMatching(
        /^2 invalid properties\. \(1\) Tag: is not a property of this resource\. Did you mean Tags\? .* \(2\) AllowClassicFlow: "perhaps" is not allowed: it has to be a boolean\.$/,
      ) as string,
      callbackDelaySeconds: 0,
    });
  });

  it('refuses a template that sets an attribute, by name and before any call', async () => {
    const { entrypoint } = createResource({ lifecycleFor: ({ log }) => createLifecycle({ aws, log, clock: { now: () => 0 } }) });
    const event = eventOf('CREATE', { requestData: { resourceProperties: { Arn: 'arn', IdentityPoolId: POOL_ID } } });
    expect(await entrypoint(event, {})).toEqual({
      status: 'FAILED',
      errorCode: 'InvalidRequest',
      message:
        '2 invalid properties. (1) Arn: is an attribute that this resource gives; a template cannot set it. Remove it. ' +
        '(2) IdentityPoolId: is an attribute that this resource gives; a template cannot set it. Remove it.',
      callbackDelaySeconds: 0,
    });
  });
});

it.each([undefined, null, '', 5])(
  'a create whose token is %p is refused, for its repeat would be taken for another',
  async (bearerToken) => {
    const { entrypoint, asked } = scripted([{ status: 'succeeded', poolId: POOL_ID }]);
    expect(await entrypoint(eventOf('CREATE', { bearerToken }), {})).toEqual({
      status: 'FAILED',
      errorCode: 'InvalidRequest',
      message:
        'The request has no bearerToken, so a repeat of it could not be distinguished from another request. CloudFormation always sends one.',
      callbackDelaySeconds: 0,
    });
    expect(await entrypoint(eventOf('DELETE', { bearerToken }), {})).toMatchObject({ status: 'SUCCESS' });
    expect(asked).toHaveLength(1);
    expect(printed.join('\n')).not.toMatch(/<REDACTED>/);
  },
);

describe('read', () => {
  it('asks by the id and answers with what was found', async () => {
    const { entrypoint, asked } = scripted([
      { status: 'succeeded', poolId: POOL_ID, model: { IdentityPoolName: 'my-app', ...ATTRIBUTES } },
    ]);
    expect(await entrypoint(eventOf('READ', { requestData: { resourceProperties: { IdentityPoolId: POOL_ID } } }), {})).toEqual({
      status: 'SUCCESS',
      message: '',
      callbackDelaySeconds: 0,
      resourceModel: { IdentityPoolName: 'my-app', ...ATTRIBUTES },
    });
    expect(asked).toEqual([{ action: 'read', given: { ...OPERATION, poolId: POOL_ID } }]);
  });
});

describe('update', () => {
  it('leaves attributes and the tags of CloudFormation itself out of the desired state', async () => {
    const { entrypoint, asked } = scripted([
      { status: 'succeeded', poolId: POOL_ID, model: { ...WITHOUT_SECRET, ...ATTRIBUTES } as never },
    ]);
    const requestData = {
      resourceProperties: { ...PROPERTIES, ...ATTRIBUTES },
      previousResourceProperties: { IdentityPoolName: 'before', ...ATTRIBUTES },
      stackTags: { team: 'a', 'aws:cloudformation:stack-name': 'shop-prod' },
      previousStackTags: { team: 'b', 'aws:x': 'y' },
      systemTags: { 'aws:cloudformation:stack-id': 'x' },
    };
    await entrypoint(eventOf('UPDATE', { requestData }), {});
    expect(asked).toEqual([
      {
        action: 'update',
        given: {
          ...OPERATION,
          desired: PROPERTIES,
          previous: { IdentityPoolName: 'before' },
          stackTags: { team: 'a' },
          previousStackTags: { team: 'b' },
          poolId: POOL_ID,
        },
      },
    ]);
  });

  it.each([
    ['has no id', {}, undefined],
    ['names a pool that is gone', { IdentityPoolId: POOL_ID }, POOL_ID],
    ['names what is no text', { IdentityPoolId: { Ref: 'Pool' } }, '{"Ref":"Pool"}'],
  ])('that %s is answered NotFound, with a message and without a model', async (_case, resourceProperties, poolId) => {
    const { entrypoint, asked } = scripted([
      { status: 'failed', code: 'NotFound', message: 'There is no such pool.', ...(poolId && { poolId }) },
    ]);
    expect(await entrypoint(eventOf('UPDATE', { requestData: { resourceProperties } }), {})).toEqual({
      status: 'FAILED',
      errorCode: 'NotFound',
      message: 'There is no such pool.',
      callbackDelaySeconds: 0,
    });
    expect(asked).toEqual([{ action: 'update', given: { ...OPERATION, ...(poolId && { poolId }) } }]);
  });
});

describe('delete', () => {
  it('answers without a model once it is done, and with the id while it is not', async () => {
    const context = { poolId: POOL_ID, poolIsNew: false, waitingSince: 7 };
    const { entrypoint, asked } = scripted([
      { status: 'inProgress', poolId: POOL_ID, callbackContext: context, delaySeconds: 3 },
      { status: 'succeeded', poolId: POOL_ID },
    ]);
    const first = await entrypoint(eventOf('DELETE', { requestData: { resourceProperties: { IdentityPoolId: POOL_ID } } }), {});
    expect(first).toEqual({
      status: 'IN_PROGRESS',
      message: '',
      callbackContext: context,
      callbackDelaySeconds: 3,
      resourceModel: { IdentityPoolId: POOL_ID },
    });
    expect(
      await entrypoint(
        eventOf('DELETE', { callbackContext: context, requestData: { resourceProperties: { IdentityPoolId: POOL_ID } } }),
        {},
      ),
    ).toEqual({ status: 'SUCCESS', message: '', callbackDelaySeconds: 0 });
    expect(asked[1]?.given).toEqual({ ...OPERATION, poolId: POOL_ID, callbackContext: context });
  });
});

describe('list', () => {
  it('passes the token on both ways and answers with ids alone', async () => {
    const { entrypoint, asked } = scripted([
      { status: 'succeeded', poolIds: ['us-east-1:a', 'us-east-1:b'], nextToken: 'page-3' },
      { status: 'succeeded', poolIds: [] },
    ]);
    expect(await entrypoint(eventOf('LIST', { nextToken: 'page-2' }), {})).toEqual({
      status: 'SUCCESS',
      message: '',
      callbackDelaySeconds: 0,
      resourceModels: [{ IdentityPoolId: 'us-east-1:a' }, { IdentityPoolId: 'us-east-1:b' }],
      nextToken: 'page-3',
    });
    expect(await entrypoint(eventOf('LIST'), {})).toEqual({ status: 'SUCCESS', message: '', callbackDelaySeconds: 0, resourceModels: [] });
    expect(asked).toEqual([
      { action: 'list', given: 'page-2' },
      { action: 'list', given: undefined },
    ]);
  });
});

describe('the caller', () => {
  const succeeded = { status: 'succeeded', poolId: POOL_ID } as const;

  it('is who the event says', async () => {
    const { entrypoint, callers } = scripted([succeeded]);
    await entrypoint(eventOf('DELETE'), {});
    expect(callers.map(({ credentials, region, accountId }) => ({ credentials, region, accountId }))).toEqual([
      { credentials: CREDENTIALS, region: 'us-east-1', accountId: '123456789012' },
    ]);
  });

  it.each([
    ['none', null],
    ['empty ones', { accessKeyId: '', secretAccessKey: '', sessionToken: '' }],
  ])('with %s for credentials is refused, and does not act with those of the caller before', async (_case, callerCredentials) => {
    const { entrypoint, callers } = scripted([succeeded]);
    await entrypoint(eventOf('DELETE'), {});
    expect(await entrypoint(eventOf('DELETE', { requestData: { callerCredentials } }), {})).toEqual({
      status: 'FAILED',
      errorCode: 'InvalidCredentials',
      message: 'CloudFormation gave no credentials to act with. Register the type with an execution role: resource-role.yaml describes it.',
      callbackDelaySeconds: 0,
    });
    expect(callers).toHaveLength(1);
  });

  it('keeps to itself where two calls overlap', async () => {
    const { entrypoint, callers } = scripted([succeeded, succeeded]);
    const withKey = (accessKeyId: string) => eventOf('DELETE', { requestData: { callerCredentials: { ...CREDENTIALS, accessKeyId } } });
    await Promise.all([entrypoint(withKey('AKIAONE'), {}), entrypoint(withKey('AKIATWO'), {})]);
    expect(callers.map(({ credentials }) => credentials.accessKeyId)).toEqual(['AKIAONE', 'AKIATWO']);
  });
});

describe('whatever goes wrong', () => {
  it('is an InternalFailure whose message quotes nothing of the request', async () => {
    const { entrypoint } = scripted([new TypeError('cannot read planted-consumer-secret')]);
    expect(await entrypoint(eventOf('CREATE', { requestData: { resourceProperties: PROPERTIES } }), {})).toEqual({
      status: 'FAILED',
      errorCode: 'InternalFailure',
      message: expect.stringMatching(/^The handler met an error that it does not know\./) as string,
      callbackDelaySeconds: 0,
    });
    expect(printed.join('\n')).not.toContain('planted');
  });

  it.each([
    ['nothing', undefined],
    ['an empty object', {}],
    ['no account', eventOf('READ', { awsAccountId: null })],
  ])('in an event with %s is an InvalidRequest', async (_case, event) => {
    const { entrypoint, asked } = scripted([]);
    expect(await entrypoint(event, {})).toMatchObject({ status: 'FAILED', errorCode: 'InvalidRequest', callbackDelaySeconds: 0 });
    expect(asked).toEqual([]);
  });
});

describe('time', () => {
  const slow = (...steps: Parameters<typeof scripted>[0]) => scripted(steps, { now: () => 0, sleep: () => Promise.resolve() });

  it('that runs out on a pool that is known asks to go on later, from a new look', async () => {
    const { entrypoint, callers } = slow('never');
    const context = { poolId: POOL_ID, poolIsNew: true };
    expect(await entrypoint(eventOf('CREATE', { callbackContext: context, requestData: { resourceProperties: PROPERTIES } }), {})).toEqual({
      status: 'IN_PROGRESS',
      message: '',
      callbackContext: { poolId: POOL_ID, poolIsNew: false },
      callbackDelaySeconds: 1,
      resourceModel: { ...PROPERTIES, IdentityPoolId: POOL_ID },
    });
    expect(callers[0]?.signal.aborted).toBe(true);
  });

  it.each(['CREATE', 'READ', 'LIST'])('that runs out on a %s that knows no pool is NotStabilized', async (action) => {
    const { entrypoint } = slow('never');
    expect(await entrypoint(eventOf(action), {})).toMatchObject({ status: 'FAILED', errorCode: 'NotStabilized' });
  });

  it.each([
    ['CREATE', undefined, 55_000],
    ['READ', undefined, 25_000],
    ['CREATE', 20_000, 15_000],
    ['LIST', 1_000, 0],
  ])('of a %s in a function with %p ms left is %p ms', async (action, remaining, expected) => {
    const slept: number[] = [];
    const clock = { now: () => 0, sleep: (milliseconds: number) => (slept.push(milliseconds), Promise.resolve()) };
    const { entrypoint } = scripted(['never'], clock);
    await entrypoint(eventOf(action), remaining === undefined ? {} : { getRemainingTimeInMillis: () => remaining });
    expect(slept[0]).toBe(expected);
  });

  it('is not spent waiting for logs to be delivered', async () => {
    const { entrypoint } = scripted([{ status: 'succeeded', poolId: POOL_ID }]);
    const start = performance.now();
    await entrypoint(eventOf('DELETE'), {});
    expect(performance.now() - start).toBeLessThan(200);
  });
});

describe('the test entry point', () => {
  it('does the same as the other and prints neither properties nor credentials', async () => {
    const { testEntrypoint, asked } = scripted([{ status: 'inProgress', poolId: POOL_ID, callbackContext: CONTEXT, delaySeconds: 0 }]);
    const request = {
      clientRequestToken: 'planted-bearer-token',
      desiredResourceState: PROPERTIES,
      logicalResourceIdentifier: 'Identities',
      awsAccountId: '123456789012',
    };
    expect(await testEntrypoint({ credentials: CREDENTIALS, action: 'CREATE', region: 'us-east-1', request }, {})).toMatchObject({
      status: 'IN_PROGRESS',
    });
    const { stackName: _noStack, stackId: _noStackId, ...operation } = OPERATION;
    expect(asked).toEqual([{ action: 'create', given: { ...operation, desired: PROPERTIES } }]);
    expect(printed.join('\n')).not.toContain('planted');
  });
});
