import { placeOf } from '../../../src/core/log/error-place';
import { placeIn } from '../../places';

const FRAMES = '    at convert (/var/task/custom-resource.js:12:34)\n    at async Runtime.handler (/var/task/custom-resource.js:1:2)';

const withStack = (stack: string | undefined, message = 'a secret'): Error => {
  const error = new TypeError(message);
  if (stack === undefined) delete error.stack;
  else error.stack = stack;
  return error;
};

describe('the log says of an unexpected error where it was thrown, and nothing of its text', () => {
  const location = '/var/task/custom-resource.js:12';
  it.each<[string, unknown, object]>([
    [
      'of an error as Node.js makes it',
      withStack(`TypeError: a secret\n${FRAMES}`),
      { name: 'TypeError', location, stack: `TypeError\n${FRAMES}` },
    ],
    [
      'of a text that looks like frames',
      withStack(`TypeError: a\n    at secret (/a.js:1:2)\n${FRAMES}`, 'a\n    at secret (/a.js:1:2)'),
      { name: 'TypeError', location, stack: `TypeError\n${FRAMES}` },
    ],
    [
      'of a text that was replaced after the error was made',
      withStack(`TypeError: a secret of before\n${FRAMES}`, 'other'),
      { name: 'TypeError', location, stack: `TypeError\n${FRAMES}` },
    ],
    ['of an error without a text', withStack(`TypeError\n${FRAMES}`, ''), { name: 'TypeError', location, stack: `TypeError\n${FRAMES}` }],
    ['of an error without frames', withStack('TypeError: a secret'), { name: 'TypeError', location: '', stack: 'TypeError' }],
    ['of an error without a stack', withStack(undefined), { name: 'TypeError', location: '', stack: 'TypeError' }],
    ['of a text', 'a secret', { name: 'string', location: '', stack: '' }],
    ['of nothing', undefined, { name: 'undefined', location: '', stack: '' }],
    [
      'of a name that is none',
      Object.assign(withStack('a secret'), { name: 'a secret name' }),
      { name: 'Error', location: '', stack: 'Error' },
    ],
  ])('%s', (_case, error, place) => {
    expect(placeOf(error)).toStrictEqual(place);
  });

  it('of an error that was really thrown, whose first frame is this file', () => {
    const here = placeIn(__filename, 'RangeError');
    const place = placeOf(new RangeError('a secret\nof two lines'));
    expect(place.name).toBe('RangeError');
    expect(place.location).toMatch(here.location);
    expect(place.stack).toMatch(here.stack);
    expect(JSON.stringify(place)).not.toMatch(/secret|two lines/);
  });

  it('and of its causes, three deep, also where they go round', () => {
    const inner = withStack(undefined);
    const outer = Object.assign(new Error('outer', { cause: inner }), { stack: '' });
    Object.assign(inner, { cause: outer });
    const place = { name: 'TypeError', location: '', stack: 'TypeError' };
    const error = { name: 'Error', location: '', stack: 'Error' };
    expect(placeOf(outer)).toStrictEqual({ ...error, cause: { ...place, cause: { ...error, cause: place } } });
  });
});
