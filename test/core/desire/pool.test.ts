import { defined } from '../../../src/core/defined';
import { configurationOf, principalTagsOf } from '../../../src/core/desire/pool';
import type { Operation } from '../../../src/core/operation';
import type { AuthenticationProviders } from '../../../src/core/properties';
import { poolMarks } from '../../../src/core/rules/ownership';
import { EMPTY_CONFIGURATION } from '../../../src/core/rules/pool-configuration';
import type { ObservedPool, PoolConfiguration, PrincipalTags } from '../../../src/core/state';
import { configuration, listed, NOT_TAGGED, observedPool, operation, POOL_NAME, providerNameOf, REQUEST_MARK, TAGGED } from '../fixtures';

const [A, B] = ['us-east-1_A', 'us-east-1_B'] as const;

describe('a new pool', () => {
  const BLANK = { ...EMPTY_CONFIGURATION, name: POOL_NAME, tags: poolMarks(REQUEST_MARK) };

  it.each<[string, Partial<Operation>, Partial<PoolConfiguration>]>([
    ['has everything off, nothing in it and a generated name', {}, {}],
    [
      'has all that the template names, without an app client that is still to be created',
      {
        desired: {
          IdentityPoolName: 'mine',
          AllowUnauthenticatedIdentities: true,
          AllowClassicFlow: true,
          AuthenticationProviders: {
            UserPools: [{ UserPoolId: A }, { UserPoolId: B, UserPoolClientId: 'b' }],
            Google: { ClientId: 'g' },
            OpenIdConnectProviderArns: ['oidc'],
            SamlProviderArns: ['saml'],
            DeveloperProviderName: 'login.mine',
          },
        },
      },
      {
        name: 'mine',
        allowUnauthenticatedIdentities: true,
        allowClassicFlow: true,
        loginProviders: { 'accounts.google.com': 'g' },
        userPoolClients: [listed(B, 'b')],
        openIdConnectProviderArns: ['oidc'],
        samlProviderArns: ['saml'],
        developerProviderName: 'login.mine',
      },
    ],
  ])('%s', (_case, asked, more) => {
    expect(configurationOf(operation(asked), BLANK, new Map())).toStrictEqual(configuration(more));
  });
});

describe('an observed pool', () => {
  const OBSERVED: ObservedPool = observedPool({
    name: 'observed',
    allowUnauthenticatedIdentities: true,
    allowClassicFlow: true,
    loginProviders: { 'accounts.google.com': 'g', 'graph.facebook.com': 'f', 'unknown.example.com': 'u' },
    userPoolClients: [listed(A, 'a')],
    openIdConnectProviderArns: ['oidc'],
    samlProviderArns: ['saml'],
    developerProviderName: 'login.observed',
  });
  const { id: _id, tags: _tags, ...AS_OBSERVED } = OBSERVED;
  const OFF = { allowUnauthenticatedIdentities: false, allowClassicFlow: false };
  const CLIENTS = new Map([[A, 'created']]);

  const providers = (now?: AuthenticationProviders, before?: AuthenticationProviders): Partial<Operation> => ({
    desired: now === undefined ? {} : { AuthenticationProviders: now },
    ...(before && { previous: { AuthenticationProviders: before } }),
  });

  it.each<[string, Partial<Operation>, { [Key in keyof PoolConfiguration]?: PoolConfiguration[Key] | undefined }]>([
    ['stays as observed if no template names anything, except that the switches go off', {}, {}],
    ['stays so if neither of two templates does', { previous: {} }, {}],
    [
      'has the switches and the name that the template names',
      { desired: { IdentityPoolName: 'mine', AllowUnauthenticatedIdentities: true, AllowClassicFlow: true } },
      { name: 'mine', allowUnauthenticatedIdentities: true, allowClassicFlow: true },
    ],
    [
      'gets the generated name back if only the previous template named one',
      { previous: { IdentityPoolName: 'observed', AllowUnauthenticatedIdentities: true, AllowClassicFlow: true } },
      { name: 'demo_Pool_0123456789' },
    ],
    [
      'has each kind of provider as the template names it',
      providers({
        UserPools: [{ UserPoolId: A }, { UserPoolId: B, UserPoolClientId: 'b', ServerSideTokenCheck: false }, { UserPoolId: B }],
        Amazon: { AppId: 'a' },
        Apple: { ServicesId: 's' },
        Facebook: { AppId: 'f2' },
        Google: { ClientId: 'g2' },
        Twitter: { ConsumerKey: 'k', ConsumerSecret: 's' },
        OpenIdConnectProviderArns: ['oidc-2'],
        SamlProviderArns: ['saml-2'],
        DeveloperProviderName: 'login.named',
      }),
      {
        loginProviders: {
          'www.amazon.com': 'a',
          'appleid.apple.com': 's',
          'graph.facebook.com': 'f2',
          'accounts.google.com': 'g2',
          'api.twitter.com': 'k;s',
          'unknown.example.com': 'u',
        },
        userPoolClients: [listed(A, 'created'), listed(B, 'b', false)],
        openIdConnectProviderArns: ['oidc-2'],
        samlProviderArns: ['saml-2'],
        developerProviderName: 'login.named',
      },
    ],
    [
      'has none of a kind that the template names empty',
      providers({ UserPools: [], OpenIdConnectProviderArns: [], SamlProviderArns: [] }),
      { userPoolClients: [], openIdConnectProviderArns: [], samlProviderArns: [] },
    ],
    [
      'loses what only the previous template named',
      providers(undefined, {
        UserPools: [],
        Google: { ClientId: 'g' },
        OpenIdConnectProviderArns: [],
        SamlProviderArns: [],
        DeveloperProviderName: 'login.observed',
      }),
      {
        loginProviders: { 'graph.facebook.com': 'f', 'unknown.example.com': 'u' },
        userPoolClients: [],
        openIdConnectProviderArns: [],
        samlProviderArns: [],
        developerProviderName: undefined,
      },
    ],
  ])('%s', (_case, asked, more) => {
    expect(configurationOf(operation(asked), OBSERVED, CLIENTS)).toStrictEqual(defined({ ...AS_OBSERVED, ...OFF, ...more }));
  });

  it.each<[string, Partial<Operation>, Partial<ObservedPool>, Partial<PoolConfiguration>]>([
    ['keeps its switches if they are on', {}, {}, {}],
    [
      'keeps its switches if they are off',
      {},
      { allowUnauthenticatedIdentities: false, allowClassicFlow: false },
      { allowUnauthenticatedIdentities: false, allowClassicFlow: false },
    ],
    [
      'turns off switches that only the previous template named, and keeps its name',
      { previous: { IdentityPoolName: 'observed', AllowUnauthenticatedIdentities: true, AllowClassicFlow: true } },
      {},
      { allowUnauthenticatedIdentities: false, allowClassicFlow: false },
    ],
    [
      'has its switches as the template names them',
      { desired: { AllowUnauthenticatedIdentities: false, AllowClassicFlow: false } },
      {},
      { allowUnauthenticatedIdentities: false, allowClassicFlow: false },
    ],
  ])('that somebody else made %s', (_case, asked, pool, more) => {
    const imported = { ...OBSERVED, tags: {}, ...pool };
    expect(configurationOf(operation(asked), imported, CLIENTS)).toStrictEqual({ ...AS_OBSERVED, ...more });
  });

  it('that somebody else made keeps a switch unset', () => {
    const { allowClassicFlow: _classicFlow, ...unset } = AS_OBSERVED;
    expect(configurationOf(operation(), unset, CLIENTS)).toStrictEqual(unset);
  });
});

describe('principal tags', () => {
  const google = { IdentityProvider: { LoginProvider: 'Google' as const } };
  const facebook = { IdentityProvider: { LoginProvider: 'Facebook' as const } };
  const userPool = { IdentityProvider: { UserPool: { UserPoolId: A } } };

  it.each<[string, Partial<Operation>, Record<string, PrincipalTags>]>([
    ['are left unchanged if no template names any', {}, {}],
    [
      'are set as the template names them',
      {
        desired: {
          PrincipalTags: [
            { ...google, UseDefaults: true },
            { ...facebook, Tags: { a: 'b' } },
            { ...userPool, UseDefaults: true },
          ],
        },
      },
      {
        'accounts.google.com': TAGGED,
        'graph.facebook.com': { useDefaults: false, tags: { a: 'b' } },
        [providerNameOf(A)]: TAGGED,
      },
    ],
    [
      'are turned off if only the previous template names them',
      { desired: {}, previous: { PrincipalTags: [{ ...google, UseDefaults: true }] } },
      { 'accounts.google.com': NOT_TAGGED },
    ],
    [
      'are set if both templates name them, and turned off for a provider that only the previous one names',
      {
        desired: { PrincipalTags: [{ ...google, Tags: { a: 'b' } }] },
        previous: { PrincipalTags: [{ ...google, UseDefaults: true }, facebook] },
      },
      { 'accounts.google.com': { useDefaults: false, tags: { a: 'b' } }, 'graph.facebook.com': NOT_TAGGED },
    ],
    [
      'of a previous template whose provider cannot be read are left unchanged',
      { previous: { PrincipalTags: [{ IdentityProvider: {} }] } },
      {},
    ],
  ])('%s', (_case, asked, expected) => {
    expect(principalTagsOf(operation(asked), configuration())).toStrictEqual(expected);
  });
});
