import { defined } from '../defined';
import type { Operation } from '../operation';
import { roleArnOf, roleNameOf, rolePathOf } from '../rules/arn';
import { defaultDescription, generatedRoleName, isDefaultDescription, isGeneratedRoleName } from '../rules/names';
import { isCreatedAs, ownTagMarks, partOf, requestMarkOn, roleMarks } from '../rules/ownership';
import { identityTypeOf, mappedNameOf, type RolePart } from '../rules/parts';
import { requireTrustAnchor } from '../rules/partition';
import { parsePolicyDocument } from '../rules/policy-document';
import { basePathOf, DEFAULT_PATH, poolPath } from '../rules/role-path';
import { forRole, pickTags, toTags, desiredTags } from '../rules/tags';
import { trustPolicyFor } from '../rules/trust-policy';
import { DEFAULT_MAX_SESSION_DURATION, IDENTITY_TYPES } from '../state';
import type { IdentityPoolId, IdentityType, InlinePolicy, ObservedRole, ObservedState, RoleArn, RoleAssignments, Tags } from '../state';
import type { DesiredRole } from './desired-state';
import { named, roleProperty, rolePropertiesIn, type RoleProperty } from './naming';

export interface DesiredRoles {
  readonly defaults: RoleAssignments['roles'];
  /** MappedRoles: Name to ARN. */
  readonly mapped: ReadonlyMap<string, RoleArn>;
  readonly created: readonly DesiredRole[];
  readonly retired: readonly ObservedRole[];
  /** Without the pool's own part, as a template gives them. */
  readonly basePaths: readonly string[];
}

/** What AWS has, and what is left unchanged where no template names it. */
export interface Views {
  readonly observed: ObservedState;
  readonly baseline: ObservedState;
}

/** @param tagsSessions whether sessions will carry principal tags. */
export function rolesOf(operation: Operation, views: Views, tagsSessions: boolean): DesiredRoles {
  const { observed, baseline } = views;
  const defaults = IDENTITY_TYPES.map((type) => [type, defaultRoleOf(operation, baseline, type)] as const);
  const partsToCreate = new Set<RolePart>(defaults.flatMap(([type, role]) => (role === 'created' ? [type] : [])));
  const created = createdRolesOf(operation, views, partsToCreate, tagsSessions);
  const arnOf = new Map(created.map(({ part, arn }) => [part, arn] as const));
  const assigned = defaults.map(([type, role]) => [type, role === 'created' ? arnOf.get(type) : role.arn] as const);
  const staying = new Set([...created.map(({ arn }) => arn), ...assigned.map(([, arn]) => arn)]);
  const isKept = (role: ObservedRole): boolean => baseline === observed && isLeftUnchanged(operation, observed.pool.id, role, defaults);
  const poolId = observed.pool.id;
  const paths = [...created.map(({ role }) => role.path), ...observed.createdRoles.filter(isKept).map(({ path }) => path)];
  return {
    defaults: Object.fromEntries(assigned.filter((entry): entry is [IdentityType, RoleArn] => entry[1] !== undefined)),
    mapped: new Map(
      created.flatMap(({ part, arn }) => {
        const name = mappedNameOf(part);
        return name === undefined ? [] : [[name, arn] as const];
      }),
    ),
    created,
    retired: observed.createdRoles.filter((role) => !staying.has(role.arn) && !isKept(role)),
    basePaths: [...new Set(paths.flatMap((path) => basePathOf(path, poolId) ?? []))],
  };
}

/** `created`, or the role that others supply; without an ARN there is none. */
type DefaultRole = 'created' | { readonly arn: RoleArn | undefined; readonly isLeftUnchanged: boolean };

function defaultRoleOf(operation: Operation, baseline: ObservedState, type: IdentityType): DefaultRole {
  const desired = roleProperty(operation.desired, type);
  const previous = roleProperty(operation.previous, type);
  if (desired?.Arn !== undefined) return { arn: desired.Arn, isLeftUnchanged: false };
  if (desired?.Create === false) return { arn: undefined, isLeftUnchanged: false };
  if (desired !== undefined || previous !== undefined || isOurs(baseline, type)) return 'created';
  return { arn: baseline.assignments.roles[type], isLeftUnchanged: true };
}

/**
 * A default role that no template names is ours as long as nobody put another in its place. The pool keeps a generated role name after somebody
 * deletes the role, so the role still counts as ours.
 */
function isOurs({ pool, assignments, createdRoles }: ObservedState, type: IdentityType): boolean {
  const arn = assignments.roles[type];
  if (createdRoles.some((role) => role.arn === arn && isCreatedAs(role, pool.id, type))) return true;
  const poolIsOurs = requestMarkOn(pool.tags) !== undefined || createdRoles.length > 0;
  return poolIsOurs && (arn === undefined || isGeneratedRoleName(roleNameOf(arn), pool.id, type, rolePathOf(arn)));
}

/**
 * Whoever put another role in the place of a default role that no template names may put the created one back, so it stays until the pool goes.
 * While neither template names MappedRoles, no template made any.
 */
function isLeftUnchanged(
  { desired, previous }: Operation,
  poolId: IdentityPoolId,
  role: ObservedRole,
  defaults: readonly (readonly [IdentityType, DefaultRole])[],
): boolean {
  const part = partOf(role, poolId);
  if (mappedNameOf(part) !== undefined) return desired.MappedRoles === undefined && previous?.MappedRoles === undefined;
  return defaults.some(([type, property]) => type === part && property !== 'created' && property.isLeftUnchanged);
}

function createdRolesOf(operation: Operation, views: Views, defaultParts: ReadonlySet<RolePart>, tagsSessions: boolean): DesiredRole[] {
  const previous = new Map(rolePropertiesIn(operation.previous));
  return rolePropertiesIn(operation.desired)
    .filter(([part]) => mappedNameOf(part) !== undefined || defaultParts.has(part))
    .map(([part, desired], index, all) =>
      desiredRole(operation, views, {
        part,
        desired,
        previous: previous.get(part) ?? {},
        order: mappedNameOf(part) === undefined ? undefined : index - (all.length - (operation.desired.MappedRoles ?? []).length),
        tagsSessions,
      }),
    );
}

interface RoleIntent {
  readonly part: RolePart;
  readonly desired: RoleProperty;
  readonly previous: RoleProperty;
  /** Where the role stands among MappedRoles; undefined for a default role. */
  readonly order: number | undefined;
  readonly tagsSessions: boolean;
}

function desiredRole(operation: Operation, { observed, baseline }: Views, intent: RoleIntent): DesiredRole {
  const { part, desired, tagsSessions } = intent;
  const poolId = observed.pool.id;
  const inUse = roleInUse(baseline, intent);
  const place = placeOf(operation, poolId, intent, inUse);
  const arn = roleArnOf(operation, place.path, place.name);
  const observedRole = observed.createdRoles.find((role) => role.arn === arn);
  const inherited = baseline.createdRoles.find((role) => role.arn === arn);
  const managedPolicyArns = desired.ManagedPolicyArns ?? [];
  const inlinePolicies = (desired.Policies ?? []).map(toInlinePolicy);
  const usesOfName = usesOf(operation, poolId, place);
  const uses = [intent.previous, ...usesOfName];
  const given = observedRole !== undefined && inherited === undefined ? everythingOn(observedRole) : givenBy(usesOfName);
  return {
    part,
    arn,
    role: {
      ...place,
      ...settingsOf(operation, poolId, { part, desired, uses }, inherited ?? inUse),
      trustPolicy: trustPolicyFor(
        poolId,
        identityTypeOf(part),
        requireTrustAnchor(operation.region, operation.settings),
        part !== 'unauthenticated' && tagsSessions,
      ),
      tags: roleTags(operation, poolId, { ...intent, uses }, inherited),
    },
    managedPolicyArns,
    inlinePolicies,
    retired: {
      managedPolicyArns: given.managedPolicyArns.filter((policyArn) => !managedPolicyArns.includes(policyArn)),
      inlinePolicyNames: given.inlinePolicyNames.filter((name) => !inlinePolicies.some((policy) => policy.name === name)),
    },
  };
}

/** A role's own tags win over the resource's. Those that a template gave alone to the role of this name, for whatever part, go with it. */
function roleTags(
  operation: Operation,
  poolId: IdentityPoolId,
  intent: RoleIntent & { readonly uses: readonly RoleProperty[] },
  inherited: ObservedRole | undefined,
): Tags {
  const own = toTags(intent.desired.Tags ?? []);
  const everGiven = toTags(intent.uses.flatMap(({ Tags = [] }) => Tags));
  const kept = pickTags(inherited?.tags ?? {}, (key) => !Object.hasOwn(everGiven, key));
  return forRole({
    ...desiredTags(operation, kept),
    ...own,
    ...roleMarks(poolId, intent.part, intent.order),
    ...ownTagMarks(Object.keys(own)),
  });
}

/**
 * The created role that the part has now: a default role only while the pool uses it, and each only under a name that a template gave to the part
 * or that was generated for it. A mark alone proves nothing here, because whoever may tag roles can write it.
 */
function roleInUse({ pool, assignments, createdRoles }: ObservedState, { part, desired, previous }: RoleIntent): ObservedRole | undefined {
  const identityType = IDENTITY_TYPES.find((type) => type === part);
  const givenNames = [desired.RoleName, previous.RoleName].map((name) => name?.toLowerCase());
  return createdRoles.find(
    (role) =>
      isCreatedAs(role, pool.id, part) &&
      (identityType === undefined || role.arn === assignments.roles[identityType]) &&
      (givenNames.includes(role.name.toLowerCase()) || isGeneratedRoleName(role.name, pool.id, part, role.path)),
  );
}

/** Where the role of the part is: what its ARN is made of. */
function placeOf(
  { settings, stackName, logicalId }: Operation,
  poolId: IdentityPoolId,
  { part, desired, previous }: RoleIntent,
  inUse: ObservedRole | undefined,
): Pick<DesiredRole['role'], 'name' | 'path'> {
  const defaultPath = settings.path ?? DEFAULT_PATH;
  const basePathInUse = inUse && basePathOf(inUse.path, poolId);
  const path = poolPath(named(desired.Path, previous.Path, basePathInUse ?? defaultPath, defaultPath), poolId);
  const generatedName = generatedRoleName({ stackName, logicalId }, poolId, part, { path, prefix: settings.roleNamePrefix });
  const keptName = inUse?.path === path ? inUse.name : generatedName;
  return { name: named(desired.RoleName, previous.RoleName, keptName, generatedName), path };
}

/**
 * Settings belong to a role's name, like its permissions: whichever part of either template named one for it.
 * @param inUse the role of that name, or else the one that the part has now.
 */
function settingsOf(
  { settings }: Operation,
  poolId: IdentityPoolId,
  { part, desired, uses }: { readonly part: RolePart; readonly desired: RoleProperty; readonly uses: readonly RoleProperty[] },
  inUse: ObservedRole | undefined,
): Pick<DesiredRole['role'], 'description' | 'maxSessionDuration' | 'permissionsBoundary'> {
  const everNamed = (name: keyof RoleProperty): unknown => uses.find((each) => each[name] !== undefined)?.[name];
  const description = defaultDescription(poolId, part);
  const observed = inUse?.description ?? description;
  return defined({
    description: named(
      desired.Description,
      everNamed('Description'),
      isDefaultDescription(observed, poolId) ? description : observed,
      description,
    ),
    maxSessionDuration: named(
      desired.MaxSessionDuration,
      everNamed('MaxSessionDuration'),
      inUse?.maxSessionDuration ?? DEFAULT_MAX_SESSION_DURATION,
      DEFAULT_MAX_SESSION_DURATION,
    ),
    // The account's boundary is no default: a template gives another, but cannot do without.
    permissionsBoundary: named<string | undefined>(
      desired.PermissionsBoundary ?? settings.permissionsBoundary,
      everNamed('PermissionsBoundary'),
      inUse?.permissionsBoundary,
      undefined,
    ),
  });
}

interface GivenPolicies {
  readonly managedPolicyArns: readonly string[];
  readonly inlinePolicyNames: readonly string[];
}

/**
 * How any part of either template uses a role of this name. A role passes from one part to another with its name, and a run that was cut short may
 * have changed it before the mark of the part.
 */
function usesOf({ desired, previous }: Operation, poolId: IdentityPoolId, role: { name: string; path: string }): readonly RoleProperty[] {
  return [desired, previous].flatMap((properties) =>
    rolePropertiesIn(properties)
      .filter(([part, { RoleName }]) =>
        RoleName === undefined
          ? isGeneratedRoleName(role.name, poolId, part, role.path)
          : RoleName.toLowerCase() === role.name.toLowerCase(),
      )
      .map(([, property]) => property),
  );
}

function givenBy(uses: readonly RoleProperty[]): GivenPolicies {
  return {
    managedPolicyArns: [...new Set(uses.flatMap(({ ManagedPolicyArns = [] }) => ManagedPolicyArns))],
    inlinePolicyNames: [...new Set(uses.flatMap(({ Policies = [] }) => Policies.map(({ PolicyName }) => PolicyName)))],
  };
}

function everythingOn({ managedPolicyArns, inlinePolicies }: ObservedRole): GivenPolicies {
  return { managedPolicyArns, inlinePolicyNames: inlinePolicies.map(({ name }) => name) };
}

function toInlinePolicy({ PolicyName, PolicyDocument }: NonNullable<RoleProperty['Policies']>[number]): InlinePolicy {
  // Validation has refused a document that does not parse.
  return { name: PolicyName, document: parsePolicyDocument(PolicyDocument) ?? {} };
}
