/** Owns the project's Python environment in .venv: made on first use from requirements.txt, and made anew when that file changes. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { run } from './command';
import { ReadableError } from './readable-error';

const ENVIRONMENT = resolve('.venv');
/** Written last, so that an environment that was interrupted half-way is made anew. */
const STAMP = join(ENVIRONMENT, 'made-from');
const OLDEST = [3, 11] as const;

/** The path of a program of the environment, such as cfn. */
export const pythonTool = (name: string): string => join(ENVIRONMENT, 'bin', name);

/** Makes the environment unless it is there and up to date. */
export const preparePython = async (log: (line: string) => void = console.log): Promise<void> => {
  const python = process.env['PYTHON'] ?? 'python3';
  const version = await versionOf(python);
  const wanted = createHash('sha256')
    .update(version)
    .update(await readFile('requirements.txt'))
    .digest('hex');
  if (existsSync(STAMP) && (await readFile(STAMP, 'utf8')) === wanted) return;

  log('Setting up Python tools in .venv (once; about a minute)...');
  await rm(ENVIRONMENT, { recursive: true, force: true });
  const made = await run(python, ['-m', 'venv', ENVIRONMENT]);
  if (made.code !== 0) throw new ReadableError(explainVenv(python, version, made.stdout + made.stderr));
  const installed = await run(pythonTool('python'), [
    ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'],
    ...['--require-hashes', '--requirement', 'requirements.txt'],
  ]);
  if (installed.code !== 0) throw new ReadableError(`pip could not install requirements.txt:\n${installed.stderr.trim()}`);
  await writeFile(STAMP, wanted);
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

const explainVenv = (python: string, version: string, output: string): string =>
  /ensurepip|No module named venv/.test(output)
    ? `Python has no venv module. Install the Debian package python${version}-venv (apt-get install python${version}-venv) and try again.`
    : `"${python} -m venv .venv" failed:\n${output.trim()}`;
