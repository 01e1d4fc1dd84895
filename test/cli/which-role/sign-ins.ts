/**
 * Whole sign-ins at a pool of the account: what the app sends, what the account has, and the whole answer.
 * Each answer: the exit code, the verdict with the error that the app shows, and the notes beside the one on signatures.
 */
import { USER_POOL_PROVIDER, tokenOf, USER, NOW, ISSUER, POOL_ID, trust, type AccountSeed } from './terminal';
import { DEFAULT, DOC, GUEST, OIDC, READER, USER_POOL, WRITER } from './words';

export interface SignInCase {
  readonly account?: AccountSeed;
  /** The claims of an ID token, or the text of the file. Left out: a user of the user pool in the warehouse. */
  readonly token?: object | string;
  /** In place of a token. */
  readonly claims?: object;
  readonly guest?: true;
  readonly args?: readonly string[];
}

/** `source`: the page of AWS, the report or the standard that says so; or `unsettled`. */
export type SignInRow = readonly [who: string, given: SignInCase, code: number, answer: readonly string[], source: string];

const ISSUES = 'https://github.com';
export const SOURCE = {
  accessToken: `${ISSUES}/amazon-archives/amazon-cognito-identity-js/issues/12`,
  issuer: `${ISSUES}/amazon-archives/amazon-cognito-identity-js/issues/40`,
  client: `${ISSUES}/amazon-archives/amazon-cognito-identity-js/issues/7`,
  audience: `${ISSUES}/aws-amplify/amplify-js/issues/6287`,
  amazon: `${ISSUES}/amazon-archives/cognito-sample-nodejs/issues/1`,
  expired: `${ISSUES}/aws-amplify/amplify-js/issues/3675`,
  notOpenId: `${ISSUES}/jaredhanson/passport-google-oauth2/issues/20`,
  noProviders: `${ISSUES}/amazon-archives/amazon-cognito-identity-js/issues/68`,
  slash: `${ISSUES}/aws-solutions-library-samples/guidance-for-claude-code-with-amazon-bedrock/issues/97`,
  jwt: 'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4',
  initiateAuth: 'https://docs.aws.amazon.com/cli/latest/reference/cognito-idp/initiate-auth.html',
  oauth: 'https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html',
} as const;

const WAREHOUSE = { ...USER, 'custom:department': 'warehouse' };
const LATER = NOW + 3600;
const shows = (message: string, code = 'NotAuthorizedException'): string => `The app shows: ${code}: ${message}`;
const UNSUPPORTED = shows('Token is not from a supported provider of this identity pool.');
const WRONG_AUDIENCE = shows('Invalid login token. Incorrect token audience.');
const WRONG_ISSUER = shows("Invalid login token. Issuer doesn't match providerName");
const NO_AUDIENCE = shows('Invalid login token. Missing a required claim: aud');
const NOT_OPEN_ID = shows('Invalid login token. Not a valid OpenId Connect identity token.');
const google = (more: object = {}): object => ({ iss: 'https://accounts.google.com', aud: 'google-app', exp: LATER, ...more });
const apple = (more: object = {}): object => ({ iss: 'https://appleid.apple.com', aud: 'apple-app', exp: LATER, ...more });
const oidc = (more: object = {}): object => ({ iss: 'https://login.example.com', aud: 'any', exp: LATER, ...more });
const withOidc = (url: string): AccountSeed => ({ pool: { OpenIdConnectProviderARNs: [OIDC.replace('login.example.com', url)] } });
const initiated = (result: object): string =>
  JSON.stringify({ ChallengeParameters: {}, AuthenticationResult: { ExpiresIn: 3600, TokenType: 'Bearer', ...result } }, null, 4);
const REFRESH = tokenOf({}, { alg: 'RSA-OAEP', enc: 'A256GCM' }).split('.').slice(0, 1).concat('key', 'iv', 'text', 'tag').join('.');
const ACCESS = tokenOf({ iss: ISSUER, client_id: 'client1', token_use: 'access', exp: LATER });
const fresh = (outcome: string): string => `Note: A new token with the same claims gives: ${outcome}.`;
const THIS_IS_ACCESS = 'Refused: this is an access token, and identity pools take the ID token.';
const THIS_IS_REFRESH = 'Refused: this is a refresh token (encrypted, in five parts), and identity pools take the ID token.';
const NOT_CHECKED_AT_IAM =
  'Note: The audience was not checked: the client ids are on the IAM OIDC provider, which is not read here. Cognito refuses another audience.';

// prettier-ignore
const theToken: SignInRow[] = [
  ['an ID token of a user pool', {}, 0, [`Role: ${WRITER}`], DOC.rules],
  ['an ID token in what initiate-auth prints', { token: initiated({ AccessToken: ACCESS, RefreshToken: REFRESH, IdToken: tokenOf(WAREHOUSE) }) }, 0, [`Role: ${WRITER}`], SOURCE.initiateAuth],
  ['an ID token in AuthenticationResult alone', { token: JSON.stringify({ IdToken: tokenOf(WAREHOUSE) }) }, 0, [`Role: ${WRITER}`], SOURCE.initiateAuth],
  ['an ID token in what a token endpoint answers', { token: JSON.stringify({ id_token: tokenOf(WAREHOUSE), access_token: ACCESS, token_type: 'Bearer' }) }, 0, [`Role: ${WRITER}`], SOURCE.oauth],
  ['an ID token as a JSON string, as --query prints it', { token: JSON.stringify(tokenOf(WAREHOUSE)) }, 0, [`Role: ${WRITER}`], SOURCE.initiateAuth],
  ['an access token', { token: ACCESS }, 1, [THIS_IS_ACCESS, NO_AUDIENCE], SOURCE.accessToken],
  ['an access token with roles and groups', { token: { ...WAREHOUSE, aud: undefined, client_id: 'client1', token_use: 'access' } }, 1, [THIS_IS_ACCESS, NO_AUDIENCE], SOURCE.accessToken],
  ['an access token with an audience', { token: { ...WAREHOUSE, token_use: 'access' } }, 1, [THIS_IS_ACCESS, NO_AUDIENCE], SOURCE.accessToken],
  ['what initiate-auth prints, less the ID token', { token: initiated({ AccessToken: ACCESS, RefreshToken: REFRESH }) }, 1, [THIS_IS_ACCESS, NO_AUDIENCE], SOURCE.accessToken],
  ['a refresh token', { token: REFRESH }, 1, [THIS_IS_REFRESH, NOT_OPEN_ID], SOURCE.notOpenId],
  ['a refresh token alone in JSON', { token: initiated({ RefreshToken: REFRESH }) }, 1, [THIS_IS_REFRESH, NOT_OPEN_ID], SOURCE.notOpenId],
  ['an access token of Google, which is opaque', { token: 'ya29.a0AfH6SMBx', args: ['--provider', 'Google'] }, 1, ['Refused: this is no JSON Web Token, and the provider issues ID tokens that are.', NOT_OPEN_ID], SOURCE.notOpenId],
  ['a token that expired an hour ago', { token: { ...WAREHOUSE, exp: NOW - 3600 } }, 1, ['Refused: the token expired on 2026-11-27T11:00:00Z.', shows(`Invalid login token. Token expired: ${NOW} >= ${NOW - 3600}`), fresh(WRITER)], SOURCE.expired],
  ['a token that expires in this second', { token: { ...WAREHOUSE, exp: NOW } }, 1, ['Refused: the token expired on 2026-11-27T12:00:00Z.', shows(`Invalid login token. Token expired: ${NOW} >= ${NOW}`), fresh(WRITER)], SOURCE.jwt],
  ['a token that expires in a second', { token: { ...WAREHOUSE, exp: NOW + 1 } }, 0, [`Role: ${WRITER}`], SOURCE.jwt],
  ['an expired token of which nothing comes anyway', { token: { ...USER, exp: 1 } }, 1, ['Refused: the token expired on 1970-01-01T00:00:01Z.', shows(`Invalid login token. Token expired: ${NOW} >= 1`), fresh('refused, because AmbiguousRoleResolution is Deny')], SOURCE.expired],
  ['an expired token of another app client', { token: { ...WAREHOUSE, aud: 'other', exp: 1 } }, 1, ['Refused: the token expired on 1970-01-01T00:00:01Z.', shows(`Invalid login token. Token expired: ${NOW} >= 1`)], SOURCE.expired],
  ['an expired token of Google', { token: google({ exp: NOW - 1 }) }, 1, ['Refused: the token expired on 2026-11-27T11:59:59Z.', shows(`Invalid login token. Token expired: ${NOW} >= ${NOW - 1}`), fresh(DEFAULT)], SOURCE.expired],
  ['claims that say when they expire', { claims: { ...WAREHOUSE, exp: NOW - 1 } }, 1, ['Refused: the token expired on 2026-11-27T11:59:59Z.', shows(`Invalid login token. Token expired: ${NOW} >= ${NOW - 1}`), fresh(WRITER)], SOURCE.expired],
  ['a token that is valid from now on', { token: { ...WAREHOUSE, nbf: NOW } }, 0, [`Role: ${WRITER}`], SOURCE.jwt],
  ['a token that is not valid yet', { token: { ...WAREHOUSE, nbf: NOW + 1 } }, 3, ['Unsettled: it cannot be known. One of:', `  - ${WRITER}`, '  - refused, because the token is valid only from 2026-11-27T12:00:01Z on', 'Note: RFC 7519 forbids to accept a token before its nbf; whether Cognito looks at nbf is not documented.'], 'unsettled'],
  ['a token that is not valid yet, of which nothing comes anyway', { token: { ...USER, nbf: NOW + 1 } }, 1, ['Refused: AmbiguousRoleResolution is Deny.', shows('The ambiguous role mapping rules denied this request'), 'Note: RFC 7519 forbids to accept a token before its nbf; whether Cognito looks at nbf is not documented.'], DOC.rules],
  ['a token that was issued in the future', { token: { ...WAREHOUSE, iat: NOW + 60 } }, 0, [`Role: ${WRITER}`, 'Note: The token says that it was issued in the future (iat): a clock is wrong. Neither RFC 7519 nor Cognito refuses it for that.'], SOURCE.jwt],
];

const ofClient = (client: string): string =>
  `Refused: the token is for app client "${client}", and the pool has of this user pool app client "client1".`;
const ofApplication = (found: string, known: string): string =>
  `Refused: the token is for application "${found}", and the pool has application "${known}" for this provider.`;
// prettier-ignore
const theAudience: SignInRow[] = [
  ['a token of another app client', { token: { ...WAREHOUSE, aud: 'other' } }, 1, [ofClient('other'), UNSUPPORTED], SOURCE.client],
  ['a token of an app client in another case', { token: { ...WAREHOUSE, aud: 'CLIENT1' } }, 1, [ofClient('CLIENT1'), UNSUPPORTED], SOURCE.client],
  ['a token of another user pool', { token: { ...WAREHOUSE, iss: ISSUER.replace('01', '02') } }, 1, [`Refused: the pool has no provider "${USER_POOL.replace('01', '02')}".`, UNSUPPORTED], SOURCE.client],
  ['a token without an audience', { token: { iss: ISSUER, exp: LATER } }, 1, ['Refused: the token has no aud claim.', NO_AUDIENCE], SOURCE.accessToken],
  ['Google', { token: google() }, 0, [`Role: ${DEFAULT}`], DOC.rbac],
  ['Google for another application', { token: google({ aud: 'other' }) }, 1, [ofApplication('other', 'google-app'), WRONG_AUDIENCE], SOURCE.audience],
  ['Google for one of several audiences', { token: google({ aud: ['other', 'google-app'] }) }, 0, [`Role: ${DEFAULT}`], DOC.rbac],
  ['Apple', { token: apple() }, 0, [`Role: ${DEFAULT}`], DOC.rbac],
  ['Apple for another application', { token: apple({ aud: 'other' }) }, 1, [ofApplication('other', 'apple-app'), WRONG_AUDIENCE], SOURCE.audience],
  ['Facebook for another application', { claims: { iss: 'https://www.facebook.com', aud: 'other' } }, 1, [ofApplication('other', 'facebook-app'), UNSUPPORTED], SOURCE.amazon],
  ['Login with Amazon for another application', { claims: { iss: 'https://www.amazon.com', aud: 'other' } }, 1, [ofApplication('other', 'amazon-app'), UNSUPPORTED], SOURCE.amazon],
  ['Login with Amazon by name, for another application', { claims: { aud: 'other' }, args: ['--provider', 'Amazon'] }, 1, [ofApplication('other', 'amazon-app'), UNSUPPORTED], SOURCE.amazon],
  ['Login with Amazon, for its application', { claims: { aud: 'amazon-app' }, args: ['--provider', 'Amazon'] }, 0, [`Role: ${DEFAULT}`], DOC.rbac],
  ['OpenID Connect, whose audiences the pool does not know', { token: oidc() }, 0, [`Role: ${DEFAULT}`, NOT_CHECKED_AT_IAM], DOC.rbac],
];

const differ = (issuer: string, url: string, where: string): string =>
  `Refused: the issuer is "${issuer}" and the provider's URL is "${url}": they differ in the slash at the end of ${where}.`;
const NO_PROVIDERS: AccountSeed = {
  pool: { SupportedLoginProviders: {}, CognitoIdentityProviders: [], OpenIdConnectProviderARNs: [], SamlProviderARNs: [] },
};
const AUTH0 = 'https://tenant.eu.auth0.com';
// prettier-ignore
const theIssuer: SignInRow[] = [
  ['an issuer and a provider that both end in a slash', { account: withOidc('tenant.eu.auth0.com/'), token: oidc({ iss: `${AUTH0}/` }) }, 0, [`Role: ${DEFAULT}`, NOT_CHECKED_AT_IAM], SOURCE.slash],
  ['an issuer that ends in a slash, and a provider that does not', { account: withOidc('tenant.eu.auth0.com'), token: oidc({ iss: `${AUTH0}/` }) }, 1, [differ(`${AUTH0}/`, AUTH0, 'the issuer'), WRONG_ISSUER], SOURCE.slash],
  ['a provider that ends in a slash, and an issuer that does not', { account: withOidc('tenant.eu.auth0.com/'), token: oidc({ iss: AUTH0 }) }, 1, [differ(AUTH0, `${AUTH0}/`, "the provider's URL"), WRONG_ISSUER], SOURCE.slash],
  ['an issuer with a path', { account: withOidc('login.example.com/realms/web'), token: oidc({ iss: 'https://login.example.com/realms/web' }) }, 0, [`Role: ${DEFAULT}`, NOT_CHECKED_AT_IAM], SOURCE.slash],
  ['an issuer with a path in another case', { account: withOidc('login.example.com/realms/web'), token: oidc({ iss: 'https://login.example.com/realms/Web' }) }, 1, ['Refused: the pool has no provider "login.example.com/realms/Web".', UNSUPPORTED], SOURCE.slash],
  ['an issuer by http', { token: oidc({ iss: 'http://login.example.com' }) }, 1, ['Refused: the pool has no provider "http://login.example.com".', UNSUPPORTED], SOURCE.issuer],
  ['a user pool whose issuer ends in a slash', { token: { ...WAREHOUSE, iss: `${ISSUER}/` } }, 1, [differ(`${ISSUER}/`, ISSUER, 'the issuer'), WRONG_ISSUER], SOURCE.issuer],
  ['a pool without providers', { account: NO_PROVIDERS }, 1, ['Refused: the pool has no providers, so nobody can sign in.', shows("Logins don't match. Please include at least one valid login for this identity or identity pool")], SOURCE.noProviders],
  ['Google without a scheme', { token: google({ iss: 'accounts.google.com' }) }, 0, [`Role: ${DEFAULT}`], DOC.rbac],
  ['Google with a slash', { token: google({ iss: 'https://accounts.google.com/' }) }, 1, [differ('https://accounts.google.com/', 'https://accounts.google.com', 'the issuer'), WRONG_ISSUER], SOURCE.issuer],
];

const wrong = (issuer: string, url: string): string => `Refused: the issuer is "${issuer}" and the provider's URL is "${url}".`;
const TWO_CLIENTS: AccountSeed = {
  pool: { CognitoIdentityProviders: ['client1', 'client2'].map((ClientId) => ({ ProviderName: USER_POOL_PROVIDER, ClientId })) },
};
// prettier-ignore
const aNamedProvider: SignInRow[] = [
  ['the provider of the token', { args: ['--provider', USER_POOL] }, 0, [`Role: ${WRITER}`], DOC.rules],
  ['Google for a token of a user pool', { args: ['--provider', 'Google'] }, 1, [wrong(ISSUER, 'https://accounts.google.com'), WRONG_ISSUER, `Note: --provider names accounts.google.com, and the token is of ${USER_POOL}: the two do not belong together.`], SOURCE.issuer],
  ['a user pool for a token of Google', { token: google(), args: ['--provider', USER_POOL] }, 1, [wrong('https://accounts.google.com', ISSUER), WRONG_ISSUER, `Note: --provider names ${USER_POOL}, and the token is of accounts.google.com: the two do not belong together.`], SOURCE.issuer],
  ['the user pool for a token of another client', { token: { ...WAREHOUSE, aud: 'other' }, args: ['--provider', USER_POOL] }, 1, [ofClient('other'), UNSUPPORTED, `Note: --provider names ${USER_POOL}, and the token is of ${USER_POOL.replace('client1', 'other')}: the two do not belong together.`], SOURCE.client],
  ['one client for a token of the other client of the pool', { account: TWO_CLIENTS, token: { ...WAREHOUSE, aud: 'client2' }, args: ['--provider', USER_POOL] }, 0, [`Role: ${DEFAULT}`, `Note: --provider names ${USER_POOL}, and the token is for ${USER_POOL.replace('client1', 'client2')}: Cognito goes by the token.`], DOC.setRoles],
  ['the provider of an expired token', { token: { ...WAREHOUSE, exp: 1 }, args: ['--provider', USER_POOL] }, 1, ['Refused: the token expired on 1970-01-01T00:00:01Z.', shows(`Invalid login token. Token expired: ${NOW} >= 1`), fresh(WRITER)], SOURCE.expired],
  ['Google, with a slash between the two', { token: google({ iss: 'https://accounts.google.com/' }), args: ['--provider', 'Google'] }, 1, [differ('https://accounts.google.com/', 'https://accounts.google.com', 'the issuer'), WRONG_ISSUER], SOURCE.issuer],
];

const C = 'cognito-identity.amazonaws.com';
const NOT_VALID = shows(
  'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
  'InvalidIdentityPoolConfigurationException',
);
const notHandedOut = (role: string, reason: string): string => `Refused: STS does not hand out ${role}: ${reason}.`;
const trusting = (arn: string, document: object | null): SignInCase => ({ account: { trust: { [arn]: document } } });
const OTHER_POOL = POOL_ID.replace('ab', 'cd');
const statement = (Condition: object, more: object = {}): object => ({
  Effect: 'Allow',
  Principal: { Federated: C },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition,
  ...more,
});
const policy = (...statements: object[]): object => ({ Version: '2012-10-17', Statement: statements });
const AUD = { StringEquals: { [`${C}:aud`]: POOL_ID } };
const amr = (value: string, operator = 'ForAnyValue:StringLike'): object => ({ [operator]: { [`${C}:amr`]: value } });
const AMR = amr('authenticated');
const tagsOn = { [USER_POOL_PROVIDER]: { UseDefaults: false, PrincipalTags: { team: 'custom:department' } } };
const TAGS_OFF = { [USER_POOL_PROVIDER]: { UseDefaults: false, PrincipalTags: {} } };
const fails = (condition: string, because: string): string => `the condition ${condition} fails, because ${because}`;
const AMR_OF_USER = `authenticated, ${USER_POOL_PROVIDER}, ${USER_POOL_PROVIDER}:CognitoSignIn:00000000-1111`;
// prettier-ignore
const theHandOut: SignInRow[] = [
  ['a role that is missing', trusting(WRITER, null), 1, [`Refused: role ${WRITER} does not exist.`, NOT_VALID], DOC.getCredentials],
  ['a default role that is missing', { ...trusting(DEFAULT, null), token: google() }, 1, [`Refused: role ${DEFAULT} does not exist.`, NOT_VALID], DOC.getCredentials],
  ['a missing role of a rule that does not match', { ...trusting(WRITER, null), token: { ...USER, 'custom:company': 'example' } }, 0, [`Role: ${READER}`], DOC.rules],
  ['a role that trusts another pool', trusting(WRITER, trust('authenticated', false, OTHER_POOL)), 1, [notHandedOut(WRITER, fails(`StringEquals ${C}:aud ${OTHER_POOL}`, `${C}:aud is ${POOL_ID}`)), NOT_VALID], DOC.trust],
  ['a role that trusts two pools', trusting(WRITER, policy(statement({ StringEquals: { [`${C}:aud`]: [OTHER_POOL, POOL_ID] }, ...AMR }))), 0, [`Role: ${WRITER}`], DOC.trust],
  ['a role for guests that a user gets', trusting(WRITER, trust('unauthenticated')), 1, [notHandedOut(WRITER, fails(`ForAnyValue:StringLike ${C}:amr unauthenticated`, `${C}:amr is ${AMR_OF_USER}`)), NOT_VALID], DOC.trust],
  ['a role for users that a guest gets', { ...trusting(GUEST, trust('authenticated')), guest: true }, 1, [notHandedOut(GUEST, fails(`ForAnyValue:StringLike ${C}:amr authenticated`, `${C}:amr is unauthenticated`)), NOT_VALID], DOC.trust],
  ['a role without a condition on amr', trusting(WRITER, policy(statement(AUD))), 0, [`Role: ${WRITER}`], DOC.trust],
  ['a role for one provider, of that provider', trusting(WRITER, policy(statement({ ...AUD, ...amr(USER_POOL_PROVIDER) }))), 0, [`Role: ${WRITER}`], DOC.trust],
  ['a role for one provider, of another', { ...trusting(DEFAULT, policy(statement({ ...AUD, ...amr('www.amazon.com') }))), token: google() }, 1, [notHandedOut(DEFAULT, fails(`ForAnyValue:StringLike ${C}:amr www.amazon.com`, `${C}:amr is authenticated, accounts.google.com`)), NOT_VALID], DOC.trust],
  ['amr without a set operator', trusting(WRITER, policy(statement({ ...AUD, ...amr('authenticated', 'StringLike') }))), 1, [notHandedOut(WRITER, fails(`StringLike ${C}:amr authenticated`, `${C}:amr has several values and needs ForAnyValue`)), NOT_VALID], DOC.multivalued],
  ['amr with ForAllValues', trusting(WRITER, policy(statement({ ...AUD, ...amr('authenticated', 'ForAllValues:StringLike') }))), 1, [notHandedOut(WRITER, fails(`ForAllValues:StringLike ${C}:amr authenticated`, `${C}:amr is ${AMR_OF_USER}, and ForAllValues asks for no value beside those that are named`)), NOT_VALID], DOC.multivalued],
  ['a wildcard in StringEquals', trusting(WRITER, policy(statement({ StringEquals: { [`${C}:aud`]: 'eu-west-1:*' }, ...AMR }))), 1, [notHandedOut(WRITER, fails(`StringEquals ${C}:aud eu-west-1:*`, 'StringEquals takes a wildcard as a plain character; StringLike does not')), NOT_VALID], DOC.operators],
  ['a wildcard in StringLike', trusting(WRITER, policy(statement({ StringLike: { [`${C}:aud`]: 'eu-west-1:*' }, ...AMR }))), 0, [`Role: ${WRITER}`], DOC.operators],
  ['a key in another case', trusting(WRITER, policy(statement({ StringEquals: { [`${C.toUpperCase()}:AUD`]: POOL_ID }, ...AMR }))), 0, [`Role: ${WRITER}`], DOC.operators],
  ['a misspelt key', trusting(WRITER, policy(statement({ StringEquals: { 'cognito-identity.amazon.com:aud': POOL_ID }, ...AMR }))), 1, [notHandedOut(WRITER, fails(`StringEquals cognito-identity.amazon.com:aud ${POOL_ID}`, 'no sign-in has the key cognito-identity.amazon.com:aud')), NOT_VALID], DOC.operators],
  ['another principal', trusting(WRITER, policy(statement({ ...AUD, ...AMR }, { Principal: { Federated: 'accounts.google.com' } }))), 1, [notHandedOut(WRITER, `its trust policy trusts accounts.google.com, and Cognito comes as ${C}`), NOT_VALID], DOC.trust],
  ['a principal that is a service', trusting(WRITER, policy(statement({}, { Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }))), 1, [notHandedOut(WRITER, 'its trust policy does not allow sts:AssumeRoleWithWebIdentity'), NOT_VALID], DOC.trust],
  ['a Deny beside an Allow', trusting(WRITER, policy(statement({ ...AUD, ...AMR }), statement(amr('cognito-idp.*'), { Effect: 'Deny' }))), 1, [notHandedOut(WRITER, 'statement 2 of its trust policy denies it'), NOT_VALID], DOC.operators],
  ['a Deny for others', trusting(WRITER, policy(statement({ ...AUD, ...AMR }), statement(amr('www.amazon.com'), { Effect: 'Deny' }))), 0, [`Role: ${WRITER}`], DOC.operators],
  ['a second statement that lets it in', trusting(WRITER, policy(statement({ ...AUD, ...amr('unauthenticated') }), statement({ ...AUD, ...AMR }))), 0, [`Role: ${WRITER}`], DOC.operators],
  ['a condition on the address', trusting(WRITER, policy(statement({ ...AUD, IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }))), 3, ['Unsettled: it cannot be known. One of:', `  - ${WRITER}`, `  - refused, because STS does not hand out ${WRITER}: statement 1 of its trust policy depends on the condition IpAddress aws:SourceIp 10.0.0.0/8, which cannot be known here`], 'unsettled'],
  ['a condition on one identity', trusting(WRITER, policy(statement({ ...AUD, StringEquals: { [`${C}:sub`]: 'eu-west-1:1' } }))), 3, ['Unsettled: it cannot be known. One of:', `  - ${WRITER}`, `  - refused, because STS does not hand out ${WRITER}: statement 1 of its trust policy depends on the condition StringEquals ${C}:sub eu-west-1:1, which cannot be known here`], 'unsettled'],
  ['no sts:TagSession, where tags are on', { account: { principalTags: tagsOn } }, 1, [notHandedOut(WRITER, 'its trust policy does not allow sts:TagSession'), NOT_VALID], DOC.tags],
  ['no sts:TagSession, where the default tags are on', { account: { principalTags: { [USER_POOL_PROVIDER]: { UseDefaults: true, PrincipalTags: {} } } } }, 1, [notHandedOut(WRITER, 'its trust policy does not allow sts:TagSession'), NOT_VALID], DOC.tags],
  ['no sts:TagSession, where tags are off', { account: { principalTags: TAGS_OFF } }, 0, [`Role: ${WRITER}`], DOC.tags],
  ['no sts:TagSession, where tags are on for another provider', { account: { principalTags: tagsOn }, token: google() }, 0, [`Role: ${DEFAULT}`], DOC.tags],
  ['no sts:TagSession, for a guest', { account: { principalTags: tagsOn }, guest: true }, 0, [`Role: ${GUEST}`], DOC.tags],
  ['sts:TagSession, where tags are on', { account: { principalTags: tagsOn, trust: { [WRITER]: trust('authenticated', true) } } }, 0, [`Role: ${WRITER}`], DOC.tags],
  ['sts:TagSession in a statement of its own', { account: { principalTags: tagsOn, trust: { [WRITER]: policy(statement({ ...AUD, ...AMR }), statement(AUD, { Action: 'sts:TagSession' })) } } }, 0, [`Role: ${WRITER}`], DOC.tags],
  ['sts:TagSession for another pool', { account: { principalTags: tagsOn, trust: { [WRITER]: policy(statement({ ...AUD, ...AMR }), statement({ StringEquals: { [`${C}:aud`]: OTHER_POOL } }, { Action: 'sts:TagSession' })) } } }, 1, [notHandedOut(WRITER, `in statement 1 its trust policy does not allow sts:TagSession; in statement 2 ${fails(`StringEquals ${C}:aud ${OTHER_POOL}`, `${C}:aud is ${POOL_ID}`)}`), NOT_VALID], DOC.tags],
  ['an open rule, of whose roles one is not handed out', { ...trusting(WRITER, null), token: { ...USER, 'custom:department': 'WAREHOUSE', 'custom:company': 'example' } }, 3, ['Unsettled: it cannot be known. One of:', `  - refused, because role ${WRITER} does not exist`, `  - ${READER}`], 'unsettled'],
  ['an open rule, of whose outcomes none is a role', { ...trusting(WRITER, null), token: { ...USER, 'custom:department': 'WAREHOUSE' } }, 1, [`Refused: role ${WRITER} does not exist.`, NOT_VALID], DOC.getCredentials],
  ['a role of the same name in another path', { ...trusting(DEFAULT, null), token: google(), account: { roles: { authenticated: DEFAULT.replace('role/', 'role/app/') } } }, 1, [`Refused: role ${DEFAULT.replace('role/', 'role/app/')} does not exist.`, NOT_VALID], DOC.getCredentials],
  ['a role of another account', { token: google(), account: { roles: { authenticated: DEFAULT.replace('123456789012', '210987654321') } } }, 3, ['Unsettled: it cannot be known. One of:', `  - ${DEFAULT.replace('123456789012', '210987654321')}`, `  - refused, because STS does not hand out ${DEFAULT.replace('123456789012', '210987654321')}: it is of another account`], 'unsettled'],
];

export const SIGN_INS = {
  'the token itself': theToken,
  'its audience': theAudience,
  'its issuer': theIssuer,
  'beside --provider': aNamedProvider,
  'whether STS hands out the role': theHandOut,
} as const;
