import type { ClientSettings } from '../state';

/** Signs in users of the user pool alone, by SRP: no sign-in pages. */
export const DEFAULT_CLIENT_SETTINGS: ClientSettings = { supportedIdentityProviders: ['COGNITO'], callbackUrls: [], logoutUrls: [] };

export function sameClientSettings(one: ClientSettings, other: ClientSettings): boolean {
  return canonical(one) === canonical(other);
}

function canonical({ supportedIdentityProviders, callbackUrls, logoutUrls }: ClientSettings): string {
  return JSON.stringify([supportedIdentityProviders, callbackUrls, logoutUrls].map((list) => [...list].sort()));
}
