/** Makes build/cli.mjs, the command-line tool in one file: not in dist/, all of which goes into the function's package. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const inProject = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

await build({
  entryPoints: [inProject('src/cli/index.ts')],
  outfile: inProject('build/cli.mjs'),
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
