/** Tries the registry's bundle as a Lambda function on a local AWS emulator, called as the registry calls it; the local AWS emulator has no registry of its own. */
import { parse } from '@cdktn/hcl2json';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { clientsFor, type Clients } from '../../scripts/local-aws/clients';
import { takeInventory } from '../../scripts/local-aws/inventory';
import { deployProvider } from '../../scripts/local-aws/provider';
import { CREDENTIALS, startLocalAws, stopLocalAws, type LocalAws } from '../../scripts/local-aws/server';
import type { Outputs } from '../../scripts/local-aws/stacks';

jest.setTimeout(120_000);

type Model = Readonly<Record<string, unknown>>;

interface ProgressEvent {
  readonly status: 'IN_PROGRESS' | 'SUCCESS' | 'FAILED';
  readonly errorCode?: string;
  readonly message?: string;
  readonly resourceModel?: Model;
  readonly resourceModels?: readonly Model[];
  readonly callbackContext?: object;
}

let aws: LocalAws;
let clients: Clients;
let functions: Outputs;

beforeAll(async () => {
  aws = await startLocalAws();
  clients = clientsFor(aws);
  functions = await deployProvider(aws, { registryFunctions: true });
});

afterAll(() => stopLocalAws(aws));

const invoke = async (functionName: string | undefined, event: object): Promise<ProgressEvent> => {
  const { Payload } = await clients.lambda.send(new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) }));
  return JSON.parse(Payload?.transformToString() ?? 'null') as ProgressEvent;
};

/** One operation, called again for as long as it is in progress; @returns every answer. */
const handle = async (action: string, desired: Model | null, previous: Model | null = null): Promise<ProgressEvent[]> => {
  const bearerToken = randomUUID();
  const answers: ProgressEvent[] = [];
  for (let last: ProgressEvent | undefined; last === undefined || last.status === 'IN_PROGRESS';) {
    last = await invoke(functions['TypeFunctionName'], {
      action,
      bearerToken,
      awsAccountId: aws.accountId,
      region: aws.region,
      resourceType: 'Community::Cognito::IdentityPoolWithRoles',
      callbackContext: last?.callbackContext ?? null,
      requestData: {
        callerCredentials: CREDENTIALS,
        logicalResourceId: 'Identities',
        resourceProperties: last?.resourceModel ?? desired,
        previousResourceProperties: previous,
        typeConfiguration: null,
      },
    });
    answers.push(last);
  }
  return answers;
};

test('creates, reads, updates, lists and deletes a pool', async () => {
  const before = await takeInventory(clients);
  const properties = { IdentityPoolName: 'registry', Tags: [{ Key: 'team', Value: 'a' }] };

  const created = await handle('CREATE', properties);
  expect(created[0]).toMatchObject({
    status: 'IN_PROGRESS',
    resourceModel: { IdentityPoolId: expect.stringMatching(/^eu-west-1:/) as unknown },
  });
  const model = created.at(-1)?.resourceModel ?? {};
  expect(created.at(-1)).toMatchObject({ status: 'SUCCESS', resourceModel: properties });
  const identifier = { IdentityPoolId: model['IdentityPoolId'] };

  const [read] = await handle('READ', identifier);
  expect(read).toMatchObject({ status: 'SUCCESS', resourceModel: { ...properties, AuthenticatedRoleArn: model['AuthenticatedRoleArn'] } });

  const updated = await handle('UPDATE', { ...identifier, ...properties, AllowUnauthenticatedIdentities: true }, model);
  expect(updated.at(-1)).toMatchObject({ status: 'SUCCESS', resourceModel: { ...identifier, AllowUnauthenticatedIdentities: true } });

  const [listed] = await handle('LIST', {});
  expect(listed?.resourceModels).toContainEqual(identifier);

  const deleted = await handle('DELETE', identifier);
  expect(deleted.at(-1)?.status).toBe('SUCCESS');
  const [gone] = await handle('READ', identifier);
  expect(gone).toMatchObject({ status: 'FAILED', errorCode: 'NotFound' });
  expect(await takeInventory(clients)).toEqual(before);
});

test('makes what examples/terraform passes to the Cloud Control API, and keeps the pool when a patch changes one property', async () => {
  const before = await takeInventory(clients);
  const file = 'examples/terraform/cloud-control/main.tf';
  const { locals } = (await parse(file, readFileSync(file, 'utf8'))) as unknown as {
    readonly locals: readonly [{ readonly identities: Model }];
  };
  const given = { user_pool_id: 'eu-west-1_AbCdEf123', user_pool_client_id: '1example23456789', bucket_arn: 'arn:aws:s3:::photos' };
  const text = Object.entries(given).reduce(
    (written, [name, value]) => written.replaceAll(`\${var.${name}}`, value),
    JSON.stringify(locals[0].identities).replaceAll('$${', '${'),
  );
  const desired = JSON.parse(text) as Model;

  const created = (await handle('CREATE', desired)).at(-1);
  expect(created).toMatchObject({ status: 'SUCCESS', resourceModel: desired });
  const identifier = { IdentityPoolId: created?.resourceModel?.['IdentityPoolId'] };
  const [read] = await handle('READ', identifier);
  expect(read).toMatchObject({ status: 'SUCCESS', resourceModel: desired });

  // Cloud Control patches what READ answers, and sends the whole of it.
  const patched = { ...read?.resourceModel, UnauthenticatedRole: {} };
  const updated = (await handle('UPDATE', patched, read?.resourceModel)).at(-1);
  expect(updated).toMatchObject({
    status: 'SUCCESS',
    resourceModel: { ...identifier, UnauthenticatedRoleArn: expect.stringMatching(/^arn:aws:iam::/) as unknown },
  });
  expect((await handle('DELETE', identifier)).at(-1)?.status).toBe('SUCCESS');
  expect(await takeInventory(clients)).toEqual(before);
});

test('answers through the entry point for tests by hand', async () => {
  const answer = await invoke(functions['TestEntrypointName'], {
    action: 'LIST',
    credentials: CREDENTIALS,
    region: aws.region,
    request: {
      awsAccountId: aws.accountId,
      clientRequestToken: randomUUID(),
      desiredResourceState: {},
      logicalResourceIdentifier: 'Identities',
    },
  });
  expect(answer).toMatchObject({ status: 'SUCCESS', resourceModels: [] });
});
