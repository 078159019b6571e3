# Everything that a newcomer needs; `make help` lists it.
SHELL := /bin/sh
.DEFAULT_GOAL := help
VENV ?= .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
READY := $(VENV)/ready
CORE := */clustermark/scheme/*,*/clustermark/scoring/*,*/clustermark/benchmark/*,*/clustermark/proofs/*,*/clustermark/words/*,*/clustermark/registry/*,*/clustermark/credential/*,*/clustermark/issuing/*,*/clustermark/owner/*,*/clustermark/files/*,*/clustermark/report/*,*/clustermark/process/*,*/clustermark/reliability/*
TIMED = start=$$(date +%s); finish() { echo; echo "$(@): $$(( $$(date +%s) - start )) s"; };

.PHONY: help setup demo test check unit laws mutants bench fuzz lock messages format clean

help: ## List the targets, one line each
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## Create .venv with everything that demo and test need

$(READY): requirements/dev.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Clustermark needs Python 3.11 or newer; install it, or say where it is: make PYTHON=/path/to/python3 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || { echo "Python has no venv module here; on Debian: apt install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

demo: $(READY) ## Run the main job from end to end and explain it
	@$(TIMED) $(BIN)/clustermark demo && finish

test: $(READY) ## Run every check and every test
	@$(TIMED) $(MAKE) --no-print-directory check unit && finish

check: $(READY) ## Format, lint, types, import rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: $(READY) ## The tests, with branch coverage of the core
	$(BIN)/pytest -n auto --cov --cov-report=
	$(BIN)/coverage report
	$(BIN)/coverage report --fail-under=100 --include='$(CORE)'

laws: $(READY) ## The property tests with many more cases
	HYPOTHESIS_PROFILE=large $(BIN)/pytest -n auto -m laws

mutants: $(READY) ## Make one thing wrong in the process at a time, and see that a test falls
	$(BIN)/python tools/mutants.py

bench: $(READY) ## Measure speed and size, as ratios in one run
	$(BIN)/python bench/run.py

fuzz: $(READY) ## Read 200,000 spoiled inputs of every kind; SEED=n chooses others
	$(BIN)/python tools/fuzz.py 200000 $(or $(SEED),1)

messages: $(READY) ## Collect the texts of the program into the translation catalogue
	$(BIN)/python tools/messages.py

lock: $(READY) ## Renew the hashed lock files
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml --all-extras --group dev -o requirements/dev.txt

format: $(READY) ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix --quiet .

clean: ## Remove what the targets made
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .coverage
