import { Failure } from '../../src/core/failure';

it('a failure has its code, its message, its cause and what callers tell apart', () => {
  const cause = new Error('below');
  const { name, code, message, reason, ...rest } = new Failure('NotFound', 'It is gone.', { cause, reason: 'absent' });
  expect({ name, code, message, reason }).toEqual({ name: 'Failure', code: 'NotFound', message: 'It is gone.', reason: 'absent' });
  expect(rest).toEqual({});
  expect(new Failure('NotFound', '', { cause }).cause).toBe(cause);
});

it('a failure without a cause has none, not an undefined one', () => {
  expect('cause' in new Failure('NotFound', 'It is gone.')).toBe(false);
  expect('cause' in new Failure('NotFound', 'It is gone.', { reason: 'absent' })).toBe(false);
  expect(new Failure('NotFound', 'It is gone.').reason).toBeUndefined();
});
