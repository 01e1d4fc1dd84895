/** Owns a pool as it would be after a deployment: from a template's properties, with names for the roles that are still to be made. */
import { wantedConfiguration, wantedClientPools } from '../../core/desire';
import { describeIssues } from '../../core/issue';
import type { Properties } from '../../core/properties';
import { roleNaming, toRoleMappings } from '../../core/rules/role-mapping';
import { NO_SETTINGS } from '../../core/settings';
import type { PoolConfiguration, RoleAssignments } from '../../core/state';
import { findIssues } from '../../core/validation';
import { UsageError } from '../context';
import { CLIENT_TO_BE_CREATED } from './find-provider';

export interface PoolToAsk {
  readonly pool: PoolConfiguration;
  readonly assignments: RoleAssignments;
}

/** @param show how a text is shown that has stand-ins in it. */
export const validPool = (desired: Properties, name: string, show = (text: string): string => text): PoolToAsk => {
  const issues = findIssues({ desired, region: ANY_REGION, stackTags: {}, settings: NO_SETTINGS });
  if (issues.length > 0) throw new UsageError(show(`${name}: ${describeIssues(issues)}`));
  return poolOf(desired);
};

/** Validation asks for a region only to know the name under which created roles trust Cognito, which decides nothing here. */
const ANY_REGION = 'us-east-1';

const poolOf = (desired: Properties): PoolToAsk => {
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
