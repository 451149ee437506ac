# 专精特新申报助手 · every target sets up what it needs.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PAGES := $(VENV)/.system-run-done
TESTED := $(VENV)/.system-test-done

.PHONY: help run test test-long cluster cluster-test bench eval lint audit docs clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

$(VENV)/.runtime-done: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "需要 Python 3.11 或更高版本 (Python 3.11+ is needed)")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e . 2>/dev/null \
		|| $(BIN)/python -m pip install --quiet --no-deps -e .
	touch $@

$(VENV)/.dev-done: requirements-dev.lock $(VENV)/.runtime-done
	$(BIN)/python -m pip install --quiet -r requirements-dev.lock
	touch $@

$(PAGES): tools/system.sh | $(VENV)/.runtime-done
	bash tools/system.sh run
	touch $@

$(TESTED): tools/system.sh | $(VENV)/.runtime-done
	bash tools/system.sh test
	touch $@

run: $(VENV)/.runtime-done $(PAGES) ## build the index and serve the chat on 127.0.0.1:7860
	$(BIN)/zjtx index build
	$(BIN)/zjtx serve

lint: $(VENV)/.dev-done ## ruff, mypy, import directions, generated documents
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.docs --check

test: lint $(TESTED) ## lint, types, import directions and all tests
	$(BIN)/python -m pytest

test-long: $(VENV)/.dev-done $(TESTED) ## the same tests with a wider search of the properties
	HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest

cluster: $(VENV)/.dev-done $(TESTED) ## two machines, nginx, Redis and PostgreSQL on loopback, stopped by Ctrl+C or after an hour
	$(BIN)/python -m tools.cluster

cluster-test: $(VENV)/.dev-done $(TESTED) ## each part of it taken away while people ask
	$(BIN)/python -m pytest -n 0 tests/cluster

bench: $(VENV)/.dev-done ## timings as ratios within one run, a thousand people at once, and the question sets with their peers
	$(BIN)/python -m bench
	$(BIN)/python -m bench.load
	$(BIN)/zjtx eval own

eval: $(VENV)/.dev-done ## the question sets, external ones included where they lie beside the project
	$(BIN)/zjtx eval own stard-pool cmrc2018-dev

audit: ## known vulnerabilities of what the lock names, where their data can be reached
	test -x $(VENV)-audit/bin/pip-audit || { $(PYTHON) -m venv $(VENV)-audit && $(VENV)-audit/bin/python -m pip install --quiet pip-audit; }
	$(VENV)-audit/bin/pip-audit --no-deps --disable-pip --requirement requirements.lock

docs: $(VENV)/.dev-done ## write the generated documents anew
	$(BIN)/python -m tools.docs

clean: ## remove the environment and caches
	rm -rf $(VENV) $(VENV)-audit .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .gradio build *.egg-info
