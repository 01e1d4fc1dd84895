import { Failure } from '../../src/core/failure';

it('a failure has its code, its message, its cause and what callers distinguish', () => {
  const cause = new Error('below');
  const options = { cause, reason: 'absent', verdict: 'settling' } as const;
  const { name, code, message, reason, verdict, ...rest } = new Failure('NotFound', 'It is gone.', options);
  expect({ name, code, message, reason, verdict }).toEqual({
    name: 'Failure',
    code: 'NotFound',
    message: 'It is gone.',
    reason: 'absent',
    verdict: 'settling',
  });
  expect(rest).toEqual({});
  expect(new Failure('NotFound', '', { cause }).cause).toBe(cause);
});

it('a failure without a cause has none, not an undefined one', () => {
  expect('cause' in new Failure('NotFound', 'It is gone.')).toBe(false);
  expect('cause' in new Failure('NotFound', 'It is gone.', { reason: 'absent' })).toBe(false);
  expect(new Failure('NotFound', 'It is gone.').reason).toBeUndefined();
});

it('a failure is final unless it says otherwise', () => {
  expect(new Failure('NotFound', 'It is gone.').verdict).toBe('final');
});
