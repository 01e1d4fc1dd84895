import { desire, desireNothing, isReachable } from '../../../src/core/desire/desire';
import { problemsOf } from '../../../src/core/desire/problems';
import { awaitedClientId, isAwaitedClientId, type DesiredAbsence, type DesiredPool } from '../../../src/core/desire/desired-state';
import type { Operation } from '../../../src/core/operation';
import type { Properties } from '../../../src/core/properties';
import { clientMarks, formMarks, ownerMarks, pathMarks, UNANSWERED_MARK } from '../../../src/core/rules/ownership';
import type { DeletableState, ObservedPool, ObservedState, PrincipalTags, RoleMapping } from '../../../src/core/state';
import {
  AUTHENTICATED,
  clientSettings,
  configuration,
  createdClient,
  createdRole,
  DEFAULTS,
  DESIRED_DEFAULTS,
  desiredPool,
  desiredRole,
  listed,
  NOT_TAGGED,
  observedPool,
  observedState,
  operation,
  pathUnder,
  POOL_ID,
  providerNameOf,
  REQUEST_TAG,
  roleName,
  TAGGED,
  trustOf,
  UNAUTHENTICATED,
} from '../fixtures';

const [A, B] = ['us-east-1_A', 'us-east-1_B'] as const;
const GOOGLE = 'accounts.google.com';
const FACEBOOK = 'graph.facebook.com';
const TOKEN: RoleMapping = { type: 'Token', ambiguousRoleResolution: 'Deny' };
const loginProviders = { [GOOGLE]: 'g', [FACEBOOK]: 'f' };
const [google, facebook] = [
  { IdentityProvider: { LoginProvider: 'Google' as const } },
  { IdentityProvider: { LoginProvider: 'Facebook' as const } },
];
const userPool = { IdentityProvider: { UserPool: { UserPoolId: A } } };

function desired(asked: Partial<Operation>, state: Partial<ObservedState> = {}, baseline?: Partial<ObservedState>): DesiredPool {
  const observed = observedState(state);
  return desire(operation(asked), observed, baseline === undefined ? observed : observedState(baseline));
}

function wantingClientsIn(...userPoolIds: readonly string[]): Properties {
  return { AuthenticationProviders: { UserPools: userPoolIds.map((UserPoolId) => ({ UserPoolId })) } };
}

function mapped(mappings: Readonly<Record<string, RoleMapping>>): Pick<ObservedState, 'assignments'> {
  return { assignments: { roles: DEFAULTS, mappings } };
}

it('what is desired of an empty template and a pool as it should be is what was observed', () => {
  expect(desired({})).toStrictEqual(desiredPool());
});

it('everything that a template names is in one value', () => {
  const asked = {
    desired: {
      IdentityPoolName: 'mine',
      AllowClassicFlow: true,
      AuthenticationProviders: { UserPools: [{ UserPoolId: A }], Google: { ClientId: 'g' } },
      AuthenticatedRole: { Path: '/app/' },
      UnauthenticatedRole: { Create: false as const },
      MappedRoles: [{ Name: 'Admin' }],
      RoleMappings: [
        { ...google, Type: 'Token' as const },
        { ...userPool, Type: 'Token' as const },
      ],
      PrincipalTags: [{ ...userPool, UseDefaults: true }],
      Tags: [{ Key: 'team', Value: 'web' }],
    },
  };
  const path = pathUnder('/app/');
  const clientId = awaitedClientId(A);
  const tagged = { team: 'web' };
  const signedIn = desiredRole('authenticated', {
    path,
    name: roleName('authenticated', path),
    trustPolicy: trustOf('authenticated', true),
    tags: { ...tagged, ...desiredRole('authenticated').role.tags },
  });
  const admin = desiredRole(
    'mapped/Admin',
    { trustPolicy: trustOf('mapped/Admin', true), tags: { ...tagged, ...desiredRole('mapped/Admin', {}, 0).role.tags } },
    0,
  );
  expect(desired(asked, { createdRoles: [], assignments: { roles: {}, mappings: {} } })).toStrictEqual(
    desiredPool({
      configuration: configuration({
        name: 'mine',
        allowClassicFlow: true,
        loginProviders: { [GOOGLE]: 'g' },
        userPoolClients: [listed(A, clientId)],
      }),
      tags: { ...tagged, ...REQUEST_TAG, ...pathMarks(['/app/']), ...clientMarks([A]) },
      assignments: {
        roles: { authenticated: signedIn.arn },
        mappings: { [GOOGLE]: TOKEN, [`${providerNameOf(A)}:${clientId}`]: TOKEN },
      },
      principalTags: { [providerNameOf(A)]: TAGGED },
      tagsSessions: true,
      roles: [signedIn, admin],
      clientPools: [A],
      clientSettings: { [A]: clientSettings() },
      basePaths: ['/app/', '/identity-pools/'],
      namedProviders: [
        { path: 'RoleMappings[0].IdentityProvider', use: 'mapping', provider: google.IdentityProvider, name: GOOGLE, isGone: false },
        {
          path: 'RoleMappings[1].IdentityProvider',
          use: 'mapping',
          provider: userPool.IdentityProvider,
          name: `${providerNameOf(A)}:${clientId}`,
          isGone: false,
        },
        {
          path: 'PrincipalTags[0].IdentityProvider',
          use: 'principalTags',
          provider: userPool.IdentityProvider,
          name: providerNameOf(A),
          isGone: false,
        },
      ],
    }),
  );
});

describe('the tags of a pool', () => {
  const owner = { stackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/demo/1', logicalId: 'Pool' };
  const formerOwner = { ...owner, stackId: `${owner.stackId}/former` };
  const tagsOf = (asked: Partial<Operation>, tags: ObservedPool['tags'], more: Partial<ObservedPool> = {}) =>
    desired(asked, { pool: observedPool({ tags, ...more }) }).tags;

  it.each<[string, Partial<Operation>, ObservedPool['tags'], ObservedPool['tags']]>([
    [
      'are those that the template names, and the marks',
      { desired: { Tags: [{ Key: 'team', Value: 'web' }] } },
      { ...REQUEST_TAG, old: '1', team: 'app', 'aws:x': '1' },
      { team: 'web', ...REQUEST_TAG },
    ],
    ['stay as others set them until a template names Tags', {}, { ...REQUEST_TAG, theirs: '1' }, { theirs: '1', ...REQUEST_TAG }],
    ['have no mark of a request if the pool has none', { desired: { AllowClassicFlow: true } }, {}, {}],
    ['say whose resource the pool is', owner, REQUEST_TAG, { ...REQUEST_TAG, ...ownerMarks(owner) }],
    [
      'say so also if the resource has moved to another stack',
      owner,
      { ...REQUEST_TAG, ...ownerMarks(formerOwner) },
      { ...REQUEST_TAG, ...ownerMarks(owner) },
    ],
    [
      'keep the owner if the request does not say who it is',
      {},
      { ...REQUEST_TAG, ...ownerMarks(owner) },
      { ...REQUEST_TAG, ...ownerMarks(owner) },
    ],
    ['name no owner of a pool that somebody else made', owner, {}, {}],
    [
      'say no more that the pool is unanswered once a request names its id',
      { poolId: POOL_ID },
      { ...REQUEST_TAG, ...UNANSWERED_MARK },
      REQUEST_TAG,
    ],
    [
      'go on to say that the pool is unanswered while a create goes on',
      {},
      { ...REQUEST_TAG, ...UNANSWERED_MARK },
      { ...REQUEST_TAG, ...UNANSWERED_MARK },
    ],
  ])('%s', (_case, asked, observed, expected) => {
    expect(tagsOf(asked, observed)).toStrictEqual(expected);
  });

  it('remember the form in which a template writes a provider, as long as it does', () => {
    const mark = formMarks([{ providerName: GOOGLE, use: 'mapping', form: 'raw' }]);
    const raw = { IdentityProvider: { ProviderName: GOOGLE }, Type: 'Token' as const };
    expect(tagsOf({ desired: { RoleMappings: [raw] } }, REQUEST_TAG, { loginProviders })).toStrictEqual({ ...REQUEST_TAG, ...mark });
    const spelled = { RoleMappings: [{ ...google, Type: 'Token' as const }] };
    expect(tagsOf({ desired: spelled }, { ...REQUEST_TAG, ...mark }, { loginProviders })).toStrictEqual(REQUEST_TAG);
  });

  it('remember no form of a client that was created, because no template could have named it', () => {
    const pool = observedPool({ userPoolClients: [listed(A, 'a')] });
    const asked = { desired: { ...wantingClientsIn(A), RoleMappings: [{ ...userPool, Type: 'Token' as const }] } };
    expect(desired(asked, { pool, createdClients: [createdClient(A, 'a')] }).tags).toStrictEqual({
      ...REQUEST_TAG,
      ...clientMarks([A]),
    });
  });
});

describe('role mappings', () => {
  const pool = observedPool({ loginProviders });
  const observed = { [GOOGLE]: TOKEN };

  it.each<[string, Partial<Operation>, ObservedState['assignments']['mappings']]>([
    ['stay as observed if the only template does not name them', {}, observed],
    ['stay as observed if neither of two templates names them', { previous: {} }, observed],
    ['go if only the previous template named them', { previous: { RoleMappings: [] } }, {}],
    ['go if the template wants none', { desired: { RoleMappings: [] } }, {}],
    ['are those that the template names', { desired: { RoleMappings: [{ ...facebook, Type: 'Token' }] } }, { [FACEBOOK]: TOKEN }],
    ['may be those that were observed', { desired: { RoleMappings: [{ ...google, Type: 'Token' }] } }, observed],
  ])('%s', (_case, asked, mappings) => {
    expect(desired(asked, { pool, ...mapped(observed) })).toMatchObject({
      assignments: { roles: DEFAULTS, mappings },
      droppedMappings: [],
    });
    expect(desired(asked, { pool, ...mapped(observed) }).assignments.mappings).toStrictEqual(mappings);
  });

  it('of an app client stay as observed too if no template names them', () => {
    const mappings = { [`${providerNameOf(A)}:a`]: TOKEN };
    const state = { pool: observedPool({ userPoolClients: [listed(A, 'a')] }), ...mapped(mappings) };
    expect(desired({}, state).assignments.mappings).toStrictEqual(mappings);
  });

  it('give the roles that were created for them, and the default one', () => {
    const rule = { Claim: 'c', MatchType: 'Equals' as const, Value: 'v' };
    const Rules = [
      { ...rule, Role: 'Admin' },
      { ...rule, Role: 'Authenticated' },
    ];
    const asked = { desired: { MappedRoles: [{ Name: 'Admin' }], RoleMappings: [{ ...google, Type: 'Rules' as const, Rules }] } };
    expect(desired(asked, { pool }).assignments.mappings).toStrictEqual({
      [GOOGLE]: {
        type: 'Rules',
        ambiguousRoleResolution: 'Deny',
        rules: [createdRole('mapped/Admin').arn, AUTHENTICATED.arn].map((roleArn) => ({
          claim: 'c',
          matchType: 'Equals',
          value: 'v',
          roleArn,
        })),
      },
    });
  });

  it.each<[string, Partial<Operation>, string[]]>([
    [
      'that no template names go with their provider, and this is said',
      { previous: { AuthenticationProviders: { Google: { ClientId: 'g' } } } },
      [GOOGLE],
    ],
    [
      'that the previous template named go with their provider, and this needs no word',
      { previous: { AuthenticationProviders: { Google: { ClientId: 'g' } }, RoleMappings: [{ ...google, Type: 'Token' }] } },
      [],
    ],
  ])('%s', (_case, asked, droppedMappings) => {
    const { assignments, droppedMappings: dropped } = desired(asked, { pool, ...mapped(observed) });
    expect([assignments.mappings, dropped]).toStrictEqual([{}, droppedMappings]);
  });
});

describe('a mapping for a user pool without an app client', () => {
  const one = { RoleMappings: [{ ...userPool, Type: 'Token' as const }] };
  const name = (clientId: string): string => `${providerNameOf(A)}:${clientId}`;
  const meant = (...clientIds: readonly string[]) =>
    formMarks(clientIds.map((clientId) => ({ providerName: name(clientId), use: 'mapping' as const, form: 'clientless' as const })));
  const having = (tags: ObservedPool['tags'], ...clientIds: readonly string[]): Partial<ObservedState> => ({
    pool: observedPool({ tags: { ...REQUEST_TAG, ...tags }, userPoolClients: clientIds.map((clientId) => listed(A, clientId)) }),
  });

  it.each<[string, Partial<ObservedState>, string | undefined]>([
    ['is for the only client', having({}, 'a'), 'a'],
    ['is for the only client also if it was meant for another that is gone', having(meant('b'), 'a'), 'a'],
    ['stays for the client that it was meant for when somebody adds another', having(meant('b'), 'a', 'b'), 'b'],
    ['is for none of two if none was meant', having({}, 'a', 'b'), undefined],
    ['is for none of two if both were meant', having(meant('a', 'b'), 'a', 'b'), undefined],
  ])('%s', (_case, state, clientId) => {
    const { assignments, namedProviders, tags } = desired({ desired: one, previous: one }, state);
    expect([Object.keys(assignments.mappings), namedProviders.map((each) => [each.name, each.isGone])]).toStrictEqual(
      clientId === undefined ? [[], [[undefined, false]]] : [[name(clientId)], [[name(clientId), false]]],
    );
    expect(tags).toStrictEqual({ ...REQUEST_TAG, ...(clientId === undefined ? {} : meant(clientId)) });
  });
});

describe('a mapping or principal tags whose provider somebody took from the pool', () => {
  const both = (entry: typeof google | typeof facebook | typeof userPool): Properties => ({
    RoleMappings: [{ ...entry, Type: 'Token' }],
    PrincipalTags: [{ ...entry, UseDefaults: true }],
  });
  const pool = observedPool({ loginProviders: { [GOOGLE]: 'g' } });

  it.each<[string, Partial<Operation>, boolean, readonly string[]]>([
    ['are left out if they were deployed before', { desired: both(facebook), previous: both(facebook) }, true, [FACEBOOK]],
    [
      'are left out for a user pool without a client',
      { desired: both(userPool), previous: both(userPool) },
      true,
      ['RoleMappings[0].IdentityProvider'],
    ],
    ['are a problem if they are new', { desired: both(facebook), previous: both(google) }, false, []],
    ['are a problem in a first template', { desired: both(facebook) }, false, []],
    [
      'are a problem if this template takes the provider away',
      {
        desired: { AuthenticationProviders: {}, ...both(google) },
        previous: { AuthenticationProviders: { Google: { ClientId: 'g' } }, ...both(google) },
      },
      false,
      [],
    ],
  ])('%s', (_case, asked, isGone, droppedMappings) => {
    const wanted = desired(asked, { pool });
    expect(wanted.namedProviders.map((each) => each.isGone)).toStrictEqual([isGone, isGone]);
    expect(wanted.droppedMappings).toStrictEqual(droppedMappings);
    expect(problemsOf(wanted).length).toBe(isGone ? 0 : 2);
    if (isGone) expect([wanted.assignments.mappings, wanted.tagsSessions]).toStrictEqual([{}, false]);
  });

  it('leave those of other providers as they are', () => {
    const template: Properties = {
      RoleMappings: [
        { ...facebook, Type: 'Token' },
        { ...google, Type: 'Token' },
      ],
      PrincipalTags: [
        { ...google, UseDefaults: true },
        { ...facebook, UseDefaults: true },
      ],
    };
    const wanted = desired({ desired: template, previous: template }, { pool });
    expect([wanted.assignments.mappings, wanted.principalTags, wanted.droppedMappings]).toStrictEqual([
      { [GOOGLE]: TOKEN },
      { [GOOGLE]: TAGGED, [FACEBOOK]: NOT_TAGGED },
      [FACEBOOK],
    ]);
  });
});

describe('the id of an app client that is still to be created', () => {
  it.each([
    [awaitedClientId(A), '(app client created in us-east-1_A)', true],
    ['1example23456789', '1example23456789', false],
  ])('is a text that people can read and that nobody can take for an id: %s', (clientId, text, isAwaited) => {
    expect([clientId, isAwaitedClientId(clientId)]).toStrictEqual([text, isAwaited]);
  });
});

describe('app clients that are created', () => {
  const clientsOf = (pool: ObservedPool, createdClients: ObservedState['createdClients']) =>
    desired({ desired: wantingClientsIn(A, B) }, { pool, createdClients }).configuration.userPoolClients;
  const [one, two, other] = [createdClient(A, 'one'), createdClient(A, 'two'), createdClient(B, 'other')] as const;

  it('have a placeholder for an id until they are created', () => {
    expect(clientsOf(observedPool(), [other])).toStrictEqual([listed(A, awaitedClientId(A)), listed(B, 'other')]);
  });

  it.each([
    ['one', [one, two, other]],
    ['two', [one, two, other]],
    ['two', [two, one, other]],
  ] as const)('are those that the pool lists if two were created in one user pool: %s', (clientId, createdClients) => {
    expect(clientsOf(observedPool({ userPoolClients: [listed(A, clientId)] }), createdClients)).toStrictEqual([
      listed(A, clientId),
      listed(B, 'other'),
    ]);
  });
});

describe('the settings of app clients that are created', () => {
  const entry = (UserPoolId: string, ...CallbackURLs: readonly string[]) => ({ UserPoolId, CallbackURLs: [...CallbackURLs] });
  const having = (...UserPools: NonNullable<NonNullable<Properties['AuthenticationProviders']>['UserPools']>): Properties => ({
    AuthenticationProviders: { UserPools },
  });
  const settings = (...callbackUrls: readonly string[]) => clientSettings({ callbackUrls: [...callbackUrls] });

  it.each<[string, Partial<Operation>, Partial<ObservedState>, DesiredPool['clientSettings']]>([
    [
      'are those of their own entry',
      { desired: having(entry(A, 'https://a.example'), entry(B, 'https://b.example')) },
      {},
      { [A]: settings('https://a.example'), [B]: settings('https://b.example') },
    ],
    [
      'are not those of a client of the same user pool that the template names',
      { desired: having({ UserPoolId: A, UserPoolClientId: 'theirs' }, entry(A, 'https://a.example')) },
      {},
      { [A]: settings('https://a.example') },
    ],
    [
      'stay as observed, each for its own user pool, if no template names them',
      { desired: having({ UserPoolId: A }, { UserPoolId: B }), previous: { AuthenticationProviders: {} } },
      {
        createdClients: [
          createdClient(B, 'b', { callbackUrls: ['https://b.example'] }),
          createdClient(A, 'a', { logoutUrls: ['https://a.example'] }),
        ],
      },
      { [A]: clientSettings({ logoutUrls: ['https://a.example'] }), [B]: settings('https://b.example') },
    ],
    [
      'go back to their defaults if only the previous template named them',
      { desired: having({ UserPoolId: A }), previous: having({ UserPoolId: B }, entry(A, 'https://a.example')) },
      { createdClients: [createdClient(A, 'a', { callbackUrls: ['https://a.example'] })] },
      { [A]: clientSettings() },
    ],
  ])('%s', (_case, asked, state, expected) => {
    expect(desired(asked, state).clientSettings).toStrictEqual(expected);
  });
});

describe('sessions carry principal tags', () => {
  const pool = observedPool({ loginProviders });

  it.each<[string, Partial<Operation>, ObservedState['principalTags'], boolean]>([
    ['if the template turns them on', { desired: { PrincipalTags: [{ ...google, UseDefaults: true }] } }, {}, true],
    ['if the template names some', { desired: { PrincipalTags: [{ ...google, Tags: { a: '1' } }] } }, {}, true],
    ['if they are on and no template names them', {}, { [GOOGLE]: NOT_TAGGED, [FACEBOOK]: TAGGED }, true],
    ['not if none were ever set', { previous: { PrincipalTags: [{ ...google, UseDefaults: true }] } }, {}, false],
    ['not if those that were set are off', {}, { [GOOGLE]: NOT_TAGGED }, false],
    [
      'not if only the previous template names them',
      { previous: { PrincipalTags: [{ ...google, UseDefaults: true }] } },
      { [GOOGLE]: TAGGED },
      false,
    ],
    [
      'if they go for one provider of two',
      {
        desired: { PrincipalTags: [{ ...facebook, UseDefaults: true }] },
        previous: {
          PrincipalTags: [
            { ...google, UseDefaults: true },
            { ...facebook, UseDefaults: true },
          ],
        },
      },
      { [GOOGLE]: TAGGED, [FACEBOOK]: TAGGED },
      true,
    ],
    [
      'not if their provider goes',
      { desired: { AuthenticationProviders: {} }, previous: { AuthenticationProviders: { Google: { ClientId: 'g' } } } },
      { [GOOGLE]: TAGGED },
      false,
    ],
    [
      'if the app client of their user pool is still to be created',
      { desired: { ...wantingClientsIn(A), PrincipalTags: [{ ...userPool, UseDefaults: true }] } },
      {},
      true,
    ],
  ])('%s', (_case, asked, principalTags, expected) => {
    const { tagsSessions, roles } = desired(asked, { pool, principalTags });
    expect([tagsSessions, roles.map(({ role }) => role.trustPolicy)]).toStrictEqual([
      expected,
      [trustOf('authenticated', expected), trustOf('unauthenticated')],
    ]);
  });
});

describe('a create inherits nothing from an earlier try', () => {
  const blank = { assignments: { roles: {}, mappings: {} }, createdRoles: [], principalTags: {} };

  it('neither configuration nor tags, mappings and principal tags', () => {
    const left: Partial<ObservedState> = {
      pool: observedPool({ allowClassicFlow: true, loginProviders, tags: { ...REQUEST_TAG, left: '1' } }),
      principalTags: { [GOOGLE]: TAGGED },
      ...mapped({ [GOOGLE]: TOKEN }),
    };
    const off: Record<string, PrincipalTags> = { [GOOGLE]: NOT_TAGGED };
    expect(desired({}, left, blank)).toStrictEqual(desiredPool({ principalTags: off, droppedMappings: [GOOGLE] }));
  });

  it('except the app clients that it created', () => {
    const { configuration: wanted } = desired({ desired: wantingClientsIn(A) }, { createdClients: [createdClient(A, 'a')] }, blank);
    expect(wanted.userPoolClients).toStrictEqual([listed(A, 'a')]);
  });
});

describe('a developer provider’s name', () => {
  const named = (DeveloperProviderName: string) => ({ AuthenticationProviders: { DeveloperProviderName } });

  it.each<[string, Partial<Operation>, string | undefined, boolean]>([
    ['can be given to a pool that has none', { desired: named('new') }, undefined, true],
    ['can stay', { desired: named('observed') }, 'observed', true],
    ['cannot change', { desired: named('new') }, 'observed', false],
    ['cannot go', { previous: named('observed') }, 'observed', false],
    ['cannot go with the last provider', { desired: { AuthenticationProviders: {} }, previous: named('observed') }, 'observed', false],
    ['stays if no template names it', { previous: { AuthenticationProviders: {} } }, 'observed', true],
    ['stays if no template names providers', { previous: {} }, 'observed', true],
    ['stays if there is no previous template', {}, 'observed', true],
  ])('%s', (_case, asked, developerProviderName, expected) => {
    const state = observedState({ pool: observedPool(developerProviderName === undefined ? {} : { developerProviderName }) });
    expect(isReachable(desire(operation(asked), state), state)).toBe(expected);
  });
});

describe('a delete', () => {
  const observed = (more: Partial<DeletableState> = {}): DeletableState => ({
    poolTags: undefined,
    createdRoles: [],
    missingRoleNames: [],
    isUnfinished: false,
    createdClients: [],
    ...more,
  });
  const absence = (more: Partial<DesiredAbsence>): DesiredAbsence => ({
    kind: 'absence',
    poolId: POOL_ID,
    namedUserPools: [],
    retiredClients: [],
    retiredRoles: [],
    ...more,
  });
  const bare = (name: string) => ({ name, managedPolicyArns: [], inlinePolicyNames: [] });

  it('wants nothing of what was observed, and knows which user pools the request names', () => {
    const createdClients = [createdClient(A, 'a')];
    const createdRoles = [{ name: AUTHENTICATED.name, managedPolicyArns: ['m'], inlinePolicyNames: ['p'] }, bare(UNAUTHENTICATED.name)];
    const asked = { desired: wantingClientsIn(A), previous: wantingClientsIn(B) };
    expect(desireNothing(operation(asked), POOL_ID, observed({ createdRoles, createdClients }))).toStrictEqual(
      absence({ namedUserPools: [A, B], retiredClients: createdClients, retiredRoles: createdRoles }),
    );
  });

  it('wants nothing of a role with a generated name that AWS may not show yet, nor of what the template put on it', () => {
    const AuthenticatedRole = { ManagedPolicyArns: ['m'], Policies: [{ PolicyName: 'p', PolicyDocument: {} }] };
    const desired = { AuthenticatedRole, MappedRoles: [{ Name: 'Admin' }] };
    expect(desireNothing(operation({ desired }), POOL_ID, observed())).toStrictEqual(
      absence({
        retiredRoles: [
          { name: AUTHENTICATED.name, managedPolicyArns: ['m'], inlinePolicyNames: ['p'] },
          bare(UNAUTHENTICATED.name),
          bare(roleName('mapped/Admin')),
        ],
      }),
    );
  });

  it.each<[string, Properties]>([
    [
      'whose name the template gives, because it may be somebody else’s',
      { AuthenticatedRole: { RoleName: 'mine' }, UnauthenticatedRole: { Create: false } },
    ],
    ['that the template supplies, or wants not', { AuthenticatedRole: { Arn: AUTHENTICATED.arn }, UnauthenticatedRole: { Create: false } }],
  ])('leaves a role unchanged that it has not seen and %s', (_case, properties) => {
    expect(desireNothing(operation({ desired: properties }), POOL_ID, observed())).toStrictEqual(absence({}));
  });
});

it('the default roles of the fixtures are those that an empty template leads to', () => {
  expect(desired({}, { createdRoles: [], assignments: { roles: {}, mappings: {} } }).roles).toStrictEqual(DESIRED_DEFAULTS);
});
