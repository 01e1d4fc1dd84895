/** Owns what is looked at over all unit tests together, when they are done: test/run/report.ts. What it finds fails the run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const RUN_FOLDER = 'TEST_RUN_FOLDER';

export default class WholeRun {
  constructor(config) {
    this.config = config;
  }

  /** Before the workers start: they inherit the environment. */
  onRunStart() {
    this.folder = mkdtempSync(join(tmpdir(), 'test-run-'));
    process.env[RUN_FOLDER] = this.folder;
  }

  async onRunComplete(contexts) {
    if (![...contexts].some(({ config }) => config.displayName?.name === 'unit')) return;
    try {
      const { reportOn } = await bundled('test/run/report.ts');
      const { lines, isGood } = await reportOn(this.folder, isWhole(this.config));
      process.stdout.write(lines.map((line) => `${line}\n`).join(''));
      if (!isGood) this.error = new Error('The run as a whole failed: see the lines on permissions and secrets.');
    } catch (error) {
      this.error = error;
    } finally {
      rmSync(this.folder, { recursive: true });
    }
  }

  /** What jest fails the run for. */
  getLastError() {
    if (this.error !== undefined) return this.error;
  }
}

const isWhole = ({ testPathPatterns, testNamePattern, onlyChanged, onlyFailures, findRelatedTests, shard, nonFlagArgs }) =>
  (testPathPatterns?.patterns ?? []).length === 0 &&
  (nonFlagArgs ?? []).length === 0 &&
  !testNamePattern &&
  !onlyChanged &&
  !onlyFailures &&
  !findRelatedTests &&
  !shard;

const bundled = async (entryPoint) => {
  const outfile = resolve('.local', 'scripts', 'run-report.mjs');
  await build({
    entryPoints: [entryPoint],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
};
