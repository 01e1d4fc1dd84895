import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { PERSON, toFailure } from '../../src/aws/failures';
import type { FailureCode, FailureReason, Verdict } from '../../src/core/failure';
import { sdkError } from './recorded-client';

const context = { doing: 'Doing it to x', permission: 'iam:DoIt' };
const ALLOW =
  'Grant iam:DoIt to the role that this handler acts as; look for an explicit deny, a permissions boundary and a service control policy too.';
const CREDENTIALS = 'The credentials of this request are no longer good. Try again.';
const PROPERTY = 'Correct the property that this value comes from.';
const QUOTA = 'Remove something that counts against this quota, or ask AWS for a higher one.';
const LATER = 'Try again in a few minutes.';
const MEANWHILE = `Something else is changing it at the same time. ${LATER}`;
const GONE = 'Somebody else may have deleted it; check the id.';

const NOW = "This machine's clock differs from AWS's. Correct it, then try again.";

type Row = readonly [names: readonly string[], code: FailureCode, verdict: Verdict, advice: string, reason?: FailureReason];

const TABLE: readonly Row[] = [
  [['ResourceNotFoundException', 'NoSuchEntityException', 'NoSuchEntity'], 'NotFound', 'final', ` ${GONE}`, 'absent'],
  [['EntityAlreadyExistsException', 'EntityAlreadyExists'], 'AlreadyExists', 'final', '', 'exists'],
  [
    ['DeleteConflictException', 'DeleteConflict'],
    'ResourceConflict',
    'settling',
    ' Detach what is attached to it, then delete it again.',
    'inUse',
  ],
  [['NotAuthorizedException', 'AccessDeniedException', 'AccessDenied', 'UnauthorizedOperation'], 'AccessDenied', 'final', ` ${ALLOW}`],
  [
    [
      'AuthFailure',
      'ExpiredToken',
      'ExpiredTokenException',
      'InvalidClientTokenId',
      'UnrecognizedClientException',
      'InvalidSignatureException',
      'SignatureDoesNotMatch',
      'IncompleteSignature',
    ],
    'InvalidCredentials',
    'final',
    ` ${CREDENTIALS}`,
  ],
  [['RequestTimeTooSkewed', 'RequestExpired', 'RequestInTheFuture'], 'InvalidCredentials', 'transient', ` ${NOW}`],
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
      'UnmodifiableEntity',
    ],
    'InvalidRequest',
    'final',
    ` ${PROPERTY}`,
  ],
  [['LimitExceededException', 'LimitExceeded', 'ServiceQuotaExceededException'], 'ServiceLimitExceeded', 'final', ` ${QUOTA}`],
  [
    [
      'BandwidthLimitExceeded',
      'EC2ThrottledException',
      'PriorRequestNotComplete',
      'ProvisionedThroughputExceededException',
      'RequestLimitExceeded',
      'RequestThrottled',
      'RequestThrottledException',
      'SlowDown',
      'ThrottledException',
      'Throttling',
      'ThrottlingException',
      'TooManyRequestsException',
      'TransactionInProgressException',
    ],
    'Throttling',
    'transient',
    ` ${LATER}`,
  ],
  [
    [
      'ConcurrentModificationException',
      'ConcurrentModification',
      'EntityTemporarilyUnmodifiableException',
      'EntityTemporarilyUnmodifiable',
      'ResourceConflictException',
    ],
    'ResourceConflict',
    'transient',
    ` ${MEANWHILE}`,
  ],
  [
    [
      'InternalErrorException',
      'InternalServerException',
      'ServiceFailureException',
      'ServiceFailure',
      'InternalFailure',
      'ServiceUnavailable',
    ],
    'ServiceInternalError',
    'transient',
    ` ${LATER}`,
  ],
  [['TimeoutError', 'RequestTimeout', 'RequestTimeoutException'], 'NetworkFailure', 'transient', ' AWS could not be reached. Try again.'],
  [['SomethingNewException', 'toString', 'constructor'], 'GeneralServiceException', 'final', ''],
];

const told = (error: unknown, secrets?: readonly string[]): readonly unknown[] => {
  const { code, reason, message, cause, verdict, permission } = toFailure(error, secrets === undefined ? context : { ...context, secrets });
  expect(cause).toBe(error);
  expect(permission).toBe(context.permission);
  return [code, verdict, reason, message];
};

it.each(TABLE.flatMap(([names, code, verdict, advice, reason]) => names.map((name) => [name, code, verdict, advice, reason] as const)))(
  '%s becomes the failure %s, which is %s, with what was done, what AWS said and what to do',
  (name, code, verdict, advice, reason) => {
    expect(told(sdkError(name, 'No, not now'))).toEqual([
      code,
      verdict,
      reason,
      `Doing it to x failed. AWS said ${name}: No, not now.${advice}`,
    ]);
  },
);

/** What the SDK itself would try again, from its own source. */
const namesOfTheSdk = (list: string): string[] => {
  const source = readFileSync(resolve('node_modules/@smithy/core/dist-cjs/submodules/retry/index.js'), 'utf8');
  const names = new RegExp(`const ${list} = \\[([^\\]]*)\\]`).exec(source)?.[1] ?? '';
  return [...names.matchAll(/"(\w+)"/g)].map(([, name = '']) => name);
};

it.each([
  ['CLOCK_SKEW_ERROR_CODES', 7],
  ['THROTTLING_ERROR_CODES', 14],
  ['TRANSIENT_ERROR_CODES', 3],
])('every name in the SDK’s list %s is in the table above', (list, count) => {
  const names = namesOfTheSdk(list);
  expect(names).toHaveLength(count);
  expect(names.filter((name) => !TABLE.some(([listed]) => listed.includes(name)))).toEqual([]);
});

it.each(['NODEJS_TIMEOUT_ERROR_CODES', 'NODEJS_NETWORK_ERROR_CODES'])('every code in the SDK’s list %s is transient', (list) => {
  const codes = namesOfTheSdk(list);
  expect(codes).toHaveLength(4);
  for (const code of codes) expect(told(Object.assign(new Error('no'), { code }))[1]).toBe('transient');
});

describe('what the status or the SDK adds to a name', () => {
  const said = (name: string, fields: object, message = 'no') => told(Object.assign(sdkError(name, message), fields)).slice(0, 2);
  const status = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });

  it.each<[string, string, object, FailureCode, Verdict]>([
    ['a status of 429 is throttling', 'Odd', status(429), 'Throttling', 'transient'],
    ['a quota stays a quota with a status of 429', 'LimitExceededException', status(429), 'ServiceLimitExceeded', 'final'],
    ['the trait of throttling is throttling', 'Odd', { $retryable: { throttling: true } }, 'Throttling', 'transient'],
    ['another trait of trying again is the server’s failure', 'Odd', { $retryable: {} }, 'ServiceInternalError', 'transient'],
    ['a status of 500 is the server’s failure', 'Odd', status(500), 'ServiceInternalError', 'transient'],
    ['a status of 503 is the server’s failure', 'Odd', status(503), 'ServiceInternalError', 'transient'],
    ['a status of 599 is the server’s failure', 'Odd', status(599), 'ServiceInternalError', 'transient'],
    ['a status of 499 says nothing', 'Odd', status(499), 'GeneralServiceException', 'final'],
    ['a network error as the cause is the server’s failure', 'Odd', { cause: { code: 'ECONNRESET' } }, 'ServiceInternalError', 'transient'],
  ])('%s', (_sentence, name, fields, ...expected) => {
    expect(said(name, fields)).toEqual(expected);
  });

  const corrected = { $metadata: { httpStatusCode: 403, clockSkewCorrected: true } };

  it.each<[string, string, object, string, FailureCode, Verdict]>([
    ['a refusal after which the SDK corrected its clock', 'AccessDenied', corrected, 'no', 'InvalidCredentials', 'transient'],
    ['one of a name that is not known', 'Odd', corrected, 'no', 'InvalidCredentials', 'transient'],
    ['a signature that is too old', 'InvalidSignatureException', {}, 'Signature expired: 1 < 2', 'InvalidCredentials', 'transient'],
    ['a signature from the future', 'SignatureDoesNotMatch', {}, 'Signature not yet current: 2 > 1', 'InvalidCredentials', 'transient'],
    ['an answer about the call itself, whatever the clock', 'NoSuchEntity', corrected, 'no', 'NotFound', 'final'],
  ])('of clocks that differ: %s', (_sentence, name, fields, message, ...expected) => {
    expect(said(name, fields, message)).toEqual(expected);
  });
});

it('a role that Cognito may not see yet is distinguished from every other denial', () => {
  expect(told(sdkError('NotAuthorizedException', "Access to Role 'r' is forbidden."))).toEqual([
    'AccessDenied',
    'settling',
    'roleRefused',
    `Doing it to x failed. AWS said NotAuthorizedException: Access to Role 'r' is forbidden. Grant iam:PassRole on that role to the role that this handler acts as. ${ALLOW}`,
  ]);
});

it.each([
  ['AccessDenied', 'Grant iam:DoIt to the identity behind these credentials; look for'],
  ['ExpiredToken', 'Your credentials have expired or are not valid. Sign in again, such as with aws sso login,'],
])('a person at a terminal is advised on %s in other words than a template author', (name, advice) => {
  expect(toFailure(sdkError(name, 'No'), context, PERSON).message).toMatch(`Doing it to x failed. AWS said ${name}: No. ${advice}`);
});

describe('an AWS that is not reached', () => {
  const UNREACHED = 'AWS could not be reached. Try again.';

  it.each(['ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'EPIPE', 'UND_ERR_SOCKET'])('is recognized by the code %s', (code) => {
    const error = Object.assign(new Error('no way'), { code });
    expect(told(error)).toEqual(['NetworkFailure', 'transient', undefined, `Doing it to x failed. AWS said Error: no way. ${UNREACHED}`]);
  });

  it.each(['xECONNRESET', 'ECONNRESETx', 'EABC', 'Error', 'NOTIMEOUT', 'a TimeoutError'])('is not meant by %s', (code) => {
    expect(told(Object.assign(new Error('no'), { code }))[0]).toBe('GeneralServiceException');
  });
});

it.each([
  ['text', 'an error without a name.'],
  [null, 'an error without a name.'],
  [undefined, 'an error without a name.'],
  [{ name: 7, message: 8, code: 9 }, 'an error without a name.'],
  [{ name: 'Odd' }, 'Odd.'],
  [{ message: 'odd' }, 'an error without a name: odd.'],
])('what is thrown and is no error, %j, is reported all the same', (thrown, said) => {
  expect(told(thrown)).toEqual(['GeneralServiceException', 'final', undefined, `Doing it to x failed. AWS said ${said}`]);
});

it.each(['Really?', 'No!', 'Well.'])('a sentence of AWS’s that ends is not ended again: %s', (message) => {
  expect(told(sdkError('Odd', message))[3]).toBe(`Doing it to x failed. AWS said Odd: ${message}`);
});

it('a stop within a sentence of AWS’s does not end it', () => {
  expect(told(sdkError('Odd', 'U.S. only'))[3]).toBe('Doing it to x failed. AWS said Odd: U.S. only.');
});

it('secrets are masked wherever AWS repeats them', () => {
  expect(told(sdkError('Odd', 'no s3cret, no s3cret and no other'), ['s3cret', 'other'])[3]).toBe(
    'Doing it to x failed. AWS said Odd: no (secret), no (secret) and no (secret).',
  );
});
