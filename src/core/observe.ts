/** Owns what is there: one look at a pool, what hangs on it and what was created for it. Reads only, side by side where one read does not need another. */
import type { Aws, Roles } from './ports';
import { roleNameOf } from './rules/arn';
import { providerNamesOf } from './rules/identity-provider';
import { createdClientName } from './rules/names';
import { isCreatedFor, userPoolsWithClients } from './rules/ownership';
import { userPoolIdOf } from './rules/provider-name';
import type { IdentityPoolId, InlinePolicy, ObservedPool, ObservedRole, PrincipalTags, RoleAssignments } from './state';

export interface ObservedState {
  readonly pool: ObservedPool;
  readonly assignments: RoleAssignments;
  /** By provider; a provider for which nothing was ever set is not in it. */
  readonly principalTags: Readonly<Record<string, PrincipalTags>>;
  /** Roles with this pool's mark, whether the pool uses them or not. */
  readonly createdRoles: readonly ObservedRole[];
  readonly createdClients: readonly CreatedClient[];
}

export interface CreatedClient {
  readonly userPoolId: string;
  readonly clientId: string;
}

/** Where to look for what the pool itself does not tell of. */
export interface Hints {
  /** Names that a created role may have, although IAM's list does not show it (yet). */
  readonly roleNames: readonly string[];
  /** User pools that may have a created app client, although the pool carries no mark of it. */
  readonly userPoolIds: readonly string[];
}

/** undefined: there is no such pool. */
export const observe = async (aws: Aws, poolId: IdentityPoolId, hints: Hints): Promise<ObservedState | undefined> => {
  const [pool, assignments, trusting] = await Promise.all([
    aws.pools.find(poolId),
    aws.pools.roleAssignments(poolId),
    aws.roles.namesTrusting(poolId),
  ]);
  if (pool === undefined || assignments === undefined) return undefined;
  const names = [...assignedRoleNames(assignments), ...trusting, ...hints.roleNames];
  const [roles, principalTags, createdClients] = await Promise.all([
    observeRoles(aws.roles, names),
    observePrincipalTags(aws, pool),
    findCreatedClients(aws, poolId, [...userPoolsWithClients(pool.tags), ...hints.userPoolIds]),
  ]);
  return { pool, assignments, principalTags, createdRoles: roles.filter((role) => isCreatedFor(role, poolId)), createdClients };
};

/** The default roles only: a role in a rule that was created for the pool trusts it and is found so, and the others need no look. */
export const assignedRoleNames = ({ roles }: RoleAssignments): string[] => Object.values(roles).map(roleNameOf);

const observePrincipalTags = async (aws: Aws, pool: ObservedPool): Promise<Record<string, PrincipalTags>> => {
  const names = providerNamesOf(pool, 'principalTags');
  const found = await Promise.all(names.map(async (name) => [name, await aws.pools.principalTags(pool.id, name)] as const));
  return Object.fromEntries(found.flatMap(([name, principalTags]) => (principalTags === undefined ? [] : [[name, principalTags]])));
};

/** The app clients that were created for a pool, by their name; a try that was cut short may have left two. */
export const findCreatedClients = async (aws: Aws, poolId: IdentityPoolId, userPoolIds: readonly string[]): Promise<CreatedClient[]> => {
  const found = await Promise.all(
    [...new Set(userPoolIds)].map(async (userPoolId) =>
      (await aws.clients.named(userPoolId, createdClientName(poolId))).map((clientId) => ({ userPoolId, clientId })),
    ),
  );
  return found.flat();
};

/** Whether the pool lists the client as a provider. */
export const isListed = ({ userPoolClients }: ObservedPool, { userPoolId, clientId }: CreatedClient): boolean =>
  userPoolClients.some((entry) => entry.clientId === clientId && userPoolIdOf(entry.providerName) === userPoolId);

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

/** As much of a role as it takes to delete it. */
export interface DeletableRole {
  readonly name: string;
  readonly managedPolicyArns: readonly string[];
  readonly inlinePolicyNames: readonly string[];
}

/** Those of the named roles that were created for the pool; what their policies say is of no interest any more. */
export const observeDeletable = async ({ roles }: Aws, names: readonly string[], poolId: IdentityPoolId): Promise<DeletableRole[]> => {
  const found = await Promise.all(
    [...new Set(names)].map(async (name) => {
      const [role, managedPolicyArns = [], inlinePolicyNames = []] = await Promise.all([
        roles.find(name),
        roles.managedPolicyArns(name),
        roles.inlinePolicyNames(name),
      ]);
      return role !== undefined && isCreatedFor(role, poolId) ? [{ name, managedPolicyArns, inlinePolicyNames }] : [];
    }),
  );
  return found.flat();
};

const inlinePolicy = async (roles: Roles, name: string, policyName: string): Promise<InlinePolicy | undefined> => {
  const document = await roles.inlinePolicy(name, policyName);
  return document && { name: policyName, document };
};
