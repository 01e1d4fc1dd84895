import { desire } from '../../../src/core/desire/desire';
import type { DesiredPool } from '../../../src/core/desire/desired-state';
import type { Operation } from '../../../src/core/operation';
import { ownTagMarks, pathMarks, roleMarks } from '../../../src/core/rules/ownership';
import type { ObservedRole, ObservedState } from '../../../src/core/state';
import {
  AUTHENTICATED,
  createdRole,
  DEFAULTS,
  DESIRED_DEFAULTS,
  desiredPool,
  desiredRole,
  observedPool,
  observedState,
  operation,
  pathUnder,
  POOL_ID,
  REQUEST_TAG,
  roleArn,
  roleName,
  trustOf,
  UNAUTHENTICATED,
  type DesiredRoleChanges,
} from '../fixtures';

const POLICY = 'arn:aws:iam::aws:policy/';
const DOCUMENT = { Version: '2012-10-17', Statement: [] };
const [SIGNED_IN, GUESTS] = [desiredRole('authenticated'), desiredRole('unauthenticated')];
const THEIRS = roleArn('theirs', '/');

/** What the rows below are about; the rest of the desired state is as it should be. */
function desired(asked: Partial<Operation>, state: Partial<ObservedState> = {}, baseline?: Partial<ObservedState>): DesiredPool {
  const observed = observedState(state);
  return desire(operation(asked), observed, baseline === undefined ? observed : observedState(baseline));
}

function assigning(roles: ObservedState['assignments']['roles']): { assignments: ObservedState['assignments'] } {
  return { assignments: { roles, mappings: {} } };
}

const IN_NEW_PATH = { name: roleName('authenticated', pathUnder('/new/')), path: pathUnder('/new/') };

/** Nothing of a pool that somebody else made is ours, whatever roles it hands out. */
const FOREIGN = { pool: observedPool({ tags: {} }), createdRoles: [] };
const NONE = { roles: [], basePaths: [], tags: {} };

describe('a default role', () => {
  it.each<[string, Partial<Operation>, Partial<ObservedState>, Partial<DesiredPool>]>([
    ['is left as it is if it is as it should be', {}, {}, {}],
    ['is created if a pool of ours has none', {}, { ...assigning({}), createdRoles: [] }, {}],
    ['is created again if a pool of ours still has its generated name', {}, { createdRoles: [] }, {}],
    [
      'is the supplied one, and the created one is retired',
      { desired: { AuthenticatedRole: { Arn: THEIRS } } },
      {},
      { roles: [GUESTS], retiredRoles: [AUTHENTICATED], ...assigning({ ...DEFAULTS, authenticated: THEIRS }) },
    ],
    [
      'is the supplied one for guests too',
      { desired: { UnauthenticatedRole: { Arn: THEIRS } } },
      {},
      { roles: [SIGNED_IN], retiredRoles: [UNAUTHENTICATED], ...assigning({ ...DEFAULTS, unauthenticated: THEIRS }) },
    ],
    [
      'is none if the template says so, and the created one is retired',
      { desired: { AuthenticatedRole: { Create: false } } },
      {},
      { roles: [GUESTS], retiredRoles: [AUTHENTICATED], ...assigning({ unauthenticated: UNAUTHENTICATED.arn }) },
    ],
    [
      'is not retired if the very role that was created is supplied',
      { desired: { AuthenticatedRole: { Arn: AUTHENTICATED.arn } } },
      {},
      { roles: [GUESTS] },
    ],
    [
      'stays as somebody put it, and so does the created one that it replaced',
      {},
      assigning({ ...DEFAULTS, authenticated: THEIRS }),
      { roles: [GUESTS], ...assigning({ ...DEFAULTS, authenticated: THEIRS }) },
    ],
    [
      'stays as somebody put it if its generated name is of another path',
      {},
      { ...assigning({ ...DEFAULTS, authenticated: roleArn(AUTHENTICATED.name, pathUnder('/x/')) }), createdRoles: [UNAUTHENTICATED] },
      { roles: [GUESTS], ...assigning({ ...DEFAULTS, authenticated: roleArn(AUTHENTICATED.name, pathUnder('/x/')) }) },
    ],
    ['stays missing on a pool that somebody else made', {}, { ...FOREIGN, ...assigning({}) }, { ...NONE, ...assigning({}) }],
    ['stays as it is on a pool that somebody else made', {}, FOREIGN, NONE],
    [
      'is managed on a pool without the request’s mark that hands out a created role',
      {},
      { pool: observedPool({ tags: {} }) },
      { tags: {} },
    ],
    [
      'is created on a pool that somebody else made if the template names it',
      { desired: { AuthenticatedRole: {} } },
      { ...FOREIGN, ...assigning({ authenticated: THEIRS, unauthenticated: THEIRS }) },
      { roles: [SIGNED_IN], tags: {}, ...assigning({ ...DEFAULTS, unauthenticated: THEIRS }) },
    ],
    [
      'is created if the previous template named a supplied one',
      { previous: { AuthenticatedRole: { Arn: THEIRS } } },
      { ...FOREIGN, ...assigning({ authenticated: THEIRS, unauthenticated: THEIRS }) },
      { roles: [SIGNED_IN], tags: {}, ...assigning({ ...DEFAULTS, unauthenticated: THEIRS }) },
    ],
    [
      'is the one that the pool uses, with what was set by hand; a second one is retired',
      {},
      {
        createdRoles: [
          createdRole('authenticated', { name: 'left', description: 'left behind' }),
          createdRole('authenticated', { description: 'by hand', maxSessionDuration: 4000 }),
          UNAUTHENTICATED,
        ],
      },
      {
        roles: [desiredRole('authenticated', { description: 'by hand', maxSessionDuration: 4000 }), GUESTS],
        retiredRoles: [createdRole('authenticated', { name: 'left', description: 'left behind' })],
      },
    ],
    [
      'has in a new path nothing of what was set by hand on a created role that the pool does not use',
      { desired: { AuthenticatedRole: { Path: '/new/' } } },
      {
        ...assigning({ ...DEFAULTS, authenticated: THEIRS }),
        createdRoles: [createdRole('authenticated', { description: 'by hand' }), UNAUTHENTICATED],
      },
      {
        roles: [desiredRole('authenticated', IN_NEW_PATH), GUESTS],
        retiredRoles: [createdRole('authenticated', { description: 'by hand' })],
        basePaths: ['/new/', '/identity-pools/'],
        tags: { ...REQUEST_TAG, ...pathMarks(['/new/']) },
        ...assigning({ ...DEFAULTS, authenticated: desiredRole('authenticated', IN_NEW_PATH).arn }),
      },
    ],
    [
      'is retired if another is supplied, also while the role for guests stays as somebody put it',
      { desired: { AuthenticatedRole: { Arn: THEIRS } }, previous: {} },
      assigning({ ...DEFAULTS, unauthenticated: THEIRS }),
      { roles: [], retiredRoles: [AUTHENTICATED], ...assigning({ authenticated: THEIRS, unauthenticated: THEIRS }) },
    ],
    [
      'is not taken from a role whose mark alone says so, because whoever may tag roles can write it',
      {},
      {
        ...assigning({ ...DEFAULTS, authenticated: roleArn('planted') }),
        createdRoles: [createdRole('authenticated', { name: 'planted', description: 'planted' }), UNAUTHENTICATED],
      },
      { retiredRoles: [createdRole('authenticated', { name: 'planted', description: 'planted' })] },
    ],
  ])('%s', (_case, asked, state, expected) => {
    expect(desired(asked, state)).toStrictEqual(desiredPool(expected));
  });

  it.each<[string, Partial<ObservedState>, Partial<DesiredPool>]>([
    ['has the mark of a request', { createdRoles: [] }, { roles: [SIGNED_IN] }],
    [
      'has another role that was created for it',
      { pool: observedPool({ tags: {} }), createdRoles: [UNAUTHENTICATED] },
      { roles: [SIGNED_IN], tags: {} },
    ],
    ['has neither a mark nor a created role', FOREIGN, { ...NONE, ...assigning({ unauthenticated: UNAUTHENTICATED.arn }) }],
  ])('is created or left missing as the pool %s', (_case, state, expected) => {
    const asked = { desired: { UnauthenticatedRole: { Arn: UNAUTHENTICATED.arn } } };
    expect(desired(asked, { ...assigning({ unauthenticated: UNAUTHENTICATED.arn }), ...state })).toStrictEqual(desiredPool(expected));
  });

  it('cannot be created if nobody knows how roles trust Cognito in the region', () => {
    expect(() => desired({ region: 'cn-north-1' })).toThrow(new Error('no trust principal is known for cn-north-1'));
  });
});

describe('a created role', () => {
  /** The role as the pool uses it now. */
  const inUse = (more: Partial<ObservedRole>): Partial<ObservedState> => {
    const role = createdRole('authenticated', more);
    return { ...assigning({ ...DEFAULTS, authenticated: role.arn }), createdRoles: [role, UNAUTHENTICATED] };
  };
  const byHand: Partial<ObservedRole> = {
    path: pathUnder('/observed/'),
    description: 'observed',
    maxSessionDuration: 4000,
    permissionsBoundary: `${POLICY}Observed`,
  };
  const AS_OBSERVED: DesiredRoleChanges = { name: roleName('authenticated', pathUnder('/observed/')), ...byHand };
  const NAMED = { RoleName: 'n', Path: '/n/', Description: 'd', MaxSessionDuration: 7200, PermissionsBoundary: `${POLICY}N` };
  const AS_NAMED: DesiredRoleChanges = {
    name: 'n',
    path: pathUnder('/n/'),
    description: 'd',
    maxSessionDuration: 7200,
    permissionsBoundary: `${POLICY}N`,
  };
  const observedAsNamed = createdRole('authenticated', AS_NAMED);
  const settings = { tags: {}, path: '/account/', roleNamePrefix: 'acme-', permissionsBoundary: `${POLICY}Account` };
  const guests = desiredRole('unauthenticated', { permissionsBoundary: `${POLICY}Account` });
  const ofAccount: DesiredRoleChanges = {
    name: roleName('authenticated', pathUnder('/account/'), 'acme-'),
    path: pathUnder('/account/'),
    permissionsBoundary: `${POLICY}Account`,
  };
  const under = (...paths: readonly string[]): Partial<DesiredPool> => ({
    basePaths: [...paths, '/identity-pools/'],
    tags: { ...REQUEST_TAG, ...pathMarks(paths) },
  });

  /** The desired state with this role for signed-in identities. */
  const having = (role: DesiredRoleChanges, more: Partial<DesiredPool> = {}): DesiredPool => {
    const signedIn = desiredRole('authenticated', role);
    return desiredPool({ roles: [signedIn, GUESTS], ...assigning({ ...DEFAULTS, authenticated: signedIn.arn }), ...more });
  };

  it.each<[string, DesiredPool, DesiredPool]>([
    ['that is there stays as it is', desired({}, inUse(byHand)), having(AS_OBSERVED, under('/observed/'))],
    [
      'has what the template names',
      desired({ desired: { AuthenticatedRole: NAMED } }, inUse(byHand)),
      having(AS_NAMED, { ...under('/n/'), retiredRoles: inUse(byHand).createdRoles?.slice(0, 1) ?? [] }),
    ],
    [
      'that only the previous template named goes back to the defaults',
      desired({ previous: { AuthenticatedRole: NAMED } }, inUse(AS_NAMED)),
      having({}, { retiredRoles: [observedAsNamed] }),
    ],
    [
      'of a generated name gets another one if its path changes',
      desired({ desired: { AuthenticatedRole: { Path: '/n/' } } }, inUse(byHand)),
      having(
        { ...AS_OBSERVED, name: roleName('authenticated', pathUnder('/n/')), path: pathUnder('/n/') },
        { ...under('/n/'), retiredRoles: inUse(byHand).createdRoles?.slice(0, 1) ?? [] },
      ),
    ],
    [
      'of another name than the one in use is a new role, and the one in use is retired',
      desired({ desired: { AuthenticatedRole: { RoleName: 'new' } } }),
      having({ name: 'new' }, { retiredRoles: [AUTHENTICATED] }),
    ],
    [
      'of the same name, whatever its case, in another path is a new role with what was set by hand',
      desired(
        { desired: { AuthenticatedRole: { RoleName: 'signed-IN', Path: '/new/' } } },
        inUse({ name: 'Signed-In', path: pathUnder('/old/'), description: 'by hand' }),
      ),
      having(
        { name: 'signed-IN', path: pathUnder('/new/'), description: 'by hand' },
        {
          ...under('/new/'),
          retiredRoles: [createdRole('authenticated', { name: 'Signed-In', path: pathUnder('/old/'), description: 'by hand' })],
        },
      ),
    ],
    [
      'has the account’s path, prefix and boundary',
      desired({ settings }, { createdRoles: [UNAUTHENTICATED] }),
      having(ofAccount, { roles: [desiredRole('authenticated', ofAccount), guests], ...under('/account/') }),
    ],
    [
      'that only the previous template named goes back to the account’s path, prefix and boundary',
      desired({ settings, previous: { AuthenticatedRole: NAMED } }, inUse(AS_NAMED)),
      having(ofAccount, {
        roles: [desiredRole('authenticated', ofAccount), guests],
        ...under('/account/'),
        retiredRoles: [observedAsNamed],
      }),
    ],
    [
      'stays where it is whatever the account’s path, but not without the account’s boundary',
      desired({ settings }, inUse(byHand)),
      having(AS_OBSERVED, {
        roles: [desiredRole('authenticated', { ...AS_OBSERVED, permissionsBoundary: `${POLICY}Account` }), guests],
        ...under('/observed/'),
      }),
    ],
    [
      'has its own boundary before the account’s',
      desired({ settings, desired: { AuthenticatedRole: { PermissionsBoundary: `${POLICY}N` } } }, { createdRoles: [UNAUTHENTICATED] }),
      having(ofAccount, {
        roles: [desiredRole('authenticated', { ...ofAccount, permissionsBoundary: `${POLICY}N` }), guests],
        ...under('/account/'),
      }),
    ],
    [
      'gets the policies that the template names, as objects, and loses those that only the previous one named',
      desired({
        desired: {
          AuthenticatedRole: {
            ManagedPolicyArns: ['a', 'b'],
            Policies: [
              { PolicyName: 'p', PolicyDocument: { Statement: [{}] } },
              { PolicyName: 'text', PolicyDocument: '{"Statement":[]}' },
            ],
          },
        },
        previous: {
          AuthenticatedRole: {
            ManagedPolicyArns: ['b', 'c'],
            Policies: ['p', 'q'].map((PolicyName) => ({ PolicyName, PolicyDocument: DOCUMENT })),
          },
        },
      }),
      having({
        managedPolicyArns: ['a', 'b'],
        inlinePolicies: [
          { name: 'p', document: { Statement: [{}] } },
          { name: 'text', document: { Statement: [] } },
        ],
        retired: { managedPolicyArns: ['c'], inlinePolicyNames: ['q'] },
      }),
    ],
    [
      'keeps what others attached and embedded: it is not retired',
      desired({}, inUse({ managedPolicyArns: ['theirs'], inlinePolicies: [{ name: 'theirs', document: DOCUMENT }] })),
      having({}),
    ],
    [
      'of another name than before has none of the policies of the former name to lose',
      desired(
        {
          desired: { AuthenticatedRole: { ManagedPolicyArns: ['now'] } },
          previous: { AuthenticatedRole: { ManagedPolicyArns: ['before'], RoleName: 'old' } },
        },
        inUse({ name: 'old', description: 'by hand' }),
      ),
      having(
        { managedPolicyArns: ['now'], description: 'by hand' },
        { retiredRoles: [createdRole('authenticated', { name: 'old', description: 'by hand' })] },
      ),
    ],
    [
      'lets its sessions be tagged from its creation, but a guest’s does not',
      desired(
        { desired: { AuthenticationProviders: { Google: { ClientId: 'g' } }, PrincipalTags: [tagging()] } },
        { ...assigning({}), createdRoles: [], pool: observedPool({ loginProviders: { 'accounts.google.com': 'g' } }) },
      ),
      having(
        { trustPolicy: trustOf('authenticated', true) },
        {
          configuration: { ...desiredPool().configuration, loginProviders: { 'accounts.google.com': 'g' } },
          principalTags: { 'accounts.google.com': { useDefaults: true, tags: {} } },
          tagsSessions: true,
          namedProviders: [
            {
              path: 'PrincipalTags[0].IdentityProvider',
              use: 'principalTags',
              provider: { LoginProvider: 'Google' },
              name: 'accounts.google.com',
              isGone: false,
            },
          ],
        },
      ),
    ],
  ])('%s', (_case, actual, expected) => {
    expect(actual).toStrictEqual(expected);
  });

  it('has the tags of the account, the stack and the template, and its marks', () => {
    const marks = roleMarks(POOL_ID, 'authenticated');
    const asked = {
      desired: { Tags: [{ Key: 'team', Value: 'web' }] },
      stackTags: { stack: 's', team: 'stack' },
      settings: { tags: { account: 'a', stack: 'account' } },
    };
    const { roles } = desired(asked, inUse({ tags: { ...marks, old: '1', 'aws:x': '1' } }));
    expect(roles[0]?.role.tags).toStrictEqual({ account: 'a', stack: 's', team: 'web', ...marks });
  });

  it('keeps tags that others set until a template names Tags', () => {
    const marks = roleMarks(POOL_ID, 'authenticated');
    const { roles } = desired({ stackTags: { stack: 's' } }, inUse({ tags: { ...marks, theirs: '1', 'aws:x': '1' } }));
    expect(roles[0]?.role.tags).toStrictEqual({ theirs: '1', stack: 's', ...marks });
  });

  describe('with tags of its own', () => {
    const marks = roleMarks(POOL_ID, 'authenticated');
    const Tags = [{ Key: 'team', Value: 'own' }];

    it('has them over those of the resource, and a mark that says which they are', () => {
      const { roles, tags } = desired({ desired: { Tags: [{ Key: 'team', Value: 'all' }], AuthenticatedRole: { Tags } } });
      expect(roles.map(({ role }) => role.tags)).toStrictEqual([
        { team: 'own', ...marks, ...ownTagMarks(['team']) },
        { team: 'all', ...roleMarks(POOL_ID, 'unauthenticated') },
      ]);
      expect(tags).toStrictEqual({ team: 'all', ...REQUEST_TAG });
    });

    it('loses those that only the previous template gave, and keeps what others set', () => {
      const observed = inUse({ tags: { team: 'own', theirs: '1', ...marks, ...ownTagMarks(['team']) } });
      const { roles } = desired({ desired: { AuthenticatedRole: {} }, previous: { AuthenticatedRole: { Tags } } }, observed);
      expect(roles[0]?.role.tags).toStrictEqual({ theirs: '1', ...marks });
    });

    it('gets a tag of the stack back that its own one was over', () => {
      const observed = inUse({ tags: { team: 'own', ...marks, ...ownTagMarks(['team']) } });
      const asked = { previous: { AuthenticatedRole: { Tags } }, stackTags: { team: 'stack' }, previousStackTags: { team: 'stack' } };
      expect(desired(asked, observed).roles[0]?.role.tags).toStrictEqual({ team: 'stack', ...marks });
    });
  });

  it('has one of two tags whose keys differ only in case, because IAM takes them for one', () => {
    const asked = { desired: { Tags: [{ Key: 'team', Value: 'web' }] }, stackTags: { Team: 'stack' } };
    const { roles, tags } = desired(asked);
    expect(roles[0]?.role.tags).toStrictEqual({ team: 'web', ...roleMarks(POOL_ID, 'authenticated') });
    expect(tags).toStrictEqual({ Team: 'stack', team: 'web', ...REQUEST_TAG });
  });
});

function tagging() {
  return { IdentityProvider: { LoginProvider: 'Google' as const }, UseDefaults: true };
}

describe('mapped roles', () => {
  const mappedRole = (name: string, order: number, more: Partial<ObservedRole> = {}) => createdRole(`mapped/${name}`, more, order);
  const [admin, editor] = [mappedRole('Admin', 0), mappedRole('Editor', 1)];
  const withRoles = (...mapped: readonly ObservedRole[]): Partial<ObservedState> => ({
    createdRoles: [AUTHENTICATED, UNAUTHENTICATED, ...mapped],
  });
  const one = { MappedRoles: [{ Name: 'Admin' }] };
  const [desiredAdmin, desiredEditor] = [desiredRole('mapped/Admin', {}, 0), desiredRole('mapped/Editor', {}, 1)];

  it.each<[string, Partial<Operation>, readonly ObservedRole[], Partial<DesiredPool>]>([
    [
      'are created, each with its place',
      { desired: { MappedRoles: [{ Name: 'Admin' }, { Name: 'Editor' }] } },
      [],
      { roles: [...DESIRED_DEFAULTS, desiredAdmin, desiredEditor] },
    ],
    [
      'have their new place',
      { desired: { MappedRoles: [{ Name: 'Editor' }, { Name: 'Admin' }] } },
      [admin, editor],
      { roles: [...DESIRED_DEFAULTS, desiredRole('mapped/Editor', {}, 0), desiredRole('mapped/Admin', {}, 1)] },
    ],
    [
      'keep what was set by hand, and lose what only the previous template named',
      { desired: one, previous: { MappedRoles: [{ Name: 'Admin', ManagedPolicyArns: [`${POLICY}Gone`] }] } },
      [mappedRole('Admin', 0, { description: 'by hand', managedPolicyArns: [`${POLICY}Gone`, `${POLICY}Theirs`] })],
      {
        roles: [
          ...DESIRED_DEFAULTS,
          desiredRole(
            'mapped/Admin',
            { description: 'by hand', retired: { managedPolicyArns: [`${POLICY}Gone`], inlinePolicyNames: [] } },
            0,
          ),
        ],
      },
    ],
    [
      'keep under another name what was set by hand under the former one',
      { desired: { MappedRoles: [{ Name: 'Admin', RoleName: 'new' }] }, previous: { MappedRoles: [{ Name: 'Admin', RoleName: 'old' }] } },
      [mappedRole('Admin', 0, { name: 'old', description: 'by hand' })],
      {
        roles: [...DESIRED_DEFAULTS, desiredRole('mapped/Admin', { name: 'new', description: 'by hand' }, 0)],
        retiredRoles: [mappedRole('Admin', 0, { name: 'old', description: 'by hand' })],
      },
    ],
    ['stay if the only template does not name MappedRoles', { desired: {} }, [admin, editor], {}],
    ['stay if neither of two templates names MappedRoles', { desired: {}, previous: {} }, [admin, editor], {}],
    [
      'are retired if only the previous template named MappedRoles',
      { desired: {}, previous: one },
      [admin, editor],
      { retiredRoles: [admin, editor] },
    ],
    ['are retired if the template wants none', { desired: { MappedRoles: [] } }, [admin, editor], { retiredRoles: [admin, editor] }],
    [
      'are retired if the template names others',
      { desired: one },
      [admin, editor],
      { roles: [...DESIRED_DEFAULTS, desiredAdmin], retiredRoles: [editor] },
    ],
  ])('%s', (_case, asked, mapped, expected) => {
    expect(desired(asked, withRoles(...mapped))).toStrictEqual(desiredPool(expected));
  });

  it('are retired once each, and no default role that somebody replaced goes with them', () => {
    const theirs = assigning({ ...DEFAULTS, unauthenticated: THEIRS });
    const left = mappedRole('Admin', 0, { name: 'left' });
    expect(desired({ desired: one }, { ...withRoles(admin, left, editor), ...theirs })).toStrictEqual(
      desiredPool({ roles: [SIGNED_IN, desiredAdmin], retiredRoles: [left, editor], ...theirs }),
    );
  });

  it('pass to another part with their name, and lose what any template gave to the name', () => {
    const names = ['A', 'B', 'C', 'Theirs'].map((name) => POLICY + name);
    const passed = mappedRole('Old', 0, {
      name: 'passed',
      managedPolicyArns: names,
      inlinePolicies: ['a', 'b', 'c', 'theirs'].map((name) => ({ name, document: DOCUMENT })),
    });
    const policies = (...given: readonly string[]) => given.map((PolicyName) => ({ PolicyName, PolicyDocument: DOCUMENT }));
    const asked = {
      desired: { MappedRoles: [{ Name: 'New', RoleName: 'passed', ManagedPolicyArns: [`${POLICY}B`], Policies: policies('b') }] },
      previous: {
        MappedRoles: [
          { Name: 'New', ManagedPolicyArns: [`${POLICY}Others`], Policies: policies('others') },
          { Name: 'Old', RoleName: 'Passed', ManagedPolicyArns: names.slice(0, 3), Policies: policies('a', 'b', 'c') },
        ],
      },
    };
    expect(desired(asked, withRoles(passed))).toStrictEqual(
      desiredPool({
        roles: [
          ...DESIRED_DEFAULTS,
          desiredRole(
            'mapped/New',
            {
              name: 'passed',
              managedPolicyArns: [`${POLICY}B`],
              inlinePolicies: [{ name: 'b', document: DOCUMENT }],
              retired: { managedPolicyArns: [`${POLICY}A`, `${POLICY}C`], inlinePolicyNames: ['a', 'c'] },
            },
            0,
          ),
        ],
      }),
    );
  });

  it('pass to another part also if no template names the former part', () => {
    const passed = mappedRole('Old', 0, { name: 'passed', managedPolicyArns: [`${POLICY}A`] });
    expect(desired({ desired: { MappedRoles: [{ Name: 'New', RoleName: 'passed' }] } }, withRoles(passed))).toStrictEqual(
      desiredPool({ roles: [...DESIRED_DEFAULTS, desiredRole('mapped/New', { name: 'passed' }, 0)] }),
    );
  });

  it('of a name that a role in another path has are new, and the other is retired', () => {
    const old = mappedRole('Old', 0, { name: 'shared', path: pathUnder('/old/') });
    expect(
      desired(
        { desired: { MappedRoles: [{ Name: 'New', RoleName: 'shared' }] }, previous: { MappedRoles: [{ Name: 'Old' }] } },
        withRoles(old),
      ),
    ).toStrictEqual(desiredPool({ roles: [...DESIRED_DEFAULTS, desiredRole('mapped/New', { name: 'shared' }, 0)], retiredRoles: [old] }));
  });
});

describe('a role that an earlier try of the same create left', () => {
  const blank = { ...assigning({}), createdRoles: [] };
  const left = createdRole('authenticated', {
    description: 'left',
    maxSessionDuration: 4000,
    permissionsBoundary: `${POLICY}Left`,
    tags: { ...roleMarks(POOL_ID, 'authenticated'), left: '1' },
    managedPolicyArns: ['kept', 'left'],
    inlinePolicies: ['kept', 'left'].map((name) => ({ name, document: DOCUMENT })),
  });

  it('is brought to the template: nothing on it is inherited', () => {
    const AuthenticatedRole = { ManagedPolicyArns: ['kept'], Policies: [{ PolicyName: 'kept', PolicyDocument: DOCUMENT }] };
    expect(desired({ desired: { AuthenticatedRole } }, { createdRoles: [left, UNAUTHENTICATED] }, blank)).toStrictEqual(
      desiredPool({
        roles: [
          desiredRole('authenticated', {
            managedPolicyArns: ['kept'],
            inlinePolicies: [{ name: 'kept', document: DOCUMENT }],
            retired: { managedPolicyArns: ['left'], inlinePolicyNames: ['left'] },
          }),
          GUESTS,
        ],
      }),
    );
  });

  it('is retired if this template does not create it', () => {
    const mapped = createdRole('mapped/Left', {}, 0);
    expect(desired({}, { createdRoles: [AUTHENTICATED, UNAUTHENTICATED, mapped] }, blank)).toStrictEqual(
      desiredPool({ retiredRoles: [mapped] }),
    );
  });
});
