import { DescribeIdentityPoolCommand, GetCredentialsForIdentityCommand, GetIdCommand } from '@aws-sdk/client-cognito-identity';
import { AdminCreateUserCommand, AdminInitiateAuthCommand, AdminSetUserPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { yamlParse } from '../../test/yaml';
import { ReadableError } from '../local-aws/readable-error';
import { updateStack, type Outputs } from '../local-aws/stacks';
import { clientsOf, Interrupted, type Clients } from './account';
import { eventually, isGone, messageOf } from './failures';
import { differences, takeInventory } from './inventory';
import { EXPORT, POOL_NAMES, STACKS, TYPE_NAME } from './names';
import { makeStack, optionsOf, stackEntry, type Run } from './run';

export const LOGICAL_ID = 'Identities';

interface Template {
  readonly Resources: { readonly WebClient: { readonly Properties: Record<string, unknown> } };
  readonly Outputs: Record<string, unknown>;
}

/** examples/user-pool, with a password flow for the user of this test and outputs by which it finds its way. */
async function exampleFor({ entryPoint }: Run): Promise<string> {
  const template = yamlParse(await readFile(`examples/user-pool/${entryPoint}.yml`, 'utf8')) as Template;
  template.Resources.WebClient.Properties['ExplicitAuthFlows'] = ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
  for (const [output, Ref] of Object.entries({ UserPoolId: 'UserPool', ClientId: 'WebClient', Bucket: 'Photos' }))
    template.Outputs[output] = { Value: { Ref } };
  return JSON.stringify(template);
}

/** The deployed example. */
export interface App {
  readonly poolId: string;
  readonly outputs: Outputs;
}

export async function deploy(run: Run): Promise<App> {
  const outputs = await makeStack(run, {
    name: STACKS.app,
    template: await exampleFor(run),
    parameters: { PoolName: POOL_NAMES.first },
    byHandFirst: emptyingByHand(run),
  });
  const poolId = outputs['IdentityPoolId'] ?? '';
  await expectName(run, poolId, POOL_NAMES.first);
  return { poolId, outputs };
}

/** CloudFormation deletes no bucket that holds anything. */
function emptyingByHand({ place }: Run): string {
  const bucket =
    `aws cloudformation describe-stack-resource --stack-name ${STACKS.app} --logical-resource-id Photos ` +
    `--query StackResourceDetail.PhysicalResourceId --output text${optionsOf(place)}`;
  return `aws s3 rm --recursive "s3://$(${bucket})"${optionsOf(place)} && `;
}

export const nameOf = async ({ clients }: Run, IdentityPoolId: string): Promise<string | undefined> =>
  (await clients.cognitoIdentity.send(new DescribeIdentityPoolCommand({ IdentityPoolId }))).IdentityPoolName;

async function expectName(run: Run, poolId: string, expected: string): Promise<void> {
  const name = await nameOf(run, poolId);
  if (name !== expected) throw new ReadableError(`Pool ${poolId} should have the name ${expected}, and has ${name ?? 'none'}.`);
}

/** Creates a user, signs them in and uses the role that they get. @returns what they could do. */
export async function signIn(run: Run, { poolId, outputs }: App): Promise<string> {
  const { UserPoolId = '', ClientId = '', Bucket = '', AuthenticatedRoleArn = '' } = outputs;
  const token = await signInToUserPool(run, { UserPoolId, ClientId });
  const nobody = clientsOf(run.place, run.gate, 'nobody').cognitoIdentity;
  const Logins = { [`cognito-idp.${run.place.region}.amazonaws.com/${UserPoolId}`]: token };
  // A role that was just made is not known everywhere at once.
  const { IdentityId = '', user } = await eventually(async () => {
    const { IdentityId } = await nobody.send(new GetIdCommand({ IdentityPoolId: poolId, Logins }));
    const { Credentials } = await nobody.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }));
    const { AccessKeyId = '', SecretKey = '', SessionToken = '' } = Credentials ?? {};
    return {
      IdentityId,
      user: clientsOf(run.place, run.gate, { accessKeyId: AccessKeyId, secretAccessKey: SecretKey, sessionToken: SessionToken }),
    };
  });
  const { Arn = '' } = await user.sts.send(new GetCallerIdentityCommand({}));
  const role = AuthenticatedRoleArn.replace(/^.*\//, '');
  if (!Arn.includes(`:assumed-role/${role}/`)) throw new ReadableError(`The user should have got role ${role}, and is ${Arn}.`);

  const own = `${IdentityId}/hello.txt`;
  await eventually(() => user.s3.send(new PutObjectCommand({ Bucket, Key: own, Body: 'hello' })));
  const { Body } = await user.s3.send(new GetObjectCommand({ Bucket, Key: own }));
  if ((await Body?.transformToString()) !== 'hello') throw new ReadableError(`${own} was put, and something else was got.`);
  await expectDenied(user, Bucket, `${run.place.region}:${randomUUID()}/hello.txt`);
  return `role ${role}; put and got an object in the own folder, denied in another's`;
}

async function signInToUserPool(
  { clients: { userPools } }: Run,
  pool: { readonly UserPoolId: string; readonly ClientId: string },
): Promise<string> {
  const { UserPoolId, ClientId } = pool;
  const Username = 'smoke-test';
  // Every default password policy wants a letter of both cases, a digit and a symbol.
  const Password = `aA1!${randomBytes(24).toString('base64url')}`;
  await userPools.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: 'SUPPRESS' }));
  await userPools.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }));
  const { AuthenticationResult } = await userPools.send(
    new AdminInitiateAuthCommand({
      UserPoolId,
      ClientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: Username, PASSWORD: Password },
    }),
  );
  if (AuthenticationResult?.IdToken === undefined) throw new ReadableError(`User pool ${UserPoolId} gave the user no token.`);
  return AuthenticationResult.IdToken;
}

async function expectDenied({ s3 }: Clients, Bucket: string, Key: string): Promise<void> {
  try {
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'hello' }));
  } catch (error) {
    if (error instanceof Error && error.name === 'AccessDenied') return;
    throw error;
  }
  throw new ReadableError(`The user could put ${Key}, which is in the folder of another identity.`);
}

/** Renames the pool. @returns what was seen. */
export async function update(run: Run, { poolId }: App): Promise<string> {
  const outputs = await updateStack(run.clients.cloudFormation, {
    name: STACKS.app,
    template: await exampleFor(run),
    parameters: { PoolName: POOL_NAMES.second },
    pollInterval: run.pollInterval,
  });
  if (outputs['IdentityPoolId'] !== poolId)
    throw new ReadableError(`The update replaced pool ${poolId} by ${outputs['IdentityPoolId'] ?? 'none'}.`);
  await expectName(run, poolId, POOL_NAMES.second);
  return 'the same pool has its new name';
}

const REFUSED_PROPERTY = 'AuthenticatedRole';

/** Path is for a role that is to be created. */
const refusedTemplate = ({ entryPoint }: Run): string =>
  JSON.stringify({
    Resources: { [LOGICAL_ID]: resourceOf(entryPoint, { [REFUSED_PROPERTY]: { Create: false, Path: '/identity-pools/app/' } }) },
  });

export const resourceOf = (entryPoint: Run['entryPoint'], properties: object): object =>
  entryPoint === 'custom-resource'
    ? { Type: 'Custom::IdentityPoolWithRoles', Properties: { ServiceToken: { 'Fn::ImportValue': EXPORT }, ...properties } }
    : { Type: TYPE_NAME, Properties: properties };

/** @returns the reason in the stack's events. */
export async function refuse(run: Run): Promise<string> {
  const withTypes = run.place.local === undefined;
  const before = await takeInventory(run.clients, { withTypes });
  const reason = await makeStack(run, { name: STACKS.refused, template: refusedTemplate(run) }).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof Interrupted || !(error instanceof Error)) throw error;
      return messageOf(error);
    },
  );
  if (reason === undefined) throw new ReadableError(`CloudFormation deployed a template whose ${REFUSED_PROPERTY} contradicts itself.`);
  if (!reason.includes(REFUSED_PROPERTY))
    throw new ReadableError(`The create failed as it should, and its reason does not name ${REFUSED_PROPERTY}:\n${reason}`);
  await run.ledger.remove(stackEntry(STACKS.refused));
  const left = differences(before, await takeInventory(run.clients, { withTypes }));
  if (left.length > 0)
    throw new ReadableError(
      `The refused create changed the account: ${left.map(({ kind, name, change }) => `${kind}: ${name} ${change}`).join(', ')}.`,
    );
  const line = reason.split('\n').find((each) => each.includes(REFUSED_PROPERTY)) ?? reason;
  return `nothing is left; the stack event says: ${line.trim()}`;
}

/** @returns what was seen. */
export async function remove(run: Run, { poolId }: App): Promise<string> {
  await run.ledger.remove(stackEntry(STACKS.app));
  const name = await nameOf(run, poolId).catch((error: unknown) => {
    if (isGone(error)) return undefined;
    throw error;
  });
  if (name !== undefined) throw new ReadableError(`The stack is deleted, and its pool ${poolId} is still there.`);
  return 'stack and pool are gone';
}
