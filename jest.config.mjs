/** Owns how tests run: TypeScript through swc with the field semantics of the build, in projects that can be run apart. */

const swc = {
  module: { type: 'commonjs' },
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    // The runtime library's models assign in the parent's constructor: fields that are defined afterwards would wipe them.
    transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
    // Handler error codes are derived from class names.
    keepClassNames: true,
  },
  sourceMaps: 'inline',
};

const common = {
  testEnvironment: 'node',
  transform: { '^.+\\.[mc]?[jt]s$': ['@swc/jest', swc] },
  // Published as ES modules alone.
  transformIgnorePatterns: ['/node_modules/(?!(p-retry|is-network-error|jose)/)', '/src/core/generated/'],
  moduleNameMapper: { '^aws-sdk/clients/(\\w+)$': '<rootDir>/src/registry/aws-sdk/$1.ts' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/build/', '<rootDir>/\\.'],
};

/** One project for each folder of test/ that is slow or needs the build; the rest is the unit project. */
const apart = { bundle: ['<rootDir>/test/bundle'], 'local-aws': ['<rootDir>/test/local-aws'] };

export default {
  // Some stories play hundreds of lives; nothing waits, so that only a machine with much else to do comes near it.
  testTimeout: 60_000,
  reporters: ['default', '<rootDir>/scripts/whole-run.mjs', '<rootDir>/scripts/closing-line.mjs'],
  testSequencer: '<rootDir>/scripts/slow-first.mjs',
  // One worker for each core, each begun anew before it has run many files: what jest leaves behind of each slows down every promise after it.
  maxWorkers: '100%',
  workerIdleMemoryLimit: '400MB',
  projects: [
    {
      ...common,
      displayName: 'unit',
      setupFilesAfterEnv: ['<rootDir>/test/run/each-file.ts'],
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...Object.values(apart).flat()],
    },
    ...Object.entries(apart).map(([displayName, roots]) => ({
      ...common,
      displayName,
      testMatch: roots.map((root) => `${root}/**/*.test.ts`),
    })),
  ],
};
