import { isPassing, toFailure } from '../../src/aws/failures';
import { Failure, type FailureCode, type FailureReason } from '../../src/core/failure';
import { sdkError } from './recorded-client';

const context = { doing: 'Doing it to x', permission: 'iam:DoIt' };
const ALLOW =
  'Allow iam:DoIt to the role that this handler acts as; look for an explicit deny, a permissions boundary and a service control policy too.';
const CREDENTIALS = 'The credentials of this request are no longer good. Try again.';
const PROPERTY = 'Correct the property that this value comes from.';
const QUOTA = 'Remove something of the kind or ask AWS for a higher quota.';
const LATER = 'Try again in a few minutes.';
const MEANWHILE = `Something else is changing it at the same time. ${LATER}`;
const GONE = 'Somebody else may have deleted it; check the id.';

const TABLE: readonly (readonly [names: readonly string[], code: FailureCode, reason: FailureReason | undefined, advice: string])[] = [
  [['ResourceNotFoundException', 'NoSuchEntityException', 'NoSuchEntity'], 'NotFound', 'absent', ` ${GONE}`],
  [['EntityAlreadyExistsException', 'EntityAlreadyExists'], 'AlreadyExists', 'exists', ''],
  [['DeleteConflictException', 'DeleteConflict'], 'ResourceConflict', 'inUse', ' Take off what hangs on it, then delete again.'],
  [['NotAuthorizedException', 'AccessDeniedException', 'AccessDenied', 'UnauthorizedOperation'], 'AccessDenied', undefined, ` ${ALLOW}`],
  [
    [
      'ExpiredToken',
      'ExpiredTokenException',
      'InvalidClientTokenId',
      'UnrecognizedClientException',
      'InvalidSignatureException',
      'SignatureDoesNotMatch',
      'IncompleteSignature',
    ],
    'InvalidCredentials',
    undefined,
    ` ${CREDENTIALS}`,
  ],
  [
    [
      'InvalidParameterException',
      'InvalidInputException',
      'InvalidInput',
      'ValidationError',
      'ValidationException',
      'MalformedPolicyDocumentException',
      'MalformedPolicyDocument',
      'PolicyNotAttachableException',
      'UnmodifiableEntityException',
    ],
    'InvalidRequest',
    undefined,
    ` ${PROPERTY}`,
  ],
  [['LimitExceededException', 'LimitExceeded'], 'ServiceLimitExceeded', undefined, ` ${QUOTA}`],
  [['TooManyRequestsException', 'Throttling', 'ThrottlingException', 'RequestLimitExceeded'], 'Throttling', undefined, ` ${LATER}`],
  [
    ['ConcurrentModificationException', 'ConcurrentModification', 'ResourceConflictException'],
    'ResourceConflict',
    undefined,
    ` ${MEANWHILE}`,
  ],
  [
    ['InternalErrorException', 'ServiceFailureException', 'ServiceFailure', 'InternalFailure', 'ServiceUnavailable'],
    'ServiceInternalError',
    undefined,
    ` ${LATER}`,
  ],
  [['SomethingNewException'], 'GeneralServiceException', undefined, ''],
];

const told = (error: unknown, secrets?: readonly string[]): readonly unknown[] => {
  const { code, reason, message, cause } = toFailure(error, secrets === undefined ? context : { ...context, secrets });
  expect(cause).toBe(error);
  return [code, reason, message];
};

it.each(TABLE.flatMap(([names, ...row]) => names.map((name) => [name, ...row] as const)))(
  '%s is told as %s, with what was done, what AWS said and what to do',
  (name, code, reason, advice) => {
    expect(told(sdkError(name, 'No, not now'))).toEqual([code, reason, `Doing it to x failed. AWS said ${name}: No, not now.${advice}`]);
  },
);

it('a role that Cognito may not see yet is told apart from every other denial', () => {
  expect(told(sdkError('NotAuthorizedException', "Access to Role 'r' is forbidden."))).toEqual([
    'AccessDenied',
    'roleRefused',
    `Doing it to x failed. AWS said NotAuthorizedException: Access to Role 'r' is forbidden. Allow iam:PassRole on that role to the role that this handler acts as. ${ALLOW}`,
  ]);
});

describe('an AWS that is not reached', () => {
  const UNREACHED = 'AWS could not be reached. Try again.';

  it.each(['ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'EPIPE', 'UND_ERR_SOCKET'])('is told as such by the code %s', (code) => {
    const error = Object.assign(new Error('no way'), { code });
    expect(told(error)).toEqual(['NetworkFailure', undefined, `Doing it to x failed. AWS said Error: no way. ${UNREACHED}`]);
  });

  it.each(['TimeoutError', 'RequestTimeout'])('is told as such by the name %s', (name) => {
    expect(told(sdkError(name, 'too long'))).toEqual([
      'NetworkFailure',
      undefined,
      `Doing it to x failed. AWS said ${name}: too long. ${UNREACHED}`,
    ]);
  });

  it.each(['xECONNRESET', 'ECONNRESETx', 'EABC', 'Error', 'NOTIMEOUT', 'a TimeoutError'])('is not meant by %s', (code) => {
    expect(told(Object.assign(new Error('no'), { code }))[0]).toBe('GeneralServiceException');
  });
});

it.each([
  [500, 'ServiceInternalError', ` ${LATER}`],
  [503, 'ServiceInternalError', ` ${LATER}`],
  [499, 'GeneralServiceException', ''],
])('an error of no known name with status %d is told as %s', (httpStatusCode, code, advice) => {
  const error = Object.assign(sdkError('Odd', 'odd'), { $metadata: { httpStatusCode } });
  expect(told(error)).toEqual([code, undefined, `Doing it to x failed. AWS said Odd: odd.${advice}`]);
});

it.each([
  ['text', 'an error without a name.'],
  [null, 'an error without a name.'],
  [undefined, 'an error without a name.'],
  [{ name: 7, message: 8, code: 9 }, 'an error without a name.'],
  [{ name: 'Odd' }, 'Odd.'],
  [{ message: 'odd' }, 'an error without a name: odd.'],
])('what is thrown and is no error, %j, is told all the same', (thrown, said) => {
  expect(told(thrown)).toEqual(['GeneralServiceException', undefined, `Doing it to x failed. AWS said ${said}`]);
});

it.each(['Really?', 'No!', 'Well.'])('a sentence of AWS’s that ends is not ended again: %s', (message) => {
  expect(told(sdkError('Odd', message))[2]).toBe(`Doing it to x failed. AWS said Odd: ${message}`);
});

it('a stop within a sentence of AWS’s does not end it', () => {
  expect(told(sdkError('Odd', 'U.S. only'))[2]).toBe('Doing it to x failed. AWS said Odd: U.S. only.');
});

it('secrets are masked wherever AWS repeats them', () => {
  expect(told(sdkError('Odd', 'no s3cret, no s3cret and no other'), ['s3cret', 'other'])[2]).toBe(
    'Doing it to x failed. AWS said Odd: no (secret), no (secret) and no (secret).',
  );
});

describe('whether the same call may succeed a moment later', () => {
  it.each<[FailureCode, FailureReason | undefined, boolean]>([
    ['Throttling', undefined, true],
    ['NetworkFailure', undefined, true],
    ['ServiceInternalError', undefined, true],
    ['ResourceConflict', undefined, true],
    ['ResourceConflict', 'inUse', false],
    ['ServiceLimitExceeded', undefined, false],
    ['AccessDenied', 'roleRefused', false],
    ['NotFound', 'absent', false],
    ['GeneralServiceException', undefined, false],
  ])('%s with the reason %s: %s', (code, reason, expected) => {
    expect(isPassing(new Failure(code, '', reason === undefined ? {} : { reason }))).toBe(expected);
  });
});
