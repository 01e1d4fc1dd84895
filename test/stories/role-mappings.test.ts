import { DOORS, newAccount, type Stack } from './cloudformation';
import { ELSEWHERE, USER_POOL, USER_POOL_CLIENT, USER_POOL_PROVIDER } from './fixtures';

const PROVIDERS = {
  UserPools: [{ UserPoolId: USER_POOL, UserPoolClientId: USER_POOL_CLIENT, ServerSideTokenCheck: true }],
  Google: { ClientId: 'google-client' },
};
const USERS = { UserPool: { UserPoolId: USER_POOL, UserPoolClientId: USER_POOL_CLIENT } };
const GOOGLE = { LoginProvider: 'Google' };

const poolOf = (stack: Stack) => Object.values(stack.aws.snapshot().pools)[0];
const arnOf = (stack: Stack, part: string): string | undefined =>
  Object.values(stack.aws.snapshot().roles).find((role) => role.tags['identity-pool-with-roles:part'] === part)?.arn;

const rules = (...roles: string[]): object[] =>
  roles.map((Role, index) => ({ Claim: 'custom:group', MatchType: 'Equals', Value: `group-${String(index)}`, Role }));

/** Creates, reads back what was given, and finds nothing to do on a second look. */
const expectLife = async (stack: Stack, properties: object): Promise<void> => {
  const created = await stack.create(properties);
  expect(created).toMatchObject({ ok: true });
  const read = await stack.read();
  expect(read.model).toMatchObject(properties);
  stack.aws.resetCalls();
  expect(await stack.update(properties)).toMatchObject({ ok: true });
  expect(stack.aws.writes).toEqual([]);
};

describe.each(DOORS)('role mappings, through %s', (_door, open) => {
  it('Cognito gets a mapping by provider and client, and READ gives the template’s form', async () => {
    const stack = open();
    await expectLife(stack, {
      AuthenticationProviders: PROVIDERS,
      MappedRoles: [{ Name: 'Admin' }],
      RoleMappings: [
        { IdentityProvider: GOOGLE, Type: 'Rules', AmbiguousRoleResolution: 'AuthenticatedRole', Rules: rules('Admin', 'Authenticated') },
        { IdentityProvider: USERS, Type: 'Token', AmbiguousRoleResolution: 'Deny' },
      ],
    });
    expect(poolOf(stack)?.roleMappings).toEqual({
      [`${USER_POOL_PROVIDER}:${USER_POOL_CLIENT}`]: { Type: 'Token', AmbiguousRoleResolution: 'Deny' },
      'accounts.google.com': {
        Type: 'Rules',
        AmbiguousRoleResolution: 'AuthenticatedRole',
        RulesConfiguration: {
          Rules: [
            { Claim: 'custom:group', MatchType: 'Equals', Value: 'group-0', RoleARN: arnOf(stack, 'mapped/Admin') },
            { Claim: 'custom:group', MatchType: 'Equals', Value: 'group-1', RoleARN: arnOf(stack, 'authenticated') },
          ],
        },
      },
    });
  });

  it('the sample of the CDK construct’s README works as it is: without a type, and with one match type', async () => {
    const stack = open();
    const sample = {
      IdentityPoolName: 'myidentitypool',
      AuthenticationProviders: { Amazon: { AppId: 'amzn1.application.0000' } },
      MappedRoles: [{ Name: 'Admin' }, { Name: 'NonAdmin' }],
      RoleMappings: [
        {
          IdentityProvider: { LoginProvider: 'Amazon' },
          Rules: [
            { Claim: 'custom:admin', Value: 'admin', Role: 'Admin' },
            { Claim: 'custom:admin', Value: 'admin', MatchType: 'NotEqual', Role: 'NonAdmin' },
          ],
        },
      ],
    };
    // Whatever the template names, READ gives back with the same value: drift detection compares nothing else.
    await expectLife(stack, sample);
    expect(poolOf(stack)?.roleMappings).toEqual({
      'www.amazon.com': {
        Type: 'Rules',
        AmbiguousRoleResolution: 'Deny',
        RulesConfiguration: {
          Rules: [
            { Claim: 'custom:admin', MatchType: 'Equals', Value: 'admin', RoleARN: arnOf(stack, 'mapped/Admin') },
            { Claim: 'custom:admin', MatchType: 'NotEqual', Value: 'admin', RoleARN: arnOf(stack, 'mapped/NonAdmin') },
          ],
        },
      },
    });
    const named = {
      ...sample,
      RoleMappings: [
        {
          IdentityProvider: { LoginProvider: 'Amazon' },
          Type: 'Rules',
          AmbiguousRoleResolution: 'Deny',
          Rules: [
            { Claim: 'custom:admin', MatchType: 'Equals', Value: 'admin', Role: 'Admin' },
            { Claim: 'custom:admin', MatchType: 'NotEqual', Value: 'admin', Role: 'NonAdmin' },
          ],
        },
      ],
    };
    expect((await stack.read()).model['RoleMappings']).toEqual([{ ...sample.RoleMappings[0], AmbiguousRoleResolution: 'Deny' }]);
    // The template that names the defaults gives the same pool; only how it was written is noted.
    for (const form of [named, sample]) {
      expect(await stack.update(form)).toMatchObject({ ok: true });
      expect(stack.aws.writes.map(({ operation }) => operation)).not.toContain('SetIdentityPoolRoles');
      expect((await stack.read()).model['RoleMappings']).toEqual([{ ...form.RoleMappings[0], AmbiguousRoleResolution: 'Deny' }]);
      stack.aws.resetCalls();
    }
  });

  it('a mapping with neither a type nor rules is refused with both ways out', async () => {
    const { code, message } = await open().create({ AuthenticationProviders: PROVIDERS, RoleMappings: [{ IdentityProvider: GOOGLE }] });
    expect(code).toBe('InvalidRequest');
    expect(message).toMatch(/RoleMappings\[0\].*Rules.*Token/);
  });

  it('a mapping denies ambiguous claims unless the template says otherwise', async () => {
    const stack = open();
    await stack.create({ AuthenticationProviders: PROVIDERS, RoleMappings: [{ IdentityProvider: USERS, Type: 'Token' }] });
    expect(poolOf(stack)?.roleMappings).toEqual({
      [`${USER_POOL_PROVIDER}:${USER_POOL_CLIENT}`]: { Type: 'Token', AmbiguousRoleResolution: 'Deny' },
    });
  });

  it.each([
    ['a user pool without its only client', { UserPool: { UserPoolId: USER_POOL } }],
    ['the raw name', { ProviderName: `${USER_POOL_PROVIDER}:${USER_POOL_CLIENT}` }],
    ['the raw name of a login provider', { ProviderName: 'accounts.google.com' }],
  ])('a mapping’s provider is read back as it was written: %s', async (_form, IdentityProvider) => {
    await expectLife(open(), {
      AuthenticationProviders: PROVIDERS,
      RoleMappings: [{ IdentityProvider, Type: 'Token', AmbiguousRoleResolution: 'Deny' }],
    });
  });

  it('a mapping works for a user pool of another region', async () => {
    const stack = open(newAccount({ region: 'eu-west-3' }));
    const UserPool = { UserPoolId: 'eu-west-1_EXAMPLE01', UserPoolClientId: USER_POOL_CLIENT };
    await expectLife(stack, {
      AuthenticationProviders: { UserPools: [{ ...UserPool, ServerSideTokenCheck: true }] },
      RoleMappings: [{ IdentityProvider: { UserPool }, Type: 'Token', AmbiguousRoleResolution: 'Deny' }],
    });
    expect(Object.keys(poolOf(stack)?.roleMappings ?? {})).toEqual([
      `cognito-idp.eu-west-1.amazonaws.com/eu-west-1_EXAMPLE01:${USER_POOL_CLIENT}`,
    ]);
  });

  it('a Token mapping may have no rule, and a Rules mapping needs one', async () => {
    const withMapping = (mapping: object): object => ({
      AuthenticationProviders: PROVIDERS,
      RoleMappings: [{ IdentityProvider: USERS, ...mapping }],
    });
    for (const mapping of [{ Type: 'Token' }, { Type: 'Token', Rules: [] }]) {
      const stack = open();
      expect(await stack.create(withMapping(mapping))).toMatchObject({ ok: true });
      expect(poolOf(stack)?.roleMappings).toEqual({
        [`${USER_POOL_PROVIDER}:${USER_POOL_CLIENT}`]: { Type: 'Token', AmbiguousRoleResolution: 'Deny' },
      });
    }
    for (const mapping of [{ Type: 'Token', Rules: rules('Authenticated') }, { Type: 'Rules' }, { Type: 'Rules', Rules: [] }]) {
      const stack = open();
      const reply = await stack.create(withMapping(mapping));
      expect(reply).toMatchObject({ ok: false, code: 'InvalidRequest' });
      expect(reply.message).toMatch(/^Invalid property\. RoleMappings\[0\]\.Rules: /);
      expect(stack.aws.calls).toEqual([]);
    }
  });

  it('two mappings of one provider are refused before any call, whatever their forms', async () => {
    const stack = open();
    const reply = await stack.create({
      AuthenticationProviders: PROVIDERS,
      RoleMappings: [
        { IdentityProvider: USERS, Type: 'Token' },
        { IdentityProvider: { ProviderName: `${USER_POOL_PROVIDER}:${USER_POOL_CLIENT}` }, Type: 'Token' },
      ],
    });
    expect(reply).toMatchObject({
      ok: false,
      code: 'InvalidRequest',
      message: `Invalid property. RoleMappings[1].IdentityProvider: is ${USER_POOL_PROVIDER}:${USER_POOL_CLIENT}, which RoleMappings[0] is for already. Each provider may be given once.`,
    });
    expect(stack.aws.calls).toEqual([]);
  });

  it('a rule can name the created authenticated role', async () => {
    const stack = open();
    await expectLife(stack, {
      AuthenticationProviders: { Google: { ClientId: 'google-client' } },
      RoleMappings: [{ IdentityProvider: GOOGLE, Type: 'Rules', AmbiguousRoleResolution: 'Deny', Rules: rules('Authenticated') }],
    });
  });

  it('a mapping keeps the order of its rules, because the first match decides', async () => {
    const stack = open();
    const withRules = (...roles: string[]): object => ({
      AuthenticationProviders: PROVIDERS,
      MappedRoles: [{ Name: 'A' }, { Name: 'B' }],
      RoleMappings: [{ IdentityProvider: GOOGLE, Type: 'Rules', AmbiguousRoleResolution: 'Deny', Rules: rules(...roles) }],
    });
    await stack.create(withRules('A', 'B', 'A'));
    stack.aws.resetCalls();
    await stack.update(withRules('A', 'A', 'B'));
    expect(stack.aws.writes.map(({ operation }) => operation)).toEqual(['SetIdentityPoolRoles']);
    expect((await stack.read()).model).toMatchObject(withRules('A', 'A', 'B'));
  });

  it('mappings stay when only a default role changes, and can be removed alone', async () => {
    const stack = open();
    const mapped = {
      AuthenticationProviders: PROVIDERS,
      RoleMappings: [{ IdentityProvider: USERS, Type: 'Token', AmbiguousRoleResolution: 'Deny' }],
    };
    await stack.create({ ...mapped, AuthenticatedRole: { Arn: ELSEWHERE } });
    await stack.update({ ...mapped, AuthenticatedRole: { Arn: `${ELSEWHERE}-2` } });
    expect(poolOf(stack)?.roles).toEqual({ authenticated: `${ELSEWHERE}-2`, unauthenticated: arnOf(stack, 'unauthenticated') });
    expect(Object.keys(poolOf(stack)?.roleMappings ?? {})).toEqual([`${USER_POOL_PROVIDER}:${USER_POOL_CLIENT}`]);
    await stack.update({ AuthenticationProviders: PROVIDERS, AuthenticatedRole: { Arn: `${ELSEWHERE}-2` } });
    expect(poolOf(stack)?.roles).toEqual({ authenticated: `${ELSEWHERE}-2`, unauthenticated: arnOf(stack, 'unauthenticated') });
    expect(poolOf(stack)?.roleMappings).toEqual({});
  });

  it('mappings that others added stay while no template names any', async () => {
    const stack = open();
    await stack.create({ AuthenticationProviders: PROVIDERS });
    const pool = stack.aws.pools.get(stack.id ?? '');
    const theirs = { 'accounts.google.com': { Type: 'Token' as const, AmbiguousRoleResolution: 'Deny' as const } };
    if (pool) pool.roleMappings = theirs;
    await stack.update({ AuthenticationProviders: PROVIDERS, AuthenticatedRole: { Arn: ELSEWHERE } });
    expect(poolOf(stack)?.roleMappings).toEqual(theirs);
  });

  it('a mapping of a provider that the pool does not have is refused before any write', async () => {
    const stack = open();
    await stack.create({});
    stack.aws.resetCalls();
    const reply = await stack.update({ RoleMappings: [{ IdentityProvider: GOOGLE, Type: 'Token' }] });
    expect(reply).toMatchObject({
      ok: false,
      code: 'InvalidRequest',
      message:
        'Invalid property. RoleMappings[0].IdentityProvider: is Google (accounts.google.com), which is no provider of this pool. It has none; give AuthenticationProviders.',
    });
    expect(stack.aws.writes).toEqual([]);
  });
});

describe.each(DOORS)('a move from one provider to another, through %s', (_door, open) => {
  const first = {
    AuthenticationProviders: { Google: { ClientId: 'google-client' } },
    MappedRoles: [{ Name: 'Old' }],
    RoleMappings: [{ IdentityProvider: GOOGLE, Type: 'Rules', AmbiguousRoleResolution: 'Deny', Rules: rules('Old') }],
    PrincipalTags: [{ IdentityProvider: GOOGLE, UseDefaults: false, Tags: { tenant: 'sub' } }],
    Tags: [{ Key: 'team', Value: 'a' }],
  };
  const second = {
    AuthenticationProviders: { Facebook: { AppId: 'facebook-app' } },
    MappedRoles: [{ Name: 'New' }],
    RoleMappings: [
      { IdentityProvider: { LoginProvider: 'Facebook' }, Type: 'Rules', AmbiguousRoleResolution: 'Deny', Rules: rules('New') },
    ],
    PrincipalTags: [{ IdentityProvider: { LoginProvider: 'Facebook' }, UseDefaults: true }],
    Tags: [{ Key: 'team', Value: 'b' }],
  };

  it('one update moves mappings from one provider to another, whatever changes with it', async () => {
    const stack = open();
    await stack.create(first);
    expect(await stack.update(second)).toMatchObject({ ok: true });
    expect((await stack.read()).model).toMatchObject(second);
    expect(arnOf(stack, 'mapped/Old')).toBeUndefined();
    expect(stack.aws.maxConcurrentWritesOnPool).toBe(1);
    expect(await stack.delete()).toMatchObject({ ok: true });
    expect(stack.aws.snapshot()).toEqual(newAccount().aws.snapshot());
  });

  it('a move that fails at any write is rolled back, or finished when it is tried again', async () => {
    const probe = open();
    await probe.create(first);
    probe.aws.resetCalls();
    await probe.update(second);
    const writes = probe.aws.writes.map(({ operation }) => operation);
    expect(writes.length).toBeGreaterThan(8);
    for (const [index, operation] of writes.entries())
      for (const after of [false, true]) {
        const stack = open();
        await stack.create(first);
        const before = (await stack.read()).model;
        let toGo = writes.slice(0, index + 1).filter((other) => other === operation).length;
        stack.aws.fail({ operation, when: () => --toGo === 0, after, error: { name: 'InvalidParameterException', message: 'injected' } });
        expect(await stack.update(second)).toMatchObject({ ok: false });
        expect((await stack.read()).model).toEqual(before);
        expect(await stack.update(second)).toMatchObject({ ok: true });
        expect((await stack.read()).model).toMatchObject(second);
      }
  });
});
