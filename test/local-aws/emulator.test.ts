/** What scripts/local-aws/serve.py changes in MiniStack, where no other test needs it to be so. */
import { CreateFunctionCommand, InvokeCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientsFor } from '../../scripts/local-aws/clients';
import { pythonTool } from '../../scripts/local-aws/python';
import { startLocalAws, stopLocalAws, type LocalAws } from '../../scripts/local-aws/server';

jest.setTimeout(120_000);

let aws: LocalAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
afterAll(() => stopLocalAws(aws));

const FunctionName = 'namesake';
const CODE = `exports.handler = async () => {
  await new Promise((resolve) => setTimeout(resolve, 2000));
  return 'done';
};`;

it('a function goes on working while its namesake in another region changes', async () => {
  const code = join(aws.folder, 'index.js');
  writeFileSync(code, CODE);
  const zip = join(aws.folder, 'slow.zip');
  execFileSync(pythonTool('python'), ['-m', 'zipfile', '-c', zip, code]);
  const { lambda: here, iam } = clientsFor(aws);
  const Principal = { Service: 'lambda.amazonaws.com' };
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }] };
  const { Role: role } = await iam.send(new CreateRoleCommand({ RoleName: 'slow', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const { lambda: there } = clientsFor({ ...aws, region: 'us-east-1' });
  for (const lambda of [here, there])
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: role?.Arn,
        Code: { ZipFile: readFileSync(zip) },
      }),
    );
  const answer = here.send(new InvokeCommand({ FunctionName }));
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await there.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 20 }));
  const { FunctionError, Payload } = await answer;
  expect([FunctionError, Buffer.from(Payload ?? []).toString()]).toEqual([undefined, '"done"']);
});
