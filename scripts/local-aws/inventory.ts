import { paginateListIdentityPools } from '@aws-sdk/client-cognito-identity';
import { GetRoleCommand, paginateListRoles } from '@aws-sdk/client-iam';
import type { Clients } from './clients';

export interface Inventory {
  readonly pools: readonly string[];
  readonly roles: readonly string[];
}

/** Every identity pool's ID and every role's name. */
export const takeInventory = async ({ cognitoIdentity, iam }: Clients): Promise<Inventory> => {
  const pools: string[] = [];
  for await (const { IdentityPools = [] } of paginateListIdentityPools({ client: cognitoIdentity }, { MaxResults: 60 })) {
    pools.push(...IdentityPools.flatMap(({ IdentityPoolId }) => IdentityPoolId ?? []));
  }
  const roles: string[] = [];
  for await (const { Roles = [] } of paginateListRoles({ client: iam }, {})) {
    roles.push(...Roles.flatMap(({ RoleName }) => RoleName ?? []));
  }
  return { pools, roles };
};

/** What the second has and the first has not. */
export const addedBetween = (before: Inventory, after: Inventory): Inventory => ({
  pools: after.pools.filter((pool) => !before.pools.includes(pool)),
  roles: after.roles.filter((role) => !before.roles.includes(role)),
});

export const trustPolicyOf = async ({ iam }: Clients, roleName: string): Promise<unknown> => {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: roleName }));
  return JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? 'null'));
};
