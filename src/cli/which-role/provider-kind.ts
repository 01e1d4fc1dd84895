/** What follows from the kind of a provider: whose tokens carry roles, and which claims Cognito can compare. */
import { LOGIN_PROVIDERS } from '../../core/rules/provider-name';
import type { Claims } from './comparison';

export type ProviderKind = 'user pool' | 'narrow' | 'open' | 'SAML' | 'undocumented';

export function kindOf(provider: string): ProviderKind {
  if (/^cognito-idp\./.test(provider)) return 'user pool';
  if (/:saml-provider\//.test(provider)) return 'SAML';
  if (/:oidc-provider\//.test(provider)) return 'open';
  switch (provider) {
    case LOGIN_PROVIDERS.Amazon:
    case LOGIN_PROVIDERS.Facebook:
      return 'narrow';
    case LOGIN_PROVIDERS.Apple:
    case LOGIN_PROVIDERS.Google:
      return 'open';
    default:
      // Twitter, whose token has no claims; the developer provider; providers that Cognito has retired.
      return 'undocumented';
  }
}

/**
 * The claims as rules see them. Of Login with Amazon and Facebook Cognito offers three alone, and knows two of them by itself: the token is opaque.
 * Source: Cognito developer guide, "Token claims to use in rule-based mapping".
 */
export function comparableClaims(provider: string, claims: Claims, applicationId: string | undefined): Claims {
  if (kindOf(provider) !== 'narrow') return claims;
  return {
    iss: provider,
    ...(applicationId === undefined ? {} : { aud: applicationId }),
    ...(Object.hasOwn(claims, 'sub') ? { sub: claims['sub'] } : {}),
  };
}

/** Role ARNs in a claim that is a list, as tokens have it, or one text with commas, as the documentation says; undefined: neither. */
export function rolesIn(value: unknown): string[] | undefined {
  if (typeof value === 'string')
    return value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string') ? value : undefined;
}

export function isRoleArn(text: string): boolean {
  return /^arn:[a-z-]+:iam::\d{12}:role\/\S+$/.test(text);
}

export const SAML_ROLE_CLAIM = 'https://aws.amazon.com/SAML/Attributes/Role';

/** Each value is a pair, role and provider, in either order. */
export function samlRolesIn(value: unknown): string[] {
  const pairs: unknown[] = Array.isArray(value) ? value : [value];
  return pairs.flatMap((pair) => (rolesIn(pair) ?? []).filter((arn) => arn.includes(':role/')));
}
