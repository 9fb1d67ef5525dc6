# The two main commands of this project: `make run` and `make test`. Both first install missing system packages.

.PHONY: run test lint bench drills pictures tools

## Serve http://127.0.0.1:8000 with a private PostgreSQL, and write e-mail to the folder `mail` in the data folder. Pass
## options with ARGS="--listen 127.0.0.1:9000".
## For a trial, editors and admins need no second factor, unless ARGS="--second-factor required".
run: export DOSTYQ_SECOND_FACTOR ?= optional
run: tools
	cargo run --locked -- serve --mail-folder $(ARGS)

## Run all tests. ARGS="clubs" runs only the tests whose names contain "clubs". Without Chromium, Node and the npm
## packages, the browser tests do not run.
test:
	scripts/install-tools --browser || scripts/install-tools
	$(if $(DOSTYQ_PG_BIN),TEST_PG_BIN="$(DOSTYQ_PG_BIN)" )cargo test --workspace --locked $(ARGS)
	@{ command -v chromium && command -v node && scripts/install-web-tools; } >/dev/null 2>&1 || echo "Not run: the browser tests. \`scripts/install-tools --browser\` installs what they need."

## Check the format, the lints, the types of the app and the dependencies.
lint:
	cargo fmt --all --check
	cargo clippy --workspace --locked --all-targets -- --deny warnings
	scripts/check-web
	scripts/check-dependencies

## Compare the processor time and the SQL statements of the main operations with benches/budgets.txt.
bench: tools
	cargo bench --locked --bench operations -- $(ARGS)

## Rehearse failures: kills, a silent database, locks, hostile requests. ARGS="--kills 10 kill" runs one drill.
drills: tools
	cargo build --release --locked
	drills/run.py $(ARGS)

## Take the pictures of the app in docs/pictures again.
pictures:
	scripts/install-tools --browser
	DOSTYQ_REQUIRE_BROWSER=1 cargo test --locked --test integration web_client::take_pictures -- --ignored

## Install the system packages that the build, the service and the tests need, if they are missing.
tools:
	@scripts/install-tools
