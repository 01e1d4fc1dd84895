import { CustomResourceStack, DOORS, newAccount, RegistryStack, type Account, type Stack } from './cloudformation';

jest.setTimeout(300_000);

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const USER_POOL = 'us-east-1_EXAMPLE01';
const DOCUMENT = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
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
  AuthenticatedRole: { RoleName: 'signed-in', Path: '/app/', ManagedPolicyArns: [READ_ONLY] },
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

const account = (): Account => {
  const made = newAccount();
  made.aws.seedUserPool({ id: USER_POOL });
  return made;
};

/** Runs a story once for every call that it makes, cut short before and after that call's effect, until no call is left to cut. */
const cutShortEverywhere = async (
  prepare: () => Promise<Stack>,
  act: (stack: Stack) => Promise<unknown>,
  then: (stack: Stack, at: string) => Promise<void>,
): Promise<number> => {
  let points = 0;
  for (const when of ['before', 'after'] as const)
    for (let call = 1; ; call += 1) {
      const stack = await prepare();
      stack.aws.killAt(call, when);
      await act(stack).catch(() => undefined);
      const wasKilled = stack.aws.killed;
      stack.aws.revive();
      stack.aws.heal();
      await then(stack, `${when} call ${String(call)}`);
      if (!wasKilled) break;
      points += 1;
    }
  return points;
};

const everyShape: [string, object][] = [
  ['of the smallest', {}],
  ['of everything', EVERYTHING],
];

describe.each(DOORS)('cut short anywhere, through %s', (_door, open) => {
  it.each(everyShape)(
    'a create %s makes one pool when it is called again, and leaves nothing when it is deleted (I9, K2)',
    async (_shape, properties) => {
      const points = await cutShortEverywhere(
        () => Promise.resolve(open(account())),
        (stack) => stack.create(properties, { token: 'one', noRollback: true }),
        async (stack) => {
          expect(await stack.create(properties, { token: 'one', noRollback: true })).toMatchObject({ ok: true });
          expect(Object.keys(stack.aws.snapshot().pools)).toEqual([stack.id]);
          expect((await stack.read()).model).toMatchObject(properties);
          expect(await stack.delete()).toMatchObject({ ok: true });
          expect(stack.aws.snapshot()).toEqual(account().aws.snapshot());
        },
      );
      expect(points).toBeGreaterThan(6);
    },
  );

  it('an update is finished by its repeat, and undone by the update back (K5)', async () => {
    const prepare = async (): Promise<Stack> => {
      const stack = open(account());
      await stack.create(EVERYTHING);
      return stack;
    };
    const before = (await (await prepare()).read()).model;
    for (const end of ['repeat', 'rollback'] as const) {
      const points = await cutShortEverywhere(
        prepare,
        (stack) => stack.update(OTHERWISE, { noRollback: true }),
        async (stack, at) => {
          if (end === 'repeat') {
            expect({ at, ...(await stack.update(OTHERWISE, { from: EVERYTHING })) }).toMatchObject({ at, ok: true });
            expect((await stack.read()).model).toMatchObject(OTHERWISE);
          } else {
            expect({ at, ...(await stack.update(EVERYTHING, { from: OTHERWISE })) }).toMatchObject({ at, ok: true });
            const { UserPoolClientIds: _ids, ...model } = (await stack.read()).model;
            const { UserPoolClientIds: _before, ...expected } = before;
            expect({ at, model }).toEqual({ at, model: expected });
          }
          expect(await stack.delete()).toMatchObject({ ok: true });
          expect(stack.aws.snapshot()).toEqual(account().aws.snapshot());
        },
      );
      expect(points).toBeGreaterThan(30);
    }
  });

  it('an update leaves nothing when the stack is deleted next', async () => {
    await cutShortEverywhere(
      async () => {
        const stack = open(account());
        await stack.create(EVERYTHING);
        return stack;
      },
      (stack) => stack.update(OTHERWISE, { noRollback: true }),
      async (stack) => {
        expect(await stack.delete()).toMatchObject({ ok: true });
        expect(stack.aws.snapshot()).toEqual(account().aws.snapshot());
      },
    );
  });

  it('a delete leaves nothing when it is sent again, and then tells what its door has to (J2)', async () => {
    await cutShortEverywhere(
      async () => {
        const stack = open(account());
        await stack.create(EVERYTHING);
        return stack;
      },
      (stack) => stack.delete(),
      async (stack) => {
        await stack.delete();
        expect(stack.aws.snapshot()).toEqual(account().aws.snapshot());
        const again = await stack.delete();
        if (stack instanceof RegistryStack) expect(again).toMatchObject({ ok: false, code: 'NotFound' });
        else expect(again).toMatchObject({ ok: true });
      },
    );
  });
});

/** The registry's replacement is CloudFormation's own: it deletes what its create answered. */
describe('cut short anywhere, through the custom resource', () => {
  it('a replacement that is rolled back leaves the old pool alone (H3)', async () => {
    const developer = (DeveloperProviderName: string): object => ({ AuthenticationProviders: { DeveloperProviderName } });
    let oldId: string | undefined;
    await cutShortEverywhere(
      async () => {
        const stack = new CustomResourceStack(account());
        oldId = (await stack.create(developer('login.example.one'))).id;
        return stack;
      },
      (stack) => stack.update(developer('login.example.two'), { noRollback: true }),
      async (stack) => {
        // Either the replacement was answered, and the delete of the old one is sent again; or it was not, and is rolled back.
        if (stack.id !== oldId) expect(await stack.delete({ id: oldId })).toMatchObject({ ok: true });
        else
          expect(await stack.update(developer('login.example.one'), { from: developer('login.example.two') })).toMatchObject({ ok: true });
        expect(Object.keys(stack.aws.snapshot().pools)).toEqual([stack.id]);
        expect(Object.keys(stack.aws.snapshot().roles)).toHaveLength(2);
      },
    );
  });
});

describe.each(DOORS)('a call that AWS refuses, through %s', (_door, open) => {
  it('fails a create with the first error, and nothing is left (K2)', async () => {
    const probe = open(account());
    await probe.create(EVERYTHING);
    for (const [index, { operation }] of probe.aws.calls.entries()) {
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

  it('fails an update, and the update back leaves what was (K5)', async () => {
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
      const { UserPoolClientIds: _ids, ...after } = (await stack.read()).model;
      const { UserPoolClientIds: _before, ...expected } = before;
      expect({ operation, model: after }).toEqual({ operation, model: expected });
    }
  });

  it('is tried again while what is wrong may pass: throttling, a server’s error, a lost connection', async () => {
    for (const error of [{ name: 'TooManyRequestsException' }, { name: 'InternalErrorException' }, { name: 'Error', code: 'ECONNRESET' }]) {
      const stack = open(account());
      stack.aws.fail({ operation: 'CreateIdentityPool', times: 2, error });
      expect(await stack.create({})).toMatchObject({ ok: true });
      expect(Object.keys(stack.aws.snapshot().pools)).toHaveLength(1);
    }
  });

  it('for ever gives the code that CloudFormation knows', async () => {
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
  it('is made anew by the custom resource’s next update, and is NotFound to the registry’s; its roles go with the delete of the old one (J2, J3)', async () => {
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
