/** Owns the answer: attributes from what is assigned, and properties from what was observed. The reverse of desire.ts. */
import { defaultDescription, isOn, type RoleProperty } from './desire';
import { isListed, type ObservedState } from './observe';
import type { Model } from './operation';
import type { PlannedOutcome } from './plan';
import type { Attributes, AuthenticationProviders, IdentityRole, PrincipalTag, Properties } from './properties';
import { poolArnOf, roleNameOf, type Account } from './rules/arn';
import { fromProviderName, type Spelling } from './rules/identity-provider';
import { isGeneratedPoolName, isGeneratedRoleName } from './rules/names';
import { isCreatedAs, isWritten, orderOf, partOf, requestMarkOn } from './rules/ownership';
import { AUTHENTICATED_TOKEN, mappedNameOf, mappedPart, type RolePart } from './rules/parts';
import { fromApplicationId, LOGIN_PROVIDER_NAMES, LOGIN_PROVIDERS, userPoolIdOf } from './rules/provider-name';
import { fromRoleMappings } from './rules/role-mapping';
import { fromTags, isTemplateTag, pickTags } from './rules/tags';
import type { IdentityPoolId, IdentityType, ObservedPool, ObservedRole } from './state';

/** What Fn::GetAtt answers. An attribute of something that the pool does not have is absent. */
export const attributesOf = (
  account: Account,
  poolId: IdentityPoolId,
  { configuration, defaultRoles, mappedRoleArns }: PlannedOutcome,
): Attributes => ({
  IdentityPoolId: poolId,
  Arn: poolArnOf(account, poolId),
  Name: configuration.name,
  ...(defaultRoles.authenticated === undefined
    ? {}
    : { AuthenticatedRoleArn: defaultRoles.authenticated, AuthenticatedRoleName: roleNameOf(defaultRoles.authenticated) }),
  ...(defaultRoles.unauthenticated === undefined
    ? {}
    : { UnauthenticatedRoleArn: defaultRoles.unauthenticated, UnauthenticatedRoleName: roleNameOf(defaultRoles.unauthenticated) }),
  ...(mappedRoleArns.length === 0 ? {} : { MappedRoleArns: [...mappedRoleArns], MappedRoleNames: mappedRoleArns.map(roleNameOf) }),
  ...(configuration.userPoolClients.length === 0
    ? {}
    : { UserPoolClientIds: configuration.userPoolClients.map(({ clientId }) => clientId) }),
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
 * a template named them; generated names and default descriptions, which no template can have named, are not.
 */
export const toModel = (account: Account, observed: ObservedState): Model => {
  const { pool, assignments, createdRoles, createdClients } = observed;
  const createdClientIds = createdClients.filter((client) => isListed(pool, client)).map(({ clientId }) => clientId);
  const spelling: Spelling = { configuration: pool, createdClientIds, isWritten: (form) => isWritten(pool.tags, form) };
  const providers = toAuthenticationProviders(pool, createdClientIds);
  const mapped = mappedRolesOf(createdRoles);
  const mappings = fromRoleMappings(assignments.mappings, spelling, nameOfRole(assignments.roles.authenticated, mapped));
  const principalTags = toPrincipalTags(observed, spelling);
  const tags = fromTags(pickTags(pool.tags, isTemplateTag));
  const requestMark = requestMarkOn(pool.tags);
  const isGenerated = requestMark !== undefined && isGeneratedPoolName(pool.name, requestMark);
  return {
    ...(isGenerated ? {} : { IdentityPoolName: pool.name }),
    AllowUnauthenticatedIdentities: pool.allowUnauthenticatedIdentities,
    ...(pool.allowClassicFlow === undefined ? {} : { AllowClassicFlow: pool.allowClassicFlow }),
    ...(Object.keys(providers).length === 0 ? {} : { AuthenticationProviders: providers }),
    AuthenticatedRole: toIdentityRole(pool.id, 'authenticated', assignments.roles.authenticated, createdRoles),
    UnauthenticatedRole: toIdentityRole(pool.id, 'unauthenticated', assignments.roles.unauthenticated, createdRoles),
    ...(mapped.length === 0
      ? {}
      : { MappedRoles: mapped.map(({ name, role }) => ({ Name: name, ...toSettings(pool.id, mappedPart(name), role) })) }),
    ...(mappings.length === 0 ? {} : { RoleMappings: mappings }),
    ...(principalTags.length === 0 ? {} : { PrincipalTags: principalTags }),
    ...(tags.length === 0 ? {} : { Tags: tags }),
    ...attributesOf(account, pool.id, {
      configuration: pool,
      defaultRoles: assignments.roles,
      mappedRoleArns: mapped.map(({ role }) => role.arn),
    }),
  };
};

interface MappedRoleFound {
  readonly name: string;
  readonly role: ObservedRole;
}

const mappedRolesOf = (createdRoles: readonly ObservedRole[]): MappedRoleFound[] =>
  createdRoles
    .flatMap((role) => {
      const name = mappedNameOf(partOf(role));
      return name === undefined ? [] : [{ name, role }];
    })
    .sort((one, other) => (orderOf(one.role) < orderOf(other.role) ? -1 : 1));

/** A rule that gives the default role reads back as one that names it. */
const nameOfRole =
  (authenticatedArn: string | undefined, mapped: readonly MappedRoleFound[]) =>
  (arn: string): string | undefined =>
    arn === authenticatedArn ? AUTHENTICATED_TOKEN : mapped.find(({ role }) => role.arn === arn)?.name;

const toPrincipalTags = ({ principalTags }: ObservedState, spelling: Spelling): PrincipalTag[] =>
  Object.entries(principalTags)
    .filter(([, found]) => isOn(found))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([providerName, { useDefaults, tags }]) => ({
      IdentityProvider: fromProviderName(providerName, 'principalTags', spelling),
      UseDefaults: useDefaults,
      ...(Object.keys(tags).length === 0 ? {} : { Tags: { ...tags } }),
    }));

const toAuthenticationProviders = (pool: ObservedPool, createdClientIds: readonly string[]): AuthenticationProviders => ({
  ...(pool.userPoolClients.length === 0
    ? {}
    : {
        UserPools: pool.userPoolClients.map(({ providerName, clientId, serverSideTokenCheck }) => ({
          UserPoolId: userPoolIdOf(providerName),
          // A template cannot name a client that was created for it.
          ...(createdClientIds.includes(clientId) ? {} : { UserPoolClientId: clientId }),
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
  return toSettings(poolId, identityType, role);
};

const toSettings = (poolId: IdentityPoolId, part: RolePart, role: ObservedRole): RoleProperty => ({
  ...(isGeneratedRoleName(role.name, poolId, part, role.path) ? {} : { RoleName: role.name }),
  Path: role.path,
  ...(role.description === defaultDescription(poolId, part) ? {} : { Description: role.description }),
  MaxSessionDuration: role.maxSessionDuration,
  ...(role.managedPolicyArns.length === 0 ? {} : { ManagedPolicyArns: [...role.managedPolicyArns] }),
  ...(role.inlinePolicies.length === 0
    ? {}
    : { Policies: role.inlinePolicies.map(({ name, document }) => ({ PolicyName: name, PolicyDocument: { ...document } })) }),
  ...(role.permissionsBoundary === undefined ? {} : { PermissionsBoundary: role.permissionsBoundary }),
});
