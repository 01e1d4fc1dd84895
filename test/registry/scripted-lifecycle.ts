import type { Lifecycle, ListOutcome, Request, Outcome } from '../../src/core/operation';
import type { Clock } from '../../src/core/ports';
import type { Caller } from '../../src/registry/identity-pool-with-roles';
import { createResource } from '../../src/registry/resource';
import { CALLER_CREDENTIALS, PLANTED } from '../secrets/planted';
import { watch } from '../secrets/watch';

export const POOL_ID = 'us-east-1:0f1e2d3c-0000-4000-8000-0123456789ab';
export const CREDENTIALS = CALLER_CREDENTIALS;
export const STACK_ID = 'arn:aws:cloudformation:us-east-1:123456789012:stack/shop-prod/0f1e2d3c-1111-4000-8000-0123456789ab';

export type Step = Outcome | ListOutcome | Error | 'never';

export interface Asked {
  readonly action: keyof Lifecycle;
  readonly given: Request | string | undefined;
}

/** The wire format of the registry (captured from `cfn test`), with what only CloudFormation itself sends. */
export const eventOf = (action: string, fields: { requestData?: object } & Record<string, unknown> = {}): Record<string, unknown> => ({
  action,
  awsAccountId: '123456789012',
  region: 'us-east-1',
  bearerToken: PLANTED.bearerToken,
  resourceType: 'Community::Cognito::IdentityPoolWithRoles',
  stackId: STACK_ID,
  callbackContext: null,
  ...fields,
  requestData: {
    callerCredentials: CREDENTIALS,
    resourceProperties: {},
    previousResourceProperties: null,
    logicalResourceId: 'Identities',
    typeConfiguration: null,
    ...fields.requestData,
  },
});

type Entrypoint = ReturnType<typeof createResource>['entrypoint'];

const watched =
  (entrypoint: Entrypoint): Entrypoint =>
  async (event, context) => {
    const answer = (await watch.during<unknown>(() => entrypoint(event, context))) as object;
    watch.progress(answer);
    return answer;
  };

export const scripted = (steps: readonly Step[], clock?: Clock) => {
  const asked: Asked[] = [];
  const callers: Caller[] = [];
  const remaining = [...steps];
  const next = (action: keyof Lifecycle, given: Asked['given']): Promise<never> => {
    asked.push({ action, given });
    const step = remaining.shift();
    if (step === undefined) throw new Error(`Nobody told what to answer to ${action}.`);
    if (step === 'never') return new Promise(() => undefined);
    return step instanceof Error ? Promise.reject(step) : Promise.resolve(step as never);
  };
  const lifecycle: Lifecycle = {
    create: (operation) => next('create', operation),
    read: (operation) => next('read', operation),
    update: (operation) => next('update', operation),
    delete: (operation) => next('delete', operation),
    list: (nextToken) => next('list', nextToken),
    findMade: (operation) => next('findMade', operation),
    findUnanswered: (operation) => next('findUnanswered', operation),
    confirmAnswered: (operation) => next('confirmAnswered', operation),
  };
  const { entrypoint, testEntrypoint } = createResource({
    lifecycleFor: (caller) => {
      callers.push(caller);
      return lifecycle;
    },
    ...(clock === undefined ? {} : { clock }),
  });
  return { entrypoint: watched(entrypoint), testEntrypoint: watched(testEntrypoint), asked, callers };
};
