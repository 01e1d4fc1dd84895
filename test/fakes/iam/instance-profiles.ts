/** Somebody may have put a role into an instance profile by hand, and then IAM refuses to delete the role. */
import type { ListInstanceProfilesForRoleRequest, RemoveRoleFromInstanceProfileRequest } from '@aws-sdk/client-iam';
import { needed, text } from '../constraints';
import { operation, type Operations } from '../operation';
import type { World } from '../world';
import { changeableRole, iamPage, noSuchEntity, pagingMembers, roleNamed, roleNameShape } from './role';

export const instanceProfileOperations = (world: World): Operations => ({
  ListInstanceProfilesForRole: operation<ListInstanceProfilesForRoleRequest>({ RoleName: roleNameShape, ...pagingMembers }, (input) => {
    const role = roleNamed(world, input.RoleName);
    const { items, rest } = iamPage(world, role.instanceProfiles, input);
    const InstanceProfiles = items.map((name) => ({
      Path: '/',
      InstanceProfileName: name,
      InstanceProfileId: 'AIPAAAAAAAAAAAAAAAAAA',
      Arn: `arn:${world.partition}:iam::${world.accountId}:instance-profile/${name}`,
      CreateDate: role.createDate,
      Roles: [],
    }));
    return { InstanceProfiles, ...rest };
  }),

  RemoveRoleFromInstanceProfile: operation<RemoveRoleFromInstanceProfileRequest>(
    { RoleName: roleNameShape, InstanceProfileName: needed(text({ max: 128, pattern: String.raw`[\w+=,.@-]+` })) },
    ({ RoleName, InstanceProfileName }) => {
      const role = changeableRole(world, RoleName);
      if (!role.instanceProfiles.includes(InstanceProfileName)) {
        throw noSuchEntity(`Instance Profile ${InstanceProfileName} cannot be found.`);
      }
      role.instanceProfiles = role.instanceProfiles.filter((name) => name !== InstanceProfileName);
      return {};
    },
  ),
});
