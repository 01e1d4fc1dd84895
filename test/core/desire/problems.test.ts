import { desire } from '../../../src/core/desire/desire';
import { awaitedClientId, type NamedProvider } from '../../../src/core/desire/desired-state';
import { problemsOf, providerProblems } from '../../../src/core/desire/problems';
import type { Operation } from '../../../src/core/operation';
import type { IdentityProvider } from '../../../src/core/properties';
import type { Issue } from '../../../src/core/request/issue';
import type { ObservedState, Tags } from '../../../src/core/state';
import {
  configuration,
  createdClient,
  desiredPool,
  desiredRole,
  listed,
  observedPool,
  observedState,
  operation,
  providerNameOf,
} from '../fixtures';

const A = 'us-east-1_A';
const NAME = providerNameOf(A);
const google: IdentityProvider = { LoginProvider: 'Google' };

function mapping(IdentityProvider: IdentityProvider) {
  return { IdentityProvider, Type: 'Token' as const };
}

function inMappings(problem: string, index = 0): Issue[] {
  return [{ path: `RoleMappings[${String(index)}].IdentityProvider`, problem }];
}

describe('what is desired of a pool', () => {
  const desired = {
    AuthenticationProviders: { UserPools: [{ UserPoolId: A }] },
    RoleMappings: [mapping({ UserPool: { UserPoolId: A } }), mapping({ UserPool: { UserPoolId: A, UserPoolClientId: 'x' } })],
  };

  it.each<[string, Partial<Operation>, Partial<ObservedState>, readonly Issue[]]>([
    [
      'has no problem with a provider that somebody else set',
      { desired: { RoleMappings: [mapping(google)], PrincipalTags: [{ IdentityProvider: google, UseDefaults: true }] } },
      { pool: observedPool({ loginProviders: { 'accounts.google.com': 'g' } }) },
      [],
    ],
    [
      'has a problem with a provider that the pool does not have',
      { desired: { RoleMappings: [mapping(google)] }, previous: {} },
      { pool: observedPool({ loginProviders: { 'graph.facebook.com': 'f' } }) },
      inMappings('is Google (accounts.google.com), which is no provider of this pool. It has: graph.facebook.com.'),
    ],
    [
      'names the app client that was created',
      { desired },
      { pool: observedPool({ userPoolClients: [listed(A, 'created')] }), createdClients: [createdClient(A, 'created')] },
      inMappings(`is ${NAME}:x, which is no provider of this pool. It has: ${NAME}:created.`, 1),
    ],
    [
      'names the app client that is still to be created',
      { desired },
      {},
      inMappings(`is ${NAME}:x, which is no provider of this pool. It has: ${NAME}:${awaitedClientId(A)}.`, 1),
    ],
  ])('%s', (_case, asked, state, issues) => {
    expect(problemsOf(desire(operation(asked), observedState(state)))).toStrictEqual(issues);
  });

  const tags = (count: number): Tags => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${String(index)}`, '']));
  const tooMany = (count: number): Issue[] => [
    {
      path: 'Tags',
      problem: `${String(count)} tags are too many for the pool or one of its roles: AWS takes 50. The tags of the stack, of the account-wide settings and the marks of this type count, and so do tags that others set while Tags is not named.`,
    },
  ];

  it.each<[string, Tags, Tags, readonly Issue[]]>([
    ['may have 50 tags on the pool and on a role', tags(50), tags(50), []],
    ['has a problem with 51 tags on the pool', tags(51), tags(2), tooMany(51)],
    ['has a problem with 52 tags on a role', tags(51), tags(52), tooMany(52)],
  ])('%s', (_case, ofPool, ofRole, issues) => {
    const roles = [desiredRole('authenticated'), desiredRole('unauthenticated', { tags: ofRole })];
    expect(problemsOf(desiredPool({ tags: ofPool, roles }))).toStrictEqual(issues);
  });
});

describe('a named provider', () => {
  const named = (name: string | undefined, use: NamedProvider['use'] = 'mapping'): NamedProvider => ({
    path: 'X[0].IdentityProvider',
    use,
    provider: { ProviderName: 'x' },
    name,
    isGone: false,
  });

  it('that the configuration does not show is a problem only if the configuration shows all of its kind', () => {
    const desired = { configuration: configuration(), namedProviders: [named('x')] };
    expect(providerProblems(desired)).toHaveLength(1);
    expect(providerProblems(desired, () => true)).toHaveLength(1);
    expect(providerProblems(desired, () => false)).toStrictEqual([]);
  });

  it('may be named once for a mapping and once for principal tags', () => {
    const desired = {
      configuration: configuration({ samlProviderArns: ['x'] }),
      namedProviders: [named('x'), named('x', 'principalTags')],
    };
    expect(providerProblems(desired)).toStrictEqual([]);
  });

  it('of the developer kind can be mapped, but not tagged', () => {
    const desired = {
      configuration: configuration({ developerProviderName: 'login.mine' }),
      namedProviders: [named('login.mine'), named('login.mine', 'principalTags')],
    };
    expect(providerProblems(desired)).toStrictEqual([
      {
        path: 'X[0].IdentityProvider',
        problem: 'is "x", which is no provider of this pool as Cognito spells them. It has none; give AuthenticationProviders.',
      },
    ]);
  });
});
