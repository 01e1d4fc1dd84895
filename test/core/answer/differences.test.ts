import { differencesOf } from '../../../src/core/answer/differences';
import type { DesiredPool } from '../../../src/core/desire/desired-state';
import { clientMarks, roleMarks } from '../../../src/core/rules/ownership';
import { mappedPart } from '../../../src/core/rules/parts';
import type { ObservedState, PoolConfiguration, RoleMapping, Tags } from '../../../src/core/state';
import {
  AUTHENTICATED,
  clientSettings,
  configuration,
  createdClient,
  createdRole,
  DEFAULTS,
  DESIRED_DEFAULTS,
  desiredPool,
  desiredRole,
  listed,
  NOT_TAGGED,
  observedPool,
  observedState,
  POOL_ID,
  REQUEST_TAG,
  TAGGED,
  UNAUTHENTICATED,
} from '../fixtures';

const [A, B] = ['us-east-1_A', 'us-east-1_B'] as const;
const GOOGLE = 'accounts.google.com';
const TOKEN: RoleMapping = { type: 'Token', ambiguousRoleResolution: 'Deny' };
const THEIRS = 'arn:aws:iam::123456789012:role/theirs/signed-in';
const ADMIN = mappedPart('Admin');
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const BOUNDARY = 'arn:aws:iam::123456789012:policy/boundary';
const [AUTHENTICATED_NAME, ADMIN_NAME] = [AUTHENTICATED.name, createdRole(ADMIN).name];
const REST_OF_THE_DEFAULTS = desiredRole('unauthenticated');

/** The template's, and what the pool has instead. */
type Row = readonly [title: string, desired: Partial<DesiredPool>, observed: Partial<ObservedState>, differences: readonly string[]];

const differences = (desired: Partial<DesiredPool>, observed: Partial<ObservedState>): string[] =>
  differencesOf(desiredPool(desired), observedState(observed)).map(({ path, problem }) => `${path}: ${problem}`);

const configured = (title: string, wanted: Partial<PoolConfiguration>, actual: Partial<PoolConfiguration>, ...lines: string[]): Row => [
  title,
  { configuration: configuration(wanted) },
  { pool: observedPool(actual) },
  lines,
];

const tagged = (title: string, wanted: Tags, actual: Tags, ...lines: string[]): Row => [
  title,
  { tags: wanted },
  { pool: observedPool({ tags: actual }) },
  lines,
];

const assigned = (
  title: string,
  wanted: Partial<DesiredPool['assignments']>,
  actual: Partial<DesiredPool['assignments']>,
  ...lines: string[]
): Row => [
  title,
  { assignments: { roles: DEFAULTS, mappings: {}, ...wanted } },
  { assignments: { roles: DEFAULTS, mappings: {}, ...actual } },
  lines,
];

/** What the template has of the authenticated role, against the role as it was created without any of it. */
const ofTheRole = (
  title: string,
  wanted: Parameters<typeof desiredRole>[1],
  actual: Parameters<typeof createdRole>[1],
  ...lines: string[]
): Row => [
  title,
  { roles: [desiredRole('authenticated', wanted), REST_OF_THE_DEFAULTS] },
  { createdRoles: [createdRole('authenticated', actual), UNAUTHENTICATED] },
  lines,
];

describe('what a template has differently from the pool that it adopts', () => {
  it.each<Row>([
    ['nothing', {}, {}, []],

    configured('the name', { name: 'mine' }, { name: 'theirs' }, 'IdentityPoolName: is "mine" in the template, and "theirs" on the pool.'),
    configured(
      'guests',
      { allowUnauthenticatedIdentities: true },
      { allowUnauthenticatedIdentities: false },
      'AllowUnauthenticatedIdentities: is true in the template, and false on the pool.',
    ),
    configured(
      'the classic flow',
      { allowClassicFlow: true },
      { allowClassicFlow: false },
      'AllowClassicFlow: is true in the template, and false on the pool.',
    ),
    configured(
      'user pools',
      { userPoolClients: [listed(A, 'one'), listed(B, 'two', false)] },
      { userPoolClients: [listed(A, 'one', false)] },
      'AuthenticationProviders.UserPools: is ["cognito-idp.us-east-1.amazonaws.com/us-east-1_A:one","cognito-idp.us-east-1.amazonaws.com/us-east-1_B:two without token check"] in the template, and ["cognito-idp.us-east-1.amazonaws.com/us-east-1_A:one without token check"] on the pool.',
    ),
    configured(
      'one of several lists, whose others are in another order',
      {
        openIdConnectProviderArns: ['arn:b', 'arn:a'],
        samlProviderArns: ['arn:d', 'arn:c'],
        userPoolClients: [listed(B, '2'), listed(A, '1')],
      },
      { openIdConnectProviderArns: ['arn:a', 'arn:b'], samlProviderArns: ['arn:c'], userPoolClients: [listed(A, '1'), listed(B, '2')] },
      'AuthenticationProviders.SamlProviderArns: is ["arn:d","arn:c"] in the template, and ["arn:c"] on the pool.',
    ),
    configured(
      'OpenID Connect providers and the developer provider, of which the template has none',
      {},
      { openIdConnectProviderArns: ['arn:a'], developerProviderName: 'login.example' },
      'AuthenticationProviders.OpenIdConnectProviderArns: is [] in the template, and ["arn:a"] on the pool.',
      'AuthenticationProviders.DeveloperProviderName: is not set in the template, and "login.example" on the pool.',
    ),
    configured(
      'social providers, without the secret in what Twitter has',
      { loginProviders: { 'graph.facebook.com': '1', 'api.twitter.com': 'key;secret-one' } },
      { loginProviders: { 'graph.facebook.com': '2', 'api.twitter.com': 'key;secret-two', [GOOGLE]: '3' } },
      'AuthenticationProviders.Facebook: is "1" in the template, and "2" on the pool.',
      'AuthenticationProviders.Google: is not set in the template, and "3" on the pool.',
      'AuthenticationProviders.Twitter: differs from what the pool has (not shown).',
    ),

    tagged(
      'tags, without marks and tags of AWS',
      { ...REQUEST_TAG, team: 'web' },
      { 'aws:cloudformation:stack-name': 'shop', team: 'app' },
      'Tags: is [{"Key":"team","Value":"web"}] in the template, and [{"Key":"team","Value":"app"}] on the pool.',
    ),
    tagged('marks alone, which are no difference', REQUEST_TAG, {}),

    assigned(
      'a default role that is there, and is not assigned',
      {},
      { roles: { unauthenticated: UNAUTHENTICATED.arn } },
      `AuthenticatedRole: is "${AUTHENTICATED.arn}" in the template, and not set on the pool.`,
    ),
    assigned(
      'a supplied role for guests',
      { roles: { ...DEFAULTS, unauthenticated: THEIRS } },
      {},
      `UnauthenticatedRole: is "${THEIRS}" in the template, and "${UNAUTHENTICATED.arn}" on the pool.`,
    ),
    assigned(
      'no role for guests',
      { roles: { authenticated: AUTHENTICATED.arn } },
      {},
      `UnauthenticatedRole: is not set in the template, and "${UNAUTHENTICATED.arn}" on the pool.`,
    ),
    assigned(
      'one role mapping of several',
      { mappings: { [GOOGLE]: TOKEN, 'graph.facebook.com': TOKEN, 'arn:saml': TOKEN } },
      {
        mappings: {
          [GOOGLE]: TOKEN,
          'graph.facebook.com': { type: 'Rules', rules: [{ claim: 'sub', matchType: 'Equals', value: 'me', roleArn: THEIRS }] },
          'www.amazon.com': { ...TOKEN, ambiguousRoleResolution: 'AuthenticatedRole' },
        },
      },
      `RoleMappings (graph.facebook.com): is {"Type":"Token","AmbiguousRoleResolution":"Deny"} in the template, and {"Type":"Rules","Rules":[{"Claim":"sub","MatchType":"Equals","Value":"me","RoleArn":"${THEIRS}"}]} on the pool.`,
      'RoleMappings (arn:saml): is {"Type":"Token","AmbiguousRoleResolution":"Deny"} in the template, and not set on the pool.',
      'RoleMappings (www.amazon.com): is not set in the template, and {"Type":"Token","AmbiguousRoleResolution":"AuthenticatedRole"} on the pool.',
    ),
    [
      'principal tags of a provider, of which the pool has none',
      { principalTags: { [GOOGLE]: TAGGED, 'arn:saml': { useDefaults: false, tags: { tenant: 'custom:tenant' } }, 'arn:same': TAGGED } },
      { principalTags: { 'arn:saml': NOT_TAGGED, 'arn:same': TAGGED } },
      [
        'PrincipalTags (accounts.google.com): is {"UseDefaults":true,"Tags":{}} in the template, and {"UseDefaults":false,"Tags":{}} on the pool.',
        'PrincipalTags (arn:saml): is {"UseDefaults":false,"Tags":{"tenant":"custom:tenant"}} in the template, and {"UseDefaults":false,"Tags":{}} on the pool.',
      ],
    ],

    [
      'default roles that would be created, one where the pool has none and one where it has another, with their policies',
      {
        roles: [
          desiredRole('authenticated', { managedPolicyArns: [READ_ONLY], inlinePolicies: [{ name: 'read', document: {} }] }),
          REST_OF_THE_DEFAULTS,
        ],
      },
      { createdRoles: [], assignments: { roles: { unauthenticated: THEIRS }, mappings: {} } },
      [
        `AuthenticatedRole: would create the role ${AUTHENTICATED_NAME}. The pool has none: give Create: false.`,
        `UnauthenticatedRole: would create the role ${UNAUTHENTICATED.name}. The pool has another: give Arn: ${THEIRS}.`,
      ],
    ],
    [
      'a default role that would be created with policies, beside one that is there',
      {
        roles: [
          desiredRole('authenticated', { managedPolicyArns: [READ_ONLY], inlinePolicies: [{ name: 'read', document: {} }] }),
          REST_OF_THE_DEFAULTS,
        ],
      },
      { createdRoles: [UNAUTHENTICATED], assignments: { roles: { ...DEFAULTS, authenticated: THEIRS }, mappings: {} } },
      [`AuthenticatedRole: would create the role ${AUTHENTICATED_NAME}. The pool has another: give Arn: ${THEIRS}.`],
    ],
    [
      'a role of a mapping that would be created',
      { roles: [...DESIRED_DEFAULTS, desiredRole(ADMIN)] },
      {},
      [`MappedRoles (Admin): would create the role ${ADMIN_NAME}. The pool has no such role: add it with the next update.`],
    ],
    [
      'a role of a mapping that would be deleted with its policies',
      { retiredRoles: [createdRole(ADMIN, { managedPolicyArns: [READ_ONLY], inlinePolicies: [{ name: 'read', document: {} }] })] },
      {
        createdRoles: [
          AUTHENTICATED,
          UNAUTHENTICATED,
          createdRole(ADMIN, { managedPolicyArns: [READ_ONLY], inlinePolicies: [{ name: 'read', document: {} }] }),
        ],
      },
      [`MappedRoles (Admin): would delete the role ${ADMIN_NAME}. Describe it in the template.`],
    ],
    [
      'the default role for guests that would be deleted',
      { roles: [desiredRole('authenticated')], retiredRoles: [UNAUTHENTICATED] },
      {},
      [`UnauthenticatedRole: would delete the role ${UNAUTHENTICATED.name}. Describe it in the template.`],
    ],
    [
      'a role in the pool’s path that has no marks, and would be deleted',
      { retiredRoles: [createdRole(ADMIN, { name: 'unmarked', tags: {} })] },
      { createdRoles: [AUTHENTICATED, UNAUTHENTICATED, createdRole(ADMIN, { name: 'unmarked', tags: {} })] },
      ['MappedRoles: would delete the role unmarked. Describe it in the template.'],
    ],
    ofTheRole(
      'the trust policy of a role',
      {},
      { trustPolicy: {} },
      `AuthenticatedRole: would change the trust policy of the role ${AUTHENTICATED_NAME}.`,
    ),
    [
      'the trust policy of the role for guests',
      {},
      { createdRoles: [AUTHENTICATED, createdRole('unauthenticated', { trustPolicy: {} })] },
      [`UnauthenticatedRole: would change the trust policy of the role ${UNAUTHENTICATED.name}.`],
    ],
    [
      'the trust policy of a mapped role',
      { roles: [...DESIRED_DEFAULTS, desiredRole(ADMIN)] },
      { createdRoles: [AUTHENTICATED, UNAUTHENTICATED, createdRole(ADMIN, { trustPolicy: {} })] },
      [`MappedRoles (Admin): would change the trust policy of the role ${ADMIN_NAME}.`],
    ],
    ofTheRole(
      'the length of sessions',
      { maxSessionDuration: 7200 },
      {},
      `AuthenticatedRole: would change the description or the session duration of the role ${AUTHENTICATED_NAME}.`,
    ),
    ofTheRole(
      'a permissions boundary that the role has not',
      { permissionsBoundary: BOUNDARY },
      {},
      `AuthenticatedRole: would set the permissions boundary ${BOUNDARY} on the role ${AUTHENTICATED_NAME}.`,
    ),
    ofTheRole(
      'a permissions boundary that the template has not',
      {},
      { permissionsBoundary: BOUNDARY },
      `AuthenticatedRole: would take the permissions boundary from the role ${AUTHENTICATED_NAME}.`,
    ),
    ofTheRole(
      'policies that the role has not',
      { managedPolicyArns: [READ_ONLY], inlinePolicies: [{ name: 'read', document: {} }] },
      {},
      `AuthenticatedRole: would write the inline policy read of the role ${AUTHENTICATED_NAME}.`,
      `AuthenticatedRole: would attach ${READ_ONLY} to the role ${AUTHENTICATED_NAME}.`,
    ),
    ofTheRole(
      'policies that a template gave before',
      { retired: { managedPolicyArns: [READ_ONLY], inlinePolicyNames: ['read'] } },
      { managedPolicyArns: [READ_ONLY], inlinePolicies: [{ name: 'read', document: {} }] },
      `AuthenticatedRole: would detach ${READ_ONLY} from the role ${AUTHENTICATED_NAME}.`,
      `AuthenticatedRole: would delete the inline policy read of the role ${AUTHENTICATED_NAME}.`,
    ),
    ofTheRole(
      'a tag of a role, beside a mark that it lacks',
      { tags: { ...AUTHENTICATED.tags, team: 'web' } },
      { tags: {} },
      `AuthenticatedRole.Tags: would change the tags of the role ${AUTHENTICATED_NAME}.`,
    ),
    ofTheRole('a mark alone of a role, which is no difference', { tags: roleMarks(POOL_ID, 'authenticated') }, { tags: {} }),
    ofTheRole(
      'a tag of a role that the template has not, beside a mark of another kind',
      {},
      { tags: { ...AUTHENTICATED.tags, ...roleMarks(POOL_ID, ADMIN, 3), team: 'web' } },
      `AuthenticatedRole.Tags: would change the tags of the role ${AUTHENTICATED_NAME}.`,
    ),
    ofTheRole('a mark of another kind, which is no difference', {}, { tags: { ...AUTHENTICATED.tags, ...clientMarks([A]) } }),

    [
      'an app client that would be created',
      { clientPools: [A], tags: { ...REQUEST_TAG, ...clientMarks([A]) } },
      {},
      [
        'AuthenticationProviders.UserPools: would create an app client in us-east-1_A. Give UserPoolClientId, the client that the pool has.',
      ],
    ],
    [
      'an app client of the pool’s own that would be deleted',
      {},
      { createdClients: [createdClient(A, 'client')] },
      ['AuthenticationProviders.UserPools: would delete the app client client of us-east-1_A. Describe it in the template.'],
    ],
    [
      'an app client of the pool’s own that has other addresses',
      {
        clientPools: [A],
        configuration: configuration({ userPoolClients: [listed(A, 'client')] }),
        clientSettings: { [A]: clientSettings({ callbackUrls: ['https://example.com'] }) },
      },
      { pool: observedPool({ userPoolClients: [listed(A, 'client')] }), createdClients: [createdClient(A, 'client')] },
      ['AuthenticationProviders.UserPools: would change the app client client of us-east-1_A.'],
    ],
  ])('%s', (_title, desired, observed, lines) => {
    expect(differences(desired, observed)).toStrictEqual(lines);
  });
});
