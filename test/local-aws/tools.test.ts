/** Deploys what examples/ shows of other tools, and a template of one's own, on a local AWS emulator. */
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { DescribeIdentityPoolCommand } from '@aws-sdk/client-cognito-identity';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addIdentities } from '../../examples/amplify/gen-2/amplify/identities';
import { PhotosStack } from '../../examples/cdk/lib/photos-stack';
import { clientsFor, type Clients } from '../../scripts/local-aws/clients';
import { run, type Finished } from '../../scripts/local-aws/command';
import { takeInventory, type Inventory } from '../../scripts/local-aws/inventory';
import { deployProvider } from '../../scripts/local-aws/provider';
import { startLocalAws, stopLocalAws, type LocalAws } from '../../scripts/local-aws/server';
import { createStack, deleteStack } from '../../scripts/local-aws/stacks';

jest.setTimeout(120_000);

let aws: LocalAws;
let clients: Clients;
let before: Inventory;

beforeAll(async () => {
  aws = await startLocalAws();
  clients = clientsFor(aws);
  await deployProvider(aws);
  before = await takeInventory(clients);
});

afterAll(() => stopLocalAws(aws));

/** Without the question for what `cdk bootstrap` makes, which the local AWS emulator has not. */
const synthesized = (make: (app: App, name: string) => unknown): string => {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk-deployed-'));
  try {
    const app = new App({ outdir, analyticsReporting: false });
    make(app, 'photos');
    app.synth();
    const template = JSON.parse(readFileSync(join(outdir, 'photos.template.json'), 'utf8')) as Readonly<Record<string, unknown>>;
    const { Parameters: _bootstrapVersion, Rules: _bootstrapCheck, ...rest } = template;
    return JSON.stringify(rest);
  } finally {
    rmSync(outdir, { recursive: true });
  }
};

const GEN_1 = 'examples/amplify/gen-1/amplify/backend/custom/identities/identities-cloudformation-template.json';
const USER_POOL = { UserPoolId: 'eu-west-1_AbCdEf123', UserPoolClientId: '1example23456789' };

interface Deployment {
  readonly template: () => string;
  readonly parameters?: Readonly<Record<string, string>>;
}

const DEPLOYMENTS: Readonly<Record<string, Deployment>> = {
  sam: { template: () => readFileSync('examples/sam/template.yml', 'utf8') },
  serverless: { template: () => readFileSync('examples/serverless/resources.yml', 'utf8') },
  cdk: { template: () => synthesized((app, name) => new PhotosStack(app, name, 'custom-resource')) },
  terraform: { template: () => readFileSync('examples/terraform/stack/identity-pool.yml', 'utf8'), parameters: USER_POOL },
  pulumi: { template: () => readFileSync('examples/pulumi/identity-pool.yml', 'utf8'), parameters: USER_POOL },
  'amplify-gen-1': {
    template: () => readFileSync(GEN_1, 'utf8'),
    parameters: { env: 'dev', authphotosUserPoolId: USER_POOL.UserPoolId, authphotosAppClientIDWeb: USER_POOL.UserPoolClientId },
  },
  'amplify-gen-2': {
    template: () =>
      synthesized((app, name) => {
        const stack = new Stack(app, name);
        const userPoolId = USER_POOL.UserPoolId;
        new CfnOutput(stack, 'IdentityPoolId', {
          value: addIdentities(stack, { userPoolId, userPoolClientId: USER_POOL.UserPoolClientId }),
        });
      }),
  },
};

test.each(Object.entries(DEPLOYMENTS))(
  'deploys what examples/ has for %s and leaves no pool and no role of its own after its deletion',
  async (name, { template, parameters = {} }) => {
    const { IdentityPoolId } = await createStack(clients.cloudFormation, { name, template: template(), parameters });
    const pool = await clients.cognitoIdentity.send(new DescribeIdentityPoolCommand({ IdentityPoolId }));
    expect(pool).toMatchObject({ IdentityPoolId, CognitoIdentityProviders: [{ ServerSideTokenCheck: true }] });
    await deleteStack(clients.cloudFormation, name);
    expect(await takeInventory(clients)).toEqual(before);
  },
);

describe('a template of one’s own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'own-template-'));
  const file = join(folder, 'my.shop.yml');
  const localAws = (...args: string[]): Promise<Finished> =>
    run('node', ['--import', 'tsx', 'scripts/local-aws.ts', ...args], {
      environment: { ...process.env, INIT_CWD: folder, LOCAL_AWS_KEPT: join(folder, 'kept.json') },
    });
  const template = readFileSync('examples/minimal/custom-resource.yml', 'utf8');
  const named = (name: string): string => template.replace(/(ServiceToken: .*\n)/, `$1      IdentityPoolName: ${name}\n`);
  const poolNames = async (): Promise<readonly string[]> => (await takeInventory(clients)).pools;

  beforeAll(() => writeFileSync(join(folder, 'kept.json'), JSON.stringify(aws)));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is deployed, changed and deleted by its file’s name, and its outputs are shown', async () => {
    writeFileSync(file, named('first'));
    const created = await localAws('deploy', 'my.shop.yml');
    expect([created.code, created.stderr]).toEqual([0, '']);
    expect(created.stdout).toMatch(/^Stack "my-shop" is created\.\n {2}IdentityPoolId {2}eu-west-1:[0-9a-f-]{36}\n/);
    const [, outputs = ''] = /is created\.(.*)$/s.exec(created.stdout) ?? [];
    expect(await localAws('deploy', file)).toEqual({ code: 0, stdout: `Stack "my-shop" is unchanged.${outputs}`, stderr: '' });
    writeFileSync(file, named('second'));
    expect(await localAws('deploy', file)).toEqual({ code: 0, stdout: `Stack "my-shop" is updated.${outputs}`, stderr: '' });
    expect(await poolNames()).toHaveLength(before.pools.length + 1);
    expect(await localAws('delete', 'my-shop')).toEqual({ code: 0, stdout: 'Stack "my-shop" is deleted.\n', stderr: '' });
    expect(await takeInventory(clients)).toEqual(before);
  });

  it('that is refused shows why, at the property', async () => {
    writeFileSync(file, named('"<no name>"'));
    const { code, stderr } = await localAws('deploy', file, '--stack', 'refused');
    expect(code).toBe(1);
    expect(stderr).toContain('Identities: CREATE_FAILED InvalidRequest: Invalid property. IdentityPoolName: ');
    // Nothing was made, so that nothing is left behind.
    expect(stderr).not.toContain('what a failed create had made');
  });

  it.each([
    [['deploy'], "missing required argument 'FILE'\n\nUsage: npm run local-aws -- deploy [options] <FILE>"],
    [['deploy', 'missing.yml'], 'missing.yml is not there.'],
    [['deploy', 'my.shop.yml', '--parameter', 'x'], '"x" is not a parameter. Fix: Give --parameter NAME=VALUE.'],
    [['delete'], "missing required argument 'STACK'\n\nUsage: npm run local-aws -- delete [options] <STACK>"],
    [['delete', 'nobody'], 'There is no stack "nobody".'],
    [['destroy'], "unknown command 'destroy'\n\nUsage: npm run local-aws -- [options] [command]"],
  ])('%j is answered with what is missing', async (args, said) => {
    const { code, stdout, stderr } = await localAws(...args);
    expect([code, stdout, stderr]).toEqual([1, '', expect.stringContaining(said)]);
  });
});
