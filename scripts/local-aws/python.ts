import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from './command';
import { ReadableError } from './readable-error';

export interface PythonEnvironment {
  readonly folder: string;
  readonly requirements: string;
}

/** The local AWS emulator, CloudFormation's own command line and the linter. */
export const PROJECT_TOOLS: PythonEnvironment = { folder: '.venv', requirements: 'scripts/python/requirements.txt' };

/** The AWS CLI and the SAM CLI, which one test needs and no script does. */
export const AWS_TOOLS: PythonEnvironment = { folder: '.venv-aws', requirements: 'scripts/python/requirements-aws.txt' };

/** The CDK for Python and a type checker, which one test needs; the file is the example's own. */
export const CDK_FOR_PYTHON: PythonEnvironment = { folder: '.venv-cdk', requirements: 'examples/cdk-python/requirements.txt' };

/** What builds the Python package of cfn-lint/. */
export const WHEEL_TOOLS: PythonEnvironment = { folder: '.venv-wheel', requirements: 'scripts/python/requirements-wheel.txt' };

/** Two linters of others, which one test needs. */
export const CHECKOV: PythonEnvironment = { folder: '.venv-checkov', requirements: 'scripts/python/requirements-checkov.txt' };
export const CLOUDSPLAINING: PythonEnvironment = {
  folder: '.venv-cloudsplaining',
  requirements: 'scripts/python/requirements-cloudsplaining.txt',
};

/** What knows the formats of GitHub's own files, for one test. */
export const GITHUB_FORMATS: PythonEnvironment = { folder: '.venv-github', requirements: 'scripts/python/requirements-github.txt' };

/** What runs hooks before a commit, for one test. */
export const PRE_COMMIT: PythonEnvironment = { folder: '.venv-pre-commit', requirements: 'scripts/python/requirements-pre-commit.txt' };

const OLDEST = [3, 11] as const;

/** The path of a program of an environment, such as cfn. */
export const pythonTool = (name: string, { folder } = PROJECT_TOOLS): string => resolve(folder, 'bin', name);

/** Makes the environment unless it is there and up to date. */
export const preparePython = async (
  log: (line: string) => void = console.log,
  environment: PythonEnvironment = PROJECT_TOOLS,
): Promise<void> => {
  const { folder, requirements } = environment;
  // Written last, so that an environment that was interrupted half-way is made again.
  const stamp = join(resolve(folder), 'made-from');
  const python = process.env['PYTHON'] ?? 'python3';
  const version = await versionOf(python);
  const expected = createHash('sha256')
    .update(version)
    .update(await readFile(requirements))
    .digest('hex');
  const isMade = async (): Promise<boolean> => existsSync(stamp) && (await readFile(stamp, 'utf8')) === expected;
  if (await isMade()) return;
  await alone(`${resolve(folder)}.lock`, async () => {
    if (!(await isMade())) await make(environment, { log, stamp, expected, python, version });
  });
};

interface Making {
  readonly log: (line: string) => void;
  readonly stamp: string;
  readonly expected: string;
  readonly python: string;
  readonly version: string;
}

const make = async (environment: PythonEnvironment, { log, stamp, expected, python, version }: Making): Promise<void> => {
  const { folder, requirements } = environment;
  log(`Setting up Python tools in ${folder} (once; about a minute)...`);
  await rm(resolve(folder), { recursive: true, force: true });
  const made = await run(python, ['-m', 'venv', resolve(folder)]);
  if (made.code !== 0) throw new ReadableError(explainVenv(python, version, folder, made.stdout + made.stderr));
  const installed = await run(pythonTool('python', environment), [
    ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'],
    // The file names all that is needed, and pip does not know a pinned package again that another one wants with extras.
    ...['--no-deps', '--require-hashes', '--requirement', requirements],
  ]);
  if (installed.code !== 0) throw new ReadableError(`pip could not install ${requirements}:\n${installed.stderr.trim()}`);
  await writeFile(stamp, expected);
};

/** Longer than any environment takes: whoever made the lock is gone. */
const STALE_LOCK = 600_000;

/** Two tests may want one environment at the same moment. Making a folder is the one step that only one of them can do. */
const alone = async (lock: string, work: () => Promise<void>): Promise<void> => {
  while (!(await makeFolder(lock))) {
    const { mtimeMs } = await stat(lock).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > STALE_LOCK) await rm(lock, { recursive: true, force: true });
    else await sleep(500);
  }
  try {
    await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
};

/** @returns whether it was not there before. */
const makeFolder = async (folder: string): Promise<boolean> => {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
};

const versionOf = async (python: string): Promise<string> => {
  const { stdout } = await run(python, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])']).catch(() => ({ stdout: '' }));
  const version = stdout.trim();
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major !== OLDEST[0] || minor < OLDEST[1]) {
    throw new ReadableError(
      `Python ${OLDEST.join('.')} or newer is needed, and "${python}" is ${version === '' ? 'not there' : `Python ${version}`}. ` +
        'Install it (Debian, Ubuntu: apt-get install python3 python3-venv), or name another with PYTHON=/path/to/python3.',
    );
  }
  return version;
};

const explainVenv = (python: string, version: string, folder: string, output: string): string =>
  /ensurepip|No module named venv/.test(output)
    ? `Python has no venv module. Install the Debian package python${version}-venv (apt-get install python${version}-venv) and try again.`
    : `"${python} -m venv ${folder}" failed:\n${output.trim()}`;
