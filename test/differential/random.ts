/** Random pools, tokens and trust policies: small, so that they meet each other often. */
import type { IdentityPool, RoleMapping } from '@aws-sdk/client-cognito-identity';
import fc, { type Arbitrary } from 'fast-check';

export const REGION = 'eu-west-1';
export const POOL_ID = 'eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab';
export const OTHER_POOL_ID = 'eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ac';
export const NOW = Date.UTC(2026, 10, 27, 12) / 1000;
export const COGNITO = 'cognito-identity.amazonaws.com';

const roleArn = (name: string): string => `arn:aws:iam::123456789012:role/${name}`;
/** The last one is not there. */
export const ROLE_ARNS = ['Default', 'Guest', 'app/Reader', 'Writer', 'Gone'].map(roleArn);
const USER_POOL = `cognito-idp.${REGION}.amazonaws.com/eu-west-1_EXAMPLE01`;
const OIDC = 'arn:aws:iam::123456789012:oidc-provider/';
export const SAML = 'arn:aws:iam::123456789012:saml-provider/Example';
const ROLE_ATTRIBUTE = 'https://aws.amazon.com/SAML/Attributes/Role';

export interface Provider {
  /** The key of its mapping. */
  readonly name: string;
  /** As principal tags name it. */
  readonly taggedAs: string;
  /** In `amr` beside "authenticated". */
  readonly amr: string;
  readonly issuer?: string;
  readonly audience?: string;
  readonly isOpenId: boolean;
}

const social = (name: string, issuer: string | undefined, audience: string, isOpenId: boolean): Provider => ({
  name,
  taggedAs: name,
  amr: name,
  ...(issuer === undefined ? {} : { issuer }),
  audience,
  isOpenId,
});
const client = (id: string): Provider => ({
  name: `${USER_POOL}:${id}`,
  taggedAs: USER_POOL,
  amr: USER_POOL,
  issuer: `https://${USER_POOL}`,
  audience: id,
  isOpenId: true,
});
const oidc = (url: string): Provider => ({
  name: `${OIDC}${url}`,
  taggedAs: `${OIDC}${url}`,
  amr: url,
  issuer: `https://${url}`,
  isOpenId: true,
});

export const PROVIDERS: readonly Provider[] = [
  client('web'),
  client('app'),
  oidc('login.example.com'),
  oidc('tenant.example.com/'),
  social('accounts.google.com', 'https://accounts.google.com', 'google-app', true),
  social('appleid.apple.com', 'https://appleid.apple.com', 'apple-app', true),
  social('graph.facebook.com', 'https://www.facebook.com', 'facebook-app', false),
  social('www.amazon.com', 'https://www.amazon.com', 'amazon-app', false),
  social('api.twitter.com', undefined, 'key;secret', false),
  { name: SAML, taggedAs: SAML, amr: SAML, isOpenId: false },
];

/** Words that differ in case, begin with each other or hold each other. */
const words = fc.constantFrom('a', 'ab', 'AB', 'b', 'Ab', '5', '5.0', 'true', 'a,b', 'ab, b', '["ab"]', '[ab]', '{"a":"b"}');
const claimNames = fc.constantFrom('d', 'D', 'e', 'cognito:groups', 'sub', 'aud', 'iss', 'custom:d');
const claimValues: Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: words },
  { weight: 3, arbitrary: fc.array(words, { maxLength: 3 }) },
  fc.constantFrom(5, 7.5, true, false, null, { a: 'b' }),
);
const roles = fc.constantFrom(...ROLE_ARNS);
const sometimes = <Value>(arbitrary: Arbitrary<Value>, oneIn: number): Arbitrary<Value | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: oneIn });

const mapping: Arbitrary<RoleMapping> = fc.oneof(
  fc.record({
    Type: fc.constant('Token' as const),
    AmbiguousRoleResolution: fc.constantFrom('AuthenticatedRole' as const, 'Deny' as const, undefined),
  }),
  fc.record({
    Type: fc.constant('Rules' as const),
    AmbiguousRoleResolution: fc.constantFrom('AuthenticatedRole' as const, 'Deny' as const, undefined),
    RulesConfiguration: fc.record({
      Rules: fc.array(
        fc.record({
          Claim: claimNames,
          MatchType: fc.constantFrom('Equals' as const, 'NotEqual' as const, 'Contains' as const, 'StartsWith' as const),
          Value: words,
          RoleARN: roles,
        }),
        { minLength: 1, maxLength: 5 },
      ),
    }),
  }),
);

export interface RandomPool {
  readonly configuration: IdentityPool;
  readonly providers: readonly Provider[];
  readonly roles: Readonly<Record<string, string>>;
  readonly mappings: Readonly<Record<string, RoleMapping>>;
  /** By provider as principal tags name it. */
  readonly tagged: readonly string[];
}

export const pools: Arbitrary<RandomPool> = fc
  .record({
    providers: fc.subarray([...PROVIDERS], { minLength: 1 }),
    mappings: fc.array(sometimes(mapping, 3), { minLength: PROVIDERS.length, maxLength: PROVIDERS.length }),
    authenticated: sometimes(roles, 6),
    unauthenticated: sometimes(roles, 3),
    guests: fc.boolean(),
    tagged: fc.subarray([...new Set(PROVIDERS.map(({ taggedAs }) => taggedAs))], { maxLength: 3 }),
  })
  .map(({ providers, mappings, authenticated, unauthenticated, guests, tagged }) => ({
    configuration: {
      IdentityPoolId: POOL_ID,
      IdentityPoolName: 'random',
      AllowUnauthenticatedIdentities: guests,
      SupportedLoginProviders: Object.fromEntries(
        providers.flatMap(({ name, audience }) => (isSocial(name) ? [[name, audience ?? '']] : [])),
      ),
      CognitoIdentityProviders: providers.flatMap(({ name, audience }) =>
        name.startsWith(USER_POOL) ? [{ ProviderName: USER_POOL, ClientId: audience, ServerSideTokenCheck: false }] : [],
      ),
      OpenIdConnectProviderARNs: providers.flatMap(({ name }) => (name.startsWith(OIDC) ? [name] : [])),
      SamlProviderARNs: providers.flatMap(({ name }) => (name === SAML ? [name] : [])),
    },
    providers,
    roles: {
      ...(authenticated === undefined ? {} : { authenticated }),
      ...(unauthenticated === undefined ? {} : { unauthenticated }),
    },
    mappings: Object.fromEntries(
      providers.flatMap(({ name }, index) => {
        const mapped = mappings[index];
        return mapped === undefined ? [] : [[name, mapped]];
      }),
    ),
    tagged,
  }));

function isSocial(name: string): boolean {
  return !name.startsWith(USER_POOL) && !name.startsWith('arn:');
}

export interface RandomSignIn {
  /** undefined: a guest. */
  readonly claims: Readonly<Record<string, unknown>> | undefined;
  /** Whose token it is. */
  readonly provider: Provider;
  /** Sent as a JSON Web Token, or as claims under the provider's name. */
  readonly isToken: boolean;
  readonly customRoleArn: string | undefined;
}

/** Mostly somebody whom the pool takes. */
const usually = <Value>(value: Value, ...others: readonly Value[]): Arbitrary<Value> =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(value) }, fc.constantFrom(...others));

export function signInsAt({ providers }: RandomPool): Arbitrary<RandomSignIn> {
  // The tool refuses to guess what a name stands for that the pool does not have.
  const strangers = PROVIDERS.filter(({ issuer }) => issuer !== undefined);
  return fc
    .record({
      isGuest: usually(false, true),
      provider: fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...providers) }, fc.constantFrom(...strangers)),
      claims: fc.dictionary(claimNames, claimValues, { maxKeys: 4 }),
      issuerEnd: usually('', '/'),
      audience: usually<string | string[] | undefined>(undefined, 'web', 'other', ['other', 'web']),
      exp: usually<number | undefined>(NOW + 3600, NOW + 1, NOW, NOW - 3600, undefined),
      nbf: usually<number | undefined>(undefined, NOW, NOW + 60),
      use: usually<string | undefined>('id', undefined, 'access'),
      preferred: sometimes(fc.oneof({ weight: 4, arbitrary: roles }, fc.constantFrom('junk', '', 7)), 2),
      allowed: sometimes(
        fc.oneof(
          fc.subarray(ROLE_ARNS),
          fc.subarray(ROLE_ARNS).map((list) => list.join(',')),
          fc.constant(7),
        ),
        2,
      ),
      asserted: sometimes(fc.subarray(ROLE_ARNS, { minLength: 1, maxLength: 2 }), 2),
      customRoleArn: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, roles),
    })
    .map(({ isGuest, provider, claims, customRoleArn, ...token }) => ({
      claims: isGuest ? undefined : claimsOf(provider, claims, token),
      provider,
      isToken: provider.isOpenId,
      customRoleArn,
    }));
}

interface TokenParts {
  readonly issuerEnd: string;
  readonly audience: string | readonly string[] | undefined;
  readonly exp: number | undefined;
  readonly nbf: number | undefined;
  readonly use: string | undefined;
  readonly preferred: unknown;
  readonly allowed: unknown;
  readonly asserted: readonly string[] | undefined;
}

function claimsOf(
  { name, issuer, audience }: Provider,
  { iss: _iss, aud: _aud, ...claims }: Readonly<Record<string, unknown>>,
  { issuerEnd, audience: other, exp, nbf, use, preferred, allowed, asserted }: TokenParts,
): Record<string, unknown> {
  const entries: [string, unknown][] =
    name === SAML
      ? [[ROLE_ATTRIBUTE, asserted?.map((role) => `${role},${SAML}`)]]
      : [
          ['iss', issuer === undefined ? undefined : `${issuer}${issuerEnd}`],
          ['aud', other ?? audience ?? 'web'],
          ['exp', exp],
          ['nbf', nbf],
          ['token_use', use],
        ];
  return Object.fromEntries(
    [...Object.entries(claims), ...entries, ['cognito:preferred_role', preferred], ['cognito:roles', allowed]].filter(
      ([, value]) => value !== undefined,
    ),
  ) as Record<string, unknown>;
}

const identities = fc.constantFrom('authenticated', 'unauthenticated');
const audValues = fc.oneof(
  { weight: 5, arbitrary: fc.constant(POOL_ID) },
  fc.constantFrom(OTHER_POOL_ID, '*', 'eu-west-1:*', 'eu-west-1:0f1e2d3c-????-4000-8000-0123456789ab', POOL_ID.toUpperCase(), ''),
);
const amrValues = fc.oneof(
  { weight: 5, arbitrary: identities },
  fc.constantFrom(
    '*',
    '*authenticated',
    'auth*',
    'Authenticated',
    '?nauthenticated',
    ...PROVIDERS.map(({ amr }) => amr),
    `${USER_POOL}:*`,
    'un*',
  ),
);
const operators = fc
  .record({
    set: fc.constantFrom('', '', 'ForAnyValue:', 'ForAnyValue:', 'ForAllValues:'),
    base: fc.constantFrom(
      'StringEquals',
      'StringLike',
      'StringNotEquals',
      'StringNotLike',
      'StringEqualsIgnoreCase',
      'StringNotEqualsIgnoreCase',
    ),
    end: fc.constantFrom('', '', '', 'IfExists'),
  })
  // AWS's pages say two things of ForAnyValue with IfExists and a key that is not there: the tool does not decide, the evaluator does.
  .map(({ set, base, end }) => `${set}${base}${set === 'ForAnyValue:' ? '' : end}`);
const oneOrMore = <Value>(arbitrary: Arbitrary<Value>): Arbitrary<Value | Value[]> =>
  fc.oneof({ weight: 3, arbitrary }, fc.array(arbitrary, { minLength: 1, maxLength: 3 }));

type Conditions = Record<string, Record<string, string | string[]>>;

const usual = fc.record({ aud: audValues, amr: amrValues }).map(({ aud, amr }): Conditions => ({
  StringEquals: { [`${COGNITO}:aud`]: aud },
  'ForAnyValue:StringLike': { [`${COGNITO}:amr`]: amr },
}));
const audCondition = fc.tuple(
  fc.oneof({ weight: 2, arbitrary: fc.constantFrom('StringEquals', 'StringLike') }, operators),
  fc.constantFrom(
    `${COGNITO}:aud`,
    `${COGNITO}:aud`,
    `${COGNITO}:aud`,
    'Cognito-Identity.amazonaws.com:AUD',
    'cognito-identity.amazon.com:aud',
  ),
  oneOrMore(audValues),
);
const amrCondition = fc.tuple(
  fc.oneof({ weight: 2, arbitrary: fc.constantFrom('ForAnyValue:StringLike', 'ForAnyValue:StringEquals') }, operators),
  fc.constantFrom(`${COGNITO}:amr`, `${COGNITO}:amr`, `${COGNITO}:amr`, `${COGNITO}:AMR`, `${COGNITO}:arm`),
  oneOrMore(amrValues),
);
const nullCondition = fc.tuple(
  fc.constant('Null'),
  fc.constantFrom(`${COGNITO}:aud`, `${COGNITO}:amr`, `${COGNITO}:azp`),
  fc.constantFrom('true', 'false'),
);
const unusual = fc
  .tuple(sometimes(audCondition, 4), sometimes(amrCondition, 4), sometimes(nullCondition, 1))
  .map((conditions): Conditions => {
    const block: Conditions = {};
    for (const condition of conditions)
      if (condition !== undefined) block[condition[0]] = { ...block[condition[0]], [condition[1]]: condition[2] };
    return block;
  });

const actions = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('sts:AssumeRoleWithWebIdentity', ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession']) },
  fc.constantFrom(
    'sts:TagSession',
    'sts:*',
    'sts:AssumeRole*',
    ['STS:assumerolewithwebidentity'],
    'sts:AssumeRole',
    ['sts:AssumeRoleWithWebIdentity', 'sts:AssumeRole'],
    ['sts:AssumeRoleWithSAML', 'sts:Tag?ession'],
  ),
);
const principals: Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ Federated: COGNITO }) },
  fc.constantFrom(
    { Federated: [COGNITO, 'accounts.google.com'] },
    { Federated: 'accounts.google.com' },
    { Service: 'ec2.amazonaws.com' },
    { AWS: 'arn:aws:iam::123456789012:root', Federated: [COGNITO] },
  ),
);

const statement = fc
  .record({
    effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Allow', 'Deny'),
    principal: principals,
    actions,
    isNot: fc.constantFrom(false, false, false, false, false, false, false, true),
    conditions: fc.oneof(usual, unusual),
  })
  .map(({ effect, principal, actions: named, isNot, conditions }) => ({
    Effect: effect,
    Principal: principal,
    [isNot ? 'NotAction' : 'Action']: named,
    ...(Object.keys(conditions).length === 0 ? {} : { Condition: conditions }),
  }));

export const trustPolicies: Arbitrary<object> = fc
  .array(statement, { minLength: 1, maxLength: 3 })
  .map((statements) => ({ Version: '2012-10-17', Statement: statements.length === 1 ? statements[0] : statements }));

/** What most roles of a pool have. */
export const soundTrustPolicies: Arbitrary<object> = fc.record({ kind: identities, withTags: fc.boolean() }).map(({ kind, withTags }) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: COGNITO },
      Action: withTags ? ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] : 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { [`${COGNITO}:aud`]: POOL_ID }, 'ForAnyValue:StringLike': { [`${COGNITO}:amr`]: kind } },
    },
  ],
}));
