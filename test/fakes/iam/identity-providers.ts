/** Whether OIDC and SAML providers exist; nothing here makes or changes one. */
import type { GetOpenIDConnectProviderRequest, GetSAMLProviderRequest } from '@aws-sdk/client-iam';
import { needed, text } from '../constraints';
import { operation, type Operations } from '../operation';
import type { World } from '../world';
import { noSuchEntity } from './role';

const arnShape = needed(text({ min: 20, max: 2048 }));

export const identityProviderOperations = (world: World): Operations => ({
  GetOpenIDConnectProvider: operation<GetOpenIDConnectProviderRequest>(
    { OpenIDConnectProviderArn: arnShape },
    ({ OpenIDConnectProviderArn }) => {
      check(world, OpenIDConnectProviderArn);
      return { Url: OpenIDConnectProviderArn.split('oidc-provider/')[1], ClientIDList: [] };
    },
  ),

  GetSAMLProvider: operation<GetSAMLProviderRequest>({ SAMLProviderArn: arnShape }, ({ SAMLProviderArn }) => {
    check(world, SAMLProviderArn);
    return { SAMLMetadataDocument: '<EntityDescriptor/>' };
  }),
});

const check = ({ missingProviders }: World, arn: string): void => {
  if (missingProviders.has(arn)) throw noSuchEntity(`Provider ${arn} was not found.`);
};
