/**
 * `npm run package:cfn-lint -- --to FOLDER` writes the Python package of cfn-lint/ as a wheel, into build/cfn-lint/ by default.
 * The same sources give the same bytes. Its files carry the time of SOURCE_DATE_EPOCH, if that is set.
 */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import packageJson from '../package.json';
import { readArguments } from './local-aws/arguments';
import { run } from './local-aws/command';
import { preparePython, pythonTool, WHEEL_TOOLS } from './local-aws/python';
import { main, ReadableError } from './local-aws/readable-error';

/** @returns the path of the wheel. */
export async function packageCfnLint(folder: string, environment: NodeJS.ProcessEnv = process.env): Promise<string> {
  await preparePython(console.error, WHEEL_TOOLS);
  try {
    await mkdir(folder, { recursive: true });
    // pip refuses two versions at once, which a pattern for one of them would name.
    const earlier = (await readdir(folder)).filter((name) => /^cfn_lint_identity_pool_with_roles-.*\.whl$/.test(name));
    await Promise.all(earlier.map((name) => rm(join(folder, name))));
  } catch (error) {
    throw new ReadableError(`The folder ${folder} cannot be written: ${(error as Error).message}. Fix: name another one with --to.`);
  }
  const built = await run(
    resolve(pythonTool('python', WHEEL_TOOLS)),
    ['-m', 'hatchling', 'build', '--target', 'wheel', '--directory', resolve(folder)],
    {
      folder: 'cfn-lint',
      environment,
    },
  );
  if (built.code !== 0) throw new ReadableError(`hatchling could not build cfn-lint/:\n${built.stderr.trim()}`);
  // Python writes 1.0.0-rc.1 as 1.0.0rc1, so the name is hatchling's.
  const name = /^\S*cfn_lint_identity_pool_with_roles-\S+\.whl$/m.exec(built.stdout + built.stderr)?.[0];
  if (name === undefined)
    throw new ReadableError(`hatchling names no wheel of version ${packageJson.version}:\n${built.stdout}${built.stderr}`);
  return join(folder, name.split('/').at(-1) ?? name);
}

if (require.main === module) {
  void main(async () => {
    const { values } = readArguments({ options: { to: { type: 'string', default: 'build/cfn-lint' } } });
    console.log(relative('.', await packageCfnLint(resolve(values.to))));
  });
}
