/** Native templates, deployed: the doctor says of each template what it says of the pool that the template makes. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { clientsFor } from '../../scripts/local-aws/clients';
import { environmentFor, startLocalAws, stopLocalAws, type LocalAws } from '../../scripts/local-aws/server';
import { createStack } from '../../scripts/local-aws/stacks';

jest.setTimeout(300_000);

const FOLDER = 'test/native-templates';
const FILES = readdirSync(FOLDER).sort();

let aws: LocalAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
afterAll(() => stopLocalAws(aws));

interface Finding {
  readonly id: string;
  readonly place?: object;
  readonly link: string;
}

async function examined(...args: string[]): Promise<readonly Finding[]> {
  const { out, err } = await new Promise<{ out: string; err: string }>((resolve) => {
    const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environmentFor(aws) };
    execFile('node', ['bin/identity-pool-with-roles.mjs', 'doctor', ...args, '--json'], { env }, (_, out, err) => resolve({ out, err }));
  });
  const { findings, pools, problem } = JSON.parse(out) as { findings?: Finding[]; pools?: { findings: Finding[] }[]; problem?: string };
  const found = findings ?? pools?.[0]?.findings;
  if (found === undefined) throw new Error(`${problem ?? ''}${err}`);
  return found.map(({ place: _place, ...finding }) => finding);
}

it('are at least twenty-five', () => {
  expect(FILES.length).toBeGreaterThanOrEqual(25);
});

it.each(FILES)('%s', async (file) => {
  const { cloudFormation, iam } = clientsFor(aws);
  const name = file.replace(/\W/g, '-');
  const template = readFileSync(`${FOLDER}/${file}`, 'utf8');
  await createStack(cloudFormation, { name, template });
  const { StackResources = [] } = await cloudFormation.send(new DescribeStackResourcesCommand({ StackName: name }));
  const idOf = (type: string): string => StackResources.find(({ ResourceType }) => ResourceType === type)?.PhysicalResourceId ?? '';
  const known: string[] = [];
  for (const { LogicalResourceId = '', ResourceType, PhysicalResourceId = '' } of StackResources) {
    known.push('--parameter', `${LogicalResourceId}=${PhysicalResourceId}`);
    if (ResourceType !== 'AWS::IAM::Role') continue;
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: PhysicalResourceId }));
    known.push('--parameter', `${LogicalResourceId}.Arn=${Role?.Arn ?? ''}`);
  }
  const deployed = await examined(idOf('AWS::Cognito::IdentityPool'));
  const written = await examined(
    '--template',
    `${FOLDER}/${file}`,
    '--region',
    aws.region,
    '--parameter',
    `AWS::AccountId=${aws.accountId}`,
    ...known,
  );
  // MiniStack answers that a classic flow which was never set is off.
  const isUnset = ({ id }: Finding): boolean => id === 'classic-flow-unset';
  expect(written.filter(isUnset)).toHaveLength(template.includes('AllowClassicFlow') ? 0 : 1);
  expect(written.filter((finding) => !isUnset(finding))).toEqual(deployed);
});
