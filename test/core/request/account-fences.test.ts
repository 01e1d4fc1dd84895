import { findIssues } from '../../../src/core/request/validation';
import type { Issue } from '../../../src/core/request/issue';
import type { Settings } from '../../../src/core/settings';

const BOUNDARY = 'arn:aws:iam::123456789012:policy/identity-pool-roles';
const OTHER = 'arn:aws:iam::123456789012:policy/other';
const SUPPLIED = { Arn: 'arn:aws:iam::123456789012:role/supplied' };
const ENFORCED: Settings = { tags: {}, permissionsBoundary: BOUNDARY, enforcePermissionsBoundary: true };
const NAMED: Settings = { tags: {}, roleNamePrefix: 'idp-' };

const issues = (desired: object, settings: Settings, poolId?: string): Issue[] =>
  findIssues({ desired, region: 'us-east-1', stackTags: {}, settings, ...(poolId === undefined ? {} : { poolId }) });

const otherBoundary = (path: string): Issue => ({
  path: `${path}.PermissionsBoundary`,
  problem: `"${OTHER}" is not allowed: the account-wide setting EnforcePermissionsBoundary demands ${BOUNDARY} of every created role. Leave PermissionsBoundary out, or give that one.`,
});
const noBoundary = (path: string): Issue => ({
  path,
  problem:
    "cannot be created: EnforcePermissionsBoundary is true in the account-wide settings, and they name no PermissionsBoundary. An administrator has to set it, as a parameter of the provider stack or in the type's configuration, or you give a role that exists as Arn.",
});
const otherName = (path: string, name: string): Issue => ({
  path: `${path}.RoleName`,
  problem: `"${name}" is not allowed: the account-wide setting RoleNamePrefix demands names that begin with "idp-". Begin the name with it, or leave RoleName out.`,
});

it.each<[string, object, Settings, readonly Issue[]]>([
  [
    'another boundary of every role that is created',
    {
      AuthenticatedRole: { PermissionsBoundary: OTHER },
      UnauthenticatedRole: { PermissionsBoundary: OTHER },
      MappedRoles: [
        { Name: 'A', PermissionsBoundary: BOUNDARY },
        { Name: 'B', PermissionsBoundary: OTHER },
      ],
    },
    ENFORCED,
    [otherBoundary('AuthenticatedRole'), otherBoundary('UnauthenticatedRole'), otherBoundary('MappedRoles[1]')],
  ],
  [
    'every created role if the settings enforce a boundary and name none',
    { AuthenticatedRole: { PermissionsBoundary: OTHER }, UnauthenticatedRole: SUPPLIED, MappedRoles: [{ Name: 'A' }] },
    { tags: {}, enforcePermissionsBoundary: true },
    [noBoundary('AuthenticatedRole'), noBoundary('MappedRoles[0]')],
  ],
  [
    'names without the prefix',
    {
      AuthenticatedRole: { RoleName: 'app' },
      UnauthenticatedRole: { RoleName: 'idp-app' },
      MappedRoles: [{ Name: 'A', RoleName: 'x-idp-' }],
    },
    NAMED,
    [otherName('AuthenticatedRole', 'app'), otherName('MappedRoles[0]', 'x-idp-')],
  ],
])('the account’s settings refuse %s', (_case, desired, settings, expected) => {
  expect(issues(desired, settings)).toEqual(expected);
});

it.each<[string, object, Settings, string | undefined]>([
  ['no boundary at all, where one is enforced', { AuthenticatedRole: {} }, ENFORCED, undefined],
  ['the boundary that is enforced', { AuthenticatedRole: { PermissionsBoundary: BOUNDARY } }, ENFORCED, undefined],
  [
    'supplied roles and none, where a boundary is enforced',
    { AuthenticatedRole: SUPPLIED, UnauthenticatedRole: { Create: false } },
    ENFORCED,
    undefined,
  ],
  [
    'another boundary, where none is enforced',
    { AuthenticatedRole: { PermissionsBoundary: OTHER } },
    { ...ENFORCED, enforcePermissionsBoundary: false },
    undefined,
  ],
  [
    'a name without the prefix in an update, because the role may be there',
    { AuthenticatedRole: { RoleName: 'app' } },
    NAMED,
    'us-east-1:1',
  ],
  ['generated names', { AuthenticatedRole: {} }, NAMED, undefined],
])('the account’s settings allow %s', (_case, desired, settings, poolId) => {
  expect(issues(desired, settings, poolId)).toEqual([]);
});
