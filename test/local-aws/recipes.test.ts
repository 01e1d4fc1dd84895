/** Runs the code that the recipes give to an app, for a signed-in user of the deployed template, on a local AWS. */
import {
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientsFor, type Clients } from '../../scripts/local-aws/clients';
import { run } from '../../scripts/local-aws/command';
import { deployProvider } from '../../scripts/local-aws/provider';
import { CREDENTIALS, environmentFor, startLocalAws, stopLocalAws, type LocalAws } from '../../scripts/local-aws/server';
import { createStack, deleteStack, type Outputs } from '../../scripts/local-aws/stacks';
import { codeOf } from '../recipes';
import { yamlParse } from '../yaml';

jest.setTimeout(120_000);

const PASSWORD = 'Sign-in-2026!';

let aws: LocalAws;
let clients: Clients;
let userPools: CognitoIdentityProviderClient;
let folder = '';

beforeAll(async () => {
  aws = await startLocalAws();
  clients = clientsFor(aws);
  userPools = new CognitoIdentityProviderClient({ endpoint: aws.endpoint, region: aws.region, credentials: { ...CREDENTIALS } });
  await deployProvider(aws);
  // Inside of the project, where the code finds its packages.
  mkdirSync('build', { recursive: true });
  folder = mkdtempSync('build/recipes-');
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await stopLocalAws(aws);
});

interface Template {
  readonly Resources: Record<string, { readonly Type: string; readonly Properties: Record<string, unknown> }>;
  readonly Outputs: Record<string, unknown>;
}

/** The example, with a password flow for the user of this test, and outputs by which it finds its way. */
function deploy(name: string, change: (template: Template) => void = () => undefined): Promise<Outputs> {
  const template = yamlParse(readFileSync(`examples/${name}/custom-resource.yml`, 'utf8')) as Template;
  Object.assign(template.Resources['WebClient']?.Properties ?? {}, { ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'] });
  Object.assign(template.Outputs, { UserPoolId: { Value: { Ref: 'UserPool' } }, UserPoolClientId: { Value: { Ref: 'WebClient' } } });
  change(template);
  return createStack(clients.cloudFormation, { name, template: JSON.stringify(template) });
}

async function signIn({ UserPoolId, UserPoolClientId: ClientId }: Outputs): Promise<string> {
  const user = { UserPoolId, Username: 'jo' };
  await userPools.send(new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS' }));
  await userPools.send(new AdminSetUserPasswordCommand({ ...user, Password: PASSWORD, Permanent: true }));
  const { AuthenticationResult } = await userPools.send(
    new AdminInitiateAuthCommand({
      UserPoolId,
      ClientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'jo', PASSWORD },
    }),
  );
  return AuthenticationResult?.IdToken ?? '';
}

interface App {
  readonly recipe: string;
  readonly outputs: Outputs;
  /** What the page leaves to the app, such as the user's token. */
  readonly given: Readonly<Record<string, string>>;
  readonly change?: (code: string) => string;
  /** An expression of the code, whose value is the answer. */
  readonly shows: string;
}

/** The page's code as it stands, with the IDs of the stack in place of the page's. @returns what the expression gives. */
async function runApp({ recipe, outputs, given, change = (code) => code, shows }: App): Promise<unknown> {
  const code = change(codeOf(recipe))
    .replaceAll('eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab', outputs['IdentityPoolId'] ?? '')
    .replaceAll('eu-west-1_EXAMPLE01', outputs['UserPoolId'] ?? '');
  const constants = Object.entries(given).map(([name, value]) => `const ${name} = ${JSON.stringify(value)};`);
  const file = join(folder, `${recipe}.mts`);
  writeFileSync(file, [...constants, code, `console.log(JSON.stringify(${shows}));`].join('\n'));
  const { AWS_ENDPOINT_URL } = environmentFor(aws);
  const {
    code: exitCode,
    stdout,
    stderr,
  } = await run('node', ['--import', 'tsx', file], {
    // The app has no credentials but those that the identity pool gives it.
    environment: { PATH: process.env['PATH'], HOME: folder, AWS_ENDPOINT_URL, AWS_EC2_METADATA_DISABLED: 'true' },
  });
  if (exitCode !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

test('an app of a signed-in user calls the one route of the API that its role names', async () => {
  const outputs = await deploy('api-gateway', ({ Resources }) => {
    const route = Resources['HelloRoute'];
    if (route !== undefined) Resources['OtherRoute'] = { ...route, Properties: { ...route.Properties, RouteKey: 'GET /other' } };
  });
  const idToken = await signIn(outputs);
  const app = { recipe: 'api-gateway', outputs, shows: '[response.status, answer]' };
  const url = urlHere(outputs);
  expect(await runApp({ ...app, given: { idToken, url } })).toEqual([
    200,
    { hello: expect.stringMatching(/^eu-west-1:[0-9a-f-]{36}$/) as unknown },
  ]);
  const other = { idToken, url: url.replace('/hello', '/other') };
  expect(await runApp({ ...app, given: other })).toEqual([403, expect.anything()]);
  expect((await fetch(url)).status).toBe(403);
  await deleteStack(clients.cloudFormation, 'api-gateway');
});

test('an app of a signed-in user asks for the one field of the GraphQL API that its role names', async () => {
  const outputs = await deploy('appsync');
  const idToken = await signIn(outputs);
  const app = { recipe: 'appsync', outputs, given: { idToken, url: urlHere(outputs) }, shows: 'answer' };
  expect(await runApp(app)).toEqual({ data: { hello: 'Hello.' } });
  const asking = (query: string): Promise<unknown> => runApp({ ...app, change: (code) => code.replace('{ hello }', query) });
  expect(await asking('{ hello report }')).toEqual({
    data: { hello: 'Hello.', report: null },
    errors: [expect.objectContaining({ errorType: 'Unauthorized', path: ['report'] })],
  });
  expect(await asking('{ report }')).toEqual({ errors: [expect.objectContaining({ errorType: 'UnauthorizedException' })] });
  await deleteStack(clients.cloudFormation, 'appsync');
});

test('an app of a signed-in user writes into their own folder of the bucket, and into no other', async () => {
  const outputs = await deploy('user-pool', ({ Outputs }) => Object.assign(Outputs, { Bucket: { Value: { Ref: 'Photos' } } }));
  const idToken = await signIn(outputs);
  const Bucket = outputs['Bucket'] ?? '';
  const app = { recipe: 's3-folders', outputs, given: { idToken, bucket: Bucket, photo: 'a photo' }, shows: 'IdentityId' };
  const identityId = (await runApp(app)) as string;
  const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket, Key: `${identityId}/photo.jpg` }));
  expect(await Body?.transformToString()).toBe('a photo');
  const elsewhere = (code: string): string => code.replace('${IdentityId}/photo.jpg', 'eu-west-1:another/photo.jpg');
  await expect(runApp({ ...app, change: elsewhere })).rejects.toThrow(/AccessDenied/);
});

/** Where the local AWS answers for an API. Its own host name cannot be looked up. */
function urlHere({ Url = '' }: Outputs): string {
  const [, id = '', service = '', path = ''] = /^https?:\/\/(\w+)\.(execute-api|appsync-api)\.[^/]+(\/.*)$/.exec(Url) ?? [];
  return service === 'execute-api' ? `${aws.endpoint}/_aws/execute-api/${id}${path}` : `${aws.endpoint}/v1/apis/${id}/graphql`;
}
