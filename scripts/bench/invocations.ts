import { resolve } from 'node:path';
import { playIn, type Created, type Job } from './processes';
import { longestChain, median, round } from './figures';
import { startLoopback, type Request } from './loopback';
import { STOCK } from './stock';

export const DOOR_NAMES = ['stock', 'registry', 'customResource'] as const;
export type DoorName = (typeof DOOR_NAMES)[number];

export interface InvocationFigures {
  readonly loadMs: number;
  /** Loading and the first create up to its first answer. */
  readonly firstAnswerMs: number;
  /** Loading and the first create to its end, however many invocations that takes. */
  readonly firstMs: number;
  /** A later create to its end, in the same process. */
  readonly warmMs: number;
  readonly invocations: number;
  readonly requests: number;
  /** Requests one after another. */
  readonly roundTrips: number;
  /** The same without logs, metrics and the answer to CloudFormation. */
  readonly ownRoundTrips: number;
  readonly logLines: number;
  readonly logLinesLost: number;
}

export type Invocations = Readonly<Record<DoorName, InvocationFigures>>;

const PROVIDER_CREDENTIALS = { accessKeyId: 'AKIAPROVIDER', secretAccessKey: 'provider-secret', sessionToken: 'provider-token' };
const CALLER_CREDENTIALS = { accessKeyId: 'AKIACALLER', secretAccessKey: 'caller-secret', sessionToken: 'caller-token' };
const STACK_ID = 'arn:aws:cloudformation:us-east-1:123456789012:stack/shop/0f1e2d3c-1111-4000-8000-0123456789ab';

export const registryEvent = (number: number, resourceProperties: object = {}): object => ({
  action: 'CREATE',
  awsAccountId: '123456789012',
  region: 'us-east-1',
  bearerToken: `create-${number}`,
  resourceType: 'Community::Cognito::IdentityPoolWithRoles',
  stackId: STACK_ID,
  callbackContext: null,
  requestData: {
    callerCredentials: CALLER_CREDENTIALS,
    providerCredentials: PROVIDER_CREDENTIALS,
    providerLogGroupName: 'community-cognito-identitypoolwithroles-logs',
    resourceProperties,
    previousResourceProperties: null,
    logicalResourceId: 'Identities',
    typeConfiguration: null,
  },
});

const customResourceEvent = (number: number, url: string): object => ({
  RequestType: 'Create',
  RequestId: `create-${number}`,
  ResponseURL: `${url}/answer`,
  StackId: STACK_ID,
  ResourceType: 'Custom::IdentityPoolWithRoles',
  LogicalResourceId: 'Identities',
  ResourceProperties: { ServiceToken: 'arn:aws:lambda:us-east-1:123456789012:function:provider' },
});

/** Creates in one process: the first, and those after it. */
const CREATES = 4;

const DOORS: Readonly<Record<DoorName, { file: string; job: (url: string) => Job }>> = {
  stock: { file: STOCK.file, job: () => jobOf('entrypoint', (number) => registryEvent(number), true) },
  registry: { file: resolve('dist/handlers.js'), job: () => jobOf('entrypoint', (number) => registryEvent(number)) },
  customResource: {
    file: resolve('dist/custom-resource.js'),
    job: (url) => jobOf('handler', (number) => customResourceEvent(number, url)),
  },
};

const jobOf = (entrypoint: string, eventOf: (number: number) => object, usesAwsSdkV2 = false): Job => ({
  entrypoint,
  usesAwsSdkV2,
  creates: Array.from({ length: CREATES }, (_, number) => eventOf(number)),
});

/** @param latency milliseconds that each answer of the loopback AWS takes. */
export const measureInvocations = async (processes: number, latency: number): Promise<Invocations> => {
  const runs = Object.fromEntries(DOOR_NAMES.map((name) => [name, []])) as unknown as Record<DoorName, InvocationFigures[]>;
  for (let count = 0; count < processes; count += 1) {
    for (const name of DOOR_NAMES) runs[name].push(await measureOnce(name, latency));
  }
  return Object.fromEntries(
    DOOR_NAMES.map((name) => [
      name,
      Object.fromEntries(FIGURES.map((figure) => [figure, round(median(runs[name].map((one) => one[figure])))])),
    ]),
  ) as unknown as Invocations;
};

const FIGURES = [
  'loadMs',
  'firstAnswerMs',
  'firstMs',
  'warmMs',
  'invocations',
  'requests',
  'roundTrips',
  'ownRoundTrips',
  'logLines',
  'logLinesLost',
] as const;

/** One fresh process. */
export const measureOnce = async (name: DoorName, latency: number): Promise<InvocationFigures> => {
  const { file, job } = DOORS[name];
  const loopback = await startLoopback(latency);
  try {
    const { load, creates } = await playIn(file, job(loopback.url), loopback.url);
    const [first, ...warm] = creates;
    if (first === undefined) throw new Error('nothing was created');
    for (const one of creates) expectDone(name, one, loopback.requests);
    // What arrives after the answer would be sent by a frozen function.
    const sent = loopback.requests.filter(({ end }) => end <= first.end);
    const lines = linesOf(first);
    const delivered = sent.filter(({ operation }) => operation === 'PutLogEvents').flatMap(({ body }) => messagesIn(body));
    return {
      loadMs: load,
      firstAnswerMs: load + first.first,
      firstMs: load + first.end - first.start,
      warmMs: median(warm.map(({ start, end }) => end - start)),
      invocations: first.invocations,
      requests: sent.length,
      roundTrips: longestChain(sent),
      ownRoundTrips: longestChain(sent.filter(({ operation }) => /IdentityPool|Role/.test(operation))),
      logLines: lines.length,
      logLinesLost: lostOf(lines, delivered),
    };
  } finally {
    loopback.close();
  }
};

const expectDone = (name: DoorName, { answer }: Created, requests: readonly Request[]): void => {
  const isDone =
    name === 'customResource' ? requests.some(({ body }) => body.includes('"Status":"SUCCESS"')) : answer?.status === 'SUCCESS';
  if (!isDone) throw new Error(`The create of ${name} failed: ${answer?.message ?? ''}`);
};

/** What the function's own log has of an invocation, from START to REPORT; the library's notes of what AWS answered to it go nowhere else. */
const linesOf = ({ printed }: Created): string[] => {
  const lines: string[] = [];
  let isInside = false;
  for (const line of printed) {
    isInside ||= line.startsWith('START RequestId');
    if (isInside && !line.startsWith('Response from "')) lines.push(line);
    if (line.startsWith('REPORT RequestId')) isInside = false;
  }
  return lines;
};

const messagesIn = (body: string): string[] =>
  (JSON.parse(body) as { logEvents: readonly { message: string }[] }).logEvents.map(({ message }) => message.trim());

/** Each line needs a delivery of its own, since two invocations may say the same. */
const lostOf = (lines: readonly string[], delivered: readonly string[]): number => {
  const left = [...delivered];
  return lines.filter((line) => {
    const index = left.indexOf(line);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  }).length;
};
