import type { NewRole } from '../ports';
import type {
  ClientSettings,
  IdentityPoolId,
  InlinePolicy,
  PolicyDocument,
  PoolConfiguration,
  PrincipalTags,
  RoleAssignments,
  Tags,
} from '../state';

/** One call's worth of change. Each is safe to repeat. */
export type Step =
  | { readonly do: 'updatePool'; readonly poolId: IdentityPoolId; readonly configuration: PoolConfiguration; readonly tags: Tags }
  | { readonly do: 'tagPool'; readonly poolArn: string; readonly tags: Tags }
  | { readonly do: 'untagPool'; readonly poolArn: string; readonly keys: readonly string[] }
  | { readonly do: 'assignRoles'; readonly poolId: IdentityPoolId; readonly assignments: RoleAssignments }
  | {
      readonly do: 'setPrincipalTags';
      readonly poolId: IdentityPoolId;
      readonly providerName: string;
      readonly principalTags: PrincipalTags;
    }
  | {
      readonly do: 'createClient';
      readonly userPoolId: string;
      readonly clientName: string;
      readonly settings: ClientSettings;
      /** Nobody has looked yet whether an earlier try created it. */
      readonly mayExist: boolean;
    }
  | { readonly do: 'updateClient'; readonly userPoolId: string; readonly clientId: string; readonly settings: ClientSettings }
  | { readonly do: 'deleteClient'; readonly userPoolId: string; readonly clientId: string }
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
  | { readonly do: 'leaveInstanceProfiles'; readonly roleName: string }
  | { readonly do: 'deleteRole'; readonly roleName: string }
  | { readonly do: 'deletePool'; readonly poolId: IdentityPoolId };

export type Plan = Step | { readonly inOrder: readonly Plan[] } | { readonly sideBySide: readonly Plan[] };

/** All steps of a plan, in the order in which they are written. */
export const stepsOf = (plan: Plan): readonly Step[] => {
  if ('inOrder' in plan) return plan.inOrder.flatMap(stepsOf);
  return 'sideBySide' in plan ? plan.sideBySide.flatMap(stepsOf) : [plan];
};
