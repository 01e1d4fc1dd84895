/** What a pool and its roles are, desired and observed alike: neither template shapes nor SDK shapes. */

export type IdentityType = 'authenticated' | 'unauthenticated';
export const IDENTITY_TYPES: readonly IdentityType[] = ['authenticated', 'unauthenticated'];

/** REGION:GUID, such as `eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab`. */
export type IdentityPoolId = string;
export type RoleArn = string;
export type Tags = Readonly<Record<string, string>>;

/** A JSON policy document, parsed. IAM's grammar is wider than any type worth writing: it is compared, sent and read, never taken apart. */
export type PolicyDocument = Readonly<Record<string, unknown>>;

export interface UserPoolClient {
  /** As Cognito spells it: `cognito-idp.REGION.SUFFIX/USER_POOL_ID`, without a scheme and without the client. */
  readonly providerName: string;
  readonly clientId: string;
  readonly serverSideTokenCheck: boolean;
}

/** All that CreateIdentityPool and UpdateIdentityPool take, less the tags. */
export interface PoolConfiguration {
  readonly name: string;
  readonly allowUnauthenticatedIdentities: boolean;
  /** Absent only when observed: a pool made elsewhere may have it unset, and unset is not off (aws-cli#7652). */
  readonly allowClassicFlow?: boolean;
  /** Login provider as Cognito spells it (`graph.facebook.com`) to its application id; Twitter's is `key;secret`. */
  readonly loginProviders: Readonly<Record<string, string>>;
  readonly userPoolClients: readonly UserPoolClient[];
  readonly openIdConnectProviderArns: readonly string[];
  readonly samlProviderArns: readonly string[];
  readonly developerProviderName?: string;
}

export interface ObservedPool extends PoolConfiguration {
  readonly id: IdentityPoolId;
  readonly tags: Tags;
}

/** What SetIdentityPoolRoles writes: both maps, always whole. */
export interface RoleAssignments {
  readonly roles: Readonly<Partial<Record<IdentityType, RoleArn>>>;
  /** Provider as Cognito spells it to its mapping. */
  readonly mappings: Readonly<Record<string, RoleMapping>>;
}

export interface RoleMapping {
  readonly type: 'Token' | 'Rules';
  readonly ambiguousRoleResolution?: 'AuthenticatedRole' | 'Deny';
  readonly rules?: readonly MappingRule[];
}

export interface MappingRule {
  readonly claim: string;
  readonly matchType: 'Equals' | 'Contains' | 'StartsWith' | 'NotEqual';
  readonly value: string;
  readonly roleArn: RoleArn;
}

/** Which claims of one provider's tokens become tags of the session; neither defaults nor tags is off. */
export interface PrincipalTags {
  readonly useDefaults: boolean;
  /** Tag key to claim. */
  readonly tags: Tags;
}

export interface InlinePolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** Seconds; IAM's own, where nothing else is asked for. */
export const DEFAULT_MAX_SESSION_DURATION = 3600;

/** A role's own fields: what GetRole answers. */
export interface Role {
  readonly name: string;
  readonly arn: RoleArn;
  /** IAM's unique id, such as AROAEXAMPLEID: `aws:userId` begins with it. */
  readonly id: string;
  readonly path: string;
  readonly trustPolicy: PolicyDocument;
  readonly description: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
  readonly permissionsBoundary?: string;
  readonly tags: Tags;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** A role together with the policies on it. */
export interface ObservedRole extends Role {
  readonly managedPolicyArns: readonly string[];
  readonly inlinePolicies: readonly InlinePolicy[];
}

export interface CreatedClient {
  readonly userPoolId: string;
  readonly clientId: string;
  readonly settings: ClientSettings;
}

/** What a template says of an app client that is created. */
export interface ClientSettings {
  /** COGNITO, or names of the user pool's identity providers. */
  readonly supportedIdentityProviders: readonly string[];
  /** With one, the client has the authorization-code flow with the scope openid. */
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
}

/** What AWS has: one look at a pool, what hangs on it and what was created for it. */
export interface ObservedState {
  readonly pool: ObservedPool;
  readonly assignments: RoleAssignments;
  /** By provider; a provider for which nothing was ever set is not in it. */
  readonly principalTags: Readonly<Record<string, PrincipalTags>>;
  /** Roles that were created for this pool, whether the pool uses them or not. */
  readonly createdRoles: readonly ObservedRole[];
  readonly createdClients: readonly CreatedClient[];
  /** The unique ids of the default roles that others supply, as far as they may be read. */
  readonly suppliedRoleIds: Readonly<Record<RoleArn, string>>;
  /** Nobody has looked for created app clients: an earlier try of the same request may have made some. */
  readonly clientsAreUnseen?: boolean;
}

/** As much of a role as it takes to delete it. */
export interface DeletableRole {
  readonly name: string;
  readonly managedPolicyArns: readonly string[];
  readonly inlinePolicyNames: readonly string[];
}

/** As much of what AWS has as it takes to delete all of it. */
export interface DeletableState {
  /** undefined: there is no such pool, or AWS does not show it yet. */
  readonly poolTags: Tags | undefined;
  readonly createdRoles: readonly DeletableRole[];
  /** Role names that a template gives and under which IAM shows no role: there is none, or not yet. */
  readonly missingRoleNames: readonly string[];
  /** Whether a create may have been cut short a moment ago: this type made the pool, and it hands out no role. */
  readonly isUnfinished: boolean;
  readonly createdClients: readonly CreatedClient[];
}
