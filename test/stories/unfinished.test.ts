import { withoutGivenIds } from './comparable';
import { DOORS, newAccount, RegistryStack, type Account, type Stack } from './cloudformation';
import { DOCUMENT, READ_ONLY, USER_POOL } from './fixtures';
import { accountWithUserPools } from './templates';

jest.setTimeout(300_000);

const GOOGLE = { Google: { ClientId: 'google-client' } };
const mapping = (Role: string): object => ({
  IdentityProvider: { LoginProvider: 'Google' },
  Type: 'Rules',
  AmbiguousRoleResolution: 'Deny',
  Rules: [{ Claim: 'sub', MatchType: 'Equals', Value: 'x', Role }],
});

/** Something of everything. */
const EVERYTHING = {
  IdentityPoolName: 'everything',
  AllowClassicFlow: true,
  AuthenticationProviders: { ...GOOGLE, UserPools: [{ UserPoolId: USER_POOL }] },
  AuthenticatedRole: { RoleName: 'signed-in', Path: '/identity-pools/app/', ManagedPolicyArns: [READ_ONLY] },
  MappedRoles: [{ Name: 'Admin', Policies: [{ PolicyName: 'p', PolicyDocument: DOCUMENT }] }],
  RoleMappings: [mapping('Admin')],
  PrincipalTags: [{ IdentityProvider: { UserPool: { UserPoolId: USER_POOL } }, UseDefaults: true }],
  Tags: [{ Key: 'team', Value: 'a' }],
};
const OTHERWISE = {
  AuthenticationProviders: { Facebook: { AppId: 'facebook-app' } },
  AuthenticatedRole: { RoleName: 'signed-in-2' },
  UnauthenticatedRole: { Create: false },
  MappedRoles: [{ Name: 'Buyer' }],
  RoleMappings: [{ ...mapping('Buyer'), IdentityProvider: { LoginProvider: 'Facebook' } }],
  Tags: [{ Key: 'team', Value: 'b' }],
};

const account = (): Account => accountWithUserPools(USER_POOL);

describe.each(DOORS)('a call that AWS refuses, through %s', (_door, open) => {
  it('a refused call fails a create with that error, and nothing is left', async () => {
    const probe = open(account());
    await probe.create(EVERYTHING);
    const calls = probe.aws.calls.slice(0, probe.costUntilAnswer().calls);
    for (const [index, { operation }] of calls.entries()) {
      // The first look decides; the looks for a second delivery beside the work do not.
      if (operation === 'ListIdentityPools' && index > 0) continue;
      const stack = open(account());
      let toGo = probe.aws.calls.slice(0, index + 1).filter((call) => call.operation === operation).length;
      stack.aws.fail({
        operation,
        when: () => --toGo === 0,
        error: { name: 'AccessDeniedException', message: `injected into ${operation}` },
      });
      const reply = await stack.create(EVERYTHING);
      expect(reply).toMatchObject({ ok: false, code: 'AccessDenied' });
      expect(reply.message).toContain(`AWS said AccessDeniedException: injected into ${operation}.`);
      expect(stack.aws.snapshot()).toEqual(account().aws.snapshot());
    }
  });

  it('a refused call fails an update, and the rollback restores what was', async () => {
    const prepare = async (): Promise<Stack> => {
      const stack = open(account());
      await stack.create(EVERYTHING);
      stack.aws.resetCalls();
      return stack;
    };
    const probe = await prepare();
    await probe.update(OTHERWISE);
    const { calls } = probe.aws;
    for (const [index, { operation }] of calls.entries()) {
      const stack = await prepare();
      const before = (await stack.read()).model;
      let toGo = calls.slice(0, index + 1).filter((call) => call.operation === operation).length;
      stack.aws.fail({ operation, when: () => --toGo === 0, error: { name: 'AccessDeniedException', message: 'injected' } });
      const reply = await stack.update(OTHERWISE);
      expect({ operation, ...reply }).toMatchObject({ operation, ok: false, code: 'AccessDenied', id: stack.id });
      expect({ operation, model: withoutGivenIds((await stack.read()).model) }).toEqual({ operation, model: withoutGivenIds(before) });
    }
  });

  it('a call is tried again after throttling, a server error or a lost connection', async () => {
    for (const error of [{ name: 'TooManyRequestsException' }, { name: 'InternalErrorException' }, { name: 'Error', code: 'ECONNRESET' }]) {
      const stack = open(account());
      stack.aws.fail({ operation: 'CreateIdentityPool', times: 2, error });
      expect(await stack.create({})).toMatchObject({ ok: true });
      expect(Object.keys(stack.aws.snapshot().pools)).toHaveLength(1);
    }
  });

  it('an error that does not end gives the code that CloudFormation knows', async () => {
    for (const [error, code] of [
      [{ name: 'TooManyRequestsException' }, 'Throttling'],
      [{ name: 'InternalErrorException' }, 'ServiceInternalError'],
      [{ name: 'Error', code: 'ECONNREFUSED' }, 'NetworkFailure'],
      [{ name: 'LimitExceededException' }, 'ServiceLimitExceeded'],
      [{ name: 'ExpiredTokenException' }, 'InvalidCredentials'],
      [{ name: 'SomethingNewException' }, 'GeneralServiceException'],
    ] as const) {
      const stack = open(account());
      stack.aws.fail({ operation: 'CreateIdentityPool', times: Infinity, error });
      expect(await stack.create({})).toMatchObject({ ok: false, code });
    }
  });
});

describe.each(DOORS)('a pool that somebody deleted, through %s', (_door, open) => {
  it('a deleted pool is created again by the custom resource, and is NotFound to the registry', async () => {
    const stack = open();
    const { id } = await stack.create({ AuthenticatedRole: { RoleName: 'signed-in' } });
    stack.aws.pools.delete(id ?? '');
    if (stack instanceof RegistryStack) {
      expect(await stack.update({ AllowClassicFlow: true }, { noRollback: true })).toMatchObject({ ok: false, code: 'NotFound' });
      expect(await stack.delete()).toMatchObject({ ok: false, code: 'NotFound' });
    } else {
      const updated = await stack.update({ AllowClassicFlow: true });
      expect(updated.ok).toBe(true);
      expect(updated.id).not.toBe(id);
      expect(Object.keys(stack.aws.snapshot().pools)).toEqual([updated.id]);
      expect(Object.keys(stack.aws.snapshot().roles)).toHaveLength(2);
      expect(await stack.delete()).toMatchObject({ ok: true });
    }
    expect(stack.aws.snapshot()).toEqual(newAccount().aws.snapshot());
  });
});
