# `make help` lists the targets. Each first makes sure that what it needs is there; nothing is installed twice.

PYTHON ?= python3
SETUP_ARGS ?=
CHECK_ARGS ?=
PYTEST_ARGS ?=
PROOF_ARGS ?=
FUZZ_ARGS ?=
INSPECT_ARGS ?=
FONTS_FROM ?=
LOCK_ARGS ?=
RELEASE_ARGS ?=

ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif

# Both keep a stamp of their own and are done at once when nothing has changed.
SETUP := $(PYTHON) guidance/setup/bootstrap.py
FONTS := $(BIN)/python -m guidance.setup.fonts $(if $(FONTS_FROM),--from "$(FONTS_FROM)")

# The edition of the publication record, unless another one is asked for (which is refused, with the reason).
EDITION ?= $(or $(shell sed -n "s/^edition: *['\"]\{0,1\}\([^'\" ]*\).*/\1/p" content/publication.yaml),\
  $(error content/publication.yaml has no edition))

.DEFAULT_GOAL := help
.PHONY: help setup fonts site proof test serve check links links-external inspect fuzz bench release lock schema clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

setup: ## make the virtual environment and install what is locked (SETUP_ARGS=--dev adds what the tests need)
	@$(SETUP) $(SETUP_ARGS)

fonts: setup ## prepare the fonts of the PDF (FONTS_FROM=FOLDER looks there instead of in the system)
	@$(FONTS)

site: fonts ## build the whole site with its PDFs
	$(BIN)/guidance build

proof: fonts ## pictures of chosen pages of the books in build/proof/ (PROOF_ARGS="--lang ar,zh" for some languages)
	$(BIN)/guidance export proof $(PROOF_ARGS)

test: ## run all checks and tests, as CI does (PYTEST_ARGS="-k word" for some of the tests)
	@$(SETUP) --dev
	@$(FONTS)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses auto $(PYTEST_ARGS)

serve: fonts ## show the site while it is edited
	$(BIN)/guidance serve

check: setup ## check the content and say what is wrong (CHECK_ARGS="--changed", or "--format github")
	$(BIN)/guidance check $(CHECK_ARGS)

links: setup ## check every link inside the built site
	$(BIN)/guidance links

links-external: setup ## ask every outside address whether it answers; content/links.yaml keeps what was found
	$(BIN)/guidance links --external

inspect: setup ## check every finished PDF: tags, reading order, links, fonts, standards (INSPECT_ARGS=FOLDER for others)
	@$(SETUP) --dev
	$(BIN)/guidance inspect $(or $(INSPECT_ARGS),--all)

fuzz: ## throw broken input at the loader and the renderers (FUZZ_ARGS="…")
	@$(SETUP) --dev
	$(BIN)/python -m tests.fuzz $(FUZZ_ARGS)

bench: fonts ## time checks, sites, search, books and page weights; a table, and JSON in build/
	@$(SETUP) --dev
	$(BIN)/python -m guidance.setup.bench
	$(BIN)/python -m tests.bench

release: fonts ## make the edition in releases/: every file, checksums, the record to commit (RELEASE_ARGS=--dry-run)
	$(BIN)/guidance release "$(EDITION)" $(RELEASE_ARGS)

lock: ## resolve the dependencies of pyproject.toml into requirements.lock (LOCK_ARGS=--upgrade for newer ones)
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --generate-hashes --python-version 3.11 \
	  --universal --quiet --custom-compile-command "make lock" $(LOCK_ARGS) -o requirements.lock

schema: setup ## write the JSON Schemas of content/schema anew
	$(BIN)/guidance schema

clean: ## remove all that was built; the environment and the fonts stay
	rm -rf site build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	if [ -d .cache ]; then find .cache -mindepth 1 -maxdepth 1 ! -name fonts -exec rm -rf {} +; fi
	find guidance hooks tests -name __pycache__ -type d -prune -exec rm -rf {} +
