/** What the checks know of a pool: plain data, gathered before any of them runs. */
import { poolRegionOf } from '../../core/rules/pool-id';
import { userPoolIdOf } from '../../core/rules/provider-name';
import type {
  IdentityPoolId,
  IdentityType,
  MappingRule,
  ObservedPool,
  PolicyDocument,
  PrincipalTags,
  RoleArn,
  RoleAssignments,
  UserPoolClient,
} from '../../core/state';
import type { UserPoolGroup } from '../../aws/account-reads';
import type { NamedPolicy } from '../policies/permissions';

/** `unread`: these credentials could not read it, and it is among what was not checked. */
export type Read<Value> = Value | 'absent' | 'unread';

export interface PoolFacts {
  readonly poolId: IdentityPoolId;
  readonly pool: ObservedPool;
  readonly assignments: RoleAssignments;
  /** By provider, as Cognito names it for principal tags. */
  readonly principalTags: Readonly<Record<string, PrincipalTags>>;
  /** Every role that the pool names. */
  readonly roles: Readonly<Record<RoleArn, Read<RoleFacts>>>;
  /** By provider name, without a client. */
  readonly userPools: Readonly<Record<string, Read<UserPoolFacts>>>;
  /** By `clientKey`: those of the pool, and where a claim decides, the others of the same user pools. */
  readonly appClients: Readonly<Record<string, Read<AppClientFacts>>>;
  /** By provider name, without a client: of the user pools whose tokens name the role. */
  readonly groups: Readonly<Record<string, Read<readonly UserPoolGroup[]>>>;
  /** Roles that the pool does not name, and that its identities can take through the classic flow; empty unless they were asked for. */
  readonly otherRoles: readonly { readonly arn: RoleArn; readonly identityType: IdentityType }[];
  /** OIDC and SAML providers of the pool, by ARN. */
  readonly identityProviders: Readonly<Record<string, Read<object>>>;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface RoleFacts {
  readonly trust: PolicyDocument;
  readonly policies: readonly NamedPolicy[];
  /** undefined: there is none, or it could not be read. */
  readonly boundary?: PolicyDocument;
}

export interface UserPoolFacts {
  /** Only administrators create users. */
  readonly isAdminOnly: boolean;
  /** A trigger may put any claim into the tokens. */
  readonly changesTokens: boolean;
  /** undefined: not known. */
  readonly attributes?: readonly { readonly name: string; readonly isMutable: boolean }[];
}

export interface AppClientFacts {
  /** undefined: the standard attributes. */
  readonly writeAttributes?: readonly string[];
  /** undefined: the standard attributes and those of the schema. */
  readonly readAttributes?: readonly string[];
  /** Such as COGNITO and Google. */
  readonly identityProviders: readonly string[];
}

/** As the key of a mapping names the client. */
export function clientKey({ providerName, clientId }: Pick<UserPoolClient, 'providerName' | 'clientId'>): string {
  return `${providerName}:${clientId}`;
}

export function regionOf({ poolId }: Pick<PoolFacts, 'poolId'>): string {
  return poolRegionOf(poolId);
}

/** One role, and all that the pool hands it out for to identities of one type. */
export interface RoleUse {
  readonly arn: RoleArn;
  readonly identityType: IdentityType;
  readonly as: readonly string[];
  /** The providers by whose mappings it is handed out; undefined among them: by default. */
  readonly providers: readonly (string | undefined)[];
}

/** Two rules that name one role are one use of it: what is wrong with it is reported once. */
export function roleUses({
  assignments: { roles, mappings },
  groups,
  otherRoles,
}: Pick<PoolFacts, 'assignments' | 'groups' | 'otherRoles'>): RoleUse[] {
  const uses = new Map<string, RoleUse>();
  const add = (arn: RoleArn, identityType: IdentityType, as: string, provider: string | undefined): void => {
    const key = `${identityType} ${arn}`;
    const known = uses.get(key);
    uses.set(key, { arn, identityType, as: [...(known?.as ?? []), as], providers: [...(known?.providers ?? []), provider] });
  };
  if (roles.authenticated !== undefined) add(roles.authenticated, 'authenticated', 'the default role of signed-in identities', undefined);
  if (roles.unauthenticated !== undefined) add(roles.unauthenticated, 'unauthenticated', 'the role of guests', undefined);
  for (const [provider, { rules = [] }] of Object.entries(mappings))
    rules.forEach(({ roleArn }, index) => add(roleArn, 'authenticated', `the role of ${ruleName(provider, index)}`, provider));
  for (const [provider, { type }] of Object.entries(mappings)) {
    const providerName = provider.slice(0, provider.lastIndexOf(':'));
    for (const { name, roleArn } of type === 'Token' ? (found(groups[providerName]) ?? []) : [])
      if (roleArn !== undefined)
        add(roleArn, 'authenticated', `the role of group ${name} of user pool ${userPoolIdOf(providerName)}`, provider);
  }
  for (const { arn, identityType } of otherRoles)
    add(arn, identityType, `which ${identityType === 'unauthenticated' ? 'guests' : 'signed-in identities'} can ask for`, undefined);
  return [...uses.values()];
}

export function aboutRole({ arn, as }: RoleUse): string {
  const [first = '', ...more] = as;
  return `${arn}, ${more.length > 2 ? `${first} and ${more.length} more` : as.join(', ')}`;
}

export function ruleName(provider: string, index: number): string {
  return `rule ${index + 1} of ${provider}`;
}

export function describeRule({ claim, matchType, value }: MappingRule): string {
  return `${claim} ${matchType} ${JSON.stringify(value)}`;
}

/** As it is named for principal tags, which are for the whole user pool. */
export function tagProviderOf({ pool }: Pick<PoolFacts, 'pool'>, mappingKey: string): string {
  return pool.userPoolClients.find((client) => clientKey(client) === mappingKey)?.providerName ?? mappingKey;
}

export function describeClient({ providerName, clientId }: Pick<UserPoolClient, 'providerName' | 'clientId'>): string {
  return `app client ${clientId} of user pool ${userPoolIdOf(providerName)}`;
}

/** undefined where it does not exist, or could not be read. */
export function found<Value extends object>(read: Read<Value> | undefined): Value | undefined {
  return typeof read === 'object' ? read : undefined;
}

export function isClassicFlowOpen({ pool, assignments }: Pick<PoolFacts, 'pool' | 'assignments'>): boolean {
  // With mappings GetOpenIdToken is refused: "Basic (classic) flow is not supported with RoleMappings" (aws-rum-web#172).
  return pool.allowClassicFlow !== false && Object.keys(assignments.mappings).length === 0;
}
