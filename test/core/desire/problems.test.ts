import { findNamedProviderIssues, findProviderIssues } from '../../../src/core/provider-validation';
import type { Operation } from '../../../src/core/operation';
import type { AuthenticationProviders, IdentityProvider, Properties } from '../../../src/core/properties';
import type { ObservedPool } from '../../../src/core/state';
import { operation, poolAsFound, POOL_ID } from '../fixtures';

const A = 'us-east-1_A';
const NAME = `cognito-idp.us-east-1.amazonaws.com/${A}`;
const client = (clientId: string) => ({ providerName: NAME, clientId, serverSideTokenCheck: true });
const mapping = (IdentityProvider: IdentityProvider) => ({ IdentityProvider, Type: 'Token' as const });
const tagging = (IdentityProvider: IdentityProvider) => ({ IdentityProvider, UseDefaults: true });
const OIDC = 'arn:aws:iam::123456789012:oidc-provider/login.example.com';
const SAML = 'arn:aws:iam::123456789012:saml-provider/corporate';
const ofLength = (length: number): string => SAML.padEnd(length, 'x');
const userPool: IdentityProvider = { UserPool: { UserPoolId: A } };
const inMappings = (problem: string, index = 0) => [{ path: `RoleMappings[${index}].IdentityProvider`, problem }];
const inTags = (problem: string, index = 0) => [{ path: `PrincipalTags[${index}].IdentityProvider`, problem }];
const NONE = 'It has none; give AuthenticationProviders.';

describe('a template that tells of a provider that it does not have', () => {
  type Question = Pick<Operation, 'desired' | 'previous' | 'poolId'>;
  const ofNewPool = (providers: AuthenticationProviders | undefined, more: Properties): Question => ({
    desired: { ...(providers && { AuthenticationProviders: providers }), ...more },
  });

  it.each<[string, Question, ReturnType<typeof inMappings>]>([
    ['says nothing of providers', { desired: {} }, []],
    [
      'is told so in both lists, at every entry',
      ofNewPool(undefined, {
        RoleMappings: [mapping({ LoginProvider: 'Google' }), mapping({ LoginProvider: 'Facebook' })],
        PrincipalTags: [tagging({ SamlProviderArn: SAML }), tagging({ OpenIdConnectProviderArn: OIDC })],
      }),
      [
        ...inMappings(`is Google (accounts.google.com), which is no provider of this pool. ${NONE}`),
        ...inMappings(`is Facebook (graph.facebook.com), which is no provider of this pool. ${NONE}`, 1),
        ...inTags(`is ${SAML}, which is no provider of this pool. ${NONE}`),
        ...inTags(`is ${OIDC}, which is no provider of this pool. ${NONE}`, 1),
      ],
    ],
    [
      'is told nothing of those that it has',
      ofNewPool(
        {
          UserPools: [{ UserPoolId: A }],
          Google: { ClientId: 'g' },
          OpenIdConnectProviderArns: [OIDC],
          SamlProviderArns: [SAML],
          DeveloperProviderName: 'login.mine',
        },
        {
          RoleMappings: [
            mapping(userPool),
            mapping({ LoginProvider: 'Google' }),
            mapping({ OpenIdConnectProviderArn: OIDC }),
            mapping({ SamlProviderArn: SAML }),
            mapping({ ProviderName: 'login.mine' }),
          ],
          PrincipalTags: [
            tagging(userPool),
            tagging({ LoginProvider: 'Google' }),
            tagging({ OpenIdConnectProviderArn: OIDC }),
            tagging({ ProviderName: SAML }),
          ],
        },
      ),
      [],
    ],
    [
      'is told which ones it has',
      ofNewPool(
        { UserPools: [{ UserPoolId: A }], Google: { ClientId: 'g' } },
        { RoleMappings: [mapping({ ProviderName: 'x' })], PrincipalTags: [tagging({ ProviderName: 'y' })] },
      ),
      [
        ...inMappings(
          `is "x", which is no provider of this pool as Cognito spells them. It has: ${NAME}:(the created client), accounts.google.com.`,
        ),
        ...inTags(`is "y", which is no provider of this pool as Cognito spells them. It has: ${NAME}, accounts.google.com.`),
      ],
    ],
    [
      'names a user pool that it does not have',
      ofNewPool({ Google: { ClientId: 'g' } }, { RoleMappings: [mapping(userPool)], PrincipalTags: [tagging(userPool)] }),
      [
        ...inMappings(`names user pool ${A}, of which this identity pool has no app client. It has: accounts.google.com.`),
        ...inTags(`is ${NAME}, which is no provider of this pool. It has: accounts.google.com.`),
      ],
    ],
    [
      'names a client that it does not have',
      ofNewPool(
        { UserPools: [{ UserPoolId: A, UserPoolClientId: 'a' }] },
        { RoleMappings: [mapping({ UserPool: { UserPoolId: A, UserPoolClientId: 'b' } })] },
      ),
      inMappings(`is ${NAME}:b, which is no provider of this pool. It has: ${NAME}:a.`),
    ],
    [
      'leaves open which of two clients',
      ofNewPool(
        {
          UserPools: ['a', 'b']
            .map((UserPoolClientId) => ({ UserPoolId: A, UserPoolClientId }))
            .concat({ UserPoolId: 'us-east-1_B', UserPoolClientId: 'c' }),
        },
        { RoleMappings: [mapping(userPool)] },
      ),
      inMappings(`names user pool ${A}, of which this identity pool has 2 app clients: give UserPoolClientId, one of a, b.`),
    ],
  ])('%s', (_case, question, issues) => {
    expect(findNamedProviderIssues(question)).toStrictEqual(issues);
  });

  it.each<[string, string, 'RoleMappings' | 'PrincipalTags', string]>([
    ['a URL', `https://${NAME}`, 'RoleMappings', ' Leave out the scheme: Cognito wants a name, not a URL.'],
    ['a URL in any case', `HTTP://${NAME}`, 'PrincipalTags', ' Leave out the scheme: Cognito wants a name, not a URL.'],
    ['a user pool without its client', NAME, 'RoleMappings', ' A role mapping needs the app client too: USER_POOL:CLIENT.'],
    ['a user pool with a client', `${NAME}:a`, 'RoleMappings', ''],
    ['a user pool with a client', `${NAME}:a`, 'PrincipalTags', ' Principal tags are for the whole user pool: leave out the client.'],
    ['a user pool without a client', NAME, 'PrincipalTags', ''],
    ['something that holds a scheme', `x-https://${NAME}`, 'RoleMappings', ''],
    ['something that ends like a user pool', `x-${NAME}`, 'RoleMappings', ''],
    ['something that goes on after a user pool', `${NAME}/x y`, 'RoleMappings', ''],
    ['something that ends like a client of a user pool', `x-${NAME}:a`, 'PrincipalTags', ''],
  ])('is told what is wrong with %s: %s in %s', (_case, ProviderName, list, hint) => {
    const entry = list === 'RoleMappings' ? mapping({ ProviderName }) : tagging({ ProviderName });
    expect(findNamedProviderIssues({ desired: { [list]: [entry] } })).toStrictEqual([
      {
        path: `${list}[0].IdentityProvider`,
        problem: `is "${ProviderName}", which is no provider of this pool as Cognito spells them.${hint} ${NONE}`,
      },
    ]);
  });

  it('gives a provider twice, in two forms, at any distance', () => {
    const [google, raw] = [{ LoginProvider: 'Google' as const }, { ProviderName: 'accounts.google.com' }];
    const facebook = { LoginProvider: 'Facebook' as const };
    const providers = { Google: { ClientId: 'g' }, Facebook: { AppId: 'f' } };
    expect(
      findNamedProviderIssues(
        ofNewPool(providers, {
          RoleMappings: [mapping(facebook), mapping(google), mapping(raw)],
          PrincipalTags: [tagging(google), tagging(facebook), tagging(raw)],
        }),
      ),
    ).toStrictEqual([
      ...inMappings('is accounts.google.com, which RoleMappings[1] is for already. Each provider may be given once.', 2),
      ...inTags('is accounts.google.com, which PrincipalTags[0] is for already. Each provider may be given once.', 2),
    ]);
  });

  it('names no provider twice: that is two problems, not a repeat', () => {
    expect(
      findNamedProviderIssues(ofNewPool(undefined, { RoleMappings: [mapping(userPool), mapping(userPool)] })).map(({ problem }) => problem),
    ).toStrictEqual(Array(2).fill(`names user pool ${A}, of which this identity pool has no app client. ${NONE}`));
  });

  it.each([
    [128, []],
    [129, inMappings(`is ${SAML.padEnd(60, 'x').slice(0, 60)}..., of 129 characters; Cognito takes 128 here.`)],
  ])('has a provider of %i characters', (length, issues) => {
    const arn = ofLength(length);
    expect(
      findNamedProviderIssues(ofNewPool({ SamlProviderArns: [arn] }, { RoleMappings: [mapping({ SamlProviderArn: arn })] })),
    ).toStrictEqual(issues);
  });

  const unknown = (kind: IdentityProvider, providers?: AuthenticationProviders): Properties => ({
    ...(providers && { AuthenticationProviders: providers }),
    RoleMappings: [mapping(kind)],
  });
  const byClient: IdentityProvider = { UserPool: { UserPoolId: A, UserPoolClientId: 'a' } };

  it.each<[string, Properties, boolean]>([
    ['a user pool, and no template names any', unknown(byClient), false],
    ['a user pool, and the providers have none', unknown(byClient, {}), false],
    ['a user pool, and it names others', unknown(byClient, { UserPools: [] }), true],
    ['an OpenID Connect provider, and no template names any', unknown({ OpenIdConnectProviderArn: OIDC }), false],
    [
      'an OpenID Connect provider, and it names others',
      unknown({ OpenIdConnectProviderArn: OIDC }, { OpenIdConnectProviderArns: [] }),
      true,
    ],
    ['an OpenID Connect provider, and it names SAML ones', unknown({ OpenIdConnectProviderArn: OIDC }, { SamlProviderArns: [] }), false],
    ['a SAML provider, and no template names any', unknown({ SamlProviderArn: SAML }), false],
    ['a SAML provider, and it names others', unknown({ SamlProviderArn: SAML }, { SamlProviderArns: [] }), true],
    ['a SAML provider, and it names user pools', unknown({ SamlProviderArn: SAML }, { UserPools: [] }), false],
    ['a login provider', unknown({ LoginProvider: 'Google' }, { Facebook: { AppId: 'f' } }), false],
    ['a name', unknown({ ProviderName: 'login.mine' }), false],
    ['a URL, which is no name whatever the pool has', unknown({ ProviderName: 'https://login.mine' }), true],
    ['a name that ends like the beginning of a URL', unknown({ ProviderName: 'x:https://' }), false],
  ])('may mean one that an existing pool has already: %s', (_case, desired, isTold) => {
    const told = [{ poolId: POOL_ID }, { previous: {} }, { poolId: POOL_ID, previous: {} }].map(
      (more) => findNamedProviderIssues({ desired, ...more }).length > 0,
    );
    expect(told).toStrictEqual([isTold, isTold, isTold]);
    expect(findNamedProviderIssues({ desired })).toHaveLength(1);
  });
});

describe('the pool as it is going to be', () => {
  it.each<[string, Partial<Operation>, Partial<ObservedPool>, ReadonlyMap<string, string>, ReturnType<typeof inMappings>]>([
    [
      'has a provider that somebody else set',
      { desired: { RoleMappings: [mapping({ LoginProvider: 'Google' })], PrincipalTags: [tagging({ LoginProvider: 'Google' })] } },
      { loginProviders: { 'accounts.google.com': 'g' } },
      new Map(),
      [],
    ],
    [
      'has no such provider',
      { desired: { RoleMappings: [mapping({ LoginProvider: 'Google' })] }, previous: {} },
      { loginProviders: { 'graph.facebook.com': 'f' } },
      new Map(),
      inMappings('is Google (accounts.google.com), which is no provider of this pool. It has: graph.facebook.com.'),
    ],
    [
      'has a client that was created',
      {
        desired: {
          AuthenticationProviders: { UserPools: [{ UserPoolId: A }] },
          RoleMappings: [mapping(userPool), mapping({ UserPool: { UserPoolId: A, UserPoolClientId: 'x' } })],
        },
      },
      { userPoolClients: [client('created')] },
      new Map([[A, 'created']]),
      inMappings(`is ${NAME}:x, which is no provider of this pool. It has: ${NAME}:created.`, 1),
    ],
    [
      'has a client that is yet to be created',
      {
        desired: {
          AuthenticationProviders: { UserPools: [{ UserPoolId: A }] },
          RoleMappings: [mapping(userPool), mapping({ UserPool: { UserPoolId: A, UserPoolClientId: 'x' } })],
        },
      },
      {},
      new Map(),
      inMappings(`is ${NAME}:x, which is no provider of this pool. It has: ${NAME}:(the created client).`, 1),
    ],
  ])('%s', (_case, asked, pool, clients, issues) => {
    expect(findProviderIssues(operation(asked), poolAsFound(pool), clients)).toStrictEqual(issues);
  });
});
