/** The types of properties and attributes. Made from schema.json by npm run generate; not edited. */

/** What Fn::GetAtt gives. */
export type IdentityPoolAttribute =
  | 'IdentityPoolId'
  | 'Arn'
  | 'Name'
  | 'AuthenticatedRoleArn'
  | 'AuthenticatedRoleName'
  | 'AuthenticatedRoleId'
  | 'UnauthenticatedRoleArn'
  | 'UnauthenticatedRoleName'
  | 'UnauthenticatedRoleId'
  | 'MappedRoleArns'
  | 'MappedRoleNames'
  | 'UserPoolClientIds';

/**
 * The role that identities take: created with these settings, or one that exists (Arn alone), or none (Create: false alone).
 */
export type IdentityRole =
  | {
      /**
       * A role that exists. It is used as it is: never edited, never deleted. Stands alone.
       */
      Arn: string;
      Create?: never;
      RoleName?: never;
      Path?: never;
      Description?: never;
      MaxSessionDuration?: never;
      ManagedPolicyArns?: never;
      Policies?: never;
      PermissionsBoundary?: never;
      Tags?: never;
    }
  | {
      /**
       * false: the pool has no role of this kind. Stands alone.
       */
      Create: false;
      Arn?: never;
      RoleName?: never;
      Path?: never;
      Description?: never;
      MaxSessionDuration?: never;
      ManagedPolicyArns?: never;
      Policies?: never;
      PermissionsBoundary?: never;
      Tags?: never;
    }
  | {
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
      Arn?: never;
      Create?: never;
    };
/**
 * How the users of one provider get their role.
 */
export type RoleMapping = TokenRoleMapping | RulesRoleMapping;
/**
 * One provider of this identity pool.
 */
export type IdentityProvider =
  | {
      LoginProvider?: never;
      OpenIdConnectProviderArn?: never;
      SamlProviderArn?: never;
      ProviderName?: never;
      UserPool: UserPoolReference;
    }
  | {
      UserPool?: never;
      OpenIdConnectProviderArn?: never;
      SamlProviderArn?: never;
      ProviderName?: never;
      /**
       * A login provider.
       */
      LoginProvider: 'Amazon' | 'Apple' | 'Facebook' | 'Google' | 'Twitter';
    }
  | {
      UserPool?: never;
      LoginProvider?: never;
      SamlProviderArn?: never;
      ProviderName?: never;
      /**
       * An OpenID Connect provider.
       */
      OpenIdConnectProviderArn: string;
    }
  | {
      UserPool?: never;
      LoginProvider?: never;
      OpenIdConnectProviderArn?: never;
      ProviderName?: never;
      /**
       * A SAML provider.
       */
      SamlProviderArn: string;
    }
  | {
      UserPool?: never;
      LoginProvider?: never;
      OpenIdConnectProviderArn?: never;
      SamlProviderArn?: never;
      /**
       * The provider as Cognito spells it, without https://; a user pool with its client for a role mapping, such as cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE01:exampleclient01, and without it for principal tags.
       */
      ProviderName: string;
    };
/**
 * A rule. The first that matches decides.
 */
export type MappingRule =
  | {
      /**
       * The claim of the token, or attribute of the assertion, without spaces. Custom attributes of a user pool begin with custom:.
       */
      Claim: string;
      /**
       * How the claim is compared; Equals unless given.
       */
      MatchType?: 'Equals' | 'Contains' | 'StartsWith' | 'NotEqual';
      /**
       * What it is compared with.
       */
      Value: string;
      RoleArn?: never;
      /**
       * The role to give: the Name of one of MappedRoles, or Authenticated for the default role of signed-in identities.
       */
      Role: string;
    }
  | {
      /**
       * The claim of the token, or attribute of the assertion, without spaces. Custom attributes of a user pool begin with custom:.
       */
      Claim: string;
      /**
       * How the claim is compared; Equals unless given.
       */
      MatchType?: 'Equals' | 'Contains' | 'StartsWith' | 'NotEqual';
      /**
       * What it is compared with.
       */
      Value: string;
      Role?: never;
      /**
       * The role to give, which has to trust this pool's signed-in identities.
       */
      RoleArn: string;
    };

/**
 * What the resource takes, through both entry points.
 */
export interface IdentityPoolProperties {
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
  PolicyDocument: object | string;
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
 * A mapping by the token's own claims; it takes no rules.
 */
export interface TokenRoleMapping {
  IdentityProvider: IdentityProvider;
  Type: 'Token';
  /**
   * What happens when no rule matches, or the token names no role clearly: Deny unless given.
   */
  AmbiguousRoleResolution?: 'AuthenticatedRole' | 'Deny';
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
 * A mapping by rules, which are tried in order.
 */
export interface RulesRoleMapping {
  IdentityProvider: IdentityProvider;
  Type?: 'Rules';
  /**
   * What happens when no rule matches, or the token names no role clearly: Deny unless given.
   */
  AmbiguousRoleResolution?: 'AuthenticatedRole' | 'Deny';
  /**
   * The rules of a mapping of type Rules, in the order in which they are tried.
   *
   * @minItems 1
   * @maxItems 25
   */
  Rules: MappingRule[];
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
  Tags?: Record<string, string>;
}
