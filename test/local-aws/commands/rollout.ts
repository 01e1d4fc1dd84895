/** What guide/upgrade.md and guide/leave.md say; an organization in memory stands in for what the local AWS emulator lacks of one. */
import { CreateStackCommand, DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { DescribeIdentityPoolCommand, GetIdentityPoolRolesCommand } from '@aws-sdk/client-cognito-identity';
import { CreateBucketCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import schema from '../../../schema.json';
import { createStack } from '../../../scripts/local-aws/stacks';
import { FILES } from '../../../scripts/release/names';
import { Organization } from '../../fakes/organization/organization';
import type { Stack, StackTemplate } from '../../fakes/organization/stack';
import { yamlParse } from '../../yaml';
import { cloudFormation } from './cloudformation';
import type { Asked, Substitute } from './front';
import type { Row, Story } from './row';
import { soundPool } from './tool';
import type { Options, Place } from './world';

const REGIONS = ['eu-west-1', 'us-east-1'];
const PREFIX = 'packages-of-mine';
const UNIT = 'ou-abcd-11111111';
const ACCOUNTS = ['111111111111', '222222222222'];
const TYPE = { Type: 'RESOURCE', TypeName: schema.typeName };

const organization = new Organization();
for (const account of ACCOUNTS) organization.join(account, UNIT);
const stacks = new Map<string, Stack>();

const element = (name: string, text: string): string => `<${name}>${text}</${name}>`;
const answered = (action: string, result: string) => ({
  status: 200,
  xml: `<${action}Response xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><${action}Result>${result}</${action}Result></${action}Response>`,
});

const parametersIn = (asked: Asked['parameters']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(asked)
      .filter(([key]) => key.endsWith('.ParameterKey'))
      .map(([key, name]) => [name, asked[key.replace(/Key$/, 'Value')] ?? '']),
  );

/** CreateStack, UpdateStack and DeleteStack of a stack with a stack set, in the management account of an organization. */
const management: Substitute = ({ action, parameters }) => {
  const { StackName = '', TemplateBody = '' } = parameters;
  if (action === 'CreateStack' || action === 'UpdateStack') {
    const stack = action === 'CreateStack' ? organization.newStack() : stacks.get(StackName);
    if (stack === undefined) throw new Error(`there is no stack ${StackName}`);
    stack.update(yamlParse(TemplateBody) as StackTemplate, parametersIn(parameters));
    stacks.set(StackName, stack);
    return answered(action, element('StackId', StackName));
  }
  if (action !== 'DeleteStack') return undefined;
  stacks.get(StackName)?.delete();
  return answered(action, '');
};

/** The registry of one account, which counts. */
const registryOf = (account: string, region: string): Substitute => {
  const { registry } = organization.corner(account, region);
  const arnOf = (number: string): string =>
    `arn:aws:cloudformation:${region}:${account}:type/resource/${schema.typeName.replaceAll('::', '-')}/${number.padStart(8, '0')}`;
  return ({ action, parameters: { Arn, TypeName = '' } }) => {
    if (action === 'ListTypeVersions') {
      const members = registry.versionsOf(TypeName).map((line) => {
        const [number = ''] = line.split(' ');
        return element('member', element('Arn', arnOf(number)) + element('IsDefaultVersion', String(line.endsWith('*'))));
      });
      return answered(action, element('TypeVersionSummaries', members.join('')));
    }
    if (action !== 'DeregisterType') return undefined;
    if (Arn === undefined) registry.deregisterType(TypeName);
    else registry.deregisterVersion(Arn);
    return answered(action, '');
  };
};

/** Where the files of a release are. */
const HERE: Options = { folder: 'examples/rollout' };
const packages = [FILES.registryType, FILES.customResource];

const versions = (): unknown[] =>
  REGIONS.flatMap((region) => ACCOUNTS.map((account) => organization.corner(account, region).registry.versionsOf(schema.typeName)));

const rollingOut = (verb: 'create' | 'update', does: string, expected: string): Row => ({
  command:
    `aws cloudformation ${verb}-stack --stack-name identity-pool-with-roles-rollout --template-body file://rollout-registry-type.yml ` +
    '--parameters file://rollout-registry-type.json',
  does,
  run: async (place, { command }) => {
    const file = join(place.folder, HERE.folder ?? '', 'rollout-registry-type.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('BUCKET-PREFIX', PREFIX));
    await place.run(command, { ...HERE, substitute: management });
    expect(versions()).toEqual([...ACCOUNTS, ...ACCOUNTS].map(() => [expected]));
  },
});

export const OF_ROLLOUTS: Story = [
  {
    command: [
      'for region in eu-west-1 us-east-1; do',
      'aws s3 cp --region "$region" . "s3://BUCKET-PREFIX-$region/" --recursive --exclude "*" --include "identity-pool-with-roles-*.zip"',
      'done',
    ].join('\n'),
    does: 'uploads the packages, and nothing else, to the bucket of each region',
    run: async (place, { command }) => {
      for (const name of packages) await writeFile(join(place.folder, HERE.folder ?? '', name), name);
      for (const region of REGIONS) await place.clientsIn(region).s3.send(new CreateBucketCommand({ Bucket: `${PREFIX}-${region}` }));
      await place.run(command.replaceAll('BUCKET-PREFIX', PREFIX), HERE);
      for (const region of REGIONS) {
        const { Contents = [] } = await place.clientsIn(region).s3.send(new ListObjectsV2Command({ Bucket: `${PREFIX}-${region}` }));
        expect(Contents.map(({ Key }) => Key).sort()).toEqual([...packages].sort());
        for (const { Key = '' } of Contents) organization.objects.add(`s3://${PREFIX}-${region}/${Key}`);
      }
    },
  },
  rollingOut('create', 'registers the package in each account and region of an organization', `1 ${FILES.registryType} *`),
  rollingOut('update', 'changes nothing where the same release is there', `1 ${FILES.registryType} *`),
  {
    command:
      `aws cloudformation set-type-configuration --type RESOURCE --type-name ${schema.typeName} ` +
      `--configuration '{"PermissionsBoundary": "arn:aws:iam::123456789012:policy/identity-pool-roles", "EnforcePermissionsBoundary": true}'`,
    does: 'sets an enforced boundary, which the schema of the configuration has',
    run: async (place, { command }) => {
      const { asked } = await place.run(command, { substitute: cloudFormation(1) });
      const { Configuration = '', ...others } = asked[0]?.parameters ?? {};
      expect(others).toEqual(TYPE);
      const known = Object.keys(schema.typeConfiguration.properties);
      expect(known).toEqual(expect.arrayContaining(Object.keys(JSON.parse(Configuration) as object)));
    },
  },
  {
    command: [
      `for version in $(aws cloudformation list-type-versions --type RESOURCE --type-name ${schema.typeName} ` +
        `--query 'TypeVersionSummaries[?!IsDefaultVersion].Arn' --output text); do`,
      'aws cloudformation deregister-type --arn "$version"',
      'done',
    ].join('\n'),
    does: 'deregisters all versions but the default',
    run: async (place, { command }) => {
      const { registry } = organization.corner('111111111111', 'eu-west-1');
      for (let count = 0; count < 2; count += 1) registry.register(schema.typeName, `s3://${PREFIX}-eu-west-1/${FILES.registryType}`);
      await place.run(command, { substitute: registryOf('111111111111', 'eu-west-1') });
      expect(registry.versionsOf(schema.typeName)).toEqual([`1 ${FILES.registryType} *`]);
    },
  },
  {
    command: 'aws cloudformation delete-stack --stack-name identity-pool-with-roles-rollout',
    does: 'uninstalls in every account and region',
    run: async (place, { command }) => {
      await place.run(command, { substitute: management });
      expect(versions()).toEqual([...ACCOUNTS, ...ACCOUNTS].map(() => []));
    },
  },
  {
    command: `aws cloudformation deregister-type --type RESOURCE --type-name ${schema.typeName}`,
    does: 'deregisters the type with its last version',
    run: async (place, { command }) => {
      const { registry } = organization.corner('111111111111', 'us-east-1');
      registry.register(schema.typeName, `s3://${PREFIX}-us-east-1/${FILES.registryType}`);
      await place.run(command, { substitute: registryOf('111111111111', 'us-east-1') });
      expect(registry.versionsOf(schema.typeName)).toEqual([]);
    },
  },
];

const POOL_ID = 'eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab';
const LEFT = { poolId: '' };

/** MiniStack 1.5.33 imports pools and roles only: the page says what to do then. */
const isImportedHere = (type = ''): boolean => type === 'AWS::Cognito::IdentityPool' || !type.startsWith('AWS::Cognito::IdentityPool');

const withoutAttachment = async (folder: string): Promise<void> => {
  const template = yamlParse(await readFile(join(folder, 'native.yml'), 'utf8')) as StackTemplate;
  const Resources = Object.fromEntries(Object.entries(template.Resources).filter(([, { Type }]) => isImportedHere(Type)));
  await writeFile(join(folder, 'native.yml'), JSON.stringify({ ...template, Resources }));
  const list = JSON.parse(await readFile(join(folder, 'resources-to-import.json'), 'utf8')) as readonly { readonly ResourceType: string }[];
  const others = list.filter(({ ResourceType }) => isImportedHere(ResourceType));
  await writeFile(join(folder, 'resources-to-import.json'), JSON.stringify(others));
};

const leaving = (command: string, does: string, check: (place: Place, stdout: string) => Promise<void>): Row => ({
  command,
  does,
  run: async (place, written) => {
    const inAClone = written.command.replace('npx identity-pool-with-roles', 'npx .').replace(POOL_ID, LEFT.poolId);
    const { stdout } = await place.run(inAClone);
    await check(place, stdout);
  },
});

const ALL_DONE = (): Promise<void> => Promise.resolve();

export const OF_LEAVING: Story = [
  {
    command: `npx identity-pool-with-roles leave ${POOL_ID} > native.yml`,
    does: 'writes a template of the pool',
    run: async (place, { command }) => {
      LEFT.poolId = await soundPool(place, 'left');
      await place.run(command.replace('npx identity-pool-with-roles', 'npx .').replace(POOL_ID, LEFT.poolId));
      expect(yamlParse(await readFile(join(place.folder, 'native.yml'), 'utf8'))).toMatchObject({
        Resources: { IdentityPool: { Properties: { IdentityPoolName: 'left' } } },
      });
    },
  },
  leaving(
    `npx identity-pool-with-roles leave ${POOL_ID} --resources > resources-to-import.json`,
    'writes what is to be imported',
    async (place) => {
      expect(JSON.parse(await readFile(join(place.folder, 'resources-to-import.json'), 'utf8'))).toContainEqual(
        expect.objectContaining({ ResourceIdentifier: { Id: LEFT.poolId } }),
      );
      await withoutAttachment(place.folder);
    },
  ),
  leaving(
    'aws cloudformation create-change-set --stack-name native --change-set-name import --change-set-type IMPORT --capabilities CAPABILITY_NAMED_IAM ' +
      '--template-body file://native.yml --resources-to-import file://resources-to-import.json',
    'makes a change set of them',
    ALL_DONE,
  ),
  leaving('aws cloudformation wait change-set-create-complete --stack-name native --change-set-name import', 'waits for it', ALL_DONE),
  leaving('aws cloudformation execute-change-set --stack-name native --change-set-name import', 'imports the pool', async (place) => {
    const { cloudFormation: client, cognitoIdentity } = place.clientsIn();
    let physicalIds: (string | undefined)[] = [];
    while (!physicalIds.includes(LEFT.poolId)) {
      const { StackResources = [] } = await client.send(new DescribeStackResourcesCommand({ StackName: 'native' }));
      physicalIds = StackResources.map(({ PhysicalResourceId }) => PhysicalResourceId);
    }
    const { IdentityPoolName } = await cognitoIdentity.send(new DescribeIdentityPoolCommand({ IdentityPoolId: LEFT.poolId }));
    const { Roles = {} } = await cognitoIdentity.send(new GetIdentityPoolRolesCommand({ IdentityPoolId: LEFT.poolId }));
    expect([IdentityPoolName, Object.keys(Roles)]).toEqual(['left', expect.arrayContaining(['authenticated']) as unknown]);
  }),
  ...(['identity-pool-with-roles', 'identity-pool-with-roles-role'] as const).map((name): Row => ({
    command: `aws cloudformation delete-stack --stack-name ${name}`,
    does: 'deletes the stack of that name',
    // In a region in which no other story has a stack of that name; what is in the real one is deleted by test/local-aws/leaving.test.ts.
    run: async (place, { command }) => {
      const region = 'ca-central-1';
      const { cloudFormation: client } = place.clientsIn(region);
      const TemplateBody = JSON.stringify({ Resources: { Log: { Type: 'AWS::Logs::LogGroup' } } });
      await client.send(new CreateStackCommand({ StackName: name, TemplateBody }));
      const { asked } = await place.run(command, { region });
      expect(asked).toEqual([{ region, action: 'DeleteStack', parameters: { StackName: name } }]);
    },
  })),
  {
    command: 'aws cloudformation list-imports --export-name IdentityPoolWithRoles-ServiceToken',
    does: 'names the stacks that import the function',
    run: async (place, { command }) => {
      const region = 'ca-west-1';
      const { cloudFormation: client } = place.clientsIn(region);
      const Name = 'IdentityPoolWithRoles-ServiceToken';
      const log = { Type: 'AWS::Logs::LogGroup' };
      await createStack(client, {
        name: 'exporting',
        template: JSON.stringify({ Resources: { Log: log }, Outputs: { Token: { Value: 'token', Export: { Name } } } }),
      });
      const importing = { ...log, Properties: { LogGroupName: { 'Fn::ImportValue': Name } } };
      await createStack(client, { name: 'importing', template: JSON.stringify({ Resources: { Log: importing } }) });
      const { stdout } = await place.run(command, { region });
      expect(JSON.parse(stdout)).toEqual({ Imports: ['importing'] });
    },
  },
];

export const ROLLOUT_NOT_RUN: Readonly<Record<string, string>> = {
  'aws resourcegroupstaggingapi get-resources --resource-type-filters cognito-identity:identitypool --tag-filters Key=identity-pool-with-roles:request':
    'MiniStack 1.5.33 answers it without identity pools',
};
