/** Owns making the pool, once for each request: what it is made with, and the mark by which a repeat of the request finds it. */
import { newPoolConfiguration, wantedClientPools } from './desire';
import type { ObservedState } from './observe';
import type { Operation, Outcome } from './operation';
import type { Aws } from './ports';
import { clientMarks, formMarks, poolMarks, requestMarkOf, requestMarkOn } from './rules/ownership';
import { formsIn } from './rules/role-mapping';
import { wantedTags } from './rules/tags';
import type { IdentityPoolId, Tags } from './state';
import type { Workplace } from './apply';

/**
 * Answers as soon as the pool exists, so that CloudFormation knows its id before anything else can fail.
 * A repeat of the request finds the pool that the first try made by its mark.
 */
export const makePool = async (operation: Operation, { aws, log }: Workplace): Promise<Outcome> => {
  const requestMark = requestMarkOf(operation.requestToken);
  const configuration = newPoolConfiguration(operation, requestMark);
  const made = await findMadePool(operation, aws);
  if (made !== undefined) {
    log(`found ${made}, made by an earlier try of this request`);
    return { status: 'inProgress', poolId: made, callbackContext: { poolId: made, poolIsNew: false }, delaySeconds: 0 };
  }
  log(`createPool ${configuration.name}`);
  const poolId = await aws.pools.create(configuration, tagsOfNewPool(operation, requestMark), () => findMadePool(operation, aws));
  return { status: 'inProgress', poolId, callbackContext: { poolId, poolIsNew: true }, delaySeconds: 0 };
};

/** All marks from the first: those of app clients come before the clients, so that one is found whatever happens next. */
const tagsOfNewPool = (operation: Operation, requestMark: string): Tags => ({
  ...wantedTags(operation, {}),
  ...poolMarks(requestMark),
  ...clientMarks(wantedClientPools(operation.desired)),
  ...formMarks(formsIn(operation.desired, { configuration: newPoolConfiguration(operation, requestMark), createdClientIds: [] })),
});

/** The pool that a create with this request's token and properties made, if one did. */
export const findMadePool = (operation: Operation, aws: Aws): Promise<IdentityPoolId | undefined> => {
  const requestMark = requestMarkOf(operation.requestToken);
  return findMarkedPool(aws, newPoolConfiguration(operation, requestMark).name, requestMark);
};

/** Names are not unique, so that each pool of the name has to be asked for its mark. */
const findMarkedPool = async (aws: Aws, name: string, requestMark: string): Promise<IdentityPoolId | undefined> => {
  let nextToken: string | undefined;
  do {
    const page = await aws.pools.page(nextToken);
    const candidates = page.pools.filter((pool) => pool.name === name);
    const found = await Promise.all(candidates.map(({ id }) => aws.pools.find(id)));
    const marked = found.find((pool) => pool !== undefined && requestMarkOn(pool.tags) === requestMark);
    if (marked !== undefined) return marked.id;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return undefined;
};

/** What a look at a pool that was just made would find: saves the look. */
export const newlyMade = (operation: Operation, poolId: IdentityPoolId): ObservedState => {
  const requestMark = requestMarkOf(operation.requestToken);
  return {
    pool: { id: poolId, ...newPoolConfiguration(operation, requestMark), tags: tagsOfNewPool(operation, requestMark) },
    assignments: { roles: {}, mappings: {} },
    principalTags: {},
    createdRoles: [],
    createdClients: [],
  };
};
