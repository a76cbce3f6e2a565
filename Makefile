# make run: serve Nadwa on http://127.0.0.1:8000 · make test: everything that CI runs · make setup: only prepare .venv
SHELL := /bin/sh
# the first one that really runs and is new enough (a name alone may be an empty shim)
PYTHON ?= $(shell for each in python3 python3.13 python3.12 python3.11; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= auto

.PHONY: run setup setup-dev test retest coverage lint format openapi access sbom bench clean

run: setup
	@if [ -n "$(DEMO)" ] && [ "$(DEMO)" != 0 ]; then export NADWA_DEMO=1; fi; \
	export NADWA_BASE_URL="$${NADWA_BASE_URL:-http://127.0.0.1:$(PORT)}"; \
	$(BIN)/nadwa migrate && $(BIN)/nadwa catalogue load \
	&& { [ -z "$$NADWA_DEMO" ] || $(BIN)/nadwa demo load; } \
	&& exec $(BIN)/nadwa serve --host 127.0.0.1 --port $(PORT)

setup: $(VENV)/.installed

setup-dev: $(VENV)/.installed-dev

$(BIN)/python:
	@sh deploy/make-venv "$(PYTHON)" "$(VENV)"

$(VENV)/.installed: pyproject.toml requirements.lock $(BIN)/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.lock
	@touch $@

test: setup-dev lint
	$(BIN)/pytest -n $(JOBS) --dist worksteal

# The tests that failed the last time, one after another. What fails again is broken; what passes now
# depended on what else the machine did, and is worth a look.
retest: setup-dev lint
	$(BIN)/pytest --last-failed --last-failed-no-failures none --verbose

# Branch coverage of the whole suite; about twice as slow as `make test`.
coverage: setup-dev
	$(BIN)/pytest -n $(JOBS) --dist worksteal --cov --cov-report=term

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/pyright

format: setup-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

openapi: setup
	$(BIN)/nadwa openapi > openapi/openapi.json

access: setup
	$(BIN)/python -m nadwa.policy_page > docs/reference/access.md

sbom: setup-dev
	@mkdir -p dist
	@deploy/sbom dist/nadwa.cdx.json

# Ratios to the limits of this machine, on SQLite and PostgreSQL (docs/performance.md); make bench SIZE=M
bench: setup-dev
	$(BIN)/python -m bench.speed.run --size $(or $(SIZE),S)

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
