import type { ObservedPool, PolicyDocument, PrincipalTags, Role, RoleAssignments } from '../../core/state';
import type { NamedPolicy } from '../policies/permissions';
import type { UnknownValue } from '../template/place-unknown';
import type { Assumption } from '../template/scope';
import type { Place, Properties } from './resources';

/** What a template makes of the native types, under one set of assumptions. */
export interface NativeTemplate {
  readonly assumed: readonly Assumption[];
  /** By logical id: the ARN under which `roles` has the role. */
  readonly arnsOfRoles: ReadonlyMap<string, string>;
  /** What only a deployment knows of the pools and of who gets which role. */
  readonly unknown: readonly UnknownValue[];
  readonly pools: readonly NativePool[];
  readonly roles: readonly NativeRole[];
  /** Logical ids of roles of which nobody knows yet whom they trust. */
  readonly openRoles: ReadonlySet<string>;
  /** By ARN. */
  readonly managedPolicies: ReadonlyMap<string, OpenDocument>;
  readonly userPools: readonly { readonly id: string; readonly properties: Properties; readonly place: Place }[];
  readonly appClients: readonly {
    readonly id: string;
    readonly userPoolId: string;
    readonly properties: Properties;
    readonly place: Place;
  }[];
  readonly groups: readonly { readonly userPoolId: string; readonly name: string; readonly roleArn?: string; readonly place: Place }[];
  /** ARNs of OIDC and SAML providers. */
  readonly identityProviders: ReadonlySet<string>;
}

export interface NativePool {
  readonly place: Place;
  readonly pool: ObservedPool;
  readonly assignments: RoleAssignments;
  /** Of the resource that has the roles; absent if none has. */
  readonly attachment?: Place;
  /** Logical ids, if several resources give the same pool its roles: the last one written counts. */
  readonly rivals: readonly string[];
  /** What of them has no placeholder, so that nothing can be said to be missing. */
  readonly open: { readonly pool: readonly string[]; readonly assignments: readonly string[] };
  readonly principalTags: Readonly<Record<string, PrincipalTags>>;
}

export interface NativeRole {
  readonly place: Place;
  readonly role: Role;
  readonly inlinePolicies: readonly NamedPolicy[];
  /** Names for statements of which nobody knows yet what they allow. */
  readonly openPolicies: readonly string[];
  readonly managedPolicyArns: readonly string[];
}

export interface OpenDocument {
  /** Without what is open. */
  readonly document: PolicyDocument;
  /** The statements, counted from 1, of which nobody knows yet what they allow. */
  readonly open: 'whole' | readonly number[];
}
