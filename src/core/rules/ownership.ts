/** Owns the marks by which what this type made is known again: they are written in AWS, for Read and Delete get nothing but a pool id. */
import { fingerprint } from './fingerprint';
import type { IdentityPoolId, IdentityType, Role, Tags } from '../state';

/** Reserved: no template may set a tag under it. */
export const MARK_PREFIX = 'identity-pool-with-roles:';

const REQUEST = `${MARK_PREFIX}request`;
const POOL = `${MARK_PREFIX}pool`;
const PART = `${MARK_PREFIX}part`;

/** Cognito has no idempotency token and pool names are not unique: the pool carries the request that made it. */
export const requestMarkOf = (requestToken: string): string => fingerprint(32, requestToken);

export const poolMarks = (requestMark: string): Tags => ({ [REQUEST]: requestMark });

/** undefined: this type did not make the pool, or somebody removed the mark. */
export const requestMarkOn = (poolTags: Tags): string | undefined => poolTags[REQUEST];

export const roleMarks = (poolId: IdentityPoolId, identityType: IdentityType): Tags => ({ [POOL]: poolId, [PART]: identityType });

export const isCreatedFor = (role: Role, poolId: IdentityPoolId): boolean => role.tags[POOL] === poolId;

export const isCreatedAs = (role: Role, poolId: IdentityPoolId, identityType: IdentityType): boolean =>
  isCreatedFor(role, poolId) && role.tags[PART] === identityType;

export const haveSameMarks = (one: Tags, other: Tags): boolean => one[POOL] === other[POOL] && one[PART] === other[PART];

export const isMark = (key: string): boolean => key.startsWith(MARK_PREFIX);

/** Marks on a pool and on a role: they count toward the 50 tags of each. */
export const POOL_MARK_COUNT = 1;
export const ROLE_MARK_COUNT = 2;
