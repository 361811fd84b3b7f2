# Everything a newcomer needs: `make demo` to see it, `make test` to trust it.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8420
VENV := .venv
# Without the columns of every instruction, which only the underlines in tracebacks need, the bot is half a MiB lighter.
PIP := PYTHONNODEBUGRANGES=1 $(VENV)/bin/pip install --quiet --disable-pip-version-check
LOCKED := $(PIP) --require-hashes --requirement
PROJECT := $(PIP) --no-deps --no-build-isolation --editable .

.DEFAULT_GOAL := help
.PHONY: help env demo test style types tests lint lock generated clean

help:  ## Say what each word does
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

env: $(VENV)/.ready  ## Make the environment: .venv/bin/homeroom

demo: env  ## A living course in the browser, on http://127.0.0.1:8420 (PORT=… to change)
	@HOMEROOM_PORT=$(PORT) $(VENV)/bin/homeroom demo

test: $(VENV)/.ready-dev  ## Every test and every check
	@$(MAKE) --no-print-directory style
	@$(MAKE) --no-print-directory --jobs types tests

style:
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check --quiet .
	@$(VENV)/bin/lint-imports --no-logo

types:
	@$(VENV)/bin/mypy

# Containers often forbid Python to keep what it compiled; the tests start the bot a hundred times, each time by a quarter slower.
tests: export PYTHONDONTWRITEBYTECODE =
tests:
	@$(VENV)/bin/python -m pytest -q -n auto --dist loadfile --no-loadscope-reorder

lint: $(VENV)/.ready-dev  ## Mend what can be mended by machine
	@$(VENV)/bin/ruff check --fix .
	@$(VENV)/bin/ruff format --quiet .

generated: $(VENV)/.ready-dev  ## Write again what is generated from the code
	@$(VENV)/bin/python -m tests.generated --write

lock: $(VENV)/.ready-dev  ## Choose the newest versions again (needs uv)
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links --upgrade --extra build pyproject.toml -o requirements.lock
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links --extra build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:  ## Remove the environment and what tools left
	@rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache build *.egg-info

$(VENV)/bin/pip:
	@sh tools/make-venv "$(PYTHON)" $(VENV)

$(VENV)/.ready: requirements.lock pyproject.toml | $(VENV)/bin/pip
	@echo "Making the environment (once, about a minute) …"
	@$(LOCKED) requirements.lock
	@$(PROJECT)
	@touch $@

$(VENV)/.ready-dev: requirements-dev.lock $(VENV)/.ready
	@echo "Adding what the tests need (once) …"
	@$(LOCKED) requirements-dev.lock
	@touch $@
