/**
 * Every refusal of a sign-in: the cause, the error that the app shows, and the fix.
 * The texts are those that reports quote; AWS documents the codes and not the texts.
 */
import { quoted } from './quoted';
import type { AppError, Refusal } from './outcome';

function notAuthorized(message: string): AppError {
  return { code: 'NotAuthorizedException', message };
}

/** Also amazon-cognito-identity-js#7 and amplify-js#6020: a user pool's other app client, another application at Google. */
const UNSUPPORTED_PROVIDER = notAuthorized('Token is not from a supported provider of this identity pool.');
/** amplify-js#6287. */
const WRONG_AUDIENCE = notAuthorized('Invalid login token. Incorrect token audience.');
/** amazon-cognito-identity-js#40. */
const WRONG_ISSUER = notAuthorized("Invalid login token. Issuer doesn't match providerName");
/** amazon-cognito-identity-js#12, for access tokens. */
const NO_AUDIENCE = notAuthorized('Invalid login token. Missing a required claim: aud');
/** passport-google-oauth2#20. */
const NOT_OPEN_ID = notAuthorized('Invalid login token. Not a valid OpenId Connect identity token.');
/** amplify-js#8644. */
const RULES_DENY = notAuthorized('The ambiguous role mapping rules denied this request');
/** aws-sdk-js-v3#3113. */
const NO_GUESTS = notAuthorized('Unauthenticated access is not supported for this identity pool.');
/** aws-sdk-js#4112. */
const BAD_CONFIGURATION: AppError = {
  code: 'InvalidIdentityPoolConfigurationException',
  message: 'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
};

function refused(why: string, error: AppError | undefined, fix: string): Refusal {
  return { kind: 'refused', why, ...(error === undefined ? {} : { error }), fix };
}

export const guestsAreOff: Refusal = refused(
  'the pool does not let guests in',
  NO_GUESTS,
  'Send the token of a signed-in user, or set AllowUnauthenticatedIdentities to true.',
);

export const noGuestRole: Refusal = refused(
  'the pool has no role for guests',
  BAD_CONFIGURATION,
  'Give the pool an unauthenticated role, or turn guests off.',
);

export const noAuthenticatedRole: Refusal = refused(
  'the pool has no authenticated role',
  BAD_CONFIGURATION,
  'Give the pool an authenticated role.',
);

export const resolutionIsDeny: Refusal = refused(
  'AmbiguousRoleResolution is Deny',
  RULES_DENY,
  'Change the rules or the claims so that a rule matches or the token prefers a role, or set AmbiguousRoleResolution to AuthenticatedRole.',
);

export const severalSamlRoles: Refusal = refused(
  'the assertion has several roles and the caller asked for none of them',
  undefined,
  'Ask for one of the roles: CustomRoleArn in GetCredentialsForIdentity.',
);

export function roleNotIn(claim: string): Refusal {
  return refused(
    `the role that the caller asked for is not in ${claim}`,
    undefined,
    `Ask for a role that is in ${claim}, or ask for none.`,
  );
}

export const askedWithoutMatch: Refusal = refused(
  'no matching rule has the role that the caller asked for',
  undefined,
  'Ask for the role of a rule that matches, or ask for none.',
);

export const askedWithoutChoice: Refusal = refused('the caller asked for a role where there is no choice', undefined, 'Ask for no role.');

export function notAnArn(claim: string): Refusal {
  return refused(
    `${claim} is not the ARN of a role`,
    undefined,
    `Have the user pool write the ARN of a role into ${claim}: the group's RoleArn, or what a trigger overrides.`,
  );
}

/** amazon-cognito-identity-js#68. */
export const noProviders: Refusal = refused(
  'the pool has no providers, so nobody can sign in',
  notAuthorized("Logins don't match. Please include at least one valid login for this identity or identity pool"),
  'Add a provider to the pool.',
);

export function providerNotInPool(provider: string): Refusal {
  return refused(
    `the pool has no provider ${quoted(provider)}`,
    UNSUPPORTED_PROVIDER,
    "Add the provider to the pool, or sign in with one of the pool's providers.",
  );
}

/** @param found what the token has, and `expected` what the pool has; both may be several. */
export function wrongAudience(kind: 'client' | 'application' | 'access', found: string, expected: string): Refusal {
  return refused(
    `the token is for ${found}, and the pool has ${expected}`,
    kind === 'application' ? WRONG_AUDIENCE : UNSUPPORTED_PROVIDER,
    kind === 'client'
      ? 'Add the app client to the pool (UserPools), with a role mapping of its own if the others have one, or sign in with an app client that the pool has.'
      : 'Use one application id for the app and the pool; for several, attach an IAM OIDC provider that lists them as audiences.',
  );
}

export const audienceMissing: Refusal = refused(
  'the token has no aud claim',
  NO_AUDIENCE,
  'Send an ID token, which names its audience in aud.',
);

export function wrongIssuer(found: string, expected: string): Refusal {
  const slash =
    found === `${expected}/`
      ? ': they differ in the slash at the end of the issuer'
      : `${found}/` === expected
        ? ": they differ in the slash at the end of the provider's URL"
        : '';
  return refused(
    `the issuer is ${quoted(found)} and the provider's URL is ${quoted(expected)}${slash}`,
    WRONG_ISSUER,
    slash === ''
      ? 'Send the token under the provider that issued it.'
      : `Cognito compares the two letter by letter. Create the IAM OIDC provider with the URL ${quoted(found)} and attach it to the pool.`,
  );
}

export const accessToken: Refusal = refused(
  'this is an access token, and identity pools take the ID token',
  NO_AUDIENCE,
  'Put the ID token into Logins.',
);

export const refreshToken: Refusal = refused(
  'this is a refresh token (encrypted, in five parts), and identity pools take the ID token',
  NOT_OPEN_ID,
  'Exchange the refresh token for an ID token (InitiateAuth with REFRESH_TOKEN_AUTH), and put that into Logins.',
);

export const opaqueToken: Refusal = refused(
  'this is no JSON Web Token, and the provider issues ID tokens that are',
  NOT_OPEN_ID,
  'Put the ID token into Logins.',
);

/** The text has both times, as amplify-js#3675 quotes it. */
export function expired(now: number, exp: number): Refusal {
  return refused(
    `the token expired on ${dateOf(exp)}`,
    notAuthorized(`Invalid login token. Token expired: ${now} >= ${exp}`),
    'Sign in again, or exchange the refresh token for a new ID token.',
  );
}

export function notYetValid(nbf: number): Refusal {
  return refused(
    `the token is valid only from ${dateOf(nbf)} on`,
    undefined,
    'Wait, or correct the clock of the machine that issues the token.',
  );
}

function dateOf(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString().replace('.000Z', 'Z');
}

export function roleMissing(arn: string): Refusal {
  return refused(
    `role ${arn} does not exist`,
    BAD_CONFIGURATION,
    'Create the role, or name one that exists in the pool, the rule or the group.',
  );
}

export function notARole(name: string): Refusal {
  return refused(`${quoted(name)} is not the ARN of a role`, BAD_CONFIGURATION, 'Name a role by its ARN.');
}

/** @param reason a sentence's part, such as "its trust policy names another pool". */
export function notHandedOut(arn: string, reason: string, fix: string): Refusal {
  return refused(`STS does not hand out ${arn}: ${reason}`, BAD_CONFIGURATION, fix);
}

export function trustAnchorUnknown(arn: string): Refusal {
  return notHandedOut(
    arn,
    'it may trust Cognito under another name',
    'Try a sign-in, or ask AWS under which name roles trust Cognito in this region.',
  );
}
