/** Owns the operation, the pool and the roles that the core's own tests start from: AWS as it should be after an empty template. A row says what is otherwise. */
import type { ObservedState } from '../../src/core/state';
import type { Operation } from '../../src/core/operation';
import type { NewRole } from '../../src/core/ports';
import { generatedRoleName } from '../../src/core/rules/names';
import { roleMarks } from '../../src/core/rules/ownership';
import { identityTypeOf, mappedNameOf, type RolePart } from '../../src/core/rules/parts';
import { trustPolicyFor } from '../../src/core/rules/trust-policy';
import { NO_SETTINGS } from '../../src/core/settings';
import type { ObservedPool, ObservedRole, PolicyDocument, RoleAssignments } from '../../src/core/state';
import type { Plan } from '../../src/core/plan/steps';

export const POOL_ID = 'us-east-1:0f1e2d3c-0000-4000-8000-0123456789ab';
export const POOL_ARN = `arn:aws:cognito-identity:us-east-1:123456789012:identitypool/${POOL_ID}`;
export const OTHER_POOL_ID = 'us-east-1:0f1e2d3c-0000-4000-8000-ffffffffffff';
export const REQUEST_MARK = '0123456789abcdef0123456789abcdef';
export const REQUEST_TAG = { 'identity-pool-with-roles:request': REQUEST_MARK };
export const CLIENTS_TAG = 'identity-pool-with-roles:clients-in';

const STEM = { stackName: 'demo', logicalId: 'Pool' };

export const operation = (more: Partial<Operation> = {}): Operation => ({
  region: 'us-east-1',
  accountId: '123456789012',
  desired: {},
  stackTags: {},
  previousStackTags: {},
  settings: NO_SETTINGS,
  requestToken: '11111111-2222-3333-4444-555555555555',
  ...STEM,
  ...more,
});

export const roleName = (part: RolePart, path = '/', prefix = ''): string => generatedRoleName(STEM, POOL_ID, part, { path, prefix });
export const roleArn = (name: string, path = '/'): string => `arn:aws:iam::123456789012:role${path}${name}`;
export const trustOf = (part: RolePart, withTags = false): PolicyDocument =>
  trustPolicyFor(
    POOL_ID,
    identityTypeOf(part),
    { principal: 'cognito-identity.amazonaws.com', conditionPrefix: 'cognito-identity.amazonaws.com' },
    withTags,
  );

const descriptionOf = (part: RolePart): string => {
  const name = mappedNameOf(part);
  return name === undefined ? `Default ${part} role of identity pool ${POOL_ID}` : `Role ${name} of identity pool ${POOL_ID}`;
};

/** @param order where a mapped role stands among MappedRoles. */
export const createdRole = (part: RolePart, more: Partial<ObservedRole> = {}, order?: number): ObservedRole => {
  const path = more.path ?? '/';
  const name = more.name ?? roleName(part, path);
  return {
    name,
    arn: roleArn(name, path),
    path,
    trustPolicy: trustOf(part),
    description: descriptionOf(part),
    maxSessionDuration: 3600,
    tags: roleMarks(POOL_ID, part, order),
    createdAt: 0,
    managedPolicyArns: [],
    inlinePolicies: [],
    ...more,
  };
};

/** The role as CreateRole is to make it. */
export const newRole = (part: RolePart, more: Partial<NewRole> = {}, order?: number): NewRole => {
  const { arn: _arn, createdAt: _createdAt, managedPolicyArns: _managed, inlinePolicies: _inline, ...role } = createdRole(part, {}, order);
  return { ...role, ...more };
};

export const AUTHENTICATED = createdRole('authenticated');
export const UNAUTHENTICATED = createdRole('unauthenticated');
export const DEFAULTS = { authenticated: AUTHENTICATED.arn, unauthenticated: UNAUTHENTICATED.arn };
export const ASSIGNED: RoleAssignments = { roles: DEFAULTS, mappings: {} };

export const poolAsFound = (more: Partial<ObservedPool> = {}): ObservedPool => ({
  id: POOL_ID,
  name: 'demo_Pool_0123456789',
  allowUnauthenticatedIdentities: false,
  allowClassicFlow: false,
  loginProviders: {},
  userPoolClients: [],
  openIdConnectProviderArns: [],
  samlProviderArns: [],
  tags: REQUEST_TAG,
  ...more,
});

export const found = (more: Partial<ObservedState> = {}): ObservedState => ({
  pool: poolAsFound(),
  assignments: ASSIGNED,
  principalTags: {},
  createdRoles: [AUTHENTICATED, UNAUTHENTICATED],
  createdClients: [],
  ...more,
});

/** A plan without its empty groups and groups of one: what is done, and what waits for what. undefined: nothing is. */
export const pruned = (plan: Plan): Plan | undefined => {
  if ('inOrder' in plan) return group(plan.inOrder, (inOrder) => ({ inOrder }));
  return 'sideBySide' in plan ? group(plan.sideBySide, (sideBySide) => ({ sideBySide })) : plan;
};

const group = (members: readonly Plan[], around: (rest: readonly Plan[]) => Plan): Plan | undefined => {
  const rest = members.map(pruned).filter((member): member is Plan => member !== undefined);
  return rest.length > 1 ? around(rest) : rest[0];
};
