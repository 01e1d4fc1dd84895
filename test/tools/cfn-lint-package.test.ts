/** Builds the Python package of cfn-lint/, installs it as a stranger would, far from this project, and lints the broken templates with it. */
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import packageJson from '../../package.json';
import { lintTemplates } from '../../scripts/docs/cfn-lint';
import { run } from '../../scripts/local-aws/command';
import { packageCfnLint } from '../../scripts/package-cfn-lint';

const MODULE = 'cfn_lint_identity_pool_with_roles';
const BROKEN = 'test/tools/broken';

// cfn-lint and what it needs come from the registry if pip has not kept them.
jest.setTimeout(300_000);

let scratch: string;
let wheel: string;
/** The path of a program of the fresh environment. */
const program = (name: string): string => join(scratch, 'venv', 'bin', name);

async function succeed(command: string, commandArguments: readonly string[], folder = scratch): Promise<string> {
  const { code, stdout, stderr } = await run(command, commandArguments, { folder });
  if (code !== 0) throw new Error(`exit code ${code} of ${command} ${commandArguments.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

/** The versions that this project uses, without the hashes that would forbid a wheel of one's own. */
async function constraints(): Promise<string> {
  const file = join(scratch, 'constraints.txt');
  const pinned = (await readFile('scripts/python/requirements.txt', 'utf8')).match(/^[\w.-]+==[^\\\n]+/gm) ?? [];
  await writeFile(file, pinned.join('\n'));
  return file;
}

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'cfn-lint-package-'));
  const built = await run('npm', ['run', '--silent', 'package:cfn-lint', '--', '--to', scratch]);
  if (built.code !== 0) throw new Error(built.stderr);
  wheel = resolve(built.stdout.trim());
  await succeed(process.env['PYTHON'] ?? 'python3', ['-m', 'venv', 'venv']);
  await succeed(program('pip'), ['install', '--quiet', '--disable-pip-version-check', '--constraint', await constraints(), wheel]);
  await cp(BROKEN, join(scratch, BROKEN), { recursive: true });
});

afterAll(() => rm(scratch, { recursive: true, force: true }));

const digest = async (file: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex');

it('the cfn-lint package is the same to the byte when it is built again, and carries the time of SOURCE_DATE_EPOCH', async () => {
  const again = await packageCfnLint(join(scratch, 'again'));
  expect([basename(again), await digest(again)]).toEqual([basename(wheel), await digest(wheel)]);
  const dated = await packageCfnLint(join(scratch, 'dated'), { ...process.env, SOURCE_DATE_EPOCH: '1735689600' });
  expect(await digest(dated)).not.toBe(await digest(wheel));
  expect(await succeed(program('python'), ['-m', 'zipfile', '--list', dated])).toMatch(/schema\.json +2025-01-01 00:00:00/);
});

it('the cfn-lint package has the version of package.json, the license and the schema inside', async () => {
  expect(basename(wheel)).toBe(`${MODULE}-${packageJson.version}-py3-none-any.whl`);
  const versions = `import importlib.metadata as m; print(m.version('${MODULE}'))`;
  expect(await succeed(program('python'), ['-c', versions])).toBe(`${packageJson.version}\n`);
  const where = `import ${MODULE}; print(${MODULE}.__path__[0])`;
  const installed = (await succeed(program('python'), ['-c', where])).trim();
  expect((await readdir(installed)).sort()).toEqual(['LICENSE', '__init__.py', '__pycache__', 'schema.json']);
  for (const [copy, original] of [
    ['schema.json', 'schema.json'],
    ['LICENSE', 'LICENSE'],
    ['__init__.py', 'cfn-lint/identity_pool_with_roles.py'],
  ] as const)
    expect(await readFile(join(installed, copy), 'utf8')).toBe(await readFile(original, 'utf8'));
});

it('the installed package finds in every broken template what the folder of a clone finds', async () => {
  const templates = (await readdir(BROKEN)).map((name) => `${BROKEN}/${name}`);
  const { stdout: expected } = await lintTemplates(templates, 'json');
  const { code, stdout } = await run(program('cfn-lint'), ['--format', 'json', '--template', ...templates, '--append-rules', MODULE], {
    folder: scratch,
  });
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toEqual(JSON.parse(expected));
});

it('the installed package is named once in .cfnlintrc, and has nothing to say about a template without a fault', async () => {
  const project = join(scratch, 'project');
  await cp('examples/user-pool', project, { recursive: true });
  await cp(`${BROKEN}/unknown-property.yml`, join(project, 'my-template.yml'));
  await writeFile(join(project, '.cfnlintrc'), `append_rules: [${MODULE}]\n`);
  expect(await run(program('cfn-lint'), ['registry-type.yml', 'custom-resource.yml'], { folder: project })).toMatchObject({
    code: 0,
    stdout: '',
  });
  expect((await run(program('cfn-lint'), ['my-template.yml'], { folder: project })).stdout).toContain('Did you mean');
});

it('the page about linters shows what the installed package prints', async () => {
  await cp(`${BROKEN}/unknown-property.yml`, join(scratch, 'my-template.yml'));
  const { stdout } = await run(program('cfn-lint'), ['my-template.yml', '--append-rules', MODULE], { folder: scratch });
  const page = await readFile('guide/rules-for-linters.md', 'utf8');
  expect(page).toContain(`$ cfn-lint my-template.yml --append-rules ${MODULE}\n${stdout.trim()}\n`);
});

it('a cfn-lint that lacks what the rules change is reported in one line, with the versions that have it', async () => {
  const file = join(scratch, 'changed.py');
  await writeFile(
    file,
    `import cfnlint.schema.manager, cfnlint.runner, sys
del cfnlint.schema.manager.ProviderSchemaManager.get_resource_schemas_by_regions
sys.argv = ['cfn-lint', '--template', '${BROKEN}/unknown-property.yml', '--append-rules', '${MODULE}']
cfnlint.runner.main()
`,
  );
  const { code, stdout, stderr } = await run(program('python'), [resolve(file)], { folder: scratch });
  expect({ code, stdout, lines: stderr.trim().split('\n') }).toEqual({
    code: 1,
    stdout: '',
    lines: [
      expect.stringMatching(
        /^cfn-lint 1\.\d+\.\d+ lacks what .* change: .*\. They were tried with .*\. Fix: install one of these versions\.$/,
      ),
    ],
  });
});
