import type { IdentityType } from '../state';

export type MappedPart = `mapped/${string}`;
export type RolePart = IdentityType | MappedPart;

export const mappedPart = (name: string): MappedPart => `mapped/${name}`;

/** undefined: one of the two defaults. */
export const mappedNameOf = (part: string): string | undefined => (part.startsWith('mapped/') ? part.slice('mapped/'.length) : undefined);

/** Guests never reach a mapping. */
export const identityTypeOf = (part: RolePart): IdentityType => (part === 'unauthenticated' ? 'unauthenticated' : 'authenticated');

/** What a generated role name says of the part. */
export const partLabel = (part: RolePart): string => {
  switch (part) {
    case 'authenticated':
      return 'Authenticated';
    case 'unauthenticated':
      return 'Unauthenticated';
    default:
      return mappedNameOf(part) ?? part;
  }
};

/** The Role of a rule that means the default role of signed-in identities. */
export const AUTHENTICATED_TOKEN = 'Authenticated';
