import type { Context } from 'aws-lambda';
import schema from '../../schema.json';
import { toFailed } from '../core/answer/refusals';
import { answerInTime } from '../core/deadline';
import { openJournal, outcomeOf, type Journal } from '../core/log/journal';
import type { Lifecycle, Model } from '../core/operation';
import type { AnsweredCall, Clock, Level, Log } from '../core/ports';
import { asPoolId } from '../core/rules/pool-id';
import type { Settings } from '../core/settings';
import { version } from '../core/version';
import { toBody, type Answer, type Deliver } from './answer';
import { conclude, NOTHING_WAS_MADE, UNKNOWN_POOL, type Conclusion } from './conclude';
import { placeOf, readEvent, REQUEST_TYPES, toRequest, type CustomResourceEvent, type Place } from './event';
import { metricsOf } from './metrics';
import { CreatesThatAreOver } from './over';
import { problemOfResponseUrl, signedAt } from './response-url';

export interface HandlerOptions {
  readonly lifecycleFor: (invocation: {
    readonly place: Place;
    readonly log: Log;
    readonly onCall: (call: AnsweredCall) => void;
    readonly signal: AbortSignal;
    /** Milliseconds until work has to stop. */
    readonly timeLeft: () => number;
  }) => Lifecycle;
  readonly settings: Settings;
  /** An origin of response URLs that is allowed beside CloudFormation's own: that of an emulator. */
  readonly responseOrigin?: string | undefined;
  readonly deliver: Deliver;
  readonly clock: Clock;
  /** Gets the lines of the log. */
  readonly write: (line: string) => void;
  /** Lines below it are left out: INFO unless given. */
  readonly logLevel?: Level | undefined;
  /** Whether each request is written as a document of metrics, too. */
  readonly writesMetrics?: boolean;
}

/** What of Lambda's context is used. */
export type InvocationContext = Pick<Context, 'getRemainingTimeInMillis' | 'invokedFunctionArn'> & Partial<Pick<Context, 'awsRequestId'>>;

export type Handler = (event: unknown, context: InvocationContext) => Promise<void>;

/** Milliseconds kept for sending the answer, and for trying to send it again. */
const TIME_TO_ANSWER = 10_000;
/** Milliseconds of them for a call that is under way to end. */
const TIME_TO_END = 4_000;

/** @returns a handler that throws only if the answer cannot be delivered: Lambda then calls again with the same event. */
export const createHandler = (options: HandlerOptions): Handler => {
  const over = new CreatesThatAreOver();
  return async (raw, context) => {
    const desk = { ...options, over, journal: openJournalFor(raw, context, options) };
    const question = readQuestion(raw, context, desk);
    if ('unanswerable' in question) {
      desk.journal.conclude({ outcome: 'ignored', reason: `No answer is possible: ${question.unanswerable}. Nothing was done.` });
      return;
    }
    const conclusion = await concludeInTime(question, desk);
    await answer(toAnswer(raw, conclusion), conclusion, { ...desk, responseUrl: question.responseUrl });
    await confirm(question, conclusion, desk);
  };
};

/** What belongs to one invocation, beside the options of all. */
interface Desk extends HandlerOptions {
  readonly journal: Journal;
  readonly over: CreatesThatAreOver;
}

const openJournalFor = (raw: unknown, { awsRequestId }: InvocationContext, { write, clock, logLevel }: HandlerOptions): Journal => {
  const given = (name: string): string | undefined => echoed(raw, name) || undefined;
  return openJournal({
    write,
    clock,
    ...(logLevel === undefined ? {} : { level: logLevel }),
    fields: {
      version,
      stackId: given('StackId'),
      logicalId: given('LogicalResourceId'),
      requestType: REQUEST_TYPES.find((type) => type === fieldOf(raw, 'RequestType')),
      requestId: given('RequestId'),
      poolId: asPoolId(given('PhysicalResourceId')),
      function_request_id: awsRequestId,
    },
  });
};

const answer = async (
  message: Answer,
  { outcome, physicalResourceId }: Conclusion,
  { journal, clock, write, deliver, writesMetrics = false, responseUrl }: Desk & { readonly responseUrl: string },
): Promise<void> => {
  const failure = outcome.status === 'failed' ? outcome : undefined;
  const conclusion = {
    outcome: failure === undefined ? ('succeeded' as const) : outcomeOf(failure.code),
    poolId: asPoolId(physicalResourceId),
    code: failure?.code,
    reason: failure?.message,
  };
  // Before the answer is sent: sending it may take all the time that is left.
  const costs = journal.conclude(conclusion);
  const measure = (isAnswered: boolean): void => {
    if (writesMetrics) write(metricsOf({ ...conclusion, ...costs, isAnswered, now: clock.now() }));
  };
  try {
    await deliver(responseUrl, toBody(message));
  } catch (error) {
    const reason = error instanceof Error ? error.message : typeof error;
    journal.log('CloudFormation did not get the answer; Lambda calls again with the same event, twice at most', { level: 'ERROR', reason });
    measure(false);
    throw error;
  }
  measure(true);
};

const toAnswer = (raw: unknown, { outcome, physicalResourceId }: Conclusion): Answer => ({
  Status: outcome.status === 'succeeded' ? 'SUCCESS' : 'FAILED',
  ...(outcome.status === 'failed' ? { Reason: `${outcome.code}: ${outcome.message}` } : {}),
  PhysicalResourceId: physicalResourceId,
  StackId: echoed(raw, 'StackId'),
  RequestId: echoed(raw, 'RequestId'),
  LogicalResourceId: echoed(raw, 'LogicalResourceId'),
  ...(outcome.status === 'succeeded' && outcome.model !== undefined ? { Data: attributesIn(outcome.model) } : {}),
});

/** CloudFormation's own are far shorter; whoever sends longer ones gets an answer that fits. */
const echoed = (raw: unknown, name: string): string => (fieldOf(raw, name) ?? '').slice(0, 512);

/** Ids, ARNs and names only: a whole model would not fit the answer, and would be shown to whoever may describe the stack. */
const attributesIn = (model: Model): Record<string, unknown> =>
  Object.fromEntries(Object.entries(model).filter(([name]) => schema.readOnlyProperties.includes(`/properties/${name}`)));

interface Question extends Answerable {
  readonly event: CustomResourceEvent;
  readonly place: Place;
  /** Milliseconds until the answer has to be on its way. */
  readonly time: number;
}

interface Answerable {
  readonly responseUrl: string;
  /** The physical resource id to answer if nothing better is known. */
  readonly fallbackId: string;
}

type Refusal = Answerable & { readonly refused: string };

const readQuestion = (
  raw: unknown,
  context: InvocationContext,
  { clock, responseOrigin, over }: Desk,
): Question | Refusal | { readonly unanswerable: string } => {
  const responseUrl = fieldOf(raw, 'ResponseURL');
  if (responseUrl === undefined) return { unanswerable: 'the event has no ResponseURL' };
  const fallbackId = echoed(raw, 'PhysicalResourceId') || NOTHING_WAS_MADE;
  const place = placeOf(context.invokedFunctionArn, echoed(raw, 'StackId'));
  const problem = problemOfResponseUrl(responseUrl, place?.region ?? '', responseOrigin);
  if (problem !== undefined) return { unanswerable: problem };
  const event = readEvent(raw);
  if (typeof event === 'string') return { responseUrl, refused: event, fallbackId };
  if (place === undefined)
    return { responseUrl, refused: 'Neither the ARN of the function nor StackId shows the account and the region.', fallbackId };
  const signed = signedAt(responseUrl);
  const sent = signed ?? clock.now();
  const { requestType, stackId, logicalResourceId } = event;
  if (signed !== undefined && requestType === 'Delete') over.noteDelete(stackId, logicalResourceId, signed);
  if (signed !== undefined && requestType === 'Create' && over.has(stackId, logicalResourceId, signed))
    return { unanswerable: 'CloudFormation has deleted the resource of this create already' };
  const untilCloudFormationGivesUp = sent + event.serviceTimeout * 1000 - clock.now();
  // Lambda delivers a create again hours later; the stack is then gone, and nobody would delete what it makes.
  if (untilCloudFormationGivesUp <= 0 && requestType === 'Create')
    return { unanswerable: `CloudFormation gave up on this create ${String(Math.round(-untilCloudFormationGivesUp / 1000))} s ago` };
  const time = Math.min(context.getRemainingTimeInMillis(), untilCloudFormationGivesUp) - TIME_TO_ANSWER;
  return { responseUrl, event, place, time, fallbackId };
};

/** What the event asks for, or a failure shortly before time is up; nothing further is begun after that. */
const concludeInTime = async (question: Question | Refusal, { lifecycleFor, settings, clock, journal }: Desk): Promise<Conclusion> => {
  const { fallbackId } = question;
  if ('refused' in question)
    return { outcome: { status: 'failed', code: 'InvalidRequest', message: question.refused }, physicalResourceId: fallbackId };
  const { event, place, time } = question;
  const stop = new AbortController();
  let knownPoolId: string | undefined;
  const end = clock.now() + time;
  const { log, onCall } = journal;
  const lifecycle = lifecycleFor({ place, log, onCall, signal: stop.signal, timeLeft: () => end - clock.now() });
  const onPoolKnown = (poolId: string): void => {
    knownPoolId = poolId;
    journal.note({ poolId });
  };
  const concluded = conclude(event, toRequest(event, place, settings), { lifecycle, clock, onPoolKnown }).catch(
    (error: unknown): Conclusion => ({
      outcome: toFailed(error, log),
      physicalResourceId: fallbackId,
    }),
  );
  const answer = await answerInTime(concluded, {
    clock,
    time,
    timeToEnd: TIME_TO_END,
    stop,
    isWorthGiving: ({ outcome }) => outcome.status === 'succeeded',
  });
  if (answer !== undefined) return answer;
  return { outcome: ranOutOfTime(event), physicalResourceId: event.requestType === 'Create' ? (knownPoolId ?? UNKNOWN_POOL) : fallbackId };
};

/** Until the answer has arrived, only the marks of a new pool lead to it. The answer is out: a failure here changes nothing for the stack. */
const confirm = async (
  question: Question | Refusal,
  { outcome, physicalResourceId }: Conclusion,
  { lifecycleFor, settings, clock, journal: { log, onCall } }: Desk,
): Promise<void> => {
  if ('refused' in question || outcome.status !== 'succeeded' || question.event.requestType === 'Delete') return;
  const { event, place } = question;
  if (physicalResourceId === event.physicalResourceId || event.properties['AdoptIdentityPoolId'] === physicalResourceId) return;
  try {
    const end = clock.now() + TIME_TO_END;
    const lifecycle = lifecycleFor({ place, log, onCall, signal: new AbortController().signal, timeLeft: () => end - clock.now() });
    await lifecycle.confirmAnswered(toRequest(event, place, settings), physicalResourceId);
  } catch (error) {
    const { code, message } = toFailed(error, log);
    log(`the mark of ${physicalResourceId} as unanswered stays until the next update`, { level: 'WARN', code, reason: message });
  }
};

const ranOutOfTime = ({ requestType }: CustomResourceEvent): Conclusion['outcome'] => ({
  status: 'failed',
  code: 'NotStabilized',
  message:
    `The ${requestType.toLowerCase()} was not finished when the function's time ran out; the next update finishes it, or the delete removes what there is. ` +
    `AWS may be slow or throttling; the function's log shows how far it came. Try again, or give the function a longer Timeout.`,
});

const fieldOf = (raw: unknown, name: string): string | undefined => {
  const value = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
};
