import { createCalls, orUndefinedIfAbsent } from '../../src/aws/calls';
import { FIRST_PAUSE, LONGEST_PAUSE, PATIENCE_WITHOUT_DEADLINE } from '../../src/aws/patience';
import { Failure } from '../../src/core/failure';
import { EventClock } from '../fakes/event-clock';
import { once, sdkError } from './recorded-client';

const context = { doing: 'Doing it', permission: 'iam:DoIt' };

/** @param outcomes of each try: an Error is thrown; the last one stays. */
const tries = (...outcomes: readonly unknown[]): { readonly send: () => Promise<unknown>; readonly count: () => number } => {
  let count = 0;
  return {
    count: () => count,
    send: () => {
      const outcome = outcomes[Math.min(count, outcomes.length - 1)];
      count += 1;
      return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
    },
  };
};

let clock: EventClock;
let start: number;
let naps: number[];

beforeEach(() => {
  clock = new EventClock();
  start = clock.now();
  naps = [];
  clock.onSleep = (milliseconds) => void naps.push(milliseconds);
});

/** @param seconds until the answer has to be given. */
const timeOf = (seconds: number) => () => start + seconds * 1000 - clock.now();
const seconds = (): number => (clock.now() - start) / 1000;

describe('a call', () => {
  it('that AWS answers is made once, without a pause', async () => {
    const { send, count } = tries('answer');
    expect([await createCalls({ clock })(context, send), count(), naps]).toEqual(['answer', 1, []]);
  });

  it('gives nothing back if AWS answers with nothing', async () => {
    expect(await createCalls({ clock })(context, tries(undefined).send)).toBeUndefined();
  });

  it.each(['Throttling', 'ServiceUnavailable', 'TimeoutError', 'ConcurrentModification', 'RequestTimeTooSkewed'])(
    'that AWS refuses twice with %s is tried a third time',
    async (name) => {
      const { send, count } = tries(sdkError(name), sdkError(name), 'answer');
      expect([await createCalls({ clock })(context, send), count()]).toEqual(['answer', 3]);
    },
  );

  it('of a server that fails is tried again after pauses that double up to the longest one', async () => {
    await createCalls({ clock, random: () => 0, timeLeft: timeOf(900) })(
      context,
      tries(...Array.from({ length: 9 }, () => sdkError('ServiceUnavailable')), 'answer').send,
    );
    expect(naps).toEqual([1, 2, 4, 8, 16, 32].map((factor) => factor * FIRST_PAUSE).concat(Array<number>(3).fill(LONGEST_PAUSE)));
  });

  it('pauses for a time that differs from call to call', async () => {
    const random = jest.spyOn(Math, 'random').mockReturnValueOnce(0.5);
    try {
      await createCalls({ clock })(context, tries(sdkError('ServiceUnavailable'), 'answer').send);
      expect([random.mock.calls.length, naps]).toEqual([1, [0.75 * FIRST_PAUSE]]);
    } finally {
      random.mockRestore();
    }
  });

  it.each(['AccessDenied', 'LimitExceeded', 'InvalidParameterException', 'EntityAlreadyExists'])(
    'that AWS refuses with %s fails at once',
    async (name) => {
      const { send, count } = tries(sdkError(name));
      await expect(createCalls({ clock })(context, send)).rejects.toMatchObject({ name: 'Failure', verdict: 'final' });
      expect([count(), naps]).toEqual([1, []]);
    },
  );

  it('passes on a failure that a call within it threw', async () => {
    const failure = new Failure('NotFound', 'of another call', { reason: 'absent' });
    await expect(createCalls({ clock })(context, tries(failure).send)).rejects.toBe(failure);
  });
});

describe('a call that goes on failing', () => {
  it.each([
    ['Throttling', 'Throttling'],
    ['InternalErrorException', 'ServiceInternalError'],
    ['ECONNRESET', 'NetworkFailure'],
  ])('with %s fails with what AWS said last, shortly before the time is over', async (name, code) => {
    const work = createCalls({ clock, timeLeft: timeOf(300) })(context, tries(Object.assign(sdkError(name), { code: name })).send);
    await expect(work).rejects.toMatchObject({ code, verdict: 'transient' });
    expect(seconds()).toBeGreaterThan(270);
    expect(seconds()).toBeLessThan(300);
  });

  it('because something else changes the same thing fails within ten seconds', async () => {
    const work = createCalls({ clock, timeLeft: timeOf(300) })(context, tries(sdkError('ConcurrentModificationException')).send);
    await expect(work).rejects.toMatchObject({ code: 'ResourceConflict', verdict: 'transient' });
    expect(seconds()).toBeGreaterThan(3);
    expect(seconds()).toBeLessThanOrEqual(10);
  });

  it('is given the whole time for conflicts, however long it was refused for its rate before', async () => {
    const refusals = [...Array.from({ length: 8 }, () => sdkError('Throttling')), sdkError('ConcurrentModification'), 'answer'];
    expect(await createCalls({ clock, timeLeft: timeOf(300) })(context, tries(...refusals).send)).toBe('answer');
    expect(seconds()).toBeGreaterThan(10);
  });

  it('is tried for a minute if nothing says how much time there is', async () => {
    await expect(createCalls({ clock })(context, tries(sdkError('ServiceFailure')).send)).rejects.toMatchObject({ verdict: 'transient' });
    expect(seconds() * 1000).toBeGreaterThan(PATIENCE_WITHOUT_DEADLINE - 2 * LONGEST_PAUSE);
    expect(seconds() * 1000).toBeLessThan(PATIENCE_WITHOUT_DEADLINE);
  });

  it('is tried until the signal is aborted if there is a signal and no time', async () => {
    const stop = new AbortController();
    void clock.sleep(3_600_000).then(() => stop.abort(new Error('time is up')));
    const work = createCalls({ clock, signal: stop.signal })(context, tries(sdkError('ServiceFailure')).send);
    await expect(work).rejects.toThrow('time is up');
    expect(seconds()).toBe(3600);
  });
});

describe('a call whose time runs out', () => {
  it('is not tried again, and ends with the reason', async () => {
    const time = new AbortController();
    const { send, count } = tries(sdkError('Throttling'));
    const late = (): Promise<unknown> => {
      time.abort(new Error('time is up'));
      return send();
    };
    await expect(createCalls({ clock, signal: time.signal })(context, late)).rejects.toThrow('time is up');
    expect(count()).toBe(1);
  });

  it.each(['Throttling', 'ServiceFailure'])('while it pauses after %s ends with the reason at once', async (name) => {
    const time = new AbortController();
    void clock.sleep(50).then(() => time.abort(new Error('time is up')));
    const { send, count } = tries(sdkError(name));
    await expect(createCalls({ clock, signal: time.signal })(context, send)).rejects.toThrow('time is up');
    expect([count(), seconds()]).toEqual([1, 0.05]);
  });

  it('still gives an answer that came, because it may name what was made', async () => {
    const time = new AbortController();
    const late = (): Promise<string> => {
      time.abort(new Error('time is up'));
      return Promise.resolve('the id');
    };
    expect(await createCalls({ clock, signal: time.signal })(context, late)).toBe('the id');
  });

  it('is not sent if the time was over before', async () => {
    const { send, count } = tries('answer');
    const signal = AbortSignal.abort(new Error('time is up'));
    await expect(createCalls({ clock, signal })(context, send)).rejects.toThrow('time is up');
    expect(count()).toBe(0);
  });
});

describe('a call that makes something new each time', () => {
  it('is sent the first time without a look', async () => {
    const found = tries('found');
    expect([await createCalls({ clock })(context, tries('made').send, found.send), found.count()]).toEqual(['made', 0]);
  });

  it('finds what the first try made before it is sent again', async () => {
    const sent = tries(sdkError('TimeoutError'), 'made again');
    expect([await createCalls({ clock })(context, sent.send, tries('found').send), sent.count()]).toEqual(['found', 1]);
  });

  it('is sent again if the first try made nothing', async () => {
    const sent = tries(sdkError('TimeoutError'), 'made');
    expect([await createCalls({ clock })(context, sent.send, tries(undefined).send), sent.count()]).toEqual(['made', 2]);
  });

  it('looks by calls of its own while as many others as may run do the same', async () => {
    const call = createCalls({ clock });
    const look = tries(undefined);
    const make = async (): Promise<unknown> =>
      call(context, tries(sdkError('TimeoutError'), 'made').send, () => call({ doing: 'Looking', permission: 'iam:List' }, look.send));
    expect(await Promise.all(Array.from({ length: 20 }, make))).toEqual(Array(20).fill('made'));
    expect(look.count()).toBe(20);
  });
});

describe('what is not there', () => {
  it.each(['ResourceNotFoundException', 'NoSuchEntityException'])('is undefined if AWS says %s', async (name) => {
    expect(await orUndefinedIfAbsent(once(context, tries(sdkError(name)).send))).toBeUndefined();
  });

  it('is not meant by any other failure, nor by any other error', async () => {
    await expect(orUndefinedIfAbsent(once(context, tries(sdkError('EntityAlreadyExists')).send))).rejects.toMatchObject({
      reason: 'exists',
    });
    const other = Object.assign(new Error('x'), { reason: 'absent' });
    await expect(orUndefinedIfAbsent(Promise.reject(other))).rejects.toBe(other);
  });

  it('is nothing of an answer', async () => {
    expect(await orUndefinedIfAbsent(Promise.resolve('answer'))).toBe('answer');
  });
});
