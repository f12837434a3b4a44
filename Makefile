# 'make' alone lists the targets. Everything runs in .venv, made on first use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Which extras to install: EXTRAS=all is every optional component, as .ci/run has it.
EXTRAS ?= dev
READY := $(VENV)/.ready-$(EXTRAS)

.DEFAULT_GOAL := help
.PHONY: help demo test test-all test-oldest coverage check format messages schemas fixtures sample docs dist audit lock \
    bench bench-merge bench-peers soak clean
# Processes that run the tests; one file's tests stay in one of them, so that what they share is made once.
PYTEST = $(BIN)/python -m pytest -n auto --dist loadfile

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

$(READY): pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint requirements.lock --editable '.[$(EXTRAS)]'
	touch $@

demo: $(READY) ## crawl the bundled site into data/demo, build its dataset, open a report on it
	$(BIN)/profile-scraper demo --out data/demo

test: $(READY) ## all but the slow tests; those of optional components skip where these are not installed (EXTRAS=all)
	$(PYTEST) -m "not slow" $(TESTS)

test-all: $(READY) ## every test
	$(PYTEST) $(TESTS)

coverage: $(READY) ## every test, and which lines of the package none of them runs, in processes of its own too
	$(PYTEST) --cov --cov-report=term-missing:skip-covered $(TESTS)

test-oldest: ## the quick tests with the oldest dependencies that pyproject.toml allows, in .venv-oldest
	$(PYTHON) -m venv .venv-oldest
	.venv-oldest/bin/python -m pip install --quiet uv
	.venv-oldest/bin/uv pip compile --quiet --resolution lowest-direct --extra dev --no-header --no-annotate \
	    --python .venv-oldest/bin/python --output-file .venv-oldest/constraints.txt pyproject.toml
	.venv-oldest/bin/python -m pip install --quiet --constraint .venv-oldest/constraints.txt --editable '.[dev]'
	.venv-oldest/bin/python -m pytest -n auto --dist loadfile -m "not slow" $(TESTS)

check: $(READY) ## lint, spelling, types, layering, dependencies, documentation, freshness of what is generated
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict
	$(BIN)/python -m tools.schemas --check
	$(BIN)/python -m tools.data_format --check
	$(BIN)/python -m tools.messages --check
	$(BIN)/python -m tools.terms --check

format: $(READY) ## format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: $(READY) ## collect the messages for translation, compile the catalogues
	$(BIN)/python -m tools.messages

schemas: $(READY) ## export schemas/ and docs/data-format.md from the models
	$(BIN)/python -m tools.schemas
	$(BIN)/python -m tools.data_format

fixtures: $(READY) ## show what the parser reads differently from the expected records (write: make fixtures WRITE=1)
	$(BIN)/python -m tests.refresh_fixtures $(if $(WRITE),--write)

sample: $(READY) ## build data/sample again from the bundled pages
	$(BIN)/profile-scraper build tests/fixtures/institute/pages --out data/sample

docs: $(READY) ## show the documentation at http://127.0.0.1:8000/ and follow its files
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs serve --strict

dist: $(READY) ## build wheel and sdist in dist/, check them, install the wheel into an empty environment and use it
	rm -rf dist build/environment
	$(BIN)/python -m build --outdir dist
	$(BIN)/twine check --strict dist/*
	$(PYTHON) -m venv build/environment
	build/environment/bin/python -m pip install --quiet --constraint requirements.lock dist/*.whl
	cd build && environment/bin/profile-scraper --help > help.txt
	cd build && environment/bin/python -c 'import profile_scraper; print(profile_scraper.load_site("mila").title)'
	cd build && environment/bin/profile-scraper build ../tests/fixtures/institute/pages --out dataset

audit: $(READY) ## known vulnerabilities of the versions in requirements.lock
	$(BIN)/python -m pip install --quiet pip-audit
	$(BIN)/pip-audit --requirement requirements.lock --no-deps --disable-pip --progress-spinner off

lock: $(READY) ## pin the newest versions that pyproject.toml allows in requirements.lock
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --upgrade --all-extras --strip-extras --no-header --no-annotate --no-emit-index-url \
	    --no-emit-find-links --no-emit-trusted-host --output-file requirements.lock pyproject.toml
	sed -i '/^profile-scraper /d; /^#/d; /^$$/d' requirements.lock

bench: $(READY) ## every ratio, each with its lower bound measured in the same run (the report needs EXTRAS=all)
	$(BIN)/python -m benchmarks.parse
	$(BIN)/python -m benchmarks.drift
	$(BIN)/python -m benchmarks.text
	$(BIN)/python -m benchmarks.archive
	$(BIN)/python -m benchmarks.build
	$(BIN)/python -m benchmarks.weeks
	$(BIN)/python -m benchmarks.pair
	$(BIN)/python -m benchmarks.crawl
	$(BIN)/python -m benchmarks.start
	$(BIN)/python -m benchmarks.report

bench-merge: $(READY) ## merging on the gold sets in the folder BENCH
	$(BIN)/python -m benchmarks.merge --bench $(BENCH)

bench-peers: $(READY) ## the same with other deduplicators as baselines, each in an environment of its own (may take an hour)
	$(BIN)/python -m benchmarks.merge --bench $(BENCH) --peers

soak: $(READY) ## ten minutes of crawls with every fault at once, kills and full disks, against an undisturbed run
	$(BIN)/python -m testbed.soak --minutes 10

clean: ## forget the environment and all that was made
	rm -rf $(VENV) .venv-oldest .venv-peers build dist site .pytest_cache .mypy_cache .ruff_cache .hypothesis
