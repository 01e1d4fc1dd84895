/** Compiles examples/pulumi against Pulumi's own packages, and compares what its programs register with Pulumi's mocks in place of an account. */
import { parse } from '@cdktn/hcl2json';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { lintTemplates } from '../../scripts/docs/cfn-lint';
import { run } from '../../scripts/local-aws/command';
import type { Properties } from '../../src/core/properties';
import { findIssues } from '../../src/core/request/validation';
import { NO_SETTINGS } from '../../src/core/settings';
import { DOORS } from '../examples/templates';
import { DESIRED_STATE, INPUTS, OWN_FOLDER } from './photos';

const FOLDER = 'examples/pulumi';

// With the time to install Pulumi's packages, once.
jest.setTimeout(300_000);

beforeAll(async () => {
  const installed = `${FOLDER}/node_modules/.package-lock.json`;
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(`${FOLDER}/package-lock.json`).mtimeMs) return;
  const { code, stdout, stderr } = await run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { folder: FOLDER });
  if (code !== 0) throw new Error(stdout + stderr);
});

const CONFIG = {
  'photos-identities:userPoolId': INPUTS.user_pool_id,
  'photos-identities:userPoolClientId': INPUTS.user_pool_client_id,
  'photos-identities:bucketArn': INPUTS.bucket_arn,
};

interface Run {
  readonly registered: readonly { readonly type: string; readonly name: string; readonly inputs: Readonly<Record<string, unknown>> }[];
  readonly outputs: object;
}

const runProgram = async (program: string, config: object = CONFIG): Promise<Run> => {
  const finished = await run('node', ['--import', 'tsx', 'test/tools/pulumi/with-mocks.ts', program, JSON.stringify(config)], {
    environment: { ...process.env, PULUMI_NODEJS_PROJECT: 'photos-identities' },
  });
  if (finished.code !== 0) throw new Error(finished.stdout + finished.stderr);
  return JSON.parse(finished.stdout) as Run;
};

it('compiles against the types of the AWS provider', async () => {
  expect(await run('npm', ['run', '--silent', 'check'], { folder: FOLDER })).toEqual({ code: 0, stdout: '', stderr: '' });
});

it('registers the stack with its template, and a policy on the role that the stack created', async () => {
  const { registered, outputs } = await runProgram('stack.ts');
  const [stack, policy, ...more] = registered;
  expect(stack).toEqual({
    type: 'aws:cloudformation/stack:Stack',
    name: 'identities',
    inputs: {
      templateBody: readFileSync(`${FOLDER}/identity-pool.yml`, 'utf8'),
      parameters: { UserPoolId: 'eu-west-1_AbCdEf123', UserPoolClientId: '1example23456789' },
    },
  });
  expect(policy).toEqual({ type: 'aws:iam/rolePolicy:RolePolicy', name: 'own-folder', inputs: { role: 'the role', policy: OWN_FOLDER } });
  expect(more).toEqual([]);
  expect(outputs).toEqual({ identityPoolId: 'the pool' });
});

it('registers a resource of the registry type with a desired state that the resource takes', async () => {
  const { registered, outputs } = await runProgram('cloud-control.ts');
  const [resource, ...more] = registered;
  const desiredState = String(resource?.inputs['desiredState']);
  expect(resource).toEqual({
    type: 'aws:cloudcontrol/resource:Resource',
    name: 'identities',
    inputs: { typeName: DOORS['registry-type'], desiredState },
  });
  expect(JSON.parse(desiredState)).toEqual(DESIRED_STATE);
  expect(more).toEqual([]);
  expect(outputs).toEqual({ identityPoolId: 'the pool', authenticatedRoleArn: 'the role' });
  // The one that test/local-aws/registry-type.test.ts makes a pool of.
  const file = 'examples/terraform/cloud-control/main.tf';
  const { locals } = (await parse(file, readFileSync(file, 'utf8'))) as unknown as {
    readonly locals: readonly [{ readonly identities: object }];
  };
  const inputs = { user_pool_id: 'eu-west-1_AbCdEf123', user_pool_client_id: '1example23456789', bucket_arn: 'arn:aws:s3:::photos' };
  const byTerraform = Object.entries(inputs).reduce(
    (text, [name, value]) => text.replaceAll(`\${var.${name}}`, value),
    JSON.stringify(locals[0].identities).replaceAll('$${', '${'),
  );
  expect(JSON.parse(byTerraform)).toEqual(DESIRED_STATE);
  const desired = JSON.parse(desiredState) as Properties;
  expect(findIssues({ desired, region: 'eu-west-1', stackTags: {}, settings: NO_SETTINGS })).toEqual([]);
});

it.each(['stack.ts', 'cloud-control.ts'])('says which configuration %s lacks', async (program) => {
  const { 'photos-identities:bucketArn': _left, ...rest } = CONFIG;
  await expect(runProgram(program, rest)).rejects.toThrow(/Missing required configuration variable 'photos-identities:bucketArn'/);
});

it('is tried with the version that the page names', () => {
  const { dependencies } = JSON.parse(readFileSync(`${FOLDER}/package.json`, 'utf8')) as { dependencies: Readonly<Record<string, string>> };
  expect(readFileSync('guide/recipes/pulumi.md', 'utf8')).toContain(`@pulumi/aws ${dependencies['@pulumi/aws'] ?? '?'},`);
});

it('has nothing for cfn-lint to complain about, and the template of examples/terraform', async () => {
  expect(await lintTemplates([`${FOLDER}/identity-pool.yml`])).toEqual({ code: 0, stdout: '', stderr: '' });
  const withoutDescription = (file: string): string => readFileSync(file, 'utf8').replace(/^Description: .*\n/m, '');
  expect(withoutDescription(`${FOLDER}/identity-pool.yml`)).toBe(withoutDescription('examples/terraform/stack/identity-pool.yml'));
});

/** Pulumi makes these types from the AWS provider of Terraform, so they know the attributes of its resources. */
it.each([
  ['stack', 'aws_cloudformation_stack', 'cloudformation/stack.d.ts', 'StackArgs'],
  ['cloud-control', 'aws_cloudcontrolapi_resource', 'cloudcontrol/resource.d.ts', 'ResourceArgs'],
  ['stack', 'aws_iam_role_policy', 'iam/rolePolicy.d.ts', 'RolePolicyArgs'],
])('knows each attribute that examples/terraform/%s gives to %s', async (folder, resource, file, type) => {
  const types = readFileSync(`${FOLDER}/node_modules/@pulumi/aws/${file}`, 'utf8');
  const body = new RegExp(`^export interface ${type} \\{(.*?)^\\}`, 'ms').exec(types)?.[1] ?? '';
  const known = [...body.matchAll(/^ {4}(\w+)\??:/gm)].map(([, name]) => name);
  const path = `examples/terraform/${folder}/main.tf`;
  const parsed = (await parse(path, readFileSync(path, 'utf8'))) as unknown as {
    readonly resource: Readonly<Record<string, Readonly<Record<string, readonly object[]>>>>;
  };
  const attributes = Object.values(parsed.resource[resource] ?? {}).flatMap(([block = {}]) => Object.keys(block));
  const camelCased = attributes.map((name) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()));
  expect(camelCased.length).toBeGreaterThan(1);
  expect(known).toEqual(expect.arrayContaining(camelCased));
});
