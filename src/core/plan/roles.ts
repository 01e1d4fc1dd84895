import type { DesiredPool, DesiredRole } from '../desire/desired-state';
import { policySize, samePolicy } from '../rules/policy-document';
import { tagChanges } from '../rules/tags';
import type { InlinePolicy, ObservedRole, ObservedState } from '../state';
import { planRoleDeletion } from './deletion';
import type { Plan, Step } from './steps';

export interface RolesPlan {
  /** What has to be done before the pool hands out the roles. */
  readonly first: Plan;
  /** What has to wait until the pool no longer uses what goes. */
  readonly last: Plan;
}

/** @param isTightened whether sessions carry principal tags now and will not any more. */
export function planRoles(
  { roles, retiredRoles }: Pick<DesiredPool, 'roles' | 'retiredRoles'>,
  { createdRoles }: Pick<ObservedState, 'createdRoles'>,
  { isTightened }: { readonly isTightened: boolean },
): RolesPlan {
  const planned = roles.map((desired) => planRole(desired, createdRoles, isTightened));
  const gone = new Set(planned.flatMap(({ inTheWay }) => inTheWay));
  return {
    first: { sideBySide: planned.map(({ first }) => first) },
    last: { sideBySide: [...planned.map(({ last }) => last), ...retiredRoles.filter((role) => !gone.has(role)).map(deletionOf)] },
  };
}

interface RolePlan extends RolesPlan {
  /** IAM role names are unique whatever their path and case: a role that keeps its name in another path has to go before it can come back. */
  readonly inTheWay: readonly ObservedRole[];
}

function planRole(desired: DesiredRole, createdRoles: readonly ObservedRole[], isTightened: boolean): RolePlan {
  const { arn, role } = desired;
  const observed = createdRoles.find((created) => created.arn === arn);
  const inTheWay = createdRoles.filter((created) => created.arn !== arn && created.name.toLowerCase() === role.name.toLowerCase());
  const { first, last } = observed === undefined ? planNewRole(desired) : planObservedRole(desired, observed, isTightened);
  return { first: { inOrder: [...inTheWay.map(deletionOf), first] }, last, inTheWay };
}

function planNewRole(desired: DesiredRole): RolesPlan {
  return {
    first: { inOrder: [{ do: 'createRole', role: desired.role }, planPolicies(desired, NO_POLICIES)] },
    last: { inOrder: [] },
  };
}

/**
 * sts:TagSession comes before the first tags and goes after the last: a session with tags and without it is refused. A boundary comes before the
 * policies: where it is enforced, IAM takes no policy for a role without it.
 */
function planObservedRole(desired: DesiredRole, observed: ObservedRole, isTightened: boolean): RolesPlan {
  const { name: roleName, trustPolicy } = desired.role;
  const trust: Step[] = samePolicy(observed.trustPolicy, trustPolicy) ? [] : [{ do: 'setTrustPolicy', roleName, document: trustPolicy }];
  return {
    first: {
      sideBySide: [
        ...(isTightened ? [] : trust),
        ...planFields(desired, observed),
        planTags(desired, observed),
        { inOrder: [...planNewBoundary(desired, observed), planPolicies(desired, observed)] },
      ],
    },
    last: { inOrder: isTightened ? trust : [] },
  };
}

function planFields({ role }: DesiredRole, observed: ObservedRole): Step[] {
  const { name: roleName, description, maxSessionDuration, permissionsBoundary } = role;
  const steps: Step[] = [];
  if (observed.description !== description || observed.maxSessionDuration !== maxSessionDuration)
    steps.push({ do: 'setDescriptionAndDuration', roleName, description, maxSessionDuration });
  if (permissionsBoundary === undefined && observed.permissionsBoundary !== undefined)
    steps.push({ do: 'removePermissionsBoundary', roleName });
  return steps;
}

function planNewBoundary({ role }: DesiredRole, observed: ObservedRole): Step[] {
  const { name: roleName, permissionsBoundary: policyArn } = role;
  return policyArn === undefined || policyArn === observed.permissionsBoundary
    ? []
    : [{ do: 'setPermissionsBoundary', roleName, policyArn }];
}

/** Removes before it sets: both count against one quota, and two keys that differ in case only are one key to IAM. */
function planTags({ role }: DesiredRole, observed: ObservedRole): Plan {
  const { remove, set } = tagChanges(observed.tags, role.tags);
  return {
    inOrder: [
      ...(remove.length === 0 ? [] : [{ do: 'untagRole' as const, roleName: role.name, keys: remove }]),
      ...(Object.keys(set).length === 0 ? [] : [{ do: 'tagRole' as const, roleName: role.name, tags: set }]),
    ],
  };
}

const NO_POLICIES: Pick<ObservedRole, 'managedPolicyArns' | 'inlinePolicies'> = { managedPolicyArns: [], inlinePolicies: [] };

/**
 * Takes off before it puts on, because all policies of a role count against one quota: what goes, then what shrinks, then what grows.
 */
function planPolicies({ role, managedPolicyArns, inlinePolicies, retired }: DesiredRole, observed: typeof NO_POLICIES): Plan {
  const roleName = role.name;
  const attached = observed.managedPolicyArns;
  const inline = new Map(observed.inlinePolicies.map(({ name, document }) => [name, document]));
  const hasAlready = (policy: InlinePolicy): boolean => {
    const document = inline.get(policy.name);
    return document !== undefined && samePolicy(document, policy.document);
  };
  const detach = retired.managedPolicyArns.filter((arn) => attached.includes(arn));
  const drop = retired.inlinePolicyNames.filter((name) => inline.has(name));
  const attach = managedPolicyArns.filter((arn) => !attached.includes(arn));
  const put = inlinePolicies.filter((policy) => !hasAlready(policy));
  const shrinks = (policy: InlinePolicy): boolean => policySize(policy.document) <= policySize(inline.get(policy.name) ?? {});
  const steps = (policies: readonly InlinePolicy[]): Step[] => policies.map((policy) => ({ do: 'putInlinePolicy', roleName, policy }));
  return {
    inOrder: [
      {
        sideBySide: [
          ...detach.map((policyArn): Step => ({ do: 'detachPolicy', roleName, policyArn })),
          ...drop.map((policyName): Step => ({ do: 'deleteInlinePolicy', roleName, policyName })),
        ],
      },
      { sideBySide: steps(put.filter(shrinks)) },
      {
        sideBySide: [
          ...attach.map((policyArn): Step => ({ do: 'attachPolicy', roleName, policyArn })),
          ...steps(put.filter((policy) => !shrinks(policy))),
        ],
      },
    ],
  };
}

function deletionOf({ name, managedPolicyArns, inlinePolicies }: ObservedRole): Plan {
  return planRoleDeletion({ name, managedPolicyArns, inlinePolicyNames: inlinePolicies.map((policy) => policy.name) });
}
