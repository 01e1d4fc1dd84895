import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import Ajv from 'ajv';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import schema from '../../../schema.json';
import { run } from '../../../scripts/local-aws/command';
import { pythonTool } from '../../../scripts/local-aws/python';
import { ACCOUNT_ID, REGION } from '../../../scripts/local-aws/server';
import { cloudFormation } from './cloudformation';
import type { Asked } from './front';
import type { Row, Story } from './row';
import type { Place } from './world';

const TYPE = { Type: 'RESOURCE', TypeName: 'Community::Cognito::IdentityPoolWithRoles' };
const typeVersion = (region: string, version: number): string =>
  `arn:aws:cloudformation:${region}:${ACCOUNT_ID}:type/resource/Community-Cognito-IdentityPoolWithRoles/${String(version).padStart(8, '0')}`;

const asking = (action: string, parameters: Asked['parameters'], region: string = REGION): Asked => ({ region, action, parameters });

const textOf = (path: string): string => readFileSync(path, 'utf8');

/** What a test cannot know before; typed as what it stands for. */
const anything = (pattern: RegExp): string => expect.stringMatching(pattern) as string;

const outputsOf = async (place: Place, region: string, StackName: string): Promise<Record<string, string>> => {
  const { Stacks: [{ Outputs = [] } = {}] = [] } = await place
    .clientsIn(region)
    .cloudFormation.send(new DescribeStacksCommand({ StackName }));
  return Object.fromEntries(Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
};

const INFRASTRUCTURE = 'CloudFormationManagedUploadInfrastructure';
const ROLE_STACK = 'community-cognito-identitypoolwithroles-role-stack';
const stackId = (name: string): string => anything(new RegExp(`:stack/${name}/`));
const making = (StackName: string, TemplateBody: string, region: string): readonly Asked[] => [
  asking(
    'CreateStack',
    { StackName, TemplateBody, EnableTerminationProtection: 'true', 'Capabilities.member.1': 'CAPABILITY_IAM' },
    region,
  ),
  asking('DescribeStacks', { StackName: stackId(StackName) }, region),
];
const registering = async (place: Place, region: string, ExecutionRoleArn: string): Promise<readonly Asked[]> => {
  const { CloudFormationManagedUploadBucketName: bucket, LogAndMetricsDeliveryRoleArn } = await outputsOf(place, region, INFRASTRUCTURE);
  const RegisterType = {
    ...TYPE,
    SchemaHandlerPackage: anything(new RegExp(`^s3://${bucket ?? 'none'}/community-cognito-identitypoolwithroles-[\\dT-]+\\.zip$`)),
    'LoggingConfig.LogRoleArn': LogAndMetricsDeliveryRoleArn ?? 'none',
    'LoggingConfig.LogGroupName': 'community-cognito-identitypoolwithroles-logs',
    ExecutionRoleArn,
    ClientRequestToken: anything(/^[\da-f-]{36}$/),
  };
  return [
    ...making(INFRASTRUCTURE, anything(/CloudFormationManagedUploadBucketName:/), region),
    asking('RegisterType', RegisterType, region),
    asking('DescribeTypeRegistration', { RegistrationToken: anything(/^[\da-f-]{36}$/) }, region),
  ];
};

interface Package {
  readonly names: readonly string[];
  readonly schema: unknown;
  readonly handlers: readonly string[];
}

const READ_PACKAGE = `
import io, json, sys, zipfile
package = zipfile.ZipFile(sys.argv[1])
handlers = zipfile.ZipFile(io.BytesIO(package.read('ResourceProvider.zip')))
print(json.dumps({'names': package.namelist(), 'schema': json.loads(package.read('schema.json')), 'handlers': handlers.namelist()}))
`;

const packageAt = async (place: Place, region: string, url: string): Promise<Package> => {
  const [, Bucket = '', Key = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(url) ?? [];
  const { Body } = await place.clientsIn(region).s3.send(new GetObjectCommand({ Bucket, Key }));
  const file = join(place.folder, 'submitted.zip');
  await writeFile(file, (await Body?.transformToByteArray()) ?? '');
  const { stdout, stderr } = await run(pythonTool('python'), ['-c', READ_PACKAGE, file]);
  if (stdout === '') throw new Error(`${url} is no package:\n${stderr}`);
  return JSON.parse(stdout) as Package;
};

const PACKAGE = {
  names: expect.arrayContaining(['schema.json', '.rpdk-config', 'ResourceProvider.zip']) as string[],
  schema,
  handlers: ['handlers.js'],
};

/** As `npm run contract` starts it: cfn passes over AWS_ENDPOINT_URL when it asks STS, and over that alone. */
const cfn = (command: string): string => command.replace(/^(\.venv\/bin\/)?cfn /, '.venv/bin/python scripts/cfn_launcher.py ');

/** CloudFormation's own stack for uploads is there in the region of the first submission. */
const FENCED = { region: 'us-west-2' };
const FENCED_ROLE_STACK = 'identity-pool-with-roles-role';

export const BY_CFN: Story = [
  {
    command: '.venv/bin/cfn submit --region eu-west-1 --set-default',
    does: 'makes the execution role, uploads the package, registers it and makes it the default version',
    run: async (place, { command }) => {
      const { asked } = await place.run(cfn(command), { region: 'us-west-2', substitute: cloudFormation(0) });
      const { ExecutionRoleArn = 'none' } = await outputsOf(place, REGION, ROLE_STACK);
      expect(asked).toEqual([
        ...making(ROLE_STACK, textOf('resource-role.yaml'), REGION),
        ...(await registering(place, REGION, ExecutionRoleArn)),
        asking('SetTypeDefaultVersion', { Arn: typeVersion(REGION, 1) }),
      ]);
      const { SchemaHandlerPackage = '' } = asked.find(({ action }) => action === 'RegisterType')?.parameters ?? {};
      expect(await packageAt(place, REGION, SchemaHandlerPackage)).toEqual(PACKAGE);
    },
  },
  {
    command:
      'aws cloudformation deploy --template-file resource-role.yaml --stack-name identity-pool-with-roles-role --capabilities CAPABILITY_IAM ' +
      '--parameter-overrides EnforcePermissionsBoundary=true PermissionsBoundary=arn:aws:iam::123456789012:policy/identity-pool-roles',
    does: 'makes an execution role with fences',
    run: async (place, { command }) => {
      await place.run(command, FENCED);
      expect(await outputsOf(place, FENCED.region, FENCED_ROLE_STACK)).toEqual({ ExecutionRoleArn: anything(/^arn:aws:iam::/) });
    },
  },
  {
    command:
      'cfn submit --set-default --role-arn "$(aws cloudformation describe-stacks --stack-name identity-pool-with-roles-role ' +
      `--query 'Stacks[0].Outputs[?OutputKey==\`ExecutionRoleArn\`].OutputValue' --output text)"`,
    does: 'registers the type with that role, and makes none',
    run: async (place, { command }) => {
      const { asked } = await place.run(cfn(command), { ...FENCED, substitute: cloudFormation(0) });
      const { ExecutionRoleArn = 'none' } = await outputsOf(place, FENCED.region, FENCED_ROLE_STACK);
      expect(asked).toEqual([
        asking('DescribeStacks', { StackName: FENCED_ROLE_STACK }, FENCED.region),
        ...(await registering(place, FENCED.region, ExecutionRoleArn)),
        asking('SetTypeDefaultVersion', { Arn: typeVersion(FENCED.region, 1) }, FENCED.region),
      ]);
    },
  },
];

const isConfiguration = new Ajv({ strict: false }).compile({ ...schema.typeConfiguration, definitions: schema.definitions });

const configuring = (configuration: unknown, region?: string): Asked => {
  expect({ valid: isConfiguration(configuration), errors: isConfiguration.errors }).toEqual({ valid: true, errors: null });
  return asking('SetTypeConfiguration', { ...TYPE, Configuration: expect.any(String) as string }, region);
};

/** The configurations as JSON, apart: how it is written is the page's own affair. */
const configurationsIn = (asked: readonly Asked[]): unknown[] =>
  asked.map(({ parameters: { Configuration = '' } }) => JSON.parse(Configuration) as unknown);

const BOUNDARY = { PermissionsBoundary: 'arn:aws:iam::123456789012:policy/identity-pool-roles' };

export const OF_VERSIONS: Story = [
  {
    command: `aws cloudformation list-type-versions --type RESOURCE --type-name ${TYPE.TypeName}`,
    does: 'shows the versions, and which is the default',
    run: async (place, { command }) => {
      const { asked, stdout } = await place.run(command);
      expect(asked).toEqual([asking('ListTypeVersions', TYPE)]);
      const { TypeVersionSummaries: [first] = [] } = JSON.parse(stdout) as { TypeVersionSummaries?: readonly object[] };
      expect(first).toEqual({ Arn: typeVersion(REGION, 1), VersionId: '00000001', IsDefaultVersion: true });
    },
  },
  {
    command: `aws cloudformation set-type-default-version --type RESOURCE --type-name ${TYPE.TypeName} --version-id 00000002`,
    does: 'asks for the second version to be the default',
    run: async (place, { command }) => {
      const { asked } = await place.run(command);
      expect(asked).toEqual([asking('SetTypeDefaultVersion', { ...TYPE, VersionId: '00000002' })]);
    },
  },
  {
    command:
      `aws cloudformation set-type-configuration --type RESOURCE --type-name ${TYPE.TypeName} ` +
      `--configuration '{"PermissionsBoundary": "arn:aws:iam::123456789012:policy/identity-pool-roles", "Tags": [{"Key": "team", "Value": "web"}]}'`,
    does: 'sets a configuration that schema.json allows',
    run: async (place, { command }) => {
      const { asked } = await place.run(command);
      const configuration = { ...BOUNDARY, Tags: [{ Key: 'team', Value: 'web' }] };
      expect(asked).toEqual([configuring(configuration)]);
      expect(configurationsIn(asked)).toEqual([configuration]);
    },
  },
];

const IMPORTED = { StackName: 'legacy-app', ChangeSetName: 'import' };
/** One account for the three commands. */
const account = cloudFormation(1);
const importing = (command: string, does: string, expected: () => Asked): Row => ({
  command,
  does,
  run: async (place, written) => {
    const { asked } = await place.run(written.command, { substitute: account });
    expect(asked).toEqual([expected()]);
  },
});

export const OF_IMPORTS: Story = [
  importing(
    'aws cloudformation create-change-set --stack-name legacy-app --change-set-name import --change-set-type IMPORT ' +
      '--template-body file://examples/import/registry-type.yml --resources-to-import file://examples/import/resources-to-import.json',
    'asks for the example to be imported, by the identifier that schema.json names',
    () => {
      const [identifier = ''] = schema.primaryIdentifier.map((pointer) => pointer.replace('/properties/', ''));
      const resource = 'ResourcesToImport.member.1';
      return asking('CreateChangeSet', {
        ...IMPORTED,
        ChangeSetType: 'IMPORT',
        TemplateBody: textOf('examples/import/registry-type.yml'),
        [`${resource}.ResourceType`]: TYPE.TypeName,
        [`${resource}.LogicalResourceId`]: 'Identities',
        [`${resource}.ResourceIdentifier.entry.1.key`]: identifier,
        [`${resource}.ResourceIdentifier.entry.1.value`]: 'eu-west-1:00000000-0000-4000-8000-000000000000',
      });
    },
  ),
  importing(
    'aws cloudformation wait change-set-create-complete --stack-name legacy-app --change-set-name import',
    'waits for the change set',
    () => asking('DescribeChangeSet', IMPORTED),
  ),
  importing('aws cloudformation execute-change-set --stack-name legacy-app --change-set-name import', 'imports', () =>
    asking('ExecuteChangeSet', IMPORTED),
  ),
];
