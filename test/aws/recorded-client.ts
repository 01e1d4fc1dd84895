/** Owns an SDK client that answers from a script and keeps every request whole: what a gateway sends, and what it makes of the answers, without a network. */
import { createCalls, type MakeCall } from '../../src/aws/calls';

export interface Request {
  /** Such as `DescribeIdentityPool`. */
  readonly operation: string;
  readonly input: unknown;
}

export interface RecordedClient {
  readonly requests: Request[];
  /** In place of a client of any service. */
  readonly client: { readonly send: never };
}

/** @param answers in the order of the calls: an Error is thrown, anything else is the answer; the last one stays. */
export const recordedClient = (...answers: readonly unknown[]): RecordedClient => {
  const requests: Request[] = [];
  const send = (command: { readonly constructor: { readonly name: string }; readonly input: unknown }): Promise<unknown> => {
    requests.push({ operation: command.constructor.name.replace(/Command$/, ''), input: command.input });
    const answer = answers[Math.min(requests.length, answers.length) - 1];
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer ?? {});
  };
  return { requests, client: { send: send as never } };
};

/** An error as the SDK throws it. */
export const sdkError = (name: string, message = `${name} happened`): Error => Object.assign(new Error(message), { name });

/** One try, so that nothing waits. */
export const once: MakeCall = createCalls({ clock: { now: () => 0, sleep: () => Promise.resolve() }, timeLeft: () => 0 });

/** Two tries, the second at once. */
export const twice: MakeCall = createCalls({ retries: 1, firstDelay: 0 });
