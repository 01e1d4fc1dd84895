/** Owns how `npm run mutation` runs the file that bundle.mjs makes: as it is, since it is JavaScript already. */
import { resolve } from 'node:path';

export default {
  rootDir: process.cwd(),
  testEnvironment: resolve('scripts/mutation/environment.cjs'),
  testMatch: ['<rootDir>/.local/mutation-tests/all.test.js'],
  transform: {},
  testTimeout: 10_000,
};
