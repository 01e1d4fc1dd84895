import { Agent as HttpAgent, type AgentOptions } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { CONNECTING, CONNECTIONS, SILENCE } from './patience';

interface Times {
  /** Milliseconds for a connection to be established. */
  readonly connecting: number;
  /** Milliseconds without a byte on an established connection. */
  readonly silence: number;
  readonly connections: number;
}

/**
 * The SDK's own timers for connecting and for the whole request start before a call has a socket, so that a call which only waits for one counts as
 * a server that cannot be reached. These start when the socket is opened.
 */
export function openConnections({
  connecting = CONNECTING,
  silence = SILENCE,
  connections = CONNECTIONS,
}: Partial<Times> = {}): NodeHttpHandler {
  const options: AgentOptions = { keepAlive: true, maxSockets: connections };
  return new NodeHttpHandler({
    httpAgent: timed(new HttpAgent(options), connecting),
    httpsAgent: timed(new HttpsAgent(options), connecting),
    socketTimeout: silence,
    // The SDK warns on the console when calls wait for a socket, which is no fault.
    socketAcquisitionWarningTimeout: LONGEST_TIMER,
  });
}

const LONGEST_TIMER = 2 ** 31 - 1;

/** The agent gives up a connection that takes longer than this. */
function timed<Agent extends HttpAgent>(agent: Agent, milliseconds: number): Agent {
  const connect = agent.createConnection.bind(agent);
  const established = agent instanceof HttpsAgent ? 'secureConnect' : 'connect';
  agent.createConnection = (...parameters) => {
    const socket = connect(...parameters);
    const timer = setTimeout(() => socket?.destroy(tooSlow(milliseconds)), milliseconds);
    for (const event of [established, 'close']) socket?.once(event, () => clearTimeout(timer));
    return socket;
  };
  return agent;
}

/** Of the code that Node.js itself gives for it. */
const tooSlow = (milliseconds: number): Error =>
  Object.assign(new Error(`no connection was established within ${milliseconds} ms`), { code: 'ETIMEDOUT' });
