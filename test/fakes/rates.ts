import { isRead } from './operation';

/** A token bucket, which is how IAM counts (AWS Support, quoted in terraform-provider-aws#44853). AWS publishes no rate of IAM. */
export interface Rate {
  /** Calls a second that fill the bucket. */
  readonly perSecond: number;
  /** Calls that the full bucket holds; a second's worth if left out. */
  readonly burst?: number;
}

/** Each operation has a bucket of its own, which all callers of the account share. What is left out has no limit. */
export interface ServiceRates {
  readonly reads?: Rate;
  readonly writes?: Rate;
  /** By name, such as ListIdentityPools: in place of the two above. */
  readonly operations?: Readonly<Record<string, Rate>>;
}

/** By service. */
export interface Rates {
  readonly iam?: ServiceRates;
  readonly 'cognito-identity'?: ServiceRates;
  readonly 'cognito-idp'?: ServiceRates;
}

/** In tokens: fractions of a millisecond are lost in milliseconds since the epoch, and must not withhold a token. */
const ROUNDING = 0.001;

interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

export class RateLimits {
  private limits: Rates = {};
  private readonly buckets = new Map<string, Bucket>();

  /** Every bucket is full again. */
  set rates(rates: Rates) {
    this.limits = rates;
    this.buckets.clear();
  }

  get rates(): Rates {
    return this.limits;
  }

  /** A refused call takes no token. */
  admits(service: string, operation: string, now: number): boolean {
    const rate = this.rateOf(service, operation);
    if (rate === undefined) return true;
    const { perSecond, burst = Math.max(1, perSecond) } = rate;
    const key = `${service}:${operation}`;
    const { tokens, at } = this.buckets.get(key) ?? { tokens: burst, at: now };
    const filled = Math.min(burst, tokens + ((now - at) / 1000) * perSecond);
    const isAdmitted = filled >= 1 - ROUNDING;
    this.buckets.set(key, { tokens: isAdmitted ? Math.max(0, filled - 1) : filled, at: now });
    return isAdmitted;
  }

  private rateOf(service: string, operation: string): Rate | undefined {
    const limits = (this.limits as Readonly<Record<string, ServiceRates | undefined>>)[service];
    return limits?.operations?.[operation] ?? (isRead(operation) ? limits?.reads : limits?.writes);
  }
}
