import type { DesiredRole } from '../../../src/core/desire/desired-state';
import { planRoles } from '../../../src/core/plan/roles';
import type { Plan, Step } from '../../../src/core/plan/steps';
import { roleMarks } from '../../../src/core/rules/ownership';
import type { InlinePolicy, ObservedRole } from '../../../src/core/state';
import {
  AUTHENTICATED,
  createdRole,
  DESIRED_DEFAULTS,
  desiredRole,
  newRole,
  pathUnder,
  POOL_ID,
  pruned,
  trustOf,
  UNAUTHENTICATED,
  type DesiredRoleChanges,
} from '../fixtures';

const POLICY = 'arn:aws:iam::aws:policy/';
const DOCUMENT = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
const OTHER_DOCUMENT = { Version: '2012-10-17', Statement: [] };

interface Given {
  readonly roles?: readonly DesiredRole[];
  readonly retiredRoles?: readonly ObservedRole[];
  readonly createdRoles?: readonly ObservedRole[];
  readonly isTightened?: boolean;
}

function planned({
  roles = DESIRED_DEFAULTS,
  retiredRoles = [],
  createdRoles = [AUTHENTICATED, UNAUTHENTICATED],
  isTightened = false,
}: Given) {
  const { first, last } = planRoles({ roles, retiredRoles }, { createdRoles }, { isTightened });
  return { first: pruned(first), last: pruned(last) };
}

const NO_STEPS = { first: undefined, last: undefined };

function creation(role: Extract<Step, { do: 'createRole' }>['role']): Step {
  return { do: 'createRole', role };
}

function deletionOf(roleName: string): Plan {
  return {
    inOrder: [
      { do: 'leaveInstanceProfiles', roleName },
      { do: 'deleteRole', roleName },
    ],
  };
}

describe('roles that are missing', () => {
  it('are created side by side', () => {
    expect(planned({ createdRoles: [] })).toStrictEqual({
      ...NO_STEPS,
      first: { sideBySide: [creation(newRole('authenticated')), creation(newRole('unauthenticated'))] },
    });
  });

  it('are created with everything that is desired of them, and then get their policies', () => {
    const fields = {
      name: 'signed-in',
      path: pathUnder('/app/'),
      description: 'Signed in',
      maxSessionDuration: 7200,
      permissionsBoundary: `${POLICY}Boundary`,
      tags: { team: 'web', ...roleMarks(POOL_ID, 'authenticated') },
    };
    const role = desiredRole('authenticated', {
      ...fields,
      managedPolicyArns: [`${POLICY}A`, `${POLICY}B`],
      inlinePolicies: [
        { name: 'one', document: DOCUMENT },
        { name: 'two', document: OTHER_DOCUMENT },
      ],
    });
    expect(planned({ roles: [role], createdRoles: [] })).toStrictEqual({
      ...NO_STEPS,
      first: {
        inOrder: [
          creation(newRole('authenticated', fields)),
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
    });
  });

  it('among MappedRoles are created beside the default roles, each with its place', () => {
    const roles = [...DESIRED_DEFAULTS, desiredRole('mapped/Admin', {}, 0), desiredRole('mapped/Editor', {}, 1)];
    expect(planned({ roles })).toStrictEqual({
      ...NO_STEPS,
      first: { sideBySide: [creation(newRole('mapped/Admin', {}, 0)), creation(newRole('mapped/Editor', {}, 1))] },
    });
  });
});

describe('roles that exist', () => {
  const roleName = AUTHENTICATED.name;
  const marks = roleMarks(POOL_ID, 'authenticated');
  const corrected = (desired: DesiredRoleChanges, observed: Partial<ObservedRole>) =>
    planned({
      roles: [desiredRole('authenticated', desired), desiredRole('unauthenticated')],
      createdRoles: [createdRole('authenticated', observed), UNAUTHENTICATED],
    });

  it('need no step if they are as they should be', () => {
    expect(planned({})).toStrictEqual(NO_STEPS);
  });

  it.each<[string, DesiredRoleChanges, Partial<ObservedRole>, Step]>([
    [
      'their description',
      { description: 'new' },
      {},
      { do: 'setDescriptionAndDuration', roleName, description: 'new', maxSessionDuration: 3600 },
    ],
    [
      'their duration',
      { description: 'kept', maxSessionDuration: 3601 },
      { description: 'kept' },
      { do: 'setDescriptionAndDuration', roleName, description: 'kept', maxSessionDuration: 3601 },
    ],
    [
      'their boundary',
      { permissionsBoundary: `${POLICY}New` },
      { permissionsBoundary: `${POLICY}Old` },
      { do: 'setPermissionsBoundary', roleName, policyArn: `${POLICY}New` },
    ],
    ['their boundary, which is to go', {}, { permissionsBoundary: `${POLICY}Old` }, { do: 'removePermissionsBoundary', roleName }],
    ['their tags', {}, { tags: {} }, { do: 'tagRole', roleName, tags: marks }],
    ['their trust policy', {}, { trustPolicy: OTHER_DOCUMENT }, { do: 'setTrustPolicy', roleName, document: trustOf('authenticated') }],
  ])('are corrected in %s, and in nothing else', (_case, desired, observed, step) => {
    expect(corrected(desired, observed)).toStrictEqual({ ...NO_STEPS, first: step });
  });

  it('are corrected in all their fields at once, side by side; tags are removed before others are set', () => {
    expect(
      corrected(
        { description: 'new', maxSessionDuration: 7200, tags: { ...marks, team: 'web' } },
        { trustPolicy: OTHER_DOCUMENT, permissionsBoundary: `${POLICY}Old`, tags: { ...marks, old: '1', team: 'app' } },
      ),
    ).toStrictEqual({
      ...NO_STEPS,
      first: {
        sideBySide: [
          { do: 'setTrustPolicy', roleName, document: trustOf('authenticated') },
          { do: 'setDescriptionAndDuration', roleName, description: 'new', maxSessionDuration: 7200 },
          { do: 'removePermissionsBoundary', roleName },
          {
            inOrder: [
              { do: 'untagRole', roleName, keys: ['old'] },
              { do: 'tagRole', roleName, tags: { team: 'web' } },
            ],
          },
        ],
      },
    });
  });

  it('get their boundary before policies, because IAM takes no policy for a role without it where it is enforced', () => {
    expect(corrected({ permissionsBoundary: `${POLICY}New`, managedPolicyArns: [`${POLICY}Added`] }, {})).toStrictEqual({
      ...NO_STEPS,
      first: {
        inOrder: [
          { do: 'setPermissionsBoundary', roleName, policyArn: `${POLICY}New` },
          { do: 'attachPolicy', roleName, policyArn: `${POLICY}Added` },
        ],
      },
    });
  });

  it('lose policies before they get others; what is so already and what others attached stays', () => {
    expect(
      corrected(
        {
          managedPolicyArns: [`${POLICY}Same`, `${POLICY}New`],
          inlinePolicies: [
            { name: 'same', document: DOCUMENT },
            { name: 'changed', document: DOCUMENT },
            { name: 'new', document: OTHER_DOCUMENT },
          ],
          retired: {
            managedPolicyArns: [`${POLICY}Gone`, `${POLICY}GoneAlready`],
            inlinePolicyNames: ['dropped', 'droppedAlready'],
          },
        },
        {
          managedPolicyArns: [`${POLICY}Same`, `${POLICY}Gone`, `${POLICY}Theirs`],
          inlinePolicies: [
            { name: 'same', document: { ...DOCUMENT } },
            { name: 'changed', document: OTHER_DOCUMENT },
            { name: 'dropped', document: DOCUMENT },
            { name: 'theirs', document: DOCUMENT },
          ],
        },
      ),
    ).toStrictEqual({
      ...NO_STEPS,
      first: {
        inOrder: [
          {
            sideBySide: [
              { do: 'detachPolicy', roleName, policyArn: `${POLICY}Gone` },
              { do: 'deleteInlinePolicy', roleName, policyName: 'dropped' },
            ],
          },
          {
            sideBySide: [
              { do: 'attachPolicy', roleName, policyArn: `${POLICY}New` },
              { do: 'putInlinePolicy', roleName, policy: { name: 'changed', document: DOCUMENT } },
              { do: 'putInlinePolicy', roleName, policy: { name: 'new', document: OTHER_DOCUMENT } },
            ],
          },
        ],
      },
    });
  });

  it.each<[string, InlinePolicy['document'], InlinePolicy['document'], boolean]>([
    ['get a policy that becomes shorter before one that is new, because all count against one quota', DOCUMENT, OTHER_DOCUMENT, true],
    ['get a policy that stays as long before one that is new', { a: 1 }, { a: 2 }, true],
    ['get a policy that becomes longer beside one that is new', OTHER_DOCUMENT, DOCUMENT, false],
  ])('%s', (_case, from, to, isFirst) => {
    const policies = [
      { name: 'added', document: { added: true } },
      { name: 'changed', document: to },
    ];
    const [added, changed] = policies.map((policy): Step => ({ do: 'putInlinePolicy', roleName, policy }));
    if (added === undefined || changed === undefined) throw new Error('two policies');
    expect(corrected({ inlinePolicies: policies }, { inlinePolicies: [{ name: 'changed', document: from }] })).toStrictEqual({
      ...NO_STEPS,
      first: isFirst ? { inOrder: [changed, added] } : { sideBySide: [added, changed] },
    });
  });

  it('get the mark of their new place among MappedRoles', () => {
    const [admin, editor] = [createdRole('mapped/Admin', {}, 0), createdRole('mapped/Editor', {}, 1)];
    const tag = (role: ObservedRole, order: string): Step => ({
      do: 'tagRole',
      roleName: role.name,
      tags: { 'identity-pool-with-roles:order': order },
    });
    expect(
      planned({
        roles: [desiredRole('mapped/Editor', {}, 0), desiredRole('mapped/Admin', {}, 1)],
        createdRoles: [admin, editor],
      }),
    ).toStrictEqual({ ...NO_STEPS, first: { sideBySide: [tag(editor, '00'), tag(admin, '01')] } });
  });

  it('pass to another part: what was given for the former part is taken off, and the mark changes', () => {
    const passed = createdRole(
      'mapped/Old',
      {
        name: 'passed',
        managedPolicyArns: ['A', 'B', 'C', 'Theirs'].map((name) => POLICY + name),
        inlinePolicies: ['a', 'b', 'c', 'theirs'].map((name) => ({ name, document: DOCUMENT })),
      },
      0,
    );
    const role = desiredRole(
      'mapped/New',
      {
        name: 'passed',
        managedPolicyArns: [`${POLICY}B`],
        inlinePolicies: [{ name: 'b', document: DOCUMENT }],
        retired: { managedPolicyArns: [`${POLICY}C`, `${POLICY}A`], inlinePolicyNames: ['c', 'a'] },
      },
      0,
    );
    expect(planned({ roles: [role], createdRoles: [passed] })).toStrictEqual({
      ...NO_STEPS,
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
    });
  });
});

describe('a trust policy', () => {
  const signedIn = (withTags: boolean) => ({ trustPolicy: trustOf('authenticated', withTags) });
  const observed = (withTags: boolean): ObservedRole[] => [
    createdRole('authenticated', signedIn(withTags)),
    UNAUTHENTICATED,
    createdRole('mapped/Admin', signedIn(withTags), 0),
  ];
  const desired = (withTags: boolean): DesiredRole[] => [
    desiredRole('authenticated', signedIn(withTags)),
    desiredRole('unauthenticated'),
    desiredRole('mapped/Admin', signedIn(withTags), 0),
  ];
  const trusting = (withTags: boolean): Plan => ({
    sideBySide: observed(withTags)
      .filter((role) => role !== UNAUTHENTICATED)
      .map((role): Step => ({ do: 'setTrustPolicy', roleName: role.name, document: trustOf('authenticated', withTags) })),
  });

  it.each<[string, { before: boolean; after: boolean; isTightened: boolean }, ReturnType<typeof planned>]>([
    ['stays if it allows no tags and sessions have none', { before: false, after: false, isTightened: false }, NO_STEPS],
    ['stays if it allows the tags that sessions have', { before: true, after: true, isTightened: false }, NO_STEPS],
    [
      'is widened before the roles are handed out',
      { before: false, after: true, isTightened: false },
      { ...NO_STEPS, first: trusting(true) },
    ],
    [
      'is narrowed at once if sessions have no tags',
      { before: true, after: false, isTightened: false },
      { ...NO_STEPS, first: trusting(false) },
    ],
    [
      'is narrowed last if sessions have tags until then',
      { before: true, after: false, isTightened: true },
      { ...NO_STEPS, last: trusting(false) },
    ],
  ])('%s', (_case, { before, after, isTightened }, steps) => {
    expect(planned({ roles: desired(after), createdRoles: observed(before), isTightened })).toStrictEqual(steps);
  });
});

describe('retired roles', () => {
  it('are deleted last, side by side, and only they', () => {
    const left = createdRole('mapped/Admin', { name: 'left' }, 0);
    expect(
      planned({
        roles: [desiredRole('unauthenticated')],
        createdRoles: [AUTHENTICATED, UNAUTHENTICATED, left],
        retiredRoles: [AUTHENTICATED, left],
      }),
    ).toStrictEqual({ ...NO_STEPS, last: { sideBySide: [deletionOf(AUTHENTICATED.name), deletionOf('left')] } });
  });

  it('are deleted with all that hangs on them', () => {
    const roleName = 'left';
    const left = createdRole('mapped/Admin', {
      name: roleName,
      managedPolicyArns: [`${POLICY}A`],
      inlinePolicies: [{ name: 'p', document: DOCUMENT }],
    });
    expect(planned({ createdRoles: [AUTHENTICATED, UNAUTHENTICATED, left], retiredRoles: [left] }).last).toStrictEqual({
      inOrder: [
        {
          sideBySide: [
            { do: 'detachPolicy', roleName, policyArn: `${POLICY}A` },
            { do: 'deleteInlinePolicy', roleName, policyName: 'p' },
            { do: 'leaveInstanceProfiles', roleName },
          ],
        },
        { do: 'deleteRole', roleName },
      ],
    });
  });

  it('of another name go last, after the new role has come first', () => {
    expect(
      planned({
        roles: [desiredRole('authenticated', { name: 'new' }), desiredRole('unauthenticated')],
        retiredRoles: [AUTHENTICATED],
      }),
    ).toStrictEqual({ first: creation(newRole('authenticated', { name: 'new' })), last: deletionOf(AUTHENTICATED.name) });
  });

  it('of the same name in another path, whatever its case, go before the new role comes, and once', () => {
    const old = createdRole('authenticated', { name: 'Signed-In', path: pathUnder('/old/') });
    const fields = { name: 'signed-IN', path: pathUnder('/new/') };
    expect(
      planned({
        roles: [desiredRole('authenticated', fields), desiredRole('unauthenticated')],
        createdRoles: [UNAUTHENTICATED, old],
        retiredRoles: [old],
      }),
    ).toStrictEqual({ ...NO_STEPS, first: { inOrder: [deletionOf('Signed-In'), creation(newRole('authenticated', fields))] } });
  });

  it('of another part make room likewise for a role that takes their name', () => {
    const old = createdRole('mapped/Old', { name: 'shared', path: pathUnder('/old/') }, 0);
    expect(
      planned({
        roles: [...DESIRED_DEFAULTS, desiredRole('mapped/New', { name: 'shared' }, 0)],
        createdRoles: [AUTHENTICATED, UNAUTHENTICATED, old],
        retiredRoles: [old],
      }),
    ).toStrictEqual({
      ...NO_STEPS,
      first: { inOrder: [deletionOf('shared'), creation(newRole('mapped/New', { name: 'shared' }, 0))] },
    });
  });
});
