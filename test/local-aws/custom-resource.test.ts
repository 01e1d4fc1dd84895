/** Tries template.yml and the examples on a local AWS emulator: CloudFormation calls the built bundle, which may do what its role allows. */
import {
  CognitoIdentityClient,
  DescribeIdentityPoolCommand,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from '@aws-sdk/client-cognito-identity';
import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { DeleteRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { readFileSync } from 'node:fs';
import { yamlParse } from '../yaml';
import { clientsFor, type Clients } from '../../scripts/local-aws/clients';
import { takeInventory, type Inventory } from '../../scripts/local-aws/inventory';
import { deployProvider } from '../../scripts/local-aws/provider';
import { startLocalAws, stopLocalAws, type LocalAws } from '../../scripts/local-aws/server';
import { createStack, deleteStack, updateStack, type Outputs } from '../../scripts/local-aws/stacks';
import { STORIES } from '../examples/templates';

jest.setTimeout(120_000);

/** What an example asks for and has no default. */
const PARAMETERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // MiniStack has no CloudWatch RUM, and makes no providers of IAM.
  rum: { CreateAppMonitor: 'false' },
  'google-clients': { GoogleProviderArn: 'arn:aws:iam::000000000000:oidc-provider/accounts.google.com' },
  saml: { SamlProviderArn: 'arn:aws:iam::000000000000:saml-provider/company' },
  'social-providers': { TwitterConsumerKey: 'fakekey', TwitterConsumerSecret: 'fakesecret' },
};

const LOGICAL_ID = 'Identities';

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Properties: Record<string, unknown> }>>;
}

const example = (name: string, changes: object = {}): string => {
  const template = yamlParse(readFileSync(`examples/${name}/custom-resource.yml`, 'utf8')) as Template;
  Object.assign(template.Resources[LOGICAL_ID]?.Properties ?? {}, changes);
  return JSON.stringify(template);
};

const withProperties = (properties: object): string =>
  JSON.stringify({
    Resources: {
      [LOGICAL_ID]: {
        Type: 'Custom::IdentityPoolWithRoles',
        Properties: { ServiceToken: { 'Fn::ImportValue': 'IdentityPoolWithRoles-ServiceToken' }, ...properties },
      },
    },
    Outputs: {
      IdentityPoolId: { Value: { Ref: LOGICAL_ID } },
      Name: { Value: { 'Fn::GetAtt': [LOGICAL_ID, 'Name'] } },
      GuestRole: { Value: { 'Fn::GetAtt': [LOGICAL_ID, 'UnauthenticatedRoleName'] } },
    },
  });

let aws: LocalAws;
let clients: Clients;
let provider: Outputs;
let before: Inventory;

beforeAll(async () => {
  aws = await startLocalAws();
  clients = clientsFor(aws);
  provider = await deployProvider(aws);
  before = await takeInventory(clients);
});

afterAll(() => stopLocalAws(aws));

const poolIdIn = async (name: string): Promise<string> => {
  const { StackResources = [] } = await clients.cloudFormation.send(new DescribeStackResourcesCommand({ StackName: name }));
  return StackResources.find(({ LogicalResourceId }) => LogicalResourceId === LOGICAL_ID)?.PhysicalResourceId ?? 'none';
};

const describePool = (poolId: string | undefined) =>
  clients.cognitoIdentity.send(new DescribeIdentityPoolCommand({ IdentityPoolId: poolId }));

const expectNothingLeft = async (): Promise<void> => expect(await takeInventory(clients)).toEqual(before);

/** The import is the registry's alone, and MiniStack has no registry. */
test.each(STORIES.filter((name) => name !== 'import'))(
  'deploys examples/%s, updates it in place and leaves nothing after its deletion',
  async (name) => {
    const parameters = PARAMETERS[name] ?? {};
    await createStack(clients.cloudFormation, { name, parameters, template: example(name) });
    const poolId = await poolIdIn(name);
    expect(poolId).toMatch(/^eu-west-1:[0-9a-f-]{36}$/);

    await updateStack(clients.cloudFormation, { name, parameters, template: example(name, { IdentityPoolName: `${name} renamed` }) });
    expect(await poolIdIn(name)).toBe(poolId);
    expect(await describePool(poolId)).toMatchObject({ IdentityPoolName: `${name} renamed` });

    await deleteStack(clients.cloudFormation, name);
    await expectNothingLeft();
  },
);

test('makes a working pool of a resource with no properties', async () => {
  const { IdentityPoolId, Name } = await createStack(clients.cloudFormation, { name: 'empty', template: withProperties({}) });
  expect(await describePool(IdentityPoolId)).toMatchObject({
    IdentityPoolName: Name,
    AllowUnauthenticatedIdentities: false,
    AllowClassicFlow: false,
  });
  await deleteStack(clients.cloudFormation, 'empty');
  await expectNothingLeft();
});

test('gives a guest the role that was created for guests', async () => {
  const template = withProperties({ AllowUnauthenticatedIdentities: true });
  const { IdentityPoolId, GuestRole } = await createStack(clients.cloudFormation, { name: 'guests', template });
  const anyone = new CognitoIdentityClient({
    endpoint: aws.endpoint,
    region: aws.region,
    credentials: { accessKeyId: '', secretAccessKey: '' },
    signer: { sign: (request) => Promise.resolve(request) },
  });
  const { IdentityId } = await anyone.send(new GetIdCommand({ IdentityPoolId }));
  const { Credentials } = await anyone.send(new GetCredentialsForIdentityCommand({ IdentityId }));
  const guest = new STSClient({
    endpoint: aws.endpoint,
    region: aws.region,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    },
  });
  const { Arn } = await guest.send(new GetCallerIdentityCommand({}));
  expect(Arn).toBe(`arn:aws:sts::${aws.accountId}:assumed-role/${GuestRole}/CognitoIdentityCredentials`);
  await deleteStack(clients.cloudFormation, 'guests');
});

test('refuses a create with bad input, names the property in the stack event and leaves nothing', async () => {
  const template = withProperties({ AuthenticatedRole: { Create: 'false', Path: '/identity-pools/app/' } });
  await expect(createStack(clients.cloudFormation, { name: 'refused', template })).rejects.toThrow(
    /CREATE_FAILED InvalidRequest: .*AuthenticatedRole/s,
  );
  await expectNothingLeft();
});

test('puts the pool back as it was when an update fails', async () => {
  const template = withProperties({ IdentityPoolName: 'as it was' });
  const { IdentityPoolId } = await createStack(clients.cloudFormation, { name: 'rolled-back', template });
  const failing = withProperties({
    IdentityPoolName: 'as it never was',
    UnauthenticatedRole: { PermissionsBoundary: `arn:aws:iam::${aws.accountId}:policy/none` },
  });
  await expect(updateStack(clients.cloudFormation, { name: 'rolled-back', template: failing })).rejects.toThrow(/UPDATE_ROLLBACK_COMPLETE/);
  expect(await poolIdIn('rolled-back')).toBe(IdentityPoolId);
  expect(await describePool(IdentityPoolId)).toMatchObject({ IdentityPoolName: 'as it was' });
  await deleteStack(clients.cloudFormation, 'rolled-back');
  await expectNothingLeft();
});

test('fails with the name of the permission where the role of the function lacks it, and leaves nothing', async () => {
  const { Role = '' } = await clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: provider['ServiceToken'] }));
  const denial = { RoleName: Role.replace(/.*\//, ''), PolicyName: 'denial' };
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: 'cognito-identity:CreateIdentityPool', Resource: '*' }],
  });
  await clients.iam.send(new PutRolePolicyCommand({ ...denial, PolicyDocument }));
  await expect(createStack(clients.cloudFormation, { name: 'denied', template: withProperties({}) })).rejects.toThrow(
    /AccessDenied: .*cognito-identity:CreateIdentityPool/s,
  );
  await clients.iam.send(new DeleteRolePolicyCommand(denial));
  await expectNothingLeft();
});
