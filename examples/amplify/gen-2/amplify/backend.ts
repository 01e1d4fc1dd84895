import { defineBackend } from '@aws-amplify/backend';
import { auth } from './auth/resource';
import { addIdentities } from './identities';

const backend = defineBackend({ auth });
const { cfnIdentityPool, cfnUserPool, cfnUserPoolClient } = backend.auth.resources.cfnResources;

// Amplify makes a pool of its own beside. Its roles allow nothing, and nobody needs it as a guest.
cfnIdentityPool.allowUnauthenticatedIdentities = false;

backend.addOutput({
  custom: {
    identity_pool_id: addIdentities(backend.createStack('identities'), {
      userPoolId: cfnUserPool.ref,
      userPoolClientId: cfnUserPoolClient.ref,
    }),
  },
});
