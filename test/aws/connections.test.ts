import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { openConnections } from '../../src/aws/connections';
import { toFailure } from '../../src/aws/failures';

const context = { doing: 'Doing it', permission: 'iam:DoIt' };
let closing: (() => void)[] = [];

afterEach(() => {
  closing.forEach((close) => {
    close();
  });
  closing = [];
});

const listening = async (server: Pick<Server, 'listen' | 'address' | 'close'>): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => void server.close());
  return (server.address() as AddressInfo).port;
};

const serve = (listener: RequestListener): Promise<number> => listening(createHttpServer(listener));

const opened = (times: Parameters<typeof openConnections>[0]): NodeHttpHandler => {
  const connections = openConnections(times);
  closing.push(() => {
    connections.destroy();
  });
  return connections;
};

/** As an SDK client asks. */
const ask = async (connections: NodeHttpHandler, port: number, protocol = 'http:'): Promise<string> => {
  const request = { protocol, hostname: '127.0.0.1', port, method: 'GET', path: '/', headers: {}, query: {} };
  const { response } = await connections.handle(request as never);
  let text = '';
  for await (const chunk of response.body as AsyncIterable<Buffer>) text += chunk.toString();
  return text;
};

const failureOf = async (work: Promise<unknown>) => {
  const { code, verdict, message } = toFailure(await work.then(() => 'no failure').catch((error: unknown) => error), context);
  return [code, verdict, message];
};

it('calls that wait for a free socket longer than a connection may take are all answered, without a warning', async () => {
  const warn = jest.spyOn(console, 'warn');
  const port = await serve((_request, response) => void setTimeout(() => response.end('answer'), 200));
  const connections = opened({ connecting: 1_000, silence: 2_000, connections: 5 });
  const answers = await Promise.all(Array.from({ length: 50 }, () => ask(connections, port)));
  expect(answers).toEqual(Array(50).fill('answer'));
  expect(warn).not.toHaveBeenCalled();
});

it('calls share connections, and no more than so many at a time', async () => {
  const sockets = new Set<Socket>();
  const port = await serve((request, response) => {
    sockets.add(request.socket);
    setTimeout(() => response.end('answer'), 5);
  });
  const connections = opened({ connections: 3 });
  await Promise.all(Array.from({ length: 12 }, () => ask(connections, port)));
  expect(sockets.size).toBe(3);
});

it('a server that is silent after it took the call counts as out of reach', async () => {
  const port = await serve(() => undefined);
  expect(await failureOf(ask(opened({ silence: 50 }), port))).toEqual([
    'NetworkFailure',
    'transient',
    expect.stringContaining('timed out after 50 ms of inactivity') as string,
  ]);
});

it('a server that begins an answer and falls silent counts as out of reach', async () => {
  const port = await serve((_request, response) => void response.write('ans'));
  expect((await failureOf(ask(opened({ silence: 50 }), port))).slice(0, 2)).toEqual(['NetworkFailure', 'transient']);
});

it('a connection that is not established in time counts as out of reach, and the next call opens another', async () => {
  // It accepts the socket and never answers the handshake.
  let sockets = 0;
  const port = await listening(
    createTcpServer((socket) => void ((sockets += 1), closing.push(() => socket.destroy()))) as unknown as Server,
  );
  const connections = opened({ connecting: 50, connections: 1 });
  const expected = [
    'NetworkFailure',
    'transient',
    'Doing it failed. AWS said TimeoutError: no connection was established within 50 ms. AWS could not be reached. Try again.',
  ];
  expect(await failureOf(ask(connections, port, 'https:'))).toEqual(expected);
  expect(await failureOf(ask(connections, port, 'https:'))).toEqual(expected);
  expect(sockets).toBe(2);
});

it('an established connection is not given up when the time to connect is over', async () => {
  const port = await serve((_request, response) => void setTimeout(() => response.end('answer'), 150));
  expect(await ask(opened({ connecting: 50 }), port)).toBe('answer');
});
