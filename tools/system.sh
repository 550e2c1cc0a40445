#!/bin/sh
# `tools/system.sh run` sees to the system libraries of WeasyPrint and to what reads scans (poppler and Tesseract),
# `tools/system.sh test` to Chromium too. Root installs what is missing from Debian; anybody else is told in one
# sentence. Called by `make`. Without the tools for scans the register runs, and pages without text wait for them.
set -eu
cd "$(dirname "$0")/.."

missing=""
wanted=""
need() { missing="$missing $1"; }
want() { wanted="$wanted $1"; }
has_library() { .venv/bin/python -c "import ctypes, sys; ctypes.CDLL(sys.argv[1])" "$1" 2>/dev/null; }

look() {
    missing=""
    wanted=""
    has_library libpango-1.0.so.0 || need libpango-1.0-0
    has_library libpangoft2-1.0.so.0 || need libpangoft2-1.0-0
    has_library libharfbuzz-subset.so.0 || need libharfbuzz-subset0
    if [ "$1" = test ]; then
        [ -n "${CHROMIUM:-}" ] || command -v chromium-headless-shell >/dev/null 2>&1 ||
            command -v chromium >/dev/null 2>&1 || need chromium-headless-shell
        command -v pdftotext >/dev/null 2>&1 || need poppler-utils
    fi
    command -v pdftotext >/dev/null 2>&1 || want poppler-utils
    command -v tesseract >/dev/null 2>&1 || want tesseract-ocr
    tesseract --list-langs 2>&1 | grep -qx ind || want tesseract-ocr-ind
}

install() {
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then return; fi
    echo "Memasang $* dari Debian …"
    apt-get update -qq || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null || true
}

look "$1"
# shellcheck disable=SC2086 # one argument per package
[ -z "$missing" ] || install $missing
asked=.venv/.asked-for-ocr # once a day is enough where there is no network
if [ -n "$wanted" ] && [ -z "$(find "$asked" -mtime -1 2>/dev/null)" ]; then
    touch "$asked"
    # shellcheck disable=SC2086
    install $wanted
fi
look "$1"
if [ -n "$wanted" ]; then
    echo "Halaman hasil pindai belum dapat dicari; pasang bila perlu:$wanted." >&2
fi
if [ -n "$missing" ]; then
    echo "Belum lengkap: pasang dengan \`sudo apt-get install$missing\`, lalu ulangi perintah ini." >&2
    exit 1
fi
