import type { RoleMapping } from '@aws-sdk/client-cognito-identity';
import { DOORS, newAccount, type Stack } from './cloudformation';
import { arnOfRole, DOCUMENT, OIDC, POWER_USER, SAML } from './fixtures';

const PROVIDERS = { Google: { ClientId: 'g' } };
const OPEN_SEARCH = {
  ProviderName: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_OTHER0001',
  ClientId: 'opensearch',
  ServerSideTokenCheck: false,
};
const TOKEN: RoleMapping = { Type: 'Token', AmbiguousRoleResolution: 'Deny' };

const poolOf = (stack: Stack) => stack.aws.pools.get(stack.id ?? '');
const roleOf = (stack: Stack, part: string) =>
  [...stack.aws.roles.values()].find((role) => role.tags['identity-pool-with-roles:part'] === part);

/** What other services, programs and people do to a pool whose template names nothing of it; the names are what a template would say. */
const BY_OTHERS: Readonly<Record<string, (stack: Stack) => void>> = {
  IdentityPoolName: (stack) => Object.assign(poolOf(stack)?.configuration ?? {}, { IdentityPoolName: 'theirs' }),
  'AuthenticationProviders.UserPools': (stack) =>
    Object.assign(poolOf(stack)?.configuration ?? {}, { CognitoIdentityProviders: [OPEN_SEARCH] }),
  'AuthenticationProviders.Facebook': (stack) =>
    Object.assign(poolOf(stack)?.configuration.SupportedLoginProviders ?? {}, { 'graph.facebook.com': 'theirs' }),
  'AuthenticationProviders.OpenIdConnectProviderArns': (stack) =>
    Object.assign(poolOf(stack)?.configuration ?? {}, {
      OpenIdConnectProviderARNs: [OIDC],
    }),
  'AuthenticationProviders.SamlProviderArns': (stack) => Object.assign(poolOf(stack)?.configuration ?? {}, { SamlProviderARNs: [SAML] }),
  'AuthenticationProviders.DeveloperProviderName': (stack) =>
    Object.assign(poolOf(stack)?.configuration ?? {}, { DeveloperProviderName: 'login.theirs' }),
  RoleMappings: (stack) => Object.assign(poolOf(stack)?.roleMappings ?? {}, { 'accounts.google.com': TOKEN }),
  PrincipalTags: (stack) => {
    Object.assign(poolOf(stack)?.principalTags ?? {}, { 'accounts.google.com': { UseDefaults: false, PrincipalTags: { a: 'sub' } } });
    // Without it nobody could sign in.
    const role = roleOf(stack, 'authenticated');
    const action = '"sts:AssumeRoleWithWebIdentity"';
    if (role) role.trustPolicy = role.trustPolicy.replace(action, `[${action},"sts:TagSession"]`);
  },
  Tags: (stack) => Object.assign(poolOf(stack)?.tags ?? {}, { theirs: 'true' }),
  'Tags, on a created role': (stack) => Object.assign(roleOf(stack, 'authenticated')?.tags ?? {}, { theirs: 'true' }),
  'a default role': (stack) => Object.assign(poolOf(stack)?.roles ?? {}, { unauthenticated: arnOfRole('theirs') }),
  'AuthenticatedRole.ManagedPolicyArns': (stack) => void roleOf(stack, 'authenticated')?.managedPolicyArns.push(POWER_USER),
  'UnauthenticatedRole.Policies': (stack) =>
    Object.assign(roleOf(stack, 'unauthenticated')?.inlinePolicies ?? {}, { theirs: JSON.stringify(DOCUMENT) }),
  'AuthenticatedRole.PermissionsBoundary': (stack) =>
    Object.assign(roleOf(stack, 'authenticated') ?? {}, { permissionsBoundary: POWER_USER }),
  'AuthenticatedRole.Description': (stack) => Object.assign(roleOf(stack, 'authenticated') ?? {}, { description: 'theirs' }),
  'UnauthenticatedRole.MaxSessionDuration': (stack) => Object.assign(roleOf(stack, 'unauthenticated') ?? {}, { maxSessionDuration: 7200 }),
  'an instance profile': (stack) => void roleOf(stack, 'authenticated')?.instanceProfiles.push('theirs'),
};

describe.each(DOORS)('values that no template ever named, through %s', (_door, open) => {
  it.each(Object.keys(BY_OTHERS))('an update keeps what others set: %s', async (name) => {
    const stack = open();
    await stack.create({ AuthenticationProviders: PROVIDERS });
    BY_OTHERS[name]?.(stack);
    const theirs = stack.aws.snapshot();
    await stack.update({ AuthenticationProviders: PROVIDERS, AllowClassicFlow: true, MappedRoles: [{ Name: 'A' }] });
    await stack.update({ AuthenticationProviders: { Google: { ClientId: 'g2' } } });
    expect(stack.aws.writes.length).toBeGreaterThan(1);
    expect(await stack.update({ AuthenticationProviders: PROVIDERS })).toMatchObject({ ok: true });
    expect(stack.aws.snapshot()).toEqual(theirs);
  });

  it('a failed update and its rollback keep what others set, and a delete succeeds', async () => {
    const stack = open();
    const empty = stack.aws.snapshot();
    await stack.create({ AuthenticationProviders: PROVIDERS });
    for (const setByOthers of Object.values(BY_OTHERS)) setByOthers(stack);
    await stack.update({ AuthenticationProviders: PROVIDERS });
    const theirs = stack.aws.snapshot();
    const changed = { AuthenticationProviders: { Google: { ClientId: 'g2' } }, AllowClassicFlow: true };
    stack.aws.fail({ operation: 'UpdateIdentityPool', after: true, error: { name: 'InvalidParameterException' } });
    expect(await stack.update(changed)).toMatchObject({ ok: false });
    expect(stack.aws.snapshot()).toEqual(theirs);
    expect(await stack.delete()).toMatchObject({ ok: true });
    expect(stack.aws.snapshot()).toEqual(empty);
  });
});

describe.each(DOORS)('a supplied role, through %s', (_door, open) => {
  /** Roles that a careless search would take for created ones: they trust the pool, are named alike, carry another pool's marks. */
  const seed = (stack: Stack): void => {
    const trustPolicy = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: 'cognito-identity.amazonaws.com' },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: { 'cognito-identity.amazonaws.com:aud': [stack.id, 'us-east-1:00000000-0000-4000-8000-000000000000'] },
          },
        },
      ],
    };
    const hung = {
      trustPolicy,
      managedPolicyArns: [POWER_USER],
      inlinePolicies: { p: DOCUMENT },
      instanceProfiles: ['theirs'],
      permissionsBoundary: POWER_USER,
    };
    stack.aws.seedRole({ ...hung, name: 'signed-in' });
    stack.aws.seedRole({ ...hung, name: 'guests', tags: { 'identity-pool-with-roles:part': 'unauthenticated' } });
    stack.aws.seedRole({ ...hung, name: 'ruled', tags: { 'identity-pool-with-roles:pool': 'us-east-1:another' } });
    stack.aws.seedRole({ ...hung, name: 'shop-prod-Identities-Authenticated-0000000000' });
  };

  it('a supplied role is never written to, whatever happens to its pool', async () => {
    const stack = open();
    await stack.create({});
    seed(stack);
    const names = ['signed-in', 'guests', 'ruled', 'shop-prod-Identities-Authenticated-0000000000'];
    const theirs = () => Object.entries(stack.aws.snapshot().roles).filter(([name]) => names.includes(name));
    const before = theirs();
    const supplied = {
      AuthenticationProviders: PROVIDERS,
      AuthenticatedRole: { Arn: arnOfRole('signed-in') },
      UnauthenticatedRole: { Arn: arnOfRole('guests') },
      MappedRoles: [{ Name: 'Admin' }],
      RoleMappings: [
        {
          IdentityProvider: { LoginProvider: 'Google' },
          Type: 'Rules',
          Rules: [{ Claim: 'sub', MatchType: 'Equals', Value: 'x', RoleArn: arnOfRole('ruled') }],
        },
      ],
      PrincipalTags: [{ IdentityProvider: { LoginProvider: 'Google' }, UseDefaults: true }],
      Tags: [{ Key: 'team', Value: 'a' }],
    };
    expect(await stack.update(supplied)).toMatchObject({ ok: true });
    expect((await stack.read()).model).toMatchObject({
      ...supplied,
      AuthenticatedRoleName: 'signed-in',
      UnauthenticatedRoleName: 'guests',
    });
    await stack.update({});
    expect(await stack.update({ ...supplied, UnauthenticatedRole: { RoleName: 'signed-in' } })).toMatchObject({
      ok: false,
      code: 'AlreadyExists',
    });
    await stack.update({ ...supplied, UnauthenticatedRole: { Create: false } });
    await stack.update(supplied);
    expect(await stack.delete()).toMatchObject({ ok: true });
    expect(theirs()).toEqual(before);
    expect(Object.keys(stack.aws.snapshot().roles).sort()).toEqual([...names].sort());
    const writes = stack.aws.writes.filter(({ service, error }) => service === 'iam' && error === undefined);
    expect(writes.filter(({ input }) => names.includes(String(input['RoleName'])))).toEqual([]);
  });

  it('a supplied role that does not exist is looked up for its id alone, and nothing fails', async () => {
    const stack = open(newAccount());
    expect(await stack.create({ AuthenticatedRole: { Arn: arnOfRole('app/deep/not-there') } })).toMatchObject({
      ok: true,
      model: { AuthenticatedRoleArn: arnOfRole('app/deep/not-there'), AuthenticatedRoleName: 'not-there' },
    });
    const calls = stack.aws.calls.filter(({ input }) => input['RoleName'] === 'not-there');
    expect([...new Set(calls.map(({ operation }) => operation))]).toEqual(['GetRole']);
    expect(await stack.delete()).toMatchObject({ ok: true });
    expect(stack.aws.snapshot()).toEqual(newAccount().aws.snapshot());
  });
});
