import { trustAnchorOf } from '../../../src/core/rules/partition';
import { trustPolicyFor } from '../../../src/core/rules/trust-policy';
import { NO_SETTINGS } from '../../../src/core/settings';

const POOL_ID = 'us-east-1:0f1e2d3c-0000-4000-8000-0123456789ab';
const CHINA = 'cognito-identity.cn-north-1.amazonaws.com.cn';

const document = (principal: string, prefix: string, identityType: string, action: string | string[]): object => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: principal },
      Action: action,
      Condition: { StringEquals: { [`${prefix}:aud`]: POOL_ID }, 'ForAnyValue:StringLike': { [`${prefix}:amr`]: identityType } },
    },
  ],
});

describe('a created role trusts exactly one pool and one kind of identity', () => {
  it.each([
    ['us-east-1', {}, 'cognito-identity.amazonaws.com', 'cognito-identity.amazonaws.com'],
    ['eu-west-1', {}, 'cognito-identity.amazonaws.com', 'cognito-identity.amazonaws.com'],
    ['ap-southeast-2', {}, 'cognito-identity.amazonaws.com', 'cognito-identity.amazonaws.com'],
    ['us-gov-west-1', {}, 'cognito-identity-us-gov.amazonaws.com', 'cognito-identity-us-gov.amazonaws.com'],
    ['us-gov-east-1', {}, 'cognito-identity.us-gov-east-1.amazonaws.com', 'cognito-identity.us-gov-east-1.amazonaws.com'],
    ['cn-north-1', { trustConditionPrefix: CHINA }, CHINA, CHINA],
    ['cn-north-1', { trustConditionPrefix: 'cognito-identity.amazonaws.com.cn' }, CHINA, 'cognito-identity.amazonaws.com.cn'],
    ['eusc-de-east-1', { trustPrincipal: 'cognito-identity.example.eu' }, 'cognito-identity.example.eu', 'cognito-identity.example.eu'],
    ['us-iso-east-1', { trustPrincipal: 'a.example', trustConditionPrefix: 'b.example' }, 'a.example', 'b.example'],
    ['us-east-1', { trustPrincipal: 'a.example' }, 'a.example', 'a.example'],
  ])('in %s with the settings %j through %s, in the principal and in both condition keys', (region, settings, principal, prefix) => {
    const anchor = trustAnchorOf(region, { ...NO_SETTINGS, ...settings });
    if (anchor === undefined) throw new Error('no trust anchor');
    for (const identityType of ['authenticated', 'unauthenticated'] as const) {
      expect(trustPolicyFor(POOL_ID, identityType, anchor)).toEqual(
        document(principal, prefix, identityType, 'sts:AssumeRoleWithWebIdentity'),
      );
      expect(trustPolicyFor(POOL_ID, identityType, anchor, true)).toEqual(
        document(principal, prefix, identityType, ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession']),
      );
    }
  });

  it.each(['cn-north-1', 'eusc-de-east-1', 'us-iso-east-1'])(
    'guesses nothing in %s, where the sources disagree or are silent',
    (region) => {
      expect(trustAnchorOf(region, NO_SETTINGS)).toBeUndefined();
    },
  );
});
