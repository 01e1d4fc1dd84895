import { parse, validate as isArn } from '@aws-sdk/util-arn-parser';
import type { Request } from '../core/operation';
import { restoreTypes } from '../core/request/restore-types';
import { stackNameOf } from '../core/rules/arn';
import type { Settings } from '../core/settings';

export const REQUEST_TYPES = ['Create', 'Update', 'Delete'] as const;

/** The parts of the event that are used; source: CloudFormation user guide, "Custom resource request objects". */
export interface CustomResourceEvent {
  readonly requestType: (typeof REQUEST_TYPES)[number];
  readonly stackId: string;
  readonly requestId: string;
  readonly logicalResourceId: string;
  readonly physicalResourceId: string | undefined;
  /** Seconds from the sending of the event until CloudFormation gives up on an answer. */
  readonly serviceTimeout: number;
  /** With their types restored, and not checked yet. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly oldProperties: Readonly<Record<string, unknown>> | undefined;
}

/** Properties that mean nothing to the pool: CloudFormation's own, and Revision, which authors change to force an update. */
export const ENTRY_POINT_PROPERTIES = ['ServiceToken', 'ServiceTimeout', 'Revision'] as const;

/** @returns the event, or in words what is wrong with it. */
export const readEvent = (raw: unknown): CustomResourceEvent | string => {
  const event = asRecord(raw);
  const requestType = REQUEST_TYPES.find((type) => type === event['RequestType']);
  if (requestType === undefined)
    return `RequestType is ${describeValue(event['RequestType'])}; allowed are "Create", "Update" and "Delete".`;
  const physicalResourceId = asId(event['PhysicalResourceId']);
  if (requestType === 'Update' && physicalResourceId === undefined) return 'PhysicalResourceId is missing from an Update.';
  if (requestType !== 'Delete' && !isRecord(event['ResourceProperties'])) return 'ResourceProperties is missing; it has to be an object.';
  return {
    requestType,
    stackId: asText(event['StackId']),
    requestId: asText(event['RequestId']),
    logicalResourceId: asText(event['LogicalResourceId']),
    physicalResourceId,
    serviceTimeout: serviceTimeoutOf(event['ResourceProperties']),
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

export const toRequest = (event: CustomResourceEvent, { region, accountId }: Place, settings: Settings): Request => ({
  region,
  accountId,
  desired: event.properties,
  ...(event.oldProperties === undefined ? {} : { previous: event.oldProperties }),
  // CloudFormation does not send the stack's tags to a custom resource.
  stackTags: {},
  previousStackTags: {},
  settings,
  ...(event.physicalResourceId === undefined ? {} : { poolId: event.physicalResourceId }),
  requestToken: `${event.stackId}/${event.logicalResourceId}/${event.requestId}`,
  stackName: stackNameOf(event.stackId),
  stackId: event.stackId,
  logicalId: event.logicalResourceId,
  // Whoever may invoke the function can send any physical resource id.
  provesOwnership: true,
});

const propertiesOf = (raw: unknown): Record<string, unknown> => {
  const given = Object.entries(asRecord(raw)).filter(([name]) => !(ENTRY_POINT_PROPERTIES as readonly string[]).includes(name));
  return asRecord(restoreTypes(Object.fromEntries(given)));
};

/** Source: CloudFormation template reference, AWS::CloudFormation::CustomResource. */
const LONGEST_SERVICE_TIMEOUT = 3600;

const serviceTimeoutOf = (properties: unknown): number => {
  const seconds = Number(asRecord(properties)['ServiceTimeout'] ?? LONGEST_SERVICE_TIMEOUT);
  return seconds > 0 ? Math.min(seconds, LONGEST_SERVICE_TIMEOUT) : LONGEST_SERVICE_TIMEOUT;
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const asRecord = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});

/** Every id that was ever answered is far shorter. */
const asId = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' && value.length <= 512 ? value : undefined);

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

const describeValue = (value: unknown): string =>
  typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : value === undefined ? 'missing' : `a ${typeof value}`;
