import {
  Action,
  HandlerErrorCode,
  OperationStatus,
  ProgressEvent,
} from '@amazon-web-services-cloudformation/cloudformation-cli-typescript-lib';
import type { Failed, ListOutcome, Outcome, Request } from '../core/operation';
import { toResourceModel, type ResourceModel } from './model-mapping';

export type Answer = ProgressEvent<ResourceModel>;

/** The answer to a create, read, update or delete. */
export const toProgressEvent = (action: Action, outcome: Outcome, { desired }: Pick<Request, 'desired'>): Answer => {
  switch (outcome.status) {
    case 'succeeded':
      return event({
        status: OperationStatus.Success,
        ...(outcome.model === undefined ? {} : { resourceModel: toResourceModel(outcome.model) }),
      });
    case 'inProgress':
      return event({
        status: OperationStatus.InProgress,
        callbackContext: outcome.callbackContext,
        callbackDelaySeconds: outcome.delaySeconds,
        // The next call gets this model in place of the template: what is left out, the write-only secret too, would be gone.
        resourceModel: toResourceModel({ ...(desired as object), IdentityPoolId: outcome.poolId }),
      });
    case 'failed':
      // The identifier alone: what was refused may hold a secret in a place of its own choice.
      return toFailedEvent(outcome, existsAllTheSame(action, outcome) ? toResourceModel({ IdentityPoolId: outcome.poolId }) : undefined);
  }
};

/** The answer to a list: models that carry the primary identifier and nothing else. */
export const toListEvent = (outcome: ListOutcome): Answer =>
  outcome.status === 'failed'
    ? toFailedEvent(outcome)
    : event({
        status: OperationStatus.Success,
        resourceModels: outcome.poolIds.map((IdentityPoolId) => toResourceModel({ IdentityPoolId })),
        ...(outcome.nextToken === undefined ? {} : { nextToken: outcome.nextToken }),
      });

export const toFailedEvent = ({ code, message }: Pick<Failed, 'code' | 'message'>, resourceModel?: ResourceModel): Answer =>
  event({
    status: OperationStatus.Failed,
    errorCode: HandlerErrorCode[code],
    message,
    ...(resourceModel === undefined ? {} : { resourceModel }),
  });

/** CloudFormation deletes what a failed create names: that is how nothing half-made survives. */
const existsAllTheSame = (action: Action, outcome: Failed): outcome is Failed & { poolId: string } =>
  outcome.poolId !== undefined && outcome.code !== 'NotFound' && (action === Action.Create || action === Action.Update);

const event = (fields: Partial<Answer>): Answer => new ProgressEvent(fields);
