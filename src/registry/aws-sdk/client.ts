import { openConnections } from '../../aws/connections';
import type { ServiceConfigurationOptions } from './types';

/** The name of an operation in v2 to its call. */
export type Operations = Readonly<Record<string, (input: object) => Promise<object>>>;

interface Request {
  readonly httpRequest: { readonly headers: Record<string, string> };
  on(event: 'build', listener: () => void): void;
  promise(): Promise<object>;
}

/** Holds sockets only, and gives up early: the answer to CloudFormation waits for the delivery of logs and metrics. */
const connections = openConnections({ connecting: 2_000, silence: 5_000 });

/** What every v3 client is opened with. The SDK writes into the credentials it is given, and the library reads theirs: it gets a copy. */
export const clientConfiguration = ({ region, credentials }: ServiceConfigurationOptions) => {
  if (region === undefined || !credentials)
    throw new Error('Logs and metrics are delivered with the credentials that CloudFormation gives for it.');
  return { region, credentials: { ...credentials }, requestHandler: connections, maxAttempts: 2 };
};

/**
 * A client whose operations are these.
 *
 * Errors are v3's as they are: the library reads `code || name`, and v3 puts the service's code into `name`. They must not get a `retryable`, on which
 * the library fails a whole invocation for a metric that could not be sent.
 */
export abstract class ClientOver {
  protected abstract readonly operations: Operations;

  makeRequest(name: string, input: object = {}): Request {
    return {
      // The one header ever set here is X-Amzn-Logs-Format on PutLogEvents; CloudWatch Logs needs it no more.
      httpRequest: { headers: {} },
      on: (_event, listener) => {
        listener();
      },
      promise: async () => {
        const operation = this.operations[name];
        if (operation === undefined) throw new Error(`The runtime library asks for ${name}, which it is not given.`);
        return operation(input);
      },
    };
  }
}
