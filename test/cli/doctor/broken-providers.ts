/** Providers, roles and role mappings that lead nowhere, or to where they should not. */
import { ADMIN_ONLY, EXTRA, GUESTS, OIDC, rule, rulesOf, SAML, SELF_SIGN_UP, USER_POOL, USERS, WEB, type Broken, type Row } from './seeded';

const provider = (client: string, isChecked = true): object => ({
  ProviderName: USER_POOL,
  ClientId: client,
  ServerSideTokenCheck: isChecked,
});
const ruled = (...rules: NonNullable<Row['rules']>): Row => ({ rules });
const FACEBOOK = { SupportedLoginProviders: { 'graph.facebook.com': 'app' } };
const AMAZON = { SupportedLoginProviders: { 'www.amazon.com': 'app' } };
const GOOGLE = { SupportedLoginProviders: { 'accounts.google.com': 'app' } };
/** Tokens of the group's members name role extra. */
export const grouped: Row = {
  mappings: { [WEB]: { Type: 'Token', AmbiguousRoleResolution: 'Deny' } },
  userPool: {
    settings: ADMIN_ONLY,
    clients: { web: { WriteAttributes: ['name'] } },
    groups: [{ GroupName: 'staff', RoleArn: EXTRA }, { GroupName: 'all' }],
  },
};
const clients = (
  writable: Readonly<Record<string, readonly string[] | undefined>>,
  settings: object = ADMIN_ONLY,
): NonNullable<Row['userPool']> => ({
  settings: settings,
  clients: Object.fromEntries(
    Object.entries(writable).map(([id, names]) => [id, names === undefined ? {} : { WriteAttributes: [...names] }]),
  ),
});

export const BROKEN_PROVIDERS: readonly Broken[] = [
  [
    'no-way-in',
    'low',
    'the pool has neither providers nor guests',
    { pool: { CognitoIdentityProviders: [], AllowUnauthenticatedIdentities: false } },
  ],
  ['no-authenticated-role', 'high', 'there is no role for signed-in identities', { pool: { roles: { unauthenticated: GUESTS } } }],
  ['no-guest-role', 'high', 'there is no role for guests', { pool: { roles: { authenticated: USERS } } }],
  [
    'ambiguous-role-missing',
    'high',
    'rules fall back on a role that is not there',
    {
      pool: { roles: { unauthenticated: GUESTS } },
      mappings: { [WEB]: rulesOf([rule('custom:group', 'Equals', 'admin')], 'AuthenticatedRole') },
    },
  ],
  [
    'ambiguous-role-missing',
    'high',
    'tokens fall back on a role that is not there',
    { pool: { roles: { unauthenticated: GUESTS } }, mappings: { [WEB]: { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' } } },
  ],
  ['role-missing', 'high', 'the default role is gone', { without: ['users'] }],
  ['role-missing', 'high', 'the role of guests is gone', { without: ['guests'] }],
  ['role-missing', 'high', 'the role of a rule is gone', { without: ['extra'], ...ruled(rule('custom:group', 'Equals', 'a')) }],
  ['role-missing', 'high', 'the role of a group is gone', { without: ['extra'], ...grouped }],
  ['user-pool-missing', 'high', 'the only user pool is gone', { without: ['user pool'] }],
  ['user-pool-missing', 'medium', 'one of two providers is a user pool that is gone', { without: ['user pool'], pool: GOOGLE }],
  ['app-client-missing', 'high', 'the only app client is gone', { userPool: { clients: {} } }],
  [
    'app-client-missing',
    'medium',
    'one of two app clients is gone',
    { pool: { CognitoIdentityProviders: [provider('web'), provider('old')] as never } },
  ],
  [
    'oidc-provider-missing',
    'medium',
    'an OIDC provider is gone',
    { pool: { OpenIdConnectProviderARNs: [OIDC] }, missingProviders: [OIDC] },
  ],
  ['saml-provider-missing', 'medium', 'a SAML provider is gone', { pool: { SamlProviderARNs: [SAML] }, missingProviders: [SAML] }],
  ['digits-provider', 'low', 'Digits is a provider', { pool: { SupportedLoginProviders: { 'www.digits.com': 'app' } } }],
  ['classic-flow-open', 'low', 'the classic flow is on', { pool: { AllowClassicFlow: true } }],
  ['classic-flow-unset', 'low', 'the classic flow was never turned off', { pool: { AllowClassicFlow: undefined } }],
  [
    'classic-flow-with-mappings',
    'medium',
    'the classic flow is on beside rules',
    { pool: { AllowClassicFlow: true }, ...ruled(rule('custom:group', 'Equals', 'a')) },
  ],
  ['token-check-off', 'low', 'the user pool is not asked', { pool: { CognitoIdentityProviders: [provider('web', false)] as never } }],
  [
    'mapping-provider-missing',
    'medium',
    'a mapping is for no provider',
    { mappings: { 'www.amazon.com': { Type: 'Token', AmbiguousRoleResolution: 'Deny' } } },
  ],
  [
    'token-mapping-without-roles',
    'medium',
    'roles are to come from tokens of Google',
    { pool: GOOGLE, mappings: { 'accounts.google.com': { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' } } },
  ],
  [
    'client-without-mapping',
    'medium',
    'a second app client has no rules',
    {
      pool: { CognitoIdentityProviders: [provider('web'), provider('app')] as never },
      userPool: clients({ web: ['name'], app: ['name'] }),
      ...ruled(rule('custom:group', 'Equals', 'a')),
    },
  ],
  [
    'rule-unreachable',
    'medium',
    'a rule comes after a wider one',
    ruled(rule('custom:group', 'StartsWith', 'adm'), rule('custom:group', 'Equals', 'admin')),
  ],
  ['rule-claim-missing', 'medium', 'the schema has no such attribute', ruled(rule('custom:departement', 'Equals', 'a'))],
  ['rule-claim-missing', 'medium', 'a custom attribute stands without its prefix', ruled(rule('group', 'Equals', 'a'))],
  [
    'rule-claim-missing',
    'medium',
    'a rule asks Facebook for an address',
    { pool: FACEBOOK, mappings: { 'graph.facebook.com': rulesOf([rule('email', 'Equals', 'a@b.c')]) } },
  ],
  [
    'rule-claim-missing',
    'medium',
    'a rule asks Amazon for a name',
    { pool: AMAZON, mappings: { 'www.amazon.com': rulesOf([rule('name', 'Equals', 'a')]) } },
  ],
  [
    'rule-claim-missing',
    'medium',
    'a rule asks Google for groups of a user pool',
    { pool: GOOGLE, mappings: { 'accounts.google.com': rulesOf([rule('custom:group', 'Equals', 'a')]) } },
  ],
  [
    'rule-claim-missing',
    'medium',
    'the app client may not read the attribute',
    {
      ...ruled(rule('custom:group', 'Equals', 'a')),
      userPool: { clients: { web: { WriteAttributes: ['name'], ReadAttributes: ['name', 'email'] } } },
    },
  ],
  ['rule-contains', 'medium', 'a rule asks for a part of a value', ruled(rule('custom:group', 'Contains', 'admin'))],
  ['rule-on-list', 'medium', 'a rule asks for a part of the groups', ruled(rule('cognito:groups', 'Contains', 'admin'))],
  ['rule-on-list', 'low', 'a rule asks for the groups', ruled(rule('cognito:groups', 'Equals', 'admin'))],
  ['rule-on-list', 'medium', 'a rule leaves a group out', ruled(rule('cognito:groups', 'NotEqual', 'trial'))],
  [
    'rule-on-username',
    'medium',
    'a rule asks for a name that users choose',
    { ...ruled(rule('cognito:username', 'Equals', 'root')), userPool: { settings: SELF_SIGN_UP } },
  ],
  [
    'rule-on-username',
    'high',
    'a rule asks for the beginning of such a name',
    { ...ruled(rule('cognito:username', 'StartsWith', 'adm')), userPool: { settings: SELF_SIGN_UP } },
  ],
  ['rule-on-username', 'low', 'a rule asks for a name that administrators choose', ruled(rule('cognito:username', 'Equals', 'root'))],
  [
    'claim-user-writable',
    'high',
    'users write what a rule asks for',
    { ...ruled(rule('custom:group', 'Equals', 'a')), userPool: clients({ web: ['custom:group'] }) },
  ],
  [
    'claim-user-writable',
    'high',
    'the app client was never told what users may write',
    { ...ruled(rule('nickname', 'Equals', 'a')), userPool: clients({ web: undefined }) },
  ],
  [
    'claim-user-writable',
    'high',
    'users write what becomes a tag',
    { tags: { tenant: 'custom:tenant' }, userPool: clients({ web: ['custom:tenant'] }) },
  ],
  [
    'claim-user-writable',
    'high',
    'users write it through a client that is not in the pool',
    { ...ruled(rule('custom:group', 'Equals', 'a')), userPool: clients({ web: ['name'], other: ['custom:group'] }) },
  ],
  [
    'claim-user-writable',
    'high',
    'users choose it when they sign up',
    { ...ruled(rule('custom:born', 'Equals', 'a')), userPool: clients({ web: ['custom:born'] }, SELF_SIGN_UP) },
  ],
];

/** What looks alike and is sound. */
export const SOUND_RULES: readonly (readonly [sentence: string, row: Row])[] = [
  ['administrators write it once', { ...ruled(rule('custom:born', 'Equals', 'a')), userPool: clients({ web: ['custom:born'] }) }],
  [
    'a trigger may write it',
    {
      ...ruled(rule('role', 'Equals', 'a')),
      userPool: { settings: { ...ADMIN_ONLY, LambdaConfig: { PreTokenGeneration: 'arn:x' } } },
    },
  ],
  ['it is a claim of every token', ruled(rule('sub', 'Equals', 'a'))],
  ['the schema is not known', { ...ruled(rule('custom:anything', 'Equals', 'a')), userPool: { settings: {} } }],
  ['Facebook has it', { pool: FACEBOOK, mappings: { 'graph.facebook.com': rulesOf([rule('sub', 'Equals', 'a')]) } }],
  [
    'two clients have the same rules',
    {
      pool: { CognitoIdentityProviders: [provider('web'), provider('app')] as never },
      userPool: clients({ web: ['name'], app: ['name'] }),
      mappings: {
        [WEB]: rulesOf([rule('custom:group', 'Equals', 'a')]),
        [`${USER_POOL}:app`]: rulesOf([rule('custom:group', 'Equals', 'a')]),
      },
    },
  ],
  [
    'assertions of SAML name the roles',
    { pool: { CognitoIdentityProviders: [], SamlProviderARNs: [SAML], roles: { unauthenticated: GUESTS } } },
  ],
  ['the role of a rule is the default one', ruled(rule('custom:group', 'Equals', 'a', USERS), rule('custom:group', 'Equals', 'b', EXTRA))],
];
