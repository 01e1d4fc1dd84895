import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { run } from '../local-aws/command';
import { ReadableError } from '../local-aws/readable-error';

const SOURCE = 'scripts/bench/stock';
const FOLDER = resolve('.local', 'bench', 'stock');
/** Written last, so that a build that was interrupted is made again. */
const STAMP = join(FOLDER, 'made-from');
const INPUTS = ['package.json', 'package-lock.json', 'tsconfig.json', 'src/handlers.ts'].map((name) => join(SOURCE, name));

/** What goes into the package: the library and its dependencies whole, aws-sdk v2 among them, and the compiled handlers. */
export const STOCK = { folder: FOLDER, contents: ['node_modules', 'dist', 'package.json'], file: join(FOLDER, 'dist', 'handlers.js') };

/** Makes it unless it is there and up to date: the packages are 150 MB. */
export const prepareStock = async (say: (line: string) => void): Promise<void> => {
  const hash = createHash('sha256');
  for (const file of [...INPUTS, 'src/models.ts']) hash.update(await readFile(file));
  const expected = hash.digest('hex');
  if (existsSync(STAMP) && (await readFile(STAMP, 'utf8')) === expected) return;

  say('Making the baseline build under .local/bench (once; half a minute)...');
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  await cp(SOURCE, FOLDER, { recursive: true });
  await cp('src/models.ts', join(FOLDER, 'src', 'models.ts'));
  await succeed('npm', ['ci', '--prefix', FOLDER, '--include=optional', '--ignore-scripts', '--no-audit', '--no-fund']);
  await succeed(resolve('node_modules/.bin/tsc'), ['--project', FOLDER, '--typeRoots', resolve('node_modules/@types'), '--types', 'node']);
  await writeFile(STAMP, expected);
};

const succeed = async (program: string, programArguments: readonly string[]): Promise<void> => {
  const { code, stdout, stderr } = await run(program, programArguments);
  if (code !== 0) throw new ReadableError(`${program} ${programArguments[0] ?? ''} failed for the baseline build:\n${stdout}${stderr}`);
};
