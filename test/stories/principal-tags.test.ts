import { DOORS, type Stack } from './cloudformation';
import { USER_POOL, USER_POOL_CLIENT, USER_POOL_PROVIDER } from './fixtures';

const BASE = {
  AuthenticationProviders: {
    UserPools: [{ UserPoolId: USER_POOL, UserPoolClientId: USER_POOL_CLIENT, ServerSideTokenCheck: true }],
    Google: { ClientId: 'google-client' },
  },
  MappedRoles: [{ Name: 'Admin' }],
};
const TENANT = { IdentityProvider: { UserPool: { UserPoolId: USER_POOL } }, UseDefaults: false, Tags: { tenant: 'custom:tenant' } };
const DEFAULTS = { IdentityProvider: { LoginProvider: 'Google' }, UseDefaults: true };
const BOTH = ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'];

/** The part of each created role to the actions that its trust policy allows. */
const trustedActions = (stack: Stack): Record<string, unknown> =>
  Object.fromEntries(
    Object.values(stack.aws.snapshot().roles).map((role) => [
      String(role.tags['identity-pool-with-roles:part']),
      (role.trustPolicy as { Statement: { Action: unknown }[] }).Statement[0]?.Action,
    ]),
  );
const principalTags = (stack: Stack): object => Object.values(stack.aws.snapshot().pools)[0]?.principalTags ?? {};

describe.each(DOORS)('principal tags, through %s', (_door, open) => {
  it('principal tags are set for the whole user pool, and authenticated roles may be tagged', async () => {
    const stack = open();
    const properties = { ...BASE, PrincipalTags: [TENANT] };
    await stack.create(properties);
    expect(principalTags(stack)).toEqual({ [USER_POOL_PROVIDER]: { UseDefaults: false, PrincipalTags: { tenant: 'custom:tenant' } } });
    expect(trustedActions(stack)).toEqual({ authenticated: BOTH, unauthenticated: BOTH[0], 'mapped/Admin': BOTH });
    expect((await stack.read()).model).toMatchObject(properties);
    stack.aws.resetCalls();
    await stack.update(properties);
    expect(stack.aws.writes).toEqual([]);
  });

  it('principal tags and a mapping of one provider are each read back as written', async () => {
    const raw = { ProviderName: 'accounts.google.com' };
    for (const [forMapping, forTags] of [
      [raw, DEFAULTS.IdentityProvider],
      [DEFAULTS.IdentityProvider, raw],
    ]) {
      const stack = open();
      const properties = {
        ...BASE,
        RoleMappings: [{ IdentityProvider: forMapping, Type: 'Token', AmbiguousRoleResolution: 'Deny' }],
        PrincipalTags: [{ ...DEFAULTS, IdentityProvider: forTags }],
      };
      await stack.create(properties);
      expect((await stack.read()).model).toMatchObject(properties);
    }
  });

  it('sts:TagSession is removed after the last principal tags are', async () => {
    const stack = open();
    await stack.create({ ...BASE, PrincipalTags: [TENANT, DEFAULTS] });
    await stack.update({ ...BASE, PrincipalTags: [DEFAULTS] });
    expect(principalTags(stack)).toEqual({ 'accounts.google.com': { UseDefaults: true, PrincipalTags: {} } });
    expect(trustedActions(stack)).toEqual({ authenticated: BOTH, unauthenticated: BOTH[0], 'mapped/Admin': BOTH });
    stack.aws.resetCalls();
    await stack.update(BASE);
    expect(principalTags(stack)).toEqual({});
    expect(trustedActions(stack)).toEqual({ authenticated: BOTH[0], unauthenticated: BOTH[0], 'mapped/Admin': BOTH[0] });
    expect(stack.aws.writes.map(({ operation }) => operation)).toEqual([
      'SetPrincipalTagAttributeMap',
      'UpdateAssumeRolePolicy',
      'UpdateAssumeRolePolicy',
    ]);
  });

  it('sts:TagSession is allowed before the first principal tags are set', async () => {
    const stack = open();
    await stack.create(BASE);
    stack.aws.resetCalls();
    await stack.update({ ...BASE, PrincipalTags: [TENANT] });
    expect(stack.aws.writes.map(({ operation }) => operation)).toEqual([
      'UpdateAssumeRolePolicy',
      'UpdateAssumeRolePolicy',
      'SetPrincipalTagAttributeMap',
    ]);
  });

  it('principal tags that others set stay, and keep sts:TagSession', async () => {
    const stack = open();
    await stack.create({ ...BASE, PrincipalTags: [TENANT] });
    const theirs = { UseDefaults: false, PrincipalTags: { team: 'sub' } };
    Object.assign(stack.aws.pools.get(stack.id ?? '')?.principalTags ?? {}, { 'accounts.google.com': theirs });
    await stack.update(BASE);
    expect(principalTags(stack)).toEqual({ 'accounts.google.com': theirs });
    expect(trustedActions(stack)).toMatchObject({ authenticated: BOTH });
  });

  it('principal tags change in place', async () => {
    const stack = open();
    await stack.create({ ...BASE, PrincipalTags: [TENANT] });
    stack.aws.resetCalls();
    const next = { ...BASE, PrincipalTags: [{ ...TENANT, Tags: { customer: 'custom:tenant', client: 'aud' } }] };
    await stack.update(next);
    expect(stack.aws.writes.map(({ operation }) => operation)).toEqual(['SetPrincipalTagAttributeMap']);
    expect((await stack.read()).model).toMatchObject(next);
  });
});
