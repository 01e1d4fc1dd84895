import type { Context } from 'aws-lambda';
import schema from '../../schema.json';
import { toFailed } from '../core/answer/refusals';
import { answerInTime } from '../core/deadline';
import type { Lifecycle, Model } from '../core/operation';
import type { Clock } from '../core/ports';
import type { Settings } from '../core/settings';
import { toBody, type Answer, type Deliver } from './answer';
import { conclude, NOTHING_WAS_MADE, type Conclusion } from './conclude';
import { placeOf, readEvent, toRequest, type CustomResourceEvent, type Place } from './event';

export interface HandlerOptions {
  readonly lifecycleFor: (invocation: {
    readonly place: Place;
    readonly log: (line: string) => void;
    readonly signal: AbortSignal;
  }) => Lifecycle;
  readonly settings: Settings;
  readonly deliver: Deliver;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

export type Handler = (event: unknown, context: Pick<Context, 'getRemainingTimeInMillis' | 'invokedFunctionArn'>) => Promise<void>;

/** Milliseconds kept for sending the answer, and for trying to send it again. */
const TIME_TO_ANSWER = 10_000;
/** Milliseconds of them for a call that is under way to end. */
const TIME_TO_END = 4_000;

/** @returns a handler that throws only where the answer cannot be delivered: Lambda then calls again with the same event. */
export const createHandler =
  (options: HandlerOptions): Handler =>
  async (raw, context) => {
    const responseUrl = fieldOf(raw, 'ResponseURL');
    if (responseUrl === undefined) {
      options.log('no answer is possible: the event has no ResponseURL');
      return;
    }
    const { outcome, physicalResourceId } = await concludeInTime(raw, context, options);
    options.log(`answering ${outcome.status === 'failed' ? outcome.code : 'SUCCESS'} for ${physicalResourceId}`);
    await options.deliver(responseUrl, toBody(toAnswer(raw, outcome, physicalResourceId)));
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

/** What the event asks for, or a failure shortly before the function is stopped; nothing further is begun after that. */
const concludeInTime = async (
  raw: unknown,
  context: Parameters<Handler>[1],
  { lifecycleFor, settings, clock, log }: HandlerOptions,
): Promise<Conclusion> => {
  const fallbackId = echoed(raw, 'PhysicalResourceId') || NOTHING_WAS_MADE;
  const refuse = (message: string): Conclusion => ({
    outcome: { status: 'failed', code: 'InvalidRequest', message },
    physicalResourceId: fallbackId,
  });
  const event = readEvent(raw);
  if (typeof event === 'string') return refuse(event);
  const place = placeOf(context.invokedFunctionArn, event.stackId);
  if (place === undefined) return refuse('Neither the ARN of the function nor StackId shows the account and the region.');

  const stop = new AbortController();
  let knownPoolId: string | undefined;
  const lifecycle = lifecycleFor({ place, log, signal: stop.signal });
  const onPoolKnown = (poolId: string): void => void (knownPoolId = poolId);
  const concluded = conclude(event, toRequest(event, place, settings), { lifecycle, clock, onPoolKnown }).catch(
    (error: unknown): Conclusion => ({
      outcome: toFailed(error, log),
      physicalResourceId: fallbackId,
    }),
  );
  const answer = await answerInTime(concluded, {
    clock,
    time: context.getRemainingTimeInMillis() - TIME_TO_ANSWER,
    timeToEnd: TIME_TO_END,
    stop,
    isWorthGiving: ({ outcome }) => outcome.status === 'succeeded',
  });
  if (answer !== undefined) return answer;
  return { outcome: ranOutOfTime(event), physicalResourceId: event.requestType === 'Create' ? (knownPoolId ?? fallbackId) : fallbackId };
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
