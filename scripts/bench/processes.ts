import { resolve } from 'node:path';
import { run } from '../local-aws/command';

export interface Loaded {
  /** Milliseconds. */
  readonly load: number;
  /** KiB. */
  readonly peakMemory: number;
}

/** One create, played until it is no longer in progress. */
export interface Created {
  readonly start: number;
  readonly end: number;
  /** Milliseconds until the first answer. */
  readonly first: number;
  readonly invocations: number;
  /** The last one. The custom resource gives none: it is sent to where CloudFormation waits. */
  readonly answer?: { readonly status: string; readonly message?: string; readonly errorCode?: string; readonly resourceModel?: object };
  /** What the handler wrote to its own log. */
  readonly printed: readonly string[];
}

export interface Job {
  readonly entrypoint: string;
  readonly usesAwsSdkV2: boolean;
  readonly creates: readonly object[];
}

const ENVIRONMENT = {
  PATH: process.env['PATH'] ?? '',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
  // Notices are no part of what is measured.
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE: '1',
};

export const loadIn = (file: string): Promise<Loaded> => measureIn(file, [], {});

/** @param endpoint where all calls go. */
export const playIn = (file: string, job: Job, endpoint: string): Promise<Loaded & { readonly creates: readonly Created[] }> =>
  measureIn(file, [JSON.stringify(job)], { AWS_ENDPOINT_URL: endpoint });

const measureIn = async (
  file: string,
  job: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Loaded & { readonly creates: readonly Created[] }> => {
  const { code, stdout, stderr } = await run(process.execPath, [resolve('scripts/bench/child.mjs'), file, ...job], {
    environment: { ...ENVIRONMENT, ...environment },
  });
  if (code !== 0) throw new Error(`${file} failed in a fresh process:\n${stderr}`);
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\n', stdout.length - 2) + 1)) as Loaded & { creates: Created[] };
};
