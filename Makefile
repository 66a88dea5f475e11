# coopsim: `make run` to try it, `make test` to check it. No root needed.
#   PYTHON  the Python to use (3.11 or newer)      make test PYTHON=python3.13
#   VENV    the folder to install into             make test VENV=.venv-3.13 PYTHON=python3.13

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/coopsim
NOT_RUN := $(VENV)/not-run.txt
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install
SHELL := /bin/sh

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help run test suite bits lint format clean FORCE

help:
	@echo "make run    install coopsim into $(VENV), run scenarios/baseline.yaml, say where the results are"
	@echo "make test   check style, types and layers, then run every test"
	@echo "make suite  run every test, without the checks of style, types and layers"
	@echo "make bits   run the tests whose results could differ between Pythons"
	@echo "make lint   check style, types and layers only"
	@echo "make format lay the code out as the checks want it"
	@echo "make clean  remove $(VENV) and everything built (results/ stays)"
	@echo "Choose a Python with PYTHON=python3.13, the folder with VENV=.venv-3.13."

run: $(STAMP)-run
	@$(BIN)/coopsim run scenarios/baseline.yaml

test: lint suite

lint: $(STAMP)-test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy src tests $(wildcard benchmarks/*.py) $(wildcard docs/*.py) $(wildcard examples/*.py)
	$(BIN)/lint-imports --no-logo

format: $(STAMP)-test
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# Twice: unit tests interpreted, which spares compiling each piece; the rest as users run it.
suite: $(STAMP)-test
	@rm -f $(NOT_RUN)
	COOPSIM_NOT_RUN=$(NOT_RUN) NUMBA_DISABLE_JIT=1 $(BIN)/python -m pytest -q -m "not compiled" tests/unit tests/contracts tests/kinds
	COOPSIM_NOT_RUN=$(NOT_RUN) $(BIN)/python -m pytest -q -m compiled tests
	@if [ -s $(NOT_RUN) ]; then \
	  echo; echo "!!! Passed, but these tests were NOT RUN:"; sort -u $(NOT_RUN); \
	else \
	  echo; echo "All tests were run, and all passed."; \
	fi

# What may differ between Pythons: numbers, worked cases, Mesa, pandas, a run from the command line.
bits: $(STAMP)-test
	$(BIN)/python -m pytest -q -m compiled tests/baselines tests/cases tests/faces tests/cli/test_run.py

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests benchmarks -type d -name __pycache__ -prune -exec rm -rf {} +

# ------------------------------------------------------------------------- installing

$(STAMP)-run: pyproject.toml $(STAMP)-python
	@echo "Installing coopsim into $(VENV) (once; a minute or two) ..."
	@$(PIP) --editable .
	@touch $@

$(STAMP)-test: pyproject.toml $(STAMP)-python
	@echo "Installing coopsim and its test tools into $(VENV) (once; a minute or two) ..."
	@$(PIP) --editable ".[test]"
	@touch $@ $(STAMP)-run

# Asked on every call, written only when the environment is new: so nothing is installed twice.
$(STAMP)-python: FORCE
	@.ci/environment "$(PYTHON)" "$(VENV)" $@

FORCE:
