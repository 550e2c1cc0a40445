#!/bin/sh
# `tools/system.sh run` sees to the system libraries of WeasyPrint, `tools/system.sh test` to Chromium and poppler too.
# Root installs what is missing from Debian; anybody else is told in one sentence. Called by `make`.
set -eu
cd "$(dirname "$0")/.."

missing=""
need() { missing="$missing $1"; }
has_library() { .venv/bin/python -c "import ctypes, sys; ctypes.CDLL(sys.argv[1])" "$1" 2>/dev/null; }

look() {
    missing=""
    has_library libpango-1.0.so.0 || need libpango-1.0-0
    has_library libpangoft2-1.0.so.0 || need libpangoft2-1.0-0
    has_library libharfbuzz-subset.so.0 || need libharfbuzz-subset0
    if [ "$1" = test ]; then
        [ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null 2>&1 || need chromium
        command -v pdftotext >/dev/null 2>&1 || need poppler-utils
    fi
}

look "$1"
if [ -n "$missing" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Memasang$missing dari Debian …"
    apt-get update -qq || true
    # shellcheck disable=SC2086 # one argument per package
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null || true
    look "$1"
fi
if [ -n "$missing" ]; then
    echo "Belum lengkap: pasang dengan \`sudo apt-get install$missing\`, lalu ulangi perintah ini." >&2
    exit 1
fi
