import { CustomResource, Fn, type Stack } from 'aws-cdk-lib';

export interface UserPoolAndClient {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
}

/** @returns the id of the identity pool. */
export function addIdentities(stack: Stack, { userPoolId, userPoolClientId }: UserPoolAndClient): string {
  const identities = new CustomResource(stack, 'Identities', {
    resourceType: 'Custom::IdentityPoolWithRoles',
    serviceToken: Fn.importValue('IdentityPoolWithRoles-ServiceToken'),
    properties: {
      AuthenticationProviders: { UserPools: [{ UserPoolId: userPoolId, UserPoolClientId: userPoolClientId }] },
      AuthenticatedRole: {
        ManagedPolicyArns: [`arn:${stack.partition}:iam::aws:policy/AmazonPollyReadOnlyAccess`],
      },
      UnauthenticatedRole: { Create: false },
    },
  });
  return identities.ref;
}
