/** Owns how `npm run mutation` runs the file that bundle.mjs makes: as it is, since it is JavaScript already. */
export default {
  rootDir: process.cwd(),
  testEnvironment: 'node',
  testMatch: ['<rootDir>/.local/mutation-tests/all.test.js'],
  transform: {},
  testTimeout: 30_000,
};
