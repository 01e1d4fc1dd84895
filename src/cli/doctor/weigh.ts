/** What somebody gains by a role: its permissions, as the harm that they do in the hands of whoever can get them. */
import type { RoleArn } from '../../core/state';
import { ENHANCED_FLOW } from '../policies/enhanced-flow';
import { APP_SERVICES, type Harm } from '../policies/harms';
import { grantsOf, limitOf, type Grant, type Limit } from '../policies/permissions';
import type { Audience } from './audience';
import { found, type PoolFacts } from './facts';
import { lowered, worst, type Severity } from './finding';

export const ENHANCED_FLOW_LIMIT: Limit = { allowed: ENHANCED_FLOW, denied: [] };

export function grantsOfRole(facts: PoolFacts, arn: RoleArn, limits: readonly Limit[], isSignedIn: boolean): Grant[] {
  const role = found(facts.roles[arn]);
  if (role === undefined) return [];
  const boundary = role.boundary === undefined ? [] : [limitOf(role.boundary)];
  return grantsOf({ policies: role.policies, limits: [...boundary, ...limits], isSignedIn });
}

export function worstOf(facts: PoolFacts, arn: RoleArn, audience: Audience): Severity | undefined {
  return worst(
    grantsOfRole(facts, arn, [], true).flatMap((grant) => {
      const severity = severityOf(grant, audience);
      return severity === undefined ? [] : [severity];
    }),
  );
}

type Row = readonly [anybody: Severity | undefined, invited: Severity | undefined];

const EVERYTHING: Readonly<Record<Harm, Row>> = {
  takeover: ['critical', 'high'],
  secrets: ['critical', 'high'],
  control: ['high', 'medium'],
  data: ['high', 'medium'],
  cost: ['medium', 'low'],
  inspect: ['medium', 'low'],
  none: [undefined, undefined],
};

const NAMED: Readonly<Record<Harm, Row>> = {
  takeover: ['high', 'medium'],
  secrets: ['high', undefined],
  control: ['medium', 'low'],
  data: [undefined, undefined],
  cost: ['low', undefined],
  inspect: [undefined, undefined],
  none: [undefined, undefined],
};

/** undefined: nothing to report. */
export function severityOf(grant: Grant, { isAnybody }: Audience): Severity | undefined {
  if (grant.scope === 'own') return undefined;
  const [anybody, invited] = (grant.scope === 'everything' ? EVERYTHING : NAMED)[grant.harm];
  const plain = isAnybody ? anybody : invited;
  if (plain === undefined) return undefined;
  const isOfApps = APP_SERVICES.includes(grant.pattern.split(':')[0] ?? '');
  const isWhole = grant.isWide && grant.scope === 'everything' && grant.harm === 'control' && isAnybody && !isOfApps;
  const severity = isWhole ? 'critical' : isOfApps && plain === 'high' ? 'medium' : plain;
  return grant.conditions.length > 0 ? (severity === 'low' ? undefined : lowered(severity)) : severity;
}
