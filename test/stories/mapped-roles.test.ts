import { DOORS, newAccount, type Stack } from './cloudformation';
import { arnOfRole, BOUNDARY, guidOf, POWER_USER, READ_ONLY } from './fixtures';

const GOOGLE = { Google: { ClientId: 'google-client' } };
const rolesOf = (stack: Stack) => Object.values(stack.aws.snapshot().roles);
const mappedRole = (stack: Stack, name: string) =>
  rolesOf(stack).find((role) => role.tags['identity-pool-with-roles:part'] === `mapped/${name}`);
const mapping = (...roles: string[]): object => ({
  IdentityProvider: { LoginProvider: 'Google' },
  Type: 'Rules',
  AmbiguousRoleResolution: 'Deny',
  Rules: roles.map((Role) => ({ Claim: 'sub', MatchType: 'Equals', Value: Role, Role })),
});

describe.each(DOORS)('mapped roles, through %s', (_door, open) => {
  it('a mapped role trusts the pool from its creation, without the pool’s id in the template', async () => {
    const stack = open();
    const created = await stack.create({
      AuthenticationProviders: GOOGLE,
      MappedRoles: [{ Name: 'Admin' }],
      RoleMappings: [mapping('Admin')],
    });
    expect(mappedRole(stack, 'Admin')?.trustPolicy).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: 'cognito-identity.amazonaws.com' },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: { 'cognito-identity.amazonaws.com:aud': created.id },
            'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
          },
        },
      ],
    });
  });

  it('mapped roles take every setting of a default role, and a second update writes nothing', async () => {
    const stack = open();
    const properties = {
      MappedRoles: [
        {
          Name: 'Admin',
          RoleName: 'shop-admin',
          Path: '/identity-pools/shop/',
          Description: 'Administrators',
          MaxSessionDuration: 7200,
          ManagedPolicyArns: [READ_ONLY],
          Policies: [
            { PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] } },
          ],
          PermissionsBoundary: BOUNDARY,
        },
        { Name: 'Buyer' },
      ],
    };
    await stack.create(properties);
    expect((await stack.read()).model).toMatchObject(properties);
    stack.aws.resetCalls();
    await stack.update(properties);
    expect(stack.aws.writes).toEqual([]);
  });

  it('the attributes list mapped roles in the order of the template, also when it changes', async () => {
    const stack = open();
    await stack.create({ MappedRoles: [{ Name: 'B' }, { Name: 'A' }] });
    const names = ['A', 'B'].map((name) => mappedRole(stack, name)?.name);
    const updated = await stack.update({ MappedRoles: [{ Name: 'A' }, { Name: 'B' }] });
    for (const reply of [updated, await stack.read()])
      expect(reply.model).toMatchObject({
        MappedRoleNames: names,
        MappedRoleArns: names.map((name) => arnOfRole(`identity-pools/${guidOf(stack)}/${String(name)}`)),
      });
  });

  it('one update adds, renames and removes mapped roles and the rules that name them', async () => {
    const stack = open();
    await stack.create({ AuthenticationProviders: GOOGLE, MappedRoles: [{ Name: 'A' }, { Name: 'B' }], RoleMappings: [mapping('A', 'B')] });
    const next = { AuthenticationProviders: GOOGLE, MappedRoles: [{ Name: 'B' }, { Name: 'C' }], RoleMappings: [mapping('C', 'B')] };
    const keptId = mappedRole(stack, 'B')?.id;
    expect(await stack.update(next)).toMatchObject({ ok: true });
    expect((await stack.read()).model).toMatchObject(next);
    expect(mappedRole(stack, 'A')).toBeUndefined();
    expect(mappedRole(stack, 'B')?.id).toBe(keptId);
  });

  it('a role name passes to another entry without the permissions of the old entry', async () => {
    const named = (Name: string, RoleName: string, ManagedPolicyArns: string[]): object => ({ Name, RoleName, ManagedPolicyArns });
    const stack = open();
    await stack.create({ MappedRoles: [named('A', 'one', [READ_ONLY]), named('B', 'two', [POWER_USER])] });
    const next = { MappedRoles: [named('C', 'one', [POWER_USER]), named('B', 'two', [POWER_USER])] };
    expect(await stack.update(next)).toMatchObject({ ok: true });
    expect((await stack.read()).model).toMatchObject(next);
    expect(stack.aws.snapshot().roles['one']?.managedPolicyArns).toEqual([POWER_USER]);
    const swapped = { MappedRoles: [named('C', 'two', [READ_ONLY]), named('B', 'one', [])] };
    expect(await stack.update(swapped)).toMatchObject({ ok: true });
    expect(stack.aws.snapshot().roles).toMatchObject({
      one: { managedPolicyArns: [], tags: { 'identity-pool-with-roles:part': 'mapped/B' } },
      two: { managedPolicyArns: [READ_ONLY], tags: { 'identity-pool-with-roles:part': 'mapped/C' } },
    });
    await stack.update({ AuthenticatedRole: { RoleName: 'two' }, MappedRoles: [named('B', 'one', [])] });
    expect(Object.keys(stack.aws.snapshot().roles).filter((name) => !name.startsWith('shop-'))).toEqual(['one', 'two']);
    expect(stack.aws.snapshot().roles['two']).toMatchObject({
      managedPolicyArns: [],
      tags: { 'identity-pool-with-roles:part': 'authenticated' },
    });
    expect(await stack.delete()).toMatchObject({ ok: true });
    expect(stack.aws.snapshot()).toEqual(newAccount().aws.snapshot());
  });

  it('removing MappedRoles deletes all mapped roles and no default role', async () => {
    const stack = open();
    await stack.create({ MappedRoles: [{ Name: 'A' }, { Name: 'B' }] });
    await stack.update({});
    expect(rolesOf(stack).map((role) => role.tags['identity-pool-with-roles:part'])).toEqual(['authenticated', 'unauthenticated']);
  });

  it('a delete finds and deletes mapped roles, whatever is attached to them', async () => {
    const stack = open();
    await stack.create({ MappedRoles: [{ Name: 'A', ManagedPolicyArns: [READ_ONLY] }] });
    Object.assign(stack.aws.roles.get(mappedRole(stack, 'A')?.name ?? '')?.inlinePolicies ?? {}, { theirs: '{"Statement":[]}' });
    expect(await stack.delete()).toMatchObject({ ok: true });
    expect(stack.aws.snapshot()).toEqual(newAccount().aws.snapshot());
  });
});
