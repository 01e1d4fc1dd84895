import type { Answer } from '../../src/custom-resource/answer';
import { sideBySide } from '../fakes';
import { CustomResourceStack, LOGICAL_ID, newAccount, STACK_ID, type Account } from './cloudformation';
import { ACCOUNT_ID, READ_ONLY, USER_POOL } from './fixtures';
import { accountWithUserPools } from './templates';

const ONE = {
  AuthenticationProviders: { UserPools: [{ UserPoolId: USER_POOL }] },
  AuthenticatedRole: { ManagedPolicyArns: [READ_ONLY] },
  MappedRoles: [{ Name: 'Admin' }],
};
/** CloudFormation makes one up if no answer arrives. */
const MADE_UP = 'shop-prod-Identities-1ABCDEFGHIJKL';
const EMPTY = accountWithUserPools().aws.snapshot();

/** A store signed for this very moment. */
const signedAt = (time: number): string => {
  const date = new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
  return `https://answers.s3.us-east-1.amazonaws.com/?X-Amz-Date=${date}&X-Amz-Signature=planted-response-url`;
};

const createEvent = (stack: CustomResourceStack, properties: object = ONE): object => ({
  RequestType: 'Create',
  ResponseURL: stack.responseUrl,
  StackId: STACK_ID,
  RequestId: 'one',
  LogicalResourceId: LOGICAL_ID,
  ResourceProperties: { ServiceToken: `arn:aws:lambda:us-east-1:${ACCOUNT_ID}:function:x`, ...properties },
});

const opened = (account: Account = accountWithUserPools()): CustomResourceStack => new CustomResourceStack(account);

describe('a create whose answer never arrives, through the custom resource', () => {
  it.each(["CloudFormation's answer store said 500", "CloudFormation's answer store said 403", 'the answer could not be sent: ECONNRESET'])(
    'a delete under an id that CloudFormation made up removes everything: %s',
    async (said) => {
      for (const template of [ONE, { ...ONE, IdentityPoolName: 'shop' }]) {
        const stack = opened();
        stack.answerStoreSays = new Error(said);
        // Lambda delivers the event again, twice.
        for (let delivery = 0; delivery < 3; delivery += 1) await expect(stack.deliver(createEvent(stack, template))).rejects.toThrow(said);
        expect(Object.keys(stack.aws.snapshot().pools)).toHaveLength(1);
        stack.answerStoreSays = undefined;
        await stack.create({ IdentityPoolName: 'unrelated', UnauthenticatedRole: { Create: false } }, { token: 'other', noRollback: true });
        // That one was answered: the delete of the first must leave it.
        const unrelated = stack.id;
        Object.assign(stack, { properties: template });
        expect(await stack.delete({ id: MADE_UP })).toMatchObject({ ok: true });
        expect(Object.keys(stack.aws.snapshot().pools)).toEqual([unrelated]);
        expect(await stack.delete({ id: unrelated })).toMatchObject({ ok: true });
        expect(stack.aws.snapshot()).toEqual(EMPTY);
      }
    },
  );

  it('a delete under a made-up id leaves pools of others, of other resources and those that were answered', async () => {
    const stack = opened();
    await stack.create(ONE);
    stack.aws.seedPool({ IdentityPoolName: 'shop', tags: { 'identity-pool-with-roles:unanswered': 'true' } });
    const before = stack.aws.snapshot();
    expect(await stack.delete({ id: MADE_UP })).toMatchObject({ ok: true });
    expect(stack.aws.snapshot()).toEqual(before);
  });
});

describe('ServiceTimeout that is shorter than the work, through the custom resource', () => {
  it.each([15, 20, 30, 60])('a create within %i s answers in time, and its delete leaves nothing', async (ServiceTimeout) => {
    const account = accountWithUserPools();
    account.aws.delayAnswers({ milliseconds: 20_000 });
    const stack = opened(account);
    stack.responseUrl = signedAt(stack.clock.now());
    const sent = stack.clock.now();
    const reply = await stack.create({ ...ONE, ServiceTimeout }, { noRollback: true });
    expect(reply).toMatchObject({ ok: false, code: 'NotStabilized' });
    expect(stack.clock.now() - sent).toBeLessThanOrEqual(ServiceTimeout * 1_000);
    // What was under way when the time ran out ends by itself.
    await account.aws.wait(120_000);
    account.aws.delayAnswers(undefined);
    expect(await stack.delete()).toMatchObject({ ok: true });
    expect(stack.aws.snapshot()).toEqual(EMPTY);
  });

  it('a create that is older than ServiceTimeout is not begun, because nobody would delete what it makes', async () => {
    const stack = opened();
    stack.responseUrl = signedAt(stack.clock.now() - 61_000);
    expect(await stack.deliver(createEvent(stack, { ...ONE, ServiceTimeout: '60' }))).toEqual([]);
    expect(stack.aws.calls).toEqual([]);
  });
});

describe('a create event that comes again after its delete, through the custom resource', () => {
  it('an instance that saw the delete does not begin the create', async () => {
    const stack = opened();
    stack.isWarm = true;
    stack.responseUrl = signedAt(stack.clock.now());
    const event = createEvent(stack);
    const [body = ''] = await stack.deliver(event);
    const { PhysicalResourceId: id } = JSON.parse(body) as { PhysicalResourceId: string };
    stack.clock.advance(60_000);
    stack.responseUrl = signedAt(stack.clock.now());
    Object.assign(stack, { properties: ONE });
    expect(await stack.delete({ id })).toMatchObject({ ok: true });
    stack.aws.resetCalls();
    expect(await stack.deliver(event)).toEqual([]);
    expect(stack.aws.calls).toEqual([]);
    expect(stack.aws.snapshot()).toEqual(EMPTY);
  });

  it('the same resource can be created again after its delete, by an event that was sent later', async () => {
    const stack = opened();
    stack.isWarm = true;
    for (let life = 0; life < 2; life += 1) {
      stack.responseUrl = signedAt(stack.clock.now());
      expect(await stack.create(ONE)).toMatchObject({ ok: true });
      stack.clock.advance(60_000);
      stack.responseUrl = signedAt(stack.clock.now());
      expect(await stack.delete()).toMatchObject({ ok: true });
      stack.clock.advance(60_000);
    }
    expect(stack.aws.snapshot()).toEqual(EMPTY);
  });

  it('any instance leaves it unchanged once CloudFormation has given up on the create', async () => {
    const stack = opened();
    stack.responseUrl = signedAt(stack.clock.now());
    const event = createEvent(stack);
    const [body = ''] = await stack.deliver(event);
    const { PhysicalResourceId: id } = JSON.parse(body) as { PhysicalResourceId: string };
    Object.assign(stack, { properties: ONE });
    await stack.delete({ id });
    stack.clock.advance(3_601_000);
    expect(await stack.deliver(event)).toEqual([]);
    expect(stack.aws.snapshot()).toEqual(EMPTY);
  });

  it.each(Array.from({ length: 23 }, (_, index) => index * 10))(
    'a create that is still under way when its delete comes, %i ms later, leaves nothing',
    async (apart) => {
      const account = accountWithUserPools();
      account.aws.delayAnswers({ milliseconds: 50 });
      const stack = opened(account);
      Object.assign(stack, { properties: ONE });
      const creating = stack.deliver(createEvent(stack));
      await account.aws.wait(apart);
      const poolWasThere = account.aws.pools.size > 0;
      expect(await stack.delete({ id: MADE_UP })).toMatchObject({ ok: true });
      const [body = ''] = await creating;
      const { PhysicalResourceId: id } = JSON.parse(body) as { PhysicalResourceId: string };
      // Before there is a pool nothing can be found, and its id is answered: CloudFormation shows it in the events of the stack.
      if (!poolWasThere) expect(await stack.delete({ id })).toMatchObject({ ok: true });
      account.aws.delayAnswers(undefined);
      expect(stack.aws.snapshot()).toEqual(EMPTY);
    },
  );

  it('a delete that overtakes a create in any order of calls leaves nothing', async () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const account = accountWithUserPools();
      const stack = opened(account);
      Object.assign(stack, { properties: ONE });
      // The delete looks and deletes by name while a throttled create still has roles to make.
      stack.aws.fail({ operation: 'CreateRole', times: seed % 4, error: { name: 'Throttling' } });
      const [answers] = await sideBySide<unknown>(account.aws, { seed, apart: 60 + (seed % 5) * 20 }, [
        () => stack.deliver(createEvent(stack)),
        () => stack.delete({ id: MADE_UP }),
      ]);
      const { Status, PhysicalResourceId: id } = JSON.parse((answers as string[])[0] ?? '') as Answer;
      // The delete may come before the pool: then CloudFormation shows the id that was answered.
      if (Status === 'SUCCESS' && account.aws.pools.size > 0) await stack.delete({ id });
      expect({ seed, left: stack.aws.snapshot() }).toEqual({ seed, left: EMPTY });
    }
  });
});

describe('a response URL that is none of CloudFormation’s, through the custom resource', () => {
  it.each([
    'http://answers.s3.us-east-1.amazonaws.com/x',
    'http://127.0.0.1:8080/x',
    'http://localhost/x',
    'http://[::1]/x',
    'http://169.254.169.254/latest/meta-data/',
    'https://169.254.169.254/latest/',
    'http://169.254.170.2/v2/credentials',
    'https://127.0.0.1/x',
    'https://2130706433/x',
    'https://example.com/x',
    'https://amazonaws.com.example.com/x',
    'https://xamazonaws.com/x',
    'https://user:pass@answers.s3.amazonaws.com/x',
    'file:///etc/passwd',
    'ftp://answers.s3.amazonaws.com/x',
    'data:text/plain,x',
    'javascript:alert(1)',
    'not a url',
    '//answers.s3.amazonaws.com/x',
  ])('nothing is done and nothing is delivered: %s', async (responseUrl) => {
    for (const RequestType of ['Create', 'Update', 'Delete']) {
      const stack = opened(newAccount());
      stack.responseUrl = responseUrl;
      const PhysicalResourceId = 'us-east-1:0f1e2d3c-0000-4000-8000-0123456789ab';
      expect(await stack.deliver({ ...createEvent(stack), RequestType, PhysicalResourceId })).toEqual([]);
      expect(stack.aws.calls).toEqual([]);
      expect(stack.transcript.join('\n')).not.toContain(responseUrl);
    }
  });

  it.each(['https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/x', 'https://b.s3.cn-north-1.amazonaws.com.cn/x'])(
    'the address of a bucket is taken: %s',
    async (responseUrl) => {
      const stack = opened();
      stack.responseUrl = responseUrl;
      expect(await stack.deliver(createEvent(stack))).toHaveLength(1);
    },
  );
});
