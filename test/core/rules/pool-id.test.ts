import { asPoolId, poolRegionOf } from '../../../src/core/rules/pool-id';

const GUID = '0f1e2d3c-0000-4000-8000-0123456789ab';

it.each([`us-east-1:${GUID}`, `us-gov-east-1:${GUID}`, `${'r'.repeat(18)}:${GUID}`])('%s can be the id of a pool', (text) => {
  expect(asPoolId(text)).toBe(text);
});

it.each([
  [undefined],
  [''],
  [GUID],
  [`us-east-1:${GUID} `],
  [` us-east-1:${GUID}`],
  ['us-east-1:'],
  ['us-east-1:not-a-guid'],
  [`us east:${GUID}`],
  [`${'r'.repeat(19)}:${GUID}`],
  ['identity-pool-with-roles:nothing-was-made'],
])('%s cannot be the id of a pool', (text) => {
  expect(asPoolId(text)).toBeUndefined();
});

it('the id of a pool begins with its region', () => {
  expect(poolRegionOf(`us-gov-east-1:${GUID}`)).toBe('us-gov-east-1');
});
