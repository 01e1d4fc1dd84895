/**
 * Makes build/cli.mjs, the command-line tool, and beside it what only some commands load.
 * Not in dist/, all of which goes into the function's package.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const inProject = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const earlier = existsSync(inProject('build')) ? readdirSync(inProject('build')) : [];
for (const file of earlier.filter((name) => /^cli[\w-]*\.mjs$/.test(name))) rmSync(inProject(`build/${file}`));

await build({
  entryPoints: { cli: inProject('src/cli/index.ts') },
  outdir: inProject('build'),
  outExtension: { '.js': '.mjs' },
  // The AWS SDK takes longer to load than the rest together: commands that ask AWS nothing do without.
  splitting: true,
  chunkNames: 'cli-[hash]',
  bundle: true,
  packages: 'external',
  // The generated validator asks for its parts by require().
  banner: { js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);" },
  platform: 'node',
  format: 'esm',
  target: 'node20',
  tsconfig: inProject('tsconfig.json'),
  legalComments: 'none',
  logLevel: 'warning',
});
