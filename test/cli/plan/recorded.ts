import { connect } from '../../../src/aws/connect';
import type { AwsClients } from '../../../src/aws/clients';
import type { PlannedStep } from '../../../src/cli/plan/plan';
import { IMPATIENT } from '../../aws/recorded-client';
import { apply } from '../../../src/core/apply/apply';

export interface Write {
  readonly operation: string;
  readonly input: object;
}

/** The writes that would carry the steps out. */
export const writesOf = async (steps: readonly PlannedStep[]): Promise<Write[]> => {
  const writes: Write[] = [];
  const client = {
    send: (command: { readonly input: object }) => {
      const operation = command.constructor.name.replace(/Command$/, '');
      if (!/^(Describe|Get|List)/.test(operation)) writes.push({ operation, input: command.input });
      return Promise.resolve({});
    },
  } as unknown as AwsClients['iam'] & AwsClients['cognitoIdentity'] & ReturnType<AwsClients['userPools']>;
  const aws = connect({ cognitoIdentity: client, iam: client, userPools: () => client }, IMPATIENT);
  for (const step of steps) {
    if (step.do === 'createPool') await aws.pools.create(step.configuration, step.tags, () => Promise.resolve(undefined));
    else await apply(step, { aws, clock: { now: () => 0 }, log: () => undefined });
  }
  return writes;
};

/** As JSON in one order: steps side by side have none. */
export const sorted = (writes: readonly { readonly operation: string; readonly input: object }[]): string[] =>
  writes.map(({ operation, input }) => `${operation} ${JSON.stringify(withSortedKeys(input))}`).sort();

const withSortedKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, member]) => [key, withSortedKeys(member)]),
  );
};
