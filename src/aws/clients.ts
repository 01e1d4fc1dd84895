import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { IAMClient } from '@aws-sdk/client-iam';
import { defined } from '../core/defined';
import { openConnections } from './connections';

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

/** Outlives an invocation. It holds sockets only: requests are signed before they reach it, so it keeps no credentials. */
const connections = openConnections();

/**
 * Each caller gets clients of its own, because a client remembers the credentials of its first one.
 * @param credentials the caller's; if left out, those of the function's own role.
 */
export function openClients({ region, credentials }: { region: string; credentials?: Credentials }): AwsClients {
  const configuration = defined({
    region,
    requestHandler: connections,
    // calls.ts retries, for all services alike; with the SDK's own retries the attempts would multiply.
    maxAttempts: 1,
    // The SDK writes into the object it is given, and throws on a frozen one.
    credentials: credentials && { ...credentials },
  });
  return {
    cognitoIdentity: new CognitoIdentityClient(configuration),
    iam: new IAMClient(configuration),
    userPools: (userPoolRegion) => new CognitoIdentityProviderClient({ ...configuration, region: userPoolRegion }),
  };
}
