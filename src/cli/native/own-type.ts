import { desire } from '../../core/desire/desire';
import { newlyMade, newPool } from '../../core/desire/new-pool';
import type { Request } from '../../core/operation';
import { describeIssues, type Issue } from '../../core/request/issue';
import { parseUsable } from '../../core/request/parse';
import { findIssues } from '../../core/request/validation';
import { poolRegionOf } from '../../core/rules/pool-id';
import { NO_SETTINGS } from '../../core/settings';
import type { IdentityPoolId } from '../../core/state';
import { usageProblem } from '../template/problem';
import type { NativePool, NativeRole } from './native-template';
import type { Place } from './resources';

/** A pool of this project's own type, as a deployment makes it, with the roles that it creates. */
export interface OwnPool {
  readonly pool: NativePool;
  readonly roles: readonly NativeRole[];
}

/**
 * @param properties with a placeholder for what only a deployment knows.
 * @throws UsageError with every problem that the resource would be refused for.
 */
export function ownPoolOf(
  properties: unknown,
  {
    id,
    place,
    accountId,
    judge,
    show,
  }: { readonly id: IdentityPoolId; readonly place: Place; readonly accountId: string; readonly judge: Judge; readonly show: Show },
): OwnPool {
  const request: Request = {
    region: poolRegionOf(id),
    accountId,
    desired: properties,
    stackTags: {},
    previousStackTags: {},
    settings: NO_SETTINGS,
    requestToken: 'template',
    stackName: 'STACK',
    logicalId: place.logicalId,
  };
  const issues = judge(findIssues(request));
  if (issues.length > 0) throw usageProblem(show(`${place.logicalId} in ${place.file} would be refused: ${describeIssues(issues)}`));
  const operation = parseUsable(request);
  const { configuration, assignments, principalTags, roles } = desire(operation, newlyMade(newPool(operation), id));
  return {
    pool: { place, pool: { ...configuration, id, tags: {} }, assignments, principalTags, rivals: [], open: { pool: [], assignments: [] } },
    roles: roles.map(({ arn, role, managedPolicyArns, inlinePolicies }) => ({
      place,
      role: { ...role, arn, id: '', createdAt: 0 },
      inlinePolicies,
      openPolicies: [],
      managedPolicyArns,
    })),
  };
}

type Show = (text: string) => string;
type Judge = (issues: readonly Issue[]) => readonly Issue[];
