#!/usr/bin/env bash
# Owns `npm run check`: format and types beside lint, which takes as long as both; each is told, and one that fails fails it all.
set -uo pipefail

(prettier --check . && tsc) &
format_and_types=$!
eslint src test scripts examples
lint=$?
wait "$format_and_types"
exit $(($? | lint))
