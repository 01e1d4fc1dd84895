import { defined } from '../../../src/core/defined';
import type { DesiredPool } from '../../../src/core/desire/desired-state';
import { afterClients, isEmpty, planChange, wholeOf, type PlannedChange } from '../../../src/core/plan/plan';
import type { Plan, Step } from '../../../src/core/plan/steps';
import { clientMarks, pathMarks } from '../../../src/core/rules/ownership';
import type { ObservedState, PoolConfiguration, PrincipalTags, RoleMapping, Tags } from '../../../src/core/state';
import {
  ASSIGNED,
  AUTHENTICATED,
  CLIENT_NAME,
  clientSettings,
  configuration,
  createdClient,
  createdRole,
  DEFAULTS,
  DESIRED_DEFAULTS,
  desiredPool,
  desiredRole,
  listed,
  newRole,
  NOT_TAGGED,
  observedPool,
  observedState,
  POOL_ARN,
  POOL_ID,
  providerNameOf,
  pruned,
  REQUEST_TAG,
  roleArn,
  TAGGED,
  trustOf,
  UNAUTHENTICATED,
} from '../fixtures';

const [A, B, C] = ['us-east-1_A', 'us-east-1_B', 'us-east-1_C'] as const;
const GOOGLE = 'accounts.google.com';
const FACEBOOK = 'graph.facebook.com';
const TOKEN: RoleMapping = { type: 'Token', ambiguousRoleResolution: 'Deny' };

/** The plan without what is empty in it. */
function planned(desired: Partial<DesiredPool>, state: Partial<ObservedState> = {}): Partial<PlannedChange> {
  const { marks, clients, roles, pool, rest } = planChange(desiredPool(desired), observedState(state));
  return defined({ marks: pruned(marks), clients: pruned(clients), roles: pruned(roles), pool: pruned(pool), rest: pruned(rest) });
}

function updatePool(more: Partial<PoolConfiguration>, tags: Tags = REQUEST_TAG): Step {
  return { do: 'updatePool', poolId: POOL_ID, configuration: configuration(more), tags };
}

function assigned(mappings: Readonly<Record<string, RoleMapping>>): ObservedState['assignments'] {
  return { roles: DEFAULTS, mappings };
}

function assignRoles(mappings: Readonly<Record<string, RoleMapping>>): Step {
  return { do: 'assignRoles', poolId: POOL_ID, assignments: assigned(mappings) };
}

function setPrincipalTags(providerName: string, principalTags: PrincipalTags): Step {
  return { do: 'setPrincipalTags', poolId: POOL_ID, providerName, principalTags };
}

function tagPool(tags: Tags): Step {
  return { do: 'tagPool', poolArn: POOL_ARN, tags };
}

function untagPool(...keys: readonly string[]): Step {
  return { do: 'untagPool', poolArn: POOL_ARN, keys };
}

function deleteClient(userPoolId: string, clientId: string): Step {
  return { do: 'deleteClient', userPoolId, clientId };
}

function deletionOf(roleName: string): Plan {
  return {
    inOrder: [
      { do: 'leaveInstanceProfiles', roleName },
      { do: 'deleteRole', roleName },
    ],
  };
}

describe('a planned change', () => {
  it('is, as a whole, its marks, its clients, the pool beside the roles, and the rest, in this order', () => {
    const [marks, clients, roles, pool, rest] = ['m', 'c', 'r', 'p', 's'].map((roleName): Plan => ({ do: 'deleteRole', roleName }));
    if (!marks || !clients || !roles || !pool || !rest) throw new Error('five plans');
    expect(wholeOf({ marks, clients, roles, pool, rest })).toStrictEqual({
      inOrder: [marks, clients, { sideBySide: [pool, roles] }, rest],
    });
  });

  it.each<[string, Plan, boolean]>([
    ['has no members', { inOrder: [] }, true],
    ['has groups without a step', { sideBySide: [{ inOrder: [] }, { sideBySide: [] }] }, true],
    ['has one step', { inOrder: [{ sideBySide: [] }, untagPool('k')] }, false],
  ])('that %s is empty if it has no step', (_case, plan, expected) => {
    expect(isEmpty(plan)).toBe(expected);
  });

  it('has no step if AWS is as it should be', () => {
    expect(planned({})).toStrictEqual({});
  });

  it('updates the configuration first, once', () => {
    expect(planned({ configuration: configuration({ allowClassicFlow: true }) })).toStrictEqual({
      pool: updatePool({ allowClassicFlow: true }),
    });
  });

  it('removes and sets the tags that differ, then updates the configuration with all of them; aws: tags stay', () => {
    const tags = { ...REQUEST_TAG, team: 'web' };
    expect(
      planned(
        { tags, configuration: configuration({ allowClassicFlow: true }) },
        { pool: observedPool({ tags: { ...REQUEST_TAG, old: '1', team: 'app', 'aws:x': '1' } }) },
      ),
    ).toStrictEqual({ pool: { inOrder: [untagPool('old'), tagPool({ team: 'web' }), updatePool({ allowClassicFlow: true }, tags)] } });
  });

  it.each<[string, ObservedState['assignments']['roles']]>([
    ['both roles are', {}],
    ['one role is', { authenticated: DEFAULTS.authenticated }],
    ['the other role is', { unauthenticated: DEFAULTS.unauthenticated }],
  ])('assigns both maps whole, in one call, if %s missing', (_case, roles) => {
    expect(planned({}, { assignments: { roles, mappings: {} } })).toStrictEqual({ rest: assignRoles({}) });
  });

  it('creates roles, then assigns them, then deletes those that they replace', () => {
    const roles = { ...DEFAULTS, authenticated: roleArn('new') };
    const [one, two] = [createdRole('mapped/One', {}, 0), createdRole('mapped/Two', {}, 1)];
    expect(
      planned(
        {
          assignments: { roles, mappings: {} },
          roles: [
            desiredRole('authenticated', { name: 'new' }),
            desiredRole('unauthenticated'),
            desiredRole('mapped/One', {}, 0),
            desiredRole('mapped/Two', {}, 1),
          ],
          retiredRoles: [AUTHENTICATED],
        },
        { createdRoles: [AUTHENTICATED, UNAUTHENTICATED, one, two] },
      ),
    ).toStrictEqual({
      roles: { do: 'createRole', role: newRole('authenticated', { name: 'new' }) },
      rest: {
        inOrder: [{ do: 'assignRoles', poolId: POOL_ID, assignments: { roles, mappings: {} } }, deletionOf(AUTHENTICATED.name)],
      },
    });
  });
});

describe('app clients', () => {
  const create = (userPoolId: string, mayExist = false): Step => ({
    do: 'createClient',
    userPoolId,
    clientName: CLIENT_NAME,
    settings: clientSettings(),
    mayExist,
  });
  const [inA, inB] = [createdClient(A, 'a'), createdClient(B, 'b')] as const;
  const marked = (...userPoolIds: readonly string[]): Tags => ({ ...REQUEST_TAG, ...clientMarks(userPoolIds) });
  const both: Partial<DesiredPool> = {
    clientPools: [A, B],
    tags: marked(A, B),
    configuration: configuration({ userPoolClients: [listed(A, 'a'), listed(B, 'b')] }),
  };
  const userPoolClients = [listed(A, 'a'), listed(B, 'b')];

  it('need no step if none is missing and the mark is there', () => {
    const pool = observedPool({ tags: marked(A, B), userPoolClients });
    expect(planned(both, { pool, createdClients: [inA, inB] })).toStrictEqual({});
  });

  it('get their mark back if somebody removed it, although none is missing', () => {
    const pool = observedPool({ userPoolClients });
    expect(planned(both, { pool, createdClients: [inA, inB] })).toStrictEqual({ marks: tagPool(clientMarks([A, B])) });
  });

  it('are marked before they are created, beside those that the pool marks already', () => {
    const { marks, clients } = planned(both, { pool: observedPool({ tags: marked(C) }) });
    expect({ marks, clients }).toStrictEqual({
      marks: tagPool(clientMarks([A, B, C])),
      clients: { sideBySide: [create(A), create(B)] },
    });
  });

  it('are created if they are missing, without another mark if it is there', () => {
    const { marks, clients } = planned(both, { pool: observedPool({ tags: marked(A, B) }), createdClients: [inA] });
    expect({ marks, clients }).toStrictEqual({ marks: undefined, clients: create(B) });
  });

  it('are looked for first if nobody has looked since an earlier try', () => {
    const { clients } = planned(both, { pool: observedPool({ tags: marked(A, B) }), createdClients: [inA], clientsAreUnseen: true });
    expect(clients).toStrictEqual(create(B, true));
  });

  it('and their marks are in what a look would find once they are created', () => {
    const state = observedState({ pool: observedPool({ tags: marked(C) }), createdClients: [inA], clientsAreUnseen: true });
    expect(afterClients(desiredPool(both), state, [inB])).toStrictEqual({
      ...state,
      pool: observedPool({ tags: marked(A, B, C) }),
      createdClients: [inA, inB],
      clientsAreUnseen: false,
    });
  });

  describe('that are desired no more', () => {
    it('are deleted after the pool has left them, and the mark goes after the client', () => {
      const state = { pool: observedPool({ tags: marked(A), userPoolClients: [listed(A, 'a')] }), createdClients: [inA] };
      expect(planned({}, state)).toStrictEqual({
        pool: updatePool({ userPoolClients: [] }, marked(A)),
        rest: { inOrder: [deleteClient(A, 'a'), untagPool(...Object.keys(clientMarks([A])))] },
      });
    });

    it('leave the mark to the clients that stay', () => {
      const userPoolClients = [listed(A, 'a'), listed(B, 'b')];
      const remaining = { userPoolClients: [listed(B, 'b')] };
      expect(
        planned(
          { clientPools: [B], tags: marked(B), configuration: configuration(remaining) },
          { pool: observedPool({ tags: marked(A, B), userPoolClients }), createdClients: [inA, inB] },
        ),
      ).toStrictEqual({
        pool: updatePool(remaining, marked(A, B)),
        rest: { inOrder: [deleteClient(A, 'a'), tagPool(clientMarks([B]))] },
      });
    });

    it('are deleted if a try that was cut short created two in one user pool', () => {
      const userPoolClients = [listed(A, 'a')];
      expect(
        planned(
          { clientPools: [A], tags: marked(A), configuration: configuration({ userPoolClients }) },
          { pool: observedPool({ tags: marked(A), userPoolClients }), createdClients: [createdClient(A, 'second'), inA] },
        ),
      ).toStrictEqual({ rest: deleteClient(A, 'second') });
    });
  });
});

describe('marks that do not fit beside the tags of the pool', () => {
  const old = (count: number): Tags => Object.fromEntries(Array.from({ length: count }, (_, index) => [`old-${String(index)}`, 'x']));
  const kept = { team: 'web' };
  const desired: Partial<DesiredPool> = { clientPools: [A], tags: { ...REQUEST_TAG, ...kept, ...clientMarks([A]) } };
  const observed = (count: number): Partial<ObservedState> => ({
    pool: observedPool({ tags: { ...REQUEST_TAG, ...kept, ...old(count), 'aws:cloudformation:stack-name': 'demo' } }),
  });

  it('come after the tags that go, and no tag that stays goes', () => {
    expect(planned(desired, observed(48)).marks).toStrictEqual({
      inOrder: [untagPool(...Object.keys(old(48))), tagPool(clientMarks([A]))],
    });
  });

  it('come first while they fit, and the tags of AWS count for nothing', () => {
    expect(planned(desired, observed(47)).marks).toStrictEqual(tagPool(clientMarks([A])));
  });

  it('are what a look would find with the tags that stay', () => {
    const state = observedState(observed(48));
    expect(afterClients(desiredPool(desired), state, []).pool.tags).toStrictEqual({
      ...REQUEST_TAG,
      ...kept,
      ...clientMarks([A]),
      'aws:cloudformation:stack-name': 'demo',
    });
  });
});

describe('the mark of role paths', () => {
  const [mark, otherMark] = [pathMarks(['/app/']), pathMarks(['/old/'])];

  it('is set before a role in the path is created', () => {
    expect(planned({ basePaths: ['/identity-pools/', '/app/'], tags: { ...REQUEST_TAG, ...mark } })).toStrictEqual({
      marks: tagPool(mark),
    });
  });

  it('names the former path too until the roles in it are deleted', () => {
    expect(
      planned(
        { basePaths: ['/app/'], tags: { ...REQUEST_TAG, ...mark }, retiredRoles: [createdRole('mapped/Old', { name: 'old' })] },
        { pool: observedPool({ tags: { ...REQUEST_TAG, ...otherMark } }) },
      ),
    ).toStrictEqual({
      marks: tagPool(pathMarks(['/old/', '/app/'])),
      rest: { inOrder: [deletionOf('old'), tagPool(mark)] },
    });
  });
});

describe('role mappings', () => {
  const loginProviders = { [GOOGLE]: 'g' };
  const pool = observedPool({ loginProviders });
  const mapped = assigned({ [GOOGLE]: TOKEN });

  it.each<[string, DesiredPool['assignments'], ObservedState['assignments'], Partial<PlannedChange>]>([
    ['stay if they are as they should be', mapped, mapped, {}],
    ['are set if they are missing', mapped, ASSIGNED, { rest: assignRoles({ [GOOGLE]: TOKEN }) }],
    ['are removed if they are not desired', ASSIGNED, mapped, { rest: assignRoles({}) }],
    [
      'are set anew if they differ',
      mapped,
      assigned({ [GOOGLE]: { ...TOKEN, ambiguousRoleResolution: 'AuthenticatedRole' } }),
      { rest: assignRoles({ [GOOGLE]: TOKEN }) },
    ],
  ])('%s', (_case, assignments, observed, change) => {
    expect(planned({ configuration: configuration({ loginProviders }), assignments }, { pool, assignments: observed })).toStrictEqual(
      change,
    );
  });
});

describe('providers and what is mapped or tagged for them', () => {
  const onlyGoogle = { loginProviders: { [GOOGLE]: 'g' } };
  const onlyFacebook = { loginProviders: { [FACEBOOK]: 'f' } };

  it('move from one provider to another with a time in between that has both', () => {
    expect(
      planned(
        { configuration: configuration(onlyFacebook), assignments: assigned({ [FACEBOOK]: TOKEN }) },
        { pool: observedPool(onlyGoogle), assignments: assigned({ [GOOGLE]: TOKEN }) },
      ),
    ).toStrictEqual({
      pool: updatePool({ loginProviders: { ...onlyGoogle.loginProviders, ...onlyFacebook.loginProviders } }),
      rest: { inOrder: [assignRoles({ [FACEBOOK]: TOKEN }), updatePool(onlyFacebook)] },
    });
  });

  it('move without those providers for which nothing is mapped, because all count against one quota', () => {
    expect(
      planned(
        { configuration: configuration(onlyFacebook), assignments: assigned({ [FACEBOOK]: TOKEN }) },
        {
          pool: observedPool({ ...onlyGoogle, samlProviderArns: ['saml-1'] }),
          assignments: assigned({ [GOOGLE]: TOKEN }),
        },
      ),
    ).toStrictEqual({
      pool: updatePool({ loginProviders: { ...onlyGoogle.loginProviders, ...onlyFacebook.loginProviders } }),
      rest: { inOrder: [assignRoles({ [FACEBOOK]: TOKEN }), updatePool(onlyFacebook)] },
    });
  });

  it('of user pools move likewise while both app clients fit into the pool', () => {
    const [before, after] = [{ userPoolClients: [listed(A, 'a')] }, { userPoolClients: [listed(B, 'b')] }];
    const [mappedBefore, mappedAfter] = [assigned({ [`${providerNameOf(A)}:a`]: TOKEN }), assigned({ [`${providerNameOf(B)}:b`]: TOKEN })];
    expect(
      planned({ configuration: configuration(after), assignments: mappedAfter }, { pool: observedPool(before), assignments: mappedBefore }),
    ).toStrictEqual({
      pool: updatePool({ userPoolClients: [listed(B, 'b'), listed(A, 'a')] }),
      rest: { inOrder: [assignRoles(mappedAfter.mappings), updatePool(after)] },
    });
  });

  describe('where the app clients of both states are more than a pool takes', () => {
    const clients = (ids: readonly string[]) => ids.map((id) => listed(A, id));
    const numbered = (from: number, count: number): string[] => Array.from({ length: count }, (_, index) => `c${String(from + index)}`);
    const mappingsFor = (...ids: readonly string[]) => Object.fromEntries(ids.map((id) => [`${providerNameOf(A)}:${id}`, TOKEN]));
    const after = { userPoolClients: clients(numbered(1, 50)) };

    it('what is mapped to those that leave goes first, and what is mapped to those that stay does not', () => {
      expect(
        planned(
          { configuration: configuration(after), assignments: assigned(mappingsFor('c1', 'c50')) },
          { pool: observedPool({ userPoolClients: clients(numbered(0, 50)) }), assignments: assigned(mappingsFor('c0', 'c1')) },
        ),
      ).toStrictEqual({
        pool: { inOrder: [assignRoles(mappingsFor('c1')), updatePool(after)] },
        rest: assignRoles(mappingsFor('c1', 'c50')),
      });
    });

    it('principal tags of a user pool that leaves go first too', () => {
      const [old, now] = [[listed(B, 'b'), ...clients(numbered(1, 49))], clients(numbered(1, 50))];
      const roles = [desiredRole('authenticated', { trustPolicy: trustOf('authenticated', true) }), desiredRole('unauthenticated')];
      expect(
        planned(
          {
            configuration: configuration({ userPoolClients: now }),
            assignments: assigned(mappingsFor('c50')),
            principalTags: { [providerNameOf(B)]: NOT_TAGGED, [providerNameOf(A)]: TAGGED },
            tagsSessions: true,
            roles,
          },
          {
            pool: observedPool({ userPoolClients: old }),
            principalTags: { [providerNameOf(B)]: TAGGED },
            createdRoles: [createdRole('authenticated', { trustPolicy: trustOf('authenticated', true) }), UNAUTHENTICATED],
          },
        ),
      ).toStrictEqual({
        pool: { inOrder: [setPrincipalTags(providerNameOf(B), NOT_TAGGED), updatePool({ userPoolClients: now })] },
        rest: { inOrder: [assignRoles(mappingsFor('c50')), setPrincipalTags(providerNameOf(A), TAGGED)] },
      });
    });

    it('a pool that has more than that has both as long as they are no more than it has', () => {
      const now = clients([...numbered(1, 54), 'new']);
      expect(
        planned(
          { configuration: configuration({ userPoolClients: now }), assignments: assigned(mappingsFor('new')) },
          { pool: observedPool({ userPoolClients: clients(numbered(0, 60)) }), assignments: assigned(mappingsFor('c0')) },
        ),
      ).toStrictEqual({
        pool: updatePool({ userPoolClients: [...now, listed(A, 'c0')] }),
        rest: { inOrder: [assignRoles(mappingsFor('new')), updatePool({ userPoolClients: now })] },
      });
    });
  });

  it('go after what was mapped to them, in one update', () => {
    expect(planned({}, { pool: observedPool(onlyGoogle), assignments: assigned({ [GOOGLE]: TOKEN }) })).toStrictEqual({
      rest: { inOrder: [assignRoles({}), updatePool({})] },
    });
  });

  it('come before what is mapped to them, in one update', () => {
    expect(planned({ configuration: configuration(onlyGoogle), assignments: assigned({ [GOOGLE]: TOKEN }) })).toStrictEqual({
      pool: updatePool(onlyGoogle),
      rest: assignRoles({ [GOOGLE]: TOKEN }),
    });
  });

  it('go at once if nothing was mapped to them', () => {
    expect(planned({}, { pool: observedPool(onlyGoogle) })).toStrictEqual({ pool: updatePool({}) });
  });

  describe('that stay', () => {
    const name = `${providerNameOf(A)}:a`;
    const userPoolClients = [listed(A, 'a')];
    const after = { userPoolClients, allowClassicFlow: true };
    const signedIn = trustOf('authenticated', true);
    const desired: Partial<DesiredPool> = {
      configuration: configuration(after),
      assignments: assigned({ [name]: TOKEN }),
      principalTags: { [providerNameOf(A)]: TAGGED },
      tagsSessions: true,
      roles: [desiredRole('authenticated', { trustPolicy: signedIn }), desiredRole('unauthenticated')],
    };
    const state = {
      principalTags: { [providerNameOf(A)]: { useDefaults: false, tags: { a: 'b' } } },
      createdRoles: [createdRole('authenticated', { trustPolicy: signedIn }), UNAUTHENTICATED],
    };

    it('need no stages: the pool changes first, and once', () => {
      const pool = observedPool({ userPoolClients });
      expect(planned(desired, { ...state, pool, assignments: assigned({ [name]: TOKEN }) })).toStrictEqual({
        pool: updatePool(after),
        rest: setPrincipalTags(providerNameOf(A), TAGGED),
      });
    });

    it('let the pool change once, after another has lost what was mapped to it', () => {
      const pool = observedPool({ ...onlyGoogle, userPoolClients });
      expect(planned(desired, { ...state, pool, assignments: assigned({ [name]: TOKEN, [GOOGLE]: TOKEN }) })).toStrictEqual({
        rest: { inOrder: [assignRoles({ [name]: TOKEN }), setPrincipalTags(providerNameOf(A), TAGGED), updatePool(after)] },
      });
    });
  });

  it.each(['openIdConnectProviderArns', 'samlProviderArns'] as const)('of %s move likewise with their principal tags', (list) => {
    const tags = { ...REQUEST_TAG, form: 'x' };
    const roles = [desiredRole('authenticated', { trustPolicy: trustOf('authenticated', true) }), desiredRole('unauthenticated')];
    expect(
      planned(
        {
          configuration: configuration({ [list]: ['arn-2'] }),
          tags,
          principalTags: { 'arn-1': NOT_TAGGED, 'arn-2': TAGGED },
          tagsSessions: true,
          roles,
        },
        {
          pool: observedPool({ [list]: ['arn-1'] }),
          principalTags: { 'arn-1': TAGGED },
          createdRoles: [createdRole('authenticated', { trustPolicy: trustOf('authenticated', true) }), UNAUTHENTICATED],
        },
      ),
    ).toStrictEqual({
      pool: { inOrder: [tagPool({ form: 'x' }), updatePool({ [list]: ['arn-2', 'arn-1'] }, tags)] },
      rest: {
        inOrder: [setPrincipalTags('arn-1', NOT_TAGGED), setPrincipalTags('arn-2', TAGGED), updatePool({ [list]: ['arn-2'] }, tags)],
      },
    });
  });

  it('of the developer kind come last, so that what fails before can be rolled back', () => {
    const both = { ...onlyGoogle, developerProviderName: 'login.mine' };
    expect(planned({ configuration: configuration(both) })).toStrictEqual({ pool: updatePool(onlyGoogle), rest: updatePool(both) });
  });

  it('of the developer kind come at once if something is mapped to them', () => {
    const developed = { developerProviderName: 'login.mine' };
    expect(planned({ configuration: configuration(developed), assignments: assigned({ 'login.mine': TOKEN }) })).toStrictEqual({
      pool: updatePool(developed),
      rest: assignRoles({ 'login.mine': TOKEN }),
    });
  });

  it('of the developer kind stay through every stage', () => {
    const developed = { developerProviderName: 'login.mine' };
    expect(
      planned({ configuration: configuration({ ...developed, allowClassicFlow: true }) }, { pool: observedPool(developed) }),
    ).toStrictEqual({ pool: updatePool({ ...developed, allowClassicFlow: true }) });
  });
});

describe('principal tags', () => {
  const loginProviders = { [GOOGLE]: 'g', [FACEBOOK]: 'f' };
  const trusting = (withTags: boolean): Step => ({
    do: 'setTrustPolicy',
    roleName: AUTHENTICATED.name,
    document: trustOf('authenticated', withTags),
  });
  const custom = (tags: Tags): PrincipalTags => ({ useDefaults: false, tags });

  it.each<
    [string, DesiredPool['principalTags'], ObservedState['principalTags'], { before: boolean; after: boolean }, Partial<PlannedChange>]
  >([
    [
      'are set after the roles allow them',
      { [GOOGLE]: TAGGED },
      {},
      { before: false, after: true },
      { roles: trusting(true), rest: setPrincipalTags(GOOGLE, TAGGED) },
    ],
    [
      'are set as custom ones in place of the defaults',
      { [GOOGLE]: custom({ a: '1' }) },
      { [GOOGLE]: TAGGED },
      { before: true, after: true },
      { rest: setPrincipalTags(GOOGLE, custom({ a: '1' })) },
    ],
    [
      'are set if a claim differs',
      { [GOOGLE]: custom({ a: '2' }) },
      { [GOOGLE]: custom({ a: '1' }) },
      { before: true, after: true },
      { rest: setPrincipalTags(GOOGLE, custom({ a: '2' })) },
    ],
    [
      'are the same in another order',
      { [GOOGLE]: custom({ a: '1', b: '2' }) },
      { [GOOGLE]: custom({ b: '2', a: '1' }) },
      { before: true, after: true },
      {},
    ],
    [
      'are the same in yet another order',
      { [GOOGLE]: custom({ b: '2', a: '1' }) },
      { [GOOGLE]: custom({ a: '1', b: '2' }) },
      { before: true, after: true },
      {},
    ],
    ['are off already if nothing was ever set', { [GOOGLE]: NOT_TAGGED }, {}, { before: false, after: false }, {}],
    [
      'are turned off, and then the roles allow them no more',
      { [GOOGLE]: NOT_TAGGED },
      { [GOOGLE]: TAGGED },
      { before: true, after: false },
      { rest: { inOrder: [setPrincipalTags(GOOGLE, NOT_TAGGED), trusting(false)] } },
    ],
    [
      'are turned off for one provider of two, and the roles go on to allow them',
      { [GOOGLE]: NOT_TAGGED, [FACEBOOK]: TAGGED },
      { [GOOGLE]: TAGGED, [FACEBOOK]: TAGGED },
      { before: true, after: true },
      { rest: setPrincipalTags(GOOGLE, NOT_TAGGED) },
    ],
    [
      'are turned off for the only provider for which they were on',
      { [GOOGLE]: NOT_TAGGED },
      { [GOOGLE]: TAGGED, [FACEBOOK]: NOT_TAGGED },
      { before: true, after: false },
      { rest: { inOrder: [setPrincipalTags(GOOGLE, NOT_TAGGED), trusting(false)] } },
    ],
    ['of a provider that is not desired stay', {}, { [GOOGLE]: NOT_TAGGED, [FACEBOOK]: TAGGED }, { before: true, after: true }, {}],
    ['that are off do not delay a trust policy', {}, { [GOOGLE]: NOT_TAGGED }, { before: true, after: false }, { roles: trusting(false) }],
  ])('%s', (_case, desired, observed, { before, after }, change) => {
    const signedIn = (withTags: boolean) => ({ trustPolicy: trustOf('authenticated', withTags) });
    expect(
      planned(
        {
          configuration: configuration({ loginProviders }),
          principalTags: desired,
          tagsSessions: after,
          roles: [desiredRole('authenticated', signedIn(after)), desiredRole('unauthenticated')],
        },
        {
          pool: observedPool({ loginProviders }),
          principalTags: observed,
          createdRoles: [createdRole('authenticated', signedIn(before)), UNAUTHENTICATED],
        },
      ),
    ).toStrictEqual(change);
  });

  it('of a provider that goes are lost with it, and then the roles allow them no more', () => {
    const signedIn = createdRole('authenticated', { trustPolicy: trustOf('authenticated', true) });
    expect(
      planned(
        { roles: DESIRED_DEFAULTS },
        {
          pool: observedPool({ loginProviders: { [GOOGLE]: 'g' } }),
          principalTags: { [GOOGLE]: TAGGED },
          createdRoles: [signedIn, UNAUTHENTICATED],
        },
      ),
    ).toStrictEqual({ pool: updatePool({}), rest: trusting(false) });
  });
});
