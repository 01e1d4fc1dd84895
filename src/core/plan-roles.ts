/** Owns the plan for created roles: made, put right, replaced and removed, each by the part of the pool that it is for. */
import {
  DEFAULT_PATH,
  wantedClientPools,
  roleProperties,
  roleSettings,
  wantedRole,
  type RoleProperty,
  type RoleSettings,
  type WantedRole,
} from './desire';
import type { Hints, ObservedState } from './observe';
import type { Operation } from './operation';
import type { NewRole } from './ports';
import { roleArnOf } from './rules/arn';
import { generatedRoleName } from './rules/names';
import { isCreatedAs, partOf, requestMarkOn, roleMarks } from './rules/ownership';
import { identityTypeOf, mappedNameOf, mappedPart, type RolePart } from './rules/parts';
import { trustAnchorOf, type TrustAnchor } from './rules/partition';
import { samePolicy } from './rules/policy-document';
import { tagChanges, wantedTags } from './rules/tags';
import { trustPolicyFor } from './rules/trust-policy';
import { IDENTITY_TYPES } from './state';
import type { DeletableRole } from './observe';
import type { IdentityPoolId, IdentityType, InlinePolicy, ObservedRole, RoleArn, Tags } from './state';
import type { Plan, Step } from './steps';

/** Whether sessions carry principal tags, now and once the plan is done. */
export interface Tagging {
  readonly before: boolean;
  readonly after: boolean;
}

export interface RolesPlan {
  /** What the pool will hand out by default; a kind that is not in it gets nothing. */
  readonly defaults: Readonly<Partial<Record<IdentityType, RoleArn>>>;
  /** MappedRoles, in their order: Name to ARN. */
  readonly mapped: ReadonlyMap<string, RoleArn>;
  /** What has to be done before the pool hands out the roles. */
  readonly first: Plan;
  /** What has to wait until the pool no longer uses what goes. */
  readonly last: Plan;
}

export const planRoles = (operation: Operation, observed: ObservedState, tagging: Tagging): RolesPlan => {
  const defaults = IDENTITY_TYPES.map((identityType) => planDefaultRole(operation, observed, identityType, tagging));
  const mapped = planMappedRoles(operation, observed, tagging);
  const all = [...defaults, ...mapped];
  // A role can pass from one part to another with its name: it is another part's now, or went to make room.
  const staying = new Set(all.map(({ arn }) => arn));
  const gone = new Set(all.flatMap(({ inTheWay }) => inTheWay));
  const leaving = [...all.flatMap((plan) => plan.leaving), ...formerMappedRoles(operation, observed)].filter(
    (role) => !staying.has(role.arn) && !gone.has(role),
  );
  return {
    defaults: Object.fromEntries(defaults.flatMap(({ part, arn }) => (arn === undefined ? [] : [[part, arn]]))),
    mapped: new Map(mapped.map(({ name, arn }) => [name, arn])),
    first: { sideBySide: all.map(({ first }) => first) },
    last: { sideBySide: [...all.map(({ last }) => last), ...leaving.map(toDeletable).map(planRoleDeletion)] },
  };
};

/** The plan for one part. */
interface PartPlan {
  readonly part: RolePart;
  readonly arn: RoleArn | undefined;
  readonly first: Plan;
  readonly last: Plan;
  /** Created roles that have to go before this one can be made. */
  readonly inTheWay: readonly ObservedRole[];
  /** Created roles of this part that go, unless a part has a use for them afterwards. */
  readonly leaving: readonly ObservedRole[];
}

/** The plan for a part whose role is a created one. */
interface CreatedPartPlan extends PartPlan {
  readonly arn: RoleArn;
}

const NOTHING: Plan = { inOrder: [] };

const planDefaultRole = (operation: Operation, observed: ObservedState, identityType: IdentityType, tagging: Tagging): PartPlan => {
  const { pool } = observed;
  const created = createdAs(observed, identityType);
  const assignedArn = observed.assignments.roles[identityType];
  const wanted = wantedRole(operation, pool.id, identityType, {
    assignedArn,
    created: created.find((role) => role.arn === assignedArn),
    poolIsOurs: requestMarkOn(pool.tags) !== undefined || observed.createdRoles.length > 0,
  });
  if (wanted.kind === 'created') return planPart(operation, observed, identityType, undefined, wanted.settings, tagging);
  const arn = assignedArnOf(wanted, assignedArn);
  // Whoever put another role in the place of one that no template names may put it back: it stays until the pool goes.
  const leaving = wanted.kind === 'asItIs' ? [] : created;
  return { part: identityType, arn, first: NOTHING, last: NOTHING, inTheWay: [], leaving };
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

const planMappedRoles = (
  operation: Operation,
  observed: ObservedState,
  tagging: Tagging,
): (CreatedPartPlan & { readonly name: string })[] => {
  const before = new Map(roleProperties(operation.previous));
  return (operation.desired.MappedRoles ?? []).map(({ Name, ...now }, order) => {
    const part = mappedPart(Name);
    const created = createdAs(observed, part);
    const settings = roleSettings(operation, observed.pool.id, part, now, before.get(part) ?? {}, created[0]);
    return { name: Name, ...planPart(operation, observed, part, order, settings, tagging) };
  });
};

/** Mapped roles that are in MappedRoles no more. While MappedRoles is named by neither template, there are none that a template made. */
const formerMappedRoles = ({ desired, previous }: Operation, { createdRoles }: ObservedState): ObservedRole[] => {
  if (desired.MappedRoles === undefined && previous?.MappedRoles === undefined) return [];
  const names = new Set(desired.MappedRoles?.map(({ Name }) => Name));
  return createdRoles.filter((role) => {
    const name = mappedNameOf(partOf(role));
    return name !== undefined && !names.has(name);
  });
};

const createdAs = ({ pool, createdRoles }: ObservedState, part: RolePart): ObservedRole[] =>
  createdRoles.filter((role) => isCreatedAs(role, pool.id, part));

const planPart = (
  operation: Operation,
  observed: ObservedState,
  part: RolePart,
  order: number | undefined,
  settings: RoleSettings,
  tagging: Tagging,
): CreatedPartPlan => {
  const { pool, createdRoles } = observed;
  const arn = roleArnOf(operation, settings.path, settings.name);
  const existing = createdRoles.find((role) => role.arn === arn);
  // IAM names are unique whatever their path and case: a role that keeps its name in another path has to go before it can come back.
  const inTheWay = createdRoles.filter((role) => role.arn !== arn && role.name.toLowerCase() === settings.name.toLowerCase());
  const { first, last } = planCreatedRole(operation, pool.id, part, order, takingOver(operation, settings, existing), existing, tagging);
  return {
    part,
    arn,
    first: { inOrder: [...inTheWay.map(toDeletable).map(planRoleDeletion), first] },
    last,
    inTheWay,
    leaving: createdAs(observed, part),
  };
};

/** A role that was another part's until now loses also what the template gave it for that part: permissions do not pass on with a name. */
const takingOver = ({ previous }: Operation, settings: RoleSettings, existing: ObservedRole | undefined): RoleSettings => {
  if (existing === undefined) return settings;
  const { ManagedPolicyArns = [], Policies = [] } = new Map<string, RoleProperty>(roleProperties(previous)).get(partOf(existing)) ?? {};
  const kept = new Set(settings.put.map(({ name }) => name));
  return {
    ...settings,
    detach: [...new Set([...settings.detach, ...ManagedPolicyArns])].filter((policyArn) => !settings.attach.includes(policyArn)),
    drop: [...new Set([...settings.drop, ...Policies.map(({ PolicyName }) => PolicyName)])].filter((name) => !kept.has(name)),
  };
};

const planCreatedRole = (
  operation: Operation,
  poolId: IdentityPoolId,
  part: RolePart,
  order: number | undefined,
  settings: RoleSettings,
  existing: ObservedRole | undefined,
  tagging: Tagging,
): { readonly first: Plan; readonly last: Plan } => {
  const tags = { ...wantedTags(operation, existing?.tags ?? {}), ...roleMarks(poolId, part, order) };
  const trustPolicy = trustPolicyFor(
    poolId,
    identityTypeOf(part),
    requireTrustAnchor(operation),
    part !== 'unauthenticated' && tagging.after,
  );
  if (existing === undefined)
    return {
      first: { inOrder: [{ do: 'createRole', role: { ...settingsOf(settings), trustPolicy, tags } }, planPolicies(settings, undefined)] },
      last: NOTHING,
    };
  const trust: Step[] = samePolicy(existing.trustPolicy, trustPolicy)
    ? []
    : [{ do: 'setTrustPolicy', roleName: settings.name, document: trustPolicy }];
  // sts:TagSession comes before the first tags and goes after the last: a session with tags and without it is refused.
  const isTightened = tagging.before && !tagging.after;
  return {
    first: { sideBySide: [...(isTightened ? [] : trust), ...planRoleFields(settings, tags, existing), planPolicies(settings, existing)] },
    last: { inOrder: isTightened ? trust : [] },
  };
};

/** Validation has refused a created role where nothing is known. */
const requireTrustAnchor = ({ region, settings }: Operation): TrustAnchor => {
  const anchor = trustAnchorOf(region, settings);
  if (anchor === undefined) throw new Error(`no trust principal is known for ${region}`);
  return anchor;
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

const planRoleFields = (settings: RoleSettings, tags: Tags, existing: ObservedRole): Step[] => {
  const { name: roleName, description, maxSessionDuration, permissionsBoundary } = settings;
  const { set, remove } = tagChanges(existing.tags, tags);
  const steps: Step[] = [];
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

const toDeletable = ({ name, managedPolicyArns, inlinePolicies }: ObservedRole): DeletableRole => ({
  name,
  managedPolicyArns,
  inlinePolicyNames: inlinePolicies.map((policy) => policy.name),
});

/** A role with all that hangs on it, also what others attached: IAM deletes no role that has anything. */
export const planRoleDeletion = ({ name: roleName, managedPolicyArns, inlinePolicyNames }: DeletableRole): Plan => ({
  inOrder: [
    {
      sideBySide: [
        ...managedPolicyArns.map((policyArn): Step => ({ do: 'detachPolicy', roleName, policyArn })),
        ...inlinePolicyNames.map((policyName): Step => ({ do: 'deleteInlinePolicy', roleName, policyName })),
        { do: 'leaveInstanceProfiles', roleName },
      ],
    },
    { do: 'deleteRole', roleName },
  ],
});

/** The names under which a created role may be found although IAM's list does not show it: an earlier try of this change may have been cut short a moment ago. */
const possibleRoleNames = (operation: Operation, poolId: IdentityPoolId): string[] =>
  [operation.desired, operation.previous].flatMap((properties) =>
    roleProperties(properties).map(
      ([part, { RoleName, Path }]: readonly [RolePart, RoleProperty]) =>
        RoleName ??
        generatedRoleName(operation, poolId, part, Path ?? operation.settings.path ?? DEFAULT_PATH, operation.settings.roleNamePrefix),
    ),
  );

/** Where to look for what belongs to a pool and that neither the pool nor IAM's list may tell of. */
export const hintsOf = (operation: Operation, poolId: IdentityPoolId): Hints => ({
  roleNames: possibleRoleNames(operation, poolId),
  userPoolIds: [...wantedClientPools(operation.desired), ...wantedClientPools(operation.previous)],
});
