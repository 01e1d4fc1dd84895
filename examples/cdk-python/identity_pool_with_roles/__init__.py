"""The identity pool as a construct, for both types: schema.json types the properties and the names of the attributes."""

from typing import Literal, TypeAlias, cast

from aws_cdk import CfnResource, CustomResource, Fn, Token
from constructs import Construct

from .properties import IdentityPoolProperties, ListAttribute, TextAttribute

EntryPoint: TypeAlias = Literal["custom-resource", "registry-type"]
"""Whether the provider stack's function creates the pool, or CloudFormation's registry."""

__all__ = ["EntryPoint", "IdentityPoolProperties", "IdentityPoolWithRoles"]


class IdentityPoolWithRoles(Construct):
    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        entry_point: EntryPoint,
        properties: IdentityPoolProperties | None = None,
    ) -> None:
        super().__init__(scope, construct_id)
        given = cast(dict[str, object], properties or {})
        self._resource: CfnResource | CustomResource
        if entry_point == "registry-type":
            self._resource = CfnResource(
                self, "Resource", type="Community::Cognito::IdentityPoolWithRoles", properties=given
            )
        else:
            self._resource = CustomResource(
                self,
                "Resource",
                resource_type="Custom::IdentityPoolWithRoles",
                service_token=Fn.import_value("IdentityPoolWithRoles-ServiceToken"),
                properties=given,
            )

    @property
    def identity_pool_id(self) -> str:
        return self._resource.ref

    def attribute(self, name: TextAttribute) -> str:
        return Token.as_string(self._resource.get_att(name))

    def list_attribute(self, name: ListAttribute) -> list[str]:
        return Token.as_list(self._resource.get_att(name))
