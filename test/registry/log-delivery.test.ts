import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PLANTED } from '../secrets/planted';
import { watch } from '../secrets/watch';
import { eventOf, POOL_ID, scripted } from './scripted-lifecycle';

interface Sent {
  readonly operation: string;
  readonly accessKeyId: string | undefined;
  readonly body: string;
}

/** A loopback AWS that takes whatever it is sent, or refuses all of it. */
const listen = async (refuses: boolean): Promise<{ sent: Sent[]; server: Server; url: string }> => {
  const sent: Sent[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const target = request.headers['x-amz-target'];
      const operation = typeof target === 'string' ? (target.split('.')[1] ?? '') : (request.url ?? '');
      sent.push({
        operation,
        accessKeyId: /Credential=(\w+)\//.exec(request.headers.authorization ?? '')?.[1],
        body: Buffer.concat(chunks).toString(),
      });
      response.writeHead(refuses ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(refuses ? JSON.stringify({ __type: 'AccessDeniedException', message: 'no' }) : '{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { sent, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

const PROVIDER = {
  providerCredentials: {
    accessKeyId: 'AKIAPROVIDER',
    secretAccessKey: PLANTED.providerSecretKey,
    sessionToken: PLANTED.providerSessionToken,
  },
  providerLogGroupName: 'community-cognito-identitypoolwithroles-logs',
};

let printed: string[];

beforeEach(() => {
  printed = [];
  jest.spyOn(console, 'log').mockImplementation((...parts) => {
    const line = parts.map(String).join(' ');
    watch.text('log line', line);
    printed.push(line);
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  delete process.env['AWS_ENDPOINT_URL'];
});

const deleteThrough = async (refuses: boolean) => {
  const { sent, server, url } = await listen(refuses);
  process.env['AWS_ENDPOINT_URL'] = url;
  const { entrypoint } = scripted([{ status: 'succeeded', poolId: POOL_ID }]);
  const start = performance.now();
  const answer = await entrypoint(eventOf('DELETE', { requestData: PROVIDER }), {});
  const took = performance.now() - start;
  // What is sent after the answer would be sent by a frozen function.
  const atAnswer = [...sent];
  await new Promise((resolve) => setTimeout(resolve, 50));
  server.closeAllConnections();
  server.close();
  return { answer, took, sent: atAnswer, sentLate: sent.slice(atAnswer.length) };
};

describe('the logs of an invocation', () => {
  it('are all delivered before the answer, as the owner of the type, without waits and without a secret', async () => {
    const { answer, took, sent, sentLate } = await deleteThrough(false);
    expect(answer).toEqual({ status: 'SUCCESS', message: '', callbackDelaySeconds: 0 });
    expect(sentLate).toEqual([]);
    expect(new Set(sent.map(({ accessKeyId }) => accessKeyId))).toEqual(new Set(['AKIAPROVIDER']));
    const lines = sent
      .filter(({ operation }) => operation === 'PutLogEvents')
      .flatMap(({ body }) => (JSON.parse(body) as { logEvents: { message: string }[] }).logEvents.map(({ message }) => message));
    expect(lines).toEqual([
      expect.stringMatching(/^START RequestId/),
      '[DELETE] invoking handler...',
      expect.stringMatching(/^\{"level":"INFO","message":"Delete succeeded",.*\}$/),
      '[DELETE] handler invoked',
      'Handler returned SUCCESS',
      expect.stringMatching(/^END RequestId/),
      expect.stringMatching(/^REPORT RequestId/),
    ]);
    lines.forEach((line) => {
      watch.text('delivered log line', line);
    });
    expect([...lines, ...printed].join('\n')).not.toContain('planted');
    expect(took).toBeLessThan(1_000);
  });

  it('are asked of CloudWatch and CloudWatch Logs, and of nothing else', async () => {
    const { sent } = await deleteThrough(false);
    expect(sent.map(({ operation }) => operation).filter((operation) => operation !== 'PutLogEvents')).toEqual([
      'DescribeLogGroups',
      'CreateLogGroup',
      'CreateLogStream',
      'PutMetricData',
      'PutMetricData',
    ]);
  });

  it('cannot fail an invocation by being refused', async () => {
    const { answer } = await deleteThrough(true);
    expect(answer).toEqual({ status: 'SUCCESS', message: '', callbackDelaySeconds: 0 });
  });

  it('cannot fail an invocation by having nowhere to go', async () => {
    process.env['AWS_ENDPOINT_URL'] = 'http://127.0.0.1:9';
    const { entrypoint } = scripted([{ status: 'succeeded', poolId: POOL_ID }]);
    expect(await entrypoint(eventOf('DELETE', { requestData: PROVIDER }), {})).toEqual({
      status: 'SUCCESS',
      message: '',
      callbackDelaySeconds: 0,
    });
  });
});
