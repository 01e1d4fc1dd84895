"""Starting the CloudFormation CLI against a local AWS emulator that checks signatures, which needs two things that no option of the CLI gives."""

import os
import sys

import rpdk.core.boto_helpers as boto_helpers
import rpdk.core.contract.resource_client as resource_client
from rpdk.core.cli import main

service_endpoint = boto_helpers.get_service_endpoint


def local_endpoint(service, region):
    return os.environ.get("AWS_ENDPOINT_URL") or service_endpoint(service, region)


# The CLI computes STS's address itself, and so passes over AWS_ENDPOINT_URL.
boto_helpers.get_service_endpoint = local_endpoint
# It does not sign what it sends to an http:// endpoint; None stands for the signature that Lambda usually gets.
resource_client.UNSIGNED = None
sys.exit(main())
