/** Owns a pool as it would be after a deployment: from a template's properties, with names for the roles that are still to be made. */
import { wantedConfiguration, wantedClientPools } from '../../core/desire';
import type { Properties } from '../../core/properties';
import { roleNaming, toRoleMappings } from '../../core/rules/role-mapping';
import type { PoolConfiguration, RoleAssignments } from '../../core/state';
import { CLIENT_TO_BE_CREATED } from './find-provider';

export interface PoolToAsk {
  readonly pool: PoolConfiguration;
  readonly assignments: RoleAssignments;
}

/** The properties have passed validation. */
export const poolOf = (desired: Properties): PoolToAsk => {
  const pool = wantedConfiguration(
    { desired },
    {
      name: '',
      allowUnauthenticatedIdentities: false,
      loginProviders: {},
      userPoolClients: [],
      openIdConnectProviderArns: [],
      samlProviderArns: [],
    },
    new Map(wantedClientPools(desired).map((userPoolId) => [userPoolId, CLIENT_TO_BE_CREATED])),
  );
  const authenticated = defaultRole('AuthenticatedRole', desired.AuthenticatedRole);
  const unauthenticated = defaultRole('UnauthenticatedRole', desired.UnauthenticatedRole);
  const mapped = new Map((desired.MappedRoles ?? []).map(({ Name }) => [Name, `MappedRoles ${Name}`] as const));
  return {
    pool,
    assignments: {
      roles: { ...(authenticated === undefined ? {} : { authenticated }), ...(unauthenticated === undefined ? {} : { unauthenticated }) },
      mappings: toRoleMappings(desired.RoleMappings ?? [], pool, roleNaming(authenticated, mapped)),
    },
  };
};

const defaultRole = (name: string, property: Properties['AuthenticatedRole']): string | undefined =>
  property?.Create === false ? undefined : (property?.Arn ?? name);
