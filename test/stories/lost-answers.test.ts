import { DOORS } from './cloudformation';
import { READ_ONLY, USER_POOL } from './fixtures';
import { accountWithUserPools } from './templates';

const ROLE = { RoleName: 'signed-in', ManagedPolicyArns: [READ_ONLY] };
const ONE = {
  AuthenticationProviders: { Google: { ClientId: 'g' }, UserPools: [{ UserPoolId: USER_POOL }] },
  AuthenticatedRole: ROLE,
  MappedRoles: [{ Name: 'Admin' }],
  PrincipalTags: [{ IdentityProvider: { LoginProvider: 'Google' }, UseDefaults: true }],
  Tags: [{ Key: 'team', Value: 'a' }],
};
const TWO = {
  AuthenticationProviders: { Facebook: { AppId: 'f' } },
  AuthenticatedRole: { ...ROLE, RoleName: 'signed-in-2' },
  UnauthenticatedRole: { Create: false },
};
const LOST = [{ name: 'Error', code: 'ECONNRESET' }, { name: 'InternalErrorException' }];

describe.each(DOORS)('a call that takes effect and whose answer is lost, through %s', (_door, open) => {
  it.each(LOST)('a call whose answer was lost makes nothing twice: $name', async (error) => {
    const empty = accountWithUserPools().aws.snapshot();
    const probe = open(accountWithUserPools());
    await probe.create(ONE);
    const created = probe.aws.calls.length;
    await probe.update(TWO);
    const updated = probe.aws.calls.length;
    await probe.delete();
    for (let call = 1; call <= probe.aws.calls.length; call += 1) {
      const stack = open(accountWithUserPools());
      let toGo = call;
      stack.aws.fail({ when: () => --toGo === 0, after: true, error });
      const at = { call, operation: probe.aws.calls[call - 1]?.operation };
      expect({ at, ...(await stack.create(ONE)) }).toMatchObject({ at, ok: true });
      const { pools, roles, userPools } = stack.aws.snapshot();
      if (call <= created)
        expect({ at, made: [pools, roles, userPools[USER_POOL]?.clients ?? {}].map((made) => Object.keys(made).length) }).toEqual({
          at,
          made: [1, 3, 1],
        });
      if (call <= updated) {
        expect({ at, ...(await stack.update(TWO)) }).toMatchObject({ at, ok: true });
        expect({ at, roles: Object.keys(stack.aws.snapshot().roles) }).toEqual({ at, roles: ['signed-in-2'] });
      } else await stack.update(TWO);
      expect({ at, ...(await stack.delete()) }).toMatchObject({ at, ok: true });
      expect({ at, left: stack.aws.snapshot() }).toEqual({ at, left: empty });
    }
  });
});
