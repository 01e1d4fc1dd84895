import { OF_AMPLIFY } from './amplify';
import { BY_AWS, BY_SAM, OF_THE_SAM_EXAMPLE } from './provider-stack';
import { OF_CONVERSIONS } from './convert';
import { OF_NATIVE_TEMPLATES } from './native';
import { BY_CFN, OF_IMPORTS, OF_VERSIONS } from './registry';
import { OF_A_RELEASE } from './release';
import { OF_LEAVING, OF_ROLLOUTS, ROLLOUT_NOT_RUN } from './rollout';
import { OF_RECIPES } from './recipes';
import { OF_ROLLBACKS } from './rollbacks';
import type { Story } from './row';
import { OF_FLEETS, OF_PIPELINES } from './fleets';
import { OF_OTHER_TOOLS, OTHER_TOOLS_ELSEWHERE, OTHER_TOOLS_NOT_RUN } from './other-tools';
import { RULES_ELSEWHERE, RULES_NOT_RUN } from './rules';
import { OF_A_LOCAL_AWS, OF_POOLS, OF_RANDOM_LIVES, OF_TEMPLATES, OF_THE_DEMO } from './tool';
import { OF_WATCHING } from './watching';

/** What is run here: the stories side by side, those that take longest first. */
export const RUN_HERE: Readonly<Record<string, Story>> = {
  BY_SAM,
  OF_AMPLIFY,
  OF_A_RELEASE,
  OF_THE_DEMO,
  OF_A_LOCAL_AWS,
  BY_CFN,
  BY_AWS,
  OF_RECIPES,
  OF_WATCHING,
  OF_VERSIONS,
  OF_IMPORTS,
  OF_THE_SAM_EXAMPLE,
  OF_POOLS,
  OF_TEMPLATES,
  OF_NATIVE_TEMPLATES,
  OF_CONVERSIONS,
  OF_FLEETS,
  OF_PIPELINES,
  OF_RANDOM_LIVES,
  OF_ROLLBACKS,
  OF_ROLLOUTS,
  OF_LEAVING,
  OF_OTHER_TOOLS,
};

const WHOLE_RUN = ['package.json', '"test": "npm run build && npm run setup && jest"'] as const;
const DOCTOR = ['test/local-aws/doctor.test.ts', "run('npx', ['.', 'doctor', poolId])"] as const;

/** What is run by another file, and the words in it that do so. */
export const RUN_ELSEWHERE: Readonly<Record<string, readonly [file: string, words: string]>> = {
  ...RULES_ELSEWHERE,
  ...OTHER_TOOLS_ELSEWHERE,
  'npx jest test/cli/convert/page --selectProjects unit': WHOLE_RUN,
  'npm ci': ['.ci/run', '\nnpm ci '],
  'npm test': ['.ci/run', '\nnpm test\n'],
  'npm run setup': ['.ci/run', '\nnpm run setup\n'],
  'npm run check': ['.ci/run', '\nnpm run check\n'],
  'npm run generate': ['.ci/run', '\nnpm run generate\n'],
  'npm run docs': ['.ci/run', '\nnpm run docs -- --check\n'],
  'npm run lint:templates': ['.ci/run', '\nnpm run lint:templates\n'],
  'npm run lint:docs': ['.ci/run', '\nnpm run lint:docs\n'],
  'npm run site': ['test/site/site.test.ts', "['run', '--silent', 'site']"],
  'npm run site:check': WHOLE_RUN,
  'npm run contract': ['.ci/run', '\nnpm run contract\n'],
  'npm run build': WHOLE_RUN,
  'npm run test:unit': WHOLE_RUN,
  'npx jest test/stories/kill-points --selectProjects endurance': WHOLE_RUN,
  'npx jest test/events --selectProjects endurance': WHOLE_RUN,
  'npx jest test/stories --selectProjects stories': WHOLE_RUN,
  'npx jest test/stories/roles --selectProjects stories': WHOLE_RUN,
  'npx . doctor POOL_ID': DOCTOR,
  'npx . doctor eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab': DOCTOR,
  'python3 -m venv .venv': ['scripts/local-aws/python.ts', "['-m', 'venv', "],
  '.venv/bin/pip install --requirement requirements.txt': [
    'scripts/local-aws/python.ts',
    "'--require-hashes', '--requirement', requirements",
  ],
  '.venv/bin/mypy .': ['test/tools/cdk-python.test.ts', "await mypy('.')"],
  'npm run smoke -- --local-aws': ['test/local-aws/smoke.test.ts', "['run', '--silent', 'smoke', '--', ...options]"],
  'npm run --silent smoke -- --local-aws': ['test/local-aws/smoke.test.ts', "smoke('--local-aws', "],
  'cfn generate': ['scripts/generate.sh', '"$cfn" generate'],
};

const OF_AN_ACCOUNT =
  'needs an AWS account; test/local-aws/smoke.test.ts runs the same on a local AWS emulator, and test/smoke what that has not';

/** What no test runs, and why. */
export const NOT_RUN: Readonly<Record<string, string>> = {
  ...ROLLOUT_NOT_RUN,
  ...RULES_NOT_RUN,
  ...OTHER_TOOLS_NOT_RUN,
  'npm run bench':
    'measures for minutes, and writes what it finds into reference/costs.md and scripts/bench/last/; test/examples/costs.test.ts holds what does not depend on the machine',
  'npm run mutation': 'takes hours',
  'npm run site:measure': 'needs a browser, which not every machine has',
  'npm version': 'makes a commit and a tag; test/version.test.ts holds what it generates',
  'npm run format': 'writes; `npm run check` asks the same two tools without',
  'aws cognito-idp initiate-auth': 'is told of, not to be run: test/cli/which-role has what it prints',
  'cfn init': 'is told of, not to be run: what it gives is kept in scripts/bench/stock',
  'npm install':
    'fetches packages of an example from outside, the CDK program among them; test/tools/cdk.test.ts holds their versions to those that it has',
  'npx cdk synth': 'needs the packages of the example; test/tools/cdk.test.ts synthesises the same app with the same library',
  'npx cdk deploy PhotosByCustomResource': 'needs the packages of the example; test/local-aws/tools.test.ts deploys what it synthesises',
  'npx aws-cdk synth': 'fetches the CDK program from outside; test/tools/cdk-python.test.ts synthesizes the same app with the same library',
  'npx aws-cdk deploy PhotosByCustomResource':
    'needs an account; test/tools/cdk-python.test.ts compares what it deploys with what test/local-aws/tools.test.ts deploys',
  'npm run --silent smoke -- --profile sandbox --region eu-west-1 > report.md': OF_AN_ACCOUNT,
  'npm run --silent smoke -- --profile sandbox --region eu-west-1 --entry-point registry-type > report.md': OF_AN_ACCOUNT,
  'npx serverless deploy': 'needs a package that wants a login; test/local-aws/tools.test.ts deploys its resources',
};
