/** Owns the managed policies attached to roles. */
import type { AttachRolePolicyRequest, DetachRolePolicyRequest, ListAttachedRolePoliciesRequest } from '@aws-sdk/client-iam';
import { operation, type Operations } from '../operation';
import type { World } from '../world';
import {
  changeableRole,
  checkManagedPolicy,
  iamPage,
  limitExceeded,
  noSuchEntity,
  pagingMembers,
  pathPrefixShape,
  policyArnShape,
  roleNamed,
  roleNameShape,
} from './role';

export const managedPolicyOperations = (world: World): Operations => ({
  AttachRolePolicy: operation<AttachRolePolicyRequest>(
    { RoleName: roleNameShape, PolicyArn: policyArnShape },
    ({ RoleName, PolicyArn }) => {
      const role = changeableRole(world, RoleName);
      checkManagedPolicy(world, PolicyArn, `Policy ${PolicyArn} does not exist or is not attachable.`);
      if (role.managedPolicyArns.includes(PolicyArn)) return {};
      if (role.managedPolicyArns.length >= world.quotas.managedPoliciesPerRole) {
        throw limitExceeded(`Cannot exceed quota for PoliciesPerRole: ${String(world.quotas.managedPoliciesPerRole)}`);
      }
      role.managedPolicyArns.push(PolicyArn);
      return {};
    },
  ),

  DetachRolePolicy: operation<DetachRolePolicyRequest>(
    { RoleName: roleNameShape, PolicyArn: policyArnShape },
    ({ RoleName, PolicyArn }) => {
      const role = changeableRole(world, RoleName);
      if (!role.managedPolicyArns.includes(PolicyArn)) throw noSuchEntity(`Policy ${PolicyArn} was not found.`);
      role.managedPolicyArns = role.managedPolicyArns.filter((arn) => arn !== PolicyArn);
      return {};
    },
  ),

  ListAttachedRolePolicies: operation<ListAttachedRolePoliciesRequest>(
    { RoleName: roleNameShape, PathPrefix: pathPrefixShape, ...pagingMembers },
    (input) => {
      const attached = roleNamed(world, input.RoleName)
        .managedPolicyArns.filter((arn) => (arn.split(':policy')[1] ?? '').startsWith(input.PathPrefix ?? '/'))
        .map((arn) => ({ PolicyName: arn.slice(arn.lastIndexOf('/') + 1), PolicyArn: arn }));
      const { items, rest } = iamPage(world, attached, input);
      return { AttachedPolicies: items, ...rest };
    },
  ),
});
