/** Owns the answer: attributes from what is assigned, and properties from what was observed. The reverse of desire.ts. */
import { DEFAULT_PATH, defaultDescription } from './desire';
import type { ObservedState } from './observe';
import type { Model } from './operation';
import type { Attributes, AuthenticationProviders, IdentityRole, Properties } from './properties';
import { poolArnOf, roleNameOf, type Account } from './rules/arn';
import { isGeneratedPoolName, isGeneratedRoleName } from './rules/names';
import { isCreatedAs, requestMarkOn } from './rules/ownership';
import { fromApplicationId, LOGIN_PROVIDER_NAMES, LOGIN_PROVIDERS, userPoolIdOf } from './rules/provider-name';
import { fromTags, isTemplateTag, pickTags } from './rules/tags';
import type { IdentityPoolId, IdentityType, ObservedPool, ObservedRole, RoleAssignments } from './state';

/** What Fn::GetAtt answers. An attribute of a role that the pool does not have is absent. */
export const attributesOf = (account: Account, poolId: IdentityPoolId, name: string, roles: RoleAssignments['roles']): Attributes => ({
  IdentityPoolId: poolId,
  Arn: poolArnOf(account, poolId),
  Name: name,
  ...(roles.authenticated === undefined
    ? {}
    : { AuthenticatedRoleArn: roles.authenticated, AuthenticatedRoleName: roleNameOf(roles.authenticated) }),
  ...(roles.unauthenticated === undefined
    ? {}
    : { UnauthenticatedRoleArn: roles.unauthenticated, UnauthenticatedRoleName: roleNameOf(roles.unauthenticated) }),
});

/** The template's own properties, less the write-only one, for the answer to a create or an update: nothing is added to what was given. */
export const withoutSecrets = (properties: Properties): Properties => {
  const { AuthenticationProviders: providers, ...rest } = properties;
  if (providers?.Twitter === undefined) return properties;
  const { ConsumerSecret: _secret, ...Twitter } = providers.Twitter;
  return { ...rest, AuthenticationProviders: { ...providers, Twitter: Twitter as NonNullable<AuthenticationProviders['Twitter']> } };
};

/**
 * What a template for this pool would say, from the pool alone. Values that have a default are always said, since nothing tells whether
 * a template named them; generated names and the default description, which no template can have named, are not.
 */
export const toModel = (account: Account, { pool, assignments, createdRoles }: ObservedState): Model => {
  const providers = toAuthenticationProviders(pool);
  const tags = fromTags(pickTags(pool.tags, isTemplateTag));
  const requestMark = requestMarkOn(pool.tags);
  const isGenerated = requestMark !== undefined && isGeneratedPoolName(pool.name, requestMark);
  const role = (identityType: IdentityType): IdentityRole =>
    toIdentityRole(pool.id, identityType, assignments.roles[identityType], createdRoles);
  return {
    ...(isGenerated ? {} : { IdentityPoolName: pool.name }),
    AllowUnauthenticatedIdentities: pool.allowUnauthenticatedIdentities,
    ...(pool.allowClassicFlow === undefined ? {} : { AllowClassicFlow: pool.allowClassicFlow }),
    ...(Object.keys(providers).length === 0 ? {} : { AuthenticationProviders: providers }),
    AuthenticatedRole: role('authenticated'),
    UnauthenticatedRole: role('unauthenticated'),
    ...(tags.length === 0 ? {} : { Tags: tags }),
    ...attributesOf(account, pool.id, pool.name, assignments.roles),
  };
};

const toAuthenticationProviders = (pool: ObservedPool): AuthenticationProviders => ({
  ...(pool.userPoolClients.length === 0
    ? {}
    : {
        UserPools: pool.userPoolClients.map(({ providerName, clientId, serverSideTokenCheck }) => ({
          UserPoolId: userPoolIdOf(providerName),
          UserPoolClientId: clientId,
          ServerSideTokenCheck: serverSideTokenCheck,
        })),
      }),
  ...LOGIN_PROVIDER_NAMES.reduce<Partial<AuthenticationProviders>>((found, provider) => {
    const applicationId = pool.loginProviders[LOGIN_PROVIDERS[provider]];
    return applicationId === undefined ? found : { ...found, ...fromApplicationId(provider, applicationId) };
  }, {}),
  ...(pool.openIdConnectProviderArns.length === 0 ? {} : { OpenIdConnectProviderArns: [...pool.openIdConnectProviderArns] }),
  ...(pool.samlProviderArns.length === 0 ? {} : { SamlProviderArns: [...pool.samlProviderArns] }),
  ...(pool.developerProviderName === undefined ? {} : { DeveloperProviderName: pool.developerProviderName }),
});

const toIdentityRole = (
  poolId: IdentityPoolId,
  identityType: IdentityType,
  assignedArn: string | undefined,
  createdRoles: readonly ObservedRole[],
): IdentityRole => {
  if (assignedArn === undefined) return { Create: false };
  const role = createdRoles.find(({ arn }) => arn === assignedArn);
  if (role === undefined || !isCreatedAs(role, poolId, identityType)) return { Arn: assignedArn };
  return {
    ...(isGeneratedRoleName(role.name, poolId, identityType, role.path) ? {} : { RoleName: role.name }),
    Path: role.path === '' ? DEFAULT_PATH : role.path,
    ...(role.description === defaultDescription(poolId, identityType) ? {} : { Description: role.description }),
    MaxSessionDuration: role.maxSessionDuration,
    ...(role.managedPolicyArns.length === 0 ? {} : { ManagedPolicyArns: [...role.managedPolicyArns] }),
    ...(role.inlinePolicies.length === 0
      ? {}
      : { Policies: role.inlinePolicies.map(({ name, document }) => ({ PolicyName: name, PolicyDocument: { ...document } })) }),
    ...(role.permissionsBoundary === undefined ? {} : { PermissionsBoundary: role.permissionsBoundary }),
  };
};
