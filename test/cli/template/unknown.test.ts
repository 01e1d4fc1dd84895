import { judgeable } from '../../../src/cli/template/judge';
import { findIssues } from '../../../src/core/request/validation';
import { NO_SETTINGS } from '../../../src/core/settings';
import { PLACES, UNKNOWN_TEXTS, UNKNOWN_VALUES } from './places';
import { read, shown, withProperties, type Options } from './read';

const validated = (properties: string, options: Options = {}): Record<'judged' | 'all' | 'misplaced', string[]> => {
  const { variants, placeholders } = read(withProperties(properties), options);
  const issues = findIssues({
    desired: variants[0].properties,
    region: 'eu-west-1',
    stackTags: {},
    settings: NO_SETTINGS,
  });
  return {
    judged: judgeable(issues, variants[0], placeholders).map(({ path }) => path),
    all: issues.map(({ path }) => path),
    misplaced: [...variants[0].misplaced].map((pointer) =>
      pointer
        .slice(1)
        .replace(/\/(\d+)/g, '[$1]')
        .replaceAll('/', '.'),
    ),
  };
};

it.each(PLACES)('judges nothing that an unknown value decides: %s', (_place, properties) => {
  for (const value of UNKNOWN_VALUES) expect([value, validated(properties.replaceAll('VALUE', () => value)).judged]).toEqual([value, []]);
  for (const value of UNKNOWN_TEXTS) {
    const { judged, misplaced } = validated(properties.replaceAll('VALUE', () => value));
    expect([value, judged]).toEqual([value, misplaced]);
  }
});

it.each<[what: string, properties: string, paths: string[], options?: Options]>([
  [
    'a value that is given',
    'AuthenticatedRole: { Arn: !ImportValue x }',
    ['AuthenticatedRole.Arn'],
    { import: ['x=a-text-that-is-not-an-arn'] },
  ],
  [
    'a number that is given',
    'AuthenticatedRole: { MaxSessionDuration: !ImportValue x }',
    ['AuthenticatedRole.MaxSessionDuration'],
    { import: ['x=60'] },
  ],
  ['what stands beside an unknown value', 'IdentityPoolName: !ImportValue x\nTags: [{ Key: "aws:a", Value: b }]', ['Tags[0].Key']],
  ['an unknown role beside settings', 'AuthenticatedRole: { Arn: !ImportValue x, Path: /a/ }', ['AuthenticatedRole']],
  ['a misspelt property with an unknown value', 'IdentityPoolNam: !ImportValue x', ['IdentityPoolNam']],
  ['an attribute with an unknown value', 'Arn: !ImportValue x\nIdentityPoolNam: !Ref Users', ['IdentityPoolNam']],
  [
    'an app client where none may stand, whatever it is',
    'AuthenticationProviders: { UserPools: [{ UserPoolId: eu-west-1_a, UserPoolClientId: c }] }\nPrincipalTags: [{ IdentityProvider: { UserPool: { UserPoolId: eu-west-1_a, UserPoolClientId: !ImportValue c } }, UseDefaults: true }]',
    ['PrincipalTags[0].IdentityProvider.UserPool.UserPoolClientId'],
  ],
  ['what is missing beside an unknown value', 'Tags: [{ Key: !ImportValue x }]', ['Tags[0].Value']],
  [
    'a form that is known although the account is not',
    'AuthenticatedRole: { Arn: !Sub "arn:aws:iam::${AWS::AccountId}:policy/p" }',
    ['AuthenticatedRole.Arn'],
  ],
  [
    'too many entries beside an unknown one',
    `RoleMappings: [${Array(11).fill('{ IdentityProvider: { ProviderName: !ImportValue x }, Type: Token }').join(', ')}]`,
    ['RoleMappings'],
  ],
  [
    'a rule for a role that is not there',
    'AuthenticationProviders: { Google: { ClientId: !ImportValue g } }\nRoleMappings: [{ IdentityProvider: { LoginProvider: Google }, Type: Rules, Rules: [{ Claim: a, MatchType: Equals, Value: !ImportValue v, Role: Nobody }] }]',
    ['RoleMappings[0].Rules[0].Role'],
  ],
])('judges %s', (_what, properties, paths, options = {}) => {
  expect(validated(properties, options).judged).toEqual(paths);
});

it('leaves out an issue only because of an unknown value', () => {
  const properties = 'RoleMappings: [{ IdentityProvider: { ProviderName: !ImportValue x }, Type: Token }]';
  expect(validated(properties)).toEqual({ all: ['RoleMappings[0].IdentityProvider'], judged: [], misplaced: [] });
});

it('says where the unknown values are, how they are shown, of what kind they are and what gives them', () => {
  const { variants } = read(
    withProperties(`AllowUnauthenticatedIdentities: !ImportValue guests
AuthenticationProviders: { UserPools: [{ UserPoolId: !Ref Users, UserPoolClientId: '{{resolve:ssm:/client}}' }] }
AuthenticatedRole:
  MaxSessionDuration: !ImportValue duration
  ManagedPolicyArns: !Split [',', !ImportValue policies]
  Policies: [{ PolicyName: !Sub 'read-\${Users.Else}', PolicyDocument: !ImportValue document }]
IdentityPoolName: !Sub '\${AWS::AccountId}'`),
  );
  expect(Object.fromEntries(variants[0].unknown)).toMatchObject({
    '/AllowUnauthenticatedIdentities': {
      shown: '${ImportValue guests}',
      kind: 'boolean',
      options: ['--import guests=...'],
      assumed: false,
    },
    '/AuthenticationProviders/UserPools/0/UserPoolId': { shown: '${Users}', kind: 'text', options: ['--parameter Users=...'] },
    '/AuthenticationProviders/UserPools/0/UserPoolClientId': {
      shown: '{{resolve:ssm:/client}}',
      kind: 'text',
      options: ["--parameter '{{resolve:ssm:/client}}=...'"],
    },
    '/AuthenticatedRole/MaxSessionDuration': { shown: '${ImportValue duration}', kind: 'number' },
    '/AuthenticatedRole/ManagedPolicyArns': { shown: '${Split [",", !ImportValue policies]}', kind: 'list' },
    '/AuthenticatedRole/Policies/0/PolicyName': { shown: 'read-${Users.Else}', kind: 'text' },
    '/AuthenticatedRole/Policies/0/PolicyDocument': { shown: '${ImportValue document}', kind: 'object' },
  });
  expect([...variants[0].unknown.keys()]).not.toContain('/IdentityPoolName');
});

it('shows placeholders in texts, numbers and documents as the template has them', () => {
  const properties = `AuthenticatedRole:
  MaxSessionDuration: !ImportValue duration
  ManagedPolicyArns: !Split [',', !ImportValue policies]
  Policies:
    - { PolicyName: a, PolicyDocument: !ImportValue document }
    - { PolicyName: b, PolicyDocument: !Sub '{"Resource":"\${Users.Else}/*"}' }
    - { PolicyName: c, PolicyDocument: !Sub '{"Count":\${Users.Count}}' }
    - { PolicyName: d, PolicyDocument: { Resource: !Sub 'arn:\${Users.Else}/*' } }`;
  expect(shown(withProperties(properties))).toEqual({
    AuthenticatedRole: {
      MaxSessionDuration: '${ImportValue duration}',
      ManagedPolicyArns: ['${Split [",", !ImportValue policies]}'],
      Policies: [
        { PolicyName: 'a', PolicyDocument: '${ImportValue document}' },
        { PolicyName: 'b', PolicyDocument: '{"Resource":"${Users.Else}/*"}' },
        { PolicyName: 'c', PolicyDocument: '{"Count":${Users.Count}}' },
        { PolicyName: 'd', PolicyDocument: { Resource: 'arn:${Users.Else}/*' } },
      ],
    },
  });
});

it('gives one value the same placeholder everywhere, also as a part of a text', () => {
  const properties = `RoleMappings: [{ IdentityProvider: { ProviderName: !Sub 'cognito-idp.eu-west-1.amazonaws.com/\${P}:c' }, Type: Token }]
AuthenticationProviders: { UserPools: [{ UserPoolId: !Ref P, UserPoolClientId: c }] }`;
  const template = withProperties(properties, "Parameters: { P: { Type: 'AWS::SSM::Parameter::Value<String>' } }");
  const { variants, placeholders } = read(template);
  const { AuthenticationProviders, RoleMappings } = variants[0].properties ?? {};
  const userPoolId = AuthenticationProviders?.UserPools?.[0]?.UserPoolId ?? '';
  expect(userPoolId).toMatch(/^eu-west-1_\w+$/);
  expect(RoleMappings?.[0]?.IdentityProvider.ProviderName).toBe(`cognito-idp.eu-west-1.amazonaws.com/${userPoolId}:c`);
  expect(placeholders.show(`${userPoolId}!`)).toBe('${P}!');
});

it.each<[value: string, parts: string[]]>([
  ['plain', ['plain']],
  ['!ImportValue x', ['', '']],
  ["!Sub 'a-${Users.Else}-b'", ['a-', '-b']],
  ["!Sub '${Users}${Users.Else}/'", ['', '', '/']],
  ["!Sub 'arn:aws:iam::${AWS::AccountId}:role/r'", ['arn:aws:iam::', ':role/r']],
])('says which parts of %s are known', (value, parts) => {
  const { variants, placeholders } = read(withProperties(`IdentityPoolName: ${value}`));
  expect(placeholders.knownParts(String(variants[0].properties?.IdentityPoolName))).toEqual(parts);
});

it('says which parts are known of a text that a placeholder replaced', () => {
  const { variants, placeholders } = read(withProperties("AuthenticatedRole: { Arn: !Sub '${Users.Else}-x' }"));
  const arn = variants[0].properties?.AuthenticatedRole?.Arn ?? '';
  expect([arn.startsWith('arn:aws:iam::'), placeholders.knownParts(arn), placeholders.show(arn)]).toEqual([
    true,
    ['', '-x'],
    '${Users.Else}-x',
  ]);
});

it('has a whole map open into which AWS::Include may put more', () => {
  const properties = 'Tags: [{ Key: a, Fn::Transform: { Name: AWS::Include, Parameters: { Location: s3://b/t } } }]';
  const { variants, placeholders } = read(withProperties(properties));
  expect(variants[0].unknown.get('/Tags/0')).toMatchObject({ kind: 'object' });
  expect(placeholders.unknown()).toEqual(['${Transform {Name: AWS::Include, Parameters: {Location: s3://b/t}}}']);
  expect(validated(properties)).toEqual({ all: ['Tags[0].Value'], judged: [], misplaced: [] });
});
