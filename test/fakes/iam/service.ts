import * as sdk from '@aws-sdk/client-iam';
import { heldIn, type FakeService } from '../operation';
import type { World } from '../world';
import { identityProviderOperations } from './identity-providers';
import { inlinePolicyOperations } from './inline-policies';
import { instanceProfileOperations } from './instance-profiles';
import { managedPolicyOperations } from './managed-policies';
import { roleOperations } from './roles';
import { tagOperations } from './tags';

export const iam = (world: World): FakeService => ({
  name: 'iam',
  operations: {
    ...roleOperations(world),
    ...managedPolicyOperations(world),
    ...inlinePolicyOperations(world),
    ...identityProviderOperations(world),
    ...instanceProfileOperations(world),
    ...tagOperations(world),
  },
  holdings: heldIn(world.roles),
  subjectOf: ({ RoleName: name }) => (typeof name === 'string' ? name : undefined),
  violationError: 'ValidationError',
  // No exception of the model's, but what callers see: alantech/iasql#716, gruntwork-io/cloud-nuke#371.
  throttlingError: 'Throttling',
  refusedBesideOtherWrites: ['CreateRole', 'DeleteRole', 'TagRole', 'UntagRole'],
  sdk,
  baseException: 'IAMServiceException',
  statusOf: (errorName) => STATUSES[errorName] ?? 400,
});

const STATUSES: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  AccessDeniedException: 403,
  ConcurrentModificationException: 409,
  DeleteConflictException: 409,
  EntityAlreadyExistsException: 409,
  LimitExceededException: 409,
  NoSuchEntityException: 404,
  ServiceFailureException: 500,
};
