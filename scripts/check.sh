#!/usr/bin/env bash
# Lint takes as long as all the rest, which runs beside it. Each reports what it finds, and one that fails fails the whole.
set -uo pipefail

(prettier --check . && knip --dependencies && depcruise src --config .dependency-cruiser.mjs && tsc) &
others=$!
eslint src test scripts examples
lint=$?
wait "$others"
exit $(($? | lint))
