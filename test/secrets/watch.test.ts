import { DOORS, CustomResourceStack, newAccount, RegistryStack } from '../stories/cloudformation';
import { CALLER_CREDENTIALS, PLANTED, PLANTED_WORD } from './planted';
import { Watch } from './watch';

it('finds every planted secret by one word', () => {
  expect(Object.values(PLANTED).filter((secret) => !secret.includes(PLANTED_WORD))).toEqual([]);
});

it('searches log lines, answers, callback contexts and thrown errors, and counts them', async () => {
  const watch = new Watch();
  const { sessionToken } = CALLER_CREDENTIALS;
  watch.text('log line', 'all is well');
  expect(watch.takeFinds()).toEqual([]);
  watch.text('log line', `credentials: ${sessionToken}`);
  watch.progress({ status: 'SUCCESS', resourceModel: { a: [PLANTED.consumerSecret] } });
  watch.progress({ status: 'FAILED', message: `no: ${PLANTED.consumerSecret}` });
  watch.progress({ status: 'IN_PROGRESS', callbackContext: { deep: { sessionToken } } });
  const cause = new Error('beneath', { cause: { url: PLANTED.responseUrl } });
  await expect(watch.during(() => Promise.reject(new Error('above', { cause })))).rejects.toThrow('above');
  expect(watch.takeFinds().map((find) => find.split(':')[0])).toEqual(['log line', 'answer', 'answer', 'callback context', 'thrown error']);
  expect(watch).toMatchObject({ pieces: 7 });
  expect(watch.takeFinds()).toEqual([]);
  expect(watch.finds).toHaveLength(5);
});

it('lets a model that is in progress carry the secret, as CloudFormation needs it', () => {
  const watch = new Watch();
  watch.progress({ status: 'IN_PROGRESS', resourceModel: { a: PLANTED.consumerSecret }, callbackContext: {} });
  expect(watch).toMatchObject({ pieces: 2, finds: [] });
});

const LEAKING = {
  'the custom resource': CustomResourceStack,
  'the registry type': RegistryStack,
} as const;

it.each(DOORS.map(([door]) => door as keyof typeof LEAKING))(
  'goes red where %s passes on what AWS says of a session token',
  async (door) => {
    const account = newAccount();
    const watch = new Watch();
    const stack = new LEAKING[door](account, watch);
    await stack.create({});
    expect(watch.takeFinds()).toEqual([]);
    account.aws.fail({ operation: 'UpdateIdentityPool', error: { name: 'InvalidParameterException', message: PLANTED.sessionToken } });
    await stack.update({ IdentityPoolName: 'b' });
    expect(watch.takeFinds().map((find) => find.split(':')[0])).toContain('answer');
  },
);

it.each(['log', 'info', 'warn', 'error', 'debug'] as const)('goes red where a door prints a secret by console.%s', (method) => {
  const watch = new Watch();
  new RegistryStack(newAccount(), watch);
  console[method]('caller', CALLER_CREDENTIALS);
  expect(watch.takeFinds()).toHaveLength(1);
});
