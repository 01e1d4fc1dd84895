import type { Clock } from '../../src/core/ports';

/** A clock that a fake account can live by. One that can be moved forward is moved; on any other the fake sleeps. */
export interface FakeClock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  advance?(milliseconds: number): void;
}

interface Sleeper {
  readonly at: number;
  /** What sleeps with a signal is given up when that is aborted: a deadline, as a rule. */
  readonly canEnd: boolean;
  readonly wake: () => void;
}

/** Turns of the event loop in which nothing fell asleep; after them all that runs is taken to be asleep. */
const QUIET_TURNS = 2;

/** Milliseconds. When nothing but a deadline this far ahead is left, something real may still be under way ... */
const FAR_AHEAD = 10_000;
/** ... and gets this many milliseconds of real time. */
const REAL_WAIT = 50;

/** Kept from before a test may put fake timers in their place. */
const soon = setImmediate;
const later = setTimeout;

/**
 * A clock on which many sleep side by side, as in life: when all of them sleep, the time moves on to the one that wakes next. It needs nobody to
 * drive it, so that it can take the place of a clock that moves whenever something sleeps.
 */
export class EventClock implements Clock {
  /** Called when a sleep is over. */
  onSleep: (milliseconds: number) => void = () => undefined;
  private time = Date.parse('2026-01-01T00:00:00Z');
  private sleepers: Sleeper[] = [];
  private isTurning = false;
  private quietTurns = 0;
  private hasWaited = false;

  /** @param moved another clock whose time this one moves, in place of a time of its own. */
  constructor(private readonly moved?: Required<Pick<FakeClock, 'now' | 'advance'>>) {}

  readonly now = (): number => this.moved?.now() ?? this.time;

  readonly sleep = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal?.aborted === true) return;
      const wake = (): void => {
        this.onSleep(milliseconds);
        resolve();
      };
      const sleeper = { at: this.now() + milliseconds, canEnd: signal !== undefined, wake };
      this.sleepers.push(sleeper);
      signal?.addEventListener('abort', () => (this.sleepers = this.sleepers.filter((other) => other !== sleeper)), { once: true });
      this.quietTurns = 0;
      this.hasWaited = false;
      this.turn();
    });

  advance(milliseconds: number): void {
    this.moveTo(this.now() + milliseconds);
  }

  private turn(): void {
    if (this.isTurning || this.sleepers.length === 0) return;
    this.isTurning = true;
    soon(this.step);
  }

  private readonly step = (): void => {
    this.isTurning = false;
    if (this.sleepers.length === 0) return;
    this.quietTurns += 1;
    if (this.quietTurns >= QUIET_TURNS) {
      const next = Math.min(...this.sleepers.map(({ at }) => at));
      if (!this.hasWaited && next - this.now() >= FAR_AHEAD && this.sleepers.every(({ canEnd }) => canEnd)) {
        this.hasWaited = true;
        this.isTurning = true;
        later(this.step, REAL_WAIT).unref();
        return;
      }
      this.quietTurns = 0;
      this.moveTo(next);
    }
    this.turn();
  };

  private moveTo(time: number): void {
    if (time > this.now()) {
      if (this.moved === undefined) this.time = time;
      else this.moved.advance(time - this.now());
    }
    const due = this.sleepers.filter(({ at }) => at <= this.now()).sort((one, other) => one.at - other.at);
    this.sleepers = this.sleepers.filter(({ at }) => at > this.now());
    due.forEach(({ wake }) => {
      wake();
    });
  }
}
