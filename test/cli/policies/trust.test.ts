import type { KeyValue } from '../../../src/cli/policies/request-keys';
import { weighTrust } from '../../../src/cli/policies/trust';
import type { Truth } from '../../../src/cli/policies/truth';

const C = 'cognito-identity.amazonaws.com';
const KEYS: Readonly<Record<string, KeyValue>> = {
  [`${C}:aud`]: { kind: 'single', value: 'pool' },
  [`${C}:amr`]: { kind: 'multi', values: ['authenticated', 'www.amazon.com'] },
  [`${C}:sub`]: { kind: 'unknown' },
};

function weigh(...statements: object[]): { readonly allowed: Truth; readonly reasons: readonly string[] } {
  const { allowed, reasons } = weighTrust(
    { Version: '2012-10-17', Statement: statements },
    { principal: C, action: 'sts:AssumeRoleWithWebIdentity', keys: (key) => KEYS[key] ?? { kind: 'absent' } },
  );
  return { allowed, reasons };
}

const ALLOW = { Effect: 'Allow', Principal: { Federated: C }, Action: 'sts:AssumeRoleWithWebIdentity' };
const allow = (more: object): object => ({ ...ALLOW, ...more });
const when = (operator: string, key: string, ...values: string[]): object =>
  allow({ Condition: { [operator]: { [`${C}:${key}`]: values } } });
const { Principal: _principal, ...NOBODY } = ALLOW;
const { Action: _action, ...NOTHING } = ALLOW;

it.each([
  ['one statement that is no list', ALLOW, true],
  ['everybody', { ...NOBODY, Principal: '*' }, true],
  ['every AWS account, which stands for everybody', { ...NOBODY, Principal: { AWS: '*' } }, true],
  ['one AWS account', { ...NOBODY, Principal: { AWS: '123456789012' } }, false],
  ['everybody but others', { ...NOBODY, NotPrincipal: { Federated: 'accounts.google.com' } }, true],
  ['everybody but Cognito', { ...NOBODY, NotPrincipal: { Federated: [C] } }, false],
  ['nobody', NOBODY, false],
  ['every action', { ...NOTHING, Action: '*' }, true],
  ['actions by a wildcard, in any case', { ...NOTHING, Action: ['STS:assumerole*identit?'] }, true],
  ['another action', { ...NOTHING, Action: 'sts:AssumeRole' }, false],
  ['all actions but another', { ...NOTHING, NotAction: 'sts:AssumeRole' }, true],
  ['all actions but this', { ...NOTHING, NotAction: ['sts:*'] }, false],
  ['no action', NOTHING, false],
  ['one of several values', when('StringEquals', 'aud', 'other', 'pool'), true],
  ['none of several values', when('StringNotEquals', 'aud', 'other', 'pool'), false],
  ['another value', when('StringNotEquals', 'aud', 'other'), true],
  ['a value in another case', when('StringEquals', 'aud', 'POOL'), false],
  ['a value in another case, without regard to it', when('StringEqualsIgnoreCase', 'aud', 'POOL'), true],
  ['a value in another case that it must not be', when('StringNotEqualsIgnoreCase', 'aud', 'POOL'), false],
  ['a wildcard', when('StringLike', 'aud', 'p??l*'), true],
  ['a wildcard that wants more text than there is', when('StringLike', 'aud', 'pool?*'), false],
  ['wildcards that would overlap', when('StringLike', 'aud', 'poo*ool'), false],
  ['wildcards around a part', when('StringLike', 'aud', '*oo*'), true],
  ['a wildcard that it must not match', when('StringNotLike', 'aud', 'p*'), false],
  ['several values, of which one has to match', when('ForAnyValue:StringLike', 'amr', 'auth*'), true],
  ['several values, of which all have to match', when('ForAllValues:StringLike', 'amr', 'auth*'), false],
  ['several values, which all match', when('ForAllValues:StringLike', 'amr', 'auth*', 'www.*'), true],
  ['several values, of which one has to differ', when('ForAnyValue:StringNotEquals', 'amr', 'authenticated'), true],
  ['several values without a set operator', when('StringNotEquals', 'amr', 'other'), false],
  ['a key that nobody has', when('StringEquals', 'arm', 'authenticated'), false],
  ['a key that nobody has, if it exists', when('StringEqualsIfExists', 'arm', 'authenticated'), true],
  ['a key that nobody has and that must not be something', when('StringNotEquals', 'arm', 'authenticated'), true],
  ['a key that nobody has, for all of its values', when('ForAllValues:StringEquals', 'arm', 'authenticated'), true],
  ['a key that nobody has, for any of its values', when('ForAnyValue:StringEquals', 'arm', 'authenticated'), false],
  [
    'a key that nobody has, for any of its values if it exists',
    when('ForAnyValue:StringEqualsIfExists', 'arm', 'authenticated'),
    'unknown',
  ],
  ['a key that has to be there, and is', when('Null', 'aud', 'false'), true],
  ['a key that has to be there, and is not', when('Null', 'arm', 'false'), false],
  ['a key that must not be there, and is', when('Null', 'aud', 'true'), false],
  ['a number, which it is not', when('NumericEquals', 'aud', '1'), false],
  ['a number that it must not be, of which AWS says nothing', when('NumericNotEquals', 'aud', '1'), 'unknown'],
  ['a key that is not known', when('StringEquals', 'sub', 'x'), 'unknown'],
  ['a policy variable that only the request knows', when('StringEquals', 'aud', '${cognito-identity.amazonaws.com:sub}'), 'unknown'],
  ['a policy variable without a value', when('StringEquals', 'aud', '${aws:username}'), false],
  ['a policy variable without a value, with a default', when('StringEquals', 'aud', "${aws:username, 'pool'}"), true],
  [
    'a key that is not known beside one that fails',
    allow({ Condition: { StringEquals: { [`${C}:sub`]: 'x', [`${C}:aud`]: 'other' } } }),
    false,
  ],
])('a trust policy that names %s', (_, statement, allowed) => {
  expect(weigh(statement).allowed).toBe(allowed);
});

it.each([
  ['a Deny that applies', [ALLOW, { ...ALLOW, Effect: 'Deny' }], false, ['statement 2 of its trust policy denies it']],
  ['a Deny that does not apply', [ALLOW, { ...when('StringEquals', 'aud', 'other'), Effect: 'Deny' }], true, []],
  [
    'a Deny that may apply',
    [ALLOW, { ...when('StringEquals', 'sub', 'x'), Effect: 'Deny' }],
    'unknown',
    [`statement 2 of its trust policy depends on the condition StringEquals ${C}:sub x, which cannot be known here`],
  ],
  ['an Allow that may apply beside one that does', [when('StringEquals', 'sub', 'x'), ALLOW], true, []],
  ['no statement', [], false, ['its trust policy allows nothing']],
  ['a Deny alone', [{ ...ALLOW, Effect: 'Deny' }], false, ['statement 1 of its trust policy denies it']],
])('a trust policy with %s', (_, statements, allowed, reasons) => {
  expect(weigh(...statements)).toEqual({ allowed, reasons });
});

it('matches a pattern of many stars in no time', () => {
  const begun = performance.now();
  expect(weigh(when('StringLike', 'aud', `${'*o'.repeat(500)}x`)).allowed).toBe(false);
  expect(performance.now() - begun).toBeLessThan(1000);
});
