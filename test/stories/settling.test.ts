import { DOORS, newAccount, RegistryStack } from './cloudformation';
import { comparable } from './comparable';
import { ELSEWHERE, READ_ONLY } from './fixtures';

const ONE = {
  AuthenticationProviders: { Google: { ClientId: 'g' } },
  AuthenticatedRole: { ManagedPolicyArns: [READ_ONLY], Path: '/identity-pools/app/' },
  MappedRoles: [{ Name: 'Admin' }],
  Tags: [{ Key: 'team', Value: 'a' }],
};
const TWO = {
  AuthenticationProviders: { Google: { ClientId: 'g' } },
  AuthenticatedRole: { RoleName: 'shop-role', Description: 'b' },
  PrincipalTags: [{ IdentityProvider: { LoginProvider: 'Google' }, UseDefaults: true }],
};
const SUPPLIED = { AuthenticatedRole: { Arn: ELSEWHERE }, UnauthenticatedRole: { Create: false } };
const forbidden = (name: string): { name: string; message: string } => ({ name, message: "Access to Role 'x' is forbidden." });

describe.each(DOORS)('while AWS settles, through %s', (_door, open) => {
  it.each([1, 2, 3])('an update ends the same if IAM shows changes %i calls late', async (calls) => {
    const swift = open();
    await swift.create(ONE);
    const one = comparable(swift.aws);
    await swift.update(TWO);
    const two = comparable(swift.aws);

    const stack = open();
    stack.aws.lag({ service: 'iam', operations: 'all', calls });
    expect(await stack.create(ONE)).toMatchObject({ ok: true });
    expect(comparable(stack.aws)).toEqual(one);
    expect(await stack.update(TWO)).toMatchObject({ ok: true });
    stack.aws.heal();
    // What a look shows late it may take for a change behind its back: the next update has nothing to do but that.
    expect(await stack.update(TWO)).toMatchObject({ ok: true });
    expect(comparable(stack.aws)).toEqual(two);
    expect(await stack.delete()).toMatchObject({ ok: true });
    expect(stack.aws.snapshot()).toEqual(newAccount().aws.snapshot());
  });

  it.each(['UpdateIdentityPool', 'SetIdentityPoolRoles', 'CreateRole', 'TagRole', 'DeleteRole'])(
    'a concurrent change is waited for, and is ResourceConflict if it does not end: %s',
    async (operation) => {
      const change = { ...TWO, AllowClassicFlow: true, Tags: [{ Key: 'team', Value: 'b' }] };
      const stack = open();
      await stack.create(ONE);
      const planned = stack.aws.fail({ operation, times: 2, error: { name: 'ConcurrentModificationException' } });
      expect(await stack.update(change)).toMatchObject({ ok: true });
      expect(planned.fired).toBe(2);
      await stack.update(ONE);
      stack.aws.fail({ operation, times: Infinity, error: { name: 'ConcurrentModificationException' } });
      expect(await stack.update(change, { noRollback: true })).toMatchObject({ ok: false, code: 'ResourceConflict', id: stack.id });
    },
  );

  it('a role name can pass to another role although IAM still shows the old one', async () => {
    const stack = open();
    await stack.create({ MappedRoles: [{ Name: 'Admin', RoleName: 'shop-role' }] });
    stack.aws.lag({ service: 'iam', operations: 'all', calls: 2 });
    stack.aws.fail({ operation: 'CreateRole', after: true, error: { name: 'ServiceFailureException' } });
    const next = { MappedRoles: [{ Name: 'Buyer', RoleName: 'shop-role', Path: '/identity-pools/app/' }] };
    expect(await stack.update(next)).toMatchObject({ ok: true });
    stack.aws.heal();
    expect(await stack.update(next)).toMatchObject({ ok: true });
    expect((await stack.read()).model).toMatchObject(next);
  });

  it('an update waits for a new role as a create does', async () => {
    const stack = open();
    await stack.create(SUPPLIED);
    stack.aws.refuseNewRoles(2);
    const start = stack.clock.now();
    expect(await stack.update({})).toMatchObject({ ok: true });
    expect(stack.clock.now() - start).toBeGreaterThan(1_000);
    expect(stack.clock.now() - start).toBeLessThan(60_000);
  });

  it('a role that is never accepted is AccessDenied within a minute, and the update is undone', async () => {
    const stack = open();
    await stack.create(SUPPLIED);
    const before = stack.aws.snapshot();
    stack.aws.refuseNewRoles(Infinity);
    const start = stack.clock.now();
    const reply = await stack.update({});
    expect(reply).toMatchObject({ ok: false, code: 'AccessDenied' });
    expect(reply.message).toContain('iam:PassRole');
    const waited = stack.clock.now() - start;
    expect(waited).toBeGreaterThanOrEqual(55_000);
    expect(waited).toBeLessThan(90_000);
    expect(stack.aws.snapshot()).toEqual(before);
  });

  it.each(['NotAuthorizedException', 'AccessDeniedException'])(
    'a supplied role that is refused by %s is reported at once, by its ARN',
    async (name) => {
      const stack = open();
      await stack.create({});
      // Roles that were made by this resource, but long ago, are no reason to wait either.
      stack.clock.advance(3_600_000);
      const before = stack.aws.snapshot();
      const start = stack.clock.now();
      stack.aws.fail({ operation: 'SetIdentityPoolRoles', error: forbidden(name) });
      const reply = await stack.update(SUPPLIED);
      expect(reply).toMatchObject({ ok: false, code: 'AccessDenied', id: stack.id });
      expect(reply.message).toContain(SUPPLIED.AuthenticatedRole.Arn);
      expect(stack.clock.now()).toBe(start);
      expect(stack.aws.snapshot()).toEqual(before);
    },
  );

  it('a trust policy is never written without its conditions, not even for a moment', async () => {
    const stack = open();
    await stack.create(ONE);
    await stack.update(TWO);
    await stack.update({});
    const documents = stack.aws.calls.flatMap(({ operation, input }) => {
      const text = operation === 'UpdateAssumeRolePolicy' ? input['PolicyDocument'] : input['AssumeRolePolicyDocument'];
      return typeof text === 'string' ? [JSON.parse(text) as { Statement: { Condition: object }[] }] : [];
    });
    expect(documents.length).toBeGreaterThan(4);
    for (const { Statement } of documents)
      expect(Statement.map(({ Condition }) => Condition)).toEqual([
        {
          StringEquals: { 'cognito-identity.amazonaws.com:aud': stack.id },
          'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': expect.stringMatching(/^(un)?authenticated$/) as string },
        },
      ]);
    expect(stack.transcript.length).toBeGreaterThan(stack instanceof RegistryStack ? 3 : 2);
  });
});
