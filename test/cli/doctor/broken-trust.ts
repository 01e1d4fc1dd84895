/** Trust policies by which nobody, too few or too many can take a role. */
import { grouped } from './broken-providers';
import { ACCOUNT, amr, AUD, C, cognito, POOL_ID, rule, sound, USERS, type Broken, type Row } from './seeded';

const users = (...statements: object[]): Row => ({ trust: { users: statements } });
const guests = (...statements: object[]): Row => ({ trust: { guests: statements } });
const OTHER_POOL = 'eu-west-1:99999999-0000-4000-8000-999999999999';
const GOVCLOUD = 'cognito-identity-us-gov.amazonaws.com';
const SIGNED_IN = sound('authenticated');
const FEDERATED = 'sts:AssumeRoleWithWebIdentity';
const CLASSIC = { AllowClassicFlow: true };

export const BROKEN_TRUST: readonly Broken[] = [
  ['trust-principal-wrong', 'high', 'Cognito of another partition', users(sound('authenticated', { Principal: { Federated: GOVCLOUD } }))],
  ['trust-principal-wrong', 'high', 'the wrong action', users(sound('authenticated', { Action: 'sts:AssumeRole' }))],
  ['trust-principal-wrong', 'high', 'no statement', users()],
  [
    'trust-principal-wrong',
    'high',
    'everybody but Cognito',
    users({ ...sound('authenticated'), Principal: undefined, NotPrincipal: { Federated: C } }),
  ],
  ['trust-denied', 'high', 'a Deny beside the right statement', users(SIGNED_IN, sound('authenticated', { Effect: 'Deny' }))],
  ['trust-denied', 'high', 'a Deny of every action', users(SIGNED_IN, { Effect: 'Deny', Principal: '*', Action: '*' })],
  ['trust-denied', 'high', 'a Deny of guests', guests(sound('unauthenticated'), cognito(amr('unauth*'), { Effect: 'Deny' }))],
  ['trust-other-pool', 'high', 'another pool', users(cognito({ StringEquals: { [`${C}:aud`]: OTHER_POOL }, ...amr('authenticated') }))],
  [
    'trust-other-pool',
    'high',
    'this pool in capitals',
    users(cognito({ StringEquals: { [`${C}:aud`]: POOL_ID.toUpperCase() }, ...amr('authenticated') })),
  ],
  [
    'trust-other-pool',
    'high',
    'every pool but this one',
    users(cognito({ StringNotEquals: AUD, StringEquals: { [`${C}:aud`]: OTHER_POOL }, ...amr('authenticated') })),
  ],
  [
    'trust-other-pool',
    'high',
    'pools of another region',
    users(cognito({ StringLike: { [`${C}:aud`]: 'us-east-1:*' }, ...amr('authenticated') })),
  ],
  [
    'trust-aud-key',
    'high',
    'the key of another partition',
    users(cognito({ StringEquals: { [`${GOVCLOUD}:aud`]: POOL_ID }, ...amr('authenticated') })),
  ],
  [
    'trust-aud-key',
    'high',
    'a misspelt key for aud',
    users(cognito({ StringEquals: { 'cognito-identity.amazon.com:aud': POOL_ID }, ...amr('authenticated') })),
  ],
  [
    'trust-key-unknown',
    'high',
    'a misspelt key for amr',
    users(cognito({ StringEquals: AUD, 'ForAnyValue:StringLike': { [`${C}:arm`]: 'authenticated' } })),
  ],
  [
    'trust-key-unknown',
    'high',
    'a key of user pools',
    users(cognito({ StringEquals: { ...AUD, 'cognito:groups': 'admin' }, ...amr('authenticated') })),
  ],
  [
    'trust-key-unknown',
    'high',
    'a key of Google',
    users(cognito({ StringEquals: { ...AUD, 'accounts.google.com:aud': 'app' }, ...amr('authenticated') })),
  ],
  [
    'trust-key-unknown',
    'high',
    'a key that has to be there and is not',
    users(cognito({ StringEquals: AUD, ...amr('authenticated'), Null: { [`${C}:azp`]: 'false' } })),
  ],
  [
    'trust-wildcard-plain',
    'high',
    'a wildcard in StringEquals',
    users(cognito({ StringEquals: { [`${C}:aud`]: 'eu-west-1:*' }, ...amr('authenticated') })),
  ],
  [
    'trust-wildcard-plain',
    'high',
    'a wildcard for amr in ForAnyValue:StringEquals',
    users(cognito({ StringEquals: AUD, 'ForAnyValue:StringEquals': { [`${C}:amr`]: 'auth*' } })),
  ],
  ['trust-amr-operator', 'high', 'StringEquals for amr', users(cognito({ StringEquals: { ...AUD, [`${C}:amr`]: 'authenticated' } }))],
  [
    'trust-amr-operator',
    'high',
    'StringLike for amr',
    users(cognito({ StringEquals: AUD, StringLike: { [`${C}:amr`]: 'authenticated' } })),
  ],
  [
    'trust-amr-operator',
    'high',
    'StringEquals for amr of guests',
    guests(cognito({ StringEquals: { ...AUD, [`${C}:amr`]: 'unauthenticated' } })),
  ],
  [
    'trust-amr-operator',
    'high',
    'ForAllValues for amr',
    users(cognito({ StringEquals: AUD, 'ForAllValues:StringEquals': { [`${C}:amr`]: 'authenticated' } })),
  ],
  ['trust-amr-wrong', 'high', 'guests', users(sound('unauthenticated'))],
  ['trust-amr-wrong', 'high', 'a type that is none', users(sound('authentcated'))],
  ['trust-amr-wrong', 'high', 'a provider that the pool does not have', users(sound('graph.facebook.com'))],
  ['guest-role-for-signed-in', 'high', 'signed-in identities', guests(SIGNED_IN)],
  [
    'trust-sub',
    'high',
    'one identity',
    users(cognito({ StringEquals: { ...AUD, [`${C}:sub`]: 'eu-west-1:11111111-0000-4000-8000-111111111111' }, ...amr('authenticated') })),
  ],
  [
    'trust-sub',
    'high',
    'the id of a user',
    users(cognito({ StringEquals: { ...AUD, [`${C}:sub`]: '11111111-0000-4000-8000-111111111111' }, ...amr('authenticated') })),
  ],
  [
    'trust-condition-fails',
    'high',
    'a date that is over',
    users(cognito({ StringEquals: AUD, ...amr('authenticated'), DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } })),
  ],
  ['trust-other-pool', 'high', 'a number for aud', users(cognito({ NumericEquals: { [`${C}:aud`]: '1' }, ...amr('authenticated') }))],
  [
    'trust-provider-excluded',
    'medium',
    'one of two providers',
    { ...users(sound('accounts.google.com')), pool: { SupportedLoginProviders: { 'accounts.google.com': 'app' } } },
  ],
  [
    'trust-unsettled',
    'low',
    'an address',
    users(cognito({ StringEquals: AUD, ...amr('authenticated'), IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })),
  ],
  ['trust-tag-session-missing', 'high', 'tags that it does not allow', { ...users(SIGNED_IN), tags: { tenant: 'custom:tenant' } }],
  [
    'trust-tag-session-missing',
    'high',
    'tags for another pool',
    {
      ...users(SIGNED_IN, cognito({ StringEquals: { [`${C}:aud`]: OTHER_POOL } }, { Action: 'sts:TagSession' })),
      tags: { tenant: 'custom:tenant' },
    },
  ],
  ['trust-aud-missing', 'high', 'any pool, as the role of a group', { ...grouped, trust: { extra: [cognito(amr('authenticated'))] } }],
  ['trust-aud-missing', 'high', 'any pool', users(cognito(amr('authenticated')))],
  [
    'trust-aud-missing',
    'high',
    'any pool of the region',
    users(cognito({ StringLike: { [`${C}:aud`]: 'eu-west-1:*' }, ...amr('authenticated') })),
  ],
  [
    'trust-aud-missing',
    'high',
    'pools that begin alike',
    users(cognito({ StringLike: { [`${C}:aud`]: `${POOL_ID.slice(0, 20)}*` }, ...amr('authenticated') })),
  ],
  [
    'trust-aud-missing',
    'high',
    'any pool but one',
    users(cognito({ StringNotEquals: { [`${C}:aud`]: OTHER_POOL }, ...amr('authenticated') })),
  ],
  [
    'trust-aud-missing',
    'high',
    'this pool, if there is an aud of another name',
    users(cognito({ StringEqualsIfExists: { 'x:aud': POOL_ID }, ...amr('authenticated') })),
  ],
  [
    'trust-aud-missing',
    'high',
    'any pool, beside the right statement',
    { trust: { extra: [SIGNED_IN, cognito(amr('authenticated'))] }, rules: [rule('custom:group', 'Equals', 'admin')] },
  ],
  ['trust-amr-missing', 'medium', 'both', users(cognito({ StringEquals: AUD }))],
  ['trust-amr-missing', 'medium', 'every type', users(sound('*'))],
  [
    'trust-amr-missing',
    'medium',
    'amr if it exists, under a name that it has not',
    users(cognito({ StringEquals: AUD, StringLikeIfExists: { [`${C}:amr2`]: 'x' } })),
  ],
  ['trust-amr-missing', 'low', 'guests and others', guests(cognito({ StringEquals: AUD }))],
  ['trust-everybody', 'critical', 'everybody', users(SIGNED_IN, { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' })],
  ['trust-everybody', 'critical', 'every AWS account', users(SIGNED_IN, { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:*' })],
  [
    'trust-everybody',
    'medium',
    'every AWS account of an organization',
    users(SIGNED_IN, {
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
    }),
  ],
  [
    'trust-other-account',
    'high',
    'another account',
    users(SIGNED_IN, { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::999999999999:root' }, Action: 'sts:AssumeRole' }),
  ],
  [
    'trust-other-account',
    'high',
    'another account by its number',
    users(SIGNED_IN, { Effect: 'Allow', Principal: { AWS: '999999999999' }, Action: 'sts:AssumeRole' }),
  ],
  [
    'trust-other-account',
    'low',
    'its own account',
    users(SIGNED_IN, { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'sts:AssumeRole' }),
  ],
  [
    'trust-other-provider',
    'high',
    'Google without an app',
    users(SIGNED_IN, { Effect: 'Allow', Principal: { Federated: 'accounts.google.com' }, Action: FEDERATED }),
  ],
  [
    'trust-other-provider',
    'high',
    'GitHub without a repository',
    users(SIGNED_IN, {
      Effect: 'Allow',
      Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com` },
      Action: FEDERATED,
    }),
  ],
  [
    'trust-other-provider',
    'low',
    'Google with an app',
    users(SIGNED_IN, {
      Effect: 'Allow',
      Principal: { Federated: 'accounts.google.com' },
      Action: FEDERATED,
      Condition: { StringEquals: { 'accounts.google.com:aud': 'app' } },
    }),
  ],
  [
    'trust-other-provider',
    'low',
    'a SAML provider',
    users(SIGNED_IN, {
      Effect: 'Allow',
      Principal: { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/Idp` },
      Action: 'sts:AssumeRoleWithSAML',
    }),
  ],
  [
    'trust-service',
    'low',
    'a service beside it',
    users(SIGNED_IN, { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }),
  ],
];

/** Where two things come together, by design. */
const LEFT_OVER = { Effect: 'Allow', Principal: { AWS: 'AROAEXAMPLEEXAMPLE123' }, Action: 'sts:AssumeRole' };

/** What looks like somebody else and is nobody. */
export const SOUND_TRUST: readonly (readonly [sentence: string, row: Row])[] = [
  ['a role that was deleted', users(SIGNED_IN, LEFT_OVER)],
  ['everybody whom a condition of Cognito lets in', users({ ...sound('authenticated'), Principal: '*' })],
  ['a Deny for others', users(SIGNED_IN, cognito(amr('graph.facebook.com'), { Effect: 'Deny' }))],
  ['lists of one', users({ ...sound('authenticated'), Principal: { Federated: [C] }, Action: ['sts:AssumeRoleWithWebIdentity'] })],
  [
    'keys in capitals',
    users(cognito({ StringEquals: { [`${C}:AUD`]: POOL_ID }, 'ForAnyValue:StringLike': { [`${C.toUpperCase()}:AMR`]: 'authenticated' } })),
  ],
  ['a date to come', users(cognito({ StringEquals: AUD, ...amr('authenticated'), DateLessThan: { 'aws:CurrentTime': '2999-01-01' } }))],
  [
    'every identity by its form',
    users(cognito({ StringEquals: AUD, StringLike: { [`${C}:sub`]: 'eu-west-1:*' }, ...amr('authenticated') })),
  ],
  ['ForAllValues for guests', guests(cognito({ StringEquals: AUD, 'ForAllValues:StringEquals': { [`${C}:amr`]: 'unauthenticated' } }))],
];

export const EXPOSED: readonly (readonly [sentence: string, row: Row, findings: readonly (readonly [string, string])[]])[] = [
  [
    'no condition on amr, with the classic flow on',
    { ...users(cognito({ StringEquals: AUD })), pool: CLASSIC },
    [
      ['trust-amr-missing', 'high'],
      ['classic-flow-open', 'low'],
    ],
  ],
  [
    'no condition on amr, with the classic flow on, on a role with every right',
    { ...users(cognito({ StringEquals: AUD })), pool: CLASSIC, allows: { users: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } },
    [
      ['trust-amr-missing', 'critical'],
      ['signed-in-takeover', 'high'],
      ['classic-flow-open', 'low'],
    ],
  ],
  [
    'every web identity',
    users(SIGNED_IN, { Effect: 'Allow', Principal: { Federated: '*' }, Action: FEDERATED }),
    [['trust-everybody', 'critical']],
  ],
  [
    'no condition at all, on a role with every right',
    { ...users(cognito({})), allows: { users: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } },
    [
      ['trust-aud-missing', 'critical'],
      ['signed-in-takeover', 'high'],
      ['trust-amr-missing', 'medium'],
    ],
  ],
  [
    'one role for users and guests, without amr',
    { ...users(cognito({ StringEquals: AUD })), pool: { roles: { authenticated: USERS, unauthenticated: USERS } } },
    [
      ['trust-amr-missing', 'medium'],
      ['trust-amr-missing', 'low'],
    ],
  ],
];
