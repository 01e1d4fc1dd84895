import { asSent, DOORS, newAccount, RegistryStack, type ProgressEvent } from './cloudformation';
import { READ_ONLY } from './fixtures';

const NAMED = { IdentityPoolName: 'one name', AuthenticatedRole: { ManagedPolicyArns: [READ_ONLY] } };

describe.each(DOORS)('a create that is sent again, through %s', (_door, open) => {
  it.each([
    ['at once', 0],
    ['after several pages of pools of the same name', 7],
  ])('a create that is sent again %s finds its own pool by the mark', async (_when, others) => {
    const account = newAccount({ quotas: { pageSize: 2 } });
    const stack = open(account);
    const first = await stack.create(NAMED, { token: 'one' });
    for (let index = 0; index < others; index += 1) account.aws.seedPool({ IdentityPoolName: 'one name' });
    const before = account.aws.snapshot();
    expect(await stack.create(NAMED, { token: 'one' })).toEqual(first);
    expect(account.aws.snapshot()).toEqual(before);
  });

  it('a create by another request makes another pool, although name and template are the same', async () => {
    const account = newAccount();
    const [one, other] = [open(account), open(account)];
    await one.create({ IdentityPoolName: 'one name' }, { token: 'one' });
    await other.create({ IdentityPoolName: 'one name' }, { token: 'two' });
    expect(one.id).not.toBe(other.id);
    expect(Object.keys(account.aws.snapshot().roles)).toHaveLength(4);
    await one.delete();
    expect(Object.keys(account.aws.snapshot().pools)).toEqual([other.id]);
    expect(Object.keys(account.aws.snapshot().roles)).toHaveLength(2);
    expect((await other.read()).ok).toBe(true);
  });
});

describe('a create through the registry', () => {
  const create = (stack: RegistryStack, model: object, context?: object): Promise<ProgressEvent> =>
    stack.send1('CREATE', asSent(model) as object, undefined, { token: 'one' }, context);

  it('a create names its pool in its first answer, and the id never changes', async () => {
    const stack = new RegistryStack(newAccount());
    const first = await create(stack, NAMED);
    expect(first).toEqual({
      status: 'IN_PROGRESS',
      message: '',
      callbackDelaySeconds: 0,
      callbackContext: { poolId: first.resourceModel?.['IdentityPoolId'], poolIsNew: true },
      resourceModel: { ...NAMED, IdentityPoolId: Object.keys(stack.aws.snapshot().pools)[0] },
    });
    expect(stack.aws.snapshot().roles).toEqual({});
    const last = await create(stack, first.resourceModel ?? {}, first.callbackContext);
    expect(last).toMatchObject({ status: 'SUCCESS', resourceModel: { IdentityPoolId: first.resourceModel?.['IdentityPoolId'] } });
  });

  it.each([
    ['with the context of the first answer', true],
    ['without it, by the same token', false],
  ])('a create makes one pool and one role of each kind when it is called twice more %s', async (_how, withContext) => {
    const stack = new RegistryStack(newAccount());
    const first = await create(stack, NAMED);
    const again = async (): Promise<ProgressEvent> => {
      let event = withContext ? first : await create(stack, NAMED);
      while (event.status === 'IN_PROGRESS') event = await create(stack, event.resourceModel ?? {}, event.callbackContext);
      return event;
    };
    const second = await again();
    const account = stack.aws.snapshot();
    expect(second).toMatchObject({ status: 'SUCCESS', resourceModel: { IdentityPoolId: first.resourceModel?.['IdentityPoolId'] } });
    stack.aws.resetCalls();
    expect(await again()).toEqual(second);
    expect(stack.aws.snapshot()).toEqual(account);
    expect(Object.keys(account.pools)).toHaveLength(1);
    expect(Object.keys(account.roles)).toHaveLength(2);
  });

  it('a create makes one pool if its second call comes twice at the same time', async () => {
    const stack = new RegistryStack(newAccount());
    const first = await create(stack, NAMED);
    const finish = async (): Promise<ProgressEvent> => {
      let event = first;
      while (event.status === 'IN_PROGRESS') event = await create(stack, event.resourceModel ?? {}, event.callbackContext);
      return event;
    };
    const events = await Promise.all([finish(), finish()]);
    expect(events.map(({ status }) => status)).toEqual(['SUCCESS', 'SUCCESS']);
    expect(events[0]).toEqual(events[1]);
    expect(Object.keys(stack.aws.snapshot().pools)).toHaveLength(1);
    expect(Object.keys(stack.aws.snapshot().roles)).toHaveLength(2);
  });

  it('a create fails if its pool is deleted between two calls, and the delete removes its roles', async () => {
    const stack = new RegistryStack(newAccount());
    const first = await create(stack, NAMED);
    stack.aws.pools.clear();
    const second = await create(stack, first.resourceModel ?? {}, first.callbackContext);
    expect(second).toMatchObject({ status: 'FAILED' });
    await stack.invoke('DELETE', { IdentityPoolId: first.resourceModel?.['IdentityPoolId'] }, undefined, {});
    expect(stack.aws.snapshot()).toEqual(newAccount().aws.snapshot());
  });
});
