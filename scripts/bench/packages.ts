import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { run } from '../local-aws/command';
import { pythonTool } from '../local-aws/python';
import { ReadableError } from '../local-aws/readable-error';
import { loadIn } from './processes';
import { median, round } from './figures';
import { STOCK } from './stock';

export const PACKAGE_NAMES = ['stock', 'registry', 'customResource', 'empty'] as const;
export type PackageName = (typeof PACKAGE_NAMES)[number];

export interface PackageFigures {
  readonly zipKiB: number;
  readonly files: number;
  readonly loadMs: number;
  readonly peakMemoryMiB: number;
}

export type Packages = Readonly<Record<PackageName, PackageFigures>>;

interface Package {
  readonly folder: string;
  readonly contents: readonly string[];
  readonly file: string;
}

const FOLDER = resolve('.local', 'bench');
const EMPTY = join(FOLDER, 'empty');

const PACKAGES: Readonly<Record<PackageName, Package>> = {
  stock: STOCK,
  registry: { folder: 'dist', contents: ['handlers.js'], file: resolve('dist/handlers.js') },
  customResource: { folder: 'dist', contents: ['custom-resource.js'], file: resolve('dist/custom-resource.js') },
  empty: { folder: EMPTY, contents: ['handlers.js'], file: join(EMPTY, 'handlers.js') },
};

export const measurePackages = async (processes: number): Promise<Packages> => {
  await mkdir(EMPTY, { recursive: true });
  await writeFile(join(EMPTY, 'handlers.js'), 'exports.entrypoint = async () => ({});\n');
  const loads = Object.fromEntries(PACKAGE_NAMES.map((name) => [name, []])) as unknown as Record<
    PackageName,
    { load: number; peakMemory: number }[]
  >;
  // In turn, so that whatever else the machine does falls on all alike.
  for (let count = 0; count < processes; count += 1) {
    for (const name of PACKAGE_NAMES) loads[name].push(await loadIn(PACKAGES[name].file));
  }
  const figures = await Promise.all(
    PACKAGE_NAMES.map(async (name): Promise<[PackageName, PackageFigures]> => [
      name,
      {
        ...(await sizeOf(name, PACKAGES[name])),
        loadMs: round(median(loads[name].map(({ load }) => load))),
        peakMemoryMiB: round(median(loads[name].map(({ peakMemory }) => peakMemory)) / 1024),
      },
    ]),
  );
  return Object.fromEntries(figures) as Record<PackageName, PackageFigures>;
};

const sizeOf = async (name: PackageName, { folder, contents }: Package): Promise<Pick<PackageFigures, 'zipKiB' | 'files'>> => {
  const zip = join(FOLDER, `${name}.zip`);
  await rm(zip, { force: true });
  const paths = contents.map((content) => join(folder, content));
  const { code, stderr } = await run(pythonTool('python'), ['-m', 'zipfile', '-c', zip, ...paths]);
  if (code !== 0) throw new ReadableError(`zip of ${folder} failed: ${stderr}`);
  const counts = await Promise.all(paths.map(countFiles));
  return { zipKiB: round((await stat(zip)).size / 1024), files: counts.reduce((sum, count) => sum + count, 0) };
};

const countFiles = async (path: string): Promise<number> => {
  if ((await stat(path)).isFile()) return 1;
  return (await readdir(path, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length;
};
