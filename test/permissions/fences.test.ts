import { findIssues } from '../../src/core/request/validation';
import { readSettings } from '../../src/core/settings';
import { handOn } from '../run/run-file';
import { CustomResourceStack, newAccount, RegistryStack } from '../stories/cloudformation';
import { calls, type RecordedCall } from './calls';
import { allows, compare } from './compare';
import { readShippedPolicies, type Parameters, type ShippedPolicy } from './policies';

const ACCOUNT = 'arn:aws:iam::123456789012';
const BOUNDARY = `${ACCOUNT}:policy/identity-pool-roles`;
const OTHER_BOUNDARY = `${ACCOUNT}:policy/another`;
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const POOL = '0f1e2d3c-0000-4000-8000-0123456789ab';
const OWN = `${ACCOUNT}:role/identity-pools/${POOL}/app-Authenticated`;
const FOREIGN = `${ACCOUNT}:role/admin`;
const COGNITO = { 'iam:PassedToService': 'cognito-identity.amazonaws.com' };
const MARKED = { 'aws:ResourceTag/identity-pool-with-roles:pool': 'us-east-1:1' };
const ENFORCED: Parameters = { PermissionsBoundary: BOUNDARY, EnforcePermissionsBoundary: 'true' };
const boundary = (arn: string): Readonly<Record<string, string>> => ({ 'iam:PermissionsBoundary': arn });

/** What CHANGES a role, beside CreateRole. */
const CHANGES = [
  'iam:AttachRolePolicy',
  'iam:DeleteRole',
  'iam:DeleteRolePermissionsBoundary',
  'iam:DeleteRolePolicy',
  'iam:DetachRolePolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
  'iam:TagRole',
  'iam:UntagRole',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateRole',
];
const WITH_BOUNDARY = ['iam:AttachRolePolicy', 'iam:CreateRole', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'];

interface Asked {
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}

interface Attack {
  readonly fence: string;
  readonly parameters?: Parameters;
  readonly attack: string;
  readonly actions: readonly string[];
  readonly refused: Asked;
  /** The nearest that the same policy allows: without it, a denial would say nothing of the fence. */
  readonly allowed: Asked;
}

const ATTACKS: readonly Attack[] = [
  {
    fence: 'RolePath (default)',
    attack: 'change, open or delete a role elsewhere',
    actions: CHANGES,
    refused: { resource: FOREIGN },
    allowed: { resource: OWN },
  },
  {
    fence: 'RolePath (default)',
    attack: "the same of a role that carries a pool's marks",
    actions: CHANGES,
    refused: { resource: FOREIGN, context: MARKED },
    allowed: { resource: OWN, context: MARKED },
  },
  {
    fence: 'RolePath (default)',
    attack: "write a foreign role's trust policy",
    actions: ['iam:UpdateAssumeRolePolicy'],
    refused: { resource: `${ACCOUNT}:role/identity-pools-of-others/${POOL}/x` },
    allowed: { resource: OWN },
  },
  {
    fence: 'RolePath (default)',
    attack: 'create a role elsewhere',
    actions: ['iam:CreateRole'],
    refused: { resource: `${ACCOUNT}:role/app/${POOL}/x` },
    allowed: { resource: OWN },
  },
  {
    fence: 'RolePath=/app/',
    parameters: { RolePath: '/app/' },
    attack: 'create a role in another path, also in the default one',
    actions: ['iam:CreateRole'],
    refused: { resource: OWN },
    allowed: { resource: `${ACCOUNT}:role/app/${POOL}/x` },
  },
  {
    fence: 'RolePath=/app/',
    parameters: { RolePath: '/app/' },
    attack: 'change, open or delete a role elsewhere',
    actions: CHANGES,
    refused: { resource: FOREIGN },
    allowed: { resource: `${ACCOUNT}:role/app/${POOL}/x` },
  },
  {
    fence: 'RoleNamePrefix=idp-',
    parameters: { RoleNamePrefix: 'idp-' },
    attack: 'create a role of another name',
    actions: ['iam:CreateRole'],
    refused: { resource: OWN },
    allowed: { resource: `${ACCOUNT}:role/identity-pools/${POOL}/idp-app` },
  },
  {
    fence: 'EnforcePermissionsBoundary',
    parameters: ENFORCED,
    attack: 'create a role, or give one a policy, without a boundary',
    actions: WITH_BOUNDARY,
    refused: { resource: OWN },
    allowed: { resource: OWN, context: boundary(BOUNDARY) },
  },
  {
    fence: 'EnforcePermissionsBoundary',
    parameters: ENFORCED,
    attack: 'the same with another boundary',
    actions: WITH_BOUNDARY,
    refused: { resource: OWN, context: boundary(OTHER_BOUNDARY) },
    allowed: { resource: OWN, context: boundary(BOUNDARY) },
  },
  {
    fence: 'PassRole to Cognito only',
    attack: 'pass a role to another service',
    actions: ['iam:PassRole'],
    refused: { resource: OWN, context: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
    allowed: { resource: OWN, context: COGNITO },
  },
  {
    fence: 'SuppliedRoles=app/*',
    parameters: { SuppliedRoles: 'app/*' },
    attack: 'hand out a role outside it',
    actions: ['iam:PassRole'],
    refused: { resource: FOREIGN, context: COGNITO },
    allowed: { resource: `${ACCOUNT}:role/app/users`, context: COGNITO },
  },
  {
    fence: 'SuppliedRoles= (none)',
    parameters: { SuppliedRoles: '' },
    attack: 'hand out any role that was not created here',
    actions: ['iam:PassRole'],
    refused: { resource: FOREIGN, context: COGNITO },
    allowed: { resource: OWN, context: COGNITO },
  },
];

/** One policy for each entry point. The roll-out's role is the one of resource-role.yaml: test/tools/rollout.test.ts. */
const policiesWith = (parameters: Parameters = {}): readonly ShippedPolicy[] =>
  readShippedPolicies(parameters).filter(({ name }) => !name.startsWith('schema.json'));

const PLACE = { partition: 'aws', region: 'us-east-1', accountId: '123456789012' };
const asCall = (action: string, { resource, context = {} }: Asked): RecordedCall => ({ action, resource, context, place: PLACE });

const rows: string[][] = [];

afterAll(() => handOn({ calls: [], tests: 0, pieces: 0, finds: [], fences: rows }));

it.each(ATTACKS)('$fence refuses to $attack, and its neighbor is allowed', async (attack) => {
  const { fence, parameters, actions, refused, allowed } = attack;
  const policies = policiesWith(parameters);
  for (const policy of policies)
    for (const action of actions) {
      expect([policy.name, action, await allows(policy, asCall(action, refused))]).toEqual([policy.name, action, false]);
      expect([policy.name, action, await allows(policy, asCall(action, allowed))]).toEqual([policy.name, action, true]);
    }
  rows.push([fence, attack.attack, policies.map(({ name }) => name).join(', ')]);
});

it('without EnforcePermissionsBoundary a boundary can be taken off, and with it none can, not even the account’s own', async () => {
  const removal = (context: Asked['context']): RecordedCall =>
    asCall('iam:DeleteRolePermissionsBoundary', { resource: OWN, context: context ?? {} });
  for (const context of [{}, boundary(BOUNDARY), boundary(OTHER_BOUNDARY)]) {
    for (const policy of policiesWith()) expect(await allows(policy, removal(context))).toBe(true);
    for (const policy of policiesWith(ENFORCED)) expect(await allows(policy, removal(context))).toBe(false);
  }
  rows.push(['EnforcePermissionsBoundary', 'take a boundary off', 'template.yml, resource-role.yaml']);
});

/** What a template alone shows, under the settings that the parameters give. */
it.each<[fence: string, attack: string, settings: object, desired: object, path: string]>([
  ['RolePath (default)', 'a template with another Path', {}, { AuthenticatedRole: { Path: '/app/' } }, 'AuthenticatedRole.Path'],
  [
    'RolePath=/app/',
    'a template with another Path',
    { Path: '/app/' },
    { MappedRoles: [{ Name: 'A', Path: '/identity-pools/' }] },
    'MappedRoles[0].Path',
  ],
  [
    'RoleNamePrefix=idp-',
    'a new resource with another RoleName',
    { RoleNamePrefix: 'idp-' },
    { AuthenticatedRole: { RoleName: 'admin' } },
    'AuthenticatedRole.RoleName',
  ],
  [
    'EnforcePermissionsBoundary',
    'a template with another PermissionsBoundary',
    ENFORCED,
    { UnauthenticatedRole: { PermissionsBoundary: OTHER_BOUNDARY } },
    'UnauthenticatedRole.PermissionsBoundary',
  ],
])('%s refuses %s before the first call', (fence, attack, settings, desired, path) => {
  const question = { desired, region: 'us-east-1', stackTags: {}, settings: readSettings(settings as Record<string, unknown>) };
  expect(findIssues(question).map((issue) => issue.path)).toEqual([path]);
  rows.push([fence, attack, `before the first call: ${path}`]);
});

const policy = (Action: string): object => ({
  PolicyName: 'p',
  PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] },
});

const ALL: Parameters = { ...ENFORCED, RolePath: '/identities/', RoleNamePrefix: 'idp-', SuppliedRoles: '' };
const SETTINGS = { PermissionsBoundary: BOUNDARY, EnforcePermissionsBoundary: 'true', Path: '/identities/', RoleNamePrefix: 'idp-' };

/** A life cycle in which every action on roles is needed but those on instance profiles and on a boundary, which stays. */
async function live(open: typeof CustomResourceStack | typeof RegistryStack): Promise<readonly RecordedCall[]> {
  const before = calls.all.length;
  const stack = new open(newAccount({ settings: SETTINGS }));
  const role = { ManagedPolicyArns: [READ_ONLY], Policies: [policy('a:b')] };
  expect(await stack.create({ AuthenticatedRole: role, Tags: [{ Key: 'a', Value: '1' }] })).toMatchObject({ ok: true });
  const changed = { Description: 'd', Policies: [policy('c:d')] };
  expect(await stack.update({ AuthenticatedRole: changed, Tags: [{ Key: 'b', Value: '2' }] })).toMatchObject({ ok: true });
  expect(await stack.delete()).toMatchObject({ ok: true });
  return calls.all.slice(before);
}

it.each([
  ['the custom resource', CustomResourceStack],
  ['the registry type', RegistryStack],
])('a whole life cycle of %s needs nothing beyond all fences together', async (_door, open) => {
  const inside = await live(open);
  expect(inside.length).toBeGreaterThan(15);
  expect((await compare(policiesWith(ALL), inside)).missing).toEqual([]);
  const elsewhere = (await compare(policiesWith({ ...ALL, RolePath: '/elsewhere/' }), inside)).missing;
  expect(elsewhere).toEqual(expect.arrayContaining([expect.stringContaining('does not allow iam:CreateRole on ')]));
});
