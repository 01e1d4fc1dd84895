/** Runs the doctor as people do, on pools that plain API calls made in a local AWS emulator: a sound one, and one broken one for each finding. */
import { execFile } from 'node:child_process';
import { CognitoIdentityProviderClient, CreateUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import { clientsFor } from '../../scripts/local-aws/clients';
import { CREDENTIALS, environmentFor, startLocalAws, stopLocalAws, type LocalAws } from '../../scripts/local-aws/server';
import { ATTRIBUTES, makePool, SOUND, type Account } from '../cli/doctor/account';
import { BROKEN_POOLS } from '../cli/doctor/broken-pools';

jest.setTimeout(300_000);

let aws: LocalAws;
/** Each with a user pool of its own: what users may write through any app client of it counts. */
let newAccount: () => Promise<Account>;

beforeAll(async () => {
  aws = await startLocalAws();
  const userPools = new CognitoIdentityProviderClient({ endpoint: aws.endpoint, region: aws.region, credentials: { ...CREDENTIALS } });
  const { cognitoIdentity, iam } = clientsFor(aws);
  // MiniStack takes a switch that is left out for false; only null leaves it unset, as Cognito does.
  cognitoIdentity.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { body: Uint8Array | string; headers: Record<string, string> };
      const body = JSON.parse(new TextDecoder().decode(request.body as Uint8Array)) as Record<string, unknown>;
      if (request.headers['x-amz-target']?.endsWith('CreateIdentityPool') === true) {
        request.body = JSON.stringify({ AllowClassicFlow: null, ...body });
        request.headers['content-length'] = String(Buffer.byteLength(request.body));
      }
      return next(args);
    },
    { step: 'build', priority: 'low' },
  );
  newAccount = async () => {
    const { UserPool } = await userPools.send(new CreateUserPoolCommand({ PoolName: 'shop', Schema: ATTRIBUTES }));
    return { cognitoIdentity, iam, userPools, region: aws.region, userPoolId: UserPool?.Id ?? '' };
  };
});

afterAll(() => stopLocalAws(aws));

const run = (command: string, args: readonly string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environmentFor(aws) };
    execFile(command, args, { env }, (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code), out, err }));
  });

it('finds nothing wrong with a sound pool', async () => {
  const poolId = await makePool(await newAccount(), 'sound');
  const { err, ...ended } = await run('npx', ['.', 'doctor', poolId]);
  // npm says so itself where Node.js is older than package.json asks for.
  const said = err.split('\n').filter((line) => line !== '' && !line.startsWith('npm warn EBADENGINE'));
  expect({ ...ended, said }).toEqual({ code: 0, out: `Identity pool ${poolId} sound\n\nNo findings.\n`, said: [] });
});

it('finds in each broken pool what is broken, and nothing else', async () => {
  const found: unknown[] = [];
  for (const [index, [, sentence, recipe]] of BROKEN_POOLS.entries()) {
    const poolId = await makePool(await newAccount(), `broken-${index}`, recipe);
    const { code, out, err } = await run('node', ['bin/identity-pool-with-roles.mjs', 'doctor', poolId, '--json']);
    const { findings } = code === 1 ? (JSON.parse(out) as { findings: { id: string }[] }) : { findings: [{ id: err }] };
    found.push([sentence, code, ...new Set(findings.map(({ id }) => id))]);
  }
  expect(found).toEqual(BROKEN_POOLS.map(([finding, sentence]) => [sentence, 1, finding]));
});

it('says what is missing where nothing can be read', async () => {
  const poolId = await makePool(await newAccount(), 'unread', SOUND);
  const env = { PATH: process.env['PATH'], HOME: '/nowhere', AWS_EC2_METADATA_DISABLED: 'true' };
  const { code, err } = await new Promise<{ code: unknown; err: string }>((resolve) => {
    execFile('node', ['bin/identity-pool-with-roles.mjs', 'doctor', poolId], { env }, (error, _out, err) =>
      resolve({ code: error?.code, err }),
    );
  });
  expect(code).toBe(2);
  expect(err).toMatch(/^error: No credentials were found: .* Sign in, or name a profile\.\n$/);
});
