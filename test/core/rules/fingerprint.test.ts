import { fingerprint } from '../../../src/core/rules/fingerprint';

describe('a fingerprint', () => {
  it('is as many lower-case hexadecimal digits as were asked for, always the same', () => {
    expect(fingerprint(10, 'pool', 'authenticated', '/')).toBe('980be275a9');
  });

  it('shows where one part ends and the next begins', () => {
    expect(fingerprint(32, 'ab', 'c')).not.toBe(fingerprint(32, 'a', 'bc'));
  });
});
