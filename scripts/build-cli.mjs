/**
 * Makes build/cli.mjs, the command-line tool, and beside it what only some commands load.
 * Not in dist/, all of which goes into the function's package.
 * `--standalone FOLDER` makes it for the released package: with all packages inside, and a bill of materials beside.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const project = fileURLToPath(new URL('..', import.meta.url));
const {
  values: { standalone },
} = parseArgs({ options: { standalone: { type: 'string' } } });
const folder = resolve(project, standalone ?? 'build');

const earlier = existsSync(folder) ? readdirSync(folder) : [];
for (const file of earlier.filter((name) => /^cli[\w-]*\.mjs$/.test(name))) rmSync(resolve(folder, file));

/** Names are not shortened, because somebody may have to read the stack trace of a defect. */
const released = async () => {
  const { billOfMaterials } = await import('./release/bill-of-materials.mjs');
  return {
    minifyWhitespace: true,
    minifySyntax: true,
    mainFields: ['module', 'main'],
    // The package has ES modules as well, under another name. See checkLoaded.
    alias: { yaml: './node_modules/yaml/browser/index.js' },
    plugins: [billOfMaterials('cli.cdx.json')],
  };
};

/** In a bundle, import() of a CommonJS module has no named exports, other than in Node.js. */
const checkLoaded = ({ inputs }) => {
  for (const [file, { imports }] of Object.entries(inputs))
    for (const { path, kind } of imports)
      if (kind === 'dynamic-import' && inputs[path]?.format === 'cjs')
        throw new Error(`${file} loads ${path} by import(), and it is CommonJS. Fix: alias its ES modules in scripts/build-cli.mjs.`);
};

const { metafile } = await build({
  absWorkingDir: project,
  entryPoints: { cli: 'src/cli/index.ts' },
  outdir: folder,
  outExtension: { '.js': '.mjs' },
  // The AWS SDK takes longer to load than the rest together: commands that ask AWS nothing do without.
  splitting: true,
  chunkNames: 'cli-[hash]',
  bundle: true,
  // Names of files are hashed, and have to be the same wherever node_modules is.
  preserveSymlinks: true,
  // The generated validator asks for its parts by require().
  banner: { js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);" },
  platform: 'node',
  format: 'esm',
  target: 'node20',
  tsconfig: resolve(project, 'tsconfig.json'),
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  ...(standalone === undefined ? { packages: 'external' } : await released()),
});
if (standalone !== undefined) checkLoaded(metafile);
