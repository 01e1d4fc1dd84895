#!/usr/bin/env node
import { existsSync } from 'node:fs';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const tool = new URL('../build/cli.mjs', import.meta.url);
if (existsSync(tool)) await import(tool.href);
else {
  console.error('The command-line tool is not built. Fix: run "npm ci" in its folder, or "npm run build" after a change.');
  process.exitCode = 1;
}
