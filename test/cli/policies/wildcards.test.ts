import { covers, isLike, overlaps, patternOf } from '../../../src/cli/policies/wildcards';

it.each<[pattern: string, text: string, matches: boolean]>([
  ['', '', true],
  ['*', '', true],
  ['?', '', false],
  ['a*b*c', 'abc', true],
  ['a*b*c', 'aXbYbZc', true],
  ['a*b*c', 'acb', false],
  ['*aab', 'aaaab', true],
  ['a?c', 'abc', true],
  ['a?c', 'ac', false],
  ['**?*', 'x', true],
  ['a.c', 'abc', false],
  ['[a]+$', '[a]+$', true],
])('%j matches %j: %s', (pattern, text, expected) => {
  expect(isLike(pattern, text)).toBe(expected);
});

it.each<[wide: string, narrow: string, covered: boolean]>([
  ['*', 'iam:*', true],
  ['iam:*', 'iam:Create*', true],
  ['iam:Create*', 'iam:*', false],
  ['iam:?et*', 'iam:GetRole', true],
  ['iam:?', 'iam:*', false],
  ['s3:*Object', 's3:Get*Object', true],
  ['s3:Get*', 's3:*Object', false],
])('%s covers %s: %s', (wide, narrow, covered) => {
  expect(covers(patternOf(wide), patternOf(narrow))).toBe(covered);
});

it.each<[one: string, other: string, overlapping: boolean]>([
  ['s3:Get*', 's3:*Object', true],
  ['s3:Get*', 's3:Put*', false],
  ['*', '', true],
  ['a*', '*b', true],
  ['a?', '?b', true],
  ['a?', 'b?', false],
  ['geo:*', 'geo:getmap*', true],
  ['abc', 'abc', true],
  ['abc', 'abcd', false],
  ['', '?', false],
])('%s and %s overlap: %s', (one, other, overlapping) => {
  expect([overlaps(patternOf(one), patternOf(other)), overlaps(patternOf(other), patternOf(one))]).toEqual([overlapping, overlapping]);
});

it('decides on hostile patterns in no time', () => {
  const begun = performance.now();
  expect(isLike(`${'*a'.repeat(1_000)}b`, 'a'.repeat(2_000))).toBe(false);
  expect(overlaps(patternOf('*a'.repeat(500)), patternOf('*b'.repeat(500)))).toBe(false);
  expect(performance.now() - begun).toBeLessThan(2_000);
});
