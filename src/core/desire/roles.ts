import { defined } from '../defined';
import type { Operation } from '../operation';
import { roleArnOf, roleNameOf, rolePathOf } from '../rules/arn';
import { DEFAULT_PATH, defaultDescription, generatedRoleName, isGeneratedRoleName } from '../rules/names';
import { isCreatedAs, partOf, requestMarkOn, roleMarks } from '../rules/ownership';
import { identityTypeOf, mappedNameOf, type RolePart } from '../rules/parts';
import { requireTrustAnchor } from '../rules/partition';
import { parsePolicyDocument } from '../rules/policy-document';
import { wantedTags } from '../rules/tags';
import { trustPolicyFor } from '../rules/trust-policy';
import { IDENTITY_TYPES } from '../state';
import type { IdentityPoolId, IdentityType, InlinePolicy, ObservedRole, ObservedState, RoleArn, RoleAssignments } from '../state';
import type { DesiredRole } from './desired-state';
import { named, roleProperty, rolePropertiesIn, type RoleProperty } from './naming';

export interface DesiredRoles {
  readonly defaults: RoleAssignments['roles'];
  /** MappedRoles: Name to ARN. */
  readonly mapped: ReadonlyMap<string, RoleArn>;
  readonly created: readonly DesiredRole[];
  readonly retired: readonly ObservedRole[];
}

/** @param tagsSessions whether sessions will carry principal tags. */
export function rolesOf(operation: Operation, observed: ObservedState, tagsSessions: boolean): DesiredRoles {
  const defaults = IDENTITY_TYPES.map((type) => [type, defaultRoleOf(operation, observed, type)] as const);
  const partsToCreate = new Set<RolePart>(defaults.flatMap(([type, role]) => (role === 'created' ? [type] : [])));
  const created = createdRolesOf(operation, observed, partsToCreate, tagsSessions);
  const arnOf = new Map(created.map(({ part, arn }) => [part, arn] as const));
  const assigned = defaults.map(([type, role]) => [type, role === 'created' ? arnOf.get(type) : role.arn] as const);
  const staying = new Set([...created.map(({ arn }) => arn), ...assigned.map(([, arn]) => arn)]);
  return {
    defaults: Object.fromEntries(assigned.filter((entry): entry is [IdentityType, RoleArn] => entry[1] !== undefined)),
    mapped: new Map(
      created.flatMap(({ part, arn }) => {
        const name = mappedNameOf(part);
        return name === undefined ? [] : [[name, arn] as const];
      }),
    ),
    created,
    retired: observed.createdRoles.filter((role) => !staying.has(role.arn) && !isLeftUnchanged(operation, role, defaults)),
  };
}

/** `created`, or the role that others supply; without an ARN there is none. */
type DefaultRole = 'created' | { readonly arn: RoleArn | undefined; readonly isLeftUnchanged: boolean };

function defaultRoleOf(operation: Operation, observed: ObservedState, type: IdentityType): DefaultRole {
  const now = roleProperty(operation.desired, type);
  const before = roleProperty(operation.previous, type);
  if (now?.Arn !== undefined) return { arn: now.Arn, isLeftUnchanged: false };
  if (now?.Create === false) return { arn: undefined, isLeftUnchanged: false };
  if (now !== undefined || before !== undefined || isOurs(observed, type)) return 'created';
  return { arn: observed.assignments.roles[type], isLeftUnchanged: true };
}

/**
 * A default role that no template names is ours as long as nobody put another in its place. The pool keeps a generated role name after somebody
 * deletes the role, so the role still counts as ours.
 */
function isOurs(observed: ObservedState, type: IdentityType): boolean {
  const { pool, assignments, createdRoles } = observed;
  const arn = assignments.roles[type];
  if (createdAs(observed, type).some((role) => role.arn === arn)) return true;
  const poolIsOurs = requestMarkOn(pool.tags) !== undefined || createdRoles.length > 0;
  return poolIsOurs && (arn === undefined || isGeneratedRoleName(roleNameOf(arn), pool.id, type, rolePathOf(arn)));
}

/**
 * Whoever put another role in the place of a default role that no template names may put the created one back, so it stays until the pool goes.
 * While neither template names MappedRoles, no template made any.
 */
function isLeftUnchanged(
  { desired, previous }: Operation,
  role: ObservedRole,
  defaults: readonly (readonly [IdentityType, DefaultRole])[],
): boolean {
  const part = partOf(role);
  if (mappedNameOf(part) !== undefined) return desired.MappedRoles === undefined && previous?.MappedRoles === undefined;
  return defaults.some(([type, property]) => type === part && property !== 'created' && property.isLeftUnchanged);
}

function createdRolesOf(
  operation: Operation,
  observed: ObservedState,
  defaultParts: ReadonlySet<RolePart>,
  tagsSessions: boolean,
): DesiredRole[] {
  const before = new Map(rolePropertiesIn(operation.previous));
  return rolePropertiesIn(operation.desired)
    .filter(([part]) => mappedNameOf(part) !== undefined || defaultParts.has(part))
    .map(([part, now], index, all) =>
      desiredRole(operation, observed, {
        part,
        now,
        before: before.get(part) ?? {},
        order: mappedNameOf(part) === undefined ? undefined : index - (all.length - (operation.desired.MappedRoles ?? []).length),
        tagsSessions,
      }),
    );
}

interface RoleIntent {
  readonly part: RolePart;
  readonly now: RoleProperty;
  readonly before: RoleProperty;
  /** Where the role stands among MappedRoles; undefined for a default role. */
  readonly order: number | undefined;
  readonly tagsSessions: boolean;
}

function desiredRole(operation: Operation, observed: ObservedState, intent: RoleIntent): DesiredRole {
  const { part, now, order, tagsSessions } = intent;
  const poolId = observed.pool.id;
  const fields = fieldsOf(operation, poolId, intent, roleInUse(observed, part));
  const arn = roleArnOf(operation, fields.path, fields.name);
  const existing = observed.createdRoles.find((role) => role.arn === arn);
  const managedPolicyArns = now.ManagedPolicyArns ?? [];
  const inlinePolicies = (now.Policies ?? []).map(toInlinePolicy);
  return {
    part,
    arn,
    role: {
      ...fields,
      trustPolicy: trustPolicyFor(
        poolId,
        identityTypeOf(part),
        requireTrustAnchor(operation.region, operation.settings),
        part !== 'unauthenticated' && tagsSessions,
      ),
      tags: { ...wantedTags(operation, existing?.tags ?? {}), ...roleMarks(poolId, part, order) },
    },
    managedPolicyArns,
    inlinePolicies,
    retired: retiredPolicies([intent.before, ...formerUses(operation, existing)], managedPolicyArns, inlinePolicies),
  };
}

/** The created role that the part has now: a default role only while the pool uses it. */
function roleInUse(observed: ObservedState, part: RolePart): ObservedRole | undefined {
  const created = createdAs(observed, part);
  if (part !== 'authenticated' && part !== 'unauthenticated') return created[0];
  return created.find(({ arn }) => arn === observed.assignments.roles[part]);
}

function createdAs({ pool, createdRoles }: ObservedState, part: RolePart): ObservedRole[] {
  return createdRoles.filter((role) => isCreatedAs(role, pool.id, part));
}

function fieldsOf(
  { settings, stackName, logicalId }: Operation,
  poolId: IdentityPoolId,
  { part, now, before }: RoleIntent,
  observed: ObservedRole | undefined,
): Omit<DesiredRole['role'], 'trustPolicy' | 'tags'> {
  const defaultPath = settings.path ?? DEFAULT_PATH;
  const path = named(now.Path, before.Path, observed?.path ?? defaultPath, defaultPath);
  const generatedName = generatedRoleName({ stackName, logicalId }, poolId, part, { path, prefix: settings.roleNamePrefix });
  const keptName = observed?.path === path ? observed.name : generatedName;
  const description = defaultDescription(poolId, part);
  return defined({
    name: named(now.RoleName, before.RoleName, keptName, generatedName),
    path,
    description: named(now.Description, before.Description, observed?.description ?? description, description),
    maxSessionDuration: named(
      now.MaxSessionDuration,
      before.MaxSessionDuration,
      observed?.maxSessionDuration ?? DEFAULT_MAX_SESSION_DURATION,
      DEFAULT_MAX_SESSION_DURATION,
    ),
    // The account's boundary is no default: a template gives another, but cannot do without.
    permissionsBoundary: named<string | undefined>(
      now.PermissionsBoundary ?? settings.permissionsBoundary,
      before.PermissionsBoundary,
      observed?.permissionsBoundary,
      undefined,
    ),
  });
}

/** Seconds; IAM's own default. */
const DEFAULT_MAX_SESSION_DURATION = 3600;

/** A role that was another part's until now loses what the template gave it for that part: permissions do not pass on with a name. */
function formerUses({ previous }: Operation, existing: ObservedRole | undefined): RoleProperty[] {
  if (existing === undefined) return [];
  const properties = new Map<string, RoleProperty>(rolePropertiesIn(previous)).get(partOf(existing));
  return properties === undefined ? [] : [properties];
}

function retiredPolicies(
  uses: readonly RoleProperty[],
  managedPolicyArns: readonly string[],
  inlinePolicies: readonly InlinePolicy[],
): DesiredRole['retired'] {
  const kept = new Set(inlinePolicies.map(({ name }) => name));
  const arns = new Set(uses.flatMap(({ ManagedPolicyArns = [] }) => ManagedPolicyArns));
  const names = new Set(uses.flatMap(({ Policies = [] }) => Policies.map(({ PolicyName }) => PolicyName)));
  return {
    managedPolicyArns: [...arns].filter((arn) => !managedPolicyArns.includes(arn)),
    inlinePolicyNames: [...names].filter((name) => !kept.has(name)),
  };
}

function toInlinePolicy({ PolicyName, PolicyDocument }: NonNullable<RoleProperty['Policies']>[number]): InlinePolicy {
  // Validation has refused a document that does not parse.
  return { name: PolicyName, document: parsePolicyDocument(PolicyDocument) ?? {} };
}
