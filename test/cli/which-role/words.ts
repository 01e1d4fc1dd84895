import type { Claims } from '../../../src/cli/which-role/comparison';
import type { Question } from '../../../src/cli/which-role/question';
import type { MappingRule, RoleMapping } from '../../../src/core/state';

const GUIDE = 'https://docs.aws.amazon.com/cognito/latest/developerguide';
const API = 'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference';
const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const RBAC = `${GUIDE}/role-based-access-control.html`;

export const DOC = {
  rbac: RBAC,
  rules: `${RBAC}#using-rules-to-assign-roles-to-users`,
  token: `${RBAC}#using-tokens-to-assign-roles-to-users`,
  claims: `${RBAC}#token-claims-for-role-based-access-control`,
  practices: `${RBAC}#best-practices-for-role-based-access-control`,
  roles: `${GUIDE}/iam-roles.html`,
  identityPools: `${GUIDE}/identity-pools.html`,
  developer: `${GUIDE}/developer-authenticated-identities.html`,
  groups: `${GUIDE}/cognito-user-pools-user-groups.html`,
  saml: `${GUIDE}/saml-identity-provider.html`,
  getCredentials: `${API}/API_GetCredentialsForIdentity.html`,
  setRoles: `${API}/API_SetIdentityPoolRoles.html`,
  roleMapping: `${API}/API_RoleMapping.html`,
  mappingRule: `${API}/API_MappingRule.html`,
  trust: `${GUIDE}/role-trust-and-permissions.html`,
  tags: `${GUIDE}/using-afac-with-cognito-identity-pools.html`,
  multivalued: `${IAM}/reference_policies_condition-single-vs-multi-valued-context-keys.html`,
  operators: `${IAM}/reference_policies_elements_condition_operators.html`,
} as const;

const roleArn = (name: string): string => `arn:aws:iam::123456789012:role/${name}`;
export const DEFAULT = roleArn('Default');
export const GUEST = roleArn('Guest');
export const READER = roleArn('Reader');
export const WRITER = roleArn('Writer');
export const MANAGER = roleArn('Manager');
export const denial = 'refused';

export const USER_POOL = 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_EXAMPLE01:client1';
export const OIDC = 'arn:aws:iam::123456789012:oidc-provider/login.example.com';
export const SAML = 'arn:aws:iam::123456789012:saml-provider/Example';

export const POOL: Question['pool'] = {
  allowUnauthenticatedIdentities: true,
  loginProviders: {
    'accounts.google.com': 'google-app',
    'api.twitter.com': 'key;secret',
    'appleid.apple.com': 'apple-app',
    'graph.facebook.com': 'facebook-app',
    'www.amazon.com': 'amazon-app',
  },
  userPoolClients: [
    { providerName: 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_EXAMPLE01', clientId: 'client1', serverSideTokenCheck: true },
  ],
  openIdConnectProviderArns: [OIDC],
  samlProviderArns: [SAML],
  developerProviderName: 'login.example.developer',
};

export interface Case {
  readonly guest?: true;
  readonly guestsOff?: true;
  /** Left out: the user pool. */
  readonly provider?: string;
  /** Left out: both defaults. */
  readonly roles?: Question['assignments']['roles'];
  readonly mapping?: RoleMapping;
  /** Whose mapping it is; left out: the provider's. */
  readonly mappingOf?: string;
  readonly claims?: Claims;
  readonly customRole?: string;
}

/** `source`: where AWS says so, or that it does not say. */
export type Row = readonly [who: string, given: Case, comes: string | readonly string[], why: string, source: string];

export const questionOf = ({
  guest,
  guestsOff,
  provider = USER_POOL,
  roles,
  mapping,
  mappingOf,
  claims = {},
  customRole,
}: Case): Question => ({
  pool: { ...POOL, allowUnauthenticatedIdentities: guestsOff !== true },
  assignments: {
    roles: roles ?? { authenticated: DEFAULT, unauthenticated: GUEST },
    mappings: mapping === undefined ? {} : { [mappingOf ?? provider]: mapping },
  },
  who: guest === true ? { kind: 'guest' } : { kind: 'signed in', provider, claims },
  ...(customRole === undefined ? {} : { customRole }),
});

export const rule = (claim: string, matchType: MappingRule['matchType'], value: string, arn: string): MappingRule => ({
  claim,
  matchType,
  value,
  roleArn: arn,
});

type Resolution = RoleMapping['ambiguousRoleResolution'];

const resolvedBy = (resolution: Resolution) => (resolution === undefined ? {} : { ambiguousRoleResolution: resolution });

export const rules = (resolution: Resolution, ...list: MappingRule[]): RoleMapping => ({
  type: 'Rules',
  ...resolvedBy(resolution),
  rules: list,
});
export const token = (resolution: Resolution): RoleMapping => ({ type: 'Token', ...resolvedBy(resolution) });
