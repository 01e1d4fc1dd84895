/** Owns what is taken from a token: its claims, and what is to be said of them. No text made here quotes the token. */
import { decodeJwt } from 'jose';
import type { Claims } from './comparison';

export type ReadToken = { readonly claims: Claims; readonly notes: readonly string[] } | { readonly problem: string };

export const SIGNATURE_NOT_CHECKED = "The token's signature was not checked: this answers for a token that Cognito accepts.";

/** @param now milliseconds since the epoch. */
export const readToken = (text: string, now: number): ReadToken => {
  const token = text.trim().replace(/^Bearer\s+/i, '');
  if (token === '') return { problem: 'The token is empty.' };
  const parts = token.split('.').length;
  if (parts === 5)
    return {
      problem:
        'The token is encrypted (it has five parts): its claims cannot be read here. Give them with --claims FILE and --provider NAME.',
    };
  if (parts !== 3)
    return {
      problem: `This is no JSON Web Token: it has ${parts} part${parts === 1 ? '' : 's'} between dots, not three. Tokens of Facebook, Login with Amazon and Twitter, and SAML assertions, are of other kinds: give what they say with --claims FILE and --provider NAME.`,
    };
  try {
    const claims: Claims = decodeJwt(token);
    return { claims, notes: [SIGNATURE_NOT_CHECKED, ...notesOn(claims, now)] };
  } catch {
    // What the library says may quote the token.
    return { problem: 'The middle part of the token is not JSON in base64url: it is cut off, or no JSON Web Token.' };
  }
};

const notesOn = (claims: Claims, now: number): string[] => {
  const seconds = Math.floor(now / 1000);
  const { exp, nbf, token_use: use } = claims;
  return [
    ...(typeof exp === 'number' && exp <= seconds
      ? ['The token has expired: Cognito refuses it. The answer is for one like it that has not.']
      : []),
    ...(typeof nbf === 'number' && nbf > seconds ? ['The token is not valid yet.'] : []),
    ...(use === 'access'
      ? ['This is an access token. Identity pools take the ID token, which has other claims: give that one for an answer to rely on.']
      : []),
  ];
};

/** Claims as a JSON object, for what is no JSON Web Token. */
export const readClaims = (text: string): ReadToken => {
  try {
    const claims: unknown = JSON.parse(text);
    if (typeof claims === 'object' && claims !== null && !Array.isArray(claims)) return { claims: claims as Claims, notes: [] };
  } catch {
    // What the parser says quotes the text.
  }
  return { problem: 'The claims are no JSON object, such as {"sub": "...", "custom:department": "warehouse"}.' };
};
