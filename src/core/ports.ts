/** What the life cycle acts through; src/aws implements it over the SDK. */
import type { FailureCode } from './failure';
import type {
  ClientSettings,
  IdentityPoolId,
  InlinePolicy,
  ObservedPool,
  PolicyDocument,
  PoolConfiguration,
  PrincipalTags,
  Role,
  RoleAssignments,
  Tags,
} from './state';

/**
 * Cognito identity pools. Every method throws a Failure that says what was being done, to which id, what AWS said and what to do next.
 */
export interface IdentityPools {
  /** @param findMade looks for the pool that this very call may have made already, when its answer was lost and it is to be sent again. */
  create(configuration: PoolConfiguration, tags: Tags, findMade: () => Promise<IdentityPoolId | undefined>): Promise<IdentityPoolId>;
  /** undefined: there is no such pool. */
  find(id: IdentityPoolId): Promise<ObservedPool | undefined>;
  /** Writes the whole configuration: what is left out of this call, Cognito clears. */
  update(id: IdentityPoolId, configuration: PoolConfiguration, tags: Tags): Promise<void>;
  /** @returns whether there was such a pool: the delete knows, while a read may be late. */
  delete(id: IdentityPoolId): Promise<boolean>;
  /** undefined: there is no such pool. */
  roleAssignments(id: IdentityPoolId): Promise<RoleAssignments | undefined>;
  /** Writes both maps whole. Fails with reason `roleRefused` if Cognito may not see a new role yet. */
  assignRoles(id: IdentityPoolId, assignments: RoleAssignments): Promise<void>;
  tag(poolArn: string, tags: Tags): Promise<void>;
  untag(poolArn: string, keys: readonly string[]): Promise<void>;
  /** undefined: nothing was ever set for the provider. */
  principalTags(id: IdentityPoolId, providerName: string): Promise<PrincipalTags | undefined>;
  setPrincipalTags(id: IdentityPoolId, providerName: string, principalTags: PrincipalTags): Promise<void>;
  /** One page, at most 60 pools. */
  page(nextToken?: string): Promise<PoolPage>;
}

export interface PoolPage {
  readonly pools: readonly { readonly id: IdentityPoolId; readonly name: string }[];
  readonly nextToken?: string;
}

/** App clients of Cognito user pools, each in its user pool's own region. */
export interface UserPoolClients {
  /** The clients of that name; none where the user pool is gone. Pages through all clients of the user pool. */
  named(userPoolId: string, name: string): Promise<readonly string[]>;
  /** undefined: there is no such client, or no such user pool. */
  describe(userPoolId: string, clientId: string): Promise<{ readonly name: string; readonly settings: ClientSettings } | undefined>;
  /** If the answer was lost, returns the client that was created all the same: the names of clients that are created here are unique. */
  create(userPoolId: string, name: string, settings: ClientSettings): Promise<string>;
  /** Leaves all other settings of the client unchanged. */
  update(userPoolId: string, clientId: string, settings: ClientSettings): Promise<void>;
  /** A client, or a user pool, that is already gone is no failure. */
  delete(userPoolId: string, clientId: string): Promise<void>;
}

/** IAM roles. Removals treat what is already gone as done. */
export interface Roles {
  /** undefined: there is no such role. */
  find(name: string): Promise<Role | undefined>;
  /** undefined: there is no such role. */
  managedPolicyArns(name: string): Promise<readonly string[] | undefined>;
  inlinePolicyNames(name: string): Promise<readonly string[] | undefined>;
  /** undefined: there is no such role or policy. */
  inlinePolicy(name: string, policyName: string): Promise<PolicyDocument | undefined>;
  /** All roles whose path begins with this one, such as `/identity-pools/GUID/`. */
  under(pathPrefix: string): Promise<readonly Pick<Role, 'name' | 'path'>[]>;
  /** Fails with reason `exists` where the name is taken. */
  create(role: NewRole): Promise<Pick<Role, 'arn' | 'id'>>;
  setTrustPolicy(name: string, document: PolicyDocument): Promise<void>;
  setDescriptionAndDuration(name: string, description: string, maxSessionDuration: number): Promise<void>;
  setPermissionsBoundary(name: string, policyArn: string): Promise<void>;
  removePermissionsBoundary(name: string): Promise<void>;
  attachPolicy(name: string, policyArn: string): Promise<void>;
  detachPolicy(name: string, policyArn: string): Promise<void>;
  putInlinePolicy(name: string, policy: InlinePolicy): Promise<void>;
  deleteInlinePolicy(name: string, policyName: string): Promise<void>;
  tag(name: string, tags: Tags): Promise<void>;
  untag(name: string, keys: readonly string[]): Promise<void>;
  /** Takes the role out of every instance profile that somebody put it in. */
  leaveInstanceProfiles(name: string): Promise<void>;
  delete(name: string): Promise<void>;
}

/** A role as CreateRole makes it in one call: everything but its policies. */
export type NewRole = Omit<Role, 'arn' | 'id' | 'createdAt'>;

export interface Aws {
  readonly pools: IdentityPools;
  readonly roles: Roles;
  readonly clients: UserPoolClients;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after so many milliseconds; never, and without keeping the process alive, once the signal is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** What the life cycle works with, for one caller and one invocation. */
export interface Workplace {
  readonly aws: Aws;
  readonly clock: Pick<Clock, 'now'>;
  /** One line for each step: ids and the step's name, never a payload. */
  readonly log: Log;
  /** Aborted when the time for an answer runs out: no further step begins. */
  readonly signal?: AbortSignal;
}

/** The levels of Powertools for AWS Lambda and of Lambda's own log, as far as they are used here. */
export type Level = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';

export type Log = (message: string, details?: LogDetails) => void;

export interface LogDetails {
  /** INFO unless given. */
  readonly level?: Level;
  /** The name of the step that begins, such as `createRole`. */
  readonly step?: string;
  /** The id or name that it is about. */
  readonly target?: string;
  readonly poolId?: IdentityPoolId;
  readonly code?: FailureCode;
  readonly reason?: string;
  readonly action?: string;
  readonly durationMs?: number;
  /** What was thrown and nobody expected: its place is logged, its text is not. */
  readonly error?: unknown;
}

/** A call of AWS that was sent, with its answer or refusal. */
export interface AnsweredCall {
  /** Such as `iam:CreateRole`. */
  readonly action: string;
  readonly durationMs: number;
  /** Absent where AWS did what was asked. */
  readonly code?: FailureCode;
}
