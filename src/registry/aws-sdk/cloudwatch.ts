import { CloudWatchClient, PutMetricDataCommand, type PutMetricDataCommandInput } from '@aws-sdk/client-cloudwatch';
import { clientConfiguration, ClientOver, type Operations } from './client';
import type { ServiceConfigurationOptions } from './types';

export default class CloudWatch extends ClientOver {
  protected readonly operations: Operations;

  constructor(options: ServiceConfigurationOptions) {
    super();
    const client = new CloudWatchClient(clientConfiguration(options));
    this.operations = { putMetricData: (input) => client.send(new PutMetricDataCommand(input as PutMetricDataCommandInput)) };
  }
}
