/** Owns what is wanted: a template's properties, and what the template before it named, turned into the state that AWS should have. */
import type { Operation } from './operation';
import type { AuthenticationProviders, IdentityRole, Properties } from './properties';
import { generatedPoolName, generatedRoleName } from './rules/names';
import { parsePolicyDocument } from './rules/policy-document';
import { LOGIN_PROVIDER_NAMES, LOGIN_PROVIDERS, toApplicationId, userPoolProviderName } from './rules/provider-name';
import { requestMarkOn } from './rules/ownership';
import type { IdentityPoolId, IdentityType, InlinePolicy, ObservedRole, PoolConfiguration, RoleArn, Tags, UserPoolClient } from './state';

/**
 * The one rule about whose a property is. Named now: managed whole. Named by the template before and no more: taken back, to the default.
 * Named by neither: left as it is, whoever set it; OpenSearch adds its own app client to a pool's providers, people set things by hand.
 */
export const wanted = <Value>(now: Value | undefined, before: unknown, found: Value, otherwise: Value): Value => {
  if (now !== undefined) return now;
  return before !== undefined ? otherwise : found;
};

export const roleProperty = (properties: Properties | undefined, identityType: IdentityType): IdentityRole | undefined =>
  identityType === 'authenticated' ? properties?.AuthenticatedRole : properties?.UnauthenticatedRole;

/** The configuration of a pool that does not exist yet. */
export const newPoolConfiguration = (operation: Operation, requestMark: string): PoolConfiguration =>
  wantedConfiguration(operation, {
    name: generatedPoolName(operation, requestMark),
    allowUnauthenticatedIdentities: false,
    loginProviders: {},
    userPoolClients: [],
    openIdConnectProviderArns: [],
    samlProviderArns: [],
  });

/** The configuration that a pool found like `found` should have. */
export const wantedConfiguration = (
  operation: Operation,
  found: PoolConfiguration & { readonly tags?: Tags },
): PoolConfiguration & { readonly allowClassicFlow: boolean } => {
  const { desired, previous } = operation;
  const providers = desired.AuthenticationProviders ?? {};
  const before = previous?.AuthenticationProviders ?? {};
  const developerProviderName = providers.DeveloperProviderName ?? found.developerProviderName;
  return {
    name: wanted(desired.IdentityPoolName, previous?.IdentityPoolName, found.name, nameWithoutOne(operation, found)),
    // The three switches are always set: unset is not off (aws-cli#7652).
    allowUnauthenticatedIdentities: desired.AllowUnauthenticatedIdentities ?? false,
    allowClassicFlow: desired.AllowClassicFlow ?? false,
    loginProviders: wantedLoginProviders(providers, before, found.loginProviders),
    userPoolClients: wanted(providers.UserPools?.map(toUserPoolClient), before.UserPools, found.userPoolClients, []),
    openIdConnectProviderArns: wanted(
      providers.OpenIdConnectProviderArns,
      before.OpenIdConnectProviderArns,
      found.openIdConnectProviderArns,
      [],
    ),
    samlProviderArns: wanted(providers.SamlProviderArns, before.SamlProviderArns, found.samlProviderArns, []),
    ...(developerProviderName === undefined ? {} : { developerProviderName }),
  };
};

/** Where a name is taken back: the generated one, which needs the mark of the request that made the pool; without a mark the pool keeps its name. */
const nameWithoutOne = (operation: Operation, found: PoolConfiguration & { readonly tags?: Tags }): string => {
  const requestMark = requestMarkOn(found.tags ?? {});
  return requestMark === undefined ? found.name : generatedPoolName(operation, requestMark);
};

/** Each login provider is a property of its own; a provider that templates have no word for stays as it is. */
const wantedLoginProviders = (
  now: AuthenticationProviders,
  before: AuthenticationProviders,
  found: Readonly<Record<string, string>>,
): Record<string, string> => {
  const result = { ...found };
  for (const provider of LOGIN_PROVIDER_NAMES) {
    const name = LOGIN_PROVIDERS[provider];
    const applicationId = wanted(toApplicationId(now, provider), before[provider], result[name], undefined);
    if (applicationId === undefined) Reflect.deleteProperty(result, name);
    else result[name] = applicationId;
  }
  return result;
};

const toUserPoolClient = (entry: NonNullable<AuthenticationProviders['UserPools']>[number]): UserPoolClient => ({
  providerName: userPoolProviderName(entry.UserPoolId),
  clientId: entry.UserPoolClientId,
  serverSideTokenCheck: entry.ServerSideTokenCheck ?? true,
});

/**
 * Whether the service cannot get from here to there: a developer provider's name, once set, neither changes nor goes.
 * Source: UpdateIdentityPool, API reference.
 */
export const needsAnotherPool = ({ desired, previous }: Operation, found: PoolConfiguration): boolean => {
  if (found.developerProviderName === undefined) return false;
  const name = wanted(
    desired.AuthenticationProviders?.DeveloperProviderName,
    previous?.AuthenticationProviders?.DeveloperProviderName,
    found.developerProviderName,
    undefined,
  );
  return name !== found.developerProviderName;
};

/** What the pool's role of one kind should be. */
export type WantedRole =
  | { readonly kind: 'created'; readonly settings: RoleSettings }
  | { readonly kind: 'supplied'; readonly arn: RoleArn }
  | { readonly kind: 'none' }
  /** Whatever is assigned now stays assigned. */
  | { readonly kind: 'asItIs' };

export interface RoleSettings {
  readonly name: string;
  readonly path: string;
  readonly description: string;
  readonly maxSessionDuration: number;
  readonly permissionsBoundary: string | undefined;
  readonly attach: readonly string[];
  /** Named by the template before and no more; what others attached is in neither list. */
  readonly detach: readonly string[];
  readonly put: readonly InlinePolicy[];
  readonly drop: readonly string[];
}

export interface FoundRole {
  readonly assignedArn: RoleArn | undefined;
  /** The role that this type created and the pool uses now. */
  readonly created: ObservedRole | undefined;
  readonly poolIsOurs: boolean;
}

export const wantedRole = (operation: Operation, poolId: IdentityPoolId, identityType: IdentityType, found: FoundRole): WantedRole => {
  const now = roleProperty(operation.desired, identityType);
  const before = roleProperty(operation.previous, identityType);
  if (now?.Arn !== undefined) return { kind: 'supplied', arn: now.Arn };
  if (now?.Create === false) return { kind: 'none' };
  if (now === undefined && before === undefined && !isOurs(found)) return { kind: 'asItIs' };
  return { kind: 'created', settings: roleSettings(operation, poolId, identityType, now ?? {}, before ?? {}, found.created) };
};

/** A role that was never named is this type's own as long as nobody put another in its place. */
const isOurs = ({ assignedArn, created, poolIsOurs }: FoundRole): boolean =>
  created !== undefined || (poolIsOurs && assignedArn === undefined);

const roleSettings = (
  operation: Operation,
  poolId: IdentityPoolId,
  identityType: IdentityType,
  now: IdentityRole,
  before: IdentityRole,
  created: ObservedRole | undefined,
): RoleSettings => {
  const path = wanted(now.Path, before.Path, created?.path ?? DEFAULT_PATH, DEFAULT_PATH);
  const generated = generatedRoleName(operation, poolId, identityType, path);
  const keptName = created?.path === path ? created.name : generated;
  const description = defaultDescription(poolId, identityType);
  const attach = now.ManagedPolicyArns ?? [];
  const put = (now.Policies ?? []).map(toInlinePolicy);
  return {
    name: wanted(now.RoleName, before.RoleName, keptName, generated),
    path,
    description: wanted(now.Description, before.Description, created?.description ?? description, description),
    maxSessionDuration: wanted(
      now.MaxSessionDuration,
      before.MaxSessionDuration,
      created?.maxSessionDuration ?? DEFAULT_MAX_SESSION_DURATION,
      DEFAULT_MAX_SESSION_DURATION,
    ),
    permissionsBoundary: wanted<string | undefined>(
      now.PermissionsBoundary,
      before.PermissionsBoundary,
      created?.permissionsBoundary,
      undefined,
    ),
    attach,
    detach: (before.ManagedPolicyArns ?? []).filter((arn) => !attach.includes(arn)),
    put,
    drop: (before.Policies ?? []).map(({ PolicyName }) => PolicyName).filter((name) => !put.some((policy) => policy.name === name)),
  };
};

const toInlinePolicy = ({ PolicyName, PolicyDocument }: NonNullable<IdentityRole['Policies']>[number]): InlinePolicy => ({
  name: PolicyName,
  // Validation has refused a document that does not parse.
  document: parsePolicyDocument(PolicyDocument) ?? {},
});

export const DEFAULT_PATH = '/';
/** Seconds. */
export const DEFAULT_MAX_SESSION_DURATION = 3600;

/** Names the pool by its id, which never changes, rather than by its name. */
export const defaultDescription = (poolId: IdentityPoolId, identityType: IdentityType): string =>
  `Default ${identityType} role of identity pool ${poolId}`;
