/** Owns the Lambda function behind Custom::IdentityPoolWithRoles: one event in, exactly one answer out, before the time runs out. */
import type { Context } from 'aws-lambda';
import schema from '../../schema.json';
import { within } from '../core/deadline';
import { toFailed } from '../core/refusals';
import type { Lifecycle, Model } from '../core/operation';
import type { Clock } from '../core/ports';
import type { Settings } from '../core/settings';
import { toBody, type Answer, type Deliver } from './answer';
import { conclude, NOTHING_WAS_MADE, type Conclusion } from './door';
import { placeOf, readEvent, toOperation, type CustomResourceEvent, type Place } from './event';

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
  if (place === undefined) return refuse('Neither the function nor StackId tells account and region.');

  const stop = new AbortController();
  let knownPoolId: string | undefined;
  const lifecycle = lifecycleFor({ place, log, signal: stop.signal });
  const onPoolKnown = (poolId: string): void => void (knownPoolId = poolId);
  const concluded = conclude(event, toOperation(event, place, settings), { lifecycle, clock, onPoolKnown }).catch(
    (error: unknown): Conclusion => ({
      outcome: toFailed(error, log),
      physicalResourceId: fallbackId,
    }),
  );
  const inTime = await within(context.getRemainingTimeInMillis() - TIME_TO_ANSWER, concluded, clock);
  stop.abort(new Error('the time for an answer has run out'));
  if (inTime !== undefined) return inTime;
  // The call that is under way may be the one that makes the pool: without its id nothing would lead to it.
  const late = await within(TIME_TO_END, concluded, clock);
  if (late?.outcome.status === 'succeeded') return late;
  return { outcome: ranOutOfTime(event), physicalResourceId: event.requestType === 'Create' ? (knownPoolId ?? fallbackId) : fallbackId };
};

const ranOutOfTime = ({ requestType }: CustomResourceEvent): Conclusion['outcome'] => ({
  status: 'failed',
  code: 'NotStabilized',
  message:
    `The ${requestType.toLowerCase()} was not done when the function's time ran out; what is half-made is put right by the next update or removed by the delete. ` +
    `AWS may be slow or throttling; the function's log shows how far it came. Try again, or give the function a longer Timeout.`,
});

const fieldOf = (raw: unknown, name: string): string | undefined => {
  const value = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
};
