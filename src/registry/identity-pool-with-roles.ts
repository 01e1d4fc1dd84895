/** Owns the five handlers of Community::Cognito::IdentityPoolWithRoles: each hands an operation to the life cycle, and its outcome back. */
import {
  Action,
  handlerEvent,
  OperationStatus,
  type Logger,
  type SessionProxy,
} from '@amazon-web-services-cloudformation/cloudformation-cli-typescript-lib';
import { within } from '../core/deadline';
import { toFailed } from '../core/refusals';
import type { CallbackContext, Failed, Lifecycle, Operation, Outcome } from '../core/operation';
import type { Clock } from '../core/ports';
import { systemClock } from '../system-clock';
import { ResourceModel, toSettings, TypeConfigurationModel } from './model-mapping';
import { toFailedEvent, toListEvent, toProgressEvent, type Answer } from './progress-event';
import { PromptResource } from './prompt-resource';
import { toOperation, type Call, type Invocation, type Request } from './request-mapping';

export interface ResourceOptions {
  /** The life cycle over the AWS of whoever CloudFormation acts for. */
  readonly lifecycleFor: (caller: Caller) => Lifecycle;
  /** The machine's unless given. */
  readonly clock?: Clock;
}

export interface Caller {
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };
  readonly region: string;
  readonly accountId: string;
  readonly log: (line: string) => void;
  /** Aborted when the time for an answer has run out. */
  readonly signal: AbortSignal;
}

type Session = SessionProxy | null | undefined;
type Context = Call['callbackContext'];
type Configuration = TypeConfigurationModel | null | undefined;

/**
 * One object serves one invocation: the library keeps the caller's session and its log filters on the object, so that on a shared one a caller without
 * credentials would act with those of the caller before.
 */
export class IdentityPoolWithRoles extends PromptResource<ResourceModel, TypeConfigurationModel> {
  constructor(
    private readonly options: ResourceOptions,
    private readonly invocation: Invocation,
  ) {
    super(ResourceModel.TYPE_NAME, ResourceModel, TypeConfigurationModel);
  }

  @handlerEvent(Action.Create)
  create(session: Session, request: Request, context: Context, logger: Logger, configuration: Configuration): Promise<Answer> {
    return this.converge(Action.Create, session, request, context, logger, configuration, (lifecycle, operation) =>
      lifecycle.create(operation),
    );
  }

  @handlerEvent(Action.Read)
  read(session: Session, request: Request, context: Context, logger: Logger, configuration: Configuration): Promise<Answer> {
    return this.converge(Action.Read, session, request, context, logger, configuration, (lifecycle, operation) =>
      lifecycle.read(operation),
    );
  }

  @handlerEvent(Action.Update)
  update(session: Session, request: Request, context: Context, logger: Logger, configuration: Configuration): Promise<Answer> {
    return this.converge(Action.Update, session, request, context, logger, configuration, (lifecycle, operation) =>
      lifecycle.update(operation),
    );
  }

  @handlerEvent(Action.Delete)
  delete(session: Session, request: Request, context: Context, logger: Logger, configuration: Configuration): Promise<Answer> {
    return this.converge(Action.Delete, session, request, context, logger, configuration, (lifecycle, operation) =>
      lifecycle.delete(operation),
    );
  }

  @handlerEvent(Action.List)
  list(session: Session, request: Request, _context: Context, logger: Logger): Promise<Answer> {
    return this.answering(Action.List, session, request, logger, {
      work: async (lifecycle) => toListEvent(await lifecycle.list(this.invocation.nextToken)),
      outOfTime: () => toFailedEvent(TOO_SLOW),
    });
  }

  private converge(
    action: Action,
    session: Session,
    request: Request,
    callbackContext: Context,
    logger: Logger,
    configuration: Configuration,
    step: (lifecycle: Lifecycle, operation: Operation) => Promise<Outcome>,
  ): Promise<Answer> {
    const toOwnOperation = () =>
      toOperation({ action, request, callbackContext, invocation: this.invocation, settings: toSettings(configuration) });
    return this.answering(action, session, request, logger, {
      work: async (lifecycle) => {
        const operation = toOwnOperation();
        return toProgressEvent(action, await step(lifecycle, operation), operation);
      },
      outOfTime: () => {
        const operation = toOwnOperation();
        return toProgressEvent(action, action === Action.Read ? TOO_SLOW : goOnLater(operation), operation);
      },
    });
  }

  /** Every answer there is: that of the work, that time ran out, that there are no credentials, or that something went wrong here. */
  private async answering(
    action: Action,
    session: Session,
    request: Request,
    logger: Logger,
    { work, outOfTime }: { work: (lifecycle: Lifecycle) => Promise<Answer>; outOfTime: () => Answer },
  ): Promise<Answer> {
    const { lifecycleFor, clock = systemClock } = this.options;
    const log = (line: string): void => logger.log(line);
    const credentials = session?.configuration.credentials;
    if (!credentials) return toFailedEvent(NO_CREDENTIALS);
    if (action === Action.Create && request.clientRequestToken === NO_TOKEN) return toFailedEvent(NOT_TOLD_APART);
    const stop = new AbortController();
    try {
      const { region, awsAccountId: accountId } = request;
      const lifecycle = lifecycleFor({ credentials: { ...credentials }, region, accountId, log, signal: stop.signal });
      const working = work(lifecycle);
      const inTime = await within(this.timeFor(action), working, clock);
      if (inTime !== undefined) return inTime;
      log(`${action}: the time for an answer has run out`);
      stop.abort(new Error('The time for an answer has run out.'));
      // The call that is under way may be the one that makes the pool: without its id nothing would lead to it.
      const late = await within(TIME_TO_END, working, clock);
      return late !== undefined && late.status !== OperationStatus.Failed ? late : outOfTime();
    } catch (error) {
      return toFailedEvent(toFailed(error, log));
    } finally {
      stop.abort(new Error('The answer has been given.'));
    }
  }

  /** Contract: an answer to a read or list within 30 seconds, to the others within a minute; and in any case before the function is stopped. */
  private timeFor(action: Action): number {
    const allowed = action === Action.Read || action === Action.List ? 25_000 : 50_000;
    return Math.max(0, Math.min(allowed, (this.invocation.remainingTime ?? Infinity) - TIME_TO_ANSWER));
  }
}

/** Milliseconds kept for the delivery of logs and of the answer. */
const TIME_TO_ANSWER = 5_000;

/** Milliseconds of them for a call that is under way to end. */
const TIME_TO_END = 3_000;

/** Every step is safe to repeat: what is half-done is looked at anew by the next call. */
const goOnLater = ({ poolId, callbackContext }: Operation): Outcome => {
  if (poolId === undefined) return TOO_SLOW;
  const context: CallbackContext = { ...callbackContext, poolId, poolIsNew: false };
  return { status: 'inProgress', poolId, callbackContext: context, delaySeconds: 1 };
};

const TOO_SLOW: Failed = {
  status: 'failed',
  code: 'NotStabilized',
  message: 'AWS did not answer in the time that CloudFormation gives a handler. It may be slow or throttling; try again.',
};

/** Stands for a token where an event has none; in a log line it is harmless. */
export const NO_TOKEN = '(no token)';

/** A create looks for the pool that its own first try made: two creates without a token would take one pool for theirs. */
const NOT_TOLD_APART: Pick<Failed, 'code' | 'message'> = {
  code: 'InvalidRequest',
  message:
    'The request has no bearerToken, so that a repeat of it could not be told from another request. CloudFormation always sends one.',
};

const NO_CREDENTIALS: Pick<Failed, 'code' | 'message'> = {
  code: 'InvalidCredentials',
  message: 'CloudFormation gave no credentials to act with. Register the type with an execution role: resource-role.yaml describes it.',
};
