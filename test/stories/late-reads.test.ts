import type { Lateness } from '../fakes';
import { DOORS, newAccount, RegistryStack, type Account } from './cloudformation';
import { arnOfRole, DOCUMENT, READ_ONLY } from './fixtures';

const POLICIES = { ManagedPolicyArns: [READ_ONLY], Policies: [{ PolicyName: 'p', PolicyDocument: DOCUMENT }] };
const ONE = { AuthenticatedRole: POLICIES, MappedRoles: [{ Name: 'Admin', ...POLICIES }] };
const NAMED = {
  AuthenticatedRole: { RoleName: 'signed-in', Path: '/identity-pools/app/', ...POLICIES },
  UnauthenticatedRole: { Create: false },
};
const REFUSED = { name: 'NotAuthorizedException', message: "Access to Role 'x' is forbidden." };
const EMPTY = newAccount().aws.snapshot();

describe.each(DOORS)('a pool whose roles IAM still hides, through %s', (_door, open) => {
  it.each([500, 2_000, 8_000])('a create that fails is cleaned up at once: hidden for %i ms', async (created) => {
    const stack = open(newAccount({ lateness: { roles: { created } } }));
    stack.aws.fail({ operation: 'SetIdentityPoolRoles', times: Infinity, error: { name: 'InvalidParameterException' } });
    const reply = await stack.create(ONE);
    expect(reply).toMatchObject({ ok: false, code: 'InvalidRequest' });
    expect(stack.aws.snapshot()).toEqual(EMPTY);
  });

  it.each([500, 2_000, 8_000])('a create with roles of given names is cleaned up: hidden for %i ms', async (created) => {
    const stack = open(newAccount({ lateness: { roles: { created } } }));
    stack.aws.fail({ operation: 'SetIdentityPoolRoles', times: Infinity, error: { name: 'InvalidParameterException' } });
    expect(await stack.create(NAMED)).toMatchObject({ ok: false, code: 'InvalidRequest' });
    expect(stack.aws.snapshot()).toEqual(EMPTY);
  });

  it.each([500, 5_000, 30_000])('a whole life leaves nothing: roles and pools are shown %i ms late', async (late) => {
    const lateness: Lateness = { roles: late, pools: { created: late } };
    const stack = open(newAccount({ lateness }));
    expect(await stack.create(ONE)).toMatchObject({ ok: true });
    await stack.aws.wait(late);
    expect(await stack.update({ ...NAMED, AllowClassicFlow: true })).toMatchObject({ ok: true });
    await stack.aws.wait(late);
    expect(await stack.delete()).toMatchObject({ ok: true });
    expect(stack.aws.snapshot()).toEqual(EMPTY);
  });
});

describe.each(DOORS)('a pool that DescribeIdentityPool does not show yet, through %s', (_door, open) => {
  it.each([2_000, 10_000, 60_000])('a delete calls DeleteIdentityPool whatever a read said: hidden for %i ms', async (created) => {
    const stack = open(newAccount({ lateness: { pools: { created } } }));
    expect(await stack.create(ONE)).toMatchObject({ ok: true });
    stack.aws.resetCalls();
    expect(await stack.delete()).toMatchObject({ ok: true });
    expect(stack.aws.calls.map(({ operation }) => operation)).toContain('DeleteIdentityPool');
    expect(stack.aws.snapshot()).toEqual(EMPTY);
  });

  it('a create that fails while neither pool nor roles show is cleaned up', async () => {
    const stack = open(newAccount({ lateness: { pools: { created: 2_000 }, roles: { created: 2_000 } } }));
    stack.aws.fail({ operation: 'SetIdentityPoolRoles', times: Infinity, error: { name: 'InvalidParameterException' } });
    expect(await stack.create(ONE)).toMatchObject({ ok: false });
    expect(stack.aws.snapshot()).toEqual(EMPTY);
  });

  it('what is gone already is NotFound to the registry, and deleted to the custom resource', async () => {
    const stack = open(newAccount({ lateness: { pools: { deleted: 0 } } }));
    await stack.create(ONE);
    expect(await stack.delete()).toMatchObject({ ok: true });
    const { ok, code } = await stack.delete();
    expect({ ok, code }).toEqual(stack instanceof RegistryStack ? { ok: false, code: 'NotFound' } : { ok: true, code: undefined });
    expect(stack.aws.snapshot()).toEqual(EMPTY);
  });
});

describe.each(DOORS)('a role that was supplied, through %s', (_door, open) => {
  const rule = (RoleArn: string): object => ({
    AuthenticationProviders: { Google: { ClientId: 'g' } },
    RoleMappings: [{ IdentityProvider: { LoginProvider: 'Google' }, Rules: [{ Claim: 'sub', Value: 'x', RoleArn }] }],
  });
  const SUPPLIED: readonly (readonly [string, (arn: string) => object])[] = [
    ['as AuthenticatedRole', (Arn) => ({ AuthenticatedRole: { Arn }, UnauthenticatedRole: { Create: false } })],
    ['as UnauthenticatedRole', (Arn) => ({ UnauthenticatedRole: { Arn }, AuthenticatedRole: { Create: false } })],
    ['by a rule', (arn) => ({ ...rule(arn), AuthenticatedRole: { Create: false }, UnauthenticatedRole: { Create: false } })],
  ];
  const withRole = (age: number, lateness: Lateness = {}): Account & { arn: string } => {
    const account = newAccount({ lateness });
    const { arn } = account.aws.seedRole({ name: 'theirs', path: '/team/', createdAt: account.clock.now() - age });
    return { ...account, arn };
  };

  it.each(SUPPLIED)('one that was created seconds ago is waited for: %s', async (_how, templateFor) => {
    const { arn, ...account } = withRole(2_000, { newRolesInCognito: 15_000 });
    const stack = open(account);
    const start = stack.clock.now();
    expect(await stack.create(templateFor(arn))).toMatchObject({ ok: true });
    expect(stack.clock.now() - start).toBeGreaterThanOrEqual(13_000);
    expect(stack.clock.now() - start).toBeLessThan(30_000);
  });

  it.each(SUPPLIED)('one that is old is refused in seconds: %s', async (_how, templateFor) => {
    const { arn, ...account } = withRole(3_600_000);
    const stack = open(account);
    stack.aws.fail({ operation: 'SetIdentityPoolRoles', times: Infinity, error: REFUSED });
    const start = stack.clock.now();
    const reply = await stack.create(templateFor(arn), { noRollback: true });
    expect(reply).toMatchObject({ ok: false, code: 'AccessDenied' });
    expect(reply.message).toContain(arn);
    expect(stack.clock.now() - start).toBeLessThan(5_000);
  });

  it.each(SUPPLIED)('one that does not exist is refused in seconds: %s', async (_how, templateFor) => {
    const stack = open(newAccount({ openQuestions: { absentRole: 'refuse' } }));
    const start = stack.clock.now();
    expect(await stack.create(templateFor(arnOfRole('team/nobody')), { noRollback: true })).toMatchObject({
      ok: false,
      code: 'AccessDenied',
    });
    expect(stack.clock.now() - start).toBeLessThan(5_000);
  });

  it.each(SUPPLIED)('one that Cognito never accepts is refused within a minute or two: %s', async (_how, templateFor) => {
    const { arn, ...account } = withRole(1_000);
    const stack = open(account);
    stack.aws.fail({ operation: 'SetIdentityPoolRoles', times: Infinity, error: REFUSED });
    const start = stack.clock.now();
    expect(await stack.create(templateFor(arn), { noRollback: true })).toMatchObject({ ok: false, code: 'AccessDenied' });
    expect(stack.clock.now() - start).toBeLessThan(150_000);
  });
});
