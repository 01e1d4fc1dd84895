import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

const config = new pulumi.Config();

const identities = new aws.cloudcontrol.Resource('identities', {
  typeName: 'Community::Cognito::IdentityPoolWithRoles',
  // Takes outputs of other resources too, such as a user pool's id.
  desiredState: pulumi.jsonStringify({
    AuthenticationProviders: {
      UserPools: [{ UserPoolId: config.require('userPoolId'), UserPoolClientId: config.require('userPoolClientId') }],
    },
    AuthenticatedRole: {
      Policies: [
        {
          PolicyName: 'own-folder',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Action: ['s3:GetObject', 's3:PutObject'],
                Resource: `${config.require('bucketArn')}/\${cognito-identity.amazonaws.com:sub}/*`,
              },
            ],
          },
        },
      ],
    },
    UnauthenticatedRole: { Create: false },
  }),
});

export const identityPoolId = identities.id;
export const authenticatedRoleArn = pulumi.jsonParse(identities.properties).apply((model) => String(model.AuthenticatedRoleArn));
