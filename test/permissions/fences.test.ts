import { CustomResourceStack, newAccount } from '../stories/cloudformation';
import { calls, type RecordedCall } from './calls';
import { compare } from './compare';
import { readShippedPolicies, type ShippedPolicy, type Statement } from './policies';

/** What SECURITY.md says that an administrator can tighten, each put into template.yml's policy. */
const BOUNDARY = 'arn:aws:iam::123456789012:policy/identity-pool-roles';
const BOUNDED = ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:AttachRolePolicy', 'iam:PutRolePermissionsBoundary'];
const ANY_ROLE = [
  'iam:GetRole',
  'iam:GetRolePolicy',
  'iam:ListAttachedRolePolicies',
  'iam:ListInstanceProfilesForRole',
  'iam:ListRolePolicies',
  'iam:PassRole',
];
const NEW = ['iam:CreateRole', 'iam:TagRole'];
const MARK = 'identity-pool-with-roles:pool';
const is =
  (Condition: object): ((statement: Statement) => Statement) =>
  (statement) => ({
    ...statement,
    Condition: { ...(statement.Condition as object | undefined), ...Condition },
  });

/** The part of a statement that allows those of its actions; nothing where it has none of them. */
const part = (statement: Statement, choose: (action: string) => boolean): readonly Statement[] => {
  const chosen = [statement.Action].flat().filter(choose);
  return chosen.length === 0 ? [] : [{ ...statement, Action: chosen }];
};

const roleStatementsOf = (policy: ShippedPolicy, change: (statement: Statement) => readonly Statement[]): ShippedPolicy => ({
  ...policy,
  statements: policy.statements.flatMap((statement) =>
    JSON.stringify(statement.Resource).includes(':role/') ? change(statement) : [statement],
  ),
});

const narrowed = (to: string) => (policy: ShippedPolicy) =>
  roleStatementsOf(policy, (statement) => [{ ...statement, Resource: `arn:aws:iam::123456789012:role${to}` }]);

const FENCES: readonly (readonly [name: string, fence: (policy: ShippedPolicy) => ShippedPolicy, outside: object])[] = [
  [
    'a boundary',
    (policy) =>
      roleStatementsOf(policy, (statement) => [
        ...part(statement, (action) => BOUNDED.includes(action)).map(is({ StringEquals: { 'iam:PermissionsBoundary': BOUNDARY } })),
        ...part(statement, (action) => ![...BOUNDED, 'iam:DeleteRolePermissionsBoundary'].includes(action)),
      ]),
    { PermissionsBoundary: 'arn:aws:iam::123456789012:policy/another' },
  ],
  ['a path', narrowed('/identities/*'), { Path: '/elsewhere/' }],
  ['a prefix of names', narrowed('/identities/idp-*'), { RoleName: 'somebody-elses' }],
  [
    'the mark of a pool on each role that is changed',
    (policy) =>
      roleStatementsOf(policy, (statement) => [
        ...part(statement, (action) => NEW.includes(action)).map(is({ Null: { [`aws:RequestTag/${MARK}`]: 'false' } })),
        ...part(statement, (action) => ![...ANY_ROLE, 'iam:CreateRole'].includes(action)).map(
          is({ Null: { [`aws:ResourceTag/${MARK}`]: 'false' } }),
        ),
        ...part(statement, (action) => ANY_ROLE.includes(action)),
      ]),
    {},
  ],
];

const SETTINGS = { PermissionsBoundary: BOUNDARY, Path: '/identities/', RoleNamePrefix: 'idp-' };
const policy = (Action: string): object => ({
  PolicyName: 'p',
  PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] },
});
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

/** A life in which every action on roles is needed but the ones on instance profiles and on the boundary, which stays. */
const live = async (role: object): Promise<readonly RecordedCall[]> => {
  const before = calls.all.length;
  const stack = new CustomResourceStack(newAccount({ settings: SETTINGS }));
  const AuthenticatedRole = { ...role, ManagedPolicyArns: [READ_ONLY], Policies: [policy('a:b')] };
  expect(await stack.create({ AuthenticatedRole, Tags: [{ Key: 'a', Value: '1' }] })).toMatchObject({ ok: true });
  expect(
    await stack.update({ AuthenticatedRole: { ...role, Description: 'd', Policies: [policy('c:d')] }, Tags: [{ Key: 'b', Value: '2' }] }),
  ).toMatchObject({ ok: true });
  expect(await stack.delete()).toMatchObject({ ok: true });
  return calls.all.slice(before);
};

const shipped = readShippedPolicies().filter(({ name }) => name === 'template.yml');

describe('with the account-wide settings, a whole life', () => {
  let inside: readonly RecordedCall[];
  beforeAll(async () => {
    inside = await live({});
  });

  it.each(FENCES)('needs nothing beyond %s', async (_name, fence) => {
    expect((await compare(shipped.map(fence), inside)).missing).toEqual([]);
  });

  it('needs nothing beyond all of them together', async () => {
    const fenced = shipped.map((each) => FENCES.reduce((current, [, fence]) => fence(current), each));
    expect((await compare(fenced, inside)).missing).toEqual([]);
  });
});

it.each(FENCES.slice(0, 3))('a template that leaves it is refused by %s', async (_name, fence, outside) => {
  const { missing } = await compare(shipped.map(fence), await live(outside));
  expect(missing).toEqual(expect.arrayContaining([expect.stringContaining('template.yml does not allow iam:CreateRole on ')]));
});

const withoutMark = (call: RecordedCall): RecordedCall => ({
  ...call,
  context: Object.fromEntries(Object.entries(call.context).filter(([key]) => !key.endsWith(MARK))),
});

it('a role without the mark of a pool cannot be changed, made or deleted, only looked at and passed', async () => {
  const [, fence] = FENCES[3] ?? [];
  if (fence === undefined) throw new Error('no fence');
  const unmarked = (await live({ RoleName: 'unmarked' })).map(withoutMark);
  const refused = (await compare(shipped.map(fence), unmarked)).missing.filter((line) => line.includes('role/identities/unmarked'));
  const actions = new Set(refused.map((line) => / (iam:\w+) /.exec(line)?.[1]));
  expect([...actions].sort()).toEqual([
    'iam:AttachRolePolicy',
    'iam:CreateRole',
    'iam:DeleteRole',
    'iam:DeleteRolePolicy',
    'iam:DetachRolePolicy',
    'iam:PutRolePolicy',
    'iam:TagRole',
    'iam:UntagRole',
    'iam:UpdateRole',
  ]);
});
