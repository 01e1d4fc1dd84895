import {
  CloudFormationServiceException,
  DescribeStacksCommand,
  type CloudFormationClient,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'node:path';
import * as yaml from 'yaml';
import { UsageError } from '../../src/cli/context';
import { readYaml } from '../../src/cli/template/yaml';
import { clientsFor } from './clients';
import { parameterProblems, type Parameters } from './parameters';
import { ReadableError } from './readable-error';
import type { LocalAws } from './server';
import { createStack, deleteStack, outputsOf, StackFailure, updateStack, type Outputs } from './stacks';

/** The name that a stack has unless it is given one: the template's, in the letters that CloudFormation takes. */
export const stackNameOf = (file: string): string =>
  parse(file)
    .name.replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^[^A-Za-z]+|-$/g, '');

export interface Deployment {
  /** The text. */
  readonly template: string;
  readonly stack: string;
  readonly parameters: Parameters;
}

/** @throws ReadableError for a file that cannot be read as a template, or with all that is wrong with the parameters. */
export const readTemplate = (file: string, parameters: Parameters): string => {
  const text = textOf(file);
  const problems = parameterProblems(parsed(text, file), parameters);
  if (problems.length > 0) throw new ReadableError(problems.join('\n'));
  return text;
};

const textOf = (file: string): string => {
  if (!existsSync(file)) throw new ReadableError(`${file} is not there.`);
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ReadableError(`${file} cannot be read: ${String(error).replace(/^Error: /, '')}`);
  }
};

const parsed = (text: string, file: string): unknown => {
  try {
    return readYaml(yaml, text, file);
  } catch (error) {
    throw error instanceof UsageError ? new ReadableError(error.message) : error;
  }
};

/** @throws ReadableError with the reasons that the stack events, or CloudFormation itself, give. */
export const deployTemplate = async (aws: LocalAws, { template, stack, parameters }: Deployment): Promise<Deployed> => {
  const { cloudFormation } = clientsFor(aws);
  const request = { name: stack, template, parameters };
  const found = await find(cloudFormation, stack);
  try {
    if (found === undefined) return { done: 'created', outputs: await createStack(cloudFormation, request) };
    return { done: 'updated', outputs: await updateStack(cloudFormation, request) };
  } catch (error) {
    if (found !== undefined && isRefusal(error) && error.message.startsWith('No updates'))
      return { done: 'unchanged', outputs: outputsOf(found) };
    if (isRefusal(error)) throw new ReadableError(`CloudFormation refuses the template: ${error.message}${hintFor(error.message)}`);
    if (found === undefined && error instanceof StackFailure && mayHaveLeftSomething(error))
      throw new ReadableError(`${error.message}\n${LEFT_BEHIND}`);
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

/** MiniStack 1.5.33 keeps what a failed create of a custom resource had made. Wrong properties are refused before anything is made. */
export const mayHaveLeftSomething = ({ failed }: Pick<StackFailure, 'failed'>): boolean =>
  failed.some(
    ({ ResourceType = '', ResourceStatusReason = '' }) =>
      /^(Custom::|AWS::CloudFormation::CustomResource$)/.test(ResourceType) &&
      !/\bInvalidRequest: (Invalid property|\d+ invalid properties)\. /.test(ResourceStatusReason),
  );

const LEFT_BEHIND =
  'Unlike AWS, the local AWS emulator does not ask the function to delete what a failed create had made, if anything. To start again: npm run local-aws -- stop';

const find = async (client: CloudFormationClient, name: string): Promise<Stack | undefined> => {
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({}));
  return Stacks.find(({ StackName, StackStatus }) => StackName === name && StackStatus !== 'DELETE_COMPLETE');
};
