# `make help` lists what can be made. Everything starts from Scripts/bootstrap, which installs
# what is missing and takes no time when nothing is.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PREFIX ?= /usr/local
DESTDIR ?=

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z%-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | \
	  awk -F'|' '{ printf "  make %-14s %s\n", $$1, $$2 }'

.PHONY: bootstrap
bootstrap: ## install what the build needs: system packages, DuckDB
	@Scripts/bootstrap

.PHONY: test
test: bootstrap ## build everything and run the tests: all that CI runs
	swift build --build-tests
	swift test --skip-build

.PHONY: check
check: lint test ## formatting, style, build and tests: before every commit

.PHONY: golden
golden: bootstrap ## record the expected results of golden tests anew, then look at the diff
	UPDATE_GOLDEN=1 swift test || git diff --stat

.PHONY: format
format: ## format the Swift sources in place
	swift format --in-place --parallel --recursive Package.swift Sources Tests

.PHONY: lint
lint: ## report what is not formatted, documented or tidy
	swift format lint --strict --parallel --recursive Package.swift Sources Tests

.PHONY: clean
clean: ## remove what was built; .deps and the download cache stay
	rm -rf .build dist
