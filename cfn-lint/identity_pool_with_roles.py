"""Teaches cfn-lint both types, so that it checks them against schema.json.

cfn-lint loads this file as a rule before it reads the first template: from the installed package by `--append-rules cfn_lint_identity_pool_with_roles`, or from
a clone by `--append-rules cfn-lint`, the folder.

cfn-lint's own --registry-schemas says only that a type exists (seen from 1.44 up to 1.58): its look-ups of properties and attributes
know only AWS's own types, and every Custom:: type may have anything.
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

try:
    from cfnlint.context.context import Resource
    from cfnlint.schema._schema import Schema
    from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER, ProviderSchemaManager

    among_aws_types = ProviderSchemaManager.get_resource_schemas_by_regions
    describe = Resource.__post_init__
    known = PROVIDER_SCHEMA_MANAGER._registry_schemas
except (ImportError, AttributeError) as error:
    # cfn-lint would show an ImportError as a stack trace.
    sys.exit(
        f"cfn-lint {version('cfn-lint')} lacks what the rules for identity pools with roles change: {error}. "
        "They were tried with cfn-lint 1.52 to 1.58. Fix: install one of these versions."
    )

CUSTOM_RESOURCE = "Custom::IdentityPoolWithRoles"

# cfn-lint's name for the format. Without it, a property of another type that takes a role accepts none of our attributes.
ROLE_ARN = "AWS::IAM::Role.Arn"


def for_cfn_lint(node):
    """The same meaning in the keywords for which cfn-lint has a message at the line of the mistake."""
    if isinstance(node, list):
        return [for_cfn_lint(item) for item in node]
    if not isinstance(node, dict):
        return node
    translated = {key: for_cfn_lint(value) for key, value in node.items() if key not in ("oneOf", "dependencies")}
    branches = node.get("oneOf", [])
    if branches and all(list(branch) == ["required"] and len(branch["required"]) == 1 for branch in branches):
        translated["requiredXor"] = [branch["required"][0] for branch in branches]
    elif branches:
        translated["oneOf"] = branches
    dependencies = node.get("dependencies", {})
    alone = [name for name, dependency in dependencies.items() if dependency == {"maxProperties": 1}]
    if alone:
        translated["dependentExcluded"] = {name: [other for other in node["properties"] if other != name] for name in alone}
    others = {name: dependency for name, dependency in dependencies.items() if name not in alone}
    if others:
        translated["dependencies"] = others
    return translated


def read_schema():
    # The installed package has the schema beside this file, a clone above the folder.
    beside, above = (folder / "schema.json" for folder in Path(__file__).resolve().parents[:2])
    original = json.loads((beside if beside.exists() else above).read_text(encoding="utf-8"))
    schema = for_cfn_lint(original)
    mapping, token, rules = (original["definitions"][name] for name in ("RoleMapping", "TokenRoleMapping", "RulesRoleMapping"))
    rules_of_token, rules_of_rules = token["properties"]["Rules"], rules["properties"]["Rules"]
    translated = schema["definitions"]["RoleMapping"]
    del translated["dependencies"]
    translated["if"] = {"required": ["Type"], "properties": {"Type": {"const": "Token"}}}
    translated["then"] = {"properties": {"Rules": {"maxItems": rules_of_token["maxItems"]}}}
    # Type may be left out beside Rules.
    translated["else"] = {
        "required": [name for name in rules["required"] if name not in [*mapping["required"], "Type"]],
        "properties": {"Rules": {"minItems": rules_of_rules["minItems"]}},
    }
    for name in (pointer.split("/")[-1] for pointer in schema["readOnlyProperties"]):
        if name.endswith("RoleArn"):
            schema["properties"][name]["format"] = ROLE_ARN
        if name.endswith("RoleArns"):
            schema["properties"][name]["items"]["format"] = ROLE_ARN
    return schema


def for_custom_resource(schema):
    """Its typeName stays: cfn-lint lets every type whose name begins with Custom:: have any attribute."""
    own = {
        "ServiceToken": {"type": "string"},
        "ServiceTimeout": {"type": "integer", "minimum": 1, "maximum": 3600},
        "Revision": {"type": "string"},
    }
    return {**schema, "properties": {**schema["properties"], **own}, "required": ["ServiceToken"]}


def register():
    schema = read_schema()
    known[schema["typeName"]] = Schema(schema)
    known[CUSTOM_RESOURCE] = Schema(for_custom_resource(schema))

    def among_all_types(self, resource_type, regions):
        if resource_type in known:
            yield list(regions), known[resource_type]
        else:
            yield from among_aws_types(self, resource_type, regions)

    def describe_with_own_name(self, resource, filename):
        describe(self, resource, filename)
        if resource["Type"] == CUSTOM_RESOURCE:
            self.type = CUSTOM_RESOURCE

    ProviderSchemaManager.get_resource_schemas_by_regions = among_all_types
    Resource.__post_init__ = describe_with_own_name


register()
