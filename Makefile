# Everything one does with Cairn, by name. `make` alone lists it.
.DEFAULT_GOAL := help
.PHONY: help run test e2e crash screenshots lint format bench hooks clean

help: ## List what there is to do
	@sed -n 's/^\([a-z0-9]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS='	' read -r name text; do printf '  make %-12s %s\n' "$$name" "$$text"; done

run: ## Install what is missing, build for release, serve (ARGS="--port 9000" passes options on)
	@exec scripts/run $(ARGS)

test: ## Install what is missing, then run every test: Swift on both engines, then the browser
	@exec scripts/test

e2e: ## The browser journeys alone (ARGS="-k journey_4" picks some)
	@exec scripts/e2e $(ARGS)

crash: ## End the server by kill -9 under load, 200 times on each engine
	@CAIRN_CRASH_ROUNDS=$${CAIRN_CRASH_ROUNDS:-200} exec scripts/e2e E2E/test_crash.py $(ARGS)

screenshots: ## Take the two pictures of the README again
	@CAIRN_SCREENSHOTS=1 exec scripts/e2e E2E/test_screenshots.py

lint: ## Check format and house rules, list the largest files and functions
	@exec scripts/lint

format: ## Format the Swift code in place
	@swift format --in-place --parallel --recursive Package.swift Sources Tests Benchmarks

bench: ## Measure Cairn beside its limits and the baseline (about ten minutes after the build)
	@exec scripts/bench $(ARGS)

hooks: ## Check the format before each commit
	@git config core.hooksPath .githooks && echo "Commits are now checked by .githooks/pre-commit."

clean: ## Remove everything that was built or installed below this folder; data stays
	rm -rf .build .venv .venv-bench E2E/output
