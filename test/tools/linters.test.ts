/** Compares what linters of others find in the templates that run with rights of their own with what SECURITY.md answers. */
import { readdirSync, readFileSync } from 'node:fs';
import { KNOWING_THE_TYPES } from '../../scripts/docs/cfn-lint';
import { run } from '../../scripts/local-aws/command';
import { CHECKOV, CLOUDSPLAINING, preparePython, PROJECT_TOOLS, pythonTool } from '../../scripts/local-aws/python';
import { parseTemplate, type Template } from '../examples/templates';

const ROLLOUT = readdirSync('examples/rollout').filter((name) => name.endsWith('.yml'));
const TEMPLATES = ['template.yml', 'resource-role.yaml', ...ROLLOUT.map((name) => `examples/rollout/${name}`)];

// With the time to set up both environments, once.
jest.setTimeout(600_000);

/** What a linter found, to the places where it did. */
type Findings = ReadonlyMap<string, readonly string[]>;

function collect(found: readonly (readonly [finding: string, place: string])[]): Findings {
  const findings = new Map<string, string[]>();
  for (const [finding, place] of found) findings.set(finding, [...(findings.get(finding) ?? []), place]);
  return findings;
}

async function outputOf(program: string, programArguments: readonly string[], input?: string): Promise<string> {
  // checkov tells its home of each run, unless it is told not to.
  const environment = { ...process.env, BC_API_KEY: undefined, LOG_LEVEL: 'ERROR' };
  const { code, stdout, stderr } = await run(program, programArguments, { environment, ...(input === undefined ? {} : { input }) });
  if (stdout.trim() === '') throw new Error(`exit code ${code} of ${program} ${programArguments.join(' ')}\n${stderr}`);
  return stdout;
}

interface CheckovReport {
  readonly results: {
    readonly failed_checks: readonly { readonly check_id: string; readonly file_path: string; readonly resource: string }[];
  };
  readonly summary: { readonly parsing_errors: number };
}

async function byCheckov(): Promise<Findings> {
  const options = ['--framework', 'cloudformation', '--skip-download', '--output', 'json'];
  const report = JSON.parse(await outputOf(pythonTool('checkov', CHECKOV), [...options, '--file', ...TEMPLATES])) as CheckovReport;
  expect(report.summary.parsing_errors).toBe(0);
  const failed = report.results.failed_checks;
  return collect(
    failed.map(({ check_id: id, file_path: path, resource }) => [`checkov ${id}`, `${path.slice(1)}: ${resource.split('.').at(-1) ?? ''}`]),
  );
}

async function byCfnLint(): Promise<Findings> {
  const format = ['--include-checks', 'I', '--format', 'json'];
  const stdout = await outputOf(pythonTool('cfn-lint'), [...format, '--template', ...TEMPLATES, ...KNOWING_THE_TYPES]);
  const matches = JSON.parse(stdout) as readonly { readonly Rule: { readonly Id: string }; readonly Filename: string }[];
  return collect(matches.map(({ Rule, Filename }) => [`cfn-lint ${Rule.Id}`, Filename]));
}

const PLACE: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::AccountId': '123456789012',
  'AWS::Region': 'eu-west-1',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** With defaults for parameters, with both branches of each condition that a list has, and with some ARN for what another resource gives. */
function written(template: Template, value: unknown): unknown {
  const inner = (part: unknown): unknown => written(template, part);
  if (Array.isArray(value)) return value.flatMap((item: unknown) => branchesOf(item)).map(inner);
  if (typeof value !== 'object' || value === null) return value;
  const textOf = (name: string): string => PLACE[name] ?? template.Parameters?.[name]?.Default ?? name;
  const [name = '', argument] = Object.entries(value)[0] ?? [];
  if (name === 'Ref') return textOf(String(argument));
  if (name === 'Fn::Sub' && typeof argument === 'string') return argument.replace(/\$\{([\w:]+)\}/g, (_all, each: string) => textOf(each));
  if (name === 'Fn::If') return inner(branchesOf(value)[0]);
  if (name.startsWith('Fn::')) return 'arn:aws:service:eu-west-1:123456789012:thing';
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inner(part)]));
}

function branchesOf(item: unknown): readonly unknown[] {
  const isAbsent = (value: unknown): boolean => JSON.stringify(value) === '{"Ref":"AWS::NoValue"}';
  if (typeof item !== 'object' || item === null || !('Fn::If' in item)) return isAbsent(item) ? [] : [item];
  return (item['Fn::If'] as readonly unknown[]).slice(1).flatMap(branchesOf);
}

/** Every statement of a policy of permissions; one of trust has a Principal. */
function statementsIn(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('Effect' in value && ('Action' in value || 'NotAction' in value)) return 'Principal' in value ? [] : [value];
  return Object.values(value).flatMap(statementsIn);
}

/** To each resource with permissions a policy of all its statements. */
function policiesIn(file: string): readonly (readonly [place: string, policy: unknown])[] {
  const template = parseTemplate(readFileSync(file, 'utf8'));
  return Object.entries(template.Resources).flatMap(([logicalId, { Properties }]) => {
    const statements = statementsIn(written(template, Properties));
    return statements.length === 0 ? [] : [[`${file}: ${logicalId}`, { Version: '2012-10-17', Statement: statements }] as const];
  });
}

async function byCloudsplaining(): Promise<Findings> {
  const policies = Object.fromEntries(TEMPLATES.flatMap(policiesIn));
  expect(Object.keys(policies)).toEqual(
    expect.arrayContaining(['template.yml: CustomResourceFunction', 'resource-role.yaml: ExecutionRole']),
  );
  const stdout = await outputOf(pythonTool('python', CLOUDSPLAINING), ['scripts/python/scan_policies.py'], JSON.stringify(policies));
  const found = JSON.parse(stdout) as Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  return collect(
    Object.entries(found).flatMap(([place, kinds]) =>
      Object.entries(kinds).map(([kind, actions]) => [`cloudsplaining ${kind}`, `${place} (${actions.length})`] as const),
    ),
  );
}

const page = readFileSync('SECURITY.md', 'utf8');
const section = page.split('\n## What linters say\n')[1]?.split('\n## ')[0] ?? '';

/** The rows of the section's table: what was found, where, and the answer. */
const rows = [...section.matchAll(/^\| (?!Finding|-)(.+?) +\| (.+?) +\| (.+?) +\|$/gm)].map(
  ([, finding = '', places = '', answer = '']) => ({
    finding: finding.replaceAll('`', ''),
    places: places.replaceAll('`', '').split(', '),
    answer,
  }),
);
const answered = (tool: string): Findings =>
  collect(
    rows
      .filter(({ finding }) => finding.startsWith(`${tool} `))
      .flatMap(({ finding, places }) => places.map((place) => [finding, place] as const)),
  );

const sorted = (findings: Findings): object =>
  Object.fromEntries([...findings].sort().map(([finding, places]) => [finding, [...places].sort()]));

beforeAll(async () => {
  await preparePython(console.log, CHECKOV);
  await preparePython(console.log, CLOUDSPLAINING);
});

it.each([
  ['checkov', byCheckov],
  ['cfn-lint', byCfnLint],
  ['cloudsplaining', byCloudsplaining],
])('SECURITY.md answers every finding of %s, and none that it no longer has', async (tool, find) => {
  expect(sorted(answered(tool))).toEqual(sorted(await find()));
});

it('SECURITY.md names the linters in the versions that are run', () => {
  const pinnedIn = { checkov: CHECKOV.requirements, 'cfn-lint': PROJECT_TOOLS.requirements, cloudsplaining: CLOUDSPLAINING.requirements };
  for (const [tool, file] of Object.entries(pinnedIn)) {
    const [, version] = new RegExp(`^${tool}==([\\w.]+)`, 'm').exec(readFileSync(file, 'utf8')) ?? [];
    expect([tool, version]).toEqual([tool, expect.stringMatching(/^\d/)]);
    expect(section).toContain(`${tool} ${version ?? ''}`);
  }
});

it('SECURITY.md answers no finding with a word or two', () => {
  expect(rows.filter(({ answer }) => answer.length < 40)).toEqual([]);
});
