import { Logger } from '@aws-lambda-powertools/logger';
import type { FailureCode } from '../../../src/core/failure';
import { levelFrom, openJournal, outcomeOf, SERVICE, type Conclusion, type JournalOptions } from '../../../src/core/log/journal';
import type { Journal } from '../../../src/core/log/journal';
import type { Level } from '../../../src/core/ports';

const BEGUN = Date.UTC(2026, 10, 27, 21, 0, 0, 7);
const POOL = 'us-east-1:0f1e2d3c-0000-4000-8000-0123456789ab';
const FIELDS = {
  version: '1.2.3',
  stackId: 'arn:stack',
  logicalId: 'Identities',
  requestType: 'Create',
  requestId: 'r-1',
  poolId: undefined,
};

/** What a journal writes, a second after it was opened. */
const linesOf = (work: (journal: Journal) => void, options: Partial<JournalOptions> = {}): unknown[] => {
  const lines: string[] = [];
  let now = BEGUN;
  const journal = openJournal({ write: (line) => lines.push(line), clock: { now: () => now }, fields: FIELDS, ...options });
  now += 1_000;
  work(journal);
  for (const line of lines) expect(line).not.toContain('\n');
  return lines.map((line) => JSON.parse(line) as unknown);
};

const COMMON = {
  timestamp: '2026-11-27T21:00:01.007Z',
  service: SERVICE,
  version: '1.2.3',
  stackId: 'arn:stack',
  logicalId: 'Identities',
  requestType: 'Create',
  requestId: 'r-1',
};

describe('a line', () => {
  it('of a step says which one, about what, and of which request of which stack', () => {
    expect(linesOf(({ log }) => log('createRole app', { step: 'createRole', target: 'app' }))).toEqual([
      { level: 'INFO', message: 'createRole app', ...COMMON, step: 'createRole', target: 'app' },
    ]);
  });

  it('carries what was noted before it', () => {
    expect(
      linesOf(({ log, note }) => {
        log('before');
        note({ poolId: POOL });
        log('after');
      }),
    ).toEqual([
      { level: 'INFO', message: 'before', ...COMMON },
      { level: 'INFO', message: 'after', ...COMMON, poolId: POOL },
    ]);
  });

  it('leaves out fields without a value, and keeps line breaks inside its text', () => {
    expect(linesOf(({ log }) => log('a\nb'), { fields: { stackId: undefined } })).toEqual([
      { level: 'INFO', message: 'a\nb', timestamp: COMMON.timestamp, service: SERVICE },
    ]);
  });
});

describe('the outcome', () => {
  it.each<[Conclusion, Level, string]>([
    [{ outcome: 'succeeded', poolId: POOL }, 'INFO', 'Create succeeded'],
    [{ outcome: 'inProgress', poolId: POOL }, 'INFO', 'Create goes on in the next call'],
    [{ outcome: 'refused', code: 'InvalidRequest', reason: 'Tags: no list.' }, 'WARN', 'Create refused: InvalidRequest'],
    [{ outcome: 'failed', code: 'AccessDenied', reason: 'iam:CreateRole' }, 'ERROR', 'Create failed: AccessDenied'],
    [{ outcome: 'ignored', reason: 'no ResponseURL' }, 'WARN', 'Create ignored'],
  ])('%j is one line of level %s', (conclusion, level, message) => {
    expect(linesOf(({ conclude }) => conclude(conclusion))).toEqual([
      { level, message, ...COMMON, ...conclusion, durationMs: 1_000, calls: 0, throttled: 0 },
    ]);
  });

  it('counts the calls of AWS, and those that were refused for their rate', () => {
    const [line] = linesOf(({ onCall, conclude }) => {
      onCall({ action: 'iam:GetRole', durationMs: 5, code: 'NotFound' });
      onCall({ action: 'iam:CreateRole', durationMs: 7, code: 'Throttling' });
      onCall({ action: 'iam:CreateRole', durationMs: 9 });
      conclude({ outcome: 'succeeded' });
    });
    expect(line).toMatchObject({ calls: 3, throttled: 1 });
  });

  it('of an unexpected error has its place, and other outcomes do not', () => {
    const about = (code: FailureCode): unknown[] =>
      linesOf(({ log, conclude }) => {
        log('an unexpected error', { level: 'ERROR', error: new TypeError('a secret') });
        conclude({ outcome: 'failed', code });
      });
    const place = expect.objectContaining({ name: 'TypeError', stack: expect.stringMatching(/^TypeError\n/) as string }) as object;
    expect(about('InternalFailure')).toEqual([
      { level: 'ERROR', message: 'an unexpected error', ...COMMON, error: place },
      expect.objectContaining({ outcome: 'failed', code: 'InternalFailure', error: place }),
    ]);
    expect(about('Throttling')[1]).not.toHaveProperty('error');
    expect(JSON.stringify(about('InternalFailure'))).not.toContain('a secret');
  });

  it.each<[FailureCode, string]>([
    ['AccessDenied', 'failed'],
    ['AlreadyExists', 'refused'],
    ['GeneralServiceException', 'failed'],
    ['InternalFailure', 'failed'],
    ['InvalidCredentials', 'failed'],
    ['InvalidRequest', 'refused'],
    ['NetworkFailure', 'failed'],
    ['NotFound', 'refused'],
    ['NotStabilized', 'failed'],
    ['NotUpdatable', 'refused'],
    ['ResourceConflict', 'failed'],
    ['ServiceInternalError', 'failed'],
    ['ServiceLimitExceeded', 'failed'],
    ['Throttling', 'failed'],
  ])('of the code %s is that the request %s', (code, outcome) => {
    expect(outcomeOf(code)).toBe(outcome);
  });
});

describe('the level', () => {
  const everything = ({ log, onCall, conclude }: Journal): void => {
    onCall({ action: 'iam:GetRole', durationMs: 5 });
    log('a step');
    log('a warning', { level: 'WARN' });
    conclude({ outcome: 'failed', code: 'Throttling' });
  };

  it.each<[Level | undefined, string[]]>([
    ['DEBUG', ['iam:GetRole', 'a step', 'a warning', 'Create failed: Throttling']],
    [undefined, ['a step', 'a warning', 'Create failed: Throttling']],
    ['INFO', ['a step', 'a warning', 'Create failed: Throttling']],
    ['WARN', ['a warning', 'Create failed: Throttling']],
    ['ERROR', ['Create failed: Throttling']],
  ])('%s leaves out lines below it', (level, messages) => {
    const lines = linesOf(everything, level === undefined ? {} : { level }) as { message: string }[];
    expect(lines.map(({ message }) => message)).toEqual(messages);
  });

  it.each<[string | undefined, Level | undefined]>([
    ['DEBUG', 'DEBUG'],
    ['info', 'INFO'],
    [' Warn ', 'WARN'],
    ['ERROR', 'ERROR'],
    ['TRACE', 'DEBUG'],
    ['FATAL', 'ERROR'],
    ['CRITICAL', 'ERROR'],
    ['', undefined],
    ['toString', undefined],
    ['loud', undefined],
    [undefined, undefined],
  ])('is read from %j', (text, level) => {
    expect(levelFrom(text)).toBe(level);
  });
});

/** The library itself would not fit into the bundles: DECISIONS.md. */
describe('Powertools for AWS Lambda', () => {
  const byPowertools = (work: (logger: Logger) => void): Record<string, unknown> => {
    const written: string[] = [];
    const logger = new Logger({ serviceName: SERVICE, logLevel: 'DEBUG', persistentKeys: { stackId: 'arn:stack' } });
    const keep = (line: string): void => void written.push(line);
    Object.assign(logger, { console: { warn: keep, error: keep } });
    work(logger);
    return JSON.parse(written.join('')) as Record<string, unknown>;
  };

  it('writes the same line of the same words', () => {
    const line = byPowertools((logger) => logger.warn('a step', { step: 'createRole', target: 'app' }));
    const [ours] = linesOf(({ log }) => log('a step', { level: 'WARN', step: 'createRole', target: 'app' }), {
      fields: { stackId: 'arn:stack' },
    }) as [Record<string, unknown>];
    const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
    expect(line['timestamp']).toMatch(form);
    expect(ours['timestamp']).toMatch(form);
    // sampling_rate and xray_trace_id are Powertools' own, and empty here.
    const { sampling_rate: _rate, xray_trace_id: _trace, timestamp: _theirs, ...theirs } = line;
    const { timestamp: _ours, ...own } = ours;
    expect(own).toEqual(theirs);
  });

  it('describes an error by the same members, and by its text besides', () => {
    const error = new TypeError('a secret');
    const line = byPowertools((logger) => logger.error('x', { error }));
    const { message, ...theirs } = line['error'] as Record<string, string>;
    expect(message).toBe('a secret');
    const [{ error: ours }] = linesOf(({ log }) => log('x', { error })) as [{ error: Record<string, string> }];
    expect({ ...ours, stack: '' }).toEqual({ ...theirs, stack: '' });
  });
});
