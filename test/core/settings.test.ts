import { NO_SETTINGS, readSettings } from '../../src/core/settings';

const NONE = {
  permissionsBoundary: undefined,
  enforcePermissionsBoundary: false,
  path: undefined,
  roleNamePrefix: undefined,
  tags: {},
  trustPrincipal: undefined,
  trustConditionPrefix: undefined,
};

it.each<[string, Readonly<Record<string, unknown>>, object]>([
  ['none', {}, NONE],
  [
    'all',
    {
      PermissionsBoundary: 'b',
      EnforcePermissionsBoundary: true,
      Path: '/p/',
      RoleNamePrefix: 'r-',
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '' },
      ],
      TrustPrincipal: 't',
      TrustConditionPrefix: 'c',
    },
    {
      permissionsBoundary: 'b',
      enforcePermissionsBoundary: true,
      path: '/p/',
      roleNamePrefix: 'r-',
      tags: { a: '1', b: '' },
      trustPrincipal: 't',
      trustConditionPrefix: 'c',
    },
  ],
  [
    'empty texts, which are none',
    { PermissionsBoundary: '', Path: '', RoleNamePrefix: '', TrustPrincipal: '', TrustConditionPrefix: '' },
    NONE,
  ],
  [
    'a switch that is text, as a parameter of a stack is',
    { EnforcePermissionsBoundary: 'true' },
    { ...NONE, enforcePermissionsBoundary: true },
  ],
  ['a switch that is off', { EnforcePermissionsBoundary: 'false' }, NONE],
  ['what is no text, which is none', { Path: 1, RoleNamePrefix: null, Tags: 'a=1' }, NONE],
  [
    'tags without a key or a value',
    { Tags: [{ Value: '1' }, { Key: 1 }, { Key: 'a' }, { Key: 'b', Value: 2 }] },
    { ...NONE, tags: { a: '', b: '' } },
  ],
])('the account’s settings are read: %s', (_case, raw, settings) => {
  expect(readSettings(raw)).toStrictEqual(settings);
});

it('an account without settings has no tags', () => {
  expect(NO_SETTINGS).toStrictEqual({ tags: {} });
});
