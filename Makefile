# The two commands of this project: `make run` and `make test`. Each installs what is missing, then does its job.

# Builds are kept outside the clone, so that a fresh one needn't build everything again.
export CARGO_TARGET_DIR ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/dostyq/target

.PHONY: run test lint postgres

## Serve http://127.0.0.1:8000 with a private PostgreSQL; ARGS="--listen 127.0.0.1:9000" passes options on.
run: postgres
	cargo run --locked -- serve $(ARGS)

## Run all tests; ARGS="clubs" runs those whose names hold it.
test: postgres
	cargo test --locked $(ARGS)

## What the code is held to besides the tests.
lint:
	cargo fmt --check
	cargo clippy --locked --all-targets -- --deny warnings
	scripts/check-dependencies

## PostgreSQL's programs, which the service and the tests run by themselves.
postgres:
	@scripts/install-postgres
