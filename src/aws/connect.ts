/** Owns putting the gateways together: the core's whole view of AWS, for one caller. */
import type { Aws } from '../core/ports';
import { createCalls, DEFAULT_CALL_POLICY, type CallPolicy } from './calls';
import type { AwsClients } from './clients';
import { identityPools } from './identity-pools';
import { roles } from './roles';
import { userPoolClients } from './user-pool-clients';

export const connect = (clients: AwsClients, policy: CallPolicy = DEFAULT_CALL_POLICY): Aws => {
  const call = createCalls(policy);
  return {
    pools: identityPools(clients.cognitoIdentity, call),
    roles: roles(clients.iam, call),
    clients: userPoolClients(clients.userPools, call),
  };
};
