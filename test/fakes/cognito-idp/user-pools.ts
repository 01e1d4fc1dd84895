/** Owns what can be asked about a user pool itself; nothing here makes or changes one. */
import type { DescribeUserPoolRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation, type Operations } from '../operation';
import { userPoolArn, type World } from '../world';
import { userPoolIdShape, userPoolOf } from './user-pool';

export const userPoolOperations = (world: World): Operations => ({
  DescribeUserPool: operation<DescribeUserPoolRequest>({ UserPoolId: userPoolIdShape }, ({ UserPoolId }) => ({
    UserPool: { Id: UserPoolId, Name: userPoolOf(world, UserPoolId).name, Arn: userPoolArn(world, UserPoolId) },
  })),
});
