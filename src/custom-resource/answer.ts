import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import pRetry from 'p-retry';

export interface Answer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly Data?: Readonly<Record<string, unknown>>;
}

/** Bytes; source: CloudFormation user guide, "Custom resource response objects". */
export const ANSWER_LIMIT = 4096;

/**
 * The answer as text of at most 4,096 bytes. A reason that is too long is cut at a character. Drops list attributes that can be derived from others
 * until the answer fits: the resource is created, and only a template that asks for one of them notices.
 */
export const toBody = (answer: Answer): string => {
  for (let count = 0; count <= LISTS.length; count += 1) {
    const body = JSON.stringify(without(LISTS.slice(0, count), answer));
    if (Buffer.byteLength(body) <= ANSWER_LIMIT) return body;
  }
  const {
    Data: _data,
    Reason = 'InternalFailure: the attributes take more than the 4,096 bytes that an answer may have.',
    ...rest
  } = answer;
  return cutReason({ ...rest, Status: 'FAILED', Reason });
};

/** A name is the end of its ARN, and the app clients are listed in their user pools. */
const LISTS = ['MappedRoleNames', 'UserPoolClientIds', 'MappedRoleArns'] as const;

const without = (names: readonly string[], { Data, ...answer }: Answer): Answer =>
  Data === undefined ? answer : { ...answer, Data: Object.fromEntries(Object.entries(Data).filter(([name]) => !names.includes(name))) };

/** JSON escapes some characters, so that bytes are counted on the finished text; each round takes off at least one character. */
const cutReason = (answer: Answer & { readonly Reason: string }): string => {
  const characters = Array.from(answer.Reason);
  let body = JSON.stringify(answer);
  while (Buffer.byteLength(body) > ANSWER_LIMIT && characters.length > 0) {
    const excess = Buffer.byteLength(body) - ANSWER_LIMIT;
    characters.splice(Math.max(0, characters.length - Math.max(4, Math.ceil(excess / LONGEST_CHARACTER))));
    body = JSON.stringify({ ...answer, Reason: `${characters.join('')}...` });
  }
  return body;
};

/** Bytes of one character in JSON: an escaped pair of surrogates. */
const LONGEST_CHARACTER = 12;

export type Deliver = (responseUrl: string, body: string) => Promise<void>;

const PATIENCE = { retries: 5, minTimeout: 200 };

/**
 * Puts the answer where CloudFormation waits for it, trying again for as long as it may be worth it.
 * @throws Error without the URL: whoever has it can answer in our place.
 */
export const deliver = async (responseUrl: string, body: string, patience = PATIENCE): Promise<void> => {
  await pRetry(() => put(responseUrl, body), { ...patience, maxTimeout: 5_000, randomize: true });
};

const put = (responseUrl: string, body: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const url = new URL(responseUrl);
    const request = (url.protocol === 'http:' ? requestHttp : requestHttps)(
      url,
      // The URL is signed for an empty content type.
      { method: 'PUT', headers: { 'content-type': '', 'content-length': Buffer.byteLength(body) }, timeout: 10_000 },
      (response) => {
        response.resume();
        const { statusCode = 0 } = response;
        if (statusCode >= 200 && statusCode < 300) resolve();
        else reject(new Error(`CloudFormation's answer store said ${statusCode}`));
      },
    );
    request.on('timeout', () => request.destroy(new Error("CloudFormation's answer store did not answer in time")));
    request.on('error', (error: NodeJS.ErrnoException) =>
      reject(new Error(`the answer could not be sent: ${error.code ?? 'connection lost'}`)),
    );
    request.end(body);
  });
