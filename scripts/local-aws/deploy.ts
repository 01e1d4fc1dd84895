import {
  CloudFormationServiceException,
  DescribeStacksCommand,
  type CloudFormationClient,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'node:path';
import { clientsFor } from './clients';
import { ReadableError } from './readable-error';
import type { LocalAws } from './server';
import { createStack, deleteStack, outputsOf, updateStack, type Outputs } from './stacks';

/** The name that a stack has unless it is given one: the template's, in the letters that CloudFormation takes. */
export const stackNameOf = (file: string): string =>
  parse(file)
    .name.replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^[^A-Za-z]+|-$/g, '');

export interface Deployment {
  readonly file: string;
  readonly stack: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** @throws ReadableError with the reasons that the stack events, or CloudFormation itself, give. */
export const deployTemplate = async (aws: LocalAws, { file, stack, parameters }: Deployment): Promise<Deployed> => {
  if (!existsSync(file)) throw new ReadableError(`${file} is not there.`);
  const { cloudFormation } = clientsFor(aws);
  const request = { name: stack, template: readFileSync(file, 'utf8'), parameters };
  const found = await find(cloudFormation, stack);
  try {
    if (found === undefined) return { done: 'created', outputs: await createStack(cloudFormation, request) };
    return { done: 'updated', outputs: await updateStack(cloudFormation, request) };
  } catch (error) {
    if (found !== undefined && isRefusal(error) && error.message.startsWith('No updates'))
      return { done: 'unchanged', outputs: outputsOf(found) };
    if (isRefusal(error)) throw new ReadableError(`CloudFormation refuses the template: ${error.message}${hintFor(error.message)}`);
    if (error instanceof ReadableError && found === undefined) throw new ReadableError(`${error.message}\n${LEFT_BEHIND}`);
    throw error;
  }
};

export interface Deployed {
  readonly done: 'created' | 'updated' | 'unchanged';
  readonly outputs: Outputs;
}

/** @throws ReadableError where there is none of that name, or with the reasons that the stack events give. */
export const deleteDeployed = async (aws: LocalAws, stack: string): Promise<void> => {
  const { cloudFormation } = clientsFor(aws);
  if ((await find(cloudFormation, stack)) === undefined) throw new ReadableError(`There is no stack "${stack}".`);
  await deleteStack(cloudFormation, stack);
};

/** MiniStack has no registry. */
const hintFor = (message: string): string =>
  message.includes('Community::')
    ? '\nThe local AWS emulator has no registry of types: deploy the resource as Custom::IdentityPoolWithRoles here, with a ServiceToken.'
    : '';

const isRefusal = (error: unknown): error is CloudFormationServiceException => error instanceof CloudFormationServiceException;

/** MiniStack 1.5.33. */
const LEFT_BEHIND =
  'Unlike AWS, the local AWS emulator does not ask the function to delete what a failed create had made, if anything. To start again: npm run local-aws -- stop';

const find = async (client: CloudFormationClient, name: string): Promise<Stack | undefined> => {
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({}));
  return Stacks.find(({ StackName, StackStatus }) => StackName === name && StackStatus !== 'DELETE_COMPLETE');
};

/** @param pairs each `Key=Value`. */
export const parametersFrom = (pairs: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new ReadableError(`"${pair}" is no parameter: give --parameter Key=Value.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
