import { defined } from '../defined';
import type { DesiredPool } from '../desire/desired-state';
import type { Operation, Succeeded } from '../operation';
import type { Attributes, AuthenticationProviders, Properties } from '../properties';
import { roleNameOf } from '../rules/arn';
import { mappedNameOf } from '../rules/parts';
import type { IdentityPoolId, ObservedState, PoolConfiguration, RoleArn, RoleAssignments } from '../state';

/** The answer to a create or an update: the template's own properties and the attributes. */
export function succeeded(operation: Operation, desired: DesiredPool, roleIds: RoleIds): Succeeded {
  const { poolId, poolArn, configuration, assignments, roles } = desired;
  const mappedRoleArns = roles.flatMap(({ part, arn }) => (mappedNameOf(part) === undefined ? [] : [arn]));
  const attributes = attributesOf({ poolId, poolArn, configuration, defaultRoles: assignments.roles, mappedRoleArns, roleIds });
  return { status: 'succeeded', poolId, model: { ...withoutSecrets(operation.desired), ...attributes } };
}

/** Role ARN to IAM's unique id, as far as it is known. */
export type RoleIds = Readonly<Record<RoleArn, string>>;

export interface AttributeSources {
  readonly poolId: IdentityPoolId;
  readonly poolArn: string;
  readonly configuration: PoolConfiguration;
  readonly defaultRoles: RoleAssignments['roles'];
  /** In the order of MappedRoles. */
  readonly mappedRoleArns: readonly RoleArn[];
  readonly roleIds: RoleIds;
}

/** What Fn::GetAtt answers. An attribute of something that the pool does not have is absent. */
export function attributesOf({ poolId, poolArn, configuration, defaultRoles, mappedRoleArns, roleIds }: AttributeSources): Attributes {
  const { authenticated, unauthenticated } = defaultRoles;
  const clientIds = configuration.userPoolClients.map(({ clientId }) => clientId);
  return defined({
    IdentityPoolId: poolId,
    Arn: poolArn,
    Name: configuration.name,
    AuthenticatedRoleArn: authenticated,
    AuthenticatedRoleName: authenticated && roleNameOf(authenticated),
    AuthenticatedRoleId: authenticated && roleIds[authenticated],
    UnauthenticatedRoleArn: unauthenticated,
    UnauthenticatedRoleName: unauthenticated && roleNameOf(unauthenticated),
    UnauthenticatedRoleId: unauthenticated && roleIds[unauthenticated],
    MappedRoleArns: unlessEmpty(mappedRoleArns),
    MappedRoleNames: unlessEmpty(mappedRoleArns.map(roleNameOf)),
    UserPoolClientIds: unlessEmpty(clientIds),
  });
}

export function unlessEmpty<Member>(list: readonly Member[]): Member[] | undefined {
  return list.length === 0 ? undefined : [...list];
}

/** The template's own properties, less the write-only one, for the answer to a create or an update: nothing is added to what was given. */
function withoutSecrets(properties: Properties): Properties {
  const { AuthenticationProviders: providers, ...rest } = properties;
  if (providers?.Twitter === undefined) return properties;
  const { ConsumerSecret: _secret, ...Twitter } = providers.Twitter;
  return { ...rest, AuthenticationProviders: { ...providers, Twitter: Twitter as NonNullable<AuthenticationProviders['Twitter']> } };
}

/** The ids that a look found. */
export function idsIn({ createdRoles, suppliedRoleIds }: ObservedState): RoleIds {
  return { ...suppliedRoleIds, ...Object.fromEntries(createdRoles.map(({ arn, id }) => [arn, id])) };
}

/** Default roles that others supply and that the look did not read. */
export function newlySupplied({ assignments, roles }: DesiredPool, observed: ObservedState): RoleArn[] {
  const known = idsIn(observed);
  const created = new Set(roles.map(({ arn }) => arn));
  return Object.values(assignments.roles).filter((arn) => !created.has(arn) && !Object.hasOwn(known, arn));
}
