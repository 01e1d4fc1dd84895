import { identityPools } from '../../src/aws/identity-pools';
import type { IdentityPools } from '../../src/core/ports';
import type { PoolConfiguration } from '../../src/core/state';
import { once, recordedClient, sdkError, twice, type Request } from './recorded-client';

const POOL_ID = 'eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab';
const PROVIDER = 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_ONE';
const ROLE = 'arn:aws:iam::123456789012:role/r';

const full: PoolConfiguration = {
  name: 'shop',
  allowUnauthenticatedIdentities: true,
  allowClassicFlow: false,
  loginProviders: { 'api.twitter.com': 'key;longsecret' },
  userPoolClients: [{ providerName: PROVIDER, clientId: 'web', serverSideTokenCheck: true }],
  openIdConnectProviderArns: ['arn:oidc'],
  samlProviderArns: ['arn:saml'],
  developerProviderName: 'login.shop',
};
const FULL = {
  IdentityPoolName: 'shop',
  AllowUnauthenticatedIdentities: true,
  AllowClassicFlow: false,
  SupportedLoginProviders: { 'api.twitter.com': 'key;longsecret' },
  CognitoIdentityProviders: [{ ProviderName: PROVIDER, ClientId: 'web', ServerSideTokenCheck: true }],
  OpenIdConnectProviderARNs: ['arn:oidc'],
  SamlProviderARNs: ['arn:saml'],
  DeveloperProviderName: 'login.shop',
};
const empty: PoolConfiguration = {
  name: 'bare',
  allowUnauthenticatedIdentities: false,
  loginProviders: {},
  userPoolClients: [],
  openIdConnectProviderArns: [],
  samlProviderArns: [],
};
/** UpdateIdentityPool clears a list that is left out only if it is sent empty, and keeps a switch that is. */
const EMPTY = {
  IdentityPoolName: 'bare',
  AllowUnauthenticatedIdentities: false,
  SupportedLoginProviders: {},
  CognitoIdentityProviders: [],
  OpenIdConnectProviderARNs: [],
  SamlProviderARNs: [],
};

const asked = async <Answer>(
  work: (pools: IdentityPools) => Promise<Answer>,
  ...answers: readonly unknown[]
): Promise<[Answer, Request[]]> => {
  const { client, requests } = recordedClient(...answers);
  return [await work(identityPools(client, once)), requests];
};

/** The message of the failure. */
const refusal = async (work: (pools: IdentityPools) => Promise<unknown>, error = sdkError('AccessDenied', 'no')): Promise<string> => {
  try {
    await work(identityPools(recordedClient(error).client, once));
  } catch (failure) {
    return (failure as Error).message;
  }
  return 'no failure';
};

describe('a pool is written whole', () => {
  it.each([
    [full, { team: 'web' }, { ...FULL, IdentityPoolTags: { team: 'web' } }],
    [empty, {}, { ...EMPTY, IdentityPoolTags: {} }],
  ])('when it is made or updated: %#', async (configuration, tags, input) => {
    const made = await asked((pools) => pools.create(configuration, tags, () => Promise.resolve(undefined)), { IdentityPoolId: POOL_ID });
    expect(made).toStrictEqual([POOL_ID, [{ operation: 'CreateIdentityPool', input }]]);
    const updated = await asked((pools) => pools.update(POOL_ID, configuration, tags));
    expect(updated).toStrictEqual([undefined, [{ operation: 'UpdateIdentityPool', input: { IdentityPoolId: POOL_ID, ...input } }]]);
  });

  it('and is not made twice: what a lost answer was about is found first', async () => {
    const { client, requests } = recordedClient(sdkError('TimeoutError'), { IdentityPoolId: 'another' });
    const made = await identityPools(client, twice).create(full, {}, () => Promise.resolve(POOL_ID));
    expect([made, requests.length]).toStrictEqual([POOL_ID, 1]);
  });

  it('without a secret in what a refusal quotes', async () => {
    const error = sdkError('InvalidParameterException', 'key;longsecret is no good');
    const said = 'AWS said InvalidParameterException: key;(secret) is no good. Correct the property that this value comes from.';
    expect(await refusal((pools) => pools.create(full, {}, () => Promise.resolve(undefined)), error)).toBe(
      `Creating identity pool shop failed. ${said}`,
    );
    expect(await refusal((pools) => pools.update(POOL_ID, full, {}), error)).toBe(`Updating identity pool ${POOL_ID} failed. ${said}`);
  });
});

describe('a pool is read', () => {
  it.each<[unknown, unknown]>([
    [
      { IdentityPoolId: POOL_ID, ...FULL, IdentityPoolTags: { team: 'web' } },
      { id: POOL_ID, ...full, tags: { team: 'web' } },
    ],
    [
      { IdentityPoolId: POOL_ID, IdentityPoolName: 'bare' },
      { id: POOL_ID, ...empty, tags: {} },
    ],
    // As MiniStack and some consoles write it.
    [
      { IdentityPoolId: POOL_ID, ...EMPTY, DeveloperProviderName: '', CognitoIdentityProviders: [{}] },
      { id: POOL_ID, ...empty, userPoolClients: [{ providerName: '', clientId: '', serverSideTokenCheck: false }], tags: {} },
    ],
    [{}, { id: '', ...empty, name: '', tags: {} }],
  ])('with what it has: %#', async (answer, expected) => {
    expect(await asked((pools) => pools.find(POOL_ID), answer)).toStrictEqual([
      expected,
      [{ operation: 'DescribeIdentityPool', input: { IdentityPoolId: POOL_ID } }],
    ]);
  });

  it('as undefined where there is none', async () => {
    expect((await asked((pools) => pools.find(POOL_ID), sdkError('ResourceNotFoundException')))[0]).toBeUndefined();
    expect((await asked((pools) => pools.roleAssignments(POOL_ID), sdkError('ResourceNotFoundException')))[0]).toBeUndefined();
    expect((await asked((pools) => pools.principalTags(POOL_ID, 'p'), sdkError('ResourceNotFoundException')))[0]).toBeUndefined();
  });
});

it('a pool is deleted, and the answer says whether there was one', async () => {
  const requests = [{ operation: 'DeleteIdentityPool', input: { IdentityPoolId: POOL_ID } }];
  expect(await asked((pools) => pools.delete(POOL_ID))).toStrictEqual([true, requests]);
  expect(await asked((pools) => pools.delete(POOL_ID), sdkError('ResourceNotFoundException'))).toStrictEqual([false, requests]);
});

describe('the roles of a pool', () => {
  const rule = { claim: 'c', matchType: 'Contains' as const, value: 'v', roleArn: ROLE };
  const assignments = {
    roles: { authenticated: ROLE, unauthenticated: `${ROLE}2` },
    mappings: {
      a: { type: 'Rules' as const, ambiguousRoleResolution: 'Deny' as const, rules: [rule] },
      b: { type: 'Token' as const },
    },
  };
  const ASSIGNMENTS = {
    Roles: { authenticated: ROLE, unauthenticated: `${ROLE}2` },
    RoleMappings: {
      a: {
        Type: 'Rules',
        AmbiguousRoleResolution: 'Deny',
        RulesConfiguration: { Rules: [{ Claim: 'c', MatchType: 'Contains', Value: 'v', RoleARN: ROLE }] },
      },
      b: { Type: 'Token' },
    },
  };

  it('are written whole, both maps at once', async () => {
    expect(await asked((pools) => pools.assignRoles(POOL_ID, assignments))).toStrictEqual([
      undefined,
      [{ operation: 'SetIdentityPoolRoles', input: { IdentityPoolId: POOL_ID, ...ASSIGNMENTS } }],
    ]);
  });

  it.each<[unknown, unknown]>([
    [{ IdentityPoolId: POOL_ID, ...ASSIGNMENTS }, assignments],
    [{ IdentityPoolId: POOL_ID }, { roles: {}, mappings: {} }],
    [
      {
        Roles: { authenticated: '', unauthenticated: '', other: ROLE },
        RoleMappings: { a: {}, b: { RulesConfiguration: { Rules: [{}] } } },
      },
      {
        roles: {},
        mappings: { a: { type: 'Token' }, b: { type: 'Token', rules: [{ claim: '', matchType: 'Equals', value: '', roleArn: '' }] } },
      },
    ],
  ])('are read: %#', async (answer, expected) => {
    expect(await asked((pools) => pools.roleAssignments(POOL_ID), answer)).toStrictEqual([
      expected,
      [{ operation: 'GetIdentityPoolRoles', input: { IdentityPoolId: POOL_ID } }],
    ]);
  });

  it('are named where they are refused', async () => {
    expect(await refusal((pools) => pools.assignRoles(POOL_ID, assignments))).toMatch(
      `Setting the roles of identity pool ${POOL_ID} to ${ROLE} and ${ROLE}2 failed. AWS said AccessDenied: no. Grant cognito-identity:SetIdentityPoolRoles to `,
    );
    expect(await refusal((pools) => pools.assignRoles(POOL_ID, { roles: {}, mappings: {} }))).toMatch(
      `Setting the roles of identity pool ${POOL_ID} to none failed.`,
    );
  });
});

describe('the principal tags of a provider', () => {
  const named = { IdentityPoolId: POOL_ID, IdentityProviderName: 'p' };

  it('are written', async () => {
    expect(
      await asked((pools) => pools.setPrincipalTags(POOL_ID, 'p', { useDefaults: true, tags: { team: 'custom:team' } })),
    ).toStrictEqual([
      undefined,
      [{ operation: 'SetPrincipalTagAttributeMap', input: { ...named, UseDefaults: true, PrincipalTags: { team: 'custom:team' } } }],
    ]);
  });

  it.each([
    [
      { UseDefaults: true, PrincipalTags: { team: 'custom:team' } },
      { useDefaults: true, tags: { team: 'custom:team' } },
    ],
    [{}, { useDefaults: false, tags: {} }],
  ])('are read: %j', async (answer, expected) => {
    expect(await asked((pools) => pools.principalTags(POOL_ID, 'p'), answer)).toStrictEqual([
      expected,
      [{ operation: 'GetPrincipalTagAttributeMap', input: named }],
    ]);
  });
});

it('tags are set and removed by the pool’s ARN', async () => {
  expect(await asked((pools) => pools.tag('arn:pool', { team: 'web' }))).toStrictEqual([
    undefined,
    [{ operation: 'TagResource', input: { ResourceArn: 'arn:pool', Tags: { team: 'web' } } }],
  ]);
  expect(await asked((pools) => pools.untag('arn:pool', ['team']))).toStrictEqual([
    undefined,
    [{ operation: 'UntagResource', input: { ResourceArn: 'arn:pool', TagKeys: ['team'] } }],
  ]);
});

describe('pools are listed a page at a time', () => {
  it.each<[string | undefined, object, unknown, unknown]>([
    [undefined, { MaxResults: 60 }, {}, { pools: [] }],
    [
      'next',
      { MaxResults: 60, NextToken: 'next' },
      { IdentityPools: [{ IdentityPoolId: POOL_ID, IdentityPoolName: 'shop' }, {}], NextToken: 'more' },
      {
        pools: [
          { id: POOL_ID, name: 'shop' },
          { id: '', name: '' },
        ],
        nextToken: 'more',
      },
    ],
  ])('from %s', async (token, input, answer, page) => {
    expect(await asked((pools) => pools.page(token), answer)).toStrictEqual([page, [{ operation: 'ListIdentityPools', input }]]);
  });
});

it.each<[string, string, (pools: IdentityPools) => Promise<unknown>]>([
  [`Reading identity pool ${POOL_ID}`, 'DescribeIdentityPool', (pools) => pools.find(POOL_ID)],
  [`Deleting identity pool ${POOL_ID}`, 'DeleteIdentityPool', (pools) => pools.delete(POOL_ID)],
  [`Reading the roles of identity pool ${POOL_ID}`, 'GetIdentityPoolRoles', (pools) => pools.roleAssignments(POOL_ID)],
  [
    `Reading the principal tags of p on identity pool ${POOL_ID}`,
    'GetPrincipalTagAttributeMap',
    (pools) => pools.principalTags(POOL_ID, 'p'),
  ],
  [
    `Setting the principal tags of p on identity pool ${POOL_ID}`,
    'SetPrincipalTagAttributeMap',
    (pools) => pools.setPrincipalTags(POOL_ID, 'p', { useDefaults: false, tags: {} }),
  ],
  ['Tagging arn:pool', 'TagResource', (pools) => pools.tag('arn:pool', {})],
  ['Removing tags from arn:pool', 'UntagResource', (pools) => pools.untag('arn:pool', [])],
  ['Listing identity pools', 'ListIdentityPools', (pools) => pools.page()],
  ['Creating identity pool bare', 'CreateIdentityPool', (pools) => pools.create(empty, {}, () => Promise.resolve(undefined))],
  [`Updating identity pool ${POOL_ID}`, 'UpdateIdentityPool', (pools) => pools.update(POOL_ID, empty, {})],
])('a denial says that it was about %s, and that this needs cognito-identity:%s', async (doing, operation, work) => {
  expect(await refusal(work)).toMatch(`${doing} failed. AWS said AccessDenied: no. Grant cognito-identity:${operation} to the role`);
});
