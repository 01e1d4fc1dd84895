/** What went wrong, for every layer: a CloudFormation handler error code, a message fit for a stack event, and whether trying again may help. */

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

/** What a caller may have to distinguish beyond the code. */
export type FailureReason =
  /** The object that the call is about is not there. */
  | 'absent'
  /** An object of that name is there already. */
  | 'exists'
  /** It cannot be deleted while something is attached to it. */
  | 'inUse'
  /** Cognito refuses a role, maybe because it does not see the role yet (boto3#73). */
  | 'roleRefused';

/** Whether, and how, trying again may help. */
export type Verdict =
  /** The same call may succeed later. The AWS layer has tried it again for as long as the invocation had time. */
  | 'transient'
  /** AWS may not have caught up with itself: the same call may succeed if something was changed a moment ago. */
  | 'settling'
  /** Only another template, permission or quota helps. */
  | 'final';

export interface FailureOptions {
  readonly cause?: unknown;
  readonly reason?: FailureReason | undefined;
  /** What the failed call needs, such as `iam:GetRole`. */
  readonly permission?: string;
  /** `final` unless given. */
  readonly verdict?: Verdict;
}

export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: FailureCode;
  readonly reason: FailureReason | undefined;
  readonly verdict: Verdict;
  /** What the failed call needs; undefined: it is no failure of a call. */
  readonly permission: string | undefined;

  constructor(code: FailureCode, message: string, { cause, reason, verdict = 'final', permission }: FailureOptions = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.reason = reason;
    this.verdict = verdict;
    this.permission = permission;
  }
}
