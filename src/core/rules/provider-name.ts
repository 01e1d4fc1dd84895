import type { AuthenticationProviders } from '../properties';
import type { CreatedClient, ObservedPool } from '../state';
import { dnsSuffixOf } from './partition';

/** A role mapping's key for a user pool ends in `:CLIENT`; a principal tag's name does not. The API wants it so. */
export type Use = 'mapping' | 'principalTags';

/**
 * Characters; a longer ARN can be a provider of the pool, but neither mapped nor tagged (service model of SetIdentityPoolRoles and
 * GetPrincipalTagAttributeMap), so nothing is ever asked for it.
 */
export const PROVIDER_NAME_LIMIT = 128;

export const LOGIN_PROVIDERS = {
  Amazon: 'www.amazon.com',
  Apple: 'appleid.apple.com',
  Facebook: 'graph.facebook.com',
  Google: 'accounts.google.com',
  Twitter: 'api.twitter.com',
} as const;

export type LoginProvider = keyof typeof LOGIN_PROVIDERS;

export const LOGIN_PROVIDER_NAMES = Object.keys(LOGIN_PROVIDERS) as LoginProvider[];

/** The region of a user pool is its own, not the stack's: they may differ. */
export function userPoolRegionOf(userPoolId: string): string {
  return userPoolId.slice(0, userPoolId.lastIndexOf('_'));
}

export const userPoolProviderName = (userPoolId: string): string => {
  const region = userPoolRegionOf(userPoolId);
  return `cognito-idp.${region}.${dnsSuffixOf(region)}/${userPoolId}`;
};

export const userPoolIdOf = (providerName: string): string => providerName.slice(providerName.lastIndexOf('/') + 1);

/** Whether the pool lists the app client as a provider. */
export function isListed({ userPoolClients }: ObservedPool, { userPoolId, clientId }: CreatedClient): boolean {
  return userPoolClients.some((entry) => entry.clientId === clientId && userPoolIdOf(entry.providerName) === userPoolId);
}

/** What the pool stores for a login provider; for Twitter that is one string with the secret in it. */
export const toApplicationId = (providers: AuthenticationProviders, provider: LoginProvider): string | undefined => {
  switch (provider) {
    case 'Amazon':
      return providers.Amazon?.AppId;
    case 'Apple':
      return providers.Apple?.ServicesId;
    case 'Facebook':
      return providers.Facebook?.AppId;
    case 'Google':
      return providers.Google?.ClientId;
    case 'Twitter':
      return providers.Twitter && `${providers.Twitter.ConsumerKey};${providers.Twitter.ConsumerSecret}`;
  }
};

/** The reverse of toApplicationId, less the write-only secret. */
export const fromApplicationId = (provider: LoginProvider, applicationId: string): Partial<AuthenticationProviders> => {
  switch (provider) {
    case 'Amazon':
      return { Amazon: { AppId: applicationId } };
    case 'Apple':
      return { Apple: { ServicesId: applicationId } };
    case 'Facebook':
      return { Facebook: { AppId: applicationId } };
    case 'Google':
      return { Google: { ClientId: applicationId } };
    case 'Twitter':
      // ConsumerSecret is required in a template and must never be in an answer, which the generated type cannot say.
      return { Twitter: { ConsumerKey: applicationId.split(';', 1)[0] } as NonNullable<AuthenticationProviders['Twitter']> };
  }
};

/**
 * The secrets in the values that a pool stores for its login providers: no text may quote them. A secret of a few characters is looked for only
 * together with the semicolon before it, because by itself it would be found in every word.
 */
export const secretsIn = (loginProviders: Readonly<Record<string, string>>): string[] => {
  const [, ...parts] = loginProviders[LOGIN_PROVIDERS.Twitter]?.split(';') ?? [];
  const secret = parts.join(';');
  if (secret === '') return [];
  return secret.length < SHORTEST_SECRET ? [`;${secret}`] : [secret];
};

/** Characters; a shorter text would be found in every word. */
export const SHORTEST_SECRET = 8;
