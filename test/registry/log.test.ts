import { format } from 'node:util';
import { requestMarkOf } from '../../src/core/rules/ownership';
import { placeIn } from '../places';
import { PLANTED } from '../secrets/planted';
import { watch } from '../secrets/watch';
import { eventOf, POOL_ID, scripted, STACK_ID, type Step } from './scripted-lifecycle';

let printed: string[];

beforeEach(() => {
  printed = [];
  jest.spyOn(console, 'log').mockImplementation((...parts) => {
    const line = format(...parts);
    watch.text('log line', line);
    printed.push(line);
  });
});

afterEach(() => jest.restoreAllMocks());

/** Of the last call. */
const outcomeOf = (): unknown =>
  JSON.parse(printed.filter((line) => line.startsWith('{') && line.includes('"outcome":')).at(-1) ?? '{}') as unknown;

const callOnce = async (action: string, step: Step, fields: object = {}): Promise<unknown> => {
  await scripted([step]).entrypoint(eventOf(action, { ...fields }), {});
  return outcomeOf();
};

const COMMON = {
  service: 'identity-pool-with-roles',
  version: expect.stringMatching(/^\d/) as string,
  timestamp: expect.stringMatching(/Z$/) as string,
  stackId: STACK_ID,
  logicalId: 'Identities',
  requestId: requestMarkOf(PLANTED.bearerToken, { stackId: STACK_ID, logicalId: 'Identities' }),
  durationMs: expect.any(Number) as number,
  calls: 0,
  throttled: 0,
};

describe('every call of the registry type ends with one line that says what came of it', () => {
  const context = { poolId: POOL_ID, poolIsNew: true };
  it.each<[string, string, Step, object, object]>([
    [
      'a create that goes on',
      'CREATE',
      { status: 'inProgress', poolId: POOL_ID, callbackContext: context, delaySeconds: 0 },
      {},
      { level: 'INFO', message: 'Create goes on in the next call', requestType: 'Create', poolId: POOL_ID, outcome: 'inProgress' },
    ],
    [
      'a create that is done',
      'CREATE',
      { status: 'succeeded', poolId: POOL_ID, model: { IdentityPoolId: POOL_ID } },
      { callbackContext: context },
      { level: 'INFO', message: 'Create succeeded', requestType: 'Create', poolId: POOL_ID, outcome: 'succeeded' },
    ],
    [
      'an update that AWS denied',
      'UPDATE',
      { status: 'failed', code: 'AccessDenied', message: 'Not allowed.', poolId: POOL_ID },
      { requestData: { resourceProperties: { IdentityPoolId: POOL_ID } } },
      {
        level: 'ERROR',
        message: 'Update failed: AccessDenied',
        requestType: 'Update',
        poolId: POOL_ID,
        outcome: 'failed',
        code: 'AccessDenied',
        reason: 'Not allowed.',
      },
    ],
    [
      'a read of a pool that is not there',
      'READ',
      { status: 'failed', code: 'NotFound', message: 'No such pool.' },
      { requestData: { resourceProperties: { IdentityPoolId: POOL_ID } } },
      {
        level: 'WARN',
        message: 'Read refused: NotFound',
        requestType: 'Read',
        poolId: POOL_ID,
        outcome: 'refused',
        code: 'NotFound',
        reason: 'No such pool.',
      },
    ],
    [
      'a list',
      'LIST',
      { status: 'succeeded', poolIds: [POOL_ID] },
      {},
      { level: 'INFO', message: 'List succeeded', requestType: 'List', outcome: 'succeeded' },
    ],
    [
      'a delete without credentials',
      'DELETE',
      'never',
      { requestData: { callerCredentials: null, resourceProperties: { IdentityPoolId: POOL_ID } } },
      {
        level: 'ERROR',
        message: 'Delete failed: InvalidCredentials',
        requestType: 'Delete',
        poolId: POOL_ID,
        outcome: 'failed',
        code: 'InvalidCredentials',
        reason: expect.stringMatching(/^CloudFormation gave no credentials/) as string,
      },
    ],
  ])('%s', async (_case, action, step, fields, line) => {
    expect(await callOnce(action, step, fields)).toEqual({ ...COMMON, ...line });
  });

  it('an error that nobody foresaw, with its place and without its words', async () => {
    const line = await callOnce('CREATE', new TypeError(`words with ${PLANTED.consumerSecret}`));
    expect(line).toEqual({
      ...COMMON,
      level: 'ERROR',
      message: 'Create failed: InternalFailure',
      requestType: 'Create',
      outcome: 'failed',
      code: 'InternalFailure',
      reason: 'The handler met an error that it does not know. Its log names the place.',
      error: {
        name: 'TypeError',
        location: expect.stringMatching(placeIn(__filename, 'TypeError').location) as string,
        stack: expect.stringMatching(placeIn(__filename, 'TypeError').stack) as string,
      },
    });
    expect(printed.join('\n')).not.toContain('words with');
  });

  it('a create without a token, which has no id of its request', async () => {
    const line = await callOnce('CREATE', 'never', { bearerToken: '' });
    expect(line).toMatchObject({ level: 'WARN', outcome: 'refused', code: 'InvalidRequest' });
    expect(line).not.toHaveProperty('requestId');
  });

  it('with one id for all calls of a request, which the token cannot be read from', async () => {
    const first = (await callOnce('CREATE', {
      status: 'inProgress',
      poolId: POOL_ID,
      callbackContext: context,
      delaySeconds: 0,
    })) as object;
    const second = (await callOnce('CREATE', { status: 'succeeded', poolId: POOL_ID }, { callbackContext: context })) as object;
    const other = (await callOnce('CREATE', { status: 'succeeded', poolId: POOL_ID }, { bearerToken: 'another' })) as object;
    const idOf = (line: object): unknown => (line as { requestId?: unknown }).requestId;
    expect(idOf(second)).toBe(idOf(first));
    expect(idOf(other)).not.toBe(idOf(first));
    expect(printed.join('\n')).not.toContain(PLANTED.bearerToken);
  });
});
