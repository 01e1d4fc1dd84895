import { trustPrincipalOf } from '../../../src/core/rules/partition';
import { trustPolicyFor } from '../../../src/core/rules/trust-policy';

const POOL_ID = 'us-east-1:0f1e2d3c-0000-4000-8000-0123456789ab';

describe('a created role trusts exactly one pool and one kind of identity (F1, F2, F3)', () => {
  it.each([
    ['us-east-1', 'cognito-identity.amazonaws.com'],
    ['eu-west-1', 'cognito-identity.amazonaws.com'],
    ['us-gov-west-1', 'cognito-identity-us-gov.amazonaws.com'],
    ['us-gov-east-1', 'cognito-identity.us-gov-east-1.amazonaws.com'],
  ])('in %s through %s, in the principal and in both condition keys', (region, principal) => {
    for (const identityType of ['authenticated', 'unauthenticated'] as const)
      expect(trustPolicyFor(POOL_ID, identityType, trustPrincipalOf(region) ?? '')).toEqual({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Federated: principal },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: {
              StringEquals: { [`${principal}:aud`]: POOL_ID },
              'ForAnyValue:StringLike': { [`${principal}:amr`]: identityType },
            },
          },
        ],
      });
  });

  it.each(['cn-north-1', 'eusc-de-east-1', 'us-iso-east-1'])(
    'guesses no principal in %s, where the sources disagree or are silent',
    (region) => {
      expect(trustPrincipalOf(region)).toBeUndefined();
    },
  );
});
