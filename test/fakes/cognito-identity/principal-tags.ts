import type { GetPrincipalTagAttributeMapInput, SetPrincipalTagAttributeMapInput } from '@aws-sdk/client-cognito-identity';
import { flag, map, needed, text } from '../constraints';
import { operation, Refusal, type Operations } from '../operation';
import type { World } from '../world';
import { idShape, invalid, poolOf, taggableProviders } from './pool';

/** Of all tag keys and claim names of one map together, by the quotas of the Cognito guide. */
const LARGEST_MAP_BYTES = 460;

const providerShape = needed(text({ max: 128 }));

export const principalTagOperations = (world: World): Operations => ({
  SetPrincipalTagAttributeMap: operation<SetPrincipalTagAttributeMapInput>(
    {
      IdentityPoolId: idShape,
      IdentityProviderName: providerShape,
      UseDefaults: flag,
      PrincipalTags: map(text({ max: 128 }), text({ max: 256 }), { max: 50 }),
    },
    ({ IdentityPoolId, IdentityProviderName, UseDefaults = false, PrincipalTags = {} }) => {
      const pool = poolOf(world, IdentityPoolId);
      const turnsOn = UseDefaults || Object.keys(PrincipalTags).length > 0;
      if (UseDefaults && Object.keys(PrincipalTags).length > 0) throw invalid('PrincipalTags does not go with UseDefaults true');
      if (Buffer.byteLength(Object.values(PrincipalTags).join('')) > LARGEST_MAP_BYTES) {
        throw invalid(`The attribute names of PrincipalTags may not be over ${String(LARGEST_MAP_BYTES)} bytes together`);
      }
      const isKnown = taggableProviders(pool).includes(IdentityProviderName);
      if (turnsOn && !isKnown && world.openQuestions.principalTagsOfUnknownProvider === 'refuse') {
        throw invalid(`(${IdentityProviderName}) is not a configured provider.`);
      }
      pool.principalTags[IdentityProviderName] = { UseDefaults, PrincipalTags };
      return { IdentityPoolId, IdentityProviderName, UseDefaults, PrincipalTags };
    },
  ),

  GetPrincipalTagAttributeMap: operation<GetPrincipalTagAttributeMapInput>(
    { IdentityPoolId: idShape, IdentityProviderName: providerShape },
    ({ IdentityPoolId, IdentityProviderName }) => {
      const { principalTags } = poolOf(world, IdentityPoolId);
      const found = Object.hasOwn(principalTags, IdentityProviderName) ? principalTags[IdentityProviderName] : undefined;
      if (found === undefined && world.openQuestions.unsetPrincipalTags === 'notFound') {
        throw new Refusal('ResourceNotFoundException', `No principal tags for ${IdentityProviderName} on '${IdentityPoolId}'.`);
      }
      return { IdentityPoolId, IdentityProviderName, ...(found ?? { UseDefaults: false, PrincipalTags: {} }) };
    },
  ),
});
