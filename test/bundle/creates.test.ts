/** Plays whole creates through the built registry bundle, in a process of its own, against an AWS on loopback. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { playIn, type Created } from '../../scripts/bench/processes';
import { measureOnce, registryEvent } from '../../scripts/bench/invocations';
import { startLoopback, type Refusing } from '../../scripts/bench/loopback';
import { WITHOUT_CREATED_CLIENTS } from '../stories/sized-templates';

jest.setTimeout(60_000);

const create = async (properties: object, refusing?: Refusing): Promise<Created['answer']> => {
  const loopback = await startLoopback(0, refusing);
  try {
    const job = { entrypoint: 'entrypoint', usesAwsSdkV2: false, creates: [registryEvent(1, properties)] };
    const { creates } = await playIn(resolve('dist/handlers.js'), job, loopback.url);
    return creates[0]?.answer;
  } finally {
    loopback.close();
  }
};

const POOL_ID = 'us-east-1:00000001-abcd-4000-8000-0123456789ab';

const ROLES = 'arn:aws:iam::123456789012:role/identity-pools/00000001-abcd-4000-8000-0123456789ab';

it('answers a create with everything with the whole model, nested lists and policies included', async () => {
  const answer = await create(WITHOUT_CREATED_CLIENTS);
  expect(answer).toEqual({
    status: 'SUCCESS',
    message: '',
    callbackDelaySeconds: 0,
    resourceModel: {
      ...WITHOUT_CREATED_CLIENTS,
      IdentityPoolId: POOL_ID,
      Arn: `arn:aws:cognito-identity:us-east-1:123456789012:identitypool/${POOL_ID}`,
      Name: 'shop_Identities_7842e5ded7',
      UserPoolClientIds: ['exampleclient01'],
      AuthenticatedRoleName: 'shop-Identities-Authenticated-fdf48c8b20',
      AuthenticatedRoleArn: `${ROLES}/shop-Identities-Authenticated-fdf48c8b20`,
      UnauthenticatedRoleName: 'shop-Identities-Unauthenticated-c623446b29',
      UnauthenticatedRoleArn: `${ROLES}/shop-Identities-Unauthenticated-c623446b29`,
      MappedRoleNames: ['shop-Identities-Admin-7ec13ca4ce'],
      MappedRoleArns: [`${ROLES}/shop-Identities-Admin-7ec13ca4ce`],
    },
  });
});

it.each([
  ['AccessDeniedException', 'AccessDenied'],
  ['LimitExceededException', 'ServiceLimitExceeded'],
  ['ResourceConflictException', 'ResourceConflict'],
  ['InvalidParameterException', 'InvalidRequest'],
])('answers %s of AWS with the handler error code %s', async (refusal, errorCode) => {
  expect(await create({}, { operation: 'CreateIdentityPool', refusal })).toMatchObject({ status: 'FAILED', errorCode });
});

it('delivers every log line of a create before it answers', async () => {
  // Six of the runtime library's for each of the two calls, four steps, and the outcome of each call.
  const { logLines, logLinesLost } = await measureOnce('registry', 0);
  expect({ logLines, logLinesLost }).toEqual({ logLines: 18, logLinesLost: 0 });
});

it('is packed alone, whatever was there before', () => {
  const folder = 'build/PackedInATest';
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(`${folder}/stray.js`, '');
    execFileSync('node', ['scripts/package-registry.mjs', 'PackedInATest', '--built']);
    expect(readdirSync(folder)).toEqual(['handlers.js']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
