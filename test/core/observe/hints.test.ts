import { hintsFor, hintsWithoutTemplate, type Hints } from '../../../src/core/observe/observe';
import type { Operation } from '../../../src/core/operation';
import { AUTHENTICATED, operation, pathUnder, POOL_ID, roleName, UNAUTHENTICATED } from '../fixtures';

const [A, B, C] = ['us-east-1_A', 'us-east-1_B', 'us-east-1_C'] as const;
const bothNames = [AUTHENTICATED.name, UNAUTHENTICATED.name];

describe('a look for what no list shows yet', () => {
  it.each<[string, Partial<Operation>, Hints]>([
    [
      'goes by the generated names of one template if there is no previous one',
      {},
      { basePaths: ['/identity-pools/', '/identity-pools/'], roleNames: bothNames, givenRoleNames: [], userPoolIds: [] },
    ],
    [
      'goes by the names, paths and user pools of both templates',
      {
        desired: {
          AuthenticatedRole: { RoleName: 'now' },
          UnauthenticatedRole: { Path: '/now/' },
          MappedRoles: [{ Name: 'Admin' }],
          AuthenticationProviders: { UserPools: [{ UserPoolId: A }, { UserPoolId: B, UserPoolClientId: 'client' }] },
        },
        previous: {
          AuthenticatedRole: { RoleName: 'before' },
          MappedRoles: [{ Name: 'Admin', Path: '/before/' }],
          AuthenticationProviders: { UserPools: [{ UserPoolId: C }] },
        },
      },
      {
        basePaths: ['/identity-pools/', '/now/', '/identity-pools/', '/before/'],
        roleNames: [
          'now',
          roleName('unauthenticated', pathUnder('/now/')),
          roleName('mapped/Admin'),
          'before',
          roleName('unauthenticated'),
          roleName('mapped/Admin', pathUnder('/before/')),
        ],
        givenRoleNames: ['now', 'before'],
        userPoolIds: [A, C],
      },
    ],
    [
      'goes by the account’s path and prefix',
      {
        desired: { AuthenticatedRole: { Path: '/own/' } },
        previous: {},
        settings: { tags: {}, path: '/account/', roleNamePrefix: 'acme-' },
      },
      {
        basePaths: ['/account/', '/own/', '/account/'],
        roleNames: [
          roleName('authenticated', pathUnder('/own/'), 'acme-'),
          roleName('unauthenticated', pathUnder('/account/'), 'acme-'),
          roleName('authenticated', pathUnder('/account/'), 'acme-'),
          roleName('unauthenticated', pathUnder('/account/'), 'acme-'),
        ],
        givenRoleNames: [],
        userPoolIds: [],
      },
    ],
    [
      'goes by no role that the template supplies or wants not',
      { desired: { AuthenticatedRole: { Arn: AUTHENTICATED.arn }, UnauthenticatedRole: { Create: false } } },
      { basePaths: ['/identity-pools/', '/identity-pools/'], roleNames: [], givenRoleNames: [], userPoolIds: [] },
    ],
  ])('%s', (_case, asked, hints) => {
    expect(hintsFor(operation(asked), POOL_ID)).toStrictEqual(hints);
  });

  it.each([
    ['the default path', undefined, '/identity-pools/'],
    ['the account’s path', '/account/', '/account/'],
  ])('goes by %s alone without a template', (_case, path, basePath) => {
    const none = { roleNames: [], givenRoleNames: [], userPoolIds: [] };
    expect(hintsWithoutTemplate({ settings: { tags: {}, path } })).toStrictEqual({ basePaths: [basePath], ...none });
  });
});
