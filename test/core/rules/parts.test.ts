import { identityTypeOf, mappedNameOf, mappedPart, partLabel } from '../../../src/core/rules/parts';

it.each([
  ['authenticated', 'authenticated', 'Authenticated', undefined],
  ['unauthenticated', 'unauthenticated', 'Unauthenticated', undefined],
  [mappedPart('Admin'), 'authenticated', 'Admin', 'Admin'],
  // A mapped role may have the name of a part.
  [mappedPart('unauthenticated'), 'authenticated', 'unauthenticated', 'unauthenticated'],
] as const)('the role for %s is for %s identities, and is called %s', (part, identityType, label, name) => {
  expect([identityTypeOf(part), partLabel(part), mappedNameOf(part)]).toEqual([identityType, label, name]);
});
