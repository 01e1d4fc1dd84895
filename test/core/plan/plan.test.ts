import type { ObservedState } from '../../../src/core/state';
import type { Operation } from '../../../src/core/operation';
import { clientsToUse, planChange, planClients, planDeletion, wholeOf } from '../../../src/core/plan';
import { clientMarks, formMarks } from '../../../src/core/rules/ownership';
import type { ObservedPool, PoolConfiguration, PrincipalTags, RoleMapping, UserPoolClient } from '../../../src/core/state';
import type { Plan, Step } from '../../../src/core/plan/steps';
import {
  ASSIGNED,
  AUTHENTICATED,
  CLIENTS_TAG,
  createdRole,
  DEFAULTS,
  found,
  newRole,
  operation,
  poolAsFound,
  POOL_ARN,
  POOL_ID,
  pruned,
  REQUEST_TAG,
  roleArn,
  trustOf,
  UNAUTHENTICATED,
} from '../fixtures';

const [A, B] = ['us-east-1_A', 'us-east-1_B'] as const;
const CLIENT_NAME = 'identity-pool-us-east-1_0f1e2d3c-0000-4000-8000-0123456789ab';
const providerOf = (userPoolId: string): string => `cognito-idp.us-east-1.amazonaws.com/${userPoolId}`;
const listed = (userPoolId: string, clientId: string): UserPoolClient => ({
  providerName: providerOf(userPoolId),
  clientId,
  serverSideTokenCheck: true,
});
const wantingClientsIn = (...ids: readonly string[]) => ({
  AuthenticationProviders: { UserPools: ids.map((UserPoolId) => ({ UserPoolId })) },
});
const GOOGLE = 'accounts.google.com';
const FACEBOOK = 'graph.facebook.com';
const TOKEN: RoleMapping = { type: 'Token', ambiguousRoleResolution: 'Deny' };

const configurationOf = ({ id: _id, tags: _tags, ...configuration }: ObservedPool): PoolConfiguration => configuration;

const planned = (asked: Partial<Operation>, state: Partial<ObservedState> = {}) => {
  const change = planChange(operation(asked), found(state));
  if (change === undefined) throw new Error('needs another pool');
  const { roles, pool, rest, outcome } = change;
  return { roles: pruned(roles), pool: pruned(pool), rest: pruned(rest), outcome };
};

const NO_STEPS = { roles: undefined, pool: undefined, rest: undefined };
const outcome = (pool: Partial<ObservedPool> = {}) => ({
  configuration: configurationOf(poolAsFound(pool)),
  defaultRoles: DEFAULTS,
  mappedRoleArns: [],
});
const updatePool = (pool: Partial<ObservedPool>, tags: Record<string, string> = REQUEST_TAG): Step => ({
  do: 'updatePool',
  poolId: POOL_ID,
  configuration: configurationOf(poolAsFound(pool)),
  tags,
});
const assignRoles = (mappings: Readonly<Record<string, RoleMapping>>): Step => ({
  do: 'assignRoles',
  poolId: POOL_ID,
  assignments: { roles: DEFAULTS, mappings },
});
const setPrincipalTags = (providerName: string, principalTags: PrincipalTags): Step => ({
  do: 'setPrincipalTags',
  poolId: POOL_ID,
  providerName,
  principalTags,
});
const google = (more: object = {}) => ({ AuthenticationProviders: { Google: { ClientId: 'g' }, ...more } });
const tokenMapping = (LoginProvider: 'Google' | 'Facebook') => ({ IdentityProvider: { LoginProvider }, Type: 'Token' as const });

it('a whole change is the pool beside the roles, and the rest after both', () => {
  const [roles, pool, rest]: Step[] = ['r', 'p', 's'].map((roleName) => ({ do: 'deleteRole', roleName }));
  if (roles === undefined || pool === undefined || rest === undefined) throw new Error('three steps');
  expect(wholeOf({ roles, pool, rest, outcome: outcome() })).toStrictEqual({ inOrder: [{ sideBySide: [pool, roles] }, rest] });
});

describe('app clients', () => {
  const create = (userPoolId: string): Step => ({ do: 'createClient', userPoolId, clientName: CLIENT_NAME });
  const tag = (value: string): Step => ({ do: 'tagPool', poolArn: POOL_ARN, tags: { [CLIENTS_TAG]: value } });

  it.each<[string, Operation['desired'], Partial<ObservedState>, Plan]>([
    ['is wanted', {}, {}, { inOrder: [] }],
    [
      'is missing',
      wantingClientsIn(A, B),
      {
        createdClients: [
          { userPoolId: A, clientId: 'a' },
          { userPoolId: B, clientId: 'b' },
        ],
      },
      { inOrder: [] },
    ],
  ])('need no step, not even a mark, where none %s', (_case, desired, state, plan) => {
    expect(planClients(operation({ desired }), found(state))).toStrictEqual(plan);
  });

  it('are marked on the pool before they are created, beside those that are marked already', () => {
    const pool = poolAsFound({ tags: { ...REQUEST_TAG, [CLIENTS_TAG]: 'us-east-1_C' } });
    expect(planClients(operation({ desired: wantingClientsIn(A, B) }), found({ pool }))).toStrictEqual({
      inOrder: [tag(`${A} ${B} us-east-1_C`), { sideBySide: [create(A), create(B)] }],
    });
  });

  it('are created, those that are missing, without a mark where it is there already', () => {
    const state = { pool: poolAsFound({ tags: { [CLIENTS_TAG]: `${A} ${B}` } }), createdClients: [{ userPoolId: A, clientId: 'a' }] };
    expect(planClients(operation({ desired: wantingClientsIn(A, B) }), found(state))).toStrictEqual({
      inOrder: [{ sideBySide: [create(B)] }],
    });
  });

  it('are used as the pool lists them, where two were created in one user pool', () => {
    const [one, two, other] = [
      { userPoolId: A, clientId: 'one' },
      { userPoolId: A, clientId: 'two' },
      { userPoolId: B, clientId: 'other' },
    ];
    const using = (clientId: string, ...createdClients: ObservedState['createdClients']) => [
      ...clientsToUse(found({ pool: poolAsFound({ userPoolClients: [listed(A, clientId)] }), createdClients })),
    ];
    expect(new Map(using('one', one, two, other))).toStrictEqual(
      new Map([
        [A, 'one'],
        [B, 'other'],
      ]),
    );
    expect([using('two', one, two), using('two', two, one)]).toStrictEqual([[[A, 'two']], [[A, 'two']]]);
  });
});

describe('a change', () => {
  it('has no steps where AWS is as it should be', () => {
    expect(planned({})).toStrictEqual({ ...NO_STEPS, outcome: outcome() });
  });

  it('is none where only another pool can have it', () => {
    const state = found({ pool: poolAsFound({ developerProviderName: 'login.old' }) });
    const desired = { AuthenticationProviders: { DeveloperProviderName: 'login.new' } };
    expect(planChange(operation({ desired }), state)).toBeUndefined();
  });

  it('of the configuration comes first, once', () => {
    expect(planned({ desired: { AllowClassicFlow: true } })).toStrictEqual({
      ...NO_STEPS,
      pool: updatePool({ allowClassicFlow: true }),
      outcome: outcome({ allowClassicFlow: true }),
    });
  });

  it('of tags is told to the pool with the rest of it, and to its roles', () => {
    const tags = { ...REQUEST_TAG, old: '1', team: 'app', 'aws:x': '1' };
    const wanted = { ...REQUEST_TAG, team: 'web' };
    const tagged = (role: typeof AUTHENTICATED) => ({ ...role, tags: { ...role.tags, team: 'web' } });
    expect(
      planned(
        { desired: { Tags: [{ Key: 'team', Value: 'web' }], AllowClassicFlow: true } },
        { pool: poolAsFound({ tags }), createdRoles: [AUTHENTICATED, UNAUTHENTICATED].map(tagged) },
      ),
    ).toStrictEqual({
      ...NO_STEPS,
      pool: {
        inOrder: [
          updatePool({ allowClassicFlow: true }, wanted),
          { do: 'tagPool', poolArn: POOL_ARN, tags: { team: 'web' } },
          { do: 'untagPool', poolArn: POOL_ARN, keys: ['old'] },
        ],
      },
      outcome: outcome({ allowClassicFlow: true }),
    });
  });

  it('invents no mark of a request where the pool has none', () => {
    expect(planned({ desired: { AllowClassicFlow: true } }, { pool: poolAsFound({ tags: {} }) })).toStrictEqual({
      ...NO_STEPS,
      pool: updatePool({ allowClassicFlow: true }, {}),
      outcome: outcome({ allowClassicFlow: true }),
    });
  });

  it.each<[string, Partial<ObservedState>]>([
    ['both kinds', { assignments: { roles: {}, mappings: {} } }],
    ['one kind', { assignments: { roles: { authenticated: DEFAULTS.authenticated }, mappings: {} } }],
    ['the other', { assignments: { roles: { unauthenticated: DEFAULTS.unauthenticated }, mappings: {} } }],
  ])('of the roles of %s is one call, of both maps whole', (_case, state) => {
    expect(planned({}, state)).toStrictEqual({ ...NO_STEPS, rest: assignRoles({}), outcome: outcome() });
  });

  it('makes the roles, assigns them, and removes what they replace', () => {
    const desired = { AuthenticatedRole: { RoleName: 'new' }, MappedRoles: [{ Name: 'One' }, { Name: 'Two' }] };
    const defaultRoles = { ...DEFAULTS, authenticated: roleArn('new') };
    const [one, two] = [createdRole('mapped/One', {}, 0), createdRole('mapped/Two', {}, 1)];
    expect(planned({ desired }, { createdRoles: [AUTHENTICATED, UNAUTHENTICATED, one, two] })).toStrictEqual({
      pool: undefined,
      roles: { do: 'createRole', role: newRole('authenticated', { name: 'new' }) },
      rest: {
        inOrder: [
          { do: 'assignRoles', poolId: POOL_ID, assignments: { roles: defaultRoles, mappings: {} } },
          {
            inOrder: [
              { do: 'leaveInstanceProfiles', roleName: AUTHENTICATED.name },
              { do: 'deleteRole', roleName: AUTHENTICATED.name },
            ],
          },
        ],
      },
      outcome: { configuration: outcome().configuration, defaultRoles, mappedRoleArns: [one.arn, two.arn] },
    });
  });
});

describe('role mappings', () => {
  const pool = poolAsFound({ loginProviders: { [GOOGLE]: 'g' } });
  const mapped = { roles: DEFAULTS, mappings: { [GOOGLE]: TOKEN } };
  const none = { ...NO_STEPS, outcome: outcome(pool) };

  it.each<[string, Partial<Operation>, ObservedState['assignments'], Plan | undefined]>([
    ['stay where no template has a word of them', {}, mapped, undefined],
    ['stay where neither of two templates has', { previous: {} }, mapped, undefined],
    ['go where the template before had', { previous: { RoleMappings: [] } }, mapped, assignRoles({})],
    ['go where the template wants none', { desired: { RoleMappings: [] } }, mapped, assignRoles({})],
    ['come', { desired: { RoleMappings: [tokenMapping('Google')] } }, ASSIGNED, assignRoles({ [GOOGLE]: TOKEN })],
    ['stay where they are as they should be', { desired: { RoleMappings: [tokenMapping('Google')] } }, mapped, undefined],
  ])('%s', (_case, asked, assignments, rest) => {
    expect(planned(asked, { pool, assignments })).toStrictEqual({ ...none, rest });
  });

  it('name the roles that were made for them', () => {
    const admin = createdRole('mapped/Admin', {}, 0);
    const rule = { Claim: 'c', MatchType: 'Equals' as const, Value: 'v' };
    expect(
      planned(
        {
          desired: {
            MappedRoles: [{ Name: 'Admin' }],
            RoleMappings: [
              {
                IdentityProvider: { LoginProvider: 'Google' },
                Type: 'Rules',
                Rules: [
                  { ...rule, Role: 'Admin' },
                  { ...rule, Role: 'Authenticated' },
                ],
              },
            ],
          },
        },
        { pool, createdRoles: [AUTHENTICATED, UNAUTHENTICATED, admin] },
      ).rest,
    ).toStrictEqual(
      assignRoles({
        [GOOGLE]: {
          type: 'Rules',
          ambiguousRoleResolution: 'Deny',
          rules: [admin.arn, AUTHENTICATED.arn].map((roleArn) => ({ claim: 'c', matchType: 'Equals', value: 'v', roleArn })),
        },
      }),
    );
  });

  it('leave a mark of the form in which a provider is written, and lose it with the form', () => {
    const mark = formMarks([{ providerName: GOOGLE, use: 'mapping', form: 'raw' }]);
    const raw = { IdentityProvider: { ProviderName: GOOGLE }, Type: 'Token' as const };
    expect(planned({ desired: { RoleMappings: [raw] } }, { pool, assignments: mapped })).toStrictEqual({
      ...none,
      pool: { do: 'tagPool', poolArn: POOL_ARN, tags: mark },
    });
    const marked = { ...pool, tags: { ...pool.tags, ...mark } };
    expect(planned({ desired: { RoleMappings: [tokenMapping('Google')] } }, { pool: marked, assignments: mapped })).toStrictEqual({
      ...none,
      pool: { do: 'untagPool', poolArn: POOL_ARN, keys: Object.keys(mark) },
    });
  });

  it('of a client that was created leave no mark: no template could have named it', () => {
    const tags = { ...REQUEST_TAG, ...clientMarks([A]) };
    const state = {
      pool: poolAsFound({ tags, userPoolClients: [listed(A, 'a')] }),
      createdClients: [{ userPoolId: A, clientId: 'a' }],
      assignments: { roles: DEFAULTS, mappings: { [`${providerOf(A)}:a`]: TOKEN } },
    };
    const desired = {
      ...wantingClientsIn(A),
      RoleMappings: [{ IdentityProvider: { UserPool: { UserPoolId: A } }, Type: 'Token' as const }],
    };
    expect(planned({ desired }, state)).toStrictEqual({ ...NO_STEPS, outcome: outcome(state.pool) });
  });
});

describe('providers and what is mapped or tagged for them', () => {
  const facebook = { AuthenticationProviders: { Facebook: { AppId: 'f' } } };
  const onlyGoogle = { [GOOGLE]: 'g' };
  const onlyFacebook = { [FACEBOOK]: 'f' };
  const ON: PrincipalTags = { useDefaults: true, tags: {} };
  const OFF: PrincipalTags = { useDefaults: false, tags: {} };

  it('move from one provider to another with a time in between that has both', () => {
    expect(
      planned(
        { desired: { ...facebook, RoleMappings: [tokenMapping('Facebook')] }, previous: google() },
        {
          pool: poolAsFound({ loginProviders: onlyGoogle }),
          assignments: { roles: DEFAULTS, mappings: { [GOOGLE]: TOKEN } },
        },
      ),
    ).toStrictEqual({
      roles: undefined,
      pool: updatePool({ loginProviders: { ...onlyGoogle, ...onlyFacebook } }),
      rest: { inOrder: [assignRoles({ [FACEBOOK]: TOKEN }), updatePool({ loginProviders: onlyFacebook })] },
      outcome: outcome({ loginProviders: onlyFacebook }),
    });
  });

  it('go after what was mapped to them, in one update', () => {
    expect(
      planned(
        { previous: { ...google(), RoleMappings: [tokenMapping('Google')] } },
        {
          pool: poolAsFound({ loginProviders: onlyGoogle }),
          assignments: { roles: DEFAULTS, mappings: { [GOOGLE]: TOKEN } },
        },
      ),
    ).toStrictEqual({
      ...NO_STEPS,
      rest: { inOrder: [assignRoles({}), updatePool({ loginProviders: {} })] },
      outcome: outcome({ loginProviders: {} }),
    });
  });

  it('come before what is mapped to them, in one update', () => {
    expect(planned({ desired: { ...google(), RoleMappings: [tokenMapping('Google')] } })).toStrictEqual({
      ...NO_STEPS,
      pool: updatePool({ loginProviders: onlyGoogle }),
      rest: assignRoles({ [GOOGLE]: TOKEN }),
      outcome: outcome({ loginProviders: onlyGoogle }),
    });
  });

  it('go at once where nothing was mapped to them', () => {
    expect(planned({ previous: google() }, { pool: poolAsFound({ loginProviders: onlyGoogle }) })).toStrictEqual({
      ...NO_STEPS,
      pool: updatePool({ loginProviders: {} }),
      outcome: outcome({ loginProviders: {} }),
    });
  });

  describe('that stay', () => {
    const name = `${providerOf(A)}:a`;
    const userPools = { AuthenticationProviders: { UserPools: [{ UserPoolId: A, UserPoolClientId: 'a' }] } };
    const userPool = { IdentityProvider: { UserPool: { UserPoolId: A } } };
    const desired = {
      ...userPools,
      AllowClassicFlow: true,
      PrincipalTags: [{ ...userPool, UseDefaults: true }],
    };
    const form = { use: 'mapping' as const, form: 'clientless' as const };
    const state = (more: Partial<ObservedPool>): Partial<ObservedState> => ({
      pool: poolAsFound({ userPoolClients: [listed(A, 'a')], ...more }),
      principalTags: { [providerOf(A)]: { useDefaults: false, tags: { a: 'b' } } },
      createdRoles: [createdRole('authenticated', { trustPolicy: trustOf('authenticated', true) }), UNAUTHENTICATED],
    });
    const after = { userPoolClients: [listed(A, 'a')], allowClassicFlow: true };

    it('need no stages: the pool changes first, and once', () => {
      expect(planned({ desired }, { ...state({}), assignments: { roles: DEFAULTS, mappings: { [name]: TOKEN } } })).toStrictEqual({
        ...NO_STEPS,
        pool: updatePool(after),
        rest: setPrincipalTags(providerOf(A), ON),
        outcome: outcome(after),
      });
    });

    it('let the pool change once, after another has lost what was mapped to it', () => {
      const tags = { ...REQUEST_TAG, ...formMarks([{ providerName: name, ...form }]) };
      expect(
        planned(
          { desired: { ...desired, RoleMappings: [{ ...userPool, Type: 'Token' }] }, previous: google() },
          {
            ...state({ loginProviders: onlyGoogle, tags }),
            assignments: { roles: DEFAULTS, mappings: { [name]: TOKEN, [GOOGLE]: TOKEN } },
          },
        ),
      ).toStrictEqual({
        ...NO_STEPS,
        rest: {
          inOrder: [assignRoles({ [name]: TOKEN }), setPrincipalTags(providerOf(A), ON), updatePool(after, tags)],
        },
        outcome: outcome(after),
      });
    });
  });

  it.each<[string, Partial<ObservedPool>, Partial<ObservedPool>, string, string]>([
    [
      'OpenID Connect',
      { openIdConnectProviderArns: ['oidc-1'] },
      { openIdConnectProviderArns: ['oidc-2'] },
      'OpenIdConnectProviderArns',
      'oidc',
    ],
    ['SAML', { samlProviderArns: ['saml-1'] }, { samlProviderArns: ['saml-2'] }, 'SamlProviderArns', 'saml'],
  ])('of %s move likewise with their principal tags', (_case, before, after, list, name) => {
    const provider = (number: number) => ({ IdentityProvider: { ProviderName: `${name}-${number}` }, UseDefaults: true });
    const both = Object.fromEntries(Object.keys(before).map((key) => [key, [`${name}-2`, `${name}-1`]]));
    const change = planned(
      {
        desired: { AuthenticationProviders: { [list]: [`${name}-2`] }, PrincipalTags: [provider(2)] },
        previous: { AuthenticationProviders: { [list]: [`${name}-1`] }, PrincipalTags: [provider(1)] },
      },
      {
        pool: poolAsFound(before),
        principalTags: { [`${name}-1`]: ON },
        createdRoles: [{ ...AUTHENTICATED, trustPolicy: trustOf('authenticated', true) }, UNAUTHENTICATED],
      },
    );
    const mark = formMarks([{ providerName: `${name}-2`, use: 'principalTags', form: 'raw' }]);
    const tags = { ...REQUEST_TAG, ...mark };
    expect(change).toStrictEqual({
      roles: undefined,
      pool: { inOrder: [updatePool(both, tags), { do: 'tagPool', poolArn: POOL_ARN, tags: mark }] },
      rest: {
        inOrder: [setPrincipalTags(`${name}-1`, OFF), setPrincipalTags(`${name}-2`, ON), updatePool(after, tags)],
      },
      outcome: outcome(after),
    });
  });

  it('of the developer kind come last, so that what fails before can be rolled back', () => {
    const desired = { AuthenticationProviders: { DeveloperProviderName: 'login.mine', Google: { ClientId: 'g' } } };
    expect(planned({ desired })).toStrictEqual({
      ...NO_STEPS,
      pool: updatePool({ loginProviders: onlyGoogle }),
      rest: updatePool({ loginProviders: onlyGoogle, developerProviderName: 'login.mine' }),
      outcome: outcome({ loginProviders: onlyGoogle, developerProviderName: 'login.mine' }),
    });
  });

  it('of the developer kind come at once where something is mapped to them', () => {
    const desired = {
      AuthenticationProviders: { DeveloperProviderName: 'login.mine' },
      RoleMappings: [{ IdentityProvider: { ProviderName: 'login.mine' }, Type: 'Token' as const }],
    };
    expect(planned({ desired })).toStrictEqual({
      ...NO_STEPS,
      pool: updatePool({ developerProviderName: 'login.mine' }),
      rest: assignRoles({ 'login.mine': TOKEN }),
      outcome: outcome({ developerProviderName: 'login.mine' }),
    });
  });

  it('of the developer kind stay through every stage', () => {
    const developerProviderName = 'login.mine';
    expect(planned({ desired: { AllowClassicFlow: true } }, { pool: poolAsFound({ developerProviderName }) })).toStrictEqual({
      ...NO_STEPS,
      pool: updatePool({ allowClassicFlow: true, developerProviderName }),
      outcome: outcome({ allowClassicFlow: true, developerProviderName }),
    });
  });
});

describe('a created app client that is wanted no more', () => {
  const marked = (...userPoolIds: readonly string[]) => ({ ...REQUEST_TAG, ...clientMarks(userPoolIds) });

  it('goes after the pool has left it, and its mark after the client', () => {
    const state = {
      pool: poolAsFound({ tags: marked(A), userPoolClients: [listed(A, 'a')] }),
      createdClients: [{ userPoolId: A, clientId: 'a' }],
    };
    expect(planned({ previous: wantingClientsIn(A) }, state)).toStrictEqual({
      ...NO_STEPS,
      pool: updatePool({ userPoolClients: [] }, marked(A)),
      rest: {
        inOrder: [
          { do: 'deleteClient', userPoolId: A, clientId: 'a' },
          { do: 'untagPool', poolArn: POOL_ARN, keys: [CLIENTS_TAG] },
        ],
      },
      outcome: outcome(),
    });
  });

  it('leaves the mark to the clients that stay', () => {
    const state = {
      pool: poolAsFound({ tags: marked(A, B), userPoolClients: [listed(A, 'a'), listed(B, 'b')] }),
      createdClients: [
        { userPoolId: A, clientId: 'a' },
        { userPoolId: B, clientId: 'b' },
      ],
    };
    expect(planned({ desired: wantingClientsIn(B), previous: wantingClientsIn(A, B) }, state)).toStrictEqual({
      ...NO_STEPS,
      pool: updatePool({ userPoolClients: [listed(B, 'b')] }, marked(A, B)),
      rest: {
        inOrder: [
          { do: 'deleteClient', userPoolId: A, clientId: 'a' },
          { do: 'tagPool', poolArn: POOL_ARN, tags: { [CLIENTS_TAG]: B } },
        ],
      },
      outcome: outcome({ userPoolClients: [listed(B, 'b')] }),
    });
  });

  it('goes where a try that was cut short made two of one user pool', () => {
    const state = {
      pool: poolAsFound({ tags: marked(A), userPoolClients: [listed(A, 'a')] }),
      createdClients: ['second', 'a'].map((clientId) => ({ userPoolId: A, clientId })),
    };
    expect(planned({ desired: wantingClientsIn(A) }, state)).toStrictEqual({
      ...NO_STEPS,
      rest: { do: 'deleteClient', userPoolId: A, clientId: 'second' },
      outcome: outcome({ userPoolClients: [listed(A, 'a')] }),
    });
  });
});

describe('principal tags', () => {
  const pool = poolAsFound({ loginProviders: { [GOOGLE]: 'g', [FACEBOOK]: 'f' } });
  const tagged = createdRole('authenticated', { trustPolicy: trustOf('authenticated', true) });
  const ON: PrincipalTags = { useDefaults: true, tags: {} };
  const OFF: PrincipalTags = { useDefaults: false, tags: {} };
  const named = (LoginProvider: 'Google' | 'Facebook', more: object = { UseDefaults: true }) => ({
    IdentityProvider: { LoginProvider },
    ...more,
  });
  const trusting = (withTags: boolean): Step => ({
    do: 'setTrustPolicy',
    roleName: AUTHENTICATED.name,
    document: trustOf('authenticated', withTags),
  });
  const custom = (tags: Record<string, string>): PrincipalTags => ({ useDefaults: false, tags });

  it.each<[string, Partial<Operation>, ObservedState['principalTags'], boolean, { roles?: Plan; rest?: Plan }]>([
    [
      'come, after the roles allow them',
      { desired: { PrincipalTags: [named('Google')] } },
      {},
      false,
      { roles: trusting(true), rest: setPrincipalTags(GOOGLE, ON) },
    ],
    [
      'come as custom ones',
      { desired: { PrincipalTags: [named('Google', { Tags: { a: '1' } })] } },
      { [GOOGLE]: ON },
      true,
      { rest: setPrincipalTags(GOOGLE, custom({ a: '1' })) },
    ],
    [
      'change',
      { desired: { PrincipalTags: [named('Google', { Tags: { a: '2' } })] } },
      { [GOOGLE]: custom({ a: '1' }) },
      true,
      { rest: setPrincipalTags(GOOGLE, custom({ a: '2' })) },
    ],
    [
      'are the same in another order',
      { desired: { PrincipalTags: [named('Google', { Tags: { a: '1', b: '2' } })] } },
      { [GOOGLE]: custom({ b: '2', a: '1' }) },
      true,
      {},
    ],
    [
      'are the same in yet another order',
      { desired: { PrincipalTags: [named('Google', { Tags: { b: '2', a: '1' } })] } },
      { [GOOGLE]: custom({ a: '1', b: '2' }) },
      true,
      {},
    ],
    ['are off where nothing was ever set', { previous: { PrincipalTags: [named('Google')] } }, {}, false, {}],
    [
      'go, and then the roles allow them no more',
      { previous: { PrincipalTags: [named('Google')] } },
      { [GOOGLE]: ON },
      true,
      { rest: { inOrder: [setPrincipalTags(GOOGLE, OFF), trusting(false)] } },
    ],
    [
      'go for one provider of two, and the roles go on to allow them',
      { desired: { PrincipalTags: [named('Facebook')] }, previous: { PrincipalTags: [named('Google'), named('Facebook')] } },
      { [GOOGLE]: ON, [FACEBOOK]: ON },
      true,
      { rest: setPrincipalTags(GOOGLE, OFF) },
    ],
    [
      'go for the only provider for which they were on',
      { previous: { PrincipalTags: [named('Google')] } },
      { [GOOGLE]: ON, [FACEBOOK]: OFF },
      true,
      { rest: { inOrder: [setPrincipalTags(GOOGLE, OFF), trusting(false)] } },
    ],
    ['of a provider that no template names count', {}, { [GOOGLE]: OFF, [FACEBOOK]: ON }, true, {}],
    ['that are off count for nothing', {}, { [GOOGLE]: OFF }, false, {}],
  ])('%s', (_case, asked, principalTags, isAllowed, { roles, rest }) => {
    const createdRoles = [isAllowed ? tagged : AUTHENTICATED, UNAUTHENTICATED];
    expect(planned(asked, { pool, principalTags, createdRoles })).toStrictEqual({
      ...NO_STEPS,
      roles,
      rest,
      outcome: outcome(pool),
    });
  });

  it('of a provider that goes count no more', () => {
    expect(
      planned(
        { desired: { AuthenticationProviders: {} }, previous: google() },
        {
          pool: poolAsFound({ loginProviders: { [GOOGLE]: 'g' } }),
          principalTags: { [GOOGLE]: ON },
          createdRoles: [tagged, UNAUTHENTICATED],
        },
      ),
    ).toStrictEqual({ ...NO_STEPS, pool: updatePool({}), rest: trusting(false), outcome: outcome() });
  });

  it('of a user pool whose app client is yet to be created count already', () => {
    const desired = {
      ...wantingClientsIn(A),
      PrincipalTags: [{ IdentityProvider: { UserPool: { UserPoolId: A } }, UseDefaults: true }],
    };
    expect(planned({ desired }).roles).toStrictEqual(trusting(true));
  });
});

describe('the deletion', () => {
  const roles = ['one', 'two'].map((name) => ({ name, managedPolicyArns: [], inlinePolicyNames: [] }));
  const goes = (roleName: string): Plan => ({
    inOrder: [
      { do: 'leaveInstanceProfiles', roleName },
      { do: 'deleteRole', roleName },
    ],
  });
  const deleteClient = (userPoolId: string): Step => ({ do: 'deleteClient', userPoolId, clientId: 'c' });
  const clients = [A, B, 'us-east-1_C', 'us-east-1_D'].map((userPoolId) => ({ userPoolId, clientId: 'c' }));

  it('takes the clients that only a mark leads to, then the others beside the pool, then the roles', () => {
    expect(pruned(planDeletion(POOL_ID, true, clients, [A, 'us-east-1_C'], roles))).toStrictEqual({
      inOrder: [
        { sideBySide: [deleteClient(B), deleteClient('us-east-1_D')] },
        { sideBySide: [deleteClient(A), deleteClient('us-east-1_C'), { do: 'deletePool', poolId: POOL_ID }] },
        { sideBySide: [goes('one'), goes('two')] },
      ],
    });
  });

  it('of a pool that is gone already takes what it left', () => {
    expect(pruned(planDeletion(POOL_ID, false, [], [], roles))).toStrictEqual({ sideBySide: [goes('one'), goes('two')] });
    expect(pruned(planDeletion(POOL_ID, false, [], [], []))).toBeUndefined();
  });
});
