import * as sdk from '@aws-sdk/client-cognito-identity';
import { heldIn, type FakeService } from '../operation';
import type { World } from '../world';
import { poolOperations } from './pools';
import { principalTagOperations } from './principal-tags';
import { roleOperations } from './roles';
import { tagOperations } from './tags';

export const cognitoIdentity = (world: World): FakeService => ({
  name: 'cognito-identity',
  operations: { ...poolOperations(world), ...roleOperations(world), ...principalTagOperations(world), ...tagOperations(world) },
  holdings: heldIn(world.pools),
  subjectOf: ({ IdentityPoolId: id, ResourceArn: arn }) => {
    if (typeof id === 'string') return id;
    return typeof arn === 'string' ? arn.split('identitypool/')[1] : undefined;
  },
  // Not in the model, but what AWS answers: getmoto/moto#1979, awslabs/serverless-automated-ui-testing#2.
  violationError: 'ValidationException',
  throttlingError: 'TooManyRequestsException',
  refusedBesideOtherWrites: ['UpdateIdentityPool', 'SetIdentityPoolRoles'],
  sdk,
  baseException: 'CognitoIdentityServiceException',
  statusOf: (errorName) => (errorName === 'InternalErrorException' ? 500 : 400),
});
