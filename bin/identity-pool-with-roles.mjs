#!/usr/bin/env node
import { existsSync } from 'node:fs';

// The SDK's own warning speaks to those who could update the SDK. The tool has one for its users.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const { node } = process.versions;
const tool = new URL('../build/cli.mjs', import.meta.url);
if (Number.parseInt(node, 10) < 20) {
  console.error(`identity-pool-with-roles needs Node.js 22 or newer, and this is ${node}. Fix: install a newer one.`);
  process.exitCode = 2;
} else if (existsSync(tool)) await import(tool.href);
else {
  console.error('The command-line tool is not built. Fix: run "npm ci" in its folder, or "npm run build" after a change.');
  process.exitCode = 1;
}
