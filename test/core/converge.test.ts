import { converge } from '../../src/core/converge';
import { Failure } from '../../src/core/failure';
import type { ObservedState } from '../../src/core/state';
import type { Operation } from '../../src/core/operation';
import { clientMarks } from '../../src/core/rules/ownership';
import {
  AUTHENTICATED,
  DEFAULTS,
  found,
  newRole,
  operation,
  poolAsFound,
  POOL_ARN,
  POOL_ID,
  REQUEST_TAG,
  UNAUTHENTICATED,
} from './fixtures';
import { stubAws, type Answers } from './stub-aws';

const A = 'us-east-1_A';
const CLIENT_NAME = `identity-pool-${POOL_ID.replace(':', '_')}`;
const wantingClient = { AuthenticationProviders: { UserPools: [{ UserPoolId: A }] } };
const listed = { providerName: `cognito-idp.us-east-1.amazonaws.com/${A}`, clientId: 'made', serverSideTokenCheck: true };
const { id: _id, tags: _tags, ...EMPTY } = poolAsFound();
const isNew = { callbackContext: { poolId: POOL_ID, poolIsNew: true } };
const MARKED = { ...REQUEST_TAG, ...clientMarks([A]) };
const MAKING: Answers['clients'] = { create: () => Promise.resolve('made') };

const ATTRIBUTES = {
  IdentityPoolId: POOL_ID,
  Arn: POOL_ARN,
  Name: 'demo_Pool_0123456789',
  AuthenticatedRoleArn: AUTHENTICATED.arn,
  AuthenticatedRoleName: AUTHENTICATED.name,
  UnauthenticatedRoleArn: UNAUTHENTICATED.arn,
  UnauthenticatedRoleName: UNAUTHENTICATED.name,
};
const succeeded = (more: object = {}) => ({ status: 'succeeded', poolId: POOL_ID, model: { ...ATTRIBUTES, ...more } });
const withClient = succeeded({ ...wantingClient, UserPoolClientIds: ['made'] });

const converged = async (asked: Partial<Operation>, state: Partial<ObservedState> = {}, answers: Answers = {}) => {
  const { workplace, calls } = stubAws(answers, 200_000);
  const outcome: unknown = await converge(operation(asked), found(state), workplace).catch((error: unknown) => error);
  return { outcome, calls };
};
const named = ['clients.named', A, CLIENT_NAME];
const create = ['clients.create', A, CLIENT_NAME];
const update = (tags: object) => ['pools.update', POOL_ID, { ...EMPTY, userPoolClients: [listed] }, tags];

describe('a pool becomes what is wanted', () => {
  it.each<[string, Partial<Operation>, Partial<ObservedState>, Answers, object, unknown[]]>([
    ['where it is so already, without a call', {}, {}, {}, succeeded(), []],
    [
      'and the answer says what was given, less the secret',
      { desired: { AuthenticationProviders: { Twitter: { ConsumerKey: 'k', ConsumerSecret: 's' } } } },
      { pool: poolAsFound({ loginProviders: { 'api.twitter.com': 'k;s' } }) },
      {},
      succeeded({ AuthenticationProviders: { Twitter: { ConsumerKey: 'k' } } }),
      [],
    ],
    [
      'with a client that is made first, since the pool names its id',
      { desired: wantingClient },
      {},
      { clients: MAKING },
      withClient,
      [['pools.tag', POOL_ARN, clientMarks([A])], create, update(MARKED)],
    ],
    [
      'with the client that is there',
      { desired: wantingClient },
      { pool: poolAsFound({ tags: MARKED }), createdClients: [{ userPoolId: A, clientId: 'made' }] },
      {},
      withClient,
      [update(MARKED)],
    ],
    [
      'with the client of a new pool, which is looked for',
      { desired: wantingClient, ...isNew },
      { pool: poolAsFound({ tags: MARKED }) },
      { clients: MAKING },
      withClient,
      [named, create, update(MARKED)],
    ],
    [
      'with the client of a new pool that an earlier try made',
      { desired: wantingClient, ...isNew },
      { pool: poolAsFound({ tags: MARKED }) },
      { clients: { named: () => Promise.resolve(['made']) } },
      withClient,
      [named, update(MARKED)],
    ],
    [
      'with the pool’s configuration beside its roles, and what names both after both',
      { desired: { AllowClassicFlow: true } },
      { assignments: { roles: {}, mappings: {} }, createdRoles: [] },
      {},
      succeeded({ AllowClassicFlow: true }),
      [
        ['pools.update', POOL_ID, { ...EMPTY, allowClassicFlow: true }, REQUEST_TAG],
        ['roles.create', newRole('authenticated')],
        ['roles.create', newRole('unauthenticated')],
        ['pools.assignRoles', POOL_ID, { roles: DEFAULTS, mappings: {} }],
      ],
    ],
    ['of which a new one without clients needs no look', isNew, {}, {}, succeeded(), []],
  ])('%s', async (_case, asked, state, answers, outcome, calls) => {
    expect(await converged(asked, state, answers)).toStrictEqual({ outcome, calls });
  });

  it('with roles that are made beside the client', async () => {
    const state = { assignments: { roles: {}, mappings: {} }, createdRoles: [], pool: poolAsFound({ tags: MARKED }) };
    const { outcome, calls } = await converged({ desired: wantingClient }, state, { clients: MAKING });
    expect(outcome).toStrictEqual(withClient);
    expect(calls).toStrictEqual([
      create,
      ['roles.create', newRole('authenticated')],
      ['roles.create', newRole('unauthenticated')],
      update(MARKED),
      ['pools.assignRoles', POOL_ID, { roles: DEFAULTS, mappings: {} }],
    ]);
  });
});

describe('a pool cannot become what is wanted', () => {
  const named = (DeveloperProviderName: string) => ({ AuthenticationProviders: { DeveloperProviderName } });
  const developed = { pool: poolAsFound({ developerProviderName: 'login.old' }) };

  it.each<[string, Partial<Operation>, string]>([
    ['another name', { desired: named('login.new') }, '"login.new"'],
    ['no name', { previous: named('login.old') }, 'null'],
    ['no name among providers', { desired: { AuthenticationProviders: {} }, previous: named('login.old') }, 'null'],
  ])('where a developer provider is to have %s', async (_case, asked, wanted) => {
    const { outcome, calls } = await converged(asked, developed);
    expect(outcome).toBeInstanceOf(Failure);
    expect(outcome).toMatchObject({
      code: 'NotUpdatable',
      message: `AuthenticationProviders.DeveloperProviderName of identity pool ${POOL_ID} is "login.old" and cannot become ${wanted}: once set, Cognito neither changes nor removes it. Another pool has to take its place.`,
    });
    expect(calls).toEqual([]);
  });

  it('where a mapping is for a provider that it does not have', async () => {
    const RoleMappings = [{ IdentityProvider: { LoginProvider: 'Google' as const }, Type: 'Token' as const }];
    const { outcome, calls } = await converged({ desired: { RoleMappings } });
    expect(outcome).toMatchObject({
      code: 'InvalidRequest',
      message:
        'Invalid property. RoleMappings[0].IdentityProvider: is Google (accounts.google.com), which is no provider of this pool. It has none; give AuthenticationProviders.',
    });
    expect(calls).toEqual([]);
  });
});

describe('a pool that is refused a role', () => {
  const refused = new Failure('InvalidRequest', 'no such role', { reason: 'roleRefused' });
  const refusing: Answers = { pools: { assignRoles: () => Promise.reject(refused) } };
  const assignments = { roles: {}, mappings: {} };

  it('is tried again where the role was just made', async () => {
    expect((await converged({}, { assignments, createdRoles: [] }, refusing)).outcome).toStrictEqual({
      status: 'inProgress',
      poolId: POOL_ID,
      callbackContext: { poolId: POOL_ID, poolIsNew: false, waitingSince: 200_000 },
      delaySeconds: 3,
    });
  });

  it('is refused it for good where the role is old, and for any other reason', async () => {
    expect((await converged({}, { assignments }, refusing)).outcome).toBe(refused);
    const denied = new Failure('AccessDenied', 'no');
    const denying: Answers = { pools: { assignRoles: () => Promise.reject(denied) } };
    expect((await converged({}, { assignments, createdRoles: [] }, denying)).outcome).toBe(denied);
  });
});
