/** Owns the one table from SDK errors to failures. */
import { Failure, type FailureCode, type FailureReason } from '../core/failure';

/** One call, as a message tells of it. */
export interface CallContext {
  /** Such as `Setting the roles of identity pool eu-west-1:...`. */
  readonly doing: string;
  /** The permission that the call needs, such as `cognito-identity:SetIdentityPoolRoles`. */
  readonly permission: string;
  /** Texts of the call that no message may quote, as AWS does with a value that it refuses. */
  readonly secrets?: readonly string[];
}

interface Row {
  readonly code: FailureCode;
  readonly reason?: FailureReason;
  readonly advice: string;
}

const invalid = 'Correct the property that this value comes from.';
const later = 'Try again in a few minutes.';
const noPermission = ({ permission }: CallContext): string =>
  `Allow ${permission} to the role that this handler acts as; look for an explicit deny, a permissions boundary and a service control policy too.`;

/** Names as the SDK's v3 clients give them; IAM's wire codes are among them, for not every one has a class. */
const rowFor = (name: string, message: string, context: CallContext): Row | undefined => {
  switch (name) {
    case 'ResourceNotFoundException':
    case 'NoSuchEntityException':
    case 'NoSuchEntity':
      return { code: 'NotFound', reason: 'absent', advice: 'Somebody else may have deleted it; check the id.' };
    case 'EntityAlreadyExistsException':
    case 'EntityAlreadyExists':
      return { code: 'AlreadyExists', reason: 'exists', advice: '' };
    case 'DeleteConflictException':
    case 'DeleteConflict':
      return { code: 'ResourceConflict', reason: 'inUse', advice: 'Take off what hangs on it, then delete again.' };
    case 'NotAuthorizedException':
      // Cognito's answer to a role that it cannot see yet, as to one that it may not pass (boto3#73, LambdAuth#40).
      return /access to role/i.test(message)
        ? {
            code: 'AccessDenied',
            reason: 'roleRefused',
            advice: `Allow iam:PassRole on that role to the role that this handler acts as. ${noPermission(context)}`,
          }
        : { code: 'AccessDenied', advice: noPermission(context) };
    case 'AccessDeniedException':
    case 'AccessDenied':
    case 'UnauthorizedOperation':
      return { code: 'AccessDenied', advice: noPermission(context) };
    case 'ExpiredToken':
    case 'ExpiredTokenException':
    case 'InvalidClientTokenId':
    case 'UnrecognizedClientException':
    case 'InvalidSignatureException':
    case 'SignatureDoesNotMatch':
    case 'IncompleteSignature':
      return { code: 'InvalidCredentials', advice: 'The credentials of this request are no longer good. Try again.' };
    case 'InvalidParameterException':
    case 'InvalidInputException':
    case 'InvalidInput':
    case 'ValidationError':
    case 'ValidationException':
    case 'MalformedPolicyDocumentException':
    case 'MalformedPolicyDocument':
    case 'PolicyNotAttachableException':
    case 'UnmodifiableEntityException':
      return { code: 'InvalidRequest', advice: invalid };
    case 'LimitExceededException':
    case 'LimitExceeded':
      return { code: 'ServiceLimitExceeded', advice: 'Remove something of the kind or ask AWS for a higher quota.' };
    case 'TooManyRequestsException':
    case 'Throttling':
    case 'ThrottlingException':
    case 'RequestLimitExceeded':
      return { code: 'Throttling', advice: later };
    case 'ConcurrentModificationException':
    case 'ConcurrentModification':
    case 'ResourceConflictException':
      return { code: 'ResourceConflict', advice: `Something else is changing it at the same time. ${later}` };
    case 'InternalErrorException':
    case 'ServiceFailureException':
    case 'ServiceFailure':
    case 'InternalFailure':
    case 'ServiceUnavailable':
      return { code: 'ServiceInternalError', advice: later };
    default:
      return undefined;
  }
};

const NETWORK_ERRORS = /^(E[A-Z]{4,}|EAI_AGAIN|TimeoutError|RequestTimeout|UND_ERR_.*)$/;

/** Says what was being done, to what, what AWS said and what to do next; the original stays as the cause. */
export const toFailure = (error: unknown, context: CallContext): Failure => {
  const { name, message, status, networkCode } = factsOf(error);
  const row =
    rowFor(name, message, context) ??
    (networkCode === undefined ? undefined : { code: 'NetworkFailure' as const, advice: 'AWS could not be reached. Try again.' }) ??
    (status >= 500 ? { code: 'ServiceInternalError' as const, advice: later } : { code: 'GeneralServiceException' as const, advice: '' });
  const said = masked(message === '' ? name : `${name}: ${message}`, context.secrets ?? []);
  return new Failure(
    row.code,
    [`${context.doing} failed. AWS said ${withStop(said)}`, row.advice].filter((text) => text !== '').join(' '),
    {
      cause: error,
      ...(row.reason === undefined ? {} : { reason: row.reason }),
    },
  );
};

/** Whether the same call may succeed a moment later. IAM's LimitExceeded is a quota, although the SDK counts it as throttling. */
export const isPassing = (failure: Failure): boolean =>
  failure.code === 'Throttling' ||
  failure.code === 'NetworkFailure' ||
  failure.code === 'ServiceInternalError' ||
  (failure.code === 'ResourceConflict' && failure.reason === undefined);

const factsOf = (error: unknown): { name: string; message: string; status: number; networkCode: string | undefined } => {
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
};

const masked = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((current, secret) => current.replaceAll(secret, '(secret)'), text);

const withStop = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
