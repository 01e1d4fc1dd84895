import { accountReads } from '../../src/aws/account-reads';
import { createCalls } from '../../src/aws/calls';
import { connect } from '../../src/aws/connect';
import { PERSON } from '../../src/aws/failures';
import type { SessionOptions } from '../../src/aws/session';
import type { ExitCode } from '../../src/cli/context';
import { run } from '../../src/cli/main';
import { IMPATIENT } from '../aws/recorded-client';
import type { FakeAws } from '../fakes';

export interface Ran {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
  /** What sessions were asked for. */
  readonly sessions: readonly SessionOptions[];
}

export interface Surroundings {
  readonly aws?: FakeAws;
  readonly files?: Readonly<Record<string, string>>;
  readonly standardInput?: string;
  readonly isColored?: boolean;
  readonly showProgress?: (text: string) => void;
  readonly now?: () => number;
}

export const runTool = async (args: readonly string[], surroundings: Surroundings = {}): Promise<Ran> => {
  const { aws, files = {}, standardInput = '', isColored = false, showProgress, now } = surroundings;
  const out: string[] = [];
  const err: string[] = [];
  const sessions: SessionOptions[] = [];
  const code = await run(args, {
    openSession: (options) => {
      sessions.push(options);
      if (aws === undefined) throw new Error('this test has no account');
      const clients = { ...aws.clients, userPools: () => aws.clients.userPools };
      return Promise.resolve({
        region: options.region ?? 'us-east-1',
        aws: connect(clients, { ...IMPATIENT, caller: PERSON }),
        reads: accountReads(clients, createCalls({ ...IMPATIENT, caller: PERSON })),
        accountId: () => Promise.resolve('123456789012'),
      });
    },
    readFile: (path) => {
      const text = files[path];
      return text === undefined
        ? Promise.reject(Object.assign(new Error(`ENOENT: no such file or directory, open '${path}'`), { code: 'ENOENT' }))
        : Promise.resolve(text);
    },
    readStandardInput: () => Promise.resolve(standardInput),
    print: (text) => void out.push(text),
    complain: (text) => void err.push(text),
    isColored,
    ...(showProgress === undefined ? {} : { showProgress }),
    ...(now === undefined ? {} : { now }),
  });
  return { code, out: out.join('\n'), err: err.join('\n'), sessions };
};
