/**
 * What is measured inside a fresh process: `node child.mjs FILE [JOB]` loads FILE as Lambda does, plays the events of JOB one after another, and prints
 * times, peak memory and the lines that the handler logged, as JSON.
 */
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { format } from 'node:util';

const [file, jobText] = process.argv.slice(2);
const job = jobText === undefined ? { creates: [] } : JSON.parse(jobText);
const require = createRequire(file);

const beforeLoad = performance.now();
const handlers = require(file);
const load = performance.now() - beforeLoad;

// aws-sdk v2 does not read AWS_ENDPOINT_URL.
if (job.usesAwsSdkV2) require('aws-sdk/global').config.update({ endpoint: process.env.AWS_ENDPOINT_URL, s3ForcePathStyle: true });

const printed = [];
const print = console.log;
console.log = (...parts) => printed.push(format(...parts).trim());

const now = () => performance.timeOrigin + performance.now();
const context = {
  getRemainingTimeInMillis: () => 300_000,
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:provider',
};

/** Until it is no longer in progress, as CloudFormation does; the custom resource returns nothing here, and puts its answer at the response URL. */
const create = async (event) => {
  const start = now();
  const lines = printed.length;
  let invocations = 0;
  let answer;
  let next = event;
  let first;
  do {
    invocations += 1;
    answer = await handlers[job.entrypoint](next, context);
    first ??= now() - start;
    next = {
      ...event,
      callbackContext: answer?.callbackContext,
      requestData: { ...event.requestData, resourceProperties: answer?.resourceModel },
    };
  } while (answer?.status === 'IN_PROGRESS');
  return { start, end: now(), first, invocations, answer, printed: printed.slice(lines) };
};

const creates = [];
for (const event of job.creates) creates.push(await create(event));
print(JSON.stringify({ load, peakMemory: process.resourceUsage().maxRSS, creates }));
process.exit(0);
