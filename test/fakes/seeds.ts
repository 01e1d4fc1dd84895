/** Puts pools, roles and user pools into the fake account without a call, as if somebody else had made them: no quota is asked. */
import type { IdentityPool, RoleMapping } from '@aws-sdk/client-cognito-identity';
import {
  poolId,
  roleArn,
  roleId,
  type ClientSettings,
  type FakePool,
  type FakeRole,
  type FakeUserPool,
  type PrincipalTagMap,
  type UserPoolSettings,
  type World,
} from './world';

export interface PoolSeed extends Partial<Omit<IdentityPool, 'IdentityPoolTags'>> {
  readonly tags?: Record<string, string>;
  readonly roles?: Record<string, string>;
  readonly roleMappings?: Record<string, RoleMapping>;
  readonly principalTags?: Record<string, PrincipalTagMap>;
}

export interface RoleSeed extends Partial<Omit<FakeRole, 'trustPolicy' | 'inlinePolicies'>> {
  readonly name: string;
  /** Milliseconds since the epoch, for its age. Left out: now. */
  readonly createdAt?: number;
  /** Left out: trusts Amazon EC2. */
  readonly trustPolicy?: object | string;
  readonly inlinePolicies?: Readonly<Record<string, object | string>>;
}

export interface UserPoolSeed {
  /** Such as us-east-1_EXAMPLE01, of any Region. */
  readonly id: string;
  readonly name?: string;
  /** Names of what users can sign in with beside COGNITO. */
  readonly identityProviders?: readonly string[];
  readonly settings?: UserPoolSettings;
  /** By id. */
  readonly clients?: Readonly<Record<string, ClientSettings>>;
  readonly groups?: readonly { readonly GroupName: string; readonly RoleArn?: string }[];
}

export const seedUserPool = (world: World, seed: UserPoolSeed): FakeUserPool => {
  const { id, name = 'seeded', identityProviders = [], settings = {}, clients = {}, groups = [] } = structuredClone(seed);
  const userPool: FakeUserPool = {
    name,
    identityProviders: [...identityProviders],
    settings,
    groups: [...groups],
    clients: new Map(
      Object.entries(clients).map(([ClientId, client]) => [ClientId, { UserPoolId: id, ClientId, ClientName: ClientId, ...client }]),
    ),
  };
  world.userPools.set(id, userPool);
  return userPool;
};

export const seedPool = (world: World, seed: PoolSeed = {}): FakePool => {
  const { tags = {}, roles = {}, roleMappings = {}, principalTags = {}, ...configuration } = structuredClone(seed);
  const id = configuration.IdentityPoolId ?? poolId(world);
  const pool: FakePool = {
    configuration: {
      SupportedLoginProviders: {},
      CognitoIdentityProviders: [],
      OpenIdConnectProviderARNs: [],
      SamlProviderARNs: [],
      ...configuration,
      IdentityPoolId: id,
      IdentityPoolName: configuration.IdentityPoolName ?? 'seeded',
      AllowUnauthenticatedIdentities: configuration.AllowUnauthenticatedIdentities ?? false,
    },
    tags,
    roles,
    roleMappings,
    principalTags,
  };
  world.pools.set(id, pool);
  return pool;
};

const TRUST_IN_EC2 = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

export const seedRole = (world: World, seed: RoleSeed): FakeRole => {
  const { name, path = '/', trustPolicy = TRUST_IN_EC2, inlinePolicies = {}, createdAt, ...rest } = structuredClone(seed);
  const role: FakeRole = {
    id: roleId(world),
    arn: roleArn(world, path, name),
    createDate: createdAt === undefined ? world.now() : new Date(createdAt),
    maxSessionDuration: 3600,
    tags: {},
    managedPolicyArns: [],
    instanceProfiles: [],
    ...rest,
    name,
    path,
    trustPolicy: asText(trustPolicy),
    inlinePolicies: Object.fromEntries(Object.entries(inlinePolicies).map(([policy, document]) => [policy, asText(document)])),
  };
  world.roles.set(name, role);
  world.roleBirths.set(role.arn, role.createDate.getTime());
  return role;
};

const asText = (document: object | string): string => (typeof document === 'string' ? document : JSON.stringify(document));
