import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { yamlParse } from '../test/yaml';
import { clientsFor } from './local-aws/clients';
import { readArguments } from './local-aws/arguments';
import { run, type Finished } from './local-aws/command';
import { addedBetween, takeInventory } from './local-aws/inventory';
import { deployProvider } from './local-aws/provider';
import { preparePython, pythonTool } from './local-aws/python';
import { ReadableError, main } from './local-aws/readable-error';
import { environmentFor, withLocalAws, type LocalAws } from './local-aws/server';
import { createStack } from './local-aws/stacks';

/** What generators write; a difference means that somebody changed schema.json and did not run them, or edited by hand. */
const GENERATED = ['src/models.ts', 'src/core/generated', 'resource-role.yaml', 'docs'];
const SUBMISSION = 'community-cognito-identitypoolwithroles.zip';

const step = (title: string): void => console.log(`\n== ${title}`);

const succeed = async (what: string, finished: Promise<Finished>): Promise<Finished> => {
  const result = await finished;
  if (result.code !== 0) throw new ReadableError(`${what} failed:\n${result.stdout}${result.stderr}`);
  return result;
};

/** Without the starter's own AWS settings: they would lead `cfn` to another account. */
const cfn = (commandArguments: readonly string[], aws?: LocalAws, show = false): Promise<Finished> => {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));
  const environment = {
    ...own,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    NO_PROXY: '127.0.0.1',
    ...(aws === undefined ? {} : environmentFor(aws)),
  };
  return run(pythonTool('python'), [resolve('scripts/cfn_launcher.py'), ...commandArguments], { environment, show });
};

const validate = async (): Promise<void> => {
  step('cfn validate');
  const { stdout, stderr } = await succeed('cfn validate', cfn(['validate']));
  // It exits with 0 whatever it warns of.
  const remarks = `${stdout}${stderr}`.replace('Resource schema is valid.', '').trim();
  if (remarks !== '') throw new ReadableError(`cfn validate has remarks:\n${remarks}`);
  console.log('  valid, no warning');
};

const fingerprints = async (): Promise<Map<string, string>> => {
  const found = new Map<string, string>();
  const visit = async (path: string): Promise<void> => {
    if (!existsSync(path)) return;
    if ((await stat(path)).isDirectory()) {
      for (const name of await readdir(path)) await visit(join(path, name));
    } else {
      found.set(
        path,
        createHash('sha256')
          .update(await readFile(path))
          .digest('hex'),
      );
    }
  };
  for (const path of GENERATED) await visit(path);
  return found;
};

const generate = async (): Promise<void> => {
  step('cfn generate (npm run generate)');
  const before = await fingerprints();
  await succeed('npm run generate', run('npm', ['run', '--silent', 'generate']));
  const after = await fingerprints();
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path));
  if (changed.length > 0) {
    throw new ReadableError(`These were not up to date; they are now, so look at them and commit them:\n  ${changed.join('\n  ')}`);
  }
  console.log('  models, documentation and role are up to date');
};

/** What the inputs name, and the role that the handlers act as: with the permissions that the schema lists, and no other. */
const deployFixtures = async (aws: LocalAws): Promise<string> => {
  interface RoleTemplate {
    Parameters: object;
    Conditions: object;
    Resources: { ExecutionRole: { Properties: Record<string, unknown> } };
    Outputs: { ExecutionRoleArn: unknown };
  }
  const fixtures = yamlParse(await readFile('scripts/contract.yml', 'utf8')) as { Resources: object };
  const { Resources, Outputs, Parameters, Conditions } = yamlParse(await readFile('resource-role.yaml', 'utf8')) as RoleTemplate;
  // As it is, only CloudFormation may take it.
  Resources.ExecutionRole.Properties['AssumeRolePolicyDocument'] = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${aws.accountId}:root` }, Action: 'sts:AssumeRole' }],
  };
  // The suite itself looks up exports, and does so as the same role.
  Resources.ExecutionRole.Properties['Policies'] = [
    ...(Resources.ExecutionRole.Properties['Policies'] as unknown[]),
    {
      PolicyName: 'exports-for-the-suite',
      PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'cloudformation:ListExports', Resource: '*' }] },
    },
  ];
  // `cfn test` puts the value of an export where an input names it: `{{contract-user-pool}}`.
  const exported = (logicalId: string, Name: string): object => ({ Value: { Ref: logicalId }, Export: { Name } });
  const template = JSON.stringify({
    ...fixtures,
    Parameters,
    Conditions,
    Resources: { ...fixtures.Resources, ...Resources },
    Outputs: {
      ...Outputs,
      UserPool: exported('UserPool', 'contract-user-pool'),
      OtherUserPool: exported('OtherUserPool', 'contract-other-user-pool'),
    },
  });
  const { ExecutionRoleArn = '' } = await createStack(clientsFor(aws).cloudFormation, { name: 'contract', template });
  return ExecutionRoleArn;
};

const test = async (aws: LocalAws): Promise<void> => {
  step(`Deploying template.yml and what the inputs name on a local AWS emulator (${aws.endpoint})`);
  const { TypeFunctionName = '' } = await deployProvider(aws, { registryFunctions: true });
  const role = await deployFixtures(aws);
  console.log(`  function ${TypeFunctionName}\n  role ${role}: the permissions of schema.json and no other, enforced`);

  const sets = (await readdir('inputs')).filter((name) => /^inputs_\d+_create\.json$/.test(name)).length;
  step(`cfn test, with ${sets} sets of inputs`);
  const before = await takeInventory(clientsFor(aws));
  const options = [
    '--endpoint',
    aws.endpoint,
    '--region',
    aws.region,
    '--function-name',
    TypeFunctionName,
    '--role-arn',
    role,
    '--cloudformation-endpoint-url',
    aws.endpoint,
  ];
  const { code, stdout } = await cfn(['test', ...options, '--', '-o', 'log_cli=false', '-W', 'ignore', '--tb=short'], aws, true);
  const summaries = stdout.match(/^=+ .*\bpassed\b.* =+$/gm) ?? [];
  if (code !== 0) throw new ReadableError('cfn test failed; what it says is above, and each request with its answer is in rpdk.log.');
  if (summaries.length !== sets) throw new ReadableError(`cfn test ran ${summaries.length} of ${sets} sets of inputs.`);
  const left = addedBetween(before, await takeInventory(clientsFor(aws)));
  // The suite itself sees pools only.
  if (left.pools.length + left.roles.length > 0) {
    throw new ReadableError(`cfn test passed and left behind: ${[...left.pools, ...left.roles].join(', ')}`);
  }
  step('cfn test: every set of inputs');
  for (const [index, summary] of summaries.entries()) console.log(`  set ${index + 1}: ${summary.replaceAll('=', '').trim()}`);
  console.log('  nothing is left behind: no pool, no role');
};

const submit = async (): Promise<void> => {
  step('cfn submit --dry-run');
  await succeed('cfn submit --dry-run', cfn(['submit', '--dry-run']));
  const outer = await entries(SUBMISSION);
  const expected = ['schema.json', 'ResourceProvider.zip', '.rpdk-config'];
  const missing = expected.filter((name) => !outer.includes(name));
  if (missing.length > 0) throw new ReadableError(`${SUBMISSION} has no ${missing.join(', ')}, but ${outer.join(', ')}.`);
  const inner = await entries(SUBMISSION, 'ResourceProvider.zip');
  const bundles = inner.filter((name) => /\.[cm]?js$/.test(name));
  if (bundles.length !== 1 || bundles[0] !== 'handlers.js') {
    throw new ReadableError(`ResourceProvider.zip should hold one bundle, handlers.js, and holds ${inner.join(', ')}.`);
  }
  console.log(`  ${SUBMISSION}: ${expected.join(', ')} and ${outer.length - expected.length} files of inputs/ and src/`);
  console.log(`  ResourceProvider.zip: ${inner.join(', ')}`);
};

/** The names in a zip, or in a zip inside it. */
const entries = async (file: string, inside?: string): Promise<readonly string[]> => {
  const script = [
    'import io, json, sys, zipfile',
    'archive = zipfile.ZipFile(sys.argv[1])',
    'if len(sys.argv) > 2: archive = zipfile.ZipFile(io.BytesIO(archive.read(sys.argv[2])))',
    'print(json.dumps(archive.namelist()))',
  ].join('\n');
  const { stdout } = await succeed(
    `Reading ${file}`,
    run(pythonTool('python'), ['-c', script, file, ...(inside === undefined ? [] : [inside])]),
  );
  return JSON.parse(stdout) as string[];
};

void main(async () => {
  readArguments({});
  await preparePython();
  await validate();
  await generate();
  step('npm run build');
  await succeed('npm run build', run('npm', ['run', '--silent', 'build']));
  await withLocalAws(test);
  await submit();
  step('The contract holds.');
});
