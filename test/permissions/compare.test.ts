import type { Caller, RecordedCall } from './calls';
import { Calls } from './calls';
import { compare } from './compare';
import { readShippedPolicies, type ShippedPolicy } from './policies';
import type { FakeRole, World } from '../fakes/world';

const MARK = 'identity-pool-with-roles:pool';
const PLACE = { partition: 'aws', region: 'us-east-1', accountId: '123456789012' };
const CUSTOM: Caller = { door: 'the custom resource', handler: 'create' };
const REGISTRY: Caller = { door: 'the registry type', handler: 'create' };
const POOL = { IdentityPoolId: 'us-east-1:1' };
const TAGS = [{ Key: MARK, Value: 'b' }];
const ROLE = 'arn:aws:iam::123456789012:role/identity-pools/app/one';

type Asked = readonly [service: string, operation: string, input: Readonly<Record<string, unknown>>];

const asked = (caller: Caller | undefined, ...all: readonly Asked[]): readonly RecordedCall[] => {
  const calls = new Calls();
  const world = {
    ...PLACE,
    roles: new Map([['one', { arn: ROLE, permissionsBoundary: 'arn:b', tags: { [MARK]: 'x' } } as unknown as FakeRole]]),
  };
  for (const [service, operation, input] of all) calls.add(world as unknown as World, caller, service, operation, input);
  return calls.all;
};

/** The statements of the custom resource, with one action changed. */
const changed = (change: (actions: readonly string[]) => readonly string[]): readonly ShippedPolicy[] =>
  readShippedPolicies().map((policy) => ({
    ...policy,
    statements: policy.statements.map((statement) => ({ ...statement, Action: change([statement.Action].flat()) })),
  }));
const without = (action: string): readonly ShippedPolicy[] => changed((actions) => actions.filter((each) => each !== action));

const missingOf = async (policies: readonly ShippedPolicy[], calls: readonly RecordedCall[]): Promise<readonly string[]> =>
  (await compare(policies, calls)).missing;

const MAKING: readonly Asked[] = [
  ['cognito-identity', 'CreateIdentityPool', { IdentityPoolTags: { a: 'b' } }],
  ['cognito-identity', 'SetIdentityPoolRoles', { ...POOL, Roles: { authenticated: ROLE } }],
  ['cognito-idp', 'CreateUserPoolClient', { UserPoolId: 'eu-west-1_EXAMPLE01' }],
  ['iam', 'CreateRole', { RoleName: 'two', Path: '/identity-pools/app/', Tags: TAGS, PermissionsBoundary: 'arn:c' }],
  ['iam', 'ListRoles', {}],
];
const REMOVING: readonly Asked[] = [
  ['iam', 'RemoveRoleFromInstanceProfile', { RoleName: 'one', InstanceProfileName: 'p' }],
  ['iam', 'DeleteRole', { RoleName: 'one' }],
];

it('knows what each call demands, on what, and what conditions can ask of it', () => {
  expect(asked(CUSTOM, ...MAKING, ...REMOVING).map(({ action, resource, context }) => [action, resource, context])).toEqual([
    ['cognito-identity:CreateIdentityPool', '*', {}],
    [
      'cognito-identity:TagResource',
      'arn:aws:cognito-identity:us-east-1:123456789012:identitypool/us-east-1:00000000-0000-4000-8000-000000000000',
      {},
    ],
    ['cognito-identity:SetIdentityPoolRoles', '*', {}],
    ['iam:PassRole', ROLE, { 'iam:PassedToService': 'cognito-identity.amazonaws.com' }],
    ['cognito-idp:CreateUserPoolClient', 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_EXAMPLE01', {}],
    [
      'iam:CreateRole',
      'arn:aws:iam::123456789012:role/identity-pools/app/two',
      { 'iam:PermissionsBoundary': 'arn:c', [`aws:RequestTag/${MARK}`]: 'a pool' },
    ],
    ['iam:TagRole', 'arn:aws:iam::123456789012:role/identity-pools/app/two', { [`aws:RequestTag/${MARK}`]: 'a pool' }],
    ['iam:ListRoles', '*', {}],
    ['iam:RemoveRoleFromInstanceProfile', 'arn:aws:iam::123456789012:instance-profile/p', {}],
    ['iam:DeleteRole', ROLE, { 'iam:PermissionsBoundary': 'arn:b', [`aws:ResourceTag/${MARK}`]: 'a pool' }],
  ]);
});

it('counts the roles that rules pick as passed, each once, and none of another account', () => {
  const [one, other, foreign] = [ROLE, `${ROLE}-2`, ROLE.replace('123456789012', '210987654321')];
  const rule = (RoleARN: string): object => ({ Claim: 'c', MatchType: 'Equals', Value: 'v', RoleARN });
  const rules = [one, other, foreign].map(rule);
  const RoleMappings = { p: { Type: 'Rules', RulesConfiguration: { Rules: rules } }, q: { Type: 'Token' } };
  const calls = asked(CUSTOM, ['cognito-identity', 'SetIdentityPoolRoles', { ...POOL, Roles: { authenticated: one }, RoleMappings }]);
  expect(calls.filter(({ action }) => action === 'iam:PassRole').map(({ resource }) => resource)).toEqual([one, other]);
});

it('demands nothing for a change of a role that is not there, because the code takes the denial for what it is', () => {
  expect(asked(CUSTOM, ['iam', 'DeleteRole', { RoleName: 'gone' }], ['iam', 'GetRole', { RoleName: 'gone' }])).toMatchObject([
    { action: 'iam:GetRole', resource: 'arn:aws:iam::123456789012:role/gone' },
  ]);
});

it('judges the calls of an account by the parameters that its settings stand for', async () => {
  const call = ['iam', 'CreateRole', { RoleName: 'two', Path: '/app/p/' }] as const;
  const within = { ...CUSTOM, parameters: { RolePath: '/app/' } };
  expect(await missingOf(readShippedPolicies(), asked(within, call))).toEqual([]);
  expect(await missingOf(readShippedPolicies(), asked(CUSTOM, call))).toHaveLength(1);
});

it('finds nothing missing where every kind of call is made through either door', async () => {
  for (const caller of [CUSTOM, REGISTRY, undefined]) expect(await missingOf(readShippedPolicies(), asked(caller, ...MAKING))).toEqual([]);
  for (const caller of [CUSTOM, { ...REGISTRY, handler: 'delete' }, undefined])
    expect(await missingOf(readShippedPolicies(), asked(caller, ...REMOVING))).toEqual([]);
});

describe('goes red', () => {
  it.each(['iam:CreateRole', 'iam:TagRole', 'iam:PassRole', 'cognito-identity:TagResource', 'cognito-idp:CreateUserPoolClient'])(
    'where %s is taken from the policies: through each door, and for the core alone',
    async (action) => {
      const missing = (caller?: Caller) => missingOf(without(action), asked(caller, ...MAKING));
      expect(await missing(CUSTOM)).toEqual([expect.stringContaining(`template.yml does not allow ${action} on `)]);
      expect(await missing(REGISTRY)).toEqual([
        expect.stringContaining(`schema.json, create does not allow ${action} on `),
        expect.stringContaining(`resource-role.yaml does not allow ${action} on `),
      ]);
      expect(await missing()).toEqual([
        expect.stringContaining(`no policy of the registry type allows ${action} on `),
        expect.stringContaining(`no policy of the custom resource allows ${action} on `),
      ]);
    },
  );

  it('where a handler of the registry makes a call that only another handler lists', async () => {
    const calls = asked({ ...REGISTRY, handler: 'list' }, ['cognito-identity', 'CreateIdentityPool', {}]);
    expect(await missingOf(readShippedPolicies(), calls)).toEqual([
      'schema.json, list does not allow cognito-identity:CreateIdentityPool on * (list of the registry type)',
    ]);
  });

  it('where a resource or a condition of template.yml does not fit', async () => {
    const inAnotherAccount = asked(CUSTOM, ['iam', 'DeleteRole', { RoleName: 'one' }]).map((call) => ({
      ...call,
      resource: 'arn:aws:iam::210987654321:role/one',
    }));
    expect(await missingOf(readShippedPolicies(), inAnotherAccount)).toHaveLength(1);
    const passedElsewhere = asked(CUSTOM, ['cognito-identity', 'SetIdentityPoolRoles', { Roles: { authenticated: ROLE } }]).map((call) => ({
      ...call,
      context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
    }));
    expect(await missingOf(readShippedPolicies(), passedElsewhere)).toEqual([
      `template.yml does not allow iam:PassRole on ${ROLE}, iam:PassedToService lambda.amazonaws.com (create of the custom resource)`,
    ]);
  });

  it('where a policy allows what no call needs', async () => {
    const [first, ...rest] = REMOVING.concat(MAKING);
    if (first === undefined) throw new Error('no calls');
    const statements = [{ Effect: 'Allow', Action: rest.map(([service, operation]) => `${service}:${operation}`), Resource: '*' }];
    const policy: ShippedPolicy = { name: 'ours', isOf: () => true, statements };
    const calls = asked(CUSTOM, ...rest);
    const dependents = ['cognito-identity:TagResource', 'iam:PassRole', 'iam:TagRole'];
    const whole = { ...policy, statements: [...statements, { Effect: 'Allow', Action: dependents, Resource: '*' }] };
    expect(await compare([whole], calls)).toEqual({ missing: [], unused: [] });
    const wider = {
      ...policy,
      statements: [...whole.statements, { Effect: 'Allow', Action: 'iam:RemoveRoleFromInstanceProfile', Resource: '*' }],
    };
    expect(await compare([wider], calls)).toEqual({ missing: [], unused: ['iam:RemoveRoleFromInstanceProfile of ours'] });
  });
});
