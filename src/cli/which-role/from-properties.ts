import { desire } from '../../core/desire/desire';
import { newlyMade, newPool } from '../../core/desire/new-pool';
import type { Request } from '../../core/operation';
import { describeIssues, type Issue } from '../../core/request/issue';
import { parseUsable } from '../../core/request/parse';
import { findIssues } from '../../core/request/validation';
import { mappedNameOf, type RolePart } from '../../core/rules/parts';
import { NO_SETTINGS } from '../../core/settings';
import type { PoolConfiguration, RoleArn, RoleAssignments } from '../../core/state';
import { UsageError } from '../context';

export interface PoolToAsk {
  readonly pool: PoolConfiguration;
  readonly assignments: RoleAssignments;
}

interface Subject {
  readonly name: string;
  readonly region: string;
  /** How a text is shown that has placeholders in it. */
  readonly show?: (text: string) => string;
  /** The issues that count, whatever the unknown values turn out to be. */
  readonly judge?: (issues: readonly Issue[]) => readonly Issue[];
}

/** The pool as it would be after a deployment, with the names of the properties for the roles that are still to be created. */
export function validPool(desired: unknown, { name, region, show = (text) => text, judge = (issues) => issues }: Subject): PoolToAsk {
  const request: Request = { ...ANYWHERE, region, desired };
  const issues = judge(findIssues(request));
  if (issues.length > 0) throw new UsageError(show(`${name}: ${describeIssues(issues)}`));
  const operation = parseUsable(request);
  const { configuration, assignments, roles } = desire(
    operation,
    newlyMade(newPool(operation), `${region}:00000000-0000-0000-0000-000000000000`),
  );
  const labels = new Map(roles.map(({ arn, part }) => [arn, labelOf(part)]));
  return { pool: configuration, assignments: withLabels(assignments, (arn) => labels.get(arn) ?? arn) };
}

/** Under which name created roles trust Cognito is the account's to say, and a path says only where they are: neither decides anything here. */
const ANYWHERE: Omit<Request, 'desired' | 'region'> = {
  accountId: '(account)',
  stackTags: {},
  previousStackTags: {},
  settings: { ...NO_SETTINGS, path: '/', trustPrincipal: 'cognito-identity.amazonaws.com' },
  requestToken: 'which-role',
};

function labelOf(part: RolePart): string {
  if (part === 'authenticated') return 'AuthenticatedRole';
  if (part === 'unauthenticated') return 'UnauthenticatedRole';
  return `MappedRoles ${String(mappedNameOf(part))}`;
}

function withLabels({ roles, mappings }: RoleAssignments, labelFor: (arn: RoleArn) => string): RoleAssignments {
  return {
    roles: Object.fromEntries(Object.entries(roles).map(([type, arn]) => [type, labelFor(arn)])),
    mappings: Object.fromEntries(
      Object.entries(mappings).map(([provider, { rules, ...mapping }]) => [
        provider,
        rules === undefined
          ? mapping
          : { ...mapping, rules: rules.map(({ roleArn, ...rule }) => ({ ...rule, roleArn: labelFor(roleArn) })) },
      ]),
    ),
  };
}
