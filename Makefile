# The two commands of this project: `make run` and `make test`. Each installs what is missing, then does its job.

.PHONY: run test lint tools

## Serve http://127.0.0.1:8000 with a private PostgreSQL; ARGS="--listen 127.0.0.1:9000" passes options on.
run: tools
	cargo run --locked -- serve $(ARGS)

## Run all tests; ARGS="clubs" runs those whose names hold it.
test: tools
	$(if $(DOSTYQ_PG_BIN),TEST_PG_BIN="$(DOSTYQ_PG_BIN)" )cargo test --workspace --locked $(ARGS)

## What the code is held to besides the tests.
lint:
	cargo fmt --all --check
	cargo clippy --workspace --locked --all-targets -- --deny warnings
	scripts/check-dependencies

## What the build, the service and the tests need of the system.
tools:
	@scripts/install-tools
