import type { Context } from 'aws-lambda';
import schema from '../../schema.json';
import { toFailed } from '../core/answer/refusals';
import { answerInTime } from '../core/deadline';
import type { Lifecycle, Model } from '../core/operation';
import type { Clock } from '../core/ports';
import type { Settings } from '../core/settings';
import { toBody, type Answer, type Deliver } from './answer';
import { conclude, NOTHING_WAS_MADE, UNKNOWN_POOL, type Conclusion } from './conclude';
import { placeOf, readEvent, toRequest, type CustomResourceEvent, type Place } from './event';
import { CreatesThatAreOver } from './over';
import { problemOfResponseUrl, signedAt } from './response-url';

export interface HandlerOptions {
  readonly lifecycleFor: (invocation: {
    readonly place: Place;
    readonly log: (line: string) => void;
    readonly signal: AbortSignal;
    /** Milliseconds until work has to stop. */
    readonly timeLeft: () => number;
  }) => Lifecycle;
  readonly settings: Settings;
  /** An origin of response URLs that is allowed beside CloudFormation's own: that of an emulator. */
  readonly responseOrigin?: string | undefined;
  readonly deliver: Deliver;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

export type Handler = (event: unknown, context: Pick<Context, 'getRemainingTimeInMillis' | 'invokedFunctionArn'>) => Promise<void>;

/** Milliseconds kept for sending the answer, and for trying to send it again. */
const TIME_TO_ANSWER = 10_000;
/** Milliseconds of them for a call that is under way to end. */
const TIME_TO_END = 4_000;

/** @returns a handler that throws only if the answer cannot be delivered: Lambda then calls again with the same event. */
export const createHandler = (options: HandlerOptions): Handler => {
  const over = new CreatesThatAreOver();
  return async (raw, context) => {
    const responseUrl = fieldOf(raw, 'ResponseURL');
    if (responseUrl === undefined) {
      options.log('no answer is possible: the event has no ResponseURL');
      return;
    }
    const question = readQuestion(raw, context, { ...options, over }, responseUrl);
    if (typeof question === 'object' && 'unanswerable' in question) {
      options.log(`no answer is possible: ${question.unanswerable}. Nothing was done.`);
      return;
    }
    const { outcome, physicalResourceId } = await concludeInTime(question, options);
    options.log(`answering ${outcome.status === 'failed' ? outcome.code : 'SUCCESS'} for ${physicalResourceId}`);
    await options.deliver(responseUrl, toBody(toAnswer(raw, outcome, physicalResourceId)));
    await confirm(question, { outcome, physicalResourceId }, options);
  };
};

const toAnswer = (raw: unknown, outcome: Conclusion['outcome'], physicalResourceId: string): Answer => ({
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

interface Question {
  readonly event: CustomResourceEvent;
  readonly place: Place;
  /** Milliseconds until the answer has to be on its way. */
  readonly time: number;
  /** The physical resource id to answer if nothing better is known. */
  readonly fallbackId: string;
}

type Refusal = { readonly refused: string; readonly fallbackId: string };

const readQuestion = (
  raw: unknown,
  context: Parameters<Handler>[1],
  { clock, responseOrigin, over }: HandlerOptions & { readonly over: CreatesThatAreOver },
  responseUrl: string,
): Question | Refusal | { readonly unanswerable: string } => {
  const fallbackId = echoed(raw, 'PhysicalResourceId') || NOTHING_WAS_MADE;
  const place = placeOf(context.invokedFunctionArn, echoed(raw, 'StackId'));
  const problem = problemOfResponseUrl(responseUrl, place?.region ?? '', responseOrigin);
  if (problem !== undefined) return { unanswerable: problem };
  const event = readEvent(raw);
  if (typeof event === 'string') return { refused: event, fallbackId };
  if (place === undefined) return { refused: 'Neither the ARN of the function nor StackId shows the account and the region.', fallbackId };
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
  return { event, place, time, fallbackId };
};

/** What the event asks for, or a failure shortly before time is up; nothing further is begun after that. */
const concludeInTime = async (
  question: Question | Refusal,
  { lifecycleFor, settings, clock, log }: HandlerOptions,
): Promise<Conclusion> => {
  const { fallbackId } = question;
  if ('refused' in question)
    return { outcome: { status: 'failed', code: 'InvalidRequest', message: question.refused }, physicalResourceId: fallbackId };
  const { event, place, time } = question;
  const stop = new AbortController();
  let knownPoolId: string | undefined;
  const end = clock.now() + time;
  const lifecycle = lifecycleFor({ place, log, signal: stop.signal, timeLeft: () => end - clock.now() });
  const onPoolKnown = (poolId: string): void => void (knownPoolId = poolId);
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
  { lifecycleFor, settings, clock, log }: HandlerOptions,
): Promise<void> => {
  if ('refused' in question || outcome.status !== 'succeeded' || question.event.requestType === 'Delete') return;
  const { event, place } = question;
  if (physicalResourceId === event.physicalResourceId || event.properties['AdoptIdentityPoolId'] === physicalResourceId) return;
  try {
    const end = clock.now() + TIME_TO_END;
    const lifecycle = lifecycleFor({ place, log, signal: new AbortController().signal, timeLeft: () => end - clock.now() });
    await lifecycle.confirmAnswered(toRequest(event, place, settings), physicalResourceId);
  } catch (error) {
    log(`the mark of ${physicalResourceId} as unanswered stays until the next update: ${toFailed(error, log).code}`);
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
