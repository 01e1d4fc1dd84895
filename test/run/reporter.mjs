/** Adds to jest's own summary what only the whole run shows (report.ts), and a last line that log readers expect: `350 passed, 0 failed`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tsImport } from 'tsx/esm/api';

const RUN_FOLDER = 'TEST_RUN_FOLDER';

/** Only together do these make every AWS call that the shipped policies allow. */
const WHOLE = ['unit', 'stories', 'endurance', 'tools'];

const isFiltered = ({ testPathPatterns, testNamePattern, onlyChanged, onlyFailures, findRelatedTests, shard, nonFlagArgs }) =>
  (testPathPatterns?.patterns ?? []).length > 0 ||
  (nonFlagArgs ?? []).length > 0 ||
  Boolean(testNamePattern || onlyChanged || onlyFailures || findRelatedTests || shard);

export default class WholeRun {
  constructor(config) {
    this.config = config;
  }

  /** Before the workers start, which inherit the environment. */
  onRunStart() {
    this.folder = mkdtempSync(join(tmpdir(), 'test-run-'));
    process.env[RUN_FOLDER] = this.folder;
  }

  async onRunComplete(contexts, { numPassedTests, numFailedTests, numPendingTests }) {
    const projects = new Set([...contexts].map(({ config }) => config.displayName?.name));
    try {
      if (WHOLE.some((name) => projects.has(name))) {
        const { reportOn } = await tsImport('./report.ts', import.meta.url);
        const { lines, isGood } = await reportOn(this.folder, !isFiltered(this.config) && WHOLE.every((name) => projects.has(name)));
        process.stdout.write(lines.map((line) => `${line}\n`).join(''));
        if (!isGood) this.error = new Error('The run as a whole failed: see the lines on permissions and secrets.');
      }
    } catch (error) {
      this.error = error;
    } finally {
      rmSync(this.folder, { recursive: true });
    }
    const skipped = numPendingTests === 0 ? '' : `, ${numPendingTests} skipped`;
    process.stdout.write(`${numPassedTests} passed, ${numFailedTests} failed${skipped}\n`);
  }

  /** What jest fails the run for. */
  getLastError() {
    if (this.error !== undefined) return this.error;
  }
}
