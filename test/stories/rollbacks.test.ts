import { DOORS, newAccount, type Account, type Stack } from './cloudformation';
import { comparable } from './comparable';
import { BOUNDARY, DOCUMENT, POWER_USER, READ_ONLY } from './fixtures';

const rules = (LoginProvider: string, ...roles: string[]): object[] => [
  {
    IdentityProvider: { LoginProvider },
    Type: 'Rules',
    Rules: roles.map((Role) => ({ Claim: 'sub', MatchType: 'Equals', Value: 'x', Role })),
  },
];
const V1 = {
  IdentityPoolName: 'one',
  AllowUnauthenticatedIdentities: true,
  AuthenticationProviders: { Google: { ClientId: 'g' }, Apple: { ServicesId: 'a' } },
  AuthenticatedRole: { Path: '/identity-pools/app/', MaxSessionDuration: 7200, Policies: [{ PolicyName: 'p', PolicyDocument: DOCUMENT }] },
  UnauthenticatedRole: { RoleName: 'guests', ManagedPolicyArns: [READ_ONLY] },
  MappedRoles: [{ Name: 'A' }, { Name: 'B' }],
  RoleMappings: rules('Google', 'A', 'B'),
  PrincipalTags: [{ IdentityProvider: { LoginProvider: 'Google' }, UseDefaults: true }],
  Tags: [{ Key: 'team', Value: 'a' }],
};
const V2 = {
  AuthenticationProviders: { Facebook: { AppId: 'f' }, Apple: { ServicesId: 'a2' } },
  AuthenticatedRole: { Path: '/identity-pools/app/', Description: 'b', PermissionsBoundary: BOUNDARY },
  UnauthenticatedRole: { Create: false },
  MappedRoles: [{ Name: 'B', ManagedPolicyArns: [POWER_USER] }, { Name: 'C' }],
  RoleMappings: rules('Facebook', 'C', 'Authenticated'),
  Tags: [{ Key: 'stage', Value: 'b' }],
};

/** With what belongs to others beside it. */
const inhabited = (): Account => {
  const account = newAccount();
  account.aws.seedPool({ IdentityPoolName: 'one', tags: { team: 'theirs' } });
  account.aws.seedRole({ name: 'theirs' });
  return account;
};

const deployed = async (open: (typeof DOORS)[number][1]): Promise<Stack> => {
  const stack = open(inhabited());
  expect(await stack.create(V1)).toMatchObject({ ok: true });
  stack.aws.resetCalls();
  return stack;
};

/** The numbers of the calls that write, among all of an act. */
const writesOf = (stack: Stack): number[] =>
  stack.aws.calls.flatMap(({ operation }, index) => (/^(Describe|Get|List)/.test(operation) ? [] : [index + 1]));

/** Fails one call from now on, before it takes effect or after it. */
const failCall = (stack: Stack, call: number, after: boolean): void => {
  let toGo = call;
  const error = { name: 'InvalidParameterException', message: 'the first' };
  stack.aws.fail({ when: () => --toGo === 0, after, error });
};

const BOTH = [
  ['before it takes effect', false],
  ['after it has taken effect', true],
] as const;

describe.each(DOORS)('a write that fails, through %s', (_door, open) => {
  it.each(BOTH)('a rollback undoes an update whose write fails %s, whichever write it is', async (_when, after) => {
    const probe = await deployed(open);
    const before = comparable(probe.aws);
    await probe.update(V2);
    const writes = writesOf(probe);
    const v2 = comparable(probe.aws);
    expect(writes.length).toBeGreaterThan(12);
    for (const call of writes) {
      const stack = await deployed(open);
      failCall(stack, call, after);
      const at = { call, operation: probe.aws.calls[call - 1]?.operation };
      const reply = await stack.update(V2);
      expect({ at, ...reply }).toMatchObject({ at, ok: false, code: 'InvalidRequest', id: stack.id });
      expect(reply.message).toContain('AWS said InvalidParameterException: the first.');
      expect({ at, account: comparable(stack.aws) }).toEqual({ at, account: before });
      expect({ at, ...(await stack.update(V2)) }).toMatchObject({ at, ok: true });
      expect({ at, account: comparable(stack.aws) }).toEqual({ at, account: v2 });
    }
  });

  it('a rollback that fails itself undoes the update when it is sent again', async () => {
    const probe = await deployed(open);
    const before = comparable(probe.aws);
    await probe.update(V2);
    probe.aws.resetCalls();
    await probe.update(V1);
    for (const call of writesOf(probe)) {
      const stack = await deployed(open);
      await stack.update(V2);
      failCall(stack, call, false);
      expect(await stack.update(V1, { noRollback: true })).toMatchObject({ ok: false });
      expect(await stack.update(V1)).toMatchObject({ ok: true });
      expect({ call, account: comparable(stack.aws) }).toEqual({ call, account: before });
    }
  });

  it.each(BOTH)('a create whose write fails %s reports that error and leaves nothing of its own', async (_when, after) => {
    const empty = inhabited().aws.snapshot();
    const probe = open(inhabited());
    await probe.create(V1);
    for (const call of writesOf(probe).filter((call) => call <= probe.costUntilAnswer().calls)) {
      const operation = probe.aws.calls[call - 1]?.operation;
      // Nobody learns the id of a pool whose making AWS refuses and does all the same.
      if (after && operation === 'CreateIdentityPool') continue;
      const stack = open(inhabited());
      failCall(stack, call, after);
      const reply = await stack.create(V1);
      expect({ operation, ...reply }).toMatchObject({ operation, ok: false, code: 'InvalidRequest' });
      expect(reply.message).toContain('AWS said InvalidParameterException: the first.');
      expect({ operation, left: stack.aws.snapshot() }).toEqual({ operation, left: empty });
    }
  });

  it('a delete whose write fails is finished by the next delete', async () => {
    const empty = inhabited().aws.snapshot();
    const probe = await deployed(open);
    await probe.delete();
    for (const call of writesOf(probe)) {
      const stack = await deployed(open);
      failCall(stack, call, false);
      expect(await stack.delete()).toMatchObject({ ok: false, code: 'InvalidRequest', id: stack.id });
      await stack.delete();
      expect({ call, left: stack.aws.snapshot() }).toEqual({ call, left: empty });
    }
  });
});
