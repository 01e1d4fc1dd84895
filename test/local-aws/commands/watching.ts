import { GetFunctionConfigurationCommand, InvokeCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { createStack, type Outputs } from '../../../scripts/local-aws/stacks';
import { filledIn, type Story } from './row';
import type { Place } from './world';

/** With a provider stack of its own. */
const HERE = { region: 'eu-west-3' };
const STACK = 'identity-pool-with-roles';
const REGISTRY_LOG = 'community-cognito-identitypoolwithroles-logs';

const templateOfPage = (): string =>
  /^```yaml\n(AWSTemplateFormatVersion.*?)^```$/ms.exec(readFileSync('guide/operate.md', 'utf8'))?.[1] ?? '';

const outputsOf = async (place: Place, StackName: string): Promise<Outputs> => {
  const { Stacks: [stack] = [] } = await place.clientsIn(HERE.region).cloudFormation.send(new DescribeStacksCommand({ StackName }));
  return Object.fromEntries((stack?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
};

const poolTemplate = (properties: object): string =>
  JSON.stringify({
    Resources: {
      Identities: {
        Type: 'Custom::IdentityPoolWithRoles',
        Properties: { ServiceToken: { 'Fn::ImportValue': 'IdentityPoolWithRoles-ServiceToken' }, ...properties },
      },
    },
  });

/** The function as it is, or one whose code cannot be loaded. */
const setFunction = async (place: Place, changes: { readonly Handler: string; readonly responseOrigin: string }): Promise<void> => {
  const { lambda } = place.clientsIn(HERE.region);
  const { ServiceToken: FunctionName } = await outputsOf(place, STACK);
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const Variables = { ...Environment?.Variables, RESPONSE_ORIGIN: changes.responseOrigin };
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Handler: changes.Handler, Environment: { Variables } }));
};

/** In CloudFormation's place: gets the answer to the one event of this story. */
const startAnswerStore = async (): Promise<{ readonly origin: string; readonly answer: Promise<object>; readonly server: Server }> => {
  let arrived: (answer: object) => void = () => undefined;
  const answer = new Promise<object>((resolve) => (arrived = resolve));
  const server = createServer((incoming, outgoing) => {
    void buffer(incoming).then((body) => {
      outgoing.end();
      arrived(JSON.parse(body.toString()) as object);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, answer, server };
};

let store: Awaited<ReturnType<typeof startAnswerStore>> | undefined;
let logGroup = '';

const inLog = async (place: Place, command: string): Promise<Record<string, unknown>[]> => {
  const { stdout } = await place.run(command, { ...HERE, environment: { LOG_GROUP: logGroup } });
  return stdout
    .split(/[\t\n]/)
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
};

const FILTER = `aws logs filter-log-events --log-group-name "$LOG_GROUP" --query 'events[].message' --output text --filter-pattern `;

export const OF_WATCHING: Story = [
  {
    command:
      'sam deploy --template-file template.yml --stack-name identity-pool-with-roles --capabilities CAPABILITY_IAM --resolve-s3 ' +
      '--parameter-overrides LogsKmsKey=KEY_ARN AlarmTopic=ALARM_TOPIC_ARN UnansweredEvents=UNANSWERED_EVENTS_ARN',
    does: 'gives the function what the template of the page made',
    run: async (place, { command }) => {
      const made = await createStack(place.clientsIn(HERE.region).cloudFormation, { name: 'watching', template: templateOfPage() });
      const filled = filledIn(command, {
        KEY_ARN: made['KeyArn'] ?? '',
        ALARM_TOPIC_ARN: made['AlarmTopicArn'] ?? '',
        UNANSWERED_EVENTS_ARN: made['UnansweredEventsArn'] ?? '',
      });
      await place.run(`${filled} ResponseOrigin=${place.endpoint}`, HERE);
      const { cloudFormation } = place.clientsIn(HERE.region);
      await createStack(cloudFormation, { name: 'shop', template: poolTemplate({}) });
      await expect(createStack(cloudFormation, { name: 'other', template: poolTemplate({ Tags: 'none' }) })).rejects.toThrow(
        'InvalidRequest',
      );
    },
  },
  {
    command:
      'LOG_GROUP=$(aws cloudformation describe-stacks --stack-name identity-pool-with-roles ' +
      "--query 'Stacks[0].Outputs[?OutputKey==`LogGroupName`].OutputValue' --output text)",
    does: 'keeps the name of the log group',
    run: async (place, { command }) => {
      const { stdout } = await place.run(`${command}; echo "$LOG_GROUP"`, HERE);
      logGroup = stdout.trim();
      expect(logGroup).toBe((await outputsOf(place, STACK))['LogGroupName']);
    },
  },
  {
    command: `${FILTER}'{ $.stackId = "*stack/shop/*" && $.outcome = "*" }'`,
    does: 'prints what came of the requests of one stack',
    run: async (place, { command }) => {
      expect(await inLog(place, command)).toEqual([expect.objectContaining({ message: 'Create succeeded', logicalId: 'Identities' })]);
    },
  },
  {
    command: `${FILTER}'{ $.outcome = "refused" || $.outcome = "failed" }'`,
    does: 'prints what was refused or failed in all stacks, with the reason',
    run: async (place, { command }) => {
      expect(await inLog(place, command)).toEqual([
        expect.objectContaining({
          outcome: 'refused',
          code: 'InvalidRequest',
          stackId: expect.stringContaining('stack/other/') as unknown,
          reason: expect.stringContaining('Tags') as unknown,
        }),
      ]);
    },
  },
  {
    command: `${FILTER}'{ $.outcome = "*" && $.throttled > 0 }'`,
    does: 'prints nothing where AWS throttled nothing',
    run: async (place, { command }) => {
      expect(await inLog(place, command)).toEqual([]);
      expect(await inLog(place, command.replace('$.throttled > 0', '$.calls > 0'))).not.toEqual([]);
    },
  },
  {
    command:
      "aws sqs receive-message --queue-url QUEUE_URL --wait-time-seconds 20 --query 'Messages[0].Body' --output text > unanswered.json",
    does: 'writes the event that three attempts could not answer into a file',
    run: async (place, { command }) => {
      store = await startAnswerStore();
      const { ServiceToken: FunctionName } = await outputsOf(place, STACK);
      await setFunction(place, { Handler: 'custom-resource.gone', responseOrigin: store.origin });
      const event = {
        RequestType: 'Create',
        ResponseURL: `${store.origin}/answer`,
        StackId: `arn:aws:cloudformation:${HERE.region}:123456789012:stack/waiting/0f1e2d3c-1111-4000-8000-0123456789ab`,
        RequestId: 'waiting-1',
        ResourceType: 'Custom::IdentityPoolWithRoles',
        LogicalResourceId: 'Identities',
        ResourceProperties: { IdentityPoolName: 'waiting' },
      };
      const { lambda } = place.clientsIn(HERE.region);
      await lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: Buffer.from(JSON.stringify(event)) }));
      const { QueueUrl = '' } = await outputsOf(place, 'watching');
      // Version 1 of the AWS CLI, which is what PyPI has, asks AWS itself for queues unless told otherwise.
      const local = { 'aws sqs': 'aws --endpoint-url "$AWS_ENDPOINT_URL" sqs' };
      await place.run(filledIn(command, { QUEUE_URL: QueueUrl, ...local }), HERE);
      const message = JSON.parse(readFileSync(`${place.folder}/unanswered.json`, 'utf8')) as { readonly requestPayload: unknown };
      expect(message.requestPayload).toEqual(event);
    },
  },
  {
    command: `node --print 'JSON.stringify(JSON.parse(fs.readFileSync("unanswered.json")).requestPayload)' > event.json`,
    does: 'takes the event out of the message',
    run: async (place, { command }) => {
      await place.run(command);
      expect(JSON.parse(readFileSync(`${place.folder}/event.json`, 'utf8'))).toMatchObject({
        RequestType: 'Create',
        RequestId: 'waiting-1',
      });
    },
  },
  {
    command: 'aws lambda invoke --function-name SERVICE_TOKEN --invocation-type Event --payload fileb://event.json answer.json',
    does: 'sends the event again to the function, which works again and answers it',
    run: async (place, { command }) => {
      const { ServiceToken = '' } = await outputsOf(place, STACK);
      await setFunction(place, { Handler: 'custom-resource.handler', responseOrigin: store?.origin ?? '' });
      await place.run(filledIn(command, { SERVICE_TOKEN: ServiceToken }), HERE);
      expect(await Promise.race([store?.answer, sleep(60_000, 'no answer', { ref: false })])).toMatchObject({
        Status: 'SUCCESS',
        RequestId: 'waiting-1',
        PhysicalResourceId: expect.stringMatching(/^eu-west-3:/) as unknown,
      });
      store?.server.close();
    },
  },
  {
    command: 'rm unanswered.json event.json answer.json',
    does: 'leaves nothing of the event behind',
    run: async (place, { command }) => {
      await place.run(command);
    },
  },
  {
    command:
      `aws logs put-metric-filter --log-group-name ${REGISTRY_LOG} --filter-name failed-requests ` +
      `--filter-pattern '{ $.outcome = "failed" }' --metric-transformations metricName=Failed,metricNamespace=IdentityPoolWithRoles,metricValue=1`,
    does: 'counts failed requests of the registry type',
    run: async (place, { command }) => {
      await place.run(`aws logs create-log-group --log-group-name ${REGISTRY_LOG}`, HERE);
      await place.run(command, HERE);
      const { stdout } = await place.run(`aws logs describe-metric-filters --log-group-name ${REGISTRY_LOG} --output json`, HERE);
      expect(JSON.parse(stdout)).toMatchObject({
        metricFilters: [
          {
            filterPattern: '{ $.outcome = "failed" }',
            metricTransformations: [{ metricName: 'Failed', metricNamespace: 'IdentityPoolWithRoles', metricValue: '1' }],
          },
        ],
      });
    },
  },
];
