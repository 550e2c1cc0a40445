#!/bin/sh
# Makes .venv from requirements.lock with the machine's Python (3.11 or newer). Called by `make`.
set -eu
cd "$(dirname "$0")/.."

find_python() {
    for name in "${PYTHON:-}" python3 python3.11 python3.12 python3.13 python3.14 /usr/bin/python3; do
        [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 || continue
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
}

can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

install() {
    echo "Memasang $* dari Debian …"
    apt-get update -qq || true # one unreachable source among many is no reason to stop
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null || true
}

python=$(find_python)
if [ -z "$python" ]; then
    if can_install; then install python3 python3-venv; python=$(find_python); fi
    if [ -z "$python" ]; then
        echo "Python 3.11 atau lebih baru belum ada: pasang dengan \`sudo apt-get install python3 python3-venv\`." >&2
        exit 1
    fi
fi
# Debian ships Python without the part that makes environments.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    if can_install; then install python3-venv; fi
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        echo "Python tidak dapat membuat .venv: pasang dengan \`sudo apt-get install python3-venv\`." >&2
        exit 1
    fi
fi

if ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    echo "Membuat .venv dengan $("$python" --version) …"
    rm -rf .venv
    "$python" -m venv .venv
fi
echo "Memasang pustaka Python dari requirements.lock …"
pip() { .venv/bin/python -m pip --disable-pip-version-check --no-input "$@"; }
install_by_pip() { pip install -qq --no-deps --require-hashes -r "$1"; }

# uv, itself from the lock, installs the same files in a fifth of pip's time. It does not read what pip was told: where
# that is more than where to look and what to trust, or where an answer takes long, pip does it all.
install_by_uv() {
    told=$(pip config list) || return
    ! printf '%s\n' "$told" | grep -Eq '[.](no-index|proxy|trusted-host|client-cert)=' || return
    awk '/^[^ ]/ { wanted = /^uv==/ } wanted' requirements.lock >.venv/uv.lock
    install_by_pip .venv/uv.lock || return
    set -- --quiet --python .venv/bin/python --no-deps --require-hashes --index-strategy unsafe-best-match
    [ -z "$(given index-url)" ] || set -- "$@" --default-index "$(given index-url)"
    for place in $(given extra-index-url); do set -- "$@" --index "$place"; done
    for place in $(given find-links); do set -- "$@" --find-links "$place"; done
    [ -z "$(given cert)" ] || export SSL_CERT_FILE="$(given cert)"
    UV_HTTP_TIMEOUT=15 UV_HTTP_RETRIES=0 .venv/bin/uv pip install "$@" -r requirements.lock
}
# The environment's word counts before that of a file, as for pip itself.
given() {
    for section in :env: install global; do
        value=$(printf '%s\n' "$told" | sed -n "s/^$section[.]$1='\(.*\)'\$/\1/p" | sed 's/\\n/ /g')
        if [ -n "$value" ]; then echo "$value"; return; fi
    done
}
install_by_uv 2>/dev/null || install_by_pip requirements.lock
touch .venv/.stamp
