#!/bin/sh
# Writes the lock files anew: exact versions with hashes, and no word about where they are fetched. Called by `make lock`.
set -eu
cd "$(dirname "$0")/.."
touch requirements.lock

pin() {
    uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-emit-find-links --no-annotate --no-header --quiet "$@"
}
PATH="$PATH:$PWD/.venv/bin"
pin --all-extras --output-file requirements.lock
pin --constraint requirements.lock --output-file requirements-production.lock

npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund --silent
python3 - <<'PYTHON'
import json, pathlib
path = pathlib.Path("package-lock.json")
lock = json.loads(path.read_text())
for package in lock["packages"].values():
    package.pop("funding", None)  # addresses of donation pages
path.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n")
PYTHON
