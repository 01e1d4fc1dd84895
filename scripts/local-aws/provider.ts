import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { yamlParse } from '../../test/yaml';
import { clientsFor } from './clients';
import { run } from './command';
import { pythonTool } from './python';
import { ReadableError } from './readable-error';
import type { LocalAws } from './server';
import { createStack, type Outputs } from './stacks';

export const PROVIDER_STACK = 'identity-pool-with-roles';

interface ProviderTemplate {
  readonly Resources: Readonly<Record<string, { readonly Properties: { CodeUri?: string } }>> & {
    readonly CustomResourceFunction: {
      readonly Properties: { CodeUri: string; readonly Policies: readonly { readonly Statement: object[] }[] };
    };
  };
}

/** Makes what template.yml's CodeUri names. */
export const buildBundles = async (): Promise<void> => {
  const { code, stdout, stderr } = await run('npm', ['run', '--silent', 'build']);
  if (code !== 0) throw new ReadableError(`npm run build failed:\n${stdout}${stderr}`);
};

export interface ProviderOptions {
  readonly registryFunctions?: boolean;
  /** Other parameters of template.yml. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Another name of the stack: MiniStack names roles by stack and resource alone, so that stacks of one name in two regions share theirs. */
  readonly name?: string;
}

/** @returns the outputs of template.yml. */
export const deployProvider = async (
  aws: LocalAws,
  { registryFunctions = false, parameters = {}, name = PROVIDER_STACK }: ProviderOptions = {},
): Promise<Outputs> => {
  const { s3, cloudFormation } = clientsFor(aws);
  const template = yamlParse(await readFile('template.yml', 'utf8')) as ProviderTemplate;
  template.Resources.CustomResourceFunction.Properties.Policies[0]?.Statement.push(TAG_ANYTHING);
  const zip = await zipOf(template.Resources.CustomResourceFunction.Properties.CodeUri, aws.folder);
  const Bucket = `packages-${aws.accountId}-${aws.region}`;
  const Key = createHash('sha256').update(zip).digest('hex');
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: aws.region as 'eu-west-1' } }));
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: zip }));
  for (const { Properties } of Object.values(template.Resources))
    if (Properties.CodeUri !== undefined) Properties.CodeUri = `s3://${Bucket}/${Key}`;
  return createStack(cloudFormation, {
    name,
    template: JSON.stringify(template),
    parameters: { ...parameters, RegistryFunctions: String(registryFunctions), ResponseOrigin: aws.endpoint },
  });
};

/** MiniStack 1.5.33 does not read the ResourceArn of these two: it asks whether they are allowed on every resource, where AWS asks about the pool. */
const TAG_ANYTHING = { Effect: 'Allow', Action: ['cognito-identity:TagResource', 'cognito-identity:UntagResource'], Resource: '*' };

const zipOf = async (codeUri: string, folder: string): Promise<Buffer> => {
  if (!existsSync(codeUri)) throw new ReadableError(`${codeUri} is not there: run "npm run build" first.`);
  const file = join(folder, 'package.zip');
  await mkdir(folder, { recursive: true });
  const contents = (await readdir(codeUri)).map((name) => join(codeUri, name));
  // Python is here anyway; Node has no zip of its own.
  const { code, stderr } = await run(pythonTool('python'), ['-m', 'zipfile', '-c', file, ...contents]);
  if (code !== 0) throw new Error(`zip of ${codeUri} failed: ${stderr}`);
  return readFile(file);
};
