import type {
  AttachRolePolicyRequest,
  DetachRolePolicyRequest,
  GetPolicyRequest,
  GetPolicyVersionRequest,
  ListAttachedRolePoliciesRequest,
} from '@aws-sdk/client-iam';
import { needed, text } from '../constraints';
import { operation, type Operations } from '../operation';
import type { World } from '../world';
import {
  changeableRole,
  checkManagedPolicy,
  encodeDocument,
  iamPage,
  limitExceeded,
  noSuchEntity,
  pagingMembers,
  policyArnShape,
  policyPathShape,
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
    { RoleName: roleNameShape, PathPrefix: policyPathShape, ...pagingMembers },
    (input) => {
      const attached = roleNamed(world, input.RoleName)
        .managedPolicyArns.filter((arn) => (arn.split(':policy')[1] ?? '').startsWith(input.PathPrefix ?? '/'))
        .map((arn) => ({ PolicyName: arn.slice(arn.lastIndexOf('/') + 1), PolicyArn: arn }));
      const { items, rest } = iamPage(world, attached, input);
      return { AttachedPolicies: items, ...rest };
    },
  ),

  GetPolicy: operation<GetPolicyRequest>({ PolicyArn: policyArnShape }, ({ PolicyArn }) => {
    checkManagedPolicy(world, PolicyArn, `Policy ${PolicyArn} was not found.`);
    return { Policy: { Arn: PolicyArn, DefaultVersionId: 'v3' } };
  }),

  GetPolicyVersion: operation<GetPolicyVersionRequest>(
    { PolicyArn: policyArnShape, VersionId: needed(text({ pattern: String.raw`v[1-9][0-9]*(\.[A-Za-z0-9-]*)?` })) },
    ({ PolicyArn, VersionId }) => {
      checkManagedPolicy(world, PolicyArn, `Policy ${PolicyArn} was not found.`);
      if (VersionId !== 'v3') throw noSuchEntity(`Policy ${PolicyArn} version ${VersionId} does not exist.`);
      const document = world.managedPolicies.get(PolicyArn) ?? { Version: '2012-10-17', Statement: [] };
      return { PolicyVersion: { VersionId, Document: encodeDocument(JSON.stringify(document)), IsDefaultVersion: true } };
    },
  ),
});
