import { CfnOutput, Fn, Stack } from 'aws-cdk-lib/core';
import { CfnUserPool, CfnUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { ManagedPolicy, Policy, PolicyDocument, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { IdentityPoolWithRoles, type Door } from './identity-pool-with-roles';

export class PhotosStack extends Stack {
  constructor(scope: Construct, id: string, door: Door) {
    super(scope, id, { description: `Photos of each user, through the ${door}.` });
    const photos = new Bucket(this, 'Photos', { enforceSSL: true });
    const userPool = new CfnUserPool(this, 'UserPool', {
      schema: [{ name: 'job', attributeDataType: 'String', mutable: true }],
    });
    const webClient = new CfnUserPoolClient(this, 'WebClient', { userPoolId: userPool.ref, writeAttributes: ['email'] });

    const readAll = new PolicyDocument({
      statements: [new PolicyStatement({ actions: ['s3:GetObject'], resources: [photos.arnForObjects('*')] })],
    });
    const identities = new IdentityPoolWithRoles(this, 'Identities', door, {
      AuthenticationProviders: { UserPools: [{ UserPoolId: userPool.ref, UserPoolClientId: webClient.ref }] },
      AuthenticatedRole: {
        ManagedPolicyArns: [ManagedPolicy.fromAwsManagedPolicyName('AmazonPollyReadOnlyAccess').managedPolicyArn],
      },
      UnauthenticatedRole: { Create: false },
      MappedRoles: [{ Name: 'Curator', Policies: [{ PolicyName: 'read-all', PolicyDocument: readAll.toJSON() as object }] }],
      RoleMappings: [
        {
          IdentityProvider: { UserPool: { UserPoolId: userPool.ref, UserPoolClientId: webClient.ref } },
          Type: 'Rules',
          AmbiguousRoleResolution: 'AuthenticatedRole',
          Rules: [{ Claim: 'custom:job', MatchType: 'Equals', Value: 'curator', Role: 'Curator' }],
        },
      ],
    });

    new Policy(this, 'OwnFolder', {
      roles: [Role.fromRoleName(this, 'SignedIn', identities.attribute('AuthenticatedRoleName'))],
      statements: [
        new PolicyStatement({
          actions: ['s3:GetObject', 's3:PutObject'],
          resources: [photos.arnForObjects('${cognito-identity.amazonaws.com:sub}/*')],
        }),
      ],
    });
    new CfnOutput(this, 'IdentityPoolId', { value: identities.identityPoolId });
    new CfnOutput(this, 'CuratorRoleArn', { value: Fn.select(0, identities.listAttribute('MappedRoleArns')) });
  }
}
