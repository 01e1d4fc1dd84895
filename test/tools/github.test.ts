/** Holds the files in .github to their formats, to actionlint, to .ci/run and to what this project really has. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { globSync } from 'glob';
import packageJson from '../../package.json';
import { run } from '../../scripts/local-aws/command';
import { GITHUB_FORMATS, preparePython, pythonTool } from '../../scripts/local-aws/python';
import { checkTag, notesFor } from '../../scripts/release-notes';
import { yamlParse } from '../yaml';

const ACTIONLINT = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12';
const WORKFLOWS = ['.github/workflows/ci.yml', '.github/workflows/release.yml'];

// With the time to set up the formats, once.
jest.setTimeout(300_000);

interface Step {
  readonly run?: string;
  readonly uses?: string;
}
interface Job {
  readonly uses?: string;
  readonly steps?: readonly Step[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly number[]>> };
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}
const workflowIn = (file: string): Workflow => yamlParse(readFileSync(file, 'utf8')) as Workflow;
const jobsOf = (file: string): readonly Job[] => Object.values(workflowIn(file).jobs);
const stepsOf = (file: string): readonly Step[] => jobsOf(file).flatMap(({ steps = [] }) => steps);
const commandsOf = (file: string): readonly string[] => stepsOf(file).flatMap((step) => (step.run === undefined ? [] : [step.run]));

/** The path of actionlint: the user's own, or one that Go builds from its module; otherwise why there is none. */
function findActionlint(): { readonly program: string } | { readonly whyNot: string } {
  const own = process.env['ACTIONLINT'] ?? 'actionlint';
  if (spawnSync(own, ['-version']).status === 0) return { program: own };
  const folder = resolve('.local/bin');
  const built = spawnSync('go', ['install', ACTIONLINT], { env: { ...process.env, GOBIN: folder }, encoding: 'utf8' });
  if (built.status === 0) return { program: join(folder, 'actionlint') };
  const reason =
    built.error === undefined
      ? `Go could not build it: ${built.stderr.trim().split('\n').at(-1) ?? ''}`
      : 'there is no Go to build it with';
  return { whyNot: `skipped, because actionlint is not at hand and ${reason}` };
}

const found = findActionlint();
const whyNot = 'whyNot' in found ? found.whyNot : undefined;

(whyNot === undefined ? it : it.skip)(
  `actionlint has nothing to say about the workflows${whyNot === undefined ? '' : `: ${whyNot}`}`,
  async () => {
    const program = 'program' in found ? found.program : '';
    expect(await run(program, ['-no-color', ...WORKFLOWS])).toEqual({ code: 0, stdout: '', stderr: '' });
    // What it reports when there is something.
    const broken = readFileSync(WORKFLOWS[0] ?? '', 'utf8').replace('matrix.node }}', 'matrix.nodes }}');
    expect(await run(program, ['-no-color', '-'], { input: broken })).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('nodes') as unknown,
    });
  },
);

it.each([
  ['github-workflows', '.github/workflows/*.yml'],
  ['dependabot', '.github/dependabot.yml'],
  ['github-issue-forms', '.github/ISSUE_TEMPLATE/!(config).yml'],
  ['github-issue-config', '.github/ISSUE_TEMPLATE/config.yml'],
])('%s: %s is as GitHub wants it', async (format, pattern) => {
  await preparePython(console.log, GITHUB_FORMATS);
  const files = globSync(pattern);
  expect(files).not.toEqual([]);
  const { code, stdout, stderr } = await run(pythonTool('check-jsonschema', GITHUB_FORMATS), [
    '--builtin-schema',
    `vendor.${format}`,
    ...files,
  ]);
  expect({ code, output: stdout + stderr }).toEqual({ code: 0, output: 'ok -- validation done\n' });
});

it('the workflows are these, and have no others beside them', () => {
  expect(globSync('.github/workflows/*').sort()).toEqual(WORKFLOWS);
});

it('every action is pinned to a commit, with its version beside it', () => {
  const uses = WORKFLOWS.flatMap((file) => readFileSync(file, 'utf8').match(/^ *(?:- )?uses: .*$/gm) ?? []).filter(
    (line) => !line.includes('uses: ./'),
  );
  expect(uses.length).toBeGreaterThan(5);
  expect(uses.filter((line) => !/ actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  const versions = new Map(uses.map((line) => [/(\S+)@/.exec(line)?.[1], line.replace(/^.*@/, '')]));
  expect(uses.filter((line) => versions.get(/(\S+)@/.exec(line)?.[1]) !== line.replace(/^.*@/, ''))).toEqual([]);
});

it('a workflow may read, and the job that publishes may write, which installs and builds nothing', () => {
  for (const file of WORKFLOWS) expect(workflowIn(file).permissions).toEqual({ contents: 'read' });
  const writers = WORKFLOWS.flatMap(jobsOf).filter(({ permissions }) => permissions !== undefined);
  expect(writers).toEqual([workflowIn('.github/workflows/release.yml').jobs['publish']]);
  expect(writers.flatMap(({ steps = [] }) => steps).flatMap((step) => step.run ?? [])).toEqual([
    expect.stringMatching(/^gh release create /),
  ]);
});

/** Commands of the steps that need more than this project, and where they were run all the same. */
const NEEDS_MORE: Readonly<Record<string, string>> = {
  'cargo install cfn-guard --version 3.2.1 --locked':
    'takes minutes; run by hand, and its program by test/tools/guard.test.ts where it is at hand',
  'gh release create "$GITHUB_REF_NAME" release/* --verify-tag --notes-file release-notes.md --prerelease="$IS_PRERELEASE"':
    'needs the repository on GitHub',
};

const scripts: Readonly<Record<string, string>> = packageJson.scripts;

/** Whether this project has what the command runs. */
function isHere(command: string): boolean {
  if (command in NEEDS_MORE || /^npm ci( --[\w-]+)*$/.test(command) || command === 'git diff --exit-code') return true;
  const [, script] = /^npm (?:run )?([\w:-]+)(?: --(?: .*)?)?$/.exec(command) ?? [];
  if (script !== undefined) return scripts[script] !== undefined;
  const [, path] = /^npx jest (\S+) --selectProjects \w+$/.exec(command) ?? [];
  return path !== undefined && existsSync(`${path}.test.ts`);
}

it('each step of the workflows runs a command that this project has', () => {
  const commands = WORKFLOWS.flatMap(commandsOf);
  expect(commands.filter((command) => !isHere(command))).toEqual([]);
  expect(Object.keys(NEEDS_MORE).filter((command) => !commands.includes(command))).toEqual([]);
  expect(['npm run no-such-script', 'npx jest test/no-such-file --selectProjects unit', 'curl example'].filter(isHere)).toEqual([]);
});

it('the CI workflow runs every command of .ci/run, and the tests on both versions of Node.js that Lambda has', () => {
  const here = readFileSync('.ci/run', 'utf8').match(/^npm .*$/gm) ?? [];
  expect(here.length).toBeGreaterThan(5);
  const there = commandsOf('.github/workflows/ci.yml');
  expect(here.filter((command) => !there.includes(command))).toEqual([]);
  expect(workflowIn('.github/workflows/ci.yml').jobs['test']?.strategy?.matrix).toEqual({ node: [22, 24] });
});

it('a release waits for CI, and publishes what npm run release writes with the notes of its version', () => {
  const { jobs } = workflowIn('.github/workflows/release.yml');
  expect(jobs['ci']?.uses).toBe('./.github/workflows/ci.yml');
  expect(jobs).toMatchObject({ build: { needs: 'ci' }, publish: { needs: 'build' } });
  expect((jobs['build']?.steps ?? []).flatMap((step) => step.run ?? [])).toEqual([
    'npm ci --no-audit --no-fund',
    'npm run release:notes -- --tag "$GITHUB_REF_NAME" --to release-notes.md',
    'npm run release',
  ]);
});

it('Dependabot looks into folders that exist, at every file of requirements and every package of this project', () => {
  const { updates } = yamlParse(readFileSync('.github/dependabot.yml', 'utf8')) as {
    readonly updates: readonly {
      readonly 'package-ecosystem': string;
      readonly directory?: string;
      readonly directories?: readonly string[];
    }[];
  };
  const foldersOf = (ecosystem: string): readonly string[] =>
    updates.filter((each) => each['package-ecosystem'] === ecosystem).flatMap((each) => each.directories ?? [each.directory ?? '']);
  const holding = (pattern: string): string[] =>
    globSync(pattern, { ignore: ['**/{node_modules,dist,build,release,stock}/**', '.*/**'] }).map((file) =>
      `/${dirname(file)}`.replace(/^\/\.$/, '/'),
    );
  expect([...foldersOf('npm')].sort()).toEqual([...new Set(holding('**/package.json'))].sort());
  expect([...foldersOf('pip')].sort()).toEqual([...new Set([...holding('**/requirements*.in'), ...holding('**/pyproject.toml')])].sort());
  expect(foldersOf('gomod')).toEqual(holding('**/go.mod'));
  expect(foldersOf('github-actions')).toEqual(['/']);
});

it('no file in .github names a host, a person or a team', () => {
  for (const file of globSync('.github/**/*', { nodir: true, dot: true })) {
    const text = readFileSync(file, 'utf8');
    expect([file, text.match(/https?:\/\/\S+/g)]).toEqual([file, null]);
    expect([file, text.match(/(?<=^|[\s"'])@(?!ORGANIZATION\/|aws-sdk\/|smithy\/)[\w-]+/gm)]).toEqual([file, null]);
  }
});

it('the links of SUPPORT.md lead to files of this project', () => {
  const links = [...readFileSync('.github/SUPPORT.md', 'utf8').matchAll(/\]\(([^)#]+)/g)].map(([, path = '']) => path);
  expect(links.length).toBeGreaterThan(3);
  expect(links.filter((path) => !existsSync(join('.github', path)))).toEqual([]);
});

describe('the notes of a release', () => {
  const CHANGELOG =
    '# Changelog\n\nText.\n\n## Unreleased\n\n- Later.\n\n## 1.2.0 (2026-11-27)\n\n- New.\n\n### More\n\n- Detail.\n\n## 1.1.0\n\n## 1.0.0-rc.1\n\n- First.\n';

  it.each([
    ['1.2.0', '- New.\n\n### More\n\n- Detail.\n'],
    ['1.0.0-rc.1', '- First.\n'],
  ])('are the section of version %s, whatever stands behind it in the heading', (version, notes) => {
    expect(notesFor(version, CHANGELOG)).toBe(notes);
    expect(notesFor(version, CHANGELOG.replaceAll('\n', '\r\n')).replaceAll('\r', '')).toBe(notes);
  });

  it.each([
    ['1.2', 'CHANGELOG.md has no section "## 1.2". Fix: give what stands under "Unreleased" this heading.'],
    ['1.2.0-rc.1', 'CHANGELOG.md has no section "## 1.2.0-rc.1". Fix: give what stands under "Unreleased" this heading.'],
    ['1.1.0', 'The section "## 1.1.0" of CHANGELOG.md is empty.'],
  ])('are refused for version %s, which has none', (version, message) => {
    expect(() => notesFor(version, CHANGELOG)).toThrow(message);
  });

  it('are written for the version of package.json, and refused for a tag of another one, in one line', async () => {
    const { version } = packageJson;
    const own = await run('npm', ['run', '--silent', 'release:notes', '--', '--tag', `v${version}`]);
    expect(own).toEqual({ code: 0, stdout: notesFor(version, readFileSync('CHANGELOG.md', 'utf8')), stderr: '' });
    const other = await run('npm', ['run', '--silent', 'release:notes', '--', '--tag', version]);
    expect({ ...other, stderr: other.stderr.trim() }).toEqual({
      code: 1,
      stdout: '',
      stderr: `Failed: The tag is ${version}, and package.json has the version ${version}. Fix: tag v${version}, or raise the version before the tag.`,
    });
    const unwritable = await run('npm', ['run', '--silent', 'release:notes', '--', '--to', 'package.json/notes.md']);
    expect({ ...unwritable, stderr: unwritable.stderr.trim() }).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^Failed: The notes cannot be written: ENOTDIR: .*\. Fix: name another file with --to\.$/) as unknown,
    });
    expect(() => checkTag('v9.9.9', version)).toThrow('The tag is v9.9.9');
  });
});
