/** Owns what is wanted: a template's properties, and what the template before it named, turned into the state that AWS should have. */
import type { Operation } from './operation';
import type { AuthenticationProviders, IdentityRole, MappedRole, Properties } from './properties';
import { toProviderName } from './rules/identity-provider';
import { roleNameOf, rolePathOf } from './rules/arn';
import { generatedPoolName, generatedRoleName, isGeneratedRoleName } from './rules/names';
import { poolMarks, requestMarkOn } from './rules/ownership';
import { mappedPart, type RolePart } from './rules/parts';
import { parsePolicyDocument } from './rules/policy-document';
import { LOGIN_PROVIDER_NAMES, LOGIN_PROVIDERS, toApplicationId, userPoolProviderName } from './rules/provider-name';
import type {
  IdentityPoolId,
  IdentityType,
  InlinePolicy,
  ObservedRole,
  PoolConfiguration,
  PrincipalTags,
  RoleArn,
  Tags,
  UserPoolClient,
} from './state';

/**
 * The one rule about whose a property is. Named now: managed whole. Named by the template before and no more: taken back, to the default.
 * Named by neither: left as it is, whoever set it; OpenSearch adds its own app client to a pool's providers, people set things by hand.
 */
export const wanted = <Value>(now: Value | undefined, before: unknown, found: Value, otherwise: Value): Value => {
  if (now !== undefined) return now;
  return before !== undefined ? otherwise : found;
};

/** What two templates name, and whose resource it is. */
export type Naming = Pick<Operation, 'desired' | 'previous' | 'stackName' | 'logicalId'>;

/** User pool id to the id of the app client that is created in it. */
export type CreatedClients = ReadonlyMap<string, string>;

/** The configuration of a pool that does not exist yet; it has no created clients yet either, since their name tells the pool's id. */
export const newPoolConfiguration = (operation: Operation, requestMark: string): PoolConfiguration =>
  wantedConfiguration(
    operation,
    {
      name: generatedPoolName(operation, requestMark),
      allowUnauthenticatedIdentities: false,
      loginProviders: {},
      userPoolClients: [],
      openIdConnectProviderArns: [],
      samlProviderArns: [],
      tags: poolMarks(requestMark),
    },
    new Map(),
  );

/** The configuration that a pool found like `found` should have. */
export const wantedConfiguration = (
  operation: Naming,
  found: PoolConfiguration & { readonly tags?: Tags },
  createdClients: CreatedClients,
): PoolConfiguration => {
  const { desired, previous } = operation;
  const providers = desired.AuthenticationProviders ?? {};
  const before = previous?.AuthenticationProviders ?? {};
  const developerProviderName = providers.DeveloperProviderName ?? found.developerProviderName;
  return {
    name: wanted(desired.IdentityPoolName, previous?.IdentityPoolName, found.name, nameWithoutOne(operation, found)),
    ...wantedSwitches(operation, found),
    loginProviders: wantedLoginProviders(providers, before, found.loginProviders),
    userPoolClients: wanted(toUserPoolClients(providers.UserPools, createdClients), before.UserPools, found.userPoolClients, []),
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

/** The switches of a pool that this type made are always set, since unset is not off (aws-cli#7652); those of an imported pool are like any property. */
const wantedSwitches = (
  { desired, previous }: Naming,
  found: PoolConfiguration & { readonly tags?: Tags },
): Pick<PoolConfiguration, 'allowUnauthenticatedIdentities' | 'allowClassicFlow'> => {
  const isOurs = requestMarkOn(found.tags ?? {}) !== undefined;
  const { allowUnauthenticatedIdentities: guests, allowClassicFlow: classicFlow } = found;
  const allowClassicFlow = wanted<boolean | undefined>(
    desired.AllowClassicFlow,
    previous?.AllowClassicFlow,
    isOurs ? false : classicFlow,
    false,
  );
  return {
    allowUnauthenticatedIdentities: wanted(
      desired.AllowUnauthenticatedIdentities,
      previous?.AllowUnauthenticatedIdentities,
      isOurs ? false : guests,
      false,
    ),
    ...(allowClassicFlow === undefined ? {} : { allowClassicFlow }),
  };
};

/** Where a name is taken back: the generated one, which needs the mark of the request that made the pool; without a mark the pool keeps its name. */
const nameWithoutOne = (operation: Naming, found: PoolConfiguration & { readonly tags?: Tags }): string => {
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

/** An entry whose client is still to be created is not there yet. */
const toUserPoolClients = (
  entries: AuthenticationProviders['UserPools'],
  createdClients: CreatedClients,
): readonly UserPoolClient[] | undefined =>
  entries?.flatMap(({ UserPoolId, UserPoolClientId, ServerSideTokenCheck }) => {
    const clientId = UserPoolClientId ?? createdClients.get(UserPoolId);
    if (clientId === undefined) return [];
    return [{ providerName: userPoolProviderName(UserPoolId), clientId, serverSideTokenCheck: ServerSideTokenCheck ?? true }];
  });

/** The user pools in which the template wants an app client of this pool's own. */
export const wantedClientPools = (properties: Properties | undefined): string[] =>
  (properties?.AuthenticationProviders?.UserPools ?? [])
    .filter(({ UserPoolClientId }) => UserPoolClientId === undefined)
    .map(({ UserPoolId }) => UserPoolId);

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

/**
 * The principal tags to set, by provider: those that are named, and off for each that was named and is no more. One that was never
 * named is left alone. Off is neither defaults nor tags; there is no call that deletes them.
 */
export const wantedPrincipalTags = ({ desired, previous }: Operation, configuration: PoolConfiguration): Record<string, PrincipalTags> => {
  const named = (properties: Properties | undefined, value: (entry: NonNullable<Properties['PrincipalTags']>[number]) => PrincipalTags) =>
    (properties?.PrincipalTags ?? []).flatMap((entry) => {
      const name = toProviderName(entry.IdentityProvider, configuration, 'principalTags');
      return name === undefined ? [] : [[name, value(entry)] as const];
    });
  return Object.fromEntries([
    ...named(previous, () => PRINCIPAL_TAGS_OFF),
    ...named(desired, ({ UseDefaults = false, Tags = {} }) => ({ useDefaults: UseDefaults, tags: Tags })),
  ]);
};

export const PRINCIPAL_TAGS_OFF: PrincipalTags = { useDefaults: false, tags: {} };

export const isOn = ({ useDefaults, tags }: PrincipalTags): boolean => useDefaults || Object.keys(tags).length > 0;

export const roleProperty = (properties: Properties | undefined, identityType: IdentityType): IdentityRole | undefined =>
  identityType === 'authenticated' ? properties?.AuthenticatedRole : properties?.UnauthenticatedRole;

/** Every created role's settings as a template names them, by part. */
export const roleProperties = (properties: Properties | undefined): readonly (readonly [RolePart, RoleProperty])[] => [
  ...(['authenticated', 'unauthenticated'] as const).map((part) => [part, roleProperty(properties, part) ?? {}] as const),
  ...(properties?.MappedRoles ?? []).map(({ Name, ...settings }) => [mappedPart(Name), settings] as const),
];

export type RoleProperty = Omit<IdentityRole, 'Arn' | 'Create'> | Omit<MappedRole, 'Name'>;

/** What the pool's default role of one kind should be. */
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
  if (now === undefined && before === undefined && !isOurs(found, poolId, identityType)) return { kind: 'asItIs' };
  return { kind: 'created', settings: roleSettings(operation, poolId, identityType, now ?? {}, before ?? {}, found.created) };
};

/**
 * A role that was never named is this type's own as long as nobody put another in its place; also when somebody deleted it, which its generated
 * name outlives in the pool.
 */
const isOurs = ({ assignedArn, created, poolIsOurs }: FoundRole, poolId: IdentityPoolId, identityType: IdentityType): boolean =>
  created !== undefined ||
  (poolIsOurs &&
    (assignedArn === undefined || isGeneratedRoleName(roleNameOf(assignedArn), poolId, identityType, rolePathOf(assignedArn))));

/** @param created the role as it is, where there is one for this part. */
export const roleSettings = (
  operation: Operation,
  poolId: IdentityPoolId,
  part: RolePart,
  now: RoleProperty,
  before: RoleProperty,
  created: ObservedRole | undefined,
): RoleSettings => {
  const { settings } = operation;
  const defaultPath = settings.path ?? DEFAULT_PATH;
  const path = wanted(now.Path, before.Path, created?.path ?? defaultPath, defaultPath);
  const generated = generatedRoleName(operation, poolId, part, path, settings.roleNamePrefix);
  const keptName = created?.path === path ? created.name : generated;
  const description = defaultDescription(poolId, part);
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
    // The account's boundary is no default: a template gives another, but cannot do without.
    permissionsBoundary: wanted<string | undefined>(
      now.PermissionsBoundary ?? settings.permissionsBoundary,
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
export const defaultDescription = (poolId: IdentityPoolId, part: RolePart): string =>
  part === 'authenticated' || part === 'unauthenticated'
    ? `Default ${part} role of identity pool ${poolId}`
    : `Role ${part.slice('mapped/'.length)} of identity pool ${poolId}`;
