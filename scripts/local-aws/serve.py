"""The process of the local AWS emulator: MiniStack, which ends when whoever started it is gone, however that came about."""

import json
import os
import re
import signal
import sys
import threading
import time
from dataclasses import replace

import log_queries
from ministack.core import iam_actions, iam_evaluator, lambda_runtime
from ministack.core.responses import get_account_id, get_region
from ministack.services import cognito, iam, lambda_svc, sts
from ministack.services.cloudformation import provisioners

resource_arn_without_path = iam_actions.extract_resource_arn


def resource_arn(service, method, path, headers, body, query_params, region, account_id):
    """MiniStack 1.5.33 judges every role as one in the path `/`; AWS judges it by its ARN, and a name that no role has as it does."""
    arn = resource_arn_without_path(service, method, path, headers, body, query_params, region, account_id)
    if service == "cognito-identity" and body:
        # Calls on tags name the pool by its ARN.
        named = json.loads(body).get("ResourceArn")
        return named if isinstance(named, str) else arn
    if service != "iam" or ":role/" not in arn:
        return arn
    name = arn.rsplit("/", 1)[1]
    role = iam._roles.get(name)
    role_path = role["Path"] if role else iam_actions._query_param(query_params, "Path") or "/"
    return f"arn:aws:iam::{account_id}:role{role_path}{name}"


iam_actions.extract_resource_arn = resource_arn


principal_keys_of_ministack = iam_evaluator._principal_keys
first_match_of_ministack = iam_evaluator._first_match


def principal_keys(credential):
    """When an identity pool gave the credentials, MiniStack 1.5.33 evaluates policies without knowing whose credentials they are."""
    session = sts._sessions.get(credential.access_key_id) or {}
    identity = {"sub": session.get("_identity_id"), "aud": session.get("_identity_pool_id")}
    keys = {f"cognito-identity.amazonaws.com:{name}": value for name, value in identity.items() if value}
    return {**principal_keys_of_ministack(credential), **keys}


def first_match(ctx, statements, effect):
    """MiniStack 1.5.33 takes a variable in a policy's resource for the text that it is; AWS puts the value there, and without one nothing matches."""

    def resolved(resource):
        value = lambda found: iam_evaluator._resolve_condition_key(found[1], ctx)
        if any(not isinstance(value(found), str) for found in VARIABLE.finditer(resource)):
            return "no resource"
        return VARIABLE.sub(value, resource)

    return first_match_of_ministack(
        ctx,
        [
            replace(each, resources=[resolved(r) for r in each.resources], not_resources=[resolved(r) for r in each.not_resources])
            for each in statements
        ],
        effect,
    )


VARIABLE = re.compile(r"\$\{([\w.-]+:[\w/.-]+)\}")

iam_evaluator._principal_keys = principal_keys
iam_evaluator._first_match = first_match


class TagsOfPools:
    """MiniStack 1.5.33 keeps the tags that came later apart from those that a pool was made with; AWS has one set."""

    def get(self, pool_id, _default=None):
        return cognito._identity_pools[pool_id]["IdentityPoolTags"]

    def setdefault(self, pool_id, default):
        return self.get(pool_id, default)

    def __setitem__(self, pool_id, tags):
        cognito._identity_pools[pool_id]["IdentityPoolTags"] = dict(tags)

    def pop(self, _pool_id, _default=None):
        """They go with the pool."""

    def clear(self):
        """They go with the pools."""


cognito._identity_tags = TagsOfPools()
log_queries.install()

invalidate_worker_everywhere = lambda_runtime.invalidate_worker


def invalidate_worker(name, qualifier=None, account=None, region=None):
    """MiniStack 1.5.33 ends the workers of a function's namesakes in other regions too, in the middle of their work; CloudFormation then waits for answers that nobody gives."""
    invalidate_worker_everywhere(name, qualifier, account or get_account_id(), region or get_region())


lambda_svc.invalidate_worker = invalidate_worker


def as_typed(value):
    """MiniStack 1.5.33 takes a parameter's text for a boolean as it is; CloudFormation turns it into one."""
    if isinstance(value, dict):
        return {key: as_typed(member) for key, member in value.items()}
    if isinstance(value, list):
        return [as_typed(member) for member in value]
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def by_provider(props):
    """MiniStack 1.5.33 leaves out IdentityProvider, which takes the place of a mapping's own name."""
    mappings = props.get("RoleMappings") or {}
    named = {
        mapping.get("IdentityProvider", name): {key: member for key, member in mapping.items() if key != "IdentityProvider"}
        for name, mapping in mappings.items()
    }
    return {**props, "RoleMappings": named}


def with_properties(function, change):
    return lambda *arguments: function(*[change(each) if isinstance(each, dict) else each for each in arguments])


for type_name, change in {"IdentityPool": as_typed, "IdentityPoolRoleAttachment": by_provider, "IdentityPoolPrincipalTag": as_typed}.items():
    handlers = provisioners._RESOURCE_HANDLERS[f"AWS::Cognito::{type_name}"]
    for name in ("create", "update"):
        handlers[name] = with_properties(handlers[name], change)

from ministack.app import main  # noqa: E402


def end_with_starter():
    sys.stdin.buffer.read()  # Returns when the other end of the pipe is closed, which the kernel does even for a process that was killed.
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(5)
    os.killpg(0, signal.SIGKILL)


if "--keep" in sys.argv:
    sys.argv.remove("--keep")
else:
    threading.Thread(target=end_with_starter, daemon=True).start()
main()
