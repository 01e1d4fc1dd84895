import type { ObservedState } from '../../../src/core/state';
import type { Operation } from '../../../src/core/operation';
import { hintsOf, planRoleDeletion, planRoles, type Tagging } from '../../../src/core/plan-roles';
import { roleMarks } from '../../../src/core/rules/ownership';
import type { MappedPart } from '../../../src/core/rules/parts';
import type { ObservedRole } from '../../../src/core/state';
import type { Plan, Step } from '../../../src/core/plan/steps';
import {
  AUTHENTICATED,
  createdRole,
  DEFAULTS,
  found,
  newRole,
  operation,
  OTHER_POOL_ID,
  poolAsFound,
  POOL_ID,
  pruned,
  roleArn,
  roleName,
  trustOf,
  UNAUTHENTICATED,
} from '../fixtures';

const NEVER: Tagging = { before: false, after: false };
const POLICY = 'arn:aws:iam::aws:policy/';
const DOCUMENT = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
const OTHER_DOCUMENT = { Version: '2012-10-17', Statement: [] };

/** The plan as a test wants to compare it. */
const planned = (asked: Partial<Operation>, state: Partial<ObservedState> = {}, tagging = NEVER) => {
  const { defaults, mapped, first, last } = planRoles(operation(asked), found(state), tagging);
  return { defaults, mapped: [...mapped], first: pruned(first), last: pruned(last) };
};

const NO_STEPS = { first: undefined, last: undefined };
const AS_IT_IS = { defaults: DEFAULTS, mapped: [], ...NO_STEPS };

const creation = (role: ReturnType<typeof newRole>): Step => ({ do: 'createRole', role });
const deletion = (roleName: string): Plan => ({
  inOrder: [
    { do: 'leaveInstanceProfiles', roleName },
    { do: 'deleteRole', roleName },
  ],
});

describe('default roles', () => {
  it('are both made for a pool that has none', () => {
    const marks = { 'identity-pool-with-roles:pool': POOL_ID };
    const path = '/';
    const maxSessionDuration = 3600;
    expect(planned({}, { assignments: { roles: {}, mappings: {} }, createdRoles: [] })).toStrictEqual({
      ...AS_IT_IS,
      first: {
        sideBySide: [
          creation({
            name: roleName('authenticated'),
            path,
            description: `Default authenticated role of identity pool ${POOL_ID}`,
            maxSessionDuration,
            trustPolicy: trustOf('authenticated'),
            tags: { ...marks, 'identity-pool-with-roles:part': 'authenticated' },
          }),
          creation({
            name: roleName('unauthenticated'),
            path,
            description: `Default unauthenticated role of identity pool ${POOL_ID}`,
            maxSessionDuration,
            trustPolicy: trustOf('unauthenticated'),
            tags: { ...marks, 'identity-pool-with-roles:part': 'unauthenticated' },
          }),
        ],
      },
    });
  });

  it('need no step where they are as they should be', () => {
    expect(planned({})).toStrictEqual(AS_IT_IS);
  });

  it('are made with everything that the template and the account give', () => {
    const asked = {
      desired: {
        AuthenticatedRole: {
          RoleName: 'signed-in',
          Path: '/app/',
          Description: 'Signed in',
          MaxSessionDuration: 7200,
          ManagedPolicyArns: [`${POLICY}A`, `${POLICY}B`],
          Policies: [
            { PolicyName: 'one', PolicyDocument: DOCUMENT },
            { PolicyName: 'two', PolicyDocument: OTHER_DOCUMENT },
          ],
        },
        UnauthenticatedRole: { Create: false as const },
      },
      stackTags: { team: 'web' },
      settings: { tags: {}, permissionsBoundary: `${POLICY}Boundary` },
    };
    const role = newRole('authenticated', {
      name: 'signed-in',
      path: '/app/',
      description: 'Signed in',
      maxSessionDuration: 7200,
      permissionsBoundary: `${POLICY}Boundary`,
      tags: { team: 'web', ...roleMarks(POOL_ID, 'authenticated') },
    });
    expect(planned(asked, { assignments: { roles: {}, mappings: {} }, createdRoles: [] })).toStrictEqual({
      defaults: { authenticated: roleArn('signed-in', '/app/') },
      mapped: [],
      first: {
        inOrder: [
          creation(role),
          {
            sideBySide: [
              { do: 'attachPolicy', roleName: 'signed-in', policyArn: `${POLICY}A` },
              { do: 'attachPolicy', roleName: 'signed-in', policyArn: `${POLICY}B` },
              { do: 'putInlinePolicy', roleName: 'signed-in', policy: { name: 'one', document: DOCUMENT } },
              { do: 'putInlinePolicy', roleName: 'signed-in', policy: { name: 'two', document: OTHER_DOCUMENT } },
            ],
          },
        ],
      },
      last: undefined,
    });
  });

  it('cannot be made where nobody knows how roles trust Cognito', () => {
    expect(() => planned({ region: 'cn-north-1' })).toThrow(new Error('no trust principal is known for cn-north-1'));
  });

  it.each<[string, Operation['desired'], Partial<typeof DEFAULTS>]>([
    ['another is supplied', { AuthenticatedRole: { Arn: roleArn('theirs') } }, { ...DEFAULTS, authenticated: roleArn('theirs') }],
    ['there is to be none', { AuthenticatedRole: { Create: false } }, { unauthenticated: UNAUTHENTICATED.arn }],
  ])('go last, and only they, where %s', (_case, desired, defaults) => {
    expect(planned({ desired })).toStrictEqual({ defaults, mapped: [], first: undefined, last: deletion(AUTHENTICATED.name) });
  });

  it('stay where the very role that was created is supplied', () => {
    expect(planned({ desired: { AuthenticatedRole: { Arn: AUTHENTICATED.arn } } })).toStrictEqual(AS_IT_IS);
  });

  it('stay, assigned or not, where somebody put another in the place of one that no template names', () => {
    const roles = { ...DEFAULTS, authenticated: roleArn('theirs') };
    expect(planned({}, { assignments: { roles, mappings: {} } })).toStrictEqual({ ...AS_IT_IS, defaults: roles });
  });

  it.each<[string, Partial<ObservedState>, boolean]>([
    ['has the mark of a request', { createdRoles: [] }, true],
    ['has another role that was created for it', { pool: poolAsFound({ tags: {} }), createdRoles: [UNAUTHENTICATED] }, true],
    ['has neither', { pool: poolAsFound({ tags: {} }), createdRoles: [] }, false],
  ])('of a pool that has none and that %s', (_case, state, isMade) => {
    const asked = { desired: { UnauthenticatedRole: { Arn: UNAUTHENTICATED.arn } } };
    const roles = { unauthenticated: UNAUTHENTICATED.arn };
    expect(planned(asked, { assignments: { roles, mappings: {} }, ...state })).toStrictEqual(
      isMade
        ? { ...AS_IT_IS, first: creation(newRole('authenticated')) }
        : { defaults: { unauthenticated: UNAUTHENTICATED.arn }, mapped: [], ...NO_STEPS },
    );
  });

  it('are told apart by which of them the pool uses: that one keeps what was set by hand, and the other goes', () => {
    const used = createdRole('authenticated', { description: 'by hand', maxSessionDuration: 4000 });
    const left = createdRole('authenticated', { name: 'left', description: 'left behind' });
    expect(planned({}, { createdRoles: [left, used, UNAUTHENTICATED] })).toStrictEqual({ ...AS_IT_IS, last: deletion('left') });
  });

  it('are of no interest where they are another pool’s, or of another part', () => {
    const other = createdRole('authenticated', { name: 'other', tags: roleMarks(OTHER_POOL_ID, 'authenticated') });
    expect(planned({}, { createdRoles: [other, AUTHENTICATED, UNAUTHENTICATED] })).toStrictEqual(AS_IT_IS);
  });
});

describe('a created role is put right', () => {
  const roleNameNow = AUTHENTICATED.name;
  const putRight = (more: Partial<ObservedRole>, role: Operation['desired']['AuthenticatedRole'], asked: Partial<Operation> = {}) =>
    planned(
      { desired: { AuthenticatedRole: role ?? {} }, ...asked },
      { createdRoles: [createdRole('authenticated', more), UNAUTHENTICATED] },
    );

  it.each<[string, Partial<ObservedRole>, Operation['desired']['AuthenticatedRole'], Step]>([
    [
      'in its description',
      {},
      { Description: 'new' },
      { do: 'setDescriptionAndDuration', roleName: roleNameNow, description: 'new', maxSessionDuration: 3600 },
    ],
    [
      'in its duration',
      { description: 'kept' },
      { MaxSessionDuration: 3601 },
      { do: 'setDescriptionAndDuration', roleName: roleNameNow, description: 'kept', maxSessionDuration: 3601 },
    ],
    [
      'in its boundary',
      { permissionsBoundary: `${POLICY}Old` },
      { PermissionsBoundary: `${POLICY}New` },
      { do: 'setPermissionsBoundary', roleName: roleNameNow, policyArn: `${POLICY}New` },
    ],
    ['in its tags', { tags: {} }, {}, { do: 'tagRole', roleName: roleNameNow, tags: roleMarks(POOL_ID, 'authenticated') }],
    [
      'in its trust policy',
      { trustPolicy: OTHER_DOCUMENT },
      {},
      { do: 'setTrustPolicy', roleName: roleNameNow, document: trustOf('authenticated') },
    ],
  ])('%s, and in nothing else', (_case, more, role, step) => {
    const createdRoles = [createdRole('authenticated', more), UNAUTHENTICATED];
    expect(planned({ desired: { AuthenticatedRole: role ?? {} } }, { createdRoles })).toStrictEqual({ ...AS_IT_IS, first: step });
  });

  it('in all its fields at once, side by side', () => {
    const now = createdRole('authenticated', {
      trustPolicy: OTHER_DOCUMENT,
      permissionsBoundary: `${POLICY}Old`,
      tags: { ...roleMarks(POOL_ID, 'authenticated'), old: '1', team: 'app' },
    });
    expect(
      planned(
        {
          desired: { AuthenticatedRole: { Description: 'new', MaxSessionDuration: 7200 }, Tags: [{ Key: 'team', Value: 'web' }] },
          previous: { AuthenticatedRole: { PermissionsBoundary: `${POLICY}Old` } },
        },
        { createdRoles: [now, { ...UNAUTHENTICATED, tags: { ...UNAUTHENTICATED.tags, team: 'web' } }] },
      ),
    ).toStrictEqual({
      ...AS_IT_IS,
      first: {
        sideBySide: [
          { do: 'setTrustPolicy', roleName: roleNameNow, document: trustOf('authenticated') },
          { do: 'setDescriptionAndDuration', roleName: roleNameNow, description: 'new', maxSessionDuration: 7200 },
          { do: 'removePermissionsBoundary', roleName: roleNameNow },
          { do: 'tagRole', roleName: roleNameNow, tags: { team: 'web' } },
          { do: 'untagRole', roleName: roleNameNow, keys: ['old'] },
        ],
      },
    });
  });

  it('in its policies: off before on, and nothing of what is so already or of what others attached', () => {
    const inlinePolicies = [
      { name: 'same', document: { ...DOCUMENT } },
      { name: 'changed', document: OTHER_DOCUMENT },
      { name: 'dropped', document: DOCUMENT },
      { name: 'theirs', document: DOCUMENT },
    ];
    expect(
      putRight(
        { managedPolicyArns: [`${POLICY}Same`, `${POLICY}Gone`, `${POLICY}Theirs`], inlinePolicies },
        {
          ManagedPolicyArns: [`${POLICY}Same`, `${POLICY}New`],
          Policies: [
            { PolicyName: 'same', PolicyDocument: DOCUMENT },
            { PolicyName: 'changed', PolicyDocument: DOCUMENT },
            { PolicyName: 'new', PolicyDocument: OTHER_DOCUMENT },
          ],
        },
        {
          previous: {
            AuthenticatedRole: {
              ManagedPolicyArns: [`${POLICY}Same`, `${POLICY}Gone`, `${POLICY}GoneAlready`],
              Policies: ['same', 'dropped', 'droppedAlready'].map((PolicyName) => ({ PolicyName, PolicyDocument: DOCUMENT })),
            },
          },
        },
      ),
    ).toStrictEqual({
      ...AS_IT_IS,
      first: {
        inOrder: [
          {
            sideBySide: [
              { do: 'detachPolicy', roleName: roleNameNow, policyArn: `${POLICY}Gone` },
              { do: 'deleteInlinePolicy', roleName: roleNameNow, policyName: 'dropped' },
            ],
          },
          {
            sideBySide: [
              { do: 'attachPolicy', roleName: roleNameNow, policyArn: `${POLICY}New` },
              { do: 'putInlinePolicy', roleName: roleNameNow, policy: { name: 'changed', document: DOCUMENT } },
              { do: 'putInlinePolicy', roleName: roleNameNow, policy: { name: 'new', document: OTHER_DOCUMENT } },
            ],
          },
        ],
      },
    });
  });
});

describe('a role lets its sessions be tagged', () => {
  const admin = (withTags: boolean): ObservedRole => createdRole('mapped/Admin', { trustPolicy: trustOf('mapped/Admin', withTags) }, 0);
  const signedIn = (withTags: boolean): ObservedRole => ({ ...AUTHENTICATED, trustPolicy: trustOf('authenticated', withTags) });
  const trusting = (withTags: boolean): Plan => ({
    sideBySide: [
      { do: 'setTrustPolicy', roleName: AUTHENTICATED.name, document: trustOf('authenticated', withTags) },
      { do: 'setTrustPolicy', roleName: admin(false).name, document: trustOf('mapped/Admin', withTags) },
    ],
  });

  it.each<[string, Tagging, boolean, { first: Plan | undefined; last: Plan | undefined }]>([
    ['never were and never will be', NEVER, false, NO_STEPS],
    ['are from now on: before the tags come', { before: false, after: true }, false, { ...NO_STEPS, first: trusting(true) }],
    ['were and will be', { before: true, after: true }, true, NO_STEPS],
    ['were and will be, but the role has lost it', { before: true, after: true }, false, { ...NO_STEPS, first: trusting(true) }],
    ['are no more: after the tags are gone', { before: true, after: false }, true, { ...NO_STEPS, last: trusting(false) }],
    ['are not, but the role allows it', NEVER, true, { ...NO_STEPS, first: trusting(false) }],
  ])('where they %s; a guest’s never are', (_case, tagging, isAllowedNow, steps) => {
    const createdRoles = [signedIn(isAllowedNow), UNAUTHENTICATED, admin(isAllowedNow)];
    expect(planned({ desired: { MappedRoles: [{ Name: 'Admin' }] } }, { createdRoles }, tagging)).toStrictEqual({
      defaults: DEFAULTS,
      mapped: [['Admin', admin(false).arn]],
      ...steps,
    });
  });

  it('from its creation on', () => {
    expect(planned({}, { assignments: { roles: {}, mappings: {} }, createdRoles: [] }, { before: false, after: true }).first).toStrictEqual(
      {
        sideBySide: [
          creation(newRole('authenticated', { trustPolicy: trustOf('authenticated', true) })),
          creation(newRole('unauthenticated')),
        ],
      },
    );
  });
});

describe('mapped roles', () => {
  const mappedRole = (name: string, order: number, more: Partial<ObservedRole> = {}): ObservedRole =>
    createdRole(`mapped/${name}`, more, order);
  const [admin, editor] = [mappedRole('Admin', 0), mappedRole('Editor', 1)];
  const withRoles = (...mapped: readonly ObservedRole[]): Partial<ObservedState> => ({
    createdRoles: [AUTHENTICATED, UNAUTHENTICATED, ...mapped],
  });
  const newMapped = (name: string, order: number) => creation(newRole(`mapped/${name}` satisfies MappedPart, {}, order));

  it('are made, each with its place', () => {
    expect(planned({ desired: { MappedRoles: [{ Name: 'Admin' }, { Name: 'Editor' }] } })).toStrictEqual({
      defaults: DEFAULTS,
      mapped: [
        ['Admin', admin.arn],
        ['Editor', editor.arn],
      ],
      first: { sideBySide: [newMapped('Admin', 0), newMapped('Editor', 1)] },
      last: undefined,
    });
  });

  it('are told their new place', () => {
    const roleNames = [editor.name, admin.name];
    expect(planned({ desired: { MappedRoles: [{ Name: 'Editor' }, { Name: 'Admin' }] } }, withRoles(admin, editor))).toStrictEqual({
      defaults: DEFAULTS,
      mapped: [
        ['Editor', editor.arn],
        ['Admin', admin.arn],
      ],
      first: {
        sideBySide: roleNames.map((roleName, order) => ({
          do: 'tagRole',
          roleName,
          tags: { 'identity-pool-with-roles:order': `0${order}` },
        })),
      },
      last: undefined,
    });
  });

  it('keep what was set by hand, and lose what only the template before named for them', () => {
    const now = mappedRole('Admin', 0, { description: 'by hand', managedPolicyArns: [`${POLICY}Gone`, `${POLICY}Theirs`] });
    expect(
      planned(
        {
          desired: { MappedRoles: [{ Name: 'Admin' }] },
          previous: { MappedRoles: [{ Name: 'Admin', ManagedPolicyArns: [`${POLICY}Gone`] }] },
        },
        withRoles(now),
      ),
    ).toStrictEqual({
      defaults: DEFAULTS,
      mapped: [['Admin', admin.arn]],
      first: { do: 'detachPolicy', roleName: admin.name, policyArn: `${POLICY}Gone` },
      last: undefined,
    });
  });

  const one = { MappedRoles: [{ Name: 'Admin' }] };
  it.each<[string, Operation['desired'], Operation['desired'] | undefined, readonly string[]]>([
    ['stay where no template has a word of them', {}, undefined, []],
    ['stay where neither of two templates has', {}, {}, []],
    ['go where the template before had', {}, one, [admin.name, editor.name]],
    ['go where the template wants none', { MappedRoles: [] }, undefined, [admin.name, editor.name]],
    ['go, those that are no more in it, where the template names some', one, undefined, [editor.name]],
  ])('%s', (_case, desired, previous, gone) => {
    const expected: Plan | undefined = pruned({ sideBySide: gone.map(deletion) });
    expect(planned({ desired, ...(previous && { previous }) }, withRoles(admin, editor))).toStrictEqual({
      defaults: DEFAULTS,
      mapped: desired === one ? [['Admin', admin.arn]] : [],
      first: undefined,
      last: expected,
    });
  });

  it('go once, although both the part and the template have no use for them, and no default role goes with them', () => {
    const theirs = { ...DEFAULTS, unauthenticated: roleArn('theirs') };
    const left = mappedRole('Admin', 0, { name: 'left' });
    expect(
      planned(
        { desired: { MappedRoles: [{ Name: 'Admin' }] } },
        { ...withRoles(admin, left, editor), assignments: { roles: theirs, mappings: {} } },
      ),
    ).toStrictEqual({
      defaults: theirs,
      mapped: [['Admin', admin.arn]],
      first: undefined,
      last: { sideBySide: [deletion('left'), deletion(editor.name)] },
    });
  });

  it('go with all that hangs on them', () => {
    const now = mappedRole('Admin', 0, {
      managedPolicyArns: [`${POLICY}A`],
      inlinePolicies: [{ name: 'p', document: DOCUMENT }],
    });
    expect(planned({ desired: { MappedRoles: [] } }, withRoles(now)).last).toStrictEqual({
      inOrder: [
        {
          sideBySide: [
            { do: 'detachPolicy', roleName: admin.name, policyArn: `${POLICY}A` },
            { do: 'deleteInlinePolicy', roleName: admin.name, policyName: 'p' },
            { do: 'leaveInstanceProfiles', roleName: admin.name },
          ],
        },
        { do: 'deleteRole', roleName: admin.name },
      ],
    });
  });
});

describe('a role’s name', () => {
  it('changes by making the new role first and removing the old one last', () => {
    expect(planned({ desired: { AuthenticatedRole: { RoleName: 'new' } } })).toStrictEqual({
      defaults: { ...DEFAULTS, authenticated: roleArn('new') },
      mapped: [],
      first: creation(newRole('authenticated', { name: 'new' })),
      last: deletion(AUTHENTICATED.name),
    });
  });

  it('kept in another path, whatever its case, makes the old role go before the new one comes, and once', () => {
    const old = createdRole('authenticated', { name: 'Signed-In', path: '/old/' });
    const state = {
      assignments: { roles: { ...DEFAULTS, authenticated: old.arn }, mappings: {} },
      createdRoles: [UNAUTHENTICATED, old],
    };
    expect(planned({ desired: { AuthenticatedRole: { RoleName: 'signed-IN', Path: '/new/' } } }, state)).toStrictEqual({
      defaults: { ...DEFAULTS, authenticated: roleArn('signed-IN', '/new/') },
      mapped: [],
      first: {
        inOrder: [deletion('Signed-In'), creation(newRole('authenticated', { name: 'signed-IN', path: '/new/' }))],
      },
      last: undefined,
    });
  });

  it('passes to another part with the role, which loses what it was given for the part before and is not removed', () => {
    const passed = createdRole(
      'mapped/Old',
      {
        name: 'passed',
        managedPolicyArns: ['A', 'B', 'C', 'Theirs'].map((name) => POLICY + name),
        inlinePolicies: ['a', 'b', 'c', 'theirs'].map((name) => ({ name, document: DOCUMENT })),
      },
      0,
    );
    const policies = (...names: readonly string[]) => names.map((PolicyName) => ({ PolicyName, PolicyDocument: DOCUMENT }));
    expect(
      planned(
        {
          desired: {
            MappedRoles: [{ Name: 'New', RoleName: 'passed', ManagedPolicyArns: [`${POLICY}B`], Policies: policies('b') }],
          },
          previous: {
            MappedRoles: [
              { Name: 'New', ManagedPolicyArns: [`${POLICY}C`], Policies: policies('c') },
              {
                Name: 'Old',
                RoleName: 'passed',
                ManagedPolicyArns: ['A', 'B', 'C'].map((name) => POLICY + name),
                Policies: policies('a', 'b', 'c'),
              },
            ],
          },
        },
        { createdRoles: [AUTHENTICATED, UNAUTHENTICATED, passed] },
      ),
    ).toStrictEqual({
      defaults: DEFAULTS,
      mapped: [['New', passed.arn]],
      first: {
        sideBySide: [
          {
            do: 'setDescriptionAndDuration',
            roleName: 'passed',
            description: `Role New of identity pool ${POOL_ID}`,
            maxSessionDuration: 3600,
          },
          { do: 'tagRole', roleName: 'passed', tags: { 'identity-pool-with-roles:part': 'mapped/New' } },
          {
            sideBySide: [
              { do: 'detachPolicy', roleName: 'passed', policyArn: `${POLICY}C` },
              { do: 'detachPolicy', roleName: 'passed', policyArn: `${POLICY}A` },
              { do: 'deleteInlinePolicy', roleName: 'passed', policyName: 'c' },
              { do: 'deleteInlinePolicy', roleName: 'passed', policyName: 'a' },
            ],
          },
        ],
      },
      last: undefined,
    });
  });

  it('passes also where the template before had no word of its part', () => {
    const passed = createdRole('mapped/Old', { name: 'passed', managedPolicyArns: [`${POLICY}A`] }, 0);
    expect(
      planned(
        { desired: { MappedRoles: [{ Name: 'New', RoleName: 'passed', Description: passed.description }] } },
        { createdRoles: [AUTHENTICATED, UNAUTHENTICATED, passed] },
      ),
    ).toStrictEqual({
      defaults: DEFAULTS,
      mapped: [['New', passed.arn]],
      first: { do: 'tagRole', roleName: 'passed', tags: { 'identity-pool-with-roles:part': 'mapped/New' } },
      last: undefined,
    });
  });

  it('frees what lay in its way for good, although another part would remove it too', () => {
    const old = createdRole('mapped/Old', { name: 'shared', path: '/old/' }, 0);
    expect(
      planned(
        { desired: { MappedRoles: [{ Name: 'New', RoleName: 'shared' }] }, previous: { MappedRoles: [{ Name: 'Old' }] } },
        { createdRoles: [AUTHENTICATED, UNAUTHENTICATED, old] },
      ),
    ).toStrictEqual({
      defaults: DEFAULTS,
      mapped: [['New', roleArn('shared')]],
      first: { inOrder: [deletion('shared'), creation(newRole('mapped/New', { name: 'shared' }, 0))] },
      last: undefined,
    });
  });
});

it('a role is removed with all that hangs on it, before the role itself', () => {
  expect(planRoleDeletion({ name: 'r', managedPolicyArns: ['A', 'B'], inlinePolicyNames: ['p', 'q'] })).toStrictEqual({
    inOrder: [
      {
        sideBySide: [
          { do: 'detachPolicy', roleName: 'r', policyArn: 'A' },
          { do: 'detachPolicy', roleName: 'r', policyArn: 'B' },
          { do: 'deleteInlinePolicy', roleName: 'r', policyName: 'p' },
          { do: 'deleteInlinePolicy', roleName: 'r', policyName: 'q' },
          { do: 'leaveInstanceProfiles', roleName: 'r' },
        ],
      },
      { do: 'deleteRole', roleName: 'r' },
    ],
  });
});

describe('what may have been made and that no list shows is looked for', () => {
  const userPool = (id: string, client?: string) => ({ UserPoolId: id, ...(client === undefined ? {} : { UserPoolClientId: client }) });

  const bothNames = [AUTHENTICATED.name, UNAUTHENTICATED.name];

  it.each<[string, Partial<Operation>, ReturnType<typeof hintsOf>]>([
    [
      'under generated names where there is no template before',
      {},
      {
        roleNames: [...bothNames, ...bothNames],
        userPoolIds: [],
      },
    ],
    [
      'under the names and in the user pools of both templates',
      {
        desired: {
          AuthenticatedRole: { RoleName: 'now' },
          UnauthenticatedRole: { Path: '/now/' },
          MappedRoles: [{ Name: 'Admin' }],
          AuthenticationProviders: { UserPools: [userPool('us-east-1_A'), userPool('us-east-1_B', 'client')] },
        },
        previous: {
          AuthenticatedRole: { RoleName: 'before' },
          MappedRoles: [{ Name: 'Admin', Path: '/before/' }],
          AuthenticationProviders: { UserPools: [userPool('us-east-1_C')] },
        },
      },
      {
        roleNames: [
          'now',
          roleName('unauthenticated', '/now/'),
          roleName('mapped/Admin'),
          'before',
          roleName('unauthenticated'),
          roleName('mapped/Admin', '/before/'),
        ],
        userPoolIds: ['us-east-1_A', 'us-east-1_C'],
      },
    ],
    [
      'under names of the account’s path and prefix',
      {
        desired: { AuthenticatedRole: { Path: '/own/' } },
        settings: { tags: {}, path: '/account/', roleNamePrefix: 'acme-' },
      },
      {
        roleNames: [
          roleName('authenticated', '/own/', 'acme-'),
          roleName('unauthenticated', '/account/', 'acme-'),
          roleName('authenticated', '/account/', 'acme-'),
          roleName('unauthenticated', '/account/', 'acme-'),
        ],
        userPoolIds: [],
      },
    ],
  ])('%s', (_case, asked, hints) => {
    expect(hintsOf(operation(asked), POOL_ID)).toStrictEqual(hints);
  });
});
