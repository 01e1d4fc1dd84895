/** What the account's callers sent, counted since the calls were last reset. */
export interface TrafficView {
  /** Calls that were sent, refused ones among them. */
  readonly sent: number;
  /** Calls that were refused for their rate. */
  readonly refused: number;
  /** Such as `iam:AttachRolePolicy`, to how often it was refused for its rate. */
  readonly refusedByOperation: Readonly<Record<string, number>>;
  /** Calls under way now. */
  readonly inFlight: number;
  /** Calls under way at a time, of all callers together. */
  readonly mostInFlight: number;
  /** The same of any one caller: of one set of clients from `clientsOf`. */
  readonly mostInFlightOfOneCaller: number;
}

export class Traffic {
  private sent = 0;
  private refusals = new Map<string, number>();
  private inFlight = 0;
  private mostInFlight = 0;
  private mostOfOneCaller = 0;
  private readonly inFlightOf = new WeakMap<object, number>();

  get view(): TrafficView {
    return {
      sent: this.sent,
      refused: [...this.refusals.values()].reduce((sum, count) => sum + count, 0),
      refusedByOperation: Object.fromEntries(this.refusals),
      inFlight: this.inFlight,
      mostInFlight: this.mostInFlight,
      mostInFlightOfOneCaller: this.mostOfOneCaller,
    };
  }

  /** Calls under way stay under way. */
  reset(): void {
    this.sent = 0;
    this.refusals = new Map();
    this.mostInFlight = this.inFlight;
    this.mostOfOneCaller = 0;
  }

  start(caller: object): void {
    this.sent += 1;
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    const ofThisCaller = (this.inFlightOf.get(caller) ?? 0) + 1;
    this.inFlightOf.set(caller, ofThisCaller);
    this.mostOfOneCaller = Math.max(this.mostOfOneCaller, ofThisCaller);
  }

  refuse(service: string, operation: string): void {
    const key = `${service}:${operation}`;
    this.refusals.set(key, (this.refusals.get(key) ?? 0) + 1);
  }

  end(caller: object): void {
    this.inFlight -= 1;
    this.inFlightOf.set(caller, (this.inFlightOf.get(caller) ?? 0) - 1);
  }
}
