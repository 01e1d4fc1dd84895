#!/usr/bin/env node
/** Owns the start of the command-line tool: in a clone it is built on first use, and again after a change. */
import { existsSync, readdirSync, statSync } from 'node:fs';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const inProject = (path) => new URL(`../${path}`, import.meta.url);
const built = inProject('build/cli.mjs');

/** What the bundle is made of, less the packages. */
const sources = [
  inProject('package.json'),
  inProject('schema.json'),
  ...readdirSync(inProject('src'), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`),
];

const builtAt = existsSync(built) ? statSync(built).mtimeMs : 0;
if (sources.some((source) => statSync(source).mtimeMs > builtAt)) {
  const { buildCli } = await import('../scripts/build-cli.mjs');
  await buildCli();
}
await import(built.href);
