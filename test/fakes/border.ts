/** Owns the border between callers and the fake services: rounds, records, faults, and nothing shared across it. */
import { Faults, Killed, type Attempt } from './faults';
import { Lag } from './lag';
import { isRead, Refusal, type FakeService } from './operation';
import { abortError, sdkError } from './sdk-errors';

export interface Call extends Attempt {
  /** 1 for the first: calls that were under way at the same time share it. */
  readonly round: number;
  /** The name of the error that the call was answered with. */
  readonly error?: string;
}

export interface Command {
  readonly input: object;
}

export interface SendOptions {
  readonly abortSignal?: { readonly aborted: boolean };
}

interface Pending {
  readonly service: FakeService;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly options: SendOptions;
  readonly resolve: (answer: object) => void;
  readonly reject: (error: Error) => void;
}

/** Kept from before a test may put fake timers in its place. */
const soon = setImmediate;

export class Border {
  readonly faults = new Faults();
  readonly lag = new Lag();
  readonly listeners = new Set<(call: Call) => void>();
  calls: Call[] = [];
  rounds = 0;
  maxConcurrentWritesOnPool = 0;
  private pending: Pending[] = [];

  /** Answers on the next turn of the event loop, together with all that is sent until then. */
  send(service: FakeService, command: Command, options: SendOptions = {}): Promise<object> {
    const operation = command.constructor.name.replace(/Command$/, '');
    if (!(operation in service.operations)) {
      return Promise.reject(new TypeError(`The fake AWS knows no ${service.name}:${operation}: add it beside its other operations`));
    }
    if (options.abortSignal?.aborted === true) return Promise.reject(abortError());
    // JSON drops what is undefined, as the SDK does on the wire.
    const input = JSON.parse(JSON.stringify(command.input)) as Readonly<Record<string, unknown>>;
    return new Promise((resolve, reject) => {
      if (this.pending.length === 0) {
        soon(() => {
          this.answerRound();
        });
      }
      this.pending.push({ service, operation, input, options, resolve, reject });
    });
  }

  resetCalls(): void {
    this.calls = [];
    this.rounds = 0;
    this.maxConcurrentWritesOnPool = 0;
  }

  private answerRound(): void {
    const batch = this.pending;
    this.pending = [];
    this.rounds += 1;
    this.countWritesOnPools(batch);
    batch.forEach((call) => {
      try {
        call.resolve(this.answer(call));
      } catch (error) {
        call.reject(error instanceof Error ? error : new TypeError(String(error)));
      }
    });
  }

  private answer({ service, operation, input, options }: Pending): object {
    if (options.abortSignal?.aborted === true) throw abortError();
    const fate = this.faults.fate();
    if (fate === 'lost') throw new Killed();
    const attempt: Attempt = { service: service.name, operation, input };
    try {
      const fault = this.faults.meetingOf(attempt);
      if (fault !== undefined && fault.after !== true) throw sdkError(service, fault.error);
      const answer = this.lag.around(service, operation, input, () => perform(service, operation, input));
      if (fault !== undefined) throw sdkError(service, fault.error);
      this.record(attempt);
      if (fate === 'answerLost') throw new Killed();
      return { ...structuredClone(answer), $metadata: { httpStatusCode: 200, attempts: 1 } };
    } catch (error) {
      if (error instanceof Killed) throw error;
      const answered = error instanceof Refusal ? sdkError(service, error) : error;
      this.record(attempt, answered instanceof Error ? answered.name : String(answered));
      throw fate === 'answerLost' ? new Killed() : answered;
    }
  }

  private record(attempt: Attempt, error?: string): void {
    const call = { ...attempt, round: this.rounds, ...(error === undefined ? {} : { error }) };
    this.calls.push(call);
    this.listeners.forEach((listener) => {
      listener(call);
    });
  }

  private countWritesOnPools(batch: readonly Pending[]): void {
    const counts = new Map<string, number>();
    batch.forEach(({ service, operation, input }) => {
      const pool = service.name === 'cognito-identity' && !isRead(operation) ? service.subjectOf(input) : undefined;
      if (pool !== undefined) counts.set(pool, (counts.get(pool) ?? 0) + 1);
    });
    this.maxConcurrentWritesOnPool = Math.max(this.maxConcurrentWritesOnPool, ...counts.values());
  }
}

const perform = (service: FakeService, name: string, input: Readonly<Record<string, unknown>>): object => {
  const operation = service.operations[name];
  if (operation === undefined) throw new TypeError(`The fake of ${service.name} knows no ${name}`);
  const violations = operation.violations(input);
  if (violations.length > 0) {
    const count = `${String(violations.length)} validation error${violations.length === 1 ? '' : 's'} detected: `;
    throw new Refusal(service.violationError, count + violations.join('; '));
  }
  // A copy: what an operation keeps must not be what the record of calls shows.
  return operation.act(structuredClone(input) as never);
};
