import {
  DeregisterTypeCommand,
  DescribeTypeRegistrationCommand,
  RegisterTypeCommand,
  SetTypeDefaultVersionCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand, type BucketLocationConstraint } from '@aws-sdk/client-s3';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { yamlParse } from '../../test/yaml';
import { ReadableError } from '../local-aws/readable-error';
import { FILES } from '../release/names';
import { isGone } from './failures';
import { bucketName, STACKS, TYPE_NAME } from './names';
import { makeStack, optionsOf, removeBucket, type Run } from './run';

/** As guide/install.md does it, from the files of a release. @returns what is installed. */
export const install = (run: Run): Promise<string> => (run.entryPoint === 'custom-resource' ? customResource(run) : registryType(run));

async function customResource(run: Run): Promise<string> {
  const bucket = await upload(run, FILES.customResource);
  const template = await readFile(join(run.release, FILES.customResourceTemplate), 'utf8');
  const { local } = run.place;
  const { ServiceToken = '', Version = '' } =
    local === undefined
      ? await makeStack(run, { name: STACKS.provider, template, parameters: { CodeBucket: bucket } })
      : await makeStack(run, {
          name: STACKS.provider,
          template: forLocalAws(template),
          parameters: { CodeBucket: bucket, ResponseOrigin: local.endpoint },
        });
  return `version ${Version}, function ${ServiceToken.replace(/^.*:/, '')}`;
}

async function registryType(run: Run): Promise<string> {
  const bucket = await upload(run, FILES.registryType);
  const role = await makeStack(run, { name: STACKS.provider, template: await readFile(join(run.release, FILES.registryTypeRole), 'utf8') });
  const { cloudFormation } = run.clients;
  const registration: { token?: string | undefined } = {};
  const registered = async (): Promise<string | undefined> => {
    for (;;) {
      const { ProgressStatus, TypeVersionArn, Description } = await cloudFormation.send(
        new DescribeTypeRegistrationCommand({ RegistrationToken: registration.token }),
      );
      if (ProgressStatus === 'COMPLETE') return TypeVersionArn;
      if (ProgressStatus === 'FAILED')
        throw new ReadableError(`CloudFormation did not register the type: ${Description ?? 'it says no reason'}`);
      await sleep(run.pollInterval);
    }
  };
  run.ledger.add({
    what: `registered type ${TYPE_NAME}`,
    byHand: `aws cloudformation deregister-type --type RESOURCE --type-name ${TYPE_NAME}${optionsOf(run.place)}`,
    remove: async () => {
      // A registration that is under way cannot be taken back.
      if (registration.token !== undefined) await registered().catch((error: unknown) => notReadable(error));
      try {
        await cloudFormation.send(new DeregisterTypeCommand({ Type: 'RESOURCE', TypeName: TYPE_NAME }));
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    },
  });
  const { RegistrationToken } = await cloudFormation.send(
    new RegisterTypeCommand({
      Type: 'RESOURCE',
      TypeName: TYPE_NAME,
      SchemaHandlerPackage: `s3://${bucket}/${FILES.registryType}`,
      ExecutionRoleArn: role['ExecutionRoleArn'],
    }),
  );
  registration.token = RegistrationToken;
  const Arn = await registered();
  await cloudFormation.send(new SetTypeDefaultVersionCommand({ Arn }));
  return `type ${TYPE_NAME}, version ${Arn?.replace(/^.*\//, '') ?? 'unknown'} of this account`;
}

/** A registration that failed is no reason to stop cleaning up. */
function notReadable(error: unknown): void {
  if (!(error instanceof ReadableError)) throw error;
}

/** @returns the bucket. */
async function upload(run: Run, file: string): Promise<string> {
  const { s3 } = run.clients;
  const { region } = run.place;
  const Bucket = bucketName({ accountId: run.accountId, region });
  run.ledger.add({
    what: `bucket ${Bucket}`,
    byHand: `aws s3 rb --force s3://${Bucket}${optionsOf(run.place)}`,
    remove: () => removeBucket(run, Bucket),
  });
  // us-east-1 is no location constraint.
  const location = region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint } };
  await s3.send(new CreateBucketCommand({ Bucket, ...location }));
  await s3.send(new PutObjectCommand({ Bucket, Key: file, Body: await readFile(join(run.release, file)) }));
  return Bucket;
}

interface ProviderTemplate {
  readonly Resources: {
    readonly CustomResourceFunctionRole: {
      readonly Properties: { readonly Policies: readonly { readonly PolicyDocument: { readonly Statement: object[] } }[] };
    };
  };
}

/** MiniStack 1.5.33 asks whether these two are allowed on every resource, where AWS asks about the pool. */
function forLocalAws(text: string): string {
  const template = yamlParse(text) as ProviderTemplate;
  template.Resources.CustomResourceFunctionRole.Properties.Policies[0]?.PolicyDocument.Statement.push({
    Effect: 'Allow',
    Action: ['cognito-identity:TagResource', 'cognito-identity:UntagResource'],
    Resource: '*',
  });
  return JSON.stringify(template);
}
