/** Owns the difference between what is wanted and what is there, as plain data: steps, in order or side by side. */
import {
  DEFAULT_PATH,
  needsAnotherPool,
  roleProperty,
  wantedConfiguration,
  wantedRole,
  type RoleSettings,
  type WantedRole,
} from './desire';
import type { ObservedState } from './observe';
import type { Operation } from './operation';
import type { NewRole } from './ports';
import { poolArnOf, roleArnOf } from './rules/arn';
import { generatedRoleName } from './rules/names';
import { isCreatedAs, isMark, requestMarkOn, roleMarks } from './rules/ownership';
import { trustPrincipalOf } from './rules/partition';
import { samePolicy } from './rules/policy-document';
import { pickTags, tagChanges, wantedTags } from './rules/tags';
import { trustPolicyFor } from './rules/trust-policy';
import { IDENTITY_TYPES } from './state';
import type {
  IdentityPoolId,
  IdentityType,
  InlinePolicy,
  ObservedPool,
  ObservedRole,
  PolicyDocument,
  PoolConfiguration,
  RoleArn,
  RoleAssignments,
  Tags,
} from './state';

/** One call's worth of change. Each is safe to repeat. */
export type Step =
  | { readonly do: 'updatePool'; readonly poolId: IdentityPoolId; readonly configuration: PoolConfiguration; readonly tags: Tags }
  | { readonly do: 'tagPool'; readonly poolArn: string; readonly tags: Tags }
  | { readonly do: 'untagPool'; readonly poolArn: string; readonly keys: readonly string[] }
  | { readonly do: 'assignRoles'; readonly poolId: IdentityPoolId; readonly assignments: RoleAssignments }
  | { readonly do: 'createRole'; readonly role: NewRole }
  | { readonly do: 'setTrustPolicy'; readonly roleName: string; readonly document: PolicyDocument }
  | {
      readonly do: 'setDescriptionAndDuration';
      readonly roleName: string;
      readonly description: string;
      readonly maxSessionDuration: number;
    }
  | { readonly do: 'setPermissionsBoundary'; readonly roleName: string; readonly policyArn: string }
  | { readonly do: 'removePermissionsBoundary'; readonly roleName: string }
  | { readonly do: 'attachPolicy'; readonly roleName: string; readonly policyArn: string }
  | { readonly do: 'detachPolicy'; readonly roleName: string; readonly policyArn: string }
  | { readonly do: 'putInlinePolicy'; readonly roleName: string; readonly policy: InlinePolicy }
  | { readonly do: 'deleteInlinePolicy'; readonly roleName: string; readonly policyName: string }
  | { readonly do: 'tagRole'; readonly roleName: string; readonly tags: Tags }
  | { readonly do: 'untagRole'; readonly roleName: string; readonly keys: readonly string[] }
  | { readonly do: 'leaveInstanceProfile'; readonly roleName: string; readonly instanceProfile: string }
  | { readonly do: 'deleteRole'; readonly roleName: string }
  | { readonly do: 'deletePool'; readonly poolId: IdentityPoolId };

export type Plan = Step | { readonly inOrder: readonly Plan[] } | { readonly sideBySide: readonly Plan[] };

/** All steps of a plan, as a test or a log wants to list them. */
export const stepsOf = (plan: Plan): readonly Step[] => {
  if ('inOrder' in plan) return plan.inOrder.flatMap(stepsOf);
  return 'sideBySide' in plan ? plan.sideBySide.flatMap(stepsOf) : [plan];
};

export interface PlannedChange {
  /** No steps: AWS is as it should be. */
  readonly plan: Plan;
  /** The state that the plan leads to, as far as attributes tell of it. */
  readonly poolName: string;
  readonly roles: RoleAssignments['roles'];
}

/** The way from the observed to the desired state; undefined where only another pool can have it. */
export const planChange = (operation: Operation, observed: ObservedState): PlannedChange | undefined => {
  const { pool, assignments } = observed;
  if (needsAnotherPool(operation, pool)) return undefined;
  const roles = IDENTITY_TYPES.map((identityType) => planRole(operation, observed, identityType));
  const wantedAssignments: RoleAssignments = {
    roles: Object.fromEntries(roles.flatMap(({ identityType, arn }) => (arn === undefined ? [] : [[identityType, arn]]))),
    mappings: assignments.mappings,
  };
  const configuration = wantedConfiguration(operation, pool);
  return {
    poolName: configuration.name,
    roles: wantedAssignments.roles,
    plan: {
      inOrder: [
        { sideBySide: [planPool(operation, pool, configuration), ...roles.map(({ change }) => change)] },
        // One call carries both maps, whole, and only after the roles in it exist: Cognito checks each.
        ...(sameRoles(assignments.roles, wantedAssignments.roles)
          ? []
          : [{ do: 'assignRoles' as const, poolId: pool.id, assignments: wantedAssignments }]),
        // A role leaves the pool before it is deleted.
        { sideBySide: roles.flatMap(({ leaving }) => leaving.map(planRoleDeletion)) },
      ],
    },
  };
};

const sameRoles = (one: RoleAssignments['roles'], other: RoleAssignments['roles']): boolean =>
  IDENTITY_TYPES.every((identityType) => one[identityType] === other[identityType]);

/** Calls on one pool are serial: two at a time collide (ConcurrentModificationException). */
const planPool = (operation: Operation, pool: ObservedPool, configuration: PoolConfiguration): Plan => {
  const poolArn = poolArnOf(operation, pool.id);
  const tags = wantedTags(operation, pool.tags);
  const { set, remove } = tagChanges(pool.tags, tags);
  const marks = pickTags(pool.tags, isMark);
  const steps: Step[] = [];
  if (!sameConfiguration(pool, configuration))
    steps.push({ do: 'updatePool', poolId: pool.id, configuration, tags: { ...marks, ...tags } });
  if (Object.keys(set).length > 0) steps.push({ do: 'tagPool', poolArn, tags: set });
  if (remove.length > 0) steps.push({ do: 'untagPool', poolArn, keys: remove });
  return { inOrder: steps };
};

const sameConfiguration = (one: PoolConfiguration, other: PoolConfiguration): boolean =>
  canonicalConfiguration(one) === canonicalConfiguration(other);

const canonicalConfiguration = (configuration: PoolConfiguration): string =>
  JSON.stringify([
    configuration.name,
    configuration.allowUnauthenticatedIdentities,
    configuration.allowClassicFlow,
    configuration.developerProviderName,
    Object.entries(configuration.loginProviders).sort(),
    configuration.userPoolClients.map((client) => [client.providerName, client.clientId, client.serverSideTokenCheck]).sort(),
    [...configuration.openIdConnectProviderArns].sort(),
    [...configuration.samlProviderArns].sort(),
  ]);

interface RolePlan {
  readonly identityType: IdentityType;
  /** What the pool will hand out; undefined: nothing. */
  readonly arn: RoleArn | undefined;
  readonly change: Plan;
  /** Created roles that nothing uses afterwards. */
  readonly leaving: readonly ObservedRole[];
}

const planRole = (operation: Operation, observed: ObservedState, identityType: IdentityType): RolePlan => {
  const { pool } = observed;
  const created = observed.createdRoles.filter((role) => isCreatedAs(role, pool.id, identityType));
  const assignedArn = observed.assignments.roles[identityType];
  const wanted = wantedRole(operation, pool.id, identityType, {
    assignedArn,
    created: created.find((role) => role.arn === assignedArn),
    poolIsOurs: requestMarkOn(pool.tags) !== undefined || observed.createdRoles.length > 0,
  });
  if (wanted.kind !== 'created') {
    const arn = assignedArnOf(wanted, assignedArn);
    return { identityType, arn, change: { inOrder: [] }, leaving: created.filter((role) => role.arn !== arn) };
  }
  const { settings } = wanted;
  const arn = roleArnOf(operation, settings.path, settings.name);
  const existing = created.find((role) => role.arn === arn);
  // IAM names are unique whatever their path and case: a role that keeps its name in another path has to go before it can come back.
  const inTheWay = created.filter((role) => role.arn !== arn && role.name.toLowerCase() === settings.name.toLowerCase());
  return {
    identityType,
    arn,
    change: { inOrder: [...inTheWay.map(planRoleDeletion), planCreatedRole(operation, pool.id, identityType, settings, existing)] },
    leaving: created.filter((role) => role.arn !== arn && !inTheWay.includes(role)),
  };
};

const assignedArnOf = (wanted: Exclude<WantedRole, { kind: 'created' }>, assignedArn: RoleArn | undefined): RoleArn | undefined => {
  switch (wanted.kind) {
    case 'supplied':
      return wanted.arn;
    case 'none':
      return undefined;
    case 'asItIs':
      return assignedArn;
  }
};

const planCreatedRole = (
  operation: Operation,
  poolId: IdentityPoolId,
  identityType: IdentityType,
  settings: RoleSettings,
  existing: ObservedRole | undefined,
): Plan => {
  const tags = { ...wantedTags(operation, existing?.tags ?? {}), ...roleMarks(poolId, identityType) };
  const trustPolicy = trustPolicyFor(poolId, identityType, requireTrustPrincipal(operation.region));
  return existing === undefined
    ? { inOrder: [{ do: 'createRole', role: { ...settingsOf(settings), trustPolicy, tags } }, planPolicies(settings, undefined)] }
    : { sideBySide: [...planRoleFields(settings, trustPolicy, tags, existing), planPolicies(settings, existing)] };
};

/** Validation has refused a created role where no principal is known. */
const requireTrustPrincipal = (region: string): string => {
  const principal = trustPrincipalOf(region);
  if (principal === undefined) throw new Error(`no trust principal is known for ${region}`);
  return principal;
};

const settingsOf = ({
  name,
  path,
  description,
  maxSessionDuration,
  permissionsBoundary,
}: RoleSettings): Omit<NewRole, 'trustPolicy' | 'tags'> => ({
  name,
  path,
  description,
  maxSessionDuration,
  ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }),
});

const planRoleFields = (settings: RoleSettings, trustPolicy: PolicyDocument, tags: Tags, existing: ObservedRole): Step[] => {
  const { name: roleName, description, maxSessionDuration, permissionsBoundary } = settings;
  const { set, remove } = tagChanges(existing.tags, tags);
  const steps: Step[] = [];
  if (!samePolicy(existing.trustPolicy, trustPolicy)) steps.push({ do: 'setTrustPolicy', roleName, document: trustPolicy });
  if (existing.description !== description || existing.maxSessionDuration !== maxSessionDuration)
    steps.push({ do: 'setDescriptionAndDuration', roleName, description, maxSessionDuration });
  if (existing.permissionsBoundary !== permissionsBoundary)
    steps.push(
      permissionsBoundary === undefined
        ? { do: 'removePermissionsBoundary', roleName }
        : { do: 'setPermissionsBoundary', roleName, policyArn: permissionsBoundary },
    );
  if (Object.keys(set).length > 0) steps.push({ do: 'tagRole', roleName, tags: set });
  if (remove.length > 0) steps.push({ do: 'untagRole', roleName, keys: remove });
  return steps;
};

/** Takes off before it puts on: a role may already have as many policies as it can. */
const planPolicies = (settings: RoleSettings, existing: ObservedRole | undefined): Plan => {
  const { name: roleName, attach, detach, put, drop } = settings;
  const attached = existing?.managedPolicyArns ?? [];
  const inline = new Map(existing?.inlinePolicies.map(({ name, document }) => [name, document]));
  const hasAlready = (policy: InlinePolicy): boolean => {
    const document = inline.get(policy.name);
    return document !== undefined && samePolicy(document, policy.document);
  };
  return {
    inOrder: [
      {
        sideBySide: [
          ...detach.filter((arn) => attached.includes(arn)).map((policyArn): Step => ({ do: 'detachPolicy', roleName, policyArn })),
          ...drop.filter((name) => inline.has(name)).map((policyName): Step => ({ do: 'deleteInlinePolicy', roleName, policyName })),
        ],
      },
      {
        sideBySide: [
          ...attach.filter((arn) => !attached.includes(arn)).map((policyArn): Step => ({ do: 'attachPolicy', roleName, policyArn })),
          ...put.filter((policy) => !hasAlready(policy)).map((policy): Step => ({ do: 'putInlinePolicy', roleName, policy })),
        ],
      },
    ],
  };
};

/** A role with all that hangs on it, also what others attached: IAM deletes no role that has anything. */
const planRoleDeletion = ({ name: roleName, managedPolicyArns, inlinePolicies, instanceProfiles = [] }: DeletableRole): Plan => ({
  inOrder: [
    {
      sideBySide: [
        ...managedPolicyArns.map((policyArn): Step => ({ do: 'detachPolicy', roleName, policyArn })),
        ...inlinePolicies.map((policy): Step => ({ do: 'deleteInlinePolicy', roleName, policyName: policy.name })),
        ...instanceProfiles.map((instanceProfile): Step => ({ do: 'leaveInstanceProfile', roleName, instanceProfile })),
      ],
    },
    { do: 'deleteRole', roleName },
  ],
});

export type DeletableRole = ObservedRole & { readonly instanceProfiles?: readonly string[] };

/** The pool first, which stops new sessions; then what the pool owned. */
export const planDeletion = (poolId: IdentityPoolId, poolExists: boolean, createdRoles: readonly DeletableRole[]): Plan => ({
  inOrder: [...(poolExists ? [{ do: 'deletePool' as const, poolId }] : []), { sideBySide: createdRoles.map(planRoleDeletion) }],
});

/** The names under which a created role may be found although the pool does not use it: an earlier try of this change may have been cut short. */
export const possibleRoleNames = (operation: Operation, poolId: IdentityPoolId): string[] =>
  IDENTITY_TYPES.flatMap((identityType) =>
    [operation.desired, operation.previous].map((properties) => {
      const role = roleProperty(properties, identityType);
      return role?.RoleName ?? generatedRoleName(operation, poolId, identityType, role?.Path ?? DEFAULT_PATH);
    }),
  );
