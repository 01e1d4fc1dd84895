/** SARIF 2.1.0, as code scanning takes it. */
import { createHash } from 'node:crypto';
import { version } from '../../../core/version';
import { FINDINGS, type FindingId } from '../catalogue';
import { attacksOf, controlsOf } from '../controls';
import type { Finding, Severity } from '../finding';
import { linkTo, type Report } from '../report';
import { allNotChecked, type Examined } from './format';

const LEVELS: Readonly<Record<Severity, string>> = { critical: 'error', high: 'error', medium: 'warning', low: 'note' };

/** Between 0 and 10: by it code scanning says critical, high, medium or low. */
const SECURITY_SEVERITIES: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0' };

export function toSarif({ reports, notChecked, stale }: Examined): object {
  const results = reports.flatMap((report) => [
    ...report.findings.map((finding) => ({ report, finding, suppressions: [] as object[] })),
    ...(report.ignored ?? []).map(({ finding, reason }) => ({
      report,
      finding,
      suppressions: [{ kind: 'external', justification: reason }],
    })),
  ]);
  const ids = [...new Set(results.map(({ finding }) => finding.id))].sort();
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'identity-pool-with-roles doctor', version, rules: ids.map((id) => ruleOf(id, results)) } },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: [
              ...allNotChecked({ reports, notChecked }).map(({ what, why }) => ({
                level: 'warning',
                message: { text: `Not checked: ${what}. ${why}` },
              })),
              ...stale.map((text) => ({ level: 'warning', message: { text } })),
            ],
          },
        ],
        results: results.map((result) => ({ ...resultOf(result.finding, result.report, ids), suppressions: result.suppressions })),
      },
    ],
  };
}

function ruleOf(id: FindingId, results: readonly { readonly finding: Finding }[]): object {
  const severity = results.find(({ finding }) => finding.id === id)?.finding.severity ?? 'low';
  return {
    id,
    name: id,
    shortDescription: { text: FINDINGS[id] },
    help: { text: [`See ${linkTo(id)}.`, ...coverage(id)].join('\n') },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags: ['security', ...controlsOf(id).map(({ source, id: control }) => `${source} ${control}`)],
      'security-severity': SECURITY_SEVERITIES[severity],
    },
  };
}

function coverage(id: FindingId): string[] {
  return [
    ...controlsOf(id).map(({ source, id: control, title, url }) => `Related check: ${source} ${control}, ${title}: ${url}`),
    ...attacksOf(id).map(({ name, url }) => `Known attack: ${name}: ${url}`),
  ];
}

function resultOf(finding: Finding, { poolId, poolName }: Report, ids: readonly string[]): object {
  const { id, severity, about, evidence, who, fix, place } = finding;
  const fingerprint = createHash('sha256').update([id, poolId, about].join('\n')).digest('hex');
  return {
    ruleId: id,
    ruleIndex: ids.indexOf(id),
    level: LEVELS[severity],
    message: { text: `${about}. ${evidence}\n${who}\nFix: ${fix}` },
    locations: [
      {
        ...(place === undefined
          ? {}
          : {
              physicalLocation: {
                artifactLocation: { uri: encodeURI(place.file.replace(/\\/g, '/')) },
                ...(place.line === undefined ? {} : { region: { startLine: place.line } }),
              },
            }),
        logicalLocations: [
          { name: place?.logicalId ?? (poolName || poolId), fullyQualifiedName: place?.logicalId ?? poolId, kind: 'resource' },
        ],
      },
    ],
    partialFingerprints: { 'finding/v1': fingerprint },
    properties: { severity },
  };
}
