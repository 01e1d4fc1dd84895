/** Owns the fake of Amazon Cognito user pools: their app clients, and no more of them. */
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import type { FakeService } from '../operation';
import type { World } from '../world';
import { clientOperations } from './clients';

export const cognitoIdp = (world: World): FakeService => ({
  name: 'cognito-idp',
  operations: clientOperations(world),
  holdings: world.userPools,
  subjectOf: ({ UserPoolId: id }) => (typeof id === 'string' ? id : undefined),
  violationError: 'InvalidParameterException',
  sdk,
  baseException: 'CognitoIdentityProviderServiceException',
  statusOf: (errorName) => (errorName === 'InternalErrorException' ? 500 : 400),
});
