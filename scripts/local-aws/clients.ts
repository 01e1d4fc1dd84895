import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { CREDENTIALS, type LocalAws } from './server';

// The SDK is pinned; its notice about Node versions to come says nothing about what is run here.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

export interface Clients {
  readonly cloudFormation: CloudFormationClient;
  readonly cognitoIdentity: CognitoIdentityClient;
  readonly iam: IAMClient;
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
}

export const clientsFor = ({ endpoint, region }: Pick<LocalAws, 'endpoint' | 'region'>): Clients => {
  const configuration = { endpoint, region, credentials: { ...CREDENTIALS } };
  return {
    cloudFormation: new CloudFormationClient(configuration),
    cognitoIdentity: new CognitoIdentityClient(configuration),
    iam: new IAMClient(configuration),
    lambda: new LambdaClient(configuration),
    // Bucket names in the host name would need DNS.
    s3: new S3Client({ ...configuration, forcePathStyle: true }),
  };
};
