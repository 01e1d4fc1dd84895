/** Holds examples/pipeline and .pre-commit-hooks.yaml to the formats of those who read them, and runs what they run. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run, type Finished } from '../../scripts/local-aws/command';
import { GITHUB_FORMATS, PRE_COMMIT, preparePython, pythonTool } from '../../scripts/local-aws/python';
import { yamlParse } from '../yaml';

// With the time to set up both environments, once.
jest.setTimeout(300_000);

const GITHUB = 'examples/pipeline/github-workflow.yaml';
const GITLAB = 'examples/pipeline/gitlab-ci.yaml';
const TOOL = 'npx --no identity-pool-with-roles ';

interface GitHubJob {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly run?: string; readonly uses?: string }[];
}
interface GitLabJob {
  readonly script?: readonly string[];
}

const textOf = (file: string): string => readFileSync(file, 'utf8');
const github = yamlParse(textOf(GITHUB)) as { readonly permissions: unknown; readonly jobs: Readonly<Record<string, GitHubJob>> };
const gitlab = yamlParse(textOf(GITLAB)) as Readonly<Record<string, GitLabJob>>;
const commandsIn: Readonly<Record<string, readonly string[]>> = {
  [GITHUB]: Object.values(github.jobs).flatMap(({ steps }) => steps.flatMap((step) => step.run ?? [])),
  [GITLAB]: Object.values(gitlab).flatMap(({ script = [] }) => script),
};
const runsOfTheTool = Object.entries(commandsIn).flatMap(([file, commands]) =>
  commands.filter((command) => command.startsWith(TOOL)).map((command) => [file, command] as const),
);

it.each([
  [GITHUB, ['--builtin-schema', 'vendor.github-workflows']],
  [GITLAB, ['--builtin-schema', 'vendor.gitlab-ci', '--data-transform', 'gitlab-ci']],
])('%s has the format that its reader wants', async (file, options) => {
  await preparePython(console.log, GITHUB_FORMATS);
  const { code, stdout, stderr } = await run(pythonTool('check-jsonschema', GITHUB_FORMATS), [...options, file]);
  expect({ code, output: stdout + stderr }).toEqual({ code: 0, output: 'ok -- validation done\n' });
});

it('pins every action to a commit with its version beside it, to the same commit as the workflows of this project', () => {
  const uses = (text: string): string[] => [...text.matchAll(/uses: (\S+ # \S+)$/gm)].map(([, action = '']) => action);
  const pinned = uses(textOf(GITHUB));
  expect(pinned.length).toBe(textOf(GITHUB).match(/uses:/g)?.length);
  expect(pinned.filter((action) => !/^[\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
  const own = uses(textOf('.github/workflows/ci.yml') + textOf('.github/workflows/release.yml'));
  const nameOf = (action: string): string => action.replace(/@.*$/, '');
  expect(pinned.filter((action) => own.map(nameOf).includes(nameOf(action)) && !own.includes(action))).toEqual([]);
});

it('gives a job of GitHub no more than it needs: findings may be written by one, and a role taken by another', () => {
  expect(github.permissions).toEqual({ contents: 'read' });
  expect(Object.fromEntries(Object.entries(github.jobs).map(([name, { permissions }]) => [name, permissions]))).toEqual({
    'pull-request': undefined,
    'code-scanning': { contents: 'read', 'security-events': 'write' },
    account: { contents: 'read', 'id-token': 'write' },
  });
});

/** A repository of a user: the example's files, the tool in node_modules/ as `npm install` puts it there. */
function makeProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pipeline-'));
  cpSync('examples/pipeline', folder, { recursive: true });
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  symlinkSync(resolve('.'), join(folder, 'node_modules/identity-pool-with-roles'), 'dir');
  symlinkSync('../identity-pool-with-roles/bin/identity-pool-with-roles.mjs', join(folder, 'node_modules/.bin/identity-pool-with-roles'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  return folder;
}

const git = (cwd: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], { cwd, encoding: 'utf8', stdio: 'pipe' });

describe('in the repository of a user', () => {
  let folder = '';
  beforeAll(() => {
    folder = makeProject();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const ofTemplates = runsOfTheTool.filter(([, command]) => command.includes('--template '));
  const ofAccounts = runsOfTheTool.filter(([, command]) => command.includes('--all '));

  it('every command of the tool is one of these', () => {
    expect([ofTemplates.length, ofAccounts.length]).toEqual([3, 2]);
    expect(runsOfTheTool.length).toBe(ofTemplates.length + ofAccounts.length);
  });

  it.each(ofTemplates)(
    '%s: %s passes with the template as it is, and fails with one whose role any pool can use',
    async (_file, command) => {
      const [, output] = /> (\S+)$/.exec(command) ?? [];
      const shell = (line: string): Promise<Finished> => run('bash', ['-c', line], { folder, environment: process.env });
      const written = async (line: string): Promise<string> => {
        const { stdout } = await shell(line);
        return output === undefined ? stdout : textOf(join(folder, output));
      };
      expect(await shell(command)).toMatchObject({ code: 0 });
      cpSync('test/native-templates/no-audience.yaml', join(folder, 'broken.yml'));
      const onBroken = command.replace('template.yml', 'broken.yml');
      expect(await shell(onBroken)).toMatchObject({ code: 1 });
      expect(await written(onBroken)).toContain('trust-aud-missing');
    },
  );

  it.each(ofAccounts)('%s: %s says in one line that nobody is signed in, and nothing about the ignore file', async (_file, command) => {
    const environment = {
      ...process.env,
      AWS_PROFILE: undefined,
      AWS_EC2_METADATA_DISABLED: 'true',
      HOME: folder,
      AWS_ACCESS_KEY_ID: undefined,
    };
    const { code, stderr } = await run('bash', ['-c', command], { folder, environment });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/^error: No credentials were found.*\n$/) as unknown });
  });
});

describe('the hook of pre-commit', () => {
  const preCommit = (cwd: string, ...args: readonly string[]): Promise<Finished> =>
    run(pythonTool('pre-commit', PRE_COMMIT), args, {
      folder: cwd,
      environment: { ...process.env, PRE_COMMIT_HOME: join(folder, '.cache'), GIT_CONFIG_GLOBAL: '/dev/null', PRE_COMMIT_COLOR: 'never' },
    });
  let hooks = '';
  let folder = '';
  beforeAll(async () => {
    await preparePython(console.log, PRE_COMMIT);
    hooks = mkdtempSync(join(tmpdir(), 'hooks-'));
    cpSync('.pre-commit-hooks.yaml', join(hooks, '.pre-commit-hooks.yaml'));
    git(hooks, 'init', '--quiet');
    git(hooks, 'add', '--all');
    git(hooks, 'commit', '--quiet', '--message', 'hooks');
    git(hooks, 'tag', 'v0.1.0');
    folder = makeProject();
    const config = textOf('examples/pipeline/pre-commit-config.yaml').replace(/https:\S+/, `file://${hooks}`);
    writeFileSync(join(folder, '.pre-commit-config.yaml'), config);
    writeFileSync(join(folder, '.gitignore'), 'node_modules\n.cache\n');
    git(folder, 'init', '--quiet');
    git(folder, 'add', '--all');
  });
  afterAll(() => {
    for (const each of [hooks, folder]) rmSync(each, { recursive: true, force: true });
  });

  it('is as pre-commit wants it, and so is the configuration of the example', async () => {
    expect(await preCommit(process.cwd(), 'validate-manifest', '.pre-commit-hooks.yaml')).toMatchObject({ code: 0 });
    expect(await preCommit(process.cwd(), 'validate-config', 'examples/pipeline/pre-commit-config.yaml')).toMatchObject({ code: 0 });
  });

  it('passes over files without pools and over what the ignore file accepts', async () => {
    const { code, stdout } = await preCommit(folder, 'run', '--all-files');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^identity pools of CloudFormation templates\.+Passed\n$/m) as unknown,
    });
  });

  it('stops a commit with a role that any pool can use, and says where it is', async () => {
    cpSync('test/native-templates/no-audience.yaml', join(folder, 'photos.yaml'));
    git(folder, 'add', 'photos.yaml');
    const { code, stdout } = await preCommit(folder, 'run');
    expect(code).toBe(1);
    expect(stdout).toContain('Failed\n- hook id: identity-pools\n- exit code: 1');
    expect(stdout).toContain('At AuthenticatedRole in photos.yaml:21.');
  });
});
