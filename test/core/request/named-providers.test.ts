import { awaitedClientId } from '../../../src/core/desire/desired-state';
import type { Request } from '../../../src/core/operation';
import type { AuthenticationProviders, IdentityProvider, Properties } from '../../../src/core/properties';
import type { Issue } from '../../../src/core/request/issue';
import { findIssues } from '../../../src/core/request/validation';
import { NO_SETTINGS } from '../../../src/core/settings';
import { POOL_ID, providerNameOf } from '../fixtures';

const A = 'us-east-1_A';
const NAME = providerNameOf(A);
const mapping = (IdentityProvider: IdentityProvider) => ({ IdentityProvider, Type: 'Token' as const });
const tagging = (IdentityProvider: IdentityProvider) => ({ IdentityProvider, UseDefaults: true });
const OIDC = 'arn:aws:iam::123456789012:oidc-provider/login.example.com';
const SAML = 'arn:aws:iam::123456789012:saml-provider/corporate';
const ofLength = (length: number): string => SAML.padEnd(length, 'x');
const userPool: IdentityProvider = { UserPool: { UserPoolId: A } };
const inMappings = (problem: string, index = 0): Issue[] => [{ path: `RoleMappings[${String(index)}].IdentityProvider`, problem }];
const inTags = (problem: string, index = 0): Issue[] => [{ path: `PrincipalTags[${String(index)}].IdentityProvider`, problem }];
const GOOGLE = { ClientId: '000.apps.googleusercontent.com' };
const FACEBOOK = { AppId: '000000000000000' };
const NONE = 'It has none; give AuthenticationProviders.';

type Question = Pick<Request, 'desired' | 'previous' | 'poolId'>;

function issuesOf(question: Question): Issue[] {
  return findIssues({ region: 'us-east-1', accountId: '123456789012', stackTags: {}, settings: NO_SETTINGS, ...question });
}

describe('a template that names a provider which it does not give', () => {
  const ofNewPool = (providers: AuthenticationProviders | undefined, more: Properties): Question => ({
    desired: { ...(providers && { AuthenticationProviders: providers }), ...more },
  });

  it.each<[string, Question, readonly Issue[]]>([
    ['has no problem if it maps and tags nothing', { desired: {} }, []],
    [
      'has a problem in both lists, at every entry',
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
      'has no problem with providers that it gives',
      ofNewPool(
        {
          UserPools: [{ UserPoolId: A }],
          Google: GOOGLE,
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
      'is told which providers it gives',
      ofNewPool(
        { UserPools: [{ UserPoolId: A }], Google: GOOGLE },
        { RoleMappings: [mapping({ ProviderName: 'x' })], PrincipalTags: [tagging({ ProviderName: 'y' })] },
      ),
      [
        ...inMappings(
          `is "x", which is no provider of this pool as Cognito spells them. It has: ${NAME}:${awaitedClientId(A)}, accounts.google.com.`,
        ),
        ...inTags(`is "y", which is no provider of this pool as Cognito spells them. It has: ${NAME}, accounts.google.com.`),
      ],
    ],
    [
      'is told that the identity pool has no app client of the user pool',
      ofNewPool({ Google: GOOGLE }, { RoleMappings: [mapping(userPool)], PrincipalTags: [tagging(userPool)] }),
      [
        ...inMappings(`names user pool ${A}, of which this identity pool has no app client. It has: accounts.google.com.`),
        ...inTags(`is ${NAME}, which is no provider of this pool. It has: accounts.google.com.`),
      ],
    ],
    [
      'is told which app client the identity pool has',
      ofNewPool(
        { UserPools: [{ UserPoolId: A, UserPoolClientId: 'a' }] },
        { RoleMappings: [mapping({ UserPool: { UserPoolId: A, UserPoolClientId: 'b' } })] },
      ),
      inMappings(`is ${NAME}:b, which is no provider of this pool. It has: ${NAME}:a.`),
    ],
    [
      'is told to choose one of two app clients',
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
    expect(issuesOf(question)).toStrictEqual(issues);
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
  ])('gets a hint what is wrong with %s: %s in %s', (_case, ProviderName, list, hint) => {
    const entry = list === 'RoleMappings' ? mapping({ ProviderName }) : tagging({ ProviderName });
    expect(issuesOf({ desired: { [list]: [entry] } })).toStrictEqual([
      {
        path: `${list}[0].IdentityProvider`,
        problem: `is "${ProviderName}", which is no provider of this pool as Cognito spells them.${hint} ${NONE}`,
      },
    ]);
  });

  it('cannot name a provider twice, in two forms, at any distance', () => {
    const [google, raw] = [{ LoginProvider: 'Google' as const }, { ProviderName: 'accounts.google.com' }];
    const facebook = { LoginProvider: 'Facebook' as const };
    const providers = { Google: GOOGLE, Facebook: FACEBOOK };
    expect(
      issuesOf(
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

  it('has two problems, and no repeat, if it names what is no provider twice', () => {
    expect(
      issuesOf(ofNewPool(undefined, { RoleMappings: [mapping(userPool), mapping(userPool)] })).map(({ problem }) => problem),
    ).toStrictEqual(Array(2).fill(`names user pool ${A}, of which this identity pool has no app client. ${NONE}`));
  });

  it.each([
    [128, []],
    [129, inMappings(`is ${SAML.padEnd(60, 'x').slice(0, 60)}..., of 129 characters; Cognito takes 128 here.`)],
  ])('can name a provider of at most 128 characters: %i', (length, issues) => {
    const arn = ofLength(length);
    expect(issuesOf(ofNewPool({ SamlProviderArns: [arn] }, { RoleMappings: [mapping({ SamlProviderArn: arn })] }))).toStrictEqual(issues);
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
    ['a login provider', unknown({ LoginProvider: 'Google' }, { Facebook: FACEBOOK }), false],
    ['a name', unknown({ ProviderName: 'login.mine' }), false],
    ['a URL, which is no name whatever the pool has', unknown({ ProviderName: 'https://login.mine' }), true],
    ['a name that ends like the beginning of a URL', unknown({ ProviderName: 'x:https://' }), false],
  ])('may mean a provider that others set on the pool: %s', (_case, desired, isDecided) => {
    const decided = [{ poolId: POOL_ID }, { previous: {} }, { poolId: POOL_ID, previous: {} }].map(
      (more) => issuesOf({ desired, ...more }).length > 0,
    );
    expect(decided).toStrictEqual([isDecided, isDecided, isDecided]);
    expect(issuesOf({ desired })).toHaveLength(1);
  });
});
