/** Walks every way out of guide/leave.md, with a guest's identity that has to survive each. */
import {
  CreateChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeStackResourcesCommand,
  ExecuteChangeSetCommand,
  waitUntilStackImportComplete,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeIdentityPoolCommand,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetIdentityPoolRolesCommand,
} from '@aws-sdk/client-cognito-identity';
import { ListRoleTagsCommand, UntagRoleCommand } from '@aws-sdk/client-iam';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { randomUUID } from 'node:crypto';
import { clientsFor, type Clients } from '../../scripts/local-aws/clients';
import { run } from '../../scripts/local-aws/command';
import { takeInventory } from '../../scripts/local-aws/inventory';
import { deployProvider, PROVIDER_STACK } from '../../scripts/local-aws/provider';
import { CREDENTIALS, environmentFor, startLocalAws, stopLocalAws, type LocalAws } from '../../scripts/local-aws/server';
import { createStack, deleteStack, updateStack, type Outputs } from '../../scripts/local-aws/stacks';
import { yamlParse } from '../yaml';

jest.setTimeout(240_000);

let aws: LocalAws;
let clients: Clients;
let functions: Outputs;

beforeAll(async () => {
  aws = await startLocalAws();
  clients = clientsFor(aws);
  functions = await deployProvider(aws, { registryFunctions: true });
});
afterAll(() => stopLocalAws(aws));

type Json = Readonly<Record<string, unknown>>;

const PROPERTIES: Json = {
  AllowUnauthenticatedIdentities: true,
  UnauthenticatedRole: {
    Policies: [
      {
        PolicyName: 'read',
        PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] },
      },
    ],
  },
  Tags: [{ Key: 'team', Value: 'a' }],
};

const stackOf = (properties: Json, logicalId = 'Identities'): string =>
  JSON.stringify({
    Resources: {
      [logicalId]: {
        Type: 'Custom::IdentityPoolWithRoles',
        Properties: { ServiceToken: { 'Fn::ImportValue': 'IdentityPoolWithRoles-ServiceToken' }, ...properties },
      },
    },
    Outputs: { IdentityPoolId: { Value: { Ref: logicalId } } },
  });

/** One operation of the registry type, called again for as long as it is in progress. */
const handle = async (action: string, desired: Json, previous: Json | null = null): Promise<Json> => {
  const bearerToken = randomUUID();
  for (let last: Json = {}; ;) {
    const event = {
      action,
      bearerToken,
      awsAccountId: aws.accountId,
      region: aws.region,
      resourceType: 'Community::Cognito::IdentityPoolWithRoles',
      callbackContext: last['callbackContext'] ?? null,
      stackId: `arn:aws:cloudformation:${aws.region}:${aws.accountId}:stack/by-registry/1`,
      requestData: {
        callerCredentials: CREDENTIALS,
        logicalResourceId: 'Identities',
        resourceProperties: last['resourceModel'] ?? desired,
        previousResourceProperties: previous,
        typeConfiguration: null,
      },
    };
    const { Payload } = await clients.lambda.send(
      new InvokeCommand({ FunctionName: functions['TypeFunctionName'], Payload: JSON.stringify(event) }),
    );
    last = JSON.parse(Payload?.transformToString() ?? 'null') as Json;
    if (last['status'] === 'IN_PROGRESS') continue;
    expect(last).toMatchObject({ status: 'SUCCESS' });
    return (last['resourceModel'] ?? {}) as Json;
  }
};

/** What users depend on: the pool, its roles, and a guest who was there before. */
const lookAt = async (IdentityPoolId: string) => {
  const {
    IdentityPoolTags = {},
    $metadata: _metadata,
    ...pool
  } = await clients.cognitoIdentity.send(new DescribeIdentityPoolCommand({ IdentityPoolId }));
  const { Roles } = await clients.cognitoIdentity.send(new GetIdentityPoolRolesCommand({ IdentityPoolId }));
  const tags = Object.entries(IdentityPoolTags);
  return {
    kept: { pool, Roles, tags: tags.filter(([key]) => !/^(identity-pool-with-roles|aws):/.test(key)) },
    marks: tags.map(([key]) => key).filter((key) => key.startsWith('identity-pool-with-roles:')),
  };
};

const newGuest = async (IdentityPoolId: string): Promise<string> =>
  (await clients.cognitoIdentity.send(new GetIdCommand({ IdentityPoolId }))).IdentityId ?? '';

const isLetIn = async (IdentityId: string): Promise<boolean> =>
  (await clients.cognitoIdentity.send(new GetCredentialsForIdentityCommand({ IdentityId }))).Credentials !== undefined;

const poolOfStack = async (name: string, properties: Json): Promise<string> =>
  (await createStack(clients.cloudFormation, { name, template: stackOf(properties) }))['IdentityPoolId'] ?? '';

/** guide/leave.md's first step, the same for all: the resource lets go of its pool. */
const release = async (name: string, properties: Json, poolId: string): Promise<void> => {
  await updateStack(clients.cloudFormation, { name, template: stackOf({ ...properties, AdoptIdentityPoolId: poolId }) });
  await deleteStack(clients.cloudFormation, name);
};

test('out of the custom resource: the stack goes, and the pool, its roles and its guests stay, without marks on the pool', async () => {
  const poolId = await poolOfStack('released', PROPERTIES);
  const guest = await newGuest(poolId);
  const before = await lookAt(poolId);
  expect(before.marks).not.toEqual([]);
  await release('released', PROPERTIES, poolId);
  expect(await lookAt(poolId)).toEqual({ kept: before.kept, marks: [] });
  expect(await isLetIn(guest)).toBe(true);
});

test('from the custom resource to the registry type and back, the same properties take the pool with its roles as created', async () => {
  const poolId = await poolOfStack('moved', PROPERTIES);
  const guest = await newGuest(poolId);
  const { kept } = await lookAt(poolId);
  await release('moved', PROPERTIES, poolId);

  const adopted = await handle('CREATE', { ...PROPERTIES, AdoptIdentityPoolId: poolId });
  expect(await lookAt(poolId)).toMatchObject({ kept });
  const own = await handle('UPDATE', { ...PROPERTIES, IdentityPoolId: poolId }, adopted);
  expect(own).toMatchObject({ IdentityPoolId: poolId });
  expect(own).not.toHaveProperty('AdoptIdentityPoolId');
  expect(await lookAt(poolId)).toMatchObject({ kept });

  const toRelease = { ...PROPERTIES, IdentityPoolId: poolId, AdoptIdentityPoolId: poolId };
  const released = await handle('UPDATE', toRelease, own);
  await handle('DELETE', released);
  expect(await lookAt(poolId)).toEqual({ kept, marks: [] });

  const back = await createStack(clients.cloudFormation, {
    name: 'back',
    template: stackOf({ ...PROPERTIES, AdoptIdentityPoolId: poolId }),
  });
  expect(back['IdentityPoolId']).toBe(poolId);
  await updateStack(clients.cloudFormation, { name: 'back', template: stackOf(PROPERTIES) });
  expect(await lookAt(poolId)).toMatchObject({ kept });
  expect(await isLetIn(guest)).toBe(true);

  // Its own again: with the stack the pool goes, and the roles that were created for it.
  const roles = Object.values(kept.Roles ?? {}).map((arn) => arn.replace(/.*\//, ''));
  await deleteStack(clients.cloudFormation, 'back');
  const inventory = await takeInventory(clients);
  expect(inventory.pools).not.toContain(poolId);
  expect(inventory.roles.filter((name) => roles.includes(name))).toEqual([]);
});

/** As people run it. */
const leave = async (...args: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await run(process.execPath, ['bin/identity-pool-with-roles.mjs', 'leave', ...args], {
    environment: { ...process.env, ...environmentFor(aws) },
  });
  if (code !== 0) throw new Error(stderr);
  return stdout;
};

interface Native {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: Json }>>;
}
interface Imported {
  readonly ResourceType: string;
  readonly LogicalResourceId: string;
  readonly ResourceIdentifier: Record<string, string>;
}

/** MiniStack 1.5.33 imports no role attachment, and so makes one: that writes the same roles. */
const NOT_IMPORTED_HERE = 'AWS::Cognito::IdentityPoolRoleAttachment';

const importNative = async (StackName: string, template: Native, resources: readonly Imported[]): Promise<void> => {
  const importable = Object.fromEntries(Object.entries(template.Resources).filter(([, { Type }]) => Type !== NOT_IMPORTED_HERE));
  const { Id = '' } = await clients.cloudFormation.send(
    new CreateChangeSetCommand({
      StackName,
      ChangeSetName: 'import',
      ChangeSetType: 'IMPORT',
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      TemplateBody: JSON.stringify({ Resources: importable }),
      ResourcesToImport: resources.filter(({ ResourceType }) => ResourceType !== NOT_IMPORTED_HERE),
    }),
  );
  const { Changes = [], StatusReason } = await clients.cloudFormation.send(new DescribeChangeSetCommand({ ChangeSetName: Id }));
  expect([StatusReason, Changes.map(({ ResourceChange }) => ResourceChange?.Action)]).toEqual([
    expect.anything(),
    Object.keys(importable).map(() => 'Import'),
  ]);
  await clients.cloudFormation.send(new ExecuteChangeSetCommand({ ChangeSetName: Id }));
  await waitUntilStackImportComplete({ client: clients.cloudFormation, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { StackName });
};

test('out to native resources: the template of the tool imports the pool and its roles, and the native stack manages them from then on', async () => {
  const poolId = await poolOfStack('to-native', PROPERTIES);
  const guest = await newGuest(poolId);
  const { kept } = await lookAt(poolId);
  const template = yamlParse(await leave(poolId)) as Native;
  const resources = JSON.parse(await leave(poolId, '--resources')) as readonly Imported[];
  await release('to-native', PROPERTIES, poolId);

  await importNative('native', template, resources);
  await updateStack(clients.cloudFormation, { name: 'native', template: JSON.stringify(template) });
  expect(await lookAt(poolId)).toEqual({ kept, marks: [] });
  const { StackResources = [] } = await clients.cloudFormation.send(new DescribeStackResourcesCommand({ StackName: 'native' }));
  expect(StackResources.map(({ LogicalResourceId }) => LogicalResourceId).sort()).toEqual(Object.keys(template.Resources).sort());

  const marksOf = async (RoleName: string): Promise<string[]> => {
    const { Tags = [] } = await clients.iam.send(new ListRoleTagsCommand({ RoleName }));
    return Tags.flatMap(({ Key = '' }) => (Key.startsWith('identity-pool-with-roles:') ? [Key] : []));
  };
  const roles = resources.flatMap(({ ResourceIdentifier: { RoleName = [] } }) => RoleName);
  expect(roles).toHaveLength(2);
  for (const RoleName of roles) {
    await clients.iam.send(new UntagRoleCommand({ RoleName, TagKeys: await marksOf(RoleName) }));
    expect(await marksOf(RoleName)).toEqual([]);
  }

  // The native stack changes what it now manages, and the guest of before is still let in.
  const { IdentityPool: native } = template.Resources;
  const changed = { ...template.Resources, IdentityPool: { ...native, Properties: { ...native?.Properties, AllowClassicFlow: true } } };
  await updateStack(clients.cloudFormation, { name: 'native', template: JSON.stringify({ ...template, Resources: changed }) });
  expect((await lookAt(poolId)).kept).toEqual({ ...kept, pool: { ...kept.pool, AllowClassicFlow: true } });
  expect(await isLetIn(guest)).toBe(true);
});

test('a stack that goes without a release takes the pool with it, and one that retains it leaves the marks on', async () => {
  const gone = await poolOfStack('not-released', PROPERTIES);
  await deleteStack(clients.cloudFormation, 'not-released');
  expect((await takeInventory(clients)).pools).not.toContain(gone);
  const retaining = JSON.stringify({
    ...(JSON.parse(stackOf(PROPERTIES)) as object),
    Resources: { Identities: { ...(JSON.parse(stackOf(PROPERTIES)) as Native).Resources['Identities'], DeletionPolicy: 'Retain' } },
  });
  const { IdentityPoolId = '' } = await createStack(clients.cloudFormation, { name: 'retained', template: retaining });
  await deleteStack(clients.cloudFormation, 'retained');
  expect((await lookAt(IdentityPoolId)).marks).toContain('identity-pool-with-roles:stack');
});

test('the provider stack is not uninstalled from under a stack that imports its function, and leaves no role behind', async () => {
  const { roles: before } = await takeInventory(clients);
  await poolOfStack('importing', { UnauthenticatedRole: { Create: false } });
  await expect(deleteStack(clients.cloudFormation, PROVIDER_STACK)).rejects.toThrow(
    /in use|DELETE_FAILED|IdentityPoolWithRoles-ServiceToken/,
  );
  await deleteStack(clients.cloudFormation, 'importing');
  await deleteStack(clients.cloudFormation, PROVIDER_STACK);
  const { roles } = await takeInventory(clients);
  expect(before.filter((name) => !roles.includes(name)).sort()).toEqual(before.filter((name) => name.startsWith(PROVIDER_STACK)).sort());
  expect(roles.filter((name) => name.startsWith(PROVIDER_STACK))).toEqual([]);
});
