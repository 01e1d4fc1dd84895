/** App clients. Their names are not unique: a create that is repeated carelessly makes a second one. */
import type {
  CreateUserPoolClientRequest,
  DeleteUserPoolClientRequest,
  DescribeUserPoolClientRequest,
  ListGroupsRequest,
  ListUserPoolClientsRequest,
  UpdateUserPoolClientRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import { flag, needed, text, whole, type Checked } from '../constraints';
import { operation, Refusal, type Operations } from '../operation';
import { pageOf } from '../paging';
import { appClientId, appClientSecret, type FakeUserPoolClient, type World } from '../world';
import { checkSettings, settingsMembers, withDefaults } from './client-settings';
import { clientIdShape, clientOf, invalid, userPoolIdShape, userPoolOf } from './user-pool';

const LARGEST_PAGE = 60;

const nameShape = text({ max: 128, pattern: String.raw`[\w\s+=,.@-]+` });

export const clientOperations = (world: World): Operations => ({
  CreateUserPoolClient: operation<CreateUserPoolClientRequest>(
    {
      UserPoolId: userPoolIdShape,
      ClientName: needed(nameShape),
      GenerateSecret: flag,
      ClientSecret: text({ min: 24, max: 64, pattern: String.raw`[\w+]+` }),
      ...settingsMembers,
    },
    (input) => ({ UserPoolClient: create(world, input) }),
  ),

  DescribeUserPoolClient: operation<DescribeUserPoolClientRequest>(
    { UserPoolId: userPoolIdShape, ClientId: clientIdShape },
    ({ UserPoolId, ClientId }) => ({ UserPoolClient: clientOf(world, UserPoolId, ClientId) }),
  ),

  UpdateUserPoolClient: operation<UpdateUserPoolClientRequest>(
    { UserPoolId: userPoolIdShape, ClientId: clientIdShape, ClientName: nameShape, ...settingsMembers },
    (input) => ({ UserPoolClient: update(world, input) }),
  ),

  DeleteUserPoolClient: operation<DeleteUserPoolClientRequest>(
    { UserPoolId: userPoolIdShape, ClientId: clientIdShape },
    ({ UserPoolId, ClientId }) => {
      clientOf(world, UserPoolId, ClientId);
      userPoolOf(world, UserPoolId).clients.delete(ClientId);
      return {};
    },
  ),

  ListUserPoolClients: operation<ListUserPoolClientsRequest>(
    {
      UserPoolId: userPoolIdShape,
      MaxResults: whole({ min: 1, max: LARGEST_PAGE }),
      NextToken: text({ max: 131_072, pattern: String.raw`\S+` }),
      ClientType: text({ oneOf: ['REGULAR', 'DCR'] }),
    },
    ({ UserPoolId, MaxResults = LARGEST_PAGE, NextToken, ClientType }) => {
      const clients = [...userPoolOf(world, UserPoolId).clients.values()];
      const page = pageOf(clients, Math.min(MaxResults, world.quotas.pageSize), NextToken);
      if (page === undefined) throw invalid('Invalid NextToken');
      // As documented: the filter thins out the page, even to none, and the next token stays.
      const wanted = page.items.filter((client) => ClientType === undefined || (client.ClientType ?? 'REGULAR') === ClientType);
      return {
        UserPoolClients: wanted.map(({ ClientId, ClientName }) => ({ ClientId, UserPoolId, ClientName })),
        ...(page.nextToken === undefined ? {} : { NextToken: page.nextToken }),
      };
    },
  ),

  ListGroups: operation<ListGroupsRequest>(
    {
      UserPoolId: userPoolIdShape,
      Limit: whole({ min: 0, max: LARGEST_PAGE }),
      NextToken: text({ max: 131_072, pattern: String.raw`\S+` }),
    },
    ({ UserPoolId, Limit = LARGEST_PAGE, NextToken }) => {
      const page = pageOf(userPoolOf(world, UserPoolId).groups, Math.min(Limit, world.quotas.pageSize), NextToken);
      if (page === undefined) throw invalid('Invalid NextToken');
      return { Groups: [...page.items], ...(page.nextToken === undefined ? {} : { NextToken: page.nextToken }) };
    },
  ),
});

const create = (world: World, input: Checked<CreateUserPoolClientRequest>): FakeUserPoolClient => {
  const { UserPoolId, ClientName, GenerateSecret, ClientSecret: givenSecret, ...settings } = input;
  const pool = userPoolOf(world, UserPoolId);
  if (GenerateSecret === true && givenSecret !== undefined) throw invalid('GenerateSecret and ClientSecret cannot be given together.');
  checkSettings(UserPoolId, pool, settings, GenerateSecret === true || givenSecret !== undefined);
  if (pool.clients.size >= world.quotas.clientsPerUserPool) {
    throw new Refusal('LimitExceededException', `User pool ${UserPoolId} has as many app clients as it may have.`);
  }
  const ClientId = appClientId(world);
  const secret = GenerateSecret === true ? appClientSecret(world) : givenSecret;
  const client: FakeUserPoolClient = {
    UserPoolId,
    ClientName,
    ClientId,
    ...(secret === undefined ? {} : { ClientSecret: secret }),
    CreationDate: world.now(),
    LastModifiedDate: world.now(),
    ...withDefaults(settings),
  };
  pool.clients.set(ClientId, client);
  return client;
};

/** What is left out goes back to its default; only the name, for which there is none, stays. */
const update = (world: World, input: Checked<UpdateUserPoolClientRequest>): FakeUserPoolClient => {
  const { UserPoolId, ClientId, ClientName, ...settings } = input;
  const previous = clientOf(world, UserPoolId, ClientId);
  const pool = userPoolOf(world, UserPoolId);
  checkSettings(UserPoolId, pool, settings, previous.ClientSecret !== undefined);
  const client: FakeUserPoolClient = {
    UserPoolId,
    ClientName: ClientName ?? previous.ClientName,
    ClientId,
    ...(previous.ClientSecret === undefined ? {} : { ClientSecret: previous.ClientSecret }),
    CreationDate: previous.CreationDate,
    LastModifiedDate: world.now(),
    ...withDefaults(settings),
  };
  pool.clients.set(ClientId, client);
  return client;
};
