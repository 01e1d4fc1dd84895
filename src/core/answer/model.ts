import { defined } from '../defined';
import type { RoleProperty } from '../desire/naming';
import type { Model } from '../operation';
import type { AuthenticationProviders, IdentityRole, PrincipalTag } from '../properties';
import { poolArnOf, type Account } from '../rules/arn';
import { fromProviderName, type Spelling } from '../rules/identity-provider';
import { DEFAULT_CLIENT_SETTINGS, sameClientSettings } from '../rules/client-settings';
import { defaultDescription, isGeneratedPoolName, isGeneratedRoleName } from '../rules/names';
import {
  isAdopted,
  isCreatedAs,
  isOwnTag,
  isWritten,
  orderOf,
  partOf,
  requestMarkOn,
  rulesWithoutMatchType,
  rulesWithRoleArn,
} from '../rules/ownership';
import { AUTHENTICATED_TOKEN, mappedNameOf, mappedPart, type RolePart } from '../rules/parts';
import { isOn } from '../rules/principal-tags';
import { fromApplicationId, LOGIN_PROVIDER_NAMES, LOGIN_PROVIDERS, userPoolIdOf, userPoolProviderName } from '../rules/provider-name';
import { fromRoleMappings } from '../rules/role-mapping';
import { basePathOf } from '../rules/role-path';
import { fromTags, isTemplateTag, pickTags } from '../rules/tags';
import type { CreatedClient, IdentityPoolId, IdentityType, ObservedPool, ObservedRole, ObservedState } from '../state';
import { attributesOf, idsIn, unlessEmpty } from './succeeded';

/**
 * What a template for this pool would say, from the pool alone. Values that have a default are always given, because nothing shows whether
 * a template named them; generated names and default descriptions, which no template can have named, are not.
 */
export function toModel(account: Account, observed: ObservedState): Model {
  const { pool, assignments, createdRoles, createdClients } = observed;
  const createdClientIds = createdClients.map(({ clientId }) => clientId);
  const spelling: Spelling = { configuration: pool, createdClientIds, isWritten: (form) => isWritten(pool.tags, form) };
  const providers = toAuthenticationProviders(pool, createdClients);
  const mapped = mappedRolesOf(pool.id, createdRoles);
  const mappings = fromRoleMappings(assignments.mappings, spelling, {
    nameOfRole: nameOfRole(assignments.roles.authenticated, mapped),
    rulesWithArn: (providerName) => rulesWithRoleArn(pool.tags, providerName),
    rulesWithoutMatchType: (providerName) => rulesWithoutMatchType(pool.tags, providerName),
  });
  const principalTags = toPrincipalTags(observed, spelling);
  const tags = fromTags(pickTags(pool.tags, isTemplateTag));
  const requestMark = requestMarkOn(pool.tags);
  const isGenerated = requestMark !== undefined && isGeneratedPoolName(pool.name, requestMark);
  return defined({
    AdoptIdentityPoolId: isAdopted(pool.tags) ? pool.id : undefined,
    IdentityPoolName: isGenerated ? undefined : pool.name,
    AllowUnauthenticatedIdentities: pool.allowUnauthenticatedIdentities,
    AllowClassicFlow: pool.allowClassicFlow,
    AuthenticationProviders: Object.keys(providers).length === 0 ? undefined : providers,
    AuthenticatedRole: toIdentityRole(pool.id, 'authenticated', assignments.roles.authenticated, createdRoles),
    UnauthenticatedRole: toIdentityRole(pool.id, 'unauthenticated', assignments.roles.unauthenticated, createdRoles),
    MappedRoles: unlessEmpty(mapped.map(({ name, role }) => ({ Name: name, ...toSettings(pool.id, mappedPart(name), role) }))),
    RoleMappings: unlessEmpty(mappings),
    PrincipalTags: unlessEmpty(principalTags),
    Tags: unlessEmpty(tags),
    ...attributesOf({
      poolId: pool.id,
      poolArn: poolArnOf(account, pool.id),
      configuration: pool,
      defaultRoles: assignments.roles,
      mappedRoleArns: mapped.map(({ role }) => role.arn),
      roleIds: idsIn(observed),
    }),
  });
}

interface NamedRole {
  readonly name: string;
  readonly role: ObservedRole;
}

function mappedRolesOf(poolId: IdentityPoolId, createdRoles: readonly ObservedRole[]): NamedRole[] {
  return createdRoles
    .flatMap((role) => {
      const name = mappedNameOf(partOf(role, poolId));
      return name === undefined ? [] : [{ name, role }];
    })
    .sort((one, other) => (orderOf(one.role) < orderOf(other.role) ? -1 : 1));
}

/** A rule that gives a role which has a name reads back with that name, unless a mark says that the template gives the ARN. */
function nameOfRole(authenticatedArn: string | undefined, mapped: readonly NamedRole[]): (arn: string) => string | undefined {
  return (arn) => (arn === authenticatedArn ? AUTHENTICATED_TOKEN : mapped.find(({ role }) => role.arn === arn)?.name);
}

function toPrincipalTags({ principalTags }: ObservedState, spelling: Spelling): PrincipalTag[] {
  return Object.entries(principalTags)
    .filter(([, observed]) => isOn(observed))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([providerName, { useDefaults, tags }]) =>
      defined({
        IdentityProvider: fromProviderName(providerName, 'principalTags', spelling),
        UseDefaults: useDefaults,
        Tags: Object.keys(tags).length === 0 ? undefined : { ...tags },
      }),
    );
}

function toAuthenticationProviders(pool: ObservedPool, createdClients: readonly CreatedClient[]): AuthenticationProviders {
  return defined({
    UserPools: unlessEmpty(
      pool.userPoolClients.map(({ providerName, clientId, serverSideTokenCheck }) => {
        const userPoolId = userPoolIdOf(providerName);
        const created = createdClients.find((client) => client.userPoolId === userPoolId && client.clientId === clientId);
        return defined({
          UserPoolId: userPoolId,
          // A template cannot name a client that was created for it.
          UserPoolClientId: created === undefined ? clientId : undefined,
          SupportedIdentityProviders: created && providersOf(pool, created),
          CallbackURLs: created && unlessEmpty(created.settings.callbackUrls),
          LogoutURLs: created && unlessEmpty(created.settings.logoutUrls),
          ServerSideTokenCheck: serverSideTokenCheck,
        });
      }),
    ),
    ...toLoginProviders(pool),
    OpenIdConnectProviderArns: unlessEmpty(pool.openIdConnectProviderArns),
    SamlProviderArns: unlessEmpty(pool.samlProviderArns),
    DeveloperProviderName: pool.developerProviderName,
  });
}

/** The default is left out unless the template spelled it. */
function providersOf(pool: ObservedPool, { userPoolId, settings }: CreatedClient): string[] | undefined {
  const { supportedIdentityProviders } = settings;
  const isDefault = sameClientSettings({ ...DEFAULT_CLIENT_SETTINGS, supportedIdentityProviders }, DEFAULT_CLIENT_SETTINGS);
  const isNamed = isWritten(pool.tags, { providerName: userPoolProviderName(userPoolId), use: 'mapping', form: 'providersNamed' });
  return isDefault && !isNamed ? undefined : [...supportedIdentityProviders];
}

function toLoginProviders({ loginProviders }: ObservedPool): Partial<AuthenticationProviders> {
  return LOGIN_PROVIDER_NAMES.reduce<Partial<AuthenticationProviders>>((all, provider) => {
    const applicationId = loginProviders[LOGIN_PROVIDERS[provider]];
    return applicationId === undefined ? all : { ...all, ...fromApplicationId(provider, applicationId) };
  }, {});
}

function toIdentityRole(
  poolId: IdentityPoolId,
  identityType: IdentityType,
  assignedArn: string | undefined,
  createdRoles: readonly ObservedRole[],
): IdentityRole {
  if (assignedArn === undefined) return { Create: false };
  const role = createdRoles.find(({ arn }) => arn === assignedArn);
  if (role === undefined || !isCreatedAs(role, poolId, identityType)) return { Arn: assignedArn };
  return toSettings(poolId, identityType, role);
}

function toSettings(poolId: IdentityPoolId, part: RolePart, role: ObservedRole): RoleProperty {
  return defined({
    RoleName: isGeneratedRoleName(role.name, poolId, part, role.path) ? undefined : role.name,
    Path: basePathOf(role.path, poolId),
    Description: role.description === defaultDescription(poolId, part) ? undefined : role.description,
    MaxSessionDuration: role.maxSessionDuration,
    ManagedPolicyArns: unlessEmpty(role.managedPolicyArns),
    Policies: unlessEmpty(role.inlinePolicies.map(({ name, document }) => ({ PolicyName: name, PolicyDocument: { ...document } }))),
    PermissionsBoundary: role.permissionsBoundary,
    Tags: unlessEmpty(fromTags(pickTags(role.tags, (key) => isTemplateTag(key) && isOwnTag(role.tags, key)))),
  });
}
