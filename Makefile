# make demo: the sample week, fetched, digested and delivered to this terminal.   make test: every check there is.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(not (3,11) <= sys.version_info[:2] < (3,14))' 2>/dev/null && echo $$p && break; done)
# Compiled modules are kept whatever the machine says: every start is faster by a second.
export PYTHONDONTWRITEBYTECODE :=
BIN := .venv/bin
# The measurements that need no files of yours, an hour in all; python -m bench.real, .register and .summaries do.
BENCHES ?= quality poll store deliver stories watch search slack post_discord
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# Rounds of `make fuzz`: every property test with new random examples each.
ROUNDS ?= 10

.PHONY: demo test fuzz golden lint bench lock clean
demo: .venv/.runtime
	$(BIN)/chipbrief replay sample --speed max

test: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/pytest -n 2 --dist loadgroup

fuzz: .venv/.dev
	for n in $$(seq $(ROUNDS)); do CHIPBRIEF_EXAMPLES=fuzz $(BIN)/pytest -q -n 2 -m hypothesis || exit 1; done

golden: .venv/.runtime
	$(BIN)/chipbrief replay sample --speed max > tests/data/sample_week.txt 2>/dev/null

lint: .venv/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/.bench
	for b in $(BENCHES); do echo "== bench.$$b"; $(BIN)/python -m bench.$$b || exit 1; done

lock:
	for f in "" -dev -bench; do \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    pyproject.toml --group build $$(test "$$f" = "" || echo --group dev) $$(test "$$f" != -bench || echo --group bench) \
	    -o requirements$$f.lock; done

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Chipbrief needs Python 3.11, 3.12 or 3.13 on the PATH."; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.runtime: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing Chipbrief into .venv (once, about a minute) ..."
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.runtime
	@echo "Installing the tools of the tests ..."
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

.venv/.bench: requirements-bench.lock .venv/.dev
	$(PIP) install --require-hashes -r requirements-bench.lock
	@touch $@

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
