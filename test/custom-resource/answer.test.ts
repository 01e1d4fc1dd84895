import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ANSWER_LIMIT, deliver, toBody, type Answer } from '../../src/custom-resource/answer';

const ANSWER: Answer = {
  Status: 'FAILED',
  Reason: 'InvalidRequest: no',
  PhysicalResourceId: 'us-east-1:0f1e2d3c-0000-4000-8000-0123456789ab',
  StackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/shop/guid',
  RequestId: 'request',
  LogicalResourceId: 'Identities',
};

describe('an answer never has more than 4,096 bytes', () => {
  it('is sent as it is when it fits', () => {
    expect(JSON.parse(toBody(ANSWER))).toEqual(ANSWER);
  });

  it.each([
    ['ASCII', 'x'],
    ['two-byte characters', 'é'],
    ['characters beyond the basic plane', '😀'],
    ['characters that JSON escapes', '\u0001"\\'],
    ['lone surrogates', '\ud800'],
  ])('has its reason of %s cut at a character', (_case, text) => {
    const body = toBody({ ...ANSWER, Reason: text.repeat(6000) });
    const { Reason, ...rest } = JSON.parse(body) as Answer;
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(ANSWER_LIMIT);
    expect(Buffer.byteLength(body)).toBeGreaterThan(ANSWER_LIMIT - 60);
    expect({ ...rest, Reason: 'InvalidRequest: no' }).toEqual(ANSWER);
    expect(text.repeat(6000).startsWith(Reason?.slice(0, -3) ?? '-')).toBe(true);
    expect(Reason?.endsWith('...')).toBe(true);
  });

  it('leaves out the lists that do not fit, the names before the ARNs that end in them', () => {
    const names = Array.from({ length: 25 }, (_, index) => `shop-prod-Identities-${'x'.repeat(30)}-${String(index).padStart(10, '0')}`);
    const Data = {
      IdentityPoolId: ANSWER.PhysicalResourceId,
      MappedRoleArns: names.map((name) => `arn:aws:iam::123456789012:role/${name}`),
      MappedRoleNames: names,
    };
    const { Reason: _reason, ...success } = { ...ANSWER, Status: 'SUCCESS' as const };
    const { MappedRoleNames: _names, ...shortened } = Data;
    expect(JSON.parse(toBody({ ...success, Data }))).toEqual({ ...success, Data: shortened });
    const long = { ...Data, MappedRoleArns: names.map((name) => `arn:aws:iam::123456789012:role/${'p'.repeat(100)}/${name}`) };
    expect(JSON.parse(toBody({ ...success, Data: long }))).toEqual({ ...success, Data: { IdentityPoolId: ANSWER.PhysicalResourceId } });
  });

  it('fails readably where attributes do not fit', () => {
    const { Reason: _reason, ...success } = { ...ANSWER, Status: 'SUCCESS' as const };
    expect(JSON.parse(toBody({ ...success, Data: { AuthenticatedRoleArn: 'x'.repeat(5000) } }))).toEqual({
      ...ANSWER,
      Reason: 'InternalFailure: the attributes take more than the 4,096 bytes that an answer may have.',
    });
  });
});

describe('an answer is delivered', () => {
  let server: Server;
  let statuses: number[];
  let received: { method: string | undefined; contentType: string | undefined; body: string }[];
  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/answer?X-Amz-Signature=s3cret`;

  beforeEach(async () => {
    statuses = [];
    received = [];
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        received.push({ method: request.method, contentType: request.headers['content-type'], body });
        response.statusCode = statuses.shift() ?? 200;
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('by PUT, with the empty content type that the URL is signed for', async () => {
    await deliver(url(), '{"a":"é"}');
    expect(received).toEqual([{ method: 'PUT', contentType: '', body: '{"a":"é"}' }]);
  });

  it('again when the store says 500', async () => {
    statuses = [500];
    await deliver(url(), '{}');
    expect(received).toHaveLength(2);
  });

  it('or its failure is reported without the URL', async () => {
    const closed = url();
    await new Promise((resolve) => server.close(resolve));
    await expect(deliver(closed, '{}', { retries: 1, minTimeout: 1 })).rejects.toThrow(/^the answer could not be sent: ECONNREFUSED$/);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
});
