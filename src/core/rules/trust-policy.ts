import type { IdentityPoolId, IdentityType, PolicyDocument } from '../state';
import type { TrustAnchor } from './partition';

/**
 * Lets the identities of exactly one pool, and of one kind, take the role.
 * IAM refuses the document without `aud`; `amr` is the only thing that keeps guests out of the role of the signed-in (amplify-backend#625).
 * @param withTags whether sessions carry principal tags: without sts:TagSession every sign-in with tags fails (aws-cdk#30919).
 */
export const trustPolicyFor = (
  poolId: IdentityPoolId,
  identityType: IdentityType,
  { principal, conditionPrefix }: TrustAnchor,
  withTags = false,
): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: principal },
      Action: withTags ? ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] : 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { [`${conditionPrefix}:aud`]: poolId },
        'ForAnyValue:StringLike': { [`${conditionPrefix}:amr`]: identityType },
      },
    },
  ],
});
