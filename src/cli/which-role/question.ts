/** What somebody asks: which pool, who signs in, and what else is known. */
import type { PoolConfiguration, RoleArn, RoleAssignments } from '../../core/state';
import type { CommonOptions } from '../options';
import type { TemplateOptions } from '../template/given';
import type { Claims } from './comparison';
import type { KnownParts } from './open-values';
import type { HandOut } from './hand-out';

export interface WhichRoleOptions extends CommonOptions, TemplateOptions {
  readonly pool?: string;
  readonly properties?: string;
  readonly template?: string;
  readonly resource?: string;
  readonly tokenFile?: string;
  readonly claims?: string;
  readonly guest?: boolean;
  readonly provider?: string;
  readonly customRole?: string;
}

/** How a name is shown to people: as it is, or, where only a deployment knows a part of it, as the template has it. */
export type Show = (text: string) => string;

/** Whom the question is about: a pool of the account, or one that a template describes. */
export interface NamedPool {
  readonly name: string;
  readonly pool: PoolConfiguration;
  readonly assignments: RoleAssignments;
  readonly show: Show;
  readonly knownParts: KnownParts;
  /** Whether STS hands out a role of this pool. */
  readonly handOut: HandOut;
  /** What makes this pool one of several that a template may turn out to describe; empty if it is the only one. */
  readonly dependsOn: readonly string[];
  readonly notes: readonly string[];
}

export type PoolToChooseIn = Pick<
  PoolConfiguration,
  | 'allowUnauthenticatedIdentities'
  | 'loginProviders'
  | 'userPoolClients'
  | 'openIdConnectProviderArns'
  | 'samlProviderArns'
  | 'developerProviderName'
>;

export interface Question {
  readonly pool: PoolToChooseIn;
  readonly assignments: RoleAssignments;
  readonly who: Guest | SignedIn;
  /** CustomRoleArn of GetCredentialsForIdentity. */
  readonly customRole?: RoleArn;
  /** Left out: every value is known. */
  readonly knownParts?: KnownParts;
}

export interface Guest {
  readonly kind: 'guest';
}

export interface SignedIn {
  readonly kind: 'signed in';
  /** As Cognito spells it, and as the key of a mapping: a user pool's ends in `:CLIENT`. */
  readonly provider: string;
  readonly claims: Claims;
}
