#!/bin/sh
# changed_files.sh [BASE]: checks the reports that were changed since BASE (default: origin/main).
set -eu
base=${1:-origin/main}
set -- '*.yaml' '*.json' '*.csv' '*.xlsx' ':!rules' ':!checker.yaml'
if git diff --quiet --diff-filter=d "$base" -- "$@"; then
    echo "no report was changed since $base"
else
    git diff --name-only -z --diff-filter=d "$base" -- "$@" | checker check --files-from -
fi
