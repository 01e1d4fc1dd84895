import { defineBackend } from '@aws-amplify/backend';
import { auth } from './auth/resource';
import { addIdentities } from './identities';

const backend = defineBackend({ auth });
const { cfnIdentityPool, cfnUserPool, cfnUserPoolClient } = backend.auth.resources.cfnResources;

// Amplify makes a pool of its own beside. Leave this line out if guests use Amplify's storage or data.
cfnIdentityPool.allowUnauthenticatedIdentities = false;

backend.addOutput({
  custom: {
    identity_pool_id: addIdentities(backend.createStack('identities'), {
      userPoolId: cfnUserPool.ref,
      userPoolClientId: cfnUserPoolClient.ref,
    }),
  },
});
