/** The border between callers and the fake services: rounds, records, faults, delays and rates, and nothing shared across it. */
import { EventClock, type FakeClock } from './event-clock';
import { Faults, Killed, type Attempt } from './faults';
import { Lag } from './lag';
import { waysOf, type Latency, type Way } from './latency';
import { LateReads } from './lateness';
import { isRead, Refusal, type FakeService } from './operation';
import { RateLimits } from './rates';
import { abortError, sdkError } from './sdk-errors';
import { Traffic } from './traffic';

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
  /** Ends the call, once. */
  readonly end: (outcome: Outcome) => void;
}

interface Outcome {
  readonly answer?: object;
  readonly error?: unknown;
  /** For its rate, which AWS looks at before anything else. */
  readonly isThrottled?: boolean;
}

/** Kept from before a test may put fake timers in its place. */
const soon = setImmediate;

export class Border {
  readonly faults = new Faults();
  readonly lag = new Lag();
  readonly late: LateReads;
  readonly rates = new RateLimits();
  readonly traffic = new Traffic();
  readonly listeners = new Set<(call: Call) => void>();
  calls: Call[] = [];
  rounds = 0;
  maxConcurrentWritesOnPool = 0;
  private readonly sleep: (milliseconds: number) => Promise<void>;
  private readonly writesOnPools = new Map<string, number>();
  /** What writes are about that have taken effect and are not answered yet. */
  private readonly beingWritten = new Map<string, number>();
  private pending: Pending[] = [];
  private chosenLatency: Latency | undefined;
  private nextWay: (() => Way) | undefined;

  /** @param refusesOverlaps whether a write may be refused because another one is under way. */
  constructor(
    private readonly clock: FakeClock | Pick<FakeClock, 'now'>,
    private readonly refusesOverlaps: () => boolean,
  ) {
    this.late = new LateReads(() => clock.now());
    this.sleep = sleepOn(clock);
  }

  get latency(): Latency | undefined {
    return this.chosenLatency;
  }

  set latency(latency: Latency | undefined) {
    this.chosenLatency = latency;
    this.nextWay = latency === undefined ? undefined : waysOf(latency);
  }

  /** By the account's clock: others go on meanwhile. */
  wait(milliseconds: number): Promise<void> {
    return this.sleep(milliseconds);
  }

  /**
   * Answers on the next turn of the event loop, together with all that is sent until then, or after the latency.
   * @param caller whose calls under way are counted together.
   */
  send(service: FakeService, command: Command, options: SendOptions = {}, caller: object = this): Promise<object> {
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
      const leave = this.enter(service, operation, input, caller);
      let hasEnded = false;
      const end = ({ answer, error }: Outcome): void => {
        if (hasEnded) return;
        hasEnded = true;
        leave();
        if (answer === undefined) reject(error instanceof Error ? error : new TypeError(String(error)));
        else resolve(answer);
      };
      this.pending.push({ service, operation, input, options, end });
    });
  }

  resetCalls(): void {
    this.calls = [];
    this.rounds = 0;
    this.maxConcurrentWritesOnPool = 0;
    this.traffic.reset();
  }

  private enter(service: FakeService, operation: string, input: Pending['input'], caller: object): () => void {
    this.traffic.start(caller);
    const pool = service.name === 'cognito-identity' && !isRead(operation) ? service.subjectOf(input) : undefined;
    this.countWrites(pool, 1);
    return () => {
      this.traffic.end(caller);
      this.countWrites(pool, -1);
    };
  }

  private answerRound(): void {
    const batch = this.pending;
    this.pending = [];
    this.rounds += 1;
    batch.forEach((call) => {
      if (this.nextWay === undefined) call.end(this.outcome(call, this.rounds));
      else void this.travel(call, this.nextWay(), this.rounds);
    });
  }

  private async travel(call: Pending, { there, back }: Way, round: number): Promise<void> {
    const { abortSignal } = call.options;
    if (abortSignal instanceof AbortSignal) {
      abortSignal.addEventListener(
        'abort',
        () => {
          call.end({ error: abortError() });
        },
        { once: true },
      );
    }
    await this.sleep(there);
    const outcome = this.outcome(call, round);
    if (outcome.isThrottled !== true) await this.writing(call, () => this.sleep(back));
    // A process that is gone hears nothing of what was under way.
    call.end(this.faults.killed ? { error: new Killed() } : outcome);
  }

  private async writing({ service, operation, input }: Pending, until: () => Promise<void>): Promise<void> {
    const subject = isRead(operation) ? undefined : service.subjectOf(input);
    if (subject === undefined) return until();
    const key = `${service.name} ${subject}`;
    this.beingWritten.set(key, (this.beingWritten.get(key) ?? 0) + 1);
    await until();
    this.beingWritten.set(key, (this.beingWritten.get(key) ?? 0) - 1);
  }

  private checkOverlap({ service, operation, input }: Pending): void {
    const writes = this.beingWritten.get(`${service.name} ${service.subjectOf(input) ?? ''}`) ?? 0;
    if (writes === 0 || !this.refusesOverlaps() || !service.refusedBesideOtherWrites.includes(operation)) return;
    throw new Refusal('ConcurrentModificationException', 'Multiple requests to change this object were submitted simultaneously.');
  }

  private outcome(call: Pending, round: number): Outcome {
    const { service, operation, input } = call;
    if (call.options.abortSignal?.aborted === true) return { error: abortError() };
    const fate = this.faults.fate();
    if (fate === 'lost') return { error: new Killed() };
    if (!this.rates.admits(service.name, operation, this.clock.now())) {
      this.traffic.refuse(service.name, operation);
      const error = sdkError(service, { name: service.throttlingError, message: 'Rate exceeded' });
      this.record({ service: service.name, operation, input }, round, error.name);
      return { error: fate === 'answerLost' ? new Killed() : error, isThrottled: true };
    }
    try {
      const answer = this.answer(call, round);
      return fate === 'answerLost' ? { error: new Killed() } : { answer };
    } catch (error) {
      return { error: fate === 'answerLost' ? new Killed() : error };
    }
  }

  private answer(call: Pending, round: number): object {
    const { service, operation, input } = call;
    const attempt: Attempt = { service: service.name, operation, input };
    try {
      this.checkOverlap(call);
      const fault = this.faults.meetingOf(attempt);
      if (fault !== undefined && fault.after !== true) throw sdkError(service, fault.error);
      const act = (): object => perform(service, operation, input);
      const answer = this.lag.around(service, operation, input, () => this.late.around(service, operation, input, act));
      if (fault !== undefined) throw sdkError(service, fault.error);
      this.record(attempt, round);
      return { ...structuredClone(answer), $metadata: { httpStatusCode: 200, attempts: 1 } };
    } catch (error) {
      const answered = error instanceof Refusal ? sdkError(service, error) : error;
      this.record(attempt, round, answered instanceof Error ? answered.name : String(answered));
      throw answered;
    }
  }

  private record(attempt: Attempt, round: number, error?: string): void {
    const call = { ...attempt, round, ...(error === undefined ? {} : { error }) };
    this.calls.push(call);
    this.listeners.forEach((listener) => {
      listener(call);
    });
  }

  private countWrites(pool: string | undefined, change: 1 | -1): void {
    if (pool === undefined) return;
    const count = (this.writesOnPools.get(pool) ?? 0) + change;
    this.writesOnPools.set(pool, count);
    this.maxConcurrentWritesOnPool = Math.max(this.maxConcurrentWritesOnPool, count);
  }
}

/** A clock that moves whenever something sleeps would make calls side by side wait one after another: it is moved in their place. */
function sleepOn(clock: FakeClock | Pick<FakeClock, 'now'>): (milliseconds: number) => Promise<void> {
  if (!('sleep' in clock)) return () => Promise.reject(new TypeError('Give the fake AWS a clock: without one it cannot wait'));
  if (clock instanceof EventClock || clock.advance === undefined) return (milliseconds) => clock.sleep(milliseconds);
  const { now, advance } = { now: () => clock.now(), advance: clock.advance.bind(clock) };
  const events = new EventClock({ now, advance });
  return events.sleep;
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
