import { IDENTITY_TYPES } from '../state';
import type { IdentityPoolId } from '../state';
import { fingerprint } from './fingerprint';
import { mappedNameOf, partLabel, type RolePart } from './parts';

/** Who the names are for: both may be absent, as with Cloud Control. */
export interface NameStem {
  readonly stackName?: string | undefined;
  readonly logicalId?: string | undefined;
}

const POOL_NAME_LIMIT = 128;
const ROLE_NAME_LIMIT = 64;
/** In us-gov-east-1 a role name and its session name together may have 24 characters (GovCloud user guide, "Amazon Cognito"). */
const SHORT_ROLE_NAME_LIMIT = 20;

/** Letters, digits and underscores only: every other character has been refused by some tool or by the console at some time. */
export const generatedPoolName = (stem: NameStem, requestMark: string): string => {
  const suffix = poolNameSuffix(requestMark);
  const words = wordsOf(stem, 'IdentityPool').join('_').replace(/\W/g, '_');
  return `${cutMiddle(words, POOL_NAME_LIMIT - suffix.length)}${suffix}`;
};

export const isGeneratedPoolName = (name: string, requestMark: string): boolean => name.endsWith(poolNameSuffix(requestMark));

/** Whether the name was generated for this resource, by whatever request. */
export function isGeneratedPoolNameFor(name: string, stem: NameStem): boolean {
  const pattern = generatedPoolName(stem, '0'.repeat(POOL_NAME_DIGEST));
  return name.slice(0, -POOL_NAME_DIGEST) === pattern.slice(0, -POOL_NAME_DIGEST);
}

const POOL_NAME_DIGEST = 10;

const poolNameSuffix = (requestMark: string): string => `_${requestMark.slice(0, POOL_NAME_DIGEST)}`;

/** Differs by path: IAM names are unique whatever their path, so a role that moves to another path needs another name. */
export const generatedRoleName = (
  stem: NameStem,
  poolId: IdentityPoolId,
  part: RolePart,
  { path, prefix = '' }: { readonly path: string; readonly prefix?: string | undefined },
): string => {
  const suffix = roleNameSuffix(poolId, part, path);
  const limit = roleNameLimit(poolId) - suffix.length;
  const label = partLabel(part);
  const words = `${prefix}${wordsOf(stem, 'IdentityPool')
    .join('-')
    .replace(/[^\w+=,.@-]/g, '-')}`;
  const room = limit - label.length - 1;
  // If there is no room for both, the beginning stays, because administrators' policies may match on it.
  return room > prefix.length ? `${cutMiddle(words, room, prefix.length)}-${label}${suffix}` : `${words.slice(0, limit)}${suffix}`;
};

export const isGeneratedRoleName = (name: string, poolId: IdentityPoolId, part: RolePart, path: string): boolean =>
  name.endsWith(roleNameSuffix(poolId, part, path));

const roleNameSuffix = (poolId: IdentityPoolId, part: RolePart, path: string): string => `-${fingerprint(ROLE_DIGEST, poolId, part, path)}`;

const ROLE_DIGEST = 10;

const roleNameLimit = (poolId: IdentityPoolId): number => (poolId.startsWith('us-gov-east-1:') ? SHORT_ROLE_NAME_LIMIT : ROLE_NAME_LIMIT);

const wordsOf = ({ stackName, logicalId }: NameStem, otherwise: string): string[] => {
  const words = [stackName, logicalId].filter((word): word is string => word !== undefined && word !== '');
  return words.length > 0 ? words : [otherwise];
};

/** The ends of a name say more than its middle: a stack's name begins with the system and ends with the stage. */
const cutMiddle = (text: string, limit: number, keepAtLeast = 0): string => {
  if (text.length <= limit) return text;
  const head = Math.max(Math.ceil(limit / 2), keepAtLeast);
  return text.slice(0, head) + text.slice(text.length - (limit - head));
};

/** The app client that is created for this pool in a user pool; one in each. */
export const createdClientName = (poolId: IdentityPoolId): string => `identity-pool-${poolId.replace(':', '_')}`;

/** Whether the description was generated for a role of this pool, whatever its part. */
export function isDefaultDescription(description: string, poolId: IdentityPoolId): boolean {
  const isOfDefault = IDENTITY_TYPES.some((type) => description === defaultDescription(poolId, type));
  return isOfDefault || /^Role (\w+) of identity pool (\S+)$/.exec(description)?.[2] === poolId;
}

/** Names the pool by its id, which never changes, rather than by its name. */
export function defaultDescription(poolId: IdentityPoolId, part: RolePart): string {
  const mappedName = mappedNameOf(part);
  return mappedName === undefined ? `Default ${part} role of identity pool ${poolId}` : `Role ${mappedName} of identity pool ${poolId}`;
}
