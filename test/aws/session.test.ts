import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { openClients } from '../../src/aws/clients';
import { openSession } from '../../src/aws/session';

const KEPT = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('AWS_')));
const folder = mkdtempSync(join(tmpdir(), 'session-'));
const received: { readonly path: string; readonly body: string; readonly authorization: string; readonly token: string }[] = [];
let server: Server;
let status = 200;

const ANSWER =
  '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>';
const DENIAL =
  '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>';

const setEnvironment = (variables: Readonly<Record<string, string>>): void => {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, {
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    ...variables,
  });
};

beforeAll(async () => {
  writeFileSync(join(folder, 'config'), '[default]\n\n[profile work]\nregion = eu-central-1\n');
  writeFileSync(
    join(folder, 'credentials'),
    '[work]\naws_access_key_id = WORKKEY\naws_secret_access_key = worksecret\naws_session_token = worktoken\n',
  );
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push({
        path: request.url ?? '',
        body,
        authorization: request.headers.authorization ?? '',
        token: String(request.headers['x-amz-security-token'] ?? ''),
      });
      response.writeHead(status, { 'content-type': 'text/xml' }).end(status === 200 ? ANSWER : DENIAL);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

beforeEach(() => {
  received.length = 0;
  status = 200;
});

afterAll(async () => {
  setEnvironment({});
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, KEPT);
  rmSync(folder, { recursive: true });
  await new Promise((resolve) => server.close(resolve));
});

const OWN = { AWS_ACCESS_KEY_ID: 'OWNKEY', AWS_SECRET_ACCESS_KEY: 'ownsecret' };

describe('a session', () => {
  it('is in the region that is given, with the credentials of the environment', async () => {
    setEnvironment({ ...OWN, AWS_REGION: 'us-west-2' });
    const session = await openSession({ region: 'eu-west-3' });
    expect(session.region).toBe('eu-west-3');
    expect(await session.accountId()).toBe('123456789012');
    expect(received).toEqual([
      {
        path: '/',
        body: 'Action=GetCallerIdentity&Version=2011-06-15',
        authorization: expect.stringMatching(/Credential=OWNKEY\/\d{8}\/eu-west-3\/sts\//) as unknown,
        token: '',
      },
    ]);
  });

  it('is in the region of the environment where none is given', async () => {
    setEnvironment({ ...OWN, AWS_REGION: 'us-west-2' });
    expect((await openSession({})).region).toBe('us-west-2');
  });

  it('is in the region and with the credentials of the profile', async () => {
    setEnvironment({});
    const session = await openSession({ profile: 'work' });
    expect(session.region).toBe('eu-central-1');
    await session.accountId();
    expect(received[0]?.authorization).toMatch(/Credential=WORKKEY\/\d{8}\/eu-central-1\/sts\//);
    expect(received[0]?.token).toBe('worktoken');
  });

  it('says that no region is known', async () => {
    setEnvironment(OWN);
    await expect(openSession({})).rejects.toMatchObject({
      code: 'InvalidRequest',
      message: 'No region is known: give --region, set AWS_REGION, or name a profile that has one.',
      cause: expect.anything() as unknown,
    });
  });

  it('says that no credentials were found', async () => {
    setEnvironment({});
    await expect(openSession({ region: 'eu-west-1', profile: 'nobody' })).rejects.toMatchObject({
      code: 'InvalidCredentials',
      message: expect.stringMatching(
        /^No credentials were found for profile nobody: .*[^.]\. Sign in with that profile, or name another one: aws configure list-profiles\.$/,
      ) as unknown,
      cause: expect.anything() as unknown,
    });
  });

  it('says what was being asked when AWS refuses', async () => {
    setEnvironment(OWN);
    status = 403;
    const session = await openSession({ region: 'eu-west-1' });
    await expect(session.accountId()).rejects.toThrow(
      'Asking whose account this is failed. AWS said AccessDenied: no. Grant sts:GetCallerIdentity to the identity behind these credentials;',
    );
    await expect(session.aws.pools.page()).rejects.toThrow('Listing identity pools failed. AWS said ');
    await expect(session.reads.managedPolicy('arn:aws:iam::aws:policy/P')).rejects.toThrow(
      'Reading policy arn:aws:iam::aws:policy/P failed.',
    );
    expect(received).toHaveLength(3);
  });
});

describe('the clients of an invocation', () => {
  const credentials = Object.freeze({ accessKeyId: 'A', secretAccessKey: 's', sessionToken: 't' });
  interface Configured {
    readonly config: {
      region(): Promise<string>;
      maxAttempts(): Promise<number>;
      credentials(): Promise<{ readonly accessKeyId: string; readonly sessionToken?: string }>;
      readonly requestHandler: unknown;
    };
  }
  const configured = (client: unknown): Configured['config'] => (client as Configured).config;

  it('are in its region, with its credentials, and leave trying again to others', async () => {
    const { cognitoIdentity, iam, userPools } = openClients({ region: 'eu-west-1', credentials });
    for (const [client, region] of [
      [cognitoIdentity, 'eu-west-1'],
      [iam, 'eu-west-1'],
      [userPools('us-east-1'), 'us-east-1'],
    ] as const) {
      const config = configured(client);
      expect([await config.region(), await config.maxAttempts(), await config.credentials()]).toEqual([
        region,
        1,
        expect.objectContaining({ accessKeyId: 'A', sessionToken: 't' }),
      ]);
    }
  });

  it('share their connections with the next invocation, and neither credentials nor themselves', async () => {
    const first = openClients({ region: 'eu-west-1', credentials });
    const second = openClients({ region: 'eu-west-1', credentials: { ...credentials, accessKeyId: 'B' } });
    expect(first.iam).not.toBe(second.iam);
    expect(configured(first.iam).requestHandler).toBe(configured(second.iam).requestHandler);
    expect((await configured(second.iam).credentials()).accessKeyId).toBe('B');
  });

  it('have the function’s own credentials where none are given', async () => {
    setEnvironment(OWN);
    expect((await configured(openClients({ region: 'eu-west-1' }).iam).credentials()).accessKeyId).toBe('OWNKEY');
  });
});
