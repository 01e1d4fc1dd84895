import {
  AttachRolePolicyCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMServiceException,
  ListRolesCommand,
  NoSuchEntityException,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { FakeAws } from './fake-aws';
import { allow, makeRole, POLICY_ARN, TRUST, trustIn } from './fixtures';

const RoleName = 'signed-in';
const MISSING = 'arn:aws:iam::123456789012:policy/missing';

let fake: FakeAws;

beforeEach(async () => {
  fake = new FakeAws();
  fake.missingPolicies.add(MISSING);
  await makeRole(fake);
});

const send: FakeAws['clients']['iam']['send'] = ((command: GetRoleCommand) => fake.clients.iam.send(command)) as never;
const create = (input: object) => makeRole(fake, { RoleName: 'other', ...input });
const trust = (PolicyDocument: string) => send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
const inline = (PolicyDocument: string) => send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument }));
const tag = (...keys: string[]) => send(new TagRoleCommand({ RoleName, Tags: keys.map((Key) => ({ Key, Value: '' })) }));
const aud = (value: unknown, operator = 'StringEquals') => trustIn({ [operator]: { 'cognito-identity.amazonaws.com:aud': value } });
const statement = (change: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*', ...change }] });

const rows: readonly [string, () => Promise<unknown>, string, number, RegExp][] = [
  ['a name of 65 characters', () => create({ RoleName: 'a'.repeat(65) }), 'ValidationError', 400, /roleName/],
  ['a name with a slash', () => create({ RoleName: 'a/b' }), 'ValidationError', 400, /regular expression/],
  ['a name that differs by case alone', () => create({ RoleName: 'SIGNED-in' }), 'EntityAlreadyExistsException', 409, /already exists/],
  ['a path without its last slash', () => create({ Path: '/app' }), 'ValidationError', 400, /path/],
  ['a session of a minute', () => create({ MaxSessionDuration: 60 }), 'ValidationError', 400, /3600/],
  ['a description of 1,001 characters', () => create({ Description: 'a'.repeat(1001) }), 'ValidationError', 400, /1000/],
  [
    'a description outside Latin',
    () => send(new UpdateRoleCommand({ RoleName, Description: '文' })),
    'ValidationError',
    400,
    /description/,
  ],
  [
    'an ARN that is none as a boundary',
    () => create({ PermissionsBoundary: 'my-boundary-of-permissions' }),
    'InvalidInputException',
    400,
    /not valid/,
  ],
  ['an absent boundary', () => create({ PermissionsBoundary: MISSING }), 'NoSuchEntityException', 404, /^Scope ARN/],
  ['a trust policy that is no JSON', () => trust('{'), 'MalformedPolicyDocumentException', 400, /invalid Json/],
  ['an empty trust policy', () => trust(''), 'ValidationError', 400, /policyDocument/],
  [
    'a trust policy without a principal',
    () => trust(JSON.stringify({ Statement: { Effect: 'Allow', Action: 'sts:AssumeRole' } })),
    'MalformedPolicyDocumentException',
    400,
    /Principal/,
  ],
  [
    'a trust policy with a resource',
    () => trust(statement({ Action: 'sts:AssumeRole', Principal: '*' })),
    'MalformedPolicyDocumentException',
    400,
    /prohibited field Resource/,
  ],
  [
    'a trust in Cognito without a condition',
    () => create({ AssumeRolePolicyDocument: trustIn() }),
    'MalformedPolicyDocumentException',
    400,
    /aud/,
  ],
  [
    'a trust in Cognito with amr alone',
    () => trust(trustIn({ 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } })),
    'MalformedPolicyDocumentException',
    400,
    /aud/,
  ],
  ['a trust in Cognito with any aud', () => trust(aud('*', 'StringLike')), 'MalformedPolicyDocumentException', 400, /aud/],
  ['a trust in Cognito with all auds but one', () => trust(aud('x', 'StringNotEquals')), 'MalformedPolicyDocumentException', 400, /aud/],
  [
    'a trust in GovCloud’s Cognito without aud',
    () => trust(trustIn({}, 'cognito-identity-us-gov.amazonaws.com')),
    'MalformedPolicyDocumentException',
    400,
    /aud/,
  ],
  [
    'a trust policy over 2,048 characters',
    () => trust(aud(Array.from({ length: 50 }, (_, n) => `us-east-1:${String(n)}-0000-4000-8000-000000000000`))),
    'LimitExceededException',
    409,
    /ACLSizePerRole: 2048/,
  ],
  ['an inline policy with a principal', () => inline(statement({ Principal: '*' })), 'MalformedPolicyDocumentException', 400, /principal/],
  [
    'an inline policy without a resource',
    () => inline(statement({ Resource: undefined })),
    'MalformedPolicyDocumentException',
    400,
    /resources/,
  ],
  ['an action without a service', () => inline(statement({ Action: 'GetObject' })), 'MalformedPolicyDocumentException', 400, /vendor/],
  ['a resource that is no ARN', () => inline(allow('s3:*', 'bucket')), 'MalformedPolicyDocumentException', 400, /ARN format/],
  ['a misspelt field', () => inline(statement({ action: 's3:*' })), 'MalformedPolicyDocumentException', 400, /Syntax errors/],
  [
    'an unknown version',
    () => inline(JSON.stringify({ Version: '2020-01-01', Statement: [] })),
    'MalformedPolicyDocumentException',
    400,
    /Version/,
  ],
  [
    'inline policies over 10,240 characters',
    () => inline(allow('s3:*', `arn:${'a'.repeat(10_240)}`)),
    'LimitExceededException',
    409,
    /10240/,
  ],
  [
    'a policy name in place of an ARN',
    () => send(new AttachRolePolicyCommand({ RoleName, PolicyArn: 'AmazonS3ReadOnlyAccess' })),
    'InvalidInputException',
    400,
    /not valid/,
  ],
  [
    'an absent managed policy',
    () => send(new AttachRolePolicyCommand({ RoleName, PolicyArn: MISSING })),
    'NoSuchEntityException',
    404,
    /not attachable/,
  ],
  [
    'detaching what is not attached',
    () => send(new DetachRolePolicyCommand({ RoleName, PolicyArn: POLICY_ARN })),
    'NoSuchEntityException',
    404,
    /not found/,
  ],
  [
    'reading an absent role',
    () => send(new GetRoleCommand({ RoleName: 'absent' })),
    'NoSuchEntityException',
    404,
    /^The role with name absent cannot be found\.$/,
  ],
  [
    'reading an absent inline policy',
    () => send(new GetRolePolicyCommand({ RoleName, PolicyName: 'p' })),
    'NoSuchEntityException',
    404,
    /name p/,
  ],
  [
    'reading an absent inline policy that has the name of what every object has',
    () => send(new GetRolePolicyCommand({ RoleName, PolicyName: 'constructor' })),
    'NoSuchEntityException',
    404,
    /name constructor/,
  ],
  [
    'deleting an absent inline policy',
    () => send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'p' })),
    'NoSuchEntityException',
    404,
    /name p/,
  ],
  [
    'removing a boundary that is not there',
    () => send(new DeleteRolePermissionsBoundaryCommand({ RoleName })),
    'NoSuchEntityException',
    404,
    /boundary/,
  ],
  [
    'a boundary of another partition',
    () => send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: 'arn:aws-cn:iam::aws:policy/x' })),
    'InvalidInputException',
    400,
    /not valid/,
  ],
  ['two tags that differ by case alone', () => tag('Team', 'team'), 'InvalidInputException', 400, /^Duplicate tag keys/],
  ['a tag of AWS', () => tag('aws:x'), 'InvalidInputException', 400, /reserved/],
  ['a 51st tag in one call', () => tag(...Array.from({ length: 51 }, (_, n) => `k${String(n)}`)), 'ValidationError', 400, /50/],
  ['a page of none', () => send(new ListRolesCommand({ MaxItems: 0 })), 'ValidationError', 400, /maxItems/],
  ['a marker that it did not give', () => send(new ListRolesCommand({ Marker: 'x' })), 'ValidationError', 400, /Marker/],
];

it.each(rows)('refuses %s', async (_, call, name, httpStatusCode, message) => {
  const before = fake.snapshot();
  await expect(call()).rejects.toMatchObject({ name, message: expect.stringMatching(message) as unknown, $metadata: { httpStatusCode } });
  expect(fake.snapshot()).toEqual(before);
});

it('throws the SDK’s own exceptions', async () => {
  await expect(send(new GetRoleCommand({ RoleName: 'absent' }))).rejects.toBeInstanceOf(NoSuchEntityException);
  await expect(send(new GetRoleCommand({ RoleName: '' }))).rejects.toBeInstanceOf(IAMServiceException);
});

it('refuses a 51st tag also when it comes later, and takes a new value for one of the 50', async () => {
  const fifty = Array.from({ length: 50 }, (_, n) => `k${String(n)}`);
  await tag(...fifty);
  await tag('K0');
  await expect(tag('one-more')).rejects.toMatchObject({ name: 'LimitExceededException' });
});

it('refuses an 11th managed policy, but not one that is attached already', async () => {
  const attach = (n: number) => send(new AttachRolePolicyCommand({ RoleName, PolicyArn: `arn:aws:iam::aws:policy/p${String(n)}` }));
  for (let n = 0; n < 10; n += 1) await attach(n);
  await attach(0);
  await expect(attach(10)).rejects.toThrow('Cannot exceed quota for PoliciesPerRole: 10');
});

it('counts no white space toward the size of a policy', async () => {
  await trust(TRUST.replace('{', `{${' '.repeat(3000)}`));
  await inline(allow('s3:*').replace('{', `{${'\n'.repeat(20_000)}`));
});

it('refuses to delete a role while anything hangs on it, except for a boundary', async () => {
  const name = 'loaded';
  fake.seedRole({
    name,
    permissionsBoundary: POLICY_ARN,
    managedPolicyArns: [POLICY_ARN],
    inlinePolicies: { p: {} },
    instanceProfiles: ['profile'],
  });
  const remove = () => send(new DeleteRoleCommand({ RoleName: name }));
  const role = fake.roles.get(name);
  await expect(remove()).rejects.toMatchObject({
    name: 'DeleteConflictException',
    message: expect.stringMatching(/instance profile/) as unknown,
  });
  Object.assign(role ?? {}, { instanceProfiles: [] });
  await expect(remove()).rejects.toThrow(/detach all policies/);
  Object.assign(role ?? {}, { managedPolicyArns: [] });
  await expect(remove()).rejects.toThrow(/delete policies/);
  Object.assign(role ?? {}, { inlinePolicies: {} });
  await remove();
  expect(fake.roles.has(name)).toBe(false);
});

it('refuses every change to a role that is AWS’s own', async () => {
  fake.seedRole({ name: 'linked', path: '/aws-service-role/x.amazonaws.com/' });
  await expect(send(new DeleteRoleCommand({ RoleName: 'linked' }))).rejects.toMatchObject({ name: 'UnmodifiableEntityException' });
});

it('refuses a role over the account’s quota', async () => {
  fake.quotas.roles = 1;
  await expect(create({})).rejects.toThrow('Cannot exceed quota for RolesPerAccount: 1');
});
