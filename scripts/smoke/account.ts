import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { CREDENTIALS, type LocalAws } from '../local-aws/server';
import { ReadableError } from '../local-aws/readable-error';
import { messageOf } from './failures';

// The SDK is pinned; its notice about Node versions to come says nothing about what is run here.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Where the smoke test runs. */
export interface Place {
  readonly region: string;
  /** Of the AWS configuration files; the SDK's own order of sources without it. */
  readonly profile?: string | undefined;
  /** Instead of AWS. */
  readonly local?: LocalAws | undefined;
}

export interface Clients {
  readonly cloudFormation: CloudFormationClient;
  readonly cognitoIdentity: CognitoIdentityClient;
  readonly userPools: CognitoIdentityProviderClient;
  readonly iam: IAMClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly sts: STSClient;
}

/** Counts the calls, and refuses them once the user has interrupted the run: then only what cleans up may go on. */
export class Gate {
  #calls = 0;
  #isInterrupted = false;
  #isCleaningUp = false;

  get calls(): number {
    return this.#calls;
  }

  get isInterrupted(): boolean {
    return this.#isInterrupted;
  }

  interrupt(): void {
    this.#isInterrupted = true;
  }

  beginCleaningUp(): void {
    this.#isCleaningUp = true;
  }

  /** @throws Interrupted */
  pass(): void {
    if (this.#isInterrupted && !this.#isCleaningUp) throw new Interrupted();
    this.#calls += 1;
  }
}

export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor() {
    super('You interrupted the run.');
  }
}

interface HasMiddleware {
  readonly middlewareStack: { addRelativeTo?: unknown; add: (middleware: never, options: { step: 'initialize'; name: string }) => void };
}

/** @param credentials of the user who signs in, or of nobody; the starter's own, unless given. */
export function clientsOf({ region, profile, local }: Place, gate: Gate, credentials?: Credentials | 'nobody'): Clients {
  const own = local === undefined ? fromNodeProviderChain(profile === undefined ? {} : { profile }) : { ...CREDENTIALS };
  const configuration = {
    region,
    maxAttempts: 8,
    ...(local === undefined ? {} : { endpoint: local.endpoint }),
    credentials: credentials === undefined ? own : credentials === 'nobody' ? NO_CREDENTIALS : { ...credentials },
    // What nobody asks is not signed.
    ...(credentials === 'nobody' ? { signer: { sign: <T>(request: T) => Promise.resolve(request) } as never } : {}),
  };
  const gated = <C extends HasMiddleware>(client: C): C => {
    const middleware = (next: (call: unknown) => Promise<unknown>) => (call: unknown) => {
      gate.pass();
      return next(call);
    };
    client.middlewareStack.add(middleware as never, { step: 'initialize', name: 'gate' });
    return client;
  };
  return {
    cloudFormation: gated(new CloudFormationClient(configuration)),
    cognitoIdentity: gated(new CognitoIdentityClient(configuration)),
    userPools: gated(new CognitoIdentityProviderClient(configuration)),
    iam: gated(new IAMClient(configuration)),
    lambda: gated(new LambdaClient(configuration)),
    logs: gated(new CloudWatchLogsClient(configuration)),
    // Bucket names in the host name would need DNS, which a local AWS emulator has not.
    s3: gated(new S3Client({ ...configuration, forcePathStyle: local !== undefined })),
    sts: gated(new STSClient(configuration)),
  };
}

const NO_CREDENTIALS: Credentials = { accessKeyId: '', secretAccessKey: '', sessionToken: '' };

/** @throws ReadableError where there are no credentials, or none that AWS knows. */
export async function accountIdOf({ sts }: Pick<Clients, 'sts'>, { profile }: Pick<Place, 'profile'>): Promise<string> {
  try {
    const { Account = '' } = await sts.send(new GetCallerIdentityCommand({}));
    return Account;
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    const who = profile === undefined ? 'The credentials of your environment' : `Profile "${profile}"`;
    throw new ReadableError(
      `${who} cannot be used: ${messageOf(error)}\nFix: run \`aws sts get-caller-identity${profile === undefined ? '' : ` --profile ${profile}`}\` until it answers, then try again.`,
    );
  }
}
