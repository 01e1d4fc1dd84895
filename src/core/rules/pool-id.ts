import type { IdentityPoolId } from '../state';

/**
 * undefined: the text cannot be an id, so no call is needed to know that there is no such pool. The GUID is required whole, because a role's path
 * proves with it whose the role is.
 */
export const asPoolId = (text: string | undefined): IdentityPoolId | undefined =>
  text !== undefined && text.length <= 55 && POOL_ID.test(text) ? text : undefined;

const POOL_ID = /^[\w-]+:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id begins with the region: `REGION:GUID`. */
export function poolRegionOf(poolId: IdentityPoolId): string {
  return poolId.slice(0, poolId.indexOf(':'));
}

export function poolGuidOf(poolId: IdentityPoolId): string {
  return poolId.slice(poolId.indexOf(':') + 1);
}
