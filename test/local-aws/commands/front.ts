import { createServer, request as open, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/** A request in AWS's Query protocol. */
export interface Asked {
  /** The one that it is signed for. */
  readonly region: string;
  readonly action: string;
  /** Each as it was sent, members of lists by their number: `Capabilities.member.1`. */
  readonly parameters: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly xml: string;
}

/** @returns nothing where the local AWS emulator is to answer. */
export type Substitute = (asked: Asked) => Answer | undefined;

export interface Front {
  readonly endpoint: string;
  readonly asked: readonly Asked[];
  readonly close: () => Promise<void>;
}

export const openFront = async (behind: string, substitute: Substitute): Promise<Front> => {
  const asked: Asked[] = [];
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const body = await buffer(incoming);
    const question = questionIn(incoming, body);
    if (question !== undefined) asked.push(question);
    const substituted = question && substitute(question);
    if (substituted !== undefined) outgoing.writeHead(substituted.status, { 'content-type': 'text/xml' }).end(substituted.xml);
    else await handOn(behind, { incoming, body }, outgoing, WAITED_FOR.has(question?.action ?? '') ? UNDER_WAY : undefined);
  };
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => outgoing.destroy(error instanceof Error ? error : new Error(String(error))));
  });
  await new Promise<void>((resolve, reject) => server.on('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, asked, close: () => closed(server) };
};

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

const API_VERSION = '2010-05-15';

const questionIn = ({ headers }: IncomingMessage, body: Buffer): Asked | undefined => {
  const [, region, service] = /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  if (region === undefined || service !== 'cloudformation') return undefined;
  const { Action: action = '', Version, ...parameters } = Object.fromEntries(new URLSearchParams(body.toString()));
  if (Version !== API_VERSION) throw new Error(`CloudFormation is asked in version ${Version ?? '(none)'} of its API, not ${API_VERSION}.`);
  return { region, action, parameters };
};

/** Programs ask these until a stack or a change set is done, and pause for up to half a minute between two questions. */
const WAITED_FOR = new Set(['DescribeStacks', 'DescribeChangeSet']);
const UNDER_WAY = /<StackStatus>(?!REVIEW_)\w+_IN_PROGRESS<|<Status>CREATE_(?:PENDING|IN_PROGRESS)</;
const LONGEST_WAIT = 20_000;

interface HandedOn {
  readonly incoming: IncomingMessage;
  readonly body: Buffer;
}

/** @param later the answer is held back while it looks like this, so that nobody pauses for what is done in a moment. */
const handOn = async (behind: string, { incoming, body }: HandedOn, outgoing: ServerResponse, later?: RegExp): Promise<void> => {
  const deadline = Date.now() + LONGEST_WAIT;
  for (;;) {
    const answer = await ask(behind, incoming, body);
    if (later === undefined) {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      return;
    }
    const text = await buffer(answer);
    if (!later.test(text.toString()) || Date.now() > deadline) {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(text);
      return;
    }
    await sleep(200);
  }
};

/** With all headers as they are, that of the host too: it is signed. */
const ask = (behind: string, { method, url = '/', headers }: IncomingMessage, body: Buffer): Promise<IncomingMessage> => {
  // The body is here, and was asked for by this server.
  const { expect: _expect, ...others } = headers;
  return new Promise((resolve, reject) => {
    open(new URL(url, behind), { method, headers: others }, resolve).on('error', reject).end(body);
  });
};
