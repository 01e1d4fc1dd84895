/** The permissions that a full check of one pool needs, and no more. */
import { partitionOf } from '../../core/rules/partition';
import { poolRegionOf } from '../../core/rules/pool-id';
import type { IdentityPoolId } from '../../core/state';

/** The account is left open, so that the policy can be printed without asking AWS anything. */
export function leastPrivilege(poolId: IdentityPoolId, { allRoles = false }: { readonly allRoles?: boolean } = {}): object {
  const region = poolRegionOf(poolId);
  const arn = (service: string, rest: string): string => `arn:${partitionOf(region)}:${service}:${rest}`;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'TheIdentityPool',
        Effect: 'Allow',
        Action: [
          'cognito-identity:DescribeIdentityPool',
          'cognito-identity:GetIdentityPoolRoles',
          'cognito-identity:GetPrincipalTagAttributeMap',
        ],
        Resource: arn('cognito-identity', `${region}:*:identitypool/${poolId}`),
      },
      {
        Sid: 'ItsRoles',
        Effect: 'Allow',
        Action: ['iam:GetRole', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'],
        Resource: arn('iam', ':*:role/*'),
      },
      ...(allRoles ? [{ Sid: 'AllRoles', Effect: 'Allow', Action: ['iam:ListRoles'], Resource: '*' }] : []),
      {
        Sid: 'TheirManagedPolicies',
        Effect: 'Allow',
        Action: ['iam:GetPolicy', 'iam:GetPolicyVersion'],
        Resource: arn('iam', ':*:policy/*'),
      },
      {
        Sid: 'ItsProviders',
        Effect: 'Allow',
        Action: ['iam:GetOpenIDConnectProvider', 'iam:GetSAMLProvider'],
        Resource: [arn('iam', ':*:oidc-provider/*'), arn('iam', ':*:saml-provider/*')],
      },
      {
        Sid: 'ItsUserPools',
        Effect: 'Allow',
        Action: [
          'cognito-idp:DescribeUserPool',
          'cognito-idp:DescribeUserPoolClient',
          'cognito-idp:ListGroups',
          'cognito-idp:ListUserPoolClients',
        ],
        Resource: arn('cognito-idp', '*:*:userpool/*'),
      },
    ],
  };
}
