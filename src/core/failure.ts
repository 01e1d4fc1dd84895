/** Owns the failure that every layer speaks: a CloudFormation handler error code, a message fit for a stack event, and the cause. */

/** The handler error codes this type uses; the names are CloudFormation's. */
export type FailureCode =
  | 'AccessDenied'
  | 'AlreadyExists'
  | 'GeneralServiceException'
  | 'InternalFailure'
  | 'InvalidCredentials'
  | 'InvalidRequest'
  | 'NetworkFailure'
  | 'NotFound'
  | 'NotStabilized'
  | 'NotUpdatable'
  | 'ResourceConflict'
  | 'ServiceInternalError'
  | 'ServiceLimitExceeded'
  | 'Throttling';

/** What a caller may have to tell apart beyond the code. */
export type FailureReason =
  /** The object that the call is about is not there. */
  | 'absent'
  /** An object of that name is there already. */
  | 'exists'
  /** It cannot go while something hangs on it. */
  | 'inUse'
  /** Cognito refuses a role it may simply not see yet (boto3#73). */
  | 'roleRefused';

export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: FailureCode;
  readonly reason: FailureReason | undefined;

  constructor(code: FailureCode, message: string, options: { cause?: unknown; reason?: FailureReason } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.reason = options.reason;
  }
}
