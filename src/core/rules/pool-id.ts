import type { IdentityPoolId } from '../state';

/** undefined where the id cannot be one: no call is needed to know that there is no such pool. */
export const asPoolId = (text: string | undefined): IdentityPoolId | undefined =>
  text !== undefined && text.length <= 55 && /^[\w-]+:[0-9a-f-]+$/.test(text) ? text : undefined;

/** The id begins with the region: `REGION:GUID`. */
export function poolRegionOf(poolId: IdentityPoolId): string {
  return poolId.slice(0, poolId.indexOf(':'));
}
