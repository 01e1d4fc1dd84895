import { yamlParse } from '../../yaml';
import { problemOf, shown, withProperties } from './read';

it.each<[written: string, value: unknown]>([
  ['yes', true],
  ['Off', false],
  ['TRUE', true],
  ['y', 'y'],
  ['"yes"', 'yes'],
  ["'42'", '42'],
  ['42', 42],
  ['-7', -7],
  ['1_000', 1000],
  ['0x1F', 31],
  ['010', 8],
  ['089', '089'],
  ['190:20:30', 685_230],
  ['1.10', 1.1],
  ['1.0', '1.0'],
  ['1e3', '1000.0'],
  ['12345678901234567890', '12345678901234567890'],
  ['2012-10-17', '2012-10-17'],
  ['2001-12-14t21:59:43.10-05:00', '2001-12-14t21:59:43.10-05:00'],
  ['1.2.3', '1.2.3'],
  ['arn:aws:s3:::b', 'arn:aws:s3:::b'],
  ['~', null],
  ['', null],
  ['!!str 42', '42'],
  ['!!int "42"', '42'],
  ['"😀 \\u00e9"', '😀 é'],
])('reads the scalar %s as CloudFormation does', (written, value) => {
  expect(yamlParse(`a: ${written}`)).toEqual({ a: value });
});

it.each<[written: string, value: unknown]>([
  ['!Ref Users', { Ref: 'Users' }],
  ['!Condition Prod', { Condition: 'Prod' }],
  ['!GetAtt Auth.Outputs.Pool', { 'Fn::GetAtt': ['Auth', 'Outputs.Pool'] }],
  ['!GetAtt [Auth, Arn]', { 'Fn::GetAtt': ['Auth', 'Arn'] }],
  ['!Sub "${A}-b"', { 'Fn::Sub': '${A}-b' }],
  ['!Sub ["${A}", {A: !Ref B}]', { 'Fn::Sub': ['${A}', { A: { Ref: 'B' } }] }],
  ['!If [A, !Ref B, !Ref "AWS::NoValue"]', { 'Fn::If': ['A', { Ref: 'B' }, { Ref: 'AWS::NoValue' }] }],
  ['!ToJsonString {a: b}', { 'Fn::ToJsonString': { a: 'b' } }],
  ['!Length [a, b]', { 'Fn::Length': ['a', 'b'] }],
  ['!Base64 text', { 'Fn::Base64': 'text' }],
  ['!Cidr [10.0.0.0/16, 2, 8]', { 'Fn::Cidr': ['10.0.0.0/16', 2, 8] }],
  ['!GetAZs ""', { 'Fn::GetAZs': '' }],
  ['!Transform {Name: AWS::Include}', { 'Fn::Transform': { Name: 'AWS::Include' } }],
  ['!Not [!Equals [a, b]]', { 'Fn::Not': [{ 'Fn::Equals': ['a', 'b'] }] }],
  ['!And [!Condition A, !Or [!Condition B]]', { 'Fn::And': [{ Condition: 'A' }, { 'Fn::Or': [{ Condition: 'B' }] }] }],
  ['!GetStackOutput {StackName: a}', { 'Fn::GetStackOutput': { StackName: 'a' } }],
])('reads the short tag in %s', (written, value) => {
  expect(yamlParse(`a: ${written}`)).toEqual({ a: value });
});

it('reads aliases and merge keys, of which a key of its own wins', () => {
  const text = 'x: &x {a: 1, b: 2}\ny: &y [*x]\nz: {<<: *x, b: 3}\nw: {b: 4, <<: [{c: 5, a: 6}, *x]}\nv: *y';
  expect(yamlParse(text)).toEqual({
    x: { a: 1, b: 2 },
    y: [{ a: 1, b: 2 }],
    z: { a: 1, b: 3 },
    w: { c: 5, a: 6, b: 4 },
    v: [{ a: 1, b: 2 }],
  });
});

it('reads JSON with tabs, escapes and keys that look like numbers', () => {
  expect(yamlParse('{\n\t"a": "\\ud83d\\ude00\\/",\n\t"123456789012": [1, true, null]\n}')).toEqual({
    a: '😀/',
    '123456789012': [1, true, null],
  });
});

it('keeps a key such as __proto__ as a key', () => {
  expect(Object.keys(yamlParse('{__proto__: {a: 1}, constructor: b}') as object)).toEqual(['__proto__', 'constructor']);
});

const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
  .concat([...Array(8).keys()].map((n) => `a${n + 1}: &a${n + 1} [${Array(10).fill(`*a${n}`).join(', ')}]`))
  .join('\n');

it.each<[what: string, text: string, message: string | RegExp]>([
  ['a broken list', 'a: [', /^t\.yml is neither YAML nor JSON: line 1: .*\.$/],
  ['a tab as indentation', 'a:\n\t- b', /^t\.yml is neither YAML nor JSON: line 2: .*\.$/],
  ['two documents', 'a: b\n---\nc: d', /^t\.yml is neither YAML nor JSON: line 2: .*\.$/],
  ['a key that is there twice', 'a: 1\nb: 2\na: 3', 't.yml:3: a is there twice in one map. Remove one of them.'],
  ['a key that is there twice in JSON', '{"a": 1,\n"a": 2}', 't.yml:2: a is there twice in one map. Remove one of them.'],
  ['an alias to itself', 'a: &a\n  b: *a', 't.yml:2: *a is an alias of what it is part of. Write the value out.'],
  ['an alias of nothing', 'a: *b', 't.yml:1: *b is an alias of nothing. Put &b before what it stands for, further up.'],
  ['aliases of aliases', bomb, 't.yml is too large: with its aliases it has more than 200000 values.'],
  ['a merge of text', 'a: {<<: b}', 't.yml:1: << merges something that is not a map. Give the alias of a map.'],
  ['a list as a key', '? [a]\n: b', 't.yml:1: a key of this map is not text. Write the key as text.'],
  ['a tag that CloudFormation refuses', 'a: !!binary aGk=', 't.yml:1: CloudFormation does not know the tag !!binary. Leave it out.'],
  ['lists without end', '['.repeat(50_000), /^t\.yml is neither YAML nor JSON: /],
  ['maps nested too deeply', '{a: '.repeat(500) + '1' + '}'.repeat(500), 't.yml is nested too deeply: 400 levels.'],
  ['nothing', '', 't.yml is no template: it has no Resources. Give a CloudFormation template, YAML or JSON.'],
  ['a text', 'Resources', 't.yml is no template: it has no Resources. Give a CloudFormation template, YAML or JSON.'],
  ['empty resources', 'Resources:', 't.yml:1: Resources is empty. Fill it in, or take it out.'],
  ['an empty section', 'Resources: {}\nParameters:', 't.yml:2: Parameters is empty. Fill it in, or take it out.'],
  ['an empty parameter', 'Resources: {}\nParameters:\n  B: {}\n  A:', 't.yml:4: Parameters.A is empty. Fill it in, or take it out.'],
  ['an empty condition', 'Resources: {}\nConditions: {A: }', 't.yml:2: Conditions.A is empty. Fill it in, or take it out.'],
  ['an empty mapping', 'Resources: {}\nMappings: {A: }', 't.yml:2: Mappings.A is empty. Fill it in, or take it out.'],
  ['an empty resource', 'Resources:\n  A:', 't.yml:2: Resources.A is empty. Fill it in, or take it out.'],
  ['a list of resources', 'Resources: [a]', 't.yml:1: Resources is no map of names. Fill it in, or take it out.'],
  ['an empty property', withProperties('IdentityPoolName: x\nTags:'), 't.yml:8: Tags is empty. Give it a value, or take it out.'],
  [
    'properties that are a list',
    'Resources: {A: {Type: Custom::IdentityPoolWithRoles, Properties: [a]}}',
    't.yml:1: Properties is no map. Fill it in, or take it out.',
  ],
])('answers %s in one line', (_what, text, message) => {
  const problem = problemOf(text);
  if (typeof message === 'string') expect(problem).toBe(message);
  else expect(problem).toMatch(message);
  expect(problem).not.toContain('\n');
});

it('plans scalars as they deploy: as text, restored by the schema', () => {
  const properties = `AllowUnauthenticatedIdentities: yes
AllowClassicFlow: Off
AuthenticationProviders: { Facebook: { AppId: 1234567890123 } }
AuthenticatedRole:
  MaxSessionDuration: 7200
  Policies:
    - PolicyName: p
      PolicyDocument: { Version: 2012-10-17, Statement: [{ Condition: { Bool: { 'aws:SecureTransport': true } } }] }
Tags: [{ Key: cost, Value: 42 }, { Key: on, Value: true }, { Key: version, Value: 1.10 }]`;
  expect(shown(withProperties(properties))).toEqual({
    AllowUnauthenticatedIdentities: true,
    AllowClassicFlow: false,
    AuthenticationProviders: { Facebook: { AppId: '1234567890123' } },
    AuthenticatedRole: {
      MaxSessionDuration: 7200,
      Policies: [
        {
          PolicyName: 'p',
          PolicyDocument: { Version: '2012-10-17', Statement: [{ Condition: { Bool: { 'aws:SecureTransport': 'true' } } }] },
        },
      ],
    },
    Tags: [
      { Key: 'cost', Value: '42' },
      { Key: 'true', Value: 'true' },
      { Key: 'version', Value: '1.1' },
    ],
  });
});
