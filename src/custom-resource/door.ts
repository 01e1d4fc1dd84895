/** Owns what each request type asks of the life cycle, and which physical resource id is answered. */
import { asPoolId } from '../core/rules/pool-id';
import type { CallbackContext, Lifecycle, Operation, Outcome } from '../core/operation';
import type { Clock } from '../core/ports';
import type { CustomResourceEvent } from './event';

/** The physical resource id where nothing was made; a delete of it is done at once. It is no pool id. */
export const NOTHING_WAS_MADE = 'identity-pool-with-roles:nothing-was-made';

/** Milliseconds after which IAM shows a role that was made. */
const SETTLED_AFTER = 10_000;

export interface Conclusion {
  readonly outcome: Exclude<Outcome, { status: 'inProgress' }>;
  readonly physicalResourceId: string;
}

export interface DoorOptions {
  readonly lifecycle: Lifecycle;
  readonly clock: Clock;
  /** Told of a pool as soon as it exists, for the answer that has to be given when time runs out. */
  readonly onPoolKnown: (poolId: string) => void;
}

export const conclude = async (event: CustomResourceEvent, operation: Operation, options: DoorOptions): Promise<Conclusion> => {
  switch (event.requestType) {
    case 'Create':
      return created(await createPool(operation, options));
    case 'Update':
      return update(operation, event.physicalResourceId ?? '', options);
    case 'Delete':
      return remove(operation, event.physicalResourceId ?? NOTHING_WAS_MADE, options);
  }
};

const created = (outcome: Conclusion['outcome']): Conclusion => ({ outcome, physicalResourceId: outcome.poolId ?? NOTHING_WAS_MADE });

const createPool = ({ poolId: _none, previous: _before, ...operation }: Operation, options: DoorOptions): Promise<Conclusion['outcome']> =>
  untilDone((context) => options.lifecycle.create({ ...operation, ...context }), options);

const update = async (operation: Operation, physicalResourceId: string, options: DoorOptions): Promise<Conclusion> => {
  const poolId = ownPoolId(physicalResourceId, operation.region);
  if (poolId === undefined) return replace(operation, physicalResourceId, options);
  const outcome = await untilDone((context) => options.lifecycle.update({ ...operation, ...context }), options);
  if (outcome.status === 'failed' && outcome.code === 'NotFound') {
    // Roles that a pool has left when somebody deleted it would be in the way of the new one's: a template may give their names.
    const cleared = await deletePool({ ...operation, poolId }, options);
    if (cleared.status === 'failed') return { outcome: cleared, physicalResourceId };
  }
  // CloudFormation replaces a registry resource by itself; here another physical resource id does it, and a delete of the old one follows.
  if (outcome.status === 'failed' && (outcome.code === 'NotUpdatable' || outcome.code === 'NotFound'))
    return replace(operation, physicalResourceId, options);
  if (outcome.status === 'succeeded') await removeAbandonedReplacement(operation, physicalResourceId, options);
  return { outcome, physicalResourceId };
};

/** Makes another pool in this one's place. One that cannot be finished is removed again, and the old one stays the resource. */
const replace = async (operation: Operation, physicalResourceId: string, options: DoorOptions): Promise<Conclusion> => {
  const outcome = await createPool(asReplacement(operation, physicalResourceId), options);
  if (outcome.status === 'succeeded') return created(outcome);
  if (outcome.poolId !== undefined) await removeJustMade({ ...operation, poolId: outcome.poolId }, options);
  return { outcome, physicalResourceId };
};

/** Nobody asks for this deletion again, and IAM may not show at once the roles that were made a moment ago: a second look finds them. */
const removeJustMade = async (operation: Operation, options: DoorOptions): Promise<void> => {
  await deletePool(operation, options);
  await options.clock.sleep(SETTLED_AFTER);
  await deletePool(operation, options);
};

/** The same token for every try to replace this pool, so that a try that was cut short is found again, by its repeat or by its rollback. */
const asReplacement = (operation: Operation, physicalResourceId: string): Operation => ({
  ...operation,
  requestToken: `replaces/${physicalResourceId}/${operation.logicalId ?? ''}`,
});

/** A rollback comes back to the old pool with old and new swapped: the pool that was to replace it may have been left half-made. */
const removeAbandonedReplacement = async (operation: Operation, physicalResourceId: string, options: DoorOptions): Promise<void> => {
  const { previous, ...rest } = operation;
  if (previous === undefined || developerNameOf(previous) === developerNameOf(operation.desired)) return;
  const abandoned = await options.lifecycle.findMade(asReplacement({ ...rest, desired: previous }, physicalResourceId));
  if (abandoned !== undefined) await deletePool({ ...operation, poolId: abandoned }, options);
};

const developerNameOf = (properties: Operation['desired']): string | undefined => properties.AuthenticationProviders?.DeveloperProviderName;

const remove = async (operation: Operation, physicalResourceId: string, options: DoorOptions): Promise<Conclusion> => {
  const poolId = ownPoolId(physicalResourceId, operation.region);
  if (poolId === undefined) return { outcome: { status: 'succeeded', poolId: physicalResourceId }, physicalResourceId };
  return { outcome: await deletePool({ ...operation, poolId }, options), physicalResourceId };
};

/** What is gone already is deleted; a custom resource that said otherwise would hold its stack (opposite to the registry's contract). */
const deletePool = async (operation: Operation, options: DoorOptions): Promise<Conclusion['outcome']> => {
  const { callbackContext: _none, ...first } = operation;
  const outcome = await untilDone((context) => options.lifecycle.delete({ ...first, ...context }), options);
  return outcome.status === 'failed' && outcome.code === 'NotFound' ? { status: 'succeeded', poolId: operation.poolId ?? '' } : outcome;
};

/** undefined: CloudFormation's own made-up id, the marker, or anything else that this function never answered here. */
const ownPoolId = (physicalResourceId: string, region: string): string | undefined => {
  const poolId = asPoolId(physicalResourceId);
  return poolId?.startsWith(`${region}:`) === true ? poolId : undefined;
};

const untilDone = async (
  call: (context: { callbackContext?: CallbackContext }) => Promise<Outcome>,
  { clock, onPoolKnown }: DoorOptions,
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
