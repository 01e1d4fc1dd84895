"""Owns starting cfn-lint so that it checks templates against registry schemas.

From 1.44 on (seen up to 1.58) cfn-lint learns from --registry-schemas only that a type exists: what it looks properties and attributes up
with knows nothing but AWS's own types. lint-templates.ts tries with wrong templates that this still helps.
"""

import sys

from cfnlint.runner.cli import main
from cfnlint.schema.manager import ProviderSchemaManager

among_aws_types = ProviderSchemaManager.get_resource_schemas_by_regions


def among_all_types(self, resource_type, regions):
    schema = self._registry_schemas.get(resource_type)
    if schema is None:
        yield from among_aws_types(self, resource_type, regions)
    else:
        yield list(regions), schema


ProviderSchemaManager.get_resource_schemas_by_regions = among_all_types
sys.exit(main())
