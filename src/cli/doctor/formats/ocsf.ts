/** Detection Findings of OCSF 1.5, as Security Lake, Security Hub and Prowler's tools take them: a JSON array. */
import { createHash } from 'node:crypto';
import { poolRegionOf } from '../../../core/rules/pool-id';
import { version } from '../../../core/version';
import { attacksOf, controlsOf } from '../controls';
import type { Finding, Severity } from '../finding';
import type { Report } from '../report';
import type { Examined } from './format';

const SEVERITIES: Readonly<Record<Severity, { readonly id: number; readonly name: string }>> = {
  critical: { id: 5, name: 'Critical' },
  high: { id: 4, name: 'High' },
  medium: { id: 3, name: 'Medium' },
  low: { id: 2, name: 'Low' },
};

export function toOcsf({ reports, now }: Examined): object[] {
  return reports.flatMap((report) => [
    ...report.findings.map((finding) => eventOf(finding, report, { now, status: { id: 1, name: 'New' } })),
    ...(report.ignored ?? []).map(({ finding, reason }) => ({
      ...eventOf(finding, report, { now, status: { id: 3, name: 'Suppressed' } }),
      comment: reason,
    })),
  ]);
}

interface Circumstances {
  readonly now: number;
  readonly status: { readonly id: number; readonly name: string };
}

function eventOf(finding: Finding, { poolId, poolName, place }: Report, { now, status }: Circumstances): object {
  const { id, severity, about, evidence, who, fix } = finding;
  const { id: severityId, name } = SEVERITIES[severity];
  return {
    metadata: {
      version: '1.5.0',
      event_code: id,
      product: { name: 'identity-pool-with-roles doctor', vendor_name: 'identity-pool-with-roles', version },
    },
    class_uid: 2004,
    class_name: 'Detection Finding',
    category_uid: 2,
    category_name: 'Findings',
    activity_id: 1,
    activity_name: 'Create',
    type_uid: 200401,
    type_name: 'Detection Finding: Create',
    severity_id: severityId,
    severity: name,
    status_id: status.id,
    status: status.name,
    time: now,
    message: `${about}. ${evidence}`,
    risk_details: who,
    finding_info: {
      uid: createHash('sha256').update([id, poolId, about].join('\n')).digest('hex'),
      title: id,
      desc: `${about}. ${evidence}`,
      created_time: now,
    },
    remediation: { desc: fix, references: [...new Set([...controlsOf(id), ...attacksOf(id)].map(({ url }) => url))] },
    unmapped: { related_checks: controlsOf(id).map(({ source, id: control }) => `${source} ${control}`) },
    resources: [
      {
        uid: poolId,
        name: poolName || poolId,
        type: 'AWS::Cognito::IdentityPool',
        ...(place === undefined ? { region: poolRegionOf(poolId) } : {}),
      },
    ],
  };
}
