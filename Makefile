# Every common job has one name. Each does the set-up it needs; a second time it is quick.
.DEFAULT_GOAL := help
.PHONY: help run test lint bench soak lock ready browser backup clean
PYTHON_BIN := .venv/bin/python
# What Python once compiled is kept, also where the machine says otherwise: the tests start it a hundred times.
export PYTHONDONTWRITEBYTECODE :=
# The type checker reads the settings, which ask for these; nothing is connected to.
LINT_ENVIRONMENT := SECRET_KEY=lint DATABASE_URL=postgres://lint@127.0.0.1/lint DATABASE_POOL=0

help: ## daftar perintah
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## (.*)/make \1\t\2/'

run: ready ## jalankan register di http://127.0.0.1:8000 (PORT=…, ARGS=--no-demo)
	@$(PYTHON_BIN) manage.py up $(ARGS)

# A worker waits half its time for PostgreSQL or Chromium: one more than there are processors, and lint beside them.
test: browser ## semua pemeriksaan, yang juga dijalankan CI
	@log=$$(mktemp); $(MAKE) --no-print-directory lint >$$log 2>&1 & lint=$$!; \
	$(PYTHON_BIN) -m pytest -n $$(($$(nproc) + 1)) --dist loadgroup -q; tests=$$?; \
	wait $$lint; style=$$?; cat $$log; rm -f $$log; exit $$((tests || style))

lint: .venv/.stamp ## gaya, tipe, templat, lantai
	$(PYTHON_BIN) -m ruff check .
	$(PYTHON_BIN) -m ruff format --check .
	$(LINT_ENVIRONMENT) $(PYTHON_BIN) -m mypy .
	$(PYTHON_BIN) -m djlint templates --lint --quiet
	.venv/bin/lint-imports

bench: ready ## ukur kecepatan; mencetak satu tabel
	@$(PYTHON_BIN) -m benchmarks

soak: ready ## kirim 10.000 pesan sementara semuanya mati dan hidup lagi (paling lama 15 menit)
	@$(PYTHON_BIN) -m benchmarks.soak

backup: ready ## simpan basis data dan berkas ke cadangan/
	@$(PYTHON_BIN) manage.py backup

lock: ## tulis ulang requirements*.lock dan package-lock.json dari pyproject.toml dan package.json
	@tools/lock.sh

# Libraries of Python and of the browser are fetched at the same time; nothing else of this file is.
ready:
	@$(MAKE) -s -j2 .venv/.stamp static/vendor/.stamp
	@tools/system.sh run

browser: ready
	@tools/system.sh test

.venv/.stamp: requirements.lock tools/python.sh
	@tools/python.sh

# Where the machine has no npm, the one among Python's libraries is used.
node_modules/.stamp: package-lock.json tools/npm.sh $(if $(shell command -v npm),,| .venv/.stamp)
	@tools/npm.sh ci
	@touch $@

static/vendor/.stamp: node_modules/.stamp tools/vendor.mjs static/icons.txt
	@tools/npm.sh run vendor
	@touch $@

clean: ## hapus yang dapat dibuat ulang; data di var/ tetap
	rm -rf .venv node_modules static/vendor .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
