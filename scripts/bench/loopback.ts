import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Request {
  readonly operation: string;
  readonly body: string;
  /** Milliseconds since the epoch, as the child process gives them. */
  readonly start: number;
  readonly end: number;
}

export interface Loopback {
  readonly url: string;
  readonly requests: Request[];
  readonly close: () => void;
}

const POOL_ID = 'us-east-1:00000001-abcd-4000-8000-0123456789ab';
const now = (): number => performance.timeOrigin + performance.now();

export interface Refusing {
  readonly operation: string;
  /** The name of the error that it is answered with. */
  readonly refusal: string;
}

/** @param latency milliseconds that each answer takes. */
export const startLoopback = async (latency: number, refusing?: Refusing): Promise<Loopback> => {
  const requests: Request[] = [];
  const logGroups = new Set<string>();
  const server = createServer((request, response) => {
    const start = now();
    void (async () => {
      const body = await textOf(request);
      const operation = operationOf(request, body);
      const isRefused = operation === refusing?.operation;
      const answer = isRefused ? JSON.stringify({ __type: refusing.refusal, message: 'no' }) : answerTo(operation, body, logGroups);
      if (isRefused) response.statusCode = 400;
      if (latency > 0) await sleep(latency);
      requests.push({ operation, body, start, end: now() });
      response.setHeader('content-type', answer.startsWith('<') ? 'text/xml' : 'application/x-amz-json-1.1');
      response.end(answer);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

/** Three wire formats: JSON with the name in a header, a query with the name in the body, and S3's, which has no names. */
const operationOf = ({ method = '', url = '', headers }: IncomingMessage, body: string): string => {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.').at(-1) ?? '';
  const action = /(?:^|&)Action=(\w+)/.exec(body)?.[1];
  return action ?? (url.startsWith('/answer') ? 'Answer' : `S3 ${method}`);
};

const answerTo = (operation: string, body: string, logGroups: Set<string>): string => {
  switch (operation) {
    case 'ListIdentityPools':
      return JSON.stringify({ IdentityPools: [] });
    case 'CreateIdentityPool':
      return JSON.stringify({ IdentityPoolId: POOL_ID });
    case 'CreateRole':
      return roleXml(new URLSearchParams(body).get('RoleName') ?? '');
    case 'CreateLogGroup':
      logGroups.add(logGroupIn(body, 'logGroupName'));
      return '{}';
    case 'DescribeLogGroups': {
      const logGroupName = logGroupIn(body, 'logGroupNamePrefix');
      return JSON.stringify({ logGroups: logGroups.has(logGroupName) ? [{ logGroupName }] : [] });
    }
    case 'S3 GET':
      return '<ListBucketResult><KeyCount>0</KeyCount></ListBucketResult>';
    default:
      return operation.startsWith('S3') || operation === 'Answer' ? '' : body.startsWith('{') ? '{}' : `<${operation}Response/>`;
  }
};

const logGroupIn = (body: string, member: string): string => (JSON.parse(body) as Record<string, string>)[member] ?? '';

const roleXml = (name: string): string =>
  `<CreateRoleResponse><CreateRoleResult><Role><Path>/</Path><RoleName>${name}</RoleName><RoleId>AROAEXAMPLE0000000001</RoleId>` +
  `<Arn>arn:aws:iam::123456789012:role/${name}</Arn><CreateDate>2026-01-01T00:00:00Z</CreateDate></Role></CreateRoleResult></CreateRoleResponse>`;
