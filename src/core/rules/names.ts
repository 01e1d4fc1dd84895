/** Owns the names that this type generates: the same input gives the same name, and a name tells whether it was generated. */
import type { IdentityPoolId, IdentityType } from '../state';
import { fingerprint } from './fingerprint';

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

const poolNameSuffix = (requestMark: string): string => `_${requestMark.slice(0, 10)}`;

/** Differs by path: IAM names are unique whatever their path, so a role that moves to another path needs another name. */
export const generatedRoleName = (stem: NameStem, poolId: IdentityPoolId, identityType: IdentityType, path: string): string => {
  const suffix = roleNameSuffix(poolId, identityType, path);
  const limit = roleNameLimit(poolId) - suffix.length;
  const part = identityType === 'authenticated' ? 'Authenticated' : 'Unauthenticated';
  const words = wordsOf(stem, 'IdentityPool')
    .join('-')
    .replace(/[^\w+=,.@-]/g, '-');
  const room = limit - part.length - 1;
  return room > 0 ? `${cutMiddle(words, room)}-${part}${suffix}` : `${cutMiddle(words, limit)}${suffix}`;
};

export const isGeneratedRoleName = (name: string, poolId: IdentityPoolId, identityType: IdentityType, path: string): boolean =>
  name.endsWith(roleNameSuffix(poolId, identityType, path));

const roleNameSuffix = (poolId: IdentityPoolId, identityType: IdentityType, path: string): string =>
  `-${fingerprint(10, poolId, identityType, path)}`;

const roleNameLimit = (poolId: IdentityPoolId): number => (poolId.startsWith('us-gov-east-1:') ? SHORT_ROLE_NAME_LIMIT : ROLE_NAME_LIMIT);

const wordsOf = ({ stackName, logicalId }: NameStem, otherwise: string): string[] => {
  const words = [stackName, logicalId].filter((word): word is string => word !== undefined && word !== '');
  return words.length > 0 ? words : [otherwise];
};

/** The ends of a name tell more than its middle: a stack's name begins with the system and ends with the stage. */
const cutMiddle = (text: string, limit: number): string => {
  if (text.length <= limit) return text;
  const head = Math.ceil(limit / 2);
  return text.slice(0, head) + text.slice(text.length - (limit - head));
};
