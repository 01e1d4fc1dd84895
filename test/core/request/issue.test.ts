import { clip, describeIssues } from '../../../src/core/request/issue';

it.each([
  ['one, by its place', [{ path: 'A', problem: 'is wrong.' }], 'Invalid property. A: is wrong.'],
  ['one of the whole', [{ path: '', problem: 'is wrong.' }], 'Invalid property. is wrong.'],
  [
    'two, counted',
    [
      { path: 'A', problem: 'is wrong.' },
      { path: '', problem: 'Too much.' },
    ],
    '2 invalid properties. (1) A: is wrong. (2) Too much.',
  ],
])('problems are reported in one line: %s', (_case, issues, text) => {
  expect(describeIssues(issues)).toBe(text);
});

it('a text of 80 characters is shown whole, a longer one cut to as many', () => {
  expect([clip('x'.repeat(80)), clip('x'.repeat(81))]).toEqual(['x'.repeat(80), `${'x'.repeat(77)}...`]);
});
