/**
 * The `buildCommand` of .rpdk-config: build/FUNCTION/ holds what `cfn submit` zips, the one bundle and nothing beside it.
 * Called with the function's name; `--built` takes dist/ as it is.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { built: { type: 'boolean', default: false } } });
const [functionName = 'TypeFunction'] = positionals;

if (!values.built) execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
rmSync(`build/${functionName}`, { recursive: true, force: true });
mkdirSync(`build/${functionName}`, { recursive: true });
cpSync('dist/handlers.js', `build/${functionName}/handlers.js`);
