import { Failure } from '../core/failure';
import { UsageError } from './context';

/** undefined: it is a fault of this program, and needs its stack trace. */
export function problemOf(error: unknown): string | undefined {
  return error instanceof Failure || error instanceof UsageError ? error.message : undefined;
}
