/** What formats.test.ts does not see in a single pool: a region that may not be listed, the time of OCSF, the checks of others. */
import { controlsOf } from '../../../src/cli/doctor/controls';
import type { Finding } from '../../../src/cli/doctor/finding';
import type { Examined } from '../../../src/cli/doctor/formats/format';
import { toGitHub } from '../../../src/cli/doctor/formats/github';
import { toJUnit } from '../../../src/cli/doctor/formats/junit';
import { toOcsf } from '../../../src/cli/doctor/formats/ocsf';
import { toSarif } from '../../../src/cli/doctor/formats/sarif';

const NOW = Date.parse('2026-12-01T12:00:00Z');
const DENIED: Examined = {
  reports: [],
  notChecked: [
    { what: 'the identity pools of us-east-1', permission: 'cognito-identity:ListIdentityPools', why: 'AWS denied it: 100% <no>.' },
  ],
  stale: [],
  now: NOW,
};
const FINDING: Finding = {
  id: 'guest-takeover',
  severity: 'critical',
  about: 'a role',
  evidence: 'It allows iam:*.',
  who: 'Guests can do everything.',
  fix: 'Remove it.',
};
const FOUND: Examined = {
  ...DENIED,
  reports: [{ poolId: 'eu-west-1:1', poolName: 'shop', findings: [FINDING], notChecked: [] }],
};

it('says in the form of GitHub which region was not checked', () => {
  expect(toGitHub(DENIED)).toBe('::warning title=not checked::the identity pools of us-east-1. AWS denied it: 100%25 <no>.');
});

it('says in JUnit, as a skipped case, which region was not checked', () => {
  expect(toJUnit(DENIED)).toContain(
    '<testsuite name="not checked" tests="1" failures="0" errors="0" skipped="1">\n    <testcase name="the identity pools of us-east-1" classname="not-checked">',
  );
});

it('says in SARIF, as a notification, which region was not checked', () => {
  expect(toSarif(DENIED)).toMatchObject({
    runs: [
      {
        invocations: [
          {
            toolExecutionNotifications: [
              { level: 'warning', message: { text: 'Not checked: the identity pools of us-east-1. AWS denied it: 100% <no>.' } },
            ],
          },
        ],
        results: [],
      },
    ],
  });
});

it('gives OCSF the time in milliseconds, as its timestamps are, and where to read on', () => {
  const [event] = toOcsf(FOUND) as {
    time: number;
    finding_info: { created_time: number };
    remediation: { references: string[] };
    unmapped: { related_checks: string[] };
  }[];
  expect([event?.time, event?.finding_info.created_time]).toEqual([NOW, NOW]);
  expect(event?.unmapped.related_checks).toEqual(controlsOf('guest-takeover').map(({ source, id }) => `${source} ${id}`));
  const references = event?.remediation.references ?? [];
  expect(references).toContain('https://hackingthe.cloud/aws/exploitation/cognito_identity_pool_excessive_privileges/');
  expect(new Set(references).size).toBe(references.length);
});

it('names the checks of others in the tags of a SARIF rule, and known attacks in its help', () => {
  const sarif = toSarif(FOUND) as { runs: { tool: { driver: { rules: { help: { text: string }; properties: { tags: string[] } }[] } } }[] };
  const [rule] = sarif.runs[0]?.tool.driver.rules ?? [];
  expect(rule?.properties.tags).toEqual(['security', ...controlsOf('guest-takeover').map(({ source, id }) => `${source} ${id}`)]);
  expect(rule?.help.text).toContain('Known attack: Overpermissioned AWS Cognito Identity Pools (Hacking the Cloud): https://');
});
