/**
 * Where the log lines and metrics of one invocation go, and that they are all there before the answer is: the runtime library's own way of it, less its
 * fixed waits of a second an invocation and a quarter of a second a line, and less its copies to a bucket whose name anyone may have taken.
 */
import {
  BaseResource,
  CloudWatchLogHelper,
  LoggerProxy,
  LogPublisher,
  MetricsPublisher,
  MetricsPublisherProxy,
  SessionProxy,
  type BaseModel,
  type LambdaLogPublisher,
} from '@amazon-web-services-cloudformation/cloudformation-cli-typescript-lib';
import type { CredentialsOptions } from 'aws-sdk/lib/credentials';
import CloudWatchLogs from './aws-sdk/cloudwatchlogs';

/** What the library keeps private and this replaces or reads; held to version 1.0.6 by package.json and by tests over real events. */
interface Internals {
  platformLambdaLogger: LambdaLogPublisher;
  providerSession: SessionProxy | null;
  initializeRuntime: OpenDelivery;
  waitRunningProcesses: () => Promise<void>;
}

type OpenDelivery = (
  resourceType: string,
  credentials: CredentialsOptions | null | undefined,
  logGroupName: string,
  logStreamName: string,
  region: string,
) => Promise<void>;

export abstract class PromptResource<Model extends BaseModel, TypeConfiguration extends BaseModel> extends BaseResource<
  Model,
  TypeConfiguration
> {
  constructor(
    typeName: string,
    model: ConstructorParameters<typeof BaseResource<Model, TypeConfiguration>>[1],
    typeConfiguration: ConstructorParameters<typeof BaseResource<Model, TypeConfiguration>>[4],
  ) {
    super(typeName, model, undefined, undefined, typeConfiguration);
    this.internals.initializeRuntime = (...parameters) => this.openDelivery(...parameters);
    this.internals.waitRunningProcesses = () => this.finishDelivery();
  }

  private get internals(): Internals {
    return this as unknown as Internals;
  }

  /** Metrics and a log stream in the account of the type's owner, where CloudFormation gives credentials for that; the function's own log always. */
  private async openDelivery(
    resourceType: string,
    credentials: CredentialsOptions | null | undefined,
    logGroupName: string,
    logStreamName: string,
    region: string,
  ): Promise<void> {
    this.loggerProxy = new LoggerProxy();
    this.loggerProxy.addLogPublisher(this.internals.platformLambdaLogger);
    this.metricsPublisherProxy = new MetricsPublisherProxy();
    const session = credentials ? SessionProxy.getSession(credentials, region) : null;
    this.internals.providerSession = session;
    if (session === null) return;

    const metrics = new MetricsPublisher(session, this.platformLoggerProxy, resourceType);
    metrics.refreshClient();
    this.metricsPublisherProxy.addMetricsPublisher(metrics);

    if (!logGroupName) return;
    const helper = new CloudWatchLogHelper(session, logGroupName, logStreamName, this.platformLoggerProxy, this.metricsPublisherProxy);
    helper.refreshClient();
    const preparedStream = await helper.prepareLogStream();
    if (preparedStream === null) return;
    const logs = new CloudWatchLogs(session.configuration);
    const send: SendLines = (logEvents) =>
      logs.makeRequest('putLogEvents', { logGroupName, logStreamName: preparedStream, logEvents }).promise();
    this.loggerProxy.addLogPublisher(new PromptLogPublisher(send, (line) => this.platformLoggerProxy.log(line)));
  }

  /** A function is frozen once it has answered: what is not delivered by then may never be. */
  private async finishDelivery(): Promise<void> {
    // Absent where the event could not even be read.
    const logger = this.loggerProxy as LoggerProxy | undefined;
    await logger?.waitCompletion();
    await this.platformLoggerProxy.waitCompletion();
  }
}

type SendLines = (lines: readonly { readonly message: string; readonly timestamp: number }[]) => Promise<object>;

/** Sends the first line at once, and whatever gathers while lines are on their way in one call after them. */
class PromptLogPublisher extends LogPublisher {
  private readonly waiting: { message: string; timestamp: number }[] = [];
  private delivery: Promise<void> | undefined;

  constructor(
    private readonly send: SendLines,
    private readonly complain: (line: string) => void,
  ) {
    super();
  }

  protected override async publishMessage(message: string, eventTime = new Date()): Promise<void> {
    this.waiting.push({ message, timestamp: eventTime.getTime() });
    this.delivery ??= this.deliver();
    await this.delivery;
  }

  private async deliver(): Promise<void> {
    for (let lines = this.waiting.splice(0); lines.length > 0; lines = this.waiting.splice(0)) {
      try {
        await this.send(lines);
      } catch (error) {
        // The lines are in the function's own log as well; an answer must not fail for them.
        this.complain(`${lines.length} log lines were not delivered: ${error instanceof Error ? error.name : typeof error}`);
      }
    }
    this.delivery = undefined;
  }
}
