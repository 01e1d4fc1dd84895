/** What the claims of a user pool's tokens are worth: whether they are there, and who writes them. */
import { clientKey, found, type AppClientFacts, type PoolFacts, type UserPoolFacts } from './facts';

export interface Writer {
  readonly providerName: string;
  readonly clientId: string;
  readonly isOfPool: boolean;
}

/** The app clients through which users can write the claim. A user may write through any client of the user pool, and then sign in through another. */
export function writersOf(facts: PoolFacts, providerName: string, claim: string): Writer[] {
  const attribute = attributeOf(facts, providerName, claim);
  const userPool = found(facts.userPools[providerName]);
  // What cannot be changed is written at sign-up, and an administrator does that.
  if (attribute?.isMutable === false && userPool?.isAdminOnly === true) return [];
  return Object.entries(facts.appClients).flatMap(([key, read]) => {
    const client = found(read);
    if (client === undefined || !key.startsWith(`${providerName}:`) || !canWrite(client, claim)) return [];
    const isOfPool = facts.pool.userPoolClients.some((each) => clientKey(each) === key);
    return [{ providerName, clientId: key.slice(providerName.length + 1), isOfPool }];
  });
}

export function attributeOf(facts: PoolFacts, providerName: string, claim: string): { readonly isMutable: boolean } | undefined {
  return found(facts.userPools[providerName])?.attributes?.find(({ name }) => name === claim);
}

function canWrite({ writeAttributes }: AppClientFacts, claim: string): boolean {
  return (writeAttributes ?? STANDARD_ATTRIBUTES).includes(claim);
}

/** What an app client without WriteAttributes may write (DescribeUserPoolClient, API reference). */
const STANDARD_ATTRIBUTES = [
  ...['address', 'birthdate', 'email', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name', 'nickname'],
  ...['phone_number', 'picture', 'preferred_username', 'profile', 'updated_at', 'website', 'zoneinfo'],
];

/** Whether users of some app client can write the claim at all, so that it is worth asking which. */
export function isAttribute(claim: string): boolean {
  return claim.startsWith('custom:') || STANDARD_ATTRIBUTES.includes(claim);
}

/** In every ID token of a user pool, beside its attributes. */
const TOKEN_CLAIMS = [
  ...[
    'sub',
    'iss',
    'aud',
    'exp',
    'iat',
    'nbf',
    'auth_time',
    'token_use',
    'event_id',
    'jti',
    'origin_jti',
    'nonce',
    'at_hash',
    'identities',
  ],
  ...['email_verified', 'phone_number_verified', 'cognito:username', 'cognito:groups', 'cognito:roles', 'cognito:preferred_role'],
];

/** Why no token of the user pool has the claim; undefined: it may have. */
export function whyAbsent(userPool: UserPoolFacts, client: AppClientFacts | undefined, claim: string): string | undefined {
  if (userPool.changesTokens || TOKEN_CLAIMS.includes(claim)) return undefined;
  const { attributes } = userPool;
  if (attributes !== undefined && !attributes.some(({ name }) => name === claim)) {
    const custom = `custom:${claim}`;
    return attributes.some(({ name }) => name === custom)
      ? `the user pool has the attribute ${custom}, and its claim is of that name`
      : 'the schema of the user pool has no such attribute';
  }
  return client?.readAttributes !== undefined && !client.readAttributes.includes(claim)
    ? 'the app client may not read the attribute (ReadAttributes), so its tokens do not have it'
    : undefined;
}
