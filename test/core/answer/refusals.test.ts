import { Failure } from '../../../src/core/failure';
import { noSuchPool, poolIsGone, toFailed } from '../../../src/core/answer/refusals';

it.each([
  [undefined, 'No IdentityPoolId was given, so there is no such identity pool.'],
  ['', 'No IdentityPoolId was given, so there is no such identity pool.'],
  ['x', 'There is no identity pool "x".'],
  ['x'.repeat(81), `There is no identity pool "${'x'.repeat(80)}".`],
])('a pool that is not there is told of: %s', (text, message) => {
  const { code, message: told } = noSuchPool(text);
  expect([code, told]).toEqual(['NotFound', message]);
});

it('a pool that went meanwhile is told of', () => {
  const { code, message } = poolIsGone('us-east-1:0');
  expect([code, message]).toEqual([
    'NotStabilized',
    'Identity pool us-east-1:0 was deleted by somebody else while its roles were being made.',
  ]);
});

describe('CloudFormation is told', () => {
  const UNKNOWN = {
    status: 'failed',
    code: 'InternalFailure',
    message: 'The handler met an error that it does not know. Its log names the place.',
  };
  const told = (error: unknown) => {
    const lines: string[] = [];
    return { failed: toFailed(error, (line) => lines.push(line)), lines };
  };
  const withStack = (stack: string | undefined): Error => {
    const error = new TypeError('a secret');
    if (stack === undefined) delete error.stack;
    else error.stack = stack;
    return error;
  };

  it.each<[string, unknown, object, string[]]>([
    ['what a failure says', new Failure('Throttling', 'Slowly.'), { status: 'failed', code: 'Throttling', message: 'Slowly.' }, []],
    [
      'nothing of an error, whose place is logged',
      withStack('TypeError: a secret\n    at x (y.js:1)\n    at z'),
      UNKNOWN,
      ['unexpected TypeError at at x (y.js:1)'],
    ],
    ['nothing of an error of one line', withStack('TypeError: a secret'), UNKNOWN, ['unexpected TypeError at ?']],
    ['nothing of an error without a place', withStack(undefined), UNKNOWN, ['unexpected TypeError at ?']],
    ['nothing of what is no error', 'a secret', UNKNOWN, ['unexpected string']],
  ])('%s', (_case, error, failed, lines) => {
    expect(told(error)).toStrictEqual({ failed, lines });
  });
});
