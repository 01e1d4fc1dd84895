/** What can be asked about a user pool itself; nothing here makes or changes one. */
import type { DescribeUserPoolRequest, ListIdentityProvidersRequest } from '@aws-sdk/client-cognito-identity-provider';
import { text, whole } from '../constraints';
import { operation, type Operations } from '../operation';
import { pageOf } from '../paging';
import { userPoolArn, type World } from '../world';
import { invalid, userPoolIdShape, userPoolOf } from './user-pool';

const LARGEST_PAGE = 60;

/** These are of the type that their name says; any other name is that of a SAML or an OIDC provider. */
const SOCIAL = ['Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple'];

export const userPoolOperations = (world: World): Operations => ({
  DescribeUserPool: operation<DescribeUserPoolRequest>({ UserPoolId: userPoolIdShape }, ({ UserPoolId }) => {
    const { name, settings } = userPoolOf(world, UserPoolId);
    return { UserPool: { Id: UserPoolId, Name: name, Arn: userPoolArn(world, UserPoolId), ...settings } };
  }),

  ListIdentityProviders: operation<ListIdentityProvidersRequest>(
    { UserPoolId: userPoolIdShape, MaxResults: whole({ min: 0, max: LARGEST_PAGE }), NextToken: text({ pattern: String.raw`\S+` }) },
    ({ UserPoolId, MaxResults = 0, NextToken }) => {
      const size = Math.min(MaxResults === 0 ? LARGEST_PAGE : MaxResults, world.quotas.pageSize);
      const page = pageOf(userPoolOf(world, UserPoolId).identityProviders, size, NextToken);
      if (page === undefined) throw invalid('Invalid NextToken');
      return {
        Providers: page.items.map((name) => ({ ProviderName: name, ProviderType: SOCIAL.includes(name) ? name : 'OIDC' })),
        ...(page.nextToken === undefined ? {} : { NextToken: page.nextToken }),
      };
    },
  ),
});
