/** What a token says: its kind, its claims, and whether Cognito takes a token like it at this time. No text made here quotes the token. */
import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { Claims } from './comparison';
import type { Refusal } from './outcome';
import { accessToken, expired, notYetValid, refreshToken } from './refusals';

export type ReadToken = TokenClaims | RefusedToken | OpaqueToken | Unreadable;

export interface TokenClaims {
  readonly kind: 'claims';
  readonly claims: Claims;
  /** Of a JSON Web Token; claims by themselves may lack some. */
  readonly isToken: boolean;
  readonly notes: readonly string[];
}

/** Nothing can be read from it, and no provider of a pool takes it. */
export interface RefusedToken {
  readonly kind: 'refused';
  readonly what: string;
  readonly refusal: Refusal;
  readonly notes: readonly string[];
}

/** Facebook, Login with Amazon and Twitter issue such tokens; the others do not. */
export interface OpaqueToken {
  readonly kind: 'opaque';
  readonly problem: string;
}

export interface Unreadable {
  readonly kind: 'unreadable';
  readonly problem: string;
}

export const SIGNATURE_NOT_CHECKED = "The token's signature was not checked: this answers for a token that Cognito accepts.";

export function readToken(text: string): ReadToken {
  const taken = takeToken(text.trim().replace(/^Bearer\s+/i, ''));
  if (typeof taken !== 'string') return taken;
  const { length } = taken.split('.');
  if (length === 5) return readEncrypted(taken);
  if (length !== 3)
    return {
      kind: 'opaque',
      problem: `This is no JSON Web Token: it has ${length} part${length === 1 ? '' : 's'} between dots, not three. Tokens of Facebook, Login with Amazon and Twitter, and SAML assertions, are of other kinds: give what they say with --claims FILE and --provider NAME.`,
    };
  try {
    return { kind: 'claims', claims: decodeJwt(taken), isToken: true, notes: [SIGNATURE_NOT_CHECKED] };
  } catch {
    // What the library says may quote the token.
    return unreadable('The middle part of the token is not JSON in base64url: it is cut off, or no JSON Web Token.');
  }
}

function unreadable(problem: string): Unreadable {
  return { kind: 'unreadable', problem };
}

/** The ID token in what `aws cognito-idp initiate-auth` or a user pool's token endpoint prints; any other text as it is. */
function takeToken(text: string): string | Unreadable | RefusedToken {
  if (text === '') return unreadable('The token is empty.');
  if (!/^["{[]/.test(text)) return text;
  const json = parsed(text);
  if (typeof json === 'string') return json.trim() === '' ? unreadable('The token is empty.') : json.trim();
  if (!isObject(json)) return unreadable('The file holds JSON in which there is no token.');
  const result = isObject(json['AuthenticationResult']) ? json['AuthenticationResult'] : json;
  const [id, access, refresh] = [
    result['IdToken'] ?? result['id_token'],
    result['AccessToken'] ?? result['access_token'],
    result['RefreshToken'] ?? result['refresh_token'],
  ];
  if (typeof id === 'string') return id;
  if (typeof access === 'string') return refusedToken('an access token, and no ID token beside it', accessToken);
  if (typeof refresh === 'string') return refusedToken('a refresh token, and no ID token beside it', refreshToken);
  return unreadable(
    typeof json['ChallengeName'] === 'string'
      ? 'The JSON has no token yet: the user pool asks for one more step (ChallengeName). Answer it with respond-to-auth-challenge, and give what that prints.'
      : 'The file holds JSON in which there is no token: neither AuthenticationResult.IdToken nor id_token.',
  );
}

/** Of what is encrypted, only the header can be read. */
function readEncrypted(token: string): ReadToken {
  try {
    if ('enc' in decodeProtectedHeader(token)) return refusedToken('a refresh token', refreshToken);
  } catch {
    // It says so below.
  }
  return unreadable('The token has five parts, as an encrypted one has, but its first part is not JSON in base64url: it is cut off.');
}

function refusedToken(what: string, refusal: Refusal): RefusedToken {
  return { kind: 'refused', what, refusal, notes: [] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // What the parser says quotes the text.
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Claims as a JSON object, for what is no JSON Web Token. */
export function readClaims(text: string): TokenClaims | Unreadable {
  const claims = parsed(text);
  return isObject(claims)
    ? { kind: 'claims', claims, isToken: false, notes: [] }
    : unreadable('The claims are no JSON object, such as {"sub": "...", "custom:department": "warehouse"}.');
}

/** Why Cognito refuses the token, or may refuse it, whatever the pool is. */
export interface TokenCheck {
  readonly refusal?: Refusal;
  /** It is refused for its age alone: a new one with the same claims would not be. */
  readonly isExpired?: true;
  readonly maybe?: Refusal;
  readonly notes: readonly string[];
}

/** @param now seconds since the epoch. */
export function checkToken({ token_use: use, exp, nbf, iat }: Claims, now: number): TokenCheck {
  if (use === 'access') return { refusal: accessToken, notes: [] };
  // RFC 7519: "on or after" exp the token must not be accepted.
  if (typeof exp === 'number' && exp <= now) return { refusal: expired(now, exp), isExpired: true, notes: [] };
  if (typeof nbf === 'number' && nbf > now)
    return {
      maybe: notYetValid(nbf),
      notes: ['RFC 7519 forbids to accept a token before its nbf; whether Cognito looks at nbf is not documented.'],
    };
  return {
    notes:
      typeof iat === 'number' && iat > now
        ? ['The token says that it was issued in the future (iat): a clock is wrong. Neither RFC 7519 nor Cognito refuses it for that.']
        : [],
  };
}
