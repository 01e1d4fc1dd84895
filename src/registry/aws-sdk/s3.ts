/**
 * Answering the runtime library's wish to copy each log line into a bucket called LOG_GROUP-ACCOUNT: nothing is ever sent.
 *
 * The library takes a bucket of that name for its own whoever made it, so that a stranger who guesses the name would be sent the logs.
 */
import { ClientOver, type Operations } from './client';

const nothing = (): Promise<object> => Promise.resolve({});

export default class S3 extends ClientOver {
  protected readonly operations: Operations = { listObjectsV2: nothing, createBucket: nothing, putObject: nothing };
}
