import { CreateRoleCommand, type IAMClient } from '@aws-sdk/client-iam';
import { trust } from '../cli/which-role/terminal';

/** Roles that hand themselves out to the signed-in identities of a pool, as the pool's rules name them. */
export const makeRoles = async (iam: IAMClient, poolId: string, arns: readonly string[]): Promise<void> => {
  for (const arn of arns) {
    await iam.send(
      new CreateRoleCommand({
        RoleName: arn.slice(arn.lastIndexOf('/') + 1),
        AssumeRolePolicyDocument: JSON.stringify(trust('authenticated', false, poolId)),
      }),
    );
  }
};
