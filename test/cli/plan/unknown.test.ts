/** Plans with values that only a deployment knows, as somebody sees them who runs the tool. */
import { newAccount } from '../../stories/cloudformation';
import { runTool, type Ran } from '../terminal';
import { PLACES, UNKNOWN_TEXTS, UNKNOWN_VALUES } from '../template/places';
import { withProperties } from '../template/read';

const plan = (template: string, ...args: string[]): Promise<Ran> =>
  runTool(['plan', 't.yml', '--region', 'eu-west-1', ...args], { files: { 't.yml': template } });

const planned = async (template: string, ...args: string[]): Promise<string> => {
  const { code, out, err } = await plan(template, ...args);
  if (code !== 0) throw new Error(err || out);
  return out;
};

const CROSS_STACK = withProperties(
  `AllowUnauthenticatedIdentities: !ImportValue guests
AuthenticationProviders:
  UserPools:
    - { UserPoolId: !ImportValue pool, UserPoolClientId: !GetAtt Auth.Outputs.Client }
    - { UserPoolId: !Ref P, UserPoolClientId: client }
  Twitter: { ConsumerKey: key, ConsumerSecret: '{{resolve:secretsmanager:twitter}}' }
AuthenticatedRole:
  MaxSessionDuration: !ImportValue duration
  ManagedPolicyArns: !Split [',', !ImportValue policies]
UnauthenticatedRole: { Arn: '{{resolve:ssm:/role/arn}}' }
MappedRoles: [{ Name: Reader, MaxSessionDuration: !FindInMap [E, t, L, { DefaultValue: 3600 }] }]
RoleMappings:
  - IdentityProvider: { UserPool: { UserPoolId: !ImportValue pool } }
    Type: Rules
    Rules: [{ Claim: 'cognito:groups', MatchType: Contains, Value: !Ref Group, Role: Reader }]`,
  "Parameters: { P: { Type: 'AWS::SSM::Parameter::Value<String>' } }",
).replace(
  '  Identities:',
  '  Auth: { Type: AWS::CloudFormation::Stack }\n  Group: { Type: AWS::Cognito::UserPoolGroup, Properties: { GroupName: Admin } }\n  Identities:',
);

it('shows values of other stacks, parameters and secrets as the template has them, and refuses nothing', async () => {
  for (const args of [[], ['--parameter', 'P=/user/pool']]) {
    const out = await planned(CROSS_STACK, ...args);
    for (const line of [
      'user pools: cognito-idp.eu-west-1.amazonaws.com/${ImportValue pool} app client ${Auth.Outputs.Client}, cognito-idp.eu-west-1.amazonaws.com/${P} app client client',
      'login providers: api.twitter.com = key;{{resolve:secretsmanager:twitter}}',
      'sessions: up to ${ImportValue duration} seconds',
      'policy: ${Split [",", !ImportValue policies]}',
      'guests: {{resolve:ssm:/role/arn}}',
      'cognito-idp.eu-west-1.amazonaws.com/${ImportValue pool}:${Auth.Outputs.Client}: the first rule that matches, otherwise Deny',
      'cognito:groups Contains "Admin": STACK-Identities-Reader-(digest)',
      'Assumed here, because only a deployment knows it: AllowUnauthenticatedIdentities = false (it is ${ImportValue guests}).',
    ])
      expect(out).toContain(line);
    expect(out).not.toContain('unresolved');
  }
});

it('prints JSON in which every unknown value stands as text', async () => {
  const out = await planned(CROSS_STACK, '--json');
  expect(out).not.toContain('unresolved');
  const { steps, unknown } = JSON.parse(out) as { steps: { role?: object; policyArn?: string }[]; unknown: string[] };
  expect(steps).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ do: 'attachPolicy', policyArn: '${Split [",", !ImportValue policies]}' }),
      expect.objectContaining({
        do: 'createRole',
        role: expect.objectContaining({ maxSessionDuration: '${ImportValue duration}' }) as object,
      }),
    ]),
  );
  expect(unknown).toEqual(expect.arrayContaining(['${ImportValue pool}', '${P}', '{{resolve:ssm:/role/arn}}', '${ImportValue duration}']));
});

/** Of every kind that a place may want. */
const POSSIBLE = [
  '',
  'x',
  'true',
  '3600',
  'eu-west-1_abc',
  'Google',
  'Token',
  'Equals',
  'Authenticated',
  '/x/',
  '{"Version":"2012-10-17","Statement":[]}',
  ...['role', 'policy', 'saml-provider', 'oidc-provider'].map((kind) => `arn:aws:iam::123456789012:${kind}/x`),
];

/** The option that makes a value known. */
const OPTION_OF: Readonly<Record<string, string>> = {
  '!ImportValue x': '--import=x',
  "'{{resolve:ssm:/x}}'": '--parameter={{resolve:ssm:/x}}',
  "!Sub 'a b ${Users.Anything} €'": '--parameter=Users.Anything',
};

it.each(PLACES)(
  'plans a resource in which only a deployment knows %s, unless it is refused with every value',
  async (_place, properties) => {
    for (const value of [...UNKNOWN_VALUES, ...UNKNOWN_TEXTS]) {
      const template = withProperties(properties.replaceAll('VALUE', () => value));
      const outcomes = await Promise.all([[], ['--json']].map((args) => plan(template, ...args)));
      for (const { out, err } of outcomes) expect(out + err).not.toContain('unresolved');
      const [{ code } = { code: undefined }] = outcomes;
      const option = OPTION_OF[value];
      const known =
        option === undefined || code === 0 ? [] : await Promise.all(POSSIBLE.map((each) => plan(template, `${option}=${each}`)));
      expect([value, code, known.filter((each) => each.code === 0)]).toEqual([value, known.length === 0 ? 0 : 1, []]);
    }
  },
);

it.each<[string, string, readonly string[]]>([
  [
    'the ARN of a user pool for its id',
    'AuthenticationProviders: { UserPools: [{ UserPoolId: !GetAtt Users.Arn }] }',
    [
      'AuthenticationProviders.UserPools[0].UserPoolId (line 7): "arn:aws:cognito-idp:eu-west-1:${AWS::AccountId}:userpool/${Users}" is not allowed: it has to match ^[\\w-]+_[0-9a-zA-Z]+$. The user pool\'s ID, region first, such as us-east-1_EXAMPLE01. It may be in another region than the stack.',
    ],
  ],
  [
    'its provider name for its id',
    'AuthenticationProviders: { UserPools: [{ UserPoolId: !GetAtt Users.ProviderName }] }',
    [
      'AuthenticationProviders.UserPools[0].UserPoolId (line 7): "cognito-idp.eu-west-1.amazonaws.com/${Users}" is not allowed: it has to match ^[\\w-]+_[0-9a-zA-Z]+$. The user pool\'s ID, region first, such as us-east-1_EXAMPLE01. It may be in another region than the stack.',
    ],
  ],
  [
    'its ARN for that of a role',
    'AuthenticatedRole: { Arn: !GetAtt Users.Arn }',
    [
      'AuthenticatedRole.Arn (line 7): "arn:aws:cognito-idp:eu-west-1:${AWS::AccountId}:userpool/${Users}" is not allowed: it has to match ^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$. A role that exists. It is used as it is: never edited, never deleted. Stands alone.',
    ],
  ],
  [
    'texts for objects and lists',
    `RoleMappings:
  - { IdentityProvider: !Sub 'cognito-idp.\${AWS::Region}.amazonaws.com/\${Users}', Type: Token }
  - { IdentityProvider: !Ref Users, Type: Token }
PrincipalTags: !GetAtt Users.ProviderName
AuthenticatedRole: !Sub '\${Users}-role'
UnauthenticatedRole: { ManagedPolicyArns: !Join [',', [!Ref Users, b]] }`,
    [
      'AuthenticatedRole (line 11): "${Users}-role" is not allowed: it has to be an object.',
      'UnauthenticatedRole.ManagedPolicyArns (line 12): "${Users},b" is not allowed: it has to be a list.',
      'RoleMappings[0].IdentityProvider (line 8): "cognito-idp.eu-west-1.amazonaws.com/${Users}" is not allowed: it has to be an object.',
      'RoleMappings[1].IdentityProvider (line 9): "${Users}" is not allowed: it has to be an object.',
      'PrincipalTags (line 10): "cognito-idp.eu-west-1.amazonaws.com/${Users}" is not allowed: it has to be a list.',
    ],
  ],
])('refuses %s, whatever its unknown part turns out to be', async (_, properties, problems) => {
  const { code, out } = await plan(withProperties(properties));
  expect([code, out.split('\n')]).toEqual([1, ['Identities in t.yml would be refused:', ...problems.map((problem) => `  ${problem}`)]]);
});

it('judges a value that is given on the command line', async () => {
  const given = ['--import', 'pool=nonsense', '--import', 'duration=60', '--parameter', '{{resolve:ssm:/role/arn}}=text'];
  const { code, out } = await plan(CROSS_STACK, ...given);
  expect(code).toBe(1);
  expect(out.match(/^ {2}[\w.[\]]+(?= \(line \d+\):)/gm)?.map((path) => path.trim())).toEqual(
    expect.arrayContaining([
      'AuthenticationProviders.UserPools[0].UserPoolId',
      'AuthenticatedRole.MaxSessionDuration',
      'UnauthenticatedRole.Arn',
    ]),
  );
  expect(
    await planned(CROSS_STACK, '--import', 'pool=eu-west-1_AbC', '--import', 'guests=yes', '--import', 'duration=7200').catch(String),
  ).toContain('AllowUnauthenticatedIdentities');
  expect(await planned(CROSS_STACK, '--import', 'pool=eu-west-1_AbC', '--import', 'guests=true', '--import', 'duration=7200')).toContain(
    'guests: on',
  );
});

const OPEN = withProperties('AllowClassicFlow: !If [Prod, false, true]', 'Conditions: { Prod: !Equals [!ImportValue stage, prod] }');

it('plans each way that a condition can turn out', async () => {
  const out = await planned(OPEN);
  expect(out.match(/^Where .*|.*classic flow: .*/gm)?.map((line) => line.trim())).toEqual([
    'Where ${ImportValue stage} = prod:',
    'classic flow: off',
    'Where ${ImportValue stage} is not prod:',
    'classic flow: on',
  ]);
  const { variants } = JSON.parse(await planned(OPEN, '--json')) as { variants: { where: string[]; does: string }[] };
  expect(variants.map(({ where, does }) => [where, does])).toEqual([
    [['${ImportValue stage} = prod'], 'create'],
    [['${ImportValue stage} is not prod'], 'create'],
  ]);
  expect(await planned(OPEN, '--import', 'stage=prod')).not.toContain('Where');
});

it('plans once if the condition makes no difference', async () => {
  const out = await planned(OPEN.replace('[Prod, false, true]', '[Prod, true, true]'));
  expect(out).toMatch(/^Identities in t\.yml makes/);
  expect(out.match(/create the pool/g)).toHaveLength(1);
});

it('says where the resource is not created, and where it would be refused', async () => {
  const template = withProperties('IdentityPoolNam: x', 'Conditions: { Prod: !Equals [!ImportValue stage, prod] }').replace(
    'Type: Custom::',
    'Condition: Prod\n    Type: Custom::',
  );
  const { code, out } = await plan(template);
  expect([code, out.split('\n').slice(0, 3)]).toEqual([
    1,
    ['Where ${ImportValue stage} = prod:', '', 'Identities in t.yml would be refused:'],
  ]);
  expect(out).toMatch(/\n\nWhere \$\{ImportValue stage\} is not prod:\n\nIdentities in t\.yml is not created: its condition is false\.$/);
});

it('compares each way that a condition can turn out with the pool, and the previous template under the same condition', async () => {
  const { aws } = newAccount();
  const { configuration } = aws.seedPool({ IdentityPoolName: 'prod-pool', AllowClassicFlow: false });
  const roles = 'AuthenticatedRole: { Create: false }\nUnauthenticatedRole: { Create: false }';
  const conditions = 'Conditions: { Prod: !Equals [!ImportValue stage, prod] }';
  const files = {
    't.yml': withProperties(`IdentityPoolName: !If [Prod, prod-pool, test-pool]\n${roles}`, conditions),
    'old.yml': withProperties(`IdentityPoolName: prod-pool\nTags: !If [Prod, [], [{ Key: a, Value: b }]]\n${roles}`, conditions),
  };
  const { out } = await runTool(['plan', 't.yml', '--pool', configuration.IdentityPoolId, '--previous', 'old.yml'], { aws, files });
  expect(out).toMatch(/^Where \$\{ImportValue stage\} = prod:\n\n.*nothing to do\.$/m);
  expect(out).toContain('name: prod-pool → test-pool');
});

const IDS = `Resources:
  Bucket: { Type: AWS::S3::Bucket }
  Native: { Type: AWS::Cognito::IdentityPool }
  Ours: { Type: Community::Cognito::IdentityPoolWithRoles }
  Other: { Type: Custom::Anything, Properties: { ServiceToken: x } }
  Plain: { Type: AWS::CloudFormation::CustomResource, Properties: { ServiceToken: x } }
  Empty: {}
`;

it.each<[id: string, message: string]>([
  ['Bucket', 't.yml:2: Bucket is of type AWS::S3::Bucket, and this reads'],
  ['Native', 't.yml:3: Native is of type AWS::Cognito::IdentityPool, and this reads'],
  ['Empty', 't.yml:7: Empty is a resource without a Type, and this reads'],
  ['Nobody', 'The template has no resource Nobody. Of this type: Ours.'],
])('refuses --resource %s in one line that names what would do', async (id, message) => {
  const { code, out, err } = await plan(IDS, '--resource', id);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(`error: ${message}`);
  expect(err).toMatch(/Of this type: Ours\.$/);
  expect(err).not.toContain('\n');
});

it.each(['Ours', 'Other', 'Plain'])('takes --resource %s', async (id) => {
  expect(await planned(IDS, '--resource', id)).toContain(`${id} in t.yml makes a new identity pool`);
});

it.each(['', 'europe', 'eu_west_1', 'eu-west'])('refuses the region %j in one line', async (region) => {
  const { code, out, err } = await plan(IDS, '--region', region);
  expect([code, out, err]).toEqual([
    2,
    '',
    `error: ${JSON.stringify(region)} is no region: give --region such as eu-west-1, or set AWS_REGION.`,
  ]);
});

it('shows two roles under two names where a region leaves no room for them', async () => {
  const out = await planned('Resources: { Identities: { Type: Custom::IdentityPoolWithRoles } }', '--region', 'us-gov-east-1');
  expect(out.match(/(?<=create the role ).*/g)).toEqual([
    expect.stringContaining('(digest of authenticated)'),
    expect.stringContaining('(digest of unauthenticated)'),
  ]);
});

it.each([
  ['quoted', 'planted "secret" \\ value'],
  ['plain', 'planted-secret-value'],
  ['cut short', `planted-${'x'.repeat(900)}`],
])('prints no NoEcho value: %s', async (_how, secret) => {
  const template = withProperties(
    'AuthenticationProviders: { Twitter: { ConsumerKey: k, ConsumerSecret: !Ref S } }\nTags: [{ Key: a, Value: !Ref S }]\nAuthenticatedRole: { Description: !Sub "x ${S}" }',
    'Parameters: { S: { Type: String, NoEcho: yes } }',
  );
  for (const args of [[], ['--json']]) {
    const { out, err } = await plan(template, '--parameter', `S=${secret}`, ...args);
    expect(out + err).not.toMatch(/planted/);
  }
});

describe('a mapping without an app client for a user pool of which the template has several', () => {
  const template = (...clients: readonly string[]): string =>
    withProperties(
      `AuthenticationProviders:
  UserPools: [${clients.map((client) => `{ UserPoolId: !Ref People, UserPoolClientId: !Ref ${client} }`).join(', ')}]
RoleMappings: [{ IdentityProvider: { UserPool: { UserPoolId: !Ref People } }, Type: Token }]`,
    ).replace(
      '  Identities:',
      `  People: { Type: AWS::Cognito::UserPool }
  Web: { Type: AWS::Cognito::UserPoolClient, Properties: { UserPoolId: !Ref People } }
  App: { Type: AWS::Cognito::UserPoolClient, Properties: { UserPoolId: !Ref People } }
  Identities:`,
    );
  const problem =
    'RoleMappings[0].IdentityProvider (line 12): names user pool ${People}, of which this identity pool has 2 app clients: give UserPoolClientId, one of ${Web}, ${App}.';

  it('is refused whatever the ids of the clients turn out to be, by plan, doctor and which-role alike', async () => {
    const files = { 't.yml': template('Web', 'App'), 'c.json': '{"sub":"1"}' };
    for (const args of [
      ['plan', 't.yml', '--region', 'eu-west-1'],
      ['doctor', '--template', 't.yml', '--region', 'eu-west-1'],
      ['which-role', '--template', 't.yml', '--region', 'eu-west-1', '--claims', 'c.json'],
    ]) {
      const { code, out, err } = await runTool(args, { files });
      expect([code === 0, out + err]).toEqual([false, expect.stringContaining(problem)]);
    }
  });

  it('is for the one client where there is one', async () => {
    expect(await planned(template('Web'))).toContain('cognito-idp.eu-west-1.amazonaws.com/${People}:${Web}: the role in the token');
  });
});
