import { newAccount, RegistryStack, type ProgressEvent } from './cloudformation';
import { arnOfRole, USER_POOL } from './fixtures';
import { accountWithUserPools } from './templates';

const ABSENT = 'us-east-1:0f1e2d3c-0000-4000-8000-0123456789ab';
const DEVELOPER = { AuthenticationProviders: { DeveloperProviderName: 'login.example.one' } };
const EVERYTHING = {
  IdentityPoolName: 'everything',
  AllowUnauthenticatedIdentities: true,
  AllowClassicFlow: true,
  AuthenticationProviders: {
    UserPools: [{ UserPoolId: USER_POOL, ServerSideTokenCheck: false }],
    Google: { ClientId: 'g' },
    Twitter: { ConsumerKey: 'k', ConsumerSecret: 'planted-secret' },
    DeveloperProviderName: 'login.example.one',
  },
  AuthenticatedRole: { RoleName: 'signed-in', Path: '/identity-pools/app/', MaxSessionDuration: 7200 },
  UnauthenticatedRole: { Arn: arnOfRole('app/elsewhere') },
  MappedRoles: [
    { Name: 'B', Path: '/identity-pools/', MaxSessionDuration: 3600 },
    { Name: 'A', RoleName: 'a', Path: '/identity-pools/', MaxSessionDuration: 3600 },
  ],
  RoleMappings: [{ IdentityProvider: { LoginProvider: 'Google' }, Type: 'Token', AmbiguousRoleResolution: 'Deny' }],
  PrincipalTags: [{ IdentityProvider: { UserPool: { UserPoolId: USER_POOL } }, UseDefaults: true }],
  Tags: [{ Key: 'team', Value: 'a' }],
};

const ask = (stack: RegistryStack, action: string, model: object, previous?: object): Promise<ProgressEvent> =>
  stack.send1(action, model, previous, { token: action }, undefined);

describe('the registry’s contract', () => {
  it('READ and DELETE need the id alone: READ gives every attribute, DELETE leaves nothing', async () => {
    const account = accountWithUserPools();
    const empty = account.aws.snapshot();
    const stack = new RegistryStack(account);
    const created = await stack.create(EVERYTHING);
    const { ConsumerSecret: _secret, ...Twitter } = EVERYTHING.AuthenticationProviders.Twitter;
    const model = { ...created.model, ...EVERYTHING, AuthenticationProviders: { ...EVERYTHING.AuthenticationProviders, Twitter } };
    expect(await ask(stack, 'READ', { IdentityPoolId: stack.id })).toEqual({
      status: 'SUCCESS',
      message: '',
      callbackDelaySeconds: 0,
      resourceModel: model,
    });
    expect(Object.keys(model)).toEqual(
      expect.arrayContaining([
        'IdentityPoolId',
        'Arn',
        'Name',
        'AuthenticatedRoleArn',
        'UnauthenticatedRoleName',
        'MappedRoleArns',
        'UserPoolClientIds',
      ]),
    );
    expect(await ask(stack, 'DELETE', { IdentityPoolId: stack.id })).toEqual({ status: 'SUCCESS', message: '', callbackDelaySeconds: 0 });
    expect(account.aws.snapshot()).toEqual(empty);
  });

  it.each<[string, string, object, object | undefined]>([
    ['an update', 'UPDATE', { IdentityPoolId: ABSENT, AllowClassicFlow: 'true' }, {}],
    ['an update without an id', 'UPDATE', { AllowClassicFlow: 'true' }, {}],
    ['an update of what is no id', 'UPDATE', { IdentityPoolId: 'identity-pool-with-roles:nothing-was-made' }, {}],
    ['a read', 'READ', { IdentityPoolId: ABSENT }, undefined],
    ['a read of another region’s', 'READ', { IdentityPoolId: ABSENT.replace('us-east', 'eu-west') }, undefined],
    ['a read of what is no id', 'READ', { IdentityPoolId: 'pool' }, undefined],
    ['a delete', 'DELETE', { IdentityPoolId: ABSENT }, undefined],
    ['a delete of what is no id', 'DELETE', { IdentityPoolId: '../../' }, undefined],
  ])('%s of a pool that does not exist is NotFound, with a message and no model', async (_case, action, model, previous) => {
    const stack = new RegistryStack(newAccount());
    expect(await ask(stack, action, model, previous)).toEqual({
      status: 'FAILED',
      errorCode: 'NotFound',
      message: expect.stringMatching(/no such identity pool|no identity pool|is not in us-east-1/) as string,
      callbackDelaySeconds: 0,
    });
    expect(stack.aws.snapshot()).toEqual(newAccount().aws.snapshot());
    expect(stack.aws.writes.filter(({ operation }) => !operation.startsWith('Delete'))).toEqual([]);
  });

  it('a delete of a deleted pool is NotFound, and still deletes the roles', async () => {
    for (const byHand of [false, true]) {
      const stack = new RegistryStack(newAccount());
      const { id } = await stack.create({});
      if (byHand) stack.aws.pools.clear();
      else expect(await ask(stack, 'DELETE', { IdentityPoolId: id })).toMatchObject({ status: 'SUCCESS' });
      expect(await ask(stack, 'DELETE', { IdentityPoolId: id })).toMatchObject({ status: 'FAILED', errorCode: 'NotFound' });
      expect(stack.aws.snapshot()).toEqual(newAccount().aws.snapshot());
    }
  });

  it.each<[string, object]>([
    ['another', { AuthenticationProviders: { DeveloperProviderName: 'login.example.two' } }],
    ['none', {}],
  ])('%s in place of a developer provider’s name is NotUpdatable, before any write', async (_case, properties) => {
    const stack = new RegistryStack(newAccount());
    const { id } = await stack.create(DEVELOPER);
    stack.aws.resetCalls();
    const event = await ask(stack, 'UPDATE', { ...properties, IdentityPoolId: id }, { ...DEVELOPER, IdentityPoolId: id });
    expect(event).toMatchObject({ status: 'FAILED', errorCode: 'NotUpdatable', callbackDelaySeconds: 0 });
    expect(stack.aws.writes).toEqual([]);
  });

  it.each<[string, object]>([
    ['a pool id', { IdentityPoolId: ABSENT }],
    ['another attribute', { UserPoolClientIds: ['a'] }],
    ['a value of another type', { AllowClassicFlow: 'perhaps' }],
    ['a property that there is not', { Roles: {} }],
  ])('a create with %s is InvalidRequest, before any call', async (_case, model) => {
    const stack = new RegistryStack(newAccount());
    expect(await ask(stack, 'CREATE', model)).toMatchObject({ status: 'FAILED', errorCode: 'InvalidRequest', callbackDelaySeconds: 0 });
    expect(stack.aws.calls).toEqual([]);
  });

  it('an update accepts attributes that it gave before, and removes a dropped property', async () => {
    const stack = new RegistryStack(newAccount());
    const { id, model } = await stack.create({ Tags: [{ Key: 'a', Value: 'b' }] });
    const { Tags: _dropped, ...attributes } = model;
    expect(await ask(stack, 'UPDATE', attributes, model)).toEqual({
      status: 'SUCCESS',
      message: '',
      callbackDelaySeconds: 0,
      resourceModel: attributes,
    });
    expect((await stack.read()).model).toMatchObject({ IdentityPoolId: id });
    expect((await stack.read()).model).not.toHaveProperty('Tags');
  });

  it('a create waits for new roles with IN_PROGRESS and a delay, never within a call', async () => {
    const stack = new RegistryStack(newAccount());
    stack.aws.refuseNewRoles(2);
    const events: ProgressEvent[] = [];
    let event = await ask(stack, 'CREATE', {});
    for (; event.status === 'IN_PROGRESS'; events.push(event)) {
      const start = stack.clock.now();
      event = await stack.send1('CREATE', event.resourceModel ?? {}, undefined, { token: 'CREATE' }, event.callbackContext);
      expect(stack.clock.now()).toBe(start);
    }
    expect(event.status).toBe('SUCCESS');
    expect(events.map(({ callbackDelaySeconds = 0 }) => callbackDelaySeconds > 0)).toEqual([true, true, false]);
    const ids = new Set(events.map(({ resourceModel }) => resourceModel?.['IdentityPoolId']));
    expect([...ids]).toEqual(Object.keys(stack.aws.snapshot().pools));
  });

  it('a create that ran out of time names the pool that AWS made, and continues with it', async () => {
    const account = newAccount();
    const stack = new RegistryStack(account);
    account.aws.onCall(({ operation }) => {
      if (operation === 'CreateIdentityPool') account.clock.advance(55_000);
    });
    const first = await ask(stack, 'CREATE', {});
    expect(first).toMatchObject({ status: 'IN_PROGRESS', resourceModel: { IdentityPoolId: Object.keys(account.aws.snapshot().pools)[0] } });
    const last = await stack.send1('CREATE', first.resourceModel ?? {}, undefined, { token: 'CREATE' }, first.callbackContext);
    expect(last).toMatchObject({ status: 'SUCCESS', resourceModel: { IdentityPoolId: first.resourceModel?.['IdentityPoolId'] } });
  });

  it('LIST gives a page of pools by id alone', async () => {
    const stack = new RegistryStack(newAccount({ quotas: { pageSize: 2 } }));
    const ids = Array.from({ length: 5 }, () => stack.aws.seedPool({}).configuration.IdentityPoolId);
    expect(await ask(stack, 'LIST', {})).toMatchObject({
      status: 'SUCCESS',
      resourceModels: ids.slice(0, 2).map((IdentityPoolId) => ({ IdentityPoolId })),
    });
  });
});
