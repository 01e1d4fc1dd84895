/** Owns what AWS demands before it answers a call: the actions, on which resources, and what conditions can ask about them. */
import { roleMarks } from '../../src/core/rules/ownership';
import { trustAnchorOf } from '../../src/core/rules/partition';
import { NO_SETTINGS } from '../../src/core/settings';
import { roleArn, userPoolArn, type World } from '../fakes/world';

/** One action that a policy has to allow. */
export interface Authorisation {
  readonly action: string;
  /** `*` for the actions that no resource limits (service authorisation reference). */
  readonly resource: string;
  /** Condition keys of the request and of the resource. */
  readonly context: Readonly<Record<string, string>>;
}

type Input = Readonly<Record<string, unknown>>;
type Place = Pick<World, 'partition' | 'region' | 'accountId' | 'roles'>;

/** The call's own action first, then those that it depends on. */
export const authorisationsOf = (world: Place, service: string, operation: string, input: Input): readonly Authorisation[] => {
  if (isChangeOfAbsentRole(world, service, operation, input)) return [];
  const action = `${service}:${operation}`;
  const resource = (RESOURCES[service] ?? nothing)(world, operation, input);
  const own = {
    action,
    resource,
    context: resource.includes(':role/') ? { ...boundaryOf(world, operation, input), ...markOf(world, operation, input) } : {},
  };
  return [own, ...dependents(world, own, input)];
};

/**
 * IAM takes a name that no role has for a role in the path `/`, so it denies these with the shipped policies. The gateway takes such a denial for
 * what it is (src/aws/roles.ts), so that nothing has to be allowed.
 */
const isChangeOfAbsentRole = ({ roles }: Place, service: string, operation: string, { RoleName: name }: Input): boolean =>
  service === 'iam' && typeof name === 'string' && !roles.has(name) && operation !== 'CreateRole' && !READS.has(operation);

/** Allowed everywhere, also for names that no role has. */
const READS = new Set(['GetRole', 'GetRolePolicy', 'ListAttachedRolePolicies', 'ListRolePolicies']);

const dependents = (world: Place, { action, resource }: Authorisation, input: Input): readonly Authorisation[] => {
  switch (action) {
    case 'iam:CreateRole':
      return isEmpty(input['Tags']) ? [] : [{ action: 'iam:TagRole', resource, context: markOf(world, 'CreateRole', input) }];
    case 'cognito-identity:CreateIdentityPool':
      return isEmpty(input['IdentityPoolTags'])
        ? []
        : [{ action: 'cognito-identity:TagResource', resource: poolArnOf(world), context: {} }];
    case 'cognito-identity:SetIdentityPoolRoles':
      return rolesIn(input, world).map((role) => ({ action: 'iam:PassRole', resource: role, context: passedToCognitoIn(world) }));
    default:
      return [];
  }
};

type ResourceOf = (world: Place, operation: string, input: Input) => string;

const nothing: ResourceOf = () => '*';

const RESOURCES: Readonly<Record<string, ResourceOf>> = {
  'cognito-identity': (world, operation) => (POOL_ACTIONS_ON_ALL.has(operation) ? '*' : poolArnOf(world)),
  'cognito-idp': (world, _operation, { UserPoolId: id }) => (typeof id === 'string' ? userPoolArn(world as World, id) : '*'),
  iam: (world, operation, { RoleName: name, Path: path, InstanceProfileName: profile }) => {
    if (typeof profile === 'string') return `arn:${world.partition}:iam::${world.accountId}:instance-profile/${profile}`;
    if (typeof name !== 'string') return '*';
    if (operation === 'CreateRole') return roleArn(world as World, typeof path === 'string' ? path : '/', name);
    return world.roles.get(name)?.arn ?? roleArn(world as World, '/', name);
  },
};

const POOL_ACTIONS_ON_ALL = new Set(['CreateIdentityPool', 'ListIdentityPools', 'SetIdentityPoolRoles', 'SetPrincipalTagAttributeMap']);

/** Policies cannot tell pools apart before they are made, and no shipped one does: one id stands for all, so that equal demands are told once. */
const poolArnOf = ({ partition, region, accountId }: Place): string =>
  `arn:${partition}:cognito-identity:${region}:${accountId}:identitypool/${region}:00000000-0000-4000-8000-000000000000`;

/** Of CreateRole and PutRolePermissionsBoundary the boundary that is asked for, of the others the one that the role has. */
const boundaryOf = (world: Place, operation: string, { RoleName: name, PermissionsBoundary: asked }: Input): Authorisation['context'] => {
  const has = typeof name === 'string' && operation !== 'CreateRole' ? world.roles.get(name)?.permissionsBoundary : undefined;
  const boundary = typeof asked === 'string' ? asked : has;
  return boundary === undefined ? {} : { 'iam:PermissionsBoundary': boundary };
};

/** The mark by which a role is known as one of a pool's: on the role, or in the request that makes it. Which pool's it is no policy can say beforehand. */
const markOf = (world: Place, operation: string, { RoleName: name, Tags: asked }: Input): Authorisation['context'] => {
  if (operation === 'CreateRole')
    return ((asked ?? []) as { Key?: string }[]).some(({ Key }) => Key === MARK) ? { [`aws:RequestTag/${MARK}`]: 'a pool' } : {};
  const role = typeof name === 'string' ? world.roles.get(name) : undefined;
  return role?.tags[MARK] === undefined ? {} : { [`aws:ResourceTag/${MARK}`]: 'a pool' };
};

const MARK = Object.keys(roleMarks('', 'authenticated'))[0] ?? '';

const passedToCognitoIn = ({ region }: Place): Authorisation['context'] => {
  // Who is passed a role is known also where the names of condition keys are not (China).
  const service = trustAnchorOf(region, { ...NO_SETTINGS, trustConditionPrefix: 'any' })?.principal;
  return service === undefined ? {} : { 'iam:PassedToService': service };
};

/** Default roles, and those that rules pick; a role of another account cannot be passed, whatever policies say. */
const rolesIn = ({ Roles: roles, RoleMappings: mappings }: Input, { accountId }: Place): readonly string[] => {
  const rules = Object.values((mappings ?? {}) as Record<string, { RulesConfiguration?: { Rules?: { RoleARN?: string }[] } }>);
  const named = rules.flatMap(({ RulesConfiguration }) => (RulesConfiguration?.Rules ?? []).map(({ RoleARN }) => RoleARN));
  return [...new Set([...Object.values((roles ?? {}) as Record<string, string>), ...named])].filter(
    (arn): arn is string => arn?.split(':')[4] === accountId,
  );
};

const isEmpty = (tags: unknown): boolean => Object.keys(tags ?? {}).length === 0;
