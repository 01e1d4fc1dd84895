import type {
  CreateRoleRequest,
  DeleteRolePermissionsBoundaryRequest,
  DeleteRoleRequest,
  GetRoleRequest,
  ListRolesRequest,
  PutRolePermissionsBoundaryRequest,
  Role,
  UpdateAssumeRolePolicyRequest,
  UpdateRoleRequest,
} from '@aws-sdk/client-iam';
import { text, whole } from '../constraints';
import { operation, Refusal, type Operations } from '../operation';
import { roleArn, roleId, type FakeRole, type World } from '../world';
import { checkTrustPolicy } from './documents';
import {
  changeableRole,
  checkManagedPolicy,
  documentShape,
  encodeDocument,
  iamPage,
  limitExceeded,
  noSuchEntity,
  pagingMembers,
  pathPrefixShape,
  policyArnShape,
  roleNamed,
  roleNameShape,
} from './role';
import { tagsFrom, tagsShape, toTagList } from './tags';

const DEFAULT_SESSION_DURATION = 3600;

const sessionDurationShape = whole({ min: 3600, max: 43_200 });
/** As policyArnShape, but CreateRole can do without. */
const boundaryShape = text({ min: 20, max: 2048 });
const descriptionShape = text({ min: 0, max: 1000, pattern: String.raw`[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*` });
const pathShape = text({ max: 512, pattern: String.raw`(\u002F)|(\u002F[\u0021-\u007E]+\u002F)` });

export const roleOperations = (world: World): Operations => ({
  CreateRole: operation<CreateRoleRequest>(
    {
      RoleName: roleNameShape,
      AssumeRolePolicyDocument: documentShape,
      Path: pathShape,
      Description: descriptionShape,
      MaxSessionDuration: sessionDurationShape,
      PermissionsBoundary: boundaryShape,
      Tags: tagsShape,
    },
    (input) => {
      const name = input.RoleName;
      const taken = [...world.roles.keys()].some((other) => other.toLowerCase() === name.toLowerCase());
      if (taken) throw new Refusal('EntityAlreadyExistsException', `Role with name ${name} already exists.`);
      if (world.roles.size >= world.quotas.roles)
        throw limitExceeded(`Cannot exceed quota for RolesPerAccount: ${String(world.quotas.roles)}`);
      checkTrustPolicy(world, input.AssumeRolePolicyDocument);
      if (input.PermissionsBoundary !== undefined) checkBoundary(world, input.PermissionsBoundary);
      const path = input.Path ?? '/';
      const role: FakeRole = {
        name,
        path,
        id: roleId(world),
        arn: roleArn(world, path, name),
        createDate: toTheSecond(world.now()),
        trustPolicy: input.AssumeRolePolicyDocument,
        ...(input.Description === undefined ? {} : { description: input.Description }),
        maxSessionDuration: input.MaxSessionDuration ?? DEFAULT_SESSION_DURATION,
        ...(input.PermissionsBoundary === undefined ? {} : { permissionsBoundary: input.PermissionsBoundary }),
        tags: tagsFrom(world, input.Tags ?? []),
        managedPolicyArns: [],
        inlinePolicies: {},
        instanceProfiles: [],
      };
      world.roles.set(name, role);
      world.rolesMadeHere.add(role.arn);
      world.roleBirths.set(role.arn, world.now().getTime());
      return { Role: described(role) };
    },
  ),

  GetRole: operation<GetRoleRequest>({ RoleName: roleNameShape }, ({ RoleName }) => ({ Role: described(roleNamed(world, RoleName)) })),

  ListRoles: operation<ListRolesRequest>({ PathPrefix: pathPrefixShape, ...pagingMembers }, (input) => {
    const roles = [...world.roles.values()]
      .filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
    const { items, rest } = iamPage(world, roles, input);
    return { Roles: items.map(listed), ...rest };
  }),

  UpdateRole: operation<UpdateRoleRequest>(
    { RoleName: roleNameShape, Description: descriptionShape, MaxSessionDuration: sessionDurationShape },
    ({ RoleName, Description, MaxSessionDuration }) => {
      const role = changeableRole(world, RoleName);
      if (Description !== undefined) role.description = Description;
      if (MaxSessionDuration !== undefined) role.maxSessionDuration = MaxSessionDuration;
      return {};
    },
  ),

  UpdateAssumeRolePolicy: operation<UpdateAssumeRolePolicyRequest>(
    { RoleName: roleNameShape, PolicyDocument: documentShape },
    ({ RoleName, PolicyDocument }) => {
      const role = changeableRole(world, RoleName);
      checkTrustPolicy(world, PolicyDocument);
      role.trustPolicy = PolicyDocument;
      return {};
    },
  ),

  PutRolePermissionsBoundary: operation<PutRolePermissionsBoundaryRequest>(
    { RoleName: roleNameShape, PermissionsBoundary: policyArnShape },
    ({ RoleName, PermissionsBoundary }) => {
      const role = changeableRole(world, RoleName);
      checkBoundary(world, PermissionsBoundary);
      role.permissionsBoundary = PermissionsBoundary;
      return {};
    },
  ),

  DeleteRolePermissionsBoundary: operation<DeleteRolePermissionsBoundaryRequest>({ RoleName: roleNameShape }, ({ RoleName }) => {
    const role = changeableRole(world, RoleName);
    if (role.permissionsBoundary === undefined) throw noSuchEntity(`Role ${RoleName} does not have a permissions boundary.`);
    delete role.permissionsBoundary;
    return {};
  }),

  DeleteRole: operation<DeleteRoleRequest>({ RoleName: roleNameShape }, ({ RoleName }) => {
    const role = changeableRole(world, RoleName);
    if (role.instanceProfiles.length > 0) throw conflict('must remove roles from instance profile first');
    if (role.managedPolicyArns.length > 0) throw conflict('must detach all policies first');
    if (Object.keys(role.inlinePolicies).length > 0) throw conflict('must delete policies first');
    world.roles.delete(RoleName);
    world.rolesMadeHere.delete(role.arn);
    world.roleBirths.delete(role.arn);
    return {};
  }),
});

const conflict = (what: string): Refusal => new Refusal('DeleteConflictException', `Cannot delete entity, ${what}.`);

const checkBoundary = (world: World, arn: string): void => {
  checkManagedPolicy(world, arn, `Scope ARN: ${arn} does not exist or is not attachable.`);
};

const toTheSecond = (date: Date): Date => new Date(Math.floor(date.getTime() / 1000) * 1000);

/** ListRoles leaves out tags and the boundary: whoever wants them has to ask for each role. */
const listed = (role: FakeRole): Role => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: role.arn,
  CreateDate: role.createDate,
  AssumeRolePolicyDocument: encodeDocument(role.trustPolicy),
  ...(role.description === undefined ? {} : { Description: role.description }),
  MaxSessionDuration: role.maxSessionDuration,
});

const described = (role: FakeRole): Role => ({
  ...listed(role),
  ...(role.permissionsBoundary === undefined
    ? {}
    : { PermissionsBoundary: { PermissionsBoundaryType: 'PermissionsBoundaryPolicy', PermissionsBoundaryArn: role.permissionsBoundary } }),
  ...(Object.keys(role.tags).length === 0 ? {} : { Tags: toTagList(role.tags) }),
});
