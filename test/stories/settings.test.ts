import { DOORS, newAccount, type Account, type Stack } from './cloudformation';
import { ACCOUNT_ID, arnOfPolicy, BOUNDARY, guidOf } from './fixtures';

const OTHER_BOUNDARY = arnOfPolicy('other');
const SETTINGS = {
  PermissionsBoundary: BOUNDARY,
  Path: '/identities/',
  RoleNamePrefix: 'fenced-',
  Tags: [{ Key: 'cost-center', Value: '42' }],
};
const rolesOf = (stack: Stack) => Object.values(stack.aws.snapshot().roles);
const withSettings = (settings: Account['settings'], region = 'us-east-1', partition = 'aws'): Account =>
  newAccount({ region, partition, settings });

describe.each(DOORS)('account-wide settings, through %s', (_door, open) => {
  it('account-wide settings apply to every created role, and their tags to the pool', async () => {
    const stack = open(withSettings(SETTINGS));
    expect(await stack.create({ MappedRoles: [{ Name: 'Admin' }] })).toMatchObject({ ok: true });
    expect(rolesOf(stack)).toHaveLength(3);
    for (const role of rolesOf(stack)) {
      expect(role.name).toMatch(/^fenced-shop-prod-Identities-(Authenticated|Unauthenticated|Admin)-[0-9a-f]{10}$/);
      expect(role).toMatchObject({ path: `/identities/${guidOf(stack)}/`, permissionsBoundary: BOUNDARY, tags: { 'cost-center': '42' } });
    }
    expect(Object.values(stack.aws.snapshot().pools)[0]?.tags).toMatchObject({ 'cost-center': '42' });
  });

  it('the template’s values win over settings, but no template can remove the boundary', async () => {
    const stack = open(withSettings(SETTINGS));
    const AuthenticatedRole = { PermissionsBoundary: OTHER_BOUNDARY, Path: '/identities/app/', RoleName: 'fenced-mine' };
    await stack.create({ AuthenticatedRole, Tags: [{ Key: 'cost-center', Value: '7' }] });
    expect(stack.aws.snapshot().roles['fenced-mine']).toMatchObject({
      path: `/identities/app/${guidOf(stack)}/`,
      permissionsBoundary: OTHER_BOUNDARY,
      tags: { 'cost-center': '7' },
    });
    await stack.update({ AuthenticatedRole: { Path: '/identities/app/', RoleName: 'fenced-mine' } });
    expect(stack.aws.snapshot().roles['fenced-mine']).toMatchObject({ permissionsBoundary: BOUNDARY, tags: { 'cost-center': '42' } });
  });

  it('settings that come later bound existing roles, and leave their names and paths', async () => {
    const account = newAccount();
    const stack = open(account);
    await stack.create({});
    const names = rolesOf(stack).map(({ arn }) => arn);
    Object.assign(stack, { settings: SETTINGS });
    await stack.update({ AllowUnauthenticatedIdentities: true });
    expect(rolesOf(stack).map(({ arn }) => arn)).toEqual(names);
    for (const role of rolesOf(stack)) expect(role.permissionsBoundary).toBe(BOUNDARY);
  });

  it('a setting says whom roles trust where AWS’s pages disagree', async () => {
    const host = 'cognito-identity.cn-north-1.amazonaws.com.cn';
    const refused = await open(withSettings({}, 'cn-north-1', 'aws-cn')).create({});
    expect(refused).toMatchObject({ ok: false, code: 'InvalidRequest' });
    expect(refused.message).toMatch(
      /no role can be created in cn-north-1: .* set TrustPrincipal and TrustConditionPrefix in the account-wide settings\./,
    );

    const stack = open(withSettings({ TrustConditionPrefix: host }, 'cn-north-1', 'aws-cn'));
    const created = await stack.create({});
    expect(created.model).toMatchObject({
      Arn: `arn:aws-cn:cognito-identity:cn-north-1:${ACCOUNT_ID}:identitypool/${String(created.id)}`,
      AuthenticatedRoleArn: expect.stringMatching(/^arn:aws-cn:iam::123456789012:role\//) as string,
    });
    const role = rolesOf(stack).find(({ tags }) => tags['identity-pool-with-roles:part'] === 'authenticated');
    expect(role?.trustPolicy).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: host },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: { StringEquals: { [`${host}:aud`]: created.id }, 'ForAnyValue:StringLike': { [`${host}:amr`]: 'authenticated' } },
        },
      ],
    });
  });

  it('generated role names stay within 20 characters in us-gov-east-1', async () => {
    const stack = open(withSettings({ RoleNamePrefix: 'f-' }, 'us-gov-east-1', 'aws-us-gov'));
    await stack.create({ MappedRoles: [{ Name: 'Administrators' }] });
    const names = rolesOf(stack).map(({ name }) => name);
    expect(new Set(names).size).toBe(3);
    for (const name of names) expect(name).toMatch(/^f-.{9,18}$/);
  });
});
