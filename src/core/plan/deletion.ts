import type { DesiredAbsence } from '../desire/desired-state';
import type { CreatedClient, DeletableRole, DeletableState } from '../state';
import type { Plan, Step } from './steps';

/**
 * App clients that only the pool's marks lead to are deleted before the pool, and the rest in parallel with it, because a repeat of the delete finds
 * those again. Roles go after the pool, which stops new sessions first: each of them names the pool in its trust policy and is found by that.
 */
export function planDeletion(desired: DesiredAbsence, { poolExists, createdRoles }: DeletableState): Plan {
  const { poolId, retiredClients, namedUserPools } = desired;
  const deletionOf = ({ userPoolId, clientId }: CreatedClient): Step => ({ do: 'deleteClient', userPoolId, clientId });
  const isNamed = ({ userPoolId }: CreatedClient): boolean => namedUserPools.includes(userPoolId);
  return {
    inOrder: [
      { sideBySide: retiredClients.filter((client) => !isNamed(client)).map(deletionOf) },
      {
        sideBySide: [...retiredClients.filter(isNamed).map(deletionOf), ...(poolExists ? [{ do: 'deletePool' as const, poolId }] : [])],
      },
      { sideBySide: createdRoles.map(planRoleDeletion) },
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
