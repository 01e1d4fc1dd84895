import { basePathsIn, clientPoolsIn } from '../desire/naming';
import { possibleRolesIn } from '../desire/possible-roles';
import type { Operation, Request } from '../operation';
import type { Aws, Roles } from '../ports';
import { roleNameOf, rolePathOf } from '../rules/arn';
import { providerNamesOf } from '../rules/identity-provider';
import { createdClientName } from '../rules/names';
import { basePathsOn, isCreatedFor, userPoolsWithClients, requestMarkOn } from '../rules/ownership';
import { userPoolProviderName } from '../rules/provider-name';
import { roleArnsIn } from '../rules/role-mapping';
import { basePathOf, DEFAULT_PATH, poolPath } from '../rules/role-path';
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
  RoleArn,
  RoleAssignments,
} from '../state';

/** Where to look for what belongs to a pool and that neither the pool nor IAM's list shows (yet). */
export interface Hints {
  /** Paths under which the pool's own path may be. */
  readonly basePaths: readonly string[];
  /** Names that a created role may have. */
  readonly roleNames: readonly string[];
  /** Those of them that a template gives. */
  readonly givenRoleNames: readonly string[];
  /** User pools that may have a created app client. */
  readonly userPoolIds: readonly string[];
  /** Whether an earlier try of the same create may have made one that the pool does not list: then all clients are paged through. */
  readonly mayHaveTwins?: boolean;
}

/** What only the account's settings show. */
export function hintsWithoutTemplate({ settings }: Pick<Request, 'settings'>): Hints {
  return { basePaths: [settings.path ?? DEFAULT_PATH], roleNames: [], givenRoleNames: [], userPoolIds: [] };
}

/** An earlier try of the same change may have been cut short a moment ago: everything that both templates lead to. */
export function hintsFor(operation: Operation, poolId: IdentityPoolId): Hints {
  const { desired, previous, settings } = operation;
  const possible = [desired, previous].flatMap((template) => possibleRolesIn(operation, poolId, template));
  return {
    basePaths: [...basePathsIn({ desired, settings }), ...basePathsIn({ desired: previous, settings })],
    roleNames: possible.map(({ name }) => name),
    givenRoleNames: possible.filter(({ isNameGenerated }) => !isNameGenerated).map(({ name }) => name),
    userPoolIds: [...clientPoolsIn(desired), ...clientPoolsIn(previous)],
  };
}

/**
 * One look: reads only, in parallel where one read does not need another.
 * undefined: there is no such pool.
 */
export async function observe(aws: Aws, poolId: IdentityPoolId, hints: Hints): Promise<ObservedState | undefined> {
  const { pool, assignments, roleNames } = await firstReads(aws, poolId, hints);
  if (pool === undefined || assignments === undefined) return undefined;
  const [roles, suppliedRoleIds, principalTags, createdClients] = await Promise.all([
    allRoles(aws, { poolId, pool, hints, roleNames }, (names) => observeRoles(aws.roles, names)),
    readRoleIds(aws, suppliedArns(assignments, poolId)),
    observePrincipalTags(aws, pool),
    findCreatedClients(aws, { ...hints, poolId, pool }, [...userPoolsWithClients(pool.tags), ...hints.userPoolIds]),
  ]);
  const createdRoles = roles.filter((role) => isCreatedFor(role, poolId));
  return { pool, assignments, principalTags, createdRoles, createdClients, suppliedRoleIds };
}

/**
 * As much as it takes to delete the pool with everything that was created for it, by every way there is: a create may have been cut short anywhere.
 * What the policies of a role say does not matter any more.
 */
export async function observeDeletable(aws: Aws, poolId: IdentityPoolId, hints: Hints): Promise<DeletableState> {
  const { pool, assignments, roleNames } = await firstReads(aws, poolId, hints);
  const [roles, createdClients] = await Promise.all([
    allRoles(aws, { poolId, pool, hints, roleNames }, (names) => observeDeletableRoles(aws.roles, names)),
    findCreatedClients(aws, { poolId, pool }, [...userPoolsWithClients(pool?.tags ?? {}), ...hints.userPoolIds]),
  ]);
  const seen = new Set(roles.map(({ name }) => name));
  return {
    poolTags: pool?.tags,
    createdRoles: roles.filter((role) => isCreatedFor(role, poolId)),
    missingRoleNames: hints.givenRoleNames.filter((name) => !seen.has(name)),
    isUnfinished: requestMarkOn(pool?.tags ?? {}) !== undefined && Object.keys(assignments?.roles ?? {}).length === 0,
    createdClients,
  };
}

/** All that the pool id leads to at once. The role names are those in the pool's own path, and those that may be hidden by IAM's list. */
async function firstReads(aws: Aws, poolId: IdentityPoolId, { basePaths, roleNames }: Hints) {
  const [pool, assignments, listed] = await Promise.all([
    aws.pools.find(poolId),
    aws.pools.roleAssignments(poolId),
    namesUnder(aws.roles, poolId, [DEFAULT_PATH, ...basePaths]),
  ]);
  return { pool, assignments, roleNames: [...assignedRoleNames(assignments, poolId), ...listed, ...roleNames] };
}

interface KnownSoFar {
  readonly poolId: IdentityPoolId;
  readonly pool: ObservedPool | undefined;
  readonly hints: Hints;
  readonly roleNames: readonly string[];
}

/**
 * The pool's marks may name further paths, whose roles are then looked at beside the others' policies. If the pool is gone, so are its marks: then
 * the account's path is searched, with which every path begins.
 */
async function allRoles<Seen>(
  { roles }: Aws,
  { poolId, pool, hints, roleNames }: KnownSoFar,
  look: (names: readonly string[]) => Promise<Seen[]>,
): Promise<Seen[]> {
  const further = basePathsOn(pool?.tags ?? {}).filter((path) => !hints.basePaths.includes(path));
  const seen = await Promise.all([
    look(roleNames),
    (pool === undefined ? namesAnywhere(roles, poolId, hints.basePaths) : namesUnder(roles, poolId, further)).then((names) =>
      look(names.filter((name) => !roleNames.includes(name))),
    ),
  ]);
  return seen.flat();
}

async function namesAnywhere(roles: Roles, poolId: IdentityPoolId, basePaths: readonly string[]): Promise<string[]> {
  const all = [...new Set([DEFAULT_PATH, ...basePaths])];
  const outermost = all.filter((path) => !all.some((other) => other !== path && path.startsWith(other)));
  const lists = await Promise.all(outermost.map((path) => roles.under(path)));
  return lists.flatMap((list) => list.filter((role) => isCreatedFor(role, poolId)).map(({ name }) => name));
}

async function namesUnder(roles: Roles, poolId: IdentityPoolId, basePaths: readonly string[]): Promise<string[]> {
  const lists = await Promise.all([...new Set(basePaths)].map((basePath) => roles.under(poolPath(basePath, poolId))));
  return lists.flat().map(({ name }) => name);
}

/** Those of the roles that the pool hands out that are in its own path. The others are supplied, and need no look. */
function assignedRoleNames(assignments: RoleAssignments | undefined, poolId: IdentityPoolId): string[] {
  if (assignments === undefined) return [];
  return roleArnsIn(assignments)
    .filter((arn) => basePathOf(rolePathOf(arn), poolId) !== undefined)
    .map(roleNameOf);
}

function suppliedArns({ roles }: RoleAssignments, poolId: IdentityPoolId): RoleArn[] {
  return Object.values(roles).filter((arn) => basePathOf(rolePathOf(arn), poolId) === undefined);
}

/** By ARN; never rejects. A role that is gone or cannot be read is not in it: nothing but its attribute depends on it. */
export async function readRoleIds({ roles }: Aws, arns: readonly RoleArn[]): Promise<Record<RoleArn, string>> {
  const all = await Promise.all(
    [...new Set(arns)].map(async (arn) => {
      const role = await roles.find(roleNameOf(arn)).catch(() => undefined);
      return role?.arn === arn ? [[arn, role.id] as const] : [];
    }),
  );
  return Object.fromEntries(all.flat());
}

async function observePrincipalTags(aws: Aws, pool: ObservedPool): Promise<Record<string, PrincipalTags>> {
  const names = providerNamesOf(pool, 'principalTags');
  const all = await Promise.all(names.map(async (name) => [name, await aws.pools.principalTags(pool.id, name)] as const));
  return Object.fromEntries(all.flatMap(([name, principalTags]) => (principalTags === undefined ? [] : [[name, principalTags]])));
}

/**
 * The app clients that were created for a pool, by their name. The pool lists them, so that only a run that was cut short makes it necessary to page
 * through all clients of a user pool; it may have left two.
 */
async function findCreatedClients(
  { clients }: Aws,
  { poolId, pool, mayHaveTwins = false }: Pick<Hints, 'mayHaveTwins'> & Pick<KnownSoFar, 'poolId' | 'pool'>,
  userPoolIds: readonly string[],
): Promise<CreatedClient[]> {
  const clientName = createdClientName(poolId);
  const lookAt = async (userPoolId: string, clientIds: readonly string[]): Promise<CreatedClient[]> => {
    const described = await Promise.all(clientIds.map((clientId) => clients.describe(userPoolId, clientId)));
    return described.flatMap((client, index) =>
      client?.name === clientName ? [{ userPoolId, clientId: clientIds[index] ?? '', settings: client.settings }] : [],
    );
  };
  const all = await Promise.all(
    [...new Set(userPoolIds)].map(async (userPoolId) => {
      const providerName = userPoolProviderName(userPoolId);
      const listed = (pool?.userPoolClients ?? []).filter((entry) => entry.providerName === providerName).map(({ clientId }) => clientId);
      const created = await lookAt(userPoolId, listed);
      return created.length > 0 && !mayHaveTwins ? created : lookAt(userPoolId, await clients.named(userPoolId, clientName));
    }),
  );
  return all.flat();
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

async function observeDeletableRoles(roles: Roles, names: readonly string[]): Promise<(DeletableRole & { readonly path: string })[]> {
  const all = await Promise.all(
    [...new Set(names)].map(async (name) => {
      const { role, managedPolicyArns = [], inlinePolicyNames = [] } = await observePolicyNames(roles, name);
      return role === undefined ? [] : [{ name, path: role.path, managedPolicyArns, inlinePolicyNames }];
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
