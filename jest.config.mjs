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
  // These packages are published as ES modules only.
  transformIgnorePatterns: ['/node_modules/(?!(p-retry|is-network-error|jose|p-limit|yocto-queue)/)', '/src/core/generated/'],
  moduleNameMapper: { '^aws-sdk/clients/(\\w+)$': '<rootDir>/src/registry/aws-sdk/$1.ts' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/build/', '<rootDir>/\\.'],
};

/** Folders and files of each project; `unit` has all the rest, so that a new folder of tests is never forgotten. */
const APART = {
  /** Life cycles through both entry points on the fake AWS. */
  stories: ['test/stories'],
  /** Thousands of life cycles or events a file. */
  endurance: ['test/throttled', 'test/lives', 'test/events', 'test/differential', 'test/stories/kill-points.test.ts'],
  /** Each starts another program: cfn-lint, the CDK, ESLint. */
  tools: ['test/tools', 'test/import-direction.test.ts'],
  /** What `npm run build` makes. */
  bundle: ['test/bundle', 'test/cli/pipe.test.ts'],
  'local-aws': ['test/local-aws'],
  /** Builds the site and walks it in a browser, if there is one. */
  site: ['test/site'],
};

const isFile = (path) => path.endsWith('.test.ts');
const matching = (path) => `<rootDir>/${path}${isFile(path) ? '' : '/**/*.test.ts'}`;
const ignoring = (path) => `<rootDir>/${path}${isFile(path) ? '$' : '/'}`;

const project = (displayName, paths, elsewhere) => ({
  ...common,
  displayName,
  testMatch: paths.map(matching),
  testPathIgnorePatterns: ['/node_modules/', ...elsewhere.map(ignoring)],
  // The calls and the log lines of these are compared at the end of the run.
  ...(['bundle', 'local-aws', 'site'].includes(displayName) ? {} : { setupFilesAfterEnv: ['<rootDir>/test/run/each-file.ts'] }),
});

export default {
  // Some stories play hundreds of life cycles. Nothing in them waits, so only a busy machine comes near this limit.
  testTimeout: 60_000,
  reporters: ['default', '<rootDir>/test/run/reporter.mjs'],
  testSequencer: '<rootDir>/test/run/sequencer.mjs',
  // Jest leaves memory behind with each file, which slows down every promise after it: a worker that has run many files is replaced.
  maxWorkers: '100%',
  workerIdleMemoryLimit: '400MB',
  projects: [
    project('unit', ['test'], Object.values(APART).flat()),
    ...Object.entries(APART).map(([name, paths]) =>
      project(name, paths, name === 'stories' ? APART.endurance.filter((path) => path.startsWith('test/stories/')) : []),
    ),
  ],
};
