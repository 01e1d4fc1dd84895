"""Reads a JSON object, a name to each IAM policy, and writes what cloudsplaining finds in each: the kind of risk to the actions. Conditions and ARNs excuse nothing."""

import json
import sys

from cloudsplaining.command.scan_policy_file import scan_policy


def findings_in(policy):
    results = scan_policy(policy, flag_conditional_statements=True, flag_resource_arn_statements=True)
    found = {}
    for kind, result in results.items():
        # The services that a policy names are no risk.
        if kind == "ServicesAffected":
            continue
        findings = result["findings"]
        # A way to escalate privileges has a name and the actions that it takes.
        actions = {action for finding in findings for action in (finding["actions"] if isinstance(finding, dict) else [finding])}
        if actions:
            found[kind] = sorted(actions)
    return found


policies = json.load(sys.stdin)
json.dump({name: findings_in(policy) for name, policy in policies.items()}, sys.stdout)
