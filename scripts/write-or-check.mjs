import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Writes a file that is made from others; with `--check` on the command line, fails if the file says something else. */
export function writeOrCheck(file, text, command) {
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text);
  } else if (readFileSync(file, 'utf8') !== text) {
    console.error(`${relative('.', fileURLToPath(file))} does not say what it is made from. Fix: run "${command}".`);
    process.exitCode = 1;
  }
}
