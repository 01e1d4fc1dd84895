import type { Operation } from '../operation';
import { generatedPoolName } from '../rules/names';
import { clientMarks, formMarks, isUnanswered, ownerMarks, pathMarks, poolMarks, requestMarkOf, UNANSWERED_MARK } from '../rules/ownership';
import { EMPTY_CONFIGURATION } from '../rules/pool-configuration';
import { formsIn } from '../rules/role-mapping';
import { desiredTags } from '../rules/tags';
import type { IdentityPoolId, ObservedState, PoolConfiguration, Tags } from '../state';
import { basePathsIn, clientPoolsIn } from './naming';
import { configurationOf } from './pool';

/** What CreateIdentityPool is called with. */
export interface NewPool {
  /** Identifies the request, so that a repeat of it finds the pool. */
  readonly requestMark: string;
  /** Without created app clients: their names contain the pool's id. */
  readonly configuration: PoolConfiguration;
  /** All marks from the first, so that an app client or a role is found whatever happens after it is created. */
  readonly tags: Tags;
}

export function newPool(operation: Operation): NewPool {
  const requestMark = requestMarkOf(operation.requestToken, operation);
  const blank = { ...EMPTY_CONFIGURATION, name: generatedPoolName(operation, requestMark), tags: poolMarks(requestMark) };
  const configuration = configurationOf(operation, blank, new Map());
  return {
    requestMark,
    configuration,
    tags: {
      ...desiredTags(operation, {}),
      ...poolMarks(requestMark),
      ...ownerMarks(operation),
      ...(operation.provesOwnership === true ? UNANSWERED_MARK : {}),
      ...pathMarks(basePathsIn(operation)),
      ...clientMarks(clientPoolsIn(operation.desired)),
      ...formMarks(
        formsIn(operation.desired, { configuration, createdClientIds: [], isWritten: () => false }, [
          operation.desired.AuthenticatedRole?.Arn,
        ]),
      ),
    },
  };
}

/** What a look at a pool that was just made would find. It saves the look. */
export function newlyMade({ configuration, tags }: NewPool, poolId: IdentityPoolId): ObservedState {
  return {
    pool: { id: poolId, ...configuration, tags },
    assignments: { roles: {}, mappings: {} },
    principalTags: {},
    createdRoles: [],
    createdClients: [],
    suppliedRoleIds: {},
    // CloudFormation may call a registry handler twice with one context. The custom resource goes on in the call that made the pool.
    clientsAreUnseen: !isUnanswered(tags),
  };
}
