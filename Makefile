# `make help` lists what can be made. Everything starts from Scripts/bootstrap, which installs
# what is missing and takes no time when nothing is.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# Where `make install` puts things, and below which root a package is assembled.
PREFIX ?= /usr/local
DESTDIR ?=

# The suites that keep state: they run on PostgreSQL first, and on SQLite with all the others.
STATE_TESTS := CatalogTests|OrchestratorTests|VaultTests|AlertsTests|WebTests

# Where `make demo` works.
DEMO ?= demo

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-zA-Z%-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | \
	  awk -F'|' '{ printf "  make %-12s %s\n", $$1, $$2 }'

.PHONY: demo
demo: stage ## run the main job: a shop's dirty files to checked gold tables
	@Scripts/demo .build/stage/bin/millrace $(DEMO)

.PHONY: test
test: ## build everything and run the tests: all that CI runs
	@Scripts/bootstrap --tests
	swift build --build-tests
	MILLRACE_TEST_STATE=postgresql swift test --skip-build --disable-xctest --filter '$(STATE_TESTS)'
	swift test --skip-build --disable-xctest

.PHONY: check
check: lint test ## formatting, style, build and tests: before every commit

.PHONY: test-slow
test-slow: stage ## what takes minutes: kill the program, edit and damage dbt projects
	Scripts/kill-test .build/stage/bin/millrace
	EVERY_PROJECT=1 swift test --disable-xctest --filter RestoreTests
	Scripts/dbt-fuzz .build/stage/bin/millrace

.PHONY: fuzz
fuzz: bootstrap ## read ten million damaged Delta tables
	swift build -c release --product delta-fuzz
	"$$(swift build -c release --show-bin-path)/delta-fuzz" 10000000

.PHONY: conformance
conformance: stage ## run the originals and this side by side, and compare what they say
	Scripts/conformance

.PHONY: conformance-dbt
conformance-dbt: stage ## compare with dbt: our projects, and the packages in the folder PACKAGES=
	Scripts/conformance dbt dbt-packages

.PHONY: bench
bench: stage ## measure against the tools of today; `make bench-NAME` for one suite
	Scripts/with-python oracle Benchmarks/run

bench-%: stage
	Scripts/with-python oracle Benchmarks/run $*

.PHONY: golden
golden: bootstrap ## record expected results anew, then look at the difference
	UPDATE_GOLDEN=1 swift test --disable-xctest || git diff --stat

.PHONY: docs
docs: bootstrap ## documentation of the library DeltaLake, in .build/docs
	Scripts/docs

.PHONY: format
format: ## format the Swift sources in place
	swift format --in-place --parallel --recursive Package.swift Sources Tests

.PHONY: lint
lint: ## report what is not formatted or documented
	swift format lint --strict --parallel --recursive Package.swift Sources Tests

.PHONY: hooks
hooks: ## let git lint before each commit
	git config core.hooksPath Scripts/hooks

.PHONY: install
install: stage ## install below PREFIX, which is /usr/local unless given
	mkdir -p $(DESTDIR)$(PREFIX)
	cp -R .build/stage/. $(DESTDIR)$(PREFIX)

.PHONY: dist
dist: stage ## a tarball in dist/ that runs on a Debian without Swift
	Scripts/dist .build/stage dist

.PHONY: clean
clean: ## remove what was built; .deps and the download cache stay
	rm -rf .build dist $(DEMO)

.PHONY: bootstrap
bootstrap: ## install what the build needs: system packages, DuckDB
	@Scripts/bootstrap

# The program as it is installed: the Swift runtime inside it, the libraries beside it.
.PHONY: stage
stage: bootstrap
	MILLRACE_RELOCATABLE=1 swift build -c release --static-swift-stdlib --product millrace
	@Scripts/stage "$$(swift build -c release --show-bin-path)" .build/stage
