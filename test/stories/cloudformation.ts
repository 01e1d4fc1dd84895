/** Owns playing CloudFormation to each door: the events it sends, in the order it sends them, and what it does when one fails. */
import { format } from 'node:util';
import schema from '../../schema.json';
import { connect } from '../../src/aws/connect';
import type { CallPolicy } from '../../src/aws/patience';
import { defined } from '../../src/core/defined';
import { createLifecycle } from '../../src/core/lifecycle';
import type { Lifecycle } from '../../src/core/operation';
import type { Log } from '../../src/core/ports';
import type { Properties } from '../../src/core/properties';
import type { Answer } from '../../src/custom-resource/answer';
import { readSettings } from '../../src/core/settings';
import { createHandler, type Handler } from '../../src/custom-resource/handler';
import { createResource } from '../../src/registry/resource';
import { FakeAws, type FakeAwsOptions } from '../fakes';
import { callerAt, type Caller } from '../permissions/calls';
import { CALLER_CREDENTIALS, PLANTED } from '../secrets/planted';
import { watch as ourWatch, type Watch } from '../secrets/watch';
import { ACCOUNT_ID } from './fixtures';
import { TestClock } from './test-clock';

export const STACK_ID = `arn:aws:cloudformation:us-east-1:${ACCOUNT_ID}:stack/shop-prod/0f1e2d3c-1111-4000-8000-0123456789ab`;
export const LOGICAL_ID = 'Identities';

export interface Reply {
  readonly ok: boolean;
  readonly id: string | undefined;
  /** Handler error code. */
  readonly code: string | undefined;
  readonly message: string;
  /** The attributes; from the registry, the whole model. */
  readonly model: Readonly<Record<string, unknown>>;
}

/** One resource in one stack, as CloudFormation drives it through one door. */
export interface Stack {
  readonly aws: FakeAws;
  readonly clock: TestClock;
  /** Everything that left the handler: log lines, answers, progress events. */
  readonly transcript: string[];
  /** The physical resource id or primary identifier that CloudFormation holds. */
  id: string | undefined;
  /** Of the resource in its template. */
  logicalId: string;
  /** Creates; a failure is followed by the delete that CloudFormation sends. */
  create(properties: object, request?: Request): Promise<Reply>;
  /** Updates; a failure is followed by the update back, with old and new swapped. */
  update(properties: object, request?: Request): Promise<Reply>;
  delete(request?: Request): Promise<Reply>;
  /** What the last request cost until it was answered. */
  costUntilAnswer(): { readonly rounds: number; readonly calls: number; readonly writes: number };
  /** What the registry reads of the pool, whichever door made it. */
  read(): Promise<Reply>;
}

export interface Request {
  /** The same token stands for the same request, sent again. */
  readonly token?: string;
  /** Leave out what CloudFormation does after a failure. */
  readonly noRollback?: boolean;
  /** What happens before CloudFormation cleans up or goes back after a failure: AWS has time to catch up with itself. */
  readonly beforeCleanUp?: () => void;
  /** Another resource's physical id than the one that the stack holds. */
  readonly id?: string | undefined;
  /** What the template said before, where it is not what was last deployed. */
  readonly from?: object;
  readonly stackTags?: Readonly<Record<string, string>>;
  readonly previousStackTags?: Readonly<Record<string, string>>;
}

/** One row a door, for `describe.each`: opens a stack in an account, by default an empty one. */
type Door = readonly [name: string, open: (account?: Account) => Stack];

export const DOORS: readonly [Door, Door] = [
  ['the custom resource', (account = newAccount()) => new CustomResourceStack(account)],
  ['the registry type', (account = newAccount()) => new RegistryStack(account)],
];

export interface Account {
  readonly aws: FakeAws;
  readonly clock: TestClock;
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  /** The account-wide settings, under schema.json's names. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export const newAccount = ({
  region = 'us-east-1',
  partition = 'aws',
  settings = {},
  ...options
}: FakeAwsOptions & { settings?: Account['settings'] } = {}): Account => {
  const clock = new TestClock();
  const accountId = ACCOUNT_ID;
  return { clock, region, partition, accountId, settings, aws: new FakeAws({ clock, region, partition, accountId, ...options }) };
};

/** CloudFormation hands primitives over as strings, at every depth. */
export const asSent = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(asSent);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, asSent(member)]));
  return typeof value === 'boolean' || typeof value === 'number' ? String(value) : value;
};

/** @param invocation what a handler has; a test that works with the core alone leaves it out. */
export const lifecycleOn = (
  aws: FakeAws,
  clock: TestClock,
  log: Log,
  { caller, ...invocation }: Pick<CallPolicy, 'signal' | 'timeLeft' | 'onCall'> & { readonly caller?: Caller | undefined } = {},
): Lifecycle => {
  const clients = aws.clientsOf(caller);
  return createLifecycle({
    aws: connect({ ...clients, userPools: () => clients.userPools }, { clock, ...invocation }),
    clock,
    log,
    ...invocation,
  });
};

abstract class BaseStack implements Stack {
  readonly aws: FakeAws;
  readonly clock: TestClock;
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  readonly settings: Account['settings'];
  readonly transcript: string[] = [];
  id: string | undefined;
  logicalId = LOGICAL_ID;
  protected properties: object = {};
  private requests = 0;

  /** @param watch searches what leaves the door; the test's own by default. */
  constructor(
    account: Account,
    protected readonly watch: Watch = ourWatch,
  ) {
    this.aws = account.aws;
    this.clock = account.clock;
    this.region = account.region;
    this.accountId = account.accountId;
    this.partition = account.partition;
    this.settings = account.settings;
    // The runtime library logs through the console: its lines are part of what leaves the handler.
    for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
      console[method] = (...parts: unknown[]) => {
        this.noteLine(format(...parts));
      };
  }

  async create(properties: object, request: Request = {}): Promise<Reply> {
    const reply = await this.send('Create', properties, undefined, this.numbered(request));
    this.id = reply.id;
    this.properties = properties;
    if (!reply.ok && request.noRollback !== true && this.id !== undefined) {
      request.beforeCleanUp?.();
      await this.delete();
    }
    return reply;
  }

  async update(properties: object, request: Request = {}): Promise<Reply> {
    const before = request.from ?? this.properties;
    const oldId = this.id;
    const reply = await this.send('Update', properties, before, this.numbered(request));
    if (reply.ok) {
      this.properties = properties;
      this.id = reply.id;
      if (oldId !== undefined && reply.id !== oldId) await this.send('Delete', before, undefined, this.numbered({}), oldId);
    } else if (request.noRollback !== true) {
      request.beforeCleanUp?.();
      const back = await this.send('Update', before, properties, this.numbered({}));
      if (!back.ok) throw new Error(`the rollback failed: ${back.message}`);
      this.id = back.id;
      if (oldId !== undefined && back.id !== oldId) await this.send('Delete', properties, undefined, this.numbered({}), oldId);
    }
    return reply;
  }

  async delete(request: Request = {}): Promise<Reply> {
    return this.send('Delete', this.properties, undefined, this.numbered(request), request.id ?? this.id);
  }

  async read(): Promise<Reply> {
    const reader = this instanceof RegistryStack ? this : new RegistryStack(this, this.watch);
    return reader.invoke('READ', { IdentityPoolId: this.id }, undefined, {});
  }

  /** What the last request cost until it was answered. The custom resource notes on the pool afterwards that the answer has arrived. */
  costUntilAnswer(): { readonly rounds: number; readonly calls: number; readonly writes: number } {
    const { rounds, calls, writes } = this.aws;
    return { rounds, calls: calls.length, writes: writes.length };
  }

  protected readonly noteLine = (line: string): void => {
    this.watch.text('log line', line);
    this.transcript.push(line);
  };

  protected abstract send(
    type: 'Create' | 'Update' | 'Delete',
    desired: object,
    previous: object | undefined,
    request: Request,
    id?: string,
  ): Promise<Reply>;

  private numbered(request: Request): Request {
    this.requests += 1;
    return { token: `${this.constructor.name}-${this.requests}`, ...request };
  }
}

const ServiceToken = `arn:aws:lambda:us-east-1:${ACCOUNT_ID}:function:x`;

export class CustomResourceStack extends BaseStack {
  /** Milliseconds that the function has left. */
  timeLeft = 300_000;
  /** Where CloudFormation waits for answers; its date says when an event was sent. */
  responseUrl: string = PLANTED.responseUrl;
  /** What the answer store says instead of taking the next answers. */
  answerStoreSays: Error | undefined;
  /** One instance of the function for all events, in place of a new one for each. */
  isWarm = false;
  private warm: Instance | undefined;
  private atAnswer = { rounds: 0, calls: 0, writes: 0 };

  override costUntilAnswer(): { readonly rounds: number; readonly calls: number; readonly writes: number } {
    return this.atAnswer;
  }

  protected async send(
    type: 'Create' | 'Update' | 'Delete',
    desired: object,
    previous: object | undefined,
    request: Request,
    id = this.id,
  ): Promise<Reply> {
    const { body } = await this.invoke({
      RequestType: type,
      ResponseURL: this.responseUrl,
      StackId: STACK_ID,
      RequestId: request.token ?? '',
      ResourceType: 'Custom::IdentityPoolWithRoles',
      LogicalResourceId: this.logicalId,
      ...(type === 'Create' ? {} : { PhysicalResourceId: id }),
      ResourceProperties: { ServiceToken, ...(asSent(desired) as object) },
      ...(previous === undefined ? {} : { OldResourceProperties: { ServiceToken, ...(asSent(previous) as object) } }),
    });
    const answer = JSON.parse(body) as Answer;
    const [code, ...words] = (answer.Reason ?? '').split(': ');
    return {
      ok: answer.Status === 'SUCCESS',
      id: answer.PhysicalResourceId,
      code: answer.Status === 'SUCCESS' ? undefined : code,
      message: words.join(': '),
      model: answer.Data ?? {},
    };
  }

  /** Sends an update, without the delete of the old resource that follows a replacement. */
  replaceOnly(properties: object, from: object): Promise<Reply> {
    return this.send('Update', properties, from, { token: 'replacement' });
  }

  /** Sends any event and demands exactly one answer. */
  async invoke(event: object): Promise<{ body: string }> {
    const bodies = await this.deliver(event);
    if (bodies.length !== 1) throw new Error(`${bodies.length} answers`);
    return { body: bodies[0] ?? '' };
  }

  /** Sends any event, as Lambda does. @returns the answers that arrived. */
  async deliver(event: object): Promise<readonly string[]> {
    const { RequestType: type } = event as { RequestType?: unknown };
    const instance = (this.isWarm ? this.warm : undefined) ?? this.newInstance(callerAt('the custom resource', type, this.settings));
    this.warm = instance;
    const earlier = instance.bodies.length;
    const end = this.clock.now() + this.timeLeft;
    const context = {
      getRemainingTimeInMillis: () => end - this.clock.now(),
      invokedFunctionArn: `arn:${this.partition}:lambda:${this.region}:${this.accountId}:function:provider`,
    };
    await this.watch.during(() => instance.handler(event, context));
    const bodies = instance.bodies.slice(earlier);
    for (const body of bodies) {
      this.watch.text('answer', body);
      this.transcript.push(body);
    }
    return bodies;
  }

  private newInstance(caller: Caller): Instance {
    const bodies: string[] = [];
    const handler = createHandler({
      clock: this.clock,
      settings: readSettings(this.settings),
      write: this.noteLine,
      // All that can be written is searched for secrets.
      logLevel: 'DEBUG',
      writesMetrics: true,
      deliver: (_url, body) => {
        this.atAnswer = super.costUntilAnswer();
        return this.answerStoreSays === undefined ? Promise.resolve(void bodies.push(body)) : Promise.reject(this.answerStoreSays);
      },
      lifecycleFor: ({ log, onCall, signal, timeLeft }) =>
        lifecycleOn(this.aws, this.clock, log, defined({ signal, timeLeft, onCall, caller })),
    });
    return { handler, bodies };
  }
}

/** Of the function, with the answers that arrived. */
interface Instance {
  readonly handler: Handler;
  readonly bodies: string[];
}

/** A progress event as the registry door answers it. */
export interface ProgressEvent {
  readonly status: 'SUCCESS' | 'FAILED' | 'IN_PROGRESS';
  readonly errorCode?: string;
  readonly message?: string;
  readonly resourceModel?: Readonly<Record<string, unknown>>;
  readonly resourceModels?: readonly Readonly<Record<string, unknown>>[];
  readonly callbackContext?: object;
  readonly callbackDelaySeconds?: number;
  readonly nextToken?: string;
}

export class RegistryStack extends BaseStack {
  private model: Readonly<Record<string, unknown>> = {};
  private lastCall: (() => Promise<Reply>) | undefined;

  /** Brings a pool that exists under the stack: CloudFormation reads it, and the template is as one that was written after it. */
  async import(poolId: string): Promise<object> {
    this.id = poolId;
    const { model } = await this.read();
    this.model = model;
    this.properties = Object.fromEntries(Object.entries(model).filter(([name]) => !isAttribute(name)));
    return this.properties;
  }

  protected async send(
    type: 'Create' | 'Update' | 'Delete',
    desired: object,
    previous: object | undefined,
    request: Request,
    id = this.id,
  ): Promise<Reply> {
    if (type === 'Create') return this.remember(await this.invoke('CREATE', desired, undefined, request));
    if (type === 'Delete') return this.invoke('DELETE', { IdentityPoolId: id }, undefined, request);
    const attributes = pickAttributes(this.model);
    const reply = await this.invoke('UPDATE', { ...attributes, ...desired, IdentityPoolId: id }, { ...attributes, ...previous }, request);
    // conditionalCreateOnlyProperties: CloudFormation answers NotUpdatable with a create; the delete of the old one follows.
    if (reply.code === 'NotUpdatable') return this.replace(desired, request, id);
    return reply.ok ? this.remember(reply) : { ...reply, id };
  }

  /** A replacement that fails is deleted by what its create answered, and the old one stays the resource. */
  private async replace(desired: object, request: Request, oldId: string | undefined): Promise<Reply> {
    const reply = await this.invoke('CREATE', desired, undefined, { ...request, token: `${request.token}-replacement` });
    if (reply.ok) return this.remember(reply);
    request.beforeCleanUp?.();
    if (reply.id !== undefined) await this.invoke('DELETE', { IdentityPoolId: reply.id }, undefined, request);
    return { ...reply, id: oldId };
  }

  private remember(reply: Reply): Reply {
    if (reply.ok) this.model = reply.model;
    return reply;
  }

  /** Calls a create whose handler died once more, with the callback context that its last call had, as CloudFormation does. */
  async goOn(): Promise<Reply> {
    const reply = this.remember(await (this.lastCall?.() ?? Promise.reject(new Error('nothing was called'))));
    this.id = reply.id;
    return reply;
  }

  /** Sends one action until it is no longer in progress, as CloudFormation does. */
  async invoke(action: string, desired: object, previous: object | undefined, request: Request, callbackContext?: object): Promise<Reply> {
    this.lastCall = () => this.invoke(action, desired, previous, request, callbackContext);
    const event = await this.send1(action, asSent(desired) as object, previous, request, callbackContext);
    if (event.status === 'IN_PROGRESS') {
      this.clock.advance((event.callbackDelaySeconds ?? 0) * 1000);
      return this.invoke(action, event.resourceModel ?? {}, previous, request, event.callbackContext);
    }
    return {
      ok: event.status === 'SUCCESS',
      id: (event.resourceModel?.['IdentityPoolId'] as string | undefined) ?? (desired as { IdentityPoolId?: string }).IdentityPoolId,
      code: event.errorCode,
      message: event.message ?? '',
      model: event.resourceModel ?? {},
    };
  }

  async send1(
    action: string,
    desired: object,
    previous: object | undefined,
    request: Request,
    callbackContext: object | undefined,
  ): Promise<ProgressEvent> {
    const caller = callerAt('the registry type', action, this.settings);
    const { entrypoint } = createResource({
      clock: this.clock,
      lifecycleFor: ({ log, onCall, signal, timeLeft }) =>
        lifecycleOn(this.aws, this.clock, log, defined({ signal, timeLeft, onCall, caller })),
    });
    const asked = {
      action,
      awsAccountId: this.accountId,
      region: this.region,
      bearerToken: request.token ?? 'read',
      resourceType: 'Community::Cognito::IdentityPoolWithRoles',
      stackId: STACK_ID,
      callbackContext: callbackContext ?? null,
      requestData: {
        callerCredentials: CALLER_CREDENTIALS,
        typeConfiguration: this.settings,
        resourceProperties: desired,
        previousResourceProperties: previous === undefined ? null : asSent(previous),
        logicalResourceId: this.logicalId,
        stackTags: request.stackTags ?? {},
        previousStackTags: request.previousStackTags ?? {},
      },
    };
    const event = (await this.watch.during(() => entrypoint(asked, {}))) as ProgressEvent;
    this.watch.progress(event);
    this.transcript.push(JSON.stringify(event));
    return event;
  }
}

const pickAttributes = (model: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(model).filter(([name]) => isAttribute(name)));

const isAttribute = (name: string): boolean => schema.readOnlyProperties.includes(`/properties/${name}`);

export type { Properties };
