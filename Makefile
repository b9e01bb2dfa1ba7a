# make serve   the site on http://127.0.0.1:8000        make test   every check there is
#
# Both do all their own set-up in .venv and need only Python 3.11+ and make. Every target can be
# interrupted and repeated: a stamp is written when its step has wholly succeeded, not before.

PYTHON ?= python3
VENV ?= .venv
HOST ?= 127.0.0.1
PORT ?= 8000

BIN := $(VENV)/bin
# Tools run as modules: they then never run out of another environment.
RUN := $(BIN)/python -m
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --quiet
FREEZE := build/lock/bin/python -m pip freeze --all --exclude pip --exclude wheel --exclude mandategraph
LOCK_SAYS := \# Exact versions for make; refreshed by 'make lock' from the ranges in pyproject.toml.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve test check build format lint types screenshots lock clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

serve: $(VENV)/.runtime  ## the site on http://127.0.0.1:8000; PORT=8001 for another port
	$(BIN)/mandategraph serve --host $(HOST) --port $(PORT)

test: check  ## format, lint, types, triples, and all tests with the browser's
	$(RUN) pytest -n auto --maxprocesses 8

check: $(VENV)/.dev  ## what `test` looks at before the tests: format, lint, types, triples
	$(RUN) ruff format --check .
	$(RUN) ruff check .
	$(RUN) mypy
	$(BIN)/mandategraph build --check

build: $(VENV)/.runtime  ## the triples of graph/documents, from texts and corrections
	$(BIN)/mandategraph build

format: $(VENV)/.dev  ## code as the formatter writes it
	$(RUN) ruff format .
	$(RUN) ruff check --fix .

lint: $(VENV)/.dev  ## the linter alone
	$(RUN) ruff check .

types: $(VENV)/.dev  ## the type checker alone
	$(RUN) mypy

screenshots: $(VENV)/.dev  ## pictures of the main pages in build/screenshots
	$(RUN) pytest tests/browser

lock:  ## requirements*.txt anew, from the ranges of pyproject.toml; use the oldest Python we support
	rm -rf build/lock
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --upgrade setuptools .
	$(FREEZE) > build/lock/runtime
	build/lock/bin/python -m pip install --quiet '.[dev]'
	$(FREEZE) | grep -vxFf build/lock/runtime > build/lock/dev
	{ echo "$(LOCK_SAYS)"; cat build/lock/runtime; } > requirements.txt
	{ echo "$(LOCK_SAYS)"; echo "-r requirements.txt"; cat build/lock/dev; } > requirements-dev.txt

clean:  ## remove all that make and the tools made
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find src webapp tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +

# A virtual environment. Made again it is only completed, so an interrupted one does no harm.
$(VENV)/.python:
	@command -v $(PYTHON) > /dev/null || \
	  { echo "mandategraph needs Python 3.11 or later, and there is no '$(PYTHON)' here; install it, or say where it is: make PYTHON=/path/to/python3" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "mandategraph needs Python 3.11 or later, and '$(PYTHON)' is $$($(PYTHON) --version 2>&1); install a newer one and name it, for example: make PYTHON=python3.11" >&2; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2> /dev/null || \
	  { echo "'$(PYTHON)' cannot make virtual environments; on Debian and Ubuntu install python3-venv (apt-get install python3-venv), then repeat" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

# What the site and the command line need, in the locked versions.
$(VENV)/.runtime: $(VENV)/.python pyproject.toml requirements.txt
	$(INSTALL) -r requirements.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

# What the checks need besides.
$(VENV)/.dev: $(VENV)/.runtime requirements-dev.txt
	$(INSTALL) -r requirements-dev.txt
	@touch $@
