/** Owns how the project's TypeScript scripts run: `node scripts/run.mjs scripts/NAME.ts ARGUMENTS`, bundled by esbuild and run in this process. */
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const { build } = await import('esbuild').catch(() => {
  console.error('The packages are not installed yet: run "npm ci" first.');
  process.exit(1);
});

const [script] = process.argv.splice(2, 1);
const outfile = resolve('.local', 'scripts', `${basename(script, '.ts')}.mjs`);
await build({
  entryPoints: [script],
  outfile,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'inline',
  logLevel: 'warning',
});
process.setSourceMapsEnabled(true);
await import(pathToFileURL(outfile).href);
