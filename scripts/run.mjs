/** Owns how the project's TypeScript scripts run: `node scripts/run.mjs scripts/NAME.ts ARGUMENTS`, bundled by esbuild and run in this process. */
import { createRequire } from 'node:module';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const { build } = await import('esbuild').catch(() => {
  console.error('The packages are not installed yet: run "npm ci" first.');
  process.exit(1);
});

/** The runtime library asks for aws-sdk v2, which is not there: it is bundled with what the project serves in its place, as in the build. */
const runtimeLibrary = {
  name: 'runtime-library',
  setup({ onResolve }) {
    onResolve({ filter: /^@amazon-web-services-cloudformation\// }, ({ path }) => ({ path: createRequire(import.meta.url).resolve(path) }));
    onResolve({ filter: /^aws-sdk\/clients\// }, ({ path }) => ({ path: resolve('src/registry/aws-sdk', `${basename(path)}.ts`) }));
  },
};

const [script] = process.argv.splice(2, 1);
const outfile = resolve('.local', 'scripts', `${basename(script, '.ts')}.mjs`);
await build({
  entryPoints: [script],
  outfile,
  bundle: true,
  packages: 'external',
  plugins: [runtimeLibrary],
  banner: { js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);" },
  // Handler error codes are derived from class names.
  keepNames: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'inline',
  logLevel: 'warning',
});
process.setSourceMapsEnabled(true);
await import(pathToFileURL(outfile).href);
