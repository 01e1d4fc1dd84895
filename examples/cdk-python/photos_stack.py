"""A stack in which each user of a user pool has a folder, and curators have a role of their own."""

from aws_cdk import CfnOutput, Fn, Stack
from aws_cdk.aws_cognito import CfnUserPool, CfnUserPoolClient
from aws_cdk.aws_iam import ManagedPolicy, Policy, PolicyDocument, PolicyStatement, Role
from aws_cdk.aws_s3 import Bucket
from constructs import Construct

from identity_pool_with_roles import EntryPoint, IdentityPoolProperties, IdentityPoolWithRoles


class PhotosStack(Stack):
    def __init__(self, scope: Construct, construct_id: str, entry_point: EntryPoint) -> None:
        super().__init__(scope, construct_id, description=f"Photos of each user, through the {entry_point}.")
        photos = Bucket(self, "Photos", enforce_ssl=True)
        job = CfnUserPool.SchemaAttributeProperty(name="job", attribute_data_type="String", mutable=True)
        user_pool = CfnUserPool(self, "UserPool", schema=[job])
        web_client = CfnUserPoolClient(
            self, "WebClient", user_pool_id=user_pool.ref, write_attributes=["email"]
        )

        read_all = PolicyDocument(
            statements=[PolicyStatement(actions=["s3:GetObject"], resources=[photos.arn_for_objects("*")])]
        )
        properties: IdentityPoolProperties = {
            "AuthenticationProviders": {
                "UserPools": [{"UserPoolId": user_pool.ref, "UserPoolClientId": web_client.ref}]
            },
            "AuthenticatedRole": {
                "ManagedPolicyArns": [
                    ManagedPolicy.from_aws_managed_policy_name("AmazonPollyReadOnlyAccess").managed_policy_arn
                ]
            },
            "UnauthenticatedRole": {"Create": False},
            "MappedRoles": [
                {
                    "Name": "Curator",
                    "Policies": [{"PolicyName": "read-all", "PolicyDocument": read_all.to_json()}],
                }
            ],
            "RoleMappings": [
                {
                    "IdentityProvider": {
                        "UserPool": {"UserPoolId": user_pool.ref, "UserPoolClientId": web_client.ref}
                    },
                    "Type": "Rules",
                    "AmbiguousRoleResolution": "AuthenticatedRole",
                    "Rules": [
                        {"Claim": "custom:job", "MatchType": "Equals", "Value": "curator", "Role": "Curator"}
                    ],
                }
            ],
        }
        identities = IdentityPoolWithRoles(self, "Identities", entry_point, properties)

        Policy(
            self,
            "OwnFolder",
            roles=[Role.from_role_name(self, "SignedIn", identities.attribute("AuthenticatedRoleName"))],
            statements=[
                PolicyStatement(
                    actions=["s3:GetObject", "s3:PutObject"],
                    resources=[photos.arn_for_objects("${cognito-identity.amazonaws.com:sub}/*")],
                )
            ],
        )
        CfnOutput(self, "IdentityPoolId", value=identities.identity_pool_id)
        CfnOutput(self, "CuratorRoleArn", value=Fn.select(0, identities.list_attribute("MappedRoleArns")))
