/** Deploys native templates and what `convert` prints of them side by side: both make the same pool, but for faults of trust. */
import {
  DescribeIdentityPoolCommand,
  GetIdentityPoolRolesCommand,
  GetPrincipalTagAttributeMapCommand,
} from '@aws-sdk/client-cognito-identity';
import { CognitoIdentityProviderClient, ListGroupsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import {
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRoleTagsCommand,
} from '@aws-sdk/client-iam';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientsFor, type Clients } from '../../scripts/local-aws/clients';
import { deployProvider } from '../../scripts/local-aws/provider';
import { CREDENTIALS, startLocalAws, stopLocalAws, type LocalAws } from '../../scripts/local-aws/server';
import { createStack, updateStack } from '../../scripts/local-aws/stacks';
import { trust } from '../cli/which-role/terminal';
import { runTool } from '../cli/terminal';

jest.setTimeout(300_000);

const FOLDERS = ['test/native-templates', 'test/cli/convert/native'];
const FILES = FOLDERS.flatMap((folder) =>
  readdirSync(folder)
    .sort()
    .map((name) => join(folder, name)),
);

/** What is put right, by file, as the report says it. */
const PUT_RIGHT: Readonly<Record<string, readonly string[]>> = {
  'group-of-any-pool.yaml': ['StaffRole (line 35): no condition on aud: the identities of any pool can take it.'],
  'no-amr.yaml': ['AuthenticatedRole (line 21): no condition on amr: guests can take it too.'],
  'no-audience.yaml': ['AuthenticatedRole (line 21): no condition on aud: the identities of any pool can take it.'],
  'other-pool.yaml': ['AuthenticatedRole (line 21): aud names eu-west-1:99999999-0000-4000-8000-999999999999 instead of this pool.'],
  'swapped-amr.yaml': [
    'AuthenticatedRole (line 21): amr is unauthenticated, not authenticated.',
    'GuestRole (line 35): amr is authenticated, not unauthenticated.',
  ],
  'tags-without-tag-session.yaml': ['AuthenticatedRole (line 22): no sts:TagSession, although the pool has principal tags: sign-in fails.'],
  'wrong-principal.yaml': [
    'AuthenticatedRole (line 21): its principal is Federated cognito-idp.amazonaws.com, which is not that of identity pools, so that nobody gets it.',
  ],
};

/** What is not carried over, by file. */
const NOT_CARRIED_OVER: Readonly<Record<string, readonly string[]>> = {
  'cdk-construct.json': [
    'IdentityPoolAuthenticatedRole3B (line 70): Description refers to the pool, or to what depends on it, and a resource cannot refer to itself.',
  ],
  'settings-of-roles.yaml': [
    'SignedInRole (line 27): RoleName all-settings-signed-in, because IAM has a name once and the old role has it until it is deleted. For a stack of its own: --keep-role-names.',
    "SignedInRole (line 27): Path /web/: created roles are under the account's path, /identity-pools/ unless an administrator set another.",
  ],
};

/** Roles that others share keep the statement for these; the pool's own has none of it. */
const SHARED = ['shared-with-lambda.yaml'];

let aws: LocalAws;
let clients: Clients;
let userPools: CognitoIdentityProviderClient;
beforeAll(async () => {
  aws = await startLocalAws();
  clients = clientsFor(aws);
  userPools = new CognitoIdentityProviderClient({ endpoint: aws.endpoint, region: aws.region, credentials: { ...CREDENTIALS } });
  await deployProvider(aws);
});
afterAll(() => stopLocalAws(aws));

interface Role {
  readonly trust: unknown;
  readonly tags: object;
  readonly [setting: string]: unknown;
}

interface Made {
  readonly configuration: { readonly IdentityPoolTags: object };
  readonly mappings: unknown;
  readonly principalTags: unknown;
  /** By what gives them: a default role, a rule, a group. */
  readonly roles: Readonly<Record<string, Role>>;
}

/** Everything that a stack's pool is, with names of the stack in place of those that AWS chose. */
async function madeBy(stack: string, template: string): Promise<Made> {
  await createStack(clients.cloudFormation, { name: stack, template });
  return madeIn(stack, template);
}

async function madeIn(stack: string, template: string): Promise<Made> {
  const { cloudFormation, cognitoIdentity, iam } = clients;
  const { StackResources = [] } = await cloudFormation.send(new DescribeStackResourcesCommand({ StackName: stack }));
  const pool = StackResources.find(({ ResourceType = '' }) =>
    /^(AWS::Cognito::IdentityPool|Custom::IdentityPoolWithRoles)$/.test(ResourceType),
  );
  const poolId = pool?.PhysicalResourceId ?? '';
  const names = StackResources.filter(({ ResourceType = '' }) =>
    /UserPool|UserPoolClient|ManagedPolicy|Bucket|Table|Provider$/.test(ResourceType),
  )
    .map(({ PhysicalResourceId = '', LogicalResourceId = '' }) => [PhysicalResourceId, `<${LogicalResourceId}>`] as const)
    .filter(([id]) => id.length > 5)
    .sort(([one], [other]) => other.length - one.length);
  const named = <Value>(value: Value): Value =>
    JSON.parse(
      [...names, [poolId, '<pool>'] as const, [stack, '<stack>'] as const].reduce(
        (text, [id, name]) => text.replaceAll(id, name),
        JSON.stringify(value ?? null),
      ),
    ) as Value;

  const {
    $metadata: _ofThePool,
    IdentityPoolId: _id,
    IdentityPoolTags = {},
    ...configuration
  } = await cognitoIdentity.send(new DescribeIdentityPoolCommand({ IdentityPoolId: poolId }));
  const { Roles = {}, RoleMappings = {} } = await cognitoIdentity.send(new GetIdentityPoolRolesCommand({ IdentityPoolId: poolId }));
  const providers = [
    ...(configuration.CognitoIdentityProviders ?? []).map(({ ProviderName = '' }) => ProviderName),
    ...Object.keys(configuration.SupportedLoginProviders ?? {}),
  ];
  const principalTags: Record<string, unknown> = {};
  for (const IdentityProviderName of providers) {
    const found = await cognitoIdentity
      .send(new GetPrincipalTagAttributeMapCommand({ IdentityPoolId: poolId, IdentityProviderName }))
      .catch(() => undefined);
    const { UseDefaults = false, PrincipalTags = {} } = found ?? {};
    principalTags[named(IdentityProviderName)] = { UseDefaults, PrincipalTags };
  }
  const arns: Record<string, string> = { ...Roles };
  for (const [provider, { RulesConfiguration: { Rules = [] } = {} }] of Object.entries(RoleMappings))
    for (const [index, { RoleARN = '' }] of Rules.entries()) arns[`rule ${index} of ${named(provider)}`] = RoleARN;
  for (const { ResourceType, PhysicalResourceId, LogicalResourceId = '' } of StackResources) {
    if (ResourceType !== 'AWS::Cognito::UserPool') continue;
    const { Groups = [] } = await userPools.send(new ListGroupsCommand({ UserPoolId: PhysicalResourceId }));
    for (const { GroupName = '', RoleArn } of Groups)
      if (RoleArn !== undefined) arns[`group ${GroupName} of ${LogicalResourceId}`] = RoleArn;
  }
  const roles: Record<string, Role> = {};
  for (const [place, arn] of Object.entries(arns)) roles[place] = named(await roleOf(iam, arn.slice(arn.lastIndexOf('/') + 1)));
  return {
    configuration: named({
      ...configuration,
      // Left out is off.
      CognitoIdentityProviders: configuration.CognitoIdentityProviders?.map((entry) => ({ ServerSideTokenCheck: false, ...entry })),
      IdentityPoolName: template.includes('IdentityPoolName') ? configuration.IdentityPoolName : '<generated>',
      IdentityPoolTags: withoutMarks(IdentityPoolTags),
    }),
    // Which role it is, is compared with the roles.
    mappings: named(RoleMappings),
    principalTags,
    roles,
  };
}

function withoutMarks(tags: Readonly<Record<string, string>>): object {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !/^(identity-pool-with-roles|aws):/.test(key)));
}

async function roleOf(iam: Clients['iam'], RoleName: string): Promise<Role> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const { Tags = [] } = await iam.send(new ListRoleTagsCommand({ RoleName }));
  const policies: Record<string, unknown> = {};
  for (const PolicyName of PolicyNames) {
    const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    policies[PolicyName] = canonical(JSON.parse(decodeURIComponent(PolicyDocument)));
  }
  return {
    trust: canonical(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? 'null'))),
    // A created role without a description gets one that says whose it is.
    description: (Role?.Description ?? '').replace(/^(Default (un)?authenticated role|Role \w+) of identity pool .*$/, ''),
    maxSessionDuration: Role?.MaxSessionDuration,
    // MiniStack does not set the boundary of a native role: test/cli/convert/convert.test.ts has it.

    managed: AttachedPolicies.map(({ PolicyArn }) => PolicyArn).sort(),
    policies,
    tags: withoutMarks(Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]))),
  };
}

/** A list of one is that one, to IAM; a custom resource gets every value as text. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? canonical(value[0]) : value.map(canonical).sort();
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).filter(([key]) => key !== 'Sid');
  return Object.fromEntries(entries.sort(([one], [other]) => one.localeCompare(other)).map(([key, member]) => [key, canonical(member)]));
}

/** MiniStack lacks AWS::IAM::RolePolicy; the older type makes the same policy. */
function withoutRolePolicy(template: string): string {
  return template.replace(/(Type: AWS::IAM::)RolePolicy(\s+Properties:\s+)RoleName: (!Ref \w+)/g, '$1Policy$2Roles: [$3]');
}

const withoutArns = ({ mappings, ...made }: Made): object => ({
  ...made,
  mappings: JSON.parse(JSON.stringify(mappings).replace(/"RoleARN":"[^"]*"/g, '"RoleARN":"<role>"')) as unknown,
});

interface Answer {
  readonly template: string;
  readonly putRight: readonly string[];
  readonly notCarriedOver: readonly string[];
  readonly steps: readonly { readonly commands: readonly string[] }[];
}

const withoutRoles = (made: Made): object => ({ ...withoutArns(made), roles: Object.keys(made.roles) });

function expected(native: Made, notCarriedOver: readonly string[]): object {
  const hasNoDescription = notCarriedOver.some((text) => text.includes(': Description '));
  const { IdentityPoolTags } = native.configuration;
  const roles = Object.entries(native.roles).map(([place, role]) => [
    place,
    // Tags of the pool are those of its roles too.
    { ...role, ...(hasNoDescription ? { description: '' } : {}), tags: { ...IdentityPoolTags, ...role.tags } },
  ]);
  return withoutArns({ ...native, roles: Object.fromEntries(roles) as Made['roles'] });
}

/** The native pool, with the trust policies of this type where they were faulty. */
function putRight(native: Made): Made {
  const hasTags = Object.values(native.principalTags as object).some(
    ({ UseDefaults, PrincipalTags }: { UseDefaults: boolean; PrincipalTags: object }) =>
      UseDefaults || Object.keys(PrincipalTags).length > 0,
  );
  const roles = Object.entries(native.roles).map(([place, role]) => {
    const isGuest = place === 'unauthenticated';
    return [place, { ...role, trust: canonical(trust(isGuest ? 'unauthenticated' : 'authenticated', hasTags && !isGuest, '<pool>')) }];
  });
  return { ...native, roles: Object.fromEntries(roles) as Made['roles'] };
}

it.each(FILES)('makes of the conversion of %s the pool that the native template makes', async (file) => {
  const text = readFileSync(file, 'utf8');
  const { out, err } = await runTool(['convert', file, '--print', 'json'], { files: { [file]: text } });
  expect({ err }).toEqual({ err: '' });
  const { template, putRight: faults, notCarriedOver } = JSON.parse(out) as Answer;
  const name = file.replace(/^.*\//, '');
  const stem = name.replace(/\W/g, '-');
  const native = await madeBy(`native-${stem}`, withoutRolePolicy(text));
  const converted = await madeBy(`convert-${stem}`, template);
  expect(withoutArns(converted)).toEqual(expected(faults.length > 0 || SHARED.includes(name) ? putRight(native) : native, notCarriedOver));
  expect(faults).toEqual(PUT_RIGHT[name] ?? []);
  expect(notCarriedOver).toEqual(NOT_CARRIED_OVER[name] ?? []);
});

describe('the steps that convert prints', () => {
  const SHAPES = [
    'with-guests.yaml',
    'rules.yaml',
    'groups.yaml',
    'principal-tags.yaml',
    'swapped-amr.yaml',
    'no-roles.yaml',
    'cdk-construct.json',
  ];

  it.each(SHAPES)('move a deployed %s to one resource, one role after the other, and the pool keeps its id', async (name) => {
    const file = `test/native-templates/${name}`;
    const text = readFileSync(file, 'utf8');
    const stack = `move-${name.replace(/\W/g, '-')}`;
    const print = async (...args: string[]): Promise<string> => {
      const { out, err, code } = await runTool(['convert', file, ...args], { files: { [file]: text } });
      expect({ code, err }).not.toMatchObject({ code: 2 });
      return out;
    };
    const idOf = async (type: string): Promise<string> => {
      const { StackResources = [] } = await clients.cloudFormation.send(new DescribeStackResourcesCommand({ StackName: stack }));
      return StackResources.find(({ ResourceType }) => ResourceType === type)?.PhysicalResourceId ?? '';
    };
    const native = await madeBy(stack, text);
    const poolId = await idOf('AWS::Cognito::IdentityPool');
    const { steps } = JSON.parse(await print('--print', 'json')) as Answer;
    const conversions = steps
      .flatMap(({ commands }) => commands)
      .filter((command) => command.startsWith('npx identity-pool-with-roles convert'));
    for (const command of conversions) {
      const words = command.replace('POOL_ID', poolId).split(' > ')[0]?.split(' ').slice(4) ?? [];
      const template = await print(...words);
      await updateStack(clients.cloudFormation, { name: stack, template });
      const pool = await idOf(words.includes('retained') ? 'AWS::Cognito::IdentityPool' : 'Custom::IdentityPoolWithRoles');
      expect({ command, pool }).toEqual({ command, pool: poolId });
      const now = await madeIn(stack, text);
      expect({ command, settings: withoutRoles(now) }).toEqual({ command, settings: withoutRoles(native) });
    }
    const { template, notCarriedOver, putRight: faults } = JSON.parse(await print('--print', 'json')) as Answer;
    const moved = await madeIn(stack, template.replace('IdentityPoolName', text.includes('IdentityPoolName') ? 'IdentityPoolName' : ''));
    expect(withoutArns(moved)).toEqual(expected(faults.length > 0 ? putRight(native) : native, notCarriedOver));
  });
});
