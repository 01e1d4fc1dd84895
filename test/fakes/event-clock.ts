import type { Clock } from '../../src/core/ports';

/** A clock that a fake account can live by. One that can be moved forward is moved; on any other the fake sleeps. */
export interface FakeClock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  advance?(milliseconds: number): void;
}

interface Sleeper {
  readonly at: number;
  readonly isDeadline: boolean;
  readonly wake: () => void;
}

/** Turns of the event loop in which nothing fell asleep; after them all that runs is taken to be asleep. */
const QUIET_TURNS = 2;

/** Kept from before a test may put fake timers in its place. */
const soon = setImmediate;

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

  /** @param moved another clock whose time this one moves, in place of a time of its own. */
  constructor(private readonly moved?: Required<Pick<FakeClock, 'now' | 'advance'>>) {}

  readonly now = (): number => this.moved?.now() ?? this.time;

  /** A sleep with a signal is a deadline: it ends only when other sleeps have moved the time past it. */
  readonly sleep = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal?.aborted === true) return;
      const wake = (): void => {
        this.onSleep(milliseconds);
        resolve();
      };
      const sleeper = { at: this.now() + milliseconds, isDeadline: signal !== undefined, wake };
      this.sleepers.push(sleeper);
      signal?.addEventListener('abort', () => (this.sleepers = this.sleepers.filter((other) => other !== sleeper)), { once: true });
      this.quietTurns = 0;
      this.turn();
    });

  advance(milliseconds: number): void {
    this.moveTo(this.now() + milliseconds);
  }

  private get hasSleepers(): boolean {
    return this.sleepers.some(({ isDeadline }) => !isDeadline);
  }

  private turn(): void {
    if (this.isTurning || !this.hasSleepers) return;
    this.isTurning = true;
    soon(this.step);
  }

  private readonly step = (): void => {
    this.isTurning = false;
    this.quietTurns += 1;
    if (this.quietTurns >= QUIET_TURNS && this.hasSleepers) {
      this.quietTurns = 0;
      this.moveTo(Math.min(...this.sleepers.map(({ at }) => at)));
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
