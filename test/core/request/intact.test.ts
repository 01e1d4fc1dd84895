import { intactProperties } from '../../../src/core/request/intact';
import { findIssues } from '../../../src/core/request/validation';
import { NO_SETTINGS } from '../../../src/core/settings';

const pathsOf = (desired: object): string[] => {
  const given = structuredClone(desired);
  const issues = findIssues({ desired, region: 'us-east-1', stackTags: {}, settings: NO_SETTINGS });
  expect(desired).toEqual(given);
  return issues.map(({ path }) => path);
};

const GOOGLE = { Google: { ClientId: '000.apps.googleusercontent.com' } };
const RULE = { Claim: 'sub', MatchType: 'Equals', Value: '0001', Role: 'Authenticated' };
const mapping = (change: object): object => ({ IdentityProvider: { LoginProvider: 'Google' }, Type: 'Rules', Rules: [RULE], ...change });

describe('a problem that is independent of a broken value is reported in the same round', () => {
  it.each<[string, object, string[]]>([
    [
      'a role that is none, in a rule that compares in no known way; and a mapping for a provider that the pool lacks',
      {
        AuthenticationProviders: GOOGLE,
        RoleMappings: [
          mapping({ Rules: [RULE, { ...RULE, MatchType: 'equals', Role: 'Editor' }] }),
          mapping({ IdentityProvider: { LoginProvider: 'Facebook' } }),
        ],
      },
      ['RoleMappings[0].Rules[1].MatchType', 'RoleMappings[0].Rules[1].Role', 'RoleMappings[1].IdentityProvider'],
    ],
    [
      'a key that is there twice, beside values and keys that no tag has; which are no repeats of one another',
      {
        Tags: [
          { Key: 'a', Value: 'é' },
          { Key: 'b', Value: '1' },
          { Key: 'b', Value: '2' },
          { Key: 'aws:x', Value: '1' },
          { Key: 'aws:y', Value: '1' },
        ],
      },
      ['Tags[0].Value', 'Tags[3].Key', 'Tags[4].Key', 'Tags[2].Key'],
    ],
    [
      'two ways of tagging at once, beside an entry for nobody',
      {
        AuthenticationProviders: GOOGLE,
        PrincipalTags: [{ UseDefaults: true }, { IdentityProvider: { LoginProvider: 'Google' }, UseDefaults: true, Tags: { a: 'b' } }],
      },
      ['PrincipalTags[0].IdentityProvider', 'PrincipalTags[1]'],
    ],
    [
      'a policy that is no JSON and a name that is there twice, beside a duration that is no number and a policy that is one',
      {
        AuthenticatedRole: {
          MaxSessionDuration: '1h',
          Policies: [
            { PolicyName: 'p', PolicyDocument: '{' },
            { PolicyName: 'p', PolicyDocument: 7 },
          ],
        },
      },
      [
        'AuthenticatedRole.MaxSessionDuration',
        'AuthenticatedRole.Policies[1].PolicyDocument',
        'AuthenticatedRole.Policies[0].PolicyDocument',
        'AuthenticatedRole.Policies[1]',
      ],
    ],
    [
      'a name that is taken, beside one that cannot be one',
      { MappedRoles: [{ Name: 'not ok' }, { Name: 'Authenticated' }] },
      ['MappedRoles[0].Name', 'MappedRoles[1].Name'],
    ],
    [
      'a role that is none, in the twenty-sixth rule and in a mapping that takes no rules',
      {
        AuthenticationProviders: GOOGLE,
        RoleMappings: [mapping({ Rules: [...Array<object>(25).fill(RULE), { ...RULE, Role: 'Nobody' }] })],
      },
      ['RoleMappings[0].Rules', 'RoleMappings[0].Rules[25].Role'],
    ],
    [
      'a role in a mapping of tokens',
      { AuthenticationProviders: GOOGLE, RoleMappings: [mapping({ Type: 'Token', Rules: [{ ...RULE, Role: 'Nobody' }] })] },
      ['RoleMappings[0].Rules', 'RoleMappings[0].Rules[0].Role'],
    ],
    [
      'a mapping that is there twice, once without its rules',
      { AuthenticationProviders: GOOGLE, RoleMappings: [mapping({ Rules: undefined }), mapping({})] },
      ['RoleMappings[0].Rules', 'RoleMappings[1].IdentityProvider'],
    ],
    [
      'two roles of one name, beside properties that there are not',
      { Unknown: 1, AuthenticatedRole: { Nme: 'x', RoleName: 'same' }, MappedRoles: [{ Name: 'A', RoleName: 'same' }] },
      ['Unknown', 'AuthenticatedRole.Nme', 'MappedRoles[0].RoleName'],
    ],
    [
      'a managed policy that is there twice, beside switches that are none',
      {
        AllowClassicFlow: 'maybe',
        AuthenticatedRole: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/A', 'arn:aws:iam::aws:policy/A'] },
        UnauthenticatedRole: { Create: 'no' },
      },
      ['AllowClassicFlow', 'UnauthenticatedRole.Create', 'UnauthenticatedRole.Create', 'AuthenticatedRole.ManagedPolicyArns[1]'],
    ],
  ])('%s', (_what, desired, paths) => {
    expect(pathsOf(desired)).toEqual(paths);
  });
});

describe('a problem that only follows from a broken value is not reported', () => {
  it.each<[string, object, string[]]>([
    [
      'a rule for a role whose name is broken',
      {
        AuthenticationProviders: GOOGLE,
        MappedRoles: [{ Name: 'The Boss' }],
        RoleMappings: [mapping({ Rules: [{ ...RULE, Role: 'Boss' }] })],
      },
      ['MappedRoles[0].Name'],
    ],
    [
      'a rule for a role among roles that are no list',
      { AuthenticationProviders: GOOGLE, MappedRoles: { Name: 'Boss' }, RoleMappings: [mapping({ Rules: [{ ...RULE, Role: 'Boss' }] })] },
      ['MappedRoles'],
    ],
    [
      'a mapping for a provider that is misspelt',
      { AuthenticationProviders: { Gogle: GOOGLE.Google }, RoleMappings: [mapping({})] },
      ['AuthenticationProviders.Gogle'],
    ],
    [
      'a provider or a role that is given in two ways, or in none',
      {
        AuthenticationProviders: GOOGLE,
        RoleMappings: [
          mapping({
            Rules: [
              { ...RULE, RoleArn: 'arn:aws:iam::123456789012:role/x' },
              { Claim: 'a', MatchType: 'Equals', Value: 'b' },
            ],
          }),
          mapping({ IdentityProvider: { LoginProvider: 'Google', ProviderName: 'x' } }),
          mapping({ IdentityProvider: {} }),
        ],
      },
      ['RoleMappings[0].Rules[0]', 'RoleMappings[0].Rules[1]', 'RoleMappings[1].IdentityProvider', 'RoleMappings[2].IdentityProvider'],
    ],
    [
      'what stands beside a property that stands alone',
      {
        AuthenticatedRole: { Arn: 'arn:aws:iam::123456789012:role/x', RoleName: 'x' },
        UnauthenticatedRole: { Create: false, RoleName: 'X' },
      },
      ['AuthenticatedRole', 'UnauthenticatedRole'],
    ],
    [
      'that two broken values are alike',
      {
        AuthenticationProviders: {
          UserPools: [{ UserPoolId: 'x' }, { UserPoolId: 'y' }],
          Twitter: { ConsumerKey: '', ConsumerSecret: 'x'.repeat(200) },
        },
        MappedRoles: [{ Name: 'a b' }, { Name: 'c d' }],
      },
      [
        'AuthenticationProviders.UserPools[0].UserPoolId',
        'AuthenticationProviders.UserPools[1].UserPoolId',
        'AuthenticationProviders.Twitter.ConsumerKey',
        'AuthenticationProviders.Twitter.ConsumerKey',
        'AuthenticationProviders.Twitter.ConsumerSecret',
        'MappedRoles[0].Name',
        'MappedRoles[1].Name',
      ],
    ],
    [
      'that an entry has no tags, where what it has is none',
      { AuthenticationProviders: GOOGLE, PrincipalTags: [{ IdentityProvider: { LoginProvider: 'Google' }, UseDefaults: 'maybe' }] },
      ['PrincipalTags[0].UseDefaults'],
    ],
    [
      'anything of values of another kind',
      { RoleMappings: 'text', Tags: [5, null, { Key: 'a' }], AuthenticatedRole: [], MappedRoles: { a: 1 }, PrincipalTags: [{ Tags: 7 }] },
      [
        'AuthenticatedRole',
        'Tags[0]',
        'Tags[1]',
        'Tags[2].Value',
        'MappedRoles',
        'RoleMappings',
        'PrincipalTags[0].IdentityProvider',
        'PrincipalTags[0].Tags',
      ],
    ],
  ])('%s', (_what, desired, paths) => {
    expect(pathsOf(desired)).toEqual(paths);
  });
});

describe('the intact properties', () => {
  const TAG = { Key: 'a', Value: 'b' };

  it('are equal to the given ones if nothing breaks the schema, and are a copy', () => {
    const given = { Tags: [TAG], AuthenticationProviders: GOOGLE };
    const { properties, isBroken } = intactProperties(given);
    expect(properties).toStrictEqual(given);
    expect([properties.Tags, properties.Tags?.[0]]).not.toContain(given.Tags);
    expect(['', '/Tags', '/Tags/0', '/Tags/0/Key', '/AuthenticationProviders'].filter(isBroken)).toStrictEqual([]);
  });

  it.each<[string, object, object, string[]]>([
    ['a value that does not fit', { IdentityPoolName: '!', Tags: [TAG] }, { Tags: [TAG] }, ['/IdentityPoolName']],
    ['a property that there is not', { Unknown: 1, Tags: [TAG] }, { Tags: [TAG] }, ['/Unknown']],
    [
      'a property deep inside that there is not',
      { AuthenticatedRole: { Nme: 'x', RoleName: 'n' } },
      { AuthenticatedRole: { RoleName: 'n' } },
      ['/AuthenticatedRole', '/AuthenticatedRole/Nme'],
    ],
    ['a property with a slash and a tilde in its name', { 'a/b~c': 1, Tags: [TAG] }, { Tags: [TAG] }, ['/a~1b~0c']],
    ['an entry of a list, whose place stays', { Tags: [TAG, 5, TAG] }, { Tags: [TAG, undefined, TAG] }, ['/Tags', '/Tags/1']],
    [
      'what stands beside Arn',
      { AuthenticatedRole: { Arn: 'arn:aws:iam::123456789012:role/x', RoleName: 'n', Path: '/p/' } },
      { AuthenticatedRole: { Arn: 'arn:aws:iam::123456789012:role/x' } },
      ['/AuthenticatedRole', '/AuthenticatedRole/RoleName', '/AuthenticatedRole/Path'],
    ],
    [
      'what stands beside Create',
      { UnauthenticatedRole: { Create: false, RoleName: 'n' } },
      { UnauthenticatedRole: { Create: false } },
      ['/UnauthenticatedRole', '/UnauthenticatedRole/RoleName'],
    ],
    [
      'a provider that is given in two ways',
      { RoleMappings: [mapping({ IdentityProvider: { LoginProvider: 'Google', ProviderName: 'x' } })] },
      { RoleMappings: [{ Type: 'Rules', Rules: [RULE] }] },
      ['/RoleMappings', '/RoleMappings/0', '/RoleMappings/0/IdentityProvider'],
    ],
  ])('are without %s', (_case, given, expected, broken) => {
    const { properties, isBroken } = intactProperties(given);
    expect(properties).toStrictEqual(expected);
    const pointers = [
      '/IdentityPoolName',
      '/Unknown',
      '/a~1b~0c',
      '/Tags',
      '/Tags/0',
      '/Tags/1',
      '/Tags/2',
      '/AuthenticatedRole',
      '/AuthenticatedRole/Nme',
      '/AuthenticatedRole/Arn',
      '/AuthenticatedRole/RoleName',
      '/AuthenticatedRole/Path',
      '/UnauthenticatedRole',
      '/UnauthenticatedRole/Create',
      '/UnauthenticatedRole/RoleName',
      '/RoleMappings',
      '/RoleMappings/0',
      '/RoleMappings/0/IdentityProvider',
      '/RoleMappings/0/Rules',
    ];
    expect(pointers.filter(isBroken)).toStrictEqual(broken);
  });

  it('say where a part is broken or missing, at its place and above it, and nowhere else', () => {
    const { properties, isBroken } = intactProperties({ IdentityPoolName: '!', Tags: [TAG, { Key: 'c' }] });
    expect(properties).toStrictEqual({ Tags: [TAG, { Key: 'c' }] });
    const pointers = ['/Tags', '/Tags/1', '/Tags/1/Value', '/Tags/1/Key', '/Tags/0', '/IdentityPoolName', '/IdentityPool', ''];
    expect(pointers.map(isBroken)).toStrictEqual([true, true, true, false, false, true, false, true]);
  });

  it('keep a list that has too many or too few entries, because the other checks can live with it', () => {
    const rules = mapping({ Rules: Array<object>(26).fill(RULE) });
    const given = { RoleMappings: [rules, mapping({ Rules: [] })] };
    const { properties, isBroken } = intactProperties(given);
    expect([properties, isBroken('/RoleMappings')]).toStrictEqual([given, false]);
  });

  it('are read as they are if they have keys that every object has', () => {
    const hostile: unknown = JSON.parse(
      '{"__proto__":{"x":1},"constructor":5,"AuthenticatedRole":{"__proto__":[],"Policies":[{"toString":1}]}}',
    );
    const { properties, isBroken } = intactProperties(hostile);
    expect(properties).toStrictEqual({ AuthenticatedRole: { Policies: [{}] } });
    expect(
      ['/__proto__', '/constructor', '/AuthenticatedRole/__proto__', '/AuthenticatedRole/Policies/0/toString'].map(isBroken),
    ).toStrictEqual([true, true, true, true]);
    expect(({} as { x?: unknown }).x).toBeUndefined();
    expect('x' in properties).toBe(false);
  });

  it.each([['text'], [7], [null], [undefined]])('are none, and all broken, if what is given is %j', (given) => {
    const { properties, isBroken } = intactProperties(given);
    expect([properties, isBroken(''), isBroken('/Tags')]).toStrictEqual([{}, true, true]);
  });
});
