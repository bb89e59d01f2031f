# Every target does its own set-up in .venv; only Python 3.11 (or newer) and make are needed.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PY := $(BIN)/python
SPEC ?=
REVISION ?=
DIR ?= openapi/history
BASE ?=
HEAD ?=
DIFF_FLAGS ?=
BENCH_FLAGS ?=
PYTEST_FLAGS ?=

# What the coverage of the tests isn't held to, and the tests that are measured: the others would take twice as long.
UNGATED := wrapper/realtime_sessions/gateway/*,wrapper/realtime_sessions/parameters/*
MEASURED := tests/behaviour --ignore tests/behaviour/gateway --ignore tests/behaviour/bench
UNMEASURED := tests/behaviour/gateway tests/behaviour/bench \
	$(filter-out tests/behaviour/ tests/browser/ tests/shared/ tests/__pycache__/,$(wildcard tests/*/))
# The tests start hundreds of interpreters: each would compile our modules anew, were it not to keep what it compiled.
unexport PYTHONDONTWRITEBYTECODE
# Three workers on two cores: much of what they do is waiting for time limits.
PYTEST := -m pytest -n 3 --dist worksteal

# Values reach the commands below through the environment, so that no shell reads any of them; and as they were given,
# so that make doesn't either, which would run what stands in $(shell ...).
ACCEPTED := openapi/accepted.yaml
FORMAT ?= text
FAIL_ON ?= breaking
POLICY ?= practical
CONTRACT_OUT ?= build/contract
NIGHTLY_OUT ?= build/nightly
PULL_REQUEST ?=
GIVEN := DIR BASE HEAD FORMAT FAIL_ON POLICY SPEC REVISION PULL_REQUEST CONTRACT_OUT NIGHTLY_OUT
$(foreach name,$(GIVEN),$(eval override $(name) := $$(value $(name))))
export $(GIVEN)

# make itself ends with 2 whatever a command ends with
TOLD = echo "the exit code is $$status, and make ends with 2; 'python -m scripts.contract_diff' ends with the code itself" >&2
AGREEMENTS = $(if $(wildcard $(ACCEPTED)),--accept $(ACCEPTED))
NEEDS_REVISION = $(if $(and $(SPEC),$(REVISION)),,echo 'usage: make $@ SPEC=<file or https URL> REVISION=<label>' >&2; exit 2)
NEEDS_BOTH = $(if $(and $(BASE),$(HEAD)),,echo 'usage: make $@ BASE=<file or git:REV:PATH> HEAD=<likewise>' >&2; exit 2)

# a package of the system's, where none of these commands is there; other systems have other ways
FROM_APT = for name in $(1); do command -v "$$name" >/dev/null 2>&1 && exit 0; done; \
	command -v apt-get >/dev/null 2>&1 || { echo "$(2) is needed, and there is no apt-get to install it with" >&2; exit 1; }; \
	root=; test "$$(id -u)" = 0 || root=sudo; echo "installing $(2)"; \
	$$root apt-get update -qq && $$root apt-get install -y -qq --no-install-recommends $(2)

.DEFAULT_GOAL := help
.PHONY: help setup demo try test coverage redis test-full test-browser check lint types verify format pin generate update history stability surface bench bench-gateway bench-sandbox bench-diff diff diff-report nightly comment propose wheel clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Say which to use: make PYTHON=...") if sys.version_info < (3, 11) else None'
	@echo "making .venv"
	@$(PYTHON) -m venv .venv

.venv/run.stamp: pyproject.toml constraints.txt | .venv/pyvenv.cfg
	@echo "installing what a user of the package has"
	@$(PY) -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[sandbox,gateway]'
	@touch $@

.venv/dev.stamp: .venv/run.stamp
	@echo "installing the development tools (a minute or two)"
	@$(PY) -m pip install --quiet --disable-pip-version-check --constraint constraints.txt pip
	@$(PY) -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group dev
	@touch $@

setup: .venv/dev.stamp ## make .venv with everything for development

demo: .venv/run.stamp ## mint four keys on a local server; LIVE=1 with OPENAI_API_KEY uses the real service
	@$(PY) -m scripts.demo

try: .venv/run.stamp ## serve the page to try it, on a local server; LIVE=1 with OPENAI_API_KEY uses the real service; PORT=
	@$(PY) -m scripts.try_it

test: .venv/dev.stamp redis ## run the tests, but for what takes long; with PYTEST_FLAGS= some of them, without coverage
ifeq ($(PYTEST_FLAGS),)
	@rm -f .coverage .coverage.*
	@$(PY) -m coverage run $(PYTEST) $(MEASURED)
	@$(PY) -m coverage combine --quiet && $(PY) -m coverage report --omit '$(UNGATED)' --precision=1 --fail-under=99.9
	@$(PY) $(PYTEST) $(UNMEASURED)
else
	@$(PY) $(PYTEST) $(PYTEST_FLAGS)
endif

coverage: .venv/dev.stamp ## report what the tests of the contract cover of scripts/
	@rm -f .coverage .coverage.*
	@$(PY) -m coverage run --source scripts $(PYTEST) tests/contract $(PYTEST_FLAGS)
	@$(PY) -m coverage combine --quiet && $(PY) -m coverage report --include 'scripts/*'

redis: .venv/dev.stamp ## install the Redis server that the gateway's tests start, where there is none
	@$(call FROM_APT,redis-server valkey-server,redis-server)

test-full: .venv/dev.stamp ## run what make test leaves out: every revision, generated cases by the thousand; EXPLORE=1 has new ones
	@EXAMPLES="$${EXAMPLES:-4000}" EXPLORE="$(EXPLORE)" $(PY) $(PYTEST) --timeout 3000 -m 'full or generated'

test-browser: .venv/dev.stamp ## use the page in headless Chromium, which is installed where it is missing
	@$(call FROM_APT,chromium chromium-browser google-chrome,chromium)
	@$(PY) $(PYTEST) tests/browser $(PYTEST_FLAGS)

check: lint types verify ## lint, types, and that everything generated is current

lint: .venv/dev.stamp ## ruff
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: .venv/dev.stamp ## mypy strict and pyright
	@$(BIN)/mypy && $(BIN)/pyright --pythonpath $(PY)

verify: .venv/dev.stamp ## fail if the overlay, the contract, the generated client or the picture isn't what it should be
	@$(PY) -m scripts.generate --check
	@$(PY) -m scripts.history draw --check

format: .venv/dev.stamp ## format the code
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

pin: .venv/dev.stamp ## pin a published document: SPEC=<file or https URL> REVISION=<label>
	@$(NEEDS_REVISION)
	@$(PY) -m scripts.pin --revision="$$REVISION" -- "$$SPEC"

generate: .venv/dev.stamp ## write openapi/contract.yaml and generated/ from the pin and the overlay
	@$(PY) -m scripts.generate

update: .venv/dev.stamp ## pin, generate and test: SPEC=<file or https URL> REVISION=<label>
	@$(NEEDS_REVISION)
	@$(PY) -m scripts.update --revision="$$REVISION" -- "$$SPEC"

history: .venv/dev.stamp ## draw docs/contract-history.html and .svg from openapi/history
	@$(PY) -m scripts.history draw

stability: .venv/dev.stamp ## run the wrapper against every revision's client: DIR=<folder of documents>
	@$(PY) -m scripts.stability "$$DIR"

surface: .venv/dev.stamp ## record the public names, signatures and types anew
	@$(PY) -m scripts.surface --record

bench: .venv/dev.stamp ## measure minting, beside httpx and the official SDKs: BENCH_FLAGS=--quick, or '--soak N'
	@$(PY) -m scripts.bench.minting $(BENCH_FLAGS)

bench-gateway: .venv/dev.stamp ## measure the gateway, beside FastAPI and Express: BENCH_FLAGS=--quick, or '--soak SECONDS'
	@$(PY) -m scripts.bench.gateway $(BENCH_FLAGS)

bench-sandbox: .venv/dev.stamp ## measure the sandbox, beside Prism
	@$(PY) -m scripts.bench.sandbox

bench-diff: .venv/dev.stamp ## measure the contract diff: public suites, random changes, time and memory
	@$(PY) -m scripts.bench.diff "$$DIR"

diff: .venv/dev.stamp ## what HEAD breaks: BASE=<file or git:REV:PATH> HEAD=<likewise> [FORMAT= FAIL_ON= POLICY=]
	@$(NEEDS_BOTH)
	@$(PY) -m scripts.contract_diff "$$BASE" "$$HEAD" --format "$$FORMAT" --fail-on "$$FAIL_ON" \
		--policy "$$POLICY" $(AGREEMENTS) $(DIFF_FLAGS) || { status=$$?; $(TOLD); exit $$status; }

diff-report: .venv/dev.stamp ## the same in every form, with what was published, as files in build/contract
	@$(NEEDS_BOTH)
	@$(PY) -m scripts.ci.contract "$$BASE" "$$HEAD" --out "$$CONTRACT_OUT" --published openapi/upstream \
		--fail-on "$$FAIL_ON" --policy "$$POLICY" $(AGREEMENTS) $(DIFF_FLAGS) || { status=$$?; $(TOLD); exit $$status; }

nightly: .venv/dev.stamp ## look whether the published contract moved: SPEC=<file or https URL> [REVISION=<label>]
	@$(if $(SPEC),,echo 'usage: make nightly SPEC=<file or https URL> [REVISION=<label>]' >&2; exit 2)
	@$(PY) -m scripts.ci.nightly --out="$$NIGHTLY_OUT" $(if $(REVISION),--revision="$$REVISION") -- "$$SPEC"

# these two hold a token that may write, so they install no more than a user of the package does

comment: .venv/run.stamp ## put the report on PULL_REQUEST, in place of the one before it (in a workflow)
	@$(PY) -m scripts.ci.github comment "$$CONTRACT_OUT/comment.md" --pull-request "$$PULL_REQUEST"

propose: .venv/run.stamp ## open or rebuild the pull request that the nightly run prepared (in a workflow)
	@$(PY) -m scripts.ci.github propose "$$NIGHTLY_OUT"

wheel: .venv/dev.stamp ## build the wheel into dist/
	@$(PY) -m build --quiet --wheel --outdir dist .

clean: ## remove .venv and everything built
	@rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage .coverage.*
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

