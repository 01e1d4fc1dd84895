// This is a generated file: npm run generate.
export interface Properties {
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
}
/**
 * Who the pool lets sign in. Each kind that is named is managed whole; a kind that was never named is left as it is.
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
   * The ID of the app client.
   */
  UserPoolClientId: string;
  /**
   * Whether the pool asks the user pool at each sign-in if the user was signed out everywhere or deleted. On unless set to false.
   */
  ServerSideTokenCheck?: boolean;
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
   * The created role's path; / unless given. A change makes a new role.
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
   * The ARN of the default role of guests.
   */
  UnauthenticatedRoleArn?: string;
  /**
   * The name of the default role of guests.
   */
  UnauthenticatedRoleName?: string;
}
