import type { DesiredAbsence } from '../../../src/core/desire/desired-state';
import { planDeletion, planRoleDeletion } from '../../../src/core/plan/deletion';
import type { Plan, Step } from '../../../src/core/plan/steps';
import { createdClient, POOL_ID, pruned } from '../fixtures';

const [A, B, C, D] = ['us-east-1_A', 'us-east-1_B', 'us-east-1_C', 'us-east-1_D'] as const;
const retiredRoles = ['one', 'two'].map((name) => ({ name, managedPolicyArns: [], inlinePolicyNames: [] }));
const deletePool: Step = { do: 'deletePool', poolId: POOL_ID };

function deletionOf(roleName: string): Plan {
  return {
    inOrder: [
      { do: 'leaveInstanceProfiles', roleName },
      { do: 'deleteRole', roleName },
    ],
  };
}

function deleteClient(userPoolId: string): Step {
  return { do: 'deleteClient', userPoolId, clientId: 'c' };
}

function absence(more: Partial<DesiredAbsence>): DesiredAbsence {
  return { kind: 'absence', poolId: POOL_ID, namedUserPools: [], retiredClients: [], retiredRoles: [], ...more };
}

describe('a deletion', () => {
  it('takes the clients that only a mark leads to, then the others beside the pool, then the roles', () => {
    const retiredClients = [A, B, C, D].map((userPoolId) => createdClient(userPoolId, 'c'));
    expect(pruned(planDeletion(absence({ namedUserPools: [A, C], retiredClients, retiredRoles })))).toStrictEqual({
      inOrder: [
        { sideBySide: [deleteClient(B), deleteClient(D)] },
        { sideBySide: [deleteClient(A), deleteClient(C), deletePool] },
        { sideBySide: [deletionOf('one'), deletionOf('two')] },
      ],
    });
  });

  it('deletes the pool before what it leaves, whatever a read said', () => {
    expect(pruned(planDeletion(absence({ retiredRoles })))).toStrictEqual({
      inOrder: [deletePool, { sideBySide: [deletionOf('one'), deletionOf('two')] }],
    });
    expect(pruned(planDeletion(absence({})))).toStrictEqual(deletePool);
  });

  it('of a role takes off all that hangs on it, before the role itself', () => {
    expect(planRoleDeletion({ name: 'r', managedPolicyArns: ['A', 'B'], inlinePolicyNames: ['p', 'q'] })).toStrictEqual({
      inOrder: [
        {
          sideBySide: [
            { do: 'detachPolicy', roleName: 'r', policyArn: 'A' },
            { do: 'detachPolicy', roleName: 'r', policyArn: 'B' },
            { do: 'deleteInlinePolicy', roleName: 'r', policyName: 'p' },
            { do: 'deleteInlinePolicy', roleName: 'r', policyName: 'q' },
            { do: 'leaveInstanceProfiles', roleName: 'r' },
          ],
        },
        { do: 'deleteRole', roleName: 'r' },
      ],
    });
  });
});
