import { resolve } from 'node:path';

export default {
  rootDir: process.cwd(),
  testEnvironment: resolve('scripts/mutation/environment.cjs'),
  testMatch: ['<rootDir>/.local/mutation-tests/all.test.js'],
  transform: {},
  testTimeout: 10_000,
};
