import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import Ajv from 'ajv';
import { metricsOf, type Measured } from '../../src/custom-resource/metrics';

/**
 * A document of the embedded metric format. Source: CloudWatch user guide, "Specification: Embedded metric format", with its limits: 30 dimensions
 * a set, 100 metrics a directive, 1,024 characters a name, units of the API's StandardUnit. Unlike there, nothing else may be in `_aws`.
 */
const EMBEDDED_METRIC_FORMAT = {
  type: 'object',
  required: ['_aws'],
  properties: {
    _aws: {
      type: 'object',
      required: ['Timestamp', 'CloudWatchMetrics'],
      additionalProperties: false,
      properties: {
        Timestamp: { type: 'integer', minimum: 0 },
        CloudWatchMetrics: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            required: ['Namespace', 'Dimensions', 'Metrics'],
            additionalProperties: false,
            properties: {
              Namespace: { type: 'string', minLength: 1, maxLength: 1024 },
              Dimensions: {
                type: 'array',
                minItems: 1,
                items: { type: 'array', minItems: 1, maxItems: 30, items: { type: 'string', minLength: 1, maxLength: 250 } },
              },
              Metrics: {
                type: 'array',
                minItems: 1,
                maxItems: 100,
                items: {
                  type: 'object',
                  required: ['Name'],
                  additionalProperties: false,
                  properties: {
                    Name: { type: 'string', minLength: 1, maxLength: 1024 },
                    Unit: { enum: ['Count', 'Milliseconds', 'None'] },
                    StorageResolution: { enum: [1, 60] },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};

interface Emf {
  readonly _aws: {
    readonly Timestamp: number;
    readonly CloudWatchMetrics: {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
    }[];
  };
  readonly [member: string]: unknown;
}

const isEmf = new Ajv({ strict: true }).compile(EMBEDDED_METRIC_FORMAT);

const MEASURED: Measured = { outcome: 'succeeded', isAnswered: true, durationMs: 1234, calls: 9, throttled: 2, now: 1_795_813_200_000 };

const documentOf = (changes: Partial<Measured> = {}): Emf => {
  const text = metricsOf({ ...MEASURED, ...changes });
  expect(text).not.toContain('\n');
  return JSON.parse(text) as Emf;
};

const CASES: [string, Partial<Measured>][] = [
  ['a success', {}],
  ['a refusal', { outcome: 'refused', code: 'InvalidRequest' }],
  ['a failure', { outcome: 'failed', code: 'Throttling' }],
  ['an answer that did not arrive', { isAnswered: false }],
];

describe('the metrics of a request', () => {
  it.each(CASES)('are a document of the embedded metric format: %s', (_case, changes) => {
    const document = documentOf(changes);
    expect(isEmf(document) ? [] : isEmf.errors).toEqual([]);
    // What the schema cannot say: each name is a member, a metric's is a number and a dimension's a text that CloudWatch takes.
    for (const { Dimensions, Metrics } of document._aws.CloudWatchMetrics) {
      for (const { Name } of Metrics) expect(document[Name]).toEqual(expect.any(Number));
      for (const name of Dimensions.flat()) expect(document[name]).toMatch(/^[\w-]{1,250}$/);
    }
  });

  it('count the outcome of all requests, what they cost, and requests by code', () => {
    expect(documentOf()).toEqual({
      _aws: {
        Timestamp: 1_795_813_200_000,
        CloudWatchMetrics: [
          {
            Namespace: 'IdentityPoolWithRoles',
            Dimensions: [['service']],
            Metrics: [
              { Name: 'Succeeded', Unit: 'Count' },
              { Name: 'Refused', Unit: 'Count' },
              { Name: 'Failed', Unit: 'Count' },
              { Name: 'Unanswered', Unit: 'Count' },
              { Name: 'Calls', Unit: 'Count' },
              { Name: 'Throttled', Unit: 'Count' },
              { Name: 'Duration', Unit: 'Milliseconds' },
            ],
          },
          { Namespace: 'IdentityPoolWithRoles', Dimensions: [['service', 'code']], Metrics: [{ Name: 'Requests', Unit: 'Count' }] },
        ],
      },
      service: 'identity-pool-with-roles',
      code: 'Success',
      Requests: 1,
      Succeeded: 1,
      Refused: 0,
      Failed: 0,
      Unanswered: 0,
      Calls: 9,
      Throttled: 2,
      Duration: 1234,
    });
  });

  it.each<[Partial<Measured>, object]>([
    [
      { outcome: 'refused', code: 'InvalidRequest' },
      { code: 'InvalidRequest', Succeeded: 0, Refused: 1, Failed: 0 },
    ],
    [
      { outcome: 'failed', code: 'AccessDenied' },
      { code: 'AccessDenied', Succeeded: 0, Refused: 0, Failed: 1 },
    ],
    [{ isAnswered: false }, { code: 'Success', Succeeded: 1, Unanswered: 1 }],
  ])('of %j have %j', (changes, members) => {
    expect(documentOf(changes)).toMatchObject(members);
  });

  it('are what Powertools for AWS Lambda would write of the same', () => {
    const metrics = new Metrics({ namespace: 'IdentityPoolWithRoles', serviceName: 'identity-pool-with-roles' });
    const { _aws, ...document } = documentOf();
    const [directive] = _aws.CloudWatchMetrics;
    for (const { Name, Unit } of directive?.Metrics ?? [])
      metrics.addMetric(Name, Unit === 'Count' ? MetricUnit.Count : MetricUnit.Milliseconds, Number(document[Name]));
    const theirs = metrics.serializeMetrics() as unknown as Emf;
    expect(isEmf(theirs) ? [] : isEmf.errors).toEqual([]);
    expect(theirs._aws.CloudWatchMetrics).toEqual([directive]);
    const { _aws: _time, ...members } = theirs;
    const { Requests: _requests, code: _code, ...ours } = document;
    expect(members).toEqual(ours);
  });
});
