/** What the programs for Terraform and Pulumi are given, and what each of them has to ask for. */
export const INPUTS = {
  user_pool_id: 'eu-west-1_AbCdEf123',
  user_pool_client_id: '1example23456789',
  bucket_arn: 'arn:aws:s3:::photos',
};

export const OWN_FOLDER = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: `${INPUTS.bucket_arn}/\${cognito-identity.amazonaws.com:sub}/*`,
    },
  ],
};

export const DESIRED_STATE = {
  AuthenticationProviders: { UserPools: [{ UserPoolId: INPUTS.user_pool_id, UserPoolClientId: INPUTS.user_pool_client_id }] },
  AuthenticatedRole: { Policies: [{ PolicyName: 'own-folder', PolicyDocument: OWN_FOLDER }] },
  UnauthenticatedRole: { Create: false },
};
