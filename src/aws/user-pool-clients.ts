import {
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  ListIdentityProvidersCommand,
  ListUserPoolClientsCommand,
  OAuthFlowType,
  UpdateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  type UserPoolClientType,
} from '@aws-sdk/client-cognito-identity-provider';
import { defined } from '../core/defined';
import { Failure } from '../core/failure';
import type { UserPoolClients } from '../core/ports';
import { userPoolRegionOf } from '../core/rules/provider-name';
import type { ClientSettings } from '../core/state';
import { orUndefinedIfAbsent, type MakeCall } from './calls';
import type { AwsClients } from './clients';
import type { CallContext } from './failures';

export const userPoolClients = (clientIn: AwsClients['userPools'], call: MakeCall): UserPoolClients => {
  const named = async (userPoolId: string, name: string): Promise<string[]> => {
    const client = clientIn(userPoolRegionOf(userPoolId));
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

  const describe = async (userPoolId: string, clientId: string): Promise<UserPoolClientType | undefined> => {
    const answer = await orUndefinedIfAbsent(
      call(context(`Reading app client ${clientId} of user pool ${userPoolId}`, 'DescribeUserPoolClient'), () =>
        clientIn(userPoolRegionOf(userPoolId)).send(new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: clientId })),
      ),
    );
    return answer?.UserPoolClient;
  };

  /** Cognito names the provider that it does not know, and not those that there are. */
  const namingProviders = async <Answer>(userPoolId: string, answer: Promise<Answer>): Promise<Answer> => {
    try {
      return await answer;
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'InvalidRequest' || !/provider/i.test(error.message)) throw error;
      const names = await providersOf(userPoolId);
      throw new Failure(error.code, `${error.message} The identity providers of user pool ${userPoolId}: ${names.join(', ')}.`, {
        cause: error,
        verdict: error.verdict,
      });
    }
  };

  const providersOf = async (userPoolId: string): Promise<string[]> => {
    const names = ['COGNITO'];
    let nextToken: string | undefined;
    do {
      const page = await call(context(`Listing the identity providers of user pool ${userPoolId}`, 'ListIdentityProviders'), () =>
        clientIn(userPoolRegionOf(userPoolId)).send(
          new ListIdentityProvidersCommand(defined({ UserPoolId: userPoolId, MaxResults: LARGEST_PAGE, NextToken: nextToken })),
        ),
      );
      for (const { ProviderName } of page.Providers ?? []) if (ProviderName !== undefined) names.push(ProviderName);
      nextToken = page.NextToken;
    } while (nextToken !== undefined);
    return names;
  };

  return {
    named,

    describe: async (userPoolId, clientId) => {
      const described = await describe(userPoolId, clientId);
      return described && { name: described.ClientName ?? '', settings: fromSdk(described) };
    },

    create: async (userPoolId, name, settings) => {
      const send = async (): Promise<string> => {
        const created = await clientIn(userPoolRegionOf(userPoolId)).send(
          new CreateUserPoolClientCommand({ ...safeClient(userPoolId, name), ...withoutEmptyLists(toSdk(settings)) }),
        );
        return created.UserPoolClient?.ClientId ?? '';
      };
      const findMade = async (): Promise<string | undefined> => (await named(userPoolId, name))[0];
      return namingProviders(
        userPoolId,
        call(context(`Creating an app client in user pool ${userPoolId}`, 'CreateUserPoolClient'), send, findMade),
      );
    },

    update: async (userPoolId, clientId, settings) => {
      const described = await describe(userPoolId, clientId);
      // The API replaces the whole client: what is left out goes back to its default.
      const { ClientSecret: _secret, CreationDate: _created, LastModifiedDate: _modified, ...rest } = described ?? {};
      await namingProviders(
        userPoolId,
        call(context(`Updating app client ${clientId} of user pool ${userPoolId}`, 'UpdateUserPoolClient'), () =>
          clientIn(userPoolRegionOf(userPoolId)).send(
            new UpdateUserPoolClientCommand({ ...rest, UserPoolId: userPoolId, ClientId: clientId, ...toSdk(settings) }),
          ),
        ),
      );
    },

    delete: async (userPoolId, clientId) => {
      await orUndefinedIfAbsent(
        call(context(`Deleting app client ${clientId} of user pool ${userPoolId}`, 'DeleteUserPoolClient'), () =>
          clientIn(userPoolRegionOf(userPoolId)).send(new DeleteUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: clientId })),
        ),
      );
    },
  };
};

/**
 * For apps that sign in by SRP and call the pool themselves: no secret that a browser would have to keep, no hosted pages and so neither an
 * implicit flow nor a placeholder callback, no answer that shows whether a user exists, and refresh tokens that can be revoked.
 */
const safeClient = (userPoolId: string, name: string): CreateUserPoolClientCommandInput => ({
  UserPoolId: userPoolId,
  ClientName: name,
  GenerateSecret: false,
  ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  PreventUserExistenceErrors: 'ENABLED',
  EnableTokenRevocation: true,
});

/** Sign-in pages come with callbacks, by the authorization-code flow; openid is the scope that gives an ID token with all readable attributes. */
const toSdk = ({ supportedIdentityProviders, callbackUrls, logoutUrls }: ClientSettings) => {
  const hasPages = callbackUrls.length > 0;
  return {
    SupportedIdentityProviders: [...supportedIdentityProviders],
    AllowedOAuthFlowsUserPoolClient: hasPages,
    CallbackURLs: [...callbackUrls],
    LogoutURLs: [...logoutUrls],
    AllowedOAuthFlows: hasPages ? [OAuthFlowType.code] : [],
    AllowedOAuthScopes: hasPages ? ['openid'] : [],
    DefaultRedirectURI: undefined,
  };
};

/** A new client has none of what is left out. */
const withoutEmptyLists = <Fields extends object>(fields: Fields): Partial<Fields> =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  ) as Partial<Fields>;

const fromSdk = ({ SupportedIdentityProviders = [], CallbackURLs = [], LogoutURLs = [] }: UserPoolClientType): ClientSettings => ({
  supportedIdentityProviders: SupportedIdentityProviders,
  callbackUrls: CallbackURLs,
  logoutUrls: LogoutURLs,
});

const LARGEST_PAGE = 60;

const context = (doing: string, operation: string): CallContext => ({ doing, permission: `cognito-idp:${operation}` });
