import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import type { FakeService, Holdings } from '../operation';
import type { FakeUserPoolClient, World } from '../world';
import { clientOperations } from './clients';
import { userPoolOperations } from './user-pools';

export const cognitoIdp = (world: World): FakeService => ({
  name: 'cognito-idp',
  operations: { ...userPoolOperations(world), ...clientOperations(world) },
  holdings: clientsIn(world),
  subjectOf: ({ UserPoolId: userPoolId, ClientId: id }) =>
    typeof userPoolId === 'string' && typeof id === 'string' ? subject(userPoolId, id) : undefined,
  violationError: 'InvalidParameterException',
  throttlingError: 'TooManyRequestsException',
  refusedBesideOtherWrites: ['UpdateUserPoolClient', 'DeleteUserPoolClient'],
  sdk,
  baseException: 'CognitoIdentityProviderServiceException',
  statusOf: (errorName) => (errorName === 'InternalErrorException' ? 500 : 400),
});

/** An id is of its user pool only. */
const subject = (userPoolId: string, id: string): string => `${userPoolId} ${id}`;

const clientsIn = ({ userPools }: World): Holdings => ({
  get: (name) => {
    const [userPoolId = '', id = ''] = name.split(' ');
    return userPools.get(userPoolId)?.clients.get(id);
  },
  all: () =>
    new Map([...userPools].flatMap(([userPoolId, { clients }]) => [...clients].map(([id, client]) => [subject(userPoolId, id), client]))),
  replace: (all) => {
    userPools.forEach(({ clients }, userPoolId) => {
      clients.clear();
      all.forEach((held, name) => {
        const client = held as FakeUserPoolClient;
        if (name === subject(userPoolId, client.ClientId)) clients.set(client.ClientId, client);
      });
    });
  },
});
