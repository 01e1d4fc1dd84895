"""What the type checker has to refuse: mypy reports an ignore comment that it does not need."""

from identity_pool_with_roles.properties import (
    IdentityPoolProperties,
    IdentityProvider,
    IdentityRole,
    RoleMapping,
    TextAttribute,
)

google: IdentityProvider = {"LoginProvider": "Google"}

# One of the five forms, not two.
two_forms: IdentityProvider = {"LoginProvider": "Google", "ProviderName": "accounts.google.com"}  # type: ignore[assignment]

# Arn stands alone.
arn_and_path: IdentityRole = {"Arn": "arn:aws:iam::123456789012:role/theirs", "Path": "/app/"}  # type: ignore[assignment]

# Create: True is what leaving it out says.
create_and_path: IdentityRole = {"Create": True, "Path": "/app/"}  # type: ignore[assignment]

# A mapping of type Token has no rules.
token_with_rules: RoleMapping = {
    "IdentityProvider": google,
    "Type": "Token",  # type: ignore[typeddict-item]
    "Rules": [{"Claim": "sub", "MatchType": "Equals", "Value": "x", "Role": "A"}],
}

# A mapping needs a type or rules.
neither: RoleMapping = {"IdentityProvider": google}  # type: ignore[assignment]
rules_alone: RoleMapping = {"IdentityProvider": google, "Rules": [{"Claim": "sub", "Value": "x", "Role": "A"}]}

# An attribute is not a property.
attribute: IdentityPoolProperties = {"IdentityPoolId": "eu-west-1:00000000-0000-0000-0000-000000000000"}  # type: ignore[typeddict-unknown-key]

# A misspelt name.
misspelt: IdentityPoolProperties = {"AuthenticatedRoles": {"Create": False}}  # type: ignore[typeddict-unknown-key]

# MappedRoleArns is a list.
text: TextAttribute = "MappedRoleArns"  # type: ignore[assignment]
