export default {
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  mutate: ['src/core/**/*.ts', '!src/core/generated/**', 'src/aws/**/*.ts'],
  buildCommand: 'node scripts/mutation/bundle.mjs',
  jest: { configFile: 'scripts/mutation/jest.config.mjs', enableFindRelatedTests: false },
  coverageAnalysis: 'perTest',
  // A regular expression's or a module's constants are read once: they count, with all tests.
  ignoreStatic: false,
  reporters: ['clear-text', 'progress-append-only', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'build/mutation.json' },
  tempDirName: '.local/mutation',
  ignorePatterns: ['.venv', '.venv-aws', '.local', 'build', 'dist', '.git', '*.zip', '*.log'],
  concurrency: 2,
  // Jest leaves something behind in its process with each run that slows down every promise after it.
  maxTestRunnerReuse: 12,
  // Long enough that a busy machine makes no survivor look like one that was found: few mutants never end.
  timeoutMS: 60_000,
  timeoutFactor: 3,
  thresholds: { high: 95, low: 85, break: 85 },
  allowConsoleColors: false,
};
