import boundaries from 'eslint-plugin-boundaries';
import tseslint from 'typescript-eslint';

/** What each part of src/ may import, beside itself. What is not listed is forbidden: entry points -> core <- aws, and nothing imports the command-line tool. */
const IMPORTS = {
  core: { parts: [], packages: ['ajv', 'fastest-levenshtein', '@aws-sdk/util-arn-parser', '@aws-sdk/util-endpoints', 'node:crypto'] },
  aws: { parts: ['core'], packages: ['@aws-sdk/*', '@smithy/*', 'node:http', 'node:https'] },
  'custom-resource': { parts: ['core', 'aws', 'root'], packages: ['@aws-sdk/util-arn-parser', 'p-retry', 'aws-lambda', 'node:*'] },
  registry: {
    parts: ['core', 'aws', 'root'],
    packages: [
      '@amazon-web-services-cloudformation/*',
      '@aws-sdk/client-cloudwatch',
      '@aws-sdk/client-cloudwatch-logs',
      '@smithy/*',
      'node:*',
    ],
  },
  cli: {
    parts: ['core', 'aws'],
    packages: ['commander', 'picocolors', 'cli-table3', 'diff', 'jose', 'p-limit', 'yaml', 'node:*'],
  },
  root: { parts: ['core', 'aws', 'registry', 'custom-resource'], packages: ['node:*'] },
};

const policies = [
  ...Object.entries(IMPORTS).flatMap(([type, { parts, packages }]) => [
    { from: { element: { type } }, allow: { to: { element: { types: { anyOf: [type, ...parts] } } } } },
    ...packages.map((source) => ({ from: { element: { type } }, allow: { to: { module: { origin: ['external', 'core'], source } } } })),
  ]),
  { allow: { to: { file: { categories: 'schema' } } } },
  { from: { file: { categories: 'version' } }, allow: { to: { file: { categories: 'package' } } } },
  { disallow: { to: { file: { categories: 'models' } } } },
  { from: { file: { categories: 'model-mapping' } }, allow: { to: { file: { categories: 'models' } } } },
];

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'build/',
      'coverage/',
      '**/.venv/',
      '.venv-*/',
      '**/cdk.out/',
      '.local/',
      'src/models.ts',
      'src/core/generated/',
      'scripts/bench/stock/',
      // Need packages of their own; test/tools compiles the first, and the second if its packages are there.
      'examples/pulumi/',
      'examples/amplify/',
      '**/*.mjs',
      '**/*.cjs',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { boundaries },
    settings: {
      'boundaries/include': ['src/**/*.ts', 'schema.json', 'package.json'],
      'boundaries/elements': [
        { type: 'core', pattern: 'src/core' },
        { type: 'aws', pattern: 'src/aws' },
        { type: 'custom-resource', pattern: 'src/custom-resource' },
        { type: 'registry', pattern: 'src/registry' },
        { type: 'cli', pattern: 'src/cli' },
        { type: 'root', pattern: 'src' },
      ],
      'boundaries/files': [
        { category: 'schema', pattern: 'schema.json' },
        { category: 'package', pattern: 'package.json' },
        { category: 'version', pattern: 'src/core/version.ts' },
        { category: 'models', pattern: 'src/models.ts' },
        { category: 'model-mapping', pattern: 'src/registry/model-mapping.ts' },
      ],
      'import/resolver': { typescript: true },
    },
    rules: { 'boundaries/dependencies': ['error', { default: 'disallow', checkAllOrigins: true, checkInternals: true, policies }] },
  },
  {
    files: ['src/core/plan/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '/(operation|settings|properties|request/.*|desire/(?!desired-state$).*)$',
              message: 'A plan is the difference between the desired and the observed state. It knows no request.',
            },
          ],
        },
      ],
    },
  },
);
