import { Failure } from '../../../src/core/failure';
import { Reader, type Progress } from '../../../src/cli/doctor/reader';

const SOMETHING = { what: 'something', permission: 'iam:GetRole' };
const failing = (failure: Error) => () => Promise.reject(failure);

it('reads five things at a time', async () => {
  const seen: Progress[] = [];
  const reader = new Reader((progress) => void seen.push(progress));
  let now = 0;
  let most = 0;
  const read = async (): Promise<object> => {
    now += 1;
    most = Math.max(most, now);
    await new Promise((resolve) => setImmediate(resolve));
    now -= 1;
    return {};
  };
  await Promise.all(Array.from({ length: 30 }, () => reader.read(SOMETHING, read)));
  expect([most, seen.length, seen.at(-1)]).toEqual([5, 30, { done: 30, known: 30 }]);
});

it('says of what does not exist that it is absent', async () => {
  expect(await new Reader().read(SOMETHING, () => Promise.resolve(undefined))).toBe('absent');
});

it.each([
  [
    'a denial',
    new Failure('AccessDenied', 'no.', { permission: 'iam:GetPolicy' }),
    { ...SOMETHING, permission: 'iam:GetPolicy', why: 'no.' },
  ],
  ['a denial that names nothing', new Failure('AccessDenied', 'no.'), { ...SOMETHING, why: 'no.' }],
  ['a refusal for the rate', new Failure('Throttling', 'slowly.'), { what: 'something', why: 'slowly.' }],
])('goes on after %s', async (_what, failure, entry) => {
  const reader = new Reader();
  expect(await reader.read(SOMETHING, failing(failure))).toBe('unread');
  expect(reader.notChecked).toEqual([entry]);
});

it.each([
  ['expired credentials', new Failure('InvalidCredentials', 'expired')],
  ['a network that is down', new Failure('NetworkFailure', 'down')],
  ['a fault of its own', new TypeError('x is not a function')],
])('ends with %s', async (_what, error) => {
  await expect(new Reader().read(SOMETHING, failing(error))).rejects.toBe(error);
});
