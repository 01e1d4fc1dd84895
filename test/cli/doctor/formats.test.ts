/** The doctor's findings in the formats of others, held against their own schemas. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import { version } from '../../../package.json';
import { runTool, type Ran } from '../terminal';
import { allow, amr, cognito, POOL_ID, seededAccount, type Row } from './seeded';

const schemaOf = (file: string): object => JSON.parse(readFileSync(join(__dirname, 'schemas', file), 'utf8')) as object;
const isSarif = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schemaOf('sarif-2.1.0.json'));
const isOcsf = new Ajv2020({ strict: false, validateFormats: false }).compile(schemaOf('ocsf-detection-finding.json'));
const JUNIT = readFileSync(join(__dirname, 'schemas', 'junit-10.xsd'), 'utf8');

async function junitErrors(xml: string): Promise<readonly string[]> {
  const { validateXML } = await import('xmllint-wasm');
  const { errors } = await validateXML({ xml: [{ fileName: 'report.xml', contents: xml }], schema: [JUNIT] });
  return errors.map(({ rawMessage }) => rawMessage);
}

const NASTY = 'a <b> & "c" ::error::%0A\u0001';
const BROKEN: Row = {
  pool: { AllowClassicFlow: true, IdentityPoolName: 'shop' },
  trust: { users: [cognito(amr('authenticated'))] },
  allows: { guests: [allow('iam:*')] },
};

const TEMPLATE = `Resources:
  Pool:
    Type: AWS::Cognito::IdentityPool
    Properties: { AllowUnauthenticatedIdentities: false, AllowClassicFlow: true, DeveloperProviderName: login.example }
`;

const run = (format: string, row: Row = BROKEN, files: Readonly<Record<string, string>> = {}, ...args: string[]): Promise<Ran> =>
  runTool(['doctor', POOL_ID, '--format', format, ...args], { aws: seededAccount(row), files });
const onTemplate = (format: string): Promise<Ran> =>
  runTool(['doctor', '--template', 'a dir/t.yml', '--region', 'eu-west-1', '--format', format], { files: { 'a dir/t.yml': TEMPLATE } });
const IGNORES = { 'i.yml': '- finding: classic-flow-open\n  reason: CloudWatch RUM needs it\n- finding: trust-sub\n  reason: gone\n' };

interface Sarif {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly version: string; readonly rules: readonly { readonly id: string }[] } };
    readonly invocations: readonly { readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[] }[];
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly locations: readonly object[];
      readonly partialFingerprints: object;
      readonly suppressions: readonly object[];
    }[];
  }[];
}

async function sarif(ran: Promise<Ran>): Promise<Sarif['runs'][number]> {
  const parsed = JSON.parse((await ran).out) as Sarif;
  isSarif(parsed);
  expect(isSarif.errors ?? []).toEqual([]);
  return parsed.runs[0] as Sarif['runs'][number];
}

describe('SARIF', () => {
  it('has a rule for each kind of finding and a result for each finding, the ignored ones suppressed', async () => {
    const { tool, invocations, results } = await sarif(run('sarif', BROKEN, IGNORES, '--ignore', 'i.yml'));
    expect(tool.driver.version).toBe(version);
    expect(
      results.map(({ ruleId, ruleIndex, level, suppressions }) => [ruleId, tool.driver.rules[ruleIndex]?.id, level, suppressions]),
    ).toEqual([
      ['guest-takeover', 'guest-takeover', 'error', []],
      ['trust-aud-missing', 'trust-aud-missing', 'error', []],
      ['classic-flow-open', 'classic-flow-open', 'note', [{ kind: 'external', justification: 'CloudWatch RUM needs it' }]],
    ]);
    expect(invocations[0]?.toolExecutionNotifications).toEqual([
      { level: 'warning', message: { text: 'i.yml:3: the entry on trust-sub fits no finding any more. Remove it.' } },
    ]);
  });

  it('names the line of a template, and the pool of an account', async () => {
    const [ofTemplate] = (await sarif(onTemplate('sarif'))).results;
    expect(ofTemplate?.locations).toEqual([
      {
        physicalLocation: { artifactLocation: { uri: 'a%20dir/t.yml' }, region: { startLine: 2 } },
        logicalLocations: [{ name: 'Pool', fullyQualifiedName: 'Pool', kind: 'resource' }],
      },
    ]);
    const [ofPool] = (await sarif(run('sarif'))).results;
    expect(ofPool?.locations).toEqual([{ logicalLocations: [{ name: 'shop', fullyQualifiedName: POOL_ID, kind: 'resource' }] }]);
  });

  it('gives a finding the same fingerprint in each run, and each finding another', async () => {
    const [one, other] = [await sarif(run('sarif')), await sarif(run('sarif'))];
    const prints = one.results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints));
    expect(other.results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints))).toEqual(prints);
    expect(new Set(prints).size).toBe(prints.length);
  });
});

describe('JUnit', () => {
  it('is a suite for each pool, valid whatever names there are', async () => {
    for (const row of [BROKEN, { pool: { IdentityPoolName: NASTY } }, {}]) {
      const { out } = await run('junit', row, IGNORES, '--ignore', 'i.yml');
      expect(await junitErrors(out)).toEqual([]);
    }
    const { out } = await run('junit', BROKEN, IGNORES, '--ignore', 'i.yml');
    expect(out.match(/<testsuite .*>/g)).toEqual([
      `<testsuite name="${POOL_ID} shop" tests="3" failures="2" errors="0" skipped="1">`,
      '<testsuite name="ignore file" tests="1" failures="0" errors="0" skipped="1">',
    ]);
  });

  it('is one passing case if there is nothing to report', async () => {
    expect((await run('junit', {})).out).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="${POOL_ID} shop" tests="1" failures="0" errors="0" skipped="0">
    <testcase name="no findings" classname="identity-pool"/>
  </testsuite>
</testsuites>`);
  });
});

describe('OCSF', () => {
  it('is a Detection Finding for each, the ignored ones suppressed', async () => {
    const events = JSON.parse((await run('ocsf', BROKEN, IGNORES, '--ignore', 'i.yml')).out) as Record<string, unknown>[];
    for (const event of events) {
      isOcsf(event);
      expect(isOcsf.errors ?? []).toEqual([]);
    }
    expect(
      events.map(({ severity, status, finding_info: info, comment }) => [severity, status, (info as { title: string }).title, comment]),
    ).toEqual([
      ['Critical', 'New', 'guest-takeover', undefined],
      ['High', 'New', 'trust-aud-missing', undefined],
      ['Low', 'Suppressed', 'classic-flow-open', 'CloudWatch RUM needs it'],
    ]);
  });
});

describe('GitHub', () => {
  it('is a workflow command for each finding, with file and line', async () => {
    expect((await onTemplate('github')).out.split('\n')).toEqual([
      expect.stringMatching(/^::error file=a dir\/t\.yml,line=2,title=high%3A no-authenticated-role::/),
      expect.stringMatching(
        /^::notice file=a dir\/t\.yml,line=2,title=low%3A classic-flow-open::AllowClassicFlow\. It is true\. .*%0A.*%0AFix: /,
      ),
    ]);
  });

  it('lets no name of the account start a command of its own', async () => {
    const { out } = await run('github', { ...BROKEN, pool: { SupportedLoginProviders: { 'www.digits.com': `x\n::warning::y%` } } });
    for (const line of out.split('\n')) expect(line).toMatch(/^::(error|warning|notice) [^:]*::[^\r\n]*$/);
  });
});

it('writes nothing but standard error where there is no report', async () => {
  const { code, out, err } = await runTool(['doctor', 'x', '--format', 'sarif'], {});
  expect([code, out, err]).toEqual([2, '', expect.stringMatching(/^error: /)]);
});

it('refuses --json beside another format', async () => {
  const { code, out } = await runTool(['doctor', POOL_ID, '--json', '--format', 'junit'], {});
  expect([code, out]).toEqual([2, '']);
});
