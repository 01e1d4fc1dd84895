/** Owns a clock that moves only when something sleeps: a test of minutes takes none. */
import type { Clock } from '../../src/core/ports';

interface Timer {
  readonly at: number;
  readonly ring: () => void;
}

export class TestClock implements Clock {
  private time = Date.parse('2026-01-01T00:00:00Z');
  private timers: Timer[] = [];

  /** Told of each sleep. */
  onSleep: (milliseconds: number) => void = () => undefined;

  readonly now = (): number => this.time;

  /** A sleep with a signal is a deadline: it ends only when other sleeps have moved the time past it. */
  readonly sleep = (milliseconds: number, signal?: AbortSignal): Promise<void> => {
    if (signal === undefined) {
      this.advance(milliseconds);
      this.onSleep(milliseconds);
      return Promise.resolve();
    }
    return new Promise((ring) => {
      const timer = { at: this.time + milliseconds, ring };
      this.timers.push(timer);
      signal.addEventListener('abort', () => (this.timers = this.timers.filter((other) => other !== timer)));
    });
  };

  advance(milliseconds: number): void {
    this.time += milliseconds;
    const due = this.timers.filter(({ at }) => at <= this.time);
    this.timers = this.timers.filter(({ at }) => at > this.time);
    due.forEach(({ ring }) => ring());
  }
}
