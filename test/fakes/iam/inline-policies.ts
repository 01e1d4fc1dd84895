import type { DeleteRolePolicyRequest, GetRolePolicyRequest, ListRolePoliciesRequest, PutRolePolicyRequest } from '@aws-sdk/client-iam';
import { operation, type Operations } from '../operation';
import type { FakeRole, World } from '../world';
import { checkPermissionsPolicy, sizeOf } from './documents';
import {
  changeableRole,
  documentShape,
  encodeDocument,
  iamPage,
  limitExceeded,
  noSuchEntity,
  pagingMembers,
  policyNameShape,
  roleNamed,
  roleNameShape,
} from './role';

export const inlinePolicyOperations = (world: World): Operations => ({
  PutRolePolicy: operation<PutRolePolicyRequest>(
    { RoleName: roleNameShape, PolicyName: policyNameShape, PolicyDocument: documentShape },
    ({ RoleName, PolicyName, PolicyDocument }) => {
      const role = changeableRole(world, RoleName);
      checkPermissionsPolicy(PolicyDocument);
      const policies = { ...role.inlinePolicies, [PolicyName]: PolicyDocument };
      const size = Object.values(policies).reduce((sum, document) => sum + sizeOf(document), 0);
      if (size > world.quotas.inlinePoliciesSize) {
        throw limitExceeded(`Maximum policy size of ${String(world.quotas.inlinePoliciesSize)} bytes exceeded for role ${RoleName}`);
      }
      role.inlinePolicies = policies;
      return {};
    },
  ),

  GetRolePolicy: operation<GetRolePolicyRequest>({ RoleName: roleNameShape, PolicyName: policyNameShape }, ({ RoleName, PolicyName }) => ({
    RoleName,
    PolicyName,
    PolicyDocument: encodeDocument(policyOf(roleNamed(world, RoleName), PolicyName)),
  })),

  DeleteRolePolicy: operation<DeleteRolePolicyRequest>(
    { RoleName: roleNameShape, PolicyName: policyNameShape },
    ({ RoleName, PolicyName }) => {
      const role = changeableRole(world, RoleName);
      policyOf(role, PolicyName);
      role.inlinePolicies = Object.fromEntries(Object.entries(role.inlinePolicies).filter(([name]) => name !== PolicyName));
      return {};
    },
  ),

  ListRolePolicies: operation<ListRolePoliciesRequest>({ RoleName: roleNameShape, ...pagingMembers }, (input) => {
    const { items, rest } = iamPage(world, Object.keys(roleNamed(world, input.RoleName).inlinePolicies).sort(), input);
    return { PolicyNames: items, ...rest };
  }),
});

const policyOf = (role: FakeRole, name: string): string => {
  const document = Object.hasOwn(role.inlinePolicies, name) ? role.inlinePolicies[name] : undefined;
  if (document === undefined) throw noSuchEntity(`The role policy with name ${name} cannot be found.`);
  return document;
};
