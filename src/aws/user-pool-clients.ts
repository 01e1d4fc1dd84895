import {
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
  ListUserPoolClientsCommand,
  type CreateUserPoolClientCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';
import { defined } from '../core/defined';
import type { UserPoolClients } from '../core/ports';
import { orUndefinedIfAbsent, type MakeCall } from './calls';
import type { AwsClients } from './clients';
import type { CallContext } from './failures';

export const userPoolClients = (clientIn: AwsClients['userPools'], call: MakeCall): UserPoolClients => {
  const named = async (userPoolId: string, name: string): Promise<string[]> => {
    const client = clientIn(regionOf(userPoolId));
    const found: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = await orUndefinedIfAbsent(
        call(context(`Looking for app client ${name} of user pool ${userPoolId}`, 'ListUserPoolClients'), () =>
          client.send(new ListUserPoolClientsCommand(defined({ UserPoolId: userPoolId, MaxResults: LARGEST_PAGE, NextToken: nextToken }))),
        ),
      );
      for (const { ClientName, ClientId } of page?.UserPoolClients ?? [])
        if (ClientName === name && ClientId !== undefined) found.push(ClientId);
      nextToken = page?.NextToken;
    } while (nextToken !== undefined);
    return found;
  };

  return {
    named,

    create: async (userPoolId, name) => {
      const send = async (): Promise<string> => {
        const created = await clientIn(regionOf(userPoolId)).send(new CreateUserPoolClientCommand(safeClient(userPoolId, name)));
        return created.UserPoolClient?.ClientId ?? '';
      };
      const findMade = async (): Promise<string | undefined> => (await named(userPoolId, name))[0];
      return call(context(`Creating an app client in user pool ${userPoolId}`, 'CreateUserPoolClient'), send, findMade);
    },

    delete: async (userPoolId, clientId) => {
      await orUndefinedIfAbsent(
        call(context(`Deleting app client ${clientId} of user pool ${userPoolId}`, 'DeleteUserPoolClient'), () =>
          clientIn(regionOf(userPoolId)).send(new DeleteUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: clientId })),
        ),
      );
    },
  };
};

/**
 * For apps that sign in by SRP and call the pool themselves: no secret that a browser would have to keep, no hosted pages and so neither an
 * implicit flow nor a placeholder callback, no telling whether a user exists, and refresh tokens that can be revoked.
 */
const safeClient = (userPoolId: string, name: string): CreateUserPoolClientCommandInput => ({
  UserPoolId: userPoolId,
  ClientName: name,
  GenerateSecret: false,
  ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  AllowedOAuthFlowsUserPoolClient: false,
  PreventUserExistenceErrors: 'ENABLED',
  EnableTokenRevocation: true,
  SupportedIdentityProviders: ['COGNITO'],
});

const LARGEST_PAGE = 60;

const regionOf = (userPoolId: string): string => userPoolId.slice(0, userPoolId.lastIndexOf('_'));

const context = (doing: string, operation: string): CallContext => ({ doing, permission: `cognito-idp:${operation}` });
