import {
  Action,
  handlerEvent,
  OperationStatus,
  type Logger,
  type SessionProxy,
} from '@amazon-web-services-cloudformation/cloudformation-cli-typescript-lib';
import { toFailed } from '../core/answer/refusals';
import { answerInTime } from '../core/deadline';
import { defined } from '../core/defined';
import type { FailureCode } from '../core/failure';
import type { CallbackContext, Failed, Lifecycle, Outcome, Request } from '../core/operation';
import { openJournal, outcomeOf, type Fields, type Journal } from '../core/log/journal';
import type { AnsweredCall, Clock, Log } from '../core/ports';
import { systemClock } from '../aws/system-clock';
import { findIssues } from '../core/request/validation';
import { requestMarkOf } from '../core/rules/ownership';
import { asPoolId } from '../core/rules/pool-id';
import { version } from '../core/version';
import { ResourceModel, toAttributes, toResourceModel, toSettings, TypeConfigurationModel } from './model-mapping';
import { toFailedEvent, toListEvent, toProgressEvent, type Answer } from './progress-event';
import { PromptResource } from './prompt-resource';
import { toRequest, type Call, type HandlerRequest, type Invocation } from './request-mapping';

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
  readonly log: Log;
  readonly onCall: (call: AnsweredCall) => void;
  /** Aborted when the time for an answer has run out. */
  readonly signal: AbortSignal;
  /** Milliseconds until the answer has to be given. Absent where a later call can go on with the work: then nothing is given up. */
  readonly timeLeft?: () => number;
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
  create(session: Session, request: HandlerRequest, context: Context, logger: Logger, configuration: Configuration): Promise<Answer> {
    return this.handle({ action: Action.Create, session, request, context, logger, configuration });
  }

  @handlerEvent(Action.Read)
  read(session: Session, request: HandlerRequest, context: Context, logger: Logger, configuration: Configuration): Promise<Answer> {
    return this.handle({ action: Action.Read, session, request, context, logger, configuration });
  }

  @handlerEvent(Action.Update)
  update(session: Session, request: HandlerRequest, context: Context, logger: Logger, configuration: Configuration): Promise<Answer> {
    return this.handle({ action: Action.Update, session, request, context, logger, configuration });
  }

  @handlerEvent(Action.Delete)
  delete(session: Session, request: HandlerRequest, context: Context, logger: Logger, configuration: Configuration): Promise<Answer> {
    return this.handle({ action: Action.Delete, session, request, context, logger, configuration });
  }

  @handlerEvent(Action.List)
  list(session: Session, request: HandlerRequest, context: Context, logger: Logger): Promise<Answer> {
    return this.answer(
      { action: Action.List, session, request, context, logger, configuration: null },
      {
        work: async (lifecycle) => toListEvent(await lifecycle.list(this.invocation.nextToken)),
        outOfTime: () => toFailedEvent(TOO_SLOW),
      },
    );
  }

  private handle(call: HandlerCall & { readonly action: keyof typeof METHODS }): Promise<Answer> {
    const { action, request, context: callbackContext, configuration } = call;
    const toOwnRequest = () =>
      toRequest({ action, request, callbackContext, invocation: this.invocation, settings: toSettings(configuration) });
    return this.answer(call, {
      work: async (lifecycle) => {
        const own = toOwnRequest();
        if (isWrite(action) && !canBeAnswered(own) && findIssues(own).length === 0) return toFailedEvent(NOT_ANSWERABLE);
        return toProgressEvent(action, await lifecycle[METHODS[action]](own), own);
      },
      outOfTime: () => {
        const own = toOwnRequest();
        return toProgressEvent(action, action === Action.Read ? TOO_SLOW : goOnLater(own), own);
      },
    });
  }

  /** Logs what came of the call: of every answer there is. */
  private async answer(call: HandlerCall, work: Work): Promise<Answer> {
    const { clock = systemClock } = this.options;
    const journal = openJournal({ clock, write: (line) => call.logger.log(line), fields: fieldsOf(call, this.invocation) });
    const answer = await this.answerOf(call, work, journal);
    const { status, message } = answer;
    // toFailedEvent makes it of one of these.
    const code = answer.errorCode as FailureCode | undefined;
    const reached = status === OperationStatus.InProgress ? 'inProgress' : 'succeeded';
    journal.conclude({
      ...poolIdOf(answer),
      ...(code === undefined ? { outcome: reached } : { outcome: outcomeOf(code), code, reason: message }),
    });
    return answer;
  }

  /** That of the work, that time ran out, that there are no credentials, or that something went wrong here. */
  private async answerOf({ action, session, request, context }: HandlerCall, { work, outOfTime }: Work, journal: Journal): Promise<Answer> {
    const { lifecycleFor, clock = systemClock } = this.options;
    const { log, onCall } = journal;
    const credentials = session?.configuration.credentials;
    if (!credentials) return toFailedEvent(NO_CREDENTIALS);
    if (action === Action.Create && request.clientRequestToken === NO_TOKEN) return toFailedEvent(NO_BEARER_TOKEN);
    const stop = new AbortController();
    try {
      const { region, awsAccountId: accountId } = request;
      const caller = { credentials: { ...credentials }, region, accountId, log, onCall, signal: stop.signal };
      const time = this.timeFor(action);
      const end = clock.now() + time;
      const lifecycle = lifecycleFor(canGoOnLater(action, context) ? caller : { ...caller, timeLeft: () => end - clock.now() });
      const answer = await answerInTime(work(lifecycle), {
        clock,
        time,
        timeToEnd: TIME_TO_END,
        stop,
        isWorthGiving: ({ status }) => status !== OperationStatus.Failed,
      });
      if (answer === undefined) log('the time for an answer has run out', { level: 'WARN' });
      return answer ?? outOfTime();
    } catch (error) {
      return toFailedEvent(toFailed(error, log));
    } finally {
      stop.abort(new Error('The answer has been given.'));
    }
  }

  /** Contract: an answer to a read or list within 30 seconds, to the others within a minute; and in any case before the function is stopped. */
  private timeFor(action: Action): number {
    const allowed = action === Action.Read || action === Action.List ? 25_000 : 55_000;
    return Math.max(0, Math.min(allowed, (this.invocation.remainingTime ?? Infinity) - TIME_TO_ANSWER));
  }
}

/** One call of a handler, as the runtime library makes it. */
interface HandlerCall {
  readonly action: Action;
  readonly session: Session;
  readonly request: HandlerRequest;
  readonly context: Context;
  readonly logger: Logger;
  readonly configuration: Configuration;
}

/** CloudFormation sends no other id of the request than its token, which is kept out of logs; a new pool carries the same mark of it. */
function fieldsOf({ action, request, context }: HandlerCall, { stackId, properties }: Invocation): Fields {
  const { clientRequestToken: token, logicalResourceIdentifier: logicalId } = request;
  const { IdentityPoolId } = toAttributes(properties);
  return {
    version,
    stackId,
    logicalId,
    requestType: REQUEST_TYPES[action],
    requestId: token === NO_TOKEN ? undefined : requestMarkOf(token, defined({ stackId, logicalId })),
    poolId: [context['poolId'], IdentityPoolId]
      .map((id) => (typeof id === 'string' ? asPoolId(id) : undefined))
      .find((id) => id !== undefined),
  };
}

/** As the custom resource's events name them. */
const REQUEST_TYPES: Readonly<Record<Action, string>> = {
  [Action.Create]: 'Create',
  [Action.Read]: 'Read',
  [Action.Update]: 'Update',
  [Action.Delete]: 'Delete',
  [Action.List]: 'List',
};

function poolIdOf({ resourceModel, callbackContext }: Answer): { readonly poolId?: string } {
  const poolId = asPoolId(resourceModel?.identityPoolId ?? (callbackContext as Partial<CallbackContext> | undefined)?.poolId);
  return poolId === undefined ? {} : { poolId };
}

interface Work {
  readonly work: (lifecycle: Lifecycle) => Promise<Answer>;
  readonly outOfTime: () => Answer;
}

function isWrite(action: Action): boolean {
  return action === Action.Create || action === Action.Update;
}

/** Whatever the runtime library's models cannot carry is refused before anything is made. */
function canBeAnswered({ desired }: Request): boolean {
  try {
    toResourceModel(desired as object);
    return true;
  } catch {
    return false;
  }
}

const NOT_ANSWERABLE: Pick<Failed, 'code' | 'message'> = {
  code: 'InvalidRequest',
  message:
    'The properties hold a key that the runtime library of CloudFormation cannot carry, such as "constructor" or "__proto__". Nothing was changed. Choose another key.',
};

const METHODS = {
  [Action.Create]: 'create',
  [Action.Read]: 'read',
  [Action.Update]: 'update',
  [Action.Delete]: 'delete',
} as const;

/** Milliseconds kept for the delivery of logs and of the answer. */
const TIME_TO_ANSWER = 5_000;

/** Milliseconds of them for a call that is under way to end. */
const TIME_TO_END = 3_000;

/** Until the pool exists there is nothing that a later call could go on with. */
const canGoOnLater = (action: Action, { poolId }: Context): boolean =>
  action === Action.Update || action === Action.Delete || (action === Action.Create && poolId !== undefined);

/** Every step is safe to repeat: the next call observes what is half-done. */
const goOnLater = ({ poolId, callbackContext }: Request): Outcome => {
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
const NO_BEARER_TOKEN: Pick<Failed, 'code' | 'message'> = {
  code: 'InvalidRequest',
  message:
    'The request has no bearerToken, so a repeat of it could not be distinguished from another request. CloudFormation always sends one.',
};

const NO_CREDENTIALS: Pick<Failed, 'code' | 'message'> = {
  code: 'InvalidCredentials',
  message: 'CloudFormation gave no credentials to act with. Register the type with an execution role: resource-role.yaml describes it.',
};
