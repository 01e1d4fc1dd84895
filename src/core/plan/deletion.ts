import type { DesiredAbsence } from '../desire/desired-state';
import type { CreatedClient, DeletableRole } from '../state';
import type { Plan, Step } from './steps';

/**
 * App clients that only the pool's marks lead to are deleted before the pool, and the rest in parallel with it, because a repeat of the delete finds
 * those again. Roles go after the pool, which stops new sessions first: each of them is in the pool's own path and is found by that.
 * The pool is deleted whatever a read said, because reads may be late.
 */
export function planDeletion({ poolId, retiredClients, namedUserPools, retiredRoles }: DesiredAbsence): Plan {
  const deletionOf = ({ userPoolId, clientId }: CreatedClient): Step => ({ do: 'deleteClient', userPoolId, clientId });
  const isNamed = ({ userPoolId }: CreatedClient): boolean => namedUserPools.includes(userPoolId);
  return {
    inOrder: [
      { sideBySide: retiredClients.filter((client) => !isNamed(client)).map(deletionOf) },
      { sideBySide: [...retiredClients.filter(isNamed).map(deletionOf), { do: 'deletePool', poolId }] },
      { sideBySide: retiredRoles.map(planRoleDeletion) },
    ],
  };
}

/** A role with all that is attached to it, also by others: IAM deletes no role that has anything. */
export function planRoleDeletion({ name: roleName, managedPolicyArns, inlinePolicyNames }: DeletableRole): Plan {
  return {
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
  };
}
