import type { IdentityPoolId } from '../state';
import { poolGuidOf } from './pool-id';

/** Where roles are created unless a template or the account's settings give another path. The shipped permissions reach it and nothing else. */
export const DEFAULT_PATH = '/identity-pools/';

/**
 * Every role of a pool is in a path of the pool's own, such as `/identity-pools/0f1e2d3c-0000-4000-8000-0123456789ab/`. A path cannot be changed
 * after creation, and tags can: so the path proves whose a role is, and one `ListRoles` with it as prefix finds them all.
 * @param basePath the path that the template or the account gives.
 */
export function poolPath(basePath: string, poolId: IdentityPoolId): string {
  return `${basePath}${poolGuidOf(poolId)}/`;
}

/** undefined: the path is not the pool's own. */
export function basePathOf(rolePath: string, poolId: IdentityPoolId): string | undefined {
  const own = `/${poolGuidOf(poolId)}/`;
  return rolePath.endsWith(own) ? rolePath.slice(0, rolePath.length - own.length + 1) : undefined;
}

/** Whether two role paths are of one pool. */
export function areOfOnePool(one: string, other: string): boolean {
  const lastPart = (path: string): string | undefined => path.split('/').at(-2);
  return lastPart(one) === lastPart(other);
}
