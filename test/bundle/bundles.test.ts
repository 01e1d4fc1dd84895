/** Tries the built files as Lambda loads them: alone, in a folder without node_modules, under plain Node. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';

jest.setTimeout(60_000);

const BUNDLES = ['custom-resource.js', 'handlers.js'] as const;
/** Bytes, compressed as Lambda packages are. */
const LIMITS = { 'custom-resource.js': 126 * 1024, 'handlers.js': 165 * 1024 };

let alone: string;

beforeAll(() => {
  alone = mkdtempSync(join(tmpdir(), 'bundles-'));
  cpSync('dist', alone, { recursive: true });
});

afterAll(() => {
  rmSync(alone, { recursive: true });
});

/** Runs an expression of `bundle` in a process of its own; a dead loopback port stands for AWS, so that no call leaves the machine. */
const run = (file: string, expression: string, environment: Readonly<Record<string, string>> = {}): unknown => {
  const script = `const bundle = require(${JSON.stringify(join(alone, file))}); (async () => { process.stdout.write('\\n' + JSON.stringify(await (${expression}))); process.exit(0); })();`;
  const stdout = execFileSync(process.execPath, ['-e', script], {
    cwd: alone,
    env: { PATH: process.env['PATH'] ?? '', AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: 'http://127.0.0.1:1', ...environment },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\n') + 1)) as unknown;
};

const event = (action: string, requestData: object): string =>
  JSON.stringify({
    action,
    awsAccountId: '123456789012',
    region: 'us-east-1',
    bearerToken: 'planted-bearer-token',
    requestData: { callerCredentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' }, ...requestData },
  });

it('are two files and nothing beside them', () => {
  expect(readdirSync('dist').sort()).toEqual(BUNDLES);
});

it.each(BUNDLES)('%s stays small', (file) => {
  expect(deflateRawSync(readFileSync(join('dist', file)), { level: 9 }).length).toBeLessThan(LIMITS[file]);
});

it.each(BUNDLES)('%s has nothing of aws-sdk v2 in it', (file) => {
  const text = readFileSync(join('dist', file), 'utf8');
  for (const trace of ['aws-sdk-nodejs', 'AWS.util', 'apis/s3-2006']) expect(text).not.toContain(trace);
});

it('handlers.js uses the replaceAll of Node.js and carries no polyfill of it', () => {
  const text = readFileSync(join('dist', 'handlers.js'), 'utf8');
  for (const trace of ['GetSubstitution', 'RequireObjectCoercible', 'es-abstract']) expect(text).not.toContain(trace);
  expect(text).toContain('.replaceAll(');
});

it('handlers.js exports what .rpdk-config names, and custom-resource.js what template.yml names', () => {
  expect(run('handlers.js', 'Object.keys(bundle).sort()')).toEqual(['entrypoint', 'testEntrypoint']);
  expect(run('custom-resource.js', 'Object.keys(bundle)')).toEqual(['handler']);
});

it('handlers.js keeps the error codes, which the library derives from class names', () => {
  expect(run('handlers.js', `bundle.entrypoint(${event('READ', { resourceProperties: {} })}, {})`)).toMatchObject({
    status: 'FAILED',
    errorCode: 'NotFound',
  });
  expect(run('handlers.js', `bundle.entrypoint(${event('CREATE', { resourceProperties: { Tags: 'x' } })}, {})`)).toMatchObject({
    status: 'FAILED',
    errorCode: 'InvalidRequest',
  });
  expect(run('handlers.js', 'bundle.entrypoint({}, {})')).toMatchObject({ status: 'FAILED', errorCode: 'InvalidRequest' });
});

it('handlers.js reports that AWS cannot be reached, after it has tried again', () => {
  expect(run('handlers.js', `bundle.entrypoint(${event('LIST', { resourceProperties: {} })}, {})`)).toMatchObject({
    status: 'FAILED',
    errorCode: 'NetworkFailure',
  });
});

describe('against a Cognito on loopback', () => {
  let server: Server;
  let signers: string[];

  beforeEach(async () => {
    signers = [];
    server = createServer((request, response) => {
      signers.push(/Credential=(\w+)\//.exec(request.headers.authorization ?? '')?.[1] ?? 'nobody');
      const operation = String(request.headers['x-amz-target']).split('.')[1];
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end(
        JSON.stringify(operation === 'CreateIdentityPool' ? { IdentityPoolId: 'us-east-1:00000001-abcd-4000-8000-0123456789ab' } : {}),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const environment = (): Readonly<Record<string, string>> => ({
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
  const runBeside = async (expression: string): Promise<unknown> => {
    // The server is this process's: the bundle has to run without blocking it.
    const { spawn } = await import('node:child_process');
    const script = `const bundle = require(${JSON.stringify(join(alone, 'handlers.js'))}); (async () => { process.stdout.write('\\n' + JSON.stringify(await (${expression}))); process.exit(0); })();`;
    const child = spawn(process.execPath, ['-e', script], { cwd: alone, env: { PATH: process.env['PATH'] ?? '', ...environment() } });
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    await new Promise((resolve) => child.on('close', resolve));
    return JSON.parse(stdout.slice(stdout.lastIndexOf('\n') + 1)) as unknown;
  };

  it('handlers.js answers a create with the whole model, under the names of the schema', async () => {
    const resourceProperties = { IdentityPoolName: 'mine', AllowClassicFlow: 'true', Tags: [{ Key: 'a', Value: 'true' }] };
    expect(await runBeside(`bundle.entrypoint(${event('CREATE', { resourceProperties })}, {})`)).toMatchObject({
      status: 'IN_PROGRESS',
      resourceModel: {
        IdentityPoolName: 'mine',
        AllowClassicFlow: true,
        Tags: [{ Key: 'a', Value: 'true' }],
        IdentityPoolId: 'us-east-1:00000001-abcd-4000-8000-0123456789ab',
      },
    });
    expect(new Set(signers)).toEqual(new Set(['AKIAEXAMPLE']));
  });

  it('handlers.js never acts with the credentials of the caller before', async () => {
    const list = event('LIST', { resourceProperties: {} });
    const nobody = event('LIST', { resourceProperties: {}, callerCredentials: null });
    const answers = await runBeside(`(async () => [await bundle.entrypoint(${list}, {}), await bundle.entrypoint(${nobody}, {})])()`);
    expect(answers).toMatchObject([{ status: 'SUCCESS' }, { status: 'FAILED', errorCode: 'InvalidCredentials' }]);
    expect(signers).toEqual(['AKIAEXAMPLE']);
  });
});
