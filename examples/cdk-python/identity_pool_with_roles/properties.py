"""The types of properties and attributes: made from schema.json by "npm run generate", not edited."""


from typing import Any, Literal, NotRequired, TypeAlias, TypedDict


TextAttribute: TypeAlias = Literal[
    "IdentityPoolId",
    "Arn",
    "Name",
    "AuthenticatedRoleArn",
    "AuthenticatedRoleName",
    "AuthenticatedRoleId",
    "UnauthenticatedRoleArn",
    "UnauthenticatedRoleName",
    "UnauthenticatedRoleId",
]
"""What Fn::GetAtt gives as text."""


ListAttribute: TypeAlias = Literal[
    "MappedRoleArns",
    "MappedRoleNames",
    "UserPoolClientIds",
]
"""What Fn::GetAtt gives as a list."""


class UserPoolProvider(TypedDict):
    """An app client of a Cognito user pool whose signed-in users the pool trusts."""

    UserPoolId: str
    """The user pool's ID, region first, such as us-east-1_EXAMPLE01. It may be in another region than
    the stack.
    """

    UserPoolClientId: NotRequired[str]
    """The ID of the app client. Left out, an app client is created, and deleted with the pool or when
    the entry goes.
    """

    ServerSideTokenCheck: NotRequired[bool]
    """Whether the pool asks the user pool at each sign-in if the user was signed out everywhere or
    deleted. On unless set to false.
    """

    SupportedIdentityProviders: NotRequired[list[str]]
    """For a created app client: where its users sign in. COGNITO is the user pool itself; others are
    the names of its identity providers. COGNITO alone unless given. Not beside UserPoolClientId.
    """

    CallbackURLs: NotRequired[list[str]]
    """For a created app client: where the user pool's sign-in pages send users back to. With it the
    client gets the authorization-code flow with the scope openid, never the implicit flow. Not
    beside UserPoolClientId.
    """

    LogoutURLs: NotRequired[list[str]]
    """For a created app client: where users may be sent after they sign out. Needs CallbackURLs."""


class AmazonProvider(TypedDict):
    """Login with Amazon."""

    AppId: str
    """The application ID, amzn1.application...."""


class AppleProvider(TypedDict):
    """Sign in with Apple."""

    ServicesId: str
    """The services ID."""


class FacebookProvider(TypedDict):
    """Facebook login."""

    AppId: str
    """The app ID."""


class GoogleProvider(TypedDict):
    """Google sign-in."""

    ClientId: str
    """The OAuth client ID, ...apps.googleusercontent.com."""


class TwitterProvider(TypedDict):
    """Twitter (X) sign-in. Key and secret together may have 127 characters."""

    ConsumerKey: str
    """The consumer key."""

    ConsumerSecret: str
    """The consumer secret. It is written and never read back."""


class AuthenticationProviders(TypedDict):
    """Who the pool lets sign in. Each kind that is named is managed whole; a kind that was never named
    is left unchanged.
    """

    UserPools: NotRequired[list[UserPoolProvider]]
    """Cognito user pools, one entry for each app client."""

    Amazon: NotRequired[AmazonProvider]

    Apple: NotRequired[AppleProvider]

    Facebook: NotRequired[FacebookProvider]

    Google: NotRequired[GoogleProvider]

    Twitter: NotRequired[TwitterProvider]

    OpenIdConnectProviderArns: NotRequired[list[str]]
    """ARNs of OpenID Connect providers in IAM."""

    SamlProviderArns: NotRequired[list[str]]
    """ARNs of SAML providers in IAM."""

    DeveloperProviderName: NotRequired[str]
    """The name under which your own back end signs users in. It can be added to a pool, but the
    service cannot change or remove it afterwards: doing so replaces the pool.
    """


class InlinePolicy(TypedDict):
    """A policy embedded in the role."""

    PolicyName: str
    """The policy's name, unique in the role."""

    PolicyDocument: dict[str, Any] | str
    """The policy, as an object or as JSON text."""


class Tag(TypedDict):
    """A tag."""

    Key: str
    """The key; aws: is reserved."""

    Value: str
    """The value."""


class IdentityRoleWithArn(TypedDict):
    """IdentityRole with Arn alone."""

    Arn: str
    """A role that exists. It is used as it is: never edited, never deleted. Stands alone."""


class IdentityRoleWithCreate(TypedDict):
    """IdentityRole with Create alone."""

    Create: Literal[False]
    """false: the pool has no role of this kind. Stands alone."""


class CreatedIdentityRole(TypedDict):
    """IdentityRole with settings."""

    RoleName: NotRequired[str]
    """The created role's name. Left out, a name is generated. A change makes a new role."""

    Path: NotRequired[str]
    """The path of the created role, to which the pool's own part is added: /identity-pools/app/
    becomes /identity-pools/app/GUID/. It begins with the account's path, which is /identity-pools/
    unless an administrator set another. A change creates a new role.
    """

    Description: NotRequired[str]
    """The created role's description."""

    MaxSessionDuration: NotRequired[int]
    """The longest session of the created role, in seconds; 3600 unless given. Only the classic flow
    can ask for more than an hour.
    """

    ManagedPolicyArns: NotRequired[list[str]]
    """Managed policies to attach to the created role. What others attach stays."""

    Policies: NotRequired[list[InlinePolicy]]
    """Policies to embed in the created role. What others embed stays."""

    PermissionsBoundary: NotRequired[str]
    """The managed policy that bounds the created role."""

    Tags: NotRequired[list[Tag]]
    """Tags of this role alone, over the resource's own."""


IdentityRole: TypeAlias = IdentityRoleWithArn | IdentityRoleWithCreate | CreatedIdentityRole
"""The role that identities take: created with these settings, or one that exists (Arn alone), or none
(Create: false alone).
"""


class UserPoolReference(TypedDict):
    """A user pool of this identity pool."""

    UserPoolId: str
    """The user pool's ID."""

    UserPoolClientId: NotRequired[str]
    """The ID of the app client; it can be left out where the identity pool has just one of that user
    pool. Principal tags take none: they are the user pool's.
    """


class IdentityProviderWithUserPool(TypedDict):
    """IdentityProvider with UserPool."""

    UserPool: UserPoolReference


class IdentityProviderWithLoginProvider(TypedDict):
    """IdentityProvider with LoginProvider."""

    LoginProvider: Literal["Amazon", "Apple", "Facebook", "Google", "Twitter"]
    """A login provider."""


class IdentityProviderWithOpenIdConnectProviderArn(TypedDict):
    """IdentityProvider with OpenIdConnectProviderArn."""

    OpenIdConnectProviderArn: str
    """An OpenID Connect provider."""


class IdentityProviderWithSamlProviderArn(TypedDict):
    """IdentityProvider with SamlProviderArn."""

    SamlProviderArn: str
    """A SAML provider."""


class IdentityProviderWithProviderName(TypedDict):
    """IdentityProvider with ProviderName."""

    ProviderName: str
    """The provider as Cognito spells it, without https://; a user pool with its client for a role
    mapping, such as cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE01:exampleclient01, and
    without it for principal tags.
    """


IdentityProvider: TypeAlias = (
    IdentityProviderWithUserPool
    | IdentityProviderWithLoginProvider
    | IdentityProviderWithOpenIdConnectProviderArn
    | IdentityProviderWithSamlProviderArn
    | IdentityProviderWithProviderName
)
"""One provider of this identity pool."""


class MappingRuleWithRole(TypedDict):
    """MappingRule with Role."""

    Claim: str
    """The claim of the token, or attribute of the assertion, without spaces. Custom attributes of a
    user pool begin with custom:.
    """

    MatchType: NotRequired[Literal["Equals", "Contains", "StartsWith", "NotEqual"]]
    """How the claim is compared; Equals unless given."""

    Value: str
    """What it is compared with."""

    Role: str
    """The role to give: the Name of one of MappedRoles, or Authenticated for the default role of
    signed-in identities.
    """


class MappingRuleWithRoleArn(TypedDict):
    """MappingRule with RoleArn."""

    Claim: str
    """The claim of the token, or attribute of the assertion, without spaces. Custom attributes of a
    user pool begin with custom:.
    """

    MatchType: NotRequired[Literal["Equals", "Contains", "StartsWith", "NotEqual"]]
    """How the claim is compared; Equals unless given."""

    Value: str
    """What it is compared with."""

    RoleArn: str
    """The role to give, which has to trust this pool's signed-in identities."""


MappingRule: TypeAlias = MappingRuleWithRole | MappingRuleWithRoleArn
"""A rule. The first that matches decides."""


class TokenRoleMapping(TypedDict):
    """A mapping by the token's own claims; it takes no rules."""

    IdentityProvider: IdentityProvider

    Type: Literal["Token"]

    AmbiguousRoleResolution: NotRequired[Literal["AuthenticatedRole", "Deny"]]
    """What happens when no rule matches, or the token names no role clearly: Deny unless given."""


class RulesRoleMapping(TypedDict):
    """A mapping by rules, which are tried in order."""

    IdentityProvider: IdentityProvider

    Type: NotRequired[Literal["Rules"]]

    AmbiguousRoleResolution: NotRequired[Literal["AuthenticatedRole", "Deny"]]
    """What happens when no rule matches, or the token names no role clearly: Deny unless given."""

    Rules: list[MappingRule]
    """The rules of a mapping of type Rules, in the order in which they are tried."""


RoleMapping: TypeAlias = TokenRoleMapping | RulesRoleMapping
"""How the users of one provider get their role."""


class MappedRole(TypedDict):
    """A role that is created for rules, groups and tokens. It trusts this pool's signed-in identities
    from birth.
    """

    Name: str
    """The name by which rules refer to the role; Authenticated is taken."""

    RoleName: NotRequired[str]
    """The created role's name. Left out, a name is generated. A change makes a new role."""

    Path: NotRequired[str]
    """The path of the created role, to which the pool's own part is added: /identity-pools/app/
    becomes /identity-pools/app/GUID/. It begins with the account's path, which is /identity-pools/
    unless an administrator set another. A change creates a new role.
    """

    Description: NotRequired[str]
    """The created role's description."""

    MaxSessionDuration: NotRequired[int]
    """The longest session of the created role, in seconds; 3600 unless given. Only the classic flow
    can ask for more than an hour.
    """

    ManagedPolicyArns: NotRequired[list[str]]
    """Managed policies to attach to the created role. What others attach stays."""

    Policies: NotRequired[list[InlinePolicy]]
    """Policies to embed in the created role. What others embed stays."""

    PermissionsBoundary: NotRequired[str]
    """The managed policy that bounds the created role."""

    Tags: NotRequired[list[Tag]]
    """Tags of this role alone, over the resource's own."""


class PrincipalTag(TypedDict):
    """Which claims of one provider's tokens become tags of the session (attributes for access
    control).
    """

    IdentityProvider: IdentityProvider

    UseDefaults: NotRequired[bool]
    """true: Cognito's own choice of tags for the provider; Tags is left out."""

    Tags: NotRequired[dict[str, str]]
    """Tag key to the claim that it is taken from."""


class IdentityPoolProperties(TypedDict):
    """What the resource takes, through both entry points."""

    AdoptIdentityPoolId: NotRequired[str]
    """Takes over an identity pool that exists in this account and region. The template has to describe
    the pool as it is; only the marks of this type are written. While this stands, deleting the
    resource releases the pool and its roles, and deletes nothing; take it out in an update to make
    the pool the resource's own.
    """

    IdentityPoolName: NotRequired[str]
    """The pool's name. Left out, a name is generated once and kept for life. A change renames the pool
    in place.
    """

    AllowUnauthenticatedIdentities: NotRequired[bool]
    """Whether guests get an identity. Off unless set to true."""

    AllowClassicFlow: NotRequired[bool]
    """Whether the basic (classic) flow works. Off unless set to true, and off is always written."""

    AuthenticationProviders: NotRequired[AuthenticationProviders]

    AuthenticatedRole: NotRequired[IdentityRole]
    """The default role of signed-in identities. Left out, a role with no permissions is created."""

    UnauthenticatedRole: NotRequired[IdentityRole]
    """The default role of guests. Left out, a role with no permissions is created."""

    Tags: NotRequired[list[Tag]]
    """Tags of the pool and of each created role."""

    MappedRoles: NotRequired[list[MappedRole]]
    """Roles that are created for rules, groups and tokens."""

    RoleMappings: NotRequired[list[RoleMapping]]
    """How the users of a provider get another role than the default one."""

    PrincipalTags: NotRequired[list[PrincipalTag]]
    """Claims that become tags of the session, by provider."""
