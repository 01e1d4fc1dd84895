const INSTALLED = 'test/tools/cfn-lint-package.test.ts';
const GUARD = 'test/tools/guard.test.ts';
const GITHUB = 'test/tools/github.test.ts';

/** The commands of guide/rules-for-linters.md, and those of .github in CONTRIBUTING.md. */
export const RULES_ELSEWHERE = {
  'npm run package:cfn-lint': [INSTALLED, "'run', '--silent', 'package:cfn-lint'"],
  'pip install build/cfn-lint/cfn_lint_identity_pool_with_roles-*.whl': [INSTALLED, "program('pip'), ['install'"],
  'cfn-lint my-template.yml --append-rules cfn_lint_identity_pool_with_roles': [INSTALLED, "'my-template.yml', '--append-rules', MODULE"],
  'cfn-guard validate --rules guard --data my-template.yml': [GUARD, "['validate', '--rules', FOLDER,"],
  'cfn-guard validate --rules guard/guests-off.guard --rules guard/classic-flow-off.guard --data my-template.yml': [
    GUARD,
    "'--rules', `${FOLDER}/guests-off.guard`, '--rules', `${FOLDER}/classic-flow-off.guard`",
  ],
  'cfn-guard test --dir guard': [GUARD, "['test', '--dir', FOLDER"],
  'npm run release:notes': [GITHUB, "'run', '--silent', 'release:notes'"],
} as const;

export const RULES_NOT_RUN = {
  'cargo install cfn-guard': 'takes minutes; test/tools/guard.test.ts runs the program where it is at hand, and says so where it is not',
} as const;
