import type { FailureCode } from '../failure';
import type { AnsweredCall, Clock, Level, Log } from '../ports';
import { placeOf, type ErrorPlace } from './error-place';

export interface JournalOptions {
  /** Gets one line of JSON at a time. */
  readonly write: (line: string) => void;
  readonly clock: Pick<Clock, 'now'>;
  /** Lines below it are left out: INFO unless given. */
  readonly level?: Level;
  /** On every line. A field without a value is left out. */
  readonly fields: Fields;
}

export type Fields = Readonly<Record<string, string | number | undefined>>;

/** What came of a request. Only another request helps where it was refused; ignored is one that nothing was done for and nobody gets an answer to. */
export type OutcomeName = 'succeeded' | 'refused' | 'failed' | 'inProgress' | 'ignored';

export interface Conclusion {
  readonly outcome: OutcomeName;
  readonly poolId?: string | undefined;
  readonly code?: FailureCode | undefined;
  readonly reason?: string | undefined;
}

/** What an invocation cost until its outcome was known. */
export interface Costs {
  readonly durationMs: number;
  /** Calls of AWS that were sent, repeats included. */
  readonly calls: number;
  /** Those of them that AWS refused for their rate. */
  readonly throttled: number;
}

/** The log of one invocation. */
export interface Journal {
  readonly log: Log;
  /** Adds to what every later line carries. */
  readonly note: (fields: Fields) => void;
  readonly onCall: (call: AnsweredCall) => void;
  /** The one line that says what came of the request. */
  readonly conclude: (conclusion: Conclusion) => Costs;
}

export const SERVICE = 'identity-pool-with-roles';

const RANKS: Readonly<Record<Level, number>> = { DEBUG: 0, INFO: 1, WARN: 2, ERROR: 3 };

const LEVELS: Readonly<Record<OutcomeName, Level>> = {
  succeeded: 'INFO',
  inProgress: 'INFO',
  ignored: 'WARN',
  refused: 'WARN',
  failed: 'ERROR',
};

/** Lines in the shape of Powertools for AWS Lambda, whose names Lambda's own JSON log format has too. */
export function openJournal({ write, clock, level: lowest = 'INFO', fields }: JournalOptions): Journal {
  const begun = clock.now();
  let common = fields;
  let calls = 0;
  let throttled = 0;
  let unexpected: ErrorPlace | undefined;

  const log: Log = (message, { level = 'INFO', error, ...details } = {}) => {
    const place = error === undefined ? undefined : placeOf(error);
    unexpected = place ?? unexpected;
    line(level, message, { ...details, error: place });
  };
  const line = (level: Level, message: string, details: object): void => {
    if (RANKS[level] < RANKS[lowest]) return;
    write(JSON.stringify({ level, message, timestamp: new Date(clock.now()).toISOString(), service: SERVICE, ...common, ...details }));
  };

  return {
    log,
    note: (more) => {
      common = { ...common, ...more };
    },
    onCall: ({ action, ...call }) => {
      calls += 1;
      if (call.code === 'Throttling') throttled += 1;
      log(action, { level: 'DEBUG', action, ...call });
    },
    conclude: ({ outcome, poolId = common['poolId'], ...rest }) => {
      const costs = { durationMs: clock.now() - begun, calls, throttled };
      const error = rest.code === 'InternalFailure' ? unexpected : undefined;
      line(LEVELS[outcome], messageOf(outcome, common['requestType'], rest.code), { poolId, outcome, ...rest, ...costs, error });
      return costs;
    },
  };
}

const messageOf = (outcome: OutcomeName, requestType: Fields[string] = 'Request', code?: FailureCode): string =>
  `${String(requestType)} ${outcome === 'inProgress' ? 'goes on in the next call' : outcome}${code === undefined ? '' : `: ${code}`}`;

/** Only another template or another request helps here. */
const REFUSALS: readonly FailureCode[] = ['AlreadyExists', 'InvalidRequest', 'NotFound', 'NotUpdatable'];

export const outcomeOf = (code: FailureCode): OutcomeName => (REFUSALS.includes(code) ? 'refused' : 'failed');

/** @returns undefined where the text names none. Powertools' and Lambda's levels that are none here count as the nearest. */
export const levelFrom = (text: string | undefined): Level | undefined => {
  const level = (text ?? '').trim().toUpperCase();
  if (level === 'TRACE') return 'DEBUG';
  if (level === 'FATAL' || level === 'CRITICAL') return 'ERROR';
  return Object.keys(RANKS).find((known): known is Level => known === level);
};
