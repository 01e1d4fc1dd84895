/** Owns what is there: one look at a pool, the roles it uses and the roles that were created for it. Reads only, side by side where one read does not need another. */
import type { Aws, Roles } from './ports';
import { isCreatedFor } from './rules/ownership';
import { roleNameOf } from './rules/arn';
import type { IdentityPoolId, InlinePolicy, ObservedPool, ObservedRole, RoleAssignments } from './state';

export interface ObservedState {
  readonly pool: ObservedPool;
  readonly assignments: RoleAssignments;
  /** Roles with this pool's mark: those that it uses, and those found under `roleNames`. */
  readonly createdRoles: readonly ObservedRole[];
}

/**
 * undefined: there is no such pool.
 * @param roleNames where a created role may be that the pool does not use (yet, or any more).
 */
export const observe = async (aws: Aws, poolId: IdentityPoolId, roleNames: readonly string[]): Promise<ObservedState | undefined> => {
  const byName = observeRoles(aws.roles, roleNames);
  const [pool, assignments, namedRoles] = await Promise.all([aws.pools.find(poolId), aws.pools.roleAssignments(poolId), byName]);
  if (pool === undefined || assignments === undefined) return undefined;
  const looked = new Set(roleNames);
  const assigned = assignedRoleNames(assignments).filter((name) => !looked.has(name));
  const roles = [...namedRoles, ...(await observeRoles(aws.roles, assigned))];
  return { pool, assignments, createdRoles: roles.filter((role) => isCreatedFor(role, poolId)) };
};

/** The names of the roles that a pool hands out, each once. */
export const assignedRoleNames = ({ roles, mappings }: RoleAssignments): string[] => {
  const mapped = Object.values(mappings).flatMap(({ rules = [] }) => rules.map(({ roleArn }) => roleArn));
  return [...new Set([...Object.values(roles), ...mapped].map(roleNameOf))];
};

/** Those of the named roles that exist, with the policies on them. */
export const observeRoles = async (roles: Roles, names: readonly string[]): Promise<ObservedRole[]> => {
  const found = await Promise.all([...new Set(names)].map((name) => observeRole(roles, name)));
  return found.filter((role): role is ObservedRole => role !== undefined);
};

const observeRole = async (roles: Roles, name: string): Promise<ObservedRole | undefined> => {
  const [role, managedPolicyArns, policyNames] = await Promise.all([
    roles.find(name),
    roles.managedPolicyArns(name),
    roles.inlinePolicyNames(name),
  ]);
  if (role === undefined || managedPolicyArns === undefined || policyNames === undefined) return undefined;
  const inlinePolicies = await Promise.all(policyNames.map((policyName) => inlinePolicy(roles, name, policyName)));
  return { ...role, managedPolicyArns, inlinePolicies: inlinePolicies.filter((policy): policy is InlinePolicy => policy !== undefined) };
};

const inlinePolicy = async (roles: Roles, name: string, policyName: string): Promise<InlinePolicy | undefined> => {
  const document = await roles.inlinePolicy(name, policyName);
  return document && { name: policyName, document };
};
