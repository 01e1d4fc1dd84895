import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
  type CloudFormationClient,
  type Stack,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { setTimeout as sleep } from 'node:timers/promises';
import { ReadableError } from './readable-error';

export interface StackRequest {
  readonly name: string;
  /** The template's text, YAML or JSON. */
  readonly template: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  /** Milliseconds between two looks at whether it is done. */
  readonly pollInterval?: number;
}

export type Outputs = Readonly<Record<string, string>>;

const POLL_INTERVAL = 250;
const TIMEOUT = 300_000;

/** @throws ReadableError with the reasons that the stack events give. */
export const createStack = async (client: CloudFormationClient, request: StackRequest): Promise<Outputs> => {
  const { StackId } = await client.send(new CreateStackCommand({ ...toInput(request), OnFailure: 'DELETE' }));
  return outputsOf(await settled(client, StackId ?? request.name, 'CREATE_COMPLETE', request.pollInterval));
};

/** @throws ReadableError with the reasons that the stack events give. */
export const updateStack = async (client: CloudFormationClient, request: StackRequest): Promise<Outputs> => {
  const { StackId } = await client.send(new UpdateStackCommand(toInput(request)));
  return outputsOf(await settled(client, StackId ?? request.name, 'UPDATE_COMPLETE', request.pollInterval));
};

/** @throws ReadableError with the reasons that the stack events give. */
export const deleteStack = async (client: CloudFormationClient, name: string, pollInterval?: number): Promise<void> => {
  const { Stacks: [{ StackId = name } = {}] = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
  await client.send(new DeleteStackCommand({ StackName: StackId }));
  await settled(client, StackId, 'DELETE_COMPLETE', pollInterval);
};

const toInput = ({ name, template, parameters = {}, tags = {} }: StackRequest) => ({
  StackName: name,
  TemplateBody: template,
  Capabilities: ['CAPABILITY_IAM' as const, 'CAPABILITY_NAMED_IAM' as const, 'CAPABILITY_AUTO_EXPAND' as const],
  Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
  Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
});

const settled = async (client: CloudFormationClient, stackId: string, expected: string, pollInterval = POLL_INTERVAL): Promise<Stack> => {
  const deadline = Date.now() + TIMEOUT;
  for (;;) {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: stackId }));
    const status = stack?.StackStatus ?? 'unknown';
    if (stack !== undefined && status === expected) return stack;
    if (!status.endsWith('_IN_PROGRESS')) {
      throw new StackFailure(`Stack ${stackId} is ${status}, not ${expected}:`, await failedEvents(client, stackId));
    }
    if (Date.now() > deadline) throw new ReadableError(`Stack ${stackId} is still ${status} after ${TIMEOUT / 1000} s.`);
    await sleep(pollInterval);
  }
};

const failedEvents = async (client: CloudFormationClient, stackId: string): Promise<StackEvent[]> => {
  const { StackEvents: events = [] } = await client.send(new DescribeStackEventsCommand({ StackName: stackId }));
  return events.filter(({ ResourceStatus = '' }) => ResourceStatus.endsWith('_FAILED')).reverse();
};

/** A stack that ended otherwise than it was meant to. */
export class StackFailure extends ReadableError {
  constructor(
    what: string,
    /** The first one first. */
    readonly failed: readonly Pick<StackEvent, 'LogicalResourceId' | 'ResourceType' | 'ResourceStatus' | 'ResourceStatusReason'>[],
  ) {
    const lines = failed.map(
      ({ LogicalResourceId, ResourceStatus, ResourceStatusReason = '' }) =>
        `  ${LogicalResourceId}: ${ResourceStatus} ${ResourceStatusReason}`,
    );
    super([what, ...lines].join('\n'));
  }
}

export const outputsOf = ({ Outputs = [] }: Stack): Outputs =>
  Object.fromEntries(Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
