import { Failure } from '../core/failure';
import {
  ANSWERS_FOR_DOUBLE_GAIN,
  ANSWERS_FOR_ONE_MORE,
  FEWEST_IN_FLIGHT,
  FIRST_RATE,
  HIGHEST_RATE,
  LEAST_GAIN,
  LOWEST_RATE,
  MOST_IN_FLIGHT,
  RATE_AFTER_REFUSAL,
  RATE_GAIN,
  REST_AFTER_REFUSAL,
  type CallPolicy,
} from './patience';

export interface Limiter {
  /** Starts the work when a place is free and the action's rate allows it. */
  run<Answer>(turn: Turn, work: () => Promise<Answer>): Promise<Answer>;
}

export interface Turn {
  /** What AWS counts by, such as `iam:GetRole`. */
  readonly action: string;
  /** A repeat goes before what has not been tried yet. */
  readonly isRepeat: boolean;
  /** Asked with the milliseconds that the action has to wait, and with its last refusal: a failure ends the wait. */
  readonly givesUp: (wait: number, refusal: Failure | undefined) => Failure | undefined;
}

interface Waiting {
  readonly turn: Turn;
  readonly start: () => void;
  readonly fail: (reason: unknown) => void;
}

/**
 * One limiter for all calls of an invocation: a bound on those in flight, and for each action a rate that is learned from what AWS refuses. AWS does
 * not publish the rates of IAM, and other callers use them at the same time, so none is written down here.
 */
export function createLimiter({ clock, signal, random = Math.random }: CallPolicy): Limiter {
  const queue: Waiting[] = [];
  const paces = new Map<string, Pace>();
  const flight = new Flight();
  let wakesAt = Infinity;

  const paceOf = (action: string): Pace => {
    const pace = paces.get(action) ?? new Pace(random);
    paces.set(action, pace);
    return pace;
  };

  const wakeIn = (wait: number): void => {
    const at = clock.now() + wait;
    if (at >= wakesAt) return;
    wakesAt = at;
    void clock.sleep(wait).then(() => {
      // An earlier one has taken its place, and looked after what is left.
      if (wakesAt !== at) return;
      wakesAt = Infinity;
      startWhatMay();
    });
  };

  const startWhatMay = (): void => {
    const seen = new Set<string>();
    for (const waiting of [...queue]) {
      const { turn } = waiting;
      // Of each action only the first in the queue can be next.
      if (seen.has(turn.action)) continue;
      const pace = paceOf(turn.action);
      const wait = pace.waitAt(clock.now());
      if (wait > 0) {
        const failure = turn.givesUp(wait, pace.refusal);
        if (failure === undefined) {
          seen.add(turn.action);
          wakeIn(wait);
        } else {
          queue.splice(queue.indexOf(waiting), 1);
          waiting.fail(failure);
        }
      } else if (flight.hasPlace) {
        queue.splice(queue.indexOf(waiting), 1);
        flight.enter();
        pace.start(clock.now());
        waiting.start();
      }
    }
  };

  signal?.addEventListener(
    'abort',
    () => {
      for (const { fail } of queue.splice(0)) fail(signal.reason);
    },
    { once: true },
  );

  return {
    async run(turn, work) {
      signal?.throwIfAborted();
      await new Promise<void>((start, fail) => {
        const waiting = { turn, start, fail };
        const place = turn.isRepeat ? queue.findIndex((other) => !other.turn.isRepeat) : -1;
        if (place < 0) queue.push(waiting);
        else queue.splice(place, 0, waiting);
        startWhatMay();
      });
      const startedAt = clock.now();
      const pace = paceOf(turn.action);
      try {
        const answer = await work();
        pace.answered(clock.now());
        flight.answered();
        return answer;
      } catch (error) {
        if (error instanceof Failure && error.code === 'Throttling') {
          if (pace.refused(error, startedAt, clock.now())) flight.refused();
        } else {
          pace.answered(clock.now());
        }
        throw error;
      } finally {
        flight.leave();
        startWhatMay();
      }
    },
  };
}

/** The calls in flight, and how many there may be. */
class Flight {
  private count = 0;
  private most = MOST_IN_FLIGHT;
  private answers = 0;

  get hasPlace(): boolean {
    return this.count < this.most;
  }

  enter(): void {
    this.count += 1;
  }

  leave(): void {
    this.count -= 1;
  }

  answered(): void {
    this.answers += 1;
    if (this.answers < ANSWERS_FOR_ONE_MORE) return;
    this.answers = 0;
    this.most = Math.min(MOST_IN_FLIGHT, this.most + 1);
  }

  refused(): void {
    this.answers = 0;
    this.most = Math.max(FEWEST_IN_FLIGHT, Math.floor(this.most / 2));
  }
}

/** The rate of one action. It has none until AWS refuses a call. */
class Pace {
  refusal: Failure | undefined;
  private rate = Infinity;
  private nextStart = -Infinity;
  private restedSince = -Infinity;
  private answersInARow = 0;
  /** When the latest ones came. */
  private answers: number[] = [];

  constructor(private readonly random: () => number) {}

  waitAt(now: number): number {
    return Math.max(0, Math.ceil(this.nextStart - now));
  }

  start(now: number): void {
    // Other invocations are at the same rate: without jitter all of them would ask at the same moments.
    if (this.rate !== Infinity) this.nextStart = now + (SECOND / this.rate) * (0.75 + this.random() / 2);
  }

  answered(now: number): void {
    if (this.rate === Infinity) {
      this.answers = [...this.answers.filter((at) => now - at < SECOND), now];
      return;
    }
    this.answersInARow += 1;
    this.rate += Math.max(LEAST_GAIN, this.rate * RATE_GAIN * (1 + this.answersInARow / ANSWERS_FOR_DOUBLE_GAIN));
    if (this.rate > HIGHEST_RATE) this.rate = Infinity;
  }

  /** @returns whether it is news: of calls that were sent together all may be refused, and that is one refusal of their rate. */
  refused(refusal: Failure, startedAt: number, now: number): boolean {
    this.refusal = refusal;
    if (startedAt < this.restedSince) return false;
    const tried = this.rate === Infinity ? this.answers.filter((at) => now - at < SECOND).length || FIRST_RATE : this.rate;
    this.rate = Math.max(LOWEST_RATE, tried * RATE_AFTER_REFUSAL);
    this.restedSince = now;
    this.answersInARow = 0;
    this.answers = [];
    const rest = Math.max(REST_AFTER_REFUSAL, SECOND / this.rate);
    this.nextStart = now + rest * (0.5 + this.random() / 2);
    return true;
  }
}

const SECOND = 1_000;
