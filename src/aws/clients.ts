/** Owns the SDK clients: new ones for each invocation, over connections that outlive it. */
import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { IAMClient } from '@aws-sdk/client-iam';
import { NodeHttpHandler } from '@smithy/node-http-handler';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface AwsClients {
  readonly cognitoIdentity: Pick<CognitoIdentityClient, 'send'>;
  readonly iam: Pick<IAMClient, 'send'>;
  /** User pools may be in another region than the identity pool. */
  readonly userPools: (region: string) => Pick<CognitoIdentityProviderClient, 'send'>;
}

/** Holds sockets only: signing is done above it, so that no credentials stay in it. */
const connections = new NodeHttpHandler({ connectionTimeout: 3_000, requestTimeout: 15_000 });

/**
 * @param credentials whose they are; left out, those of the function's own role.
 * A client is never kept: one that is remembers the first caller's credentials.
 */
export const openClients = ({ region, credentials }: { region: string; credentials?: Credentials }): AwsClients => {
  const configuration = {
    region,
    requestHandler: connections,
    // calls.ts retries, for both services alike; two retriers would multiply.
    maxAttempts: 1,
    // The SDK writes into the object it is given, and throws on a frozen one.
    ...(credentials === undefined ? {} : { credentials: { ...credentials } }),
  };
  return {
    cognitoIdentity: new CognitoIdentityClient(configuration),
    iam: new IAMClient(configuration),
    userPools: (userPoolRegion) => new CognitoIdentityProviderClient({ ...configuration, region: userPoolRegion }),
  };
};
