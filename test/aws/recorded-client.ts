import { createCalls, type MakeCall } from '../../src/aws/calls';
import { FIRST_PAUSE, type CallPolicy } from '../../src/aws/patience';
import { EventClock } from '../fakes/event-clock';

export interface Request {
  /** Such as `DescribeIdentityPool`. */
  readonly operation: string;
  readonly input: unknown;
}

export interface RecordedClient {
  readonly requests: Request[];
  /** In place of a client of any service: it answers from a script, without a network. */
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

/** There is no time to try anything again. */
export const IMPATIENT: CallPolicy = { clock: { now: () => 0, sleep: () => Promise.resolve() }, timeLeft: () => 0 };

/** One try. */
export const once: MakeCall = createCalls(IMPATIENT);

/** Two tries: there is time for one pause. */
export const twice: MakeCall = (...call) => {
  const clock = new EventClock();
  const end = clock.now() + 1.5 * FIRST_PAUSE;
  return createCalls({ clock, timeLeft: () => end - clock.now() })(...call);
};
