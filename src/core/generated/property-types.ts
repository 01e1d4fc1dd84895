// This is a generated file: npm run generate.
/**
 * One provider of this identity pool.
 */
export type IdentityProvider = {
  UserPool?: UserPoolReference;
  /**
   * A login provider.
   */
  LoginProvider?: "Amazon" | "Apple" | "Facebook" | "Google" | "Twitter";
  /**
   * An OpenID Connect provider.
   */
  OpenIdConnectProviderArn?: string;
  /**
   * A SAML provider.
   */
  SamlProviderArn?: string;
  /**
   * The provider as Cognito spells it, without https://; a user pool with its client for a role mapping, such as cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE01:exampleclient01, and without it for principal tags.
   */
  ProviderName?: string;
} & IdentityProvider1;
export type IdentityProvider1 = {
  [k: string]: unknown;
};
/**
 * A rule. The first that matches decides.
 */
export type MappingRule = {
  /**
   * The claim of the token, or attribute of the assertion, without spaces. Custom attributes of a user pool begin with custom:.
   */
  Claim: string;
  /**
   * How the claim is compared; Equals unless given.
   */
  MatchType?: "Equals" | "Contains" | "StartsWith" | "NotEqual";
  /**
   * What it is compared with.
   */
  Value: string;
  /**
   * The role to give, which has to trust this pool's signed-in identities.
   */
  RoleArn?: string;
  /**
   * The role to give: the Name of one of MappedRoles, or Authenticated for the default role of signed-in identities.
   */
  Role?: string;
} & MappingRule1;
export type MappingRule1 = {
  [k: string]: unknown;
};

export interface Properties {
  /**
   * Takes over an identity pool that exists in this account and region. The template has to describe the pool as it is; only the marks of this type are written. While this stands, deleting the resource releases the pool and its roles, and deletes nothing; take it out in an update to make the pool the resource's own.
   */
  AdoptIdentityPoolId?: string;
  /**
   * The pool's name. Left out, a name is generated once and kept for life. A change renames the pool in place.
   */
  IdentityPoolName?: string;
  /**
   * Whether guests get an identity. Off unless set to true.
   */
  AllowUnauthenticatedIdentities?: boolean;
  /**
   * Whether the basic (classic) flow works. Off unless set to true, and off is always written.
   */
  AllowClassicFlow?: boolean;
  AuthenticationProviders?: AuthenticationProviders;
  AuthenticatedRole?: IdentityRole;
  UnauthenticatedRole?: IdentityRole;
  /**
   * Tags of the pool and of each created role.
   *
   * @maxItems 50
   */
  Tags?: Tag[];
  /**
   * Roles that are created for rules, groups and tokens.
   */
  MappedRoles?: MappedRole[];
  /**
   * How the users of a provider get another role than the default one.
   *
   * @maxItems 10
   */
  RoleMappings?: RoleMapping[];
  /**
   * Claims that become tags of the session, by provider.
   */
  PrincipalTags?: PrincipalTag[];
}
/**
 * Who the pool lets sign in. Each kind that is named is managed whole; a kind that was never named is left unchanged.
 */
export interface AuthenticationProviders {
  /**
   * Cognito user pools, one entry for each app client.
   *
   * @maxItems 1000
   */
  UserPools?: UserPoolProvider[];
  Amazon?: AmazonProvider;
  Apple?: AppleProvider;
  Facebook?: FacebookProvider;
  Google?: GoogleProvider;
  Twitter?: TwitterProvider;
  /**
   * ARNs of OpenID Connect providers in IAM.
   *
   * Items: The ARN of an OpenID Connect provider in IAM.
   */
  OpenIdConnectProviderArns?: string[];
  /**
   * ARNs of SAML providers in IAM.
   *
   * Items: The ARN of a SAML provider in IAM.
   */
  SamlProviderArns?: string[];
  /**
   * The name under which your own back end signs users in. It can be added to a pool, but the service cannot change or remove it afterwards: doing so replaces the pool.
   */
  DeveloperProviderName?: string;
}
/**
 * An app client of a Cognito user pool whose signed-in users the pool trusts.
 */
export interface UserPoolProvider {
  /**
   * The user pool's ID, region first, such as us-east-1_EXAMPLE01. It may be in another region than the stack.
   */
  UserPoolId: string;
  /**
   * The ID of the app client. Left out, an app client is created, and deleted with the pool or when the entry goes.
   */
  UserPoolClientId?: string;
  /**
   * Whether the pool asks the user pool at each sign-in if the user was signed out everywhere or deleted. On unless set to false.
   */
  ServerSideTokenCheck?: boolean;
  /**
   * For a created app client: where its users sign in. COGNITO is the user pool itself; others are the names of its identity providers. COGNITO alone unless given. Not beside UserPoolClientId.
   *
   * @minItems 1
   *
   * Items: COGNITO, or the name of an identity provider of the user pool.
   */
  SupportedIdentityProviders?: string[];
  /**
   * For a created app client: where the user pool's sign-in pages send users back to. With it the client gets the authorization-code flow with the scope openid, never the implicit flow. Not beside UserPoolClientId.
   *
   * @maxItems 100
   *
   * Items: A URL: https, or http on localhost, or the scheme of an app; without a fragment.
   */
  CallbackURLs?: string[];
  /**
   * For a created app client: where users may be sent after they sign out. Needs CallbackURLs.
   *
   * @maxItems 100
   *
   * Items: A URL: https, or http on localhost, or the scheme of an app; without a fragment.
   */
  LogoutURLs?: string[];
}
/**
 * Login with Amazon.
 */
export interface AmazonProvider {
  /**
   * The application ID, amzn1.application....
   */
  AppId: string;
}
/**
 * Sign in with Apple.
 */
export interface AppleProvider {
  /**
   * The services ID.
   */
  ServicesId: string;
}
/**
 * Facebook login.
 */
export interface FacebookProvider {
  /**
   * The app ID.
   */
  AppId: string;
}
/**
 * Google sign-in.
 */
export interface GoogleProvider {
  /**
   * The OAuth client ID, ...apps.googleusercontent.com.
   */
  ClientId: string;
}
/**
 * Twitter (X) sign-in. Key and secret together may have 127 characters.
 */
export interface TwitterProvider {
  /**
   * The consumer key.
   */
  ConsumerKey: string;
  /**
   * The consumer secret. It is written and never read back.
   */
  ConsumerSecret: string;
}
/**
 * The role that identities take: created with these settings, or one that exists (Arn alone), or none (Create: false alone).
 */
export interface IdentityRole {
  /**
   * A role that exists. It is used as it is: never edited, never deleted. Stands alone.
   */
  Arn?: string;
  /**
   * false: the pool has no role of this kind. Stands alone.
   */
  Create?: false;
  /**
   * The created role's name. Left out, a name is generated. A change makes a new role.
   */
  RoleName?: string;
  /**
   * The path of the created role, to which the pool's own part is added: /identity-pools/app/ becomes /identity-pools/app/GUID/. It begins with the account's path, which is /identity-pools/ unless an administrator set another. A change creates a new role.
   */
  Path?: string;
  /**
   * The created role's description.
   */
  Description?: string;
  /**
   * The longest session of the created role, in seconds; 3600 unless given. Only the classic flow can ask for more than an hour.
   */
  MaxSessionDuration?: number;
  /**
   * Managed policies to attach to the created role. What others attach stays.
   *
   * @maxItems 25
   *
   * Items: The ARN of a managed policy.
   */
  ManagedPolicyArns?: string[];
  /**
   * Policies to embed in the created role. What others embed stays.
   */
  Policies?: InlinePolicy[];
  /**
   * The managed policy that bounds the created role.
   */
  PermissionsBoundary?: string;
  /**
   * Tags of this role alone, over the resource's own.
   *
   * @maxItems 50
   */
  Tags?: Tag[];
}
/**
 * A policy embedded in the role.
 */
export interface InlinePolicy {
  /**
   * The policy's name, unique in the role.
   */
  PolicyName: string;
  /**
   * The policy, as an object or as JSON text.
   */
  PolicyDocument: {} | string;
}
/**
 * A tag.
 */
export interface Tag {
  /**
   * The key; aws: is reserved.
   */
  Key: string;
  /**
   * The value.
   */
  Value: string;
}
/**
 * A role that is created for rules, groups and tokens. It trusts this pool's signed-in identities from birth.
 */
export interface MappedRole {
  /**
   * The name by which rules refer to the role; Authenticated is taken.
   */
  Name: string;
  /**
   * The created role's name. Left out, a name is generated. A change makes a new role.
   */
  RoleName?: string;
  /**
   * The path of the created role, to which the pool's own part is added: /identity-pools/app/ becomes /identity-pools/app/GUID/. It begins with the account's path, which is /identity-pools/ unless an administrator set another. A change creates a new role.
   */
  Path?: string;
  /**
   * The created role's description.
   */
  Description?: string;
  /**
   * The longest session of the created role, in seconds; 3600 unless given. Only the classic flow can ask for more than an hour.
   */
  MaxSessionDuration?: number;
  /**
   * Managed policies to attach to the created role. What others attach stays.
   *
   * @maxItems 25
   *
   * Items: The ARN of a managed policy.
   */
  ManagedPolicyArns?: string[];
  /**
   * Policies to embed in the created role. What others embed stays.
   */
  Policies?: InlinePolicy[];
  /**
   * The managed policy that bounds the created role.
   */
  PermissionsBoundary?: string;
  /**
   * Tags of this role alone, over the resource's own.
   *
   * @maxItems 50
   */
  Tags?: Tag[];
}
/**
 * How the users of one provider get their role.
 */
export interface RoleMapping {
  IdentityProvider: IdentityProvider;
  /**
   * Token: by the cognito:roles and cognito:preferred_role claims. Rules: by rules. May be left out where Rules is given: then it is Rules.
   */
  Type?: "Token" | "Rules";
  /**
   * What happens when no rule matches, or the token names no role clearly: Deny unless given.
   */
  AmbiguousRoleResolution?: "AuthenticatedRole" | "Deny";
  /**
   * The rules of a mapping of type Rules, in the order in which they are tried.
   *
   * @maxItems 25
   */
  Rules?: MappingRule[];
}
/**
 * A user pool of this identity pool.
 */
export interface UserPoolReference {
  /**
   * The user pool's ID.
   */
  UserPoolId: string;
  /**
   * The ID of the app client; it can be left out where the identity pool has just one of that user pool. Principal tags take none: they are the user pool's.
   */
  UserPoolClientId?: string;
}
/**
 * Which claims of one provider's tokens become tags of the session (attributes for access control).
 */
export interface PrincipalTag {
  IdentityProvider: IdentityProvider;
  /**
   * true: Cognito's own choice of tags for the provider; Tags is left out.
   */
  UseDefaults?: boolean;
  /**
   * Tag key to the claim that it is taken from.
   */
  Tags?: {
    /**
     * This interface was referenced by `undefined`'s JSON-Schema definition
     * via the `patternProperty` "^.{1,128}$".
     */
    [k: string]: string;
  };
}

export interface Attributes {
  /**
   * The pool's ID, REGION:GUID.
   */
  IdentityPoolId?: string;
  /**
   * The pool's ARN.
   */
  Arn?: string;
  /**
   * The pool's name as it is, also when it was generated.
   */
  Name?: string;
  /**
   * The ARN of the default role of signed-in identities.
   */
  AuthenticatedRoleArn?: string;
  /**
   * The name of the default role of signed-in identities.
   */
  AuthenticatedRoleName?: string;
  /**
   * The unique ID of the default role of signed-in identities, such as AROAEXAMPLE1234567: for policies that compare aws:userId. Absent if the role may not be read.
   */
  AuthenticatedRoleId?: string;
  /**
   * The ARN of the default role of guests.
   */
  UnauthenticatedRoleArn?: string;
  /**
   * The name of the default role of guests.
   */
  UnauthenticatedRoleName?: string;
  /**
   * The unique ID of the default role of guests: for policies that compare aws:userId. Absent if the role may not be read.
   */
  UnauthenticatedRoleId?: string;
  /**
   * The ARNs of the mapped roles, in the order of MappedRoles.
   */
  MappedRoleArns?: string[];
  /**
   * The names of the mapped roles, in the order of MappedRoles.
   */
  MappedRoleNames?: string[];
  /**
   * The IDs of the app clients, given or created, in the order of UserPools.
   */
  UserPoolClientIds?: string[];
}
