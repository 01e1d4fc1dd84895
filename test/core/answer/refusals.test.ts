import {
  inAnotherRegion,
  noSuchPool,
  notAsDescribed,
  notOwned,
  notUpdatable,
  ownedByAnother,
  poolIsGone,
  refuse,
  toFailed,
} from '../../../src/core/answer/refusals';
import { Failure } from '../../../src/core/failure';
import { ownerMarks } from '../../../src/core/rules/ownership';
import { ACCOUNT, configuration, observedPool, observedState, POOL_ARN, POOL_ID, REQUEST_TAG, thrownBy } from '../fixtures';

describe('a failure', () => {
  it.each([
    ['says that no pool was named', noSuchPool(undefined), 'NotFound', 'No IdentityPoolId was given, so there is no such identity pool.'],
    ['says so also of an empty text', noSuchPool(''), 'NotFound', 'No IdentityPoolId was given, so there is no such identity pool.'],
    ['names the pool that does not exist', noSuchPool('x'), 'NotFound', 'There is no identity pool "x".'],
    ['quotes 80 characters of it', noSuchPool('x'.repeat(81)), 'NotFound', `There is no identity pool "${'x'.repeat(80)}".`],
    [
      'says that an id is of another region',
      inAnotherRegion(POOL_ID, 'eu-west-1'),
      'NotFound',
      `Identity pool ${POOL_ID} is not in eu-west-1: its id begins with its region. Nothing was changed. Send the request to that region.`,
    ],
    [
      'says that somebody else deleted the pool meanwhile',
      poolIsGone(POOL_ID),
      'NotStabilized',
      `Identity pool ${POOL_ID} was deleted by somebody else while its roles were being created.`,
    ],
    [
      'says that a pool carries no mark',
      notOwned(observedPool({ tags: {} })),
      'InvalidRequest',
      `Identity pool ${POOL_ID} was not created by this resource: it carries no mark of this type. Nothing was changed. Name the resource's own pool, or remove the resource from the template with DeletionPolicy: Retain.`,
    ],
    [
      'says whose a pool is by its marks',
      notOwned(observedPool({ tags: { ...REQUEST_TAG, ...ownerMarks({ stackId: 'stack', logicalId: 'Other' }) } })),
      'InvalidRequest',
      `Identity pool ${POOL_ID} was not created by this resource: its marks say that it belongs to Other in stack. Nothing was changed. Name the resource's own pool, or remove the resource from the template with DeletionPolicy: Retain.`,
    ],
    [
      'says where the template differs from the pool that it adopts',
      notAsDescribed(POOL_ID, [{ path: 'Tags', problem: 'differs.' }]),
      'InvalidRequest',
      `AdoptIdentityPoolId: the template differs from identity pool ${POOL_ID} in one place. Nothing was changed. Describe the pool as it is, and change it with the next update. (1) Tags: differs.`,
    ],
    [
      'says in how many places it differs',
      notAsDescribed(POOL_ID, [
        { path: 'Tags', problem: 'differs.' },
        { path: 'Name', problem: 'too.' },
      ]),
      'InvalidRequest',
      `AdoptIdentityPoolId: the template differs from identity pool ${POOL_ID} in 2 places. Nothing was changed. Describe the pool as it is, and change it with the next update. (1) Tags: differs. (2) Name: too.`,
    ],
    [
      'says that the pool to adopt belongs to a resource of a stack',
      ownedByAnother(
        ACCOUNT,
        observedState({ pool: observedPool({ tags: { team: 'web', ...ownerMarks({ stackId: 'stack', logicalId: 'Other' }) } }) }),
      ),
      'AlreadyExists',
      `AdoptIdentityPoolId: identity pool ${POOL_ID} belongs to Other in stack, by its marks. Nothing was changed. If that resource no longer exists because its stack retained the pool, take the marks off and try again: aws cognito-identity untag-resource --region us-east-1 --resource-arn ${POOL_ARN} --tag-keys ${Object.keys(ownerMarks({ stackId: 'stack', logicalId: 'Other' })).join(' ')}`,
    ],
    [
      'says that it belongs to a resource without a stack',
      ownedByAnother(ACCOUNT, observedState()),
      'AlreadyExists',
      `AdoptIdentityPoolId: identity pool ${POOL_ID} belongs to a resource without a stack, by its marks. Nothing was changed. If that resource no longer exists because its stack retained the pool, take the marks off and try again: aws cognito-identity untag-resource --region us-east-1 --resource-arn ${POOL_ARN} --tag-keys ${Object.keys(REQUEST_TAG).join(' ')}`,
    ],
    ...(
      [
        ['"login.new"', { developerProviderName: 'login.new' }],
        ['null', {}],
      ] as const
    ).map(
      ([shown, more]) =>
        [
          `says that a developer provider’s name cannot become ${shown}`,
          notUpdatable(
            { configuration: configuration(more) },
            observedState({ pool: observedPool({ developerProviderName: 'login.old' }) }),
          ),
          'NotUpdatable',
          `AuthenticationProviders.DeveloperProviderName of identity pool ${POOL_ID} is "login.old" and cannot become ${shown}: once set, Cognito neither changes nor removes it. Another pool has to take its place.`,
        ] as const,
    ),
  ] as const)('%s', (_case, failure, code, message) => {
    expect(failure).toBeInstanceOf(Failure);
    expect({ code: failure.code, message: failure.message, reason: failure.reason }).toEqual({ code, message, reason: undefined });
  });
});

it('a request is refused with all its problems, and not without any', () => {
  const problems = [
    { path: 'A', problem: 'is wrong.' },
    { path: 'B', problem: 'is too.' },
  ];
  expect(thrownBy(() => refuse([]))).toBeUndefined();
  const refusal = thrownBy(() => refuse(problems));
  expect(refusal).toBeInstanceOf(Failure);
  expect(refusal).toMatchObject({ code: 'InvalidRequest', message: '2 invalid properties. (1) A: is wrong. (2) B: is too.' });
});

describe('CloudFormation gets', () => {
  const UNKNOWN = {
    status: 'failed',
    code: 'InternalFailure',
    message: 'The handler met an error that it does not know. Its log names the place.',
  };
  const told = (error: unknown) => {
    const lines: unknown[] = [];
    return { failed: toFailed(error, (...line) => lines.push(line)), lines };
  };
  const unexpected = new TypeError('a secret');

  it.each<[string, unknown, object, unknown[]]>([
    [
      'the code and the message of a failure',
      new Failure('Throttling', 'Slowly.'),
      { status: 'failed', code: 'Throttling', message: 'Slowly.' },
      [],
    ],
    [
      'nothing of an unexpected error, which is logged',
      unexpected,
      UNKNOWN,
      [['an unexpected error', { level: 'ERROR', error: unexpected }]],
    ],
    ['nothing of what is thrown and is no error', 'a secret', UNKNOWN, [['an unexpected error', { level: 'ERROR', error: 'a secret' }]]],
  ])('%s', (_case, error, failed, lines) => {
    expect(told(error)).toStrictEqual({ failed, lines });
  });
});
