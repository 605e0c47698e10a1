# `make demo` needs a C compiler and the headers of Python 3.11 or later; all else is installed into $(VENV).
PYTHON ?= python3
VENV ?= .venv
WORKERS ?= 2

$(if $(word 2,$(VENV)),$(error VENV holds a space, which make cannot work with: $(VENV)))
BIN := $(VENV)/bin
comma := ,
empty :=
space := $(empty) $(empty)
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
# A lock is complete, so nothing is resolved: with its dependencies, pip 23 refuses a locked package that is asked for
# with an extra as soon as a newer release is out. requirements/complete.py tells what a lock lacks.
LOCKED := --no-deps --require-hashes
# durable-rules compiles itself without optimisation, and on Python 3.13 and later calls a function that is gone.
DURABLE_FLAGS := $(CPPFLAGS) -O3 -DPyEval_CallObject=PyObject_CallObject
# The rooms that decide. Branches are traced there alone, and by few tests: see tests/conftest.py.
EXACT := checker/domain checker/plan checker/engines checker/assess
BESIDE := -n $(WORKERS) --dist worksteal
# Java takes a processor and a gigabyte, so these run in one process of their own, beside the others.
SPARK := tests/test_bulk_spark.py
CATALOGUES := $(wildcard checker/locale/*/LC_MESSAGES/checker.po)
MODULES := $(shell find checker -name '*.py')
COMPILE_LOCK := $(VENV)/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate

# The tests that hold what is written against tests/golden.
GOLDEN := $(shell grep -l UPDATE_GOLDEN tests/test_*.py)

# Tests start hundreds of programs: what they import is compiled once, whatever the machine's own habit.
test quick nightly golden mutants: export PYTHONDONTWRITEBYTECODE :=

.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help install release cut demo page-runtime page test quick golden nightly check format docs reference bench bench-hostile bench-intake bench-reports bench-units bench-bulk \
	bench-clauses messages faults fuzz mutants lock clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 24

install: $(VENV)/.run ## install the command alone, into $(VENV); EXTRAS="docx bulk" with these extras in their locked versions
	$(if $(EXTRAS),sed -e '/^ *--hash/d' -e 's/ *\\$$//' requirements/dev.txt > $(VENV)/versions.txt)
	$(if $(EXTRAS),$(PIP) install --no-build-isolation --constraint $(VENV)/versions.txt --editable ".[$(subst $(space),$(comma),$(strip $(EXTRAS)))]")

release: $(VENV)/.dev ## check version, tag and changelog, then build wheel, source, SBOM and hashes into dist/; publishes nothing
	$(BIN)/python requirements/release.py --check
	rm -rf dist
	$(BIN)/python -m build --no-isolation --outdir dist
	$(BIN)/python requirements/release.py dist

cut: $(VENV)/.dev ## give what is unreleased in the changelog VERSION and today's day
	$(BIN)/python requirements/release.py --cut $(or $(VERSION),$(error name VERSION)) "$$(date +%F)"

demo: $(VENV)/.run ## check three real submissions, of which one must fail its gate
	@demo() { \
		expected=$$1; shift; \
		echo "\$$ $$*"; \
		code=0; "$(BIN)/$$@" || code=$$?; \
		echo "(exit code $$code)"; echo; \
		if [ $$code -ne $$expected ]; then echo "demo: expected exit code $$expected" >&2; exit 1; fi; \
	}; \
	demo 1 checker check seeds/bac-kan-city/2023.yaml; \
	demo 0 checker check seeds/bac-kan-city/2024-H1.yaml; \
	demo 0 checker check seeds/national-assembly/2019.yaml

page-runtime: build/page-runtime.zip ## build what the officer's page is run by, from locked packages of npm and Python

page: $(VENV)/.run build/page-runtime.zip ## write build/kiem-tra.html, the page of bac-kan-city/2024 for a browser without Python
	$(BIN)/checker page --pack bac-kan-city/2024 --output build/kiem-tra.html --force

# What was downloaded is kept in build/page, so that a changed module is only compiled again.
build/page-runtime.zip: requirements/page.toml requirements/page_runtime.py requirements/page_compile.mjs $(MODULES) | $(BIN)/python
	$(BIN)/python requirements/page_runtime.py $@

test: $(VENV)/.dev ## run the tests, then demand all branches of the rooms that decide
	@$(BIN)/python -m pytest $(SPARK) >$(VENV)/spark.log 2>&1 & spark=$$!; \
	trap 'kill $$spark 2>/dev/null' INT TERM; \
	code=0; $(BIN)/python -m pytest $(BESIDE) --ignore=$(SPARK) $(EXACT:%=--cov=%) --cov-report= || code=$$?; \
	wait $$spark || code=$$?; cat $(VENV)/spark.log; exit $$code
	@$(BIN)/python -m coverage report --fail-under=100 || { \
		echo "what is missing needs a quick test in a file that tests/conftest.py does not leave out" >&2; exit 1; }

golden: $(VENV)/.dev ## write the golden files anew, and show what differs from those that are kept
	-UPDATE_GOLDEN=1 $(BIN)/python -m pytest $(BESIDE) -q $(GOLDEN)
	@git --no-pager diff --stat -- tests/golden tests/packs
	@git --no-pager diff --word-diff=color --unified=1 -- tests/golden tests/packs

# Examples are drawn anew, and twenty times as many: see tests/conftest.py.
nightly: export HYPOTHESIS_PROFILE := nightly
nightly: $(VENV)/.dev ## run the tests that take minutes, and try every property with twenty times the examples
	code=0; $(BIN)/python -m pytest $(BESIDE) -m nightly || code=$$?; \
	$(BIN)/python -m pytest $(BESIDE) --ignore=$(SPARK) -m "hypothesis and not nightly" || code=$$?; exit $$code

quick: $(VENV)/.dev ## run the tests that take no time, without coverage: under a minute
	$(BIN)/python -m pytest $(BESIDE) -m "not slow and not nightly"

check: $(VENV)/.dev ## lint, formatting, types, and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

docs: $(VENV)/docs/.installed ## build the pages of docs/ into build/site, and refuse a link that leads nowhere; offline once installed
	$(VENV)/docs/bin/sphinx-build -W --keep-going -q -b html docs build/site

reference: $(VENV)/.dev ## write the pages that the program itself knows anew: commands, manual, codes, schemas
	$(BIN)/python docs/generate.py

format: $(VENV)/.dev ## format, and fix what lint can fix by itself
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev ## time one submission, the whole process and warm
	$(BIN)/python benches/single.py

bench-hostile: $(VENV)/.dev ## give every hostile file of the tests to the command: outcome, time and memory by class
	$(BIN)/python -m benches.hostile

bench-intake: $(VENV)/.dev ## time the reading of workbooks and CSV files
	$(BIN)/python -m benches.intake

bench-reports: $(VENV)/.dev ## time every format for reports of 10 000 findings and of 44
	$(BIN)/python benches/reports.py

bench-units: $(VENV)/.dev ## time the papers of 20 and of 126 units' workbooks, with their memory
	$(BIN)/python -m benches.units

bench-bulk: $(VENV)/.dev $(VENV)/peers/.installed ## compare bulk runs with a query by hand and with peers (ROWS="440000 5600000")
	$(BIN)/python -m benches.bulk $(ROWS) --peers $(VENV)/peers/bin/python

bench-clauses: $(VENV)/.dev ## count the mutants of the shipped packs that lint notices without their examples
	$(BIN)/python -m benches.clauses

messages: $(VENV)/.dev ## compile the gettext catalogues
	@set -e; for file in $(CATALOGUES); do \
		$(BIN)/pybabel compile --input-file=$$file --output-file=$${file%.po}.mo; \
	done

fuzz: $(VENV)/.dev ## change files at random for SECONDS (60) from SEED (1), and see whether a reader is surprised
	$(BIN)/python -m tests.fuzz --seconds $(or $(SECONDS),60) --seed $(or $(SEED),1)

faults: $(VENV)/.dev ## kill every command that writes KILLS (200) times and at each named point, and leave it without space
	$(BIN)/python -m tests.faults $(or $(KILLS),200) $(or $(SEED),1)

# The first call records which test runs which line, which takes as long as `make quick` several times.
mutants: $(VENV)/.dev ## break ROOM (each in turn) in SAMPLE (60) places from SEED (1), to see whether a test notices
	$(BIN)/python -m tests.code_mutants --sample $(or $(SAMPLE),60) --seed $(or $(SEED),1) \
		$(if $(ROOM),--room $(ROOM)) $(if $(SLOW),--slow $(SLOW)) $(if $(MUTANT),--only $(MUTANT:%='%'))

lock: $(VENV)/lock/bin/uv ## pin requirements/ anew (UPGRADE=--upgrade for newer versions)
	$(COMPILE_LOCK) $(UPGRADE) pyproject.toml --all-extras --group dev --group build --output-file requirements/dev.txt
	$(COMPILE_LOCK) pyproject.toml --constraint requirements/dev.txt --output-file requirements/run.txt
	$(COMPILE_LOCK) pyproject.toml --constraint requirements/dev.txt --no-emit-package durable-rules \
		--output-file requirements/no-compiler.txt
	$(COMPILE_LOCK) --group build --constraint requirements/dev.txt --output-file requirements/build.txt
	$(COMPILE_LOCK) --group bench --output-file requirements/bench.txt
	$(COMPILE_LOCK) --group docs --output-file requirements/docs.txt
	$(BIN)/python requirements/page_runtime.py --pin

clean: ## remove all that make made
	rm -rf $(VENV) build dist mutants .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "checker needs Python 3.11 or later; $(PYTHON) is $$("$(PYTHON)" --version 2>&1)." >&2; \
		echo "Name another one: make PYTHON=python3.12 ..." >&2; exit 1; }
	"$(PYTHON)" -m venv $(VENV)

# Without pip's cache, which might hold a durable-rules that was built without these flags.
$(VENV)/.run: pyproject.toml requirements/build.txt requirements/run.txt | $(BIN)/python
	$(PIP) install $(LOCKED) -r requirements/build.txt
	CPPFLAGS="$(DURABLE_FLAGS)" $(PIP) install --no-cache-dir --no-build-isolation $(LOCKED) -r requirements/run.txt
	$(BIN)/python requirements/complete.py requirements/build.txt requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	CPPFLAGS="$(DURABLE_FLAGS)" $(PIP) install --no-build-isolation $(LOCKED) -r requirements/dev.txt
	$(BIN)/python requirements/complete.py requirements/dev.txt
	@touch $@

$(VENV)/lock/bin/uv: | $(BIN)/python
	$(BIN)/python -m venv $(VENV)/lock
	$(VENV)/lock/bin/python -m pip --quiet --disable-pip-version-check install uv

$(VENV)/docs/.installed: requirements/docs.txt
	"$(PYTHON)" -m venv $(VENV)/docs
	$(VENV)/docs/bin/python -m pip --quiet --disable-pip-version-check install $(LOCKED) -r requirements/docs.txt
	$(VENV)/docs/bin/python requirements/complete.py requirements/docs.txt
	@touch $@

$(VENV)/peers/.installed: requirements/bench.txt
	"$(PYTHON)" -m venv $(VENV)/peers
	$(VENV)/peers/bin/python -m pip --quiet --disable-pip-version-check install $(LOCKED) -r requirements/bench.txt
	$(VENV)/peers/bin/python requirements/complete.py requirements/bench.txt
	@touch $@
