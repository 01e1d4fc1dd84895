import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const config = new pulumi.Config();

const identities = new aws.cloudformation.Stack('identities', {
  templateBody: readFileSync(join(__dirname, 'identity-pool.yml'), 'utf8'),
  parameters: {
    UserPoolId: config.require('userPoolId'),
    UserPoolClientId: config.require('userPoolClientId'),
  },
});

const output = (name: string): pulumi.Output<string> =>
  identities.outputs.apply((outputs) => {
    const value = outputs[name];
    if (value === undefined) throw new Error(`the stack has no output ${name}`);
    return value;
  });

// A policy of Pulumi's own on the created role. The role's trust policy stays the identity pool's.
new aws.iam.RolePolicy('own-folder', {
  role: output('AuthenticatedRoleName'),
  policy: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:PutObject'],
        Resource: `${config.require('bucketArn')}/\${cognito-identity.amazonaws.com:sub}/*`,
      },
    ],
  },
});

export const identityPoolId = output('IdentityPoolId');
