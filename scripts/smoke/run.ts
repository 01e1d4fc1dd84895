import {
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { DeleteBucketCommand, DeleteObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { setTimeout as sleep } from 'node:timers/promises';
import { ReadableError } from '../local-aws/readable-error';
import { createStack, type Outputs } from '../local-aws/stacks';
import type { Clients, Gate, Place } from './account';
import { isGone } from './failures';
import type { Ledger } from './ledger';
import type { EntryPoint } from './names';

/** One run of the smoke test, and what its steps share. */
export interface Run {
  readonly place: Place;
  readonly entryPoint: EntryPoint;
  readonly accountId: string;
  readonly clients: Clients;
  readonly gate: Gate;
  readonly ledger: Ledger;
  /** The folder with the files of `npm run release`. */
  readonly release: string;
  /** Milliseconds between two looks at whether something is done. */
  readonly pollInterval: number;
}

/** The name by which the ledger knows a stack. */
export const stackEntry = (name: string): string => `stack ${name}`;

export interface NewStack {
  readonly name: string;
  readonly template: string;
  readonly parameters?: Outputs;
  /** The commands that a person has to run before the one that deletes it. */
  readonly byHandFirst?: string;
}

/** Written into the ledger before it is made. @throws ReadableError with the reasons that the stack events give. */
export async function makeStack(run: Run, { name, template, parameters = {}, byHandFirst = '' }: NewStack): Promise<Outputs> {
  run.ledger.add({
    what: stackEntry(name),
    byHand: `${byHandFirst}aws cloudformation delete-stack --stack-name ${name}${optionsOf(run.place)}`,
    remove: () => removeStack(run, name),
  });
  return createStack(run.clients.cloudFormation, { name, template, parameters, pollInterval: run.pollInterval });
}

/** What a command of the AWS CLI needs to reach the same account and region. */
export const optionsOf = ({ region, profile, local }: Place): string =>
  ` --region ${region}${profile === undefined ? '' : ` --profile ${profile}`}${local === undefined ? '' : ` --endpoint-url ${local.endpoint}`}`;

const LONGEST = 15 * 60_000;

/** Waits until the stack is at rest, empties its buckets and deletes it. Safe to repeat, and where there is none. */
export async function removeStack(run: Run, name: string): Promise<void> {
  const { cloudFormation } = run.clients;
  const deadline = Date.now() + LONGEST;
  let isAsked = false;
  for (;;) {
    const { StackId, StackStatus = '' } = (await find(run, name)) ?? {};
    if (StackId === undefined || StackStatus === 'DELETE_COMPLETE') return;
    if (!StackStatus.endsWith('_IN_PROGRESS') || StackStatus === 'REVIEW_IN_PROGRESS') {
      if (isAsked)
        throw new ReadableError(`CloudFormation could not delete stack ${name}, which is ${StackStatus}:\n${await reasons(run, name)}`);
      isAsked = true;
      await emptyBucketsOf(run, name);
      await cloudFormation.send(new DeleteStackCommand({ StackName: name }));
    }
    if (Date.now() > deadline) throw new ReadableError(`Stack ${name} is still ${StackStatus} after ${LONGEST / 60_000} minutes.`);
    await sleep(run.pollInterval);
  }
}

async function find({ clients }: Run, name: string): Promise<{ readonly StackId?: string; readonly StackStatus?: string } | undefined> {
  try {
    const { Stacks: [stack] = [] } = await clients.cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
    return stack === undefined ? undefined : { StackId: stack.StackId ?? name, StackStatus: stack.StackStatus ?? '' };
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

async function reasons({ clients }: Run, StackName: string): Promise<string> {
  const { StackEvents = [] } = await clients.cloudFormation.send(new DescribeStackEventsCommand({ StackName }));
  return StackEvents.filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_FAILED')
    .map(({ LogicalResourceId = '', ResourceStatusReason = '' }) => `  ${LogicalResourceId}: ${ResourceStatusReason}`)
    .join('\n');
}

/** CloudFormation deletes no bucket that holds anything. */
async function emptyBucketsOf(run: Run, StackName: string): Promise<void> {
  const { StackResources = [] } = await run.clients.cloudFormation.send(new DescribeStackResourcesCommand({ StackName }));
  for (const { ResourceType, PhysicalResourceId } of StackResources)
    if (ResourceType === 'AWS::S3::Bucket' && PhysicalResourceId !== undefined) await emptyBucket(run, PhysicalResourceId);
}

async function emptyBucket({ clients: { s3 } }: Run, Bucket: string): Promise<void> {
  try {
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket }))
      for (const { Key } of Contents) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

export async function removeBucket(run: Run, Bucket: string): Promise<void> {
  await emptyBucket(run, Bucket);
  try {
    await run.clients.s3.send(new DeleteBucketCommand({ Bucket }));
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}
