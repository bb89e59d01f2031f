# Comparing contracts: included by the Makefile, which sets PY and makes .venv.
# Values reach the commands through the environment, so that no shell reads any of them.

ACCEPTED := openapi/accepted.yaml
FORMAT ?= text
FAIL_ON ?= breaking
POLICY ?= practical
CONTRACT_OUT ?= build/contract
NIGHTLY_OUT ?= build/nightly
PULL_REQUEST ?=
export BASE HEAD FORMAT FAIL_ON POLICY SPEC REVISION PULL_REQUEST CONTRACT_OUT NIGHTLY_OUT

AGREEMENTS = $(if $(wildcard $(ACCEPTED)),--accept $(ACCEPTED))
NEEDS_BOTH = $(if $(and $(BASE),$(HEAD)),,echo 'usage: make $@ BASE=<file or git:REV:PATH> HEAD=<likewise>' >&2; exit 2)

.PHONY: diff diff-report comment nightly propose

diff: .venv/dev.stamp ## what HEAD breaks: BASE=<file or git:REV:PATH> HEAD=<likewise> [FORMAT= FAIL_ON= POLICY=]
	@$(NEEDS_BOTH)
	@$(PY) -m scripts.contract_diff "$$BASE" "$$HEAD" --format "$$FORMAT" --fail-on "$$FAIL_ON" \
		--policy "$$POLICY" $(AGREEMENTS) $(DIFF_FLAGS)

diff-report: .venv/dev.stamp ## the same in every form, as files in build/contract
	@$(NEEDS_BOTH)
	@mkdir -p "$$CONTRACT_OUT"
	@status=0; form=text; test -z "$$GITHUB_ACTIONS" || form=github; \
	$(PY) -m scripts.contract_diff "$$BASE" "$$HEAD" --fail-on "$$FAIL_ON" --policy "$$POLICY" $(AGREEMENTS) \
		--format "$$form" --also "markdown=$$CONTRACT_OUT/comment.md" --also "sarif=$$CONTRACT_OUT/contract.sarif" \
		--also "html=$$CONTRACT_OUT/contract.html" --also "junit=$$CONTRACT_OUT/contract.xml" \
		--also "json=$$CONTRACT_OUT/contract.json" $(DIFF_FLAGS) || status=$$?; \
	if test -n "$$GITHUB_STEP_SUMMARY" && test -f "$$CONTRACT_OUT/comment.md"; then \
		cat "$$CONTRACT_OUT/comment.md" >> "$$GITHUB_STEP_SUMMARY"; \
	fi; \
	exit $$status

nightly: .venv/dev.stamp ## look whether the published contract moved: SPEC=<file or https URL> [REVISION=<label>]
	@$(if $(SPEC),,echo 'usage: make nightly SPEC=<file or https URL> [REVISION=<label>]' >&2; exit 2)
	@$(PY) -m scripts.ci.nightly "$$SPEC" --out "$$NIGHTLY_OUT" $(if $(REVISION),--revision "$$REVISION")

# these two hold a token that may write, so they install no more than a user of the package does

comment: .venv/run.stamp ## put the report on PULL_REQUEST, in place of the one before it (in a workflow)
	@$(PY) -m scripts.ci.github comment "$$CONTRACT_OUT/comment.md" --pull-request "$$PULL_REQUEST"

propose: .venv/run.stamp ## open or rebuild the pull request that the nightly run prepared (in a workflow)
	@$(PY) -m scripts.ci.github propose "$$NIGHTLY_OUT"
