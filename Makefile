# Two commands on a machine that has Python 3.11 or later and make: "make run" and "make test".
# The environment lies in .venv and is made again only when pyproject.toml has changed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help run test lint format benchmark assets clean

help:
	@echo "make run        set up, extract the seeds into out/, print what was found"
	@echo "make test       set up for development, run every test"
	@echo "make lint       ruff, mypy --strict, direction of imports"
	@echo "make format     let ruff fix what it can"
	@echo "make benchmark  speed and memory; speed of the web page"
	@echo "make assets     fetch and build what the web page inlines from npm (needs node)"
	@echo "make clean      remove what make made"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "opledger needs Python 3.11 or later; name one: make run PYTHON=python3.12" >&2; exit 1; }
	@echo "== making the environment $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml | $(BIN)/python
	@echo "== installing opledger (a minute or two, once)"
	@$(PIP) install -e .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	@echo "== installing opledger and the tools to develop it (a few minutes, once)"
	@$(PIP) install -e '.[dev]'
	@touch $@ $(VENV)/.run

run: $(VENV)/.run
	@echo "== opledger extract seeds --out out"
	@$(BIN)/opledger extract seeds --out out
	@echo "== what was found (opledger report out --text --operations 15)"
	@$(BIN)/opledger report out --text --operations 15
	@echo "== the tables are in out/; a web page over them: $(BIN)/opledger report out"

test: $(VENV)/.dev
	@echo "== running the tests"
	@$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/.dev
	@echo "== ruff"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@echo "== mypy --strict"
	@$(BIN)/mypy
	@echo "== direction of imports"
	@$(BIN)/lint-imports

format: $(VENV)/.dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

benchmark: $(VENV)/.dev
	@$(BIN)/python tests/benchmarks/speed.py $(ARGS)
	@$(BIN)/python tests/benchmarks/report.py

assets: $(VENV)/.dev
	@$(BIN)/python tools/assets.py

clean:
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
