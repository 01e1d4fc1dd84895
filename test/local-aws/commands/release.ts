/** A release made in a copy of the project, and then what guide/install.md says, in a folder that has its files and nothing else. */
import { DescribeIdentityPoolCommand } from '@aws-sdk/client-cognito-identity';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, GetObjectCommand } from '@aws-sdk/client-s3';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { name, version } from '../../../package.json';
import { ACCOUNT_ID } from '../../../scripts/local-aws/server';
import { FILES } from '../../../scripts/release/names';
import { cloudFormation } from './cloudformation';
import { filledIn, type Row, type Story } from './row';
import { soundPool } from './tool';
import type { Options, Place, Ran } from './world';

/** A region of its own, because there is one such export in each. */
const REGION = 'eu-north-1';
const ALONE = '../release-alone';
const BUCKET = 'releases-of-mine';
const TYPE_NAME = 'Community::Cognito::IdentityPoolWithRoles';

const HERE: Options = { folder: ALONE, region: REGION };
const inFolder = (place: Place, file = ''): string => join(place.folder, ALONE, file);

const running = (command: string, does: string, check: (place: Place, ran: () => Promise<Ran>) => Promise<void>, options = {}): Row => ({
  command,
  does,
  run: (place, written) => check(place, () => place.run(written.command.replaceAll('BUCKET', BUCKET), { ...HERE, ...options })),
});

const objectAt = async (place: Place, Key: string): Promise<Buffer> => {
  const { Body } = await place.clientsIn(REGION).s3.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
};

const copying = (file: string): Row =>
  running(`aws s3 cp ${file.replace(version, '*')} s3://BUCKET/`, 'uploads that package under its own name', async (place, ran) => {
    await ran();
    expect((await objectAt(place, file)).equals(readFileSync(inFolder(place, file)))).toBe(true);
  });

/** One account for all commands about the type. */
const account = cloudFormation(0);
const registration = { token: '' };

const poolYaml = (page: string): string => /```yaml\n(.*?)```/s.exec(readFileSync(page, 'utf8'))?.[1] ?? '';

export const OF_A_RELEASE: Story = [
  {
    command: 'npm run release',
    does: 'makes the files of a release from a copy of the project',
    run: async (place, { command }) => {
      // The first build of the cfn-lint package fetches what builds it.
      await place.run(command, { environment: { HTTP_PROXY: undefined, HTTPS_PROXY: undefined } });
      await cp(join(place.folder, 'release'), inFolder(place), { recursive: true });
      expect(readdirSync(inFolder(place))).toEqual(expect.arrayContaining(Object.values(FILES)));
      await place.clientsIn(REGION).s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    },
  },
  running('sha256sum --check SHA256SUMS', 'finds every file as the release has it', async (place, ran) => {
    const { stdout } = await ran();
    const files = readdirSync(inFolder(place)).filter((file) => file !== FILES.checksums);
    expect(stdout.trim().split('\n').sort()).toEqual(files.map((file) => `${file}: OK`).sort());
  }),
  copying(FILES.customResource),
  {
    command:
      'aws cloudformation deploy --template-file custom-resource.yml --stack-name identity-pool-with-roles --capabilities CAPABILITY_IAM ' +
      '--parameter-overrides CodeBucket=BUCKET',
    does: 'makes the provider stack without a transform',
    run: async (place, { command }) => {
      await place.run(`${filledIn(command, { BUCKET })} ResponseOrigin=${place.endpoint}`, HERE);
      expect(readFileSync(inFolder(place, FILES.customResourceTemplate), 'utf8')).not.toMatch(/Transform|Serverless/);
    },
  },
  running(
    `aws cloudformation describe-stacks --stack-name identity-pool-with-roles --query "Stacks[0].Outputs[?OutputKey=='Version'].OutputValue" --output text`,
    'prints the version of package.json',
    async (_place, ran) => expect((await ran()).stdout).toBe(`${version}\n`),
  ),
  running('aws cloudformation deploy --template-file pool.yml --stack-name first-pool', 'makes a pool', async (place, ran) => {
    writeFileSync(inFolder(place, 'pool.yml'), poolYaml('guide/install.md'));
    await ran();
    const { cloudFormation: client, cognitoIdentity } = place.clientsIn(REGION);
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: 'first-pool' }));
    const IdentityPoolId = stack?.Outputs?.find(({ OutputKey }) => OutputKey === 'IdentityPoolId')?.OutputValue;
    const pool = await cognitoIdentity.send(new DescribeIdentityPoolCommand({ IdentityPoolId }));
    expect(pool).toMatchObject({ IdentityPoolName: expect.stringMatching(/^first_pool_Identities_/) as unknown });
  }),
  running('aws cloudformation delete-stack --stack-name first-pool', 'takes it away', async (_place, ran) => {
    expect((await ran()).stdout).toBe('');
  }),
  copying(FILES.registryType),
  running(
    'aws cloudformation deploy --template-file registry-type-role.yml --stack-name identity-pool-with-roles-role --capabilities CAPABILITY_IAM',
    'makes the execution role',
    async (_place, ran) => {
      await ran();
    },
  ),
  running(
    `aws cloudformation register-type --type RESOURCE --type-name ${TYPE_NAME} ` +
      `--schema-handler-package "s3://BUCKET/$(ls ${FILES.registryType.replace(version, '*')})" ` +
      `--execution-role-arn "$(aws cloudformation describe-stacks --stack-name identity-pool-with-roles-role ` +
      `--query "Stacks[0].Outputs[?OutputKey=='ExecutionRoleArn'].OutputValue" --output text)"`,
    'registers that package with that role',
    async (_place, ran) => {
      const { asked, stdout } = await ran();
      registration.token = (JSON.parse(stdout) as { RegistrationToken: string }).RegistrationToken;
      expect(asked.at(-1)).toMatchObject({
        action: 'RegisterType',
        parameters: {
          Type: 'RESOURCE',
          TypeName: TYPE_NAME,
          SchemaHandlerPackage: `s3://${BUCKET}/${FILES.registryType}`,
          ExecutionRoleArn: expect.stringMatching(new RegExp(`^arn:aws:iam::${ACCOUNT_ID}:role/identity-pool-with-roles-role-`)) as unknown,
        },
      });
    },
    { substitute: account },
  ),
  {
    command: 'aws cloudformation wait type-registration-complete --registration-token TOKEN',
    does: 'waits until the type is registered',
    run: async (place, { command }) => {
      const { asked } = await place.run(filledIn(command, { TOKEN: registration.token }), { ...HERE, substitute: account });
      expect(asked).toEqual([
        { region: REGION, action: 'DescribeTypeRegistration', parameters: { RegistrationToken: registration.token } },
      ]);
    },
  },
  {
    command: `aws cloudformation describe-type --type RESOURCE --type-name ${TYPE_NAME} --query Description`,
    does: 'asks for what the schema says of itself, which ends in the version',
    run: async (place, { command }) => {
      const { stdout } = await place.run(command, { ...HERE, substitute: account });
      expect(stdout).toContain(`This is version ${version}.`);
    },
  },
  {
    command: 'npm install ./identity-pool-with-roles-*.tgz',
    does: 'installs the tool in a folder that has the package alone',
    run: async (place, { command }) => {
      await place.run(command, HERE);
      expect(readdirSync(inFolder(place, 'node_modules')).filter((each) => !each.startsWith('.'))).toEqual([name]);
    },
  },
  running(`npx ${name} --version`, 'prints the version of package.json', async (_place, ran) =>
    expect((await ran()).stdout).toBe(`${version}\n`),
  ),
  {
    command: `npx ${name} doctor eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab`,
    does: 'finds nothing wrong with a sound pool',
    run: async (place, { command }) => {
      const poolId = await soundPool(place, 'of-a-release');
      const { stdout } = await place.run(filledIn(command, { 'eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab': poolId }), HERE);
      expect(stdout).toBe(`Identity pool ${poolId} of-a-release\n\nNo findings.\n`);
      const commands = ['plan', 'which-role', 'doctor'];
      const help = await Promise.all(commands.map((each) => place.run(`npx ${name} ${each} --help`, HERE)));
      expect(help.map((each) => each.stdout.split(' [')[0])).toEqual(commands.map((each) => `Usage: npx ${name} ${each}`));
      const planned = await place.run(`npx ${name} plan pool.yml --region ${REGION}`, HERE);
      expect(planned.stdout).toMatch(/^Identities in pool.yml makes a new identity pool in eu-north-1:\n/);
      const role = await place.run(`npx ${name} which-role --template pool.yml --region ${REGION} --guest`, { ...HERE, code: 1 });
      expect(role.stdout).toContain('guest');
    },
  },
];
