/** Owns the trust policy of a created role. */
import type { IdentityPoolId, IdentityType, PolicyDocument } from '../state';

/**
 * Lets the identities of exactly one pool, and of one kind, take the role.
 * IAM refuses the document without `aud`; `amr` is the only thing that keeps guests out of the role of the signed-in (amplify-backend#625).
 */
export const trustPolicyFor = (poolId: IdentityPoolId, identityType: IdentityType, trustPrincipal: string): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: trustPrincipal },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { [`${trustPrincipal}:aud`]: poolId },
        'ForAnyValue:StringLike': { [`${trustPrincipal}:amr`]: identityType },
      },
    },
  ],
});
