import type { IdentityProvider } from '../../../src/core/properties';
import { fromProviderName, providerNamesOf, toProviderName, writtenForms } from '../../../src/core/rules/identity-provider';
import type { Use } from '../../../src/core/rules/provider-name';
import type { PoolConfiguration } from '../../../src/core/state';

const USER_POOL = 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_ONE';
const OTHER_POOL = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_TWO';
const OIDC = 'arn:aws:iam::123456789012:oidc-provider/login.example';
const SAML = 'arn:aws:iam::123456789012:saml-provider/corp';

const configuration: PoolConfiguration = {
  name: 'shop',
  allowUnauthenticatedIdentities: false,
  loginProviders: { 'accounts.google.com': '456' },
  userPoolClients: [
    { providerName: USER_POOL, clientId: 'web', serverSideTokenCheck: true },
    { providerName: OTHER_POOL, clientId: 'app', serverSideTokenCheck: true },
    { providerName: OTHER_POOL, clientId: 'tv', serverSideTokenCheck: true },
  ],
  openIdConnectProviderArns: [OIDC],
  samlProviderArns: [SAML],
  developerProviderName: 'login.shop',
};

describe('the names of a pool’s providers', () => {
  it('are, for mappings, those of app clients, and the developer provider’s too', () => {
    expect(providerNamesOf(configuration, 'mapping')).toEqual([
      `${USER_POOL}:web`,
      `${OTHER_POOL}:app`,
      `${OTHER_POOL}:tv`,
      'accounts.google.com',
      OIDC,
      SAML,
      'login.shop',
    ]);
  });

  it('are, for principal tags, those of user pools, each once, without the developer provider', () => {
    expect(providerNamesOf(configuration, 'principalTags')).toEqual([USER_POOL, OTHER_POOL, 'accounts.google.com', OIDC, SAML]);
  });

  it('have no developer provider if there is none', () => {
    const { developerProviderName: _, ...without } = configuration;
    expect(providerNamesOf({ ...without, userPoolClients: [] }, 'mapping')).toEqual(['accounts.google.com', OIDC, SAML]);
  });
});

describe('a provider of a template', () => {
  it.each<[IdentityProvider, Use, string | undefined]>([
    [{ LoginProvider: 'Google' }, 'mapping', 'accounts.google.com'],
    [{ OpenIdConnectProviderArn: OIDC }, 'mapping', OIDC],
    [{ SamlProviderArn: SAML }, 'principalTags', SAML],
    [{ ProviderName: 'www.digits.com' }, 'mapping', 'www.digits.com'],
    [{ UserPool: { UserPoolId: 'us-east-1_TWO', UserPoolClientId: 'tv' } }, 'mapping', `${OTHER_POOL}:tv`],
    [{ UserPool: { UserPoolId: 'us-east-1_TWO', UserPoolClientId: 'tv' } }, 'principalTags', OTHER_POOL],
    [{ UserPool: { UserPoolId: 'eu-west-1_ONE' } }, 'mapping', `${USER_POOL}:web`],
    [{ UserPool: { UserPoolId: 'us-east-1_TWO' } }, 'mapping', undefined],
    [{ UserPool: { UserPoolId: 'us-east-1_NONE' } }, 'mapping', undefined],
    [{ UserPool: { UserPoolId: 'us-east-1_TWO' } }, 'principalTags', OTHER_POOL],
  ])('%j is for %s %s', (provider, use, expected) => {
    expect(toProviderName(provider, configuration, use)).toBe(expected);
  });
});

const spelling = { configuration, createdClientIds: ['web'] };

describe('a provider as Cognito spells it is read back', () => {
  const never = { ...spelling, isWritten: (): boolean => false };

  it.each<[string, Use, IdentityProvider]>([
    ['accounts.google.com', 'mapping', { LoginProvider: 'Google' }],
    [OIDC, 'mapping', { OpenIdConnectProviderArn: OIDC }],
    [SAML, 'mapping', { SamlProviderArn: SAML }],
    ['www.digits.com', 'mapping', { ProviderName: 'www.digits.com' }],
    ['login.shop', 'mapping', { ProviderName: 'login.shop' }],
    // A template cannot name a client that was made for it.
    [`${USER_POOL}:web`, 'mapping', { UserPool: { UserPoolId: 'eu-west-1_ONE' } }],
    [`${OTHER_POOL}:tv`, 'mapping', { UserPool: { UserPoolId: 'us-east-1_TWO', UserPoolClientId: 'tv' } }],
    [OTHER_POOL, 'principalTags', { UserPool: { UserPoolId: 'us-east-1_TWO' } }],
    [`${OTHER_POOL}:gone`, 'mapping', { ProviderName: `${OTHER_POOL}:gone` }],
  ])('%s for %s', (name, use, expected) => {
    expect(fromProviderName(name, use, never)).toEqual(expected);
  });

  it.each<[string, Use, 'raw' | 'clientless', IdentityProvider]>([
    ['accounts.google.com', 'mapping', 'raw', { ProviderName: 'accounts.google.com' }],
    [`${OTHER_POOL}:tv`, 'mapping', 'raw', { ProviderName: `${OTHER_POOL}:tv` }],
    [`${OTHER_POOL}:tv`, 'mapping', 'clientless', { UserPool: { UserPoolId: 'us-east-1_TWO' } }],
  ])('%s for %s, which was written %s', (name, use, form, expected) => {
    const isWritten = (asked: object): boolean => JSON.stringify(asked) === JSON.stringify({ providerName: name, use, form });
    expect(fromProviderName(name, use, { ...spelling, isWritten })).toEqual(expected);
  });
});

it.each<[IdentityProvider, string, Use, string[]]>([
  [{ LoginProvider: 'Google' }, 'accounts.google.com', 'mapping', []],
  [{ ProviderName: 'accounts.google.com' }, 'accounts.google.com', 'principalTags', ['raw']],
  [{ ProviderName: 'www.digits.com' }, 'www.digits.com', 'mapping', []],
  [{ UserPool: { UserPoolId: 'us-east-1_TWO' } }, `${OTHER_POOL}:tv`, 'mapping', ['clientless']],
  [{ UserPool: { UserPoolId: 'us-east-1_TWO', UserPoolClientId: 'tv' } }, `${OTHER_POOL}:tv`, 'mapping', []],
  [{ UserPool: { UserPoolId: 'eu-west-1_ONE' } }, `${USER_POOL}:web`, 'mapping', []],
  [{ UserPool: { UserPoolId: 'us-east-1_TWO' } }, OTHER_POOL, 'principalTags', []],
])('a form that READ could not know is remembered: of %j, which is %s for %s, %j', (provider, providerName, use, forms) => {
  expect(writtenForms(provider, providerName, use, spelling)).toEqual(forms.map((form) => ({ providerName, use, form })));
});
