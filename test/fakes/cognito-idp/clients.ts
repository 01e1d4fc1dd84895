/** Owns the app clients of user pools; their names are not unique, which is what a careless repeat of a create suffers from. */
import type {
  AnalyticsConfigurationType,
  CreateUserPoolClientRequest,
  DeleteUserPoolClientRequest,
  DescribeUserPoolClientRequest,
  ListUserPoolClientsRequest,
  RefreshTokenRotationType,
  TokenValidityUnitsType,
} from '@aws-sdk/client-cognito-identity-provider';
import { flag, list, needed, structure, text, whole } from '../constraints';
import { operation, Refusal, type Operations } from '../operation';
import { pageOf } from '../paging';
import type { FakeUserPool, FakeUserPoolClient, World } from '../world';

export const clientOperations = (world: World): Operations => ({
  CreateUserPoolClient: operation<CreateUserPoolClientRequest>(
    {
      UserPoolId: userPoolIdShape,
      ClientName: needed(text({ max: 128, pattern: String.raw`[\w\s+=,.@-]+` })),
      GenerateSecret: flag,
      ClientSecret: text({ min: 24, max: 64, pattern: String.raw`[\w+]+` }),
      RefreshTokenValidity: whole({ min: 0, max: 315_360_000 }),
      AccessTokenValidity: validityShape,
      IdTokenValidity: validityShape,
      TokenValidityUnits: structure<TokenValidityUnitsType>({ AccessToken: unitShape, IdToken: unitShape, RefreshToken: unitShape }),
      ReadAttributes: list(attributeShape),
      WriteAttributes: list(attributeShape),
      ExplicitAuthFlows: list(text({ oneOf: AUTH_FLOWS })),
      SupportedIdentityProviders: list(text({ max: 32 })),
      CallbackURLs: urlsShape,
      LogoutURLs: urlsShape,
      DefaultRedirectURI: urlShape,
      AllowedOAuthFlows: list(text({ oneOf: ['code', 'implicit', 'client_credentials'] }), { max: 3 }),
      AllowedOAuthScopes: list(text({ max: 256 }), { max: 50 }),
      AllowedOAuthFlowsUserPoolClient: flag,
      AnalyticsConfiguration: structure<AnalyticsConfigurationType>({
        ApplicationId: text({}),
        ApplicationArn: text({ min: 20, max: 2048 }),
        RoleArn: text({ min: 20, max: 2048 }),
        ExternalId: text({}),
        UserDataShared: flag,
      }),
      PreventUserExistenceErrors: text({ oneOf: ['LEGACY', 'ENABLED'] }),
      EnableTokenRevocation: flag,
      EnablePropagateAdditionalUserContextData: flag,
      AuthSessionValidity: whole({ min: 3, max: 15 }),
      RefreshTokenRotation: structure<RefreshTokenRotationType>({
        Feature: needed(text({ oneOf: ['ENABLED', 'DISABLED'] })),
        RetryGracePeriodSeconds: whole({ min: 0, max: 60 }),
      }),
    },
    ({ UserPoolId, ...settings }) => {
      const pool = userPoolOf(world, UserPoolId);
      if (pool.clients.size >= world.quotas.clientsPerUserPool)
        throw new Refusal('LimitExceededException', `User pool ${UserPoolId} has as many app clients as it may have.`);
      const client = { ClientId: clientId(world), UserPoolId, ...settings } as FakeUserPoolClient;
      pool.clients.set(client.ClientId, client);
      return { UserPoolClient: client };
    },
  ),

  DescribeUserPoolClient: operation<DescribeUserPoolClientRequest>(
    { UserPoolId: userPoolIdShape, ClientId: clientIdShape },
    ({ UserPoolId, ClientId }) => ({ UserPoolClient: clientOf(world, UserPoolId, ClientId) }),
  ),

  ListUserPoolClients: operation<ListUserPoolClientsRequest>(
    {
      UserPoolId: userPoolIdShape,
      MaxResults: whole({ min: 1, max: 60 }),
      NextToken: text({ pattern: String.raw`\S+` }),
      ClientType: text({}),
    },
    ({ UserPoolId, MaxResults = 60, NextToken }) => {
      const clients = [...userPoolOf(world, UserPoolId).clients.values()];
      const page = pageOf(clients, Math.min(MaxResults, world.quotas.pageSize), NextToken);
      if (page === undefined) throw new Refusal('InvalidParameterException', 'Invalid NextToken');
      return {
        UserPoolClients: page.items.map(({ ClientId, ClientName }) => ({ ClientId, ClientName, UserPoolId })),
        ...(page.nextToken === undefined ? {} : { NextToken: page.nextToken }),
      };
    },
  ),

  DeleteUserPoolClient: operation<DeleteUserPoolClientRequest>(
    { UserPoolId: userPoolIdShape, ClientId: clientIdShape },
    ({ UserPoolId, ClientId }) => {
      userPoolOf(world, UserPoolId).clients.delete(clientOf(world, UserPoolId, ClientId).ClientId);
      return {};
    },
  ),
});

const userPoolIdShape = needed(text({ max: 55, pattern: String.raw`[\w-]+_[0-9a-zA-Z]+` }));
const clientIdShape = needed(text({ max: 128, pattern: String.raw`[\w+]+` }));
const validityShape = whole({ min: 1, max: 86_400 });
const unitShape = text({ oneOf: ['seconds', 'minutes', 'hours', 'days'] });
const attributeShape = text({ max: 2048 });
const urlShape = text({ max: 1024 });
const urlsShape = list(urlShape, { max: 100 });
const AUTH_FLOWS = [
  'ADMIN_NO_SRP_AUTH',
  'CUSTOM_AUTH_FLOW_ONLY',
  'USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_USER_AUTH',
];

const userPoolOf = (world: World, id: string): FakeUserPool => {
  const pool = world.userPools.get(id);
  if (pool === undefined) throw new Refusal('ResourceNotFoundException', `User pool ${id} does not exist.`);
  return pool;
};

const clientOf = (world: World, userPoolId: string, id: string): FakeUserPoolClient => {
  const client = userPoolOf(world, userPoolId).clients.get(id);
  if (client === undefined) throw new Refusal('ResourceNotFoundException', `User pool client ${id} does not exist.`);
  return client;
};

const clientId = (world: World): string => world.nextNumber().toString(36).padStart(26, 'c');
