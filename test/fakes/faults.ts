import type { ErrorDescription } from './sdk-errors';

export interface Fault {
  /** Left out: any operation. */
  readonly operation?: string;
  readonly service?: string;
  readonly when?: (input: Readonly<Record<string, unknown>>) => boolean;
  /** How often; once if left out. */
  readonly times?: number;
  readonly error: ErrorDescription;
  /** The call takes effect, and then its answer is lost. */
  readonly after?: boolean;
}

export interface PlannedFault {
  readonly fired: number;
}

export interface Attempt {
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** The process is gone: what it still sends reaches nobody. */
export class Killed extends Error {
  override readonly name = 'Killed';
  constructor() {
    super('The caller was killed in the middle of its work');
  }
}

export class Faults {
  private planned: { readonly fault: Fault; fired: number }[] = [];
  private death: { callsLeft: number; readonly when: 'before' | 'after' } | undefined;
  killed = false;

  plan(fault: Fault): PlannedFault {
    const planned = { fault, fired: 0 };
    this.planned.push(planned);
    return planned;
  }

  killAt(call: number, when: 'before' | 'after'): void {
    this.death = { callsLeft: call, when };
  }

  revive(): void {
    this.death = undefined;
    this.killed = false;
  }

  forget(): void {
    this.planned = [];
    this.revive();
  }

  /** Counts the call. @returns whether it reaches AWS, and whether its answer reaches the caller. */
  fate(): 'lost' | 'answerLost' | 'answered' {
    if (this.killed) return 'lost';
    if (this.death === undefined) return 'answered';
    this.death.callsLeft -= 1;
    if (this.death.callsLeft > 0) return 'answered';
    this.killed = true;
    return this.death.when === 'before' ? 'lost' : 'answerLost';
  }

  /** The first planned fault that this call meets, used up by one. */
  meetingOf({ service, operation, input }: Attempt): Fault | undefined {
    const met = this.planned.find(
      ({ fault, fired }) =>
        fired < (fault.times ?? 1) &&
        (fault.operation ?? operation) === operation &&
        (fault.service ?? service) === service &&
        (fault.when === undefined || fault.when(input)),
    );
    if (met === undefined) return undefined;
    met.fired += 1;
    return met.fault;
  }
}
