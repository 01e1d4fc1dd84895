import type { Operation } from '../operation';
import type { Aws, Roles } from '../ports';
import { clientPoolsIn, rolePropertiesIn } from '../desire/naming';
import { roleNameOf } from '../rules/arn';
import { providerNamesOf } from '../rules/identity-provider';
import { createdClientName, DEFAULT_PATH, generatedRoleName } from '../rules/names';
import { isCreatedFor, userPoolsWithClients } from '../rules/ownership';
import type {
  CreatedClient,
  DeletableRole,
  DeletableState,
  IdentityPoolId,
  InlinePolicy,
  ObservedPool,
  ObservedRole,
  ObservedState,
  PrincipalTags,
  RoleAssignments,
} from '../state';

/** Where to look for what belongs to a pool and that neither the pool nor IAM's list shows (yet). */
export interface Hints {
  /** Names that a created role may have. */
  readonly roleNames: readonly string[];
  /** User pools that may have a created app client. */
  readonly userPoolIds: readonly string[];
}

export const NO_HINTS: Hints = { roleNames: [], userPoolIds: [] };

/** An earlier try of the same change may have been cut short a moment ago: everything that both templates lead to. */
export function hintsFor(operation: Operation, poolId: IdentityPoolId): Hints {
  const { desired, previous, settings, stackName, logicalId } = operation;
  const nameOf = ([part, { RoleName, Path }]: ReturnType<typeof rolePropertiesIn>[number]): string =>
    RoleName ??
    generatedRoleName({ stackName, logicalId }, poolId, part, {
      path: Path ?? settings.path ?? DEFAULT_PATH,
      prefix: settings.roleNamePrefix,
    });
  return {
    roleNames: [desired, previous].flatMap((properties) => rolePropertiesIn(properties).map(nameOf)),
    userPoolIds: [...clientPoolsIn(desired), ...clientPoolsIn(previous)],
  };
}

/**
 * One look: reads only, in parallel where one read does not need another.
 * undefined: there is no such pool.
 */
export async function observe(aws: Aws, poolId: IdentityPoolId, hints: Hints): Promise<ObservedState | undefined> {
  const { pool, assignments, trusting } = await firstReads(aws, poolId);
  if (pool === undefined || assignments === undefined) return undefined;
  const [roles, principalTags, createdClients] = await Promise.all([
    observeRoles(aws.roles, [...assignedRoleNames(assignments), ...trusting, ...hints.roleNames]),
    observePrincipalTags(aws, pool),
    findCreatedClients(aws, poolId, [...userPoolsWithClients(pool.tags), ...hints.userPoolIds]),
  ]);
  return { pool, assignments, principalTags, createdRoles: roles.filter((role) => isCreatedFor(role, poolId)), createdClients };
}

/**
 * As much as it takes to delete the pool with everything that was created for it, by every way there is: a create may have been cut short anywhere.
 * What the policies of a role say does not matter any more.
 */
export async function observeDeletable(aws: Aws, poolId: IdentityPoolId, hints: Hints): Promise<DeletableState> {
  const { pool, assignments, trusting } = await firstReads(aws, poolId);
  const assigned = assignments === undefined ? [] : assignedRoleNames(assignments);
  const [createdRoles, createdClients] = await Promise.all([
    observeDeletableRoles(aws, [...assigned, ...trusting, ...hints.roleNames], poolId),
    findCreatedClients(aws, poolId, [...userPoolsWithClients(pool?.tags ?? {}), ...hints.userPoolIds]),
  ]);
  return { poolExists: pool !== undefined, createdRoles, createdClients };
}

async function firstReads(aws: Aws, poolId: IdentityPoolId) {
  const [pool, assignments, trusting] = await Promise.all([
    aws.pools.find(poolId),
    aws.pools.roleAssignments(poolId),
    aws.roles.namesTrusting(poolId),
  ]);
  return { pool, assignments, trusting };
}

/** The default roles only: a role in a rule that was created for the pool trusts it and is found so, and the others need no look. */
function assignedRoleNames({ roles }: RoleAssignments): string[] {
  return Object.values(roles).map(roleNameOf);
}

async function observePrincipalTags(aws: Aws, pool: ObservedPool): Promise<Record<string, PrincipalTags>> {
  const names = providerNamesOf(pool, 'principalTags');
  const all = await Promise.all(names.map(async (name) => [name, await aws.pools.principalTags(pool.id, name)] as const));
  return Object.fromEntries(all.flatMap(([name, principalTags]) => (principalTags === undefined ? [] : [[name, principalTags]])));
}

/** The app clients that were created for a pool, by their name; a try that was cut short may have left two. */
async function findCreatedClients(aws: Aws, poolId: IdentityPoolId, userPoolIds: readonly string[]): Promise<CreatedClient[]> {
  const clients = await Promise.all(
    [...new Set(userPoolIds)].map(async (userPoolId) =>
      (await aws.clients.named(userPoolId, createdClientName(poolId))).map((clientId) => ({ userPoolId, clientId })),
    ),
  );
  return clients.flat();
}

/** Those of the named roles that exist, with the policies on them. */
export async function observeRoles(roles: Roles, names: readonly string[]): Promise<ObservedRole[]> {
  const all = await Promise.all([...new Set(names)].map((name) => observeRole(roles, name)));
  return all.filter((role) => role !== undefined);
}

async function observeRole(roles: Roles, name: string): Promise<ObservedRole | undefined> {
  const { role, managedPolicyArns, inlinePolicyNames } = await observePolicyNames(roles, name);
  if (role === undefined || managedPolicyArns === undefined || inlinePolicyNames === undefined) return undefined;
  const inlinePolicies = await Promise.all(inlinePolicyNames.map((policyName) => inlinePolicy(roles, name, policyName)));
  return { ...role, managedPolicyArns, inlinePolicies: inlinePolicies.filter((policy) => policy !== undefined) };
}

async function observeDeletableRoles({ roles }: Aws, names: readonly string[], poolId: IdentityPoolId): Promise<DeletableRole[]> {
  const all = await Promise.all(
    [...new Set(names)].map(async (name) => {
      const { role, managedPolicyArns = [], inlinePolicyNames = [] } = await observePolicyNames(roles, name);
      return role !== undefined && isCreatedFor(role, poolId) ? [{ name, managedPolicyArns, inlinePolicyNames }] : [];
    }),
  );
  return all.flat();
}

async function observePolicyNames(roles: Roles, name: string) {
  const [role, managedPolicyArns, inlinePolicyNames] = await Promise.all([
    roles.find(name),
    roles.managedPolicyArns(name),
    roles.inlinePolicyNames(name),
  ]);
  return { role, managedPolicyArns, inlinePolicyNames };
}

async function inlinePolicy(roles: Roles, name: string, policyName: string): Promise<InlinePolicy | undefined> {
  const document = await roles.inlinePolicy(name, policyName);
  return document && { name: policyName, document };
}
