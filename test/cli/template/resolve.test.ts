import { problemOf, read, shown, withProperties, type Options } from './read';

const MORE = `
Parameters:
  Stage: { Type: String, Default: dev }
  Names: { Type: CommaDelimitedList, Default: 'a, b' }
  Looked: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /pool }
  LookedList: { Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: /pools }
  Dynamic: { Type: String, Default: '{{resolve:ssm:/name}}' }
  Unused: { Type: String }
Mappings:
  Names: { dev: { long: development, list: [x, y] } }
Resources:
  Users: { Type: AWS::Cognito::UserPool }
  Group: { Type: AWS::Cognito::UserPoolGroup, Properties: { GroupName: !Sub '\${Stage}-admin' } }
  Unnamed: { Type: AWS::Cognito::UserPoolGroup }
  Role: { Type: AWS::IAM::Role, Properties: { RoleName: guests, Path: /app/ } }
  Policy: { Type: AWS::IAM::ManagedPolicy, Properties: { ManagedPolicyName: read } }
  Saml: { Type: AWS::IAM::SAMLProvider, Properties: { Name: corp } }
  Files: { Type: AWS::S3::Bucket, Properties: { BucketName: files } }
  Key: { Type: AWS::SSM::Parameter, Properties: { Name: /key, Value: secret-name } }
  Auth: { Type: AWS::CloudFormation::Stack }
  Loop: { Type: AWS::IAM::Role, Properties: { RoleName: !Ref Loop } }
  Identities:
    Type: Custom::IdentityPoolWithRoles
    Properties:
      Tags: [{ Key: k, Value: VALUE }]
`;

const valueOf = (value: string, options: Options = {}): unknown =>
  (
    shown(
      MORE.replace('VALUE', () => value),
      options,
    ) as { Tags: [{ Value: unknown }] }
  ).Tags[0].Value;

it.each<[value: string, result: string]>([
  ['!Ref Stage', 'dev'],
  ['!Select [1, !Ref Names]', 'b'],
  ['!Ref Looked', '${Looked}'],
  ['!Select [0, !Ref LookedList]', '${Select [0, !Ref LookedList]}'],
  ['!Ref Dynamic', '{{resolve:ssm:/name}}'],
  ["'a-{{resolve:ssm:/name}}'", 'a-{{resolve:ssm:/name}}'],
  ["!Sub '{{resolve:ssm:/${Stage}/name}}'", '{{resolve:ssm:/dev/name}}'],
  ['!Ref AWS::Region', 'eu-west-1'],
  ['!Ref AWS::AccountId', '${AWS::AccountId}'],
  ['!Ref AWS::StackName', 'STACK'],
  ['!Ref AWS::StackId', '${AWS::StackId}'],
  ['!Ref Users', '${Users}'],
  ['!GetAtt Users.ProviderName', 'cognito-idp.eu-west-1.amazonaws.com/${Users}'],
  ['!GetAtt Users.ProviderURL', 'https://cognito-idp.eu-west-1.amazonaws.com/${Users}'],
  ['!GetAtt Auth.Outputs.Pool', '${Auth.Outputs.Pool}'],
  ['{ Fn::GetAtt: [Auth, !Sub "Outputs.${Stage}"] }', '${Auth.Outputs.dev}'],
  ['!Ref Group', 'dev-admin'],
  ['!Ref Unnamed', '${Unnamed}'],
  ['!Ref Role', 'guests'],
  ['!GetAtt Role.Arn', 'arn:aws:iam::${AWS::AccountId}:role/app/guests'],
  ['!GetAtt Role.RoleId', '${Role.RoleId}'],
  ['!Ref Policy', 'arn:aws:iam::${AWS::AccountId}:policy/read'],
  ['!Ref Saml', 'arn:aws:iam::${AWS::AccountId}:saml-provider/corp'],
  ['!Sub "${Files.Arn}/*"', 'arn:aws:s3:::files/*'],
  ['!GetAtt Key.Value', 'secret-name'],
  ['!Ref Loop', '${Loop}'],
  ["!Sub '${!Literal}-${Stage}-${Users}'", '${Literal}-dev-${Users}'],
  ["!Sub ['${A}${B}', {A: !Ref Stage, B: !ImportValue b}]", 'dev${ImportValue b}'],
  ["!Join ['-', [a, !Ref Stage, !ImportValue b]]", 'a-dev-${ImportValue b}'],
  ["!Join [',', !Ref Names]", 'a,b'],
  ["!Select [1, !Split ['/', !Ref AWS::Region]]", 'no problem'],
  ["!Select [0, !Split [',', !ImportValue x]]", '${Select [0, !Split [",", !ImportValue x]]}'],
  ["!Select [4, !Split [':', !GetAtt Role.Arn]]", '${AWS::AccountId}'],
  ['!FindInMap [Names, !Ref Stage, long]', 'development'],
  ['!FindInMap [Names, prod, long, {DefaultValue: production}]', 'production'],
  ['!FindInMap [Names, !ImportValue stage, long]', '${FindInMap [Names, !ImportValue stage, long]}'],
  ['!Select [1, !FindInMap [Names, dev, list]]', 'y'],
  ["!ImportValue {Fn::Sub: '${Stage}-pool'}", '${ImportValue dev-pool}'],
  ['!Base64 text', 'dGV4dA=='],
  ['!Base64 {Ref: Users}', '${Base64 !Ref Users}'],
  ['!Length [a, b]', '2'],
  ['!Length {Ref: Names}', '2'],
  ["!Length {Fn::Split: [',', !ImportValue x]}", '${Length !Split [",", !ImportValue x]}'],
  ['!ToJsonString {a: 1, b: [true, x], c: !Ref Users}', '{"a":1,"b":[true,"x"],"c":"${Users}"}'],
  ['!Select [0, !GetAZs ""]', '${Select [0, !GetAZs ]}'],
  ['!Select [0, !Cidr [10.0.0.0/16, 2, 8]]', '${Select [0, !Cidr [10.0.0.0/16, 2, 8]]}'],
  ['!GetStackOutput {StackName: a, OutputName: b}', '${GetStackOutput {StackName: a, OutputName: b}}'],
  ['{Fn::Transform: {Name: Macro}}', '${Transform {Name: Macro}}'],
])('gives for %s: %s', (value, result) => {
  if (result === 'no problem') expect(problemOf(MORE.replace('VALUE', value))).toContain('Fn::Select asks for entry 1 of a list of 1');
  else expect(valueOf(value)).toBe(result);
});

it.each<[value: string, options: Options, result: string]>([
  ['!Ref Stage', { parameter: ['Stage=prod'] }, 'prod'],
  ['!Ref Looked', { parameter: ['Looked=/other'] }, '${Looked}'],
  ['!Ref Looked', { parameter: ['Looked.ResolvedValue=found'] }, 'found'],
  ['!Select [1, !Ref LookedList]', { parameter: ['LookedList.ResolvedValue=a,b'] }, 'b'],
  ['!Ref Dynamic', { parameter: ['{{resolve:ssm:/name}}=found'] }, 'found'],
  ['!Ref Users', { parameter: ['Users=eu-west-1_a'] }, 'eu-west-1_a'],
  ['!GetAtt Users.ProviderName', { parameter: ['Users=us-east-1_a'] }, 'cognito-idp.us-east-1.amazonaws.com/us-east-1_a'],
  ['!GetAtt Auth.Outputs.Pool', { parameter: ['Auth.Outputs.Pool=eu-west-1_b'] }, 'eu-west-1_b'],
  ['!Ref AWS::AccountId', { parameter: ['AWS::AccountId=111122223333'] }, '111122223333'],
  ['!Ref AWS::AccountId', { accountId: '444455556666' }, '444455556666'],
  ['!Ref AWS::StackName', { stackName: 'shop' }, 'shop'],
  ['!ImportValue pool', { import: ['pool=a=b'] }, 'a=b'],
  ["!ImportValue {Fn::Sub: '${Stage}-pool'}", { import: ['dev-pool=x'] }, 'x'],
  ["!Select [1, !Split [',', !ImportValue x]]", { import: ['x=a,b'] }, 'b'],
])('takes the value of %s from the command line %j: %s', (value, options, result) => {
  expect(valueOf(value, options)).toBe(result);
});

it.each<[value: string, message: string | RegExp]>([
  ['!Ref Nobody', 't.yml:25: Ref Nobody names neither a parameter nor a resource. Correct the name, or add it to the template.'],
  ['!Ref [a]', /: Ref takes the name of a parameter or a resource\.$/],
  ['!Ref AWS::Nothing', /: AWS::Nothing is no pseudo parameter of CloudFormation\. Correct the name\.$/],
  ['!GetAtt Nobody.Arn', /: GetAtt Nobody\.Arn names no resource\. Correct the name, or add it to the template\.$/],
  ['!GetAtt Users', /: Fn::GetAtt takes a resource and an attribute of it\.$/],
  ["!Sub '${Nobody}'", /: Ref Nobody names neither a parameter nor a resource\./],
  ['!Sub [[a]]', /: Fn::Sub takes a text, or \[text, \{Name: value\}\]\.$/],
  ['!Join [a]', /: Fn::Join takes \[separator, \[text, \.\.\.\]\]\.$/],
  ["!Join ['', [{a: b}]]", /: Fn::Join takes text here, not a map\.$/],
  ['!Join a', /: Fn::Join takes a list\.$/],
  ['!Select [5, [a]]', /: Fn::Select asks for entry 5 of a list of 1; the first is 0\.$/],
  ['!Split ["", a]', /: Fn::Split takes \[separator, text\]\.$/],
  ['!If [Prod, a]', /: Fn::If takes \[condition, value if true, value if false\]\.$/],
  ['!If [Prod, a, b]', /: The template has no condition Prod\. It has: none\.$/],
  ['!FindInMap [Names, prod, long]', /: Mappings has no Names\.prod\.long\. Add it, or give Fn::FindInMap a DefaultValue\.$/],
  ['!Length text', /: Fn::Length takes a list\.$/],
  ['{Ref: Users, Other: a}', /: Ref stands beside Other\. A function stands alone in its map\.$/],
  ['!Ref Unused', 'No value for Unused. Give --parameter Unused=...'],
  ['!Sub "${Unused}"', 'No value for Unused. Give --parameter Unused=...'],
])('refuses %s in one line', (value, message) => {
  const problem = problemOf(MORE.replace('VALUE', () => value));
  if (typeof message === 'string') expect(problem).toBe(message);
  else expect(problem).toMatch(message);
  expect(problem).not.toContain('\n');
});

it('says all that is wrong at once, each with its line, and which parameters have no value', () => {
  const template = `Parameters: { P: { Type: String }, Q: { Type: String } }
Resources:
  Identities:
    Type: Custom::IdentityPoolWithRoles
    Properties:
      IdentityPoolName: !Sub '\${Usrs}-\${Cleint}-\${P}'
      AllowClassicFlow: !Ref Q
      Tags:
        - { Key: a, Value: !GetAtt Nowhere.Arn }
        - { Key: b, Value: }
        - { Key: c, Value: !Ref Usrs }
      MappedRoles: [{ Name: !FindInMap [A, b, c] }]
      AuthenticatedRole: !If [Nope, {}, { Arn: !Ref Gone }]
`;
  expect(problemOf(template).split('\n')).toEqual([
    't.yml:6: Ref Usrs names neither a parameter nor a resource. Correct the name, or add it to the template.',
    't.yml:6: Ref Cleint names neither a parameter nor a resource. Correct the name, or add it to the template.',
    't.yml:9: GetAtt Nowhere.Arn names no resource. Correct the name, or add it to the template.',
    't.yml:10: Value is empty. Give it a value, or take it out.',
    't.yml:11: Ref Usrs names neither a parameter nor a resource. Correct the name, or add it to the template.',
    't.yml:12: Mappings has no A.b.c. Add it, or give Fn::FindInMap a DefaultValue.',
    't.yml:13: The template has no condition Nope. It has: none.',
    'No value for P, Q. Give --parameter P=... --parameter Q=...',
  ]);
});

it('takes a reference to a resource that a macro makes for unknown', () => {
  const properties = 'Tags: [{ Key: a, Value: !GetAtt ApiRole.Arn }, { Key: b, Value: !Ref Api }]';
  expect(shown(withProperties(properties, 'Transform: AWS::Serverless-2016-10-31'))).toMatchObject({
    Tags: [{ Value: '${ApiRole.Arn}' }, { Value: '${Api}' }],
  });
  expect(problemOf(withProperties(properties, 'Transform: AWS::LanguageExtensions'))).toContain('GetAtt ApiRole.Arn names no resource.');
});

describe('parameters', () => {
  const template = `
Parameters: { A: {}, B: {}, C: {}, D: {}, E: {} }
Conditions: { IsC: !Equals [!Ref C, c], IsE: !Equals [!Ref E, e] }
Resources:
  Other: { Type: AWS::S3::Bucket, Condition: IsE, Properties: { BucketName: !Ref E } }
  Identities:
    Type: Custom::IdentityPoolWithRoles
    Properties: { IdentityPoolName: !Sub '\${A}-\${B}', Tags: [!If [IsC, { Key: d, Value: !Ref D }, !Ref AWS::NoValue]] }
`;

  it('are demanded all at once, and only those that the resource uses', () => {
    expect(problemOf(template)).toBe(
      'No value for A, B, C, D. Give --parameter A=... --parameter B=... --parameter C=... --parameter D=...',
    );
    expect(problemOf(template, { parameter: ['A=a', 'B=b', 'C=x'] })).toBe('no problem');
    expect(problemOf(template, { parameter: ['A=a', 'B=b', 'C=c'] })).toBe('No value for D. Give --parameter D=...');
  });

  it.each<[given: Options, message: string]>([
    [{ parameter: ['X=1'] }, 'The template has neither a parameter nor a resource X.'],
    [{ parameter: ['A'] }, '--parameter takes Key=Value, not "A".'],
    [{ import: ['=a'] }, '--import takes NAME=VALUE, not "=a".'],
  ])('are refused if they cannot be: %j', (given, message) => {
    expect(problemOf(template, given)).toBe(message);
  });

  it('with NoEcho are secrets, however the template writes it', () => {
    const secret = (NoEcho: unknown): readonly string[] =>
      read({
        Parameters: { A: { NoEcho, Default: 'default-value' } },
        Resources: { I: { Type: 'Custom::IdentityPoolWithRoles' } },
      }).secrets;
    expect([secret(true), secret('true'), secret('TRUE'), secret(false), secret({})]).toEqual([
      ['default-value'],
      ['default-value'],
      ['default-value'],
      [],
      [],
    ]);
  });
});
