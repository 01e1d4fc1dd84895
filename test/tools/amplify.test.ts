/** Compares what examples/amplify makes with what the resource takes; with Amplify's own packages at hand, the whole Gen 2 project is synthesized by them. */
import { App, Stack } from 'aws-cdk-lib';
import { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packageJson from '../../package.json';
import { addIdentities } from '../../examples/amplify/gen-2/amplify/identities';
import { keepAll } from '../../examples/amplify/gen-2/amplify/keep';
import { lintTemplates } from '../../scripts/docs/cfn-lint';
import { run } from '../../scripts/local-aws/command';
import type { Properties } from '../../src/core/properties';
import { findIssues } from '../../src/core/request/validation';
import { NO_SETTINGS } from '../../src/core/settings';
import { DOORS, identitiesOf, propertiesOf, readTemplate, resolve, withDefaults, type Template } from '../examples/templates';

const GEN_1 = 'examples/amplify/gen-1/amplify/backend';
const GEN_2 = 'examples/amplify/gen-2';
const MOVED_OUT = 'examples/amplify/moved-out';
const IDENTITIES_OF_GEN_1 = `${GEN_1}/custom/identities/identities-cloudformation-template.json`;

const scratch = mkdtempSync(join(tmpdir(), 'amplify-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const issuesOf = (template: Template, values: Readonly<Record<string, string>> = {}): unknown => {
  const desired = resolve(withDefaults(template, values), propertiesOf(template), true) as Properties;
  return findIssues({ desired, region: 'eu-west-1', stackTags: {}, settings: NO_SETTINGS });
};

const USER_POOL = 'eu-west-1_AbCdEf123';
const CLIENT = '1example23456789';

describe('Gen 2', () => {
  const app = new App({ outdir: join(scratch, 'cdk'), analyticsReporting: false });
  const stack = new Stack(app, 'identities');
  addIdentities(stack, { userPoolId: USER_POOL, userPoolClientId: CLIENT });
  const kept = new Stack(app, 'auth');
  new CfnUserPool(kept, 'UserPool');
  keepAll(kept);
  app.synth();
  const file = join(scratch, 'cdk', 'identities.template.json');

  it('makes the resource through the provider stack of its region', () => {
    expect(identitiesOf(readTemplate(file))).toEqual({
      Type: DOORS['custom-resource'],
      Properties: {
        ServiceToken: { 'Fn::ImportValue': 'IdentityPoolWithRoles-ServiceToken' },
        AuthenticationProviders: { UserPools: [{ UserPoolId: USER_POOL, UserPoolClientId: CLIENT }] },
        AuthenticatedRole: {
          ManagedPolicyArns: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/AmazonPollyReadOnlyAccess']] }],
        },
        UnauthenticatedRole: { Create: false },
      },
      UpdateReplacePolicy: 'Delete',
      DeletionPolicy: 'Delete',
    });
    expect(issuesOf(readTemplate(file))).toEqual([]);
  });

  it('makes a template that cfn-lint has nothing to say about', async () => {
    expect(await lintTemplates([file])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('keeps every resource of a stack', () => {
    const { Resources } = readTemplate(join(scratch, 'cdk', 'auth.template.json'));
    expect(Resources).toEqual({ UserPool: { Type: 'AWS::Cognito::UserPool', DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' } });
  });

  it('is tried with the versions that the pages and this project name', () => {
    const { devDependencies } = JSON.parse(readFileSync(`${GEN_2}/package.json`, 'utf8')) as {
      devDependencies: Readonly<Record<string, string>>;
    };
    const { 'aws-cdk-lib': cdk, constructs } = packageJson.devDependencies;
    expect(devDependencies).toMatchObject({ 'aws-cdk-lib': cdk, constructs });
    for (const page of ['inside', 'move-out'])
      expect(readFileSync(`guide/recipes/amplify-${page}.md`, 'utf8')).toContain(
        `@aws-amplify/backend ${devDependencies['@aws-amplify/backend'] ?? '?'} `,
      );
  });

  it('has in backend.ts what the page shows', () => {
    const [shown = ''] = [...readFileSync('guide/recipes/amplify-inside.md', 'utf8').matchAll(/^```ts\n(.*?)^```/gms)].map(
      ([, text]) => text,
    );
    expect(shown).toContain('backend.addOutput');
    expect(readFileSync(`${GEN_2}/amplify/backend.ts`, 'utf8')).toContain(shown);
  });
});

describe('Gen 1', () => {
  it('has a parameter for the environment and for each attribute that it depends on', () => {
    const { custom } = JSON.parse(readFileSync(`${GEN_1}/backend-config.json`, 'utf8')) as {
      readonly custom: {
        readonly identities: {
          readonly dependsOn: readonly {
            readonly category: string;
            readonly resourceName: string;
            readonly attributes: readonly string[];
          }[];
        };
      };
    };
    const names = custom.identities.dependsOn.flatMap(({ category, resourceName, attributes }) =>
      attributes.map((attribute) => `${category}${resourceName}${attribute}`),
    );
    expect(Object.keys(readTemplate(IDENTITIES_OF_GEN_1).Parameters ?? {})).toEqual(['env', ...names]);
  });

  it('has no property that the resource refuses, and nothing for cfn-lint to complain about', async () => {
    const values = { env: 'dev', authphotosUserPoolId: USER_POOL, authphotosAppClientIDWeb: CLIENT };
    expect(issuesOf(readTemplate(IDENTITIES_OF_GEN_1), values)).toEqual([]);
    expect(await lintTemplates([IDENTITIES_OF_GEN_1])).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});

describe('the templates of a pool that moved out', () => {
  it.each(['adopted', 'own'])('have no property that the resource refuses: %s', (name) => {
    const values = {
      PoolId: 'eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab',
      UserPoolId: USER_POOL,
      UserPoolClientId: CLIENT,
      AuthenticatedRoleArn: 'arn:aws:iam::123456789012:role/signed-in',
      UnauthenticatedRoleArn: 'arn:aws:iam::123456789012:role/guests',
    };
    expect(issuesOf(readTemplate(`${MOVED_OUT}/${name}.yml`), values)).toEqual([]);
  });
});

const MODULES = `${GEN_2}/node_modules`;
const isInstalled = existsSync(`${MODULES}/@aws-amplify/backend`);

interface Synthesized {
  readonly Metadata: Readonly<Record<string, { readonly version: string; readonly stackOutputs?: readonly string[] }>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
}

// 900 MB of packages: whoever changes the example installs them, with `npm install` in its folder.
(isInstalled ? describe : describe.skip)(
  `Amplify's own packages${isInstalled ? '' : ` (skipped, because ${GEN_2} has no node_modules)`}`,
  () => {
    const synthesize = async (name: string, backend?: string): Promise<{ readonly folder: string; readonly main: Synthesized }> => {
      const folder = join(scratch, name);
      const program = backend === undefined ? 'backend.ts' : `backend-${name}.ts`;
      if (backend !== undefined) writeFileSync(`${GEN_2}/amplify/${program}`, backend);
      try {
        const context = { 'amplify-backend-type': 'branch', 'amplify-backend-namespace': 'photosapp', 'amplify-backend-name': 'main' };
        const { code, stdout, stderr } = await run('npx', ['tsx', `amplify/${program}`], {
          folder: GEN_2,
          environment: { ...process.env, CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify(context) },
        });
        if (code !== 0) throw new Error(stdout + stderr);
      } finally {
        if (backend !== undefined) rmSync(`${GEN_2}/amplify/${program}`);
      }
      const file = readdirSync(folder).find((each) => /^amplify-.*\.template\.json$/.test(each)) ?? '';
      return { folder, main: JSON.parse(readFileSync(join(folder, file), 'utf8')) as Synthesized };
    };

    /** What Amplify's generator makes of the outputs of a deployed backend; a value of a stack is its name. */
    const amplifyOutputs = async ({ Metadata, Outputs }: Synthesized): Promise<string> => {
      const textOf = (value: unknown): string => {
        if (typeof value === 'string') return value;
        const [[name, argument] = []] = Object.entries(value as object) as [string, unknown][];
        if (name === 'Fn::Join') return (argument as [string, unknown[]])[1].map(textOf).join('');
        return Array.isArray(argument) ? argument.join('.') : String(argument);
      };
      const deployed = Object.fromEntries(
        Object.entries(Metadata)
          .filter(([key]) => key.startsWith('AWS::Amplify'))
          .map(([key, { version, stackOutputs = [] }]) => [
            key,
            { version, payload: Object.fromEntries(stackOutputs.map((name) => [name, textOf(Outputs[name]?.Value)])) },
          ]),
      );
      const program = `
        import { UnifiedClientConfigGenerator } from './${MODULES}/@aws-amplify/client-config/lib/unified_client_config_generator.js';
        import { ClientConfigContributorFactory } from './${MODULES}/@aws-amplify/client-config/lib/client-config-contributor/client_config_contributor_factory.js';
        const contributors = new ClientConfigContributorFactory({ getModelIntrospectionSchemaFromS3Uri: async () => undefined }).getContributors('1.4');
        const config = await new UnifiedClientConfigGenerator(async () => (${JSON.stringify(deployed)}), contributors).generateClientConfig();
        console.log(JSON.stringify(config));`;
      const { code, stdout, stderr } = await run('node', ['--input-type=module', '--eval', program]);
      if (code !== 0) throw new Error(stderr);
      return stdout;
    };

    it('compile the project', async () => {
      expect(await run('npx', ['tsc', '--project', 'amplify'], { folder: GEN_2 })).toMatchObject({ code: 0, stdout: '' });
    });

    it('give the app the id under custom, and close Amplify’s own pool to guests', async () => {
      const { folder, main } = await synthesize('project');
      const nested = readdirSync(folder).find((each) => /identities.*\.nested\.template\.json$/.test(each)) ?? '';
      expect(identitiesOf(readTemplate(join(folder, nested))).Type).toBe(DOORS['custom-resource']);
      expect(JSON.parse(await amplifyOutputs(main))).toMatchObject({
        auth: { unauthenticated_identities_enabled: false, identity_pool_id: expect.stringContaining('IdentityPool') as unknown },
        custom: { identity_pool_id: expect.stringMatching(/^identities\w+\.Outputs\.\w+Ref$/) as unknown },
      });
    });

    it('refuse the id under auth, beside defineAuth', async () => {
      const { main } = await synthesize(
        'overlapping',
        `import { defineBackend } from '@aws-amplify/backend';
         import { auth } from './auth/resource';
         defineBackend({ auth }).addOutput({ auth: { identity_pool_id: 'eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab' } as never });`,
      );
      await expect(amplifyOutputs(main)).rejects.toThrow('Duplicated entry with key identity_pool_id detected in deployment outputs');
    });

    it('keep every resource of the auth stack with keepAll', async () => {
      const { folder } = await synthesize(
        'kept',
        `import { defineBackend } from '@aws-amplify/backend';
         import { Stack } from 'aws-cdk-lib';
         import { auth } from './auth/resource';
         import { keepAll } from './keep';
         const backend = defineBackend({ auth });
         keepAll(Stack.of(backend.auth.resources.cfnResources.cfnIdentityPool));`,
      );
      const nested = readdirSync(folder).find((each) => /auth.*\.nested\.template\.json$/.test(each)) ?? '';
      const { Resources } = readTemplate(join(folder, nested)) as unknown as {
        readonly Resources: Readonly<Record<string, { readonly DeletionPolicy?: string }>>;
      };
      expect(Object.values(Resources).map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(Object.keys(Resources).map(() => 'Retain'));
      // But for the policies, it is the template by which the move is tried.
      const withoutPolicies = (text: string): unknown =>
        JSON.parse(text, (key, value: unknown) =>
          ['DeletionPolicy', 'UpdateReplacePolicy', 'Description', 'Outputs'].includes(key) ? undefined : value,
        );
      expect(withoutPolicies(readFileSync(join(folder, nested), 'utf8'))).toEqual(
        withoutPolicies(readFileSync('test/native-templates/amplify-gen-2.json', 'utf8')),
      );
    });
  },
);
