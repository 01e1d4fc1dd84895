/** The operation, the pool and the roles that tests of the core start from: AWS as it should be after an empty template. A row says what differs. */
import { defaultDescription, generatedRoleName } from '../../src/core/rules/names';
import type { DesiredPool, DesiredRole } from '../../src/core/desire/desired-state';
import type { Operation } from '../../src/core/operation';
import type { Plan } from '../../src/core/plan/steps';
import type { NewRole } from '../../src/core/ports';
import { roleMarks } from '../../src/core/rules/ownership';
import { identityTypeOf, type RolePart } from '../../src/core/rules/parts';
import { trustPolicyFor } from '../../src/core/rules/trust-policy';
import { NO_SETTINGS } from '../../src/core/settings';
import type {
  ClientSettings,
  CreatedClient,
  ObservedPool,
  ObservedRole,
  ObservedState,
  PolicyDocument,
  PoolConfiguration,
  PrincipalTags,
  RoleAssignments,
  UserPoolClient,
} from '../../src/core/state';

const GUID = '0f1e2d3c-0000-4000-8000-0123456789ab';
export const POOL_ID = `us-east-1:${GUID}`;
export const POOL_ARN = `arn:aws:cognito-identity:us-east-1:123456789012:identitypool/${POOL_ID}`;
export const ACCOUNT = { region: 'us-east-1', accountId: '123456789012' };
/** A path of another pool. */
export const OTHER_PATH = '/identity-pools/0f1e2d3c-0000-4000-8000-ffffffffffff/';
export const REQUEST_MARK = '0123456789abcdef0123456789abcdef';
export const REQUEST_TAG = { 'identity-pool-with-roles:request': REQUEST_MARK };
export const POOL_NAME = 'demo_Pool_0123456789';
export const CLIENT_NAME = `identity-pool-us-east-1_${GUID}`;
export const NOT_TAGGED: PrincipalTags = { useDefaults: false, tags: {} };
export const TAGGED: PrincipalTags = { useDefaults: true, tags: {} };

const STEM = { stackName: 'demo', logicalId: 'Pool' };

export function operation(more: Partial<Operation> = {}): Operation {
  return {
    ...ACCOUNT,
    desired: {},
    stackTags: {},
    previousStackTags: {},
    settings: NO_SETTINGS,
    requestToken: '11111111-2222-3333-4444-555555555555',
    ...STEM,
    ...more,
  };
}

/** The pool's own path for roles under a path that a template or the account gives. */
export function pathUnder(basePath: string): string {
  return `${basePath}${GUID}/`;
}

const PATH = pathUnder('/identity-pools/');

export function roleName(part: RolePart, path = PATH, prefix = ''): string {
  return generatedRoleName(STEM, POOL_ID, part, { path, prefix });
}

export function roleArn(name: string, path = PATH): string {
  return `arn:aws:iam::123456789012:role${path}${name}`;
}

/** As IAM makes one up for a role of that name. */
export function roleId(name: string): string {
  return `AROA-${name}`;
}

/** What `succeeded` is told of the ids of these roles. */
export function roleIds(...roles: readonly ObservedRole[]): Record<string, string> {
  return Object.fromEntries(roles.map(({ arn, id }) => [arn, id]));
}

export function trustOf(part: RolePart, withTags = false): PolicyDocument {
  const cognito = 'cognito-identity.amazonaws.com';
  return trustPolicyFor(POOL_ID, identityTypeOf(part), { principal: cognito, conditionPrefix: cognito }, withTags);
}

/** @param order where a mapped role stands among MappedRoles. */
export function createdRole(part: RolePart, more: Partial<ObservedRole> = {}, order?: number): ObservedRole {
  const path = more.path ?? PATH;
  const name = more.name ?? roleName(part, path);
  return {
    name,
    arn: roleArn(name, path),
    id: roleId(name),
    path,
    trustPolicy: trustOf(part),
    description: defaultDescription(POOL_ID, part),
    maxSessionDuration: 3600,
    tags: roleMarks(POOL_ID, part, order),
    createdAt: 0,
    managedPolicyArns: [],
    inlinePolicies: [],
    ...more,
  };
}

/** The role as CreateRole makes it. */
export function newRole(part: RolePart, more: Partial<NewRole> = {}, order?: number): NewRole {
  const { name, path, trustPolicy, description, maxSessionDuration, tags } = createdRole(part, {}, order);
  return { name, path, trustPolicy, description, maxSessionDuration, tags, ...more };
}

export type DesiredRoleChanges = Partial<NewRole> & Partial<Pick<DesiredRole, 'managedPolicyArns' | 'inlinePolicies' | 'retired'>>;

/** @param more what differs of the role's own fields and of its policies. */
export function desiredRole(part: RolePart, more: DesiredRoleChanges = {}, order?: number): DesiredRole {
  const { managedPolicyArns = [], inlinePolicies = [], retired = { managedPolicyArns: [], inlinePolicyNames: [] }, ...fields } = more;
  const role = newRole(part, fields, order);
  return { part, arn: roleArn(role.name, role.path), role, managedPolicyArns, inlinePolicies, retired };
}

export const AUTHENTICATED = createdRole('authenticated');
export const UNAUTHENTICATED = createdRole('unauthenticated');
export const DEFAULTS = { authenticated: AUTHENTICATED.arn, unauthenticated: UNAUTHENTICATED.arn };
export const ASSIGNED: RoleAssignments = { roles: DEFAULTS, mappings: {} };
export const DESIRED_DEFAULTS = [desiredRole('authenticated'), desiredRole('unauthenticated')];

export function configuration(more: Partial<PoolConfiguration> = {}): PoolConfiguration {
  return {
    name: POOL_NAME,
    allowUnauthenticatedIdentities: false,
    allowClassicFlow: false,
    loginProviders: {},
    userPoolClients: [],
    openIdConnectProviderArns: [],
    samlProviderArns: [],
    ...more,
  };
}

export function observedPool(more: Partial<ObservedPool> = {}): ObservedPool {
  return { id: POOL_ID, ...configuration(), tags: REQUEST_TAG, ...more };
}

export function observedState(more: Partial<ObservedState> = {}): ObservedState {
  return {
    pool: observedPool(),
    assignments: ASSIGNED,
    principalTags: {},
    createdRoles: [AUTHENTICATED, UNAUTHENTICATED],
    createdClients: [],
    suppliedRoleIds: {},
    ...more,
  };
}

export function desiredPool(more: Partial<DesiredPool> = {}): DesiredPool {
  return {
    kind: 'pool',
    poolId: POOL_ID,
    poolArn: POOL_ARN,
    configuration: configuration(),
    tags: REQUEST_TAG,
    assignments: ASSIGNED,
    principalTags: {},
    tagsSessions: false,
    roles: DESIRED_DEFAULTS,
    retiredRoles: [],
    clientPools: [],
    clientSettings: {},
    basePaths: ['/identity-pools/'],
    droppedMappings: [],
    namedProviders: [],
    ...more,
  };
}

export function providerNameOf(userPoolId: string): string {
  return `cognito-idp.us-east-1.amazonaws.com/${userPoolId}`;
}

/** An app client as a pool lists it. */
export function listed(userPoolId: string, clientId: string, serverSideTokenCheck = true): UserPoolClient {
  return { providerName: providerNameOf(userPoolId), clientId, serverSideTokenCheck };
}

export function createdClient(userPoolId: string, clientId: string, settings: Partial<ClientSettings> = {}): CreatedClient {
  return { userPoolId, clientId, settings: clientSettings(settings) };
}

/** Those of an app client that a template says nothing about. */
export function clientSettings(more: Partial<ClientSettings> = {}): ClientSettings {
  return { supportedIdentityProviders: ['COGNITO'], callbackUrls: [], logoutUrls: [], ...more };
}

/** undefined: nothing was thrown. */
export function thrownBy(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** A plan without its empty groups and groups of one: what is done, and what waits for what. undefined: nothing is done. */
export function pruned(plan: Plan): Plan | undefined {
  if ('inOrder' in plan) return group(plan.inOrder, (inOrder) => ({ inOrder }));
  return 'sideBySide' in plan ? group(plan.sideBySide, (sideBySide) => ({ sideBySide })) : plan;
}

function group(members: readonly Plan[], around: (rest: readonly Plan[]) => Plan): Plan | undefined {
  const rest = members.map(pruned).filter((member): member is Plan => member !== undefined);
  return rest.length > 1 ? around(rest) : rest[0];
}
