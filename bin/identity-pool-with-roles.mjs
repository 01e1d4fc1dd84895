#!/usr/bin/env node
import { existsSync } from 'node:fs';

const { node } = process.versions;
const major = Number.parseInt(node, 10);
const tool = new URL('../build/cli.mjs', import.meta.url);

// The SDK's own warning takes nine lines, and speaks to those who could update the SDK.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

if (major < 20) {
  console.error(`identity-pool-with-roles needs Node.js 22 or newer, and this is ${node}. Fix: install a newer one.`);
  process.exitCode = 2;
} else if (existsSync(tool)) {
  if (major < 22 && process.env['NODE_NO_WARNINGS'] !== '1')
    console.error(`note: Node.js ${major} gets no security updates any more, and later versions of this tool will need 22 or newer.`);
  await import(tool.href);
} else {
  console.error('The command-line tool is not built. Fix: run "npm ci" in its folder, or "npm run build" after a change.');
  process.exitCode = 1;
}
