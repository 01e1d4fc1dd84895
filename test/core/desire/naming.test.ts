import { basePathsIn, clientPoolsIn, named, roleProperty, rolePropertiesIn } from '../../../src/core/desire/naming';
import type { Properties } from '../../../src/core/properties';
import type { Settings } from '../../../src/core/settings';

it.each([
  ['has the value that the template names', 'now', 'before', 'now'],
  ['has the value that the template names, even an empty one', '', undefined, ''],
  ['goes back to the default if only the previous template named it', undefined, 'before', 'default'],
  ['stays as observed if neither template names it', undefined, undefined, 'observed'],
])('a property %s', (_case, now, before, expected) => {
  expect(named<string>(now, before, 'observed', 'default')).toBe(expected);
});

describe('app clients are created', () => {
  const [A, B, C] = ['us-east-1_A', 'us-east-1_B', 'us-east-1_C'] as const;

  it.each<[string, Properties | undefined, string[]]>([
    ['in no user pool if there is no template', undefined, []],
    ['in no user pool if the template names no providers', {}, []],
    ['in no user pool if the providers name none', { AuthenticationProviders: {} }, []],
    [
      'in the user pools whose client is not named',
      { AuthenticationProviders: { UserPools: [{ UserPoolId: A }, { UserPoolId: B, UserPoolClientId: 'b' }, { UserPoolId: C }] } },
      [A, C],
    ],
  ])('%s', (_case, properties, expected) => {
    expect(clientPoolsIn(properties)).toStrictEqual(expected);
  });
});

describe('the settings of a role', () => {
  const properties: Properties = {
    AuthenticatedRole: { RoleName: 'a' },
    UnauthenticatedRole: { RoleName: 'u', Path: '/guests/' },
    MappedRoles: [{ Name: 'One', RoleName: 'o', Path: '/mapped/' }, { Name: 'Two' }],
  };

  it('are those of its own property', () => {
    expect([roleProperty(properties, 'authenticated'), roleProperty(properties, 'unauthenticated')]).toStrictEqual([
      { RoleName: 'a' },
      { RoleName: 'u', Path: '/guests/' },
    ]);
    expect([roleProperty(undefined, 'authenticated'), roleProperty(undefined, 'unauthenticated')]).toStrictEqual([undefined, undefined]);
  });

  it.each<[string, Properties | undefined, ReturnType<typeof rolePropertiesIn>]>([
    [
      'are listed for every part',
      properties,
      [
        ['authenticated', { RoleName: 'a' }],
        ['unauthenticated', { RoleName: 'u', Path: '/guests/' }],
        ['mapped/One', { RoleName: 'o', Path: '/mapped/' }],
        ['mapped/Two', {}],
      ],
    ],
    [
      'are listed, empty, for both default roles if there is no template',
      undefined,
      [
        ['authenticated', {}],
        ['unauthenticated', {}],
      ],
    ],
  ])('%s', (_case, given, expected) => {
    expect(rolePropertiesIn(given)).toStrictEqual(expected);
  });

  it.each<[string, Properties | undefined, Settings, string[]]>([
    ['is the default one without a template and settings', undefined, { tags: {} }, ['/identity-pools/']],
    ['is the account’s', {}, { tags: {}, path: '/account/' }, ['/account/']],
    [
      'is one that any role gives, beside the account’s',
      properties,
      { tags: {}, path: '/account/' },
      ['/account/', '/guests/', '/mapped/'],
    ],
    ['is listed once', { AuthenticatedRole: { Path: '/identity-pools/' } }, { tags: {} }, ['/identity-pools/']],
  ])('give base paths: a path %s', (_case, desired, settings, expected) => {
    expect(basePathsIn({ desired, settings })).toStrictEqual(expected);
  });
});
