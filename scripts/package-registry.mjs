/** Owns the `buildCommand` of .rpdk-config: build/FUNCTION/ holds what `cfn submit` zips, the one bundle. Called with the function's name. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';

const [functionName = 'TypeFunction'] = process.argv.slice(2);

execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
mkdirSync(`build/${functionName}`, { recursive: true });
cpSync('dist/handlers.js', `build/${functionName}/handlers.js`);
