import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  PutLogEventsCommand,
  type CreateLogGroupCommandInput,
  type CreateLogStreamCommandInput,
  type DescribeLogGroupsCommandInput,
  type DescribeLogStreamsCommandInput,
  type PutLogEventsCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import { clientConfiguration, ClientOver, type Operations } from './client';
import type { ServiceConfigurationOptions } from './types';

export default class CloudWatchLogs extends ClientOver {
  protected readonly operations: Operations;

  constructor(options: ServiceConfigurationOptions) {
    super();
    const client = new CloudWatchLogsClient(clientConfiguration(options));
    this.operations = {
      describeLogGroups: (input) => client.send(new DescribeLogGroupsCommand(input as DescribeLogGroupsCommandInput)),
      createLogGroup: (input) => client.send(new CreateLogGroupCommand(input as CreateLogGroupCommandInput)),
      createLogStream: (input) => client.send(new CreateLogStreamCommand(input as CreateLogStreamCommandInput)),
      describeLogStreams: (input) => client.send(new DescribeLogStreamsCommand(input as DescribeLogStreamsCommandInput)),
      putLogEvents: (input) => client.send(new PutLogEventsCommand(input as PutLogEventsCommandInput)),
    };
  }
}
