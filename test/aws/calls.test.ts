import { createCalls, orUndefinedIfAbsent, sentOnce } from '../../src/aws/calls';
import { Failure } from '../../src/core/failure';
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

describe('a call', () => {
  const call = createCalls({ retries: 3, firstDelay: 0 });

  it('that AWS answers is made once', async () => {
    const { send, count } = tries('answer');
    expect([await call(context, send), count()]).toEqual(['answer', 1]);
  });

  it('is tried again while what is wrong may pass', async () => {
    const { send, count } = tries(sdkError('Throttling'), sdkError('ServiceUnavailable'), 'answer');
    expect([await call(context, send), count()]).toEqual(['answer', 3]);
  });

  it('pauses between its tries for a time that differs from call to call', async () => {
    const random = jest.spyOn(Math, 'random');
    try {
      await call(context, tries(sdkError('Throttling'), sdkError('Throttling'), 'answer').send);
      expect(random).toHaveBeenCalledTimes(2);
    } finally {
      random.mockRestore();
    }
  });

  it('is given up after its last try, and told as a failure', async () => {
    const { send, count } = tries(sdkError('Throttling'));
    await expect(call(context, send)).rejects.toMatchObject({ name: 'Failure', code: 'Throttling' });
    expect(count()).toBe(4);
  });

  it('is made once where what is wrong will not pass', async () => {
    const { send, count } = tries(sdkError('AccessDenied'));
    await expect(call(context, send)).rejects.toMatchObject({ name: 'Failure', code: 'AccessDenied' });
    expect(count()).toBe(1);
  });

  it('passes on a failure that a call within it threw, as it is', async () => {
    const failure = new Failure('NotFound', 'of another call', { reason: 'absent' });
    await expect(call(context, tries(failure).send)).rejects.toBe(failure);
  });

  it('gives nothing back where AWS answers with nothing', async () => {
    expect(await call(context, tries(undefined).send)).toBeUndefined();
  });
});

describe('a call whose time runs out', () => {
  it('is not tried again, and ends with the reason', async () => {
    const time = new AbortController();
    const call = createCalls({ retries: 3, firstDelay: 0, signal: time.signal });
    const { send, count } = tries(sdkError('Throttling'));
    const late = (): Promise<unknown> => {
      time.abort(new Error('time is up'));
      return send();
    };
    await expect(call(context, late)).rejects.toThrow('time is up');
    expect(count()).toBe(1);
  });

  it('still gives an answer that came: it may tell the id of what was made', async () => {
    const time = new AbortController();
    const call = createCalls({ retries: 3, firstDelay: 0, signal: time.signal });
    const late = (): Promise<string> => {
      time.abort(new Error('time is up'));
      return Promise.resolve('the id');
    };
    expect(await call(context, late)).toBe('the id');
  });

  it('is not begun where the time is over before', async () => {
    const call = createCalls({ retries: 3, firstDelay: 0, signal: AbortSignal.abort(new Error('time is up')) });
    const { send, count } = tries('answer');
    await expect(call(context, send)).rejects.toThrow('time is up');
    expect(count()).toBe(0);
  });
});

describe('a call that makes something new each time', () => {
  it('is sent the first time without a look', async () => {
    const found = tries('found');
    expect([await sentOnce(tries('made').send, found.send)(), found.count()]).toEqual(['made', 0]);
  });

  it('finds, when it is sent again, what the first made', async () => {
    const sent = tries(new Error('answer lost'), 'made again');
    const attempt = sentOnce(sent.send, tries('found').send);
    await expect(attempt()).rejects.toThrow('answer lost');
    expect([await attempt(), sent.count()]).toEqual(['found', 1]);
  });

  it('is sent again where the first made nothing', async () => {
    const sent = tries(new Error('refused'), 'made');
    const attempt = sentOnce(sent.send, tries(undefined).send);
    await expect(attempt()).rejects.toThrow('refused');
    expect([await attempt(), sent.count()]).toEqual(['made', 2]);
  });
});

describe('what is not there', () => {
  it.each([
    ['ResourceNotFoundException', undefined],
    ['NoSuchEntityException', undefined],
  ])('is undefined where AWS says %s', async (name, expected) => {
    expect(await orUndefinedIfAbsent(once(context, tries(sdkError(name)).send))).toBe(expected);
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
