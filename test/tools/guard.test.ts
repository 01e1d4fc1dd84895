/** Runs the CloudFormation Guard rules on their own tests and on the examples. The Guard CLI is used if it is at hand; what can be seen without it is always tested. */
import { readdirSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import schema from '../../schema.json';
import { run } from '../../scripts/local-aws/command';
import { DOORS, STORIES } from '../examples/templates';
import { yamlParse } from '../yaml';

const FOLDER = 'guard';
const TESTS = `${FOLDER}/tests`;
/** The file of each rule, and the rule's name in it. */
const RULES = {
  'classic-flow-off': 'classic_flow_is_off',
  'guests-off': 'guests_are_off',
  'roles-have-a-boundary': 'roles_have_a_boundary',
} as const;

const program = process.env['CFN_GUARD'] ?? 'cfn-guard';
const version = spawnSync(program, ['--version'], { encoding: 'utf8' });
const whyNot =
  version.status === 0
    ? undefined
    : `skipped, because the Guard CLI "${program}" is not at hand: cargo install cfn-guard, or name it with CFN_GUARD`;

interface GuardTest {
  readonly name: string;
  readonly input: { readonly Resources: Readonly<Record<string, { readonly Type: string }>> };
  readonly expectations: { readonly rules: Readonly<Record<string, string>> };
}
const textOf = (file: string): string => readFileSync(`${FOLDER}/${file}.guard`, 'utf8');
const testsOf = (file: string): readonly GuardTest[] =>
  yamlParse(readFileSync(`${TESTS}/${file}_tests.yml`, 'utf8')) as readonly GuardTest[];

it('each Guard rule has a file, and tests of its own', () => {
  expect(readdirSync(FOLDER).sort()).toEqual([...Object.keys(RULES).map((file) => `${file}.guard`), 'tests']);
  expect(readdirSync(TESTS).sort()).toEqual(Object.keys(RULES).map((file) => `${file}_tests.yml`));
});

describe.each(Object.entries(RULES))('%s.guard', (file, rule) => {
  it('has one rule, for both types of this project and a native one', () => {
    const text = textOf(file);
    expect(text.match(/^rule \w+/gm)).toEqual([`rule ${rule}`]);
    for (const type of [...Object.values(DOORS), schema.typeName]) expect(text).toContain(`'${type}'`);
    expect(text).toMatch(/'AWS::(Cognito::IdentityPool|IAM::Role)'/);
  });

  it('says with each check what is wrong and what to do', () => {
    const messages = [...textOf(file).matchAll(/<<\n(.*?)>>/gs)].map(([, message = '']) => message.trim().split(/\n\s*/));
    expect(messages).not.toEqual([]);
    expect(
      messages.filter(([problem = '', fix = '', ...more]) => !problem.endsWith('.') || !/^Fix: .*\.$/.test(fix) || more.length > 0),
    ).toEqual([]);
  });

  it('is tested with each type and each outcome, each test under a name of its own', () => {
    const tests = testsOf(file);
    expect(new Set(tests.map(({ name }) => name)).size).toBe(tests.length);
    expect(new Set(tests.map(({ expectations }) => expectations.rules[rule]))).toEqual(new Set(['PASS', 'FAIL', 'SKIP']));
    const types = new Set(tests.flatMap(({ input }) => Object.values(input.Resources).map(({ Type }) => Type)));
    expect([...types]).toEqual(expect.arrayContaining(Object.values(DOORS)));
  });
});

/** Which rules an example breaks, whichever of the two types it uses. */
const BROKEN_BY: Readonly<Record<string, readonly string[]>> = {
  'api-gateway': ['roles_have_a_boundary'],
  appsync: ['roles_have_a_boundary'],
  'attributes-for-access-control': ['roles_have_a_boundary'],
  'bring-your-own-roles': [],
  'developer-identities': ['roles_have_a_boundary'],
  'google-clients': ['roles_have_a_boundary'],
  import: ['guests_are_off'],
  location: ['guests_are_off', 'roles_have_a_boundary'],
  'mapped-roles': ['roles_have_a_boundary'],
  minimal: ['roles_have_a_boundary'],
  'opensearch-dashboards': ['roles_have_a_boundary'],
  'role-rules': ['roles_have_a_boundary'],
  rum: ['classic_flow_is_off', 'guests_are_off', 'roles_have_a_boundary'],
  saml: ['roles_have_a_boundary'],
  'social-providers': ['guests_are_off', 'roles_have_a_boundary'],
  'token-groups': ['roles_have_a_boundary'],
  'user-pool': ['roles_have_a_boundary'],
};

interface Report {
  readonly name: string;
  readonly not_compliant: readonly { readonly Rule: { readonly name: string } }[];
}

(whyNot === undefined ? describe : describe.skip)(`the Guard CLI ${whyNot ?? version.stdout.trim()}`, () => {
  it.each(Object.entries(RULES))('finds that every test of %s.guard holds', async (file, rule) => {
    const { code, stdout } = await run(program, [
      'test',
      ...['--rules-file', `${FOLDER}/${file}.guard`, '--test-data', `${TESTS}/${file}_tests.yml`, '--output-format', 'json'],
    ]);
    const { test_cases: cases } = JSON.parse(stdout) as { readonly test_cases: readonly Readonly<Record<string, unknown>>[] };
    const expected = testsOf(file).map(({ name, expectations }) => ({
      name,
      passed_rules: [{ name: rule, evaluated: expectations.rules[rule] }],
      failed_rules: [],
      skipped_rules: [],
    }));
    expect({ code, cases }).toEqual({ code: 0, cases: expected });
  });

  it.each(Object.keys(DOORS))('finds in the examples of the %s the rules that they break', async (door) => {
    const stories = STORIES.filter((story) => readdirSync(`examples/${story}`).includes(`${door}.yml`));
    const { code, stdout } = await run(program, [
      ...['validate', '--rules', FOLDER, '--structured', '--show-summary', 'none', '--output-format', 'json'],
      ...stories.flatMap((story) => ['--data', `examples/${story}/${door}.yml`]),
    ]);
    const reports = JSON.parse(stdout) as readonly Report[];
    const broken = stories.map((story) => {
      const report = reports.find(({ name }) => name.endsWith(`examples/${story}/${door}.yml`));
      return [story, report?.not_compliant.map(({ Rule }) => Rule.name).sort()];
    });
    expect(Object.fromEntries(broken)).toEqual(Object.fromEntries(stories.map((story) => [story, BROKEN_BY[story]])));
    expect(code).toBe(19);
  });

  it('runs the tests of all rules in one go, as the page says', async () => {
    const { code, stdout } = await run(program, ['test', '--dir', FOLDER]);
    expect(code).toBe(0);
    expect(stdout.match(/Expected = /g)).toHaveLength(Object.keys(RULES).flatMap(testsOf).length);
  });

  it('prints for a pool with guests what the page shows, and exits with 19', async () => {
    const rules = ['--rules', `${FOLDER}/guests-off.guard`, '--rules', `${FOLDER}/classic-flow-off.guard`];
    const { code, stdout } = await run(program, ['validate', ...rules, '--data', 'examples/rum/custom-resource.yml']);
    expect(code).toBe(19);
    const shown =
      /```text\n(Resource = .*?)```/s.exec(readFileSync('guide/rules-for-linters.md', 'utf8'))?.[1]?.trimEnd().split('\n') ?? [];
    expect(shown.length).toBeGreaterThan(3);
    expect(shown.filter((line) => !stdout.split('\n').includes(line))).toEqual([]);
    expect(await run(program, ['validate', ...rules, '--data', 'examples/user-pool/custom-resource.yml'])).toMatchObject({ code: 0 });
  });
});
