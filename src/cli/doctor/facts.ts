/** Owns what the checks know of a pool: plain data, gathered before any of them runs. */
import { userPoolIdOf } from '../../core/rules/provider-name';
import type { IdentityType, MappingRule, ObservedPool, PrincipalTags, RoleArn, RoleAssignments, UserPoolClient } from '../../core/state';
import type { Statement } from './statements';

export interface PoolFacts {
  readonly pool: ObservedPool;
  readonly assignments: RoleAssignments;
  /** By provider, as Cognito names it for principal tags. */
  readonly principalTags: Readonly<Record<string, PrincipalTags>>;
  /** Every role that the pool names; undefined where there is none of that ARN in the account. */
  readonly roles: Readonly<Record<RoleArn, RoleFacts | undefined>>;
  /** The app clients of the pool, by `clientKey`; one that does not exist is not in it. */
  readonly appClients: Readonly<Record<string, AppClientFacts>>;
}

export interface RoleFacts {
  readonly trust: readonly Statement[];
  /** Of the role of guests only: no check asks for another's. */
  readonly permissions: readonly PermissionStatement[];
}

export interface PermissionStatement extends Statement {
  /** The policy that it is in. */
  readonly policy: string;
}

export interface AppClientFacts {
  /** undefined: the standard attributes. */
  readonly writeAttributes?: readonly string[];
}

/** As the key of a mapping names the client. */
export const clientKey = ({ providerName, clientId }: UserPoolClient): string => `${providerName}:${clientId}`;

export const regionOf = ({ pool }: PoolFacts): string => pool.id.slice(0, pool.id.indexOf(':'));

/** One role, and all that the pool hands it out for to identities of one type. */
export interface RoleUse {
  readonly arn: RoleArn;
  readonly identityType: IdentityType;
  readonly as: readonly string[];
  /** The providers by whose mappings it is handed out; undefined among them: by default, whatever the provider. */
  readonly providers: readonly (string | undefined)[];
}

/** Two rules that name one role are one use of it: what is wrong with it is told once. */
export const roleUses = ({ assignments: { roles, mappings } }: PoolFacts): RoleUse[] => {
  const uses = new Map<string, RoleUse>();
  const add = (arn: RoleArn, identityType: IdentityType, as: string, provider: string | undefined): void => {
    const key = `${identityType} ${arn}`;
    const before = uses.get(key);
    uses.set(key, { arn, identityType, as: [...(before?.as ?? []), as], providers: [...(before?.providers ?? []), provider] });
  };
  if (roles.authenticated !== undefined) add(roles.authenticated, 'authenticated', 'the default role of signed-in identities', undefined);
  if (roles.unauthenticated !== undefined) add(roles.unauthenticated, 'unauthenticated', 'the role of guests', undefined);
  for (const [provider, { rules = [] }] of Object.entries(mappings))
    rules.forEach(({ roleArn }, index) => add(roleArn, 'authenticated', `the role of ${ruleName(provider, index)}`, provider));
  return [...uses.values()];
};

export const ruleName = (provider: string, index: number): string => `rule ${index + 1} of ${provider}`;

export const describeRule = ({ claim, matchType, value }: MappingRule): string => `${claim} ${matchType} ${JSON.stringify(value)}`;

/** As it is named for principal tags, which are for the whole user pool. */
export const tagProviderOf = ({ pool }: PoolFacts, mappingKey: string): string =>
  pool.userPoolClients.find((client) => clientKey(client) === mappingKey)?.providerName ?? mappingKey;

export const describeClient = ({ providerName, clientId }: UserPoolClient): string =>
  `app client ${clientId} of user pool ${userPoolIdOf(providerName)}`;
