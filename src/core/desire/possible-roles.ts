import type { Operation } from '../operation';
import type { Properties } from '../properties';
import { generatedRoleName } from '../rules/names';
import { DEFAULT_PATH, poolPath } from '../rules/role-path';
import type { DeletableRole, IdentityPoolId } from '../state';
import { rolePropertiesIn } from './naming';

/** A role that a template may have created, with the policies that it gives. */
export interface PossibleRole extends DeletableRole {
  /** A generated name contains a digest of the pool's id: no role of anybody else has it. */
  readonly isNameGenerated: boolean;
}

export function possibleRolesIn(
  { settings, stackName, logicalId }: Operation,
  poolId: IdentityPoolId,
  template: Properties | undefined,
): PossibleRole[] {
  if (template === undefined) return [];
  return rolePropertiesIn(template)
    .filter(([, property]) => !('Arn' in property) && !('Create' in property && property.Create === false))
    .map(([part, { RoleName, Path, ManagedPolicyArns = [], Policies = [] }]) => {
      const path = poolPath(Path ?? settings.path ?? DEFAULT_PATH, poolId);
      return {
        name: RoleName ?? generatedRoleName({ stackName, logicalId }, poolId, part, { path, prefix: settings.roleNamePrefix }),
        isNameGenerated: RoleName === undefined,
        managedPolicyArns: ManagedPolicyArns,
        inlinePolicyNames: Policies.map(({ PolicyName }) => PolicyName),
      };
    });
}
