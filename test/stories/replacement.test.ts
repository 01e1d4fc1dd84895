import { asSent, CustomResourceStack, DOORS, LOGICAL_ID, newAccount, RegistryStack, STACK_ID, type Stack } from './cloudformation';
import { comparable } from './comparable';
import { READ_ONLY } from './fixtures';

const developer = (DeveloperProviderName: string, more: object = {}): object => ({
  AuthenticationProviders: { DeveloperProviderName, Google: { ClientId: 'g' } },
  ...more,
});
const ROLES = {
  AuthenticatedRole: { Path: '/identity-pools/app/' },
  MappedRoles: [{ Name: 'Admin', ManagedPolicyArns: [READ_ONLY] }],
};
const ONE = developer('login.example.one', ROLES);
const TWO = developer('login.example.two', { ...ROLES, Tags: [{ Key: 'team', Value: 'a' }] });

const deployed = async (open: (typeof DOORS)[number][1]): Promise<Stack> => {
  const stack = open();
  await stack.create(ONE);
  stack.aws.resetCalls();
  return stack;
};

describe.each(DOORS)('a developer provider’s name that changes, through %s', (_door, open) => {
  it('another developer provider’s name replaces the pool and its roles', async () => {
    const stack = await deployed(open);
    const { id } = stack;
    const reply = await stack.update(TWO);
    expect(reply).toMatchObject({ ok: true });
    expect(reply.id).not.toBe(id);
    expect(Object.keys(stack.aws.snapshot().pools)).toEqual([reply.id]);
    expect((await stack.read()).model).toMatchObject(TWO);
    for (const role of Object.values(stack.aws.snapshot().roles))
      expect(role.tags).toMatchObject({ 'identity-pool-with-roles:pool': reply.id });
  });

  it('a replacement that fails at any call leaves the old pool unchanged, and reports the error', async () => {
    const probe = await deployed(open);
    await probe.update(TWO);
    const oldCalls = probe.aws.calls.length;
    for (let call = 1; call <= oldCalls; call += 1) {
      const stack = await deployed(open);
      const before = stack.aws.snapshot();
      let toGo = call;
      stack.aws.fail({ when: () => --toGo === 0, error: { name: 'AccessDeniedException', message: 'the first' } });
      const reply = await stack.update(TWO);
      if (reply.ok) break;
      expect(reply).toMatchObject({ code: 'AccessDenied', id: stack.id });
      expect(reply.message).toContain('AWS said AccessDeniedException: the first.');
      expect({ call, account: stack.aws.snapshot() }).toEqual({ call, account: before });
    }
  });

  it('a replacement with a given RoleName is refused, and the old pool stays as it was', async () => {
    const named = { AuthenticatedRole: { RoleName: 'shop-role' } };
    const stack = open();
    await stack.create(developer('login.example.one', named));
    const before = stack.aws.snapshot();
    expect(await stack.update(developer('login.example.two', named))).toMatchObject({ ok: false, code: 'AlreadyExists', id: stack.id });
    expect(stack.aws.snapshot()).toEqual(before);
    expect(await stack.update(developer('login.example.two', { AuthenticatedRole: { RoleName: 'shop-role-2' } }))).toMatchObject({
      ok: true,
    });
  });

  it('the first developer provider’s name is set as the last of all writes', async () => {
    const before = { AuthenticatedRole: { Description: 'a' } };
    const after = {
      ...developer('login.example.one', { MappedRoles: [{ Name: 'Admin' }], Tags: [{ Key: 'team', Value: 'a' }] }),
      PrincipalTags: [{ IdentityProvider: { LoginProvider: 'Google' }, UseDefaults: true }],
      UnauthenticatedRole: { Create: false },
    };
    const probe = open();
    await probe.create(before);
    probe.aws.resetCalls();
    expect(await probe.update(after)).toMatchObject({ ok: true });
    const calls = probe.aws.calls.findIndex(({ input }) => 'DeveloperProviderName' in input) + 1;
    expect(probe.aws.writes.at(-1)).toMatchObject({
      operation: 'UpdateIdentityPool',
      input: { DeveloperProviderName: 'login.example.one' },
    });
    expect(probe.aws.writes.filter(({ input }) => 'DeveloperProviderName' in input)).toHaveLength(1);
    for (let call = 1; call <= calls; call += 1) {
      const stack = open();
      const { id } = await stack.create(before);
      const account = comparable(stack.aws);
      let toGo = call;
      stack.aws.fail({ when: () => --toGo === 0, error: { name: 'AccessDeniedException' } });
      expect(await stack.update(after)).toMatchObject({ ok: false, code: 'AccessDenied' });
      expect({ call, id: stack.id, account: comparable(stack.aws) }).toEqual({ call, id, account });
    }
  });

  it('a developer provider’s name is set before its role mapping', async () => {
    const stack = open();
    const { id } = await stack.create({});
    stack.aws.resetCalls();
    const after = {
      AuthenticationProviders: { DeveloperProviderName: 'login.example.one' },
      RoleMappings: [
        {
          IdentityProvider: { ProviderName: 'login.example.one' },
          Type: 'Rules',
          Rules: [{ Claim: 'sub', MatchType: 'Equals', Value: 'x', Role: 'Authenticated' }],
        },
      ],
    };
    // Whether Cognito takes such a mapping at all is not documented, and the fake does not.
    expect(await stack.update(after, { noRollback: true })).toMatchObject({ ok: false, id });
    expect(stack.aws.writes.map(({ operation }) => operation)).toEqual(['UpdateIdentityPool', 'SetIdentityPoolRoles']);
  });
});

describe('a replacement by the custom resource', () => {
  it('a failed replacement whose removal fails too reports the first failure', async () => {
    const stack = new CustomResourceStack(newAccount());
    const { id } = await stack.create(ONE);
    stack.aws.fail({ operation: 'SetIdentityPoolRoles', error: { name: 'InvalidParameterException', message: 'the first' } });
    stack.aws.fail({ operation: 'DeleteIdentityPool', times: Infinity, error: { name: 'AccessDeniedException', message: 'the second' } });
    const reply = await stack.update(TWO, { noRollback: true });
    expect(reply).toMatchObject({ ok: false, code: 'InvalidRequest', id });
    expect(reply.message).toContain('the first');
    stack.aws.heal();
    // CloudFormation's way back finds what could not be removed.
    expect(await stack.update(ONE, { from: TWO })).toMatchObject({ ok: true, id });
    expect(Object.keys(stack.aws.snapshot().pools)).toEqual([id]);
  });

  it('a failed replacement deletes roles that IAM does not show yet', async () => {
    const stack = new CustomResourceStack(newAccount());
    await stack.create(ONE);
    const before = stack.aws.snapshot();
    stack.aws.lag({ operations: ['ListRoles', 'ListRoleTags', 'GetRole'], calls: 2, service: 'iam' });
    stack.aws.fail({ operation: 'SetIdentityPoolRoles', error: { name: 'AccessDeniedException' } });
    expect(await stack.update(TWO, { noRollback: true })).toMatchObject({ ok: false, code: 'AccessDenied' });
    stack.aws.heal();
    expect(stack.aws.snapshot()).toEqual(before);
  });

  it('a replacement happens once when Lambda sends its update again', async () => {
    const stack = new CustomResourceStack(newAccount());
    const { id } = await stack.create(ONE);
    const event = {
      RequestType: 'Update',
      ResponseURL: 'https://answers.s3.us-east-1.amazonaws.com/',
      StackId: STACK_ID,
      RequestId: 'one',
      LogicalResourceId: LOGICAL_ID,
      PhysicalResourceId: id,
      ResourceProperties: asSent(TWO),
      OldResourceProperties: asSent(ONE),
    };
    const { body } = await stack.invoke(event);
    const { PhysicalResourceId } = JSON.parse(body) as { PhysicalResourceId: string };
    expect((await stack.invoke(event)).body).toBe(body);
    expect(Object.keys(stack.aws.snapshot().pools)).toEqual([id, PhysicalResourceId]);
  });
});

describe.each(DOORS)('a pool that somebody deleted, through %s', (_door, open) => {
  it('the next update creates a deleted pool again with its role names, or is NotFound', async () => {
    const named = { AuthenticatedRole: { RoleName: 'shop-role', Path: '/identity-pools/app/' } };
    const stack = open();
    const { id } = await stack.create(named);
    stack.aws.pools.delete(id ?? '');
    const reply = await stack.update({ ...named, AllowClassicFlow: true }, { noRollback: true });
    if (stack instanceof RegistryStack) {
      expect(reply).toMatchObject({ ok: false, code: 'NotFound' });
      return;
    }
    expect(reply).toMatchObject({ ok: true });
    expect(Object.keys(stack.aws.snapshot().pools)).toEqual([reply.id]);
    expect(Object.keys(stack.aws.snapshot().roles)).toHaveLength(2);
    expect((await stack.read()).model).toMatchObject(named);
  });
});
