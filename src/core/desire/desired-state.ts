import type { NewRole } from '../ports';
import type { IdentityProvider } from '../properties';
import type { RolePart } from '../rules/parts';
import type { Use } from '../rules/provider-name';
import type {
  ClientSettings,
  CreatedClient,
  DeletableRole,
  IdentityPoolId,
  InlinePolicy,
  ObservedRole,
  PoolConfiguration,
  PrincipalTags,
  RoleArn,
  RoleAssignments,
  Tags,
} from '../state';

/**
 * What AWS should have: the counterpart of ObservedState. A plan is the difference between the two and knows no request.
 * What no template names is in it as it was observed, so that the plan finds no difference there.
 */
export type DesiredState = DesiredPool | DesiredAbsence;

export interface DesiredPool {
  readonly kind: 'pool';
  readonly poolId: IdentityPoolId;
  readonly poolArn: string;
  readonly configuration: PoolConfiguration;
  /** All tags of the pool, marks included. */
  readonly tags: Tags;
  readonly assignments: RoleAssignments;
  /** By provider: those to set. A provider that is not in it is left unchanged. */
  readonly principalTags: Readonly<Record<string, PrincipalTags>>;
  /** Whether sessions will carry principal tags: the roles have to allow sts:TagSession. */
  readonly tagsSessions: boolean;
  /** The default roles that are created, then MappedRoles in their order. */
  readonly roles: readonly DesiredRole[];
  /** Created roles that no part of the pool has a use for any more. */
  readonly retiredRoles: readonly ObservedRole[];
  /** User pools that have, or are to have, an app client of this pool's own. */
  readonly clientPools: readonly string[];
  /** The paths under which the created roles are, without the pool's own part. */
  readonly basePaths: readonly string[];
  /** Providers whose role mappings, which no template names, go because this change takes the provider away. */
  readonly droppedMappings: readonly string[];
  /** By user pool: the settings of each app client of this pool's own. */
  readonly clientSettings: Readonly<Record<string, ClientSettings>>;
  /** What the template says a role mapping or principal tags are for, in the order of the template. */
  readonly namedProviders: readonly NamedProvider[];
}

export interface DesiredRole {
  readonly part: RolePart;
  readonly arn: RoleArn;
  readonly role: NewRole;
  readonly managedPolicyArns: readonly string[];
  readonly inlinePolicies: readonly InlinePolicy[];
  /**
   * What a template ever gave to the role under its name, for whatever part, and the desired state does not. What others attached is in neither list.
   */
  readonly retired: { readonly managedPolicyArns: readonly string[]; readonly inlinePolicyNames: readonly string[] };
}

export interface NamedProvider {
  /** Such as `RoleMappings[0].IdentityProvider`. */
  readonly path: string;
  readonly use: Use;
  readonly provider: IdentityProvider;
  /** As Cognito spells it; undefined if the pool has no app client, or several, of the user pool. */
  readonly name: string | undefined;
  /** The previous template named it too, and the pool has lost it meanwhile: it is left out. */
  readonly isGone: boolean;
}

/** What a delete wants: nothing of the pool, and nothing that was created for it. */
export interface DesiredAbsence {
  readonly kind: 'absence';
  readonly poolId: IdentityPoolId;
  /** User pools that the request itself names, so that a repeat of the delete finds their clients again. */
  readonly namedUserPools: readonly string[];
  readonly retiredClients: readonly CreatedClient[];
  /** Those that were observed, and those that a template may have created under a generated name and that AWS may not show yet. */
  readonly retiredRoles: readonly DeletableRole[];
}

/** The id of an app client that is still to be created: a text that people can read, because Cognito chooses the real one. */
export function awaitedClientId(userPoolId: string): string {
  return `(app client created in ${userPoolId})`;
}

export function isAwaitedClientId(clientId: string): boolean {
  return clientId.startsWith('(app client created in ');
}
