/** Owns what can be the id of an identity pool. */
import type { IdentityPoolId } from '../state';

/** undefined where the id cannot be one: no call is needed to know that there is no such pool. */
export const asPoolId = (text: string | undefined): IdentityPoolId | undefined =>
  text !== undefined && text.length <= 55 && /^[\w-]+:[0-9a-f-]+$/.test(text) ? text : undefined;
