import { DOORS, newAccount, type Account, type Stack } from './cloudformation';
import { OTHER_USER_POOL, USER_POOL, USER_POOL_CLIENT, USER_POOL_PROVIDER } from './fixtures';
import { accountWithUserPools } from './templates';

const ENTRY = { UserPoolId: USER_POOL, ServerSideTokenCheck: true, SupportedIdentityProviders: ['COGNITO'] };
const OWN = { AuthenticationProviders: { UserPools: [ENTRY] } };

const clientsIn = (stack: Stack, userPoolId = USER_POOL) => Object.values(stack.aws.snapshot().userPools[userPoolId]?.clients ?? {});
const providersOf = (stack: Stack): unknown =>
  (Object.values(stack.aws.snapshot().pools)[0]?.configuration as { CognitoIdentityProviders: unknown }).CognitoIdentityProviders;

describe.each(DOORS)('an app client that the resource creates, through %s', (_door, open) => {
  it('a created app client has safe settings, serves the pool and is an attribute', async () => {
    const stack = open(accountWithUserPools(USER_POOL));
    const created = await stack.create(OWN);
    expect(created).toMatchObject({ ok: true });
    const calls = stack.aws.calls.filter(({ operation }) => operation === 'CreateUserPoolClient');
    expect(calls.map(({ input }) => input)).toEqual([
      {
        UserPoolId: USER_POOL,
        ClientName: `identity-pool-${String(created.id).replace(':', '_')}`,
        GenerateSecret: false,
        ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        AllowedOAuthFlowsUserPoolClient: false,
        PreventUserExistenceErrors: 'ENABLED',
        EnableTokenRevocation: true,
        SupportedIdentityProviders: ['COGNITO'],
      },
    ]);
    const ids = created.model['UserPoolClientIds'] as string[];
    expect(providersOf(stack)).toEqual([{ ProviderName: USER_POOL_PROVIDER, ClientId: ids[0], ServerSideTokenCheck: true }]);
    const read = await stack.read();
    expect(read.model).toMatchObject({ ...OWN, UserPoolClientIds: ids });
    expect((read.model['AuthenticationProviders'] as typeof OWN.AuthenticationProviders).UserPools).toEqual([ENTRY]);
    stack.aws.resetCalls();
    await stack.update(OWN);
    expect(stack.aws.writes).toEqual([]);
  });

  it('role mappings and principal tags can name a created app client by its user pool alone', async () => {
    const stack = open(accountWithUserPools(USER_POOL));
    const UserPool = { UserPoolId: USER_POOL };
    const properties = {
      ...OWN,
      RoleMappings: [{ IdentityProvider: { UserPool }, Type: 'Token', AmbiguousRoleResolution: 'Deny' }],
      PrincipalTags: [{ IdentityProvider: { UserPool }, UseDefaults: true }],
    };
    expect(await stack.create(properties)).toMatchObject({ ok: true });
    expect((await stack.read()).model).toMatchObject(properties);
    stack.aws.resetCalls();
    await stack.update(properties);
    expect(stack.aws.writes).toEqual([]);
  });

  it('created and given app clients keep the order of the template, one in each user pool', async () => {
    const stack = open(accountWithUserPools(USER_POOL, OTHER_USER_POOL));
    const given = { UserPoolId: USER_POOL, UserPoolClientId: USER_POOL_CLIENT, ServerSideTokenCheck: true };
    const created = await stack.create({ AuthenticationProviders: { UserPools: [given, ENTRY, { UserPoolId: OTHER_USER_POOL }] } });
    const ids = created.model['UserPoolClientIds'] as string[];
    expect(ids[0]).toBe(USER_POOL_CLIENT);
    expect([clientsIn(stack), clientsIn(stack, OTHER_USER_POOL)].map((clients) => clients.length)).toEqual([1, 1]);
  });

  it('a created app client is deleted with its entry, and created when an entry names none', async () => {
    const stack = open(accountWithUserPools(USER_POOL));
    const given = {
      AuthenticationProviders: { UserPools: [{ UserPoolId: USER_POOL, UserPoolClientId: USER_POOL_CLIENT, ServerSideTokenCheck: true }] },
    };
    expect(await stack.create(OWN)).toMatchObject({ ok: true });
    expect(await stack.update(given)).toMatchObject({ ok: true });
    expect(clientsIn(stack)).toEqual([]);
    await stack.update(OWN);
    expect(clientsIn(stack)).toHaveLength(1);
    await stack.update({});
    expect(clientsIn(stack)).toEqual([]);
    expect(providersOf(stack)).toEqual([]);
  });

  it('a delete deletes the created app client and no other', async () => {
    const account = accountWithUserPools(USER_POOL);
    const before = account.aws.snapshot();
    const stack = open(account);
    await stack.create(OWN);
    expect(await stack.delete()).toMatchObject({ ok: true });
    expect(stack.aws.snapshot()).toEqual(before);
  });

  it('the next update creates an app client again that somebody deleted', async () => {
    const stack = open(accountWithUserPools(USER_POOL));
    const created = await stack.create(OWN);
    stack.aws.userPools.get(USER_POOL)?.clients.clear();
    const updated = await stack.update(OWN);
    expect(clientsIn(stack)).toHaveLength(1);
    expect(updated.model['UserPoolClientIds']).not.toEqual(created.model['UserPoolClientIds']);
    expect(providersOf(stack)).toEqual([
      { ProviderName: USER_POOL_PROVIDER, ClientId: (updated.model['UserPoolClientIds'] as string[])[0], ServerSideTokenCheck: true },
    ]);
  });

  it('an app client is created once and never left behind, wherever a create is cut short', async () => {
    for (const when of ['before', 'after'] as const)
      for (let call = 1; ; call += 1) {
        const account = accountWithUserPools(USER_POOL);
        const before = account.aws.snapshot();
        const stack = open(account);
        account.aws.killAt(call, when);
        await stack.create(OWN, { token: 'one', noRollback: true }).catch(() => undefined);
        const wasKilled = account.aws.killed;
        account.aws.revive();
        account.aws.heal();
        expect(await stack.create(OWN, { token: 'one', noRollback: true })).toMatchObject({ ok: true });
        expect(Object.keys(account.aws.snapshot().pools)).toHaveLength(1);
        expect(clientsIn(stack)).toHaveLength(1);
        expect(await stack.delete()).toMatchObject({ ok: true });
        expect(account.aws.snapshot()).toEqual(before);
        if (!wasKilled) break;
      }
  });

  it('a delete succeeds if somebody deleted the user pool of a created app client', async () => {
    const stack = open(accountWithUserPools(USER_POOL));
    await stack.create(OWN);
    stack.aws.userPools.delete(USER_POOL);
    expect(await stack.delete()).toMatchObject({ ok: true });
  });

  it('a create fails and leaves nothing behind if the user pool does not exist', async () => {
    const stack = open(newAccount());
    const reply = await stack.create(OWN);
    expect(reply).toMatchObject({ ok: false, code: 'InvalidRequest' });
    expect(reply.message).toMatch(/^Creating an app client in user pool us-east-1_EXAMPLE01 failed\. AWS said ResourceNotFoundException: /);
    expect(stack.aws.snapshot()).toEqual(newAccount().aws.snapshot());
  });

  describe('with sign-in pages', () => {
    const CALLBACKS = ['https://app.example.com/', 'http://localhost:3000/'];
    const PAGES = {
      UserPoolId: USER_POOL,
      SupportedIdentityProviders: ['COGNITO', 'Google'],
      CallbackURLs: CALLBACKS,
      LogoutURLs: ['https://app.example.com/bye'],
    };
    const withEntry = (entry: object): object => ({ AuthenticationProviders: { UserPools: [{ ServerSideTokenCheck: true, ...entry }] } });
    const account = (): Account => {
      const made = newAccount();
      made.aws.seedUserPool({ id: USER_POOL, identityProviders: ['Google', 'Okta'] });
      return made;
    };

    it('a created app client serves other identity providers, with callbacks and the authorization-code flow', async () => {
      const stack = open(account());
      expect(await stack.create(withEntry(PAGES))).toMatchObject({ ok: true });
      expect(clientsIn(stack)).toMatchObject([
        {
          SupportedIdentityProviders: ['COGNITO', 'Google'],
          CallbackURLs: CALLBACKS,
          LogoutURLs: ['https://app.example.com/bye'],
          AllowedOAuthFlowsUserPoolClient: true,
          AllowedOAuthFlows: ['code'],
          AllowedOAuthScopes: ['openid'],
        },
      ]);
      expect((await stack.read()).model).toMatchObject(withEntry(PAGES));
      stack.aws.resetCalls();
      expect(await stack.update(withEntry(PAGES))).toMatchObject({ ok: true });
      expect(stack.aws.writes).toEqual([]);
    });

    it('an update keeps the created app client up, and leaves what others set on it', async () => {
      const stack = open(account());
      const { model } = await stack.create(withEntry(PAGES));
      const [ClientId = ''] = model['UserPoolClientIds'] as string[];
      const client = stack.aws.userPools.get(USER_POOL)?.clients.get(ClientId);
      const theirs = { RefreshTokenValidity: 7, IdTokenValidity: 2, ReadAttributes: ['email'], AuthSessionValidity: 5 };
      Object.assign(client ?? {}, theirs);
      stack.aws.resetCalls();
      const moved = { ...PAGES, SupportedIdentityProviders: ['Okta'], CallbackURLs: ['https://new.example.com/'] };
      expect(await stack.update(withEntry(moved))).toMatchObject({ ok: true });
      expect(stack.aws.writes.map(({ operation }) => operation)).toEqual(['UpdateUserPoolClient']);
      expect(clientsIn(stack)).toMatchObject([
        {
          ...theirs,
          ClientId,
          ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
          PreventUserExistenceErrors: 'ENABLED',
          SupportedIdentityProviders: ['Okta'],
          CallbackURLs: ['https://new.example.com/'],
          LogoutURLs: ['https://app.example.com/bye'],
        },
      ]);
      expect((await stack.read()).model).toMatchObject(withEntry(moved));
    });

    it('what the template stops naming goes back to a client without pages, and what it never named stays', async () => {
      const stack = open(account());
      await stack.create(withEntry(PAGES));
      expect(await stack.update(withEntry({ UserPoolId: USER_POOL }))).toMatchObject({ ok: true });
      const [plain] = clientsIn(stack);
      expect(plain).toMatchObject({ SupportedIdentityProviders: ['COGNITO'], AllowedOAuthFlowsUserPoolClient: false });
      expect([plain?.CallbackURLs ?? [], plain?.LogoutURLs ?? [], plain?.AllowedOAuthFlows ?? []]).toEqual([[], [], []]);
      const client = stack.aws.userPools.get(USER_POOL)?.clients.get(plain?.ClientId ?? '');
      Object.assign(client ?? {}, { SupportedIdentityProviders: ['COGNITO', 'Google'] });
      stack.aws.resetCalls();
      await stack.update(withEntry({ UserPoolId: USER_POOL }));
      expect(stack.aws.writes).toEqual([]);
    });

    it.each([
      ['a create', undefined],
      ['an update', withEntry(PAGES)],
    ])('%s with an unknown provider of the user pool fails with the names of those there are', async (_case, before) => {
      const made = account();
      const stack = open(made);
      if (before !== undefined) await stack.create(before);
      const snapshot = made.aws.snapshot();
      const wrong = withEntry({ ...PAGES, SupportedIdentityProviders: ['COGNITO', 'Gogle'] });
      const { ok, code, message } = await (before === undefined ? stack.create(wrong) : stack.update(wrong));
      expect([ok, code]).toEqual([false, 'InvalidRequest']);
      expect(message).toMatch(/Gogle.* The identity providers of user pool us-east-1_EXAMPLE01: COGNITO, Google, Okta\.$/);
      expect(made.aws.snapshot()).toEqual(snapshot);
    });

    it('settings of a client are refused beside a client that is given, before any call', async () => {
      const made = account();
      const { code, message } = await open(made).create(withEntry({ ...PAGES, UserPoolClientId: USER_POOL_CLIENT }));
      expect(code).toBe('InvalidRequest');
      for (const name of ['SupportedIdentityProviders', 'CallbackURLs', 'LogoutURLs'])
        expect(message).toContain(`AuthenticationProviders.UserPools[0].${name}: `);
      expect(made.aws.calls).toEqual([]);
    });

    it('an update of the settings that is cut short is finished by its repeat and undone by its rollback', async () => {
      const moved = withEntry({ ...PAGES, CallbackURLs: ['https://new.example.com/'] });
      for (const when of ['before', 'after'] as const)
        for (const [goOn, from, wanted] of [
          [moved, withEntry(PAGES), 'https://new.example.com/'],
          [withEntry(PAGES), moved, CALLBACKS[0]],
        ] as const)
          for (let call = 1; ; call += 1) {
            const stack = open(account());
            await stack.create(withEntry(PAGES));
            stack.aws.killAt(call, when);
            await stack.update(moved, { noRollback: true }).catch(() => undefined);
            const wasKilled = stack.aws.killed;
            stack.aws.revive();
            expect(await stack.update(goOn, { from })).toMatchObject({ ok: true });
            expect(clientsIn(stack)[0]?.CallbackURLs?.[0]).toBe(wanted);
            if (!wasKilled) break;
          }
    });
  });
});
