/** The core's whole view of AWS, for one caller. */
import type { Aws } from '../core/ports';
import { createCalls } from './calls';
import type { AwsClients } from './clients';
import { identityPools } from './identity-pools';
import type { CallPolicy } from './patience';
import { roles } from './roles';
import { userPoolClients } from './user-pool-clients';

export const connect = (clients: AwsClients, policy: CallPolicy): Aws => {
  const call = createCalls(policy);
  return {
    pools: identityPools(clients.cognitoIdentity, call),
    roles: roles(clients.iam, call),
    clients: userPoolClients(clients.userPools, call),
  };
};
