"""Prints what CloudFormation makes of a template with the SAM transform: that is this library of AWS's. Arguments: the template, and where its code is."""

import json
import sys

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse


class ManagedPolicies:
    """The service asks IAM for these; the only one here is that of every function."""

    def load(self):
        return {}


template_file, code = sys.argv[1:]
with open(template_file, encoding="utf-8") as file:
    template = yaml_parse(file.read())
for resource in template["Resources"].values():
    if "CodeUri" in resource.get("Properties", {}):
        resource["Properties"]["CodeUri"] = code
print(json.dumps(transform(template, {}, ManagedPolicies())))
