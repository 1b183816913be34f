# What one does with the project. Each target prepares .venv by itself; it needs Python 3.11+, its venv module, make and git.
# Windows, or no make: CONTRIBUTING.md lists the same steps as commands.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/python -m
STAMP := $(VENV)/.installed
EDITIONS ?=
PYTEST_ARGS ?=
# All processors; each file of tests on one of them, so that what a file builds is built once. -n 0 means one process.
PYTEST_SPREAD := -n auto --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help venv site serve test checker check bench lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

venv: $(STAMP) ## Prepare .venv from the hashed lock (every other target does so first)

site: $(STAMP) ## Build the site into site/; EDITIONS="small-print" builds only those
	$(BIN)/glossator build $(EDITIONS)

serve: $(STAMP) ## Build and show the site on this computer, and again after each change
	$(BIN)/glossator serve

test: $(STAMP) ## Run the tests; PYTEST_ARGS="-k notes" chooses some
	$(RUN) pytest $(PYTEST_SPREAD) $(PYTEST_ARGS)

checker: tests/validity/node_modules/.package-lock.json ## Install the Nu HTML checker that tests/validity asks (needs npm; Java runs it)

check: $(STAMP) ## Before a commit: format, lint, types, and the findings of the editions
	$(RUN) ruff format --check .
	$(RUN) ruff check .
	$(RUN) mypy --strict src
	$(BIN)/glossator check

bench: $(STAMP) ## Measure the speed against a plain mkdocs-material build, then what pages cost a reader's phone
	$(RUN) bench
	$(BIN)/python bench/pages.py

lock: ## For maintainers: write requirements.lock again with the newest versions (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv (pip install uv)"; exit 1; }
	@# In a folder of its own: uv's own lock file records where it fetched from, and is not for the repository.
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && cp pyproject.toml "$$folder" \
	  && uv lock --quiet --project "$$folder" --fork-strategy fewest \
	  && uv export --quiet --project "$$folder" --frozen --no-emit-project --no-header --no-annotate --all-extras \
	       --format requirements-txt --output-file "$$folder/requirements.lock" >/dev/null \
	  && cp "$$folder/requirements.lock" requirements.lock && echo "requirements.lock is written"

clean: ## Remove what was built; .venv stays
	rm -rf build site site.zip .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src tests bench -type d -name __pycache__ -prune -exec rm -rf {} +

tests/validity/node_modules/.package-lock.json: tests/validity/package-lock.json
	npm ci --silent --ignore-scripts --prefix tests/validity
	@touch $@

$(STAMP): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON) here. On Debian: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Glossator needs Python 3.11 or newer; this is $$($(PYTHON) --version). Choose another: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing. On Debian: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@$(RUN) pip install -qq --disable-pip-version-check --require-hashes --requirement requirements.lock || \
	  { echo "The packages of requirements.lock could not be installed. The first run needs the network; later ones do not."; exit 1; }
	$(RUN) pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
