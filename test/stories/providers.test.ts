import { DOORS, newAccount, type Stack } from './cloudformation';
import { ELSEWHERE, OIDC, SAML, USER_POOL, USER_POOL_CLIENT, USER_POOL_PROVIDER } from './fixtures';

const CLIENT = { UserPoolId: USER_POOL, UserPoolClientId: USER_POOL_CLIENT, ServerSideTokenCheck: true };
const EVERY = {
  UserPools: [CLIENT, { ...CLIENT, UserPoolClientId: 'exampleclient02', ServerSideTokenCheck: false }],
  Amazon: { AppId: 'amzn1.application.0000' },
  Apple: { ServicesId: 'com.example.auth' },
  Facebook: { AppId: '1234567890123' },
  Google: { ClientId: '000.apps.googleusercontent.com' },
  Twitter: { ConsumerKey: 'examplekey', ConsumerSecret: 'planted-consumer-secret' },
  OpenIdConnectProviderArns: [OIDC],
  SamlProviderArns: [SAML],
  DeveloperProviderName: 'login.example.com',
};
const READ_TWITTER = { ...EVERY, Twitter: { ConsumerKey: 'examplekey' } };

const configurationOf = (stack: Stack): Readonly<Record<string, unknown>> =>
  Object.values(stack.aws.snapshot().pools)[0]?.configuration as Readonly<Record<string, unknown>>;

describe.each(DOORS)('login providers, through %s', (_door, open) => {
  it('every login provider is set as Cognito spells it, and read back without the secret', async () => {
    const stack = open();
    const created = await stack.create({ AuthenticationProviders: EVERY });
    expect(configurationOf(stack)).toEqual({
      IdentityPoolId: created.id,
      IdentityPoolName: created.model['Name'],
      AllowUnauthenticatedIdentities: false,
      AllowClassicFlow: false,
      CognitoIdentityProviders: [USER_POOL_CLIENT, 'exampleclient02'].map((ClientId) => ({
        ProviderName: USER_POOL_PROVIDER,
        ClientId,
        ServerSideTokenCheck: ClientId === USER_POOL_CLIENT,
      })),
      SupportedLoginProviders: {
        'www.amazon.com': 'amzn1.application.0000',
        'appleid.apple.com': 'com.example.auth',
        'graph.facebook.com': '1234567890123',
        'accounts.google.com': '000.apps.googleusercontent.com',
        'api.twitter.com': 'examplekey;planted-consumer-secret',
      },
      OpenIdConnectProviderARNs: [OIDC],
      SamlProviderARNs: [SAML],
      DeveloperProviderName: 'login.example.com',
    });
    expect((await stack.read()).model['AuthenticationProviders']).toEqual(READ_TWITTER);
    stack.aws.resetCalls();
    await stack.update({ AuthenticationProviders: EVERY });
    expect(stack.aws.writes).toEqual([]);
  });

  it.each(Object.keys(EVERY).filter((name) => name !== 'DeveloperProviderName') as (keyof typeof EVERY)[])(
    'removing %s keeps every other provider, and the template can bring it back',
    async (name) => {
      const stack = open();
      await stack.create({ AuthenticationProviders: EVERY });
      const { [name]: _gone, ...others } = EVERY;
      const { [name]: _read, ...readOthers } = READ_TWITTER;
      expect(await stack.update({ AuthenticationProviders: others })).toMatchObject({ ok: true });
      expect((await stack.read()).model['AuthenticationProviders']).toEqual(readOthers);
      await stack.update({ AuthenticationProviders: EVERY });
      expect((await stack.read()).model['AuthenticationProviders']).toEqual(READ_TWITTER);
    },
  );

  it('removing all providers removes each one, and a developer provider needs another pool', async () => {
    const { DeveloperProviderName: _none, ...removable } = EVERY;
    const stack = open();
    await stack.create({ AuthenticationProviders: removable });
    const { id } = stack;
    expect(await stack.update({})).toMatchObject({ ok: true, id });
    expect((await stack.read()).model['AuthenticationProviders']).toBeUndefined();
  });

  it('a Twitter secret can change under the same key', async () => {
    const stack = open();
    await stack.create({ AuthenticationProviders: { Twitter: EVERY.Twitter } });
    await stack.update({ AuthenticationProviders: { Twitter: { ...EVERY.Twitter, ConsumerSecret: 'planted-second-secret' } } });
    expect(configurationOf(stack)['SupportedLoginProviders']).toEqual({ 'api.twitter.com': 'examplekey;planted-second-secret' });
  });

  it('providers that others added stay while no template names their kind', async () => {
    const stack = open();
    await stack.create({ AuthenticationProviders: { Google: EVERY.Google } });
    const theirs = {
      ProviderName: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_OTHER0001',
      ClientId: 'opensearch',
      ServerSideTokenCheck: false,
    };
    const pool = stack.aws.pools.get(stack.id ?? '');
    if (pool) pool.configuration.CognitoIdentityProviders = [theirs];
    await stack.update({ AuthenticationProviders: { Facebook: EVERY.Facebook }, IdentityPoolName: 'renamed' });
    expect(configurationOf(stack)).toMatchObject({
      CognitoIdentityProviders: [theirs],
      SupportedLoginProviders: { 'graph.facebook.com': '1234567890123' },
    });
  });
});

describe.each(DOORS)('the pool itself, through %s', (_door, open) => {
  it('the pool is renamed in place and keeps its developer provider', async () => {
    const stack = open();
    const properties = (IdentityPoolName: string): object => ({
      IdentityPoolName,
      AuthenticationProviders: { DeveloperProviderName: 'login.example.app' },
    });
    const { id } = await stack.create(properties('demo one'));
    expect(await stack.update(properties('demo two'))).toMatchObject({ ok: true, id, model: { Name: 'demo two' } });
    expect(configurationOf(stack)).toMatchObject({ IdentityPoolName: 'demo two', DeveloperProviderName: 'login.example.app' });
  });

  it('a pool that the template stops naming gets its generated name back', async () => {
    const stack = open();
    const generated = (await stack.create({})).model['Name'];
    await stack.update({ IdentityPoolName: 'mine' });
    expect((await stack.read()).model['IdentityPoolName']).toBe('mine');
    expect((await stack.update({ AllowClassicFlow: true })).model['Name']).toBe(generated);
    expect((await stack.read()).model).not.toHaveProperty('IdentityPoolName');
  });

  it.each(['AllowClassicFlow', 'AllowUnauthenticatedIdentities'])('removing %s switches it off explicitly', async (name) => {
    const stack = open();
    await stack.create({ [name]: true });
    expect(configurationOf(stack)[name]).toBe(true);
    stack.aws.resetCalls();
    await stack.update({});
    expect(stack.aws.writes.map(({ operation, input }) => [operation, input[name]])).toEqual([['UpdateIdentityPool', false]]);
    expect(configurationOf(stack)[name]).toBe(false);
  });

  it('a create sets the classic flow to off, and the answer names no property that was not given', async () => {
    const stack = open();
    const created = await stack.create({ AllowUnauthenticatedIdentities: false });
    expect(stack.aws.calls.find(({ operation }) => operation === 'CreateIdentityPool')?.input).toMatchObject({ AllowClassicFlow: false });
    expect(created.model).not.toHaveProperty('AllowClassicFlow');
    expect((await stack.read()).model['AllowUnauthenticatedIdentities']).toBe(false);
  });

  it('a developer provider is added in place; only its change or removal replaces the pool', async () => {
    const developer = (DeveloperProviderName: string): object => ({ AuthenticationProviders: { DeveloperProviderName } });
    const stack = open();
    const first = await stack.create({});
    expect(await stack.update(developer('login.example.one'))).toMatchObject({ ok: true, id: first.id });
    const second = await stack.update(developer('login.example.two'));
    expect(second.ok).toBe(true);
    expect(second.id).not.toBe(first.id);
    const third = await stack.update({});
    expect(third.id).not.toBe(second.id);
    expect(Object.keys(stack.aws.snapshot().pools)).toEqual([third.id]);
    expect(Object.keys(stack.aws.snapshot().roles)).toHaveLength(2);
    await stack.delete();
    expect(stack.aws.snapshot()).toEqual(newAccount().aws.snapshot());
  });

  it.each<[string, object, object]>([
    ['its name', { IdentityPoolName: 'a' }, { IdentityPoolName: 'b' }],
    ['its switches', { AllowClassicFlow: true }, { AllowUnauthenticatedIdentities: true }],
    ['its providers', { AuthenticationProviders: { Google: EVERY.Google } }, { AuthenticationProviders: { UserPools: [CLIENT] } }],
    ['its roles', { AuthenticatedRole: { Path: '/identity-pools/a/' } }, { UnauthenticatedRole: { Create: false } }],
    ['a role for another', {}, { AuthenticatedRole: { Arn: ELSEWHERE } }],
    ['its tags', { Tags: [{ Key: 'a', Value: 'true' }] }, { Tags: [{ Key: 'a', Value: '00123' }] }],
  ])('the pool stays the same on success and on failure of a change: %s', async (_what, before, after) => {
    const stack = open();
    const { id } = await stack.create(before);
    expect(await stack.update(after)).toMatchObject({ ok: true, id });
    expect(await stack.update({ ...after, AllowClassicFlow: 'perhaps' })).toMatchObject({ ok: false, code: 'InvalidRequest', id });
    expect(stack.id).toBe(id);
  });

  it('the pool keeps a tag’s value as text', async () => {
    const stack = open();
    const Tags = [
      { Key: 'a', Value: 'true' },
      { Key: 'b', Value: '00123' },
    ];
    await stack.create({ Tags });
    expect((await stack.read()).model['Tags']).toEqual(Tags);
  });
});

describe.each(DOORS)('secrets, through %s', (_door, open) => {
  it('a secret is in no log line, answer, final progress event or reason', async () => {
    const stack = open();
    const properties = { AuthenticationProviders: { Twitter: EVERY.Twitter } };
    await stack.create(properties);
    await stack.update({ ...properties, IdentityPoolName: 'b' });
    stack.aws.fail({ operation: 'UpdateIdentityPool', error: { name: 'InvalidParameterException', message: 'injected' } });
    await stack.update({ ...properties, IdentityPoolName: 'c' });
    await stack.update({ AuthenticationProviders: { Twitter: { ConsumerKey: 'k;planted-consumer-secret', ConsumerSecret: 'x' } } });
    await stack.read();
    await stack.delete();
    const refused = open();
    await refused.create({ AuthenticationProviders: { Twitter: 'planted-consumer-secret' } });
    // A model in progress has to carry the secret: what it leaves out is gone in the next call (contract).
    const inProgress = (line: string): boolean => line.includes('"status":"IN_PROGRESS"');
    const lines = [...stack.transcript, ...refused.transcript].filter((line) => !inProgress(line));
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter((line) => /planted-/.test(line))).toEqual([]);
  });
});
