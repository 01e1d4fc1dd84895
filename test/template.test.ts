/** Holds template.yml to what it serves: the permissions that schema.json lists, the entry points that .rpdk-config names, the bundles of the build. */
import { readFileSync } from 'node:fs';
import { yamlParse } from './yaml';
import schema from '../schema.json';
import { trustAnchorOf } from '../src/core/rules/partition';
import { DEFAULT_PATH } from '../src/core/rules/role-path';
import { NO_SETTINGS } from '../src/core/settings';
import { levelFrom } from '../src/core/log/journal';
import { settingsFrom } from '../src/custom-resource/environment';
import { metricsOf } from '../src/custom-resource/metrics';
import { readShippedPolicies, type Statement } from './permissions/policies';

interface FunctionProperties {
  readonly Handler: string;
  readonly Policies?: unknown;
  readonly Environment?: { readonly Variables: Readonly<Record<string, unknown>> };
  readonly LoggingConfig?: object;
}

const { Globals, Parameters, Conditions, Resources, Outputs } = yamlParse(readFileSync('template.yml', 'utf8')) as {
  readonly Globals: { readonly Function: Readonly<Record<string, unknown>> };
  readonly Parameters: Readonly<
    Record<string, { readonly Default?: unknown; readonly AllowedValues?: readonly string[]; readonly AllowedPattern?: string }>
  >;
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Condition?: string; readonly Properties: FunctionProperties }>
  >;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
};

const propertiesOf = (logicalId: string): FunctionProperties => {
  const resource = Resources[logicalId];
  if (resource === undefined) throw new Error(`template.yml has no ${logicalId}`);
  return resource.Properties;
};

/** With the defaults of the parameters. */
const policyIn = (file: string): readonly Statement[] => readShippedPolicies().find(({ name }) => name === file)?.statements ?? [];
const statements = policyIn('template.yml');

test('allows the custom resource what schema.json lists, and nothing else', () => {
  const allowed = statements.flatMap(({ Action }) => Action).sort();
  const listed = new Set(Object.values(schema.handlers).flatMap(({ permissions }) => permissions));
  expect(allowed).toEqual([...listed].sort());
});

test('allows on every resource only what IAM cannot limit to one, and the search for roles', () => {
  const everywhere = statements.filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action);
  expect(everywhere.sort()).toEqual([
    'cognito-identity:CreateIdentityPool',
    'cognito-identity:ListIdentityPools',
    'cognito-identity:SetIdentityPoolRoles',
    'cognito-identity:SetPrincipalTagAttributeMap',
    'iam:ListRoles',
  ]);
});

test('gives the execution role of the registry type the same statements', () => {
  expect(statements.length).toBeGreaterThan(0);
  expect(policyIn('resource-role.yaml')).toEqual(statements);
});

test('creates, changes and deletes roles under the default path only', () => {
  const onRoles = statements.filter(({ Action }) => [Action].flat().some((action) => /^iam:(?!Get|List|PassRole|RemoveRole)/.test(action)));
  const resources = onRoles.flatMap(({ Resource }) => Resource as { readonly 'Fn::Sub': string }[] | { readonly 'Fn::Sub': string });
  expect(new Set(resources.map((resource) => resource['Fn::Sub'].split(':role')[1]))).toEqual(
    new Set([`${DEFAULT_PATH}*`, `${DEFAULT_PATH}*/*`]),
  );
  expect(Parameters['RolePath']?.Default).toBe(DEFAULT_PATH);
});

test('hands every setting to the function', () => {
  const { Variables = {} } = propertiesOf('CustomResourceFunction').Environment ?? {};
  const set = Object.fromEntries(Object.keys(Variables).map((name) => [name, name === 'TAGS' ? 'a=b' : 'true']));
  const values = Object.values({ ...settingsFrom(set) });
  expect(values).toHaveLength(Object.keys(schema.typeConfiguration.properties).length);
  expect(values).not.toContain(undefined);
  expect(Variables['RESPONSE_ORIGIN']).toEqual({ Ref: 'ResponseOrigin' });
  expect(Parameters['ResponseOrigin']?.Default).toBe('');
});

test('lets roles be passed to Cognito alone, under every name that a trust policy is written with', () => {
  const passing = statements.filter(({ Action }) => [Action].flat().includes('iam:PassRole'));
  const services = passing.map(
    ({ Condition }) => (Condition as { StringEquals?: Record<string, readonly string[]> }).StringEquals?.['iam:PassedToService'] ?? [],
  );
  expect(services).toHaveLength(1);
  for (const region of ['us-east-1', 'us-gov-west-1', 'us-gov-east-1'])
    expect(services[0]).toContain(trustAnchorOf(region, NO_SETTINGS)?.principal);
  expect(services[0]?.filter((service) => !service.startsWith('cognito-identity'))).toEqual([]);
});

test('keeps permissions inline: no policy of its own that could go before the function, or come after it', () => {
  const types = Object.values(Resources).map(({ Type }) => Type);
  expect(types.filter((type) => type.startsWith('AWS::IAM::'))).toEqual([]);
});

test('gives the registry functions no permissions of their own: they act with those of the caller', () => {
  expect(propertiesOf('TypeFunction').Policies).toBeUndefined();
  expect(propertiesOf('TestEntrypoint').Policies).toBeUndefined();
});

test('has the entry points and the runtime of .rpdk-config', () => {
  const { entrypoint, testEntrypoint, runtime } = JSON.parse(readFileSync('.rpdk-config', 'utf8')) as Record<string, string>;
  expect(propertiesOf('TypeFunction').Handler).toBe(entrypoint);
  expect(propertiesOf('TestEntrypoint').Handler).toBe(testEntrypoint);
  expect(Globals.Function['Runtime']).toEqual({ Ref: 'Runtime' });
  expect(Parameters['Runtime']?.Default).toBe(runtime);
});

describe('what watches the function', () => {
  const QUEUE = 'arn:aws:sqs:us-east-1:123456789012:unanswered';
  const resourcesUnder = (condition: string): string[] =>
    Object.entries(Resources)
      .filter(([, { Condition }]) => Condition === condition)
      .map(([logicalId]) => logicalId);

  test('costs nothing and asks for nothing where no parameter is given', () => {
    const defaults = ['LogLevel', 'LogsKmsKey', 'Metrics', 'AlarmTopic', 'UnansweredEvents', 'Runtime', 'Architecture'].map((name) => [
      name,
      Parameters[name]?.Default,
    ]);
    expect(Object.fromEntries(defaults)).toEqual({
      LogLevel: 'INFO',
      LogsKmsKey: '',
      Metrics: 'false',
      AlarmTopic: '',
      UnansweredEvents: '',
      Runtime: 'nodejs22.x',
      Architecture: 'x86_64',
    });
    expect(Conditions).toMatchObject({
      AlarmsAreSent: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'AlarmTopic' }, ''] }] },
      LogsHaveAKey: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'LogsKmsKey' }, ''] }] },
      UnansweredEventsAreKept: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'UnansweredEvents' }, ''] }] },
    });
    const alarms = Object.entries(Resources).filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm');
    expect(resourcesUnder('AlarmsAreSent')).toEqual(alarms.map(([logicalId]) => logicalId));
    expect(resourcesUnder('UnansweredEventsAreKept')).toEqual(['UnansweredEventsConfig']);
  });

  test('lets the function hand over unanswered events to the place that is named, and nothing else', () => {
    const before = policyIn('template.yml');
    const after = readShippedPolicies()
      .find(({ name }) => name === 'template.yml')
      ?.statementsWith?.({ UnansweredEvents: QUEUE });
    expect(after).toEqual([
      ...before,
      { Sid: 'HandOverUnansweredEvents', Effect: 'Allow', Action: ['sns:Publish', 'sqs:SendMessage'], Resource: QUEUE },
    ]);
  });

  test('writes the log as JSON, and leaves it to the function what is below its level', () => {
    expect(propertiesOf('CustomResourceFunction').LoggingConfig).toEqual({
      LogGroup: { Ref: 'CustomResourceLogGroup' },
      LogFormat: 'JSON',
      ApplicationLogLevel: 'DEBUG',
    });
    expect(propertiesOf('CustomResourceFunction').Environment?.Variables).toMatchObject({
      LOG_LEVEL: { Ref: 'LogLevel' },
      METRICS: { 'Fn::If': ['MetricsAreWritten', 'true', 'false'] },
    });
    for (const level of Parameters['LogLevel']?.AllowedValues ?? []) expect(levelFrom(level)).toBe(level);
    expect(Outputs['LogGroupName']?.Value).toEqual({ Ref: 'CustomResourceLogGroup' });
  });

  test('writes the metrics that alarms need, also where only the topic of the alarms is named', () => {
    expect(Conditions['MetricsAreWritten']).toEqual({
      'Fn::Or': [{ 'Fn::Equals': [{ Ref: 'Metrics' }, 'true'] }, { Condition: 'AlarmsAreSent' }],
    });
    const measured = JSON.parse(
      metricsOf({ outcome: 'failed', code: 'Throttling', isAnswered: true, durationMs: 1, calls: 2, throttled: 1, now: 0 }),
    ) as Record<string, unknown> & {
      _aws: { CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] }[] };
    };
    for (const logicalId of resourcesUnder('AlarmsAreSent')) {
      const { Namespace, MetricName, Dimensions, AlarmActions } = Resources[logicalId]?.Properties as unknown as {
        Namespace: string;
        MetricName: string;
        Dimensions: { Name: string; Value: unknown }[];
        AlarmActions: unknown;
      };
      expect(AlarmActions).toEqual([{ Ref: 'AlarmTopic' }]);
      if (Namespace === 'AWS/Lambda') {
        expect(['Errors', 'AsyncEventsDropped']).toContain(MetricName);
        expect(Dimensions).toEqual([{ Name: 'FunctionName', Value: { Ref: 'CustomResourceFunction' } }]);
        continue;
      }
      const names = Dimensions.map(({ Name }) => Name);
      const written = measured._aws.CloudWatchMetrics.find(
        (each) => each.Namespace === Namespace && JSON.stringify(each.Dimensions) === JSON.stringify([names]),
      );
      expect(written?.Metrics.map(({ Name }) => Name)).toContain(MetricName);
      for (const { Name, Value } of Dimensions) expect(measured[Name]).toBe(Value);
    }
  });

  test.each<[string, string, boolean]>([
    ['UnansweredEvents', QUEUE, true],
    ['UnansweredEvents', 'arn:aws-us-gov:sns:us-gov-west-1:123456789012:unanswered', true],
    ['UnansweredEvents', '', true],
    ['UnansweredEvents', 'https://sqs.us-east-1.amazonaws.com/123456789012/unanswered', false],
    ['UnansweredEvents', 'arn:aws:lambda:us-east-1:123456789012:function:unanswered', false],
    // Lambda sends nothing to FIFO queues.
    ['UnansweredEvents', `${QUEUE}.fifo`, false],
    ['AlarmTopic', 'arn:aws:sns:us-east-1:123456789012:alarms', true],
    ['AlarmTopic', QUEUE, false],
    ['LogsKmsKey', 'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab', true],
    ['LogsKmsKey', 'arn:aws:kms:us-east-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab', true],
    // CloudWatch Logs takes no alias.
    ['LogsKmsKey', 'arn:aws:kms:us-east-1:123456789012:alias/logs', false],
  ])('takes for %s the value %j: %p', (name, value, isTaken) => {
    expect(new RegExp(Parameters[name]?.AllowedPattern ?? '^$').test(value)).toBe(isTaken);
  });
});

test('keeps the permissions inline on the function’s role: a stack that is deleted would lose resources of their own first', () => {
  expect(statements.length).toBeGreaterThan(0);
  const types = Object.values(Resources).map(({ Type }) => Type);
  expect(types.filter((type) => /^AWS::IAM::/.test(type))).toEqual([]);
});
