import { attributesOf, succeeded, unlessEmpty, type AttributeSources } from '../../../src/core/answer/succeeded';
import type { Properties } from '../../../src/core/properties';
import {
  AUTHENTICATED,
  configuration,
  DEFAULTS,
  desiredPool,
  desiredRole,
  listed,
  operation,
  POOL_ARN,
  POOL_ID,
  POOL_NAME,
  roleArn,
  roleId,
  roleIds,
  roleName,
  UNAUTHENTICATED,
} from '../fixtures';

const A = 'us-east-1_A';
const ROLE_IDS = roleIds(AUTHENTICATED, UNAUTHENTICATED);
const POOL_ATTRIBUTES = { IdentityPoolId: POOL_ID, Arn: POOL_ARN, Name: POOL_NAME };
const ROLE_ATTRIBUTES = {
  AuthenticatedRoleArn: AUTHENTICATED.arn,
  AuthenticatedRoleName: AUTHENTICATED.name,
  AuthenticatedRoleId: AUTHENTICATED.id,
  UnauthenticatedRoleArn: UNAUTHENTICATED.arn,
  UnauthenticatedRoleName: UNAUTHENTICATED.name,
  UnauthenticatedRoleId: UNAUTHENTICATED.id,
};

describe('attributes', () => {
  it.each<[string, Partial<AttributeSources>, object]>([
    ['are of the pool alone if it has nothing else', { defaultRoles: {} }, POOL_ATTRIBUTES],
    [
      'are of one default role if there is one',
      { defaultRoles: { authenticated: roleArn('a', '/app/') }, roleIds: { [roleArn('a', '/app/')]: roleId('a') } },
      { ...POOL_ATTRIBUTES, AuthenticatedRoleArn: roleArn('a', '/app/'), AuthenticatedRoleName: 'a', AuthenticatedRoleId: roleId('a') },
    ],
    [
      'are without the id of a role that may not be read',
      { defaultRoles: { authenticated: roleArn('a', '/app/') } },
      { ...POOL_ATTRIBUTES, AuthenticatedRoleArn: roleArn('a', '/app/'), AuthenticatedRoleName: 'a' },
    ],
    [
      'are of the other default role if that is the one',
      { defaultRoles: { unauthenticated: roleArn('u', '/app/') } },
      { ...POOL_ATTRIBUTES, UnauthenticatedRoleArn: roleArn('u', '/app/'), UnauthenticatedRoleName: 'u' },
    ],
    [
      'are of all that there is, in order',
      {
        configuration: configuration({ userPoolClients: [listed(A, 'b'), listed(A, 'a')] }),
        mappedRoleArns: [roleArn('two', '/x/'), roleArn('one')],
      },
      {
        ...POOL_ATTRIBUTES,
        ...ROLE_ATTRIBUTES,
        MappedRoleArns: [roleArn('two', '/x/'), roleArn('one')],
        MappedRoleNames: ['two', 'one'],
        UserPoolClientIds: ['b', 'a'],
      },
    ],
  ])('%s', (_case, sources, expected) => {
    const all = {
      poolId: POOL_ID,
      poolArn: POOL_ARN,
      configuration: configuration(),
      defaultRoles: DEFAULTS,
      mappedRoleArns: [],
      roleIds: ROLE_IDS,
    };
    expect(attributesOf({ ...all, ...sources })).toStrictEqual(expected);
  });
});

describe('the answer to a create or an update', () => {
  const google = { Google: { ClientId: 'g' } };

  it.each<[string, Properties, object]>([
    ['adds nothing to an empty template', {}, {}],
    ['gives properties without providers as they were given', { IdentityPoolName: 'x' }, { IdentityPoolName: 'x' }],
    ['gives other providers as they were given', { AuthenticationProviders: google }, { AuthenticationProviders: google }],
    [
      'gives no secret, and all that is beside it',
      { IdentityPoolName: 'x', AuthenticationProviders: { ...google, Twitter: { ConsumerKey: 'k', ConsumerSecret: 's' } } },
      { IdentityPoolName: 'x', AuthenticationProviders: { ...google, Twitter: { ConsumerKey: 'k' } } },
    ],
  ])('%s', (_case, properties, expected) => {
    expect(succeeded(operation({ desired: properties }), desiredPool(), ROLE_IDS)).toStrictEqual({
      status: 'succeeded',
      poolId: POOL_ID,
      model: { ...expected, ...POOL_ATTRIBUTES, ...ROLE_ATTRIBUTES },
    });
  });

  it('has the attributes of what is desired: the roles assigned, created or not, and mapped roles in their order', () => {
    const desired = desiredPool({
      configuration: configuration({ name: 'mine', userPoolClients: [listed(A, 'a')] }),
      assignments: { roles: { authenticated: roleArn('supplied', '/') }, mappings: {} },
      roles: [desiredRole('mapped/Two', {}, 0), desiredRole('mapped/One', {}, 1)],
    });
    const names = [roleName('mapped/Two'), roleName('mapped/One')];
    expect(succeeded(operation(), desired, { [roleArn('supplied', '/')]: roleId('supplied') }).model).toStrictEqual({
      ...POOL_ATTRIBUTES,
      Name: 'mine',
      AuthenticatedRoleArn: roleArn('supplied', '/'),
      AuthenticatedRoleName: 'supplied',
      AuthenticatedRoleId: roleId('supplied'),
      MappedRoleArns: names.map((name) => roleArn(name)),
      MappedRoleNames: names,
      UserPoolClientIds: ['a'],
    });
  });
});

it('a list without members is left out', () => {
  expect([unlessEmpty([]), unlessEmpty(['a', 'b'])]).toStrictEqual([undefined, ['a', 'b']]);
});
