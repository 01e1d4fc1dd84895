/** Owns reading a custom-resource event: what is guarded before anything is done, and how it becomes an operation of the core. */
import { parse, validate as isArn } from '@aws-sdk/util-arn-parser';
import type { Operation } from '../core/operation';
import type { Properties } from '../core/properties';
import { restoreTypes } from '../core/restore-types';
import type { Settings } from '../core/settings';

/** The parts of the event that are used; source: CloudFormation user guide, "Custom resource request objects". */
export interface CustomResourceEvent {
  readonly requestType: 'Create' | 'Update' | 'Delete';
  readonly stackId: string;
  readonly requestId: string;
  readonly logicalResourceId: string;
  readonly physicalResourceId: string | undefined;
  readonly properties: Properties;
  readonly oldProperties: Properties | undefined;
}

/** Properties that CloudFormation or the author gives this door and that mean nothing to the pool; Revision is there to be changed, to force an update. */
export const DOOR_PROPERTIES = ['ServiceToken', 'ServiceTimeout', 'Revision'] as const;

/** @returns the event, or in words what is wrong with it. */
export const readEvent = (raw: unknown): CustomResourceEvent | string => {
  const event = asRecord(raw);
  const requestType = event['RequestType'];
  if (requestType !== 'Create' && requestType !== 'Update' && requestType !== 'Delete')
    return `RequestType is ${describeValue(requestType)}; allowed are "Create", "Update" and "Delete".`;
  const physicalResourceId = asId(event['PhysicalResourceId']);
  if (requestType === 'Update' && physicalResourceId === undefined) return 'PhysicalResourceId is missing from an Update.';
  if (requestType !== 'Delete' && !isRecord(event['ResourceProperties'])) return 'ResourceProperties is missing; it has to be an object.';
  return {
    requestType,
    stackId: asText(event['StackId']),
    requestId: asText(event['RequestId']),
    logicalResourceId: asText(event['LogicalResourceId']),
    physicalResourceId,
    properties: propertiesOf(event['ResourceProperties']),
    oldProperties: isRecord(event['OldResourceProperties']) ? propertiesOf(event['OldResourceProperties']) : undefined,
  };
};

/** Where the function runs, which is where the pool will be: its stack may be another account's. */
export interface Place {
  readonly region: string;
  readonly accountId: string;
}

export const placeOf = (functionArn: string | undefined, stackId: string): Place | undefined => {
  const arn = [functionArn, stackId].find((text): text is string => text !== undefined && isArn(text));
  if (arn === undefined) return undefined;
  const { region, accountId } = parse(arn);
  return { region, accountId };
};

export const toOperation = (event: CustomResourceEvent, { region, accountId }: Place, settings: Settings): Operation => ({
  region,
  accountId,
  desired: event.properties,
  ...(event.oldProperties === undefined ? {} : { previous: event.oldProperties }),
  // CloudFormation tells a custom resource nothing of its stack's tags.
  stackTags: {},
  previousStackTags: {},
  settings,
  ...(event.physicalResourceId === undefined ? {} : { poolId: event.physicalResourceId }),
  requestToken: `${event.stackId}/${event.logicalResourceId}/${event.requestId}`,
  stackName: stackNameOf(event.stackId),
  logicalId: event.logicalResourceId,
});

const stackNameOf = (stackId: string): string | undefined => (isArn(stackId) ? parse(stackId).resource.split('/')[1] : undefined);

const propertiesOf = (raw: unknown): Properties => {
  const given = Object.entries(asRecord(raw)).filter(([name]) => !(DOOR_PROPERTIES as readonly string[]).includes(name));
  // Not yet known to be Properties: validation refuses what does not fit before any of it is used.
  return restoreTypes(Object.fromEntries(given)) as Properties;
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const asRecord = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});

/** Every id that was ever answered is far shorter. */
const asId = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' && value.length <= 512 ? value : undefined);

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

const describeValue = (value: unknown): string =>
  typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : value === undefined ? 'missing' : `a ${typeof value}`;
