/** How long this layer is patient, and with how many calls at a time: every number by its name. Times are in milliseconds, rates in calls a second. */
import type { AnsweredCall, Clock } from '../core/ports';
import type { CallerInWords } from './failures';

/** What the calls of one invocation have in common: its clock, and the time that it has. */
export interface CallPolicy {
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  /** The resource's handler unless given. */
  readonly caller?: CallerInWords;
  /** Aborted when the time for an answer runs out: nothing further is sent. */
  readonly signal?: AbortSignal;
  /**
   * Milliseconds until the answer has to be given. A call that cannot be tried again before then fails with what AWS said last. If left out, a call
   * is tried until the signal is aborted.
   */
  readonly timeLeft?: () => number;
  /** From 0 to 1, as Math.random. */
  readonly random?: () => number;
  /** Called for every call that was sent and answered, repeats included. */
  readonly onCall?: (call: AnsweredCall) => void;
}

/** How long each call is tried if there is neither a time nor a signal: for a person who waits at a terminal. */
export const PATIENCE_WITHOUT_DEADLINE = 60_000;

/**
 * How long something else may be changing the same thing. Such a change takes seconds; what lasts longer is no coincidence, and a template author
 * should learn of it before the whole time for the answer is over.
 */
export const PATIENCE_WITH_CONFLICTS = 10_000;

/** The pause after a first failure of the server, the network or a conflict. It doubles with each further one, and jitter takes off up to half. */
export const FIRST_PAUSE = 200;
export const LONGEST_PAUSE = 10_000;

/**
 * Calls in flight at a time: a template with everything reads and deletes its three roles by so many side by side. Refusals for their rate halve the
 * number, down to the fewest; so many answers without one add one back.
 */
export const MOST_IN_FLIGHT = 10;
export const FEWEST_IN_FLIGHT = 2;
export const ANSWERS_FOR_ONE_MORE = 8;

/** The rate of an action that was refused before any call of it got through. */
export const FIRST_RATE = 1;
export const LOWEST_RATE = 0.2;
/** A rate above this is no longer held to: the calls in flight limit more. */
export const HIGHEST_RATE = 50;
/** What a refusal leaves of an action's rate. */
export const RATE_AFTER_REFUSAL = 0.7;
/** How long an action rests after a refusal; jitter takes off up to half. AWS counts by the second. */
export const REST_AFTER_REFUSAL = 1_000;
/** What each answer adds to its action's rate: this share of it, more the longer nothing was refused. */
export const RATE_GAIN = 0.02;
/** And at least so much, in calls a second: invocations that share a rate come to equal parts of it, whichever was refused more often before. */
export const LEAST_GAIN = 0.02;
/** After so many answers in a row the share has doubled. */
export const ANSWERS_FOR_DOUBLE_GAIN = 10;

/** How long a connection may take to be established; waiting for a free socket does not count. */
export const CONNECTING = 3_000;
/** How long a connection may be silent while an answer is due. */
export const SILENCE = 15_000;
/** Connections to one service endpoint at a time. */
export const CONNECTIONS = 50;
