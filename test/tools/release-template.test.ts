/** Compares the release's provider template with what CloudFormation, by AWS's own translator, makes of template.yml. */
import { readFileSync } from 'node:fs';
import { run } from '../../scripts/local-aws/command';
import { preparePython, pythonTool } from '../../scripts/local-aws/python';
import { withoutTransform } from '../../scripts/release/provider-template';
import { yamlParse } from '../yaml';

jest.setTimeout(120_000);

const PACKAGE = 'provider-1.2.3.zip';
const SOURCE = readFileSync('template.yml', 'utf8');

type Json = Readonly<Record<string, unknown>>;
interface Template extends Json {
  readonly Parameters: Json;
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: Json }>>;
}

const translated = async (region: string): Promise<Template> => {
  await preparePython();
  const { code, stdout, stderr } = await run(pythonTool('python'), ['test/tools/sam_translate.py', 'template.yml', 's3://bucket/key'], {
    environment: { ...process.env, AWS_DEFAULT_REGION: region },
  });
  if (code !== 0) throw new Error(`${stderr}\n${stdout}`);
  return JSON.parse(stdout) as Template;
};

/** With each value as `change` makes it, at every depth. */
const replaceAll = (value: unknown, change: (value: unknown) => unknown): unknown => {
  const changed = change(value);
  if (Array.isArray(changed)) return changed.map((member) => replaceAll(member, change));
  if (typeof changed !== 'object' || changed === null) return changed;
  return Object.fromEntries(Object.entries(changed).map(([key, member]) => [key, replaceAll(member, change)]));
};

/** What the transform adds to say who made a resource: nobody's permissions depend on it, and SAM makes none of ours. */
const BY_SAM = { Key: 'lambda:createdBy', Value: 'SAM' };

const withoutTagOfSam = ({ Resources, ...rest }: Template): Json => ({
  ...rest,
  Resources: Object.fromEntries(
    Object.entries(Resources).map(([id, { Properties, ...resource }]) => {
      const { Tags, ...properties } = Properties;
      if (Tags !== undefined) expect(Tags).toEqual([BY_SAM]);
      return [id, { ...resource, Properties: properties }];
    }),
  ),
});

const PARTITIONS = { 'eu-west-1': 'aws', 'cn-north-1': 'aws-cn', 'us-gov-west-1': 'aws-us-gov' } as const;
const BASIC = 'iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';

it.each(Object.entries(PARTITIONS))(
  'is the stack that CloudFormation makes of template.yml in %s, with a bucket to name',
  async (region, partition) => {
    const { Parameters, ...released } = yamlParse(withoutTransform(SOURCE, PACKAGE)) as Template;
    const { CodeBucket, CodeFolder, ...others } = Parameters;
    expect([CodeBucket, CodeFolder]).toMatchObject([{ Type: 'String' }, { Type: 'String', Default: '' }]);
    const said = new Map<string, unknown>([
      [
        JSON.stringify({ S3Bucket: { Ref: 'CodeBucket' }, S3Key: { 'Fn::Sub': `\${CodeFolder}${PACKAGE}` } }),
        { S3Bucket: 'bucket', S3Key: 'key' },
      ],
      [JSON.stringify({ 'Fn::Sub': `arn:\${AWS::Partition}:${BASIC}` }), `arn:${partition}:${BASIC}`],
    ]);
    const asTranslated = replaceAll({ ...released, Parameters: others }, (value) => said.get(JSON.stringify(value)) ?? value);
    expect(asTranslated).toEqual(withoutTagOfSam(await translated(region)));
  },
);

describe('what it does not translate', () => {
  const FUNCTION = 'Resources:\n  Own:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: dist/\n';
  const template = (rest: string): string => `Transform: AWS::Serverless-2016-10-31\nParameters: {}\n${rest}`;

  it.each([
    ['a property', `${FUNCTION}      Events: {}\n`, 'Own.Properties.Events'],
    ['a property of all functions', `Globals:\n  Function:\n    AutoPublishAlias: live\n${FUNCTION}`, 'Own.Properties.AutoPublishAlias'],
    ['what is global beside functions', `Globals:\n  Api: {}\n${FUNCTION}`, 'Globals.Api'],
    ['a managed policy by its name', `${FUNCTION}      Policies: AmazonS3ReadOnlyAccess\n`, 'Own.Properties.Policies.0'],
    [
      'a managed policy in a condition',
      `${FUNCTION}      Policies: !If [A, AmazonS3ReadOnlyAccess, !Ref AWS::NoValue]\n`,
      'Own.Properties.Policies.0',
    ],
    ["a policy template of SAM's", `${FUNCTION}      Policies:\n        - SQSPollerPolicy: {}\n`, 'Own.Properties.Policies.0'],
    ['another type of SAM', `${FUNCTION}  Table:\n    Type: AWS::Serverless::SimpleTable\n`, 'Table of type AWS::Serverless::SimpleTable'],
  ])('is refused by its name: %s', (_what, text, name) => {
    expect(() => withoutTransform(template(text), PACKAGE)).toThrow(`template.yml has ${name}, which `);
  });
});

it('takes what a function says itself and not what is said for all, and nothing else of a function', () => {
  const source = [
    'Transform: AWS::Serverless-2016-10-31',
    'Parameters: {}',
    'Globals: {Function: {Timeout: 3, MemorySize: 128}}',
    'Resources:',
    '  Own: {Type: AWS::Serverless::Function, DependsOn: Other, Properties: {CodeUri: dist/, Timeout: 9, Policies: {Statement: []}}}',
    '  Other: {Type: AWS::SNS::Topic}',
  ].join('\n');
  expect(yamlParse(withoutTransform(source, PACKAGE))).toMatchObject({
    Resources: {
      Own: {
        Type: 'AWS::Lambda::Function',
        DependsOn: 'Other',
        Properties: { Timeout: 9, MemorySize: 128, Role: { 'Fn::GetAtt': ['OwnRole', 'Arn'] } },
      },
      OwnRole: { Properties: { Policies: [{ PolicyName: 'OwnRolePolicy0', PolicyDocument: { Statement: [] } }] } },
      Other: { Type: 'AWS::SNS::Topic' },
    },
  });
});

it('keeps the condition of a policy, under the name that the policy has in its place', () => {
  const source = [
    'Parameters: {}',
    'Resources:',
    '  Own:',
    '    Type: AWS::Serverless::Function',
    '    Properties:',
    '      Policies:',
    '        - Statement: [first]',
    '        - !If [A, {Statement: [second]}, !Ref AWS::NoValue]',
    '        - !If [A, {Statement: [third]}, {Statement: [other]}]',
  ].join('\n');
  const policy = (index: number, statement: string) => ({
    PolicyName: `OwnRolePolicy${index}`,
    PolicyDocument: { Statement: [statement] },
  });
  expect(yamlParse(withoutTransform(source, PACKAGE))).toMatchObject({
    Resources: {
      OwnRole: {
        Properties: {
          Policies: [
            policy(0, 'first'),
            { 'Fn::If': ['A', policy(1, 'second'), { Ref: 'AWS::NoValue' }] },
            { 'Fn::If': ['A', policy(2, 'third'), policy(2, 'other')] },
          ],
        },
      },
    },
  });
});
