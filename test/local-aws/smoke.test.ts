/** Runs `npm run smoke` as a user does, from start to report, on a local AWS emulator that outlives it. */
import { spawn } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version } from '../../package.json';
import { run, type Finished } from '../../scripts/local-aws/command';
import { environmentFor, startLocalAws, stopLocalAws, type LocalAws } from '../../scripts/local-aws/server';
import { createStack, deleteStack } from '../../scripts/local-aws/stacks';
import { makeRelease } from '../../scripts/release/make';
import { clientsOf, Gate, type Clients } from '../../scripts/smoke/account';
import { takeInventory, type Inventory } from '../../scripts/smoke/inventory';
import { openFront } from './commands/front';

// With the time to make a release.
jest.setTimeout(300_000);

let aws: LocalAws;
let clients: Clients;
let before: Inventory;
let scratch: string;
let release: string;
let environment: NodeJS.ProcessEnv;

const inventory = (): Promise<Inventory> => takeInventory(clients, { withTypes: false });

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'smoke-test-'));
  release = join(scratch, 'release');
  await makeRelease(release);
  aws = await startLocalAws();
  environment = { ...process.env, LOCAL_AWS_KEPT: join(scratch, 'kept.json') };
  await writeFile(join(scratch, 'kept.json'), JSON.stringify(aws));
  clients = clientsOf({ region: aws.region, local: aws }, new Gate());
  before = await inventory();
});

afterAll(async () => {
  await stopLocalAws(aws);
  await rm(scratch, { recursive: true, force: true });
});

const smoke = (...options: readonly string[]): Promise<Finished> =>
  run('npm', ['run', '--silent', 'smoke', '--', ...options], { environment });

const ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** With what differs from run to run taken out. */
const settled = (report: string): string =>
  report
    .replace(ID, 'ID')
    .replace(/, \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ, \d+ s, \d+ AWS calls, Node\.js [\d.]+\./, ', TIME.')
    .replace(/\| (passed|failed) \| [\d.]+ \|/g, '| $1 | SECONDS |')
    .replace(/(-Authenticated)-[0-9a-f]{10}/g, '$1-DIGEST')
    .replace(/function \S+/, 'function NAME');

const KINDS = [
  'stacks',
  'exports',
  'registered types',
  'identity pools',
  'user pools',
  'roles',
  'policies',
  'functions',
  'log groups',
  'buckets',
];

test('the run goes from start to report, and leaves the account unchanged', async () => {
  const { code, stdout, stderr } = await smoke('--local-aws', '--release', release);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  expect(settled(stdout)).toBe(`## Smoke test: passed

identity-pool-with-roles ${version} as custom-resource, on a local AWS emulator, as eu-west-1, TIME.

| Step | Outcome | Seconds | What was seen |
| --- | --- | --- | --- |
| Install from the release | passed | SECONDS | version ${version}, function NAME |
| Deploy the user-pool example | passed | SECONDS | pool eu-west-1:ID |
| Sign a user in and use the role | passed | SECONDS | role identity-pool-smoke-app-Identities-Authenticated-DIGEST; put and got an object in the own folder, denied in another's |
| Update the pool in place | passed | SECONDS | the same pool has its new name |
| Refuse a bad template | passed | SECONDS | nothing is left; the stack event says: Identities: CREATE_FAILED InvalidRequest: Invalid property. AuthenticatedRole: Create says that there is no role, so it stands alone; given beside it: Path. Remove either. |
| Delete the example | passed | SECONDS | stack and pool are gone |
| Uninstall | passed | SECONDS | removed stack identity-pool-smoke, bucket identity-pool-smoke-********9012-eu-west-1 |

| In the account | Before | After |
| --- | --- | --- |
${KINDS.map((kind) => `| ${kind} | ${before[kind]?.length} | ${before[kind]?.length} |`).join('\n')}

The account is as it was before.

`);
  expect(stderr.indexOf('AWS may charge for')).toBeGreaterThan(-1);
  expect(stderr.indexOf('AWS may charge for')).toBeLessThan(stderr.indexOf('Install from the release'));
  expect(await inventory()).toEqual(before);
});

/** Interrupts the run, as Ctrl-C does, when it says that a step begins. */
const interruptedAt = (step: string): Promise<Finished> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/smoke.ts', '--local-aws', '--release', release], {
      env: environment,
    });
    const kept = { stdout: '', stderr: '' };
    let isSent = false;
    child.stdout.setEncoding('utf8').on('data', (text: string) => (kept.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      kept.stderr += text;
      if (isSent || !kept.stderr.includes(step)) return;
      isSent = true;
      child.kill('SIGINT');
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, ...kept }));
  });

test.each(['Install from the release', 'Deploy the user-pool example', 'Sign a user in', 'Update the pool', 'Refuse a bad template'])(
  'Ctrl-C at "%s" cleans up, says so and ends with exit code 130',
  async (step) => {
    const { code, stdout, stderr } = await interruptedAt(step);
    expect(stderr).toContain('SIGINT: removing what was made. Once more ends at once and lists what is left.');
    expect(stdout).toMatch(/^## Smoke test: interrupted\n/);
    expect(stdout).toContain('You interrupted the run. |');
    expect(stdout).toMatch(/\| Uninstall \| not run \|/);
    expect(stdout).toContain('The account is as it was before.');
    expect(code).toBe(130);
    expect(await inventory()).toEqual(before);
  },
);

test('a run that fails cleans up, names the reason and ends with exit code 1', async () => {
  const broken = join(scratch, 'broken');
  await cp(release, broken, { recursive: true });
  await writeFile(
    join(broken, 'custom-resource.yml'),
    'Parameters: {CodeBucket: {Type: String}, ResponseOrigin: {Type: String}}\nResources: {CustomResourceFunctionRole: {Type: AWS::Nothing::Known, Properties: {Policies: []}}}\n',
  );
  const { code, stdout } = await smoke('--local-aws', '--release', broken);
  expect(stdout).toMatch(/^## Smoke test: failed\n/);
  expect(stdout).toMatch(/\| Install from the release \| failed \| [\d.]+ \| .*AWS::Nothing::Known/);
  expect(stdout).toContain('| Deploy the user-pool example | not run |  |  |');
  expect(stdout).toContain('The account is as it was before.');
  expect(code).toBe(1);
  expect(await inventory()).toEqual(before);
});

test('an account with resources of the same names is refused, each named, and nothing is touched', async () => {
  const template = JSON.stringify({
    Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'another' } } },
    Outputs: { Token: { Value: 'a', Export: { Name: 'IdentityPoolWithRoles-ServiceToken' } } },
  });
  await createStack(clients.cloudFormation, { name: 'identity-pool-smoke-app', template });
  const occupied = await inventory();
  const { code, stdout, stderr } = await smoke('--local-aws', '--release', release);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(`so it does nothing:
  stacks: identity-pool-smoke-app
  exports: IdentityPoolWithRoles-ServiceToken
Fix: choose another account or region, or remove them if they are left of an earlier run.
`);
  expect(await inventory()).toEqual(occupied);
  await deleteStack(clients.cloudFormation, 'identity-pool-smoke-app');
});

test.each<[options: string, message: string]>([
  ['', 'Name the region.'],
  ['--region eu-west-1 --entry-point lambda', '"lambda" is no entry point; use custom-resource or registry-type.'],
  ['--local-aws --region eu-west-1', '--local-aws has an account and a region of its own: leave out --profile and --region.'],
  ['--local-aws --entry-point registry-type', 'The local AWS emulator has no registry of types.'],
  ['--local-aws --release /nowhere', '/nowhere has not the files of release'],
  ['--regoin eu-west-1', "Unknown option '--regoin'"],
])('`npm run smoke -- %s` is refused in words, without a stack trace', async (options, message) => {
  const { code, stdout, stderr } = await smoke(...options.split(' ').filter((option) => option !== ''));
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(`Failed: ${message}`);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('nothing is created where nobody is there to agree to the costs', async () => {
  // Taken for AWS, but for the registry, which the local AWS emulator has not.
  const noTypes = '<ListTypesResponse><ListTypesResult><TypeSummaries/></ListTypesResult></ListTypesResponse>';
  const front = await openFront(aws.endpoint, ({ action }) => (action === 'ListTypes' ? { status: 200, xml: noTypes } : undefined));
  try {
    const asIfAws = { ...process.env, ...environmentFor({ endpoint: front.endpoint, region: aws.region }) };
    const { code, stdout, stderr } = await run('npm', ['run', '--silent', 'smoke', '--', '--region', aws.region], { environment: asIfAws });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('AWS may charge for');
    expect(stderr).toContain('Failed: Nobody is there to agree. Fix: give --yes');
    expect(await inventory()).toEqual(before);
  } finally {
    await front.close();
  }
});

test('a profile that is not there is refused with what to do', async () => {
  const without = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));
  environment = { ...without, AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_EC2_METADATA_DISABLED: 'true' };
  const { code, stderr } = await smoke('--region', 'eu-west-1', '--profile', 'nobody');
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /Failed: Profile "nobody" cannot be used: .*\nFix: run `aws sts get-caller-identity --profile nobody` until it answers/,
  );
  expect(stderr).not.toMatch(/^\s+at /m);
});
