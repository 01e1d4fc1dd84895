/**
 * What `npm run mutation` runs for each mutant: the fast unit tests in one file, bundled with the mutated source and the SDK.
 *
 * A mutant is tried in its own run of jest. Loading 50 files and the SDK in each would take a hundred times as long as the tests.
 */
import { globSync } from 'glob';
import { basename, resolve } from 'node:path';
import { createRequire } from 'node:module';
import { build } from 'esbuild';

/** What is about the core, the gateways and the two entry points. */
const TAKEN = 'test/{core,aws,stories,custom-resource,registry}/**/*.test.ts';

/** Hundreds or thousands of random life cycles, which would find more and take days; and what only the entry points do. */
const LEFT_OUT = [
  'test/stories/{kill-points,unfinished,properties,rollbacks,lost-answers,transitions}.test.ts',
  'test/registry/log-delivery.test.ts',
  'test/custom-resource/answer.test.ts',
];

/** A mutant is done for with the first test that fails: quick tests come first, and tests with many life cycles last. */
const rank = (file) =>
  ['test/core/', 'test/aws/', 'test/registry/', 'test/custom-resource/', 'test/stories/'].findIndex((start) => file.startsWith(start));

const files = globSync(TAKEN, { ignore: LEFT_OUT }).sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));

/** In a describe of its own, a file's hooks stay its own: `require` runs it there and then. */
const contents = files.map((file) => `describe(${JSON.stringify(file)}, () => void require(${JSON.stringify(`./${file}`)}));`).join('\n');

await build({
  stdin: { contents, resolveDir: process.cwd(), sourcefile: 'all.js' },
  outfile: '.local/mutation-tests/all.test.js',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  keepNames: true,
  logLevel: 'warning',
  tsconfig: 'tsconfig.json',
  external: ['fast-check', 'yaml', 'eslint', 'prettier', '@cloud-copilot/*'],
  plugins: [
    {
      name: 'runtime-library',
      setup({ onResolve }) {
        onResolve({ filter: /^@amazon-web-services-cloudformation\// }, ({ path }) => ({
          path: createRequire(import.meta.url).resolve(path),
        }));
        onResolve({ filter: /^aws-sdk\/clients\// }, ({ path }) => ({ path: resolve('src/registry/aws-sdk', `${basename(path)}.ts`) }));
      },
    },
  ],
});
