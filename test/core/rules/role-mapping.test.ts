import type { RoleMappingProperty } from '../../../src/core/properties';
import {
  formsIn,
  fromRoleMappings,
  roleNaming,
  sameMappings,
  toRoleMappings,
  type RoleMappings,
} from '../../../src/core/rules/role-mapping';
import type { MappingRule, PoolConfiguration } from '../../../src/core/state';

const USER_POOL = 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_ONE';
const SUPPLIED = 'arn:aws:iam::123456789012:role/supplied';
const DEFAULT = 'arn:aws:iam::123456789012:role/default';
const ADMIN = 'arn:aws:iam::123456789012:role/admin';

const configuration: PoolConfiguration = {
  name: 'shop',
  allowUnauthenticatedIdentities: false,
  loginProviders: { 'accounts.google.com': '456', 'graph.facebook.com': '123' },
  userPoolClients: [{ providerName: USER_POOL, clientId: 'web', serverSideTokenCheck: true }],
  openIdConnectProviderArns: [],
  samlProviderArns: [],
};
const arnOfRole = roleNaming(DEFAULT, new Map([['Admin', ADMIN]]));
const names: Readonly<Record<string, string>> = { [DEFAULT]: 'Authenticated', [ADMIN]: 'Admin' };

const list: RoleMappingProperty[] = [
  {
    IdentityProvider: { UserPool: { UserPoolId: 'eu-west-1_ONE', UserPoolClientId: 'web' } },
    Type: 'Rules',
    AmbiguousRoleResolution: 'AuthenticatedRole',
    Rules: [
      { Claim: 'custom:team', MatchType: 'Equals', Value: 'admin', Role: 'Admin' },
      { Claim: 'sub', MatchType: 'NotEqual', Value: 'x', RoleArn: SUPPLIED },
      { Claim: 'custom:team', MatchType: 'StartsWith', Value: 'a', Role: 'Authenticated' },
    ],
  },
  { IdentityProvider: { LoginProvider: 'Google' }, Type: 'Token', AmbiguousRoleResolution: 'Deny' },
];
const map: RoleMappings = {
  [`${USER_POOL}:web`]: {
    type: 'Rules',
    ambiguousRoleResolution: 'AuthenticatedRole',
    rules: [
      { claim: 'custom:team', matchType: 'Equals', value: 'admin', roleArn: ADMIN },
      { claim: 'sub', matchType: 'NotEqual', value: 'x', roleArn: SUPPLIED },
      { claim: 'custom:team', matchType: 'StartsWith', value: 'a', roleArn: DEFAULT },
    ],
  },
  'accounts.google.com': { type: 'Token', ambiguousRoleResolution: 'Deny' },
};
const spelling = { configuration, createdClientIds: [], isWritten: (): boolean => false };

const NONE = (): ReadonlySet<number> => new Set();

it('a list of mappings becomes Cognito’s map', () => {
  expect(toRoleMappings(list, spelling, arnOfRole)).toEqual(map);
});

it('and comes back, sorted by provider, its rules in their order', () => {
  expect(fromRoleMappings(map, spelling, { nameOfRole: (arn) => names[arn], rulesWithArn: NONE, rulesWithoutMatchType: NONE })).toEqual([
    list[1],
    list[0],
  ]);
  const turned = Object.fromEntries(Object.entries(map).reverse());
  expect(fromRoleMappings(turned, spelling, { nameOfRole: (arn) => names[arn], rulesWithArn: NONE, rulesWithoutMatchType: NONE })).toEqual([
    list[1],
    list[0],
  ]);
});

it('a rule that a mark says was written with an ARN comes back with it, although the role has a name', () => {
  const provider = Object.keys(map).find((name) => map[name]?.type === 'Rules');
  const rulesWithArn = (name: string): ReadonlySet<number> => new Set(name === provider ? [2] : []);
  const [rules] = fromRoleMappings(map, spelling, { nameOfRole: (arn) => names[arn], rulesWithArn, rulesWithoutMatchType: NONE }).filter(
    ({ Type }) => Type === 'Rules',
  );
  expect(rules?.Rules?.map(({ Role, RoleArn }) => Role ?? RoleArn)).toEqual(['Admin', SUPPLIED, DEFAULT]);
});

it('a mapping that a mark says left out its type, or the match type of a rule, comes back without them', () => {
  const provider = Object.keys(map).find((name) => map[name]?.type === 'Rules') ?? '';
  const [first] = map[provider]?.rules ?? [];
  const isWritten = ({ form }: { readonly form: string }): boolean => form === 'typeless';
  const read = fromRoleMappings(
    { [provider]: { type: 'Rules', rules: [{ claim: 'sub', matchType: 'Equals', value: 'x', roleArn: first?.roleArn ?? '' }] } },
    { ...spelling, isWritten },
    { nameOfRole: () => 'Admin', rulesWithArn: NONE, rulesWithoutMatchType: () => new Set([0]) },
  );
  expect(read.map(({ IdentityProvider: _provider, ...mapping }) => mapping)).toEqual([
    { Rules: [{ Claim: 'sub', Value: 'x', Role: 'Admin' }] },
  ]);
});

it('what somebody set by hand comes back although a mark says that the template left it out', () => {
  const read = fromRoleMappings(
    {
      'accounts.google.com': { type: 'Token', ambiguousRoleResolution: 'Deny' },
      'graph.facebook.com': { type: 'Rules', rules: [{ claim: 'sub', matchType: 'Contains', value: 'x', roleArn: ADMIN }] },
    },
    { ...spelling, isWritten: ({ form }) => form === 'typeless' },
    { nameOfRole: (arn) => names[arn], rulesWithArn: NONE, rulesWithoutMatchType: () => new Set([0]) },
  );
  expect(read).toEqual([
    { IdentityProvider: { LoginProvider: 'Google' }, Type: 'Token', AmbiguousRoleResolution: 'Deny' },
    { IdentityProvider: { LoginProvider: 'Facebook' }, Rules: [{ Claim: 'sub', MatchType: 'Contains', Value: 'x', Role: 'Admin' }] },
  ]);
});

it('what is ambiguous is denied unless the template says otherwise', () => {
  const [, google] = list;
  const { AmbiguousRoleResolution: _, ...silent } = google as RoleMappingProperty;
  expect(toRoleMappings([silent], spelling, arnOfRole)).toEqual({
    'accounts.google.com': { type: 'Token', ambiguousRoleResolution: 'Deny' },
  });
});

it('a mapping that gives rules is one of rules, and a rule compares for equality, unless the template says otherwise', () => {
  const Rules = [{ Claim: 'sub', Value: 'x', Role: 'Admin' }];
  expect(toRoleMappings([{ IdentityProvider: { LoginProvider: 'Google' }, Rules }], spelling, arnOfRole)).toEqual({
    'accounts.google.com': {
      type: 'Rules',
      ambiguousRoleResolution: 'Deny',
      rules: [{ claim: 'sub', matchType: 'Equals', value: 'x', roleArn: ADMIN }],
    },
  });
});

it('a mapping of rules without any has an empty list, one of tokens none', () => {
  expect(toRoleMappings([{ IdentityProvider: { LoginProvider: 'Google' }, Type: 'Rules' }], spelling, arnOfRole)).toEqual({
    'accounts.google.com': { type: 'Rules', ambiguousRoleResolution: 'Deny', rules: [] },
  });
  expect(
    fromRoleMappings({ 'accounts.google.com': { type: 'Rules' } }, spelling, {
      nameOfRole: () => undefined,
      rulesWithArn: NONE,
      rulesWithoutMatchType: NONE,
    }),
  ).toEqual([{ IdentityProvider: { LoginProvider: 'Google' }, Type: 'Rules', Rules: [] }]);
});

it('a provider that has no name is left out, because validation has refused it', () => {
  expect(
    toRoleMappings([{ IdentityProvider: { UserPool: { UserPoolId: 'eu-west-1_NONE' } }, Type: 'Token' }], spelling, arnOfRole),
  ).toEqual({});
});

it('a rule names a mapped role, or the default one', () => {
  expect(['Admin', 'Authenticated', 'Other'].map(arnOfRole)).toEqual([ADMIN, DEFAULT, undefined]);
  expect(roleNaming(undefined, new Map([['Authenticated', ADMIN]]))('Authenticated')).toBeUndefined();
});

describe('two sets of mappings', () => {
  const rule: MappingRule = { claim: 'a', matchType: 'Equals', value: 'b', roleArn: ADMIN };
  const other: MappingRule = { ...rule, value: 'c' };
  const base: RoleMappings = { one: { type: 'Rules', ambiguousRoleResolution: 'Deny', rules: [rule, other] }, two: { type: 'Token' } };
  const withRules = (...rules: MappingRule[]): RoleMappings => ({
    ...base,
    one: { type: 'Rules', ambiguousRoleResolution: 'Deny', rules },
  });

  it('are the same whatever the order of the providers', () => {
    expect(sameMappings(base, Object.fromEntries(Object.entries(base).reverse()))).toBe(true);
  });

  it.each<[string, RoleMappings]>([
    ['a provider less', { one: { type: 'Rules', ambiguousRoleResolution: 'Deny', rules: [rule, other] } }],
    ['another type', { ...base, two: { type: 'Rules' } }],
    ['another resolution', { ...base, two: { type: 'Token', ambiguousRoleResolution: 'Deny' } }],
    ['a rule less', withRules(rule)],
    ['the rules in another order', withRules(other, rule)],
    ['another claim', withRules({ ...rule, claim: 'z' }, other)],
    ['another way of comparing', withRules({ ...rule, matchType: 'Contains' }, other)],
    ['another value', withRules({ ...rule, value: 'z' }, other)],
    ['another role', withRules({ ...rule, roleArn: DEFAULT }, other)],
  ])('differ by %s', (_what, changed) => {
    expect(sameMappings(base, changed)).toBe(false);
  });
});

it('the forms that nothing in Cognito shows are those of mappings and of principal tags', () => {
  const raw = { ProviderName: 'accounts.google.com' };
  const forms = formsIn(
    {
      RoleMappings: [
        { IdentityProvider: raw, Type: 'Token' },
        { IdentityProvider: { UserPool: { UserPoolId: 'eu-west-1_ONE' } }, Type: 'Token' },
        { IdentityProvider: { UserPool: { UserPoolId: 'eu-west-1_NONE' } }, Type: 'Token' },
        // No provider has a name here: nothing can be remembered of it.
        { IdentityProvider: { UserPool: { UserPoolId: 'eu-west-1_NONE' } }, Rules: [{ Claim: 'c', Value: 'v', RoleArn: SUPPLIED }] },
      ],
      PrincipalTags: [{ IdentityProvider: { ProviderName: 'graph.facebook.com' }, UseDefaults: true }],
    },
    spelling,
    [SUPPLIED],
  );
  expect(forms).toEqual([
    { providerName: 'accounts.google.com', use: 'mapping', form: 'raw' },
    { providerName: `${USER_POOL}:web`, use: 'mapping', form: 'clientless' },
    { providerName: 'graph.facebook.com', use: 'principalTags', form: 'raw' },
  ]);
  expect(formsIn({}, spelling)).toEqual([]);
});
