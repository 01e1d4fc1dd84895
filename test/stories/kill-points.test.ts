import { DOORS, newAccount, type Account, type Stack } from './cloudformation';

jest.setTimeout(300_000);

const USER_POOL = { UserPoolId: 'us-east-1_EXAMPLE01' };
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const BOUNDARY = 'arn:aws:iam::123456789012:policy/boundary';
const ELSEWHERE = { Arn: 'arn:aws:iam::123456789012:role/elsewhere' };
const policy = (Action: string): object => ({
  PolicyName: 'p',
  PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] },
});
const google = { Google: { ClientId: 'g' } };
const facebook = { Facebook: { AppId: 'f' } };
const mapped = (provider: 'Google' | 'Facebook', Role: string): object => ({
  AuthenticationProviders: provider === 'Google' ? google : facebook,
  MappedRoles: [{ Name: Role }],
  RoleMappings: [
    {
      IdentityProvider: { LoginProvider: provider },
      Type: 'Rules',
      AmbiguousRoleResolution: 'Deny',
      Rules: [{ Claim: 'sub', MatchType: 'Equals', Value: 'x', Role }],
    },
  ],
});
const tagged = (provider: 'Google' | 'Facebook'): object => ({
  AuthenticationProviders: provider === 'Google' ? google : facebook,
  PrincipalTags: [{ IdentityProvider: { LoginProvider: provider }, UseDefaults: true }],
});

/** Updates: what the template says before, and what it says then. */
const SHAPES: readonly (readonly [name: string, before: object, after: object])[] = [
  ['the name', { IdentityPoolName: 'a' }, { IdentityPoolName: 'b' }],
  ['a name for a generated one', { IdentityPoolName: 'a' }, {}],
  ['the switches', { AllowClassicFlow: true }, { AllowUnauthenticatedIdentities: true }],
  ['login providers', { AuthenticationProviders: google }, { AuthenticationProviders: facebook }],
  ['given app clients', { AuthenticationProviders: { UserPools: [{ ...USER_POOL, UserPoolClientId: 'given01' }] } }, {}],
  ['a created app client that comes', {}, { AuthenticationProviders: { UserPools: [USER_POOL] } }],
  ['a created app client that goes', { AuthenticationProviders: { UserPools: [USER_POOL] } }, {}],
  [
    'a created app client for a given one',
    { AuthenticationProviders: { UserPools: [USER_POOL] } },
    { AuthenticationProviders: { UserPools: [{ ...USER_POOL, UserPoolClientId: 'given01' }] } },
  ],
  [
    'a role’s settings',
    { AuthenticatedRole: { Description: 'a', MaxSessionDuration: 7200 } },
    { AuthenticatedRole: { PermissionsBoundary: BOUNDARY } },
  ],
  [
    'a role’s policies',
    { AuthenticatedRole: { ManagedPolicyArns: [READ_ONLY], Policies: [policy('a:b')] } },
    { AuthenticatedRole: { Policies: [policy('c:d')] } },
  ],
  ['a role’s name', { AuthenticatedRole: { RoleName: 'one' } }, { AuthenticatedRole: { RoleName: 'two' } }],
  ['a role’s path', { AuthenticatedRole: { RoleName: 'one' } }, { AuthenticatedRole: { RoleName: 'one', Path: '/app/' } }],
  ['a created role for a supplied one', {}, { AuthenticatedRole: ELSEWHERE }],
  ['a supplied role for a created one', { AuthenticatedRole: ELSEWHERE }, {}],
  ['a role for none', {}, { UnauthenticatedRole: { Create: false } }],
  ['mapped roles that come', { AuthenticationProviders: google }, mapped('Google', 'A')],
  ['mapped roles that go', mapped('Google', 'A'), { AuthenticationProviders: google }],
  ['mappings to another provider and role', mapped('Google', 'A'), mapped('Facebook', 'B')],
  ['principal tags that come', { AuthenticationProviders: google }, tagged('Google')],
  ['principal tags that go', tagged('Google'), { AuthenticationProviders: google }],
  ['principal tags to another provider', tagged('Google'), tagged('Facebook')],
  ['tags', { Tags: [{ Key: 'a', Value: '1' }] }, { Tags: [{ Key: 'b', Value: '2' }] }],
];

const account = (): Account => {
  const made = newAccount();
  made.aws.seedUserPool({ id: USER_POOL.UserPoolId });
  return made;
};
const EMPTY = account().aws.snapshot();

/** Which created client an entry has is no part of what a template wants. */
const modelOf = async (stack: Stack): Promise<object> => {
  const { UserPoolClientIds: _ids, ...model } = (await stack.read()).model;
  return model;
};

/** What CloudFormation may do when a handler died: the same again, the way back, the delete. */
const FOLLOW_UPS = ['repeat', 'rollback', 'delete'] as const;

let points = 0;
let leftOver = 0;

afterAll(() => {
  process.stdout.write(
    `kill points: ${String(SHAPES.length)} shapes of update through ${String(DOORS.length)} doors, ${String(points)} lives cut short before and after each call and gone on with in ${String(FOLLOW_UPS.length)} ways; left over: ${String(leftOver)}\n`,
  );
});

describe.each(DOORS)('an update that is killed anywhere, through %s, is finished, undone or deleted without a trace', (_door, open) => {
  it.each(SHAPES)('when it changes %s', async (_name, before, after) => {
    const prepare = async (): Promise<Stack> => {
      const stack = open(account());
      await stack.create(before);
      return stack;
    };
    const wholeLife = await prepare();
    const modelBefore = await modelOf(wholeLife);
    await wholeLife.update(after);
    const modelAfter = await modelOf(wholeLife);

    for (const when of ['before', 'after'] as const)
      for (const followUp of FOLLOW_UPS)
        for (let call = 1; ; call += 1) {
          const stack = await prepare();
          stack.aws.killAt(call, when);
          await stack.update(after, { noRollback: true }).catch(() => undefined);
          const wasKilled = stack.aws.killed;
          stack.aws.revive();
          if (!wasKilled) break;
          points += 1;
          const at = `${followUp} after a death ${when} call ${String(call)}`;
          if (followUp === 'repeat') {
            expect({ at, ...(await stack.update(after, { from: before })) }).toMatchObject({ at, ok: true });
            expect({ at, model: await modelOf(stack) }).toEqual({ at, model: modelAfter });
          }
          if (followUp === 'rollback') {
            expect({ at, ...(await stack.update(before, { from: after })) }).toMatchObject({ at, ok: true });
            expect({ at, model: await modelOf(stack) }).toEqual({ at, model: modelBefore });
          }
          expect({ at, ...(await stack.delete()) }).toMatchObject({ at, ok: true });
          const left = stack.aws.snapshot();
          if (JSON.stringify(left) !== JSON.stringify(EMPTY)) leftOver += 1;
          expect({ at, left }).toEqual({ at, left: EMPTY });
        }
  });
});
