/** The one table from what the SDK throws to failures, and to the one verdict on each: whether trying again may help. */
import { isThrottlingError, isTransientError } from '@smithy/core/retry';
import { Failure, type FailureCode, type FailureReason, type Verdict } from '../core/failure';

/** One call, as a message describes it. */
export interface CallContext {
  /** Such as `Setting the roles of identity pool eu-west-1:...`. */
  readonly doing: string;
  /** The permission that the call needs, such as `cognito-identity:SetIdentityPoolRoles`. It names the action, so the action's rate is learned by it. */
  readonly permission: string;
  /** Texts of the call that no message may quote, as AWS does with a value that it refuses. */
  readonly secrets?: readonly string[];
}

/** Who makes the calls, as a message describes them. */
export interface CallerInWords {
  /** To whom a permission is granted. */
  readonly identity: string;
  readonly adviceOnBadCredentials: string;
}

/** The resource's own handler, whose credentials come with each request. */
export const HANDLER: CallerInWords = {
  identity: 'the role that this handler acts as',
  adviceOnBadCredentials: 'The credentials of this request are no longer good. Try again.',
};

/** Somebody at a terminal. */
export const PERSON: CallerInWords = {
  identity: 'the identity behind these credentials',
  adviceOnBadCredentials:
    'Your credentials have expired or are not valid. Sign in again, such as with aws sso login, or name another profile with --profile.',
};

interface Row {
  readonly code: FailureCode;
  readonly verdict: Verdict;
  readonly reason?: FailureReason;
  readonly advice: string | ((context: CallContext, caller: CallerInWords) => string);
}

const LATER = 'Try again in a few minutes.';
const noPermission = ({ permission }: CallContext, { identity }: CallerInWords): string =>
  `Grant ${permission} to ${identity}; look for an explicit deny, a permissions boundary and a service control policy too.`;

const ABSENT: Row = {
  code: 'NotFound',
  verdict: 'final',
  reason: 'absent',
  advice: 'Somebody else may have deleted it; check the id.',
};
const EXISTS: Row = { code: 'AlreadyExists', verdict: 'final', reason: 'exists', advice: '' };
const IN_USE: Row = {
  code: 'ResourceConflict',
  verdict: 'settling',
  reason: 'inUse',
  advice: 'Detach what is attached to it, then delete it again.',
};
const ROLE_REFUSED: Row = {
  code: 'AccessDenied',
  verdict: 'settling',
  reason: 'roleRefused',
  advice: (context, caller) => `Grant iam:PassRole on that role to ${caller.identity}. ${noPermission(context, caller)}`,
};
const DENIED: Row = { code: 'AccessDenied', verdict: 'final', advice: noPermission };
const NO_CREDENTIALS: Row = {
  code: 'InvalidCredentials',
  verdict: 'final',
  advice: (_context, { adviceOnBadCredentials }) => adviceOnBadCredentials,
};
/** The SDK reads the right time from the refusal and signs the next call with it. */
const CLOCK_SKEW: Row = {
  code: 'InvalidCredentials',
  verdict: 'transient',
  advice: "This machine's clock differs from AWS's. Correct it, then try again.",
};
const INVALID: Row = { code: 'InvalidRequest', verdict: 'final', advice: 'Correct the property that this value comes from.' };
/** LimitExceeded is a quota here, although the SDK counts it as throttling. */
const QUOTA: Row = {
  code: 'ServiceLimitExceeded',
  verdict: 'final',
  advice: 'Remove something that counts against this quota, or ask AWS for a higher one.',
};
const THROTTLED: Row = { code: 'Throttling', verdict: 'transient', advice: LATER };
const CONFLICT: Row = {
  code: 'ResourceConflict',
  verdict: 'transient',
  advice: `Something else is changing it at the same time. ${LATER}`,
};
const SERVER: Row = { code: 'ServiceInternalError', verdict: 'transient', advice: LATER };
const UNREACHED: Row = { code: 'NetworkFailure', verdict: 'transient', advice: 'AWS could not be reached. Try again.' };
const UNKNOWN: Row = { code: 'GeneralServiceException', verdict: 'final', advice: '' };

/** By the names that the SDK's v3 clients give; IAM's wire codes are among them, because not every one has a class. */
const ROWS: Readonly<Record<string, Row>> = {
  ResourceNotFoundException: ABSENT,
  NoSuchEntityException: ABSENT,
  NoSuchEntity: ABSENT,
  EntityAlreadyExistsException: EXISTS,
  EntityAlreadyExists: EXISTS,
  DeleteConflictException: IN_USE,
  DeleteConflict: IN_USE,
  NotAuthorizedException: DENIED,
  AccessDeniedException: DENIED,
  AccessDenied: DENIED,
  UnauthorizedOperation: DENIED,
  AuthFailure: NO_CREDENTIALS,
  ExpiredToken: NO_CREDENTIALS,
  ExpiredTokenException: NO_CREDENTIALS,
  InvalidClientTokenId: NO_CREDENTIALS,
  UnrecognizedClientException: NO_CREDENTIALS,
  InvalidSignatureException: NO_CREDENTIALS,
  SignatureDoesNotMatch: NO_CREDENTIALS,
  IncompleteSignature: NO_CREDENTIALS,
  RequestTimeTooSkewed: CLOCK_SKEW,
  RequestExpired: CLOCK_SKEW,
  RequestInTheFuture: CLOCK_SKEW,
  InvalidParameterException: INVALID,
  InvalidInputException: INVALID,
  InvalidInput: INVALID,
  ValidationError: INVALID,
  ValidationException: INVALID,
  MalformedPolicyDocumentException: INVALID,
  MalformedPolicyDocument: INVALID,
  PolicyNotAttachableException: INVALID,
  UnmodifiableEntityException: INVALID,
  UnmodifiableEntity: INVALID,
  LimitExceededException: QUOTA,
  LimitExceeded: QUOTA,
  ServiceQuotaExceededException: QUOTA,
  ConcurrentModificationException: CONFLICT,
  ConcurrentModification: CONFLICT,
  EntityTemporarilyUnmodifiableException: CONFLICT,
  EntityTemporarilyUnmodifiable: CONFLICT,
  ResourceConflictException: CONFLICT,
  InternalErrorException: SERVER,
  ServiceFailureException: SERVER,
  ServiceFailure: SERVER,
  InternalFailure: SERVER,
  InternalServerException: SERVER,
  ServiceUnavailable: SERVER,
};

/** Of Node.js and of the SDK's request handler. */
const NETWORK_ERRORS = /^(E[A-Z]{4,}|EAI_AGAIN|TimeoutError|RequestTimeout|RequestTimeoutException|UND_ERR_.*)$/;

/** The table comes first: where it and the SDK's classification differ, the table knows what the services mean. */
function rowFor(error: unknown): Row {
  const { name, message, status, networkCode } = factsOf(error);
  // Cognito gives the same answer for a role that it does not see yet and for one that it may not pass (boto3#73, LambdAuth#40).
  if (name === 'NotAuthorizedException' && /access to role/i.test(message)) return ROLE_REFUSED;
  const known = Object.hasOwn(ROWS, name) ? ROWS[name] : undefined;
  if ((known === undefined || known === DENIED || known === NO_CREDENTIALS) && isClockSkew(error, message)) return CLOCK_SKEW;
  if (known !== undefined) return known;
  if (networkCode !== undefined) return UNREACHED;
  if (typeof error !== 'object' || error === null) return UNKNOWN;
  if (isThrottlingError(error as SdkError)) return THROTTLED;
  return status >= 500 || isTransientError(error as SdkError) ? SERVER : UNKNOWN;
}

type SdkError = Parameters<typeof isTransientError>[0];

/** Whatever its name: the SDK has noticed the difference between the clocks, or AWS says that the signature is too old. */
function isClockSkew(error: unknown, message: string): boolean {
  const { $metadata } = (error ?? {}) as { readonly $metadata?: { readonly clockSkewCorrected?: boolean } };
  return $metadata?.clockSkewCorrected === true || /signature (expired|not yet current)/i.test(message);
}

/** The failure says what was being done, to what, what AWS said and what to do next; the original stays as the cause. */
export function toFailure(error: unknown, context: CallContext, caller: CallerInWords = HANDLER): Failure {
  const { name, message } = factsOf(error);
  const { code, reason, verdict, advice } = rowFor(error);
  const said = masked(message === '' ? name : `${name}: ${message}`, context.secrets ?? []);
  const text = [`${context.doing} failed. AWS said ${asSentence(said)}`, typeof advice === 'string' ? advice : advice(context, caller)];
  const { permission } = context;
  return new Failure(code, text.filter((sentence) => sentence !== '').join(' '), { cause: error, reason, verdict, permission });
}

interface Facts {
  readonly name: string;
  readonly message: string;
  readonly status: number;
  readonly networkCode: string | undefined;
}

/** Of anything that can be thrown. */
function factsOf(error: unknown): Facts {
  const facts = (typeof error === 'object' && error !== null ? error : {}) as {
    name?: unknown;
    message?: unknown;
    code?: unknown;
    $metadata?: { httpStatusCode?: number };
  };
  const codes = [facts.code, facts.name].filter((code): code is string => typeof code === 'string');
  return {
    name: typeof facts.name === 'string' ? facts.name : 'an error without a name',
    message: typeof facts.message === 'string' ? facts.message : '',
    status: facts.$metadata?.httpStatusCode ?? 0,
    networkCode: codes.find((code) => NETWORK_ERRORS.test(code)),
  };
}

const masked = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((current, secret) => current.replaceAll(secret, '(secret)'), text);

const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
