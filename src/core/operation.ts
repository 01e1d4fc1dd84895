import type { FailureCode } from './failure';
import type { Settings } from './settings';
import type { IdentityPoolId, Tags } from './state';
import type { Attributes, Properties } from './properties';

/** One request of CloudFormation's, whichever entry point it came through, before anything of the template is checked. */
export interface Request {
  readonly region: string;
  readonly accountId: string;
  /** The template's properties with their types restored; read-only ones may be among them. */
  readonly desired: unknown;
  /** The properties of the previous template; absent on create. */
  readonly previous?: unknown;
  /** Tags of the stack, less those that begin with aws:. */
  readonly stackTags: Tags;
  readonly previousStackTags: Tags;
  readonly settings: Settings;
  /** The primary identifier or physical resource id, if there is one, as it was sent: it may be no pool id at all. */
  readonly poolId?: string;
  /** The same for every repeat of one request, another for every other request. */
  readonly requestToken: string;
  readonly stackName?: string | undefined;
  /** The stack's ARN; Cloud Control has no stack. */
  readonly stackId?: string | undefined;
  readonly logicalId?: string | undefined;
  /**
   * Whether the caller gets nothing but a physical resource id to prove whose a pool is: then only a pool with the marks of this very resource is
   * changed or deleted, and a new one is marked until its id has been answered.
   */
  readonly provesOwnership?: boolean;
  /** What the last answer of this request asked to get back. */
  readonly callbackContext?: CallbackContext;
}

/** A request whose properties were checked: what the types say of them is true. */
export interface Operation extends Request {
  readonly desired: Properties;
  readonly previous?: Properties;
}

/** Plain JSON, small, no secrets: it travels through CloudFormation. */
export interface CallbackContext {
  readonly poolId: IdentityPoolId;
  /** Nothing but the pool had been made when this context was written. */
  readonly poolIsNew: boolean;
  /** When this request began to wait for AWS to settle, in milliseconds since the epoch. */
  readonly waitingSince?: number;
  /** This delete releases a pool that was adopted: once the marks are off, nothing else says so. */
  readonly releases?: boolean;
}

/** The properties and attributes of a resource as answered to CloudFormation: no write-only value, no null. */
export type Model = Properties & Attributes;

export type Outcome = Succeeded | InProgress | Failed;

export interface Succeeded {
  readonly status: 'succeeded';
  readonly poolId: IdentityPoolId;
  /** Absent after a delete. */
  readonly model?: Model;
}

export interface InProgress {
  readonly status: 'inProgress';
  readonly poolId: IdentityPoolId;
  readonly callbackContext: CallbackContext;
  /** Seconds to wait before the next call. */
  readonly delaySeconds: number;
}

export interface Failed {
  readonly status: 'failed';
  readonly code: FailureCode;
  readonly message: string;
  /** The pool that exists all the same; a delete of it cleans up. */
  readonly poolId?: IdentityPoolId;
}

export type ListOutcome =
  { readonly status: 'succeeded'; readonly poolIds: readonly IdentityPoolId[]; readonly nextToken?: string } | Failed;

/** The operations, over one caller's AWS. None of the first five throws. */
export interface Lifecycle {
  create(request: Request): Promise<Outcome>;
  read(request: Request): Promise<Outcome>;
  update(request: Request): Promise<Outcome>;
  delete(request: Request): Promise<Outcome>;
  list(nextToken?: string): Promise<ListOutcome>;
  /** The pool that a create with this request's token and properties made, if one did. */
  findMade(request: Request): Promise<IdentityPoolId | undefined>;
  /** The pools of this resource whose id never reached CloudFormation. */
  findUnanswered(request: Request): Promise<readonly IdentityPoolId[]>;
  /** Notes on the pool that CloudFormation has taken the answer that names it. */
  confirmAnswered(request: Request, poolId: IdentityPoolId): Promise<void>;
}
