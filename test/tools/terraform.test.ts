/** Reads examples/terraform as Terraform does, and what it makes as the AWS provider, this type and the command-line tool do. */
import { parse } from '@cdktn/hcl2json';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve as absolute } from 'node:path';
import { lintTemplates } from '../../scripts/docs/cfn-lint';
import { run } from '../../scripts/local-aws/command';
import type { Properties } from '../../src/core/properties';
import { findIssues } from '../../src/core/request/validation';
import { NO_SETTINGS } from '../../src/core/settings';
import { DOORS, identitiesOf, propertiesOf, readTemplate, resolve, withDefaults } from '../examples/templates';
import { commandsIn } from '../local-aws/commands/pages';
import { DESIRED_STATE, INPUTS, OWN_FOLDER } from './photos';

const STACK = 'examples/terraform/stack';
const CLOUD_CONTROL = 'examples/terraform/cloud-control';
const PAGE = 'guide/recipes/terraform.md';

const scratch = mkdtempSync(join(tmpdir(), 'terraform-'));
afterAll(() => rmSync(scratch, { recursive: true }));

type Blocks = Readonly<Record<string, Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>>>;

interface Module {
  readonly resource: Blocks;
  readonly locals?: readonly Readonly<Record<string, unknown>>[];
  readonly output: Readonly<Record<string, readonly { readonly value: string }[]>>;
}

const read = async (folder: string): Promise<Module> =>
  (await parse(`${folder}/main.tf`, readFileSync(`${folder}/main.tf`, 'utf8'))) as unknown as Module;

/** A parsed value with the variables filled in. */
const filledIn = (value: unknown): unknown =>
  JSON.parse(
    Object.entries(INPUTS)
      .reduce((text, [name, input]) => text.replaceAll(`\${var.${name}}`, input), JSON.stringify(value))
      .replaceAll('$${', '${'),
  ) as unknown;

describe('what HashiCorp’s parser reads', () => {
  it('is a stack whose template and parameters belong together, and a policy on the created role', async () => {
    const { resource, output } = await read(STACK);
    const template = readTemplate(`${STACK}/identity-pool.yml`);
    expect(resource['aws_cloudformation_stack']).toEqual({
      identities: [
        {
          name: 'photos-identities',
          template_body: '${file("${path.module}/identity-pool.yml")}',
          parameters: { UserPoolId: '${var.user_pool_id}', UserPoolClientId: '${var.user_pool_client_id}' },
        },
      ],
    });
    expect(Object.keys(template.Parameters ?? {})).toEqual(['UserPoolId', 'UserPoolClientId']);
    const asked = [...JSON.stringify([resource, output]).matchAll(/aws_cloudformation_stack\.identities\.outputs\[\\"(\w+)\\"\]/g)];
    expect(asked.map(([, name]) => name)).toEqual(['AuthenticatedRoleName', 'IdentityPoolId']);
    expect(Object.keys(template.Outputs as object)).toEqual(expect.arrayContaining(asked.map(([, name]) => name)));
  });

  it('is a resource of the registry type with the desired state of the page', async () => {
    const { resource, locals = [] } = await read(CLOUD_CONTROL);
    expect(resource).toEqual({
      aws_cloudcontrolapi_resource: {
        identities: [{ type_name: DOORS['registry-type'], desired_state: '${jsonencode(local.identities)}' }],
      },
    });
    expect(filledIn(locals)).toEqual([{ identities: DESIRED_STATE }]);
  });

  it('is refused when a brace is missing', async () => {
    await expect(parse('broken.tf', 'resource "aws_cloudformation_stack" "identities" {')).rejects.toThrow(/Unclosed configuration block/);
  });
});

describe('what is passed on', () => {
  it('has no property that the resource refuses', () => {
    const template = readTemplate(`${STACK}/identity-pool.yml`);
    expect(identitiesOf(template).Type).toBe(DOORS['custom-resource']);
    const given = withDefaults(template, { UserPoolId: INPUTS.user_pool_id, UserPoolClientId: INPUTS.user_pool_client_id });
    for (const desired of [resolve(given, propertiesOf(given), true), DESIRED_STATE] as Properties[])
      expect(findIssues({ desired, region: 'eu-west-1', stackTags: {}, settings: NO_SETTINGS })).toEqual([]);
  });

  it('has nothing for cfn-lint to complain about', async () => {
    expect(await lintTemplates([`${STACK}/identity-pool.yml`])).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});

const GO = spawnSync('go', ['version']).status === 0;

(GO ? describe : describe.skip)(
  `the library by which the AWS provider checks a desired state${GO ? '' : ' (skipped, because Go is not at hand)'}`,
  () => {
    const program = join(scratch, 'terraform-schema');
    const check = (desired: object, ...paths: string[]) => {
      const file = join(scratch, 'desired.json');
      writeFileSync(file, JSON.stringify(desired));
      return run(program, ['schema.json', file, ...paths]);
    };

    beforeAll(() => {
      const { status, stderr } = spawnSync('go', ['build', '-o', program, '.'], { cwd: 'test/tools/terraform', encoding: 'utf8' });
      if (status !== 0) throw new Error(stderr);
    }, 240_000);

    it('reads schema.json, takes the example’s, and makes no new pool for a change of any property', async () => {
      const { properties } = JSON.parse(readFileSync('schema.json', 'utf8')) as { properties: object };
      const paths = Object.keys(properties).map((name) => `/${name}`);
      expect(await check(DESIRED_STATE, ...paths)).toEqual({
        code: 0,
        stdout: paths.map((path) => `${path} false\n`).join(''),
        stderr: '',
      });
    });

    it.each([
      [{ ...DESIRED_STATE, Guests: true }, '(root): Additional property Guests is not allowed'],
      [{ AllowClassicFlow: 'no' }, 'AllowClassicFlow: Invalid type. Expected: boolean, given: string'],
      [{ AuthenticatedRole: { Policies: [{ PolicyName: 'x' }] } }, 'AuthenticatedRole.Policies.0: PolicyDocument is required'],
    ])('refuses %j', async (desired, message) => {
      const { code, stderr } = await check(desired);
      expect([code, stderr]).toEqual([1, expect.stringContaining(message)]);
    });
  },
);

const TERRAFORM = spawnSync('terraform', ['version']).status === 0;
const environment: NodeJS.ProcessEnv = { ...process.env, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: join(scratch, 'terraformrc') };

(TERRAFORM ? describe : describe.skip)(`terraform${TERRAFORM ? '' : ' (skipped, because it is not at hand)'}`, () => {
  const terraform = async (folder: string, ...args: string[]): Promise<string> => {
    const finished = await run('terraform', args, { folder, environment });
    if (finished.code !== 0) throw new Error(finished.stdout + finished.stderr);
    return finished.stdout;
  };

  beforeAll(() => writeFileSync(join(scratch, 'terraformrc'), ''));

  interface Planned {
    readonly planned_values: {
      readonly outputs: Readonly<Record<string, { readonly value: string }>>;
      readonly root_module: { readonly resources: readonly { readonly name: string; readonly values: { readonly input: object } }[] };
    };
  }

  /**
   * Plans a module whose resources became `terraform_data`, because the AWS provider is not at hand: every expression is Terraform's to evaluate.
   * @param known what a reference to a resource gives.
   */
  const planned = async (from: string, known: Readonly<Record<string, string>>): Promise<Planned['planned_values']> => {
    const folder = mkdtempSync(join(scratch, 'module-'));
    const text = Object.entries(known)
      .reduce((all, [reference, value]) => all.replaceAll(reference, value), readFileSync(`${from}/main.tf`, 'utf8'))
      .replace(/^terraform \{.*?^\}/ms, '')
      .replaceAll(/^resource "aws_\w+" ("\w+") \{(.*?)^\}/gms, 'resource "terraform_data" $1 {\n  input = {$2}\n}');
    writeFileSync(join(folder, 'main.tf'), text);
    writeFileSync(join(folder, 'terraform.tfvars.json'), JSON.stringify(INPUTS));
    const template = `${from}/identity-pool.yml`;
    if (existsSync(template)) symlinkSync(absolute(template), join(folder, 'identity-pool.yml'));
    await terraform(folder, 'init', '-input=false');
    await terraform(folder, 'plan', '-input=false', '-out=tfplan');
    return (JSON.parse(await terraform(folder, 'show', '-json', 'tfplan')) as Planned).planned_values;
  };

  const inputsOf = ({
    root_module: { resources },
  }: Planned['planned_values']): Readonly<Record<string, Readonly<Record<string, unknown>>>> =>
    Object.fromEntries(resources.map(({ name, values }) => [name, values.input as Readonly<Record<string, unknown>>]));

  it('finds the files formatted as it would', async () => {
    expect(await run('terraform', ['fmt', '-check', '-recursive', 'examples/terraform'], { environment })).toMatchObject({
      code: 0,
      stdout: '',
    });
  });

  it('passes the stack the template to the letter, and the policy the variable that IAM fills in', async () => {
    const values = await planned(STACK, {
      'aws_cloudformation_stack.identities.outputs': '{ IdentityPoolId = "the pool", AuthenticatedRoleName = "the role" }',
    });
    const { identities, own_folder: policy } = inputsOf(values);
    expect(identities).toEqual({
      name: 'photos-identities',
      template_body: readFileSync(`${STACK}/identity-pool.yml`, 'utf8'),
      parameters: { UserPoolId: INPUTS.user_pool_id, UserPoolClientId: INPUTS.user_pool_client_id },
    });
    expect({ ...policy, policy: JSON.parse(String(policy?.['policy'])) as unknown }).toEqual({
      name: 'own-folder',
      role: 'the role',
      policy: OWN_FOLDER,
    });
    expect(values.outputs).toMatchObject({ identity_pool_id: { value: 'the pool' } });
  });

  it('encodes the desired state, of which the command of the page shows what it would create', async () => {
    const values = await planned(CLOUD_CONTROL, {
      'aws_cloudcontrolapi_resource.identities.id': '"the pool"',
      'aws_cloudcontrolapi_resource.identities.properties': '"{\\"AuthenticatedRoleArn\\":\\"the role\\"}"',
    });
    const { identities } = inputsOf(values);
    expect(identities?.['type_name']).toBe(DOORS['registry-type']);
    expect(JSON.parse(String(identities?.['desired_state']))).toEqual(DESIRED_STATE);
    expect(values.outputs).toMatchObject({ identity_pool_id: { value: 'the pool' }, authenticated_role_arn: { value: 'the role' } });

    // The page's command, with `terraform` showing this plan as the AWS provider's resource.
    const bin = join(scratch, 'bin');
    mkdirSync(bin);
    const plan = { planned_values: { root_module: { resources: [{ type: 'aws_cloudcontrolapi_resource', values: identities }] } } };
    writeFileSync(join(scratch, 'plan.json'), JSON.stringify(plan));
    writeFileSync(join(bin, 'terraform'), `#!/bin/sh\ncat ${join(scratch, 'plan.json')}\n`);
    chmodSync(join(bin, 'terraform'), 0o755);
    const command = commandsIn(PAGE).find((each) => each.command.startsWith('terraform show'))?.command ?? '';
    const shown = await run('bash', ['-euo', 'pipefail', '-c', command], {
      environment: { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}` },
    });
    expect([shown.code, shown.stdout]).toEqual([0, expect.stringMatching(/^Identities in - makes a new identity pool in eu-west-1:\n/)]);
    expect(shown.stdout).toContain(
      `policy own-folder: Allow s3:GetObject, s3:PutObject on arn:aws:s3:::photos/\${cognito-identity.amazonaws.com:sub}/*\n`,
    );
  });
});
