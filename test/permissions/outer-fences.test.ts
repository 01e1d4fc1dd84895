import { runSimulation } from '@cloud-copilot/iam-simulate';
import { readFileSync } from 'node:fs';
import { handOn } from '../run/run-file';

/** The policies of guide/guardrails.md: what stands outside of the provider stack's own. */
const POLICIES = [...readFileSync('guide/guardrails.md', 'utf8').matchAll(/^```json\n(.*?)^```$/gms)].map(
  ([, text = '']) => JSON.parse(text) as { readonly Version: string; readonly Statement: readonly { readonly Sid: string }[] },
);

const policyWith = (sid: string): (typeof POLICIES)[number] => {
  const [policy, ...others] = POLICIES.filter(({ Statement }) => Statement.some(({ Sid }) => Sid === sid));
  if (policy === undefined || others.length > 0) throw new Error(`guide/guardrails.md has not one policy with ${sid}`);
  return policy;
};

const ACCOUNT = '123456789012';
const IAM = `arn:aws:iam::${ACCOUNT}`;
const OWN = `${IAM}:role/identity-pools/0f1e2d3c-0000-4000-8000-0123456789ab/app`;
const ELSEWHERE = `${IAM}:role/app/worker`;
const BOUNDARY = `${IAM}:policy/identity-pool-roles`;
const FUNCTION = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:identity-pool-with-roles-CustomResourceFunction-1ABC`;
const FUNCTION_ROLE = `${IAM}:role/identity-pool-with-roles-CustomResourceFunctionRole-1ABC`;
const STACK = `arn:aws:cloudformation:eu-west-1:${ACCOUNT}:stack/shop/0f1e2d3c-1111-4000-8000-0123456789ab`;

const PROVIDER = FUNCTION_ROLE;
const EXECUTION = `${IAM}:role/identity-pool-with-roles-role-ExecutionRole-1ABC`;
const ADMIN = `${IAM}:role/security-admin`;
const DEVELOPER = `${IAM}:role/developer`;

interface Asked {
  readonly by: string;
  readonly action: string;
  readonly on: string;
  readonly context?: Readonly<Record<string, string | string[]>> | undefined;
}

const EVERYTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** Whether someone who may do everything may do this, with the policy attached to them, or to the organization. */
const isAllowed = async (policy: object, place: 'identity' | 'organization', { by, action, on, context = {} }: Asked): Promise<boolean> => {
  const simulated = await runSimulation(
    {
      request: {
        principal: by,
        action,
        resource: { resource: on, accountId: ACCOUNT },
        contextVariables: { 'aws:PrincipalArn': by, ...context },
      },
      identityPolicies: [{ name: 'everything', policy: EVERYTHING }, ...(place === 'identity' ? [{ name: 'fence', policy }] : [])],
      serviceControlPolicies:
        place === 'organization'
          ? [
              {
                orgIdentifier: 'root',
                policies: [
                  { name: 'FullAWSAccess', policy: EVERYTHING },
                  { name: 'fence', policy },
                ],
              },
            ]
          : [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (simulated.resultType === 'error') throw new Error(`${action} on ${on}: ${JSON.stringify(simulated.errors)}`);
  return simulated.overallResult === 'Allowed';
};

/** Each attack with the nearest request that has to pass. */
interface Row {
  readonly attack: string;
  readonly refused: Asked;
  readonly allowed: Asked;
}

const bounded = (arn: string): Asked['context'] => ({ 'iam:PermissionsBoundary': arn });

const SCP: readonly Row[] = [
  ...['iam:CreateRole', 'iam:PutRolePolicy', 'iam:AttachRolePolicy'].flatMap((action): Row[] => [
    {
      attack: `${action} by the provider on a role without the boundary`,
      refused: { by: PROVIDER, action, on: OWN },
      allowed: { by: PROVIDER, action, on: OWN, context: bounded(BOUNDARY) },
    },
    {
      attack: `${action} by the provider on a role with another boundary`,
      refused: { by: EXECUTION, action, on: OWN, context: bounded(`${IAM}:policy/another`) },
      allowed: { by: EXECUTION, action, on: OWN, context: bounded(BOUNDARY) },
    },
  ]),
  {
    attack: 'replacing the boundary of a role of a pool',
    refused: { by: PROVIDER, action: 'iam:PutRolePermissionsBoundary', on: OWN, context: bounded(`${IAM}:policy/another`) },
    allowed: { by: PROVIDER, action: 'iam:PutRolePermissionsBoundary', on: OWN, context: bounded(BOUNDARY) },
  },
  {
    attack: 'taking the boundary off, also by an administrator',
    refused: { by: ADMIN, action: 'iam:DeleteRolePermissionsBoundary', on: OWN, context: bounded(BOUNDARY) },
    allowed: { by: ADMIN, action: 'iam:DeleteRolePermissionsBoundary', on: ELSEWHERE, context: bounded(BOUNDARY) },
  },
  ...['iam:CreateRole', 'iam:UpdateAssumeRolePolicy', 'iam:TagRole', 'iam:DeleteRole'].map((action): Row => ({
    attack: `${action} by a developer, in the path of a pool`,
    refused: { by: DEVELOPER, action, on: OWN, context: bounded(BOUNDARY) },
    allowed: { by: DEVELOPER, action, on: ELSEWHERE, context: bounded(BOUNDARY) },
  })),
  {
    attack: 'a new version of the boundary',
    refused: { by: DEVELOPER, action: 'iam:CreatePolicyVersion', on: BOUNDARY },
    allowed: { by: ADMIN, action: 'iam:CreatePolicyVersion', on: BOUNDARY },
  },
  {
    attack: 'a new version of the boundary by the provider itself',
    refused: { by: PROVIDER, action: 'iam:CreatePolicyVersion', on: BOUNDARY },
    allowed: { by: DEVELOPER, action: 'iam:CreatePolicyVersion', on: `${IAM}:policy/another` },
  },
  {
    attack: 'other code for the function',
    refused: { by: DEVELOPER, action: 'lambda:UpdateFunctionCode', on: FUNCTION },
    allowed: { by: ADMIN, action: 'lambda:UpdateFunctionCode', on: FUNCTION },
  },
  {
    attack: 'another policy for the role of the function',
    refused: { by: DEVELOPER, action: 'iam:PutRolePolicy', on: FUNCTION_ROLE },
    allowed: { by: ADMIN, action: 'iam:PutRolePolicy', on: FUNCTION_ROLE },
  },
  {
    attack: 'a role that is named as if it were the provider’s',
    refused: { by: DEVELOPER, action: 'iam:CreateRole', on: `${IAM}:role/identity-pool-with-roles-mine` },
    allowed: { by: DEVELOPER, action: 'iam:CreateRole', on: `${IAM}:role/mine` },
  },
  {
    attack: 'opening the role of the function to others',
    refused: { by: DEVELOPER, action: 'iam:UpdateAssumeRolePolicy', on: FUNCTION_ROLE },
    allowed: { by: DEVELOPER, action: 'iam:UpdateAssumeRolePolicy', on: ELSEWHERE },
  },
  {
    attack: 'another configuration of the type',
    refused: { by: DEVELOPER, action: 'cloudformation:SetTypeConfiguration', on: '*' },
    allowed: { by: ADMIN, action: 'cloudformation:SetTypeConfiguration', on: '*' },
  },
];

const DEPLOYMENTS = `${IAM}:role/deployments`;
const SERVICE_ROLE: readonly Row[] = [
  ...['CreateStack', 'UpdateStack', 'DeleteStack', 'CreateChangeSet'].flatMap((name): Row[] => {
    const action = `cloudformation:${name}`;
    const allowed = { by: DEVELOPER, action, on: STACK, context: { 'cloudformation:RoleArn': DEPLOYMENTS } };
    return [
      { attack: `${name} with one’s own rights`, refused: { by: DEVELOPER, action, on: STACK }, allowed },
      {
        attack: `${name} with another role`,
        refused: { by: DEVELOPER, action, on: STACK, context: { 'cloudformation:RoleArn': ADMIN } },
        allowed,
      },
    ];
  }),
  {
    attack: 'an event of one’s own for the function',
    refused: { by: DEVELOPER, action: 'lambda:InvokeFunction', on: FUNCTION },
    allowed: { by: DEVELOPER, action: 'lambda:InvokeFunction', on: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:mine` },
  },
];

const typesNamed = (...types: string[]): Asked['context'] => ({ 'cloudformation:ResourceTypes': types });
const TYPES: readonly Row[] = ['CreateStack', 'UpdateStack', 'CreateChangeSet'].flatMap((name): Row[] => {
  const action = `cloudformation:${name}`;
  const allowed = { by: DEVELOPER, action, on: STACK, context: typesNamed('AWS::S3::Bucket') };
  return [
    ...['Community::Cognito::IdentityPoolWithRoles', 'Custom::IdentityPoolWithRoles'].map((type): Row => ({
      attack: `${name} with a ${type} among other resources`,
      refused: { by: DEVELOPER, action, on: STACK, context: typesNamed('AWS::S3::Bucket', type) },
      allowed,
    })),
    { attack: `${name} without saying which types`, refused: { by: DEVELOPER, action, on: STACK }, allowed },
  ];
});

const shown: string[][] = [];

afterAll(() => handOn({ calls: [], tests: 0, pieces: 0, finds: [], fences: shown }));

describe.each([
  ['the service control policy', 'RolesOfPoolsHaveTheBoundary', 'organization', SCP],
  ['the policy for those who deploy by a service role', 'DeployWithTheServiceRoleOnly', 'identity', SERVICE_ROLE],
  ['the policy for those who may not create pools', 'NoIdentityPools', 'identity', TYPES],
] as const)('%s of guide/guardrails.md', (_name, sid, place, rows) => {
  it.each(rows)('refuses $attack, and the nearest request passes', async ({ attack, refused, allowed }) => {
    expect([await isAllowed(policyWith(sid), place, refused), await isAllowed(policyWith(sid), place, allowed)]).toEqual([false, true]);
    // It is this policy that refuses.
    expect(await isAllowed(EVERYTHING, place, refused)).toBe(true);
    shown.push([`guide/guardrails.md: ${sid}`, attack, place === 'identity' ? 'identity policy' : 'service control policy']);
  });
});

it('the policies of guide/guardrails.md are as small as AWS wants them: 5,120 characters of a service control policy', () => {
  expect(POLICIES).toHaveLength(3);
  for (const policy of POLICIES) expect(JSON.stringify(policy).length).toBeLessThanOrEqual(5_120);
});

it('Cloud Control is a way past the types that a stack names, and is refused with them', async () => {
  const policy = policyWith('NoIdentityPools');
  for (const action of ['CreateResource', 'UpdateResource', 'DeleteResource'])
    expect(await isAllowed(policy, 'identity', { by: DEVELOPER, action: `cloudformation:${action}`, on: '*' })).toBe(false);
});
