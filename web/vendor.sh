#!/bin/sh
# Copies the client's libraries from the npm registry into web/vendor, at the versions of package-lock.json: what the
# bundler and the compiler read, and the licences. With --check, only reports differences.
set -eu
cd "$(dirname "$0")"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp package.json package-lock.json "$work"
npm ci --prefix "$work" --omit=dev --ignore-scripts --no-audit --no-fund --silent

# Copies files of one package.
take() {
    package=$1
    shift
    for file in package.json LICENSE "$@"; do
        mkdir -p "$work/vendor/$package/$(dirname "$file")"
        # No source maps: they are larger than the code.
        sed '/^\/\/# sourceMappingURL=/d; s|//# sourceMappingURL=.*||' "$work/node_modules/$package/$file" >"$work/vendor/$package/$file"
    done
}

take preact dist/preact.mjs src/index.d.ts src/dom.d.ts src/jsx.d.ts \
    hooks/package.json hooks/dist/hooks.mjs hooks/src/index.d.ts \
    jsx-runtime/package.json jsx-runtime/dist/jsxRuntime.mjs jsx-runtime/src/index.d.ts
take @preact/signals dist/signals.module.js dist/signals.d.ts
take @preact/signals-core dist/signals-core.module.js dist/signals-core.d.ts
take idb build/index.js build/index.d.ts build/entry.d.ts build/util.d.ts build/wrap-idb-value.d.ts \
    build/async-iterators.d.ts build/database-extras.d.ts
take uqr dist/index.mjs dist/index.d.ts

if [ "${1:-}" = --check ]; then
    diff -r vendor "$work/vendor"
else
    rm -rf vendor
    mv "$work/vendor" vendor
fi
