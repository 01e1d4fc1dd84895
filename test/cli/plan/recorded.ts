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

/**
 * What a deployment knows and a plan does not is told in the plan's words.
 * @param unknown what the plan says that only a deployment knows.
 */
export const inWordsOfPlan = (text: string, poolId: string, unknown: readonly string[]): string => {
  const shownAs = (pattern: RegExp): string => unknown.find((shown) => pattern.test(shown)) ?? '(not in the plan)';
  return text
    .replaceAll(poolId, '(new pool id)')
    .replaceAll(poolId.replace(':', '_'), '(new pool id)')
    .replaceAll(poolId.slice(poolId.indexOf(':') + 1), '(new GUID)')
    .replaceAll(/arn:aws:cloudformation:[^"]+/g, '${AWS::StackId}')
    .replaceAll('arn:aws:service:eu-west-1:123456789012:thing', shownAs(/Arn}$/))
    .replaceAll('arn:aws:iam::123456789012:saml-provider/company', shownAs(/Company}$/))
    .replaceAll('api0000001', shownAs(/Api}$/))
    .replaceAll(/(?<=:)123456789012(?=:(?!role\/signed-in))/g, '${AWS::AccountId}')
    .replaceAll('eu-west-1_EXAMPLE01', shownAs(/Pool}$/))
    .replaceAll('exampleclient01', shownAs(/Client}$/))
    .replace(/appclient\d{17}/g, shownAs(/^\(app client/))
    .replaceAll('placeholder-secret', '(secret)')
    .replace(/(?<=request":")[0-9a-f]{32}/g, '(request)')
    .replace(/(?<=forms":")[0-9a-f ]+/g, '(digest)')
    .replace(/(?<=[-_])[0-9a-f]{10}(?=")/g, '(digest)');
};

type Call = Pick<Write, 'operation' | 'input'>;

/** Until CloudFormation knows the pool's id the pool carries a mark, which is no part of a plan. */
export const withoutUnanswered = (writes: readonly Call[]): readonly Call[] =>
  (JSON.parse(JSON.stringify(writes).replaceAll(/,"identity-pool-with-roles:unanswered":"true"/g, '')) as Call[]).filter(
    ({ operation, input }) => operation !== 'UntagResource' || !JSON.stringify(input).includes('"identity-pool-with-roles:unanswered"'),
  );
