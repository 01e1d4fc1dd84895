/** Deploys what examples/ shows of SAM, Serverless and CDK on a local AWS. */
import { App } from 'aws-cdk-lib/core';
import { DescribeIdentityPoolCommand } from '@aws-sdk/client-cognito-identity';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PhotosStack } from '../../examples/cdk/lib/photos-stack';
import { clientsFor, type Clients } from '../../scripts/local-aws/clients';
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

/** Without the question for what `cdk bootstrap` makes, which the local AWS has not. */
const synthesised = (): string => {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk-deployed-'));
  try {
    const app = new App({ outdir, analyticsReporting: false });
    new PhotosStack(app, 'photos', 'custom-resource');
    app.synth();
    const template = JSON.parse(readFileSync(join(outdir, 'photos.template.json'), 'utf8')) as Readonly<Record<string, unknown>>;
    const { Parameters: _bootstrapVersion, Rules: _bootstrapCheck, ...rest } = template;
    return JSON.stringify(rest);
  } finally {
    rmSync(outdir, { recursive: true });
  }
};

test.each([
  ['sam', () => readFileSync('examples/sam/template.yml', 'utf8')],
  ['serverless', () => readFileSync('examples/serverless/resources.yml', 'utf8')],
  ['cdk', synthesised],
])('deploys examples/%s and leaves no pool and no role of its own after its deletion', async (name, template) => {
  const { IdentityPoolId } = await createStack(clients.cloudFormation, { name, template: template() });
  const pool = await clients.cognitoIdentity.send(new DescribeIdentityPoolCommand({ IdentityPoolId }));
  expect(pool).toMatchObject({ IdentityPoolId, CognitoIdentityProviders: [{ ServerSideTokenCheck: true }] });
  await deleteStack(clients.cloudFormation, name);
  expect(await takeInventory(clients)).toEqual(before);
});
