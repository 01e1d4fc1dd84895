import { usableProperties } from '../core/request/schema-validation';
import { asPoolId, poolRegionOf } from '../core/rules/pool-id';
import type { CallbackContext, Failed, Lifecycle, Outcome, Request } from '../core/operation';
import type { Clock } from '../core/ports';
import type { CustomResourceEvent } from './event';

/** The physical resource id if a pool may have been made and nobody knows its id: a delete looks for it. It is no pool id. */
export const UNKNOWN_POOL = 'identity-pool-with-roles:unknown';

/** The physical resource id if nothing was made: there is nothing for a delete to do. It is no pool id. */
export const NOTHING_WAS_MADE = 'identity-pool-with-roles:nothing-was-made';

export interface Conclusion {
  readonly outcome: Exclude<Outcome, { status: 'inProgress' }>;
  readonly physicalResourceId: string;
}

export interface ConcludeOptions {
  readonly lifecycle: Lifecycle;
  readonly clock: Clock;
  /** Called with a pool's id as soon as the pool exists, for the answer that has to be given when time runs out. */
  readonly onPoolKnown: (poolId: string) => void;
}

export const conclude = async (event: CustomResourceEvent, request: Request, options: ConcludeOptions): Promise<Conclusion> => {
  switch (event.requestType) {
    case 'Create':
      return created(await createOrClear(request, options));
    case 'Update':
      return update(request, event.physicalResourceId ?? '', options);
    case 'Delete':
      return remove(request, event.physicalResourceId ?? NOTHING_WAS_MADE, options);
  }
};

const created = (outcome: Conclusion['outcome']): Conclusion => {
  const isRefused = outcome.status === 'failed' && outcome.code === 'InvalidRequest';
  return { outcome, physicalResourceId: outcome.poolId ?? (isRefused ? NOTHING_WAS_MADE : UNKNOWN_POOL) };
};

/** Whoever deleted the pool meanwhile, such as the delete of a stack whose creation was canceled, may have missed roles that came after it. */
const createOrClear = async (request: Request, options: ConcludeOptions): Promise<Conclusion['outcome']> => {
  const outcome = await createPool(request, options);
  if (outcome.status === 'failed' && outcome.code === 'NotFound' && outcome.poolId !== undefined)
    await deletePool({ ...request, poolId: outcome.poolId }, options);
  return outcome;
};

const createPool = ({ poolId: _none, previous: _before, ...request }: Request, options: ConcludeOptions): Promise<Conclusion['outcome']> =>
  untilDone((context) => options.lifecycle.create({ ...request, ...context }), options);

const update = async (request: Request, physicalResourceId: string, options: ConcludeOptions): Promise<Conclusion> => {
  const poolId = ownPoolId(physicalResourceId, request.region);
  if (poolId === undefined) return replace(request, physicalResourceId, options);
  const outcome = await untilDone((context) => options.lifecycle.update({ ...request, ...context }), options);
  if (outcome.status === 'failed' && outcome.code === 'NotFound') {
    // Roles that a pool has left when somebody deleted it would be in the way of the new one's: a template may give their names.
    const cleared = await deletePool({ ...request, poolId }, options);
    if (cleared.status === 'failed') return { outcome: cleared, physicalResourceId };
  }
  // CloudFormation replaces a registry resource by itself; here another physical resource id does it, and a delete of the old one follows.
  if (outcome.status === 'failed' && (outcome.code === 'NotUpdatable' || outcome.code === 'NotFound'))
    return replace(request, physicalResourceId, options);
  if (outcome.status === 'succeeded') await removeAbandonedReplacement(request, physicalResourceId, options);
  return { outcome, physicalResourceId };
};

/** Makes another pool in this one's place. One that cannot be finished is removed again, and the old one stays the resource. */
const replace = async (request: Request, physicalResourceId: string, options: ConcludeOptions): Promise<Conclusion> => {
  const outcome = await createPool(asReplacement(request, physicalResourceId), options);
  if (outcome.status === 'succeeded') return created(outcome);
  if (outcome.poolId !== undefined) await deletePool({ ...request, poolId: outcome.poolId }, options);
  return { outcome, physicalResourceId };
};

/** The same token for every try to replace this pool, so that a try that was cut short is found again, by its repeat or by its rollback. */
const asReplacement = (request: Request, physicalResourceId: string): Request => ({
  ...request,
  requestToken: `replaces/${physicalResourceId}/${request.logicalId ?? ''}`,
});

/** A rollback comes back to the old pool with old and new swapped: the pool that was to replace it may have been left half-made. */
const removeAbandonedReplacement = async (request: Request, physicalResourceId: string, options: ConcludeOptions): Promise<void> => {
  const { previous, ...rest } = request;
  if (previous === undefined || developerNameOf(previous) === developerNameOf(request.desired)) return;
  const abandoned = await options.lifecycle.findMade(asReplacement({ ...rest, desired: previous }, physicalResourceId));
  if (abandoned !== undefined) await deletePool({ ...request, poolId: abandoned }, options);
};

/** Of properties that nobody may have checked: the previous ones may be of a template that was refused. */
const developerNameOf = (properties: unknown): string | undefined =>
  usableProperties(properties).AuthenticationProviders?.DeveloperProviderName;

const remove = async (request: Request, physicalResourceId: string, options: ConcludeOptions): Promise<Conclusion> => {
  // A pool that was to be adopted is released under whatever id CloudFormation has: its own id is in the template.
  const adopted = usableProperties(request.desired).AdoptIdentityPoolId;
  const poolId = ownPoolId(physicalResourceId, request.region) ?? (adopted && ownPoolId(adopted, request.region));
  if (poolId !== undefined) return { outcome: await deletePool({ ...request, poolId }, options), physicalResourceId };
  const mayBeUnanswered = physicalResourceId !== NOTHING_WAS_MADE && asPoolId(physicalResourceId) === undefined;
  const outcome = mayBeUnanswered ? await deleteUnanswered(request, options) : undefined;
  return { outcome: outcome ?? { status: 'succeeded', poolId: physicalResourceId }, physicalResourceId };
};

/**
 * The answer that named the pool may never have arrived: then CloudFormation deletes under an id of its own making.
 * @returns the failure, if there is one.
 */
const deleteUnanswered = async (request: Request, options: ConcludeOptions): Promise<Failed | undefined> => {
  for (const poolId of await options.lifecycle.findUnanswered(request)) {
    const outcome = await deletePool({ ...request, poolId }, options);
    if (outcome.status === 'failed') return outcome;
  }
  return undefined;
};

/** What is gone already is deleted; a custom resource that said otherwise would hold its stack (opposite to the registry's contract). */
const deletePool = async (request: Request, options: ConcludeOptions): Promise<Conclusion['outcome']> => {
  const { callbackContext: _none, ...first } = request;
  const outcome = await untilDone((context) => options.lifecycle.delete({ ...first, ...context }), options);
  return outcome.status === 'failed' && outcome.code === 'NotFound' ? { status: 'succeeded', poolId: request.poolId ?? '' } : outcome;
};

/** undefined: CloudFormation's own made-up id, the marker, or anything else that this function never answered here. */
const ownPoolId = (physicalResourceId: string, region: string): string | undefined => {
  const poolId = asPoolId(physicalResourceId);
  return poolId !== undefined && poolRegionOf(poolId) === region ? poolId : undefined;
};

const untilDone = async (
  call: (context: { callbackContext?: CallbackContext }) => Promise<Outcome>,
  { clock, onPoolKnown }: ConcludeOptions,
): Promise<Conclusion['outcome']> => {
  let outcome = await call({});
  while (outcome.status === 'inProgress') {
    onPoolKnown(outcome.poolId);
    if (outcome.delaySeconds > 0) await clock.sleep(outcome.delaySeconds * 1000);
    const { callbackContext } = outcome;
    outcome = await call({ callbackContext });
  }
  return outcome;
};
