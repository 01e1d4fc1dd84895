/** The engine beside a policy evaluator that is not ours, on random conditions with every operator. The seed is fixed: a failure comes again. */
import fc from 'fast-check';
import type { KeyValue } from '../../../src/cli/policies/request-keys';
import { weighTrust } from '../../../src/cli/policies/trust';
import { allows } from '../../differential/evaluator';

const C = 'cognito-identity.amazonaws.com';
const ACTION = 'sts:AssumeRoleWithWebIdentity';
const CONTEXT: Readonly<Record<string, string | string[]>> = {
  [`${C}:aud`]: 'eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab',
  [`${C}:amr`]: ['authenticated', 'accounts.google.com'],
  'aws:SourceIp': '10.1.2.3',
  'aws:CurrentTime': '2026-11-27T12:00:00Z',
  'aws:EpochTime': '1795780800',
  'aws:SecureTransport': 'true',
  'aws:UserAgent': 'Agent/1.0',
  'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/app/reader',
  'aws:MultiFactorAuthAge': '300',
};
const KEYS = new Map<string, KeyValue>(
  Object.entries(CONTEXT).map(([key, value]) => [
    key.toLowerCase(),
    typeof value === 'string' ? { kind: 'single', value } : { kind: 'multi', values: value },
  ]),
);

/** By kind of operator: what may stand beside it, much of it near to what the request says. */
const FAMILIES: readonly (readonly [operators: readonly string[], keys: readonly string[], values: readonly string[]])[] = [
  [
    ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike'],
    ['aws:UserAgent', `${C}:aud`, `${C}:amr`, 'aws:RequestedRegion'],
    ['Agent/1.0', 'agent/1.0', 'Agent/*', 'Agent/?.?', '*', 'eu-west-1:*', 'authenticated', 'auth*', 'accounts.google.com', 'other'],
  ],
  [
    ['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan', 'NumericGreaterThanEquals'],
    ['aws:MultiFactorAuthAge', 'aws:EpochTime', 'aws:RequestedRegion'],
    ['300', '299', '301', '1795780800', '0'],
  ],
  [
    ['DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals'],
    ['aws:CurrentTime', 'aws:RequestedRegion'],
    ['2026-11-27T12:00:00Z', '2026-11-27T11:59:59Z', '2027-01-01T00:00:00Z', '2020-01-01T00:00:00Z'],
  ],
  [['Bool'], ['aws:SecureTransport', 'aws:RequestedRegion'], ['true', 'false', 'TRUE']],
  [
    ['IpAddress', 'NotIpAddress'],
    ['aws:SourceIp', 'aws:RequestedRegion'],
    // Not 0.0.0.0/0, by which the evaluator shifts 32 bits to the left and finds nobody; conditions.test.ts has it.
    ['10.1.2.3', '10.1.2.3/32', '10.0.0.0/8', '10.1.2.4/31', '192.168.0.0/16'],
  ],
  [
    ['ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike'],
    ['aws:PrincipalArn', 'aws:RequestedRegion'],
    [
      'arn:aws:iam::123456789012:role/app/reader',
      'arn:aws:iam::*:role/app/*',
      'arn:aws:iam::123456789012:role/*',
      'arn:aws:iam::210987654321:role/*',
    ],
  ],
  [['Null'], ['aws:SourceIp', 'aws:RequestedRegion', `${C}:amr`], ['true', 'false']],
];

const conditions = fc.constantFrom(...FAMILIES).chain(([operators, keys, values]) =>
  fc.record({
    set: fc.constantFrom('', '', '', 'ForAnyValue:', 'ForAllValues:'),
    operator: fc.constantFrom(...operators),
    end: fc.constantFrom('', '', '', 'IfExists'),
    key: fc.constantFrom(...keys),
    values: fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }),
  }),
);

const CONDITIONS = 3_000;

it(`agrees with the evaluator on ${CONDITIONS} conditions`, () => {
  const differences: unknown[] = [];
  for (const { set, operator, end, key, values } of fc.sample(conditions, { seed: 20_261_127, numRuns: CONDITIONS })) {
    const name = operator === 'Null' ? operator : `${set}${operator}${end}`;
    const statement = { Effect: 'Allow', Principal: { Federated: C }, Action: ACTION, Condition: { [name]: { [key]: values } } };
    const document = { Version: '2012-10-17', Statement: statement };
    const ours = weighTrust(document, { principal: C, action: ACTION, keys: (asked) => KEYS.get(asked) ?? { kind: 'absent' } }).allowed;
    const theirs = allows(document, C, ACTION, CONTEXT);
    if (ours !== theirs && ours !== 'unknown') differences.push({ name, key, values, ours, theirs });
  }
  expect(differences.slice(0, 10)).toEqual([]);
});
