/** What the fake account holds and the numbers and open questions that it is set up with; services read and write it. */
import type { IdentityPool, RoleMapping } from '@aws-sdk/client-cognito-identity';
import type { UpdateUserPoolClientRequest, UserPoolClientType, UserPoolType } from '@aws-sdk/client-cognito-identity-provider';
import type { Checked } from './constraints';

export interface PrincipalTagMap {
  UseDefaults: boolean;
  PrincipalTags: Record<string, string>;
}

export interface FakePool {
  configuration: Omit<Checked<IdentityPool>, 'IdentityPoolTags'>;
  tags: Record<string, string>;
  roles: Record<string, string>;
  roleMappings: Record<string, RoleMapping>;
  principalTags: Record<string, PrincipalTagMap>;
}

export interface FakeRole {
  name: string;
  path: string;
  id: string;
  arn: string;
  createDate: Date;
  /** The text as it was sent. */
  trustPolicy: string;
  description?: string;
  maxSessionDuration: number;
  permissionsBoundary?: string;
  tags: Record<string, string>;
  managedPolicyArns: string[];
  /** Name to the text as it was sent. */
  inlinePolicies: Record<string, string>;
  instanceProfiles: string[];
}

/** What an update of an app client writes whole. */
export type ClientSettings = Omit<UpdateUserPoolClientRequest, 'UserPoolId' | 'ClientId' | 'ClientName'>;

export interface FakeUserPoolClient extends UserPoolClientType {
  UserPoolId: string;
  ClientId: string;
}

/** What is told of a user pool beside its name; nothing here asks for it. */
export type UserPoolSettings = Pick<UserPoolType, 'AdminCreateUserConfig' | 'LambdaConfig' | 'SchemaAttributes'>;

export interface FakeUserPool {
  readonly settings: UserPoolSettings;
  name: string;
  /** Names of what users can sign in with beside COGNITO. */
  identityProviders: string[];
  /** By id. */
  readonly clients: Map<string, FakeUserPoolClient>;
  readonly groups: readonly { readonly GroupName: string; readonly RoleArn?: string }[];
}

export interface Quotas {
  /** The most that any page holds, whatever the caller asks for: AWS may always answer with fewer. */
  pageSize: number;
  /** Of one Region. */
  identityPools: number;
  /** Of the account. */
  roles: number;
  /** Of a pool or a role; tags of AWS's own do not count. */
  tags: number;
  /** Of one pool: app clients of user pools. */
  userPoolClientsPerPool: number;
  /** Of one pool, of each of the two kinds. The service model and the Cognito guide name no limit. */
  openIdConnectProvidersPerPool: number;
  samlProvidersPerPool: number;
  /** Of one provider of a pool. */
  rulesPerProvider: number;
  managedPoliciesPerRole: number;
  clientsPerUserPool: number;
  /** Characters of a role's trust policy, white space not counted. */
  trustPolicySize: number;
  /** Characters of all inline policies of a role together, white space not counted. */
  inlinePoliciesSize: number;
}

/** Where no source says what AWS does, a test can have it either way; the default is what a careless caller suffers from. */
export interface OpenQuestions {
  /** UpdateIdentityPool that drops a provider which a mapping still names. */
  mappedProviderDropped: 'refuse' | 'keepMapping';
  /** IdentityPoolTags given to UpdateIdentityPool; left out, tags survive. */
  tagsOnUpdate: 'replace' | 'merge';
  /** GetPrincipalTagAttributeMap for a provider that never had one. */
  unsetPrincipalTags: 'notFound' | 'empty';
  /** SetPrincipalTagAttributeMap that turns tags on for a provider which the pool does not have. */
  principalTagsOfUnknownProvider: 'refuse' | 'accept';
  /** SetIdentityPoolRoles that names a role of this account which does not exist. */
  absentRole: 'accept' | 'refuse';
  /**
   * A write while another one on the same thing has taken effect and is not answered yet, of an operation whose model lists
   * ConcurrentModificationException. Only where calls take time.
   */
  overlappingWrites: 'accept' | 'refuse';
  /** Whether the id of a later pool sorts after or before that of an earlier one: AWS's are random. */
  poolIds: 'ascending' | 'descending';
}

export interface World {
  /** Identity pools of this one are in reach; roles and user pools are of no Region here. */
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  readonly quotas: Quotas;
  readonly openQuestions: OpenQuestions;
  /** By id, of every Region. */
  readonly pools: Map<string, FakePool>;
  readonly roles: Map<string, FakeRole>;
  /** Of every region: one account holds them all. */
  readonly userPools: Map<string, FakeUserPool>;
  /** ARNs of managed policies that do not exist; any other well-formed one does. */
  readonly missingPolicies: Set<string>;
  readonly missingProviders: Set<string>;
  /** By ARN: what the managed policies say that a test gives words to; any other says nothing. */
  readonly managedPolicies: Map<string, object>;
  /** ARNs of the roles that CreateRole made, which Cognito may refuse so many times more. */
  readonly rolesMadeHere: Set<string>;
  readonly newRoleRefusals: { left: number };
  /** By ARN, in milliseconds since the epoch: IAM itself shows the second only. */
  readonly roleBirths: Map<string, number>;
  /** Milliseconds for which Cognito does not see a new role. */
  readonly cognitoSeesRolesAfter: () => number;
  readonly now: () => Date;
  /** 1, 2, 3: ids are made of it, so that two runs of one story are alike. */
  readonly nextNumber: () => number;
}

export const DEFAULT_QUOTAS: Quotas = {
  pageSize: Infinity,
  identityPools: 1000,
  roles: 1000,
  tags: 50,
  userPoolClientsPerPool: 50,
  openIdConnectProvidersPerPool: Infinity,
  samlProvidersPerPool: Infinity,
  rulesPerProvider: 25,
  managedPoliciesPerRole: 10,
  clientsPerUserPool: 1000,
  trustPolicySize: 2048,
  inlinePoliciesSize: 10_240,
};

export const STRICTEST: OpenQuestions = {
  mappedProviderDropped: 'refuse',
  tagsOnUpdate: 'replace',
  unsetPrincipalTags: 'notFound',
  principalTagsOfUnknownProvider: 'refuse',
  absentRole: 'accept',
  overlappingWrites: 'accept',
  poolIds: 'ascending',
};

export const poolId = (world: World): string => {
  const number = world.nextNumber();
  const sorted = world.openQuestions.poolIds === 'ascending' ? number : 0xffff_ffff - number;
  return `${world.region}:${sorted.toString(16).padStart(8, '0')}-abcd-4000-8000-0123456789ab`;
};

/** The Region is the pool's own. */
export const poolArn = (world: World, id: string): string =>
  `arn:${world.partition}:cognito-identity:${regionOf(id)}:${world.accountId}:identitypool/${id}`;

export const regionOf = (id: string): string => id.split(':')[0] ?? '';

export const roleArn = (world: World, path: string, name: string): string =>
  `arn:${world.partition}:iam::${world.accountId}:role${path}${name}`;

export const roleId = (world: World): string => `AROA${world.nextNumber().toString(32).toUpperCase().padStart(17, 'A')}`;

/** The Region is the user pool's own. */
export const userPoolArn = (world: World, id: string): string =>
  `arn:${world.partition}:cognito-idp:${id.slice(0, id.lastIndexOf('_'))}:${world.accountId}:userpool/${id}`;

export const appClientId = (world: World): string => `appclient${String(world.nextNumber()).padStart(17, '0')}`;

export const appClientSecret = (world: World): string => `secret${String(world.nextNumber()).padStart(46, '0')}`;
