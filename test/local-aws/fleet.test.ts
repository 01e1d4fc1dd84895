/** The doctor on an account of many pools that allows only so many calls a second. */
import { execFile } from 'node:child_process';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CognitoIdentityProviderClient, CreateUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import { clientsFor } from '../../scripts/local-aws/clients';
import { CREDENTIALS, environmentFor, startLocalAws, stopLocalAws, type LocalAws } from '../../scripts/local-aws/server';
import { ATTRIBUTES, makePool } from '../cli/doctor/account';

jest.setTimeout(300_000);

const POOLS = 50;
/** Of each action: what an account has at the least (IAM gives no figure; Cognito's smallest quota of reads is of this size). */
const CALLS_A_SECOND = 15;

let aws: LocalAws;
let front: Front;

interface Front {
  readonly endpoint: string;
  readonly server: Server;
  readonly counts: { answered: number; refused: number };
}

beforeAll(async () => {
  aws = await startLocalAws();
  front = await frontOf(new URL(aws.endpoint));
});
afterAll(async () => {
  front.server.closeAllConnections();
  await new Promise((resolve) => front.server.close(resolve));
  await stopLocalAws(aws);
});

/** Passes calls on, and refuses those of an action beyond its rate, in the words of its service. */
async function frontOf({ hostname, port }: URL): Promise<Front> {
  const counts = { answered: 0, refused: 0 };
  const buckets = new Map<string, { tokens: number; at: number }>();
  const mayPass = (action: string): boolean => {
    const now = performance.now();
    const { tokens, at } = buckets.get(action) ?? { tokens: CALLS_A_SECOND, at: now };
    const left = Math.min(CALLS_A_SECOND, tokens + ((now - at) * CALLS_A_SECOND) / 1000);
    buckets.set(action, { tokens: left >= 1 ? left - 1 : left, at: now });
    return left >= 1;
  };
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const body = await bodyOf(incoming);
    const target = incoming.headers['x-amz-target'];
    const action = typeof target === 'string' ? target : (new URLSearchParams(body.toString()).get('Action') ?? incoming.url ?? '');
    if (!mayPass(action)) {
      counts.refused += 1;
      const isJson = typeof target === 'string';
      outgoing.writeHead(400, { 'content-type': isJson ? 'application/x-amz-json-1.1' : 'text/xml' });
      outgoing.end(
        isJson
          ? JSON.stringify({ __type: 'TooManyRequestsException', message: 'Rate exceeded' })
          : '<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message></Error><RequestId>1</RequestId></ErrorResponse>',
      );
      return;
    }
    counts.answered += 1;
    const { method, url: path, headers } = incoming;
    request({ hostname, port, method, path, headers }, (passed) => {
      outgoing.writeHead(passed.statusCode ?? 500, passed.headers);
      passed.pipe(outgoing);
    }).end(body);
  };
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, server, counts };
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

it('reads fifty pools under a limit of calls, and loses nothing', async () => {
  const { cognitoIdentity, iam } = clientsFor(aws);
  const userPools = new CognitoIdentityProviderClient({ endpoint: aws.endpoint, region: aws.region, credentials: { ...CREDENTIALS } });
  const { UserPool } = await userPools.send(new CreateUserPoolCommand({ PoolName: 'shop', Schema: ATTRIBUTES }));
  const made: string[] = [];
  for (let index = 0; index < POOLS; index += 1)
    made.push(
      await makePool({ cognitoIdentity, iam, userPools, region: aws.region, userPoolId: UserPool?.Id ?? '' }, `fleet-${String(index)}`),
    );

  const started = performance.now();
  const { code, out, err } = await new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environmentFor({ ...aws, endpoint: front.endpoint }) };
    execFile(
      'node',
      ['bin/identity-pool-with-roles.mjs', 'doctor', '--all', '--json'],
      { env, maxBuffer: 64 * 1024 * 1024 },
      (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const { answered, refused } = front.counts;
  process.stdout.write(
    `doctor --all: ${String(POOLS)} pools in ${seconds} s at ${String(CALLS_A_SECOND)} calls a second of each action: ${String(answered)} calls, ${String(refused)} refused and repeated, lost: 0\n`,
  );
  const report = JSON.parse(out) as { outcome: string; pools: { identityPoolId: string }[] };
  expect({ code, err, outcome: report.outcome }).toEqual({ code: 0, err: '', outcome: 'complete' });
  expect(report.pools.map(({ identityPoolId }) => identityPoolId).sort()).toEqual([...made].sort());
  expect(refused).toBeGreaterThan(0);
});
