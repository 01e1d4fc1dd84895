import type { Clock } from '../../src/core/ports';
import { sdkError } from './recorded-client';

export interface Counts {
  readonly sent: number;
  readonly refused: number;
  readonly mostInFlight: number;
}

/** How a service may count: a bucket that fills all the time, or so many in each second of the clock. */
export type Counting = 'bucket' | 'window';

export interface Rates {
  readonly counting: Counting;
  /** Calls a second of each action. */
  readonly reads: number;
  readonly writes: number;
  readonly latency: number;
}

/** A service that admits so many calls of each action a second, whoever sends them, and refuses the rest as AWS does. */
export class RateLimitedService {
  private readonly admitted = new Map<string, { level: number; at: number }>();
  private sent = 0;
  private refused = 0;
  private inFlight = 0;
  private mostInFlight = 0;

  constructor(
    private readonly clock: Clock,
    private readonly rates: Rates,
  ) {}

  get counts(): Counts {
    return { sent: this.sent, refused: this.refused, mostInFlight: this.mostInFlight };
  }

  forgetMostInFlight(): void {
    this.mostInFlight = this.inFlight;
  }

  /** @param action such as `iam:GetRole`. */
  readonly send = async (action: string): Promise<string> => {
    this.sent += 1;
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    const admitted = this.admits(action, /:(Get|List|Describe)/.test(action) ? this.rates.reads : this.rates.writes);
    // Refusals come sooner than answers.
    await this.clock.sleep(admitted ? this.rates.latency : this.rates.latency / 5);
    this.inFlight -= 1;
    if (admitted) return action;
    this.refused += 1;
    throw sdkError('Throttling', 'Rate exceeded');
  };

  private admits(action: string, rate: number): boolean {
    const now = this.clock.now();
    const { level, at } = this.admitted.get(action) ?? { level: rate, at: now };
    const filled =
      this.rates.counting === 'bucket'
        ? Math.min(rate, level + ((now - at) / 1000) * rate)
        : Math.floor(now / 1000) === Math.floor(at / 1000)
          ? level
          : rate;
    const admitted = filled >= 1;
    this.admitted.set(action, { level: admitted ? filled - 1 : filled, at: now });
    return admitted;
  }
}
