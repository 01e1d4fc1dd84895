/** Tries what guide/operate.md says of the log on a local AWS emulator: lines, queries, metrics, unanswered events. */
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  GetQueryResultsCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetFunctionConfigurationCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { readFileSync } from 'node:fs';
import { createServer, request as send, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { globSync } from 'glob';
import { clientsFor, type Clients } from '../../scripts/local-aws/clients';
import { deployProvider } from '../../scripts/local-aws/provider';
import { CREDENTIALS, startLocalAws, stopLocalAws, type LocalAws } from '../../scripts/local-aws/server';
import { createStack, updateStack, type Outputs } from '../../scripts/local-aws/stacks';
import { yamlParse } from '../yaml';

jest.setTimeout(180_000);

const PAGE = readFileSync('guide/operate.md', 'utf8');

let aws: LocalAws;
let clients: Clients;
let logs: CloudWatchLogsClient;
let provider: Outputs;
let places: Outputs;
let throttling: Throttling;

type Line = Readonly<Record<string, unknown>>;

const templateWith = (properties: object): string =>
  JSON.stringify({
    Resources: {
      Identities: {
        Type: 'Custom::IdentityPoolWithRoles',
        Properties: { ServiceToken: { 'Fn::ImportValue': 'IdentityPoolWithRoles-ServiceToken' }, ...properties },
      },
    },
    Outputs: { IdentityPoolId: { Value: { Ref: 'Identities' } } },
  });

/** The words of the page between a fence of that language and the next, in which there is that text. */
const blockWith = (language: string, text: string): string => {
  const blocks = [...PAGE.matchAll(/^```(\w+)\n(.*?)^```$/gms)].filter(([, found, words]) => found === language && words?.includes(text));
  const [, , words] = blocks[0] ?? [];
  if (words === undefined || blocks.length > 1) throw new Error(`guide/operate.md has ${blocks.length} blocks of ${language} with ${text}`);
  return words;
};

beforeAll(async () => {
  aws = await startLocalAws();
  clients = clientsFor(aws);
  logs = new CloudWatchLogsClient({ endpoint: aws.endpoint, region: aws.region, credentials: { ...CREDENTIALS } });
  places = await createStack(clients.cloudFormation, { name: 'watching', template: blockWith('yaml', 'AWS::SQS::Queue') });
  provider = await deployProvider(aws, {
    parameters: {
      AlarmTopic: places['AlarmTopicArn'] ?? '',
      UnansweredEvents: places['UnansweredEventsArn'] ?? '',
      LogsKmsKey: places['KeyArn'] ?? '',
      Runtime: 'nodejs24.x',
      Architecture: 'arm64',
    },
  });
  throttling = await startThrottling(aws);
});

afterAll(async () => {
  await throttling.stop();
  await stopLocalAws(aws);
});

interface Throttling {
  /** How many calls of the action are refused from now on. */
  readonly refuse: (action: string, times: number) => void;
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

/** MiniStack throttles nothing: what the function asks IAM goes through here, and is refused as IAM refuses what comes too fast. */
const startThrottling = async ({ endpoint }: LocalAws): Promise<Throttling> => {
  const refusals = new Map<string, number>();
  const target = new URL(endpoint);
  const server: Server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      const action = new URLSearchParams(body.toString()).get('Action') ?? '';
      const left = refusals.get(action) ?? 0;
      if (left > 0) {
        refusals.set(action, left - 1);
        outgoing.writeHead(400, { 'content-type': 'text/xml' });
        outgoing.end(
          '<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>',
        );
        return;
      }
      const forwarded = send(
        { host: target.hostname, port: target.port, path: incoming.url, method: incoming.method, headers: incoming.headers },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        },
      );
      forwarded.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refuse: (action, times) => void refusals.set(action, times),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};

/** Changes environment variables of the function. */
const withEnvironment = async (changes: Readonly<Record<string, string>>): Promise<void> => {
  const FunctionName = provider['ServiceToken'];
  const { Environment } = await clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const Variables = { ...Environment?.Variables, ...changes };
  await clients.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
};

const stackIdOf = async (StackName: string): Promise<string> => {
  const { Stacks: [stack] = [] } = await clients.cloudFormation.send(new DescribeStacksCommand({ StackName }));
  return stack?.StackId ?? 'none';
};

/** The JSON lines of the function's log. */
const linesLike = async (filterPattern?: string): Promise<Line[]> => {
  const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: provider['LogGroupName'], filterPattern }));
  return events.flatMap(({ message = '' }) => (message.startsWith('{') ? [JSON.parse(message) as Line] : []));
};

/** What an Insights query finds, as rows. */
const query = async (queryString: string): Promise<Record<string, string>[]> => {
  const now = Math.floor(Date.now() / 1000);
  const { queryId } = await logs.send(
    new StartQueryCommand({ logGroupName: provider['LogGroupName'], startTime: now - 3600, endTime: now + 60, queryString }),
  );
  const { results = [] } = await logs.send(new GetQueryResultsCommand({ queryId }));
  return results.map((row) => Object.fromEntries(row.map(({ field = '', value = '' }) => [field, value])));
};

/** The page's query, with the stack of this test in place of the page's. */
const queryOfPage = (text: string, stackName = 'shop'): string => blockWith('text', text).replaceAll('stack/shop/', `stack/${stackName}/`);

const REASON_OF_THE_REFUSED = /^Invalid property\. AllowClassicFlow: "perhaps" is not allowed: it has to be a boolean\./;

test('what the parameters name is there: the key of the log, the alarms, the processor and its Node.js', async () => {
  expect(await clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: provider['ServiceToken'] }))).toMatchObject({
    Runtime: 'nodejs24.x',
    Architectures: ['arm64'],
    LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'DEBUG', LogGroup: provider['LogGroupName'] },
    Environment: { Variables: expect.objectContaining({ LOG_LEVEL: 'INFO', METRICS: 'true' }) as object },
  });
  const { logGroups: [group] = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: provider['LogGroupName'] }));
  expect(group).toMatchObject({ kmsKeyId: places['KeyArn'], retentionInDays: 30 });
  const cloudWatch = new CloudWatchClient({ endpoint: aws.endpoint, region: aws.region, credentials: { ...CREDENTIALS } });
  const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({}));
  const named = MetricAlarms.map(({ AlarmName = '', AlarmActions }) => [AlarmName.split('-').at(-2), AlarmActions]);
  const inPage = [...PAGE.matchAll(/^\| `(\w+Alarm)` /gm)].map(([, name]) => [name, [places['AlarmTopicArn']]]);
  expect(named.sort()).toEqual(inPage.sort());
});

test('the page has the dates of Lambda’s runtimes as cfn-lint has them, for each that template.yml allows', () => {
  const [file = 'none'] = globSync('.venv/lib/python3*/site-packages/cfnlint/data/AdditionalSpecs/LmbdRuntimeLifecycle.json');
  const lifecycles = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>;
  const { Parameters } = yamlParse(readFileSync('template.yml', 'utf8')) as { Parameters: { Runtime: { AllowedValues: string[] } } };
  const inPage = [...PAGE.matchAll(/^\| `(nodejs\d+\.x)` +\| (\S+) +\| (\S+) +\| (\S+) +\|$/gm)].map((row) => row.slice(1));
  expect(inPage).toEqual(
    Parameters.Runtime.AllowedValues.map((name) => {
      const dates = lifecycles[name] ?? {};
      return [name, dates['deprecated'], dates['create-block'], dates['update-block']];
    }),
  );
});

const QUERIES = [...PAGE.matchAll(/^```text\n(.*?)^```$/gms)].map(([, words = '']) => words);

test.each(QUERIES)('the local AWS emulator can read the query %j', async (queryString) => {
  await expect(query(queryString)).resolves.toEqual(expect.any(Array));
});

test.each(['fields a | filter b ==', 'filter outcome like', 'stats median(a)', 'parse @message "x"', 'filter a = "b" c'])(
  'and refuses one that is none: %s',
  async (queryString) => {
    await expect(query(queryString)).rejects.toMatchObject({ name: 'MalformedQueryException' });
  },
);

describe('a refused create, a throttled create and a good update', () => {
  beforeAll(async () => {
    const refused = createStack(clients.cloudFormation, { name: 'refused', template: templateWith({ AllowClassicFlow: 'perhaps' }) });
    await expect(refused).rejects.toThrow(/CREATE_FAILED InvalidRequest/);
    await withEnvironment({ AWS_ENDPOINT_URL_IAM: throttling.endpoint });
    throttling.refuse('CreateRole', 3);
    await createStack(clients.cloudFormation, { name: 'throttled', template: templateWith({ IdentityPoolName: 'throttled' }) });
    await withEnvironment({ AWS_ENDPOINT_URL_IAM: aws.endpoint });
    await createStack(clients.cloudFormation, { name: 'good', template: templateWith({ IdentityPoolName: 'before' }) });
    await updateStack(clients.cloudFormation, { name: 'good', template: templateWith({ IdentityPoolName: 'after' }) });
  });

  it('stand in the log of the function, each with its stack, reason and outcome', async () => {
    const outcomes = (await linesLike()).filter(({ outcome }) => outcome !== undefined);
    const found = (requestType: string, stackId: string): Line | undefined =>
      outcomes.find((line) => line['requestType'] === requestType && line['stackId'] === stackId);
    const common = { service: 'identity-pool-with-roles', logicalId: 'Identities', requestId: expect.stringMatching(/./) as string };
    expect(outcomes.find(({ outcome }) => outcome === 'refused')).toMatchObject({
      ...common,
      level: 'WARN',
      message: 'Create refused: InvalidRequest',
      stackId: expect.stringContaining(':stack/refused/') as string,
      code: 'InvalidRequest',
      reason: expect.stringMatching(REASON_OF_THE_REFUSED) as string,
      calls: 0,
      throttled: 0,
    });
    expect(found('Create', await stackIdOf('throttled'))).toMatchObject({
      ...common,
      level: 'INFO',
      message: 'Create succeeded',
      poolId: expect.stringMatching(/^eu-west-1:/) as string,
      throttled: 3,
    });
    expect(found('Update', await stackIdOf('good'))).toMatchObject({ ...common, level: 'INFO', message: 'Update succeeded', throttled: 0 });
  });

  it.each(['"step": "createRole"', '"outcome": "refused"'])(
    'have a line with %s, with the members that the page shows, in its order',
    async (text) => {
      const shown = JSON.parse(blockWith('json', text)) as Line;
      const [[name, value] = ['', '']] = Object.entries(JSON.parse(`{${text}}`) as Line);
      const line = (await linesLike()).find((each) => each[name] === value && each['requestType'] === shown['requestType']);
      expect(Object.keys(line ?? {})).toEqual(Object.keys(shown));
      expect(line?.['level']).toBe(shown['level']);
    },
  );

  it('are found by the stack, by one query of the page each', async () => {
    const rows = async (stackName: string) => query(queryOfPage('filter stackId like', stackName));
    // AWS sends a delete after it, which the local AWS emulator does not.
    expect((await rows('refused')).at(-1)).toMatchObject({
      logicalId: 'Identities',
      requestType: 'Create',
      outcome: 'refused',
      code: 'InvalidRequest',
      reason: expect.stringMatching(REASON_OF_THE_REFUSED) as string,
    });
    expect(await rows('throttled')).toEqual([expect.objectContaining({ requestType: 'Create', outcome: 'succeeded', throttled: '3' })]);
    expect((await rows('good')).map(({ requestType, outcome }) => [requestType, outcome])).toEqual([
      ['Update', 'succeeded'],
      ['Create', 'succeeded'],
    ]);
    expect(await rows('nothing-of-the-kind')).toEqual([]);
  });

  it('are found by the outcome, the reason and the throttled calls, by one query of the page each', async () => {
    const bad = await query(queryOfPage('outcome in ["refused", "failed"]'));
    expect(bad).toEqual([
      expect.objectContaining({ code: 'InvalidRequest', reason: expect.stringMatching(REASON_OF_THE_REFUSED) as string }),
    ]);
    const byReason = await query(queryOfPage('reason like').replace('iam:CreateRole', 'AllowClassicFlow'));
    expect(byReason).toEqual([expect.objectContaining({ stackId: expect.stringContaining('stack/refused/') as string })]);
    const throttled = await query(queryOfPage('throttled > 0'));
    expect(throttled).toEqual([expect.objectContaining({ stackId: await stackIdOf('throttled'), throttled: '3' })]);
    const counts = await query(queryOfPage('stats count(*)'));
    expect(counts).toContainEqual(expect.objectContaining({ outcome: 'refused', code: 'InvalidRequest', requests: '1' }));
  });

  it('have their steps under one request id, in the order in which they began', async () => {
    const [update] = await query(queryOfPage('filter stackId like', 'good'));
    const [{ requestId } = { requestId: '' }] = (await linesLike('{ $.requestType = "Update" && $.outcome = "succeeded" }')) as {
      requestId: string;
    }[];
    expect(update).toBeDefined();
    const steps = await query(queryOfPage('filter requestId =').replace('REQUEST_ID', requestId));
    expect(steps.map(({ message }) => message)).toEqual([expect.stringMatching(/^updatePool eu-west-1:/), 'Update succeeded']);
  });

  it('are measured by one document of metrics each, because alarms are asked for', async () => {
    const documents = (await linesLike()).filter((line) => '_aws' in line);
    const outcomes = (await linesLike()).filter(({ outcome }) => outcome !== undefined);
    expect(documents).toHaveLength(outcomes.length);
    expect(documents.filter(({ Throttled }) => Number(Throttled) > 0)).toEqual([expect.objectContaining({ Throttled: 3, Succeeded: 1 })]);
    expect(documents.filter(({ code }) => code === 'InvalidRequest')).toEqual([expect.objectContaining({ Refused: 1, Failed: 0 })]);
  });
});
