import { Action, type BaseResourceHandlerRequest } from '@amazon-web-services-cloudformation/cloudformation-cli-typescript-lib';
import type { CallbackContext, Request } from '../core/operation';
import { stackNameOf } from '../core/rules/arn';
import type { Settings } from '../core/settings';
import type { Tags } from '../core/state';
import { toAttributes, toProperties, type ResourceModel } from './model-mapping';

/** As the runtime library gives it. */
export type HandlerRequest = BaseResourceHandlerRequest<ResourceModel>;

/** What belongs to one event and does not reach a handler by the runtime library. */
export interface Invocation {
  /** As CloudFormation sent them. */
  readonly properties: unknown;
  readonly previousProperties?: unknown;
  /** As CloudFormation sent them: the runtime library loses keys such as `toString`. */
  readonly stackTags?: unknown;
  readonly previousStackTags?: unknown;
  readonly stackId?: string;
  readonly nextToken?: string;
  /** Milliseconds until the function is stopped. */
  readonly remainingTime?: number;
}

export interface Call {
  readonly action: Action;
  readonly request: HandlerRequest;
  /** As the runtime library gives it: empty where there is none. */
  readonly callbackContext: Readonly<Record<string, unknown>>;
  /** The event's own, which the runtime library drops, or takes through its models. */
  readonly invocation: Invocation;
  readonly settings: Settings;
}

/** The core's view of one call, the same for every action. */
export const toRequest = ({ action, request, callbackContext, invocation, settings }: Call): Request => {
  const { properties: desired, previousProperties: previous } = invocation;
  const context = toCallbackContext(callbackContext);
  const isFirstCreate = action === Action.Create && context === undefined;
  const attributes = toAttributes(desired);
  const poolId = context?.poolId ?? (isFirstCreate ? undefined : toText(attributes.IdentityPoolId));
  const stackName = stackNameOf(invocation.stackId);
  return {
    region: request.region,
    accountId: request.awsAccountId,
    // A later call brings attributes along (contract: read-only values come back in updates); in a first create only a template can have set them,
    // and validation refuses them by name.
    desired: isFirstCreate ? { ...toProperties(desired), ...attributes } : toProperties(desired),
    ...(action === Action.Update && previous !== undefined ? { previous: toProperties(previous) } : {}),
    stackTags: toStackTags(invocation.stackTags),
    previousStackTags: toStackTags(invocation.previousStackTags),
    settings,
    ...(poolId === undefined ? {} : { poolId }),
    requestToken: request.clientRequestToken,
    ...(stackName === undefined ? {} : { stackName }),
    ...(invocation.stackId === undefined ? {} : { stackId: invocation.stackId }),
    ...(request.logicalResourceIdentifier === undefined ? {} : { logicalId: request.logicalResourceIdentifier }),
    ...(context === undefined ? {} : { callbackContext: context }),
  };
};

/** What is no text is no pool's id: as text it names no pool, and is shown. */
const toText = (id: unknown): string | undefined => (typeof id === 'string' || id === undefined ? id : JSON.stringify(id));

const toCallbackContext = ({ poolId, poolIsNew, waitingSince, releases }: Call['callbackContext']): CallbackContext | undefined =>
  typeof poolId === 'string'
    ? {
        poolId,
        poolIsNew: poolIsNew === true,
        ...(typeof waitingSince === 'number' ? { waitingSince } : {}),
        ...(releases === true ? { releases } : {}),
      }
    : undefined;

/** CloudFormation's own tags come apart from these in real calls; none of them can be written. */
const toStackTags = (raw: unknown): Tags => {
  const tags = Object.entries(typeof raw === 'object' && raw !== null ? raw : {});
  return Object.fromEntries(tags.filter((tag): tag is [string, string] => typeof tag[1] === 'string' && !/^aws:/i.test(tag[0])));
};
