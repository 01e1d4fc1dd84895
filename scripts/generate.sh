#!/bin/sh
# Makes every generated file again from schema.json: models.ts, resource-role.yaml and docs/ by the CloudFormation CLI, the core's types and validator.
# resource-role.yaml takes its statements from template.yml. Before that, both get the version that package.json has.
set -eu
cd "$(dirname "$0")/.."
cfn="${CFN:-.venv/bin/cfn}"
[ -x "$cfn" ] || cfn=cfn
node scripts/generate-from-package.mjs
# It prints what it did and keeps a log beside; neither is of use when it went well.
"$cfn" generate >/dev/null
node scripts/adapt-models.mjs
node scripts/adapt-docs.mjs
node scripts/adapt-resource-role.mjs
node_modules/.bin/tsx scripts/rollout.ts
node scripts/generate-from-schema.mjs
node scripts/generate-cdk-types.mjs
node scripts/generate-cdk-python-types.mjs
node scripts/generate-editor-schema.mjs
