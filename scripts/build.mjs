/**
 * `npm run build`: dist/handlers.js and dist/custom-resource.js, one file each, with all that they need inside.
 * `--into FOLDER` writes them elsewhere, and `--bills` a bill of materials beside each, for a release.
 *
 * Class names are kept, in the registry's bundle, since the runtime library derives handler error codes from them; fields are assigned and not defined, since defined ones wipe its
 * models; nothing of aws-sdk v2 gets in, and what the library asks of it is served by src/registry/aws-sdk.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { deflateRawSync } from 'node:zlib';
import { build } from 'esbuild';
import { billOfMaterials } from './release/bill-of-materials.mjs';

const {
  values: { into, bills },
} = parseArgs({ options: { into: { type: 'string', default: 'dist' }, bills: { type: 'boolean', default: false } } });

const inProject = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** The modules of aws-sdk v2 that the runtime library imports when it runs. */
const SERVED = ['all', 'cloudwatch', 'cloudwatchlogs', 's3'];

const withoutAwsSdkV2 = {
  name: 'without-aws-sdk-v2',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^aws-sdk($|\/)/ }, ({ path, importer }) => {
      const module = path.slice('aws-sdk/clients/'.length);
      if (path === `aws-sdk/clients/${module}` && SERVED.includes(module)) return { path: module, namespace: 'served' };
      return { errors: [{ text: `${importer} imports ${path}, and aws-sdk v2 must not get into a bundle.` }] };
    });
    // See src/registry/aws-sdk/serve.ts.
    onLoad({ filter: /.*/, namespace: 'served' }, ({ path }) => ({
      contents: `
        const served = () => globalThis.identityPoolWithRolesAwsSdk[${JSON.stringify(path)}];
        module.exports = new Proxy({}, { get: (_, name) => (name === '__esModule' ? true : served()[name]) });`,
    }));
  },
};

/** See src/aws/environment-credentials.ts. */
const environmentCredentials = {
  name: 'environment-credentials',
  setup({ onResolve }) {
    onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, () => ({ path: inProject('src/aws/environment-credentials.ts') }));
  },
};

/**
 * The runtime library asks for a polyfill of String.replaceAll that takes 51 KB of a bundle. Every Node.js that Lambda offers has the method itself.
 * The polyfill is called with the text as its first parameter, and takes anything for a text.
 */
const nativeReplaceAll = {
  name: 'native-replace-all',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^string\.prototype\.replaceall$/ }, ({ path }) => ({ path, namespace: 'native' }));
    onLoad({ filter: /.*/, namespace: 'native' }, () => ({
      contents: 'module.exports = (text, searched, replacement) => String(text).replaceAll(searched, replacement);',
    }));
  },
};

/** Code reads names and types from the schema. Its limits are in the generated validator, the rest is for the registry and for documentation. */
const UNREAD = new Set(
  [
    'description',
    'pattern',
    'enum',
    'default',
    'minLength',
    'maxLength',
    'minItems',
    'maxItems',
    'minimum',
    'maximum',
    'required',
    'oneOf',
  ].concat([
    'dependencies',
    'additionalProperties',
    'insertionOrder',
    'uniqueItems',
    'arrayType',
    'handlers',
    'typeConfiguration',
    'tagging',
  ]),
);

const schemaOfNamesAndTypes = {
  name: 'schema-of-names-and-types',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]schema\.json$/ }, ({ path }) => ({
      contents: JSON.stringify(JSON.parse(readFileSync(path, 'utf8')), (key, value) => (UNREAD.has(key) ? undefined : value)),
      loader: 'json',
    }));
  },
};

/** The SDK loads this when a call streams events. None of those that are made here does. */
const withoutEventStreams = {
  name: 'without-event-streams',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, namespace: 'unused' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'unused' }, ({ path }) => ({
      contents: `throw new Error('${path} is not in this bundle: see scripts/build.mjs.');`,
    }));
  },
};

const bundle = async (source, name, { keepNames }) => {
  const target = join(into, `${name}.js`);
  const { metafile } = await build({
    absWorkingDir: inProject('.'),
    entryPoints: [source],
    outfile: target,
    bundle: true,
    // Names of files are hashed, and have to be the same wherever node_modules is.
    preserveSymlinks: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    keepNames,
    // The packages' ES modules shake down to half of what their CommonJS forms do.
    mainFields: ['module', 'main'],
    supported: { 'dynamic-import': false },
    tsconfig: inProject('tsconfig.json'),
    plugins: [withoutAwsSdkV2, environmentCredentials, nativeReplaceAll, schemaOfNamesAndTypes, withoutEventStreams].concat(
      bills ? billOfMaterials(`${name}.cdx.json`) : [],
    ),
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  const inputs = Object.keys(metafile.inputs);
  if (!inputs.includes('src/aws/environment-credentials.ts'))
    throw new Error(`The SDK asks for credentials in another way: ${target} has its whole chain.`);
  const code = readFileSync(resolve(inProject('.'), target));
  const kibibytes = ({ length }) => `${Math.round(length / 1024)} KiB`;
  console.log(`${target}: ${kibibytes(code)}, ${kibibytes(deflateRawSync(code, { level: 9 }))} zipped`);
  return inputs;
};

rmSync(resolve(inProject('.'), into), { recursive: true, force: true });
await bundle('src/handlers.ts', 'handlers', { keepNames: true });
const inputs = await bundle('src/custom-resource/index.ts', 'custom-resource', { keepNames: false });
const stray = inputs.find((input) => /cloudformation-cli-typescript-lib|class-transformer|src\/registry\//.test(input));
if (stray !== undefined) throw new Error(`The custom resource has no use for ${stray}.`);
