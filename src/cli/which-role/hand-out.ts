/** Whether STS hands out the role that Cognito chose: the second half of every sign-in. */
import type { IdentityType, RoleArn } from '../../core/state';
import type { Refusal } from './outcome';

export interface Taker {
  readonly identityType: IdentityType;
  /** As the key of a mapping; absent for a guest. */
  readonly provider?: string;
  /** How the identity signed in, beside its type, as Cognito's own token says it. */
  readonly amr: readonly string[];
}

export type HandedOut =
  | { readonly kind: 'yes' }
  | { readonly kind: 'no'; readonly refusal: Refusal }
  /** It was not looked at, and that is no surprise: only the account knows the role. */
  | { readonly kind: 'not checked'; readonly why: string }
  /** It should have been looked at, and could not be. */
  | { readonly kind: 'unknown'; readonly why: string; readonly refusal: Refusal };

export type HandOut = (role: RoleArn, taker: Taker) => Promise<HandedOut>;

/** As from-properties.ts names the roles that a deployment has still to create. */
const CREATED = /^(AuthenticatedRole|UnauthenticatedRole|MappedRoles .+)$/;

/** Roles that the type creates trust exactly this pool and the right identities, with sts:TagSession if principal tags are on. */
export const handOutOfCreated: HandOut = (role) =>
  Promise.resolve(
    CREATED.test(role)
      ? { kind: 'yes' }
      : { kind: 'not checked', why: 'this resource does not create it, so its trust policy is not known here' },
  );
