#!/usr/bin/env node
/** Owns the start of the command-line tool: in a clone it is built on first use, and again after a change. */
import { existsSync, readdirSync, statSync } from 'node:fs';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const inProject = (path) => new URL(`../${path}`, import.meta.url);
const built = inProject('build/cli.mjs');

const changedAt = (folder) =>
  Math.max(
    0,
    ...readdirSync(inProject(folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(`${entry.parentPath ?? entry.path}/${entry.name}`).mtimeMs),
  );

if (!existsSync(built) || statSync(built).mtimeMs < changedAt('src')) {
  const { buildCli } = await import('../scripts/build-cli.mjs');
  await buildCli();
}
await import(built.href);
