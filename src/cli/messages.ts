/** What the gateways say to a template author, said to the person at the terminal. */
import { Failure } from '../core/failure';
import { UsageError } from './context';

/** For them the caller is the resource's handler, and its credentials come with the request. */
const REWORDED: readonly (readonly [string, string])[] = [
  ['the role that this handler acts as', 'the identity behind these credentials'],
  [
    'The credentials of this request are no longer good. Try again.',
    'Your credentials have expired or are not valid. Sign in again, such as with aws sso login, or name another profile with --profile.',
  ],
];

export function forPeople(message: string): string {
  return REWORDED.reduce((text, [from, to]) => text.replaceAll(from, to), message);
}

/** undefined: it is a fault of this program, and needs its stack trace. */
export function problemOf(error: unknown): string | undefined {
  return error instanceof Failure || error instanceof UsageError ? forPeople(error.message) : undefined;
}
