/** Tries what cfn-lint says, told about both types, of templates that are broken in one place each and of all examples. */
import { readdirSync } from 'node:fs';
import { run } from '../../scripts/local-aws/command';
import { pythonTool } from '../../scripts/local-aws/python';
import { lintTemplates } from '../../scripts/docs/cfn-lint';
import { STORIES } from '../examples/templates';

interface Finding {
  readonly Rule: { readonly Id: string };
  readonly Filename: string;
  readonly Location: { readonly Start: { readonly LineNumber: number } };
  readonly Message: string;
}

const FOLDER = 'test/tools/broken';
const ONE_PROVIDER = [
  'E3014',
  "Only one of ['UserPool', 'LoginProvider', 'OpenIdConnectProviderArn', 'SamlProviderArn', 'ProviderName'] is a required property",
] as const;

/** For each broken template: line, rule and message of every finding. */
const EXPECTED: Readonly<Record<string, readonly (readonly [line: number, rule: string, message: string])[]>> = {
  'no-service-token': [[4, 'E3003', "'ServiceToken' is a required property"]],
  'role-with-arn-and-path': [[8, 'E3020', "'Path' should not be included with 'Arn'"]],
  'rules-without-rules': [[9, 'E3003', "'Rules' is a required property"]],
  'token-with-rules': [[12, 'E3032', 'expected maximum item count: 0, found: 1']],
  'twenty-six-rules': [[12, 'E3032', 'expected maximum item count: 25, found: 26']],
  'two-providers-in-one': [
    [10, ...ONE_PROVIDER],
    [11, ...ONE_PROVIDER],
  ],
  'unknown-attribute': [
    [
      8,
      'E6101',
      "'AuthenticatedRolesArn' is not one of ['IdentityPoolId', 'Arn', 'Name', 'AuthenticatedRoleArn', 'AuthenticatedRoleName', 'AuthenticatedRoleId', " +
        "'UnauthenticatedRoleArn', 'UnauthenticatedRoleName', 'UnauthenticatedRoleId', 'MappedRoleArns', 'MappedRoleNames', 'UserPoolClientIds'] in ['us-east-1']",
    ],
  ],
  'unknown-property': [
    [7, 'E3002', "Additional properties are not allowed ('AuthenticatedRoles' was unexpected. Did you mean 'AuthenticatedRole'?)"],
  ],
};

let findings: readonly Finding[];

beforeAll(async () => {
  const { stdout } = await lintTemplates(
    readdirSync(FOLDER).map((name) => `${FOLDER}/${name}`),
    'json',
  );
  findings = JSON.parse(stdout) as Finding[];
});

it.each(Object.entries(EXPECTED))('finds what is wrong with %s.yml at its line, and nothing else', (name, expected) => {
  const found = findings
    .filter(({ Filename }) => Filename === `${FOLDER}/${name}.yml`)
    .map(({ Location, Rule, Message }) => [Location.Start.LineNumber, Rule.Id, Message]);
  expect(found).toEqual(expected);
});

it('is tried on every broken template', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(EXPECTED).map((name) => `${name}.yml`));
});

it('has nothing to say about the examples', async () => {
  const templates = STORIES.flatMap((story) =>
    readdirSync(`examples/${story}`)
      .filter((name) => name.endsWith('.yml'))
      .map((name) => `examples/${story}/${name}`),
  );
  expect(await lintTemplates(templates)).toEqual({ code: 0, stdout: '', stderr: '' });
});

it.each([
  ['with an option of cfn-lint', ['--format', 'parseable', 'no-service-token.yml']],
  ['by itself', ['no-service-token.yml']],
])('is run by npm run lint:templates -- FILE on a file beside the user, %s, and fails where cfn-lint does', async (_how, given) => {
  // npm tells a script by this where it was called.
  const environment = { ...process.env, INIT_CWD: FOLDER };
  const { code, stdout } = await run('node', ['--import', 'tsx', 'scripts/docs/lint-templates.ts', ...given], { environment });
  expect(code).toBe(2);
  expect(stdout).toMatch(
    given.includes('parseable')
      ? /^no-service-token\.yml:4:5:4:15:E3003:'ServiceToken' is a required property\n$/
      : /^E3003 'ServiceToken' is a required property\nno-service-token\.yml:4:5\n/,
  );
});

it('is taught the types by a folder, given after the template to a cfn-lint of one’s own', async () => {
  const { code, stdout } = await run(pythonTool('cfn-lint'), [`${FOLDER}/no-service-token.yml`, '--append-rules', 'cfn-lint']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: expect.stringContaining("E3003 'ServiceToken' is a required property") as unknown });
});
